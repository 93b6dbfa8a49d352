// From the runs of all rounds to tables in Markdown: what each contender took, ours as a ratio of the
// others, and how far the answers agree.
import { ratioCells } from "./verdicts.mjs";

const TASKS = ["T2", "T3", "T4", "T5"];
const QUERIES = 15;

const percentile = (values, p) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)];
};
const least = (values) => (values.length > 0 ? Math.min(...values) : undefined);
const bytesOf = (run) => run.heap + Math.max(run.backing, run.wasm);

/** The mean time of each whole pass through the queries: what the clock rounds off, it adds elsewhere. */
function passes(times) {
  const means = [];
  for (let at = 0; at + QUERIES <= times.length; at += QUERIES) {
    means.push(times.slice(at, at + QUERIES).reduce((sum, time) => sum + time, 0) / QUERIES);
  }
  return means;
}

/**
 * Of each query its best time in all rounds, and of these the median and the 95th of a hundred; and the
 * mean of the best pass.
 */
function task(runs, name) {
  const best = new Map();
  const [all, means] = [[], []];
  for (const { times } of runs.map((run) => run[name]).filter(Boolean)) {
    times.forEach((time, i) => best.set(i % QUERIES, Math.min(best.get(i % QUERIES) ?? Infinity, time)));
    all.push(...times);
    means.push(...passes(times));
  }
  if (all.length === 0) return undefined;
  const values = [...best.values()];
  const keys = name === "T5" ? runs.flatMap((run) => run.T5?.keys ?? []) : [];
  return {
    queries: best.size,
    median: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    mean: least(means),
    rawMedian: percentile(all, 0.5),
    rawP95: percentile(all, 0.95),
    // how long the first, second, … key of a word takes
    keys: keys[0]?.map((_, at) => percentile(keys.map((times) => times[at]), 0.5)),
  };
}

/** One row for each contender at each size. */
export function summarise(runs) {
  const rows = [];
  for (const n of new Set(runs.map((run) => run.n))) {
    for (const name of new Set(runs.filter((run) => run.n === n).map((run) => run.name))) {
      const its = runs.filter((run) => run.name === name && run.n === n);
      const good = its.filter((run) => run.T1 !== undefined && !run.error);
      const bad = its.find((run) => run.skipped ?? run.error);
      const row = { name, n, note: bad && (bad.skipped ? `skipped: ${bad.skipped}` : bad.error) };
      row.T1 = least(good.map((run) => run.T1));
      row.T1cpu = least(good.map((run) => run.T1cpu).filter((time) => time > 0));
      row.T6 = least(good.map(bytesOf));
      row.rss = least(good.map((run) => run.rss));
      row.peak = least(good.map((run) => run.peak));
      row.bytes = good[0]?.bytes;
      for (const one of TASKS) row[one] = task(good, one);
      rows.push(row);
    }
  }
  return rows;
}

// ---- agreement ----

const sorted = (counts) => Object.entries(counts).sort();
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * How many answers of each contender agree with those that are right: of filters those of the plain
 * scan; of searches those of bitmap-js, or for ours, which finds names too, those of a scan that does.
 */
export function agreement(runs, expectedOf) {
  const rows = [];
  const answered = (n, name, one) => runs.find((run) => run.n === n && run.name === name && run[one]?.answers.length > 0);
  for (const n of new Set(runs.map((run) => run.n))) {
    for (const one of ["T2", "T3", "T4"]) {
      const truth = answered(n, one === "T4" ? "bitmap-js" : "naive-js", one)?.[one].answers;
      const withNames = expectedOf(n)?.[one];
      for (const name of new Set(runs.filter((run) => run.n === n).map((run) => run.name))) {
        const run = answered(n, name, one);
        const right = (name.startsWith("whomet") && withNames) || truth;
        if (run && right) rows.push({ n, task: one, name, ...agreeing(run[one].answers, right, one === "T4" && truth) });
      }
    }
  }
  return rows;
}

/** `others`: answers with which only the count is compared. */
function agreeing(answers, truths, others) {
  const count = (fits) => answers.filter((answer, i) => truths[i] && fits(answer, truths[i], i)).length;
  return {
    of: Math.min(answers.length, truths.length),
    count: count((a, b) => a.count === b.count),
    asLimit: others ? count((a, _, i) => a.count === others[i]?.count) : "",
    organisations: count((a, b) => same(a.organisations, b.organisations)),
    years: count((a, b) => same(sorted(a.years), sorted(b.years))),
    topics: count((a, b) => same(sorted(a.topics), sorted(b.topics))),
    ids: truths[0].ids ? count((a, b) => same(a.ids, b.ids)) : "",
  };
}

/**
 * What of ours is not as it must be, in words: a filter's answers, and those to words as typed, are right in all
 * that they say. What finds more than the words typed finds other records than a scan for them.
 */
export function disagreements(agreed, runs) {
  const failed = runs.filter((run) => run.name.startsWith("whomet") && run.error);
  const must = ({ name, task }) => name.startsWith("whomet") && (task !== "T4" || name === "whomet-exact");
  const told = agreed.filter(must).flatMap((row) => {
    const short = ["count", "organisations", "years", "topics", "ids"].filter((key) => row[key] !== "" && row[key] < row.of);
    return short.map((key) => `${row.n} ${row.task} ${row.name}: ${key} of ${row[key]} answers in ${row.of}`);
  });
  return [...failed.map((run) => `${run.n} ${run.name}: ${run.error}`), ...told];
}

