// Our engine, from an index that was packed before, with no other forms of words: what the peers search.
import { engine } from "./engine.mjs";

export default engine("open_packed", true);
