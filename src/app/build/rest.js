// Appended to page.js: what fetches `rest`, the functions that the first view does without.

const REST = new URL("rest.wasm", import.meta.url);
let bytes, settled, fetching;
const restImports = () => ({ ...__wbg_get_imports(), page: wasm });

/** Fetches `rest` once, ahead of its need. A failure is silent: the one who needs it tries again. */
export function fetchRest(started) {
  return (fetching ??= fetchOnce(started));
}

/** Fetches only the bytes: whoever needs `rest` then has not to ask the network. */
export async function fetchBytes() {
  const answer = await fetch(REST);
  if (answer.ok) bytes ??= await answer.arrayBuffer();
}

async function fetchOnce(started) {
  try {
    if (!bytes) await fetchBytes();
    if (!bytes) return;
    const compiled = await WebAssembly.compile(bytes);
    await started;
    if (!settled) await WebAssembly.instantiate(compiled, restImports());
    settled = true;
  } catch {}
}

// Called by a stub of `page` before the function that it stands for, which cannot wait.
function need() {
  if (settled) return;
  try {
    bytes ??= bytesNow(REST);
    new WebAssembly.Instance(new WebAssembly.Module(bytes), restImports());
    settled = true;
  } catch (error) {
    // to boot.js it is what a trap is: the page cannot go on
    throw new WebAssembly.RuntimeError(`The rest of the page did not come: ${error}`);
  }
}

function bytesNow(url) {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(request.status);
  return Uint8Array.from(request.responseText, (char) => char.charCodeAt(0));
}
