// How we know, and who met whom: evidence in place, values side by side, pairs, comparisons, networks, tables.
import assert from "node:assert/strict";
import {
  articles, becomes, bundled, counts, focused, hasText, records, repositoryFile, status, test, title, unfold,
} from "./harness.mjs";
import { dataset, meeting } from "./fixtures.mjs";
import { packed } from "./packs.mjs";

const SOURCE = {
  url: "https://example.org/minutes",
  title: { en: "Minutes of the talks" },
  publisher: "The Register",
  published: "2020-08-21",
  retrieved: "2021-01-05",
  archive: "https://archive.example.org/minutes",
  language: "ru",
};
const WHOLE = [
  "Minutes of the talks", "The Register", "published 21 August 2020", "read 5 January 2021", "in Russian", "archived copy",
  "They agreed to go on.", "page 3", "Medium confidence", "Told by one side alone.",
];
const org = (...names) => Object.fromEntries(names.map((name) => [name, { name: name.toUpperCase() }]));
const who = (...ids) => ids.map((organisation) => ({ organisation }));
const region = (page, name) => page.getByRole("region", { name });
const section = (page, name) => page.locator("section", { has: page.getByRole("heading", { name, level: 2 }) });
const property = (page, name) => page.locator(".properties dt", { hasText: name }).locator("xpath=following-sibling::dd[1]");
const noOverflow = async (page) =>
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page is wider than the window");

// ---- evidence ----

const told = dataset({
  sources: { s1: SOURCE },
  organisations: org("a", "b"),
  meetings: [
    meeting("m1", {
      participants: who("a", "b"),
      points: [{ by: "a", says: "It is late." }, { by: "b", says: "It is early." }],
      outcomes: ["They will meet again."],
      sources: [{ source: "s1", quote: "They agreed to go on.", where: "page 3" }],
      confidence: "medium",
      note: "Told by one side alone.",
    }),
  ],
  facts: [{ id: "f1", about: "a", claim: "seat", value: "Bern", sources: ["s1"] }],
});

test("each statement of a meeting opens its evidence in place", async (open) => {
  const page = await open("?open=meeting/m1", { data: told });
  const statements = page.locator(".points > li, section:has(h2:text-is('What came of it')) > ul > li");
  assert.equal(await statements.count(), 3);
  for (const statement of await statements.all()) {
    const evidence = statement.locator("details");
    assert.equal(await evidence.getAttribute("open"), null);
    await evidence.locator("summary").focus();
    await unfold(evidence, () => page.keyboard.press("Enter"));
    const text = await evidence.innerText();
    for (const part of [...WHOLE, "for the meeting as a whole"]) assert.ok(text.includes(part), `${part} in ${text}`);
    const archive = evidence.getByRole("link", { name: "archived copy" });
    assert.equal(await archive.getAttribute("href"), SOURCE.archive);
  }
});

test("each value of an organisation opens its evidence in place, and what is not said of it is said", async (open) => {
  const page = await open("?open=organisation/a", { data: told });
  const evidence = page.locator(".ledger details");
  await unfold(evidence, () => evidence.locator("summary").click());
  const text = await evidence.innerText();
  for (const part of WHOLE.slice(0, 6)) assert.ok(text.includes(part), `${part} in ${text}`);
  assert.ok(text.includes("How sure this is, the publisher does not say."), text);
});

test("a source that has only a title is not called by it twice", async (open) => {
  const data = { ...told, sources: { s1: { title: "Minutes" } } };
  const page = await open("?open=fact/f1", { data });
  const item = page.locator(".sources li").first();
  assert.equal((await item.innerText()).split("Minutes").length, 2);
});

const changing = (values) =>
  dataset({
    organisations: org("a"),
    facts: values.map(([date, number, unit, source], at) => ({
      id: `f${at}`, about: "a", claim: "members", value: `about ${number}`, number, ...(unit && { unit }), ...(date && { date }), sources: [source ?? "s1"],
    })),
    sources: { s1: { publisher: "One" }, s2: { publisher: "Another" } },
  });

