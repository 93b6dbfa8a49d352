// Synthetic meetings, the same on every machine: `dataset(n)` gives the records one by one, and then
// queries which each have a hit. `node gen.mjs N DIR` writes records.json, which the peers read, with
// one record per line so that it can be cut; queries.json; and with `--dataset` the same records as
// dataset.json, which is what a publisher writes, and expected.json (see dataset.mjs).
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { DatasetWriter, Expectation } from "./dataset.mjs";

/** How many different queries each task has. */
export const QUERIES = 15;
const DAY = 864e5;

/** Random numbers from 0 to 1: sfc32, seeded by splitmix32. */
function random(seed) {
  let z = seed >>> 0;
  const split = () => {
    z = (z + 0x9e3779b9) | 0;
    let t = z ^ (z >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [split(), split(), split(), 1];
  const next = () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 16; i += 1) next();
  return next;
}

/** Draws numbers below n, the i-th with weight 1 / (i + 2.7)^s, by the alias method. */
function zipf(n, next, s = 1) {
  const weights = Float64Array.from({ length: n }, (_, i) => (i + 2.7) ** -s);
  const sum = weights.reduce((x, y) => x + y, 0);
  const chance = new Float64Array(n);
  const alias = new Uint32Array(n);
  const [small, large] = [[], []];
  for (let i = 0; i < n; i += 1) {
    chance[i] = (weights[i] * n) / sum;
    (chance[i] < 1 ? small : large).push(i);
  }
  while (small.length && large.length) {
    const low = small.pop();
    const high = large[large.length - 1];
    alias[low] = high;
    chance[high] += chance[low] - 1;
    if (chance[high] < 1) {
      large.pop();
      small.push(high);
    }
  }
  for (const i of [...small, ...large]) chance[i] = 1;
  return () => {
    const i = (next() * n) | 0;
    return next() < chance[i] ? i : alias[i];
  };
}

const ONSETS = "b k d f g l m n p r s t v z br st tr pl sh ch".split(" ");
const VOWELS = "a e i o u ai ea io".split(" ");
const ENDS = ["", "", "", "n", "r", "s", "l", "m", "t", "x"];

/** So many new words of `least` to `most` syllables; the first, which are frequent, are shorter. */
function words(n, next, taken, least, most) {
  const pick = (list) => list[(next() * list.length) | 0];
  const out = [];
  while (out.length < n) {
    const grown = Math.min(1, out.length / (n * 0.2));
    const syllables = least + Math.floor(next() * (1 + grown * (most - least)));
    let word = "";
    for (let i = 0; i < syllables; i += 1) word += pick(ONSETS) + pick(VOWELS) + (i === syllables - 1 ? pick(ENDS) : "");
    if (!taken.has(word)) {
      taken.add(word);
      out.push(word);
    }
  }
  return out;
}

const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** What everything of a dataset of n records is drawn from. */
function world(n, seed) {
  const next = random(seed * 1000003 + n);
  const taken = new Set();
  const vocabulary = words(30000, next, taken, 1, 4);
  const names = words(20000, next, taken, 2, 3).map(capital);
  const organisations = Math.max(8, Math.min(40000, Math.floor(n / 8)));
  const people = Math.max(8, Math.min(100000, Math.floor(n / 4)));
  const name = (k, i) => {
    const second = (i * 104729 + 31 * k + ((i / names.length) | 0)) % names.length;
    return `${names[(i * 7919 + k) % names.length]} ${names[second]}`;
  };
  return {
    next,
    vocabulary,
    organisations,
    people,
    topics: 60,
    places: 300,
    organisationName: (i) => name(1, i),
    personName: (i) => name(2, i),
    word: zipf(vocabulary.length, next),
    organisation: zipf(organisations, next, 0.9),
    person: zipf(people, next, 0.8),
    topic: zipf(60, next, 0.7),
    place: zipf(300, next),
  };
}

/** Up to k different numbers. */
function distinct(k, draw) {
  const found = new Set();
  for (let tries = 0; found.size < k && tries < 50; tries += 1) found.add(draw());
  return [...found];
}

const FIRST_DAY = Date.UTC(2001, 0, 1) / DAY;
const DAYS = Date.UTC(2025, 11, 31) / DAY - FIRST_DAY + 1;
const LANGUAGES = ["en", "en", "en", "en", "en", "en", "en", "ru", "ru", "zh"];

/** One record. The order of what is drawn belongs to the format of the data. */
function record(world, i) {
  const { next, vocabulary, word, organisationName, personName } = world;
  const int = (a, b) => a + ((next() * (b - a + 1)) | 0);
  const organisations = distinct(int(1, 5), world.organisation);
  const people = distinct(int(1, 4), world.person);
  const topics = distinct(int(1, 3), world.topic);
  // more meetings in recent years
  const day = FIRST_DAY + Math.floor(DAYS * Math.sqrt(next()));
  const [titleWords, summaryWords] = [int(8, 14), int(25, 60)];
  const title = [organisationName(organisations[0]), capital(vocabulary[word()]), personName(people[0])];
  for (let k = 5; k < titleWords; k += 1) title.push(vocabulary[word()]);
  const summary = [capital(vocabulary[word()])];
  for (let k = 1; k < summaryWords; k += 1) {
    if (next() < 0.04) {
      const named = next() < 0.5;
      const of = named ? organisations : people;
      summary.push((named ? organisationName : personName)(of[(next() * of.length) | 0]));
      k += 1;
    } else summary.push(vocabulary[word()] + (next() < 0.1 ? "," : ""));
  }
  return {
    id: `m${String(i).padStart(7, "0")}`,
    date: new Date(day * DAY).toISOString().slice(0, 10),
    title: title.join(" "),
    summary: `${summary.join(" ").replace(/,$/, "")}.`,
    organisations: organisations.map((o) => `o${o}`),
    people: people.map((p) => `p${p}`),
    topics: topics.map((t) => `t${t}`),
    place: `l${world.place()}`,
    language: LANGUAGES[(next() * 10) | 0],
  };
}

/** The queries, from some of the records, so that every one has at least one hit. */
function queries(world, samples) {
  const rank = new Map(world.vocabulary.map((word, i) => [word, i]));
  const long = world.vocabulary.filter((word) => word.length >= 7);
  const [T2, T3, T4, T5] = [[], [], [], []];
  samples.forEach((sample, i) => {
    T2.push({ organisation: `o${Math.round(world.organisations ** (i / QUERIES)) - 1}` });
    const year = Number(sample.date.slice(0, 4));
    const [organisation] = sample.organisations.slice().sort((a, b) => a.slice(1) - b.slice(1));
    T3.push({ organisation, topic: sample.topics[0], yearFrom: year - 2, yearTo: year + 2 });
    const known = [...new Set(sample.summary.toLowerCase().match(/[a-z]+/g))].filter((word) => rank.has(word));
    const nearest = (target, fits) =>
      known.filter(fits).sort((a, b) => Math.abs(rank.get(a) - target) - Math.abs(rank.get(b) - target))[0];
    const first = nearest(200, () => true);
    const second = nearest(400, (word) => word !== first && word.length >= 5) ?? nearest(400, (word) => word !== first);
    T4.push({ text: `${first} ${second.slice(0, Math.min(4, second.length))}` });
    T5.push({ keys: [1, 2, 3, 4, 5, 6].map((k) => long[i * 37].slice(0, k)) });
  });
  return { n: samples.n, poolOrg: world.organisations, poolPer: world.people, T2, T3, T4, T5 };
}

/** The records of a dataset, and its queries, which need all records to have been taken. */
export function dataset(n, seed = 1) {
  const it = world(n, seed);
  const samples = Object.assign([], { n });
  function* records() {
    for (let i = 0; i < n; i += 1) {
      const one = record(it, i);
      if (samples.length < QUERIES && i >= Math.floor((samples.length + 0.5) * (n / QUERIES))) samples.push(one);
      yield one;
    }
  }
  return { world: it, records, queries: () => queries(it, samples) };
}

/** A file that is written in pieces of a megabyte, waiting for the disk. */
export function lines(path) {
  const stream = createWriteStream(path);
  let held = "";
  const flush = async () => {
    const written = stream.write(held);
    held = "";
    if (!written) await once(stream, "drain");
  };
  return {
    async add(text) {
      held += text;
      if (held.length > 1 << 20) await flush();
    },
    async end(text) {
      held += text;
      await flush();
      stream.end();
      await once(stream, "finish");
    },
  };
}

async function main(n, folder, withDataset) {
  mkdirSync(folder, { recursive: true });
  const { world: it, records, queries: asked } = dataset(n);
  const plain = lines(`${folder}/records.json`);
  const published = withDataset && new DatasetWriter(lines(`${folder}/dataset.json`), it, n);
  await plain.add("[\n");
  if (published) await published.begin();
  let left = n;
  for (const one of records()) {
    left -= 1;
    await plain.add(JSON.stringify(one) + (left > 0 ? ",\n" : "\n"));
    if (published) await published.add(one);
  }
  await plain.end("]\n");
  if (published) {
    await published.end();
    // a second pass, since the queries come from the records
    const expectation = new Expectation(it, asked().T4);
    for (const one of dataset(n).records()) expectation.add(one);
    writeFileSync(`${folder}/expected.json`, JSON.stringify({ T4: expectation.answers() }));
  }
  writeFileSync(`${folder}/queries.json`, JSON.stringify(asked(), null, 1));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(Number(process.argv[2]), process.argv[3], process.argv.includes("--dataset"));
}
