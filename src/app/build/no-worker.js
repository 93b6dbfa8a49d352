// In the place of sw.js while the page is being worked on (`./x run`): nothing is kept, and what an earlier
// worker at this address kept goes.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const ours = `whomet ${new URL("./", self.location).href} `;
  const names = (await caches.keys()).filter((name) => name.startsWith(ours));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
