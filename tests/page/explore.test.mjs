// What visitors come for, step by step, by the names that assistive technology reads.
import assert from "node:assert/strict";
import {
  articles, becomes, bundled, chips, countOf, counts, facet, focused, hasText, records, search, settled, status, test,
  title, value,
} from "./harness.mjs";
import { dataset, many, meeting } from "./fixtures.mjs";

const ALL = records();
const TITLE = bundled.title.en;
const SCO = "Shanghai Cooperation Organisation";
const SECRETARIAT = "SCO Secretariat";
const COMPLANT = bundled.organisations.complant.name.en;
const FIRST = "SCO Secretary-General receives Complant's leadership";

const having = (list, id) => ALL.filter((it) => it[list].includes(id));
const query = (page) => new URL(page.url()).search;

test("the first view says what this is and how much there is", async (open) => {
  const page = await open("");
  await hasText(title(page), TITLE);
  await counts(page, ALL.length);
  assert.equal(await page.title(), TITLE);
  const { meetings, facts, organisations } = bundled;
  const line = `${meetings.length} meetings · ${facts.length} facts · ${Object.keys(organisations).length} organisations`;
  await page.getByRole("banner").getByText(line).waitFor();
  assert.ok((await articles(page).count()) >= 20);
  assert.equal(await countOf(page, "Kind", "Meeting"), meetings.length);
  assert.equal(await countOf(page, "Kind", "Fact"), facts.length);
  for (const name of ["Organisation", "Topic", "Person", "Year", "Place", "Country", "Language", "Source", "Timeline"]) {
    await facet(page, name).waitFor();
  }
  assert.equal(await page.locator("#crash").isVisible(), false);
});

test("every card has a heading, and says its source", async (open) => {
  const page = await open("");
  const cards = await articles(page).all();
  for (const card of cards.slice(0, 20)) {
    assert.equal(await card.getByRole("heading", { level: 3 }).count(), 1);
    assert.match(await card.locator("summary").innerText(), /^Evidence: \d+ sources?$/);
  }
});

test("a card names an organisation that took part itself beside one of its parts", async (open) => {
  const page = await open("?q=Jen%C4%8Da");
  const card = articles(page).filter({ hasText: "Video talk with UN officials for Central Asia" });
  for (const name of ["United Nations", "UN Regional Centre"]) {
    await card.getByRole("link", { name: new RegExp(`^${name}`) }).first().waitFor();
  }
});

test("evidence that is open stays with its record", async (open) => {
  const page = await open("");
  const first = articles(page).first();
  const name = await first.getByRole("heading").textContent();
  await first.locator("summary").click();
  await first.getByText("High confidence").first().waitFor();
  const opened = () => page.locator("details[open]").evaluateAll((all) => all.map((it) => it.closest("article").querySelector("h3").textContent));
  assert.deepEqual(await opened(), [name]);
  // another record comes into its place
  await search(page).fill("memorandum");
  await becomes(async () => (await first.getByRole("heading").textContent()) !== name, true);
  assert.deepEqual((await opened()).filter((it) => it !== name), []);
  await search(page).fill("");
  await becomes(opened, [name]);
  await first.getByText("High confidence").first().waitFor();
  await first.locator("summary").click();
  await becomes(opened, []);
});

test("a filter ticked far down does not make the page short for a moment", async (open) => {
  const page = await open("");
  await page.evaluate(() => {
    window.scrollTo(0, 1_500);
    window.fewest = document.querySelectorAll("article").length;
    const look = () => (window.fewest = Math.min(window.fewest, document.querySelectorAll("article").length));
    new MutationObserver(look).observe(document.querySelector("#results"), { childList: true, subtree: true });
  });
  const shown = await countOf(page, "Kind", "Meeting");
  await value(page, "Kind", "Meeting").evaluate((box) => box.click());
  await counts(page, shown);
  await settled(page);
  assert.ok((await page.evaluate(() => window.fewest)) >= 20);
});

test("filter by an organisation: the count in its name is what the status then says", async (open) => {
  const page = await open("");
  const expected = having("organisations", "complant").length;
  const shown = await countOf(page, "Organisation", SECRETARIAT);
  assert.equal(shown, having("organisations", "sco-secretariat").length);
  await value(page, "Organisation", SECRETARIAT).check();
  await counts(page, shown);
  assert.equal(query(page), "?organisation=sco-secretariat");
  await page.getByRole("button", { name: `Remove ${SECRETARIAT}` }).click();
  await counts(page, ALL.length);
  assert.equal(await countOf(page, "Organisation", COMPLANT), expected);
});

