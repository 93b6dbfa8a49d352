// A module as wasm-dis writes it: a form a line, or some lines, each named in the first.

const NAME = /\$(?:"(?:[^"\\]|\\.)*"|[^\s()"]+)/;
const USES = new RegExp(
  `\\((call|return_call|ref\\.func|global\\.get|global\\.set|call_indirect|table\\.\\w+) (${NAME.source})`, "g");

/** The top-level forms of a module: `{ kind, name, text }`, in their order. */
export function forms(module) {
  return module.split(/\n(?= \()/).slice(1).map((text, at, all) => {
    // the last one stands before the parenthesis that ends the module
    const own = at === all.length - 1 ? text.replace(/\n\)\s*$/, "") : text;
    const [kind] = own.match(/(?<=\()\w+/);
    // what is imported is named inside
    const inner = kind === "import" ? own.match(/^ \(import "[^"]*" "[^"]*" \((\w+) /) : undefined;
    const head = inner ? own.slice(inner[0].length) : own;
    return { kind, imports: inner?.[1], name: head.match(NAME)?.[0], text: own };
  });
}

/** The module of forms. */
export const module = (forms) => `(module\n${forms.map((form) => form.text ?? form).join("\n")}\n)\n`;

/** What a form's code names of the module: functions, globals and tables. */
export function uses(text) {
  const found = { functions: new Set(), globals: new Set(), tables: new Set() };
  for (const [, what, name] of text.matchAll(USES)) {
    if (what.startsWith("global")) found.globals.add(name);
    else if (what === "call_indirect" || what.startsWith("table")) found.tables.add(name);
    else found.functions.add(name);
  }
  return found;
}

/** Every name in a list of them, such as an elem segment. */
export const names = (text) => text.match(new RegExp(NAME, "g")) ?? [];

/** What a function takes and gives: `{ takes: ["i32"], gives: ["i32"] }`. */
export function signature(text) {
  const [head] = text.split("\n");
  const after = head.slice(head.indexOf(head.match(NAME)[0]) + head.match(NAME)[0].length);
  const takes = [...after.matchAll(/\(param(?: \$\S+)? ([^)]*)\)/g)].flatMap(([, types]) => types.split(" "));
  const gives = [...after.matchAll(/\(result ([^)]*)\)/g)].flatMap(([, types]) => types.split(" "));
  return { takes, gives };
}

/** The name of a function as Rust writes it, without the hashes of crates. */
export const plain = (name) =>
  name.replace(/^\$"?|"$/g, "").replace(/\\([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\[[0-9a-f]{16}\]|::h[0-9a-f]{16}/g, "");
