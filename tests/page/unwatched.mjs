// A tab whose network nobody watches. A browser keeps what a watched tab fetches, and turns it into text for
// its watcher: of a large file that is a task of 50 ms on the page's main thread, which no visitor has.

/** Opens an address in such a tab; `before` runs before the page's own code. */
export async function unwatched(browser, address, before) {
  const root = await browser.newBrowserCDPSession();
  const { browserContextId } = await root.send("Target.createBrowserContext");
  const { targetId } = await root.send("Target.createTarget", { url: "about:blank", browserContextId });
  const { sessionId } = await root.send("Target.attachToTarget", { targetId, flatten: false });
  const waiting = new Map();
  root.on("Target.receivedMessageFromTarget", ({ sessionId: from, message }) => {
    const { id, result, error } = JSON.parse(message);
    if (from !== sessionId || !waiting.has(id)) return;
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error.message));
    else resolve(result);
  });
  let last = 0;
  const send = (method, params = {}) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      const message = JSON.stringify({ id: last, method, params });
      root.send("Target.sendMessageToTarget", { sessionId, message }).catch(reject);
    });
  await send("Page.enable");
  await send("Page.addScriptToEvaluateOnNewDocument", { source: `(${before})()` });
  await send("Page.navigate", { url: address });
  return {
    /** Waits until an expression is true of the page. */
    async until(expression, patience = 45_000) {
      const end = Date.now() + patience;
      while (Date.now() < end) {
        const { result } = await send("Runtime.evaluate", { expression });
        if (result.value === true) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      throw new Error(`not within ${patience} ms: ${expression}`);
    },
    async close() {
      await root.send("Target.disposeBrowserContext", { browserContextId });
      await root.detach();
    },
  };
}
