import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  bids,
  calls,
  events,
  fallbackBids,
  flightSearches,
  offers,
  results,
} from "../test/fixtures/wire/arbitraries.ts";
import {
  decodeBid,
  decodeCall,
  decodeCancel,
  decodeEvent,
  decodeFallbackBids,
  decodeOffer,
  decodeRawSearch,
  decodeResult,
  EMPTY_SHEET,
  encodeBid,
  encodeCall,
  encodeCancel,
  encodeEvent,
  encodeFallbackBids,
  encodeOffer,
  encodeResult,
  encodeSearch,
  LIMITS,
} from "./codec.ts";
import { AuctionError, type ErrorCode } from "./errors.ts";
import { auction, flights } from "./generated/messages.js";
import type { Bid, Sheet } from "./messages.ts";

const RUNS = 300;

const ONE_ROW = {
  rows: 1,
  price: [1],
  currency: [0],
  durationMinutes: [1],
  departure: [1],
  stops: [0],
  itinerary: ["k"],
  seller: [0],
  body: [new Uint8Array(1)],
  currencies: ["USD"],
  sellers: ["BA"],
} satisfies Sheet;

/** What a caller hears of any wrong input, by the decoder that it goes through. */
const DECODERS: Record<
  string,
  { decode: (bytes: Uint8Array) => unknown; malformed: ErrorCode; large: ErrorCode; limit: number }
> = {
  search: {
    decode: decodeRawSearch,
    malformed: "malformed",
    large: "too-large",
    limit: LIMITS.requestBytesMax,
  },
  call: {
    decode: decodeCall,
    malformed: "malformed",
    large: "too-large",
    limit: LIMITS.callBytesMax,
  },
  cancel: { decode: decodeCancel, malformed: "malformed", large: "too-large", limit: 1024 },
  bid: {
    decode: decodeBid,
    malformed: "bid-malformed",
    large: "bid-too-large",
    limit: LIMITS.bidBytesMax,
  },
  "fallback bids": {
    decode: decodeFallbackBids,
    malformed: "bid-malformed",
    large: "bid-too-large",
    limit: LIMITS.fallbackBytesMax,
  },
  offer: {
    decode: decodeOffer,
    malformed: "bid-malformed",
    large: "bid-too-large",
    limit: LIMITS.offerBytesMax,
  },
  result: {
    decode: decodeResult,
    malformed: "malformed",
    large: "too-large",
    limit: LIMITS.resultBytesMax,
  },
  opened: {
    decode: (b) => decodeEvent("opened", b),
    malformed: "malformed",
    large: "too-large",
    limit: LIMITS.resultBytesMax,
  },
  report: {
    decode: (b) => decodeEvent("bid", b),
    malformed: "malformed",
    large: "too-large",
    limit: LIMITS.resultBytesMax,
  },
  snapshot: {
    decode: (b) => decodeEvent("snapshot", b),
    malformed: "malformed",
    large: "too-large",
    limit: LIMITS.resultBytesMax,
  },
};

function refusal(run: () => unknown): AuctionError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AuctionError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was refused");
}

