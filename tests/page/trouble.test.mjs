// The page while it loads, when it cannot load, and when there is nothing to show: never blank, always
// a way on.
import assert from "node:assert/strict";
import { becomes, bundled, counts, gate, hasText, json, repositoryFile, search, settled, status, test, title } from "./harness.mjs";
import { dataset, meeting } from "./fixtures.mjs";

const DATA = "data/dataset.json";
const WHOLE = JSON.stringify(bundled);
const TOTAL = bundled.meetings.length + bundled.facts.length;
/** What the browser itself writes into the console when a file does not come. */
const FAILED_LOAD = /Failed to load resource/;

const alert = (page) => page.getByRole("alert").filter({ visible: true });

/** The page says what is wrong; once the server is mended, "Try again" shows the records. */
function failure(name, answer, heading, advice) {
  test(`${name}: says so, and Try again works`, async (open) => {
    const page = await open("?year=2020", { files: { [DATA]: answer }, errors: [FAILED_LOAD] });
    await alert(page).getByRole("heading", { level: 1, name: heading }).waitFor();
    await alert(page).getByText(advice).waitFor();
    assert.equal(await page.title(), heading);
    assert.equal(await page.locator("#crash").isVisible(), false);
    // still broken: the same again
    await page.getByRole("button", { name: "Try again" }).click();
    await alert(page).getByRole("heading", { level: 1, name: heading }).waitFor();
    delete page.site.files[DATA];
    await page.getByRole("button", { name: "Try again" }).click();
    await settled(page);
    await hasText(status(page), new RegExp(`^\\d+ of ${TOTAL} records$`));
    await hasText(title(page), bundled.title.en);
    assert.equal(await page.title(), bundled.title.en);
    assert.equal(await alert(page).count(), 0);
  });
}

const OTHER_FORMAT = "The dataset is of a format that this page does not read";
const NOT_JSON = "The dataset is not valid JSON";
const WEB_PAGE = "<!doctype html><html><body><h1>Welcome</h1></body></html>";

failure("no dataset", { status: 404, body: "no" }, "The dataset is missing", /data\/dataset\.json/);
failure("a broken server", { status: 500, body: "no" }, "The server did not give out the dataset", /status 500/);
failure("access denied", { status: 403, body: "no" }, "The server did not give out the dataset", /status 403/);
failure("a web page in its place", { type: "text/html", body: WEB_PAGE }, "There is a web page where the dataset should be", /HTML/);
failure("a file that ends early", json(WHOLE.slice(0, WHOLE.length >> 1)), "The dataset is cut off", /ends before/);
failure("an empty file", json(""), "The dataset is cut off", /ends before/);
failure("a connection that breaks", { ...json(WHOLE), cutAt: 20_000 }, "The dataset is cut off", /ends before/);
failure("not JSON", json('{"format": "whomet/1", title: "x"}'), NOT_JSON, /The publisher has to mend it/);
failure("not UTF-8", { type: "application/json", body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]) }, NOT_JSON, /UTF-8/);
failure("a later version", json({ ...bundled, format: "whomet/2" }), OTHER_FORMAT, /whomet\/2/);
failure("the manifest of a pack without anything in it", json({ format: "whomet-pack/1" }), OTHER_FORMAT, /whomet-pack\/1, but damaged/);
failure("a list at the top", json([bundled]), OTHER_FORMAT, /not an object/);
failure("no format", json({ meetings: [] }), OTHER_FORMAT, /There is no `format`/);

test("no server: says so, and Try again works", async (open) => {
  const page = await open("", { wait: false, errors: [FAILED_LOAD] });
  await page.route(`**/${DATA}`, (route) => route.abort("connectionrefused"));
  await page.reload();
  await alert(page).getByRole("heading", { name: "The server cannot be reached" }).waitFor();
  await page.unroute(`**/${DATA}`);
  await page.getByRole("button", { name: "Try again" }).click();
  await settled(page);
  await counts(page, TOTAL);
});

