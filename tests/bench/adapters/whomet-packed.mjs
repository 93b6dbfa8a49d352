// Our engine, from an index that was packed before.
import { engine } from "./engine.mjs";

export default engine("open_packed");
