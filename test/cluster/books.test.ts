/** The check of the books finds each kind of fault, and nothing where all is right. */
import { describe, expect, test } from "@jest/globals";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import { countsOf, faultsIn } from "./books.ts";
import {
  type Answer,
  type AuctionLine,
  type Books,
  offerKey,
  type RequestRecord,
} from "./records.ts";

const KINDS = ["nonstop", "stops"];
const OFFER = { bidder: "nonstop", seller: "BA", itinerary: "BA1", amount: 100, currency: "USD" };
const KEY = offerKey(OFFER);

const shown = (changes: object = {}): Itinerary =>
  ({
    key: OFFER.itinerary,
    sellers: [
      {
        ...{ bidder: OFFER.bidder, seller: OFFER.seller, stale: false },
        originalPrice: { amount: OFFER.amount, currency: OFFER.currency },
        expiresAt: new Date(10_000).toISOString(),
        ...changes,
      },
    ],
  }) as unknown as Itinerary;

const resultOf = (changes: Partial<SearchResult> = {}): SearchResult => ({
  ...{ searchId: "s1", endedBy: "complete", partial: false, elapsedMs: 1, deadlineMs: 800 },
  itineraries: [shown()],
  bidders: KINDS.map((bidder) => ({ bidder, outcome: "answered" })) as never,
  ...changes,
});
const asked = (answer: Answer, changes: Partial<RequestRecord> = {}): RequestRecord => ({
  ...{ door: "http", sentAtMs: 1_000, answeredAtMs: 2_000, answer },
  ...changes,
});
const answered = (result = resultOf()): RequestRecord => asked({ kind: "result", result });
const LINE: AuctionLine = {
  ...{ searchId: "s1", auctionId: "a1", endedBy: "complete", partial: false },
  door: "http",
};

const BOOKS: Books = {
  requests: [answered()],
  lines: [LINE],
  bids: new Map([["a1", new Set([KEY])]]),
  killed: [],
};
/** The names of the faults that are found, with how many there are of each. */
const found = (changes: Partial<Books>) =>
  Object.fromEntries(
    Object.entries(faultsIn({ ...BOOKS, ...changes })).flatMap(([name, { length }]) =>
      length === 0 ? [] : [[name, length]],
    ),
  );
const withResult = (changes: Partial<SearchResult>) => ({
  requests: [answered(resultOf(changes))],
});

test("right books have no fault", () => expect(found({})).toEqual({}));

test.each<[string, Partial<Books>, Record<string, number>]>([
  [
    "an auction that no gateway ended",
    { bids: new Map([...BOOKS.bids, ["a2", new Set()]]) },
    { auctionsWithoutLine: 1 },
  ],
  ["a search that ended twice", { lines: [LINE, LINE] }, { searchesWithTwoLines: 1 }],
  [
    "a result that no gateway logged",
    { lines: [], bids: new Map() },
    { resultsWithoutLine: 1, offersNotBid: 1 },
  ],
  [
    "a result with another end than the log has",
    { lines: [{ ...LINE, endedBy: "deadline" }] },
    { resultsThatDiffer: 1 },
  ],
  [
    "a result that did not reach its caller",
    { requests: [asked({ kind: "disconnected", why: "ECONNRESET" })] },
    { resultsThatDidNotArrive: 1 },
  ],
  [
    "a caller that heard nothing",
    { requests: [answered(), asked({ kind: "silent" })] },
    { silentLosses: 1 },
  ],
  [
    "an offer at another price than was bid",
    { bids: new Map([["a1", new Set(["other"])]]) },
    { offersNotBid: 1 },
  ],
  [
    "a stale offer that was never bid",
    {
      ...withResult({ itineraries: [shown({ stale: true, seller: "AF" })] }),
    },
    { offersNotBid: 1 },
  ],
  [
    "an offer that had expired",
    withResult({ itineraries: [shown({ expiresAt: new Date(1_999).toISOString() })] }),
    { offersExpired: 1 },
  ],
  [
    "a full result without a bidder that it waited for",
    withResult({ bidders: [{ bidder: "nonstop", outcome: "silent" }] as never }),
    { wrongPartials: 1 },
  ],
  [
    "a partial result with everybody in it",
    { ...withResult({ partial: true }), lines: [{ ...LINE, partial: true }] },
    { wrongPartials: 1 },
  ],
  [
    "no bidders, while there are some",
    {
      ...withResult({
        ...{ endedBy: "no-bidders", partial: true, itineraries: [] },
        bidders: [{ bidder: "nonstop", outcome: "absent" }] as never,
      }),
      lines: [{ ...LINE, endedBy: "no-bidders", partial: true }],
    },
    { falseNoBidders: 1 },
  ],
])("%s is found", (_what, changes, faults) => expect(found(changes)).toEqual(faults));

describe("is no fault:", () => {
  test("a stale offer that an earlier auction had", () =>
    expect(
      found({
        ...withResult({ itineraries: [shown({ stale: true })] }),
        bids: new Map([
          ["a0", new Set([KEY])],
          ["a1", new Set<string>()],
        ]),
        lines: [LINE, { ...LINE, searchId: "s0", auctionId: "a0", door: "nats" }],
      }),
    ).toEqual({}));

  test("an offer whose bid was lost with the observers of a broker that was killed meanwhile", () =>
    expect(
      found({ bids: new Map([["a1", new Set()]]), killed: [{ fromMs: 1_500, toMs: 1_600 }] }),
    ).toEqual({}));

  test("a clear error, and a connection that was refused", () =>
    expect(
      found({
        requests: [
          answered(),
          asked({ kind: "error", code: "overloaded" }),
          asked({ kind: "disconnected", why: "ECONNREFUSED" }),
        ],
      }),
    ).toEqual({}));
});

test("counts are by end and by code, and the longest gap is that between full results", () => {
  const full = (answeredAtMs: number) => ({ ...answered(), answeredAtMs });
  const partial = asked({ kind: "result", result: resultOf({ partial: true }) });
  const error = asked({ kind: "error", code: "no-broker" }, { answeredAtMs: 9_000 });
  const alone = [{ bidder: "nonstop", outcome: "answered" }] as never;
  const narrow = answered(resultOf({ bidders: alone }));
  expect(countsOf([full(2_000), partial, full(7_500), error, error, narrow], KINDS)).toEqual({
    sent: 6,
    full: 3,
    partial: 1,
    narrow: 1,
    errors: { "no-broker": 2 },
    disconnected: 0,
    withoutFullResultMsMax: 5_500,
  });
});
