/** The page in a real browser, against a real gateway on a real broker, with scripted bidders. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Browser, Locator, Page } from "playwright-core";
import type { Gateway } from "../../gateway/app.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn } from "../harness/gateway.ts";
import { flightOffer, flightOffers } from "../harness/offers.ts";
import { until } from "../harness/until.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { shoot } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";
if (skipped)
  console.warn(
    "test/browser: no Chromium is here (CHROMIUM=path names one): the page is not tested in a browser",
  );

const HOSTILE = "<img src=x onerror=\"document.title='pwned'\">";

const nonstop: BidderScript = (call, reply) =>
  reply.offers(flightOffers(call.search, 2, { modelled: true }));
const stops: BidderScript = (call, reply) =>
  reply.offers([
    flightOffer(call.search, {
      carrier: "LH",
      number: 900,
      stops: 1,
      departs: "18:10",
      durationMinutes: 700,
      amount: 45_000,
    }),
  ]);
const partners: BidderScript = (call, reply) =>
  reply.offers([flightOffer(call.search, { seller: HOSTILE, amount: 40_000, currency: "GBP" })]);

(skipped ? describe.skip : describe)("the page", () => {
  let broker: Broker;
  let gateway: Gateway;
  let bidders: { nonstop: ScriptedBidder; stops: ScriptedBidder; partners: ScriptedBidder };
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    if (executable === undefined)
      throw new Error("CI=true, but no Chromium is here: install one, or name it in CHROMIUM");
    broker = await startBroker();
    bidders = {
      nonstop: await scriptedBidder(broker, "nonstop", nonstop),
      stops: await scriptedBidder(broker, "stops", stops),
      partners: await scriptedBidder(broker, "partners", partners),
    };
    // A long deadline for a busy machine: a search ends when all bidders have answered.
    gateway = await gatewayOn(broker, ["nonstop", "stops", "partners"], {
      AUCTION_DEADLINE_MS: "10000",
    });
    browser = await launch(executable);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await Promise.all(Object.values(bidders ?? {}).map((bidder) => bidder.stop()));
    await broker?.stop();
  });

  beforeEach(async () => {
    bidders.nonstop.follow(nonstop);
    bidders.stops.follow(stops);
    bidders.partners.follow(partners);
    const context = await browser.newContext({
      locale: "en-US",
      viewport: { width: 1000, height: 900 },
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // A refused search is an answer with status 400, which browsers always mention; a request
      // that is sent again is mentioned too.
      if (message.type() === "error" && !/status of 400|ERR_NETWORK_CHANGED/.test(message.text()))
        complaints.push(message.text());
    });
    await visit(page, gateway.url);
  });

  afterEach(async () => {
    await page.context().close();
    // No script threw, and nothing on the page is against the content security policy.
    expect(complaints).toEqual([]);
  });

  const row = (bidder: string): Locator => page.locator(`#bidders tr[data-bidder="${bidder}"]`);
  const progress = () => page.locator("#progress");
  const ended = (by: string) => page.locator("#progress", { hasText: `Ended by ${by}` });

  async function fill(fields: Readonly<Record<string, string>> = {}): Promise<void> {
    if (fields["returnDate"] !== undefined)
      await page.getByRole("radio", { name: "Return" }).check();
    for (const [name, value] of Object.entries({ origin: "LHR", destination: "JFK", ...fields })) {
      const control = page.locator(`[name="${name}"]`);
      if (!(await control.isVisible())) await page.locator("#advanced > summary").click();
      if ((await control.evaluate((node: { tagName: string }) => node.tagName)) === "SELECT")
        await control.selectOption(value);
      else await control.fill(value);
    }
  }

  const go = () => page.getByRole("button", { name: "Search", exact: true }).click();

  test("shows what can be found here, and says so where no bidder states it", async () => {
    const line = (hasText: RegExp) => page.locator("#coverage", { hasText });
    await line(/^No live bidder states its coverage \(.*nonstop, partners, stops\)\.$/).waitFor();
    const summary = "14 departures a week of 2 carriers, of 2016. No flights of WN.";
    await page.route("**/v1/coverage", (route) =>
      route.fulfill({
        json: { timetables: [{ bidders: ["nonstop"], summary }], unstated: [], detail: null },
      }),
    );
    await visit(page, gateway.url);
    await line(/^Searched here: 14 departures .* No flights of WN\.$/).waitFor();
  });

  test("an answer without offers shows which carriers are missing there", async () => {
    for (const bidder of Object.values(bidders))
      bidder.follow((_call, reply) =>
        reply.bid({ reason: "domestic United States: no flights of WN" }),
      );
    await fill({ destination: "JFK" });
    await go();
    await ended("complete").waitFor();
    expect(await row("nonstop").locator("td").first().textContent()).toBe(
      "emptydomestic United States: no flights of WN",
    );
  });

  test("completes airports by keyboard and by mouse, searches, and shows who bid what and why it ended", async () => {
    const origin = page.getByRole("combobox", { name: "From" });
    await origin.pressSequentially("lond");
    await page.getByRole("option", { name: /^LHR/ }).waitFor();
    expect(await origin.getAttribute("aria-expanded")).toBe("true");
    expect(await origin.getAttribute("aria-activedescendant")).toBe("origin-options-0");
    await origin.press("ArrowDown");
    expect(await page.locator("#origin-options-1").getAttribute("aria-selected")).toBe("true");
    await origin.press("ArrowUp");
    expect(await origin.getAttribute("aria-activedescendant")).toBe("origin-options-0");
    await origin.press("ArrowDown");
    await origin.press("Enter");
    expect(await origin.inputValue()).toBe("London (LHR)");
    expect(await origin.getAttribute("aria-expanded")).toBe("false");

    const destination = page.getByRole("combobox", { name: "To", exact: true });
    await destination.pressSequentially("kenn");
    await page.getByRole("option", { name: /^JFK/ }).click();
    expect(await destination.inputValue()).toMatch(/\(JFK\)$/);

    await page.getByLabel("Currency").selectOption("EUR");
    await go();
    await ended("complete").waitFor();

    expect(await progress().textContent()).toMatch(
      /^3 itineraries\. Ended by complete after [\d.]+ ms of 10 s: all 3 bidders answered\.$/,
    );
    expect(await row("nonstop").locator("td").allTextContents()).toEqual([
      "answered",
      expect.stringMatching(/^[\d.]+ ms$/),
      "2",
    ]);
    const all = await page.locator("#itineraries > li").allTextContents();
    expect(all).toHaveLength(3);
    const viaAmsterdam = all.find((text) => text.includes("1 stop via AMS"));
    expect(viaAmsterdam).toMatch(/18:10 LHR → \d\d:50\+1 day JFK.*11 h 40 min/);
    expect(bidders.nonstop.calls.at(-1)?.search).toMatchObject({
      currency: "EUR",
      slices: [{ origin: "LHR", destination: "JFK" }],
    });
  });

  test("bidders answer one by one, and the best so far are shown while others have not answered", async () => {
    const gate = Promise.withResolvers<void>();
    bidders.stops.follow(async (_call, reply) => {
      await gate.promise;
      reply.empty();
    });
    await fill({ deadlineMs: "10000" });
    await go();
    await row("partners").getByText("answered").waitFor();
    await row("nonstop").getByText("answered").waitFor();
    expect(await row("stops").textContent()).toContain("waiting…");
    await page.locator("#itineraries > li").nth(1).waitFor();
    expect(await progress().textContent()).toBe("Waiting for 1 of 3 bidders, for 10 s at most.");
    await shoot(page, "results-streaming");
    gate.resolve();
    await ended("complete").waitFor();
    expect(await row("stops").textContent()).toContain("empty");
  });

  test("what a bidder writes is always shown as plain text", async () => {
    await fill();
    await go();
    await ended("complete").waitFor();
    await page.locator(".more > summary", { hasText: HOSTILE }).click();
    const sellers = page.locator(".sellers");
    await sellers.waitFor();
    expect((await sellers.allTextContents()).filter((text) => text.includes(HOSTILE))).toHaveLength(
      1,
    );
    expect(await page.locator("main img").count()).toBe(0);
    expect(await page.title()).toBe("Scatter by Auction");
    // Another currency than the traveller's: its own price is beside.
    expect(await sellers.getByText("(£400.00)").count()).toBe(1);
  });

  test("a return search asks for both directions", async () => {
    await fill({ departureDate: "", returnDate: "" });
    const [out, back] = await Promise.all(
      ["departureDate", "returnDate"].map((name) =>
        page.locator(`[name="${name}"]`).getAttribute("min"),
      ),
    );
    expect({ out, back }).toEqual({ out: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), back: out });
    await fill({
      departureDate: inWeeks(2),
      returnDate: inWeeks(3),
      adults: "2",
      cabin: "business",
    });
    await go();
    await ended("complete").waitFor();
    expect(bidders.stops.calls.at(-1)?.search).toMatchObject({
      slices: [
        { origin: "LHR", destination: "JFK", departureDate: inWeeks(2) },
        { origin: "JFK", destination: "LHR", departureDate: inWeeks(3) },
      ],
      passengers: { adults: 2, children: 0, infants: 0 },
      cabin: "business",
    });
    expect(await page.locator("#itineraries > li").first().locator(".slice").count()).toBe(2);
  });

  test("self-transfers are left out until they are asked for, by the keyboard alone", async () => {
    await fill();
    await go();
    await ended("complete").waitFor();
    expect(bidders.stops.calls.at(-1)?.search.selfTransfer).toBe(false);
    const choice = page.getByRole("checkbox", { name: /^Self-transfers too/ });
    const isReached = () => choice.evaluate((node) => node === node.ownerDocument.activeElement);
    await page.locator("#advanced > summary").focus();
    await page.keyboard.press("Enter");
    for (let tabs = 0; tabs < CONTROLS_MAX && !(await isReached()); tabs++)
      await page.keyboard.press("Tab");
    expect({ isReached: await isReached(), isChecked: await choice.isChecked() }).toEqual({
      isReached: true,
      isChecked: false,
    });
    await page.keyboard.press("Space");
    const calls = bidders.stops.calls.length;
    await page.keyboard.press("Enter");
    await until(() => bidders.stops.calls.length > calls, {
      what: "another search",
    });
    expect({
      asked: bidders.stops.calls.at(-1)?.search.selfTransfer,
      address: new URL(page.url()).searchParams.get("selfTransfer"),
    }).toEqual({ asked: true, address: "true" });
    await ended("complete").waitFor();
  });

  test("every fault is shown at once, beside its field and in a summary that leads there", async () => {
    await fill({
      origin: "Nowhere at all",
      destination: "QQQ",
      adults: "0",
      departureDate: "2020-01-01",
      quorum: "999",
    });
    await go();
    const summary = page.getByRole("alert");
    await summary.getByText("This search cannot be run:").waitFor();
    expect(await summary.locator("li").allTextContents()).toEqual([
      expect.stringMatching(/^From: must be a city or an airport of the list/),
      expect.stringMatching(/^To: no airport or city has the code QQQ/),
      expect.stringMatching(/^Departure: is past: it is \S+ or later everywhere/),
      expect.stringMatching(/^Adults: must be a whole number from 1 to 9/),
      expect.stringMatching(/^Quorum: must be a whole number from 1 to 512/),
    ]);
    expect(await page.locator("#origin-fault").textContent()).toMatch(
      /^No city or airport matches “Nowhere at all”\.$/,
    );
    expect(await page.locator("#origin").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator("#cabin").getAttribute("aria-invalid")).toBeNull();
    await summary.getByRole("link", { name: /^To:/ }).click();
    expect(await page.locator("#destination:focus").count()).toBe(1);

    await fill({ adults: "1", quorum: "" });
    await go();
    await page.locator("#departureDate-fault").getByText("is past: in LHR").waitFor();
    expect(await page.locator("#origin-fault").isVisible()).toBe(false);
  });

  test("Cancel ends the auction: the bidder that is still searching receives a cancel", async () => {
    const { promise: reached, resolve } = Promise.withResolvers<void>();
    bidders.stops.follow(async (_call, reply) => {
      await reply.cancelled;
      resolve();
    });
    await fill({ deadlineMs: "10000" });
    await go();
    await row("nonstop").getByText("answered").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await reached;
    expect(await progress().textContent()).toMatch(/^Cancelled/);
    expect(await page.getByRole("button", { name: "Cancel" }).isVisible()).toBe(false);
  });

  test.each([
    ["a new search", () => go()],
    ["closing the page", () => page.close()],
  ])("%s ends the auction that runs", async (_what, leave) => {
    bidders.stops.follow(() => {});
    await fill({ deadlineMs: "10000" });
    await go();
    await row("nonstop").getByText("answered").waitFor();
    const id = bidders.stops.calls.at(-1)?.searchId ?? "";
    bidders.stops.follow(stops);
    await leave();
    await until(() => bidders.stops.cancels.includes(id), { what: "the cancel" });
  });

  test("a bid that comes too late is shown afterwards, with the regret", async () => {
    const gate = Promise.withResolvers<void>();
    bidders.stops.follow(async (call, reply) => {
      await reply.cancelled;
      reply.offers([flightOffer(call.search, { carrier: "LH", amount: 10_000, departs: "09:00" })]);
      gate.resolve();
    });
    await fill({ deadlineMs: "1500" });
    await go();
    await ended("deadline").waitFor();
    expect(await progress().textContent()).toContain(
      "the time of 1.5 s was up, and stops did not reply in time.",
    );
    await gate.promise;
    expect(
      await page
        .locator("#late")
        .getByText(/^Too late: stops after .* with 1 offer, the cheapest at \$100\.00\.$/)
        .textContent(),
    ).toBeTruthy();
    expect(
      await page
        .locator("#late")
        .getByText(/^Regret: \$/)
        .textContent(),
    ).toBeTruthy();
  });

  test.each([360, 1000])("nothing runs out of a window %d pixels wide", async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await page.locator("#advanced > summary").click();
    await page.getByRole("checkbox", { name: /^Self-transfers too/ }).check();
    await fill({ returnDate: inWeeks(9) });
    await go();
    await ended("complete").waitFor();
    await page.locator(".more > summary").first().click();
    const { scrollWidth } = await page
      .locator("html")
      .evaluate((node: { scrollWidth: number }) => ({ scrollWidth: node.scrollWidth }));
    expect(scrollWidth).toBeLessThanOrEqual(width);
  });
});

/** The form has fewer controls after the fold than this. */
const CONTROLS_MAX = 60;

function inWeeks(weeks: number): string {
  return new Date(Date.now() + weeks * 7 * 86_400_000).toISOString().slice(0, 10);
}