test("differing values stand side by side in the order of time, each with its source", async (open) => {
  const page = await open("?open=organisation/a", { data: changing([["2020", 8, "men", "s2"], [null, 9, "men"], ["2014", 6, "men"]]) });
  const values = page.locator(".ledger .claimed");
  await becomes(() => values.locator("a.figure").allInnerTexts(), ["about 6", "about 8", "about 9"]);
  assert.deepEqual(await values.locator(".foot .unsure").allInnerTexts(), ["One", "Another", "One"]);
  const tops = await values.evaluateAll((all) => all.map((it) => Math.round(it.getBoundingClientRect().top)));
  assert.equal(new Set(tops).size, 1, `side by side: ${tops}`);
  await page.goto(`${page.site.base}?open=fact/f0`);
  const beside = section(page, "Other values of this claim").locator(".claimed");
  await becomes(() => beside.locator("a.figure").allInnerTexts(), ["about 6", "about 8", "about 9"]);
  assert.equal(await beside.nth(1).getAttribute("aria-current"), "true");
});

test("a figure that changed is drawn in steps, and told by a table", async (open) => {
  const page = await open("?open=organisation/a", { data: changing([["2020-05", 8, "men"], ["2014", 6, "men"], ["2022-01-01", 7, "men"], ["2019", 50, "ships"]]) });
  const picture = page.getByRole("img", { name: /^Over time: / });
  assert.equal(await picture.getAttribute("aria-label"), "Over time: 2014 6; May 2020 8; 1 January 2022 7");
  assert.equal(await picture.locator(".thick").count(), 3);
  assert.equal(await picture.locator(".thin").count(), 4);
  const twin = page.locator(".over-time details");
  await unfold(twin, () => twin.locator("summary").click());
  const rows = await twin.locator("tbody tr").allInnerTexts();
  assert.deepEqual(rows.map((row) => row.split("\t").map((it) => it.trim())), [
    ["2014", "6", "about 6", "One"], ["May 2020", "8", "about 8", "One"], ["1 January 2022", "7", "about 7", "One"],
  ]);
});

for (const [what, values] of [
  ["one value", [["2014", 6, "men"]]],
  ["the same value twice", [["2014", 6, "men"], ["2020", 6, "men"]]],
  ["values of one year", [["2014", 6, "men"], ["2014-05", 8, "men", "s2"]]],
  ["values of two units", [["2014", 6, "men"], ["2020", 8, "ships"]]],
]) {
  test(`nothing is drawn of ${what}`, async (open) => {
    const page = await open("?open=organisation/a", { data: changing(values) });
    await page.locator(".ledger .claimed").first().waitFor();
    assert.equal(await page.locator(".steps").count(), 0);
  });
}

// ---- pairs ----

const SCO = "sco-secretariat";
const joint = (a, b, data = bundled) => records(data).filter((it) => it.kind === "meeting" && [a, b].every((id) => it.organisations.includes(id)));

test("a pair has every joint meeting once, first and last, who else was there and about what", async (open) => {
  // of those whose days are all known, the one that it met most
  const exact = Object.keys(bundled.organisations).filter((id) => id !== "sco" && id !== SCO)
    .map((id) => [id, joint(SCO, id)]).filter(([, both]) => both.every((it) => /^\d{4}-\d\d-\d\d$/.test(it.record.date)));
  const [other, both] = exact.toSorted((a, b) => b[1].length - a[1].length)[0];
  assert.ok(both.length > 3);
  const page = await open(`?open=pair/${SCO}/${other}`);
  await hasText(property(page, "Meetings"), `${both.length} joint meetings`);
  assert.equal(await page.locator("article:not(.fact)").count(), Math.min(both.length, 20));
  const dates = both.map((it) => it.record.date).sort();
  const day = (at) => property(page, at).locator("time").first().getAttribute("datetime");
  assert.equal(await day("First"), dates[0]);
  assert.equal(await day("Last"), dates.at(-1));
  const [gap] = dates.slice(1).map((date, at) => (Date.parse(date) - Date.parse(dates[at])) / 86_400_000).toSorted((a, b) => b - a);
  await hasText(property(page, "Longest time without one"), new RegExp(`^${gap} days `));
  const topics = new Map();
  both.flatMap((it) => it.record.topics ?? []).forEach((topic) => topics.set(topic, (topics.get(topic) ?? 0) + 1));
  const most = Math.max(...topics.values());
  assert.equal(await page.locator("aside section").filter({ hasText: "Topics" }).locator(".count").first().innerText(), String(most));
});

