// Data is text: whatever a dataset holds, nothing of it runs, nothing of it breaks the page or its
// links, and nothing is wider than the page.
import assert from "node:assert/strict";
import { articles, becomes, hasText, settled, status, test, title, unfoldAll, value } from "./harness.mjs";
import { dataset, meeting } from "./fixtures.mjs";

const SCRIPT = "<script>window.hacked = 1</script>";
const IMAGE = '<img src=x onerror="window.hacked = 1">';
const CLOSE = '</script></textarea></title><svg onload="window.hacked = 1">';
const EVIL = `${SCRIPT}${IMAGE}${CLOSE}`;
const URL_EVIL = "javascript:window.hacked=1";
const BIDI = "safe\u202Egnp.exe\u202C \u2066isolated\u2069 \u200Bzero\u0000width";
const RTL = "جامعة الدول العربية";
const LONG = "Ministry of Exceedingly Long Affairs ".repeat(11).slice(0, 400);
const TOKEN = "x".repeat(100_000);

const IDS = ["__proto__", "constructor", "a/b", "a%2Fb", "100%", "x&y=z", "q?r#s", "a+b c", "É\u0301тест", "\"quoted\"", "..", "toString"];

/** `JSON.stringify` leaves out a key `__proto__` unless it is an own property. */
const table = (entries) => Object.fromEntries(entries);

const hostile = () =>
  dataset({
    title: `${EVIL} register`,
    description: EVIL,
    publisher: { name: EVIL, url: URL_EVIL },
    licence: { name: EVIL, url: URL_EVIL },
    report: URL_EVIL,
    coverage: [{ from: "2018", note: EVIL }],
    sources: {
      s1: { url: URL_EVIL, title: EVIL, publisher: EVIL, archive: "data:text/html,<script>window.hacked=1</script>" },
      s2: { url: "https://example.org/\"><script>window.hacked=1</script>", title: "Ordinary" },
      s3: { url: " jAvAsCrIpT:window.hacked=1", title: "With a blank" },
    },
    organisations: table([
      ["evil", { name: EVIL, aliases: [IMAGE], kind: SCRIPT, country: SCRIPT, url: URL_EVIL, identifiers: { [IMAGE]: SCRIPT } }],
      ["long", { name: LONG }],
      ["rtl", { name: RTL }],
      ["bidi", { name: BIDI }],
      ["upper", { name: "ACME" }],
      ["lower", { name: "acme" }],
      ...IDS.map((id) => [id, { name: `Organisation of id ${id}` }]),
    ]),
    people: { p: { name: IMAGE } },
    topics: { t: { name: EVIL } },
    places: { here: { name: EVIL } },
    meetings: [
      meeting("m/1", {
        title: EVIL,
        summary: EVIL,
        kind: SCRIPT,
        place: "here",
        topics: ["t"],
        participants: [{ person: "p", as: IMAGE, organisation: "evil", side: SCRIPT }],
        points: [{ by: "p", says: EVIL }],
        outcomes: [EVIL],
        sources: [{ source: "s1", quote: EVIL, where: EVIL }, "s2", "s3"],
        note: EVIL,
      }),
      meeting("m2", {
        title: LONG.repeat(4),
        participants: ["long", "rtl", "bidi", "upper", "lower", ...IDS].map((organisation) => ({ organisation })),
      }),
      meeting("m3", { title: TOKEN, summary: `${RTL} ${BIDI}` }),
    ],
    facts: [{ id: "f&1", about: "evil", claim: EVIL, value: EVIL, unit: IMAGE, number: 5, sources: ["s1"] }],
  });

/** Nothing ran, and nothing is wider than the page. */
async function harmless(page, what) {
  const found = await page.evaluate(() => ({
    hacked: window.hacked,
    scripts: [...document.querySelectorAll("script")].filter((it) => !it.src && !/json$/.test(it.type)).length,
    images: document.querySelectorAll("img, svg, iframe, object").length,
    links: [...document.links].map((it) => it.href).filter((it) => !/^(https?|mailto):/.test(it)),
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  }));
  assert.deepEqual(found, { hacked: undefined, scripts: 0, images: 0, links: [], wide: false }, what);
}

const go = async (page, link) => {
  await page.goto(page.site.base + link);
  await settled(page);
};

for (const width of [1280, 390]) {
  test(`markup and scripts are text, at ${width} px`, async (open) => {
    const page = await open("", { data: hostile(), width });
    await hasText(title(page), `${EVIL} register`);
    await articles(page).getByRole("heading", { name: EVIL, exact: true }).waitFor();
    await unfoldAll(page);
    await harmless(page, "Explore");
    for (const link of [
      "?open=meeting/m%2F1", "?open=meeting/m2", "?open=meeting/m3", "?open=fact/f%261", "?open=organisation/evil",
      "?open=organisation/long", "?open=person/p", "?open=topic/t", "?open=place/here", "?open=data",
      "?open=pair/evil/long", "?open=compare/evil/long/rtl",
    ]) {
      await go(page, link);
      assert.ok((await title(page).textContent()).length > 0);
      await harmless(page, link);
    }
  });
}

test("only http, https and mailto are addresses; the rest is not a link", async (open) => {
  const page = await open("?open=meeting/m%2F1", { data: hostile() });
  const hrefs = await page.getByRole("link").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
  assert.deepEqual(hrefs.filter((it) => /script:|^\s*data:/i.test(it)), []);
  assert.ok(hrefs.some((it) => it.startsWith("https://example.org/")));
});

