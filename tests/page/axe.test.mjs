// No violation of WCAG 2.2 AA, nor of axe's best practice, in any state of the page: light and dark,
// wide and narrow, in each language.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { articles, bundled, facet, filtersButton, json, repositoryFile, search, test, unfold, unfoldAll } from "./harness.mjs";
import { dataset, meeting } from "./fixtures.mjs";

const AXE = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
const DATA = "data/dataset.json";
const FAILED_LOAD = /Failed to load resource/;

/** Each state: its link, what to serve, and what to do first. */
const STATES = {
  Explore: { link: "" },
  "Explore, filtered": {
    link: "?q=norov&organisation=sco-secretariat&not-topic=security&from=2019&sort=relevance",
    async prepare(page) {
      await facet(page, "Organisation").getByRole("button", { name: /^Search \d+ organisations$/ }).click();
      await unfold(articles(page).first().locator("details"));
    },
  },
  "a period that is not one": {
    link: "?from=never&organisation=nosuch",
    async prepare(page) {
      const field = facet(page, "Timeline").getByRole("textbox", { name: "From" });
      await field.fill("yesterday");
      await field.press("Enter");
      await facet(page, "Timeline").getByRole("alert").waitFor();
    },
  },
  "a period on a timeline that is zoomed": { link: "?from=2020-08-10&to=2020-08-20&zoom=2020-08&dates=certain" },
  "nothing published": { link: "?from=1901&to=1902" },
  "covered, but nothing found": { link: "?from=1975&to=1976&kind=meeting" },
  "nothing found": { link: "?organisation=complant&q=xyzzy" },
  "nothing found, but something meant": { link: "?q=complnat&exact=1" },
  "matched by another form": { link: "?q=protecting&sort=relevance" },
  suggestions: {
    link: "",
    // what the list lies over for the moment is looked at in other states
    covered: [".time-room", ".columns"],
    async prepare(page) {
      await search(page).pressSequentially("sha");
      await page.getByRole("list", { name: "Suggestions" }).waitFor();
    },
  },
  organisation: { link: "?open=organisation/sco" },
  person: { link: "?open=person/norov" },
  topic: { link: "?open=topic/environment" },
  meeting: { link: "?open=meeting/sco-001" },
  fact: { link: "?open=fact/complant-projects" },
  pair: { link: "?open=pair/sco-secretariat/complant" },
  comparison: { link: "?open=compare/sco/complant/nosuch" },
  "pair that never met": { link: "?open=pair/sinopharm/unodc" },
  "choosing a pair": {
    link: "?open=pair/complant",
    // what the list lies over for the moment
    covered: [".colophon", ".columns"],
    async prepare(page) {
      await page.getByRole("textbox", { name: "Second organisation" }).focus();
      await page.getByRole("list", { name: "Suggestions" }).waitFor();
    },
  },
  "comparison of four": { link: "?open=compare/sco/sinopharm/cica/sco-secretariat" },
  network: { link: "?view=network&topic=environment" },
  "network of an organisation": { link: "?open=organisation/complant&view=network" },
  "organisations by people": { link: "?view=matrix" },
  "organisations by years": { link: "?view=matrix-years" },
  "evidence of statements": {
    link: "?open=meeting/sco-001",
    prepare: unfoldAll,
  },
  "a figure over time": {
    link: "?open=organisation/sinopharm",
    prepare: unfoldAll,
  },
  "data page": { link: "?open=data" },
  "data page with problems": { link: "?open=data", data: repositoryFile("tests/data/bad.json") },
  "missing page": { link: "?open=organisation/nosuch" },
  "a meeting that was cancelled, without sources": {
    link: "",
    data: dataset({ meetings: [meeting("m1", { status: "cancelled", sources: [], date: "2020-08~", remote: true })] }),
  },
  failure: { link: "", files: { [DATA]: { status: 404, body: "no" } }, errors: [FAILED_LOAD] },
  loading: {
    link: "",
    files: { [DATA]: { ...json(bundled), hold: new Promise(() => {}) } },
    wait: false,
    prepare: (page) => page.getByRole("status").getByText(/fetched/).waitFor(),
  },
  "help dialog": {
    link: "",
    async prepare(page) {
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
  "without WebAssembly": {
    link: "",
    wait: false,
    flags: ["--js-flags=--jitless"],
    errors: [/^error: /, /WebAssembly/],
    async prepare(page) {
      await page.locator(".records > li").first().waitFor();
      await page.waitForFunction(() => [...document.styleSheets].some(({ href }) => href?.endsWith("rest-plain.css")));
    },
  },
  "saved selections": {
    link: "?year=2020",
    async prepare(page) {
      await page.getByRole("button", { name: "Saved", exact: true }).click();
      await page.getByRole("button", { name: "Save this selection" }).click();
      await page.getByRole("button", { name: /^Rename/ }).waitFor();
    },
  },
  "copied by hand": {
    link: "",
    async prepare(page) {
      await page.evaluate(() => {
        Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } });
      });
      await page.getByRole("button", { name: "Copy link" }).click();
      await page.getByRole("textbox", { name: /does not let the page copy/ }).waitFor();
    },
  },
};