test("filter by a year", async (open) => {
  const page = await open("");
  const expected = ALL.filter((it) => it.years.includes(2020)).length;
  assert.equal(await countOf(page, "Year", "2020"), expected);
  await value(page, "Year", "2020").check();
  await counts(page, expected);
  assert.equal(query(page), "?year=2020");
});

test("both together: every count that is shown is what ticking it gives", async (open) => {
  const page = await open("?year=2020");
  await value(page, "Organisation", SECRETARIAT).check();
  const both = ALL.filter((it) => it.years.includes(2020) && it.organisations.includes("sco-secretariat"));
  await counts(page, both.length);
  assert.equal(query(page), "?organisation=sco-secretariat&year=2020");
  // the counts of a facet ignore its own ticks and respect all others
  const inYear = ALL.filter((it) => it.years.includes(2020));
  assert.equal(await countOf(page, "Organisation", SCO), inYear.filter((it) => it.organisations.includes("sco")).length);
  const ofSecretariat = having("organisations", "sco-secretariat");
  assert.equal(await countOf(page, "Year", "2019"), ofSecretariat.filter((it) => it.years.includes(2019)).length);
  assert.equal(await countOf(page, "Person", "Vladimir Norov"), both.filter((it) => it.people.includes("norov")).length);
  assert.equal(await countOf(page, "Kind", "Fact"), both.filter((it) => it.kind === "fact").length);
});

test("where nothing is found, what is offered instead follows each letter", async (open) => {
  const page = await open("?organisation=complant&q=xyzzy");
  const ways = page.locator(".nothing li").filter({ has: page.getByRole("link", { name: /^Without/ }) });
  const offered = () =>
    ways.evaluateAll((all) => all.map((it) => `${it.innerText} ${it.querySelector("a").getAttribute("href")}`));
  const theirs = having("organisations", "complant").length;
  await becomes(offered, [`Without xyzzy ${theirs} records ?organisation=complant`]);
  // the answer is the same: nothing
  await search(page).fill("xyzzy norov");
  await becomes(offered, [`Without xyzzy norov ${theirs} records ?organisation=complant`]);
  // nothing once more, but now there is something if the other one is taken away
  await search(page).fill("alimov");
  await becomes(async () => (await offered()).length, 2);
  const [first, second] = await offered();
  assert.equal(first, `Without alimov ${theirs} records ?organisation=complant`);
  const [, n] = second.match(/ (\d+) records? \?q=alimov$/);
  await ways.getByRole("link").nth(1).click();
  await counts(page, Number(n));
});

test("two values of one facet widen, two facets narrow", async (open) => {
  const page = await open("");
  const either = ALL.filter((it) => it.organisations.some((id) => ["sco-secretariat", "complant"].includes(id)));
  await value(page, "Organisation", SECRETARIAT).check();
  await value(page, "Organisation", COMPLANT).check();
  await counts(page, either.length);
  await value(page, "Kind", "Fact").check();
  await counts(page, either.filter((it) => it.kind === "fact").length);
});

test("exclude a value", async (open) => {
  const page = await open("");
  await facet(page, "Organisation").getByRole("button", { name: `Exclude ${SECRETARIAT}` }).click();
  await counts(page, ALL.length - having("organisations", "sco-secretariat").length);
  await page.getByRole("button", { name: `Remove not ${SECRETARIAT}` }).waitFor();
  assert.equal(query(page), "?not-organisation=sco-secretariat");
  await facet(page, "Organisation").getByRole("button", { name: `Exclude ${SECRETARIAT}`, pressed: true }).click();
  await counts(page, ALL.length);
});

