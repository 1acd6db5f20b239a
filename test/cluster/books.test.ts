/** The check of the books finds each kind of fault, and nothing where all is right. */
import { describe, expect, test } from "@jest/globals";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import { faultsIn } from "./books.ts";
import { countsOf } from "./counts.ts";
import {
  type Answer,
  type AuctionLine,
  type BidRecord,
  type Books,
  type KeptRecord,
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
  bidders: KINDS.map((bidder) => ({
    bidder,
    outcome: "answered",
    instance: "1",
    offers: 1,
  })) as never,
  ...changes,
});
const asked = (answer: Answer, changes: Partial<RequestRecord> = {}): RequestRecord => ({
  ...{ door: "http", sentAtMs: 1_000, answeredAtMs: 2_000, answer },
  ...changes,
});
const answered = (result = resultOf()): RequestRecord => asked({ kind: "result", result });
const LINE: AuctionLine = {
  ...{ searchId: "s1", auctionId: "a1", endedBy: "complete", partial: false },
  ...{ door: "http", gateway: "g1", time: 2_000 },
  bidders: { nonstop: "answered 12 ms", stops: "answered 14 ms" },
};
const bidOf = (kind: string, changes: Partial<BidRecord> = {}): BidRecord => ({
  ...{ auctionId: "a1", gateway: "g1", kind, instance: "1", atMs: 1_500 },
  ...{ sequence: 0, final: true, rows: 1 },
  ...changes,
});
const CALL = { auctionId: "a1", gateway: "g1", atMs: 1_400 };

const BOOKS: Books = {
  requests: [answered()],
  lines: [LINE],
  bids: new Map([["a1", new Set([KEY])]]),
  ...{ cuts: [], broken: [], leftOpen: [], killedGateways: [], revoked: [], kept: [] },
  calls: new Map([["a1", CALL]]),
  wire: KINDS.map((kind) => bidOf(kind)),
};
const KILLED = [{ gateway: "g1", fromMs: 3_000, toMs: 13_000 }];
/** A bid of an auction that no line is there for. */
const bidWithoutLine = (gateway: string, atMs: number): Partial<Books> => ({
  bids: new Map([...BOOKS.bids, ["a2", new Set()]]),
  wire: [...BOOKS.wire, bidOf("stops", { auctionId: "a2", gateway, atMs })],
});
/** A call of an auction that no bid and no line are there for. */
const callWithoutLine = (gateway: string, atMs: number): Partial<Books> => ({
  calls: new Map([...BOOKS.calls, ["a2", { auctionId: "a2", gateway, atMs }]]),
});
const CUT = [{ fromMs: 1_500, toMs: 1_600 }];
const BROKEN = { fromMs: 1_500, toMs: 1_600 } as const;
const withResult = (changes: Partial<SearchResult>) => ({
  requests: [answered(resultOf(changes))],
});
/** A result whose first bidder's report is this one. */
const reportedAs = (changes: object, result: Partial<SearchResult> = {}) =>
  withResult({
    bidders: resultOf().bidders.map((one, i) => (i === 0 ? { ...one, ...changes } : one)),
    ...result,
  });
const NO_RESULT = asked({ kind: "error", code: "no-result" }, { door: "nats" });
const keptAs = (changes: Partial<KeptRecord>): Partial<Books> => ({
  kept: [{ result: resultOf(), status: 200, view: resultOf(), offerStatus: 200, ...changes }],
});
/** The names of the faults that are found, with how many there are of each. */
const found = (changes: Partial<Books>) =>
  Object.fromEntries(
    Object.entries(faultsIn({ ...BOOKS, ...changes })).flatMap(([name, { length }]) =>
      length === 0 ? [] : [[name, length]],
    ),
  );

test("right books have no fault", () => expect(found({})).toEqual({}));

