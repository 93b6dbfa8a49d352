// What a first view weighs: `node weigh.mjs DIST` prints the brotli (-q 11) size of each file that
// the page needs before data, of what it fetches after the first drawing, and of the dataset. It fails
// when the first view or the dataset is over its budget.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const BUDGET = { page: 170_000, data: 40_000 };

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
  const [later, first] = [true, false].map((is) => files.filter((name) => /^(rest-|sw\.js$)/.test(name) === is));
  const page = first.sort().map(row);
  const data = row("data/dataset.json");
  return { page, rest: later.map(row), data, total: page.reduce((sum, file) => sum + file.packed, 0) };
}

function main(dist) {
  const { page, rest, data, total } = weigh(dist);
  const line = (name, raw, packed, of = "") =>
    console.log(`  ${name.padEnd(22)}${String(raw).padStart(9)}${String(packed).padStart(9)}  ${of}`);
  console.log("bytes                       raw   brotli");
  for (const file of page) line(file.name, file.raw, file.packed);
  line("first view", page.reduce((sum, file) => sum + file.raw, 0), total, `of ${BUDGET.page}`);
  for (const file of rest) line(file.name, file.raw, file.packed, "after the first drawing");
  line(data.name, data.raw, data.packed, `of ${BUDGET.data}`);
  if (total <= BUDGET.page && data.packed <= BUDGET.data) return;
  console.error("over budget");
  process.exitCode = 1;
}

if (process.argv[2]) main(process.argv[2]);
