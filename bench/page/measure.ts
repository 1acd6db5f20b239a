/** How soon the page shows something over a slow network, which Chromium's DevTools imitate. */
import type { Browser, CDPSession, Page } from "playwright-core";
import { startSystem } from "../../script/started/started-system.ts";
import { findChromium, launch } from "../../test/browser/chromium.ts";

/** "Slow 3G": what the budget of the page is for. */
export const SLOW = { latencyMs: 400, kilobitsPerSecond: 400 } as const;

export interface PageMeasured {
  /** From an address without anything kept, until the form is there. */
  readonly formMs: number;
  /** From Search, with the places chosen, until the first itinerary is painted. */
  readonly itineraryMs: number;
  /** What had to be asked before the first byte came. */
  readonly requests: number;
  /** How many bytes had come when it was painted. */
  readonly bytes: number;
  /** The same with names that were typed so fast that their lists came after Enter. */
  readonly typedMs: number;
}

const SEEN_MS_MAX = 60_000;

/** @throws Error when there is no Chromium, the system does not start, or the signal fires */
export async function measurePage(
  visits: number,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<readonly PageMeasured[]> {
  const executable = findChromium();
  if (executable === undefined)
    throw new Error("no Chromium is here: install one, or name it in CHROMIUM");
  // This machine's own callers get nothing compressed otherwise.
  const system = startSystem({ environment: { LOG_LEVEL: "warn", HTTP_COMPRESSION: "always" } });
  const stop = () => system.process.kill("SIGTERM");
  signal.addEventListener("abort", stop);
  let browser: Browser | undefined;
  try {
    const url = await system.ready();
    browser = await launch(executable);
    const measured: PageMeasured[] = [];
    for (let i = 1; i <= visits; i++) {
      signal.throwIfAborted();
      report(`visit ${i} of ${visits}`);
      measured.push({
        ...(await visited(browser, url, chosenPlaces)),
        typedMs: (await visited(browser, url, typedPlaces)).itineraryMs,
      });
    }
    return measured;
  } finally {
    signal.removeEventListener("abort", stop);
    await browser?.close();
    await system.stop();
  }
}

type Fill = (page: Page) => Promise<void>;

/** As the box writes them: no look-up is needed. */
async function chosenPlaces(page: Page): Promise<void> {
  await page.locator("#origin").fill("London (LHR)");
  await page.locator("#destination").fill("New York (JFK)");
}

async function typedPlaces(page: Page): Promise<void> {
  await page.locator("#origin").fill("London");
  await page.locator("#destination").fill("New York");
}

async function visited(browser: Browser, url: string, fill: Fill) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(SEEN_MS_MAX);
    const devtools = await context.newCDPSession(page);
    await slowDown(devtools);
    const beganAt = performance.now();
    await page.goto(url);
    await page.locator("#origin").waitFor();
    const formMs = performance.now() - beganAt;
    // Nothing else is under way when the search begins.
    await page.locator("#coverage").waitFor();
    await page.waitForLoadState("networkidle");
    const traffic = watch(devtools);
    await fill(page);
    await page.evaluate(WATCH_RESULTS);
    await page.locator("#destination").press("Enter");
    const itineraryMs = await page.evaluate<number>("window.firstItineraryMs");
    return { formMs, itineraryMs, ...traffic() };
  } finally {
    await context.close();
  }
}

async function slowDown(devtools: CDPSession): Promise<void> {
  const bytesPerSecond = (SLOW.kilobitsPerSecond * 1_000) / 8;
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: SLOW.latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
}

/** @returns the requests before the first byte, and the bytes that came, since this call */
function watch(devtools: CDPSession): () => { requests: number; bytes: number } {
  let [requests, bytes] = [0, 0];
  devtools.on("Network.requestWillBeSent", () => {
    if (bytes === 0) requests += 1;
  });
  devtools.on("Network.dataReceived", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  return () => ({ requests, bytes });
}

/** From the form's submit until the first itinerary has been painted, by the clock of the page. */
const WATCH_RESULTS = `
  window.firstItineraryMs = new Promise((resolve) => {
    let submittedAt;
    addEventListener("submit", () => { submittedAt = performance.now(); }, { capture: true });
    const seen = new MutationObserver(() => {
      if (document.querySelector("#itineraries > li") === null) return;
      seen.disconnect();
      // The second frame begins when the first has been painted.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => resolve(performance.now() - submittedAt)));
    });
    seen.observe(document.body, { childList: true, subtree: true });
  });
  undefined`;
