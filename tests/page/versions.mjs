// Versions of the built page, as a publisher would deploy them one after the other.
import { after, before } from "node:test";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css" };

let scratch;
before(() => {
  scratch = mkdtempSync(join(tmpdir(), "whomet-version-"));
  execFileSync("cargo", ["build", "--quiet", "--bin", "whomet"], { cwd: ROOT });
});
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs `whomet site` on a folder. Problems of the data are no failure. */
export function site(folder) {
  const { status, stderr } = spawnSync(join(TARGET, "debug", "whomet"), ["site", folder], { encoding: "utf8" });
  if (status !== 0 && status !== 1) throw new Error(stderr);
}

/** A copy of the built page in a folder of its own. */
export function copy(name) {
  const folder = join(scratch, name);
  cpSync(join(ROOT, "dist"), folder, { recursive: true });
  return folder;
}

/**
 * The files of another version, as the server gives them: `script` is the name of its script, and the word for
 * the help in Russian is `help`. The files of the version before that carry a hash are gone.
 */
export function version(name, help) {
  const folder = copy(name);
  const old = readdirSync(folder).find((file) => /^page-.*\.js$/.test(file));
  const script = `page-${name.padEnd(16, "0")}.js`;
  const edit = (file, change) => writeFileSync(join(folder, file), change(readFileSync(join(folder, file), "utf8")));
  renameSync(join(folder, old), join(folder, script));
  edit("index.html", (html) => html.replaceAll(old, script));
  edit("lang/ru.txt", (text) => text.replace(/^help = .*$/m, `help = ${help}`));
  site(folder);
  const files = Object.fromEntries(["", "lang"].flatMap((below) => filesOf(folder, below)));
  return { script, old, files: { ...files, [old]: { status: 404, body: "gone" } } };
}

function filesOf(folder, below) {
  const names = readdirSync(join(folder, below), { withFileTypes: true }).filter((entry) => entry.isFile());
  return names.map(({ name }) => [join(below, name), { type: TYPES[extname(name)] ?? "text/plain; charset=utf-8", body: readFileSync(join(folder, below, name)) }]);
}
