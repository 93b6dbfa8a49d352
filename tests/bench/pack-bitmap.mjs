// Packs records for the hand-made limit (adapters/bitmap.mjs): `node pack-bitmap.mjs records.json OUT`.
// Records are numbered newest first. The file is a head in JSON, 4,096 bytes long, and after it the
// arrays that the head names, each with its type, offset and length.
import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";

const HEAD = 4096;

/** An array of numbers that grows. */
class Numbers {
  constructor() {
    this.all = new Uint32Array(1 << 16);
    this.length = 0;
  }

  push(value) {
    if (this.length === this.all.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.all);
      this.all = larger;
    }
    this.all[this.length++] = value;
  }
}

/** Lists one after the other, and where each ends. */
class Lists {
  constructor() {
    this.values = new Numbers();
    this.ends = new Numbers();
  }

  close() {
    this.ends.push(this.values.length);
  }

  range(at) {
    return [at > 0 ? this.ends.all[at - 1] : 0, this.ends.all[at]];
  }

  /** The offsets and values of the lists in another order. */
  inOrder(order) {
    const off = new Uint32Array(order.length + 1);
    const values = new Uint32Array(this.values.length);
    let k = 0;
    order.forEach((at, d) => {
      const [from, to] = this.range(at);
      for (let j = from; j < to; j += 1) values[k++] = this.values.all[j];
      off[d + 1] = k;
    });
    return [off, values];
  }
}

async function read(path) {
  const terms = new Map();
  const data = { days: [], ids: new Numbers(), organisations: new Lists(), topics: new Lists(), tokens: new Lists(), terms };
  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  for await (const line of createInterface({ input: createReadStream(path, { highWaterMark: 1 << 20 }) })) {
    if (line[0] !== "{") continue;
    const record = JSON.parse(line.endsWith(",") ? line.slice(0, -1) : line);
    data.ids.push(Number(record.id.slice(1)));
    data.days.push(Date.parse(record.date) / 864e5);
    for (const id of record.organisations) data.organisations.values.push(Number(id.slice(1)));
    for (const id of record.topics) data.topics.values.push(Number(id.slice(1)));
    const inTitle = new Map();
    for (const word of words(record.summary)) inTitle.set(word, 0);
    for (const word of words(record.title)) inTitle.set(word, 1);
    for (const [word, title] of inTitle) {
      if (!terms.has(word)) terms.set(word, terms.size);
      data.tokens.values.push((terms.get(word) << 1) | title);
    }
    for (const lists of [data.organisations, data.topics, data.tokens]) lists.close();
  }
  return data;
}

/** For each term in order its records as differences, each with a bit for the title, 7 bits a byte. */
function postings({ tokens, terms }, order) {
  const list = [...terms.keys()];
  const sorted = list.map((_, i) => i).sort((a, b) => (list[a] < list[b] ? -1 : 1));
  const place = new Uint32Array(list.length);
  sorted.forEach((term, i) => (place[term] = i));
  const start = new Uint32Array(list.length + 1);
  for (let i = 0; i < tokens.values.length; i += 1) start[place[tokens.values.all[i] >> 1] + 1] += 1;
  for (let i = 0; i < list.length; i += 1) start[i + 1] += start[i];
  const flat = new Uint32Array(tokens.values.length);
  const at = start.slice();
  order.forEach((record, d) => {
    const [from, to] = tokens.range(record);
    for (let j = from; j < to; j += 1) flat[at[place[tokens.values.all[j] >> 1]]++] = d * 2 + (tokens.values.all[j] & 1);
  });
  const bytes = new Uint8Array(tokens.values.length * 4 + 16);
  const [postOff, df] = [new Uint32Array(list.length + 1), new Uint32Array(list.length)];
  let p = 0;
  for (let term = 0; term < list.length; term += 1) {
    let last = -1;
    for (let j = start[term]; j < start[term + 1]; j += 1) {
      const d = flat[j] >>> 1;
      let value = ((d - last - 1) << 1) | (flat[j] & 1);
      last = d;
      for (; value > 127; value >>>= 7) bytes[p++] = (value & 127) | 128;
      bytes[p++] = value;
    }
    postOff[term + 1] = p;
    df[term] = start[term + 1] - start[term];
  }
  const vocab = new TextEncoder().encode(sorted.map((term) => list[term]).join("\n"));
  return { postOff, df, post: bytes.subarray(0, p), vocab };
}

function write(path, head, sections) {
  let offset = HEAD;
  head.sections = {};
  for (const [name, array] of Object.entries(sections)) {
    head.sections[name] = [array.constructor.name, offset, array.length];
    offset += (array.byteLength + 7) & ~7;
  }
  const file = openSync(path, "w");
  writeSync(file, new TextEncoder().encode(JSON.stringify(head).padEnd(HEAD)), 0, HEAD, 0);
  for (const [name, array] of Object.entries(sections)) {
    writeSync(file, new Uint8Array(array.buffer, array.byteOffset, array.byteLength), 0, array.byteLength, head.sections[name][1]);
  }
  closeSync(file);
}

const data = await read(process.argv[2]);
const n = data.days.length;
const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => data.days[b] - data.days[a] || a - b);
const day = Uint16Array.from(order, (i) => data.days[i]);
const id = Uint32Array.from(order, (i) => data.ids.all[i]);
const [orgOff, orgVal] = data.organisations.inOrder(order);
const [topOff, topVal] = data.topics.inOrder(order);
const nOrg = orgVal.reduce((most, value) => Math.max(most, value), 0) + 1;
write(process.argv[3], { n, nOrg }, { day, id, orgOff, orgVal, topOff, topVal, ...postings(data, order) });
