// How soon the built page answers: `./x bench inp [--n 100000] [--small 1000] [--rounds 2]`. It serves
// dist/ with generated records, loads it, and then types and clicks as a visitor does.
//
// Of each interaction two things are measured: to the next paint, as browsers report it (Event Timing,
// in steps of 8 ms; what is not reported took under 16 and counts as 8), and the milliseconds in which
// the main thread worked until the paint, from the browser's own counters, which are exact. Two floors
// stand beside: the same interaction on a few records, where the engine has next to nothing to do; and
// a click that draws the same cards again without asking the engine.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { TARGET, folder, needData, queriesOf } from "./contenders.mjs";
import { launch } from "./lib/browser.mjs";
import { serve } from "./lib/server.mjs";
import { judged } from "./verdicts.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
/** How many values of each facet are ticked and unticked. */
const VALUES = 5;
const WORDS = 8;
const FLOOR_CLICKS = 12;
const LOADING = 300_000;

// ---- in the page ----

/** Before anything of the page runs: notes when cards appear, long tasks, and interactions. */
function watch() {
  const seen = { longTasks: [], events: [] };
  window.seen = seen;
  const observe = (options, found) => {
    new PerformanceObserver((list) => list.getEntries().forEach(found)).observe({ buffered: true, ...options });
  };
  observe({ type: "longtask" }, ({ startTime, duration }) => seen.longTasks.push({ startTime, duration }));
  observe({ type: "event", durationThreshold: 16 }, ({ interactionId, duration }) => {
    if (interactionId > 0) seen.events.push(duration);
  });
  const look = () => {
    if (!seen.card && document.querySelector("article")) seen.card = performance.now();
    const status = document.querySelector("section[aria-label=Results] [role=status]")?.textContent ?? "";
    const drawn = document.querySelectorAll("article").length >= 20 && document.querySelector("fieldset input");
    if (drawn && / of /.test(status)) {
      seen.ready = performance.now();
      observer.disconnect();
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
}

/** Waits until what has changed is painted, and what is observed is reported. */
const painted = (page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
  });

// ---- measuring ----

/** The browser's counters of what the main thread did, in milliseconds. */
async function counters(protocol) {
  const { metrics } = await protocol.send("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name).value * 1000;
  return { task: of("TaskDuration"), script: of("ScriptDuration"), style: of("RecalcStyleDuration") + of("LayoutDuration") };
}

class Visit {
  constructor(page, protocol) {
    Object.assign(this, { page, protocol, samples: new Map() });
  }

  /** Does something and files what it took under a name. */
  async measure(name, act) {
    const { page, protocol } = this;
    await painted(page);
    await page.evaluate(() => (window.seen.events.length = 0));
    const before = await counters(protocol);
    await act();
    await painted(page);
    const after = await counters(protocol);
    const events = await page.evaluate(() => window.seen.events);
    const sample = { inp: Math.max(8, ...events) };
    for (const counter of Object.keys(before)) sample[counter] = after[counter] - before[counter];
    if (!this.samples.has(name)) this.samples.set(name, []);
    this.samples.get(name).push(sample);
  }

  /** A click with the mouse, which is there already. */
  async click(name, locator) {
    await locator.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await locator.boundingBox();
    await this.page.mouse.move(x + width / 2, y + height / 2);
    await this.measure(name, async () => {
      await this.page.mouse.down();
      await this.page.mouse.up();
    });
  }

  async type(words) {
    const box = this.page.getByRole("searchbox", { name: "Search" });
    for (const word of words) {
      await box.click();
      for (const [at, letter] of [...word].entries()) {
        await this.measure(at < 2 ? "keys 1 and 2" : "keys 3 and on", () => this.page.keyboard.press(letter));
      }
      await this.page.keyboard.press("Control+A");
      await this.measure("emptying the box", () => this.page.keyboard.press("Delete"));
    }
  }

  async tick(facet) {
    const boxes = this.page.getByRole("group", { name: facet, exact: true }).getByRole("checkbox");
    for (let at = 0; at < VALUES; at += 1) {
      for (const what of ["on", "off"]) await this.click(`${facet} ${what}`, boxes.nth(at));
    }
  }

  /**
   * What measuring itself takes; and a link with a key that means nothing: the address changes, the
   * records asked for do not.
   */
  async floor() {
    for (let at = 0; at < FLOOR_CLICKS; at += 1) await this.measure("nothing", async () => {});
    await this.page.evaluate(() => {
      const link = document.createElement("a");
      link.id = "floor";
      link.textContent = "the same again";
      document.body.prepend(link);
    });
    for (let at = 0; at < FLOOR_CLICKS; at += 1) {
      await this.page.evaluate((to) => (document.getElementById("floor").href = to), `?same=${at}`);
      await this.click("the same cards", this.page.locator("#floor"));
    }
  }
}

/** Opens the page with so many records, and does everything. */
async function visit(n, words) {
  const server = await serve([DIST], { "/data/dataset.json": join(folder(n), "dataset.json") });
  const browser = await launch();
  try {
    const { page } = browser;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.addInitScript(watch);
    page.setDefaultTimeout(20_000);
    await page.goto(`${server.base}/`, { waitUntil: "commit" });
    await page.waitForFunction(() => window.seen?.ready, undefined, { timeout: LOADING, polling: 500 });
    await page.waitForTimeout(500);
    const load = await page.evaluate(() => {
      const [first] = performance.getEntriesByName("first-contentful-paint");
      return { ...window.seen, paint: first?.startTime };
    });
    const protocol = await page.context().newCDPSession(page);
    await protocol.send("Performance.enable");
    const one = new Visit(page, protocol);
    await one.type(words);
    for (const facet of ["Organisation", "Topic", "Year"]) await one.tick(facet);
    await one.floor();
    return { load, samples: one.samples };
  } finally {
    await browser.close();
    server.close();
  }
}

// ---- saying it ----

const percentile = (values, p) => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(p * values.length) - 1)];
const three = (values, digits) => [0.5, 0.75, 1].map((p) => percentile(values, p).toFixed(digits)).join(" / ");
const all = (visits, name, counter) => visits.flatMap((one) => one.samples.get(name) ?? []).map((sample) => sample[counter]);

