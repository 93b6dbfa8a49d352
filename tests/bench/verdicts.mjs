// Numbers beside their bars: those of packing as a table in Markdown, of other tables the last cells.

const KB = 1000;
const MB = 1000 * KB;
const bytes = (x) => (x >= MB ? `${(x / MB).toFixed(2)} MB` : `${(x / KB).toFixed(1)} kB`);
const ratio = (x) => x.toFixed(x >= 10 ? 0 : 2);

/** What is measured, how it is written, and the most it may be at the sizes it is asked of. */
const ROWS = [
  ["first view: data fetched before cards", "first", bytes, 60 * KB],
  ["first filter by an organisation: further bytes", "filter", bytes, 1.5 * MB],
  ["first search of two words, median of 15: further bytes until its cards fill the screen", "search", bytes, MB],
  ["the most of the 15", "most", bytes],
  ["median until all facets are counted", "counts", bytes],
  ["the last of the 15, and scrolled down to twenty cards", "scrolled", bytes],
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
export function judged(value, bar, atLeast = false) {
  if (value === undefined || Number.isNaN(value)) return "not measured";
  if (bar === undefined) return "";
  return (atLeast ? value >= bar : value <= bar) ? "holds" : "falls short";
}

const ORDER = ["falls short", "not measured", "holds", ""];
const worst = (given) => [...given].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))[0];

const [SMALL, LARGE, HUGE] = [10_000, 100_000, 1_000_000];

/** What ratios of two contenders may be at a size, and of which numbers: a bar that is undefined is none. */
const RATIOS = {
  "T1 packed": { of: ["median"], bar: () => 1.5 },
  T2: { of: ["median", "p95"], bar: (n) => (n >= LARGE ? 1 : 1.5) },
  T3: { of: ["median", "p95"], bar: (n) => (n >= LARGE ? 1 : 1.5) },
  T4: { of: ["median"], bar: () => 1 },
  T5: { of: ["median"], bar: (n) => (n >= HUGE ? 0.5 : n >= LARGE ? 1 : undefined) },
  T6: { of: ["median"], bar: (n) => (n >= HUGE ? 1.2 : undefined) },
  "T1 plain": { of: ["median"], bar: (n) => (n >= HUGE ? undefined : 6), atLeast: true },
  "T6 plain": { of: ["median"], bar: (n) => (n >= HUGE ? undefined : 2.5) },
};

/** The bar and the verdict of a ratio, `{ median, p95 }`, as cells of a table. Below 10,000 records there is none. */
export function ratioCells(row, n, ratios) {
  const { of, bar, atLeast } = RATIOS[row];
  const most = n >= SMALL ? bar(n) : undefined;
  if (most === undefined) return ["", ""];
  return [`${atLeast ? "≥" : "≤"} ${most}`, worst(of.map((what) => judged(ratios[what], most, atLeast)))];
}

/** Of times in milliseconds beside a bar: it may hold for most of them alone. */
export function timeVerdict({ median, p95 }, bar) {
  const all = judged(p95, bar);
  return all === "falls short" && judged(median, bar) === "holds" ? "holds at the median" : all;
}

/** One row for each number, one column for each size; the verdict is that of the worst. */
export function verdicts(runs) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const head = ["", ...runs.map(({ n }) => n.toLocaleString("en")), "at most", ""];
  const row = ([name, key, write, bar]) => {
    const verdict = worst(runs.map((run) => judged(run[key], bar)));
    return line([name, ...runs.map((run) => (judged(run[key], bar) === "not measured" ? "–" : write(run[key]))), bar === undefined ? "" : write(bar), verdict]);
  };
  const firsts = runs.map((run) => run.first);
  const apart = Math.max(...firsts) / Math.min(...firsts) - 1;
  const same = line(["first view: largest over smallest", ...runs.map((run) => ratio(run.first / firsts[0])), `1 ± ${SAME}`, judged(apart, SAME)]);
  return [line(head), `|---|${"--:|".repeat(runs.length + 1)}---|`, row(ROWS[0]), same, ...ROWS.slice(1).map(row)].join("\n");
}