const VIEWPORTS = [
  ["light", 1280, 900],
  ["dark", 1280, 900],
  ["light", 390, 844],
  ["dark", 390, 844],
];

/** In which of them each further language is looked at: once light, once dark. */
const IN_LANGUAGES = [["ru", 1], ["ru", 2], ["zh", 0], ["zh", 3]];

for (const [name, { link, prepare, covered = [], ...options }] of Object.entries(STATES)) {
  test(`no violation: ${name}`, async (open) => {
    const page = await open(link, { ...options, files: { ...options.files } });
    await page.evaluate(AXE);
    for (const [at, [scheme, width, height]] of VIEWPORTS.entries()) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height });
      if (at === 0 && prepare) await prepare(page);
      // what a narrow page hides is opened there, so that it is looked at as well
      if (at === 2 && name === "Explore, filtered") await filtersButton(page).click();
      const found = await violations(page, covered);
      assert.equal(found.join("\n\n"), "", `${name}, ${scheme}, ${width} px`);
    }
    for (const [tag, at] of IN_LANGUAGES) {
      const [scheme, width, height] = VIEWPORTS[at];
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height });
      if (!(await speaks(page, tag))) continue;
      const found = await violations(page, covered);
      assert.equal(found.join("\n\n"), "", `${name}, ${tag}, ${scheme}, ${width} px`);
    }
  }, { timeout: 180_000 });
}

/** Has the page speak a language, in the very state in which it is; false if there is no switch yet. */
async function speaks(page, tag) {
  const is = await page.evaluate((tag) => {
    const select = document.querySelector("#language");
    if (!select) return false;
    select.value = tag;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }, tag);
  if (is) await page.waitForFunction((tag) => document.documentElement.lang === tag && !document.querySelector("[aria-busy=true]"), tag);
  return is;
}

/** What axe found, one text each: the rule, what it asks for, and the elements with what is wrong. */
async function violations(page, covered) {
  const found = await page.evaluate(async ([tags, exclude]) => {
    const { violations } = await window.axe.run({ exclude }, { runOnly: tags, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({
      rule: `${id}: ${help}`,
      nodes: nodes.map((node) => `${node.html.slice(0, 200)}\n    ${node.failureSummary.replaceAll("\n", "\n    ")}`),
    }));
  }, [TAGS, covered]);
  return found.map(({ rule, nodes }) => {
    const more = nodes.length > 3 ? [`  and ${nodes.length - 3} more`] : [];
    return [rule, ...nodes.slice(0, 3).map((node) => `  ${node}`), ...more].join("\n");
  });
}
