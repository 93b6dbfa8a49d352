// A browser of its own for each measurement, and what the kernel knows about its renderers.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { chromium } from "playwright-core";

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-precise-memory-info",
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
];

/** A fresh browser. `page` is a page in it, `process` its process id. */
export async function launch() {
  const server = await chromium.launchServer({ executablePath: CHROMIUM, args: FLAGS, chromiumSandbox: false });
  const browser = await chromium.connect(server.wsEndpoint());
  const page = await browser.newPage();
  const close = async () => {
    await within(5_000, browser.close(), "closing").catch(() => {});
    await within(8_000, server.close(), "closing").catch(() => server.kill());
  };
  return { page, process: server.process().pid, close };
}

/** A promise that must be kept in time. */
export function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`${what} took over ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The machine, for the record. */
export function machine() {
  const cpu = /model name\s*: (.*)/.exec(read("/proc/cpuinfo"))?.[1];
  const version = execFileSync(CHROMIUM, ["--version"], { stdio: ["ignore", "pipe", "ignore"] });
  return { cpu, chromium: version.toString().trim(), date: new Date().toISOString() };
}

// ---- the kernel ----

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The renderers among the descendants of a process. */
function renderers(process) {
  const found = [];
  const open = [String(process)];
  while (open.length > 0) {
    const one = open.pop();
    open.push(...read(`/proc/${one}/task/${one}/children`).split(" ").filter(Boolean));
    if (read(`/proc/${one}/cmdline`).includes("--type=renderer")) found.push(one);
  }
  return found;
}

/** Milliseconds of processor time of all threads of all renderers; those that are spare use none. */
export function processorTime(process) {
  let sum = 0;
  for (const renderer of renderers(process)) {
    let threads = [];
    try {
      threads = readdirSync(`/proc/${renderer}/task`);
    } catch {
      // it has ended
    }
    for (const thread of threads) sum += Number(read(`/proc/${renderer}/task/${thread}/schedstat`).split(" ")[0]) / 1e6;
  }
  return sum;
}

/** The resident bytes of the largest renderer, and their peak. */
export function residentBytes(process) {
  let largest = { rss: 0, peak: 0 };
  for (const renderer of renderers(process)) {
    const status = read(`/proc/${renderer}/status`);
    const bytes = (key) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024;
    if (bytes("VmRSS") > largest.rss) largest = { rss: bytes("VmRSS"), peak: bytes("VmHWM") };
  }
  return largest;
}
