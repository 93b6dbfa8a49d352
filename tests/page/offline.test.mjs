// The page without a network, and its versions: what is kept is whole or not there, and never mixed.
import assert from "node:assert/strict";
import { articles, becomes, bundled, counts, facet, hasText, json, settled, test, title, value } from "./harness.mjs";
import { many } from "./fixtures.mjs";
import { tags } from "./languages.mjs";
import { packed } from "./packs.mjs";
import { version } from "./versions.mjs";

const DATA = "data/dataset.json";
const TOTAL = bundled.meetings.length + bundled.facts.length;
/** What the browser itself writes into the console when a file does not come. */
const FAILED_LOAD = /Failed to load resource/;
const OFFLINE = { worker: true, errors: [FAILED_LOAD] };

const cacheNames = (page) => page.evaluate(async () => (await caches.keys()).map((name) => name.split(" ").at(-1)).sort());
const versions = async (page) => (await cacheNames(page)).filter((name) => /^[0-9a-f]{16}$/.test(name));
const kept = (page, cache) =>
  page.evaluate(async (end) => {
    const names = (await caches.keys()).filter((name) => name.endsWith(end));
    const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    return all.flat().map((url) => url.replace(location.origin + location.pathname.replace(/[^/]*$/, ""), "")).sort();
  }, cache);
const script = (page) => page.evaluate(() => document.querySelector("script[data-js]").dataset.js);
const notice = (page, text) => page.getByRole("status").filter({ hasText: text });
const NEWER = "There is a new version of this page.";
const KEPT = "The server cannot be reached.";

/** Waits until the page could do without a network. */
const ready = (page) => becomes(async () => (await page.evaluate(() => !!navigator.serviceWorker.controller)) && (await kept(page, "data")).includes(DATA), true, "nothing is kept");

async function offline(page) {
  await page.context().setOffline(true);
  await page.site.close();
}

test("after one visit the page works without a network, and says of when its data are", async (open) => {
  const page = await open("", OFFLINE);
  await ready(page);
  await offline(page);
  await page.reload();
  await settled(page);
  await counts(page, TOTAL);
  await notice(page, KEPT).waitFor();
  await value(page, "Organisation", "SCO Secretariat").check();
  // what is fetched only when it is needed is there too
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("dialog").waitFor();
  assert.equal(await page.locator("#rest-take\\.css").evaluate((it) => it.sheet.cssRules.length > 10), true);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("combobox", { name: "Language" }).selectOption("ru");
  await becomes(() => page.evaluate(() => document.documentElement.lang), "ru");
});

test("links and a sub-folder work without a network", async (open) => {
  const page = await open("", { ...OFFLINE, folder: "/a/b%20c/" });
  await ready(page);
  await offline(page);
  for (const link of ["?year=2020", "index.html?open=data"]) {
    await page.goto(page.site.base + link);
    await settled(page);
  }
  await hasText(title(page), "About this data");
});

test("exactly the files of the version are kept", async (open) => {
  const page = await open("", OFFLINE);
  await ready(page);
  const [name] = await versions(page);
  const files = (await kept(page, name)).map((file) => file.replace(/-[0-9a-f]{15,16}/, "")).sort();
  assert.deepEqual(files, [
    "", "boot.js", "icon.svg", ...tags.map((tag) => `lang/${tag}.txt`), "manifest.webmanifest", "page.js", "page_bg.wasm",
    "rest-data.css", "rest-keep.css", "rest-plain.css", "rest-take.css", "rest-who.css", "rest-worker.js", "rest.wasm", "style.css",
  ]);
  const html = await page.evaluate(async (end) => {
    const cache = await caches.open((await caches.keys()).find((name) => name.endsWith(end)));
    const answers = await cache.matchAll();
    return answers.filter((it) => it.headers.get("content-type").startsWith("text/html")).length;
  }, name);
  assert.equal(html, 1);
});

test("the data are those of the server as long as it answers", async (open) => {
  const page = await open("", OFFLINE);
  await ready(page);
  const fewer = { ...bundled, meetings: bundled.meetings.slice(0, 10), facts: [] };
  page.site.files[DATA] = json(fewer);
  await page.reload();
  await settled(page);
  await counts(page, 10, 10);
  // a server that breaks, or gives a web page for the data
  page.site.files[DATA] = { status: 503, body: "busy" };
  await page.reload();
  await settled(page);
  await counts(page, 10, 10);
  await notice(page, KEPT).waitFor();
  page.site.files[DATA] = { type: "text/html", body: "<!doctype html><p>Welcome" };
  await page.reload();
  await page.getByRole("heading", { name: "There is a web page where the dataset should be" }).waitFor();
  await offline(page);
  await page.reload();
  await settled(page);
  await counts(page, 10, 10);
});

