// Starts the page. A file of its own, because the content security policy allows no inline script.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const beside = (file) => new URL(file, document.baseURI);

try {
  const page = await import(beside(js));
  await page.default({ module_or_path: beside(wasm) });
} catch (error) {
  // A panic while starting shows its own notice; anything else is a browser or a file that is missing.
  console.error(error);
  document.getElementById("app").hidden = true;
  document.getElementById("nowasm").hidden = false;
}
