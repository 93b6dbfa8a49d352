// What may be meant, why something matches, and how to have only what was typed.
import assert from "node:assert/strict";
import { articles, becomes, bundled, counts, hasText, records, search, status, test, title } from "./harness.mjs";
import { dataset, meeting } from "./fixtures.mjs";

const ALL = records();
const suggestions = (page) => page.getByRole("list", { name: "Suggestions" });
const query = (page) => new URL(page.url()).search;

const onId = (page) => page.evaluate(() => document.activeElement.id);

/** Three meetings: the word itself, another form of it, a name in Russian. */
const few = dataset({
  people: { norov: { name: { ru: "Владимир Норов" } } },
  meetings: [
    meeting("plain", { title: "A meeting about trade" }),
    meeting("form", { title: "He meets the board" }),
    meeting("name", { title: "Talks", participants: [{ person: "norov" }] }),
  ],
});

test("an organisation is suggested with its count, and choosing it filters by it", async (open) => {
  const page = await open("");
  await search(page).pressSequentially("compl");
  const first = suggestions(page).getByRole("button").first();
  const expected = ALL.filter((it) => it.organisations.includes("complant")).length;
  await hasText(first, new RegExp(`^${bundled.organisations.complant.name.en}\\s*Organisation\\s*${expected}$`));
  await first.click();
  await counts(page, expected);
  assert.equal(query(page), "?organisation=complant");
  assert.equal(await search(page).inputValue(), "");
  assert.equal(await suggestions(page).count(), 0);
});

test("beside a suggestion stands what choosing it gives under the filters that are on", async (open) => {
  const page = await open("?kind=fact");
  const expected = ALL.filter((it) => it.kind === "fact" && it.organisations.includes("complant")).length;
  assert.ok(expected < ALL.filter((it) => it.organisations.includes("complant")).length);
  await search(page).pressSequentially("compl");
  const first = suggestions(page).getByRole("button").first();
  await hasText(first, new RegExp(`Organisation\\s*${expected}$`));
  await first.click();
  await counts(page, expected);
});

test("suggestions by keyboard: down, up, Escape, Enter", async (open) => {
  const page = await open("");
  await search(page).pressSequentially("nor");
  await page.keyboard.press("ArrowDown");
  await becomes(() => onId(page), "suggestion-0");
  await page.keyboard.press("ArrowDown");
  await becomes(() => onId(page), "suggestion-1");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await becomes(() => onId(page), "search");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await becomes(() => onId(page), "search");
  assert.equal(await suggestions(page).count(), 0);
  assert.equal(await search(page).inputValue(), "nor");
  await search(page).pressSequentially("o");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await counts(page, ALL.filter((it) => it.people.includes("norov")).length);
  await becomes(() => onId(page), "search");
});

test("a word is suggested as it goes on", async (open) => {
  const page = await open("");
  await search(page).pressSequentially("joint environ");
  await suggestions(page).getByRole("button", { name: /^joint environmental\s*Word$/ }).click();
  assert.equal(await search(page).inputValue(), "joint environmental");
});

test("suggestions go when the focus does", async (open) => {
  const page = await open("");
  await search(page).pressSequentially("nor");
  await suggestions(page).waitFor();
  await page.getByRole("button", { name: "Copy link" }).focus();
  await suggestions(page).waitFor({ state: "detached" });
});

test("suggestions go when one goes back", async (open) => {
  const page = await open("");
  await search(page).pressSequentially("nor");
  await suggestions(page).waitFor();
  await page.goBack();
  await counts(page, ALL.length);
  await suggestions(page).waitFor({ state: "detached" });
});

test("other forms and other scripts are found, say why, and can be left out", async (open) => {
  const page = await open("?q=meetings+&sort=relevance", { data: few });
  await counts(page, 2, 3);
  assert.equal(await articles(page).getByText("Matched by another form of a word").count(), 2);
  assert.deepEqual((await page.locator("mark").allInnerTexts()).sort(), ["meeting", "meets"]);
  await search(page).fill("norov");
  await counts(page, 1, 3);
  await articles(page).getByText("Matched by a word in another script").waitFor();
  await page.getByRole("checkbox", { name: "Exact words only" }).check();
  await counts(page, 0, 3);
  assert.match(query(page), /exact=1/);
  await page.getByRole("link", { name: "Also find other forms and similar words" }).click();
  await counts(page, 1, 3);
  assert.doesNotMatch(query(page), /exact/);
});

test("what is typed comes before what is like it", async (open) => {
  const page = await open("?q=meets&sort=relevance", { data: few });
  await counts(page, 2, 3);
  await hasText(articles(page).first().getByRole("heading"), "He meets the board");
  assert.equal(await articles(page).first().getByText("Matched by").count(), 0);
});

test("a misspelt word finds what is meant, and says so", async (open) => {
  const right = await status(await open("?q=complant")).first().innerText();
  const page = await open("?q=complnat");
  await hasText(status(page).first(), right);
  await articles(page).first().getByText("Matched by a similar spelling").waitFor();
  await page.getByRole("checkbox", { name: "Exact words only" }).check();
  await counts(page, 0);
  await page.getByRole("link", { name: "Did you mean “complant”?" }).click();
  await hasText(status(page).first(), right);
  assert.equal(query(page), "?q=complant&exact=1");
});

test("a period that ends before it begins is said, and the rest of the link works", async (open) => {
  const page = await open("?from=2021&to=2020");
  await page.getByRole("alert").filter({ hasText: "to=2020" }).waitFor();
  await hasText(title(page), bundled.title.en);
  assert.notEqual(await status(page).first().innerText(), `0 of ${ALL.length} records`);
});

test("what is found in something that the card does not show says in what", async (open) => {
  const data = dataset({
    people: { n: { name: "Norov", aliases: ["诺罗夫"] } },
    meetings: [
      meeting("named", { participants: [{ person: "n" }] }),
      meeting("told", { points: [{ says: "The reservoir above the town is not repaired." }] }),
      meeting("shown", { title: "The reservoir of Norov" }),
    ],
  });
  const page = await open("?q=诺罗夫", { data });
  await counts(page, 1, 3);
  await hasText(articles(page).locator(".why").last(), "Found by the name 诺罗夫: Norov");
  assert.equal(await articles(page).locator(".why mark").innerText(), "诺罗夫");
  await search(page).fill("reservoir");
  await counts(page, 2, 3);
  const why = () => page.locator(".why").allInnerTexts();
  await becomes(why, ["Found in its text: The reservoir above the town is not repaired."]);
  await search(page).fill("norov");
  await counts(page, 2, 3);
  await becomes(why, ["Found by the name Norov"]);
});
