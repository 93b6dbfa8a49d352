// The page stays responsive while it starts and while it saves: no task on the main thread is longer than
// 50 ms once something is painted. These tests run alone, because they measure.
import assert from "node:assert/strict";
import { becomes, settled, test } from "./harness.mjs";
import { many } from "./fixtures.mjs";
import { dialog, openDialog, save } from "./saving.mjs";

const LIMIT = 50;
/** The machine may be busy with something else: the best of some loads is what the page itself needs. */
const LOADS = 8;

test(`no task over ${LIMIT} ms after the first paint`, async (open) => {
  const loads = [];
  for (let load = 0; load < LOADS; load += 1) {
    const page = await open("", { wait: false });
    await settled(page);
    loads.push(await longTasks(page));
    if (loads.at(-1).length === 0) return;
    await page.close();
  }
  assert.fail(`every load had longer tasks (start, length in ms): ${JSON.stringify(loads)}`);
});

test(`no task over ${LIMIT} ms while 100,000 records are read and indexed, and the first cards stand before`, async (open) => {
  const register = many(100_000);
  // ten years, as registers have
  register.meetings.forEach((meeting, at) => (meeting.date = register.meetings[at % 3650].date));
  const data = JSON.stringify(register);
  const loads = [];
  for (let load = 0; load < LOADS; load += 1) {
    const page = await open("", { data: "{}", wait: false });
    page.site.files["data/dataset.json"] = { type: "application/json", body: data };
    await page.addInitScript(marks);
    loads.push(await traced(page));
    const { cards, words } = loads.at(-1);
    assert.ok(cards < words, `the first cards took ${cards} ms of ${words}`);
    if (loads.at(-1).longest <= LIMIT) return;
    await page.close();
  }
  assert.fail(`every load had longer tasks: ${JSON.stringify(loads)}`);
});

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
 * Loads the page, and says in milliseconds how long the processor worked for its main thread until there
 * were cards and until the words were read, and in the longest task after the first paint. Whatever else
 * the machine does meanwhile does not count.
 */
async function traced(page) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing", "loading", "devtools.timeline"] });
  await page.goto(page.site.base, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByName("words").length > 0, undefined, { timeout: 45_000, polling: 200 });
  const { traceEvents: events } = JSON.parse(await browser.stopTracing());
  const cards = events.find((event) => event.name === "cards");
  const here = events.filter(({ pid, tid }) => pid === cards.pid && tid === cards.tid);
  const painted = here.find((event) => event.name === "firstContentfulPaint").ts;
  const tasks = here.filter(({ name, ph }) => name === "ThreadControllerImpl::RunTask" && ph === "X");
  const until = ({ ts }) => tasks.filter((task) => task.ts < ts).reduce((sum, task) => sum + (task.tdur ?? 0), 0) / 1000;
  return {
    cards: until(cards),
    words: until(here.find((event) => event.name === "words")),
    longest: Math.max(...tasks.filter((task) => task.ts > painted).map((task) => task.tdur ?? 0)) / 1000,
  };
}

/** The long tasks after the first contentful paint: when each began, and how long it took. */
function longTasks(page) {
  return page.evaluate(
    (limit) =>
      new Promise((resolve) => {
        const tasks = [];
        const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
        observer.observe({ type: "longtask", buffered: true });
        // buffered entries arrive in a task of their own
        setTimeout(() => {
          tasks.push(...observer.takeRecords());
          const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
          const late = tasks.filter((task) => task.startTime + task.duration > painted && task.duration > limit);
          resolve(late.map((task) => [Math.round(task.startTime), Math.round(task.duration)]));
        }, 100);
      }),
    LIMIT,
  );
}

test("100,000 records are saved without a long task, and it can be stopped", async (open) => {
  const page = await open("", { data: many(100_000) });
  await openDialog(page, "Export");
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((it) => Math.round(it.duration)))).observe({ type: "longtask" });
  });
  // the machine may be busy with something else: the best of some is what the page itself needs
  const long = [];
  do {
    await page.evaluate(() => (window.tasks = []));
    const { text } = await save(page, "CSV");
    assert.equal(text.split("\r\n").length, 100_002);
    long.push(await page.evaluate(() => window.tasks.filter((task) => task > 50)));
  } while (long.at(-1).length > 0 && long.length < 6);
  assert.deepEqual(long.at(-1), [], `every time: ${JSON.stringify(long)}`);
  await dialog(page).getByRole("button", { name: "Dossier" }).click();
  await dialog(page).getByRole("progressbar").waitFor();
  await dialog(page).getByRole("button", { name: "Stop" }).click();
  await becomes(() => dialog(page).getByRole("progressbar").count(), 0);
  const print = dialog(page).getByRole("button", { name: "Print" });
  assert.equal(await print.getAttribute("aria-disabled"), "true");
});
