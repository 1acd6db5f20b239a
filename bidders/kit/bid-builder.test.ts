import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cost } from "../../common/money/money.ts";
import { decodeBid, decodeRowOffer, encodeBid, LIMITS } from "../../proto/codec/index.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import { callForOffers } from "../../test/fixtures/kit/call.ts";
import { fare, flightOffer, flightSearch, type OfferTraits } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { BidBuilder } from "./bid-builder.ts";
import { type BidContent, contentOf } from "./bid-content.ts";

const NOW = Date.now();
const search = flightSearch();

const call = callForOffers(search, NOW);

function built(offers: Iterable<unknown>, offersMax = 10, notes: string[] = []): BidContent {
  const builder = new BidBuilder(call, offersMax);
  for (const offer of offers) builder.add(offer, NOW);
  for (const note of notes) builder.note(note);
  return builder.finish();
}

/** What the gateway reads of it; throws when it would refuse the bid. */
function received(answer: BidContent) {
  return decodeBid(
    encodeBid({ searchId: "s".repeat(64), sequence: 0, final: true, floor: null, ...answer }),
  );
}

const traits: fc.Arbitrary<Partial<OfferTraits>> = fc.record({
  number: fc.integer({ min: 1, max: 40 }),
  amount: fc.integer({ min: 0, max: 500 }).map((hundreds) => hundreds * 100),
  currency: fc.constantFrom("USD", "GBP"),
  seller: fc.constantFrom("BA", "AA", "VS"),
  stops: fc.integer({ min: 0, max: 2 }),
  durationMinutes: fc.integer({ min: 400, max: 900 }),
});

/** An offer of more than a kilobyte; the higher its number, the cheaper. */
const bulky = (i: number): FlightOffer => {
  const amount = 100_000 - i;
  return flightOffer(search, {
    amount,
    number: i,
    stops: 2,
    seller: `${i} ${"é".repeat(50)}`,
    fares: Array.from({ length: 9 }, () =>
      fare({ name: "é".repeat(LIMITS.fareTextLengthMax), price: { amount, currency: "USD" } }),
    ),
  });
};

const costOf = ({ sheet }: BidContent, row: number) =>
  cost(
    sheet.price[row] ?? 0,
    sheet.durationMinutes[row] ?? 0,
    sheet.stops[row] ?? 0,
    call.objective,
  );

