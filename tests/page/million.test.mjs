// A million records, on any static host: all that the filters show is saved, nothing is capped in silence, and
// what a browser cannot do with so many is not offered, and said.
import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { once } from "node:events";
import { counts, hasText, test } from "./harness.mjs";
import { dataset, meeting } from "./fixtures.mjs";
import { packed } from "./packs.mjs";
import { dialog, openDialog } from "./saving.mjs";

const MILLION = 1_000_000;
const SOURCES = 1_000;
/** A file may take this long, on a machine with other things to do. */
const PATIENCE = 240_000;

/** A million short meetings, a few of a day, as JSON Lines. */
function register() {
  const { meetings, facts, ...head } = dataset();
  head.organisations = { a: { name: "Assembly" }, b: { name: "Board" } };
  head.sources = Object.fromEntries(Array.from({ length: SOURCES }, (_, at) => [`s${at}`, { url: `https://example.org/${at}`, title: `Minutes ${at}` }]));
  const day = (at) => new Date(Date.UTC(1980, 0, 1 + (at % 15_000))).toISOString().slice(0, 10);
  const record = (at) => meeting(`m${at}`, { date: day(at), title: `Talks ${at}`, participants: [{ organisation: at % 10 ? "a" : "b" }], sources: [`s${at % SOURCES}`] });
  const lines = Array.from({ length: MILLION }, (_, at) => JSON.stringify({ meeting: record(at) }));
  return [JSON.stringify(head), ...lines].join("\n");
}

/** How often a text stands in a file, which may be larger than a string of JavaScript. */
async function occurrences(path, text) {
  const wanted = Buffer.from(text);
  let [count, kept] = [0, Buffer.alloc(0)];
  const stream = createReadStream(path, { highWaterMark: 1 << 22 });
  stream.on("data", (chunk) => {
    const all = Buffer.concat([kept, chunk]);
    let at = 0;
    for (let found; (found = all.indexOf(wanted, at)) >= 0; at = found + wanted.length) count += 1;
    kept = all.subarray(Math.max(at, all.length - wanted.length + 1));
  });
  await once(stream, "end");
  return count;
}

/** What each file holds so often. */
const SAVED = [
  ["CSV", "\r\nmeeting,", MILLION],
  ["JSON", '"id": "m', MILLION],
  ["Calendar", "BEGIN:VEVENT", MILLION],
  ["BibTeX", "\n@misc", SOURCES],
  ["References", "https://example.org/", SOURCES],
  ["Counts", "\nsource,", SOURCES],
  ["Dossier", "<article>", MILLION],
];

test("a million records are saved in each format, and are too many to print", async (open) => {
  const page = await open("", { files: packed("million", register()) });
  await counts(page, MILLION, MILLION);
  await openDialog(page, "Export");
  const print = dialog(page).getByRole("button", { name: "Print" });
  assert.equal(await print.getAttribute("aria-disabled"), "true");
  await dialog(page).getByText(/1,000 records/).waitFor();
  for (const [name, entry, entries] of SAVED) {
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: PATIENCE }),
      dialog(page).getByRole("button", { name, exact: true }).click(),
    ]);
    await hasText(dialog(page).getByRole("status"), /1,000,000 records/);
    assert.equal(await occurrences(await download.path(), entry), entries, name);
    await download.delete();
  }
}, { timeout: 1_200_000 });
