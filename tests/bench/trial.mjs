// One contender at one size in a browser of its own: loaded, measured at rest, and asked.
import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { launch, processorTime, residentBytes, within } from "./lib/browser.mjs";
import { folder, queriesOf } from "./contenders.mjs";

const TASKS = ["T2", "T3", "T4", "T5"];

/** `options`: `base` of the server, `tasks`, `reps`, `budget` and `timeout` in milliseconds. */
export async function trial(contender, n, options) {
  const run = { name: contender.name, n, load: loadavg()[0] };
  if (n > (contender.most ?? Infinity)) return { ...run, skipped: `over ${contender.most.toLocaleString("en")} records` };
  if (!existsSync(join(folder(n), contender.file))) return { ...run, skipped: `no ${contender.file}` };
  const browser = await launch();
  try {
    await measure(browser, run, contender, options);
  } catch (error) {
    run.error = String(error.message).split("\n")[0].slice(0, 200);
  } finally {
    await browser.close();
  }
  return run;
}

async function measure({ page, process }, run, contender, { base, tasks, reps, budget, timeout }) {
  const crashed = new Promise((_, refuse) => page.on("crash", () => refuse(new Error("the page crashed: out of memory?"))));
  crashed.catch(() => {});
  const call = (what, ...args) => {
    const called = page.evaluate(([name, given]) => window.bench[name](...given), [what, args]);
    return within(timeout, Promise.race([called, crashed]), what);
  };
  page.setDefaultTimeout(10_000);
  await page.goto(`${base}/page.html`);
  await page.waitForFunction(() => window.bench);
  Object.assign(run, await call("open", contender.name, `/data/${run.n}/${contender.file}`));
  const before = processorTime(process);
  run.T1 = await call("load");
  run.T1cpu = processorTime(process) - before;
  Object.assign(run, await atRest(page), residentBytes(process));
  run.wasm = (await call("memory")).wasm ?? 0;
  const queries = queriesOf(run.n);
  for (const task of TASKS.filter((one) => tasks.includes(one))) run[task] = await call("task", task, queries[task], reps, budget);
}

/** What is left after the garbage is taken away. */
async function atRest(page) {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send("HeapProfiler.collectGarbage");
  await protocol.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize } = await protocol.send("Runtime.getHeapUsage");
  return { heap: usedSize, backing: backingStorageSize ?? 0 };
}
