// Saved selections: nothing is kept unasked; what is new is told apart; what cannot be kept or read is said.
import assert from "node:assert/strict";
import { becomes, bundled, counts, json, settled, test, title, value } from "./harness.mjs";
import { dataset, many, meeting } from "./fixtures.mjs";
import { packed } from "./packs.mjs";

const DATA = "data/dataset.json";
const dialog = (page) => page.getByRole("dialog", { name: "Saved selections" });
const items = (page) => dialog(page).getByRole("list", { name: "Saved selections" }).locator("> li");
const alert = (page) => dialog(page).getByRole("alert");
const notice = (page, text) => page.getByRole("status").filter({ hasText: text });
const stored = (page) => page.evaluate(() => Object.fromEntries(Object.entries(localStorage)));
const KEY = "whomet /";

async function openDialog(page) {
  await page.getByRole("button", { name: "Saved", exact: true }).click();
  await dialog(page).waitFor();
}

async function save(page, name) {
  const before = await items(page).count();
  if (name) await dialog(page).getByRole("textbox", { name: "Name of the selection" }).fill(name);
  await dialog(page).getByRole("button", { name: "Save this selection" }).click();
  await becomes(() => items(page).count(), before + 1);
}

const close = (page) => dialog(page).getByRole("button", { name: "Close" }).click();

const talks = (change = (it) => it) =>
  dataset({
    organisations: { sco: { name: "SCO" }, steel: { name: "Acme Steel" } },
    meetings: change([1, 2, 3, 4].map((at) => meeting(`m${at}`, { title: `Talks ${at}`, participants: [{ organisation: at < 4 ? "sco" : "steel" }] }))),
    facts: [{ id: "f1", about: "sco", claim: "members", value: "8", sources: ["s1"] }],
  });
/** One comes, one changes, one goes; and one that is in no selection changes too. */
const later = () =>
  talks(([one, two, three, four]) => [{ ...one, summary: "Now with a summary." }, two, { ...four, title: "Other talks" }, meeting("m5", { title: "Talks 5", participants: [{ organisation: "sco" }] })]);

test("nothing is kept before it is asked for", async (open) => {
  const page = await open("?year=2020");
  await openDialog(page);
  await dialog(page).getByText("Nothing is saved yet.").waitFor();
  await close(page);
  await page.reload();
  await settled(page);
  assert.deepEqual(await stored(page), {});
});

test("what is filed under an entity is saved from its page", async (open) => {
  const page = await open("?open=organisation/complant&year=2020");
  await openDialog(page);
  const field = dialog(page).getByRole("textbox", { name: "Name of the selection" });
  assert.equal(await field.inputValue(), "China National Complete Plant Import Export Corporation");
  await save(page, "Complant");
  await items(page).first().getByRole("link", { name: "Complant" }).click();
  await counts(page, 15);
  assert.equal(new URL(page.url()).search, "?organisation=complant");
});

test("a selection is saved, opened, renamed and removed", async (open) => {
  const page = await open("?organisation=complant");
  await openDialog(page);
  const field = dialog(page).getByRole("textbox", { name: "Name of the selection" });
  assert.match(await field.inputValue(), /complant|China National Complete/i);
  await save(page, "  Complant,\tall  ");
  assert.deepEqual(Object.keys(await stored(page)), [KEY]);
  await close(page);
  await page.getByRole("button", { name: "Clear all" }).or(page.getByRole("list", { name: "Active filters" }).getByRole("button")).first().click();
  await openDialog(page);
  await save(page, "Everything");
  await items(page).first().getByRole("button", { name: "Rename Complant, all" }).click();
  const other = items(page).first().getByRole("textbox");
  await other.fill("<b>Complant</b>");
  await items(page).first().getByRole("button", { name: "Rename" }).click();
  const link = items(page).first().getByRole("link", { name: "<b>Complant</b>" });
  await link.click();
  await dialog(page).waitFor({ state: "detached" });
  assert.match(page.url(), /\?organisation=complant$/);
  await openDialog(page);
  await items(page).first().getByRole("button", { name: "Remove <b>Complant</b>" }).click();
  await becomes(() => items(page).count(), 1);
  await items(page).first().getByRole("button", { name: "Remove Everything" }).click();
  await dialog(page).getByText("Nothing is saved yet.").waitFor();
  assert.deepEqual(await stored(page), {});
});

