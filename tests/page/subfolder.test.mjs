// The same files in a folder of a host, whose name needs escapes: everything works, and nothing is
// asked of the host outside the folder.
import assert from "node:assert/strict";
import { articles, bundled, counts, hasText, records, settled, status, test, title, value } from "./harness.mjs";

const TOTAL = bundled.meetings.length + bundled.facts.length;

for (const folder of ["/a/b%20c/", "/~who%26met/%D0%B2%D1%81%D1%82%D1%80%D0%B5%D1%87%D0%B8/"]) {
  test(`in the folder ${folder}`, async (open) => {
    const page = await open("", { folder });
    await counts(page, TOTAL);
    await value(page, "Organisation", "SCO Secretariat").check();
    const n = records().filter((it) => it.organisations.includes("sco-secretariat")).length;
    await counts(page, n);
    assert.equal(page.url(), `${page.site.base}?organisation=sco-secretariat`);
    await page.reload();
    await settled(page);
    await counts(page, n);
    const link = articles(page).first().getByRole("heading").getByRole("link").first();
    const name = await link.textContent();
    await link.click();
    await hasText(title(page), name);
    assert.ok(page.url().startsWith(`${page.site.base}?`));
    await page.reload();
    await settled(page);
    await hasText(title(page), name);
    await page.goBack();
    await counts(page, n);
  });
}

test("in a folder the dataset for download is the one beside the page", async (open) => {
  const page = await open("?open=data", { folder: "/a/b%20c/" });
  const link = page.getByRole("link", { name: "The whole dataset as JSON" });
  assert.equal(await link.evaluate((it) => it.href), `${page.site.base}data/dataset.json`);
});

test("in a folder a copied link leads back into it", async (open) => {
  const page = await open("?year=2020", { folder: "/a/b%20c/" });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByRole("status").getByText("Link copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${page.site.base}?year=2020`);
});

test("index.html named in the address is kept", async (open) => {
  const page = await open("index.html?year=2020", { folder: "/a/b%20c/" });
  await value(page, "Kind", "Meeting").check();
  await hasText(status(page), /^\d+ of 279 records$/);
  assert.equal(page.url(), `${page.site.base}index.html?kind=meeting&year=2020`);
});
