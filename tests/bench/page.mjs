// What trial.mjs drives in the browser, through `window.bench`: one contender, opened and measured.
import { compared } from "./lib/common.mjs";

let contender;
let bytes;

/** Loads the contender's module and its bytes; both are timed apart from what follows. */
async function open(name, url) {
  const start = performance.now();
  contender = (await import(`/dist/${name}.js`)).default;
  const imported = performance.now();
  const response = await fetch(url);
  bytes = new Uint8Array(Number(response.headers.get("content-length")));
  let at = 0;
  const reader = response.body.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    bytes.set(value, at);
    at += value.length;
  }
  return { imported: imported - start, fetched: performance.now() - imported, bytes: bytes.length };
}

/** From bytes in memory to ready for a query. */
async function load() {
  const start = performance.now();
  await contender.load(bytes);
  const time = performance.now() - start;
  bytes = undefined;
  return time;
}

async function once(ask, query) {
  const start = performance.now();
  const answer = await ask(query);
  return { time: performance.now() - start, answer };
}

/** The time of each of some keystrokes. */
async function word(ask, texts) {
  const times = [];
  for (const text of texts) times.push((await once(ask, { text })).time);
  return times;
}

/**
 * Runs each query of a task so many times, and stops when the budget of milliseconds is used up.
 * Gives the times in the order in which they were run, for T5 the mean of each word and the times of
 * its keys, and of each query the answer.
 */
async function task(name, queries, reps, budget) {
  const ask = (query) => (name === "T2" || name === "T3" ? contender.filter(query) : contender.search(query));
  const [times, keys, answers] = [[], [], []];
  const start = performance.now();
  // one that does not count
  await ask(name === "T5" ? { text: queries[0].keys.at(-1) } : queries[0]);
  for (let rep = 0; rep < reps; rep += 1) {
    for (const query of queries) {
      if (name === "T5") {
        keys.push(await word(ask, query.keys));
        times.push(keys.at(-1).reduce((sum, time) => sum + time, 0) / query.keys.length);
      } else {
        const { time, answer } = await once(ask, query);
        times.push(time);
        if (rep === 0) answers.push(compared(answer));
      }
      if (performance.now() - start > budget) return { times, keys, answers };
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  return { times, keys, answers };
}

window.bench = { open, load, task, memory: () => contender.memory() };