test("data that are not kept yet come from the network", async (open) => {
  const page = await open("", OFFLINE);
  await ready(page);
  await page.evaluate(async (data) => {
    for (const name of await caches.keys()) await (await caches.open(name)).delete(new URL(data, document.baseURI));
  }, DATA);
  await page.reload();
  await settled(page);
  await counts(page, TOTAL);
  await ready(page);
});

test("a server that does not answer does not keep the page waiting", async (open) => {
  const page = await open("", OFFLINE);
  await ready(page);
  page.site.files[DATA] = { ...json(bundled), late: new Promise(() => {}) };
  await page.reload();
  await settled(page);
  await counts(page, TOTAL);
  await notice(page, KEPT).waitFor();
});

test("packed data: what was visited is there without a network, and of what was not it says that no server answers", async (open) => {
  const page = await open("", { ...OFFLINE, files: packed("offline", many(3_000)) });
  await ready(page);
  await facet(page, "Organisation").getByRole("checkbox").nth(3).check();
  await settled(page);
  const first = await articles(page).first().getByRole("heading").textContent();
  const link = page.url();
  // a link may need other pieces than the click that led to it
  await page.goto(link);
  await settled(page);
  await offline(page);
  await page.goto(link);
  await settled(page);
  assert.equal(await articles(page).first().getByRole("heading").textContent(), first);
  await page.goto(`${page.site.base}?open=meeting/m17`);
  const alert = page.getByRole("alert").filter({ hasText: "The server cannot be reached" });
  await alert.waitFor({ timeout: 15_000 });
});

test("a web page in the place of a piece is not kept", async (open) => {
  const files = packed("fallback", many(3_000));
  const page = await open("", { ...OFFLINE, files });
  await ready(page);
  const there = new Set(await kept(page, "data"));
  const fallback = { type: "text/html", body: "<!doctype html><p>Welcome" };
  const before = { ...files };
  for (const name of Object.keys(files)) if (name.startsWith("data/pieces/") && !there.has(name)) files[name] = fallback;
  await page.goto(`${page.site.base}?open=meeting/m17`);
  await page.getByText(/pieces\/[0-9a-f]+\.bin/).first().waitFor({ timeout: 15_000 });
  assert.deepEqual((await kept(page, "data")).filter((name) => !there.has(name)), []);
  Object.assign(files, before);
  await page.reload();
  await hasText(title(page), "Talks number 17");
});

test("a new version is offered, and there with the next load", async (open) => {
  const page = await open("", OFFLINE);
  await ready(page);
  const next = version("aa", "Помощь два");
  const old = await script(page);
  assert.equal(old, next.old);
  Object.assign(page.site.files, next.files);
  // this load is still of the version before
  await page.reload();
  await settled(page);
  assert.equal(await script(page), old);
  await notice(page, NEWER).getByRole("button", { name: "Reload" }).click();
  await becomes(() => script(page).catch(() => ""), next.script);
  await settled(page);
  await counts(page, TOTAL);
  assert.equal(await notice(page, NEWER).count(), 0);
  // nobody has the version before any more, but a window may have been about to begin with it
  await becomes(async () => (await versions(page)).length <= 2, true);
});

test("windows of two versions side by side: each gets its own files", async (open) => {
  const page = await open("", OFFLINE);
  await ready(page);
  const next = version("ab", "Помощь два");
  Object.assign(page.site.files, next.files);
  await page.reload();
  await settled(page);
  await notice(page, NEWER).waitFor();
  const other = await page.context().newPage();
  await other.goto(page.site.base);
  await settled(other);
  assert.deepEqual([await script(page), await script(other)], [next.old, next.script]);
  assert.equal((await versions(page)).length, 2);
  // what both fetch only now has the same name in both versions
  for (const [window, help] of [[page, /^(?!Помощь два)/], [other, /^Помощь два$/]]) {
    await window.getByRole("combobox", { name: "Language" }).selectOption("ru");
    await becomes(() => window.evaluate(() => document.documentElement.lang), "ru");
    await hasText(window.locator("#help-title"), help);
    await window.locator(".tools button").last().click();
    await window.locator("dialog[open]").waitFor();
  }
});

