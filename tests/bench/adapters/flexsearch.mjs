// FlexSearch: a document index whose words are all prefixes; tags for organisations and topics.
import { Document } from "flexsearch";
import { answer, matches, newest, parseRecords } from "../lib/common.mjs";

let all;
let index;

export default {
  async load(bytes) {
    all = parseRecords(bytes);
    const text = [{ field: "text", tokenize: "forward" }];
    index = new Document({ document: { id: "n", index: text, tag: [{ field: "organisations" }, { field: "topics" }] } });
    for (let n = 0; n < all.length; n += 1) {
      const { title, summary, organisations, topics } = all[n];
      index.add({ n, text: `${title} ${summary}`, organisations, topics });
    }
  },
  filter(query) {
    const tag = {};
    if (query.organisation) tag.organisations = query.organisation;
    if (query.topic) tag.topics = query.topic;
    const [first, ...others] = index.search({ tag, limit: all.length }).map((found) => found.result);
    let hits = first ?? [];
    for (const other of others) {
      const known = new Set(other);
      hits = hits.filter((n) => known.has(n));
    }
    return answer(hits.map((n) => all[n]).filter(matches(query)).sort(newest));
  },
  search({ text }) {
    const found = index.search(text, { limit: all.length });
    return answer((found[0]?.result ?? []).map((n) => all[n]));
  },
  memory: () => ({}),
};
