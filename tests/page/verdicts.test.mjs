// A bar of `./x bench` and `bench pack` holds only if each size was measured and holds; wrong answers of ours
// are named.
import assert from "node:assert/strict";
import test from "node:test";
import { agreement, disagreements, ratios, summarise } from "../bench/report.mjs";
import { timeVerdict, verdicts } from "../bench/verdicts.mjs";

const GOOD = {
  n: 1000, first: 7000, filter: 1e6, search: 9e5, counts: 5e7, index: 1.1, pack: 30, memory: 2e9, check: 19, verify: 2.5, pieces: 40, largest: 1e6,
};
const verdictOf = (runs, row) => verdicts(runs).split("\n").find((line) => line.includes(row)).split("|").at(-2).trim();

test("a bar holds at all sizes or falls short", () => {
  assert.equal(verdictOf([GOOD, { ...GOOD, n: 10_000 }], "whomet check"), "holds");
  assert.equal(verdictOf([GOOD, { ...GOOD, n: 10_000, check: 21 }], "whomet check"), "falls short");
  assert.equal(verdictOf([{ ...GOOD, check: 21 }, GOOD], "whomet check"), "falls short");
  assert.equal(verdictOf([GOOD, { ...GOOD, index: NaN }], "index"), "not measured");
});

test("first views of all sizes are alike within a fifth", () => {
  assert.equal(verdictOf([GOOD, { ...GOOD, first: 8300 }], "largest over smallest"), "holds");
  assert.equal(verdictOf([GOOD, { ...GOOD, first: 8500 }], "largest over smallest"), "falls short");
});

const ANSWER = { count: 3, organisations: [["a", 2]], years: { 2020: 3 }, topics: { t: 3 }, ids: [1, 2, 3] };

/** A run in which each answer to each task took so many milliseconds. */
function ran(name, n, time, more = {}) {
  const task = { times: Array(15).fill(time), answers: Array(15).fill(ANSWER), keys: [] };
  const [T2, T3, T4, T5] = Array(4).fill(task);
  return { name, n, load: 0, T1: time, T1cpu: time, heap: time * 1e6, backing: 0, wasm: 0, rss: 1, peak: 1, bytes: 1e6, T2, T3, T4, T5, ...more };
}

const cells = (runs, row) => ratios(summarise(runs)).split("\n").find((line) => line.startsWith(`| ${row}`)).split("|").slice(-3, -1).map((it) => it.trim());

test("ratios have the bar of their size and a verdict", () => {
  const at = (n, time) => [ran("bitmap-js", n, 1), ran("whomet-packed", n, time), ran("minisearch", n, 13), ran("whomet-plain", n, 2)];
  assert.deepEqual(cells(at(10_000, 1.4), "T2"), ["≤ 1.5", "holds"]);
  assert.deepEqual(cells(at(100_000, 1.4), "T2"), ["≤ 1", "falls short"]);
  assert.deepEqual(cells(at(1_000_000, 0.6), "T5"), ["≤ 0.5", "falls short"]);
  assert.deepEqual(cells(at(1_000_000, 0.5), "T5"), ["≤ 0.5", "holds"]);
  assert.deepEqual(cells(at(1000, 9), "T4"), ["", ""]);
  assert.deepEqual(cells(at(10_000, 1), "T1, minisearch"), ["≥ 6", "holds"]);
  assert.deepEqual(cells(at(10_000, 1), "T6, plain"), ["≤ 2.5", "holds"]);
  assert.deepEqual(cells([ran("bitmap-js", 100_000, 1)], "T3"), ["≤ 1", "not measured"]);
  const slow = at(100_000, 1);
  slow[1].T3 = { ...slow[1].T3, times: [...Array(14).fill(0.5), 9] };
  assert.deepEqual(cells(slow, "T3"), ["≤ 1", "falls short"]);
});

test("times hold for all, for most or not", () => {
  assert.equal(timeVerdict({ median: 40, p95: 100 }, 100), "holds");
  assert.equal(timeVerdict({ median: 40, p95: 101 }, 100), "holds at the median");
  assert.equal(timeVerdict({ median: 101, p95: 101 }, 100), "falls short");
  assert.equal(timeVerdict({}, 100), "not measured");
});

test("an answer of ours that is not right is named", () => {
  const wrong = (more) => [ran("naive-js", 1000, 1), ran("bitmap-js", 1000, 1), ran("whomet-packed", 1000, 1), ran("whomet-exact", 1000, 1, more)];
  const told = (runs) => disagreements(agreement(runs, () => undefined), runs);
  assert.deepEqual(told(wrong({})), []);
  const other = (task) => ({ [task]: { times: [1], answers: [...Array(14).fill(ANSWER), { ...ANSWER, count: 2, topics: {} }], keys: [] } });
  assert.deepEqual(told(wrong(other("T4"))), ["1000 T4 whomet-exact: count of 14 answers in 15", "1000 T4 whomet-exact: topics of 14 answers in 15"]);
  assert.equal(told(wrong(other("T2"))).length, 2);
  // what finds other forms too finds more
  const loose = wrong({});
  Object.assign(loose[2], other("T4"));
  assert.deepEqual(told(loose), []);
  Object.assign(loose[2], other("T3"));
  assert.equal(told(loose).length, 2);
  // nor is the answer of another contender ours
  Object.assign(loose[1], other("T2"));
  assert.equal(told(loose).length, 2);
  assert.deepEqual(told(wrong({ error: "the page crashed" })), ["1000 whomet-exact: the page crashed"]);
});