for (const [name, answer] of [
  ["missing", { status: 404, body: "gone" }],
  ["answered with a web page", { type: "text/html", body: "<!doctype html><p>Welcome" }],
  ["of another version", { type: "application/wasm", body: "other" }],
]) {
  test(`a deploy whose wasm is ${name}: the version before goes on`, async (open) => {
    const page = await open("", OFFLINE);
    await ready(page);
    const before = await versions(page);
    const next = version(`ba${name.length}`.padEnd(8, "0"), "Помощь два");
    const wasm = Object.keys(next.files).find((file) => /^page-.*\.wasm$/.test(file));
    Object.assign(page.site.files, next.files, { [wasm]: answer });
    const refused = page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update().catch(() => {});
      const worker = registration.installing;
      if (!worker) return "none";
      await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
      return worker.state;
    });
    assert.equal(await refused, "redundant");
    assert.deepEqual(await versions(page), before);
    await page.reload();
    await settled(page);
    await counts(page, TOTAL);
    assert.equal(await script(page), next.old);
    assert.equal(await notice(page, NEWER).count(), 0);
    // once the deploy is whole, it is taken
    delete page.site.files[wasm];
    await page.reload();
    await notice(page, NEWER).waitFor();
  });
}

test("a version that has lost a file gives way to what the server has", async (open) => {
  const page = await open("", { ...OFFLINE, errors: [FAILED_LOAD, /Failed to fetch dynamically imported module/] });
  await ready(page);
  const next = version("ac", "Помощь два");
  const [name] = await versions(page);
  await page.evaluate(async (end) => {
    const cache = await caches.open((await caches.keys()).find((name) => name.endsWith(end)));
    const lost = (await cache.keys()).filter(({ url }) => /\/page-/.test(url));
    await Promise.all(lost.map((request) => cache.delete(request)));
  }, name);
  const worker = page.site.files["sw.js"];
  Object.assign(page.site.files, next.files, { "sw.js": worker ?? { status: 404, body: "gone" } });
  await page.reload({ waitUntil: "load" });
  await page.locator("#nowasm a").first().click();
  await settled(page);
  assert.equal(await script(page), next.script);
});

for (const [name, answer] of [
  ["missing", { status: 404, body: "no" }],
  ["a web page", { type: "text/html", body: "<!doctype html><p>Welcome" }],
  ["broken", { type: "text/javascript", body: "this is not a script" }],
]) {
  test(`a worker that is ${name} costs nothing but the offline copy`, async (open) => {
    const page = await open("", { ...OFFLINE, files: { "sw.js": answer }, errors: [FAILED_LOAD, /fetching the script|unsupported MIME type|sw\.js/] });
    await counts(page, TOTAL);
    await page.waitForTimeout(800);
    assert.deepEqual(await cacheNames(page), []);
    assert.equal(await page.getByRole("alert").filter({ visible: true }).count(), 0);
  });
}

test("a browser that refuses the worker: the page is as it is", async (open) => {
  const page = await open("", { worker: true, wait: false });
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no", "SecurityError"));
  });
  await page.reload();
  await settled(page);
  await counts(page, TOTAL);
  await page.waitForTimeout(500);
  assert.equal(await page.getByRole("alert").filter({ visible: true }).count(), 0);
});

test("a page inside another one has no worker", async (open) => {
  const frame = (base) => `<!doctype html><html lang="en"><title>x</title><link rel="icon" href="icon.svg"><iframe title="y" src="${base}?embed=1"></iframe>`;
  const page = await open("", { worker: true });
  await ready(page);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).unregister());
  page.site.files["outer.html"] = { type: "text/html", body: frame(page.site.base) };
  await page.goto(`${page.site.base}outer.html`);
  await page.frames()[1].locator("article").first().waitFor();
  await page.waitForTimeout(600);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
});

test("the page can be installed", async (open) => {
  const page = await open("", OFFLINE);
  await ready(page);
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.deepEqual(JSON.parse(data).icons.map(({ sizes }) => sizes), ["any"]);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // a window without a history of its own cannot be installed from, whatever its manifest
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
});