test("results follow the typing, without Enter, and the words are marked", async (open) => {
  const page = await open("");
  await search(page).pressSequentially("environment");
  await hasText(status(page), /^\d+ of 279 records$/);
  await becomes(async () => query(page), "?q=environment");
  const said = Number((await status(page).textContent()).split(" ")[0]);
  const plain = ALL.filter(({ record }) => {
    const { title, summary, points, outcomes, topics = [], claim, value } = record;
    const text = JSON.stringify([title, summary, points, outcomes, claim, value]);
    return /environment/i.test(text) || topics.includes("environment");
  });
  assert.ok(said >= plain.length && said < ALL.length, `${said} records, of which ${plain.length} say so literally`);
  const marks = await articles(page).locator("mark").allTextContents();
  assert.ok(marks.length > 0);
  for (const mark of marks) assert.match(mark, /^environment|^ecology/i);
});

test("search in Russian, with and without the dots of ё", async (open) => {
  const page = await open("");
  await search(page).fill("Норов");
  // also where the English text alone names him
  const named = ({ record }) => JSON.stringify([record.title, record.summary, record.value]).includes("Norov");
  await counts(page, ALL.filter((it) => it.people.includes("norov") || named(it)).length);
  await page.getByRole("checkbox", { name: "Exact words only" }).check();
  await counts(page, having("people", "norov").length);
  await page.getByRole("checkbox", { name: "Exact words only" }).uncheck();
  const both = [];
  for (const words of ["объединённых", "объединенных", "ОБЪЕДИНЁННЫХ"]) {
    await search(page).fill(words);
    await becomes(async () => decodeURIComponent(query(page)), `?q=${words}`);
    both.push(await status(page).textContent());
  }
  assert.match(both[0], /^[1-9]\d* of 279/);
  assert.equal(both[1], both[0]);
  assert.equal(both[2], both[0]);
});

test("search in Chinese", async (open) => {
  const page = await open("");
  await search(page).fill("诺罗夫");
  await counts(page, having("people", "norov").length);
  await search(page).fill("上海合作组织");
  const named = (table, id) => JSON.stringify(bundled[table][id] ?? "").includes("上海合作组织");
  const expected = ALL.filter(
    ({ organisations, record }) =>
      organisations.some((id) => named("organisations", id)) ||
      (record.topics ?? []).some((id) => named("topics", id)) ||
      JSON.stringify([record.title, record.summary, record.points, record.value]).includes("上海合作组织"),
  );
  await counts(page, expected.length);
});

test("a phrase asks for the words one after the other", async (open) => {
  const page = await open("");
  await search(page).fill("sugar factories");
  await hasText(status(page), /^[1-9]\d* of 279/);
  const words = parseInt(await status(page).textContent(), 10);
  await search(page).fill('"factories sugar"');
  await counts(page, 0);
  await search(page).fill('"sugar factories"');
  await hasText(status(page), /^[1-9]\d* of 279/);
  assert.ok(parseInt(await status(page).textContent(), 10) <= words);
  await search(page).fill("sugar -sugar");
  await counts(page, 0);
});

test("search inside a facet", async (open) => {
  const page = await open("");
  const group = facet(page, "Organisation");
  await group.getByRole("button", { name: /^Search \d+ organisations$/ }).click();
  const inside = group.getByRole("textbox", { name: "Search organisations" });
  await becomes(() => focused(page), "INPUT Search organisations");
  assert.ok((await group.getByRole("checkbox").count()) > 6);
  await inside.fill("ШОС");
  await becomes(() => group.getByRole("checkbox", { name: /Complant|Complete/ }).count(), 0);
  await inside.fill("中成");
  await becomes(() => group.getByRole("checkbox").count(), 1);
  await value(page, "Organisation", COMPLANT).check();
  await counts(page, having("organisations", "complant").length);
  assert.equal(await inside.inputValue(), "中成");
  await inside.fill("no such name");
  await group.getByText("None has such a name.").waitFor();
  await group.getByRole("button", { name: "Show fewer" }).click();
  await becomes(() => group.getByRole("textbox").count(), 0);
});

test("search inside the countries by the names that are shown, in the language of the page", async (open) => {
  for (const [lang, legend, name, shown] of [
    ["en", "Country", "chi", "China"],
    ["ru", "Страна", "кит", "Китай"],
    ["zh", "国家", "中", "中国"],
    ["en", "Country", "cn", "China"],
  ]) {
    const page = await open(`?lang=${lang}`);
    const group = page.getByRole("group", { name: new RegExp(legend) });
    await group.getByRole("button", { name: /\d/ }).last().click();
    const all = await group.getByRole("checkbox").count();
    await group.getByRole("textbox").fill(name);
    await becomes(() => group.getByRole("checkbox").count(), 1);
    assert.ok(all > 1);
    await group.getByRole("checkbox", { name: new RegExp(shown) }).waitFor();
    await group.getByRole("textbox").fill("no such name");
    await becomes(() => group.getByRole("checkbox").count(), 0);
  }
});