describe("C3 decode(encode(x)) equals x", () => {
  const same =
    <T>(arbitrary: fc.Arbitrary<T>, through: (value: T) => unknown) =>
    () =>
      fc.assert(
        fc.property(arbitrary, (value) => expect(through(value)).toEqual(value)),
        { numRuns: RUNS },
      );

  test(
    "calls",
    same(calls, (call) => decodeCall(encodeCall(call))),
  );
  test(
    "bids",
    same(bids, (bid) => decodeBid(encodeBid(bid))),
  );
  test(
    "offers",
    same(offers, (offer) => decodeOffer(encodeOffer(offer))),
  );
  test(
    "results",
    same(results, (result) => decodeResult(encodeResult(result))),
  );
  test(
    "events",
    same(events, (event) => decodeEvent(event.type, encodeEvent(event))),
  );
  test(
    "fallback bids",
    same(fallbackBids, (bids) => decodeFallbackBids(encodeFallbackBids(bids))),
  );
  test(
    "cancels",
    same(fc.string({ maxLength: 64 }), (id) => decodeCancel(encodeCancel(id))),
  );

  test("searches, as the plain shape that JSON gives; a quorum of nobody is left out", () => {
    fc.assert(
      fc.property(flightSearches, (search) => {
        const { quorum, ...policy } = search.policy;
        const plain = { ...search, policy: quorum === null ? policy : { ...policy, quorum } };
        expect(decodeRawSearch(encodeSearch(search))).toEqual(plain);
      }),
      { numRuns: RUNS },
    );
  });

  test("a search that says only its slices says nothing else", () => {
    const slices = [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }];
    expect(decodeRawSearch(flights.FlightSearchRequest.encode({ slices }).finish())).toEqual({
      slices,
    });
  });

  test("nobody required is not the same as nothing said", () => {
    const bytes = flights.FlightSearchRequest.encode({
      slices: [],
      policy: { required: { bidder: [] } },
    }).finish();
    expect(decodeRawSearch(bytes)).toEqual({ slices: [], policy: { required: [] } });
  });

  test("a cabin that nobody knows is kept for validation to name", () => {
    expect(
      decodeRawSearch(flights.FlightSearchRequest.encode({ cabin: 9 as never, sort: 0 }).finish()),
    ).toMatchObject({
      cabin: "number 9",
      sort: "number 0",
    });
  });

  test("a budget is whole milliseconds, never negative", () => {
    fc.assert(
      fc.property(calls, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (call, budgetMs) => {
        expect(decodeCall(encodeCall({ ...call, budgetMs })).budgetMs).toBe(
          Math.max(0, Math.floor(budgetMs)) + 0,
        );
      }),
      { numRuns: RUNS },
    );
  });
});

describe("bytes from before there were fares", () => {
  test("an offer says nothing of fares, self-transfers and similar ones", () => {
    const old = flights.FlightOffer.encode({
      seller: "BA",
      price: { amount: 1, currency: "USD" },
      slices: [{ segments: [{ carrier: "BA" }] }],
    }).finish();
    expect(decodeOffer(old)).toMatchObject({ fares: [], selfTransfers: [], similar: 0 });
    const [sheet] = decodeFallbackBids(
      encodeFallbackBids({ takenAtMs: 1, sheets: [{ ...ONE_ROW, body: [old] }] }),
    ).sheets;
    expect(decodeOffer(sheet?.body[0] as Uint8Array)).toEqual(decodeOffer(old));
  });

  test("a call asks for neither self-transfers nor similar ones", () => {
    const search = {
      slices: [{ origin: "LHR" }],
      cabin: 1,
      currency: "USD",
      sort: 1,
      maxStops: 1,
      maxResults: 1,
      policy: { deadlineMs: 1 },
    };
    expect(decodeCall(auction.CallForBids.encode({ search }).finish()).search).toMatchObject({
      selfTransfer: false,
      similar: false,
    });
  });
});

describe("C1 what is larger than its limit is refused before it is decoded", () => {
  test.each(Object.entries(DECODERS))("%s", (_name, { decode, large, limit }) => {
    // 0xff would be malformed at the first byte: that the answer is `large` shows that nobody
    // looked.
    const refused = refusal(() => decode(new Uint8Array(limit + 1).fill(0xff)));
    expect(refused.code).toBe(large);
    expect(refused.message).toContain(`${limit + 1} bytes; at most ${limit}`);
  });

  test.each(Object.entries(DECODERS))("%s of exactly the limit is read", (_name, {
    decode,
    malformed,
    limit,
  }) => {
    expect(refusal(() => decode(new Uint8Array(limit).fill(0xff))).code).toBe(malformed);
  });

  test("a bid of more rows than are read", () => {
    const rows = LIMITS.offersABidMax + 1;
    const many = auction.Bid.encode({
      status: 1,
      sheet: { price: Array<number>(rows).fill(1) },
    }).finish();
    expect(refusal(() => decodeBid(many))).toMatchObject({
      code: "bid-too-large",
      message: expect.stringContaining(`${rows} offers`),
    });
  });
});

