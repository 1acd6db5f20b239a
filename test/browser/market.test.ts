/** The market view in a real browser, against a real gateway with scripted bidders. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import type { Market } from "../../clients/typescript/src/types.ts";
import type { Gateway } from "../../gateway/app.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, instancesAre, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { axeViolations, overflowing, shoot, WIDTHS } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";

const HOSTILE = "<img src=x onerror=\"document.title='pwned'\">";

(skipped ? describe.skip : describe)("the market view", () => {
  let broker: Broker;
  let gateway: Gateway;
  let nonstop: ScriptedBidder;
  let partners: ScriptedBidder;
  let stops: ScriptedBidder;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    if (executable === undefined) throw new Error("CI=true, but no Chromium is here");
    broker = await startBroker();
    nonstop = await scriptedBidder(broker, "nonstop", (call, reply) =>
      reply.offers(flightOffers(call.search, 3, { modelled: true, amount: 60_000 })),
    );
    partners = await scriptedBidder(broker, "partners", (call, reply) =>
      reply.offers(flightOffers(call.search, 1, { seller: HOSTILE, amount: 50_000 })),
    );
    // It serves no market that is searched.
    stops = await scriptedBidder(broker, "stops", () => {}, { market: "AMS.FRA" });
    gateway = await gatewayOn(broker, ["nonstop", "partners", "stops"], {
      AUCTION_DEADLINE_MS: "10000",
    });
    browser = await launch(executable);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await Promise.all([nonstop, partners, stops].map((bidder) => bidder?.stop()));
    await broker?.stop();
  });

  beforeEach(async () => {
    const context = await browser.newContext({
      locale: "en-US",
      viewport: { width: 1_440, height: 900 },
    });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      const isExpected = /status of 503|ERR_NETWORK_CHANGED/.test(message.text());
      if (message.type() === "error" && !isExpected) complaints.push(message.text());
    });
  });

  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  const body = (bidder: string) => page.locator(`tbody[data-bidder="${bidder}"]`);
  const cell = (bidder: string, name: string) =>
    body(bidder).locator(`td[data-name="${name}"]`).textContent();
  const states = (bidder: string) => body(bidder).locator(".state").allTextContents();
  const open = () => visit(page, `${gateway.url}/market`);
  const search = () => post(gateway, flightSearch({ sort: "price" }));
  const ofGateway = async () => (await get<Market>(gateway, "/v1/market")).body;

  const counted = () => until(async () => (await ofGateway()).searches > 0);

  /** What the gateway says from now on, changed by the test. */
  async function answers(change: (answer: Market) => Market): Promise<void> {
    await page.route("**/v1/market", async (route) => {
      const answer = (await (await route.fetch()).json()) as Market;
      await route.fulfill({ json: change(answer) });
    });
  }

  async function isRightAt(width: number, scheme: "dark" | "light", name: string): Promise<void> {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    expect({ width, overflowing: await overflowing(page) }).toEqual({ width, overflowing: [] });
    expect({ width, axe: await axeViolations(page) }).toEqual({ width, axe: [] });
    await shoot(page, `${name}-${width}-${scheme}`);
  }

  test("a link leads there; without a search it says so, and who is there", async () => {
    await visit(page, gateway.url);
    await page.getByRole("link", { name: "How the bidders are doing" }).click();
    await page.getByText("No searches in the last 10 minutes.").waitFor();
    expect(await states("stops")).toEqual(["Live: 1 instance", "No calls in the last 10 minutes"]);
    expect(await cell("stops", "Won")).toBe("–");
    await isRightAt(360, "light", "market-empty");
  });

  test("after searches: outcomes, times, shares, instances and outside sellers, and what is new without a reload", async () => {
    await search();
    await counted();
    await open();
    await page.getByText("1 search in the last 10 minutes, with 3 itineraries shown.").waitFor();
    expect({
      outcomes: await cell("nonstop", "Outcomes"),
      won: await cell("nonstop", "Won"),
      partnersWon: await cell("partners", "Won"),
      regret: await cell("nonstop", "Regret"),
      calls: await states("stops"),
    }).toEqual({
      outcomes: "1 answered",
      won: "2 (67 %)",
      partnersWon: "1 (33 %)",
      regret: "none",
      calls: ["Live: 1 instance", "No calls in the last 10 minutes"],
    });
    expect(await cell("nonstop", "p50")).toMatch(/^[\d.]+ m?s$/);
    const sellers = body("partners").locator("details", { hasText: "1 outside seller" });
    await sellers.locator("summary").press("Enter");
    expect(await sellers.locator("li").textContent()).toBe(
      `${HOSTILE}: shown 1 time in 1 search, first seller of 1 itinerary (33 %).`,
    );
    await search();
    await page.getByText("2 searches in the last 10 minutes").waitFor();
    // What was folded out stays so.
    await sellers.locator("li", { hasText: "shown 2 times in 2 searches" }).waitFor();
    const instances = body("nonstop").locator("details", { hasText: "By instance" });
    await instances.locator("summary").click();
    expect(await instances.locator("li").textContent()).toContain(`${nonstop.instance}: version `);
  });

  test("a bidder that is gone and an open breaker are in words; right at every width, in dark and in light", async () => {
    await search();
    await counted();
    await partners.stop();
    await instancesAre(gateway, [nonstop.instance, stops.instance]);
    await answers((answer) => ({
      ...answer,
      bidders: answer.bidders.map((row) =>
        row.bidder === "nonstop"
          ? {
              ...row,
              breaker: "open" as const,
              required: true,
              outcomes: { answered: 9, silent: 4, skipped: 2 },
              lateBids: 3,
              regret: [
                { amount: 1_234_500, currency: "EUR" },
                { amount: 98_700, currency: "USD" },
              ],
            }
          : row,
      ),
    }));
    await open();
    await body("nonstop").waitFor();
    expect({ partners: await states("partners"), nonstop: await states("nonstop") }).toEqual({
      partners: ["Gone: no live instance"],
      nonstop: ["Breaker open: called, not waited for", "Required"],
    });
    await body("partners").locator("summary").first().click();
    for (const width of WIDTHS)
      for (const scheme of ["light", "dark"] as const) await isRightAt(width, scheme, "market");
  });

  test("a gateway that does not answer: said, with the figures of before; it recovers by itself", async () => {
    let isAway = false;
    await page.route("**/v1/market", (route) =>
      isAway ? route.fulfill({ status: 503, json: { detail: "it is away" } }) : route.continue(),
    );
    await open();
    await body("nonstop").waitFor();
    isAway = true;
    const status = page.locator("#market [role=status]");
    await status.getByText(/^The gateway does not answer now \(it is away\)/).waitFor();
    expect(await status.textContent()).toContain("Shown is what it said at");
    expect(await body("nonstop").isVisible()).toBe(true);
    await isRightAt(360, "light", "market-away");
    isAway = false;
    await until(async () => (await status.textContent()) === "");
  });
});
