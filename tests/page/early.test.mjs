// Plain data is shown before its words are read: the first cards stand early, no count is ever one of another
// query, and what stands stays as it is when the words have come.
import assert from "node:assert/strict";
import { articles, becomes, chips, countOf, counts, facet, focused, hasText, search, settled, status, test, value } from "./harness.mjs";
import { many } from "./fixtures.mjs";

const N = 40_000;
const data = JSON.stringify(many(N));
const WAITS = "The answer comes as soon as all words are read …";
/** The words are being read as long as this is there. */
const preparing = (page) => page.getByRole("progressbar", { name: "Preparing the search" });

/** Opens a link with many records; between two slices of reading their words is half a second, until `whole`. */
async function opened(open, link, what, options = {}) {
  const page = await open("", { data: "{}", wait: false, ...options });
  page.site.files["data/dataset.json"] = { type: "application/json", body: data };
  await page.addInitScript(slow);
  await page.goto(page.site.base + link, { waitUntil: "commit" });
  await what(page).waitFor({ timeout: 30_000 });
  page.whole = async () => {
    await page.evaluate(() => window.release());
    await page.locator(".preparing").waitFor({ state: "detached", timeout: 30_000 });
  };
  return page;
}

/** How many records have a number that begins like this. */
const beginning = (digits) => Array.from({ length: N }, (_, at) => `${at}`).filter((at) => at.startsWith(digits)).length;

/** Before anything of the page runs: notes what the line with the counts says, and makes slices rare once there is something to see. */
function slow() {
  window.said = [];
  let pause = 0;
  let released = false;
  new MutationObserver(() => {
    const line = document.querySelector("#results [role=status]")?.textContent;
    if (line && window.said.at(-1) !== line) window.said.push(line);
    const drawn = document.querySelectorAll("article").length >= 20 || (line && !/\d/.test(line));
    if (drawn || document.querySelector("#main h1")) pause = released ? 0 : 500;
  }).observe(document, { childList: true, subtree: true, characterData: true });
  const after = window.setTimeout.bind(window);
  // between two slices the page waits for no time at all
  window.setTimeout = (run, ...time) => after(run, ...(time[0] === 0 ? [pause] : time));
  window.release = () => {
    released = true;
    pause = 0;
  };
}

test("the first cards, counts, facets and timeline stand before the words are read", async (open) => {
  const page = await opened(open, "", (page) => articles(page).nth(19));
  await preparing(page).waitFor();
  await counts(page, N, N);
  assert.equal(await countOf(page, "Organisation", "Organisation 0"), N / 20);
  assert.ok((await page.getByRole("group", { name: "Timeline" }).getByRole("button").count()) > 10);
  await value(page, "Organisation", "Organisation 0").click();
  await counts(page, N / 20, N);
  assert.equal(await preparing(page).count(), 1);
  await chips(page).click();
  await counts(page, N, N);
  await page.whole();
  await counts(page, N, N);
  const allowed = [`${N.toLocaleString("en")} of ${N.toLocaleString("en")} records`, `${(N / 20).toLocaleString("en")} of ${N.toLocaleString("en")} records`];
  assert.deepEqual((await page.evaluate(() => window.said)).filter((line) => !allowed.includes(line)), []);
});

test("cards, focus and scroll stay as they are when the words have come", async (open) => {
  const page = await opened(open, "", (page) => articles(page).nth(19));
  await articles(page).nth(2).getByRole("link").first().focus();
  await page.evaluate(() => {
    window.scrollTo(0, 400);
    window.cards = [...document.querySelectorAll("#results article")];
    window.values = [...document.querySelectorAll("fieldset input")];
  });
  const [title, top] = [await focused(page), await page.evaluate(() => scrollY)];
  await preparing(page).waitFor();
  await page.whole();
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual(
    await page.evaluate(() => [
      window.cards.every((card, at) => document.querySelectorAll("#results article")[at] === card),
      window.values.every((it) => it.isConnected),
      scrollY,
    ]),
    [true, true, top],
  );
  assert.equal(await focused(page), title);
});

test("words that are typed early wait, without a count, and are answered", async (open) => {
  const page = await opened(open, "", (page) => articles(page).nth(19));
  await search(page).focus();
  await page.keyboard.type("777");
  await hasText(status(page), WAITS);
  assert.equal(await preparing(page).count(), 1);
  assert.equal(await articles(page).count(), 0);
  for (const hidden of [".values .count", ".bars", "#more button"]) {
    assert.equal(await page.locator(hidden).filter({ visible: true }).count(), 0, hidden);
  }
  await page.getByRole("button", { name: "Export" }).click();
  await hasText(page.locator(".toast"), WAITS);
  await search(page).focus();
  await page.whole();
  await counts(page, beginning("777"), N);
  assert.match(await focused(page), /^INPUT Search/);
  await becomes(() => page.locator(".values .count").filter({ visible: true }).count().then((n) => n > 0), true);
  await hasText(page.locator("mark").first(), "777");
  // and without words again, at once
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await counts(page, N, N);
});

test("a link with words shows that it waits, and then the answer; without the words, records at once", async (open) => {
  let page = await opened(open, "?q=number+777", (page) => preparing(page));
  await hasText(status(page), WAITS);
  assert.equal(await articles(page).count(), 0);
  await page.whole();
  await settled(page);
  await hasText(status(page), new RegExp(`^\\d+ of ${N.toLocaleString("en")} records$`));
  page = await opened(open, "?q=number+777&organisation=org-0", (page) => preparing(page));
  await page.getByRole("button", { name: "Remove number 777" }).click();
  await counts(page, N / 20, N);
  await articles(page).nth(19).waitFor();
  assert.equal(await preparing(page).count(), 1);
  await facet(page, "Organisation").getByRole("checkbox").first().waitFor();
});

test("searching inside a facet waits for the names alone", async (open) => {
  const page = await opened(open, "", (page) => articles(page).nth(19));
  await facet(page, "Organisation").getByRole("button", { name: /^Search/ }).click();
  await page.keyboard.type("sation 39");
  await facet(page, "Organisation").getByText("Found as soon as all names are read …").waitFor();
  await counts(page, N, N);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Organisation 39");
  await page.whole();
  await becomes(() => facet(page, "Organisation").getByRole("checkbox").count(), 1);
  await counts(page, N, N);
});

test("a record that is opened by a link with words does not wait, and its way back has no wrong count", async (open) => {
  const page = await opened(open, "?q=777&open=meeting/m777", (page) => page.getByRole("heading", { level: 1, name: "Talks number 777" }));
  const back = page.getByRole("link", { name: /^←/ });
  await hasText(back, "← Results");
  await page.whole();
  await hasText(back, `← Back to ${beginning("777")} records`);
});

test("on a small screen in the dark too", async (open) => {
  const page = await opened(open, "?lang=ru", (page) => page.locator("article").nth(19), { width: 390, height: 800, scheme: "dark" });
  await page.getByRole("progressbar", { name: "Поиск готовится" }).waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} px wide`);
});
