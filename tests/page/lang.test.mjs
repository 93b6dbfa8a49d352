// The page in each of its languages: which one, what is in it, what happens if it does not come, and one
// that is written from right to left.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { becomes, bundled, hasText, records, repositoryFile, settled, test, title } from "./harness.mjs";
import { dataset, many, meeting } from "./fixtures.mjs";
import { mirrored, tags, words } from "./languages.mjs";

const AXE = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const ALL = records().length;
const SECRETARIAT = bundled.organisations["sco-secretariat"].name;
const FAILED_LOAD = /Failed to load resource/;
const [RU, ZH] = [words("ru"), words("zh")];
const NAMES = { en: "English", ...Object.fromEntries(tags.map((tag) => [tag, words(tag).name])) };

/** A phrase of a catalogue with its parts in it, as `Intl` of this process has numbers and plurals. */
function say(tag, key, ...parts) {
  const catalogue = { ru: RU, zh: ZH }[tag];
  const { locale, plurals } = catalogue;
  const form = (n, forms) => forms.split("|")[plurals.split(" ").indexOf(new Intl.PluralRules(locale).select(n))];
  const part = (at, forms) => {
    if (typeof parts[at] !== "number") return parts[at];
    return forms ? form(parts[at], forms) : new Intl.NumberFormat(locale).format(parts[at]);
  };
  return catalogue[key].replace(/\{(\d)(?::([^}]*))?\}/g, (_, at, forms) => part(at, forms));
}

