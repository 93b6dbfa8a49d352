// Starts the page. A file of its own, because the content security policy allows no inline script.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const beside = (file) => new URL(file, document.baseURI);
const show = (id) => { document.getElementById(id).hidden = false; };
const broke = (error) => "WebAssembly" in globalThis && error instanceof WebAssembly.RuntimeError;

// A panic is a trap, after which the page looks alive and is not.
addEventListener("error", (event) => broke(event.error) && show("crash"));
addEventListener("unhandledrejection", (event) => broke(event.reason) && show("crash"));

try {
  const page = await import(beside(js));
  const started = page.default({ module_or_path: beside(wasm) });
  // what the first view does without comes after it, or with it if the link asks for more
  const drawn = () => location.search || !document.querySelector("#app [aria-busy=true]");
  const fetchRest = () => (drawn() ? page.fetchRest?.(started) : setTimeout(fetchRest, 50));
  fetchRest();
  await started;
} catch (error) {
  console.error(error);
  if (broke(error)) {
    show("crash");
  } else {
    // a browser without WebAssembly, or a file that is missing
    document.getElementById("app").hidden = true;
    show("nowasm");
  }
}
