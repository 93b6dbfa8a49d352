// Time: the brush, the zoom, periods from the data, certain dates, what has no date; and the calendar of
// what is covered.
import assert from "node:assert/strict";
import { articles, becomes, chips, facet, focused, hasText, status, test, title } from "./harness.mjs";
import { dataset, meeting } from "./fixtures.mjs";
import { packed } from "./packs.mjs";

const query = (page) => decodeURIComponent(new URL(page.url()).search);
const timeline = (page) => facet(page, "Timeline");
const bar = (page, name) => timeline(page).getByRole("button", { name: new RegExp(`^${name}: `) });

/** The middle of an element. */
async function middle(locator) {
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

async function drag(page, from, to, { drop = true } = {}) {
  await page.mouse.move(...from);
  await page.mouse.down();
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  await page.mouse.move(x, y);
  await page.mouse.move(...to);
  if (drop) await page.mouse.up();
}

/** Meetings of which some are known to the day, some to the month or the year, and some not at all. */
const MIXED = dataset({
  coverage: [{ from: "2019", to: "2020-06-15", note: "The diary of the office." }],
  people: { ann: { name: "Ann Lee" } },
  organisations: { acme: { name: "Acme" } },
  meetings: [
    meeting("day", { date: "2020-03-10", participants: [{ person: "ann", organisation: "acme" }] }),
    meeting("other", { date: "2020-03-20", participants: [{ organisation: "acme" }] }),
    meeting("month", { date: "2020-03" }),
    meeting("year", { date: "2020" }),
    meeting("span", { date: "2020-02-28/2020-03-02" }),
    meeting("none", { date: undefined }),
    meeting("none2", { date: undefined }),
  ],
  facts: [
    { id: "term", about: "ann", claim: "office", value: "Secretary", date: "2019-05/2020-03-15", sources: ["s1"] },
    { id: "born", about: "ann", claim: "born", value: "1960", date: "1960", sources: ["s1"] },
  ],
});

test("dragging over the bars chooses from one to the other, either way; Escape drops it", async (open) => {
  const page = await open("");
  const [from, to] = [await middle(page.locator("#bar-6")), await middle(page.locator("#bar-9"))];
  await drag(page, from, to, { drop: false });
  await hasText(page.locator(".band"), "Jul 2018 – Oct 2018");
  assert.equal(query(page), "", "nothing is chosen before the pointer goes up");
  await page.keyboard.press("Escape");
  await becomes(() => page.locator(".band").count(), 0);
  await page.mouse.up();
  assert.equal(query(page), "");
  await drag(page, from, to);
  await becomes(async () => query(page), "?from=2018-07&to=2018-10");
  await drag(page, to, await middle(page.locator("#bar-2")));
  await becomes(async () => query(page), "?from=2018-03&to=2018-10");
  // a click is still a click
  await page.locator("#bar-4").click();
  await becomes(async () => query(page), "?from=2018-05&to=2018-05");
  await page.goBack();
  await becomes(async () => query(page), "?from=2018-03&to=2018-10");
});

test("a finger draws as well, and may scroll the page over the bars", async (open) => {
  const page = await open("", { width: 390, touch: true });
  assert.equal(await page.locator(".plot").evaluate((it) => getComputedStyle(it).touchAction), "pan-y");
  const session = await page.context().newCDPSession(page);
  const touch = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  const [from, to] = [await middle(page.locator("#bar-10")), await middle(page.locator("#bar-20"))];
  await touch("touchStart", [from]);
  for (let part = 1; part <= 8; part++) await touch("touchMove", [[from[0] + ((to[0] - from[0]) * part) / 8, from[1]]]);
  await touch("touchEnd", []);
  await becomes(async () => query(page), "?from=2018-11&to=2019-09");
});

test("the ends of a period are handles: dragged, or moved by keys, one step back for all of it", async (open) => {
  const page = await open("?from=2019-03&to=2019-08");
  const start = page.getByRole("slider", { name: "Beginning of the period" });
  const end = page.getByRole("slider", { name: "End of the period" });
  assert.equal(await start.getAttribute("aria-valuetext"), "Mar 2019");
  await drag(page, await middle(end), await middle(page.locator("#bar-23")).then(([x]) => middle(end).then(([, y]) => [x, y])));
  await becomes(async () => query(page), "?from=2019-03&to=2019-12");
  await start.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await becomes(async () => query(page), "?from=2019-05&to=2019-12");
  await becomes(() => focused(page), "SPAN Beginning of the period");
  await page.keyboard.press("End");
  await becomes(async () => query(page), "?from=2019-12&to=2019-12", "the ends do not cross");
  await page.goBack();
  await becomes(async () => query(page), "?from=2019-03&to=2019-12");
});

test("Shift and an arrow key extend the period from the bar that has the focus", async (open) => {
  const page = await open("");
  await page.locator("#bar-12").focus();
  for (const key of ["Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft"]) await page.keyboard.press(key);
  await becomes(async () => query(page), "?from=2019-01&to=2019-03");
  await becomes(() => page.evaluate(() => document.activeElement.id), "bar-14");
  for (let at = 0; at < 3; at++) await page.keyboard.press("Shift+ArrowLeft");
  await becomes(async () => query(page), "?from=2018-12&to=2019-01");
  await page.goBack();
  await becomes(async () => query(page), "");
});

test("the timeline zooms to the period, down to days, and back out", async (open) => {
  const page = await open("?from=2020-08&to=2020-08");
  const total = await page.locator(".plot .bar").count();
  const shown = await status(page).textContent();
  await timeline(page).getByRole("button", { name: "Zoom to the period" }).click();
  await becomes(async () => query(page), "?from=2020-08&to=2020-08&zoom=2020-08");
  assert.equal(await page.locator(".plot .bar").count(), 31);
  assert.equal(await status(page).textContent(), shown, "a zoom narrows nothing");
  await timeline(page).getByText("Shown: Aug 2020").waitFor();
  const day = bar(page, "20 Aug 2020");
  const n = Number(/: (\d+) record/.exec(await day.getAttribute("aria-label"))[1]);
  await day.click();
  await hasText(status(page), new RegExp(`^${n} of`));
  await becomes(async () => query(page), "?from=2020-08-20&to=2020-08-20&zoom=2020-08");
  await timeline(page).getByRole("button", { name: "Zoom out" }).click();
  await becomes(async () => query(page), "?from=2020-08-20&to=2020-08-20&zoom=2020");
  assert.equal(await page.locator(".plot .bar").count(), 12);
  await timeline(page).getByRole("button", { name: "Whole timeline" }).click();
  await becomes(() => page.locator(".plot .bar").count(), total);
  await page.reload();
  await becomes(() => page.locator(".plot .bar").count(), total);
});

test("periods that the data suggest, whatever day it is", async (open) => {
  const page = await open("");
  const presets = page.getByRole("group", { name: "Periods from the data" });
  await presets.getByRole("button", { name: "2022, the last year in the data" }).click();
  await becomes(async () => query(page), "?from=2022&to=2022");
  await presets.getByRole("button", { name: "2022, the last year in the data" }).click();
  await becomes(async () => query(page), "");
  const other = await open("", { data: MIXED });
  await other.getByRole("button", { name: "Apr 2019 – Mar 2020, the last 12 months of the data" }).click();
  await becomes(async () => query(other), "?from=2019-04&to=2020-03");
});

test("a term of office comes from a fact whose date is an interval", async (open) => {
  const page = await open("?person=ann", { data: MIXED });
  const term = page.getByRole("button", { name: "Secretary, May 2019 – 15 Mar 2020" });
  await term.click();
  await becomes(async () => query(page), "?person=ann&from=2019-05&to=2020-03-15");
  const person = await open("?open=person/ann", { data: MIXED });
  assert.equal(await person.getByRole("link", { name: "Meetings in this term" }).count(), 1);
  await person.getByRole("link", { name: "Meetings in this term" }).click();
  await becomes(async () => query(person), "?kind=meeting&person=ann&from=2019-05&to=2020-03-15");
  await hasText(status(person), "1 of 9 records");
});

for (const kind of ["plain", "packed"]) {
  test(`certain dates alone, and what has no date: ${kind} data`, async (open) => {
    const options = kind === "plain" ? { data: MIXED } : { files: packed("mixed", MIXED) };
    const page = await open("?kind=meeting&from=2020-03&to=2020-03", options);
    await hasText(status(page), "5 of 9 records");
    await page.getByText("4 certainly match · 1 may match").waitFor();
    await page.getByRole("checkbox", { name: "Only dates that certainly match" }).check();
    await hasText(status(page), "4 of 9 records");
    assert.equal(query(page), "?kind=meeting&from=2020-03&to=2020-03&dates=certain");
    await becomes(() => articles(page).count(), 4);
    await page.getByRole("button", { name: "Remove Only dates that certainly match" }).click();
    await hasText(status(page), "5 of 9 records");
    const undated = page.locator("#undated");
    assert.equal(await undated.getAttribute("aria-label"), "2 records without a date");
    await undated.click();
    await hasText(status(page), "2 of 9 records");
    assert.equal(query(page), "?kind=meeting&dates=none");
    await becomes(() => undated.getAttribute("aria-pressed"), "true");
    await undated.click();
    await hasText(status(page), "7 of 9 records");
  });

  test(`nothing published, and nothing held, look different: ${kind} data`, async (open) => {
    const options = kind === "plain" ? { data: MIXED } : { files: packed("mixed", MIXED) };
    const page = await open("?from=2018&to=2018&kind=meeting", options);
    await page.getByText("Nothing is published for this period (2018): the dataset does not say that it covers any of it.").waitFor();
    const covered = await open("?from=2019&to=2019&kind=meeting", options);
    await covered.getByText("The dataset says that it covers this period (2019), and has no such record.").waitFor();
    await covered.getByText("The diary of the office.").waitFor();
    assert.equal(await covered.locator(".months tbody tr").count(), 1);
    assert.equal(await covered.locator(".months td.wholly").count(), 12);
    // without a period it is said of all that is covered
    const any = await open("?organisation=acme&kind=fact", options);
    await any.getByText(/^The dataset says that it covers this period \(.*2019 – 15 Jun 2020\), and has no such record\.$/).waitFor();
    await any.getByText("The diary of the office.").waitFor();
  });

  test(`a calendar of what is covered and held leads to the records: ${kind} data`, async (open) => {
    const options = kind === "plain" ? { data: MIXED } : { files: packed("mixed", MIXED) };
    const page = await open("?open=data", options);
    await page.getByText("2 meetings have no date.").waitFor();
    const table = page.getByRole("table", { name: "Month by month" });
    await table.waitFor();
    const row = table.getByRole("row").filter({ hasText: "2020" });
    const classes = await row.getByRole("cell").evaluateAll((cells) => cells.map((it) => it.className));
    assert.deepEqual(classes, [..."wwwwwpnnnnnn"].map((it) => ({ w: "wholly", p: "partly", n: "not" })[it]));
    await table.getByRole("cell", { name: /2019: no meetings; covered/ }).waitFor();
    await table.getByRole("link", { name: "Mar 2020: 4 meetings for certain, 1 possible; covered" }).click();
    await becomes(async () => query(page), "?kind=meeting&from=2020-03&to=2020-03");
    await hasText(status(page), "5 of 9 records");
  });
}

test("the quality report is narrowed, and leads to the record", async (open) => {
  const bad = dataset({
    meetings: [meeting("gone", { title: undefined }), meeting("m1", { date: "someday" }), meeting("m2", { sources: [] })],
  });
  const page = await open("?open=data", { data: bad });
  const report = page.locator("section").filter({ has: page.getByRole("heading", { name: "Quality report" }) });
  await hasText(report.getByRole("status"), "3 of 3 problems");
  const rule = report.getByRole("combobox", { name: "Rule" });
  const options = await rule.getByRole("option").allTextContents();
  assert.match(options.join(), /^All rules,E\d+ \(1\),E\d+ \(1\),W008 \(1\)$/);
  await rule.selectOption("W008");
  await hasText(report.getByRole("status"), "1 of 3 problems");
  await rule.selectOption("");
  await report.getByRole("searchbox", { name: "Search the problems" }).fill("SOMEDAY");
  await hasText(report.getByRole("status"), "1 of 3 problems");
  assert.equal(await report.getByRole("link", { name: "Open the record" }).count(), 1);
  await report.getByRole("link", { name: "Open the record" }).click();
  await becomes(async () => query(page), "?open=meeting/m1");
  await hasText(title(page), "Meeting m1");
});

for (const [name, data] of [
  ["no record", dataset()],
  ["one record", dataset({ meetings: [meeting("m1")] })],
  ["only records without a date", dataset({ meetings: [meeting("m1", { date: undefined }), meeting("m2", { date: undefined })] })],
  ["the years 1 and 9999", dataset({ meetings: [meeting("m1", { date: "0001" }), meeting("m2", { date: "9999-12-31" })] })],
]) {
  test(`time with ${name}`, async (open) => {
    const page = await open("?zoom=2020", { data });
    await timeline(page).waitFor();
    assert.equal(await page.locator(".plot .bar").count(), 12);
    const total = data.meetings.length;
    await hasText(status(page), new RegExp(`^${total} of ${total} record`));
    await timeline(page).getByRole("button", { name: "Whole timeline" }).click();
    await becomes(async () => query(page), "");
    assert.ok((await page.locator(".plot .bar").count()) <= 100);
    const about = await open("?open=data", { data });
    await hasText(title(about), "About this data");
    await about.getByRole("heading", { name: "Quality report" }).waitFor();
  });
}

test("a period that is backwards is said, or turned round", async (open) => {
  const page = await open("?from=2021&to=2020&zoom=2021/2020");
  await page.getByText("The link says to=2020, which means nothing here. It is left aside.").waitFor();
  await page.getByText("The link says zoom=2021/2020, which means nothing here. It is left aside.").waitFor();
  await timeline(page).getByRole("textbox", { name: "To" }).fill("2019");
  await timeline(page).getByRole("textbox", { name: "To" }).press("Enter");
  await becomes(async () => query(page), "?from=2019&to=2021");
  await becomes(() => chips(page).count(), 1);
});

for (const kind of ["plain", "packed"]) {
  test(`the timeline says the same as a table, whose rows are links: ${kind} data`, async (open) => {
    const options = kind === "plain" ? { data: MIXED } : { files: packed("mixed", MIXED) };
    const page = await open("?kind=meeting&zoom=2020", options);
    const twin = timeline(page).locator("details.as-table");
    assert.equal(await twin.locator("tr").count(), 0, "it is not drawn before it is opened");
    await twin.locator("summary").focus();
    await page.keyboard.press("Enter");
    const rows = () => twin.locator("tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((it) => it.textContent).join(" | ")));
    await becomes(async () => (await rows()).length, 13);
    const found = await rows();
    assert.ok(found.includes("Mar 2020 | 5 | 2"), found.join("\n"));
    assert.equal(found.at(-1), "no date | 2 | 0");
    // each row says what its bar says
    const bars = await page.locator(".plot .bar").evaluateAll((all) => all.map((it) => it.getAttribute("aria-label")));
    for (const [at, row] of found.slice(0, 12).entries()) {
      const [when, n, vague] = row.split(" | ");
      const more = vague === "0" ? "" : `, ${vague} of them not known to the day`;
      assert.equal(bars[at], `${when}: ${n} record${n === "1" ? "" : "s"}${more}`);
    }
    await twin.getByRole("link", { name: "Mar 2020" }).click();
    await becomes(async () => new URL(page.url()).searchParams.get("from"), "2020-03");
    await hasText(status(page), /^5 of /);
    assert.ok((await twin.locator("tbody tr").count()) > 0, "it stays open");
  });
}

test("where nothing is in a period, nothing is said of what may be in it", async (open) => {
  const page = await open("?from=1700&to=1701");
  await page.getByRole("heading", { name: "Nothing matches" }).or(page.locator("#results h2:not(.heard)")).first().waitFor();
  assert.doesNotMatch(await page.getByRole("region", { name: "Results" }).innerText(), /certainly|may match/);
});