test("chips take single filters away, and Clear all takes all", async (open) => {
  const page = await open("?q=norov&organisation=sco&year=2020&from=2020-03");
  await becomes(() => chips(page).count(), 4);
  await page.getByRole("button", { name: "Remove norov" }).click();
  await becomes(() => chips(page).count(), 3);
  assert.equal(await search(page).inputValue(), "");
  await page.getByRole("button", { name: `Remove ${SCO}` }).click();
  await page.getByRole("button", { name: "Remove since Mar 2020" }).click();
  await counts(page, ALL.filter((it) => it.years.includes(2020)).length);
  await search(page).fill("norov");
  await page.getByRole("button", { name: "Clear all" }).click();
  await counts(page, ALL.length);
  assert.equal(query(page), "");
  assert.equal(await chips(page).count(), 0);
});

test("a period from the fields; what is not a date says how to write one and loses nothing", async (open) => {
  const page = await open("");
  const timeline = facet(page, "Timeline");
  const from = timeline.getByRole("textbox", { name: "From" });
  const to = timeline.getByRole("textbox", { name: "To" });
  await from.fill("2021");
  await from.press("Enter");
  await becomes(async () => query(page), "?from=2021");
  await to.fill("2022");
  await to.press("Enter");
  const expected = ALL.filter((it) => it.years.some((year) => year >= 2021 && year <= 2022)).length;
  await counts(page, expected);
  await to.fill("next year");
  await to.press("Enter");
  await timeline.getByRole("alert").getByText("Write a year, a month or a day").waitFor();
  assert.equal(await to.inputValue(), "next year");
  assert.equal(await to.getAttribute("aria-invalid"), "true");
  assert.equal(query(page), "?from=2021&to=2022");
  await counts(page, expected);
  await to.fill("2022-06");
  await to.press("Enter");
  await becomes(async () => query(page), "?from=2021&to=2022-06");
  await becomes(() => timeline.getByRole("alert").count(), 0);
});

test("a bar counts as if no years were chosen, and choosing it gives that", async (open) => {
  const page = await open("?year=2020&not-year=2021");
  const bar = facet(page, "Timeline").getByRole("button", { name: /^Mar 2018: / });
  const shown = Number(/: (\d+) record/.exec(await bar.getAttribute("aria-label"))[1]);
  assert.ok(shown > 0);
  await bar.click();
  await counts(page, shown);
  assert.equal(query(page), "?from=2018-03&to=2018-03");
});

test("a bar of the timeline chooses its month, and a second time lets it go", async (open) => {
  const page = await open("");
  const bar = facet(page, "Timeline").getByRole("button", { name: /^Aug 2020: / });
  const shown = Number(/: (\d+) records/.exec(await bar.getAttribute("aria-label"))[1]);
  assert.ok(shown > 0);
  await bar.click();
  await counts(page, shown);
  assert.equal(query(page), "?from=2020-08&to=2020-08");
  await becomes(() => bar.getAttribute("aria-pressed"), "true");
  await page.getByRole("button", { name: "Remove Aug 2020" }).waitFor();
  await bar.click();
  await counts(page, ALL.length);
});

test("a chosen bar without a record stays in its place", async (open) => {
  const page = await open("?organisation=complant");
  const seen = () => page.locator(".bar:visible").count();
  const before = await seen();
  await value(page, "Year", "2020").check();
  await chips(page).getByText("2020").waitFor();
  assert.ok((await page.locator(".bar.on").count()) === 12);
  assert.equal(await seen(), before);
});

test("the order can be changed", async (open) => {
  const page = await open("");
  const order = page.getByRole("combobox", { name: "Order" });
  await order.selectOption({ label: "Oldest first" });
  await hasText(articles(page).first(), /1959/);
  assert.equal(query(page), "?sort=oldest");
  await order.selectOption({ label: "Newest first" });
  const newest = Math.max(...ALL.flatMap((it) => it.years));
  await hasText(articles(page).first(), new RegExp(String(newest)));
  assert.equal(query(page), "");
  await search(page).fill("sugar");
  await order.selectOption({ label: "Best match first" });
  await hasText(articles(page).first(), /sugar/i);
});

