// What a screen reader is told of the main pages: their accessibility trees, as roles and names, held
// beside those in trees/. `UPDATE=1 node --test tests/page/tree.test.mjs` writes those anew.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "./harness.mjs";

const UPDATE = Boolean(process.env.UPDATE);
const FOLDER = fileURLToPath(new URL("trees/", import.meta.url));

/** Each with its link. */
const PAGES = {
  explore: "",
  "explore-ru": "?lang=ru",
  "explore-zh": "?lang=zh",
  organisation: "?open=organisation/sco-secretariat",
  meeting: "?open=meeting/sco-001",
  pair: "?open=pair/sco-secretariat/complant",
  compare: "?open=compare/sco/sinopharm/complant",
  network: "?view=network&topic=environment",
  matrix: "?view=matrix&year=2021",
  data: "?open=data",
};
/** Of so many that are alike the first are held, and how many there are. */
const ALIKE = 6;
/** A tree that is the same after so many milliseconds is whole. */
const STILL = 300;

/** The tree as lines, without addresses, which other tests hold. */
async function tree(page) {
  const text = await page.locator("body").ariaSnapshot();
  const lines = text.split("\n").filter((line) => !/^\s*- \/(url|placeholder):/.test(line));
  return `${shorter(lines.map((line) => line.replace(/^(\s*- '?(?:link|searchbox|textbox) .*):$/, "$1"))).join("\n")}\n`;
}

/** The tree once it no longer changes: parts of a page arrive after its first view. */
async function whole(page) {
  await page.waitForLoadState("networkidle");
  for (let last = await tree(page); ; ) {
    await page.waitForTimeout(STILL);
    const now = await tree(page);
    if (now === last) return now;
    last = now;
  }
}

/** Of many of one role beside each other the first few, with all that is in them. */
function shorter(lines) {
  const kept = [];
  let run = { depth: -1, role: "", count: 0 };
  const runs = [];
  let skipping = Infinity;
  for (const line of lines) {
    const depth = line.search(/\S/);
    const role = /- '?(\w+)/.exec(line)?.[1];
    while (runs.length > 0 && runs.at(-1).depth > depth) say(kept, runs.pop());
    if (depth > skipping) continue;
    skipping = Infinity;
    run = runs.at(-1);
    if (run?.depth !== depth || run.role !== role) {
      if (run?.depth === depth) say(kept, runs.pop());
      run = { depth, role, count: 0 };
      runs.push(run);
    }
    run.count += 1;
    if (run.count > ALIKE) skipping = depth;
    else kept.push(line);
  }
  while (runs.length > 0) say(kept, runs.pop());
  return kept;
}

function say(kept, { depth, role, count }) {
  if (count > ALIKE) kept.push(`${" ".repeat(depth)}and ${count - ALIKE} more: ${role}`);
}

mkdirSync(FOLDER, { recursive: true });

for (const [name, link] of Object.entries(PAGES)) {
  test(`reads as it did: ${name}`, async (open) => {
    const page = await open(link);
    const now = await whole(page);
    if (UPDATE) writeFileSync(`${FOLDER}${name}.txt`, now);
    assert.equal(now, readFileSync(`${FOLDER}${name}.txt`, "utf8"));
  });
}