const gaps = dataset({
  organisations: { ...org("a", "b", "c"), d: { name: "Dee", aliases: ["The Dees"] } },
  topics: { t: { name: "Trade" } },
  people: { p: { name: "Pia" } },
  meetings: [
    meeting("m1", { date: "2020-01-01", participants: who("a", "b") }),
    meeting("m2", { date: "2020-01-11", participants: [...who("a", "b", "b", "c"), { person: "p" }], topics: ["t"] }),
    meeting("m3", { date: "2020-06-01", participants: who("a", "b"), status: "cancelled" }),
    meeting("m4", { date: "2020-03-01", participants: who("a", "c") }),
    meeting("m5", { date: "2020-05", participants: who("a", "c") }),
    meeting("m6", { date: "2020-09-09", participants: who("b", "c") }),
    meeting("m7", { participants: who("b", "c"), date: undefined }),
    meeting("m8", { date: "2020", participants: who("a", "d") }),
    meeting("m9", { date: "2020", participants: who("a", "d") }),
    meeting("m10", { date: "2020-02-02", participants: who("c", "c") }),
  ],
  facts: [
    { id: "f1", about: "b", claim: "partner", value: "works with A since 2019", sources: ["s1"] },
    { id: "f2", about: "d", claim: "partner", value: "a company of AA", sources: ["s1"] },
    { id: "f3", about: "a", claim: "partner", value: "bought the dees", sources: ["s1"] },
  ],
});

for (const [pair, first, last, gap, aside] of [
  ["a/b", "1 January 2020", "11 January 2020", "10 days (1 January 2020 – 11 January 2020)", "1 of them is announced, cancelled"],
  ["a/c", "11 January 2020", "May 2020", "at least 61 days (1 March 2020 – 1 May 2020)", null],
  ["b/c", "11 January 2020 (as far as the dates tell; another may be earlier)", "9 September 2020 (as far as", "about 242 days, as far as is known", "1 of them has no date."],
  ["a/d", "2020 (as far as the dates tell", "2020 (as far as the dates tell", "cannot be told", null],
]) {
  test(`over which time they met is no more certain than the dates: ${pair}`, async (open) => {
    const page = await open(`?open=pair/${pair}`, { data: gaps });
    for (const [name, text] of [["First", first], ["Last", last], ["Longest time without one", gap]]) {
      const found = (await property(page, name).innerText()).replaceAll("\u00a0", " ");
      assert.ok(found.startsWith(text), `${name}: ${found}`);
    }
    const text = await page.locator(".record").innerText();
    if (aside) assert.ok(text.includes(aside), text);
  });
}

test("the facts of one that name the other are shown, by name or alias, and no others", async (open) => {
  const page = await open("?open=pair/a/b", { data: gaps });
  const facts = section(page, "What facts of one say of the other").locator("article");
  assert.equal(await facts.count(), 0, "one letter names nobody");
  await page.goto(`${page.site.base}?open=pair/a/d`);
  await becomes(() => facts.count(), 1);
  assert.ok((await facts.innerText()).includes("bought the dees"));
});

test("two that never met have a page that says so, and what else there is", async (open) => {
  const page = await open("?open=pair/b/d", { data: gaps });
  await page.getByText("No meeting in this dataset has both.").waitFor();
  assert.equal(await page.locator(".properties").count(), 0);
  await page.getByRole("link", { name: "Compare side by side" }).click();
  await hasText(title(page), "Side by side");
});

test("one that is paired with itself is asked for another", async (open) => {
  const page = await open("?open=pair/c/c", { data: gaps });
  await page.getByRole("status").getByText("A pair is of two different organisations.").waitFor();
  assert.equal(await page.locator("article").count(), 0);
});

