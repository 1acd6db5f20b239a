/**
 * A settled auction has the result of a complete one: no bid that has not come could have changed
 * the best itineraries.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import { propertyRuns } from "../harness/property-runs.ts";
import {
  inOrder,
  MISMATCH_SELLER,
  minutesOfFlight,
  playWorld,
  type ScriptedMessage,
  type SheetRow,
  sheetRow,
} from "./world.ts";

const RUNS = { numRuns: propertyRuns(10_000) };
const MINUTES_2 = 120_000;
const DEADLINE_MS = 400;
const BIDDERS = ["alpha", "beta", "gamma"];

interface RandomMarket {
  readonly maxResults: number;
  readonly valuePerHour: number;
  readonly messages: readonly ScriptedMessage[];
}

function costIn(
  { valuePerHour }: Pick<RandomMarket, "valuePerHour">,
  { price, flight }: SheetRow,
): number {
  return price + Math.round((valuePerHour * minutesOfFlight(flight)) / 60);
}

/** The floor of a bidder that has no further offers. */
const NOTHING_LEFT = 1_000_000;

/**
 * The offers of one bidder in several bids, mostly the cheap ones first. Each bid has a true floor,
 * or none.
 */
function withTrueFloors(bidder: string, valuePerHour: number): fc.Arbitrary<ScriptedMessage[]> {
  return fc
    .record({
      rows: fc.array(sheetRow(["BA", "AA", "Alder", MISMATCH_SELLER], 12), { maxLength: 6 }),
      sorted: fc.nat(3),
      cuts: fc.array(
        fc.record({
          rows: fc.nat(3),
          slack: fc.constantFrom(0, 0, 0, 1, 150),
          silent: fc.nat(9),
          wait: fc.nat(30),
        }),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      lastWait: fc.nat(80),
    })
    .map(({ rows, sorted, cuts, lastWait }) => {
      const left =
        sorted > 0
          ? [...rows].sort((a, b) => costIn({ valuePerHour }, a) - costIn({ valuePerHour }, b))
          : [...rows];
      const messages: ScriptedMessage[] = [];
      let at = 0;
      for (const { rows: count, slack, silent, wait } of cuts) {
        at += wait;
        const part = left.splice(0, count);
        const floor =
          Math.min(NOTHING_LEFT, ...left.map((one) => costIn({ valuePerHour }, one))) - slack;
        messages.push({
          at,
          bidder,
          instance: `${bidder}-1`,
          sends: "part",
          rows: part,
          floor: silent === 0 ? null : floor,
        });
      }
      messages.push({
        at: at + lastWait,
        bidder,
        instance: `${bidder}-1`,
        sends: "offers",
        rows: left,
        floor: null,
      });
      return messages;
    });
}

const markets = (sequence: typeof withTrueFloors): fc.Arbitrary<RandomMarket> =>
  fc
    .record({
      maxResults: fc.integer({ min: 1, max: 3 }),
      valuePerHour: fc.constantFrom(0, 600),
      bidders: fc.integer({ min: 1, max: 3 }),
    })
    .chain(({ bidders, ...rest }) =>
      fc
        .tuple(...BIDDERS.slice(0, bidders).map((bidder) => sequence(bidder, rest.valuePerHour)))
        .map((sequences) => ({ ...rest, messages: inOrder(...sequences) as ScriptedMessage[] })),
    );

function auctionOn({ maxResults, valuePerHour, messages }: RandomMarket) {
  const expected = [...new Set(messages.map(({ bidder }) => bidder))];
  return playWorld({
    setup: {
      expected,
      policy: { deadlineMs: DEADLINE_MS, required: [] },
      search: { maxResults },
      objective: { valuePerHour },
    },
    events: messages,
  });
}

/** The same bids without floors: the auction cannot be settled. */
function withoutFloors(market: RandomMarket): RandomMarket {
  return { ...market, messages: market.messages.map((message) => ({ ...message, floor: null })) };
}

/**
 * The best itineraries, with the sellers whose cost is at most that of the last itinerary: a
 * settled auction does not wait for the others.
 */
function top({ itineraries }: SearchResult, market: RandomMarket) {
  const kth = itineraries[market.maxResults - 1]?.cost ?? Number.POSITIVE_INFINITY;
  const time = (one: Itinerary) => Math.round((market.valuePerHour * one.durationMinutes) / 60);
  return itineraries.map(
    ({ key, cost, price, durationMinutes, stops, slices, sellers, ...rest }) => ({
      ...{ key, cost, price, durationMinutes, stops, slices, rest },
      sellers: sellers.filter(
        ({ price: its }) => its.amount + time({ durationMinutes } as Itinerary) <= kth,
      ),
    }),
  );
}

test(
  "settled = complete: with true floors, the best itineraries are those of the same auction when it is complete",
  async () => {
    let settled = 0;
    await fc.assert(
      fc.asyncProperty(markets(withTrueFloors), async (market) => {
        const one = await auctionOn(market);
        if (one.result.endedBy !== "settled") {
          expect(one.result.endedBy).toBe("complete");
          return;
        }
        settled++;
        const { result: whole, endedAtMs } = await auctionOn(withoutFloors(market));
        expect(whole.endedBy).toBe("complete");
        expect(one.endedAtMs).toBeLessThanOrEqual(endedAtMs);
        expect(top(one.result, market)).toEqual(top(whole, market));
        expect(one.view.regret?.amount).toBe(0);
      }),
      RUNS,
    );
    // Auctions that are never settled would prove nothing.
    expect(settled).toBeGreaterThan(RUNS.numRuns / 5);
  },
  MINUTES_2,
);

/** Any floors: many are broken by later bids. */
function withAnyFloors(bidder: string, valuePerHour: number): fc.Arbitrary<ScriptedMessage[]> {
  const floors = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 4, maxLength: 4 });
  return fc.tuple(withTrueFloors(bidder, valuePerHour), floors).map(([sequence, values]) =>
    sequence.map((message, i) => ({
      ...message,
      floor:
        message.sends === "part"
          ? costIn({ valuePerHour }, { price: 100 * (values[i] ?? 1), flight: 3, seller: "" })
          : null,
    })),
  );
}

