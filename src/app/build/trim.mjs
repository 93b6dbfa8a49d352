// Makes what Trunk built smaller, without a word of it being read: a hook of Trunk.toml, run before
// dist/ is put in place. What it does not find as it expects, it leaves, or the build fails.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as wasm from "./wasm.mjs";

const OPTIMISE = ["-Oz", "--converge", "-ocimfs", "20", "-aimfs", "4", "--strip-debug", "--strip-producers"];
// They make a module smaller, but not once it is compressed.
const WITHOUT = ["--skip-pass=local-cse", "--skip-pass=memory-packing"];
const FEATURES = [
  "bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue",
].map((name) => `--enable-${name}`);

// `WHOMET_UNTRIMMED=1 ./x run` keeps the names of functions, which then stand in the trace of a panic
if (process.env.WHOMET_UNTRIMMED) process.exit();

const dist = process.env.TRUNK_STAGING_DIR;
const index = join(dist, "index.html");
const html = readFileSync(index, "utf8");
const [, js] = html.match(/data-js="([^"]+)"/);
const [, binary] = html.match(/data-wasm="([^"]+)"/);

let glue = minified(withoutStreams(readFileSync(join(dist, js), "utf8")));
let sections = wasm.read(readFileSync(join(dist, binary)));
wasm.trapInsteadOfPanicking(sections);
wasm.keepExports(sections, (name) => glue.includes(`wasm.${name}`));
glue = shortNames(sections, glue);
sections = wasm.read(optimised(wasm.write(sections)));
wasm.forgetLocations(sections);
put(wasm.write(sections), glue);
const [, style] = html.match(/href="([^"]+\.css)"/);
writeFileSync(join(dist, style), tightened(readFileSync(join(dist, style), "utf8")));

// wasm-streams comes with Leptos's server functions, which a static page does not have.
function withoutStreams(glue) {
  return glue
    .replace(/^export class IntoUnderlying\w+ \{\n[^]*?^\}\n/gm, "")
    .replace(/^if \(Symbol\.dispose\) IntoUnderlying.*\n/gm, "")
    .replace(/^const IntoUnderlying\w+Finalization = [^;]*;\n/gm, "");
}

// Comments and indentation. No text of the glue spans lines, so a line that looks like a comment is one.
function minified(glue) {
  if (/`[^`\n]*\n[^`]*`/.test(glue.replace(/`[^`\n]*`/g, ""))) return glue;
  return glue
    .replace(/^\s*\/\*\*[^]*?\*\/\n/gm, "")
    .replace(/^\s*\/\/.*\n/gm, "")
    .replace(/^\s+/gm, "");
}

// Comments and the space around what separates; no text in the style sheet has either.
function tightened(style) {
  return style
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/: /g, ":")
    .replaceAll(";}", "}");
}

// wasm-bindgen's names say what they are for, with a hash; both sides get short ones.
function shortNames(sections, glue) {
  let count = 0;
  const short = () => `$${(count++).toString(36)}`;
  for (const [name, shortened] of wasm.rename(sections, short)) {
    const used = new RegExp(`(?<=wasm\\.|^)${name.replaceAll("$", "\\$")}(?=\\b)(?!\\$)`, "gm");
    if (!used.test(glue)) throw new Error(`trim.mjs: the glue does not name ${name}`);
    glue = glue.replace(used, () => shortened);
  }
  return glue;
}

function optimised(bytes) {
  const [before, after] = ["before.wasm", "after.wasm"].map((name) => join(dist, name));
  writeFileSync(before, bytes);
  const { status, stderr } = spawnSync("wasm-opt", [before, "-o", after, ...OPTIMISE, ...WITHOUT, ...FEATURES], { encoding: "utf8" });
  if (status !== 0) throw new Error(`trim.mjs: wasm-opt failed: ${stderr}`);
  const smaller = readFileSync(after);
  [before, after].forEach((file) => rmSync(file));
  return smaller;
}

// The names carry a hash of what is in them, so that no cache gives an old one.
function put(bytes, glue) {
  const old = binary.match(/-([0-9a-f]+)_bg\.wasm$/)[1];
  const hash = createHash("sha256").update(bytes).update(glue).digest("hex").slice(0, 16);
  const renamed = (text) => text.replaceAll(old, hash);
  for (const [file, content] of [[binary, bytes], [js, renamed(glue)]]) {
    writeFileSync(join(dist, file), content);
    renameSync(join(dist, file), join(dist, renamed(file)));
  }
  writeFileSync(index, renamed(html));
}
