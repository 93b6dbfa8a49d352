// The page stays responsive while it starts and while it saves: once something is painted, the processor
// works at no task of its main thread for longer than 50 ms. Whatever else the machine does meanwhile does
// not count. These tests run alone, because they measure.
import assert from "node:assert/strict";
import { becomes, test } from "./harness.mjs";
import { many } from "./fixtures.mjs";
import { dialog, openDialog, save } from "./saving.mjs";
import { unwatched } from "./unwatched.mjs";

const LIMIT = 50;
/** A busy machine has cold caches and late pages of memory: the best of some loads is what the page itself needs. */
const LOADS = 6;
const CATEGORIES = ["toplevel", "blink.user_timing", "loading"];
/** Everything that the front page has at the end stands. */
const DRAWN = `document.querySelectorAll("#results article").length >= 20`;

test(`no task over ${LIMIT} ms after the first paint`, async (open) => {
  const page = await open("", { wait: false });
  await best(async () => (await load(page, DRAWN)).longest);
});

test(`no task over ${LIMIT} ms while 100,000 records are read and indexed, and the first cards stand before`, async (open) => {
  const register = many(100_000);
  // ten years, as registers have
  register.meetings.forEach((meeting, at) => (meeting.date = register.meetings[at % 3650].date));
  const data = JSON.stringify(register);
  const page = await open("", { data: "{}", wait: false });
  page.site.files["data/dataset.json"] = { type: "application/json", body: data };
  await best(async () => {
    const { until, longest } = await load(page, `performance.getEntriesByName("words").length > 0`);
    assert.ok(until("cards") < until("words"), `the first cards took ${until("cards")} ms of ${until("words")}`);
    return longest;
  });
}, { timeout: 180_000 });

/** What each file of 100,000 records, each with a source of its own, holds so often. */
const SAVED = [
  ["CSV", /\r\n/g, 100_001],
  ["JSON", /"id": "m\d+"/g, 100_000],
  ["Calendar", /BEGIN:VEVENT/g, 100_000],
  ["BibTeX", /^@misc/gm, 100_001],
  ["References", /^\[\d+\]/gm, 100_000],
  ["Counts", /^source,/gm, 100_000],
  ["Dossier", /<article>/g, 100_000],
];

test("100,000 records are saved in each format without a long task, and it can be stopped", async (open) => {
  const register = many(100_000);
  register.sources = Object.fromEntries(register.meetings.map(({ id }) => [id, { url: `https://example.org/${id}`, title: `Minutes of ${id}` }]));
  for (const meeting of register.meetings) meeting.sources = [meeting.id];
  const page = await open("", { data: register });
  const browser = page.context().browser();
  await openDialog(page, "Export");
  for (const [name, entry, entries] of SAVED) {
    await best(async () => {
      await browser.startTracing(undefined, { categories: CATEGORIES });
      await page.evaluate(() => performance.mark("begin"));
      const { text } = await save(page, name);
      const { longest } = await traced(browser, "begin");
      assert.equal(text.match(entry).length, entries, name);
      return longest;
    }, name);
  }
  await dialog(page).getByRole("button", { name: "Dossier" }).click();
  await dialog(page).getByRole("progressbar").waitFor();
  await dialog(page).getByRole("button", { name: "Stop" }).click();
  await becomes(() => dialog(page).getByRole("progressbar").count(), 0);
  const print = dialog(page).getByRole("button", { name: "Print" });
  assert.equal(await print.getAttribute("aria-disabled"), "true");
}, { timeout: 600_000 });

/** Measures something until it is within the limit. */
async function best(measure, what = "loading") {
  const longest = [];
  while (longest.length < LOADS) {
    longest.push(await measure());
    if (longest.at(-1) <= LIMIT) return;
  }
  assert.fail(`${what}: every time the longest task took more (ms): ${longest.join(", ")}`);
}

/** Loads the page of a site until something is true of it. */
async function load(page, condition) {
  const browser = page.context().browser();
  await browser.startTracing(undefined, { categories: CATEGORIES });
  const tab = await unwatched(browser, page.site.base, marks);
  await tab.until(condition);
  const found = await traced(browser, "firstContentfulPaint");
  await tab.close();
  return found;
}

/** Before anything of the page runs: marks when the first cards stand, and when the words are read. */
function marks() {
  const stand = (name) => performance.getEntriesByName(name).length > 0;
  new MutationObserver(() => {
    if (!stand("cards") && document.querySelector("article")) performance.mark("cards");
    const preparing = document.querySelector(".preparing") !== null;
    if (!stand("preparing") && preparing) performance.mark("preparing");
    if (!stand("words") && stand("preparing") && !preparing) performance.mark("words");
  }).observe(document, { childList: true, subtree: true });
}

/**
 * What was traced, of the main thread that made a mark last: the longest task since then, and a function
 * that says how long it worked until another mark; in milliseconds of the processor.
 */
async function traced(browser, mark) {
  const { traceEvents: events } = JSON.parse(await browser.stopTracing());
  const begin = events.filter(({ name }) => name === mark).reduce((last, it) => (it.ts > last.ts ? it : last));
  const here = events.filter(({ pid, tid }) => pid === begin.pid && tid === begin.tid);
  const tasks = here.filter(({ name, ph }) => name === "ThreadControllerImpl::RunTask" && ph === "X");
  return {
    until(name) {
      const { ts } = here.find((event) => event.name === name);
      return tasks.filter((task) => task.ts < ts).reduce((sum, task) => sum + (task.tdur ?? 0), 0) / 1000;
    },
    longest: Math.max(...tasks.filter(({ ts }) => ts > begin.ts).map(({ tdur }) => tdur ?? 0)) / 1000,
  };
}
