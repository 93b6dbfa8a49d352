// The page without a network, and never two versions of it mixed.
//
// A version is the list of its files below, written by `whomet site` when the page is built. They are fetched
// into a cache of their own, each checked; if one does not come or is another, there is no such version, and
// the one before goes on. Each window gets its files from the version that it began with, whichever worker
// answers; a new one begins with the next load. Data come from the network if that can be reached, pieces of
// packed data, which are named by what is in them, from what is kept.

const VERSION = "";
const FILES = {};

const BASE = new URL("./", self.location).href;
const INDEX = "index.html";
const SCRIPT = Object.keys(FILES).find((name) => /^page-.*\.js$/.test(name));
const cacheOf = (version) => `whomet ${BASE} ${version}`;
const [MINE, DATA, WINDOWS] = [VERSION, "data", "windows"].map(cacheOf);
/** How many files of data are kept; the oldest go first. */
const MOST_DATA = 400;
/** How long the network may take to begin an answer if there is a kept one, in milliseconds. */
const PATIENCE = 6_000;
/** How long a window that is not there yet keeps its version, in milliseconds. */
const BEGINNING = 60_000;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(answer(event)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.replace(/[?#].*/, "");
  if (request.method !== "GET" || !address.startsWith(BASE)) return;
  const name = address.slice(BASE.length);
  if (request.mode === "navigate") {
    if (name === "" || name === INDEX) event.respondWith(page(event));
  } else if (name === "data/dataset.json") {
    event.respondWith(dataset(event, address));
  } else if (name.startsWith("data/pieces/")) {
    event.respondWith(piece(event, address));
  } else if (/^[^/]+$|^lang\//.test(name)) {
    event.respondWith(file(event, address, name));
  }
});

// ---- versions ----

async function install() {
  const mended = await caches.has(MINE);
  try {
    await fill();
  } catch (error) {
    if (!mended) await caches.delete(MINE);
    throw error;
  }
  await Promise.all([DATA, WINDOWS].map((name) => caches.open(name)));
  // windows of other versions go on with their own files
  await self.skipWaiting();
}

// Fetches what the version does not have yet.
async function fill() {
  const cache = await caches.open(MINE);
  const fetchLost = async (address, fetchIt) => (await cache.match(address)) ?? fetchIt();
  const files = Object.entries(FILES).map(([name, integrity]) => fetchLost(BASE + name, () => fetchFile(cache, name, integrity)));
  await Promise.all([fetchLost(BASE, () => fetchIndex(cache)), ...files]);
}

async function fetchFile(cache, name, integrity) {
  const answer = await fetch(BASE + name, { cache: "no-cache", integrity });
  if (!answer.ok || answer.redirected) throw new Error(`${name}: ${answer.status}`);
  await cache.put(BASE + name, answer);
}

// Hosts may write something into a page, so it is known by the script that it names.
async function fetchIndex(cache) {
  for (const name of ["", INDEX]) {
    const answer = await fetch(BASE + name, { cache: "no-cache" });
    const text = answer.ok && isPage(answer) ? await answer.text() : "";
    if (text.includes(`"${SCRIPT}"`)) return cache.put(BASE, copied(answer, text));
  }
  throw new Error(`${INDEX} is of another version`);
}

// Takes in the windows that are there, if there was no version before.
async function activate() {
  const names = await caches.keys();
  if (names.every((name) => !name.startsWith(cacheOf("")) || [MINE, DATA, WINDOWS].includes(name))) await self.clients.claim();
}

async function page({ request, resultingClientId }) {
  const kept = await caches.match(BASE, { cacheName: MINE });
  if (!kept) return fetch(request);
  await note(resultingClientId, VERSION);
  return kept;
}

async function file({ request, clientId }, address, name) {
  const version = await versionOf(clientId);
  const kept = version && (await caches.match(address, { cacheName: cacheOf(version) }));
  if (kept) return kept;
  try {
    const answer = await fetch(request);
    // a version that has lost a file is none: the next load takes what the server has
    if (name in FILES && version === VERSION && !answer.ok) await caches.delete(MINE);
    return answer;
  } catch (error) {
    const mine = await caches.match(address, { cacheName: MINE });
    if (mine) return mine;
    throw error;
  }
}

// ---- windows ----

const windows = new Map();
/** Windows that got kept data, and of when. */
const behind = new Map();

const addressOf = (id) => `${BASE}?window=${id}`;

// Remembers of which version a window is.
async function note(id, version) {
  windows.set(id, version);
  if (!(await caches.has(WINDOWS))) return;
  const record = new Response(version, { headers: { "x-kept": Date.now() } });
  await (await caches.open(WINDOWS)).put(addressOf(id), record).catch(() => {});
}

async function versionOf(id) {
  return windows.get(id) ?? (await caches.match(addressOf(id), { cacheName: WINDOWS }))?.text();
}

// A window says which script it runs and which data it has fetched; it hears whether there is a newer version,
// and of when its data are, if they are kept ones.
async function answer({ data: { script, data }, source }) {
  const current = script === SCRIPT;
  if (current) await note(source.id, VERSION);
  source.postMessage({ newer: !current, kept: behind.get(source.id) });
  if (!(await caches.has(DATA))) return;
  for (const address of data) {
    if (!address.startsWith(`${BASE}data/`) || (await caches.match(address, { cacheName: DATA }))) continue;
    await fetch(address, { cache: "force-cache" }).then((it) => keep(address, it), () => {});
  }
  await fill().catch(() => {});
  await tidy();
}

// Lets go of versions that no window has, unless one is being fetched.
async function tidy() {
  if (self.registration.installing || self.registration.waiting) return;
  const there = new Set((await self.clients.matchAll({ type: "window", includeUncontrolled: true })).map(({ id }) => id));
  const cache = await caches.open(WINDOWS);
  const used = new Set([MINE, DATA, WINDOWS]);
  for (const { url } of await cache.keys()) {
    const record = await cache.match(url);
    const age = Date.now() - Number(record.headers.get("x-kept"));
    if (there.has(url.slice(addressOf("").length)) || age < BEGINNING) used.add(cacheOf(await record.text()));
    else await cache.delete(url);
  }
  const old = (await caches.keys()).filter((name) => name.startsWith(cacheOf("")) && !used.has(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

// ---- data ----

// From the network; what is kept if that cannot be reached, or the server is broken.
async function dataset(event, address) {
  const kept = await caches.match(address, { cacheName: DATA });
  const asked = fetch(event.request);
  const answer = await Promise.race(kept ? [asked, later()] : [asked]).catch((error) => error);
  if (answer instanceof Response && (answer.status < 500 || !kept)) {
    behind.delete(event.clientId);
    return keeping(event, address, answer);
  }
  if (!kept) throw answer;
  behind.set(event.clientId, kept.headers.get("x-kept"));
  return kept;
}

const later = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));

// What is kept, unless the page found it damaged and wants another.
async function piece(event, address) {
  const kept = event.request.cache !== "reload" && (await caches.match(address, { cacheName: DATA }));
  return kept || keeping(event, address, await fetch(event.request));
}

function keeping(event, address, answer) {
  event.waitUntil(keep(address, answer.clone()));
  return answer;
}

// Keeps data, unless they are a web page in their place, or nothing is to be kept any more. A full or broken
// storage costs the copy and nothing else.
async function keep(address, answer) {
  if (answer.status !== 200 || answer.redirected || isPage(answer) || !(await caches.has(DATA))) return;
  try {
    const cache = await caches.open(DATA);
    await cache.put(address, copied(answer, answer.body));
    const pieces = (await cache.keys()).filter(({ url }) => url.includes("/pieces/"));
    await Promise.all(pieces.slice(0, -MOST_DATA).map((request) => cache.delete(request)));
  } catch {}
}

const isPage = (answer) => /^text\/html\b/.test(answer.headers.get("content-type") ?? "");

// An answer with the moment at which it was kept; it is unpacked by now, and not what a redirect says.
function copied(answer, body) {
  const headers = new Headers(answer.headers);
  if (headers.has("content-encoding")) ["content-encoding", "content-length"].forEach((name) => headers.delete(name));
  headers.set("x-kept", new Date().toISOString());
  return new Response(body, { headers });
}
