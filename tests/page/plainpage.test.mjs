// The page without WebAssembly and without JavaScript: to be read, and the same for crawlers and link previews.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundled, counts, gate, repositoryFile, settled, test } from "./harness.mjs";
import { dataset, meeting } from "./fixtures.mjs";
import { copy, site } from "./versions.mjs";

const TOTAL = bundled.meetings.length + bundled.facts.length;
const JITLESS = { wait: false, flags: ["--js-flags=--jitless"], errors: [/^error: /, /WebAssembly/] };
const RECORDS = 30;

/** A built page with other data, as the server gives it. */
function built(name, data) {
  const folder = copy(name);
  mkdirSync(join(folder, "data"), { recursive: true });
  writeFileSync(join(folder, "data/dataset.json"), JSON.stringify(data));
  site(folder);
  const file = (path, type) => ({ type, body: readFileSync(join(folder, path)) });
  return { "index.html": file("index.html", "text/html; charset=utf-8"), "sw.js": file("sw.js", "text/javascript") };
}

const json_ld = (page) => page.evaluate(() => JSON.parse(document.querySelector("script[type='application/ld+json']").textContent));
const counted = (data) => Object.fromEntries(data.variableMeasured.map(({ name, value }) => [name, value]));

test("without WebAssembly: the latest records, the organisations, the data", async (open) => {
  const page = await open("", JITLESS);
  await page.getByRole("heading", { level: 1, name: bundled.title.en }).waitFor();
  await page.getByRole("heading", { level: 2, name: `The latest records: ${RECORDS} of ${TOTAL}` }).waitFor();
  assert.equal(await page.locator(".records > li").count(), RECORDS);
  assert.equal(await page.locator("#app").isVisible(), false);
  assert.equal(await page.getByRole("alert").filter({ visible: true }).getByRole("link", { name: "Try again" }).count(), 1);
  // a record of each kind, with its date and a source that can be followed
  const last = bundled.meetings.map((it) => it.date).sort().at(-1);
  const newest = bundled.meetings.find((it) => it.date === last);
  const item = page.locator(".records > li").filter({ hasText: newest.title.en ?? newest.title });
  assert.match(await item.first().innerText(), new RegExp(last));
  const links = await page.locator(".records a").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
  const known = new Set(Object.values(bundled.sources).map(({ url }) => url));
  assert.ok(links.length >= RECORDS && links.every((link) => known.has(link)));
  // each organisation with as many records as a scan of the dataset finds
  const names = await page.locator(".names li").evaluateAll((all) => all.map((it) => [it.querySelector("bdi").textContent, Number(it.querySelector("span").textContent)]));
  const wanted = Object.entries(bundled.organisations).map(([id, { name }]) => {
    const met = bundled.meetings.filter((it) => (it.participants ?? []).some(({ organisation }) => organisation === id)).length;
    return [name.en ?? name, met + bundled.facts.filter(({ about }) => about === id).length];
  });
  const byName = (a, b) => (a[0] < b[0] ? -1 : 1);
  assert.deepEqual(names.toSorted(byName), wanted.filter(([, n]) => n > 0).toSorted(byName));
  const data = page.getByRole("link", { name: "data/dataset.json" });
  assert.equal(await data.evaluate((it) => it.href), `${page.site.base}data/dataset.json`);
});

test("without JavaScript the same is there", async (open) => {
  const page = await open("");
  const context = await page.context().browser().newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(page.site.base);
  await plain.getByRole("heading", { level: 1, name: bundled.title.en }).waitFor();
  assert.equal(await plain.locator(".records > li:visible").count(), RECORDS);
  assert.equal(await plain.locator("#app").isVisible(), false);
  assert.match(await plain.locator("noscript .notice").innerText(), /Searching needs JavaScript/);
  await context.close();
});

test("with WebAssembly nothing of it is seen, and nothing of it stays", async (open) => {
  const start = gate();
  const files = { "boot.js": { type: "text/javascript", body: repositoryFile("dist/boot.js"), late: start.promise } };
  const page = await open("", { wait: false, files });
  await page.locator("#plain").waitFor({ state: "attached" });
  await page.locator(".skeleton").waitFor();
  assert.equal(await page.locator("#plain").isVisible(), false);
  start.open();
  await settled(page);
  await counts(page, TOTAL);
  await page.locator("#plain").waitFor({ state: "detached" });
});

test("title, description and counts for machines", async (open) => {
  const page = await open("");
  const html = repositoryFile("dist/index.html");
  assert.ok(html.includes(`<meta property="og:title" content="${bundled.title.en}">`));
  assert.ok(html.includes(`<meta property="og:description" content="${bundled.description.en.slice(0, 60)}`));
  const data = await json_ld(page);
  assert.equal(data["@type"], "Dataset");
  assert.equal(data.name, bundled.title.en);
  assert.equal(data.license, bundled.licence.url);
  assert.equal(data.dateModified, bundled.updated);
  assert.deepEqual(counted(data), {
    meetings: bundled.meetings.length,
    facts: bundled.facts.length,
    organisations: Object.keys(bundled.organisations).length,
  });
});

const NASTY = [
  "</script><script>window.broken = 1</script>",
  "<!-- <script> --> & \"'><img src=x onerror=window.broken=1>",
  "\u2028\u2029 </title></noscript><!--/plain--><!--/about-->",
  "\u202eשלום " + "ש".repeat(400),
];
const hostile = dataset({
  title: NASTY[0],
  description: NASTY[1],
  publisher: { name: NASTY[2] },
  licence: { name: NASTY[0], url: "https://example.org/\"><script>window.broken=1</script>" },
  sources: { s1: { url: "https://example.org/?a=</script>&b='", title: NASTY[1], publisher: NASTY[3] }, s2: { url: "javascript:window.broken=1", title: NASTY[0] } },
  organisations: Object.fromEntries(NASTY.map((name, at) => [`o${at}`, { name }])),
  meetings: NASTY.map((title, at) => meeting(`m${at}`, { title, participants: [{ organisation: `o${at}` }, { organisation: NASTY[at] + " unlisted" }], sources: ["s1", "s2"] })),
});

test("whatever the data are, they are text", async (open) => {
  const files = built("hostile", hostile);
  const page = await open("", { ...JITLESS, files });
  await page.locator(".records > li").first().waitFor();
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.equal(await page.locator("h1").last().textContent(), NASTY[0]);
  const titles = await page.locator(".records h3").allTextContents();
  assert.equal(titles.length, NASTY.length);
  assert.ok(titles.includes(NASTY[1]) && titles.some((title) => title.endsWith("…") && [...title].length === 301));
  const data = await json_ld(page);
  assert.equal(data.name, NASTY[0]);
  assert.equal(counted(data).meetings, NASTY.length);
  assert.deepEqual(await page.locator("#plain a").evaluateAll((all) => all.filter((it) => !/^(https?|mailto):$/.test(it.protocol)).map((it) => it.outerHTML)), []);
  assert.equal(await page.locator("#plain img, #plain script").count(), 0);
  // long names are no reason to scroll sideways
  await page.setViewportSize({ width: 320, height: 700 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