describe("a sheet", () => {
  test("has the columns of its offers, cheapest by cost first", () => {
    const offers = [
      flightOffer(search, { number: 1, amount: 40_000, currency: "GBP", seller: "BA" }),
      flightOffer(search, {
        number: 2,
        amount: 45_000,
        stops: 1,
        durationMinutes: 600,
        seller: "AA",
      }),
      flightOffer(search, { number: 3, amount: 51_000, seller: "BA" }),
    ] as const;
    const { status, reason, sheet } = built(offers);
    const order = [offers[2], offers[0], offers[1]];
    expect({ status, reason }).toEqual({ status: "offers", reason: null });
    expect(sheet).toMatchObject({
      rows: 3,
      price: [51_000, 40_000, 45_000],
      currency: [0, 1, 0],
      currencies: ["USD", "GBP"],
      seller: [0, 0, 1],
      sellers: ["BA", "AA"],
      durationMinutes: [455, 455, 600],
      stops: [0, 0, 1],
      itinerary: order.map((offer) => itineraryKey(offer.slices)),
    });
    expect(sheet.body.map((_, row) => decodeRowOffer(sheet, row))).toEqual(order);
    expect(received({ status, reason, sheet }).sheet).toEqual(sheet);
  });

  test("holds the same best offers in whatever order they came, and however many (A2)", () => {
    const cases = fc
      .array(traits, { maxLength: 60 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      );
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 12 }), ([all, shuffled], offersMax) => {
        const offers = (list: readonly Partial<OfferTraits>[]) =>
          list.map((t) => flightOffer(search, { ...t, expiresAtMs: NOW + 60_000 }));
        const [whole, few, other] = [
          built(offers(all), 500),
          built(offers(all), offersMax),
          built(offers(shuffled), offersMax),
        ];
        expect(few.sheet.rows).toBe(Math.min(offersMax, all.length));
        expect(few.sheet.itinerary).toEqual(whole.sheet.itinerary.slice(0, offersMax));
        expect(few.sheet.price).toEqual(whole.sheet.price.slice(0, offersMax));
        expect(other).toEqual(few);
      }),
    );
  });

  test("is not changed by what a strategy does to its offer afterwards", () => {
    const offer = structuredClone(flightOffer(search)) as FlightOffer & {
      seller: string;
      price: { amount: number };
    };
    const builder = new BidBuilder(call, 10);
    builder.add(offer, NOW);
    offer.price.amount = Number.NaN;
    offer.seller = "";
    expect(received(builder.finish()).sheet.price).toEqual([51_234]);
  });

  test("stays within what the gateway reads: the most expensive are left out, and the reason names them (A6)", () => {
    const answer = built(
      Array.from({ length: 500 }, (_, i) => bulky(i)),
      500,
    );
    const bytes = encodeBid({
      searchId: "s",
      sequence: 0,
      final: true,
      floor: null,
      ...answer,
    }).length;
    expect(bytes).toBeLessThanOrEqual(LIMITS.bidBytesMax);
    expect(bytes).toBeGreaterThan(LIMITS.bidBytesMax * 0.8);
    expect(received(answer).sheet.price).toEqual(
      Array.from({ length: answer.sheet.rows }, (_, i) => 99_501 + i),
    );
    expect(answer.reason).toBe(
      `${500 - answer.sheet.rows} of the most expensive left out: a bid holds ${LIMITS.bidBytesMax} bytes`,
    );
  });
});

describe("a batch before the end", () => {
  test("has room for as much as a bid; its floor is then what the next row costs, and the next batch has that row", () => {
    const builder = new BidBuilder(call, 500);
    for (let i = 0; i < 500; i++) builder.add(bulky(i), NOW);
    const first = builder.batch(Number.POSITIVE_INFINITY);
    if (first === undefined) throw new Error("nothing to send");
    expect(first.offers.length).toBeGreaterThan(100);
    expect(first.offers.length).toBeLessThan(500);
    builder.sent(first);
    const rest = builder.finish();
    expect(first.offers.length + rest.sheet.rows).toBe(500);
    expect(first.floor).toBe(costOf(rest, 0));
    expect(rest.reason).toBeNull();
  });

  test("is kept until it has gone out", () => {
    const builder = new BidBuilder(call, 10);
    builder.add(flightOffer(search), NOW);
    expect(builder.batch(null)?.offers.length).toBe(1);
    expect({
      rowsSent: builder.rowsSent,
      batchOffers: builder.batch(null)?.offers.length,
      rowsAtEnd: builder.finish().sheet.rows,
    }).toEqual({ rowsSent: 0, batchOffers: 1, rowsAtEnd: 1 });
  });

  test("BID-1, BID-2: takes no offer that was sent before, though it is yielded again", () => {
    const builder = new BidBuilder(call, 10);
    const [one, other] = [flightOffer(search, { number: 1 }), flightOffer(search, { number: 2 })];
    for (const offer of [one, one]) builder.add(offer, NOW);
    const batch = builder.batch(1_000_000);
    if (batch !== undefined) builder.sent(batch);
    for (const offer of [one, other]) builder.add(offer, NOW);
    expect(builder.finish()).toMatchObject({
      status: "empty",
      reason: expect.stringMatching(/^1 dropped that cost less than the floor 1000000/),
    });
  });
});