test("a link is no way to bring in markup either", async (open) => {
  const evil = encodeURIComponent(EVIL);
  const page = await open(`?q=${evil}&organisation=${evil}&year=${evil}&from=${evil}&nosuch=${evil}&lang=en`, { data: hostile() });
  await harmless(page, "a link full of markup");
  await page.getByRole("alert").filter({ hasText: "<script>window.hacked" }).first().waitFor();
  await go(page, `?open=organisation/${evil}`);
  await hasText(title(page), `This dataset has no organisation “${EVIL}”.`);
  await harmless(page, "a page full of markup");
});

test("any id can be filtered by, opened and loaded again", async (open) => {
  const page = await open("?open=meeting/m2", { data: hostile() });
  for (const id of IDS) {
    await go(page, "?open=meeting/m2");
    const name = `Organisation of id ${id}`;
    await page.getByRole("table").getByRole("link", { name, exact: true }).click();
    await hasText(title(page), name);
    const link = page.url();
    await page.reload();
    await settled(page);
    assert.equal(page.url(), link);
    await hasText(title(page), name);
    await page.getByRole("link", { name: "All 1 record in the explorer" }).click();
    await hasText(status(page), "1 of 4 records");
    assert.equal(await page.getByRole("alert").filter({ visible: true }).count(), 0);
    await page.getByRole("button", { name: `Remove ${name}` }).click();
    await hasText(status(page), "4 of 4 records");
  }
});

test("a meeting and a fact with odd ids open from their cards", async (open) => {
  const page = await open("", { data: hostile() });
  await articles(page).getByRole("heading", { name: EVIL, exact: true }).getByRole("link").click();
  await hasText(title(page), EVIL);
  await page.reload();
  await settled(page);
  await hasText(title(page), EVIL);
});

test("names that differ only by case are two", async (open) => {
  const page = await open("?open=compare/upper/lower", { data: hostile() });
  const items = await page.getByRole("main").getByRole("listitem").allTextContents();
  assert.deepEqual(items.map((it) => it.split(" ")[0]), ["ACME", "acme"]);
  await go(page, "?organisation=upper&organisation=lower");
  await hasText(status(page), "1 of 4 records");
});

test("a token of 100 kB can be shown, searched for, and linked to", async (open) => {
  const page = await open(`?q=${"x".repeat(1_900)}`, { data: hostile(), width: 390 });
  await hasText(status(page), "1 of 4 records");
  await harmless(page, "found by its beginning");
  await go(page, "?open=meeting/m3");
  await becomes(async () => (await title(page).textContent()).length, TOKEN.length);
});

test("one meeting with 146 organisations", async (open) => {
  const names = Array.from({ length: 146 }, (_, at) => `Delegation ${at} of the United Somewhere`);
  const data = dataset({ meetings: [meeting("m1", { participants: names.map((organisation) => ({ organisation })) })] });
  const page = await open("", { data, width: 390 });
  await articles(page).getByText("+ 140").waitFor();
  await harmless(page, "a card");
  await articles(page).getByRole("heading").getByRole("link").click();
  const rows = page.getByRole("table").locator("tbody tr");
  await becomes(() => rows.count(), 146);
  await harmless(page, "the meeting");
});

test("names from right to left keep their direction, and what stands beside them its own", async (open) => {
  const page = await open("?open=organisation/rtl", { data: hostile() });
  await hasText(title(page), RTL);
  assert.equal(await title(page).locator("span").evaluate((it) => getComputedStyle(it).direction), "rtl");
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), "ltr");
  await go(page, "?organisation=bidi");
  // each name is kept apart from the text around it
  const apart = await page.locator(".chips .chip span, .value .name").evaluateAll((all) =>
    all.every((it) => it.getAttribute("dir") === "auto" || it.hasAttribute("aria-hidden")),
  );
  assert.equal(apart, true);
});

test("a value whose name is markup can be ticked", async (open) => {
  const page = await open("", { data: hostile() });
  await value(page, "Organisation", EVIL).check();
  await hasText(status(page), "2 of 4 records");
  await page.getByRole("button", { name: `Remove ${EVIL}` }).click();
  await hasText(status(page), "4 of 4 records");
});

test("words that no text holds are answered: half characters, operators, ten thousand words, a million letters", async (open) => {
  const page = await open("", { data: hostile() });
  const total = Number(/of (\d+)/.exec(await status(page).first().textContent())[1]);
  const says = (words) =>
    page.getByRole("searchbox").evaluate((it, words) => {
      it.value = words;
      it.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, words);
  for (const [words, found] of [
    ["\ud800x", "\\d+"], ["x\udc00", "\\d+"], ["\ud800", total], ['"', total], ['-', total], ['"" - -"" "-', total], ["\u0301\u0302\u0303", total],
    ["\u0000", total], ["word ".repeat(10_000), 0], ["z".repeat(1_000_000), 0], ["-zzqqzz ".repeat(10_000), total],
  ]) {
    await says(words);
    await hasText(status(page).first(), new RegExp(`^${found} of ${total}`));
    await says("");
    await hasText(status(page).first(), `${total} of ${total} records`);
  }
  // what a visitor pastes is cut before the browser lays it out, then at 2,000 bytes
  await page.getByRole("searchbox").focus();
  await page.keyboard.insertText(`n${"\u0301".repeat(200_000)}orov`);
  await becomes(async () => (await page.getByRole("searchbox").inputValue()).length, 1000);
  await hasText(status(page).first(), new RegExp(`^0 of ${total}`));
  for (const link of ["?q=%ED%A0%80", "?q=%FF%FE", "?q=%", "?q=%22%22", "?from=%ED%A0%80&organisation=%ED%A0%80"]) {
    await go(page, link);
    await status(page).first().waitFor();
    await harmless(page, link);
  }
});
