// Says which functions the first view runs, and from that which are cold: `./x profile` builds dist/
// with a call of `seen` in each function, opens it in Chromium and writes cold.txt, the patterns by
// which split.mjs chooses. What they say may be out of date: that costs time, and is never wrong.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { forms, module, plain } from "./text.mjs";

const HERE = (path) => fileURLToPath(new URL(path, import.meta.url));
const DIST = HERE("../../../dist/");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".txt": "text/plain" };
const SLOW = "data/dataset.json?slowly";
// Fewer lines are easier to read; what is small is left where it is.
const MOST_LINES = 600;

/** The module with a call of `seen` at the start of each function, and the functions' names. */
export function watched(whole) {
  const all = forms(whole);
  const functions = all.filter(({ kind }) => kind === "func");
  functions.forEach((form, at) => {
    const lines = form.text.split("\n");
    const body = lines.findIndex((line, row) => row > 0 && !line.startsWith("  (local "));
    lines.splice(body < 0 ? lines.length : body, 0, `  (call $seen (i32.const ${at}))`);
    form.text = lines.join("\n");
  });
  const first = all.findIndex(({ kind }) => kind === "import");
  all.splice(first, 0, { text: ' (import "./page_bg.js" "seen" (func $seen (param i32)))' });
  return { text: module(all), functions: functions.map(({ name, text }) => ({ name: plain(name), size: text.length })) };
}

/** The fewest fragments of names that stand in the names of unseen functions only. */
export function patterns(functions, seen) {
  const ran = functions.filter((_, at) => seen.has(at)).map(({ name }) => name);
  const open = new Map();
  const forbidden = new Set(ran.flatMap(fragments));
  functions.forEach(({ name, size }, at) => {
    if (seen.has(at)) return;
    for (const fragment of fragments(name)) {
      if (!forbidden.has(fragment)) open.set(fragment, (open.get(fragment) ?? new Map()).set(at, size));
    }
  });
  const chosen = [];
  while (chosen.length < MOST_LINES && open.size > 0) {
    const weight = (covered) => [...covered.values()].reduce((sum, size) => sum + size, 0);
    const [best, covered] = [...open].reduce((a, b) => (weight(b[1]) > weight(a[1]) || (weight(b[1]) === weight(a[1]) && b[0].length < a[0].length) ? b : a));
    if (weight(covered) < 300) break;
    chosen.push(best);
    const taken = [...covered.keys()];
    for (const [fragment, others] of open) {
      for (const at of taken) others.delete(at);
      if (others.size === 0) open.delete(fragment);
    }
  }
  return chosen.sort();
}

/** Whether a pattern stands in a name: at the ends of words. */
export const matcher = (lines) => {
  const set = new Set(lines);
  return (name) => fragments(name).some((fragment) => set.has(fragment));
};

