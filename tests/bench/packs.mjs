// What packing costs and what a packed page fetches: `./x bench pack [--sizes 10000,100000] [--quick]`.
// Each size is checked, packed and verified by the command, beside what only reads the same bytes; then
// the built page opens the pack in Chromium from a plain file server.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { TARGET, folder, needData, queriesOf } from "./contenders.mjs";
import { launch } from "./lib/browser.mjs";
import { serve } from "./lib/server.mjs";
import { verdicts } from "./verdicts.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const { NATIVE, WHOMET } = process.env;
/** How often what is short is run; the best counts. */
const ROUNDS = 3;
const SHORT = 100_000;
/** How many cards fill a screen. */
const SCREEN = 5;
/** How many cards a list has at first where its records lie together. */
const MANY = 20;
/** Milliseconds. */
const QUIET = 1000;

// ---- commands ----

/** Runs a command to its end: seconds, the most memory that it held, what it wrote. */
function run(command, ...given) {
  return new Promise((resolve, refuse) => {
    const start = performance.now();
    const child = spawn(command, given, { stdio: ["ignore", "pipe", "pipe"] });
    let [peak, text] = [0, ""];
    const look = () => {
      try {
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) * 1024);
      } catch {
        // it has ended, or this is no Linux
      }
    };
    const timer = setInterval(look, 20);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (text += part));
    child.on("error", refuse);
    child.on("close", (code) => {
      clearInterval(timer);
      if (code > 1) refuse(new Error(`${command} ${given.join(" ")}: ${text}`));
      else resolve({ seconds: (performance.now() - start) / 1000, peak, text });
    });
  });
}

/** The best of some rounds of each; they take turns, so that a busy minute hits all. */
async function turns(rounds, commands) {
  const best = commands.map(() => ({ seconds: Infinity, peak: 0 }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, command] of commands.entries()) {
      const now = await run(...command);
      best[at] = { seconds: Math.min(best[at].seconds, now.seconds), peak: Math.max(best[at].peak, now.peak), text: now.text };
    }
  }
  return best;
}

async function commands(n, into) {
  const file = join(folder(n), "dataset.json");
  const rounds = n > SHORT ? 1 : ROUNDS;
  const packs = ["pack", file, "-o", into];
  const [ignored, check, pack] = await turns(rounds, [[NATIVE, "ignore", file], [WHOMET, "check", file], [WHOMET, ...packs]]);
  const files = readdirSync(join(into, "pieces")).map((name) => join(into, "pieces", name));
  const [sum, verify] = await turns(ROUNDS, [["sha256sum", join(into, "dataset.json"), ...files], [WHOMET, "verify", into]]);
  const largest = Math.max(...files.map((path) => statSync(path).size));
  const [index, places] = /index (\d+) \((\d+) for phrases\)/.exec(pack.text).slice(1).map(Number);
  const bitmap = statSync(join(folder(n), "bitmap.bin")).size;
  return {
    check: check.seconds / ignored.seconds,
    pack: pack.seconds / ignored.seconds,
    memory: pack.peak,
    verify: verify.seconds / sum.seconds,
    pieces: files.length,
    largest,
    index: index / bitmap,
    words: (index - places) / bitmap,
  };
}

// ---- the page ----

/** Bytes of data that come until what is waited for is there, and until nothing comes any more. */
class Fetched {
  constructor(page) {
    this.bytes = 0;
    this.last = performance.now();
    const came = (response) => {
      this.last = performance.now();
      if (!new URL(response.url()).pathname.startsWith("/data/")) return;
      this.bytes += Number(response.headers()["content-length"] ?? 0);
    };
    page.on("response", came);
    this.end = () => page.off("response", came);
  }

  /** Waits until nothing has come for a while: what is counted after the results is there by then. */
  async quiet() {
    while (performance.now() - this.last < QUIET) await new Promise((resolve) => setTimeout(resolve, QUIET / 4));
  }

  async during(act) {
    const before = this.bytes;
    await act();
    return this.bytes - before;
  }
}

const results = (page) => page.locator("section#results");

/** Waits until the results are those of this link: the count is there and so are so many cards. */
const counted = (page, cards) =>
  page.waitForFunction(
    (cards) => {
      const section = document.querySelector("section#results");
      const status = section?.querySelector("[role=status]")?.textContent ?? "";
      const [count] = status.match(/\d[\d,]*(?= of )/) ?? [];
      if (count === undefined || section.getAttribute("aria-busy") === "true") return false;
      return section.querySelectorAll("article").length >= Math.min(cards, Number(count.replaceAll(",", "")));
    },
    cards,
    { timeout: 120_000 },
  );

const middle = (sorted) => sorted[sorted.length >> 1];

/** Follows a link as a visitor does. */
async function go(page, link) {
  await page.evaluate((link) => {
    const anchor = Object.assign(document.createElement("a"), { href: link, id: "go", textContent: "go" });
    document.body.prepend(anchor);
    anchor.click();
  }, link);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

async function page(n, into) {
  const { T4, T2 } = queriesOf(n);
  const server = await serve([into, DIST]);
  const browser = await launch();
  try {
    const { page } = browser;
    /** What is fetched until the front page stands, and then until the first cards of a link do. */
    const visit = async (link) => {
      await page.goto("about:blank");
      const fetched = new Fetched(page);
      const first = await fetched.during(async () => {
        await page.goto(`${server.base}/`);
        await results(page).locator("article").nth(19).waitFor({ timeout: 120_000 });
      });
      await fetched.quiet();
      const found = await fetched.during(async () => {
        await go(page, link);
        await counted(page, SCREEN);
      });
      const later = found + (await fetched.during(() => fetched.quiet()));
      fetched.end();
      return { first, found, later };
    };
    const filter = await visit(`?organisation=${encodeURIComponent(T2[0].organisation)}`);
    const searches = [];
    for (const { text } of T4) searches.push(await visit(`?q=${encodeURIComponent(text)}`));
    const fetched = new Fetched(page);
    const scrolled = await fetched.during(async () => {
      await page.waitForFunction((many) => {
        document.querySelector("#more").scrollIntoView();
        const cards = document.querySelectorAll("section#results article").length;
        return cards >= many || !document.querySelector("#more button");
      }, MANY, { timeout: 120_000 });
    });
    const of = (what) => searches.map((search) => search[what]).sort((a, b) => a - b);
    const [found, later] = [of("found"), of("later")];
    const last = searches.at(-1);
    return {
      first: filter.first,
      filter: filter.found,
      search: middle(found),
      most: found.at(-1),
      counts: middle(later),
      scrolled: last.later + scrolled,
    };
  } finally {
    await browser.close();
    server.close();
  }
}

// ---- saying it ----

async function main() {
  const text = { type: "string" };
  const { values } = parseArgs({ options: { sizes: text, quick: { type: "boolean" } } });
  const sizes = (values.sizes ?? (values.quick ? "1000,10000" : "1000,100000")).split(",").map(Number);
  const runs = [];
  for (const n of sizes) {
    needData(n);
    const into = join(TARGET, "packs", String(n));
    rmSync(into, { recursive: true, force: true });
    mkdirSync(into, { recursive: true });
    console.error(`${n.toLocaleString("en")} records: check, pack, verify`);
    const native = await commands(n, join(into, "data"));
    console.error(`${n.toLocaleString("en")} records: the page`);
    runs.push({ n, ...native, ...(await page(n, into)) });
  }
  writeFileSync(join(TARGET, "packs.json"), JSON.stringify(runs));
  console.log(verdicts(runs));
}

await main();
