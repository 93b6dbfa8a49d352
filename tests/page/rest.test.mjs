// The page is in two parts: what the first view needs, and `rest`, which it fetches by itself once that
// is drawn. Whoever needs it sooner waits for it, and hears of it when it does not come.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { many } from "./fixtures.mjs";
import { articles, bundled, counts, facet, hasText, search, settled, test, title } from "./harness.mjs";

const REST = readdirSync(new URL("../../dist/", import.meta.url)).find((name) => /^rest-.*\.wasm$/.test(name));
const TOTAL = bundled.meetings.length + bundled.facts.length;
const BLOCKED = /Failed to load resource/;
const COMPLANT = bundled.organisations.complant.name;
const BROKEN = [BLOCKED, /The rest of the page did not come/];

const firstTitle = (page) => articles(page).first().getByRole("heading").getByRole("link").first();
const crash = (page) => page.locator("#crash");
const asked = (page) => page.evaluate((name) => performance.getEntriesByName(new URL(name, document.baseURI).href).length, REST);

for (const width of [1280, 390]) {
  test(`the first view stands without the rest, ${width} px wide`, async (open) => {
    const page = await open("", { width, wait: false, errors: [BLOCKED] });
    await page.route(`**/${REST}`, (route) => route.abort());
    await page.reload();
    await settled(page);
    await counts(page, TOTAL);
    assert.equal(await articles(page).count(), 20);
    if (width > 1000) {
      assert.ok((await facet(page, "Organisation").getByRole("checkbox").count()) > 3);
      await page.getByRole("region", { name: "Timeline" }).or(page.getByRole("group", { name: "Timeline" })).first().waitFor();
    }
    await page.waitForTimeout(500);
    assert.equal(await crash(page).isVisible(), false);
  });
}

test("the rest is fetched once, after the first drawing", async (open) => {
  const page = await open("");
  await page.waitForFunction((name) => performance.getEntriesByName(new URL(name, document.baseURI).href).length, REST);
  await firstTitle(page).click();
  await title(page).waitFor();
  assert.equal(await asked(page), 1);
});

test("while a large dataset is read, the rest is fetched already, and its first view stands without", async (open) => {
  const register = many(30_000);
  for (const [at, meeting] of register.meetings.entries()) {
    meeting.date = register.meetings[at % 3650].date;
    // in no order, and several of each
    meeting.participants.push(...[7, 3, 12].map((nth) => ({ organisation: `org-${(at + nth) % 40}` })));
  }
  const page = await open("", { data: register, wait: false, errors: [BLOCKED] });
  const cards = [];
  await page.route(`**/${REST}`, async (route) => {
    // who asks a second time keeps the page waiting
    if (cards.length === 0) cards.push(await articles(page).count());
    await route.abort();
  });
  await page.reload();
  await settled(page);
  assert.equal(await articles(page).count(), 20);
  assert.equal(cards[0], 0);
  assert.equal(await crash(page).isVisible(), false);
});

test("a page that is opened before the rest is there waits for it", async (open) => {
  const late = new Promise((resolve) => setTimeout(resolve, 3_000));
  const page = await open("", { files: {} });
  const { body, type } = await rest(page);
  page.site.files[REST] = { body, type, late };
  await page.goto(page.site.base);
  await settled(page);
  const name = await firstTitle(page).textContent();
  await firstTitle(page).click();
  await hasText(title(page), name);
});

test("a page of the wrong type of file is read all the same", async (open) => {
  const page = await open("");
  const { body } = await rest(page);
  page.site.files[REST] = { body, type: "application/octet-stream" };
  await page.reload();
  await settled(page);
  const name = await firstTitle(page).textContent();
  await firstTitle(page).click();
  await hasText(title(page), name);
});

for (const [what, answer] of [["is missing", { status: 404, body: "no" }], ["is something else", { body: "<!doctype html>" }]]) {
  test(`when the rest ${what}, opening a record says that the page broke`, async (open) => {
    const page = await open("", { files: { [REST]: answer }, wait: false, errors: BROKEN });
    // the error belongs to the test: boot.js hears of it, the browser says no more of it
    await page.addInitScript(() => addEventListener("error", (event) => event.preventDefault()));
    await page.reload();
    await settled(page);
    await counts(page, TOTAL);
    await firstTitle(page).click();
    await crash(page).waitFor();
    await crash(page).getByRole("link", { name: "Load it again" }).waitFor();
  });
}

test("where nothing comes from the server any more, not the rest either, one can try again", async (open) => {
  const files = { "data/dataset.json": { status: 500, body: "" }, [REST]: { status: 404, body: "no" } };
  const page = await open("", { files, errors: [/Failed to load resource/] });
  await page.context().setOffline(true);
  for (let time = 0; time < 2; time += 1) {
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("alert").getByRole("heading", { name: "You are offline" }).waitFor();
  }
  assert.equal(await crash(page).isVisible(), false);
});

test("a link to an organisation opens it", async (open) => {
  const page = await open("?open=organisation/complant");
  assert.equal(await title(page).textContent(), COMPLANT.en ?? COMPLANT);
});

test("in a folder the rest is the one beside the page", async (open) => {
  const page = await open("", { folder: "/a/b%20c/" });
  await firstTitle(page).click();
  await title(page).waitFor();
  await page.goBack();
  await search(page).fill("visit");
  await page.waitForFunction(() => location.search.includes("visit"));
  await settled(page);
});

async function rest(page) {
  const answer = await page.request.get(page.site.base + REST);
  return { body: await answer.body(), type: "application/wasm" };
}