test("there is room for twenty", async (open) => {
  const page = await open("", { data: talks() });
  await openDialog(page);
  for (let at = 1; at <= 20; at += 1) await save(page, `Number ${at}`);
  await dialog(page).getByText("There are 20, and no room for more").waitFor();
  assert.equal(await dialog(page).getByRole("button", { name: "Save this selection" }).count(), 0);
  await items(page).last().getByRole("button", { name: "Remove Number 20" }).click();
  await save(page, "Another");
});

test("what came, changed and went since is told, with links", async (open) => {
  const page = await open("?organisation=sco", { data: talks() });
  await openDialog(page);
  await save(page, "SCO");
  await close(page);
  // the same data: nothing to say
  await page.reload();
  await settled(page);
  await page.waitForTimeout(1_000);
  assert.equal(await notice(page, "Since").count(), 0);
  page.site.files[DATA] = json(later());
  await page.goto(page.site.base);
  await settled(page);
  const line = notice(page, /^Since .+: 1 new, 1 changed, 1 removed in “SCO”\./);
  await line.getByRole("button", { name: "See which" }).click();
  const lists = items(page).first().locator("section");
  const read = () => lists.evaluateAll((all) => all.map((it) => [it.querySelector("h3").textContent, ...[...it.querySelectorAll("li")].map((li) => li.textContent)]));
  await becomes(read, [["New", "Talks 5"], ["Changed", "Talks 1"], ["Removed, or in the selection no longer", "Talks 3"]]);
  assert.equal(await lists.nth(2).getByRole("link").count(), 0);
  await lists.nth(0).getByRole("link", { name: "Talks 5" }).click();
  await becomes(() => title(page).textContent(), "Talks 5");
  // it is told until it is seen
  await page.goto(page.site.base);
  await settled(page);
  await line.getByRole("button", { name: "See which" }).click();
  await dialog(page).getByRole("button", { name: "I have seen what is new" }).click();
  await close(page);
  assert.equal(await line.count(), 0);
  await page.reload();
  await settled(page);
  await page.waitForTimeout(1_000);
  assert.equal(await line.count(), 0);
});

test("the notice can be dismissed, and is there again with the next visit", async (open) => {
  const page = await open("?organisation=sco", { data: talks() });
  await openDialog(page);
  await save(page, "SCO");
  page.site.files[DATA] = json(later());
  await page.reload();
  await settled(page);
  await notice(page, "Since").getByRole("button", { name: "Dismiss" }).click();
  await notice(page, "Since").waitFor({ state: "detached" });
  await page.reload();
  await settled(page);
  await notice(page, "Since").waitFor();
});

test("of packed data what is new is looked for when it is asked for", async (open) => {
  const register = many(3_000);
  const files = packed("kept", register);
  const page = await open("?organisation=org-7", { files });
  await openDialog(page);
  await save(page, "Seven");
  const [first, ...others] = register.meetings;
  const at = others.findIndex((it) => it.participants.some(({ organisation }) => organisation === "org-7"));
  const meetings = others.map((it, place) => (place === at ? { ...it, title: "Changed talks" } : it));
  meetings.push({ ...first, id: "new", title: "New talks", participants: [{ organisation: "org-7" }] });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  Object.assign(files, packed("kept-later", { ...register, meetings }));
  await page.goto(page.site.base);
  await settled(page);
  const button = notice(page, "The data have changed since you saw them").getByRole("button", { name: "See what is new in your selections" });
  await button.waitFor();
  const before = asked.length;
  await button.click();
  await items(page).getByText("1 new, 1 changed, 0 removed").waitFor();
  assert.ok(asked.length > before, "pieces were fetched only then");
  await items(page).getByRole("link", { name: "Changed talks" }).waitFor();
});

test("of a selection of thousands it is remembered what each says, but no title", async (open) => {
  const register = many(1_200);
  const page = await open("", { data: register });
  await openDialog(page);
  assert.equal(await dialog(page).getByText("only their number is remembered").count(), 0);
  await save(page, "All");
  const kept = (await stored(page))[KEY];
  assert.ok(kept.length > 1_200 * 8 && !kept.includes("Talks number"), `${kept.length}`);
  const [gone, changed, ...others] = register.meetings;
  page.site.files[DATA] = json({ ...register, meetings: [{ ...changed, title: "Changed talks" }, ...others] });
  await page.reload();
  await settled(page);
  await notice(page, "0 new, 1 changed, 1 removed in “All”").waitFor();
  await openDialog(page);
  await items(page).getByRole("link", { name: "Changed talks" }).waitFor();
  await items(page).getByText(gone.id, { exact: true }).waitFor();
});

