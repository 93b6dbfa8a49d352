// Datasets that tests make for themselves.

/** A dataset with these parts; without any, the smallest good one. */
export const dataset = (parts = {}) => ({
  format: "whomet/1",
  title: "A made-up register",
  licence: { name: "CC0 1.0" },
  report: "mailto:desk@example.org",
  sources: { s1: { url: "https://example.org/1", title: "Minutes", publisher: "The register" } },
  organisations: {},
  people: {},
  topics: {},
  places: {},
  meetings: [],
  facts: [],
  ...parts,
});

/** A meeting with these parts. */
export const meeting = (id, parts = {}) => ({
  id,
  date: "2020-08-20",
  title: `Meeting ${id}`,
  participants: [],
  sources: ["s1"],
  ...parts,
});

/** Many meetings of some organisations, a day apart. */
export function many(n) {
  const names = Array.from({ length: 40 }, (_, at) => `org-${at}`);
  const organisations = Object.fromEntries(names.map((id, at) => [id, { name: `Organisation ${at}` }]));
  const day = (at) => new Date(Date.UTC(2012, 0, 1 + at)).toISOString().slice(0, 10);
  const meetings = Array.from({ length: n }, (_, at) =>
    meeting(`m${at}`, {
      date: day(at),
      title: `Talks number ${at}`,
      participants: [{ organisation: names[at % 40] }, { organisation: names[(at * 7 + 1) % 40] }],
    }),
  );
  return dataset({ organisations, meetings });
}
