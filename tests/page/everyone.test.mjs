// What people set for themselves, and what the page must then still do: 400 % zoom, more space between
// letters and lines, the system's own few colours, no movement, large fingers, an input method.
import assert from "node:assert/strict";
import {
  articles, becomes, bundled, chips, counts, facet, filtersButton, hasText, search, settled, status, test, title, value,
} from "./harness.mjs";
import { dataset, meeting } from "./fixtures.mjs";
import { dialog, openDialog } from "./saving.mjs";

const TOTAL = bundled.meetings.length + bundled.facts.length;
const LINKS = [
  "", "?organisation=sco-secretariat&q=norov", "?organisation=complant&q=xyzzy", "?open=organisation/sco",
  "?open=person/norov", "?open=meeting/sco-001", "?open=fact/complant-projects",
  "?open=pair/sco-secretariat/complant", "?open=compare/sco/complant", "?open=data", "?open=pair/complant",
  "?open=organisation/sinopharm", "?view=network", "?view=matrix", "?view=matrix-years",
];

/** Buttons that open a dialog. */
const DIALOGS = ["Export", "Cite", "Saved", "Keyboard and search help"];

/** These open every link and every dialog in several widths. */
const MANY = { timeout: 300_000 };

/** Looks at every link, and then at every dialog. */
async function everywhere(open, options, look) {
  for (const link of LINKS) {
    const page = await open(link, options);
    await look(page, `${link} at ${options.width}`);
    await page.close();
  }
  for (const name of DIALOGS) {
    const page = await open("?organisation=sco-secretariat", options);
    await openDialog(page, name);
    if (name === "Saved") {
      await dialog(page).getByRole("button", { name: "Save this selection" }).click();
      await dialog(page).getByRole("listitem").first().waitFor();
    }
    await look(page, `${name} at ${options.width}`);
    await page.close();
  }
}

/** Rules of the reader's own: the policy does not hold for them. */
const style = (page, rules) =>
  page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, rules);

/** What stands out of the page sideways, or is cut off inside something that does not scroll. */
const lost = (page) =>
  page.evaluate(() => {
    const seen = (it) => it.checkVisibility({ visibilityProperty: true }) && it.getClientRects().length > 0;
    const named = (it) => `${it.tagName}.${it.className} ${it.textContent.trim().slice(0, 50)}`;
    const all = [...document.querySelectorAll("body *")].filter((it) => seen(it) && !it.closest(".heard, .skip, svg, [aria-hidden=true]"));
    const cut = all.filter((it) => {
      const { overflowX, overflowY, textOverflow, clipPath } = getComputedStyle(it);
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      // with an ellipsis one sees that there is more; what is clipped away whole is for screen readers
      if (textOverflow === "ellipsis" || clipPath !== "none") return false;
      return (hides(overflowX) && it.scrollWidth > it.clientWidth + 1) || (hides(overflowY) && it.scrollHeight > it.clientHeight + 1);
    });
    const wide = document.documentElement.scrollWidth > innerWidth + 1;
    const scrolled = (it) => /auto|scroll/.test(getComputedStyle(it).overflowX);
    const inScroller = (it) => { while ((it = it.parentElement)) if (scrolled(it)) return true; return false; };
    const out = wide ? all.filter((it) => it.getBoundingClientRect().right > innerWidth + 1 && !inScroller(it)).slice(0, 5) : [];
    return [...(wide ? ["the page scrolls sideways"] : []), ...out.map((it) => `out: ${named(it)}`), ...cut.map((it) => `cut: ${named(it)}`)];
  });

// 1280 by 1024 at 400 %: WCAG 1.4.10
const ZOOMED = { width: 320, height: 256 };

test("at 400 % zoom nothing is cut off and nothing scrolls sideways", async (open) => {
  await everywhere(open, ZOOMED, async (page, what) => assert.deepEqual(await lost(page), [], what));
}, MANY);

