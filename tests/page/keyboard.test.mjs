// Everything by the keyboard alone, wide and narrow; the focus can be seen and is never lost.
import assert from "node:assert/strict";
import {
  articles, becomes, bundled, chips, counts, facet, filtersButton, focused, gate, hasText, repositoryFile, search,
  settled, status, test, title, unfold, value,
} from "./harness.mjs";

const TOTAL = bundled.meetings.length + bundled.facts.length;
const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

/** Presses Tab until something has the focus; every stop on the way must be visible. */
async function tabTo(page, wanted, key = "Tab", most = 120) {
  for (let at = 0; at < most; at += 1) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (wanted.test(now)) return now;
    await outlined(page);
  }
  return assert.fail(`${most} times ${key}, and ${wanted} did not get the focus`);
}

/** The focus is on something, and it is drawn: on the element or on what holds it. */
async function outlined(page) {
  const found = await page.evaluate(() => {
    const it = document.activeElement;
    const drawn = (element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    const box = it.getBoundingClientRect();
    return {
      name: `${it.tagName} ${it.getAttribute("aria-label") ?? it.textContent.trim().slice(0, 60)}`,
      drawn: it !== document.body && (drawn(it) || it.type === "checkbox" || (it.type === "search" && drawn(it.form))),
      onScreen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });
  assert.deepEqual({ drawn: found.drawn, onScreen: found.onScreen }, { drawn: true, onScreen: true }, found.name);
}

/** The focus is on something that is still in the document. */
const somewhere = (page, what) => becomes(async () => (await focused(page)) !== "BODY", true, `focus lost by ${what}`);

async function openFilters(page) {
  const button = filtersButton(page);
  if (!(await button.isVisible())) return;
  await button.focus();
  await page.keyboard.press("Enter");
  await becomes(() => button.getAttribute("aria-expanded"), "true");
}

for (const [name, size] of Object.entries(SIZES)) {
  test(`${name}: Tab goes from the skip link to the search box, the timeline and the filters`, async (open) => {
    const page = await open("", size);
    await page.keyboard.press("Tab");
    await becomes(() => focused(page), "A Skip to the results");
    await outlined(page);
    await tabTo(page, /^INPUT Search$/);
    await outlined(page);
    await tabTo(page, /^BUTTON \w{3} 20\d\d: /);
    await outlined(page);
    // all bars are one stop
    await page.keyboard.press("Tab");
    assert.doesNotMatch(await focused(page), /^BUTTON \w{3} 20\d\d: /);
    await tabTo(page, size.width > 800 ? /^INPUT Meeting/ : /^BUTTON Filters/);
    await outlined(page);
  });

  test(`${name}: the skip link skips`, async (open) => {
    const page = await open("", size);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await becomes(() => page.evaluate(() => document.activeElement.closest("#main") !== null), true);
    await counts(page, TOTAL);
  });

  test(`${name}: "/" goes to the search box, Escape empties it`, async (open) => {
    const page = await open("", size);
    await page.keyboard.press("/");
    await becomes(() => focused(page), "INPUT Search");
    assert.equal(await search(page).inputValue(), "");
    await page.keyboard.type("sugar / -cane");
    assert.equal(await search(page).inputValue(), "sugar / -cane");
    await becomes(async () => new URL(page.url()).searchParams.get("q"), "sugar / -cane");
    await page.keyboard.press("Escape");
    await counts(page, TOTAL);
    assert.equal(await search(page).inputValue(), "");
    await becomes(() => focused(page), "INPUT Search");
  });

  test(`${name}: "/" on a page of its own goes back to the search box`, async (open) => {
    const page = await open("?open=meeting/sco-001", size);
    await page.keyboard.press("/");
    await becomes(() => focused(page), "INPUT Search");
  });

  test(`${name}: Space filters, and the focus stays on the checkbox`, async (open) => {
    const page = await open("", size);
    await openFilters(page);
    const box = value(page, "Organisation", "SCO Secretariat");
    await box.focus();
    for (const checked of [true, false, true]) {
      await page.keyboard.press("Space");
      await hasText(status(page), checked ? /^1\d\d of 279/ : /^279 of 279/);
      await becomes(() => box.evaluate((it) => it === document.activeElement), true, "the focus stays");
      assert.equal(await box.isChecked(), checked);
    }
    // and on the button that excludes
    const not = facet(page, "Organisation").getByRole("button", { name: "Exclude SCO Secretariat" });
    await not.focus();
    await page.keyboard.press("Enter");
    await becomes(() => not.getAttribute("aria-pressed"), "true");
    await becomes(() => focused(page), "BUTTON Exclude SCO Secretariat");
    await outlined(page);
  });

  test(`${name}: arrows go from bar to bar, Enter chooses`, async (open) => {
    const page = await open("", size);
    await facet(page, "Timeline").getByRole("button", { name: /^Jan 2018: / }).focus();
    await page.keyboard.press("ArrowRight");
    await becomes(async () => (await focused(page)).startsWith("BUTTON Feb 2018: "), true);
    await outlined(page);
    await page.keyboard.press("End");
    await becomes(async () => /^BUTTON \w{3} 2022: /.test(await focused(page)), true);
    await page.keyboard.press("ArrowRight");
    const last = await focused(page);
    await page.keyboard.press("ArrowLeft");
    await becomes(async () => (await focused(page)) !== last, true);
    await page.keyboard.press("Home");
    await becomes(async () => (await focused(page)).startsWith("BUTTON Jan 2018: "), true);
    const n = Number(/: (\d+) record/.exec(await focused(page))[1]);
    await page.keyboard.press("Enter");
    await hasText(status(page), `${n} of ${TOTAL} records`);
    await becomes(async () => (await focused(page)).startsWith("BUTTON Jan 2018: "), true, "the focus stays on the bar");
  });

  test(`${name}: "?" opens the help, Escape closes it, and the focus returns`, async (open) => {
    const page = await open("", size);
    const link = articles(page).nth(2).getByRole("heading").getByRole("link").last();
    await link.focus();
    const before = await focused(page);
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keyboard and search help" });
    await help.waitFor();
    assert.equal(await help.evaluate((it) => it.contains(document.activeElement)), true);
    await page.keyboard.press("/");
    assert.equal(await help.evaluate((it) => it.contains(document.activeElement)), true);
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
    await becomes(() => focused(page), before);
    // again, by its button
    await page.getByRole("button", { name: "Keyboard and search help" }).focus();
    await page.keyboard.press("Enter");
    await help.waitFor();
    await help.getByRole("button", { name: "Close" }).press("Enter");
    await help.waitFor({ state: "hidden" });
    await becomes(() => focused(page), "BUTTON Keyboard and search help");
  });

  test(`${name}: a link leads to the heading, Back to the link`, async (open) => {
    const page = await open("", size);
    const link = articles(page).nth(5).getByRole("link", { name: "SCO Secretariat", exact: true }).or(
      articles(page).nth(5).getByRole("heading").getByRole("link"),
    );
    await link.first().focus();
    const before = await focused(page);
    await page.keyboard.press("Enter");
    await becomes(async () => (await focused(page)).startsWith("H1 "), true);
    assert.equal(await focused(page), `H1 ${await title(page).textContent()}`);
    await page.goBack();
    await becomes(() => focused(page), before);
    // Escape closes a page of its own
    await page.goForward();
    await becomes(() => page.getByRole("searchbox").count(), 0);
    await page.keyboard.press("Escape");
    await counts(page, TOTAL);
    await somewhere(page, "closing with Escape");
  });

  test(`${name}: no action loses the focus`, async (open) => {
    const page = await open("?q=norov&organisation=sco-secretariat&year=2020", size);
    await chips(page).nth(1).focus();
    await page.keyboard.press("Enter");
    await becomes(() => chips(page).count(), 2);
    await somewhere(page, "removing a chip");
    await page.getByRole("button", { name: "Clear all" }).focus();
    await page.keyboard.press("Enter");
    await counts(page, TOTAL);
    await becomes(() => focused(page), "INPUT Search");

    await openFilters(page);
    await facet(page, "Topic").getByRole("button", { name: /^Search \d+ topics$/ }).focus();
    await page.keyboard.press("Enter");
    await becomes(() => focused(page), "INPUT Search topics");
    await facet(page, "Topic").getByRole("button", { name: "Show more" }).focus();
    await page.keyboard.press("Enter");
    await becomes(async () => (await facet(page, "Topic").getByRole("checkbox").count()) > 50, true);
    await somewhere(page, "showing more values");
    await facet(page, "Topic").getByRole("button", { name: "Show fewer" }).focus();
    await page.keyboard.press("Enter");
    await becomes(() => facet(page, "Topic").getByRole("checkbox").count(), 6);
    await somewhere(page, "showing fewer values");

    const more = page.getByRole("button", { name: "Show 20 more" });
    const before = await articles(page).count();
    await more.evaluate((it) => it.focus({ preventScroll: true }));
    await page.keyboard.press("Enter");
    await becomes(async () => (await articles(page).count()) > before, true);
    await somewhere(page, "showing more records");

    await page.getByRole("combobox", { name: "Order" }).focus();
    await page.keyboard.press("ArrowDown");
    await becomes(async () => new URL(page.url()).searchParams.get("sort"), "oldest");
    await somewhere(page, "another order");
  });

  test(`${name}: dropping a filter where nothing was found keeps the focus`, async (open) => {
    const page = await open("?organisation=complant&q=xyzzy", size);
    await page.getByRole("link", { name: "Without xyzzy" }).focus();
    await page.keyboard.press("Enter");
    await hasText(status(page), /^1\d of 279/);
    await somewhere(page, "dropping a filter");
  });

  test(`${name}: Clear all where nothing was found keeps the focus`, async (open) => {
    const page = await open("?organisation=complant&q=xyzzy", size);
    const clear = page.getByRole("region", { name: "Results" }).getByRole("button", { name: "Clear all" }).last();
    await clear.focus();
    await page.keyboard.press("Enter");
    await counts(page, TOTAL);
    await somewhere(page, "Clear all below");
  });
}

test("narrow: the filters open and close by keyboard", async (open) => {
  const page = await open("", SIZES.narrow);
  const button = filtersButton(page);
  assert.equal(await value(page, "Kind", "Meeting").isVisible(), false);
  await openFilters(page);
  assert.equal(await value(page, "Kind", "Meeting").isVisible(), true);
  await value(page, "Kind", "Meeting").focus();
  await page.keyboard.press("Escape");
  await becomes(() => button.getAttribute("aria-expanded"), "false");
  await becomes(() => button.evaluate((it) => it === document.activeElement), true);
});

test("what is typed right behind / is all in the search box", async (open) => {
  const page = await open("");
  const focused = () => {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true }));
    return document.activeElement.id;
  };
  assert.equal(await page.evaluate(focused), "search", "before anything is painted");
  await page.keyboard.type("norov");
  await becomes(() => search(page).inputValue(), "norov");
});