// The paths in a name, each with its beginnings of two steps or more, and the whole name.
function fragments(name) {
  // a name of its own number is another one in the next build
  const found = new Set(name.length < 300 && !/\d$/.test(name) ? [name] : []);
  for (const [path] of name.matchAll(/[\w]+(?:::(?:\w+|\{closure#\d+\}))+/g)) {
    const steps = path.split("::");
    for (let count = 2; count <= steps.length; count += 1) found.add(steps.slice(0, count).join("::"));
  }
  // `drop_in_place::<T>`
  for (const [dropped] of name.matchAll(/drop_in_place::<[\w:]+(?:<[\w:]+)?/g)) found.add(dropped);
  // `<T>::method`, `<T as Trait>::method`
  for (const [method] of name.matchAll(/(?<=::)\w+>+::\w+(?:::\{closure#\d+\})*/g)) found.add(method);
  return [...found];
}

function serve() {
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      const file = join(DIST, new URL(request.url, "http://host").pathname.replace(/\/$/, "/index.html"));
      if (!existsSync(file)) return response.writeHead(404).end();
      send(response, TYPES[extname(file)] ?? "application/json", readFileSync(file), request.url.endsWith(SLOW));
    }).listen(0, "127.0.0.1", () => resolve(server));
  });
}

// A dataset comes with its length or without, at once or slowly.
async function send(response, type, bytes, slowly) {
  response.writeHead(200, { "content-type": type, ...(slowly || { "content-length": bytes.length }) });
  for (let at = 0; slowly && at < bytes.length; at += 20_000) {
    response.write(bytes.subarray(at, at + 20_000));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  response.end(slowly ? undefined : bytes);
}

// What a first view is: Explore on a wide and a narrow page, on a slow machine too, in a language that is
// fetched, and the notice that nothing comes from the server, from which `rest` would not come either, with its
// button; of a pack what sees that it is one, and that `rest` is needed.
const VISITS = [
  { width: 1280 }, { width: 390 }, { width: 1280, locale: "ru" }, { width: 1280, slowly: true }, { width: 390, dark: true, scrolled: true },
  { width: 1280, gone: "connectionrefused" }, { width: 1280, gone: "internetdisconnected" },
  { width: 1280, refused: true }, { width: 1280, packed: true }, { width: 1280, large: true },
];

async function ran() {
  const { chromium } = createRequire(HERE("../../../tests/page/package.json"))("playwright-core");
  const server = await serve();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  const seen = new Set();
  for (const visit of VISITS) {
    (await visited(browser, `http://127.0.0.1:${server.address().port}/`, visit)).forEach((at) => seen.add(at));
    console.log(`${JSON.stringify(visit)}: ${seen.size} functions so far`);
  }
  await browser.close();
  server.close();
  return seen;
}

/** So many meetings that columns grow wide and lists of all records are walked, with all that meetings of registers have. */
function register() {
  const [days, count] = [3650, 100_000];
  const table = (letter, size, name) => Object.fromEntries(Array.from({ length: size }, (_, at) => [letter + at, { name: `${name} ${at}` }]));
  const day = (at) => new Date(Date.UTC(2012, 0, 1 + (at % days))).toISOString().slice(0, 10);
  // in no order of the tables
  const some = (at, letter, size, most) => Array.from({ length: 1 + (at % most) }, (_, nth) => letter + ((at * 7 + nth * 13) % size));
  const meeting = (at) => ({
    id: `m${at}`, date: day(at), title: `Talks number ${at}`, summary: { en: `On matter ${at % 900}`, ru: `О деле ${at % 900}` },
    sources: ["s"], place: `l${at % 30}`, topics: some(at, "t", 25, 3),
    participants: [
      ...some(at, "p", 70, 4).map((person) => ({ person })),
      ...some(at, "o", 40, 5).map((organisation) => ({ organisation })),
    ],
  });
  return JSON.stringify({
    format: "whomet/1", title: "Many", language: "en", sources: { s: { url: "https://example.org/" } },
    organisations: table("o", 40, "Organisation"), people: table("p", 70, "Person"),
    topics: table("t", 25, "Topic"), places: table("l", 30, "Place"),
    meetings: Array.from({ length: count }, (_, at) => meeting(at)),
  });
}

async function visited(browser, address, { width, locale = "en", gone, refused, packed, slowly, dark, scrolled, large }) {
  const page = await (await browser.newContext({ locale, viewport: { width, height: 900 }, colorScheme: dark ? "dark" : "light" })).newPage();
  // of a page in one piece there is no rest to fetch
  await page.addInitScript(() => (globalThis.fetchRest = async () => {}));
  if (gone) await page.route("**/dataset.json", (route) => route.abort(gone));
  if (refused) await page.route("**/dataset.json", (route) => route.fulfill({ status: 500 }));
  if (packed) await page.route("**/dataset.json", (route) => route.fulfill({ body: '{"format":"whomet-pack/1"}' }));
  if (large) await page.route("**/dataset.json", (route) => route.fulfill({ body: register() }));
  if (slowly) {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 8 });
    await page.route("**/dataset.json", (route) => route.continue({ url: address + SLOW }));
  }
  await page.goto(address);
  await page.locator(gone || refused || packed ? ".failure button" : "article:nth-of-type(20)").first().waitFor();
  // where nothing comes from the server, one tries again
  if (gone || refused) await page.locator(".failure button").click();
  if (scrolled) await page.mouse.wheel(0, 300);
  await page.waitForTimeout(2000);
  // its words are read behind the first cards
  if (large) await page.locator(".preparing").waitFor({ state: "detached", timeout: 120_000 });
  return page.evaluate(() => [...globalThis.seen]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const functions = JSON.parse(readFileSync(join(DIST, "functions.json"), "utf8"));
  const seen = await ran();
  const lines = patterns(functions, seen);
  writeFileSync(HERE("cold.txt"), lines.join("\n") + "\n");
  console.log(`${functions.length} functions, ${seen.size} ran, ${lines.length} patterns`);
}
