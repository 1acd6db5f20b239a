/** The machine's own Chromium, without a window: playwright-core brings no browser. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page, type Request } from "playwright-core";
import { freshPage } from "../../script/page/built-page.ts";

// The first has the engine alone: a page of its own context costs it a third of the processor time.
const NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "msedge",
];
const ELSEWHERE = [
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** CHROMIUM where it is set, else the first that is in a usual place. */
export function findChromium(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const usual = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...ELSEWHERE,
  ];
  return environment["CHROMIUM"] || usual.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Builds the page where it is older than its sources, and starts a browser with its own profile,
 * which is removed with it, and without the requests that browsers send to their makers.
 */
export async function launch(executablePath: string): Promise<Browser> {
  await freshPage();
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // No process ahead of need: most tests open one page, each in a context of its own.
      "--renderer-process-limit=1",
    ],
  });
}

const VISITS_MAX = 3;

/**
 * Opens the page; once more when the machine's network has changed meanwhile, as it does a moment
 * after a container has started.
 */
export async function visit(page: Page, url: string): Promise<void> {
  let changed = false;
  const note = (request: Request) => {
    changed ||= request.failure()?.errorText === "net::ERR_NETWORK_CHANGED";
  };
  page.on("requestfailed", note);
  for (let visits = 1; ; visits++) {
    changed = false;
    const failure = await page.goto(url).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!changed && failure === null) break;
    if (!changed || visits === VISITS_MAX)
      throw failure ?? new Error(`the network has changed during each of ${visits} visits`);
  }
  page.off("requestfailed", note);
}
