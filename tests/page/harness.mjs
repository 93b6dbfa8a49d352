// What every page test stands on: a plain static server over dist/, a browser, and a visit that
// fails its test if the page broke a rule that no test may break: an error in the console, a
// violation of the content security policy, a request that leaves the origin.
import { after, test as nodeTest } from "node:test";
import assert from "node:assert/strict";
import http from "node:http";
import { readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const DATASET = "data/dataset.json";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The bundled dataset, and a fresh copy of any other of the repository. */
export const bundled = JSON.parse(readFileSync(join(DIST, DATASET), "utf8"));
export const repositoryFile = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

// ---- the server ----

/**
 * Serves dist/ under a folder. `files` answers single paths differently, and may be changed while
 * the server runs: `{ status, type, body, cutAt, hold }`. With `cutAt`, only so many bytes of those
 * announced are sent, then the connection breaks. With `hold`, half of the body is sent, and the
 * rest when that promise is kept; with `late`, nothing is sent before. `asked` lists what was asked for.
 */
async function serve({ folder = "/", files = {} }) {
  const outside = [];
  const asked = [];
  const server = http.createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const base = decodeURIComponent(folder);
    if (!path.startsWith(base)) {
      outside.push(path);
      return send(response, { status: 404, body: "not here" });
    }
    const name = path.slice(base.length) || "index.html";
    asked.push(name);
    return send(response, files[name] ?? fromDist(name));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin, base: origin + folder, files, asked, outside, close };
}

function fromDist(name) {
  const path = join(DIST, name);
  if (!path.startsWith(DIST) || !statSync(path, { throwIfNoEntry: false })?.isFile()) {
    return { status: 404, body: "no such file" };
  }
  return { type: TYPES[extname(name)], body: readFileSync(path) };
}

async function send(response, { status = 200, type = "text/plain", body = "", cutAt, hold, late }) {
  await late;
  const bytes = Buffer.from(body);
  response.writeHead(status, { "content-type": type, "content-length": bytes.length });
  if (cutAt !== undefined) {
    response.write(bytes.subarray(0, cutAt), () => response.socket.destroy());
  } else if (hold) {
    response.write(bytes.subarray(0, bytes.length >> 1));
    await hold;
    response.end(bytes.subarray(bytes.length >> 1));
  } else {
    response.end(bytes);
  }
}

/** A dataset as an answer of the server. */
export const json = (dataset) => ({
  type: "application/json",
  body: typeof dataset === "string" ? dataset : JSON.stringify(dataset),
});

/** A promise and the function that keeps it. */
export function gate() {
  let open;
  const promise = new Promise((resolve) => (open = resolve));
  return { promise, open };
}

// ---- the browser ----

/** What Playwright says where it keeps a page from having a service worker. */
const NO_WORKER = /Service Worker registration blocked by Playwright/;

const browsers = new Map();

/** One browser per file, and one more for each set of flags of its own. */
function browser(flags = []) {
  const key = flags.join(" ");
  if (!browsers.has(key)) {
    const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
    browsers.set(key, chromium.launch({ executablePath, args: [...ARGS, ...flags] }));
  }
  return browsers.get(key);
}

after(async () => {
  for (const launched of browsers.values()) await (await launched).close();
});

/**
 * A test of the page. `body` gets `open(link, options)`, which gives a Playwright page once its
 * results are drawn. Options: `data` (a dataset, or its text), `files`, `folder`, `width`, `height`,
 * `scheme`, `locale`, `flags` (of the browser), `touch`, `wait: false`, `errors` (patterns of console messages
 * that belong to the test), `init` (a function that runs before the page's own code), `worker: true` (else there
 * is no service worker).
 */
export function test(name, body, { timeout = 60_000 } = {}) {
  nodeTest(name, { timeout }, async () => {
    const visits = [];
    const open = async (link, options) => {
      const visit = await begin(options);
      visits.push(visit);
      await visit.page.goto(visit.site.base + link, { waitUntil: options?.wait === false ? "commit" : "load" });
      if (options?.wait !== false) await settled(visit.page);
      return visit.page;
    };
    try {
      await body(open);
      for (const visit of visits) assert.deepEqual(await visit.faults(), [], "the page did what no page may do");
    } finally {
      for (const visit of visits) await visit.end();
    }
  });
}