test("a pair is reached from a card, from an organisation, and by a fact's number of joint meetings", async (open) => {
  const page = await open("?q=complant&kind=meeting");
  const link = articles(page).getByRole("link", { name: / with .*: all their meetings$/ }).first();
  await link.click();
  await page.waitForFunction(() => location.search.includes("open=pair/"));
  await page.goto(`${page.site.base}?open=organisation/complant`);
  const most = page.getByRole("link", { name: /: \d+ joint meetings?$/ }).first();
  const n = Number(/: (\d+) joint/.exec(await most.getAttribute("aria-label"))[1]);
  await most.click();
  await hasText(property(page, "Meetings"), new RegExp(`^${n} joint meeting`));
});

for (const width of [1280, 390]) {
  test(`a pair is chosen by the keyboard alone, ${width} px wide`, async (open) => {
    const page = await open("?open=person/norov", { width });
    await page.getByRole("link", { name: "Who met whom" }).focus();
    await page.keyboard.press("Enter");
    await hasText(title(page), "Who met whom");
    const [one, other] = [page.getByRole("textbox", { name: "First organisation" }), page.getByRole("textbox", { name: "Second organisation" })];
    await one.focus();
    await page.keyboard.type("complant");
    await page.getByRole("list", { name: "Suggestions" }).getByRole("button").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), "INPUT");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.search.endsWith("open=pair/complant"));
    // the second field has the focus, and already says whom the first meets most
    await becomes(() => other.evaluate((it) => it === document.activeElement), true);
    const met = page.getByRole("list", { name: "Suggestions" }).getByRole("button");
    await met.first().waitFor();
    // Escape closes the list, not the page
    await page.keyboard.press("Escape");
    await becomes(() => met.count(), 0);
    assert.ok(page.url().endsWith("open=pair/complant"));
    await page.keyboard.type("zzzz");
    await page.getByRole("status").getByText("No other organisation has such a name.").waitFor();
    await other.fill("secretariat");
    await met.first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /open=pair\/complant\/\w/.test(location.search));
    await hasText(property(page, "Meetings"), /joint meeting/);
    assert.equal(await one.inputValue(), await page.locator("h1 a").first().innerText());
    await noOverflow(page);
  });
}

// ---- comparisons ----

test("a comparison has facts by claim, meetings by year, and what is common", async (open) => {
  const page = await open("?open=compare/a/b/c", { data: gaps });
  const rows = region(page, "Facts").locator("tbody tr");
  assert.deepEqual(await rows.locator("th").allInnerTexts(), ["partner"]);
  assert.deepEqual(await region(page, "Facts").locator("thead th").allInnerTexts(), ["A", "B", "C"]);
  const years = section(page, "Meetings by year").locator("tbody tr");
  assert.deepEqual((await years.locator(".sum").allInnerTexts()).map(Number), [7, 5, 6]);
  const common = section(page, "Met by at least two of them");
  await common.getByText("None.").waitFor();
  const topic = section(page, "Topics of at least two of them").locator("tbody tr");
  assert.deepEqual((await topic.allInnerTexts()).map((row) => row.split(/\s+/)), [["Trade", "1", "1", "1"]]);
  await page.getByRole("link", { name: "Take B out" }).click();
  await becomes(() => region(page, "Facts").locator("thead th").allInnerTexts(), ["A", "C"]);
});

test("years without a meeting have a place on the scale, and what is earlier than its twenty years is said", async (open) => {
  const held = (id, date, ...who) => meeting(id, { date, participants: who.map((organisation) => ({ organisation })) });
  const meetings = [
    held("m1", "1990-05-01", "a"), held("m2", "1995-05-01", "b"), held("m3", "2003-05-01", "a"), held("m4", "2003-06-01", "a"),
    held("m5", "2003-07-01", "a"), held("m6", "2003-07-02", "a"), held("m7", "2020-02-03", "b"),
  ];
  const page = await open("?open=compare/a/b", { data: dataset({ organisations: org("a", "b"), meetings }) });
  const table = section(page, "Meetings by year");
  const years = Array.from({ length: 20 }, (_, at) => String(2001 + at));
  assert.deepEqual((await table.locator("thead th").allInnerTexts()).slice(1), years);
  await table.getByText("Not shown: 2 earlier years with meetings.").waitFor();
  assert.deepEqual(await table.locator(".rod i").evaluateAll((rods) => rods.map((it) => it.style.blockSize)), ["100%", "25%"]);
});

