/**
 * What users do and see at their first use of the page: fast typing, a gateway that hangs, a
 * network that changes, a phone.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Browser, Locator, Page } from "playwright-core";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { instancesAre } from "../harness/gateway.ts";
import { type GatewayProcess, startGatewayProcess } from "../harness/gateway-process.ts";
import { flightOffers } from "../harness/offers.ts";
import { until } from "../harness/until.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { shootWide } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";

const offers: BidderScript = (call, reply) => reply.offers(flightOffers(call.search, 3));
const empty: BidderScript = (_call, reply) => reply.empty();
/** As long as a reason may be, in words and in one piece. */
const LONG_REASON = "sandbox-alder: no answer: connect ECONNREFUSED 127.0.0.1:39217; ".repeat(7);
const LONG_WORD = "x".repeat(400);

(skipped ? describe.skip : describe)("first use of the page", () => {
  let broker: Broker;
  let gateway: GatewayProcess;
  let bidders: { nonstop: ScriptedBidder; stops: ScriptedBidder; partners: ScriptedBidder };
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    if (executable === undefined)
      throw new Error("CI=true, but no Chromium is here: install one, or name it in CHROMIUM");
    broker = await startBroker();
    bidders = {
      nonstop: await scriptedBidder(broker, "nonstop", offers),
      stops: await scriptedBidder(broker, "stops", empty),
      partners: await scriptedBidder(broker, "partners", empty),
    };
    const instances = Object.values(bidders).map(({ instance }) => instance);
    // A process of its own, that can be stopped for a while.
    gateway = await startGatewayProcess(broker, instances, {
      LOG_LEVEL: "info",
      SEARCHES_PER_MINUTE_MAX: "100000",
      // A long deadline for a busy machine: a search ends when all bidders have answered.
      AUCTION_DEADLINE_MS: "10000",
    });
    browser = await launch(executable);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.program.end();
    await Promise.all(Object.values(bidders ?? {}).map((bidder) => bidder.stop()));
    await broker?.stop();
  });

  beforeEach(async () => {
    bidders.nonstop.follow(offers);
    bidders.stops.follow(empty);
    bidders.partners.follow(empty);
    const context = await browser.newContext({
      locale: "en-US",
      viewport: { width: 1000, height: 900 },
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await visit(page, gateway.url);
  });

  afterEach(async () => {
    await resume();
    await page.context().close();
    expect(errors).toEqual([]);
  });

  let frozen = false;

  function freeze(): void {
    frozen = true;
    gateway.program.kill("SIGSTOP");
  }

  /** Back, and ready for searches. */
  async function resume(): Promise<void> {
    if (!frozen) return;
    gateway.program.kill("SIGCONT");
    frozen = false;
    await until(async () => (await fetch(`${gateway.url}/ready`)).ok, {
      what: "the gateway to be ready again",
    });
    await instancesAre(
      gateway,
      Object.values(bidders).map(({ instance }) => instance),
    );
  }

  const origin = () => page.getByRole("combobox", { name: "From" });
  const destination = () => page.getByRole("combobox", { name: "To", exact: true });
  const progress = () => page.locator("#progress");
  const ended = (by: string) => page.locator("#progress", { hasText: `Ended by ${by}` }).waitFor();
  const alert = () => page.getByRole("alert");
  const go = () => page.getByRole("button", { name: "Search", exact: true }).click();
  const valueIs = (box: Locator, value: string | RegExp) =>
    until(async () => new RegExp(value).test(await box.inputValue()), {
      what: `the value ${value}`,
    });
  const asked = (bidder: ScriptedBidder) => bidder.calls.at(-1)?.search.slices[0];

  /** As the box writes them: no lookup is needed. */
  async function choose(from = "London (LHR)", to = "New York (JFK)"): Promise<void> {
    await origin().fill(from);
    await destination().fill(to);
  }

  async function setDeadline(ms: number): Promise<void> {
    await page.locator("#advanced > summary").click();
    await page.locator("#deadlineMs").fill(String(ms));
  }

  describe("a completion belongs to one text, and is used for no other", () => {
    /**
     * The list of "Port" is there, with Portland first; then an o is typed, and the list of "Porto"
     * is held back.
     */
    async function portoTyped(): Promise<() => void> {
      const gate = Promise.withResolvers<void>();
      await page.route("**/v1/airports?q=Porto&countries=true", async (route) => {
        await gate.promise;
        await route.continue();
      });
      await destination().fill("London (LHR)");
      await origin().pressSequentially("Port");
      await page.getByRole("option", { name: /^PDX/ }).waitFor();
      await origin().pressSequentially("o");
      return gate.resolve;
    }

    test("Tab after 'Porto', while the list of 'Port' was the last to come, takes Porto", async () => {
      const release = await portoTyped();
      await page.keyboard.press("Tab");
      expect(await origin().inputValue()).toBe("Porto");
      release();
      await valueIs(origin(), /^Porto \(OPO\)$/);
    });

    test("Enter then searches from Porto", async () => {
      const release = await portoTyped();
      await page.keyboard.press("Enter");
      release();
      await ended("complete");
      expect(asked(bidders.nonstop)).toMatchObject({ origin: "OPO", destination: "LHR" });
      expect(await origin().inputValue()).toBe("Porto (OPO)");
    });

    test("what is typed while an answer is on its way is not overwritten by it", async () => {
      const release = await portoTyped();
      await page.keyboard.press("Tab");
      await origin().fill("Lisb");
      release();
      await page.getByRole("option", { name: /^LIS/ }).waitFor();
      expect(await origin().inputValue()).toBe("Lisb");
    });

    test("Escape leaves the text as it is, and a search takes what it means all the same", async () => {
      await destination().fill("London (LHR)");
      await origin().pressSequentially("Porto");
      await page.getByRole("option", { name: /^OPO/ }).waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Tab");
      expect(await origin().inputValue()).toBe("Porto");
      await go();
      await ended("complete");
      expect(asked(bidders.nonstop)).toMatchObject({ origin: "OPO" });
    });
  });

  test("the Tab key does not stop at a list that is longer than its window", async () => {
    await origin().pressSequentially("san");
    await page.getByRole("option").nth(8).waitFor();
    await page.keyboard.press("Tab");
    expect(await page.locator("#destination:focus").count()).toBe(1);
    expect(await origin().inputValue()).toMatch(/\([A-Z]{3}\)$/);
  });

  test("a fast typist's cities are searched at Enter, and the box shows which places were chosen", async () => {
    await page.route("**/v1/airports?*", async (route) => {
      // No list comes before Enter.
      await until(() => entered);
      await route.continue();
    });
    let entered = false;
    await origin().pressSequentially("London");
    await page.keyboard.press("Tab");
    await destination().pressSequentially("Porto");
    await page.keyboard.press("Enter");
    entered = true;
    await ended("complete");
    expect(asked(bidders.nonstop)).toMatchObject({
      originPlace: { city: "LON" },
      destination: "OPO",
    });
    expect({
      origin: await origin().inputValue(),
      destination: await destination().inputValue(),
    }).toEqual({ origin: "London (LON, all)", destination: "Porto (OPO)" });
  });

  test("what is typed on after Enter is what is searched", async () => {
    await origin().fill("LHR");
    await page.route("**/v1/airports?*", async (route) => {
      // Typed before the gateway has answered the text that stood there at Enter.
      if (new URL(route.request().url()).searchParams.get("q") === "Port")
        await destination().pressSequentially("o");
      await route.continue();
    });
    await destination().pressSequentially("Port");
    await page.keyboard.press("Enter");
    await ended("complete");
    expect(asked(bidders.nonstop)).toMatchObject({ origin: "LHR", destination: "OPO" });
  });

  describe("a gateway that hangs", () => {
    test("before it answers: the page states that it waits, then that there is no answer; `Try again` tries again", async () => {
      await choose();
      await setDeadline(50);
      freeze();
      await go();
      await progress().getByText("Asking the gateway…").waitFor();
      await alert().getByText("The gateway gave no answer within 2.1 s.").waitFor();
      await shootWide(page, "timeout");
      await resume();
      await raiseDeadline();
      await alert().getByRole("button", { name: "Try again" }).click();
      await ended("complete");
      expect(await alert().isVisible()).toBe(false);
    });

    test("in the middle of an auction", async () => {
      const { promise: called, resolve } = Promise.withResolvers<void>();
      bidders.nonstop.follow(() => resolve());
      await choose();
      await setDeadline(1_000);
      await go();
      await called;
      await page.locator("#bidders tr[data-bidder=stops]").waitFor();
      freeze();
      await alert().getByText("The gateway gave no answer within 3 s.").waitFor();
      await shootWide(page, "timeout-in-auction");
      expect(await progress().textContent()).toBe("Ended without a result.");
    });

    test("while an airport is looked up: stated beside the box", async () => {
      freeze();
      await origin().pressSequentially("lond");
      await page
        .locator("#origin-fault")
        .getByText("Places cannot be looked up now (the gateway gave no answer within 3 s).")
        .waitFor();
      await origin().fill("LHR");
      expect(await page.locator("#origin-fault").isVisible()).toBe(false);
    });

    const raiseDeadline = () => page.locator("#deadlineMs").fill("10000");
  });

  describe("a network that changes", () => {
    /**
     * How a request can be broken. Chromium gives ERR_NETWORK_CHANGED only where an address of the
     * machine has really changed: no reason of its debugging protocol (Network.ErrorReason) becomes
     * that error. These are what a change most resembles, and the page cannot tell them apart: each
     * is the same TypeError of `fetch`.
     */
    const BREAKS = ["connectionreset", "connectionaborted", "internetdisconnected"] as const;

    /** Breaks the first `times` requests to these addresses, as a change of the network does. */
    async function breaks(
      glob: string,
      times: number,
      how: (typeof BREAKS)[number] = "connectionreset",
    ): Promise<() => number> {
      let requests = 0;
      await page.route(glob, (route) =>
        ++requests <= times ? route.abort(how) : route.continue(),
      );
      return () => requests;
    }

    test("a search is sent once more, without a message to the user", async () => {
      const searches = await breaks("**/v1/searches*", 1);
      await choose();
      await go();
      await ended("complete");
      expect(searches()).toBe(2);
      expect(await alert().isVisible()).toBe(false);
    });

    test.each(BREAKS)("an airport is looked up once more (%s)", async (how) => {
      const lookups = await breaks("**/v1/airports?*", 1, how);
      await origin().fill("lond");
      await page.getByRole("option", { name: /^LHR/ }).waitFor();
      expect(lookups()).toBe(2);
    });

    test("a second failure is reported, and `Try again` tries again", async () => {
      const searches = await breaks("**/v1/searches*", 2);
      await choose();
      await go();
      await alert().getByText("The gateway cannot be reached. Is it still running?").waitFor();
      expect(searches()).toBe(2);
      await alert().getByRole("button", { name: "Try again" }).press("Enter");
      await ended("complete");
    });
  });

  describe("on a phone", () => {
    beforeEach(() => page.setViewportSize({ width: 390, height: 844 }));

    const boxOf = (locator: Locator) =>
      locator.evaluate((node: { getBoundingClientRect(): { top: number; bottom: number } }) => {
        const { top, bottom } = node.getBoundingClientRect();
        return { top: Math.round(top), bottom: Math.round(bottom) };
      });
    const firstItinerary = () => page.locator("#itineraries > li").first();

    test.each<[what: string, partners: BidderScript]>([
      ["plain outcomes", empty],
      ["a reason as long as may be", (_call, reply) => reply.declined(LONG_REASON)],
    ])("the first itinerary is in view when the search ends: %s", async (_what, script) => {
      bidders.partners.follow(script);
      bidders.stops.follow(script);
      await choose();
      await go();
      await ended("complete");
      const { top, bottom } = await boxOf(firstItinerary());
      expect(top).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(844);
    });

    test("that nothing was found is in view when the search ends", async () => {
      bidders.nonstop.follow(empty);
      await choose();
      await go();
      const title = page.getByRole("heading", { name: "Nothing found" });
      await title.waitFor();
      await until(async () => {
        const { top, bottom } = await boxOf(title);
        return top >= 0 && bottom <= 844;
      });
    });

    test("a search is in view when it begins", async () => {
      bidders.nonstop.follow(() => {});
      await choose();
      await setDeadline(10_000);
      await go();
      await progress()
        .getByText(/^Waiting for/)
        .waitFor();
      const { top, bottom } = await boxOf(progress());
      expect(top).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(844);
    });

    test("what the user scrolls to stays where it is", async () => {
      const gate = Promise.withResolvers<void>();
      bidders.partners.follow(async (call, reply) => {
        await gate.promise;
        await offers(call, reply);
      });
      await choose();
      await setDeadline(10_000);
      await go();
      await firstItinerary().waitFor();
      await page.mouse.wheel(0, -5_000);
      await until(async () => (await scrollTop()) === 0);
      gate.resolve();
      await ended("complete");
      expect(await scrollTop()).toBe(0);
    });

    const scrollTop = () =>
      page.locator("html").evaluate((node: { scrollTop: number }) => node.scrollTop);
  });

  describe.each([360, 390, 1000])("the outcome table in a window %d pixels wide", (width) => {
    test.each([
      ["many words", LONG_REASON],
      ["one word", LONG_WORD],
    ])("a name keeps its letters together beside a reason of %s", async (_what, reason) => {
      await page.setViewportSize({ width, height: 844 });
      bidders.partners.follow((_call, reply) => reply.declined(reason));
      await choose();
      await go();
      await ended("complete");
      const lines = await page.locator("#bidders tr").evaluateAll((rows: TableRow[]) =>
        rows.flatMap((row) =>
          [...row.querySelectorAll("th bdi, .outcome")].map((node) => {
            const range = node.ownerDocument.createRange();
            range.selectNodeContents(node);
            return `${node.textContent}: ${range.getClientRects().length}`;
          }),
        ),
      );
      expect(lines).toEqual([
        "nonstop: 1",
        "answered: 1",
        "partners: 1",
        "declined: 1",
        "stops: 1",
        "empty: 1",
      ]);
      expect(
        await page.locator("html").evaluate((node: { scrollWidth: number }) => node.scrollWidth),
      ).toBeLessThanOrEqual(width);
    });
  });

  test("a bidder that replies and has failed is not an answer: the ending does not contradict itself", async () => {
    bidders.partners.follow((_call, reply) => reply.failed("partner-failed"));
    await choose();
    await go();
    await ended("complete");
    expect(await progress().textContent()).toMatch(
      /: all 3 bidders replied, but partners could not offer\.$/,
    );
  });
});

interface TableRow {
  querySelectorAll(selector: string): Iterable<{
    readonly textContent: string;
    readonly ownerDocument: {
      createRange(): {
        selectNodeContents(node: unknown): void;
        getClientRects(): ArrayLike<unknown>;
      };
    };
  }>;
}
