// Makes what Trunk built smaller, without a word of it being read: run by hook.mjs before dist/ is
// put in place. What it does not find as it expects, it leaves, or the build fails.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { coldData, constants } from "./data.mjs";
import { matcher, watched } from "./profile.mjs";
import { sideBySide, split } from "./split.mjs";
import * as wasm from "./wasm.mjs";

const HERE = (name) => new URL(name, import.meta.url);
const WITHOUT = ["--skip-pass=local-cse", "--skip-pass=memory-packing"]; // smaller, but not once compressed
const FEATURES = [
  "bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue",
].map((name) => `--enable-${name}`);
// The whole is made small without inlining, which would hide what is cold in what is not.
const WHOLE = ["--no-inline=*", "-Oz", "-g"];
const HALF = ["-Oz", "--converge", "-ocimfs", "20", "-aimfs", "4", "-g", "--strip-producers"];

// `WHOMET_UNTRIMMED=1 ./x run` keeps the names of functions, which then stand in the trace of a panic
if (process.env.WHOMET_UNTRIMMED) process.exit();

const dist = process.env.TRUNK_STAGING_DIR;
const index = join(dist, "index.html");
const html = readFileSync(index, "utf8");
const [, js] = html.match(/data-js="([^"]+)"/);
const [, binary] = html.match(/data-wasm="([^"]+)"/);

let glue = minified(withoutStreams(readFileSync(join(dist, js), "utf8")));
const sections = wasm.read(readFileSync(join(dist, binary)));
wasm.trapInsteadOfPanicking(sections);
wasm.keepExports(sections, (name) => glue.includes(`wasm.${name}`));
glue = withKnownTexts(shortNames(sections, glue), constants(sections));
const whole = through("wasm-dis", through("wasm-opt", wasm.write(sections), [...WHOLE, ...WITHOUT]), []).toString();
if (process.env.WHOMET_PROFILE) {
  const { text, functions } = watched(whole);
  writeFileSync(join(dist, "functions.json"), JSON.stringify(functions));
  put(through("wasm-as", text, []), withImport(glue, "seen: (at) => (globalThis.seen ??= new Set()).add(at)"));
  process.exit();
}
const cold = matcher(readFileSync(HERE("cold.txt"), "utf8").split("\n").filter(Boolean));
const parts = split(whole, cold);
const page = finished(parts.page);
const rest = finished(parts.rest(wasm.moveOut(page, coldData(sections, parts.hotCode))));
glue = withoutUnused(withOneStart(glue), page, rest);
const [first, later] = [page, rest].map(wasm.write);
const restName = `rest-${hashOf(later)}.wasm`;
writeFileSync(join(dist, restName), later);
const loader = minified(readFileSync(HERE("rest.js"), "utf8")).replace("rest.wasm", restName);
put(first, withImport(glue, "need") + loader);
const [, style] = html.match(/href="([^"]+\.css)"/);
writeFileSync(join(dist, style), tightened(readFileSync(join(dist, style), "utf8")));

// wasm-streams comes with Leptos's server functions, which a static page does not have.
function withoutStreams(glue) {
  return glue
    .replace(/^export class IntoUnderlying\w+ \{\n[^]*?^\}\n/gm, "")
    .replace(/^if \(Symbol\.dispose\) IntoUnderlying.*\n/gm, "")
    .replace(/^const IntoUnderlying\w+Finalization = [^;]*;\n/gm, "");
}

// What the glue gives a module, but neither of the two takes. wasm-bindgen did not know yet.
function withoutUnused(glue, ...modules) {
  const taken = new Set(modules.flatMap((sections) => wasm.importNames(sections)));
  return glue.replace(/^(\$\w+): function[^]*?(?=^(?:\$\w+: function|\};\nreturn))/gm, (entry, name) => (taken.has(name) ? entry : ""));
}

// One way to start, which is the one that boot.js takes.
function withOneStart(glue) {
  const [before, ways] = glue.split(/^(?=function initSync\b)/m);
  if (!ways?.includes("return __wbg_finalize_init(instance, module)")) throw new Error("trim.mjs: the glue does not start as expected");
  return `${before}export default async ({ module_or_path }) => {
const { instance, module } = await __wbg_load(await fetch(module_or_path), __wbg_get_imports());
return __wbg_finalize_init(instance, module);
};
`;
}

// A text among the constants, such as the name of an attribute, is decoded once: the browser takes one that it has
// met before in a third of the time. Only ASCII is as long as its bytes, which tells a text from a longer one that
// begins at the same place. Other short texts are put together here, which is quicker than to ask for a decoder.
function withKnownTexts(glue, { from, to }) {
  const start = "function getStringFromWasm0(ptr, len) {\nptr = ptr >>> 0;\nreturn decodeText(";
  if (!glue.includes(start)) throw new Error("trim.mjs: the glue does not read texts as expected");
  return glue.replace(start, `const texts = new Map();
function getStringFromWasm0(ptr, len) {
if (ptr < ${from} || ptr >= ${to}) return decoded(ptr, len);
let text = texts.get(ptr);
if (text?.length === len) return text;
text = decoded(ptr, len);
if (text.length === len) texts.set(ptr, text);
return text;
}
function decoded(ptr, len) {
ptr = ptr >>> 0;
if (len < 16) {
const bytes = getUint8ArrayMemory0();
let text = "", at = ptr, code;
while (at < ptr + len && (code = bytes[at++]) < 128) text += String.fromCharCode(code);
if (text.length === len) return text;
}
return decodeText(`);
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

// One more function among those that the glue gives the module.
function withImport(glue, entry) {
  const start = "const import0 = {\n__proto__: null,\n";
  if (!glue.includes(start)) throw new Error("trim.mjs: the glue's imports do not begin as expected");
  return glue.replace(start, `${start}${entry},\n`);
}

// Runs a tool of binaryen on a file, and gives what it writes.
function through(tool, input, options) {
  const [before, after] = ["before.tmp", "after.tmp"].map((name) => join(dist, name));
  writeFileSync(before, input);
  const { status, stderr } = spawnSync(tool, [before, "-o", after, ...options, ...FEATURES], { encoding: "utf8" });
  if (status !== 0) throw new Error(`trim.mjs: ${tool} failed: ${stderr}`);
  const output = readFileSync(after);
  [before, after].forEach((file) => rmSync(file));
  return output;
}

function finished(text) {
  const bytes = through("wasm-as", text, ["-g"]);
  const small = through("wasm-dis", through("wasm-opt", bytes, [...HALF, ...WITHOUT]), []).toString();
  const sections = wasm.read(through("wasm-as", sideBySide(small), []));
  wasm.forgetLocations(sections);
  return sections;
}

// The names carry a hash of what is in them, so that no cache gives an old one.
function put(bytes, glue) {
  const old = binary.match(/-([0-9a-f]+)_bg\.wasm$/)[1];
  const hash = hashOf(bytes, glue);
  const renamed = (text) => text.replaceAll(old, hash);
  for (const [file, content] of [[binary, bytes], [js, renamed(glue)]]) {
    writeFileSync(join(dist, file), content);
    renameSync(join(dist, file), join(dist, renamed(file)));
  }
  writeFileSync(index, renamed(html));
}

function hashOf(...parts) {
  const hash = createHash("sha256");
  parts.forEach((part) => hash.update(part));
  return hash.digest("hex").slice(0, 16);
}
