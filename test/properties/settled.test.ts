/**
 * Settled is as good as complete: nobody who was not heard to the end could have changed the top.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import { inOrder, LIAR, type Message, minutesOf, play, type Row, row } from "./world.ts";

const RUNS = { numRuns: 10_000 };
const MINUTES_2 = 120_000;
const DEADLINE_MS = 400;
const BIDDERS = ["alpha", "beta", "gamma"];

interface Market {
  readonly maxResults: number;
  readonly valuePerHour: number;
  readonly messages: readonly Message[];
}

function costIn({ valuePerHour }: Pick<Market, "valuePerHour">, { price, flight }: Row): number {
  return price + Math.round((valuePerHour * minutesOf(flight)) / 60);
}

/** What nobody can undercut who has nothing left. */
const NOTHING_LEFT = 1_000_000;

/**
 * One bidder's offers, the cheap ones mostly first, in parts; each part with a floor that is true,
 * or with none.
 */
function honestTalk(bidder: string, valuePerHour: number): fc.Arbitrary<Message[]> {
  return fc
    .record({
      rows: fc.array(row(["BA", "AA", "Alder", LIAR], 12), { maxLength: 6 }),
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
      const messages: Message[] = [];
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

const markets = (talk: typeof honestTalk): fc.Arbitrary<Market> =>
  fc
    .record({
      maxResults: fc.integer({ min: 1, max: 3 }),
      valuePerHour: fc.constantFrom(0, 600),
      bidders: fc.integer({ min: 1, max: 3 }),
    })
    .chain(({ bidders, ...rest }) =>
      fc
        .tuple(...BIDDERS.slice(0, bidders).map((bidder) => talk(bidder, rest.valuePerHour)))
        .map((talks) => ({ ...rest, messages: inOrder(...talks) as Message[] })),
    );

function held({ maxResults, valuePerHour, messages }: Market) {
  const expected = [...new Set(messages.map(({ bidder }) => bidder))];
  return play({
    setup: {
      expected,
      policy: { deadlineMs: DEADLINE_MS, required: [] },
      search: { maxResults },
      objective: { valuePerHour },
    },
    happenings: messages,
  });
}

/** The same bids, but nobody promises anything: it cannot settle. */
function unpromised(market: Market): Market {
  return { ...market, messages: market.messages.map((message) => ({ ...message, floor: null })) };
}

/**
 * The top, with every seller that costs no more than the last of it: dearer ones are not waited
 * for.
 */
function top({ itineraries }: SearchResult, market: Market) {
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
  "settled = complete: with true floors, the top is the one of the same auction heard to the end",
  async () => {
    let settled = 0;
    await fc.assert(
      fc.asyncProperty(markets(honestTalk), async (market) => {
        const one = await held(market);
        if (one.result.endedBy !== "settled") {
          expect(one.result.endedBy).toBe("complete");
          return;
        }
        settled++;
        const { result: whole, endedAt } = await held(unpromised(market));
        expect(whole.endedBy).toBe("complete");
        expect(one.endedAt).toBeLessThanOrEqual(endedAt);
        expect(top(one.result, market)).toEqual(top(whole, market));
        expect(one.view.regret?.amount).toBe(0);
      }),
      RUNS,
    );
    // Nothing would be proved by auctions that do not settle.
    expect(settled).toBeGreaterThan(RUNS.numRuns / 5);
  },
  MINUTES_2,
);

/** Floors from anywhere: many are broken by what follows. */
function looseTalk(bidder: string, valuePerHour: number): fc.Arbitrary<Message[]> {
  const floors = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 4, maxLength: 4 });
  return fc.tuple(honestTalk(bidder, valuePerHour), floors).map(([talk, said]) =>
    talk.map((message, i) => ({
      ...message,
      floor:
        message.sends === "part"
          ? costIn({ valuePerHour }, { price: 100 * (said[i] ?? 1), flight: 3, seller: "" })
          : null,
    })),
  );
}

/** What is left of the bids when nobody undercuts what it has promised; and who did. */
function withoutLies(market: Market): { honest: Market; liars: Set<string> } {
  const promised = new Map<string, number>();
  const liars = new Set<string>();
  const messages = market.messages.map((message) => {
    const before = promised.get(message.bidder) ?? Number.NEGATIVE_INFINITY;
    const rows = message.rows.filter((one) => costIn(market, one) >= before);
    if (rows.length < message.rows.length) liars.add(message.bidder);
    if (message.floor !== null) promised.set(message.bidder, Math.max(before, message.floor));
    return { ...message, rows };
  });
  return { honest: { ...market, messages }, liars };
}

test(
  "a floor that was a lie: the top is that of the same bids without the rows that break it",
  async () => {
    let lied = 0;
    await fc.assert(
      fc.asyncProperty(markets(looseTalk), async (market) => {
        const { honest, liars } = withoutLies(market);
        if (liars.size === 0) return;
        lied++;
        const [one, other] = [await held(market), await held(unpromised(honest))];
        expect(other.result.endedBy).toBe("complete");
        expect(["complete", "settled"]).toContain(one.result.endedBy);
        expect(top(one.result, market)).toEqual(top(other.result, market));
        if (one.result.endedBy === "complete") {
          for (const { bidder, outcome } of one.result.bidders)
            if (liars.has(bidder)) expect([bidder, outcome]).toEqual([bidder, "invalid"]);
        }
      }),
      RUNS,
    );
    expect(lied).toBeGreaterThan(RUNS.numRuns / 5);
  },
  MINUTES_2,
);