for (const [what, n, most, data] of [
  ["", 5_200, "5,000", (register) => ({ data: register })],
  [" of packed data", 1_200, "1,000", (register) => ({ files: packed("kept-large", register) })],
]) {
  test(`of a large selection${what} only the number is remembered, and that is said`, async (open) => {
    const page = await open("", data(many(n)));
    await openDialog(page);
    await dialog(page).getByText(`More than ${most} records: only their number is remembered`).waitFor();
    await save(page, "All");
    assert.ok((await stored(page))[KEY].length < 400);
    page.site.files[DATA] = json(many(n - 50));
    await page.reload();
    await settled(page);
    await notice(page, `${n.toLocaleString("en")} records then, ${(n - 50).toLocaleString("en")} now in “All”`).waitFor();
  });
}

test("storage that is refused is said, and everything else works", async (open) => {
  const page = await open("", { wait: false });
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  await page.goto(page.site.base);
  await settled(page);
  await openDialog(page);
  await alert(page).getByText("does not let the page keep anything").waitFor();
  assert.equal(await dialog(page).getByRole("button", { name: "Save this selection" }).count(), 0);
  await close(page);
  await value(page, "Kind", "Fact").check();
  await counts(page, bundled.facts.length);
});

test("storage that is full is said, and what was kept stays", async (open) => {
  const page = await open("", { data: talks() });
  await openDialog(page);
  await save(page, "First");
  const before = await stored(page);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await dialog(page).getByRole("button", { name: "Save this selection" }).click();
  await alert(page).getByText("no room left for it, and nothing was changed").waitFor();
  assert.deepEqual(await stored(page), before);
  assert.equal(await items(page).count(), 1);
});

for (const [name, text, said] of [
  ["damaged", "whomet-keep 1\nselection\tx", "is damaged and cannot be read"],
  ["of another version", "whomet-keep 3\nsomething", "written by another version of this page"],
]) {
  test(`what is kept and ${name} is left as it is until it is to be forgotten`, async (open) => {
    const page = await open("", { data: talks() });
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, text]);
    await page.reload();
    await settled(page);
    await openDialog(page);
    await alert(page).getByText(said).waitFor();
    assert.equal(await dialog(page).getByRole("button", { name: "Save this selection" }).count(), 0);
    assert.deepEqual(await stored(page), { [KEY]: text });
    await dialog(page).getByRole("button", { name: "Forget everything on this device" }).click();
    await becomes(() => stored(page), {});
    await save(page, "New");
  });
}

test("two windows at once do not undo each other", async (open) => {
  const page = await open("", { data: talks() });
  const other = await page.context().newPage();
  await other.goto(page.site.base);
  await settled(other);
  await openDialog(page);
  await openDialog(other);
  await save(page, "Of the first");
  // the other one hears of it
  await becomes(() => items(other).count(), 1);
  await save(other, "Of the second");
  await becomes(() => items(page).getByRole("link").allTextContents(), ["Of the first", "Of the second"]);
  await items(page).first().getByRole("button", { name: "Remove Of the first" }).click();
  await becomes(() => items(other).getByRole("link").allTextContents(), ["Of the second"]);
});

test("one button forgets everything, the offline copy too", async (open) => {
  const page = await open("", { data: talks(), worker: true });
  await openDialog(page);
  await save(page, "SCO");
  const held = () => page.evaluate(async () => [localStorage.length, (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]);
  await becomes(held, [1, 3, 1]);
  await dialog(page).getByRole("button", { name: "Forget everything on this device" }).click();
  await becomes(held, [0, 0, 0]);
  await dialog(page).getByText("Nothing is saved yet.").waitFor();
  // nor is anything kept again before the next visit
  await close(page);
  await page.getByRole("combobox", { name: "Language" }).selectOption("ru");
  await page.waitForTimeout(500);
  assert.deepEqual(await held(), [0, 0, 0]);
});

test("the dialog speaks the language of the page", async (open) => {
  for (const [lang, button, heading] of [["ru", "Сохранённое", "Сохранённые выборки"], ["zh", "已保存的筛选", "已保存的筛选"]]) {
    const page = await open(`?lang=${lang}`);
    await page.getByRole("button", { name: button, exact: true }).click();
    await page.getByRole("dialog", { name: heading }).waitFor();
  }
});

test("the keyboard alone saves and comes back", async (open) => {
  const page = await open("", { data: talks() });
  await page.getByRole("button", { name: "Saved", exact: true }).press("Enter");
  const field = dialog(page).getByRole("textbox", { name: "Name of the selection" });
  await field.fill("By keyboard");
  await field.press("Enter");
  await becomes(() => items(page).count(), 1);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
});
