// What the page has to do with its worker and with what the visitor asked it to keep; fetched after the first
// drawing. What it finds out it writes on the root element, and says so by an event (`app/ports/worker.rs`).

/** Where a visitor's selections lie, as `app/ports/storage.rs` has it. */
const SELECTIONS = `whomet ${new URL("./", import.meta.url).pathname}`;
/** How long an open page waits before it asks for a new version, in milliseconds. */
const PAUSE = 3_600_000;

function tell(what, value) {
  document.documentElement.dataset[what] = value;
  dispatchEvent(new Event("whomet"));
}

/** Begins, for a page that runs this script. What the browser refuses, the page does without. */
export async function begin(script) {
  try {
    if (localStorage.getItem(SELECTIONS)) tell("saved", "");
  } catch {}
  try {
    // a page inside another one is a guest
    if (window.top === window) await work(navigator.serviceWorker, script);
  } catch {}
}

async function work(worker, script) {
  const hello = () => {
    const data = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/data/"));
    worker.controller?.postMessage({ script, data });
  };
  worker.addEventListener("controllerchange", hello);
  worker.addEventListener("message", ({ data: { newer, kept } }) => {
    if (kept) tell("kept", kept);
    if (newer) tell("newer", "");
  });
  worker.startMessages();
  hello();
  const registration = await worker.register(new URL("sw.js", import.meta.url), { updateViaCache: "none" });
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - asked < PAUSE) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
}

/** Forgets everything: selections, offline copies, the worker. */
addEventListener("whomet-forget", async () => {
  try {
    localStorage.removeItem(SELECTIONS);
  } catch {}
  try {
    const base = new URL("./", import.meta.url).href;
    const names = (await caches.keys()).filter((name) => name.startsWith(`whomet ${base} `));
    await Promise.all(names.map((name) => caches.delete(name)));
    await (await navigator.serviceWorker.getRegistration(base))?.unregister();
  } catch {}
  tell("forgotten", "");
});