describe("an answer", () => {
  test("without offers is empty, with what was noted", () => {
    expect(built([])).toMatchObject({ status: "empty", reason: null });
    expect(built([], 10, ["agency-2: timed out", "agency-2: timed out"])).toMatchObject({
      status: "empty",
      reason: "agency-2: timed out",
    });
  });

  test("drops garbage and says so; of garbage alone it fails", () => {
    const unpriced = flightOffer(search, { currency: "CHF" });
    expect(built([flightOffer(search), unpriced, null])).toMatchObject({
      status: "offers",
      reason: "invalid-offers: 2 dropped; the first: 51234 CHF cannot be converted to USD",
      sheet: { rows: 1 },
    });
    expect(built([unpriced, null])).toMatchObject({
      status: "failed",
      reason: "invalid-offers: all 2 were dropped; the first: 51234 CHF cannot be converted to USD",
      sheet: { rows: 0 },
    });
  });

  test("that was cut short gives the offers that it has, else it fails", () => {
    const builder = new BidBuilder(call, 10);
    expect(builder.finish("timeout: spent")).toMatchObject({
      status: "failed",
      reason: "timeout: spent",
    });
    builder.add(flightOffer(search), NOW);
    expect(builder.finish("timeout: spent")).toMatchObject({
      status: "offers",
      reason: "timeout: spent; these offers came before",
    });
  });

  test("survives objects whose properties throw", () => {
    const biting = { ...flightOffer(search) };
    Object.defineProperty(biting, "slices", {
      get() {
        throw new Error("a property throws");
      },
    });
    expect(built([biting])).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("a property throws"),
    });
  });

  test("has a bounded reason, whatever is noted (A6)", () => {
    const answer = built(
      [],
      10,
      Array.from({ length: 50 }, (_, i) => `${i} ${"\ud800é".repeat(500)}`),
    );
    expect(answer.reason?.length).toBeLessThanOrEqual(480);
    expect(received(answer).reason).toBe(answer.reason);
  });
});

