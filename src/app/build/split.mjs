// Splits a module in two: `page`, which the first view needs, and `rest`, which comes after it. In
// `page`, a stub stands for each function of `rest` that it may call: it sees to it that `rest` is
// there, then calls it through the table. So what is on the wrong side costs time, and nothing else.
import { forms, module, names, plain, signature, uses } from "./text.mjs";

/** Splits a module, as wasm-dis writes it, by a function that says of a name whether it is cold. What
 * comes of it is `page`, a module; `rest`, a module once it is told which data it brings along; and
 * `hotCode`, the functions that stayed. */
export function split(whole, cold) {
  const all = forms(whole);
  const functions = new Map(all.filter(({ kind }) => kind === "func").map((form) => [form.name, form]));
  const used = new Map([...functions].map(([name, { text }]) => [name, uses(text)]));
  const hot = reached(all, used, (name) => functions.has(name) && !cold(plain(name)));
  const moved = [...functions.keys()].filter((name) => !hot.has(name));
  const wanted = new Set([...roots(all), ...[...hot].flatMap((name) => [...used.get(name).functions])]);
  const stubs = moved.filter((name) => wanted.has(name));
  const slots = slotsOf(all, stubs);
  const rest = restOf(all, moved, used, slots);
  return {
    page: pageOf(all, new Set(moved), slots, rest.needs),
    rest: (data) => module([...rest.forms, ...data.map((piece) => dataForm(rest.memory, piece))]),
    hotCode: [...hot].map((name) => functions.get(name).text),
  };
}

/** The module with functions that are alike side by side, where compression finds it. */
export function sideBySide(whole) {
  const all = forms(whole);
  const rank = ({ text }) => {
    const code = text.slice(text.indexOf("\n")).replace(/\n\s*/g, "\n").replace(/\$\S+/g, "");
    return JSON.stringify(signature(text)) + code.slice(0, 2000);
  };
  const ranked = all.filter(({ kind }) => kind === "func").map((form) => [rank(form), form]);
  ranked.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return module([...all.filter(({ kind }) => kind !== "func"), ...ranked.map(([, form]) => form)]);
}

// What anybody may call: exports and what stands in the table.
function roots(all) {
  const outside = all.filter(({ kind }) => ["export", "elem", "start"].includes(kind));
  return outside.flatMap(({ text }) => names(text));
}

// The functions that are called without going through a cold one.
function reached(all, used, stays) {
  const open = roots(all).filter(stays);
  const hot = new Set(open);
  while (open.length > 0) {
    for (const name of used.get(open.pop()).functions) {
      if (hot.has(name) || !stays(name)) continue;
      hot.add(name);
      open.push(name);
    }
  }
  return hot;
}

// The places in the table that stubs call through: after all that are there.
function slotsOf(all, stubs) {
  const table = all.find(({ kind, text }) => kind === "table" && text.includes("funcref"));
  const [, first] = table.text.match(/ (\d+) \d+ funcref/);
  return { table: table.name, first: Number(first), of: new Map(stubs.map((name, at) => [name, Number(first) + at])) };
}

// The module without what moved, and with what `rest` needs of it exported.
function pageOf(all, moved, slots, needs) {
  const size = slots.first + slots.of.size;
  const kept = all.flatMap((form) => {
    if (form.kind === "table" && form.name === slots.table) {
      return { ...form, text: form.text.replace(/\d+ \d+ funcref/, `${size} ${size} funcref`) };
    }
    if (!moved.has(form.name) || form.kind !== "func") return form;
    return slots.of.has(form.name) ? { ...form, text: stub(form, slots) } : [];
  });
  const firstImport = kept.findIndex(({ kind }) => kind === "import");
  kept.splice(firstImport, 0, ' (import "./page_bg.js" "need" (func $import-need))');
  const exported = needs.map(({ kind, name, as }) => ` (export "${as}" (${kind} ${name}))`);
  return module([...kept, ...exported, NEED, " (global $more (mut i32) (i32.const 0))"]);
}

const NEED = ` (func $need
  (if (i32.eqz (global.get $more))
   (then
    (call $import-need)
    (global.set $more (i32.const 1)))))`;

function stub({ name, text }, slots) {
  const { takes, gives } = signature(text);
  const parameters = takes.map((type, at) => ` (param $${at} ${type})`).join("");
  const results = gives.length > 0 ? ` (result ${gives.join(" ")})` : "";
  const type = `${takes.length > 0 ? ` (param ${takes.join(" ")})` : ""}${results}`;
  return ` (func ${name}${parameters}${results}
  (call $need)
  (call_indirect ${slots.table}${type}
${takes.map((_, at) => `   (local.get $${at})\n`).join("")}   (i32.const ${slots.of.get(name)})))`;
}

// The module of what moved. What it uses of `page` it imports, under the name of an export.
function restOf(all, moved, used, slots) {
  const mine = new Set(moved);
  const wanted = { functions: new Set(), globals: new Set(), tables: new Set([slots.table]) };
  for (const name of moved) {
    for (const kind of ["functions", "globals", "tables"]) used.get(name)[kind].forEach((it) => wanted[kind].add(it));
  }
  const needs = [];
  const imports = [];
  const lent = (kind, name, type, exported) => {
    const as = exported ?? short(needs.length);
    if (!exported) needs.push({ kind, name, as });
    imports.push(` (import "page" "${as}" (${kind} ${name} ${type}))`);
  };
  for (const form of all) {
    if (form.kind === "import" && wanted.functions.has(form.name)) imports.push(form.text);
    else if (form.kind === "memory") lent("memory", form.name, memoryType(form), exportOf(all, form));
    else if (form.kind === "table" && wanted.tables.has(form.name)) lent("table", form.name, tableType(form, slots), exportOf(all, form));
    else if (form.kind === "global" && wanted.globals.has(form.name)) lent("global", form.name, globalType(form), exportOf(all, form));
    else if (form.kind === "func" && wanted.functions.has(form.name) && !mine.has(form.name)) {
      lent("func", form.name, functionType(form), exportOf(all, form));
    }
  }
  const types = all.filter(({ kind }) => kind === "type");
  const code = all.filter(({ kind, name }) => kind === "func" && mine.has(name));
  const filled = [...slots.of.keys()].join(" ");
  const elements = ` (elem (table ${slots.table}) (i32.const ${slots.first}) func ${filled})`;
  const memory = all.find(({ kind }) => kind === "memory").name;
  return { needs, memory, forms: [...types, ...imports, elements, ...code] };
}

function dataForm(memory, { at, bytes }) {
  const escaped = [...bytes].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
  return ` (data (memory ${memory}) (i32.const ${at}) "${escaped}")`;
}

function exportOf(all, { kind, name }) {
  const end = ` (${kind} ${name}))`;
  return all.find((form) => form.kind === "export" && form.text.endsWith(end))?.text.match(/"([^"]*)"/)[1];
}

function tableType({ name, text }, slots) {
  const size = slots.first + slots.of.size;
  return name === slots.table ? `${size} ${size} funcref` : text.match(/\d[\d ]* \w+ref/)[0];
}

const memoryType = ({ text }) => text.match(/^ \(memory \S+ ([\d ]+)\)/)[1];

const globalType = ({ text, name }) => /^(\(mut \w+\)|\w+)/.exec(text.slice(text.indexOf(name) + name.length + 1))[1];

function functionType({ text }) {
  const { takes, gives } = signature(text);
  return `${takes.length > 0 ? `(param ${takes.join(" ")})` : ""}${gives.length > 0 ? ` (result ${gives.join(" ")})` : ""}`;
}

const short = (at) => at.toString(36);