test("offline: says so, and Try again works", async (open) => {
  const page = await open("", { files: { [DATA]: { status: 500, body: "" } }, errors: [FAILED_LOAD] });
  delete page.site.files[DATA];
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Try again" }).click();
  await alert(page).getByRole("heading", { name: "You are offline" }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await settled(page);
  await counts(page, TOTAL);
});

test("loading: the frame of the page, what is being done, and how far it is", async (open) => {
  const rest = gate();
  const files = { [DATA]: { ...json(WHOLE), hold: rest.promise } };
  const page = await open("", { wait: false, files });
  await page.getByRole("status").getByText(/^\d+ kB of \d+ kB fetched$/).waitFor();
  const progress = page.getByRole("progressbar", { name: "Loading the records" });
  await becomes(() => progress.evaluate((it) => it.value > 0 && it.value < it.max), true);
  assert.equal(await page.locator("main[aria-busy=true]").count(), 1);
  rest.open();
  await settled(page);
  await counts(page, TOTAL);
  assert.equal(await page.locator("[aria-busy=true]").count(), 0);
});

test("loading: words even before the first byte", async (open) => {
  const page = await open("", { wait: false, files: { [DATA]: { ...json(WHOLE), late: new Promise(() => {}) } } });
  await page.getByRole("status").getByText("Loading the records").waitFor();
  await page.getByRole("progressbar", { name: "Loading the records" }).waitFor();
});

test("partly readable data: what could be read is shown, and what was left out is listed", async (open) => {
  const page = await open("", { data: repositoryFile("tests/data/bad.json") });
  const notice = page.getByRole("status").filter({ hasText: /^\d+ things in this dataset could not be read and are left out\./ });
  const said = Number(/^\d+/.exec(await notice.textContent())[0]);
  await page.getByRole("article").getByRole("heading", { name: "Good again" }).waitFor();
  await notice.getByRole("link", { name: "See what and why" }).click();
  await hasText(title(page), "About this data");
  const report = page.locator("section").filter({ has: page.getByRole("heading", { name: "Quality report" }) });
  await report.getByRole("combobox", { name: "What became of it" }).selectOption({ label: `Left out because of mistakes (${said})` });
  await hasText(report.getByRole("status"), new RegExp(`^${said} of \\d+ problems$`));
  const items = await report.getByRole("listitem").allTextContents();
  assert.equal(items.length, said);
  for (const item of items) assert.match(item, /^[A-Z]\d+ .+, line \d+, column \d+\. .+/s);
  assert.equal(await page.getByText("Everything in the dataset could be read.").count(), 0);
});

test("the notice about unreadable data can be dismissed", async (open) => {
  const bad = { id: "m2", sources: ["s1"] };
  const page = await open("", { data: dataset({ meetings: [meeting("m1"), bad] }) });
  const notice = page.getByText("1 thing in this dataset could not be read and is left out.");
  await notice.waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await becomes(() => notice.count(), 0);
  await hasText(status(page), "1 of 1 record");
});

test("what is odd but kept is listed apart, without a notice on the front page", async (open) => {
  const page = await open("", { data: dataset({ meetings: [meeting("m1", { sources: [] })] }) });
  await hasText(status(page), "1 of 1 record");
  assert.equal(await page.getByRole("link", { name: "See what and why" }).count(), 0);
  await page.getByRole("link", { name: "About this data" }).first().click();
  await page.getByRole("option", { name: "Kept, but worth a look (1)" }).waitFor({ state: "attached" });
  await page.getByText("Everything in the dataset could be read.").waitFor();
  await page.getByRole("listitem").filter({ hasText: /^W008 / }).waitFor();
});

test("a dataset without any record is a page, not a failure", async (open) => {
  const page = await open("", { data: dataset() });
  await hasText(title(page), "A made-up register");
  await hasText(status(page), "0 of 0 records");
  await page.getByRole("link", { name: "About this data" }).first().click();
  await hasText(title(page), "About this data");
});

test("nothing found: which filter to drop, and what that brings", async (open) => {
  const page = await open("?organisation=complant&person=norov&year=2019");
  await counts(page, 0);
  await page.getByRole("heading", { name: "No record matches all of this." }).waitFor();
  await page.getByText("Take one away and there are more:").waitFor();
  const ways = page.getByRole("region", { name: "Results" }).getByRole("link", { name: /^Without / });
  const both = await ways.count();
  for (let at = 0; at < both; at += 1) {
    const line = await ways.nth(at).locator("xpath=ancestor::li").innerText();
    const promised = Number(/(\d+) records?$/.exec(line.trim())[1]);
    assert.ok(promised > 0);
    await ways.nth(at).click();
    await counts(page, promised);
    await page.goBack();
    await counts(page, 0);
  }
  assert.ok(both > 0);
});

test("nothing found: words that are nowhere, and Clear all", async (open) => {
  const page = await open("?organisation=sco&q=xyzzy");
  const way = page.getByRole("link", { name: "Without xyzzy" });
  await way.click();
  assert.equal(await search(page).inputValue(), "");
  await search(page).fill("xyzzy");
  await counts(page, 0);
  await page.getByRole("region", { name: "Results" }).getByRole("button", { name: "Clear all" }).last().click();
  await counts(page, TOTAL);
});

const NO_WASM = "To be read, not searched.";

for (const suffix of ["_bg.wasm", ".js"]) {
  test(`a missing page${suffix}: the page says so`, async (open) => {
    const index = repositoryFile("dist/index.html");
    const name = new RegExp(`page-[0-9a-f]+${suffix.replace(".", "\\.")}`).exec(index)[0];
    const files = { [name]: { status: 404, body: "no" } };
    const page = await open("", { wait: false, files, errors: [/^error: /, /^warning: .*(preload|integrity)/i, /WebAssembly/] });
    await alert(page).getByText(NO_WASM).waitFor();
    // what can be read without is there
    await page.getByRole("heading", { level: 1, name: bundled.title.en }).waitFor();
    delete files[name];
    await alert(page).getByRole("link", { name: "Try again" }).click();
    await settled(page);
    await counts(page, TOTAL);
    assert.equal(await alert(page).count(), 0);
  });
}