describe("BID-4: a broker that takes small messages", () => {
  /**
   * As the handler does it: batches while more is left than one message has room for, and the final
   * bid.
   */
  function bids(offers: readonly unknown[], offersMax: number, bytesMax: () => number) {
    const builder = new BidBuilder(call, offersMax, bytesMax);
    for (const offer of offers) builder.add(offer, NOW);
    const sent: { answer: BidContent; floor: number | null; bytes: number }[] = [];
    const keep = (answer: BidContent, floor: number | null) =>
      sent.push({
        answer,
        floor,
        bytes: encodeBid({
          searchId: "s".repeat(64),
          sequence: sent.length,
          final: floor === null,
          floor,
          ...answer,
        }).length,
      });
    for (let batch = builder.overflow(); batch !== undefined; batch = builder.overflow()) {
      keep(contentOf(batch), batch.floor);
      builder.sent(batch);
    }
    keep(builder.finish(), null);
    return sent;
  }

  test("gets an answer in several messages, none of them too large, and no offer is lost", () => {
    const sent = bids(
      Array.from({ length: 200 }, (_, i) => bulky(i)),
      200,
      () => 65_536,
    );
    expect(sent.length).toBeGreaterThan(2);
    for (const { bytes } of sent) expect(bytes).toBeLessThanOrEqual(65_536);
    expect(sent.flatMap(({ answer }) => answer.sheet.price)).toEqual(
      Array.from({ length: 200 }, (_, i) => 99_801 + i),
    );
    expect(sent.at(-1)?.answer).toMatchObject({ status: "offers", reason: null });
  });

  test("an offer that no message has room for is left out, which the reason says; the others go", () => {
    const sent = bids(
      [
        flightOffer(search, { amount: 90_000 }),
        bulky(1),
        flightOffer(search, { number: 2, amount: 200_000 }),
      ],
      10,
      () => 5_500,
    );
    expect(sent.flatMap(({ answer }) => answer.sheet.price)).toEqual([90_000, 200_000]);
    expect(sent.at(-1)?.answer.reason).toBe(
      "1 left out that are too large: the broker takes 5500 bytes in one message",
    );
  });

  test("where no offer has room, the answer is `failed` with a code", () => {
    expect(
      bids([bulky(1), bulky(2)], 10, () => 5_500).map(({ answer }) => [
        answer.status,
        answer.reason,
      ]),
    ).toEqual([
      [
        "failed",
        "bid-too-large: 2 left out that are too large: the broker takes 5500 bytes in one message",
      ],
    ]);
  });

  test("the final bid alone is cut, should no more messages be allowed: the most expensive are left out", () => {
    const builder = new BidBuilder(call, 200, () => 65_536);
    for (let i = 0; i < 200; i++) builder.add(bulky(i), NOW);
    const { sheet, reason } = builder.finish();
    expect(sheet.price).toEqual(Array.from({ length: sheet.rows }, (_, i) => 99_801 + i));
    expect(reason).toBe(
      `${200 - sheet.rows} of the most expensive left out: the broker takes 65536 bytes in one message`,
    );
  });

  test("whatever it takes, and however that changes: no bid is larger, and none costs less than a floor before it (A6)", () => {
    const offers = fc.array(
      fc.oneof(
        traits.map((one) => flightOffer(search, { ...one, currency: "USD" })),
        fc.integer({ min: 0, max: 300 }).map(bulky),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        offers,
        fc.array(fc.integer({ min: 4_500, max: 40_000 }), { minLength: 1, maxLength: 4 }),
        (offers, limits) => {
          let asked = 0;
          let now = limits[0] as number;
          const sent = bids(offers, 100, () => now);
          for (const { bytes } of sent) expect(bytes).toBeLessThanOrEqual(now);
          let floor = Number.NEGATIVE_INFINITY;
          for (const { answer, floor: next } of sent) {
            for (let row = 0; row < answer.sheet.rows; row++)
              expect(costOf(answer, row)).toBeGreaterThanOrEqual(floor);
            floor = next ?? floor;
          }
          // The same while the limit changes between two messages.
          const changing = bids(offers, 100, () => {
            now = limits[asked++ % limits.length] as number;
            return now;
          });
          expect(changing.at(-1)?.floor).toBeNull();
        },
      ),
      { numRuns: propertyRuns(50) },
    );
  });
});

describe("MIXED-1 offers with a flight in a lower cabin than the one asked for", () => {
  const business = flightSearch({ cabin: "business" });
  const builder = () => new BidBuilder({ ...call, search: business }, 10);
  const through = (changes: Partial<OfferTraits>) =>
    flightOffer(business, { stops: 1, ...changes });
  const mixed = { cabins: ["economy", undefined] } as const;

  test("come after whole ones of equal cost, and their column says so", () => {
    const one = builder();
    for (const offer of [through({ number: 100, ...mixed }), through({ number: 200 })])
      one.add(offer, NOW);
    const { sheet } = received(one.finish());
    expect(sheet.itinerary.map((key) => key.slice(0, 5))).toEqual(["BA200", "BA100"]);
    expect(sheet.mixed).toEqual([0, 1]);
  });

  test("have no column where there are none", () => {
    const one = builder();
    one.add(through({}), NOW);
    expect(received(one.finish()).sheet).not.toHaveProperty("mixed");
  });

  test("are not the whole offer of the same price, which is sent after them (BID-1)", () => {
    const one = builder();
    one.add(through({ ...mixed }), NOW);
    const batch = one.batch(null);
    if (batch !== undefined) one.sent(batch);
    one.add(through({}), NOW);
    one.add(through({ ...mixed }), NOW);
    const { sheet } = received(one.finish());
    expect({ offers: batch?.offers.length, rows: sheet.rows, mixed: sheet.mixed }).toEqual({
      offers: 1,
      rows: 1,
      mixed: undefined,
    });
  });
});