// ---- tables ----

const time = (x) => {
  if (x === undefined) return "–";
  if (x >= 1000) return `${(x / 1000).toFixed(x >= 10_000 ? 0 : 1)} s`;
  return x.toFixed(x >= 100 ? 0 : x >= 10 ? 1 : 2);
};
const megabytes = (x) => (x === undefined ? "–" : (x / 1e6).toFixed(x >= 1e8 ? 0 : 1));
const cell = (it) => (it ? `${time(it.median)} / ${time(it.p95)}${it.queries < QUERIES ? ` (${it.queries}q)` : ""}` : "–");
const ratio = (a, b) => (a === undefined || b === undefined ? "–" : (a / b).toFixed(a / b >= 10 ? 1 : 2));

/** A Markdown table; the first column is text, the others are numbers. */
function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), `|---|${"--:|".repeat(head.length - 1)}`, ...rows.map(line)].join("\n");
}

function times(rows) {
  const head = ["contender", "data MB", "T1 ms", "T1 CPU ms", "T2 ms", "T3 ms", "T4 ms", "T5 ms a key", "T6 MB", "RSS (peak) MB"];
  return table(
    head,
    rows.map((row) => {
      if (row.T1 === undefined) return [row.name, row.note ?? "–", ...head.slice(2).map(() => "")];
      const memory = [megabytes(row.T6), `${megabytes(row.rss)} (${megabytes(row.peak)})`];
      return [row.name, megabytes(row.bytes), time(row.T1), time(row.T1cpu), ...TASKS.map((one) => cell(row[one])), ...memory];
    }),
  );
}

const over = (a, b) => (a === undefined || b === undefined ? undefined : a / b);

/** Ours is the packed index where there is one. The last cells are the bar and whether it holds. */
export function ratios(rows) {
  const of = (name) => rows.find((row) => row.name === name && row.T1 !== undefined);
  const [limit, packed, plain, minisearch] = ["bitmap-js", "whomet-packed", "whomet-plain", "minisearch"].map(of);
  const ours = packed ?? plain;
  const line = (name, row, its) => [
    name,
    ...["median", "p95", "mean"].map((what) => (its[what] === undefined && what !== "median" ? "" : ratio(its[what], 1))),
    ...ratioCells(row, rows[0].n, its),
  ];
  const lines = [line("T1, packed / bitmap-js", "T1 packed", { median: over(packed?.T1, limit?.T1) })];
  for (const one of TASKS) {
    const [a, b] = [ours?.[one], limit?.[one]];
    const its = Object.fromEntries(["median", "p95", "mean"].map((what) => [what, over(a?.[what], b?.[what])]));
    lines.push(line(`${one}, ${ours?.name ?? "ours"} / bitmap-js`, one, its));
  }
  lines.push(line(`T6, ${ours?.name ?? "ours"} / bitmap-js`, "T6", { median: over(ours?.T6, limit?.T6) }));
  lines.push(line("T1, minisearch / plain", "T1 plain", { median: over(minisearch?.T1, plain?.T1) }));
  lines.push(line("T6, plain / the bytes of its JSON", "T6 plain", { median: over(plain?.T6, plain?.bytes) }));
  return table(["ratio", "median", "p95", "mean", "bar", "verdict"], lines);
}

function keystrokes(rows) {
  const with5 = rows.filter((row) => row.T5?.keys);
  const line = (row) => `${row.name} ${row.T5.keys.map(time).join(", ")}`;
  return with5.length === 0 ? "" : `T5 by key, median of all samples in ms: ${with5.map(line).join(" · ")}\n`;
}

function agreements(rows) {
  const head = ["N, task, contender", "of", "count", "organisations", "years", "topics", "ids", "count as bitmap-js"];
  const line = (row) => [
    `${row.n.toLocaleString("en")} ${row.task} ${row.name}`,
    ...[row.of, row.count, row.organisations, row.years, row.topics, row.ids, row.asLimit],
  ];
  return table(head, rows.map(line));
}

/** Everything, as text. */
export function report({ machine, profile, code, rows, agreed, runs }) {
  const out = [`${machine.chromium}, ${machine.cpu}, ${machine.date.slice(0, 10)}. Our engine: profile ${profile}.`];
  const load = percentile(runs.map((run) => run.load), 0.5);
  out.push(`Load of the machine before a run: ${load.toFixed(1)} (median); the less, the truer.`);
  for (const n of new Set(rows.map((row) => row.n))) {
    const its = rows.filter((row) => row.n === n);
    out.push(`\n### N = ${n.toLocaleString("en")}\n`, times(its), "", keystrokes(its), ratios(its));
  }
  const sizes = Object.entries(code).sort((a, b) => a[1] - b[1]);
  out.push("\n### Code, brotli\n", sizes.map(([name, bytes]) => `${name} ${(bytes / 1000).toFixed(1)} kB`).join(" · "));
  const truths = "T2 and T3 against naive-js, T4 against bitmap-js, which knows no names; ours against a scan that knows them.";
  out.push(`\n### Agreement\n\n${truths}\n`, agreements(agreed));
  return out.join("\n");
}
