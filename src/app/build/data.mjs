// Which constants only cold functions use: they move to `rest` with them. The linker says what
// constants there are, and which of them hold addresses of which (`--emit-relocs`). A function uses a
// constant if a number in its code lies within it. What is said in an unknown way stays where it is.
import { Reader } from "./wasm.mjs";

const [CUSTOM, DATA] = [0, 11];
const SYMBOL_TABLE = 8;
// what is shorter is not worth a piece of its own
const SHORTEST = 8;
const [DATUM, SECTION] = [1, 3];
const UNDEFINED = 0x10;
const EXPLICIT_NAME = 0x40;
// the kinds of places to fill in that hold the address of a datum, and the others that have an addend
const ADDRESSES = new Set([3, 4, 5, 11, 14, 15, 16, 17, 21, 23]);
const WITH_ADDEND = new Set([...ADDRESSES, 8, 9, 22, 25]);

/** The read-only pieces of memory that no code but that of cold functions may read: `{ at, bytes }`. */
export function coldData(sections, hotCode) {
  if (!custom(sections, "linking")) return [];
  const data = placesOf(sections);
  const spans = symbolsOf(sections).map((symbol) => {
    const from = symbol && data[symbol.segment].at + symbol.offset;
    return symbol && { from, to: from + symbol.size };
  });
  const hot = new Set();
  const open = [];
  const keep = (index) => {
    if (!spans[index] || hot.has(index)) return;
    hot.add(index);
    open.push(index);
  };
  const numbers = [...numbersIn(hotCode)];
  // the place behind a constant is that of the next one, unless the code says that it is meant as an end
  const ends = new Set();
  for (const { index, addend } of filledIn(sections, "reloc.CODE")) {
    const size = spans[index] && spans[index].to - spans[index].from;
    if (addend === size) ends.add(index);
    // an address outside of what it is one of says nothing that could be found in the code
    if (spans[index] && (addend < 0 || addend > size)) keep(index);
  }
  const lies = (at, span, index) => span.from <= at && (at < span.to || (at === span.to && ends.has(index)));
  spans.forEach((span, index) => span && numbers.some((at) => at === span.from || lies(at, span, index)) && keep(index));
  const inside = addressesInside(sections, data, spans, keep);
  while (open.length > 0) (inside.get(open.pop()) ?? []).forEach(keep);
  return apart(spans, hot, data[0]);
}

/** Where the constants stand, which are never written: addresses from one on, and below another. */
export function constants(sections) {
  const [{ at, bytes }] = placesOf(sections);
  return { from: at, to: at + bytes.length };
}

function* numbersIn(code) {
  const seen = new Set();
  for (const text of code) {
    for (const [, digits] of text.matchAll(/(?:i32\.const |offset=)(\d+)/g)) seen.add(Number(digits));
    for (const [, digits] of text.matchAll(/i64\.const (-?\d+)/g)) {
      const both = BigInt.asUintN(64, BigInt(digits));
      seen.add(Number(both & 0xffffffffn)).add(Number(both >> 32n));
    }
  }
  yield* seen;
}

// Which constants each constant holds the addresses of.
function addressesInside(sections, data, spans, keep) {
  const inside = new Map();
  for (const { offset, index, addend } of filledIn(sections, "reloc.DATA")) {
    const piece = data.find(({ start, bytes }) => start <= offset && offset < start + bytes.length);
    const place = piece.at + offset - piece.start;
    if (spans[index] && piece.bytes.readUInt32LE(offset - piece.start) !== spans[index].from + addend) {
      throw new Error("data.mjs: the data does not hold what the linker says");
    }
    const holders = spans.flatMap((span, at) => (span && span.from <= place && place < span.to ? [at] : []));
    if (holders.length === 0) keep(index);
    for (const holder of holders) inside.set(holder, [...(inside.get(holder) ?? []), index]);
  }
  return inside;
}

// The bytes of the first piece, which is never written, that stand in cold data and in no other.
function apart(spans, hot, { at, bytes }) {
  const state = new Uint8Array(bytes.length);
  spans.forEach((span, index) => {
    if (!span || span.from < at || span.to > at + bytes.length) return;
    for (let place = span.from; place < span.to; place += 1) state[place - at] |= hot.has(index) ? 2 : 1;
  });
  const pieces = [];
  for (let from = 0; from < state.length; from += 1) {
    if (state[from] !== 1) continue;
    let to = from;
    while (state[to] === 1) to += 1;
    if (to - from >= SHORTEST) pieces.push({ at: at + from, bytes: bytes.subarray(from, to) });
    from = to;
  }
  return pieces;
}

function custom(sections, wanted) {
  for (const [id, bytes] of sections) {
    if (id !== CUSTOM) continue;
    const from = new Reader(bytes);
    if (from.name() === wanted) return from;
  }
  return undefined;
}

function symbolsOf(sections) {
  const from = custom(sections, "linking");
  from.number();
  const symbols = [];
  while (!from.done()) {
    const [kind, end] = [from.byte(), from.number() + from.at];
    for (let count = kind === SYMBOL_TABLE ? from.number() : 0; count > 0; count -= 1) symbols.push(symbol(from));
    from.at = end;
  }
  return symbols;
}

function symbol(from) {
  const [kind, flags] = [from.byte(), from.number()];
  if (kind === DATUM) {
    from.name();
    if (flags & UNDEFINED) return undefined;
    return { segment: from.number(), offset: from.number(), size: from.number() };
  }
  from.number();
  if (kind !== SECTION && (!(flags & UNDEFINED) || flags & EXPLICIT_NAME)) from.name();
  return undefined;
}

function placesOf(sections) {
  const from = new Reader(sections.find(([id]) => id === DATA)[1]);
  return Array.from({ length: from.number() }, () => {
    from.skip(2);
    const at = from.number();
    from.byte();
    const length = from.number();
    return { at, start: from.at, bytes: from.bytes(length) };
  });
}

// The places that the linker filled in within a section, with what stands there.
function* filledIn(sections, name) {
  const from = custom(sections, name);
  from.number();
  for (let count = from.number(); count > 0; count -= 1) {
    const [kind, offset, index] = [from.byte(), from.number(), from.number()];
    const addend = WITH_ADDEND.has(kind) ? from.signed() : 0;
    if (ADDRESSES.has(kind)) yield { offset, index, addend };
  }
}
