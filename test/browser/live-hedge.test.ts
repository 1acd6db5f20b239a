/**
 * A hedge in a real browser, while it happens: two instances of one bidder, of which the one with
 * the call is slow. The gateway has learned how long an answer takes, and sends the call again.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import type { Gateway } from "../../gateway/app.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, instancesAre, load } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { axeViolations, overflowing, shoot } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";

jest.setTimeout(300_000);

/** More than the answers that a hedge needs, and enough calls for an allowance. */
const SEARCHES_LEARNED = 100;

/** A busy machine may be slow to read a search. */
const PATIENT = { deadlineMs: 10_000, quorum: null, required: [] };

const atOnce: BidderScript = (call, reply) => reply.offers(flightOffers(call.search, 3));

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function gate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

(skipped ? describe.skip : describe)("a hedge, live", () => {
  let broker: Broker;
  let gateway: Gateway;
  let nonstop: ScriptedBidder;
  let stops: readonly ScriptedBidder[];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (executable === undefined) throw new Error("CI=true, but no Chromium is here");
    broker = await startBroker();
    nonstop = await scriptedBidder(broker, "nonstop", atOnce);
    stops = await Promise.all(
      ["stops-1", "stops-2"].map((instance) =>
        scriptedBidder(broker, "stops", atOnce, { instance, direct: true }),
      ),
    );
    gateway = await gatewayOn(broker, ["nonstop", "stops"], { AUCTION_DEADLINE_MS: "10000" });
    await instancesAre(
      gateway,
      [nonstop, ...stops].map(({ instance }) => instance),
    );
    browser = await launch(executable);
    page = await browser.newPage({ locale: "en-US", viewport: { width: 360, height: 740 } });
    page.setDefaultTimeout(30_000);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await Promise.all([nonstop, ...(stops ?? [])].map((bidder) => bidder?.stop()));
    await broker?.stop();
  });

  const lane = () => page.locator('.lane[data-lane="stops"]');
  const words = () => lane().locator(".words").textContent();
  const marks = (kind: string) => lane().locator(`.mark.${kind}`).count();
  const progress = () => page.locator("#progress").textContent();

  /**
   * The instance with the call says that it has it, and is slow; the other one answers at its gate.
   * `nonstop` keeps the auction open.
   */
  function script() {
    const gates = { first: gate(), second: gate(), nonstop: gate() };
    const calls: string[] = [];
    for (const { instance, follow } of stops)
      follow(async (call, reply) => {
        calls.push(instance);
        if (calls.length === 1) reply.bid({ final: false });
        await gates[calls.length === 1 ? "first" : "second"].opened;
        const traits = { number: 700, amount: 60_000, stops: 1 };
        reply.offers(flightOffers(call.search, calls[0] === instance ? 5 : 2, traits));
      });
    nonstop.follow(async (call, reply) => {
      await gates.nonstop.opened;
      await atOnce(call, reply);
    });
    return { gates, calls };
  }

  /**
   * On a page that is read anew. Undefined where a busy machine needed longer than the longest
   * deadline, or where the hedge went to the instance that has the call: the gateway had not heard
   * from it yet.
   */
  async function hedgedSearch() {
    const { gates, calls } = script();
    try {
      await visit(page, gateway.url);
      await page.locator("#origin").fill("London (LHR)");
      await page.locator("#destination").fill("New York (JFK)");
      await page.getByRole("button", { name: /^Search/ }).click();
      await lane().locator(".mark.hedge").waitFor();
      const sent = { words: await words(), finals: await marks("final"), calls: calls.length };
      await shoot(page, "hedge-sent");
      gates.second.open();
      await page.locator('.lane.done[data-lane="stops"]').waitFor();
      const answered = { words: await words(), progress: await progress() };
      await shoot(page, "hedge-answered");
      gates.first.open();
      gates.nonstop.open();
      await page.locator("#progress", { hasText: "Ended by" }).waitFor();
      const isComplete = (await progress())?.includes("Ended by complete");
      if (!isComplete || calls[0] === calls[1]) return undefined;
      return { sent, answered, calls };
    } finally {
      for (const { open } of Object.values(gates)) open();
    }
  }

  test("the lane says that the call is sent again, then that the second instance was first; the other answer changes nothing", async () => {
    await load(
      gateway,
      { count: SEARCHES_LEARNED, width: 4, search: () => flightSearch({ policy: PATIENT }) },
      () => {},
    );
    let seen: Awaited<ReturnType<typeof hedgedSearch>>;
    await until(
      async () => {
        seen = await hedgedSearch();
        return seen !== undefined;
      },
      { what: "a hedged auction that is complete in its time", withinMs: 150_000 },
    );
    const [first, second] = seen?.calls ?? [];
    expect(seen).toEqual({
      sent: { words: "is asked again (hedge)", finals: 0, calls: 2 },
      answered: {
        words: "answered after a hedge",
        progress: "Waiting for 1 of 2 bidders, for 10 s at most.",
      },
      calls: [first, second],
    });
    // The timeline takes the place of what was drawn live.
    await page.getByText("Step by step").click();
    const steps = page.locator(".steps li");
    await steps.getByText(`was also called at ${second} (hedge)`).waitFor();
    await steps
      .getByText(
        `sent 2 offers, the last of it; ${second} was first, another answer does not count`,
      )
      .waitFor();
    expect({
      hedges: await marks("hedge"),
      finals: await marks("final"),
      firstSent: await steps.filter({ hasText: "sent 5 offers" }).count(),
      late: await page.locator("#late p").count(),
      legend: await page.locator(".auction-picture figcaption").textContent(),
      wide: await overflowing(page),
      axe: await axeViolations(page),
    }).toEqual({
      hedges: 1,
      finals: 1,
      firstSent: 0,
      late: 0,
      legend: expect.stringContaining("hedge: another instance called too"),
      wide: [],
      axe: [],
    });
    await shoot(page, "hedge-ended");
  });
});
