// A bar of `./x bench pack` holds only if each size was measured and holds.
import assert from "node:assert/strict";
import test from "node:test";
import { verdicts } from "../bench/verdicts.mjs";

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
