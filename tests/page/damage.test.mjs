// Pieces of a pack that are missing, damaged or something else: each costs what it held and no more, and is
// named; what does not come at once is fetched again.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { articles, becomes, bundled, counts, facet, hasText, search, settled, status, test } from "./harness.mjs";
import { front, packed } from "./packs.mjs";

/** What the browser itself writes into the console when a file does not come. */
const FAILED_LOAD = /Failed to load resource/;
const ALL = bundled.meetings.length + bundled.facts.length;

const waiting = (page) => page.locator(".waiting").count();

/** Every piece but the front one, changed by `harm`. */
function harmed(files, harm) {
  for (const path of Object.keys(files).filter((path) => path.includes("pieces/") && path !== front(files))) {
    files[path] = harm(files[path], path);
  }
  return files;
}

const flipped = ({ type, body }) => {
  const bytes = Buffer.from(body);
  bytes[bytes.length >> 1] ^= 1;
  return { type, body: bytes };
};

/** Each piece gets what the one before it held. */
function swapped() {
  let before;
  return ({ type, body }) => {
    const harmed = { type, body: before ?? flipped({ type, body }).body };
    before = body;
    return harmed;
  };
}

for (const [what, harm] of [
  ["missing", () => ({ status: 404, body: "no such file" })],
  ["damaged", flipped],
  ["cut off", ({ type, body }) => ({ type, body: body.subarray(0, body.length >> 1) })],
  ["empty", ({ type }) => ({ type, body: "" })],
  ["each another one", swapped()],
  ["a web page", () => ({ type: "text/html", body: "<!doctype html><h1>Welcome</h1>" })],
]) {
  test(`pieces that are ${what}: what is there is shown, what is not is named, and Try again works`, async (open) => {
    const files = harmed(packed("bundled", bundled), harm);
    const page = await open("", { files, errors: [FAILED_LOAD] });
    // the first view needs none of them
    await counts(page, bundled.meetings.length + bundled.facts.length);
    await search(page).fill("memorandum");
    const alert = page.getByRole("region", { name: "Results" }).getByRole("alert");
    await alert.filter({ hasText: /pieces\/[0-9a-f]{32}\.bin/ }).waitFor();
    // an answer that is none is not shown
    assert.equal(await page.getByRole("article").count(), 0);
    assert.equal((await status(page).first().textContent()).trim(), "");
    Object.assign(page.site.files, packed("bundled", bundled));
    await alert.getByRole("button", { name: "Try again" }).click();
    await becomes(() => waiting(page), 0);
    await page.getByRole("article").first().waitFor();
    // without words, everything is there as before
    await search(page).fill("");
    await counts(page, bundled.meetings.length + bundled.facts.length);
  });
}

for (const [what, harm] of [
  ["damaged", flipped],
  ["missing", () => ({ status: 404, body: "no such file" })],
  ["cut off", ({ type, body }) => ({ type, body: body.subarray(0, body.length >> 1) })],
]) {
  test(`a front piece that is ${what} is named, with a way on`, async (open) => {
    const files = packed("bundled", bundled);
    const path = front(files);
    files[path] = harm(files[path]);
    const page = await open("", { files, wait: false, errors: [FAILED_LOAD] });
    await page.getByRole("alert").getByRole("heading", { level: 1, name: "A part of the data is missing or damaged" }).waitFor();
    await page.getByRole("alert").getByText(path.slice("data/".length)).waitFor();
    Object.assign(page.site.files, packed("bundled", bundled));
    await page.getByRole("button", { name: "Try again" }).click();
    await counts(page, ALL);
  });
}

test("one piece that is damaged costs only what it held", async (open) => {
  const link = "?q=norov&sort=relevance";
  const whole = await open(link, { files: packed("bundled", bundled), wait: false });
  await becomes(() => articles(whole).count(), 20);
  await becomes(() => waiting(whole), 0);
  await settled(whole);
  const files = packed("bundled", bundled);
  const pieces = [...new Set(whole.site.asked)].filter((path) => path.includes("pieces/") && path !== front(files));
  assert.ok(pieces.length > 5, pieces.join());
  const lost = [];
  for (const path of pieces) {
    const page = await open(link, { files: { ...files, [path]: flipped(files[path]) }, wait: false });
    await page.getByText(path.slice("data/".length)).first().waitFor();
    await becomes(() => waiting(page), 0);
    lost.push(await page.locator(".notice").filter({ hasText: path.slice("data/".length) }).count());
    // the frame of the page stands whichever it is
    await search(page).waitFor();
    await facet(page, "Timeline").waitFor();
    const groups = await page.getByRole("group").count();
    assert.ok(groups > 8, `${groups} groups without ${path}`);
    const [cards, said] = [await articles(page).count(), (await status(page).first().textContent()).trim()];
    // a piece of records takes its own cards and no count; a piece of the index its own count and no card
    lost[lost.length - 1] = cards > 0 && /^\d+ of /.test(said) ? "a part" : "the answer";
    await page.close();
  }
  // these are the pieces of the twenty records
  assert.ok(lost.filter((it) => it === "a part").length >= 2, `lost by piece: ${lost.join(", ")}`);
});

