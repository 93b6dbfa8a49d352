// Who is compared, with what data, and how each is made ready: data generated, adapters bundled.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

export const HERE = fileURLToPath(new URL(".", import.meta.url));
/** Everything that is generated, out of the repository's way. */
export const TARGET = fileURLToPath(new URL("../../target/bench/", import.meta.url));
const DOOR = join(TARGET, "door");

/** `file`: in the folder of a size. `most`: no more records than that. */
export const CONTENDERS = [
  { name: "bitmap-js", adapter: "bitmap", file: "bitmap.bin" },
  { name: "naive-js", adapter: "naive", file: "records.json" },
  { name: "minisearch", adapter: "minisearch", file: "records.json", most: 100_000 },
  { name: "flexsearch", adapter: "flexsearch", file: "records.json", most: 100_000 },
  { name: "whomet-packed", adapter: "whomet-packed", file: "index.bin" },
  { name: "whomet-exact", adapter: "whomet-exact", file: "index.bin" },
  { name: "whomet-plain", adapter: "whomet-plain", file: "dataset.json", most: 100_000 },
];

export const folder = (n) => join(TARGET, "data", String(n));

// node's default is the best quality
const brotli = (bytes) => brotliCompressSync(bytes).length;

/** True if a file is there and newer than the scripts that made it. */
function fresh(file, scripts) {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return scripts.every((script) => statSync(join(HERE, script)).mtimeMs < made);
}

/** Generates what is missing of the data of one size. */
export function needData(n) {
  const into = folder(n);
  const node = (...args) => execFileSync(process.execPath, args, { cwd: HERE, stdio: ["ignore", "inherit", "inherit"] });
  const scripts = ["gen.mjs", "dataset.mjs", "lib/common.mjs"];
  if (!fresh(join(into, "expected.json"), scripts)) {
    console.error(`generating ${n.toLocaleString("en")} records`);
    node("gen.mjs", String(n), into, "--dataset");
  }
  if (!fresh(join(into, "bitmap.bin"), [...scripts, "pack-bitmap.mjs"])) {
    node("--max-old-space-size=8000", "pack-bitmap.mjs", join(into, "records.json"), join(into, "bitmap.bin"));
  }
}

/** Packs the dataset of a size anew with the native engine, which may have changed. */
export function pack(n, native) {
  console.error(`packing ${n.toLocaleString("en")} records`);
  execFileSync(native, ["pack", folder(n)], { stdio: ["ignore", "inherit", "inherit"] });
}

/** The queries of a size, by task. */
export const queriesOf = (n) => JSON.parse(readFileSync(join(folder(n), "queries.json"), "utf8"));

/** What searches of a size must find, if the dataset was written. */
export function expectedOf(n) {
  const file = join(folder(n), "expected.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** Bundles the adapters, and gives the brotli bytes of each contender's code. */
export async function bundle(contenders) {
  const dist = join(TARGET, "dist");
  mkdirSync(dist, { recursive: true });
  const sizes = {};
  for (const { name, adapter } of contenders) {
    const outfile = join(dist, `${name}.js`);
    await build({
      entryPoints: [join(HERE, "adapters", `${adapter}.mjs`)],
      outfile,
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      platform: "browser",
      logLevel: "error",
      alias: { door: join(DOOR, "door.js") },
    });
    sizes[name] = brotli(readFileSync(outfile)) + (name.startsWith("whomet") ? doorBytes(dist) : 0);
  }
  return sizes;
}

/** Copies the door's wasm; its brotli size is kept beside it, since it takes seconds to find. */
function doorBytes(dist) {
  const [from, to] = [join(DOOR, "door_bg.wasm"), join(dist, "door_bg.wasm")];
  const size = join(dist, "door_bg.size");
  if ((statSync(size, { throwIfNoEntry: false })?.mtimeMs ?? 0) < statSync(from).mtimeMs) {
    copyFileSync(from, to);
    writeFileSync(size, String(brotli(readFileSync(from))));
  }
  return Number(readFileSync(size, "utf8"));
}
