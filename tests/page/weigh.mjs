// What a first view weighs: `node weigh.mjs DIST` prints the brotli (-q 11) size of each file that
// the page needs before data, and of the dataset, each beside its budget.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const BUDGET = { page: 130_000, data: 40_000 };

export function brotli(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
}

export function weigh(dist) {
  const files = readdirSync(dist).filter((name) => /\.(html|css|js|wasm|svg)$/.test(name));
  const row = (name) => {
    const bytes = readFileSync(join(dist, name));
    return { name: name.replace(/-[0-9a-f]{15,16}/, ""), raw: bytes.length, packed: brotli(bytes) };
  };
  const page = files.sort().map(row);
  const data = row("data/dataset.json");
  return { page, data, total: page.reduce((sum, file) => sum + file.packed, 0) };
}

function main(dist) {
  const { page, data, total } = weigh(dist);
  const line = (name, raw, packed, of = "") =>
    console.log(`  ${name.padEnd(22)}${String(raw).padStart(9)}${String(packed).padStart(9)}  ${of}`);
  console.log("bytes                       raw   brotli");
  for (const file of page) line(file.name, file.raw, file.packed);
  line("first view", page.reduce((sum, file) => sum + file.raw, 0), total, `of ${BUDGET.page}`);
  line(data.name, data.raw, data.packed, `of ${BUDGET.data}`);
  if (total > BUDGET.page || data.packed > BUDGET.data) console.error("over budget");
}

if (process.argv[2]) main(process.argv[2]);