test("of long lists it is said how many are not named", async (open) => {
  const others = Array.from({ length: 20 }, (_, at) => `o${at}`);
  const participants = ["a", "b", ...others].map((organisation) => ({ organisation }));
  const data = dataset({ organisations: org("a", "b", ...others), meetings: [meeting("m1", { participants })] });
  const page = await open("?open=pair/a/b", { data });
  await section(page, "Who else was there").getByText("and 8 more").waitFor();
  await page.goto(`${page.site.base}?open=compare/a/b`);
  await section(page, "Met by at least two of them").getByText("and 5 more").waitFor();
  await page.goto(`${page.site.base}?open=organisation/a`);
  await page.getByText("and 9 more").waitFor();
});

test("of packed data each meeting of a pair comes, however many there are", async (open) => {
  const meetings = Array.from({ length: 145 }, (_, at) => meeting(`m${at}`, { participants: who("a", "b") }));
  const page = await open("?open=pair/a/b", { files: packed("pair", dataset({ organisations: org("a", "b"), meetings })) });
  const titles = () => page.locator("article h3").allInnerTexts();
  const stand = (n) => becomes(async () => (await titles()).filter((it) => /^Meeting m\d+$/.test(it)).length, n);
  for (const shown of [20, 40, 60, 80, 100]) {
    await stand(shown);
    await page.getByRole("button", { name: "Show 20 more" }).click();
  }
  await stand(120);
  const first = await titles();
  await page.getByRole("button", { name: "Next 25 records" }).click();
  await stand(20);
  await page.getByRole("button", { name: "Show 5 more" }).click();
  await stand(25);
  assert.equal(new Set([...first, ...(await titles())]).size, 145);
  await page.getByRole("button", { name: "Previous 120 records" }).click();
  await stand(120);
  assert.deepEqual(await titles(), first);
});

test("another organisation is added, up to four", async (open) => {
  const page = await open("?open=compare/a/b/c", { data: gaps });
  await page.getByRole("textbox", { name: "Add an organisation" }).fill("dee");
  await page.getByRole("list", { name: "Suggestions" }).getByRole("button", { name: /^Dee/ }).click();
  await becomes(() => region(page, "Facts").locator("thead th").allInnerTexts(), ["A", "B", "C", "Dee"]);
  assert.equal(await page.getByRole("textbox", { name: "Add an organisation" }).count(), 0);
});

test("a comparison of four without facts and meetings says so", async (open) => {
  const page = await open("?open=compare/w/x/y/z", { data: dataset({ organisations: org("w", "x", "y", "z") }) });
  await page.getByText("No fact about any of them in this dataset.").waitFor();
  await section(page, "Meetings by year").getByText("No meeting in this dataset.").waitFor();
  assert.equal(await page.getByText("None.", { exact: true }).count(), 2);
});

// ---- networks ----

const twin = (page) => page.locator(".network table tbody tr");
const openTwin = (page) => page.locator(".network .as-table").evaluate((it) => { it.open = true; });
const nodes = (page) => page.locator(".picture a[id^=node]");
const edges = (page) => page.locator(".picture a[id^=edge]");

/** For each two organisations of some meetings how many have both. */
function pairs(found) {
  const counted = new Map();
  for (const { organisations } of found) {
    const ids = [...organisations].sort();
    ids.forEach((one, at) => ids.slice(at + 1).forEach((other) => counted.set(`${one} ${other}`, (counted.get(`${one} ${other}`) ?? 0) + 1)));
  }
  return counted;
}

test("a network is what the selection's meetings say, in the picture and in the table", async (open) => {
  const page = await open("?year=2020&topic=environment&view=network");
  const found = records().filter((it) => it.kind === "meeting" && it.years.includes(2020) && it.record.topics?.includes("environment"));
  const expected = [...pairs(found).values()].sort((a, b) => b - a);
  await openTwin(page);
  await becomes(() => twin(page).count(), Math.min(expected.length, 300));
  const numbers = (await twin(page).locator("td:last-child").allInnerTexts()).map(Number);
  assert.deepEqual(numbers, expected.slice(0, numbers.length));
  const spoken = await edges(page).evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  const said = await twin(page).locator("td:last-child a").evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
  assert.deepEqual(spoken.toSorted(), said.toSorted());
  const links = (locator) => locator.evaluateAll((all) => all.map((it) => it.getAttribute("href")));
  assert.deepEqual((await links(edges(page))).toSorted(), (await links(twin(page).locator("td:last-child a"))).toSorted());
  const named = new Set(await links(twin(page).locator("td:not(:last-child) a")));
  assert.deepEqual(new Set(await links(nodes(page))), named);
  // no card, and the number of results as before
  assert.equal(await articles(page).count(), 0);
  await hasText(status(page), / of 279 records$/);
});

