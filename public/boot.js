// Starts the page. A file of its own, because the content security policy allows no inline script.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const beside = (file) => new URL(file, document.baseURI);
const part = (id) => document.getElementById(id);
const show = (id) => { part(id).hidden = false; };
const broke = (error) => "WebAssembly" in globalThis && error instanceof WebAssembly.RuntimeError;

// A panic is a trap, after which the page looks alive and is not.
addEventListener("error", (event) => broke(event.error) && show("crash"));
addEventListener("unhandledrejection", (event) => broke(event.reason) && show("crash"));

// A synchronous request passes a service worker by: without a network, what might be asked for in that way is
// there before the page begins.
async function fetchKept(page) {
  try {
    if (navigator.serviceWorker.controller) await page.fetchBytes();
  } catch {}
}

try {
  const page = await import(beside(js));
  await fetchKept(page);
  const started = page.default({ module_or_path: beside(wasm) });
  // what the first view does without comes after it, or with it if the link asks for more
  const drawn = () => document.querySelector("#app h1:not([aria-busy] *)");
  const fetchRest = () => {
    if (!location.search && !drawn()) return setTimeout(fetchRest, 50);
    page.fetchRest?.(started);
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: beside("rest-who.css") });
    document.head.append(style);
  };
  fetchRest();
  await started;
  part("plain").remove();
  const keep = () => (drawn() ? import(beside("rest-worker.js")).then((it) => it.begin(js), () => {}) : setTimeout(keep, 200));
  keep();
} catch (error) {
  console.error(error);
  if (broke(error)) {
    show("crash");
  } else {
    // a browser without WebAssembly, or a file that is missing: what the page has for that is readable
    part("app").hidden = true;
    ["plain", "nowasm"].forEach(show);
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "rest-plain.css" }));
  }
}