const root = (page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
const status = (page) => page.locator("#results [role=status]");
const switcher = (page) => page.locator("#language");
const speaks = (page, tag) => becomes(() => root(page), [tag, "ltr"]);
const catalogues = (page) => {
  const found = [];
  page.on("request", (request) => request.url().includes("/lang/") && found.push(new URL(request.url()).pathname));
  return found;
};
const query = (page) => new URL(page.url()).search;

// ---- which language ----

for (const [locale, tag] of [["ru-RU", "ru"], ["zh-CN", "zh"], ["zh-Hant-TW", "zh"], ["en-US", "en"], ["de-DE", "en"]]) {
  test(`a browser in ${locale} gets ${tag}`, async (open) => {
    const page = await open("", { locale });
    await speaks(page, tag);
    await hasText(title(page), bundled.title[tag]);
    assert.equal(await page.title(), bundled.title[tag]);
    assert.equal(query(page), "");
    assert.equal(await switcher(page).inputValue(), tag);
  });
}

test("only the language that is wanted is fetched", async (open) => {
  const page = await open("");
  const asked = catalogues(page);
  await page.reload();
  await settled(page);
  assert.deepEqual(asked, []);
  await page.goto(`${page.site.base}?lang=ru`);
  await settled(page);
  await page.goto(`${page.site.base}?lang=ru&q=norov`);
  await settled(page);
  assert.deepEqual(asked, ["/lang/ru.txt", "/lang/ru.txt"]);
});

test("the link says more than the browser", async (open) => {
  const page = await open("?lang=zh", { locale: "ru-RU" });
  await speaks(page, "zh");
  await hasText(status(page), say("zh", "count_of", ALL, ALL));
  await page.goto(`${page.site.base}?lang=en`);
  await settled(page);
  await speaks(page, "en");
});

test("a language that there is not is said, and the rest of the link works", async (open) => {
  const page = await open("?lang=tlh&year=2020", { locale: "ru-RU" });
  await speaks(page, "ru");
  await page.getByRole("alert").getByText(say("ru", "bad_link", "lang", "tlh")).waitFor();
  assert.match(await status(page).textContent(), /^\d+ из 279 записей$/);
  assert.ok(!(await status(page).textContent()).startsWith("279"));
});

test("the switch names each language in itself, and marks it so", async (open) => {
  const page = await open("");
  const options = await page.getByRole("combobox", { name: "Language" }).getByRole("option").evaluateAll((all) =>
    all.map((it) => [it.lang, it.textContent]),
  );
  assert.deepEqual(options, Object.entries(NAMES));
});

test("a switch keeps the link, the words and the page; Back and Forward go through it", async (open) => {
  const page = await open("?q=norov&organisation=sco-secretariat&year=2020");
  const count = parseInt(await status(page).textContent(), 10);
  await page.evaluate(() => (window.same = true));
  await switcher(page).focus();
  await switcher(page).selectOption("ru");
  await speaks(page, "ru");
  assert.equal(query(page), "?q=norov&organisation=sco-secretariat&year=2020&lang=ru");
  await hasText(status(page), say("ru", "count_of", count, ALL));
  assert.equal(await page.getByRole("searchbox").inputValue(), "norov");
  await page.getByRole("checkbox", { name: new RegExp(`^${SECRETARIAT.ru}`), checked: true }).waitFor();
  await becomes(() => page.evaluate(() => document.activeElement.id), "language", "the focus stays on the switch");
  await switcher(page).selectOption("zh");
  await speaks(page, "zh");
  await hasText(status(page), say("zh", "count_of", count, ALL));
  await page.goBack();
  await speaks(page, "ru");
  await hasText(status(page), say("ru", "count_of", count, ALL));
  assert.equal(await switcher(page).inputValue(), "ru");
  await page.goBack();
  await speaks(page, "en");
  await hasText(status(page), `${count} of ${ALL} records`);
  assert.equal(await switcher(page).inputValue(), "en");
  await page.goForward();
  await page.goForward();
  await speaks(page, "zh");
  assert.equal(await page.evaluate(() => window.same), true, "the page was not loaded anew");
  // links of the page keep the language
  await page.getByRole("article").getByRole("heading").getByRole("link").first().click();
  await page.getByRole("link", { name: /^← / }).waitFor();
  await speaks(page, "zh");
  assert.match(query(page), /&lang=zh$/);
});

test("a switch on a page of its own", async (open) => {
  const page = await open("?open=person/norov");
  await switcher(page).selectOption("ru");
  await hasText(title(page), bundled.people.norov.name.ru);
  assert.equal(await page.title(), bundled.people.norov.name.ru);
  await page.getByRole("heading", { name: RU.meetings }).waitFor();
  await switcher(page).selectOption("en");
  await hasText(title(page), bundled.people.norov.name.en);
});

// ---- what is in it ----

for (const [tag, catalogue] of [["ru", RU], ["zh", ZH]]) {
  test(`${tag}: what assistive technology and tests rely on has its name`, async (open) => {
    const page = await open(`?lang=${tag}&organisation=complant&q=norov`);
    await page.getByRole("searchbox", { name: catalogue.search }).waitFor();
    const region = page.getByRole("region", { name: catalogue.results });
    await region.getByRole("article").first().getByRole("heading", { level: 3 }).waitFor();
    const shown = Number(/\d+/.exec((await region.getByRole("status").textContent()).replace("279", ""))[0]);
    await hasText(region.getByRole("status"), say(tag, "count_of", shown, ALL));
    for (const facet of ["organisation", "person", "topic", "place", "year", "kind", "country", "language", "source"]) {
      await page.getByRole("group", { name: catalogue[`facet.${facet}`], exact: true }).waitFor();
    }
    const organisation = page.getByRole("group", { name: catalogue["facet.organisation"], exact: true });
    await organisation.getByRole("checkbox", { name: new RegExp(`^${SECRETARIAT[tag]}\\s*\\d+$`) }).waitFor();
    await organisation.getByRole("button", { name: say(tag, "exclude", SECRETARIAT[tag]) }).waitFor();
    const timeline = page.getByRole("group", { name: catalogue.timeline, exact: true });
    for (const end of ["from", "to"]) await timeline.getByRole("textbox", { name: catalogue[end], exact: true }).waitFor();
    const chips = page.getByRole("list", { name: catalogue.active_filters });
    await chips.getByRole("button", { name: say(tag, "remove", "norov") }).waitFor();
    for (const button of ["clear_all", "copy_link", "cite"]) {
      await page.getByRole("button", { name: catalogue[button], exact: true }).first().waitFor();
    }
    await page.getByRole("combobox", { name: catalogue.language, exact: true }).waitFor();
    await page.getByRole("combobox", { name: catalogue.sort, exact: true }).waitFor();
  });

  test(`${tag}: what is wrong with the data is said in it`, async (open) => {
    const data = dataset({ meetings: [meeting("m1", { date: "someday" }), meeting("m2", { summary: "" })] });
    const page = await open(`?lang=${tag}&open=data`, { data });
    for (const [code, particular] of [["E006", 1], ["E011", 0]]) {
      const problem = page.locator(".problems > li").filter({ hasText: code });
      await problem.getByText(catalogue[`${code}.mend`]).waitFor();
      assert.ok((await problem.textContent()).includes(catalogue[`${code}.title`]));
      assert.equal(await problem.locator('[lang="en"]').count(), particular, code);
    }
  });

  test(`${tag}: a failure is said in it`, async (open) => {
    const files = { "data/dataset.json": { status: 404, body: "no" } };
    const page = await open(`?lang=${tag}`, { files, errors: [FAILED_LOAD] });
    const alert = page.getByRole("alert").filter({ visible: true });
    await alert.getByRole("heading", { level: 1, name: catalogue["failed.missing"] }).waitFor();
    delete page.site.files["data/dataset.json"];
    await page.getByRole("button", { name: catalogue.try_again }).click();
    await hasText(status(page), say(tag, "count_of", ALL, ALL));
  });
}

test("names and texts are in the language where there are any, else as they are and marked", async (open) => {
  const page = await open("?lang=ru&open=meeting/sco-001");
  await hasText(title(page), bundled.meetings[0].title);
  assert.deepEqual(await title(page).locator("span").evaluate((it) => [it.lang, it.dir]), ["en", "auto"]);
  const link = page.getByRole("link", { name: bundled.people.norov.name.ru }).first();
  assert.deepEqual(await link.locator("span").evaluate((it) => [it.getAttribute("lang"), it.dir]), [null, "auto"]);
  const complant = page.getByRole("table").getByRole("link", { name: bundled.organisations.complant.name.en });
  assert.deepEqual(await complant.locator("span").evaluate((it) => [it.lang, it.dir]), ["en", "auto"]);
  await page.goto(`${page.site.base}?lang=ru`);
  await settled(page);
  const value = page.getByRole("checkbox", { name: new RegExp(`^${bundled.organisations.complant.name.en}`) });
  const name = value.locator("xpath=ancestor::label").locator(".name");
  assert.deepEqual(await name.evaluate((it) => [it.lang, it.dir]), ["en", "auto"]);
});

test("numbers and plurals are those of Intl", async (open) => {
  const page = await open("?lang=ru", { data: many(3_000) });
  await hasText(status(page), say("ru", "count_of", 3_000, 3_000));
  assert.match(await status(page).textContent(), /^3\u00a0000 из 3\u00a0000 записей$/);
  await switcher(page).selectOption("zh");
  await hasText(status(page), "3,000条记录中的3,000条");
  for (const n of [1, 2, 5, 21, 22]) {
    const site = await open("?lang=ru", { data: many(n) });
    await hasText(status(site), say("ru", "count_of", n, n));
    await site.getByRole("banner").getByText(say("ru", "counts", n, 0, 40)).waitFor();
  }
});

test("topics of a meeting are a list of the language", async (open) => {
  const page = await open("?open=meeting/sco-001");
  for (const [tag, locale] of [["en", "en-GB"], ["ru", "ru"], ["zh", "zh-CN"]]) {
    await switcher(page).selectOption(tag);
    const names = bundled.meetings[0].topics.map((id) => bundled.topics[id].name[tag]);
    const expected = new Intl.ListFormat(locale).format(names);
    await becomes(async () => (await page.getByRole("definition").allTextContents()).includes(expected), true, expected);
  }
});

test("dates are as exact as they are known, in the language", async (open) => {
  const page = await open("?lang=ru&open=meeting/sco-001");
  await page.getByRole("definition").getByText("20 августа 2020 г.", { exact: true }).waitFor();
  await switcher(page).selectOption("zh");
  await page.getByRole("definition").getByText("2020年8月20日", { exact: true }).waitFor();
  const month = bundled.meetings.find((it) => /^\d{4}-\d\d$/.test(it.date));
  await page.goto(`${page.site.base}?lang=zh&open=meeting/${month.id}`);
  const [year, number] = month.date.split("-").map(Number);
  await page.getByRole("definition").getByText(`${year}年${number}月`, { exact: true }).waitFor();
  const inRussian = new Intl.DateTimeFormat("ru", { year: "numeric", month: "long" }).format(new Date(year, number - 1, 15));
  await switcher(page).selectOption("ru");
  const dates = async () => (await page.getByRole("definition").allTextContents()).map((it) => it.replaceAll("\u00a0", " "));
  await becomes(async () => (await dates()).includes(inRussian.replaceAll("\u00a0", " ")), true, inRussian);
});

for (const [tag, locale] of [["en", "en-GB"], ["ru", "ru"], ["zh", "zh-CN"]]) {
  test(`${tag}: values with the same count stand in the order of their names`, async (open) => {
    const page = await open(`?lang=${tag}`);
    await page.locator("#facets fieldset").nth(1).locator("button").last().click();
    const rows = page.locator("#facets fieldset").nth(1).locator("label");
    await becomes(async () => (await rows.count()) > 30, true);
    const values = await rows.evaluateAll((all) =>
      all.map((it) => [it.querySelector(".name").textContent, Number(it.querySelector(".count").textContent)]),
    );
    const { compare } = new Intl.Collator(locale);
    const sorted = [...values].sort(([a, n], [b, m]) => m - n || compare(a, b));
    assert.deepEqual(values, sorted);
    assert.ok(new Set(values.map(([, n]) => n)).size < values.length, "some have the same count");
  });
}

/** The views that a visitor may see, each as a link. */
const VIEWS = {
  Explore: "",
  filtered: "q=norov&organisation=sco-secretariat&not-topic=security&from=2019-03&sort=relevance",
  "nothing found": "organisation=complant&q=xyzzy&exact=1",
  "a link that means little": "organisation=nosuch&sort=upside",
  organisation: "open=organisation/sco",
  meeting: "open=meeting/sco-001",
  fact: "open=fact/complant-projects",
  pair: "open=pair/sco-secretariat/complant",
  comparison: "open=compare/sco/complant",
  "missing page": "open=organisation/nosuch",
  "data page": "open=data",
};

/** Texts of the dataset, ids and addresses: they are what they are. */
const OWN = (() => {
  const found = new Set(["nosuch", "xyzzy", "norov", "upside"]);
  const walk = (it) => {
    if (typeof it === "string") found.add(it);
    else if (it && typeof it === "object") Object.entries(it).forEach(([key, value]) => (found.add(key), walk(value)));
  };
  walk(bundled);
  return [...found].filter((it) => it.length > 1).sort((a, b) => b.length - a.length);
})();
const KEPT = /\b(JSON|HTML|Esc|COVID-19|Whomet|English|sort|organisation)\b/g;

for (const [tag, catalogue] of [["ru", RU], ["zh", ZH]]) {
  for (const [name, link] of Object.entries(VIEWS)) {
    test(`${tag}: no English word is left over: ${name}`, async (open) => {
      const page = await open(`?${link}&lang=${tag}`);
      await speaks(page, tag);
      const said = await page.evaluate(() => {
        const texts = [];
        const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const element = node.parentElement;
          // what is marked as another language, or as a text of the dataset, is none of the interface
          const foreign = element.closest("#app [lang], #app [dir], code");
          if (!foreign || element.closest("#app [role=alert]")) texts.push(node.textContent);
        }
        for (const element of document.querySelectorAll("#app *")) {
          for (const attribute of ["aria-label", "title", "placeholder", "alt", "aria-description"]) {
            if (element.hasAttribute(attribute)) texts.push(element.getAttribute(attribute));
          }
        }
        return texts;
      });
      assert.ok(said.length > 20 && said.some((it) => it.includes(catalogue.about_data)));
      const left = said.filter((text) => {
        const rest = text.replace(KEPT, "");
        return /[A-Za-z]{2}/.test(rest) && /[A-Za-z]{2}/.test(OWN.reduce((it, own) => it.replaceAll(own, ""), rest));
      });
      assert.deepEqual(left, []);
    });
  }

  for (const name of ["Explore", "filtered", "nothing found", "organisation", "meeting", "data page"]) {
    test(`${tag}: no violation, nothing wider than the window: ${name}`, async (open) => {
      const page = await open(`?${VIEWS[name]}&lang=${tag}`);
      await checkLooks(page, `${tag} ${name}`);
    });
  }
}

