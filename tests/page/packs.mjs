// Datasets as `whomet pack` writes them, for pages that are served packed data.
import { after, before } from "node:test";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");

let scratch;
before(() => {
  scratch = mkdtempSync(join(tmpdir(), "whomet-pack-"));
  execFileSync("cargo", ["build", "--quiet", "--release", "--bin", "whomet"], { cwd: ROOT });
});
after(() => rmSync(scratch, { recursive: true, force: true }));

/** The files of a packed dataset, as the server gives them. It may be given as its text. */
export function packed(name, dataset) {
  const folder = join(scratch, name);
  if (!existsSync(folder)) {
    const file = join(scratch, `${name}.json`);
    writeFileSync(file, typeof dataset === "string" ? dataset : JSON.stringify(dataset));
    execFileSync(join(TARGET, "release", "whomet"), ["pack", file, "-o", folder], { stdio: "ignore" });
  }
  const files = { "data/dataset.json": { type: "application/json", body: readFileSync(join(folder, "dataset.json")) } };
  for (const piece of readdirSync(join(folder, "pieces")).filter((name) => name.endsWith(".bin"))) {
    const body = readFileSync(join(folder, "pieces", piece));
    files[`data/pieces/${piece}`] = { type: "application/octet-stream", body };
  }
  return files;
}

/** The path of the piece that a page fetches before anything else. */
export const front = (files) => `data/${/"front":"(.*?)"/.exec(files["data/dataset.json"].body.toString())[1]}`;
