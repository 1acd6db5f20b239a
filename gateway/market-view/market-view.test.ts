import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Outcome } from "../../proto/messages.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { marketSchema } from "../http/market-schema.ts";
import type { BidderView } from "../scatter/microservice-client.ts";
import { LISTED_MAX, marketView } from "./market-view.ts";
import { RecentMinutes } from "./recent-minutes.ts";

function onRoster(bidder: string, instances: readonly string[], changes: Partial<BidderView> = {}) {
  return {
    bidder,
    required: false,
    breaker: "closed" as const,
    p50Ms: null,
    p95Ms: null,
    markets: ["*.*"],
    instances: instances.map((id) => ({
      id,
      version: "1.0.0",
      inFlight: 0,
      p50Ms: null,
      p95Ms: null,
    })),
    ...changes,
  };
}

function report(
  bidder: string,
  outcome: Outcome = "answered",
  instance: string | null = `${bidder}-1`,
) {
  return { bidder, outcome, instance, latencyMs: instance === null ? null : 10 };
}

const shownBy = (bidder: string, seller = "Agency") => ({
  sellers: [{ bidder, seller, modelled: false }],
});

const lateBid = (bidder: string, amount: number, currency: string) => ({
  instance: `${bidder}-1`,
  late: { bidder },
  regretRise: { amount, currency },
});

const minutesOf = () => new RecentMinutes(new DrivenClock());

describe("who is listed (MARKETVIEW-1)", () => {
  test("a bidder without calls, one that is gone, one with an open breaker, and an instance that is gone", () => {
    const minutes = minutesOf();
    minutes.searched({
      bidders: [
        report("gone"),
        report("open", "skipped", null),
        report("stops", "answered", "old"),
      ],
      itineraries: [shownBy("stops"), shownBy("stops"), shownBy("gone"), shownBy("stops")],
    });
    const view = marketView(minutes.sums(), [
      onRoster("idle", ["idle-1"]),
      onRoster("needed", [], { required: true, breaker: "closed" }),
      onRoster("open", ["open-1"], { breaker: "open" }),
      onRoster("stops", ["new"]),
    ]);
    expect(
      view.bidders.map(({ bidder, live, required, breaker, auctions, share }) => ({
        bidder,
        ...{ live, required, breaker, auctions, share },
      })),
    ).toEqual([
      {
        bidder: "gone",
        ...{ live: false, required: false, breaker: null, auctions: 1, share: 0.25 },
      },
      {
        bidder: "idle",
        ...{ live: true, required: false, breaker: "closed", auctions: 0, share: 0 },
      },
      {
        bidder: "needed",
        ...{ live: false, required: true, breaker: null, auctions: 0, share: 0 },
      },
      {
        bidder: "open",
        ...{ live: true, required: false, breaker: "open", auctions: 1, share: 0 },
      },
      {
        bidder: "stops",
        ...{ live: true, required: false, breaker: "closed", auctions: 1, share: 0.75 },
      },
    ]);
    const stops = view.bidders.find(({ bidder }) => bidder === "stops");
    expect(
      stops?.instances.map(({ instance, live, version, auctions }) => [
        instance,
        live,
        version,
        auctions,
      ]),
    ).toEqual([
      ["new", true, "1.0.0", 0],
      ["old", false, null, 1],
    ]);
    expect(marketSchema.parse(view)).toEqual(view);
    expect(Object.keys(view)).toEqual(Object.keys(marketSchema.shape));
  });

  test("without a search every share is unknown", () => {
    const { bidders, searches } = marketView(minutesOf().sums(), [onRoster("idle", ["idle-1"])]);
    expect({ searches, share: bidders[0]?.share, p50Ms: bidders[0]?.p50Ms }).toEqual({
      searches: 0,
      share: null,
      p50Ms: null,
    });
  });

  test("property: however many there are, the lists are bounded, nothing is lost, and the shares add up to 1", () => {
    const search = fc.record({
      bidder: fc.nat(LISTED_MAX.bidders + 20),
      instance: fc.nat(LISTED_MAX.instancesEach + 10),
      winners: fc.array(fc.nat(LISTED_MAX.bidders + 20), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(search, { minLength: 1, maxLength: 300 }), (searches) => {
        const minutes = minutesOf();
        for (const { bidder, instance, winners } of searches)
          minutes.searched({
            bidders: [report(`b${bidder}`, "answered", `i${instance}`)],
            itineraries: winners.map((winner) => shownBy(`b${winner}`, `s${winner}`)),
          });
        const view = marketView(minutes.sums(), [onRoster("b0", ["i0"]), onRoster("zz", [])]);
        const { bidders, others, shown } = view;
        const names = bidders.map(({ bidder }) => bidder);
        expect(names.length).toBeLessThanOrEqual(LISTED_MAX.bidders);
        expect(names).toEqual([...new Set(names)].sort());
        const sum = (of: (one: { auctions: number; share: number | null }) => number) =>
          [...bidders, ...(others === null ? [] : [others])].reduce((all, one) => all + of(one), 0);
        expect(sum(({ auctions }) => auctions)).toBe(searches.length);
        if (shown > 0) expect(sum(({ share }) => share ?? 0)).toBeCloseTo(1, 9);
        for (const { auctions, instances, otherInstances } of bidders) {
          const listed = instances.reduce((all, one) => all + one.auctions, 0);
          expect(instances.length).toBeLessThanOrEqual(LISTED_MAX.instancesEach);
          expect(listed + (otherInstances?.auctions ?? 0)).toBe(auctions);
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});

describe("the regret that a bidder caused (MARKETVIEW-2)", () => {
  test.each<[string, Outcome, [number, string][], unknown]>([
    ["none where all of it came in time", "answered", [], []],
    ["not known where it was missed and sent nothing later", "silent", [], null],
    ["the same of a bid that was not complete", "late", [], null],
    ["the same where it was not waited for", "skipped", [], null],
    ["none where what came later was no better", "silent", [[0, "USD"]], []],
    [
      "the sum in each currency",
      "silent",
      [
        [500, "USD"],
        [20, "USD"],
        [300, "EUR"],
      ],
      [
        { amount: 300, currency: "EUR" },
        { amount: 520, currency: "USD" },
      ],
    ],
  ])("%s", (_what, outcome, rises, regret) => {
    const minutes = minutesOf();
    minutes.searched({ bidders: [report("stops", outcome, null)], itineraries: [] });
    for (const [amount, currency] of rises) minutes.late(lateBid("stops", amount, currency));
    const [row] = marketView(minutes.sums(), []).bidders;
    expect({ regret: row?.regret, lateBids: row?.lateBids }).toEqual({
      regret,
      lateBids: rises.length,
    });
  });
});