const small = dataset({
  organisations: org("a", "b", "c", "d"),
  meetings: [["a", "b"], ["a", "b"], ["a", "b", "c"], ["a", "d"], ["d", "d"]].map((ids, at) => meeting(`m${at}`, { participants: who(...ids) })),
});

test("a network is drawn the same everywhere: the places are those of the native test", async (open) => {
  const native = /fn a_picture_is_the_same_on_every_machine[^]*?expect!\["([^"]*)"\]/.exec(repositoryFile("tests/suite/who.rs"))[1];
  const page = await open("?view=network", { data: small });
  const places = await nodes(page).evaluateAll((all) => {
    const sorted = all.toSorted((a, b) => a.id.localeCompare(b.id)).map((it) => it.querySelector(".seen"));
    return sorted.map((it) => `${it.getAttribute("cx")} ${it.getAttribute("cy")}`);
  });
  assert.equal(places.join(", "), native);
  const widths = await edges(page).evaluateAll((all) => all.map((it) => [it.getAttribute("aria-label"), Number(it.querySelector(".seen").getAttribute("stroke-width"))]));
  assert.deepEqual(Object.fromEntries(widths), {
    "A and B: 3 joint meetings": 9, "A and C: 1 joint meeting": 1, "A and D: 1 joint meeting": 1, "B and C: 1 joint meeting": 1,
  });
});

test("the arrow keys go through a network, Enter follows, Back returns", async (open) => {
  const page = await open("?view=network", { data: small });
  const stops = await page.locator(".picture a[tabindex='0']").count();
  assert.equal(stops, 1);
  await page.locator(".network p").first().waitFor();
  await page.locator(".picture a[tabindex='0']").focus();
  const now = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.equal(await now(), "A: 4 meetings with others");
  for (const [key, expected] of [
    ["ArrowRight", "B: 3 meetings with others"],
    ["ArrowLeft", "A: 4 meetings with others"],
    ["ArrowLeft", "A: 4 meetings with others"],
    ["ArrowDown", "A and B: 3 joint meetings"],
    ["ArrowDown", "A and C: 1 joint meeting"],
    ["ArrowDown", "A and D: 1 joint meeting"],
    ["ArrowDown", "A and D: 1 joint meeting"],
    ["ArrowUp", "A and C: 1 joint meeting"],
    ["ArrowUp", "A and B: 3 joint meetings"],
    ["ArrowUp", "A: 4 meetings with others"],
    ["End", "D: 1 meeting with others"],
    ["Home", "A: 4 meetings with others"],
    ["ArrowDown", "A and B: 3 joint meetings"],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await now(), expected, key);
    assert.equal(await page.locator(".picture a[tabindex='0']").count(), 1);
  }
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.search.includes("open=pair/a/b"));
  await hasText(property(page, "Meetings"), "3 joint meetings");
  await page.goBack();
  await edges(page).first().waitFor();
  await becomes(now, "A and B: 3 joint meetings");
});

test("an organisation's page draws whom it meets, and the link says so", async (open) => {
  const page = await open("?open=organisation/complant");
  await page.getByRole("link", { name: "Whom it meets, as a picture" }).click();
  await becomes(() => new URL(page.url()).searchParams.get("view"), "network");
  const found = records().filter((it) => it.kind === "meeting" && it.organisations.includes("complant"));
  const others = new Set(found.filter((it) => it.organisations.length > 1).flatMap((it) => it.organisations));
  await becomes(() => nodes(page).count(), others.size);
  await page.reload();
  await becomes(() => nodes(page).count(), others.size);
  await page.getByRole("link", { name: "Without the picture" }).click();
  await becomes(() => nodes(page).count(), 0);
});