test("C1, A6 fallback bids of more sheets than are read are refused before one of them is decoded", () => {
  const sheets = (count: number) =>
    auction.StandIn.encode({ takenAtMs: 1, sheets: Array(count).fill({}) }).finish();
  expect(decodeFallbackBids(sheets(LIMITS.fallbackSheetsMax)).sheets).toEqual(
    Array(LIMITS.fallbackSheetsMax).fill(EMPTY_SHEET),
  );
  const most = sheets(LIMITS.fallbackBytesMax / 2 - 5);
  expect(most.length).toBeLessThanOrEqual(LIMITS.fallbackBytesMax);
  expect(refusal(() => decodeFallbackBids(most))).toMatchObject({
    code: "bid-malformed",
    message: expect.stringContaining("more than 64 sheets"),
  });
});

describe("C2 a message that breaks a rule is refused, and the rule is named", () => {
  const bid = (sheet: auction.Sheet.$Properties, more: auction.Bid.$Properties = {}) =>
    auction.Bid.encode({ searchId: "s", final: true, status: 1, sheet, ...more }).finish();
  const { rows: _, ...row } = ONE_ROW;
  const offer = (changes: flights.FlightOffer.$Properties) =>
    flights.FlightOffer.encode({
      seller: "BA",
      price: { amount: 1, currency: "USD" },
      slices: [{ segments: [{}] }],
      ...changes,
    }).finish();
  const fare = { name: "Light", price: { amount: 1, currency: "USD" } };
  const sale = (changes: flights.Fare.$Properties) => offer({ fares: [{ ...fare, ...changes }] });
  const result = (changes: auction.Itinerary.$Properties) =>
    auction.SearchResult.encode({
      endedBy: 1,
      itineraries: [{ price: fare.price, slices: [{ segments: [{}] }], ...changes }],
    }).finish();
  const call = (changes: auction.CallForBids.$Properties) =>
    auction.CallForBids.encode({
      ...auction.CallForBids.decode(
        encodeCall(fc.sample(calls, { seed: 7, numRuns: 1 })[0] as never),
      ),
      ...changes,
    }).finish();

  test("the row that the cases below break is right by itself", () => {
    expect(decodeBid(bid(row)).sheet).toEqual({ rows: 1, ...row });
  });

  test.each<[string, () => unknown, ErrorCode, string]>([
    [
      "a status outside the set",
      () => decodeBid(bid({}, { status: 5 as never })),
      "bid-malformed",
      "status 5 is none of 1-4",
    ],
    [
      "no status",
      () => decodeBid(bid({}, { status: 0 })),
      "bid-malformed",
      "status 0 is none of 1-4",
    ],
    [
      "a column that is short",
      () => decodeBid(bid({ ...row, stops: [] })),
      "bid-malformed",
      "column stops has 0 rows, price has 1",
    ],
    [
      "a column that is long",
      () => decodeBid(bid({ ...row, body: [new Uint8Array(), new Uint8Array()] })),
      "bid-malformed",
      "column body has 2 rows",
    ],
    [
      "columns without prices",
      () => decodeBid(bid({ ...row, price: [] })),
      "bid-malformed",
      "price has none",
    ],
    [
      "a negative price",
      () => decodeBid(bid({ ...row, price: [-1] })),
      "bid-malformed",
      "row 0: the price -1",
    ],
    [
      "a price past the safe integers",
      () => decodeBid(bid({ ...row, price: [2 ** 60] })),
      "bid-malformed",
      "row 0: the price",
    ],
    [
      "a currency that is not listed",
      () => decodeBid(bid({ ...row, currency: [1] })),
      "bid-malformed",
      "row 0: currency 1",
    ],
    [
      "a seller that is not listed",
      () => decodeBid(bid({ ...row, seller: [9] })),
      "bid-malformed",
      "row 0: seller 9",
    ],
    [
      "offers in a bid that has none",
      () => decodeBid(bid(row, { status: 2 })),
      "bid-malformed",
      "'empty' carries 1 offers",
    ],
    [
      "a floor past the safe integers",
      () => decodeBid(bid(row, { floor: 2 ** 60 })),
      "bid-malformed",
      "floor",
    ],
    [
      "fallback bids with a sheet that breaks a rule",
      () =>
        decodeFallbackBids(
          auction.StandIn.encode({ takenAtMs: 1, sheets: [row, { ...row, stops: [] }] }).finish(),
        ),
      "bid-malformed",
      "column stops has 0 rows, price has 1",
    ],
    [
      "fallback bids taken at no time",
      () =>
        decodeFallbackBids(
          auction.StandIn.encode({ takenAtMs: Number.NaN, sheets: [row] }).finish(),
        ),
      "bid-malformed",
      "taken_at_ms NaN is no time",
    ],
    [
      "an offer without slices",
      () => decodeOffer(offer({ slices: [] })),
      "bid-malformed",
      "an offer of 0 slices",
    ],
    [
      "a slice without segments",
      () => decodeOffer(offer({ slices: [{}] })),
      "bid-malformed",
      "a slice of 0 segments",
    ],
    [
      "a slice of nine segments",
      () => decodeOffer(offer({ slices: [{ segments: Array(9).fill({}) }] })),
      "bid-malformed",
      "a slice of 9 segments",
    ],
    [
      "an offer without a price",
      () => decodeOffer(offer({ price: null as never })),
      "bid-malformed",
      "an amount",
    ],
    [
      "an offer of thirteen fares",
      () => decodeOffer(offer({ fares: Array(13).fill(fare) })),
      "bid-malformed",
      "13 fares; at most 12",
    ],
    [
      "a fare of no brand that there is",
      () => decodeOffer(sale({ brand: 4 as never })),
      "bid-malformed",
      "the brand of a fare 4 is none of 1-3",
    ],
    [
      "a fare without a price",
      () => decodeOffer(sale({ price: null as never })),
      "bid-malformed",
      "an amount NaN",
    ],
    [
      "a fare past the safe integers",
      () => decodeOffer(sale({ price: { amount: 2 ** 60, currency: "USD" } })),
      "bid-malformed",
      "is no safe integer",
    ],
    [
      "a fare with a long name",
      () => decodeOffer(sale({ name: "x".repeat(65) })),
      "bid-malformed",
      "the name of a fare has 65 characters",
    ],
    [
      "a fare of many classes",
      () => decodeOffer(sale({ bookingClass: "O".repeat(65) })),
      "bid-malformed",
      "the booking class of a fare has 65 characters",
    ],
    [
      "a fare of ten bags",
      () => decodeOffer(sale({ cabinBags: 10 })),
      "bid-malformed",
      "a fare of 10 bags; at most 9",
    ],
    [
      "a fare of ten suitcases",
      () => decodeOffer(sale({ checkedBags: 10 })),
      "bid-malformed",
      "a fare of 10 bags; at most 9",
    ],
    [
      "a fee past the safe integers",
      () => decodeOffer(sale({ change: { allowed: true, fee: { amount: 2 ** 60 } } })),
      "bid-malformed",
      "is no safe integer",
    ],
    [
      "a fee for a refund past them",
      () => decodeOffer(sale({ refund: { allowed: true, fee: { amount: -(2 ** 60) } } })),
      "bid-malformed",
      "is no safe integer",
    ],
    [
      "an offer of eleven self-transfers",
      () => decodeOffer(offer({ selfTransfers: Array(11).fill("STN") })),
      "bid-malformed",
      "11 self-transfers; at most 10",
    ],
    [
      "an offer like too many others",
      () => decodeOffer(offer({ similar: 10_001 })),
      "bid-malformed",
      "10001 others",
    ],
    [
      "a result with an offer of thirteen fares",
      () =>
        decodeResult(
          result({
            sellers: [
              { originalPrice: fare.price, price: fare.price, fares: Array(13).fill(fare) },
            ],
          }),
        ),
      "malformed",
      "13 fares",
    ],
    [
      "a result like too many others",
      () => decodeResult(result({ similar: 10_001 })),
      "malformed",
      "10001 others",
    ],
    [
      "a call without a search",
      () => decodeCall(call({ search: null as never })),
      "malformed",
      "a search of 0 slices",
    ],
    [
      "rates without their numbers",
      () => decodeCall(call({ rates: { currencies: "USD" } })),
      "malformed",
      "rates for 1 currencies, but 0 numbers",
    ],
    [
      "a rate of nothing",
      () => decodeCall(call({ rates: { currencies: "USD", perUnit: [0] } })),
      "malformed",
      "the rate of USD is 0",
    ],
    [
      "a rate that is no number",
      () => decodeCall(call({ rates: { currencies: "USD", perUnit: [Number.NaN] } })),
      "malformed",
      "the rate of USD is NaN",
    ],
    [
      "a call sent at no time",
      () => decodeCall(call({ sentAtMs: Number.NaN })),
      "malformed",
      "sent_at_ms is no time",
    ],
    [
      "an event that nobody knows",
      () => decodeEvent("closed", new Uint8Array()),
      "malformed",
      "'closed' is no event",
    ],
    [
      "an end that nobody knows",
      () => decodeResult(auction.SearchResult.encode({ endedBy: 7 as never }).finish()),
      "malformed",
      "ended_by 7 is none of 1-6",
    ],
  ])("%s", (_what, run, code, detail) => {
    const refused = refusal(run);
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(detail);
  });

  test("the fare and the result that the cases above break are right by themselves", () => {
    const unsaid = {
      brand: null,
      bookingClass: "",
      cabinBags: null,
      checkedBags: null,
      change: null,
      refund: null,
    };
    expect(decodeOffer(sale({})).fares).toEqual([{ ...fare, ...unsaid }]);
    const most = {
      cabinBags: 9,
      checkedBags: 9,
      name: "x".repeat(64),
      bookingClass: "O".repeat(64),
    };
    expect(decodeOffer(offer({ fares: Array(12).fill({ ...fare, ...most }) })).fares).toEqual(
      Array(12).fill({ ...fare, ...unsaid, ...most }),
    );
    expect(
      decodeOffer(offer({ selfTransfers: Array(10).fill("STN"), similar: 10_000 })).similar,
    ).toBe(10_000);
    expect(decodeResult(result({})).itineraries[0]).toMatchObject({ similar: 0, sellers: [] });
  });

  test("a reason is cut, not trusted to be short", () => {
    expect(decodeBid(bid({}, { status: 4, reason: "x".repeat(10_000) })).reason).toHaveLength(500);
  });
});

