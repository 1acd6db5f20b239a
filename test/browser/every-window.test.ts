/**
 * Each state of the page in every window: phones, a tablet, a desk, 200 % zoom, light and dark, and
 * for readers who want no motion.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Browser, Page, ViewportSize } from "playwright-core";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch, inDays } from "../harness/offers.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { axeViolations, broken, overflowing, shoot, WIDTHS } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";

const SEARCH = `/?from=LHR&to=JFK&depart=${inDays(30)}&adults=2`;
const offers: BidderScript = (call, reply) =>
  reply.offers(flightOffers(call.search, 25, { modelled: true, stops: 1 }));
const empty: BidderScript = (_call, reply) => reply.empty();

/** A window of 1,280 × 900 pixels at 200 % (WCAG 1.4.4): half as many, each twice as large. */
const ZOOMED = { width: 640, height: 450, deviceScaleFactor: 2, mobile: false };

interface State {
  /** What the bidder answers. */
  readonly script?: BidderScript;
  readonly path: () => string | Promise<string>;
  /** Before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** It is there when this is seen. */
  readonly seen: string;
  /** Then all of it is folded out. */
  readonly unfold?: readonly string[];
}

(skipped ? describe.skip : describe)("each state of the page", () => {
  let broker: Broker;
  let gateway: Gateway;
  let bidder: ScriptedBidder;
  let browser: Browser;
  /** What a page asks of others than its gateway. */
  let foreign: string[];

  beforeAll(async () => {
    if (executable === undefined) throw new Error("CI=true, but no Chromium is here");
    broker = await startBroker();
    bidder = await scriptedBidder(broker, "nonstop", offers);
    gateway = await gatewayOn(broker, ["nonstop"], { AUCTION_DEADLINE_MS: "10000" });
    browser = await launch(executable);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await bidder?.stop();
    await broker?.stop();
  });

  const STATES: Readonly<Record<string, State>> = {
    form: { path: () => "/", seen: "#coverage", unfold: ["#advanced > summary"] },
    results: {
      path: () => SEARCH,
      seen: ".show-more",
      unfold: [".more > summary", ".filters > summary"],
    },
    nothing: { script: empty, path: () => SEARCH, seen: ".suggestions a" },
    failure: {
      path: () => SEARCH,
      prepare: (page) =>
        page.route("**/v1/searches?*", (route) => route.abort("connectionrefused")),
      seen: "#faults button",
    },
    auction: {
      path: async () => {
        const { body } = await post<SearchResult>(gateway, flightSearch());
        return `/auctions/${body.searchId}`;
      },
      seen: ".lane",
    },
    market: { path: () => "/market", seen: "tbody[data-bidder=nonstop]" },
  };

  async function open(
    { script = offers, path, prepare, seen, unfold = [] }: State,
    viewport: ViewportSize,
  ): Promise<Page> {
    bidder.follow(script);
    const context = await browser.newContext({ locale: "en-US", viewport });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    foreign = [];
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol !== "data:" && origin !== new URL(gateway.url).origin)
        foreign.push(request.url());
    });
    await prepare?.(page);
    await visit(page, gateway.url + (await path()));
    await page.locator(seen).first().waitFor();
    for (const fold of unfold) await page.locator(fold).first().click();
    return page;
  }

  describe.each(Object.entries(STATES))("%s", (name, state) => {
    test("fits into every window and 200 % zoom, breaks no figure, asks nobody but the gateway, and axe finds nothing in light and in dark", async () => {
      const page = await open(state, { width: 1_440, height: 900 });
      const found: unknown[] = [];
      const look = async (window: string | number) => {
        await shoot(page, `window-${name}-${window}`);
        found.push(...(await overflowing(page)).map((wide) => ({ window, wide })));
        found.push(...(await broken(page)).map((text) => ({ window, broken: text })));
      };
      const examine = async (colorScheme: "light" | "dark") => {
        await page.emulateMedia({ colorScheme });
        found.push(...(await axeViolations(page)).map((axe) => ({ colorScheme, axe })));
      };
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width < 700 ? 740 : 900 });
        await look(width);
        if (width === 360) await examine("dark");
      }
      await examine("light");
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Emulation.setDeviceMetricsOverride", ZOOMED);
      await look("zoomed");
      await page.context().close();
      found.push(...foreign.map((url) => ({ foreign: url })));
      expect(found).toEqual([]);
    });
  });

  test("a reader who wants no motion sees none, whatever a style says", async () => {
    const page = await open(STATES["results"] as State, { width: 360, height: 740 });
    const moving = () =>
      page.evaluate<number>(
        "new Promise(requestAnimationFrame).then(() => document.getAnimations().length)",
      );
    await page.emulateMedia({ reducedMotion: "reduce" });
    const own = await moving();
    // Into a style sheet of the page: its policy allows no style from elsewhere.
    await page.evaluate(
      "for (const rule of ['#results .itinerary { animation: fade 60s }', '@keyframes fade { to { opacity: 0 } }']) document.styleSheets[0].insertRule(rule)",
    );
    const reduced = await moving();
    await page.emulateMedia({ reducedMotion: "no-preference" });
    const full = await moving();
    await page.context().close();
    expect({ own, reduced, isMovingElse: full > 0 }).toEqual({
      own: 0,
      reduced: 0,
      isMovingElse: true,
    });
  });
});
