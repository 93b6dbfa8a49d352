// Our engine behind its door (door.rs). What it answers is one list of numbers.
import init, { Door } from "door";

const wasm = await init({ module_or_path: new URL("/dist/door_bg.wasm", location.href) });
let door;

const recordId = (place) => `m${String(place).padStart(7, "0")}`;

/** The answer from the numbers: see `numbers` in door.rs. */
function answer(numbers) {
  let at = 1;
  const list = (width) => {
    const from = at + 1;
    at = from + numbers[at] * width;
    return numbers.subarray(from, at);
  };
  const pairs = (name) => {
    const flat = list(2);
    const out = [];
    for (let i = 0; i < flat.length; i += 2) out.push([name(flat[i]), flat[i + 1]]);
    return out;
  };
  const ids = Array.from(list(1), recordId);
  const organisations = pairs((value) => `o${value}`);
  const years = Object.fromEntries(pairs((year) => year));
  const topics = Object.fromEntries(pairs((value) => `t${value}`));
  return { count: numbers[0], ids, organisations, years, topics };
}

/** The adapter that opens its bytes by a method of the door; `exact`: words match only as they are typed. */
export const engine = (open, exact = false) => ({
  async load(bytes) {
    door = Door[open](bytes);
  },
  filter: ({ organisation, topic = "", yearFrom = 0, yearTo = 0 }) => answer(door.filter(organisation, topic, yearFrom, yearTo)),
  search: ({ text }) => answer(door.search(text, exact)),
  memory: () => ({ wasm: wasm.memory.buffer.byteLength }),
});
