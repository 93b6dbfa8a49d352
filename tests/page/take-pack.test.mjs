// Taking along from packed data: what is not there yet is fetched first, and nothing is left out in silence.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { becomes, bundled, counts, test } from "./harness.mjs";
import { many } from "./fixtures.mjs";
import { front, packed } from "./packs.mjs";
import { dialog, openDialog, save } from "./saving.mjs";

const FAILED_LOAD = /Failed to load resource/;
/** A file that is saved, without what differs between two servers and two ways to serve data. */
async function saved(page, name) {
  const { text } = await save(page, name);
  const same = text.replaceAll("\r\n ", "").replaceAll(page.site.base, "http://site/");
  return same.replaceAll(/digest=[0-9a-f]{12}/g, "digest").replaceAll(/[0-9a-f]{64}/g, "digest");
}

test("each file from a pack is the file from the dataset itself", async (open) => {
  const link = "?organisation=sco-secretariat&year=2020&year=2021";
  const plain = await open(link);
  const pack = await open(link, { files: packed("bundled", bundled) });
  for (const page of [plain, pack]) await openDialog(page, "Export");
  for (const name of ["CSV", "JSON", "Calendar", "BibTeX", "References", "Counts", "Dossier"]) {
    const expected = await saved(plain, name);
    assert.ok(expected.length > 500, name);
    assert.equal(await saved(pack, name), expected, name);
  }
});

test("all of a pack of many pieces is saved, in the order in which it is shown", async (open) => {
  const data = many(20_000);
  const plain = await open("?sort=oldest", { data });
  const pack = await open("?sort=oldest", { files: packed("many", data) });
  for (const page of [plain, pack]) await openDialog(page, "Export");
  for (const name of ["CSV", "JSON"]) {
    const [expected, found] = [await saved(plain, name), await saved(pack, name)];
    assert.ok(expected.length > 1_000_000, name);
    // two texts of this size are not for a message
    assert.ok(found === expected, `${name}: ${found.length} characters, not ${expected.length}`);
  }
});

test("a piece that does not come stops a file and is named; once it comes, the file is made", async (open) => {
  const files = packed("harmed", many(20_000));
  const page = await open("", { files, errors: [FAILED_LOAD] });
  await counts(page, 20_000, 20_000);
  await openDialog(page, "Export");
  const kept = { ...files };
  for (const path of Object.keys(files).filter((path) => path.includes("pieces/") && path !== front(files))) {
    page.site.files[path] = { status: 404, body: "gone" };
  }
  let downloads = 0;
  page.on("download", () => (downloads += 1));
  await dialog(page).getByRole("button", { name: "CSV", exact: true }).click();
  await dialog(page).getByRole("status").getByText(/could not be fetched, or is damaged: pieces\/.*\.bin/).waitFor();
  assert.equal(downloads, 0);
  Object.assign(page.site.files, kept);
  assert.equal((await saved(page, "CSV")).split("\n").length, 20_002);
});

test("a citation of packed data has the digest of the manifest, which names every piece by its own", async (open) => {
  const files = packed("cited", bundled);
  const page = await open("?open=meeting/sco-001", { files });
  await openDialog(page, "Cite");
  const text = await dialog(page).getByRole("textbox", { name: "Citation" }).inputValue();
  const digest = createHash("sha256").update(files["data/dataset.json"].body).digest("hex");
  assert.ok(text.includes(`SHA-256 ${digest}.`) && text.includes(`&digest=${digest.slice(0, 12)}`), text);
  const [download] = await Promise.all([
    (await page.keyboard.press("Escape"), page.waitForEvent("download")),
    page.getByRole("button", { name: "Add to calendar" }).click(),
  ]);
  const calendar = await readFile(await download.path(), "utf8");
  assert.ok(calendar.includes("DTSTART;VALUE=DATE:20200820\r\n") && !calendar.includes("…"));
  await page.goto(`${page.url()}&digest=${digest.slice(0, 12)}`);
  await becomes(() => page.getByRole("button", { name: "Cite" }).count(), 1);
  assert.equal(await page.getByRole("alert").count(), 0);
});