test("where no meeting has two, a network says so", async (open) => {
  const page = await open("?kind=fact&view=network");
  await page.getByText("No meeting here has two organisations.").waitFor();
  await page.goto(`${page.site.base}?view=matrix&kind=fact`);
  await page.getByText("No meeting here has both.").waitFor();
});

test("on a narrow page the table comes before the picture", async (open) => {
  const page = await open("?view=network&topic=environment", { width: 390, height: 844 });
  await nodes(page).first().waitFor();
  const top = (selector) => page.locator(selector).evaluate((it) => it.getBoundingClientRect().top);
  await becomes(async () => (await top(".network .as-table")) < (await top(".network .picture")), true);
  assert.ok(await twin(page).first().isVisible());
  await noOverflow(page);
});

test("one changes how the results are seen, and filters stay", async (open) => {
  const page = await open("?organisation=complant");
  const views = page.getByRole("navigation", { name: "View" });
  await views.getByRole("link", { name: "By year" }).click();
  await page.locator(".matrix table").waitFor();
  assert.equal(await views.locator("[aria-current]").innerText(), "By year");
  assert.equal(new URL(page.url()).search, "?organisation=complant&view=matrix-years");
  await views.getByRole("link", { name: "Cards" }).click();
  await articles(page).first().waitFor();
  assert.equal(new URL(page.url()).search, "?organisation=complant");
});

// ---- tables ----

for (const view of ["matrix", "matrix-years"]) {
  test(`each number of ${view} is what its link finds`, async (open) => {
    const page = await open(`?q=meeting&view=${view}`);
    await page.locator(".matrix table").waitFor();
    const links = await page.locator(".matrix td a").evaluateAll((all) => all.map((it) => [it.getAttribute("href"), it.innerText.trim()]));
    assert.ok(links.length > 20, `${links.length} links`);
    for (let at = 0; at < links.length; at += Math.ceil(links.length / 8)) {
      const [href, n] = links[at];
      await page.goto(page.site.base + href.replace(/&view=[a-z-]+/, ""));
      await counts(page, Number(n));
    }
  });
}

// ---- names, packs ----

const LONG = `Ministry ${"of Everything and ".repeat(24)}More`;
const hostile = dataset({
  organisations: {
    a: { name: LONG }, b: { name: { ar: "وزارة الخارجية والتعاون الدولي" } }, c: { name: "<img src=x onerror=alert(1)>" }, d: { name: "上海合作组织秘书处" },
  },
  people: { p: { name: LONG }, q: { name: "محمد" } },
  meetings: [["a", "b"], ["a", "b", "c"], ["c", "d"], ["a", "d"]].map((ids, at) => meeting(`m${at}`, { participants: [...who(...ids), { person: at % 2 ? "p" : "q" }] })),
  facts: ["a", "b"].map((about) => ({ id: `f${about}`, about, claim: LONG, value: LONG, sources: ["s1"] })),
});

for (const width of [1280, 390]) {
  for (const link of ["?view=network", "?view=matrix", "?open=pair/a/b", "?open=pair/a", "?open=compare/a/b/c/d", "?open=organisation/a&view=network"]) {
    test(`names of any length and direction stay in their place: ${link}, ${width} px`, async (open) => {
      const page = await open(link, { data: hostile, width });
      await page.locator(".network, .matrix, .record").first().waitFor();
      await noOverflow(page);
      assert.equal(await page.locator("main img").count(), 0);
    });
  }
}

for (const link of [
  "?view=network", "?view=matrix&organisation=complant", "?view=matrix-years&topic=environment", `?open=pair/${SCO}/complant`,
  "?open=compare/sco/complant/sinopharm", "?open=organisation/complant&view=network", "?open=pair/complant",
]) {
  test(`a pack shows the same: ${link}`, async (open) => {
    const plain = await open(link);
    const pack = await open(link, { files: packed("bundled", bundled) });
    const text = (page) => page.locator("#main").innerText();
    await becomes(() => pack.locator(".waiting").count(), 0);
    await becomes(() => text(pack), await text(plain));
  });
}