test("an organisation: its facts, each with its source", async (open) => {
  const page = await open("");
  await search(page).fill("Complant");
  await articles(page).getByRole("link", { name: COMPLANT, exact: true }).first().click();
  await hasText(title(page), COMPLANT);
  assert.match(query(page), /open=organisation\/complant/);
  const founded = page.getByRole("definition").filter({ hasText: "November 1959" });
  assert.match(await founded.evaluate((it) => it.previousElementSibling.textContent), /^founded/);
  const source = founded.getByRole("link", { name: "SCO Secretariat" }).first();
  assert.equal(await source.getAttribute("href"), "http://eng.sectsco.org/news/20200821/671194.html");
  await page.getByRole("heading", { name: "Meets most" }).waitFor();
  await page.getByRole("heading", { name: FIRST }).waitFor();
});

test("values that differ stand side by side", async (open) => {
  const page = await open("?open=organisation/sco");
  const values = new Set(bundled.facts.filter((it) => it.about === "sco" && it.claim === "founded").map((it) => it.value));
  const term = page.getByRole("term").filter({ hasText: /^founded/ });
  await hasText(term, new RegExp(`${values.size} values`));
  const definition = page.getByRole("definition").filter({ hasText: [...values][0] });
  for (const one of values) await definition.getByText(one, { exact: true }).first().waitFor();
});

test("a meeting: who took part, what was said, what came of it, and how we know", async (open) => {
  const page = await open("?open=meeting/sco-001");
  const { points, outcomes, note } = bundled.meetings.find((it) => it.id === "sco-001");
  await hasText(title(page), FIRST);
  const rows = page.getByRole("table").locator("tbody").getByRole("row");
  const cells = await rows.evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
  assert.deepEqual(cells, [
    ["Vladimir Norov", "Secretary-General", SECRETARIAT, "host"],
    ["Liu Yan", "Chair of the Board", COMPLANT, "guest"],
    ["", "", SCO, ""],
  ]);
  const section = (name) => page.locator("section").filter({ has: page.getByRole("heading", { name, exact: true }) });
  const said = await section("What was said").getByRole("listitem").allTextContents();
  assert.equal(said.length, 7);
  points.forEach((point, at) => assert.ok(said[at].includes(point.says)));
  const came = await section("What came of it").getByRole("listitem").allTextContents();
  assert.equal(came.length, outcomes.length);
  outcomes.forEach((outcome, at) => assert.ok(came[at].startsWith(outcome)));
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.getByRole("link", { name: "SCO Secretariat" }).waitFor();
  await evidence.getByText("High confidence").waitFor();
  await evidence.getByText(note).waitFor();
  await page.getByText("20 August 2020").first().waitFor();
});

test("a fact, and the other values of its claim", async (open) => {
  const page = await open("?open=fact/complant-projects");
  await hasText(title(page), "projects carried out");
  await page.getByText("more than 1,600 over a history of 60 years").waitFor();
  await page.getByRole("definition").filter({ hasText: "1,600 projects" }).waitFor();
  await page.getByRole("link", { name: "SCO Secretariat" }).first().waitFor();
  const [one, other] = bundled.facts.filter((it) => it.about === "complant" && it.claim === "sugar business");
  await page.goto(`${page.site.base}?open=fact/${one.id}`);
  await settled(page);
  const others = page.locator("section").filter({ has: page.getByRole("heading", { name: "Other values of this claim" }) });
  await others.getByText(other.value).first().waitFor();
});

test("a person, a topic and a place have pages", async (open) => {
  const page = await open("?open=person/norov");
  await hasText(title(page), "Vladimir Norov");
  await page.getByText("Владимир Норов").waitFor();
  await page.getByText("弗拉基米尔·诺罗夫").waitFor();
  const link = page.getByRole("link", { name: /^All \d+ records in the explorer$/ });
  assert.match(await link.textContent(), new RegExp(`All ${having("people", "norov").length} `));
  await link.click();
  await counts(page, having("people", "norov").length);
  await page.goto(`${page.site.base}?open=topic/environment`);
  await hasText(title(page), "Environment");
  await page.goto(`${page.site.base}?open=place/beijing`);
  await hasText(title(page), "Beijing");
});

