// The few things that are done to a WebAssembly module beside what wasm-opt does.

const [CUSTOM, IMPORTS, EXPORTS, CODE, DATA] = [0, 2, 7, 10, 11];

// Functions of the standard library that never return: they put a message together and abort.
const PANICS = [
  /^core::panicking::/, /^core::(option|result)::(unwrap|expect)_failed$/, /^core::str::slice_error_fail/,
  /^core::slice::index::slice_\w*fail$/, /^core::slice::copy_from_slice_impl::len_mismatch_fail$/,
  /^core::cell::panic_already/, /^core::cell::lazy::panic_poisoned$/, /^std::thread::local::panic_access_error$/,
  /^alloc::raw_vec::(handle_error|capacity_overflow)$/, /^__rustc::rust_begin_unwind$/,
  // what only their messages write out: no text of the page is made with these
  /^<&?(char|bool|[iu](8|16|32|64|size)|core::.*|std::.*|alloc::.*|wasm_bindgen::.*) as core::fmt::Debug>::fmt$/,
];

// Leptos's server functions stream through these; once nothing exports them, nothing calls them.
const UNCALLED = [/\bwasm_streams::/];

/** The sections of a module: `[id, bytes]`. */
export function read(module) {
  const from = new Reader(module, 8);
  const sections = [];
  while (!from.done()) sections.push([from.byte(), Buffer.from(from.bytes(from.number()))]);
  return sections;
}

/** A module of sections. */
export function write(sections) {
  const head = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  return Buffer.concat([head, ...sections.flatMap(([id, bytes]) => [Buffer.from([id]), sized(bytes)])]);
}

/** Keeps the exports that are named `true`. */
export function keepExports(sections, keep) {
  edit(sections, EXPORTS, (entry) => {
    const [name, rest] = named(entry);
    return keep(name) ? Buffer.concat([text(name), rest]) : undefined;
  }, skipExport);
}

/** The names of what a module imports. */
export function importNames(sections) {
  const from = new Reader(sections.find(([id]) => id === IMPORTS)[1]);
  return Array.from({ length: from.number() }, () => {
    from.name();
    const name = from.name();
    skipType(from);
    return name;
  });
}

/** Gives each import and export the name that `next` says; returns the old names with the new. */
export function rename(sections, next) {
  const names = new Map();
  const renamed = (name) => text(names.get(name) ?? names.set(name, next()).get(name));
  edit(sections, IMPORTS, (entry) => {
    const [module, field] = named(entry);
    const [name, rest] = named(field);
    return Buffer.concat([text(module), renamed(name), rest]);
  }, skipImport);
  edit(sections, EXPORTS, (entry) => {
    const [name, rest] = named(entry);
    return Buffer.concat([renamed(name), rest]);
  }, skipExport);
  return names;
}

/** Lets a panic end at once, without the code and the texts of its message. The page says what it has
 * to say when it hears of an error, see boot.js. What is never called ends in the same way. */
export function trapInsteadOfPanicking(sections) {
  const names = functionNames(sections);
  let at = importedFunctions(sections);
  edit(sections, CODE, (entry) => {
    const traps = [...PANICS, ...UNCALLED].some((pattern) => pattern.test(names.get(at) ?? ""));
    at += 1;
    return traps ? sized(Buffer.from([0, 0x00, 0x0b])) : entry; // no locals, unreachable, end
  }, (from) => from.skip(from.number()));
}

/** Clears the places in the source, which only messages of panics named. They stand in the data as
 * pointer and length of a file name that ends in `.rs`, line, column. */
export function forgetLocations(sections) {
  const pieces = dataPieces(sections);
  const inside = (at, length) => pieces.find((piece) => piece.at <= at && at + length <= piece.at + piece.bytes.length);
  const files = new Map();
  for (const { at, bytes } of pieces) {
    for (let offset = (4 - (at % 4)) % 4; offset + 16 <= bytes.length; offset += 4) {
      const [pointer, length, line, column] = [0, 4, 8, 12].map((word) => bytes.readUInt32LE(offset + word));
      if (length < 4 || length > 300 || !line || line > 99_999 || !column || column > 999) continue;
      const piece = inside(pointer, length);
      const file = piece?.bytes.subarray(pointer - piece.at, pointer - piece.at + length);
      if (!file || !/^[\x21-\x7e]+\.rs$/.test(file.toString("latin1"))) continue;
      files.set(pointer, file);
      bytes.fill(0, offset, offset + 16);
    }
  }
  for (const file of files.values()) file.fill(0);
}

