// The generated records as a publisher would write them, in the format `whomet/1`; and what a search
// of them must find.
import { answer, compared } from "./lib/common.mjs";

const SOURCE = {
  url: "https://example.org/register",
  title: "Register of meetings",
  publisher: "Example Register",
  published: "2026-01-01",
  language: "en",
};

/** Writes a dataset record by record. Entities and meetings stand in the order of their numbers. */
export class DatasetWriter {
  constructor(out, world, records) {
    Object.assign(this, { out, world, left: records });
  }

  async begin() {
    const { world, out } = this;
    const head = {
      format: "whomet/1",
      title: "Generated meetings",
      description: "Made by a program, to measure with.",
      language: "en",
      updated: "2026-01-01",
      publisher: { name: "Example Register" },
      licence: { name: "CC0 1.0" },
      report: "mailto:data@example.org",
      sources: { s1: SOURCE },
    };
    await out.add(`${JSON.stringify(head, null, 1).slice(0, -2)},\n`);
    await this.table("organisations", "o", world.organisations, world.organisationName);
    await this.table("people", "p", world.people, world.personName);
    // in letters that no query has, as the peers do not search the names of topics and places
    await this.table("topics", "t", world.topics, (i) => `Тема ${i}`);
    await this.table("places", "l", world.places, (i) => `Место ${i}`);
    await out.add(' "meetings": [\n');
  }

  async table(key, letter, count, name) {
    await this.out.add(` ${JSON.stringify(key)}: {\n`);
    for (let i = 0; i < count; i += 1) {
      await this.out.add(`  "${letter}${i}": ${JSON.stringify({ name: name(i) })}${i < count - 1 ? "," : ""}\n`);
    }
    await this.out.add(" },\n");
  }

  async add({ id, date, title, summary, organisations, people, topics, place }) {
    this.left -= 1;
    const participants = [...people.map((person) => ({ person })), ...organisations.map((organisation) => ({ organisation }))];
    const meeting = { id, date, title, summary, place, topics, participants, sources: ["s1"] };
    await this.out.add(`  ${JSON.stringify(meeting)}${this.left > 0 ? "," : ""}\n`);
  }

  async end() {
    await this.out.end(" ]\n}\n");
  }
}

/**
 * What some searches must find: the records that have every word, the last one as a prefix, in title,
 * summary, or the name of an organisation or person who took part. The peers search title and summary
 * alone, so they may find fewer.
 */
export class Expectation {
  constructor(world, queries) {
    this.world = world;
    this.searches = queries.map(({ text }) => ({ words: text.split(" "), hits: [] }));
  }

  add(record) {
    const { organisationName, personName } = this.world;
    const names = [
      ...record.organisations.map((id) => organisationName(Number(id.slice(1)))),
      ...record.people.map((id) => personName(Number(id.slice(1)))),
    ];
    const words = new Set([record.title, record.summary, ...names].join(" ").toLowerCase().match(/[a-z]+/g));
    const begins = (prefix) => [...words].some((word) => word.startsWith(prefix));
    for (const { words: [first, last], hits } of this.searches) if (words.has(first) && begins(last)) hits.push(record);
  }

  /** The answers, but for the order of relevance. */
  answers() {
    return this.searches.map(({ hits }) => compared({ ...answer(hits), ids: undefined }));
  }
}