test("about this data", async (open) => {
  const page = await open("");
  await page.getByRole("navigation").getByRole("link", { name: "About this data" }).click();
  await hasText(title(page), "About this data");
  const licence = page.getByRole("main").getByRole("link", { name: bundled.licence.name });
  assert.equal(await licence.getAttribute("href"), bundled.licence.url);
  const rows = await page.getByRole("row").allTextContents();
  for (const [name, things] of [["Meeting", bundled.meetings], ["Fact", bundled.facts], ["Person", Object.keys(bundled.people)]]) {
    assert.ok(rows.includes(`${name}${things.length}`), `${name} in ${rows}`);
  }
  await page.getByText(bundled.coverage[0].note.en).waitFor();
  await page.getByText("Everything in the dataset could be read.").waitFor();
  const report = page.getByRole("main").getByRole("link", { name: /corrections@/ });
  assert.equal(await report.getAttribute("href"), bundled.report);
});

test("a copied link, opened by somebody else, shows the same", async (open) => {
  const page = await open("?organisation=sco-secretariat&year=2020");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByRole("status").getByText("Link copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, page.url());
  const other = await page.context().newPage();
  await other.goto(copied);
  await settled(other);
  assert.equal(await status(other).textContent(), await status(page).textContent());
  const names = (at) => articles(at).getByRole("heading").allTextContents();
  assert.deepEqual((await names(other)).slice(0, 20), (await names(page)).slice(0, 20));
});

test("where the browser does not let the page copy, the link is shown", async (open) => {
  const page = await open("?year=2020");
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
  });
  await page.getByRole("button", { name: "Copy link" }).click();
  const field = page.getByRole("textbox", { name: /does not let the page copy/ });
  await field.waitFor();
  assert.equal(await field.inputValue(), page.url());
  await page.getByRole("button", { name: "Close" }).click();
  await becomes(() => field.count(), 0);
});

test("a reload shows the same", async (open) => {
  const page = await open("?q=norov&organisation=sco-secretariat&year=2019&sort=oldest");
  const before = [await status(page).textContent(), await articles(page).first().textContent()];
  await page.reload();
  await settled(page);
  assert.deepEqual([await status(page).textContent(), await articles(page).first().textContent()], before);
  assert.equal(await search(page).inputValue(), "norov");
  assert.equal(await value(page, "Year", "2019").isChecked(), true);
});

test("Back and Forward restore the results, the scroll position and the focus", async (open) => {
  const page = await open("");
  await value(page, "Organisation", SECRETARIAT).check();
  const n = having("organisations", "sco-secretariat").length;
  await counts(page, n);
  const link = articles(page).nth(9).getByRole("heading").getByRole("link");
  const name = await link.textContent();
  await link.focus();
  await page.evaluate(() => document.activeElement.scrollIntoView({ block: "center" }));
  const top = await page.evaluate(() => scrollY);
  assert.ok(top > 500);
  await link.press("Enter");
  await hasText(title(page), name);
  await becomes(() => page.evaluate(() => scrollY), 0);
  await becomes(() => focused(page), `H1 ${name}`);
  await page.goBack();
  await counts(page, n);
  await becomes(() => page.evaluate((top) => Math.abs(scrollY - top) < 5, top), true, "the scroll position");
  await becomes(() => focused(page), `A ${name}`);
  await page.goBack();
  await counts(page, ALL.length);
  await page.goForward();
  await counts(page, n);
  await page.goForward();
  await hasText(title(page), name);
});

test("typing is one step of the history, not one per key", async (open) => {
  const page = await open("");
  await search(page).pressSequentially("sugar");
  await becomes(async () => query(page), "?q=sugar");
  await page.goBack();
  await counts(page, ALL.length);
  assert.equal(await search(page).inputValue(), "");
});

test("an unknown value in a link is said, and the rest of the link works", async (open) => {
  const page = await open("?organisation=complant&organisation=nosuch&year=3000&kind=fact");
  await page.getByRole("alert").filter({ hasText: "the organisation “nosuch”" }).waitFor();
  await page.getByRole("alert").filter({ hasText: "the year “3000”" }).waitFor();
  const facts = having("organisations", "complant").filter((it) => it.kind === "fact");
  await counts(page, facts.length);
});

