// Packed data: a folder that `whomet pack` wrote, under a plain file server. The page shows what it shows of
// the dataset itself, fetches no more than it needs, whatever it is asked.
import assert from "node:assert/strict";
import { becomes, bundled, counts, focused, hasText, search, settled, status, test, value } from "./harness.mjs";
import { packed } from "./packs.mjs";

const MANY = 100_000;

/** Counts the bytes of data that a page fetches. */
async function counted(page) {
  const fetched = { bytes: 0, files: [] };
  page.on("response", (response) => {
    const path = new URL(response.url()).pathname.slice(1);
    if (path.startsWith("data/")) {
      fetched.bytes += page.site.files[path]?.body.length ?? 0;
      fetched.files.push(path);
    }
  });
  return fetched;
}

const text = (page) => page.locator("#main").innerText();
const waiting = (page) => page.locator(".waiting").count();

for (const link of [
  "",
  "?organisation=complant&year=2020",
  "?not-organisation=complant&sort=oldest",
  "?q=memorandum",
  "?q=zzzzz",
  "?kind=fact&from=2018&to=2019",
  "?open=organisation/complant",
  `?open=meeting/${bundled.meetings[7].id}`,
  `?open=fact/${bundled.facts[7].id}`,
  "?open=meeting/nothing-of-that-name",
  "?open=organisation/nothing-of-that-name",
  "?lang=ru&organisation=complant",
]) {
  test(`a pack shows what the dataset shows: ${link || "the front page"}`, async (open) => {
    const plain = await open(link);
    const pack = await open(link, { files: packed("bundled", bundled) });
    await becomes(() => waiting(pack), 0);
    await becomes(() => text(pack), await text(plain));
  });
}

test("one goes through a pack as through the dataset: words, suggestions, facets, back", async (open) => {
  const page = await open("", { files: packed("bundled", bundled) });
  await search(page).pressSequentially("compl", { delay: 20 });
  await page.getByRole("list", { name: "Suggestions" }).getByRole("button").first().waitFor();
  await search(page).fill("");
  await value(page, "Kind", "Fact").check();
  await counts(page, bundled.facts.length);
  await page.locator("article h3 a").first().click();
  await page.locator(".record h1").waitFor();
  assert.equal(await page.getByText("…", { exact: true }).count(), 0);
  await page.goBack();
  await counts(page, bundled.facts.length);
});

test("nothing of the page is waited for in a way that stops it", async (open) => {
  const page = await open("", { files: packed("bundled", bundled) });
  const rest = await page.evaluate(() =>
    performance.getEntriesByType("resource").filter(({ name }) => /rest-\w+\.wasm$/.test(name)).map((it) => it.initiatorType),
  );
  assert.deepEqual(rest, ["fetch"]);
});

// ---- many records ----

/** Meetings on the days of twenty years, each of two of 5,000 organisations on one of 30 topics. */
function many() {
  const organisations = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, at) => [`o${at}`, { name: `Organisation number ${at}` }]),
  );
  const topics = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`t${at}`, { name: `Subject ${at}` }]));
  const meetings = Array.from({ length: MANY }, (_, at) => ({
    id: `m${at}`,
    date: `${2001 + (at % 20)}-${String(1 + (at % 12)).padStart(2, "0")}-${String(1 + (at % 28)).padStart(2, "0")}`,
    title: `Talks ${at} about matter ${(at * 7919) % 997}`,
    topics: [`t${at % 30}`],
    participants: [{ organisation: `o${at % 5_000}` }, { organisation: `o${(at * 31) % 4_999}` }],
    sources: ["s"],
  }));
  const sources = { s: { url: "https://example.org/register", title: "Register" } };
  return { format: "whomet/1", title: "Many", language: "en", sources, organisations, topics, meetings };
}

test(`${MANY} records: the first view needs two small files, a filter a few, and every count is right`, async (open) => {
  const dataset = many();
  const files = packed("many", dataset);
  const page = await open("?open=data", { files });
  await page.goto("about:blank");
  const fetched = await counted(page);
  await page.goto(page.site.base);
  await counts(page, MANY, MANY);
  await page.getByRole("article").nth(19).waitFor();
  assert.equal(fetched.files.length, 2, fetched.files.join(" "));
  assert.ok(fetched.bytes < 60_000, `${fetched.bytes} bytes`);
  const scan = (test) => dataset.meetings.filter(test).length;
  const has = (id) => (meeting) => meeting.participants.some((it) => it.organisation === id);
  await page.goto(`${page.site.base}?organisation=o31`);
  await counts(page, scan(has("o31")), MANY);
  assert.ok(fetched.bytes < 1_500_000, `${fetched.bytes} bytes`);
  await page.goto(`${page.site.base}?organisation=o31&topic=t1`);
  await counts(page, scan((it) => has("o31")(it) && it.topics[0] === "t1"), MANY);
  await page.goto(`${page.site.base}?q=matter+500&year=2007`);
  // the last word begins a word of the title or of a name
  const named = (it) => it.participants.map(({ organisation }) => ` ${organisation.slice(1)}`).join("");
  const words = (it) => / 500/.test(it.title + named(it)) && it.date.startsWith("2007");
  await counts(page, scan(words), MANY);
  await page.goto(`${page.site.base}?open=meeting/m4711`);
  await page.getByRole("heading", { level: 1, name: dataset.meetings[4711].title }).waitFor();
});

/** The same files from a server that takes a while for each piece. */
function slowly(files) {
  const slow = (file) => ({ ...file, get late() { return new Promise((resolve) => setTimeout(resolve, 120)); } });
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [path, path.endsWith(".bin") ? slow(file) : file]));
}

