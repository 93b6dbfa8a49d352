// A page that is kept open all day: after 10,000 searches, 1,000 changes of page and 100 rounds through networks,
// tables, dialogs and exports it holds no more than after the first few.
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

const SEARCHES = 10_000;
const PAGES = 1_000;
const ROUNDS = 100;
const WORDS = ["norov", "sco", "security", '"regional security"', "-visit", "xyzzy", "норов", "诺罗夫", "complnat", "environment 2020", ""];

/** Keeps the memory of the page's wasm where it can be asked for. */
function watchMemory() {
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = async (...given) => {
      const made = await original(...given);
      globalThis.wasmMemory ??= Object.values((made.instance ?? made).exports).find((it) => it instanceof WebAssembly.Memory);
      return made;
    };
  }
}

/** Bytes of wasm memory, nodes in the document and beside it, listeners. */
async function held(page, session) {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
  const memory = await page.evaluate(() => globalThis.wasmMemory.buffer.byteLength);
  return { memory, nodes: metric("Nodes"), listeners: metric("JSEventListeners") };
}

/** No more than after the warm-up: memory to the byte; of nodes and listeners a card's worth is noise. */
function flat(before, after, what) {
  assert.ok(after.memory <= before.memory, `${what}: ${before.memory} bytes became ${after.memory}`);
  assert.ok(after.nodes <= before.nodes * 1.1, `${what}: ${before.nodes} nodes became ${after.nodes}`);
  assert.ok(after.listeners <= before.listeners * 1.5, `${what}: ${before.listeners} listeners became ${after.listeners}`);
}

/** Types into the search box so many times; what follows a letter is done before the next. */
const type = (page, times) =>
  page.evaluate(
    async ({ words, times }) => {
      const box = document.querySelector("input[type=search]");
      // what is held is looked at, not what is painted, which takes as long again
      document.querySelector("#app").style.display = "none";
      const { port1, port2 } = new MessageChannel();
      const task = () => new Promise((resolve) => { port1.onmessage = resolve; port2.postMessage(0); });
      for (let at = 0; at < times; at += 1) {
        box.value = words[at % words.length];
        box.dispatchEvent(new Event("input", { bubbles: true }));
        await task();
      }
      // the cards behind the first are drawn once these are painted
      for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    },
    { words: WORDS, times },
  );

/** Opens one link after the other, whatever the page: records, entities, and back to the results. */
const walk = (page, times) =>
  page.evaluate(async (times) => {
    const { port1, port2 } = new MessageChannel();
    const task = () => new Promise((resolve) => { port1.onmessage = resolve; port2.postMessage(0); });
    let opened = 0;
    for (let at = 0; opened < times; at += 1) {
      const inside = [...document.querySelectorAll("main a[href*='open='], nav a[href*='open=']")];
      const back = document.querySelector("main .back a");
      const link = back && at % 3 === 2 ? back : inside[(at * 7) % inside.length];
      const before = location.href;
      (link ?? back).click();
      opened += location.href === before ? 0 : 1;
      await task();
    }
    document.querySelector("main .back a")?.click();
    await task();
  }, times);

/** Looks at the results in every way, opens and closes each dialog, and saves the results as CSV and as JSON. */
const round = (page, times) =>
  page.evaluate(async (times) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const until = async (there) => {
      for (let waited = 0; !there(); waited += 1) {
        if (waited > 600) throw new Error(`waited too long: ${there}`);
        await frame();
      }
    };
    const press = (text) => {
      const buttons = [...document.querySelectorAll("button")].filter((it) => it.checkVisibility());
      buttons.find((it) => it.textContent.trim() === text).click();
    };
    const dialog = () => document.querySelector("dialog[open]");
    const close = async () => {
      dialog().querySelector("form[method=dialog] button").click();
      await until(() => !document.querySelector("#take"));
    };
    // what is saved is made all the same
    window.saved ??= 0;
    HTMLAnchorElement.prototype.click = function () {
      if (this.download) window.saved += 1;
      else this.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    };
    for (let at = 0; at < times; at += 1) {
      for (const way of [1, 2, 3, 0]) {
        document.querySelectorAll(".views a")[way].click();
        await until(() => document.querySelector(way === 0 ? "#results article" : "#results table, #results .network"));
        await frame();
      }
      press("Cite");
      await until(dialog);
      await close();
      press("Export");
      await until(dialog);
      for (const format of ["CSV", "JSON"]) {
        const before = window.saved;
        press(format);
        await until(() => window.saved > before);
        await until(() => !dialog().querySelector("progress"));
      }
      await close();
    }
  }, times);

/** Does something so many times, in parts: after the first part no more is held. */
function soak(name, link, act, part, times, what, timeout) {
  test(name, async (open) => {
    const page = await open(link, { init: watchMemory });
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    await act(page, part);
    const before = await held(page, session);
    for (let done = part; done < times; done += part) await act(page, part);
    flat(before, await held(page, session), `${times} ${what}`);
  }, { timeout });
}

soak("ten thousand searches leave nothing behind", "", type, 500, SEARCHES, "searches", 1_800_000);
soak("a thousand changes of page leave nothing behind", "", walk, 200, PAGES, "pages", 900_000);
soak("networks, tables, dialogs and exports leave nothing behind", "?organisation=complant", round, 20, ROUNDS, "rounds", 900_000);