function sayLoading(n, visits) {
  const best = (read) => Math.min(...visits.map((one) => read(one.load))).toFixed(0);
  const longest = best(({ longTasks }) => Math.max(0, ...longTasks.map((task) => task.duration)));
  const over = best(({ longTasks }) => longTasks.length);
  const times = `first paint ${best((load) => load.paint)}, first card ${best((load) => load.card)}, complete ${best((load) => load.ready)} ms`;
  console.log(`${n.toLocaleString("en")} records, the best of all rounds: ${times}; longest task ${longest} ms, ${over} tasks over 50 ms`);
}

function sayInteractions(n, large, small) {
  const floor = percentile(all(large, "the same cards", "task"), 0.5);
  console.log(`\n| p50 / p75 / worst, ms | samples | to the next paint | main thread | of it script | style, layout | few records | ratio | / same cards |`);
  console.log(`|---|${"--:|".repeat(8)}`);
  for (const name of large[0].samples.keys()) {
    const of = (counter) => all(large, name, counter);
    const few = all(small, name, "task");
    const [median, its] = [percentile(of("task"), 0.5), percentile(few, 0.5)];
    const cells = [of("task").length, three(of("inp"), 0), ...["task", "script", "style"].map((counter) => three(of(counter), 1))];
    console.log(`| ${[name, ...cells, three(few, 1), (median / its).toFixed(2), (median / floor).toFixed(2)].join(" | ")} |`);
  }
}

/** The bars: at the 75th percentile twice the floor, the aim 50 ms, the worst 100. */
function sayBars(large) {
  const names = [...large[0].samples.keys()].filter((name) => name !== "nothing" && name !== "the same cards");
  const times = names.flatMap((name) => all(large, name, "inp"));
  const [floor, its, most] = [percentile(all(large, "the same cards", "inp"), 0.75), percentile(times, 0.75), percentile(times, 1)];
  console.log(`\nTo the next paint, ${times.length} interactions: p75 ${its.toFixed(0)} ms (aim 50, ${judged(its, 50)}), worst ${most.toFixed(0)} ms (bar 100, ${judged(most, 100)})`);
  console.log(`p75 over that of the same cards, ${floor.toFixed(0)} ms: ${(its / floor).toFixed(2)} (bar 2, ${judged(its / floor, 2)})`);
}

async function main() {
  const text = { type: "string" };
  const { values } = parseArgs({ options: { n: text, small: text, rounds: text } });
  const [n, few, rounds] = [values.n ?? 100_000, values.small ?? 1000, values.rounds ?? 2].map(Number);
  const visits = { [n]: [], [few]: [] };
  for (const size of [n, few]) needData(size);
  const words = queriesOf(n).T5.slice(0, WORDS).map(({ keys }) => keys.at(-1));
  for (let round = 0; round < rounds; round += 1) {
    for (const size of [few, n]) {
      console.error(`round ${round + 1}: ${size.toLocaleString("en")} records`);
      visits[size].push(await visit(size, words));
    }
  }
  for (const size of [few, n]) sayLoading(size, visits[size]);
  sayInteractions(n, visits[n], visits[few]);
  sayBars(visits[n]);
  mkdirSync(TARGET, { recursive: true });
  const plain = (one) => ({ load: one.load, samples: Object.fromEntries(one.samples) });
  const result = Object.fromEntries(Object.entries(visits).map(([size, list]) => [size, list.map(plain)]));
  writeFileSync(join(TARGET, "inp.json"), JSON.stringify(result));
}

await main();
