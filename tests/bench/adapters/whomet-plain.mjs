// Our engine, from the dataset as it is published.
import { engine } from "./engine.mjs";

export default engine("open_plain");