test("at 400 % zoom one filters, opens a record and comes back, by keyboard alone", async (open) => {
  const page = await open("", ZOOMED);
  await filtersButton(page).focus();
  await page.keyboard.press("Enter");
  const box = facet(page, "Kind").getByRole("checkbox").first();
  await box.focus();
  await page.keyboard.press("Space");
  await chips(page).first().waitFor();
  await uncovered(page);
  await articles(page).first().getByRole("link").first().focus();
  await uncovered(page);
  await page.keyboard.press("Enter");
  await settled(page);
  assert.ok(await title(page).isVisible());
  await page.goBack();
  await settled(page);
  await chips(page).first().waitFor();
});

/** What has the focus is not under something that stays in place: WCAG 2.4.11. */
async function uncovered(page) {
  const found = await page.evaluate(() => {
    const it = document.activeElement;
    const { left, right, top, bottom } = it.getBoundingClientRect();
    const shown = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + (right - left) * x, top + (bottom - top) * y]));
    const at = (x, y) => document.elementFromPoint(x, y);
    const label = it.closest("label");
    const seen = shown.some(([x, y]) => it.contains(at(x, y)) || label?.contains(at(x, y)) || at(x, y)?.closest("a, button") === it);
    return { seen, what: `${it.tagName} ${it.textContent.trim().slice(0, 60)} at ${top}` };
  });
  assert.ok(found.seen, `covered: ${found.what}`);
}

for (const [name, size] of Object.entries({ wide: { width: 1280, height: 720 }, narrow: { width: 390, height: 640 } })) {
  test(`${name}: what has the focus is never wholly covered, forwards or backwards`, async (open) => {
    const page = await open("?organisation=sco-secretariat", size);
    for (const key of ["Tab", "Shift+Tab"]) {
      for (let at = 0; at < 60; at += 1) {
        await page.keyboard.press(key);
        if (await page.evaluate(() => document.activeElement === document.body)) break;
        await uncovered(page);
      }
    }
  });
}