/** axe finds nothing and nothing is cut off, wide and narrow, light and dark. */
async function checkLooks(page, name) {
  await page.evaluate(AXE);
  for (const [scheme, width] of [["light", 1280], ["dark", 390], ["light", 320]]) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
    const found = await page.evaluate(async () => {
      const values = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
      const { violations } = await window.axe.run({ runOnly: values, resultTypes: ["violations"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
    });
    assert.deepEqual(found, [], `${name}, ${scheme}, ${width} px`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(over, 0, `${name} is wider than ${width} px`);
    const cut = await page.locator("button:not(.bar), select, legend, h1, dt").evaluateAll((all) =>
      all.filter((it) => it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1).map((it) => it.textContent),
    );
    assert.deepEqual(cut, [], `${name}, cut at ${width} px`);
  }
}

// ---- if it does not come ----

const RUSSIAN = "lang/ru.txt";
const BROKEN = {
  missing: { status: 404, body: "no" },
  "a web page in its place": { type: "text/html", body: "<!doctype html><title>Welcome</title><h1>Welcome</h1>" },
  "of another version": { body: repositoryFile("public/lang/ru.txt").replace(/^results = .*\n/m, "") },
  "cut off": { body: repositoryFile("public/lang/ru.txt").slice(0, 4_000) },
  "not text": { body: Buffer.from([0xff, 0xfe, 0x00, 0x41]) },
};

for (const [name, answer] of Object.entries(BROKEN)) {
  test(`the file of the language is ${name}: English, and it says so`, async (open) => {
    const page = await open("?year=2020", { locale: "ru-RU", files: { [RUSSIAN]: answer }, errors: [FAILED_LOAD] });
    await speaks(page, "en");
    const notice = page.getByRole("alert").filter({ hasText: "could not be fetched in this language (Русский)" });
    await notice.waitFor();
    assert.match(await status(page).textContent(), /^\d+ of 279 records$/);
    await notice.getByRole("button", { name: "Try again" }).click();
    await notice.waitFor();
    delete page.site.files[RUSSIAN];
    await notice.getByRole("button", { name: "Try again" }).click();
    await speaks(page, "ru");
    await becomes(() => page.getByRole("alert").filter({ visible: true }).count(), 0);
    assert.match(await status(page).textContent(), /^\d+ из 279 записей$/);
  });
}

test("a language that does not come at all is not waited for", async (open) => {
  const files = { [RUSSIAN]: { body: "", late: new Promise(() => {}) } };
  const page = await open("", { locale: "ru-RU", files });
  await speaks(page, "en");
  await page.getByRole("alert").filter({ hasText: "could not be fetched in this language (Русский)" }).waitFor();
  await hasText(status(page), `${ALL} of ${ALL} records`);
});

test("a language that comes late is waited for, without a word in another", async (open) => {
  let come;
  const late = new Promise((resolve) => (come = resolve));
  const files = { [RUSSIAN]: { type: "text/plain", body: repositoryFile("public/lang/ru.txt"), late } };
  const page = await open("", { locale: "ru-RU", files, wait: false });
  await page.waitForResponse((response) => response.url().endsWith("dataset.json"));
  await page.waitForTimeout(800);
  assert.equal((await page.locator("#app").innerText()).replace(/\s/g, ""), "Whomet");
  assert.equal(await page.locator("[aria-busy=true]").count(), 1);
  come();
  await settled(page);
  await hasText(status(page), say("ru", "count_of", ALL, ALL));
});

test("a switch to a language that does not come stays in the one that is there", async (open) => {
  const files = { [RUSSIAN]: { status: 404, body: "no" } };
  const page = await open("?lang=zh", { files, errors: [FAILED_LOAD] });
  await switcher(page).selectOption("ru");
  await page.getByRole("alert").getByText(say("zh", "language_missing", "Русский", "中文")).waitFor();
  await speaks(page, "zh");
  await becomes(() => switcher(page).inputValue(), "zh");
  await page.goBack();
  await becomes(() => page.getByRole("alert").filter({ visible: true }).count(), 0);
  await hasText(status(page), say("zh", "count_of", ALL, ALL));
});

test("what the page says when it breaks is in its language", async (open) => {
  const page = await open("?lang=ru");
  assert.equal((await page.locator("#crash").textContent()).trim(), `${RU.crashed} ${RU.load_again}`);
  for (const lang of ["ru", "zh"]) assert.ok(repositoryFile("dist/index.html").match(new RegExp(`id="nowasm"[^]*?<p lang="${lang}">(.*)`))[1].includes("WebAssembly"));
});

// ---- from right to left ----

const MIRRORED = { [RUSSIAN]: { type: "text/plain; charset=utf-8", body: mirrored("ru") } };

test("right to left: the page is mirrored, and nothing in it is cut", async (open) => {
  const page = await open("?lang=ru", { files: { ...MIRRORED } });
  assert.deepEqual(await root(page), ["ru", "rtl"]);
  const box = (selector) => page.locator(selector).first().boundingBox();
  const [facets, results] = [await box("#facets"), await box("#results")];
  assert.ok(facets.x > results.x + results.width, "the facets are to the right of the results");
  const [margin, heading] = [await box("article .when"), await box("article h3")];
  assert.ok(margin.x > heading.x, "the date is to the right of the text");
  const [first, last] = [await box(".bar"), await page.locator(".bar").last().boundingBox()];
  assert.ok(first.x > last.x, "time runs from right to left");
  const [name, count] = [await box(".value .name"), await box(".value .count")];
  assert.ok(name.x > count.x, "counts are to the left of names");
  // a name from left to right keeps its own direction
  const complant = page.locator(".value .name[lang=en]").first();
  assert.equal(await complant.evaluate((it) => getComputedStyle(it).direction), "ltr");
  await checkLooks(page, "right to left");
});

test("right to left: the arrow keys go where they point", async (open) => {
  const page = await open("?lang=ru", { files: { ...MIRRORED } });
  await page.locator("#bar-3").focus();
  const at = () => page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("ArrowLeft");
  await becomes(at, "bar-4");
  await page.keyboard.press("ArrowRight");
  await becomes(at, "bar-3");
  await page.keyboard.press("ArrowRight");
  await becomes(at, "bar-2");
});

for (const name of ["filtered", "meeting", "organisation", "data page"]) {
  test(`right to left, nothing cut, no violation: ${name}`, async (open) => {
    const page = await open(`?${VIEWS[name]}&lang=ru`, { files: { ...MIRRORED } });
    assert.deepEqual(await root(page), ["ru", "rtl"]);
    await checkLooks(page, `right to left, ${name}`);
  });
}
