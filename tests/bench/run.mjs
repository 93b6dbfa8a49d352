// Compares the engine with its peers: `./x bench`. Every contender gets the same records and the same
// queries, in a browser of its own; in each round another begins.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CONTENDERS, HERE, TARGET, bundle, expectedOf, needData, pack } from "./contenders.mjs";
import { machine } from "./lib/browser.mjs";
import { serve } from "./lib/server.mjs";
import { agreement, disagreements, report, summarise } from "./report.mjs";
import { trial } from "./trial.mjs";

const HELP = `usage: ./x bench [OPTIONS]      compare the engine with its peers in Chromium
       ./x bench inp [--n N]    from a keystroke or click on the built page to the next paint
       ./x bench native [N]     instructions of the engine alone, counted by valgrind
       ./x bench scale [N]      a million records on one day, half a million organisations: are counts right?
       ./x bench page [--n N] [--rounds N]
                                pages of packed data, from a click until they are painted; CSV of all
       ./x bench pack [--sizes LIST | --quick]
                                what packing takes, and what a packed page fetches

  --generate     only make the data
  --quick        sizes 1,000 and 10,000, one round (about a minute)
  --sizes LIST   such as 10000,100000 (the default, about 5 minutes; 1000000 takes as much by itself)
  --only LIST    of ${CONTENDERS.map((one) => one.name).join(", ")}
  --tasks LIST   of T2,T3,T4,T5 (T1 and T6 are always measured)
  --rounds N     how often each contender is opened (default 2)
  --reps N       how often each of the 15 queries of a task is asked in a round (default 5)
  --budget S     seconds a task may take in a round (default 20)
  PROFILE=release in the environment compares a build for speed instead of the page's for size

T1 bytes in memory -> ready   T2 one organisation   T3 organisation, topic, five years
T4 two words   T5 a word, key by key   T6 heap and wasm memory once loaded
Times are the best of each query's repetitions, as median / 95th percentile of the queries; the clock
goes in steps of 5 µs, so ratios of what is shorter than 0.1 ms are better read from the means. Every
answer of T2 to T5 has the count, 50 ids, 20 organisations, and all years and topics with counts.
The results are also in target/bench/results.json. It ends with 1 if an answer of ours is not right.`;

function options() {
  const text = { type: "string" };
  const flag = { type: "boolean" };
  const { values } = parseArgs({
    options: { quick: flag, help: flag, generate: flag, sizes: text, only: text, tasks: text, rounds: text, reps: text, budget: text },
  });
  const { quick } = values;
  const only = values.only?.split(",");
  return {
    help: values.help,
    generate: values.generate,
    sizes: (values.sizes ?? (quick ? "1000,10000" : "10000,100000")).split(",").map(Number),
    contenders: CONTENDERS.filter((one) => !only || only.includes(one.name)),
    tasks: (values.tasks ?? "T2,T3,T4,T5").split(","),
    rounds: Number(values.rounds ?? (quick ? 1 : 2)),
    reps: Number(values.reps ?? 5),
    budget: Number(values.budget ?? (quick ? 5 : 20)) * 1000,
    timeout: 400_000,
  };
}

function say(run) {
  const median = (times) => [...times].sort((a, b) => a - b)[times.length >> 1].toFixed(2);
  const tasks = ["T2", "T3", "T4", "T5"].filter((one) => run[one]).map((one) => `${one} ${median(run[one].times)}`);
  const what = run.skipped ?? run.error ?? `T1 ${run.T1.toFixed(0)} ${tasks.join(" ")} ms`;
  console.error(`${String(run.n).padStart(8)} ${run.name.padEnd(14)} ${what}`);
}

async function main() {
  const { help, generate, sizes, contenders, rounds, ...how } = options();
  if (help) return console.log(HELP);
  if (contenders.length === 0) throw new Error("no such contender: see ./x bench --help");
  for (const n of sizes) needData(n);
  if (generate) return undefined;
  for (const n of sizes) pack(n, process.env.NATIVE);
  const code = await bundle(contenders);
  const server = await serve([HERE, TARGET]);
  const runs = [];
  for (const n of sizes) {
    for (let round = 0; round < rounds; round += 1) {
      for (let i = 0; i < contenders.length; i += 1) {
        const contender = contenders[(i + round * 2) % contenders.length];
        const failed = runs.some((run) => run.n === n && run.name === contender.name && (run.skipped ?? run.error));
        if (failed) continue;
        runs.push(await trial(contender, n, { base: server.base, ...how }));
        say(runs.at(-1));
      }
    }
  }
  server.close();
  const profile = process.env.PROFILE ?? "web";
  const result = { machine: machine(), profile, code, rows: summarise(runs), agreed: agreement(runs, expectedOf), runs };
  mkdirSync(TARGET, { recursive: true });
  writeFileSync(join(TARGET, "results.json"), JSON.stringify(result));
  console.log(report(result));
  // of speed a busy machine may say anything; of what is right it may not
  const wrong = disagreements(result.agreed, runs);
  for (const what of wrong) console.error(`wrong: ${what}`);
  if (wrong.length > 0) process.exitCode = 1;
}

await main();