/** Clears pieces of the memory; gives what stood there, without what is clear already. */
export function moveOut(sections, wanted) {
  const memory = dataPieces(sections);
  return wanted.flatMap(({ at, bytes: { length } }) => {
    const piece = memory.find((piece) => piece.at <= at && at + length <= piece.at + piece.bytes.length);
    if (!piece) throw new Error("wasm.mjs: data that is to move is not where it was");
    const there = piece.bytes.subarray(at - piece.at, at - piece.at + length);
    const bytes = Buffer.from(there);
    there.fill(0);
    return bytes.some((byte) => byte) ? { at, bytes } : [];
  });
}

export class Reader {
  constructor(buffer, at = 0) {
    this.buffer = buffer;
    this.at = at;
  }
  done() { return this.at >= this.buffer.length; }
  byte() { return this.buffer[this.at++]; }
  bytes(length) { return this.buffer.subarray(this.at, (this.at += length)); }
  skip(length) { this.at += length; }
  name() { return this.bytes(this.number()).toString(); }
  number() {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte & 128);
    return value;
  }
  signed() {
    const start = this.at;
    const value = this.number();
    const negative = this.buffer[this.at - 1] & 64;
    return negative ? value - 2 ** (7 * (this.at - start)) : value;
  }
}

function number(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value);
  return Buffer.from(bytes);
}

const sized = (bytes) => Buffer.concat([number(bytes.length), bytes]);
const text = (name) => sized(Buffer.from(name));

function named(entry) {
  const from = new Reader(entry);
  return [from.name(), entry.subarray(from.at)];
}

// Puts each entry of a section through a function; an entry for which it gives nothing is left out.
function edit(sections, id, change, skip) {
  const section = sections.find(([other]) => other === id);
  const from = new Reader(section[1]);
  const entries = [];
  for (let count = from.number(); count > 0; count -= 1) {
    const start = from.at;
    skip(from);
    const changed = change(section[1].subarray(start, from.at));
    if (changed) entries.push(changed);
  }
  section[1] = Buffer.concat([number(entries.length), ...entries]);
}

function skipExport(from) {
  from.name();
  from.byte();
  from.number();
}

function skipImport(from) {
  from.name();
  from.name();
  if (from.byte() !== 0) throw new Error("wasm.mjs: an import that is no function");
  from.number();
}

// The type of an import: of a function, a table, a memory or a global.
function skipType(from) {
  const kind = from.byte();
  if (kind === 0) return from.number();
  if (kind === 3) return from.skip(2);
  if (kind === 1) from.skip(1);
  const limits = from.byte();
  from.number();
  return limits & 1 ? from.number() : undefined;
}

function importedFunctions(sections) {
  return new Reader(sections.find(([id]) => id === IMPORTS)[1]).number();
}

// The names of functions, without the hashes of their crates.
function functionNames(sections) {
  const names = new Map();
  for (const [, bytes] of sections.filter(([id]) => id === CUSTOM)) {
    const from = new Reader(bytes);
    if (from.name() !== "name") continue;
    while (!from.done()) {
      const [kind, end] = [from.byte(), from.number() + from.at];
      for (let count = kind === 1 ? from.number() : 0; count > 0; count -= 1) {
        names.set(from.number(), from.name().replace(/\[[0-9a-f]{16}\]|::h[0-9a-f]{16}$/g, ""));
      }
      from.at = end;
    }
  }
  return names;
}

// What the memory holds at first: the pieces share their bytes with the section.
function dataPieces(sections) {
  const data = sections.find(([id]) => id === DATA);
  if (!data) return [];
  const from = new Reader(data[1]);
  const pieces = [];
  for (let count = from.number(); count > 0; count -= 1) {
    if (from.byte() !== 0 || from.byte() !== 0x41) throw new Error("wasm.mjs: data without a fixed place");
    const at = from.number(); // below 2^27, so its sign does not matter
    from.byte();
    pieces.push({ at, bytes: from.bytes(from.number()) });
  }
  return pieces;
}