test.each<[string, Partial<Books>, Record<string, number>]>([
  [
    "an auction that no gateway ended",
    { bids: new Map([...BOOKS.bids, ["a2", new Set()]]) },
    { auctionsWithoutLine: 1 },
  ],
  [
    "an auction that was called for, that nobody bid in, and that no gateway ended",
    callWithoutLine("g1", 1_400),
    { auctionsWithoutLine: 1 },
  ],
  [
    "an auction that ended and that nobody saw open",
    { bids: new Map(), calls: new Map(), ...withResult({ itineraries: [] }) },
    { auctionsNotOpened: 1 },
  ],
  [
    "an auction that a gateway still has under way",
    { leftOpen: [{ gateway: "g1", metric: "auction_in_flight", count: 1 }] },
    { leftOpen: 1 },
  ],
  [
    "a caller over NATS whose library says that no result came",
    { requests: [answered(), NO_RESULT] },
    { lostOverNats: 1 },
  ],
  [
    "the same after the broken part was whole again",
    {
      requests: [answered(), NO_RESULT],
      broken: [{ part: "gateway", fromMs: 500, toMs: 900 }],
    },
    { lostOverNats: 1 },
  ],
  ["a bid that counts twice", reportedAs({ offers: 2 }), { bidsCountedOtherwise: 1 }],
  [
    "a bid of the slower instance of a hedged bidder that counts too",
    {
      ...reportedAs({ offers: 2, hedged: true }),
      wire: [...BOOKS.wire, bidOf("nonstop", { instance: "2" })],
    },
    { bidsCountedOtherwise: 1 },
  ],
  [
    "a bid that counts twice in an auction that is settled",
    {
      ...reportedAs({ offers: 2 }, { endedBy: "settled" }),
      lines: [{ ...LINE, endedBy: "settled" }],
    },
    { bidsCountedOtherwise: 1 },
  ],
  [
    "a bid that does not count",
    { wire: [...BOOKS.wire, bidOf("nonstop", { sequence: 1 })] },
    { bidsCountedOtherwise: 1 },
  ],
  [
    "a bidder that is reported twice",
    withResult({ bidders: [...resultOf().bidders, ...resultOf().bidders.slice(0, 1)] }),
    { bidsCountedOtherwise: 1 },
  ],
  [
    "an offer that is listed twice",
    withResult({
      itineraries: [{ ...shown(), sellers: [...shown().sellers, ...shown().sellers] }],
    }),
    { bidsCountedOtherwise: 1 },
  ],
  [
    "an offer that was not bid, while an observer was cut off that has all bids of its instance",
    { bids: new Map([["a1", new Set()]]), cuts: CUT },
    { offersNotBid: 1 },
  ],
  [
    "an offer that was not bid, while a broker was broken and no observer was cut off",
    {
      ...{ bids: new Map([["a1", new Set()]]), wire: [bidOf("stops")] },
      broken: [{ part: "broker", ...BROKEN }],
      ...reportedAs({ offers: 0 }),
    },
    { offersNotBid: 1 },
  ],
  ["a search that ended twice", { lines: [LINE, LINE] }, { searchesWithTwoLines: 1 }],
  [
    "a result that no gateway logged",
    { lines: [], bids: new Map(), calls: new Map() },
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
  [
    "an auction that another gateway than the killed one did not end",
    { ...bidWithoutLine("g2", 2_900), killedGateways: KILLED },
    { auctionsWithoutLine: 1 },
  ],
  [
    "an auction that a gateway did not end long before it was killed",
    { ...bidWithoutLine("g1", 2_900), killedGateways: [{ ...KILLED[0], fromMs: 90_000 }] as never },
    { auctionsWithoutLine: 1 },
  ],
  [
    "a result that did not reach its caller, of another gateway than the killed one",
    {
      requests: [asked({ kind: "disconnected", why: "ECONNRESET" })],
      lines: [{ ...LINE, gateway: "g2" }],
      killedGateways: KILLED,
    },
    { resultsThatDidNotArrive: 1 },
  ],
  [
    "a bid of a revoked bidder",
    { revoked: [{ kind: "nonstop", fromMs: 1_400, toMs: 1_600 }] },
    { bidsOfRevoked: 1 },
  ],
  [
    "a search of a killed gateway that another one does not know",
    keptAs({ status: 404, view: undefined, offerStatus: 404 }),
    { keptOtherwise: 1 },
  ],
  [
    "a search of a killed gateway that another one answers otherwise",
    keptAs({ view: resultOf({ itineraries: [] }) }),
    { keptOtherwise: 1 },
  ],
  [
    "an offer of it that another one does not know",
    keptAs({ offerStatus: 404 }),
    { keptOtherwise: 1 },
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

  test("an offer whose bid an observer may have missed, because it was cut off meanwhile", () =>
    expect(
      found({ bids: new Map([["a1", new Set()]]), wire: [bidOf("stops")], cuts: CUT }),
    ).toEqual({}));

  test("an auction that opened while an observer was cut off, and one that no bidder was heard in", () =>
    expect([
      found({
        ...{ bids: new Map(), calls: new Map(), cuts: CUT },
        ...withResult({ itineraries: [] }),
      }),
      found({
        ...{ bids: new Map(), calls: new Map(), wire: [], requests: [] },
        lines: [{ ...LINE, door: "nats", bidders: { nonstop: "silent" } }],
      }),
    ]).toEqual([{}, {}]));

  test("no result over NATS while a broker or a gateway was broken, and a refusal at any time", () =>
    expect([
      found({ requests: [answered(), NO_RESULT], broken: [{ part: "gateway", ...BROKEN }] }),
      found({ requests: [answered(), NO_RESULT], broken: [{ part: "broker", ...BROKEN }] }),
      found({
        requests: [answered(), asked({ kind: "error", code: "no-gateway" }, { door: "nats" })],
      }),
    ]).toEqual([{}, {}, {}]));

  test("bids of a slower instance that do not count, and of a settled auction or a broken broker those that did not come", () => {
    const more = (bid: Partial<BidRecord>) => ({ wire: [...BOOKS.wire, bidOf("nonstop", bid)] });
    expect([
      found(more({ instance: "2" })),
      found({
        ...more({ sequence: 1 }),
        ...reportedAs({}, { endedBy: "settled" }),
        lines: [{ ...LINE, endedBy: "settled" }],
      }),
      found({ ...more({ sequence: 1 }), broken: [{ part: "broker", ...BROKEN }] }),
    ]).toEqual([{}, {}, {}]);
  });

  test("a bid that an observer may have missed, and one that several observers saw", () =>
    expect([
      found({ wire: [bidOf("nonstop", { final: false, rows: 0 }), bidOf("stops")], cuts: CUT }),
      found({ wire: [...BOOKS.wire, ...BOOKS.wire] }),
    ]).toEqual([{}, {}]));

  test("what a killed gateway had under way, and the line and the answer that it had not sent", () =>
    expect([
      found({ ...bidWithoutLine("g1", 2_900), killedGateways: KILLED }),
      found({ ...callWithoutLine("g1", 2_900), killedGateways: KILLED }),
      found({ lines: [], killedGateways: KILLED }),
      found({
        requests: [asked({ kind: "disconnected", why: "ECONNRESET" })],
        killedGateways: KILLED,
      }),
    ]).toEqual([{}, {}, {}, {}]));

  test("a bid before its bidder was revoked, and one of another bidder meanwhile", () =>
    expect([
      found({ revoked: [{ kind: "nonstop", fromMs: 1_501, toMs: 1_600 }] }),
      found({ revoked: [{ kind: "partners", fromMs: 1_400, toMs: 1_600 }] }),
    ]).toEqual([{}, {}]));

  test("a search of a killed gateway that another one answers as its caller had it", () =>
    expect([found(keptAs({})), found(keptAs({ offerStatus: undefined }))]).toEqual([{}, {}]));

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