async function begin(options = {}) {
  const { data, files = {}, folder, width = 1280, height = 900, scheme = "light", flags, touch = false, errors = [], locale = "en-GB", init, worker } = options;
  if (data !== undefined) files[DATASET] = json(data);
  const site = await serve({ folder, files });
  const context = await (await browser(flags)).newContext({
    viewport: { width, height },
    colorScheme: scheme,
    hasTouch: touch,
    reducedMotion: "reduce",
    locale,
    serviceWorkers: worker ? "allow" : "block",
  });
  context.setDefaultTimeout(10_000);
  const found = [];
  const expected = (text) => [...errors, NO_WORKER].some((pattern) => pattern.test(text));
  await context.exposeBinding("reportViolation", (_, what) => found.push(`policy: ${what}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      window.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
    );
  });
  if (init) await context.addInitScript(init);
  context.on("console", (message) => {
    const { url } = message.location();
    const text = `${message.type()}: ${message.text()} (${url})`;
    if (["error", "warning", "assert"].includes(message.type()) && !expected(text)) found.push(text);
  });
  context.on("weberror", (error) => found.push(`uncaught: ${error.error()?.stack ?? error.error()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== site.origin) found.push(`request: ${url}`);
  });
  context.on("dialog", (dialog) => {
    found.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  const page = await context.newPage();
  page.site = site;
  const faults = async () => {
    // what the page reported last arrives before this does
    if (!page.isClosed()) await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    return [...found, ...site.outside.map((path) => `outside the folder: ${path}`)];
  };
  const end = async () => {
    await context.close();
    await site.close();
  };
  return { page, site, faults, end };
}

// ---- what is on the page ----

/** Waits until the page shows what its link asks for: all cards of the first view, a page, a failure. */
export function settled(page) {
  return page.waitForFunction(() => {
    if (document.querySelector("[aria-busy=true]") || !document.querySelector("#app h1")) return false;
    const results = document.querySelector("section#results");
    if (!results || results.querySelector(".network, .matrix")) return true;
    const status = results.querySelector("[role=status]")?.textContent ?? "";
    // how many match, and how many there are, in one order or the other
    const numbers = (text) => text?.match(/\d[\d,\u00a0]*/g)?.map((digits) => Number(digits.replace(/\D/g, "")));
    const counts = numbers(status);
    if (!counts) return false;
    // of records that lie far apart in a pack fewer are shown: from, to, of how many
    const shownOf = numbers(results.querySelector("#more .quiet")?.textContent)?.sort((a, b) => a - b) ?? [];
    const wanted = Math.min(...counts, shownOf.length === 3 ? shownOf[1] : 20, 20);
    const shown = results.querySelectorAll("article").length;
    return wanted === 0 ? results.querySelector("h2") !== null : shown >= wanted;
  });
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The line that says how many records match. */
export const status = (page) => page.getByRole("region", { name: "Results" }).getByRole("status");
export const search = (page) => page.getByRole("searchbox", { name: "Search" });
export const articles = (page) => page.getByRole("region", { name: "Results" }).getByRole("article");
export const facet = (page, name) => page.getByRole("group", { name, exact: true });
/** The checkbox of a facet's value, whose name is the value's name and its count. */
export const value = (page, facetName, name) =>
  facet(page, facetName).getByRole("checkbox", { name: new RegExp(`^${escaped(name)}\\s*[\\d,]+$`) });
export const chips = (page) => page.getByRole("list", { name: "Active filters" }).getByRole("button");
/** On a narrow page the filters are behind this button. */
export const filtersButton = (page) => page.getByRole("button", { name: /Filters/ });
export const title = (page) => page.getByRole("heading", { level: 1 });

/** Waits until an element's text matches. */
export async function hasText(locator, expected) {
  const matches = (text) => (expected instanceof RegExp ? expected.test(text) : text.trim() === expected);
  let last = "";
  const until = Date.now() + 5_000;
  do {
    last = (await locator.textContent()) ?? "";
    if (matches(last)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  } while (Date.now() < until);
  assert.fail(`“${last}” instead of “${expected}”`);
}

/** Waits until something that is read from the page is as expected. */
export async function becomes(read, expected, what = "the page") {
  let last;
  const until = Date.now() + 5_000;
  do {
    last = await read();
    try {
      return assert.deepEqual(last, expected);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } while (Date.now() < until);
  assert.deepEqual(last, expected, what);
}

/** Opens what is folded, by `open` if given, and waits for what is in it: it is drawn once it is open. */
export async function unfold(details, open = () => details.evaluate((it) => (it.open = true))) {
  await open();
  await details.locator(":scope > :not(summary)").first().waitFor();
}

/** The same for all that is folded on the page. */
export async function unfoldAll(page) {
  for (const details of await page.locator("details").all()) await unfold(details);
}

/** Waits for "n of total records". */
export const counts = (page, n, total = bundled.meetings.length + bundled.facts.length) =>
  hasText(status(page), `${n.toLocaleString("en")} of ${total.toLocaleString("en")} records`);

/** The count in the name of a facet's value. */
export async function countOf(page, facetName, name) {
  const label = await value(page, facetName, name).locator("xpath=ancestor::label").innerText();
  return Number(/([\d,]+)\s*$/.exec(label)[1].replaceAll(",", ""));
}

/** What has the focus: its tag, and its name or text. */
export const focused = (page) =>
  page.evaluate(() => {
    const it = document.activeElement;
    // a checkbox is named by its label
    const name = it.getAttribute("aria-label") ?? (it.closest("label") ?? it).textContent;
    return it === document.body ? "BODY" : `${it.tagName} ${name.trim().slice(0, 200)}`.trim();
  });

// ---- a plain scan of a dataset, to know what the page must say ----

/** Every record with what the facets need. */
export function records(dataset = bundled) {
  const distinct = (values) => [...new Set(values.filter(Boolean))];
  const meetings = dataset.meetings.map((meeting) => ({
    record: meeting,
    kind: "meeting",
    organisations: distinct((meeting.participants ?? []).map((it) => it.organisation)),
    people: distinct((meeting.participants ?? []).map((it) => it.person)),
    years: yearsOf(meeting.date),
  }));
  const facts = dataset.facts.map((fact) => ({
    record: fact,
    kind: "fact",
    organisations: [fact.about].filter((id) => id in dataset.organisations),
    people: [fact.about].filter((id) => id in dataset.people),
    years: yearsOf(fact.date),
  }));
  return [...meetings, ...facts];
}

function yearsOf(date = "") {
  const found = (date.match(/\d{4}/g) ?? []).map(Number);
  if (found.length === 0) return [];
  const [first, last] = [Math.min(...found), Math.max(...found)];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
