// Taking along: each file is saved in Chromium and compared with what the page shows.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, writeFile, mkdtemp } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { articles, becomes, bundled, counts, focused, hasText, records, search, settled, test, title } from "./harness.mjs";
import { dataset, meeting } from "./fixtures.mjs";
import { dialog, openDialog, save } from "./saving.mjs";

const AXE = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
const ALL = records();
const of = (id) => ALL.filter((record) => record.organisations.includes(id));
const bytesOf = (data) => createHash("sha256").update(data).digest("hex");
const today = () => new Date().toLocaleDateString("sv");

/** The rows of a table with commas, as objects. */
function table(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length; at += 1) {
    const row = rows.at(-1);
    const c = text[at];
    if (quoted && c === '"' && text[at + 1] === '"') {
      row[row.length - 1] += '"';
      at += 1;
    } else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ",") row.push("");
    else if (!quoted && c === "\n") rows.push([""]);
    else if (quoted || c !== "\r") row[row.length - 1] += c;
  }
  rows.pop();
  const [head, ...body] = rows;
  return body.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));
}

test("each file holds what the filters show, all of it", async (open) => {
  const page = await open("?organisation=sco-secretariat");
  const expected = of("sco-secretariat");
  await counts(page, expected.length);
  const shown = await articles(page).count();
  assert.ok(shown < expected.length, "more than is drawn");
  await openDialog(page, "Export");
  const ids = expected.map(({ record }) => record.id).sort();

  const csv = await save(page, "CSV");
  assert.equal(csv.name, "records.csv");
  const rows = table(csv.text);
  assert.deepEqual(rows.map((row) => row.id).sort(), ids);
  for (const row of rows) assert.equal(row.link, `${page.site.base}?open=${row.kind}/${row.id}`);
  await hasText(dialog(page).getByRole("status").first(), new RegExp(`^records.csv: ${expected.length} records, \\d+ kB\\.$`));

  const schema = JSON.parse((await save(page, "Table Schema")).text);
  assert.deepEqual(schema.fields.map((field) => field.name), Object.keys(rows[0]));

  const data = JSON.parse((await save(page, "JSON")).text);
  assert.deepEqual([...data.meetings, ...data.facts].map((record) => record.id).sort(), ids);
  const cited = new Set(expected.flatMap(({ record }) => record.sources.map((it) => it.source ?? it)));
  assert.deepEqual(Object.keys(data.sources).sort(), [...cited].sort());

  const calendar = (await save(page, "Calendar")).text.replaceAll("\r\n ", "");
  const days = expected.filter(({ record, kind }) => kind === "meeting" && /^\d{4}-\d\d-\d\d(\/\d{4}-\d\d-\d\d)?$/.test(record.date ?? ""));
  assert.equal(calendar.split("BEGIN:VEVENT").length - 1, days.length);
  const meetings = expected.filter(({ kind }) => kind === "meeting").length;
  if (meetings > days.length) await dialog(page).getByText(`${meetings - days.length} meeting`).waitFor();

  const bibtex = (await save(page, "BibTeX")).text;
  assert.equal(bibtex.split("@misc{").length - 1, cited.size + 1);
  const references = (await save(page, "References")).text;
  assert.equal(references.match(/^\[\d+\]/gm).length, cited.size);

  const tally = table((await save(page, "Counts")).text);
  const secretariat = tally.find((row) => row.kind === "organisation" && row.id === "sco-secretariat");
  assert.equal(Number(secretariat.records), expected.length);
  for (const row of tally.filter(({ kind }) => kind === "person")) {
    assert.equal(Number(row.records), expected.filter(({ people }) => people.includes(row.id)).length, row.name);
  }

  const dossier = (await save(page, "Dossier")).text;
  assert.equal(dossier.split("<article>").length - 1, expected.length);
});

