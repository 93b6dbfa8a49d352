// A static server over some folders, the first that has a file. It isolates the page from other
// origins, for which a browser gives it clocks of 5 µs instead of 100.
import { createServer } from "node:http";
import { createReadStream, statSync } from "node:fs";
import { extname, join } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** `folders` are tried in order; `files` answers single paths with another file. */
export async function serve(folders, files = {}) {
  const find = (path) => {
    const places = files[path] ? [files[path]] : folders.map((folder) => join(folder, path));
    return places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile());
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://host");
    const file = find(pathname === "/" ? "/index.html" : decodeURIComponent(pathname));
    const head = {
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cache-control": "no-store",
    };
    if (!file) return response.writeHead(404, head).end();
    head["content-type"] = TYPES[extname(file)] ?? "application/octet-stream";
    head["content-length"] = statSync(file).size;
    response.writeHead(200, head);
    return createReadStream(file, { highWaterMark: 1 << 20 }).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { base: `http://127.0.0.1:${server.address().port}`, close };
}
