// The numbers of packing beside their bars, as a table in Markdown.

const KB = 1000;
const MB = 1000 * KB;
const bytes = (x) => (x >= MB ? `${(x / MB).toFixed(1)} MB` : `${(x / KB).toFixed(1)} kB`);
const ratio = (x) => x.toFixed(x >= 10 ? 0 : 2);

/** What is measured, how it is written, and the most it may be at the sizes it is asked of. */
const ROWS = [
  ["first view: data fetched before cards", "first", bytes, 60 * KB],
  ["first filter by an organisation: further bytes", "filter", bytes, 1.5 * MB],
  ["first search of two words: further bytes until five cards stand", "found", bytes],
  ["first search of two words: further bytes", "search", bytes, MB],
  ["the same, and the counts of all facets", "counts", bytes],
  ["index as stored, × the file of bitmap-js", "index", ratio, 1.2],
  ["the same without what phrases alone need, which bitmap-js has not", "words", ratio],
  ["whomet pack, × reading the file into IgnoredAny", "pack", ratio, 40],
  ["whomet pack: memory", "memory", bytes, 2 * 1024 ** 3],
  ["whomet check, × reading the file into IgnoredAny", "check", ratio, 20],
  ["whomet verify, × sha256sum of the folder", "verify", ratio, 3],
  ["pieces", "pieces", String, 5000],
  ["the largest piece", "largest", bytes, 20 * MB],
];
/** How much further a first view of the largest may be from that of the smallest. */
const SAME = 0.2;

/** A number that is not there is no number that holds. */
function judged(value, bar) {
  if (value === undefined || Number.isNaN(value)) return "not measured";
  if (bar === undefined) return "";
  return value <= bar ? "holds" : "falls short";
}

/** One row for each number, one column for each size; the verdict is that of the worst. */
export function verdicts(runs) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const head = ["", ...runs.map(({ n }) => n.toLocaleString("en")), "at most", ""];
  const row = ([name, key, write, bar]) => {
    const verdict = runs.map((run) => judged(run[key], bar)).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))[0];
    return line([name, ...runs.map((run) => (judged(run[key], bar) === "not measured" ? "–" : write(run[key]))), bar === undefined ? "" : write(bar), verdict]);
  };
  const firsts = runs.map((run) => run.first);
  const apart = Math.max(...firsts) / Math.min(...firsts) - 1;
  const same = line(["first view: largest over smallest", ...runs.map((run) => ratio(run.first / firsts[0])), `1 ± ${SAME}`, judged(apart, SAME)]);
  return [line(head), `|---|${"--:|".repeat(runs.length + 1)}---|`, row(ROWS[0]), same, ...ROWS.slice(1).map(row)].join("\n");
}

const ORDER = ["falls short", "not measured", "holds", ""];
