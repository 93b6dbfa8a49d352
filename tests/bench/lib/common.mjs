// What the adapters share: reading the records, and facets by plain loops.

/** V8's strings end at 2^29 - 24 characters: what is larger is cut between records. */
const LARGE = 400e6;
const PIECE = 32 << 20;

export function parseRecords(bytes) {
  if (bytes.length < LARGE) return JSON.parse(new TextDecoder().decode(bytes));
  const records = [];
  for (let at = 0; at < bytes.length; ) {
    let end = Math.min(bytes.length, at + PIECE);
    if (end < bytes.length) end = bytes.indexOf(10, end) + 1 || bytes.length;
    const text = new TextDecoder().decode(bytes.subarray(at, end)).trim();
    at = end;
    const inside = text.replace(/^\[/, "").replace(/(?<=\})\s*\]$|^\]$/, "").trim().replace(/,$/, "");
    if (inside) for (const record of JSON.parse(`[${inside}]`)) records.push(record);
  }
  return records;
}

export const yearOf = (record) => Number(record.date.slice(0, 4));

/** The latest first, then by id. */
export const newest = (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The first 20 of some counts, the largest first. */
const top = (counts) => [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 20);

/** The counts of some records: of organisations the first 20, of years and topics all. */
function facets(records) {
  const [organisations, years, topics] = [new Map(), new Map(), new Map()];
  const count = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const record of records) {
    count(years, yearOf(record));
    for (const organisation of record.organisations) count(organisations, organisation);
    for (const topic of record.topics) count(topics, topic);
  }
  return { organisations: top(organisations), years: Object.fromEntries(years), topics: Object.fromEntries(topics) };
}

/** True for the records that a filter lets through. */
export function matches({ organisation, topic, yearFrom, yearTo }) {
  return (record) =>
    (!organisation || record.organisations.includes(organisation)) &&
    (!topic || record.topics.includes(topic)) &&
    (!yearFrom || yearOf(record) >= yearFrom) &&
    (!yearTo || yearOf(record) <= yearTo);
}

/** The answer that some records are, in their order. */
export const answer = (records) => ({
  count: records.length,
  ids: records.slice(0, 50).map((record) => record.id),
  ...facets(records),
});

/** What is compared of an answer. Of the organisations the counts alone: equal ones come in any order. */
export const compared = ({ count, ids, years, topics, organisations }) => ({
  count,
  ids,
  years,
  topics,
  organisations: organisations.map((one) => one[1]),
});
