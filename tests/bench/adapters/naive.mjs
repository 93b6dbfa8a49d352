// What one writes first: Array.filter, counts in a Map, includes() of lower case. It says what the
// counts of a filter are.
import { answer, matches, newest, parseRecords } from "../lib/common.mjs";

let all;

export default {
  async load(bytes) {
    all = parseRecords(bytes);
  },
  filter: (query) => answer(all.filter(matches(query)).sort(newest)),
  search({ text }) {
    const words = text.toLowerCase().split(/\s+/);
    const hits = [];
    for (const record of all) {
      const title = record.title.toLowerCase();
      const summary = record.summary.toLowerCase();
      let score = 0;
      for (const word of words) {
        const [inTitle, inSummary] = [title.includes(word), summary.includes(word)];
        score += (inTitle ? 3 : 0) + (inSummary ? 1 : 0);
        if (!inTitle && !inSummary) {
          score = -1;
          break;
        }
      }
      if (score >= 0) hits.push([score, record]);
    }
    hits.sort((a, b) => b[0] - a[0] || newest(a[1], b[1]));
    return answer(hits.map((hit) => hit[1]));
  },
  memory: () => ({}),
};
