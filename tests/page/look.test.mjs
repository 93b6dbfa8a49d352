// How the page looks: pictures of its main states, light and dark, on a phone, a tablet and a desk, held
// beside those in look/. `UPDATE=1 node --test tests/page/look.test.mjs` makes those anew; what differed
// is in target/look/.
//
// The pictures hold for the fonts they were made with. look/fonts.txt says how wide some texts are in
// them; where they are not, pictures cannot be compared, and the test says so and compares the places
// and sizes of the parts alone, which look/boxes.txt holds.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readPicture, studio, verdict, writePicture } from "./pictures.mjs";
import { test } from "./harness.mjs";

const UPDATE = Boolean(process.env.UPDATE);
const place = (name) => fileURLToPath(new URL(`look/${name}`, import.meta.url));
const MADE = fileURLToPath(new URL("../../target/look/", import.meta.url));
const DATA = "data/dataset.json";

const STATES = {
  explore: { link: "" },
  organisation: { link: "?open=organisation/sco-secretariat" },
  meeting: { link: "?open=meeting/sco-001" },
  pair: { link: "?open=pair/sco-secretariat/complant" },
  compare: { link: "?open=compare/sco/sinopharm/complant" },
  network: { link: "?open=organisation/sco-secretariat&view=network" },
  data: { link: "?open=data" },
  empty: { link: "?organisation=complant&q=xyzzy" },
  failure: { link: "", files: { [DATA]: { status: 404, body: "no" } }, errors: [/Failed to load resource/] },
};
const SIZES = [
  [390, 1300],
  [768, 1200],
  [1440, 1200],
];
const SCHEMES = ["light", "dark"];

/** Places and sizes may differ by so many pixels, and so much of their own. */
const [LOOSE, LOOSE_PART] = [24, 0.2];
/** The main parts of a page, whichever of them there are; of each the first. */
const PARTS = [".masthead", "h1", ".ask", ".time", ".facets", "#results", "article", "main", "main section", "main table", "main svg", ".colophon"];

/** Every day is this one. */
function sameDay() {
  const Real = Date;
  const now = Real.UTC(2026, 10, 28, 12);
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [now] : given));
    }
    static now = () => now;
  };
}

// ---- fonts ----

const SAMPLES = { latin: "Secretary-General met Ambassadors", cyrillic: "Генеральный секретарь встретился", chinese: "秘书长会见各国大使", digits: "0123456789 – 2020" };

/** How wide some texts are in the fonts of the page, a line each. */
const fonts = (page) =>
  page.evaluate((samples) => {
    const drawing = document.createElement("canvas").getContext("2d");
    const root = getComputedStyle(document.documentElement);
    return ["--serif", "--sans"].flatMap((family) =>
      Object.entries(samples).map(([name, text]) => {
        drawing.font = `100px ${root.getPropertyValue(family)}`;
        return `${family.slice(2)} ${name} ${drawing.measureText(text).width.toFixed(1)}`;
      }),
    );
  }, SAMPLES);

/** Says which texts are not as wide as they were, once. */
function foreign(now) {
  if (UPDATE) writeFileSync(place("fonts.txt"), `${now.join("\n")}\n`);
  const then = readFileSync(place("fonts.txt"), "utf8").trim().split("\n");
  const other = now.filter((line, at) => line !== then[at]);
  if (other.length > 0) {
    console.error(`look: other fonts than those of the pictures, so only places and sizes are compared.\n  here: ${other.join("; ")}`);
  }
  return other.length > 0;
}

// ---- places and sizes ----

const boxes = (page) =>
  page.evaluate((parts) => {
    const found = parts.map((part) => [part, document.querySelector(part)]).filter(([, element]) => element?.checkVisibility());
    return found.map(([part, element]) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { part, box: [x, y, width, height].map(Math.round) };
    });
  }, PARTS);

const boxLines = (found) => found.map(({ part, box }) => `${part}: ${box.join(" ")}`);

/** What of the parts is missing, new, or elsewhere than it was. */
function moved(now, then) {
  const parse = (line) => [line.slice(0, line.lastIndexOf(":")), line.slice(line.lastIndexOf(":") + 1).trim().split(" ").map(Number)];
  const [here, wanted] = [new Map(now.map(parse)), new Map(then.map(parse))];
  const wrong = [...here.keys()].filter((part) => !wanted.has(part)).map((part) => `${part} is new`);
  for (const [part, box] of wanted) {
    const its = here.get(part);
    const far = (value, at) => Math.abs(value - its[at]) > LOOSE + LOOSE_PART * Math.abs(value);
    if (!its) wrong.push(`${part} is missing`);
    else if (box.some(far)) wrong.push(`${part} is at ${its.join(" ")} instead of ${box.join(" ")}`);
  }
  return wrong;
}

/** What is kept of the places and sizes in each picture: its name, then a line a part. */
class Kept {
  constructor() {
    this.path = place("boxes.txt");
    const text = existsSync(this.path) ? readFileSync(this.path, "utf8").trim() : "";
    this.all = new Map(text.split("\n\n").map((block) => [block.split("\n")[0], block.split("\n").slice(1)]));
    this.all.delete("");
  }

  keep(name, lines) {
    this.all.set(name, lines);
    const sorted = [...this.all].sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(this.path, `${sorted.map(([name, lines]) => [name, ...lines].join("\n")).join("\n\n")}\n`);
  }
}

// ---- the tests ----

const kept = new Kept();
mkdirSync(MADE, { recursive: true });

/** Nothing moves, no caret, the fonts are there, and what was asked for is painted. */
async function still(page) {
  await page.evaluate(async () => {
    document.activeElement?.blur();
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  });
}

/** One picture and its places: what is wrong with them. */
async function look(page, name, { shrink, compare }, pictures) {
  await still(page);
  const lines = boxLines(await boxes(page));
  const made = await shrink(await page.screenshot({ animations: "disabled", caret: "hide" }));
  const path = place(`${name}.webp`);
  if (UPDATE) {
    kept.keep(name, lines);
    writePicture(path, made);
    return [];
  }
  const wrong = moved(lines, kept.all.get(name) ?? []);
  if (pictures) wrong.push(verdict(await compare(made, readPicture(path))));
  const said = wrong.filter(Boolean).map((what) => `${name}: ${what}`);
  if (said.length > 0) writePicture(`${MADE}${name}.webp`, made);
  return said;
}

for (const [state, { link, ...options }] of Object.entries(STATES)) {
  test(`looks as it did: ${state}`, async (open) => {
    const wrong = [];
    for (const [width, height] of SIZES) {
      const page = await open(link, { ...options, files: { ...options.files }, width, height, init: sameDay });
      const room = await studio(page);
      const pictures = !foreign(await fonts(page));
      for (const scheme of SCHEMES) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        wrong.push(...(await look(page, `${state}-${width}-${scheme}`, room, pictures)));
      }
      await room.close();
    }
    assert.deepEqual(wrong, [], "made pictures are in target/look/");
  }, { timeout: 120_000 });
}
