// Catalogues of the page as they are served, and a language that is written from right to left, made
// from one of them: its letters are Hebrew, its words mean nothing, its numbers and places are the same.
import { readdirSync } from "node:fs";
import { repositoryFile } from "./harness.mjs";

/** The tag of each language that is a file. */
export const tags = readdirSync(new URL("../../public/lang", import.meta.url)).map((name) => name.replace(/\.txt$/, "")).sort();

/** What a catalogue says: `words("ru").search`, `words("ru")["facet.year"]`. */
export function words(tag) {
  const lines = repositoryFile(`public/lang/${tag}.txt`).split("\n").filter((line) => line && !line.startsWith("#"));
  return Object.fromEntries(lines.map((line) => line.split(/ = (.*)/s)));
}

const HEBREW = "אבגדהוזחטיכלמנסעפצקרשת";
const UNTOUCHED = ["name", "locale", "plurals"];

/** The catalogue of a language, mirrored. */
export function mirrored(tag) {
  const line = ([key, value]) => {
    if (key === "direction") return `${key} = rtl`;
    return `${key} = ${UNTOUCHED.includes(key) ? value : mirroredText(value)}`;
  };
  return Object.entries(words(tag)).map(line).join("\n") + "\n";
}

function mirroredText(text) {
  const letter = (one) => HEBREW[one.codePointAt(0) % HEBREW.length];
  const arrows = { "←": "→", "→": "←" };
  // what stands in braces is a place, or forms of a word
  return text.replace(/\p{L}|[←→]/gu, (one) => arrows[one] ?? letter(one));
}