test("a piece that does not come is fetched once more by itself, past what is kept", async (open) => {
  const files = packed("bundled", bundled);
  const times = new Map();
  for (const path of Object.keys(files).filter((path) => path.includes("pieces/"))) {
    const whole = files[path];
    Object.defineProperty(files, path, {
      enumerable: true,
      get() {
        times.set(path, (times.get(path) ?? 0) + 1);
        return times.get(path) === 1 ? { status: 503, body: "later" } : whole;
      },
    });
  }
  const page = await open("?q=memorandum", { files, errors: [FAILED_LOAD] });
  await becomes(() => waiting(page), 0);
  assert.ok((await articles(page).count()) > 5);
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.deepEqual([...new Set(times.values())], [2], "each was fetched twice");
  assert.ok(times.size > 3);
  assert.ok((await status(page).first().textContent()).includes(` of ${ALL} records`));
});

test("while an answer is fetched, and where it cannot be, nothing of the one before is shown or cited as its own", async (open) => {
  const files = packed("bundled", bundled);
  const page = await open("", { files, errors: [FAILED_LOAD] });
  await counts(page, ALL);
  let come;
  const late = new Promise((resolve) => (come = resolve));
  for (const path of Object.keys(files).filter((path) => path.includes("pieces/"))) {
    page.site.files[path] = { ...files[path], late };
  }
  await search(page).fill("memorandum");
  for (const name of ["Cite", "Export"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.getByText("Fetching").first().waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0, name);
  }
  assert.equal(await page.getByText(/^Showing \d/).count(), 0);
  Object.assign(page.site.files, harmed(packed("bundled", bundled), flipped));
  come();
  await page.close();

  const broken = await open("", { files: harmed(packed("bundled", bundled), flipped), errors: [FAILED_LOAD] });
  await counts(broken, ALL);
  await search(broken).fill("memorandum");
  await broken.getByRole("region", { name: "Results" }).getByRole("alert").waitFor();
  await broken.getByRole("button", { name: "Cite", exact: true }).click();
  assert.equal(await broken.getByRole("dialog").count(), 0);
  assert.equal(await broken.getByText(/^Showing \d/).count(), 0);
  for (const count of await broken.locator(".values .count").all()) assert.equal(await count.isVisible(), false);
});

test("where other data lie than when the page was opened, it says so and offers to load them", async (open) => {
  const page = await open("", { files: packed("bundled", bundled), errors: [FAILED_LOAD] });
  await counts(page, ALL);
  const fewer = { ...bundled, meetings: bundled.meetings.slice(0, 60) };
  for (const path of Object.keys(page.site.files)) if (path.includes("pieces/")) delete page.site.files[path];
  Object.assign(page.site.files, packed("fewer", fewer));
  await search(page).fill("memorandum");
  const alert = page.getByRole("region", { name: "Results" }).getByRole("alert");
  await alert.filter({ hasText: "Other data lie on the server" }).waitFor();
  await alert.getByRole("button", { name: "Reload" }).click();
  await search(page).fill("");
  const total = 60 + bundled.facts.length;
  await hasText(status(page).first(), new RegExp(`^${total} of ${total} `));
});

test("where the server is gone, that is said, and not that data are damaged", async (open) => {
  const page = await open("", { files: packed("bundled", bundled), errors: [FAILED_LOAD] });
  await counts(page, ALL);
  await page.context().setOffline(true);
  await search(page).fill("memorandum");
  const alert = page.getByRole("region", { name: "Results" }).getByRole("alert");
  await alert.filter({ hasText: "The server cannot be reached" }).waitFor();
  await page.context().setOffline(false);
  await alert.getByRole("button", { name: "Try again" }).click();
  await articles(page).first().waitFor();
});

test("a pack of another version is not called damaged", async (open) => {
  const { "data/dataset.json": manifest } = packed("bundled", bundled);
  const body = Buffer.from("what another version wrote");
  const sum = (text) => createHash("sha256").update(text).digest("hex").slice(0, 32);
  const name = `pieces/${sum(body)}.bin`;
  const [head, , ...rest] = manifest.body.toString().split("\n");
  const lines = rest.join("\n").replace(/"front":.*/s, `"front":"${name}",\n"stored":${body.length},\n"raw":${body.length}}\n`);
  const text = `${head}\n"check":"${sum(lines)}",\n${lines}`;
  const files = { "data/dataset.json": { ...manifest, body: Buffer.from(text) }, [`data/${name}`]: { type: "application/octet-stream", body } };
  const page = await open("", { files });
  const alert = page.getByRole("alert");
  await alert.getByText("packed by another version").waitFor();
  assert.doesNotMatch(await alert.innerText(), /damaged|missing/);
});

test("from a page of which a piece is missing one comes back to the list", async (open) => {
  const files = packed("bundled", bundled);
  const oldest = bundled.meetings.map(({ date, id }) => `${date} ${id}`).sort()[0].split(" ")[1];
  for (const path of Object.keys(files).filter((path) => path.includes("pieces/") && path !== front(files))) {
    files[path] = { status: 404, body: "no such file" };
  }
  const page = await open(`?open=meeting/${oldest}`, { files, wait: false, errors: [FAILED_LOAD] });
  await page.locator("main").getByRole("alert").waitFor();
  await page.locator("main").getByRole("link", { name: /^←/ }).click();
  await counts(page, ALL);
});