test("evidence opens by keyboard", async (open) => {
  const page = await open("?open=organisation/complant");
  const evidence = page.locator("details").first();
  await evidence.locator("summary").focus();
  await outlined(page);
  await unfold(evidence, () => page.keyboard.press("Enter"));
  await page.keyboard.press("Tab");
  await becomes(() => evidence.evaluate((it) => it.contains(document.activeElement)), true);
});

test("narrow: the sign before “Filters” is not spoken", async (open) => {
  const page = await open("", SIZES.narrow);
  await page.getByRole("button", { name: "Filters", exact: true }).waitFor();
});

test("a second try keeps the focus, in vain or not", async (open) => {
  const answer = { status: 404, body: "no" };
  const page = await open("", { files: { "data/dataset.json": answer }, errors: [/Failed to load resource/] });
  const again = page.getByRole("button", { name: "Try again" });
  const held = gate();
  answer.late = held.promise;
  await again.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("progressbar").waitFor();
  held.open();
  await again.waitFor();
  await somewhere(page, "Try again, in vain");
  delete page.site.files["data/dataset.json"];
  await again.focus();
  await page.keyboard.press("Enter");
  await settled(page);
  await counts(page, TOTAL);
  await somewhere(page, "Try again, with success");
});

test("a dismissed notice does not take the focus with it", async (open) => {
  const page = await open("", { data: repositoryFile("tests/data/bad.json") });
  await page.getByRole("button", { name: "Dismiss" }).focus();
  await page.keyboard.press("Enter");
  await becomes(() => page.getByRole("button", { name: "Dismiss" }).count(), 0);
  await somewhere(page, "Dismiss");
});

test("a link copied by hand, once closed, gives the focus back", async (open) => {
  const page = await open("");
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
  });
  await page.getByRole("button", { name: "Copy link" }).focus();
  await page.keyboard.press("Enter");
  const close = page.getByRole("region", { name: "Results" }).getByRole("button", { name: "Close" });
  await close.focus();
  await page.keyboard.press("Enter");
  await becomes(() => close.count(), 0);
  await somewhere(page, "closing the link");
});