test("with more space between lines, words and letters nothing is cut off", async (open) => {
  // WCAG 1.4.12
  const spaced = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`;
  for (const width of [1280, 390]) {
    await everywhere(open, { width }, async (page, what) => {
      await style(page, spaced);
      assert.deepEqual(await lost(page), [], what);
    });
  }
}, MANY);

test("in the system's own colours bars, chosen filters and the focus can be told apart", async (open) => {
  const page = await open("?year=2020");
  await page.emulateMedia({ forcedColors: "active" });
  const ink = (locator) => locator.evaluate((it) => getComputedStyle(it).backgroundColor);
  const [on, off] = [page.locator(".bar.on .exact"), page.locator(".bar:not(.on) .exact")];
  const paper = await ink(page.locator("body"));
  assert.notEqual(await ink(on.first()), paper, "a chosen bar is not the colour of the page");
  if ((await off.count()) > 0) {
    assert.notEqual(await ink(off.first()), paper, "a bar is not the colour of the page");
    assert.notEqual(await ink(off.first()), await ink(on.first()), "a chosen bar differs from the rest");
  }
  await search(page).focus();
  const outline = await page.locator(".ask").evaluate((it) => getComputedStyle(it).outlineStyle);
  assert.notEqual(outline, "none");
});

test("in the system's own colours pictures, steps, rods and the calendar are seen", async (open) => {
  for (const [link, parts] of [
    ["?view=network", [[".lines .seen", "stroke"], [".discs .seen", "fill"]]],
    ["?open=compare/sco-secretariat/complant", [[".rod i", "backgroundColor"]]],
    ["?open=organisation/sinopharm", [[".steps line", "stroke"]]],
    ["?open=data", [[".months td.wholly", "borderTopColor"]]],
  ]) {
    const page = await open(link);
    await page.emulateMedia({ forcedColors: "active" });
    const paper = await page.locator("body").evaluate((it) => getComputedStyle(it).backgroundColor);
    for (const [wanted, property] of parts) {
      await page.locator(wanted).first().waitFor({ state: "attached" });
      const ink = await page.locator(wanted).first().evaluate((it, property) => getComputedStyle(it)[property], property);
      assert.ok(ink && ink !== paper && ink !== "none" && ink !== "rgba(0, 0, 0, 0)", `${link} ${wanted}: ${ink} on ${paper}`);
    }
    await page.close();
  }
});

test("who wants no movement gets none", async (open) => {
  for (const link of ["", "?open=organisation/sco", "?open=data"]) {
    const page = await open(link);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((it) => {
          const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(it);
          const lasts = (text) => text.split(",").some((part) => parseFloat(part) > 0.01);
          return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration)) || scrollBehavior === "smooth";
        })
        .map((it) => `${it.tagName}.${it.className}`),
    );
    assert.deepEqual(moving, [], link);
    await page.close();
  }
});

test("every target is 24 pixels high and wide, or stands in a line of text", async (open) => {
  for (const width of [1280, 390]) {
    await everywhere(open, { width, touch: true }, async (page, what) => {
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("a, button, input, select, summary")]
          .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".skip, .heard, .bars, svg"))
          .filter((it) => {
            // the label of a checkbox is its target too
            const big = (target) => [...target.getClientRects()].every(({ width, height }) => height > 23.5 && (width > 23.5 || inLine));
            const inLine = it.tagName === "A" && getComputedStyle(it).display === "inline";
            return ![it, it.closest("label")].some((target) => target && big(target));
          })
          .map((it) => `${it.tagName}.${it.className} ${it.textContent.trim().slice(0, 40)}`),
      );
      assert.deepEqual(small, [], what);
    });
  }
}, MANY);

/** An input method in the field that has the focus. */
async function method(page) {
  const session = await page.context().newCDPSession(page);
  return {
    compose: async (text) => {
      await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    },
    enter: (text) => session.send("Input.insertText", { text }),
  };
}

test("an input method that is composing searches for nothing until it is done", async (open) => {
  const page = await open("");
  await search(page).focus();
  const { compose, enter } = await method(page);
  for (const half of ["x", "xy", "xyz", "xyzz"]) {
    await compose(half);
    await hasText(status(page), `${TOTAL} of ${TOTAL} records`);
    assert.equal(new URL(page.url()).searchParams.get("q"), null);
  }
  // Enter chooses among the method's proposals, and is not a search
  await enter("诺罗夫");
  await becomes(async () => new URL(page.url()).searchParams.get("q"), "诺罗夫");
  await settled(page);
  assert.ok((await articles(page).count()) > 0);
});

test("nor does it in a facet, in the choice of an organisation, or among the problems", async (open) => {
  const names = ["Bank", "Amt", "Rat", "Haus", "Werk", "Bund", "Stadt", "Land", "Dorf", "Hof", "Forst", "Kammer"];
  const organisations = Object.fromEntries(names.map((name) => [name.toLowerCase(), { name }]));
  const meetings = names.map((name, at) => meeting(`m${at}`, { participants: [{ organisation: name.toLowerCase() }, { organisation: "bank" }] }));
  const bad = [meeting("bad", { date: "someday" }), meeting("worse", { sources: [] })];
  const data = dataset({ organisations, meetings: [...meetings, ...bad] });
  const page = await open("", { data });
  const group = facet(page, "Organisation");
  await group.getByRole("button", { name: /^Search 12 org/ }).click();
  const values = () => group.getByRole("checkbox").count();
  const report = page.locator("section").filter({ has: page.getByRole("heading", { name: "Quality report" }) });
  const suggested = () => page.getByRole("list", { name: "Suggestions" }).getByRole("listitem").count();
  const fields = [
    ["", group.getByRole("textbox"), values, "Forst"],
    ["?open=pair/bank", page.getByRole("textbox").nth(1), suggested, "Forst"],
    ["?open=data", report.getByRole("searchbox"), () => report.getByRole("status").innerText(), "someday"],
  ];
  for (const [link, field, seen, word] of fields) {
    if (link) await page.goto(`${page.site.base}${link}`);
    await field.focus();
    const before = await seen();
    const { compose, enter } = await method(page);
    for (const half of ["q", "qx", "qxz"]) {
      await compose(half);
      assert.equal(await seen(), before, `${link} while ${half} is composed`);
    }
    await enter(word);
    await becomes(async () => (await seen()) !== before, true, `${link} once ${word} is entered`);
  }
});