test("a dossier opens from a disk, without a network, and shows every record and note", async (open) => {
  const hostile = dataset({
    title: "<script>alert(1)</script>",
    organisations: { x: { name: "<img src=https://evil.example/x onerror=alert(1)>" }, rtl: { name: { ar: "منظمة" } } },
    meetings: [meeting("m1", { participants: [{ organisation: "x" }, { organisation: "rtl" }], title: "a\nb", summary: "'\"</p>".repeat(20) })],
  });
  const page = await open("", { data: hostile });
  await openDialog(page, "Export");
  const { text } = await save(page, "Dossier");
  const path = join(await mkdtemp(join(tmpdir(), "dossier-")), "dossier.html");
  await writeFile(path, text);
  const context = await page.context().browser().newContext({ offline: true });
  const other = await context.newPage();
  const wrong = [];
  other.on("console", (message) => wrong.push(message.text()));
  other.on("pageerror", (error) => wrong.push(String(error)));
  other.on("request", (request) => request.url().startsWith("file:") || wrong.push(request.url()));
  other.on("dialog", (it) => it.dismiss().then(() => wrong.push("a dialog")));
  await other.goto(pathToFileURL(path).href);
  assert.equal(await other.locator("h1").textContent(), hostile.title);
  assert.equal(await other.locator("article").count(), 1);
  assert.equal(await other.locator("article a.number").getAttribute("href"), "#s1");
  await other.locator("article a.number").click();
  assert.equal(await other.locator("li:target").count(), 1);
  assert.equal(await other.locator("img, script").count(), 0);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("with no record, files have their head, and a calendar is not made", async (open) => {
  const page = await open("?organisation=complant&q=xyzzy");
  await counts(page, 0);
  await openDialog(page, "Export");
  assert.deepEqual(table((await save(page, "CSV")).text), []);
  const data = JSON.parse((await save(page, "JSON")).text);
  assert.deepEqual([data.meetings, data.facts, data.sources], [[], [], {}]);
  await dialog(page).getByRole("button", { name: "Calendar" }).click();
  await dialog(page).getByText("There is no calendar").waitFor();
  assert.ok((await save(page, "Dossier")).text.includes("No record matches"));
  assert.equal((await save(page, "BibTeX")).text.match(/^@misc/gm).length, 1, "the selection itself, and no source");
  await page.evaluate(() => (window.print = () => (window.printed = document.getElementById("paper").textContent)));
  await dialog(page).getByRole("button", { name: "Print" }).click();
  await page.waitForFunction(() => window.printed?.includes("No record matches"));
});

test("a citation says who, what, how much, which version and when; its link knows its data", async (open) => {
  const page = await open("?organisation=complant");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openDialog(page, "Cite");
  const field = dialog(page).getByRole("textbox", { name: "Citation" });
  const text = await field.inputValue();
  const digest = bytesOf(await (await page.request.get(`${page.site.base}data/dataset.json`)).body());
  const link = `${page.url()}&digest=${digest.slice(0, 12)}`;
  const n = of("complant").length;
  const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const parts = `Whomet project. ${bundled.title.en}. ${n} of ${ALL.length} records. Version of 24 November 2026. SHA-256 ${digest}.`;
  assert.equal(text, `${parts} ${link} (seen on ${day})`);
  await dialog(page).getByRole("button", { name: "Copy Citation" }).click();
  await dialog(page).getByText("Copied.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  assert.ok((await dialog(page).getByRole("textbox", { name: /BibTeX/ }).inputValue()).includes(today()));
  await page.keyboard.press("Escape");
  await becomes(() => focused(page), "BUTTON Cite");

  const same = await page.context().newPage();
  await same.goto(link);
  await settled(same);
  await same.waitForTimeout(300);
  assert.equal(await same.getByRole("alert").filter({ hasText: "another version" }).count(), 0);
  await page.goto(link.replace(/digest=.{12}/, "digest=000000000000"));
  await settled(page);
  await page.getByRole("alert").getByText("This link was made from another version of the data").waitFor();
  await search(page).fill("a");
  await becomes(() => page.getByRole("alert").count(), 0);
});

test("where the browser offers no digest, the page finds the same one", async (open) => {
  const page = await open("", { wait: false });
  await page.addInitScript(() => Object.defineProperty(Crypto.prototype, "subtle", { value: undefined }));
  await page.goto(page.site.base);
  await settled(page);
  await openDialog(page, "Cite");
  const digest = bytesOf(await (await page.request.get(`${page.site.base}data/dataset.json`)).body());
  assert.ok((await dialog(page).getByRole("textbox", { name: "Citation" }).inputValue()).includes(digest));
});

test("where the browser does not let the page copy, the text is selected", async (open) => {
  const page = await open("");
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
  });
  await openDialog(page, "Cite");
  await dialog(page).getByRole("button", { name: "Copy Citation" }).click();
  await dialog(page).getByText("copy it by hand").waitFor();
  const field = dialog(page).getByRole("textbox", { name: "Citation" });
  assert.equal(await field.evaluate((it) => it.value.slice(it.selectionStart, it.selectionEnd)), await field.inputValue());
});

test("a meeting can be cited, put into a calendar and reported", async (open) => {
  const page = await open("?open=meeting/sco-001");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Add to calendar" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "sco-001.ics");
  assert.ok((await readFile(await download.path(), "utf8")).includes("DTSTART;VALUE=DATE:20200820\r\n"));
  const report = new URL(await page.getByRole("link", { name: "Report a mistake in this record" }).getAttribute("href"));
  assert.equal(report.protocol + report.pathname, bundled.report);
  assert.ok(report.searchParams.get("subject").includes("sco-001"));
  assert.ok(report.searchParams.get("body").includes(page.url()));
  await openDialog(page, "Cite");
  const text = await dialog(page).getByRole("textbox", { name: "Citation" }).inputValue();
  assert.ok(text.includes(await title(page).textContent()) && text.includes("?open=meeting/sco-001&digest="), text);
});

test("a meeting of which only the month is known has no calendar", async (open) => {
  const page = await open("?open=meeting/m1", { data: dataset({ meetings: [meeting("m1", { date: "2020-08" })] }) });
  await page.getByRole("button", { name: "Cite" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Add to calendar" }).count(), 0);
});

test("a meeting that is withdrawn has no calendar", async (open) => {
  const page = await open("?open=meeting/m1", { data: dataset({ meetings: [meeting("m1", { status: "withdrawn" })] }) });
  await page.getByRole("button", { name: "Cite" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Add to calendar" }).count(), 0);
});

for (const [lang, exported, file, spring, fifth, until, undated] of [
  ["en", "Export", "Calendar", "spring 2020", "perhaps about 5 March 2020", "until 2015", "undated"],
  ["ru", "Экспорт", "Календарь", "весна 2020 г.", "5 марта 2020 г. (приблизительно, предположительно)", "до 2015 г. включительно", "без даты"],
]) {
  test(`meetings that are left out of a calendar are named with their dates in words: ${lang}`, async (open) => {
    const dates = { m1: "2020-08-20", m2: "2020-21", m3: "2020-03-05%", m4: "/2015", m5: undefined };
    const meetings = Object.entries(dates).map(([id, date]) => meeting(id, { date }));
    const page = await open(`?lang=${lang}`, { data: dataset({ meetings }) });
    await openDialog(page, exported);
    const text = (await save(page, file)).text.replaceAll("\r\n ", "").replaceAll("\\,", ",").replaceAll("\u{a0}", " ");
    await dialog(page).getByText("Meeting m2").waitFor();
    const shown = (await dialog(page).locator(".sources").innerText()).replaceAll(/\s+/g, " ");
    for (const [id, date] of [["m2", spring], ["m3", fifth], ["m4", until], ["m5", undated]]) {
      assert.ok(text.includes(`- Meeting ${id} (${date}), ${id}`), text);
      assert.ok(shown.replaceAll(",", "").includes(`Meeting ${id} ${date.replaceAll(",", "")}`), shown);
    }
    for (const written of ["2020-21", "2020-03-05%", "/2015"]) assert.ok(!`${text} ${shown}`.includes(written), written);
  });
}

test("what is embedded is quiet, and the lines for it say how", async (open) => {
  const page = await open("?year=2020");
  await openDialog(page, "Export");
  const lines = await dialog(page).getByRole("textbox", { name: "Code for embedding" }).inputValue();
  const src = /src="([^"]*)"/.exec(lines)[1].replaceAll("&amp;", "&");
  assert.equal(src, `${page.url()}&embed=1`);
  page.site.files["other.html"] = { type: "text/html", body: `<!doctype html><title>x</title><link rel="icon" href="icon.svg"><body>${lines}` };
  await page.goto(`${page.site.base}other.html`);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("link", { name: "Open the whole page" }).waitFor();
  assert.equal(await frame.getByRole("button", { name: "Keyboard and search help" }).count(), 0);
  await frame.getByRole("article").first().getByRole("link").first().click();
  await frame.getByRole("link", { name: "Open the whole page" }).waitFor();
});

test("what the browser itself prints says which filters are chosen and how much of the list it shows", async (open) => {
  const page = await open("?kind=meeting&year=2020");
  await page.emulateMedia({ media: "print" });
  for (const chip of ["Meeting", "2020"]) assert.ok(await page.locator(".chip").filter({ hasText: chip }).isVisible());
  assert.equal(await page.locator("#more").innerText(), `Showing 1 to 20 of ${bundled.meetings.filter(({ date }) => date?.startsWith("2020")).length}`);
  for (const name of ["Clear all", "Export", "Show 20 more"]) assert.equal(await page.getByRole("button", { name }).isVisible(), false, name);
  assert.equal(await page.locator(".time-room").isVisible(), false);
});

test("what is printed is every record with its sources as notes", async (open) => {
  const page = await open("?organisation=sco-secretariat&year=2020");
  await page.evaluate(() => (window.print = () => (window.printed = document.getElementById("paper"))));
  await openDialog(page, "Export");
  await dialog(page).getByRole("button", { name: "Print" }).click();
  await page.waitForFunction(() => window.printed);
  await page.keyboard.press("Escape");
  await page.emulateMedia({ media: "print" });
  const n = Number(/^\d+/.exec(await page.locator("#paper .count").textContent())[0]);
  assert.equal(await page.locator("#paper article").count(), n);
  assert.ok(n > 3);
  assert.ok(await page.locator("#paper").isVisible());
  assert.equal(await page.locator("#app").isVisible(), false);
  const numbers = await page.locator("#paper a.number").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
  for (const number of numbers) assert.equal(await page.locator(`#paper li${number}`).count(), 1);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await becomes(() => page.locator("#paper").count(), 0);
});

for (const [scheme, width] of [["light", 1280], ["dark", 1280], ["light", 390], ["dark", 390]]) {
  test(`the dialogs by keyboard, and without a violation: ${scheme}, ${width} px`, async (open) => {
    const page = await open("?organisation=sco-secretariat", { scheme, width });
    for (const name of ["Export", "Cite"]) {
      await page.getByRole("button", { name, exact: true }).focus();
      await page.keyboard.press("Enter");
      await dialog(page).waitFor();
      if (name === "Export") {
        await page.keyboard.press("/");
        await page.keyboard.press("?");
        assert.equal(await page.getByRole("dialog").count(), 1);
        const calendar = dialog(page).getByRole("button", { name: "Calendar" });
        await calendar.focus();
        const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
        await download.path();
        await dialog(page).getByRole("link", { name: "Save it again" }).waitFor();
      } else {
        await dialog(page).getByRole("textbox", { name: "Citation" }).waitFor();
      }
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      await page.evaluate(AXE);
      const found = await page.evaluate((tags) => axe.run({ runOnly: tags }).then(({ violations }) => violations.map((it) => `${it.id} ${it.nodes[0].html}`)), TAGS);
      assert.deepEqual(found, [], name);
      if (process.env.LOOK) await page.screenshot({ path: join(process.env.LOOK, `${name}-${scheme}-${width}.png`) });
      await page.keyboard.press("Escape");
      await becomes(() => focused(page), `BUTTON ${name}`);
    }
  });
}

test("a dialog that is opened before the page has heard that the last one is closed stays", async (open) => {
  const page = await open("");
  await openDialog(page, "Export");
  await page.evaluate(() => {
    document.querySelector("#take").close();
    [...document.querySelectorAll("button")].find((it) => it.textContent === "Cite").click();
  });
  await dialog(page).getByRole("textbox", { name: "Citation" }).waitFor();
  // whatever was still to be heard is heard
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  assert.equal(await dialog(page).getByRole("textbox", { name: "Citation" }).isVisible(), true);
});

for (const [lang, exported, cited, heading, seen] of [
  ["ru", "Экспорт", "Цитировать", /^Экспорт: \d+ запис/, "дата обращения"],
  ["zh", "导出", "引用", /^导出\d+条记录$/, "查阅于"],
]) {
  test(`taking along speaks the language of the page: ${lang}`, async (open) => {
    const page = await open(`?organisation=complant&lang=${lang}`);
    await openDialog(page, exported);
    await hasText(dialog(page).getByRole("heading").first(), heading);
    await page.keyboard.press("Escape");
    await openDialog(page, cited);
    assert.ok((await dialog(page).getByRole("textbox").first().inputValue()).includes(seen));
  });
}
