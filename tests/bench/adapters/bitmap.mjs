// The limit, made by hand: one packed file, typed arrays, delta-coded postings, no object per record.
// It holds no text of a record, knows no names, and does nothing but what the tasks ask.

const TYPES = { Uint8Array, Uint16Array, Uint32Array };
const FIRST_YEAR = 1990;
const MOST_YEARS = 64;
const MOST_TOPICS = 64;

let head, sections, vocabulary, year, topicMask, organisationOff, organisationPost;
// to work in
let hits, mark, score, organisationCount;

function open(bytes) {
  head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, 4096)));
  sections = {};
  for (const [name, [type, offset, length]] of Object.entries(head.sections)) {
    sections[name] = new TYPES[type](bytes.buffer, bytes.byteOffset + offset, length);
  }
  vocabulary = new TextDecoder().decode(sections.vocab).split("\n");
}

function columns() {
  const { n } = head;
  const { day, topOff, topVal } = sections;
  year = new Uint8Array(n);
  topicMask = new Uint32Array(2 * n);
  const yearOfDay = new Map();
  for (let d = 0; d < n; d += 1) {
    let y = yearOfDay.get(day[d]);
    if (y === undefined) yearOfDay.set(day[d], (y = new Date(day[d] * 864e5).getUTCFullYear() - FIRST_YEAR));
    year[d] = y;
    for (let j = topOff[d]; j < topOff[d + 1]; j += 1) topicMask[2 * d + (topVal[j] >> 5)] |= 1 << (topVal[j] & 31);
  }
}

/** The records of each organisation, by a counting sort. */
function postings() {
  const { orgOff, orgVal } = sections;
  organisationOff = new Uint32Array(head.nOrg + 1);
  organisationPost = new Uint32Array(orgVal.length);
  for (let j = 0; j < orgVal.length; j += 1) organisationOff[orgVal[j] + 1] += 1;
  for (let o = 0; o < head.nOrg; o += 1) organisationOff[o + 1] += organisationOff[o];
  const at = organisationOff.slice();
  for (let d = 0; d < head.n; d += 1) {
    for (let j = orgOff[d]; j < orgOff[d + 1]; j += 1) organisationPost[at[orgVal[j]]++] = d;
  }
}

/** The first word that is not before another. */
function lowerBound(word) {
  let [a, b] = [0, vocabulary.length];
  while (a < b) {
    const middle = (a + b) >> 1;
    if (vocabulary[middle] < word) a = middle + 1;
    else b = middle;
  }
  return a;
}

const named = (counts, name) => {
  const out = {};
  for (let i = 0; i < counts.length; i += 1) if (counts[i]) out[name(i)] = counts[i];
  return out;
};

/** The counts of the first `length` hits, which are in order. */
function facets(length) {
  const { orgOff, orgVal, topOff, topVal } = sections;
  const [years, topics, touched] = [new Uint32Array(MOST_YEARS), new Uint32Array(MOST_TOPICS), []];
  for (let i = 0; i < length; i += 1) {
    const d = hits[i];
    years[year[d]] += 1;
    for (let j = topOff[d], end = topOff[d + 1]; j < end; j += 1) topics[topVal[j]] += 1;
    for (let j = orgOff[d], end = orgOff[d + 1]; j < end; j += 1) {
      if (organisationCount[orgVal[j]]++ === 0) touched.push(orgVal[j]);
    }
  }
  return {
    organisations: topOrganisations(touched),
    years: named(years, (i) => FIRST_YEAR + i),
    topics: named(topics, (i) => `t${i}`),
  };
}

/** The 20 most frequent, by insertion; the counts are cleared. */
function topOrganisations(touched) {
  const top = [];
  for (const organisation of touched) {
    const count = organisationCount[organisation];
    organisationCount[organisation] = 0;
    if (top.length === 20 && count <= top[19][1]) continue;
    let at = top.length;
    while (at > 0 && top[at - 1][1] < count) at -= 1;
    top.splice(at, 0, [organisation, count]);
    if (top.length > 20) top.pop();
  }
  return top.map(([organisation, count]) => [`o${organisation}`, count]);
}

const idOf = (d) => `m${String(sections.id[d]).padStart(7, "0")}`;

/** Marks the records that have a word for the `at`-th time, and adds to their scores. */
function markRecords(from, to, at) {
  const { post, postOff, df } = sections;
  for (let term = from; term < to; term += 1) {
    const rarity = Math.log(1 + head.n / df[term]);
    let d = -1;
    for (let p = postOff[term], end = postOff[term + 1]; p < end; ) {
      let value = 0;
      let shift = 0;
      let byte;
      do {
        byte = post[p++];
        value |= (byte & 127) << shift;
        shift += 7;
      } while (byte > 127);
      d += (value >>> 1) + 1;
      if (mark[d] >= at) {
        mark[d] = at + 1;
        score[d] += rarity * (value & 1 ? 3 : 1);
      }
    }
  }
}

/** Collects the records that are marked so often, clears the marks, and keeps the best 50 sorted. */
function collect(often) {
  let count = 0;
  const best = [];
  for (let d = 0; d < head.n; d += 1) {
    if (mark[d] === often) {
      hits[count++] = d;
      const s = score[d];
      if (best.length < 50 || s > best[best.length - 1][0]) {
        let at = best.length;
        while (at > 0 && best[at - 1][0] < s) at -= 1;
        best.splice(at, 0, [s, d]);
        if (best.length > 50) best.pop();
      }
    }
    mark[d] = 0;
    score[d] = 0;
  }
  return { count, best };
}

export default {
  async load(bytes) {
    open(bytes);
    columns();
    postings();
    score = new Float32Array(head.n);
    mark = new Uint8Array(head.n);
    hits = new Uint32Array(head.n);
    organisationCount = new Uint32Array(head.nOrg);
  },
  filter(query) {
    const organisation = Number(query.organisation.slice(1));
    const topic = query.topic ? Number(query.topic.slice(1)) : -1;
    const first = (query.yearFrom ?? FIRST_YEAR) - FIRST_YEAR;
    const last = (query.yearTo ?? FIRST_YEAR + 63) - FIRST_YEAR;
    const [half, bit] = [topic >> 5, 1 << (topic & 31)];
    let count = 0;
    for (let j = organisationOff[organisation], end = organisationOff[organisation + 1]; j < end; j += 1) {
      const d = organisationPost[j];
      if (year[d] >= first && year[d] <= last && (topic < 0 || topicMask[2 * d + half] & bit)) hits[count++] = d;
    }
    return { count, ids: Array.from(hits.subarray(0, Math.min(50, count)), idOf), ...facets(count) };
  },
  search({ text }) {
    const words = text.toLowerCase().split(/\s+/);
    words.forEach((word, at) => {
      const from = lowerBound(word);
      const exact = vocabulary[from] === word ? from + 1 : from;
      markRecords(from, at === words.length - 1 ? lowerBound(`${word}\uffff`) : exact, at);
    });
    const { count, best } = collect(words.length);
    return { count, ids: best.map(([, d]) => idOf(d)), ...facets(count) };
  },
  memory: () => ({}),
};
