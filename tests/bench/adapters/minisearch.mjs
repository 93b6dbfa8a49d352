// MiniSearch: all words, the last one as a prefix; filters as a callback over the records.
import MiniSearch from "minisearch";
import { answer, matches, newest, parseRecords } from "../lib/common.mjs";

let all;
let index;

export default {
  async load(bytes) {
    all = parseRecords(bytes);
    index = new MiniSearch({ idField: "n", fields: ["title", "summary"] });
    for (let n = 0; n < all.length; n += 1) index.add({ n, title: all[n].title, summary: all[n].summary });
  },
  filter(query) {
    const fits = matches(query);
    const hits = index.search(MiniSearch.wildcard, { filter: (hit) => fits(all[hit.id]) });
    return answer(hits.map((hit) => all[hit.id]).sort(newest));
  },
  search({ text }) {
    const prefix = (_, at, words) => at === words.length - 1;
    const hits = index.search(text, { combineWith: "AND", boost: { title: 3 }, prefix });
    return answer(hits.map((hit) => all[hit.id]));
  },
  memory: () => ({}),
};
