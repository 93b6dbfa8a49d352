// Our engine behind its door (door.rs). What it answers is one list of numbers.
import init, { Door } from "door";

const wasm = await init({ module_or_path: new URL("/dist/door_bg.wasm", location.href) });
let door;
/** The memory of the engine, as numbers. */
let memory = new Uint32Array();

const recordId = (place) => `m${String(place).padStart(7, "0")}`;

/** The answer from the numbers: see `write` in door.rs. Memory that grew is another buffer. */
function answer() {
  if (memory.length === 0) memory = new Uint32Array(wasm.memory.buffer);
  const numbers = memory;
  const [ids, organisations, years, topics] = [[], [], {}, {}];
  let at = door.answered();
  const count = numbers[at++];
  for (const end = ++at + numbers[at - 1]; at < end; at += 1) ids.push(recordId(numbers[at]));
  for (const end = ++at + 2 * numbers[at - 1]; at < end; at += 2) organisations.push([`o${numbers[at]}`, numbers[at + 1]]);
  const firstYear = numbers[at++];
  for (let i = 0, length = numbers[at++]; i < length; i += 1, at += 1) if (numbers[at]) years[firstYear + i] = numbers[at];
  for (let i = 0, length = numbers[at++]; i < length; i += 1, at += 1) if (numbers[at]) topics[`t${i}`] = numbers[at];
  return { count, ids, organisations, years, topics };
}

/** The adapter that opens its bytes by a method of the door; `exact`: words match only as they are typed. */
export const engine = (open, exact = false) => ({
  async load(bytes) {
    door = Door[open](bytes);
  },
  filter({ organisation, topic, yearFrom = 0, yearTo = 0 }) {
    door.filter(Number(organisation.slice(1)), topic ? Number(topic.slice(1)) : -1, yearFrom, yearTo);
    return answer();
  },
  search({ text }) {
    door.search(text, exact);
    return answer();
  },
  memory: () => ({ wasm: wasm.memory.buffer.byteLength }),
});
