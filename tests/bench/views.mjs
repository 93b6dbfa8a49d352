// How soon a page of its own stands, over packed data: `./x bench page [--n 100000] [--rounds 5] [--only pair|CSV]`.
// Each link is opened once, so that its data has arrived, then from the list so many times by a click. What
// is measured is the time from the click until what it draws is painted, and the milliseconds in which the
// main thread worked meanwhile, from the browser's own counters: those do not count what else the machine
// did. At last all records are saved as CSV, and how long the longest task was meanwhile.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { TARGET, folder, needData, queriesOf } from "./contenders.mjs";
import { launch } from "./lib/browser.mjs";
import { serve } from "./lib/server.mjs";
import { judged, timeVerdict } from "./verdicts.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const { WHOMET } = process.env;
/** How many organisations, pairs and so on are opened. */
const SOME = 6;
/** Nothing has come for so long, in milliseconds: then all has. */
const QUIET = 700;
const PATIENCE = 120_000;

// ---- in the page ----

/** Before anything of the page runs: long tasks, and a way to go to a link and to know when it is painted. */
function watch() {
  window.tasks = [];
  // 250 are remembered unless told, and a pack has thousands of pieces
  performance.setResourceTimingBufferSize(100_000);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.tasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });

  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  // A message that is posted in a frame's first callback is handled right behind that frame; a timer, or a message
  // from a callback after those of the page, would wait for what the page draws once it has been painted.
  const { port1, port2 } = new MessageChannel();
  const framed = () =>
    new Promise((resolve) => requestAnimationFrame(() => {
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(0);
    }));
  const stands = (wanted) => document.querySelector(wanted) && !document.querySelector("[aria-busy=true]");

  window.go = async (link, wanted) => {
    const anchor = Object.assign(document.createElement("a"), { href: link });
    document.body.append(anchor);
    await painted();
    const start = performance.now();
    const first = framed();
    anchor.click();
    let paint = (await first) - start;
    // most views stand in that frame
    while (!stands(wanted)) paint = (await framed()) - start;
    // the rest of what is drawn belongs to the work that is counted
    await painted();
    await painted();
    anchor.remove();
    return paint;
  };
}

// ---- measuring ----

/** The browser's counters of what the main thread did, in milliseconds. */
async function counters(protocol) {
  const { metrics } = await protocol.send("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name).value * 1000;
  return { task: of("TaskDuration"), script: of("ScriptDuration"), style: of("RecalcStyleDuration") + of("LayoutDuration") };
}

/** Waits until nothing has been fetched for a while. */
async function quiet(page) {
  await page.waitForFunction(
    (quiet) => {
      const last = Math.max(0, ...performance.getEntriesByType("resource").map((it) => it.responseEnd));
      return performance.now() - last > quiet;
    },
    QUIET,
    { timeout: PATIENCE, polling: 100 },
  );
}

const LIST = "#results article";
const back = (page) => page.evaluate((wanted) => window.go("?", wanted), LIST);

/** Opens each link so many times once its data is there. */
async function openings(page, protocol, links, wanted, rounds) {
  const samples = [];
  for (const link of links) {
    for (let round = 0; round <= rounds; round += 1) {
      await back(page);
      await quiet(page);
      const before = await counters(protocol);
      const paint = await page.evaluate(([link, wanted]) => window.go(link, wanted), [link, wanted]);
      const after = await counters(protocol);
      await quiet(page);
      if (round === 0) continue; // its data came
      samples.push({ paint, ...Object.fromEntries(Object.keys(before).map((key) => [key, after[key] - before[key]])) });
    }
  }
  return samples;
}

/** Saves all records as CSV so many times: how long it took, its longest task, how often progress was told. */
async function exporting(page, rounds) {
  const samples = [];
  await back(page);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "CSV", exact: true }).waitFor();
  for (let round = 0; round < rounds; round += 1) {
    await quiet(page);
    await page.evaluate(() => {
      window.tasks.length = 0;
      window.told = new Set();
      window.teller = new MutationObserver(() => {
        const bar = document.querySelector("#take progress");
        if (bar) window.told.add(bar.value);
      });
      window.teller.observe(document.querySelector("#take"), { childList: true, subtree: true, attributes: true });
    });
    const start = performance.now();
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: PATIENCE }),
      dialog.getByRole("button", { name: "CSV", exact: true }).click(),
    ]);
    const took = performance.now() - start;
    await download.delete();
    const { tasks, told } = await page.evaluate(() => ({ tasks: window.tasks.map((it) => it.duration), told: window.told.size }));
    samples.push({ took, longest: Math.max(0, ...tasks), over: tasks.length, told });
  }
  return samples;
}