test("who excludes a value of packed data by the keyboard stays there while the counts come", async (open) => {
  const page = await open("", { files: slowly(packed("bundled", bundled)) });
  for (const [facet, name] of [["Organisation", "SCO Secretariat"], ["Kind", "Meeting"]]) {
    const not = page.getByRole("button", { name: `Exclude ${name}`, exact: true });
    await not.focus();
    await page.keyboard.press("Enter");
    await becomes(() => not.getAttribute("aria-pressed"), "true");
    await settled(page);
    assert.equal(await focused(page), `BUTTON Exclude ${name}`, facet);
  }
  // both the counts and what was chosen are those of the new filter
  await becomes(() => page.locator("fieldset.stale, .coming, .stale").count(), 0);
  const left = bundled.facts.filter((it) => it.about !== "sco-secretariat").length;
  await hasText(status(page).first(), new RegExp(`^${left} of `));
});

/** What of a search among `many` is found. */
const found = (dataset, words) => {
  const names = (it) => it.participants.map(({ organisation }) => ` ${organisation.slice(1)}`).join("");
  return dataset.meetings.filter((it) => words.test(it.title + names(it))).length;
};

test("a search of packed data fetches nothing twice, at most six at once, and no more cards than are looked at", async (open) => {
  const dataset = many();
  const page = await open("", { files: slowly(packed("many", dataset)) });
  await page.getByRole("article").nth(19).waitFor();
  const before = page.site.asked.length;
  let [now, most] = [0, 0];
  const pieces = (request) => request.url().endsWith(".bin");
  page.on("request", (request) => pieces(request) && (most = Math.max(most, (now += 1))));
  page.on("requestfinished", (request) => pieces(request) && (now -= 1));
  await search(page).fill("matter 500");
  await counts(page, found(dataset, / 500/), MANY);
  // they lie in as many files, so those are fetched that are seen, and more as the end comes near
  const cards = page.getByRole("article");
  await cards.nth(4).waitFor();
  await page.waitForLoadState("networkidle");
  assert.ok((await cards.count()) <= 10);
  const ids = async () => cards.locator("h3 a").evaluateAll((links) => links.map((link) => link.search));
  const first = await ids();
  const more = page.getByRole("button", { name: "Show 5 more" });
  await more.scrollIntoViewIfNeeded();
  await becomes(async () => (await cards.count()) > first.length, true);
  assert.deepEqual((await ids()).slice(0, first.length), first);
  await becomes(async () => (await more.scrollIntoViewIfNeeded(), (await cards.count()) >= 20), true);
  await page.waitForLoadState("networkidle");
  assert.equal(new Set(await ids()).size, await cards.count(), "no card twice");
  const asked = page.site.asked.slice(before);
  assert.deepEqual(asked.filter((path, at) => asked.indexOf(path) !== at), []);
  assert.ok(most > 1 && most <= 6, `${most} at once`);
});

test("who is shown few of packed data gets more by the keyboard, and those again after going back", async (open) => {
  const page = await open("", { files: packed("many", many()) });
  await page.getByRole("article").nth(19).waitFor();
  await search(page).fill("matter 500");
  const cards = page.getByRole("article");
  const more = page.getByRole("button", { name: "Show 5 more" });
  await more.press("Enter");
  await cards.nth(9).waitFor();
  const title = await cards.nth(7).getByRole("heading", { level: 3 }).innerText();
  await cards.nth(7).locator("h3 a").click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await page.goBack();
  await cards.nth(9).waitFor();
  // another answer begins anew
  await search(page).fill("matter 501");
  await page.getByText(/Showing 1 to (5|10) of/).waitFor();
  await settled(page);
  assert.ok((await cards.count()) <= 10);
});

test("of few that are not all shown it is said which are", async (open) => {
  const dataset = many();
  const topics = ["t1", "t2"];
  const chosen = { ...dataset, meetings: dataset.meetings.filter((it) => topics.includes(it.topics[0])) };
  const count = found(chosen, / 500/);
  assert.ok(count > 6 && count <= 20, `${count}`);
  const page = await open("", { files: packed("many", dataset) });
  await page.setViewportSize({ width: 390, height: 400 });
  await page.goto(`${page.site.base}?q=matter+500&${topics.map((topic) => `topic=${topic}`).join("&")}`);
  await page.getByText(`Showing 1 to 5 of ${count}`).waitFor();
});

/** Before anything of the page runs: counts what is fetched until the count of a search is there, and until five cards are. */
function watchFetches() {
  const seen = (window.seen = { asked: 0 });
  const { fetch } = window;
  window.fetch = (...given) => {
    seen.asked += 1;
    return fetch(...given);
  };
  new MutationObserver(() => {
    const status = document.querySelector("section#results [role=status]")?.textContent ?? "";
    if (!location.search || !/\d of /.test(status)) return;
    seen.counted ??= seen.asked;
    if (document.querySelectorAll("#results article").length >= 5) seen.five ??= seen.asked;
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

test("the first five cards are fetched before the counts of the facets", async (open) => {
  const page = await open("", { files: slowly(packed("many", many())), init: watchFetches });
  await page.getByRole("article").nth(19).waitFor();
  await search(page).fill("matter 500");
  await page.waitForFunction(() => window.seen.five);
  await settled(page);
  await page.waitForLoadState("networkidle");
  const { counted, five, asked } = await page.evaluate(() => window.seen);
  // each may need a directory first
  assert.ok(five - counted <= 10, `${five - counted} files`);
  assert.ok(asked - counted > 10, `${asked - counted} files in all`);
});
