/** The picture of an auction in a real browser: live, recorded, and of auctions that went wrong. */
import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";
import { findChromium, launch, visit } from "./chromium.ts";
import { axeViolations, overflowing, shoot, WIDTHS } from "./page-checks.ts";

const executable = findChromium();
const skipped = executable === undefined && process.env["CI"] !== "true";

interface Box {
  readonly x: number;
  readonly width: number;
}
interface SvgLane {
  querySelector(name: string): { getBBox(): Box };
}

const KINDS = ["nonstop", "partners", "stops"] as const;
type Kind = (typeof KINDS)[number];

(skipped ? describe.skip : describe)("the picture of an auction", () => {
  let broker: Broker;
  let gateway: Gateway;
  let bidders: Record<Kind, ScriptedBidder>;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    if (executable === undefined) throw new Error("CI=true, but no Chromium is here");
    broker = await startBroker();
    const started = await Promise.all(
      KINDS.map(async (kind) => [kind, await scriptedBidder(broker, kind, () => {})] as const),
    );
    bidders = Object.fromEntries(started) as Record<Kind, ScriptedBidder>;
    gateway = await gatewayOn(broker, KINDS, { AUCTION_DEADLINE_MS: "10000" });
    browser = await launch(executable);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await Promise.all(Object.values(bidders ?? {}).map((bidder) => bidder.stop()));
    await broker?.stop();
  });

  beforeEach(async () => {
    const context = await browser.newContext({
      locale: "en-US",
      viewport: { width: 1_000, height: 900 },
      acceptDownloads: true,
    });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (
        message.type() === "error" &&
        !/status of 40[04]|ERR_NETWORK_CHANGED/.test(message.text())
      )
        complaints.push(message.text());
    });
  });

  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  const lane = (bidder: string) => page.locator(`.lane[data-lane="${bidder}"]`);
  const formOf = async (bidder: string) =>
    (await lane(bidder).getAttribute("class"))?.replace("lane ", "");
  const marks = (bidder: string, kind: string) => lane(bidder).locator(`.mark.${kind}`).count();

  /**
   * An auction of a quorum: `nonstop` answers, `partners` fails, and `stops` sends a part and is
   * late.
   */
  async function quorumAuction(lateBid = Promise.resolve()): Promise<SearchResult> {
    // More than any auction takes: what is drawn fills the time from the call to the bid.
    const own = { queuedUs: 20_000_000, workedUs: 500 };
    bidders.nonstop.follow((call, reply) => reply.offers(flightOffers(call.search, 3), own));
    bidders.partners.follow((_call, reply) => reply.failed("partner-timeout"));
    bidders.stops.follow(async (call, reply) => {
      const offers = flightOffers(call.search, 2, { number: 700, amount: 48_000, stops: 1 });
      reply.offers(offers, { final: false, floor: 30_000, ...own });
      await reply.cancelled;
      await lateBid;
      reply.offers(flightOffers(call.search, 1, { number: 800, amount: 30_100, stops: 1 }));
    });
    const search = flightSearch({
      sort: "price",
      policy: { deadlineMs: 8_000, quorum: 1, required: ["nonstop"] },
    });
    // A busy machine may end the auction before all that is to be seen has come.
    let result: SearchResult | undefined;
    await until(
      async () => {
        result = (await post<SearchResult>(gateway, search)).body;
        const outcomes = new Map(result.bidders.map((one) => [one.bidder, one.outcome]));
        return outcomes.get("partners") === "failed" && outcomes.get("stops") === "late";
      },
      { what: "an auction with all three ends" },
    );
    return result as SearchResult;
  }

  async function withLateBid(): Promise<SearchResult> {
    const result = await quorumAuction();
    await until(async () => {
      const { body } = await get<{ late: unknown[] }>(gateway, `/v1/searches/${result.searchId}`);
      return body.late.length > 0;
    });
    return result;
  }

  /** The queue and then the work, both within the bar. */
  async function expectSpansInBar(bidder: string): Promise<void> {
    const within = await lane(bidder).evaluate((node: SvgLane) =>
      [".bar", ".queue", ".work"].map((name) => {
        const { x, width } = node.querySelector(name).getBBox();
        return { x, width };
      }),
    );
    const [bar, queue, work] = within as [Box, Box, Box];
    expect({
      queue: queue.x >= bar.x && queue.x + queue.width <= work.x + 0.2,
      work: work.x + work.width <= bar.x + bar.width + 0.2,
    }).toEqual({ queue: true, work: true });
  }

  test("a recorded auction: a quorum's losers look otherwise than a fault; the quorum, the end, what came late and why it ended are there", async () => {
    const { searchId } = await withLateBid();
    await visit(page, `${gateway.url}/auctions/${searchId}`);
    await lane("stops").waitFor();
    expect({
      nonstop: await formOf("nonstop"),
      partners: await formOf("partners"),
      stops: await formOf("stops"),
    }).toEqual({ nonstop: "done", partners: "fault", stops: "left-out" });
    expect({
      parts: await marks("stops", "part"),
      floors: await marks("stops", "floor"),
      late: await marks("stops", "late"),
      queued: await lane("stops").locator("rect.queue").count(),
      worked: await lane("nonstop").locator("rect.work").count(),
      silentOfItself: await lane("partners").locator("rect.queue, rect.work").count(),
      latePrice: await page.locator("svg[role=img] .price.late").count(),
      cancelled: await marks("stops", "cancel"),
      final: await marks("nonstop", "final"),
      calls: await page.locator(".mark.call").count(),
      quorum: await page.locator(".line.quorum").count(),
      grace: await page.locator("rect.grace").count(),
      end: await page.locator(".line.end").count(),
    }).toEqual({
      parts: 1,
      floors: 1,
      late: 1,
      queued: 1,
      worked: 1,
      silentOfItself: 0,
      latePrice: 1,
      cancelled: 1,
      final: 1,
      calls: 3,
      quorum: 1,
      grace: 1,
      end: 1,
    });
    expect(await page.locator("#recorded [role=status]").textContent()).toMatch(
      /^5 itineraries\. Ended by quorum after [\d.]+ ms of 8 s: enough bidders had replied, so stops was not waited for; partners could not offer\.$/,
    );
    expect(await page.locator(".auction-picture figcaption").textContent()).toMatch(
      /in the bidder's queue.*at work.*regret \$179\.00/,
    );
    await expectSpansInBar("stops");
    // The hatching of a fault is there beside its colour.
    expect(await lane("partners").locator("rect[fill='url(#hatched)']").count()).toBe(1);
    expect(await lane("stops").locator("rect[fill='url(#hatched)']").count()).toBe(0);
    const words = page.locator("#bidders tr[data-bidder=stops] td").first();
    expect(await words.textContent()).toContain("not waited for: enough had replied");
    expect(await words.locator("details").evaluate((node: { open?: boolean }) => node.open)).toBe(
      false,
    );
    await words.locator("summary").click();
    await words.getByText("some of its bids were in").waitFor();
    await page.getByText("Step by step").click();
    const steps = await page.locator(".steps li").allTextContents();
    expect(steps.find((text) => text.includes("stops sent 2 offers"))).toMatch(
      /whatever follows costs \$300\.00 at least/,
    );
    expect(steps.at(-1)).toMatch(/stops too late: 1 offer, the cheapest at \$301\.00/);
    await page
      .locator("#late")
      .getByText(/^Regret: \$179\.00/)
      .waitFor();
    await shoot(page, "auction-recorded");
  });

  test("what comes late, and the regret, appear on a page that is open already", async () => {
    const gate = Promise.withResolvers<void>();
    const { searchId } = await quorumAuction(gate.promise);
    await visit(page, `${gateway.url}/auctions/${searchId}`);
    const legend = page.locator(".auction-picture figcaption");
    await legend.getByText("stopped at").waitFor();
    expect({ late: await marks("stops", "late"), legend: await legend.textContent() }).toEqual({
      late: 0,
      legend: expect.not.stringContaining("regret"),
    });
    gate.resolve();
    await legend.getByText("regret $179.00").waitFor();
    expect({ late: await marks("stops", "late") }).toEqual({ late: 1 });
    expect(await page.getByRole("img", { name: /Regret \$179\.00\./ }).count()).toBe(1);
  });

  test("without axe violations and without overflow at every width, in dark and in light", async () => {
    const { searchId } = await withLateBid();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await visit(page, `${gateway.url}/auctions/${searchId}`);
        await lane("stops").waitFor();
        await page.getByText("Step by step").click();
        const wide = await overflowing(page);
        expect({ width, colorScheme, wide }).toEqual({ width, colorScheme, wide: [] });
        // The colours are those of each width, and the words those of each colour scheme.
        if (width === WIDTHS[0] || colorScheme === "dark")
          expect(await axeViolations(page)).toEqual([]);
        const texts = page.locator(".lane text");
        const inside = await texts.evaluateAll(
          (all: { getBBox(): { x: number; width: number } }[]) =>
            all.map((one) => one.getBBox()).filter(({ x, width }) => x < -1 || width > 700).length,
        );
        expect(inside).toBe(0);
        await shoot(page, `auction-${width}-${colorScheme}`);
      }
    }
  });

  test("the times of a recorded auction can be downloaded as JSON", async () => {
    const { searchId } = await withLateBid();
    await visit(page, `${gateway.url}/auctions/${searchId}`);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "the timeline" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`auction-${searchId}.json`);
    const read = JSON.parse(await readFile(await file.path(), "utf8"));
    expect(read).toMatchObject({ searchId, endedBy: "quorum", lanes: { length: KINDS.length } });
  });

  test("an unknown auction says in plain words what has happened", async () => {
    await visit(page, `${gateway.url}/auctions/never`);
    const status = page.locator("#recorded [role=status]", { hasText: "There is no auction" });
    expect(await status.textContent()).toBe(
      "There is no auction at this address any more, or there never was: the gateway keeps each one for five minutes.",
    );
    expect(await axeViolations(page)).toEqual([]);
    await shoot(page, "auction-unknown");
    await page.getByRole("link", { name: "Search for flights" }).click();
    await page.getByRole("combobox", { name: "From" }).waitFor();
  });

  /** `stops` sends a part, and its last bid when the gate opens. */
  function gated(): { readonly open: () => void } {
    const gate = Promise.withResolvers<void>();
    bidders.nonstop.follow((call, reply) => reply.offers(flightOffers(call.search, 3)));
    bidders.partners.follow((_call, reply) => reply.declined("overloaded"));
    bidders.stops.follow(async (call, reply) => {
      reply.offers(flightOffers(call.search, 1, { number: 700, amount: 60_000, stops: 1 }), {
        final: false,
        floor: 10_000,
      });
      await gate.promise;
      reply.offers(flightOffers(call.search, 2, { number: 800, amount: 45_000, stops: 1 }));
    });
    return { open: gate.resolve };
  }

  async function fill(): Promise<void> {
    await visit(page, gateway.url);
    await page.locator('[name="origin"]').fill("LHR");
    await page.locator('[name="destination"]').fill("JFK");
  }

  const searchNow = () => page.getByRole("button", { name: "Search", exact: true }).click();

  test("live: lanes grow while the auction runs, and the recorded picture takes their place", async () => {
    await fill();
    // A busy machine may need longer than the longest deadline.
    await until(
      async () => {
        const gate = gated();
        await searchNow();
        await page.locator("#progress", { hasText: /Waiting for|Ended by/ }).waitFor();
        await page.locator(".lane.done[data-lane=nonstop]").waitFor();
        // A part, its floor and the price of what is shown, before the bidder has ended.
        await lane("stops").locator(".mark.part").waitFor();
        const live = {
          form: await formOf("stops"),
          floors: await marks("stops", "floor"),
          final: await marks("stops", "final"),
          prices: await page.locator(".price.best").count(),
        };
        const bar = lane("stops").locator(".bar");
        const before = Number(await bar.getAttribute("width"));
        await until(async () => Number(await bar.getAttribute("width")) > before + 1, {
          what: "a bar that grows",
        });
        gate.open();
        const end = page.locator("#progress", { hasText: "Ended by" });
        await end.waitFor();
        if (!/Ended by complete/.test((await end.textContent()) ?? "")) return false;
        expect(live).toEqual({ form: "working", floors: 1, final: 0, prices: 1 });
        return true;
      },
      { what: "an auction that is complete in its time" },
    );
    await lane("stops").locator(".mark.part").waitFor();
    expect(await formOf("stops")).toBe("done");
    expect(await page.locator(".price.best").count()).toBe(1);
    await shoot(page, "auction-ended");
    await page.getByRole("link", { name: "This auction by itself" }).click();
    await page.locator("#recorded").getByText("Searched at").waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/auctions\/.+/);
  });

  test("live: the picture has the deadline, and no axe violations", async () => {
    await fill();
    let violations: string[] = [];
    // A busy machine may need longer than the longest deadline.
    await until(
      async () => {
        const gate = gated();
        await searchNow();
        await page.locator(".lane.done[data-lane=nonstop]").waitFor();
        await page.locator(".line.deadline").waitFor({ state: "attached" });
        await shoot(page, "auction-live");
        violations = await axeViolations(page);
        const progress = await page.locator("#progress").textContent();
        gate.open();
        return progress?.startsWith("Waiting for") ?? false;
      },
      { what: "an auction that runs until it is checked" },
    );
    expect(violations).toEqual([]);
  });

  test("a hedge has its mark, and reduced motion its own pace", async () => {
    const { searchId } = await withLateBid();
    // Whether a call is hedged depends on the latencies of many: this one is told by the gateway.
    await page.route("**/timeline", async (route) => {
      const answer = await route.fetch();
      const timeline = await answer.json();
      const hedged = timeline.lanes.find((one: { bidder: string }) => one.bidder === "stops");
      hedged.hedges.push({ atMs: timeline.endedAtMs / 2, instance: "stops-2" });
      await route.fulfill({ json: timeline });
    });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await visit(page, `${gateway.url}/auctions/${searchId}`);
    await lane("stops").locator(".mark.hedge").waitFor();
    await page.getByText("Step by step").click();
    await page.getByText("was also called at stops-2").waitFor();
  });
});