test("a value that means nothing is said, and the rest of the link works", async (open) => {
  const page = await open("?from=never&sort=upside&organisation=complant&utm_source=mail");
  await page.getByRole("alert").filter({ hasText: "from=never" }).waitFor();
  await page.getByRole("alert").filter({ hasText: "sort=upside" }).waitFor();
  assert.equal(await page.getByRole("alert").filter({ visible: true }).count(), 2);
  await counts(page, having("organisations", "complant").length);
  // keys of others are kept as they are
  await value(page, "Kind", "Fact").check();
  await becomes(async () => query(page), "?kind=fact&organisation=complant&utm_source=mail");
});

test("a page that does not exist says so", async (open) => {
  const page = await open("?open=organisation/nosuch");
  await hasText(title(page), "This dataset has no organisation “nosuch”.");
  await page.goto(`${page.site.base}?open=meeting/nosuch`);
  await hasText(title(page), "This dataset has no record “nosuch”.");
  await page.goto(`${page.site.base}?open=pair/sco/nosuch`);
  await hasText(title(page), "This dataset has no organisation “nosuch”.");
  await page.getByRole("link", { name: /^← Back to 279 records$/ }).click();
  await counts(page, ALL.length);
});

test("a name without an entry of its own has a page, which says so", async (open) => {
  const participants = [{ person: "Ann Example", organisation: "Board of Examples" }];
  const page = await open("", { data: dataset({ meetings: [meeting("m1", { participants })] }) });
  await articles(page).getByRole("link", { name: "Board of Examples" }).click();
  await hasText(title(page), "Board of Examples");
  await page.getByText("Named in records; the dataset has no entry of its own for it.").waitFor();
  const link = page.url();
  await page.goto(link);
  await hasText(title(page), "Board of Examples");
});

test("a pair: every meeting that both attended", async (open) => {
  const page = await open("?open=pair/sco-secretariat/complant");
  const joint = ALL.filter((it) => it.organisations.includes("sco-secretariat") && it.organisations.includes("complant"));
  await hasText(title(page), new RegExp(`${SECRETARIAT}.*${COMPLANT}`));
  assert.equal(await page.getByRole("article").count(), joint.length);
  await page.getByRole("heading", { name: `Meetings ${joint.length}` }).waitFor();
  await page.goto(`${page.site.base}?open=pair/complant/sinopharm`);
  await page.getByText("No meeting in this dataset has both.").waitFor();
});

test("a long list grows as one reads, and never holds more than 120 cards", async (open) => {
  const page = await open("", { data: many(3_000) });
  await counts(page, 3_000, 3_000);
  await page.evaluate(() => {
    window.most = 0;
    const count = () => (window.most = Math.max(window.most, document.querySelectorAll("article").length));
    new MutationObserver(count).observe(document.body, { childList: true, subtree: true });
  });
  const end = page.getByRole("button", { name: /^(Show 20 more|Next 120 records)$/ });
  const next = page.getByRole("button", { name: "Next 120 records" });
  const shown = () => articles(page).count();
  const turnPage = async () => {
    while ((await next.count()) === 0) {
      const before = await shown();
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await page.waitForFunction((n) => document.querySelectorAll("article").length > n, before);
      await end.waitFor();
    }
    assert.equal(await shown(), 120);
    await next.click();
  };
  await turnPage();
  await page.getByText(/^Showing 121 to \d+ of 3,000$/).waitFor();
  await hasText(articles(page).first().getByRole("heading"), "Talks number 2879");
  const top = () => articles(page).first().evaluate((it) => it.getBoundingClientRect().top);
  await becomes(async () => (await top()) >= 0 && (await top()) < 600, true, "the next records begin in view");
  await turnPage();
  await page.getByText(/^Showing 241 to \d+ of 3,000$/).waitFor();
  await page.getByRole("button", { name: "Previous 120 records" }).click();
  await page.getByText("Showing 121 to 240 of 3,000").waitFor();
  assert.equal(await page.evaluate(() => window.most), 120);
});

test("results in the thousands can be asked for by hand", async (open) => {
  const page = await open("", { data: many(3_000) });
  // without the watch for the end of the list
  const before = await articles(page).count();
  await page.getByRole("button", { name: "Show 20 more" }).evaluate((it) => it.click());
  await becomes(() => articles(page).count(), before + 20);
});