/**
 * The bids without the rows below the floor of their bidder, and the bidders that had such rows.
 */
function withoutBrokenRows(market: RandomMarket): { valid: RandomMarket; brokeFloor: Set<string> } {
  const promised = new Map<string, number>();
  const brokeFloor = new Set<string>();
  const messages = market.messages.map((message) => {
    const before = promised.get(message.bidder) ?? Number.NEGATIVE_INFINITY;
    const rows = message.rows.filter((one) => costIn(market, one) >= before);
    if (rows.length < message.rows.length) brokeFloor.add(message.bidder);
    if (message.floor !== null) promised.set(message.bidder, Math.max(before, message.floor));
    return { ...message, rows };
  });
  return { valid: { ...market, messages }, brokeFloor };
}

test(
  "false floors: the best itineraries are those of the same bids without the rows that break a floor",
  async () => {
    let broken = 0;
    await fc.assert(
      fc.asyncProperty(markets(withAnyFloors), async (market) => {
        const { valid, brokeFloor } = withoutBrokenRows(market);
        if (brokeFloor.size === 0) return;
        broken++;
        const [one, other] = [await auctionOn(market), await auctionOn(withoutFloors(valid))];
        expect(other.result.endedBy).toBe("complete");
        expect(["complete", "settled"]).toContain(one.result.endedBy);
        expect(top(one.result, market)).toEqual(top(other.result, market));
        if (one.result.endedBy === "complete") {
          for (const { bidder, outcome } of one.result.bidders)
            if (brokeFloor.has(bidder))
              expect({ bidder, outcome }).toEqual({ bidder, outcome: "invalid" });
        }
      }),
      RUNS,
    );
    expect(broken).toBeGreaterThan(RUNS.numRuns / 5);
  },
  MINUTES_2,
);