/** What is opened: a name, links, what stands then, and the bar in milliseconds. */
function views(n) {
  const names = [...new Set(queriesOf(n).T2.map(({ organisation }) => organisation).filter(Boolean))].slice(0, SOME);
  const near = (at, more) => Array.from({ length: more }, (_, step) => names[(at + step) % names.length]).join("/");
  return [
    ["organisation", names.map((id) => `?open=organisation/${id}`), ".record h1", 100],
    ["pair", names.map((_, at) => `?open=pair/${near(at, 2)}`), ".record h1", 100],
    ["comparison of two", names.map((_, at) => `?open=compare/${near(at, 2)}`), ".record h1", 100],
    ["comparison of four", names.map((_, at) => `?open=compare/${near(at, 4)}`), ".record h1", 100],
    ["network of an organisation", names.map((id) => `?open=organisation/${id}&view=network`), ".network", 200],
    ["network of all records", ["?view=network"], ".network", 200],
  ];
}

async function measure(n, into, rounds, only) {
  const server = await serve([into, DIST]);
  const browser = await launch();
  try {
    const { page } = browser;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.addInitScript(watch);
    page.setDefaultTimeout(PATIENCE);
    await page.goto(`${server.base}/`);
    await page.locator(LIST).nth(19).waitFor();
    await quiet(page);
    const protocol = await page.context().newCDPSession(page);
    await protocol.send("Performance.enable");
    const opened = {};
    for (const [name, links, wanted] of views(n).filter(([name]) => name.startsWith(only))) {
      console.error(name);
      opened[name] = await openings(page, protocol, links, wanted, rounds);
    }
    sayOpenings(n, opened);
    if (!"CSV of all records".startsWith(only)) return { opened };
    console.error("CSV of all records");
    const saved = await exporting(page, rounds);
    saySaving(saved);
    return { opened, saved };
  } finally {
    await browser.close();
    server.close();
  }
}

// ---- saying it ----

const percentile = (values, p) => [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(p * values.length) - 1)];
const three = (values) => [0.5, 0.95, 1].map((p) => percentile(values, p).toFixed(0)).join(" / ");

function sayOpenings(n, opened) {
  const bars = new Map(views(n).map(([name, , , bar]) => [name, bar]));
  console.log(`| ${n.toLocaleString("en")} records; median / p95 / worst, ms | samples | bar | verdict | click to paint | main thread | of it script | style, layout |`);
  console.log(`|---|${"--:|".repeat(7)}`);
  for (const [name, samples] of Object.entries(opened)) {
    const of = (key) => three(samples.map((sample) => sample[key]));
    const [median, p95] = [0.5, 0.95].map((p) => percentile(samples.map((sample) => sample.paint), p));
    const verdict = timeVerdict({ median, p95 }, bars.get(name));
    console.log(`| ${[name, samples.length, bars.get(name), verdict, ...["paint", "task", "script", "style"].map(of)].join(" | ")} |`);
  }
}

function saySaving(saved) {
  const of = (key) => three(saved.map((sample) => sample[key]));
  const told = Math.min(...saved.map((sample) => sample.told));
  const longest = judged(Math.max(...saved.map((sample) => sample.longest)), 50);
  console.log(`\nCSV of all, ${saved.length} times: ${of("took")} ms; longest task ${of("longest")} ms (bar 50, ${longest}), tasks over 50 ms ${of("over")}; progress told ${told} times at least`);
}

async function main() {
  const text = { type: "string" };
  const { values } = parseArgs({ options: { n: text, rounds: text, only: { ...text, default: "" } } });
  const [n, rounds] = [values.n ?? 100_000, values.rounds ?? 5].map(Number);
  needData(n);
  const into = join(TARGET, "packs", String(n));
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  execFileSync(WHOMET, ["pack", join(folder(n), "dataset.json"), "-o", join(into, "data")], { stdio: ["ignore", "ignore", "inherit"] });
  const result = await measure(n, into, rounds, values.only);
  writeFileSync(join(TARGET, "page.json"), JSON.stringify(result));
}

await main();