describe("C2, A5 whatever the bytes are, decoding gives a message or an AuctionError", () => {
  const STRINGS = 100_000;
  const decoders = Object.values(DECODERS);
  const codes = new Set<ErrorCode>(["malformed", "too-large", "bid-malformed", "bid-too-large"]);

  /**
   * Decodes with each decoder in turn and says how it went; anything but a message or an
   * AuctionError fails the test.
   */
  function tryAll(strings: Iterable<Uint8Array>): { decoded: number; refused: number } {
    let [decoded, refused, i] = [0, 0, 0];
    for (const bytes of strings) {
      const { decode } = decoders[i++ % decoders.length] as (typeof decoders)[number];
      try {
        decode(bytes);
        decoded++;
      } catch (thrown) {
        if (!(thrown instanceof AuctionError) || !codes.has(thrown.code)) {
          throw new Error(`${Buffer.from(bytes).toString("hex")}: threw ${String(thrown)}`, {
            cause: thrown,
          });
        }
        refused++;
      }
    }
    return { decoded, refused };
  }

  /**
   * xorshift32: the same strings in every run, at a fraction of the cost of a general generator.
   */
  function randomness(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % below;
    };
  }

  function* randomStrings(count: number): Iterable<Uint8Array> {
    const random = randomness(0x5eed);
    for (let i = 0; i < count; i++)
      yield Uint8Array.from({ length: random(200) }, () => random(256));
  }

  /** Real messages with one to four bytes changed, cut off, repeated, or put in. */
  function* mutatedStrings(count: number): Iterable<Uint8Array> {
    const random = randomness(0xbad);
    const sample = <T>(arbitrary: fc.Arbitrary<T>, encode: (value: T) => Uint8Array) =>
      fc.sample(arbitrary, { seed: 42, numRuns: 40 }).map(encode);
    // In the order of DECODERS, so that each meets mutants of its own messages.
    const real = [
      sample(flightSearches, encodeSearch),
      sample(calls, encodeCall),
      sample(fc.string({ maxLength: 40 }), encodeCancel),
      sample(bids, encodeBid),
      sample(fallbackBids, encodeFallbackBids),
      sample(offers, encodeOffer),
      sample(results, encodeResult),
      ...["opened", "bid", "snapshot"].map((type) =>
        sample(
          events.filter((event) => event.type === type),
          encodeEvent,
        ),
      ),
    ];
    for (let i = 0; i < count; i++) {
      const messages = real[i % real.length] as Uint8Array[];
      let bytes = Buffer.from(messages[random(messages.length)] as Uint8Array);
      for (let change = 0; change <= random(4); change++) {
        const at = random(bytes.length + 1);
        switch (random(4)) {
          case 0:
            if (at < bytes.length) bytes[at] = random(256);
            break;
          case 1:
            bytes = bytes.subarray(0, at);
            break;
          case 2:
            bytes = Buffer.concat([bytes, bytes.subarray(at, at + random(30))]);
            break;
          default:
            bytes = Buffer.concat([
              bytes.subarray(0, at),
              Buffer.from([random(256), random(256)]),
              bytes.subarray(at),
            ]);
        }
      }
      yield bytes;
    }
  }

  test(`${STRINGS} random and mutated byte strings`, () => {
    const random = tryAll(randomStrings(STRINGS / 2));
    const mutated = tryAll(mutatedStrings(STRINGS / 2));
    expect(random.decoded + random.refused + mutated.decoded + mutated.refused).toBe(STRINGS);
    // Both ways were really taken, by both kinds of strings.
    for (const { decoded, refused } of [random, mutated]) {
      expect(decoded).toBeGreaterThan(100);
      expect(refused).toBeGreaterThan(100);
    }
  });

  test("what did decode keeps the rules of a bid", () => {
    const random = [...mutatedStrings(12_000)].filter((_, i) => i % decoders.length === 3);
    let decoded = 0;
    for (const bytes of random) {
      let bid: Bid;
      try {
        bid = decodeBid(bytes);
      } catch {
        continue;
      }
      decoded++;
      const { rows, currencies, sellers, ...columns } = bid.sheet;
      for (const column of Object.values(columns)) expect(column).toHaveLength(rows);
      expect(bid.sheet.currency.every((c) => c < currencies.length)).toBe(true);
      expect(bid.sheet.seller.every((s) => s < sellers.length)).toBe(true);
      expect(bid.sheet.price.every((p) => Number.isSafeInteger(p) && p >= 0)).toBe(true);
      if (rows === 0) expect(bid.sheet).toEqual(EMPTY_SHEET);
    }
    expect(decoded).toBeGreaterThan(50);
  });

  test.each([
    ["groups nested without end", Buffer.alloc(60_000, 0x0b)],
    [
      "a message in a message in a message",
      Buffer.concat(Array.from({ length: 5_000 }, () => Buffer.from([0x1a, 0x7f]))),
    ],
    ["a length of four gigabytes", Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f])],
    [
      "a packed column that claims more than there is",
      Buffer.from([0x32, 0x05, 0x0a, 0xff, 0xff, 0xff, 0x7f]),
    ],
    ["bytes that are no UTF-8", Buffer.from([0x0a, 0x02, 0xc3, 0x28])],
    ["a varint that does not end", Buffer.alloc(20, 0x80)],
  ])("%s", (_what, bytes) => {
    // Once through each decoder.
    const { decoded, refused } = tryAll(Array<Uint8Array>(decoders.length).fill(bytes));
    expect(decoded + refused).toBe(decoders.length);
  });
});
