import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Cabin, FlightOffer } from "../../proto/messages.ts";
import { callForOffers } from "../../test/fixtures/kit/call.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { BidBuilder } from "./bid-builder.ts";
import { batchIn, type OfferColumns, offersOf, packOffers } from "./offer-columns.ts";

const NOW = Date.now();
const search = flightSearch({ cabin: "business" });
const call = callForOffers(search, NOW);

/** As they come out of a thread; `steps` counts its checkpoints. */
function packed(offers: readonly unknown[]): {
  readonly columns: OfferColumns;
  readonly steps: number;
} {
  const packing = packOffers(offers as readonly FlightOffer[], call, NOW);
  for (let steps = 0; ; steps++) {
    const { done, value } = packing.next();
    if (done) return { columns: structuredClone(value), steps };
  }
}

const batchOf = (offers: readonly unknown[]) => ({
  offers: packed(offers).columns,
  floor: null,
  final: false,
  notes: [],
});

const anyOffer: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .record({
        number: fc.integer({ min: 1, max: 40 }),
        amount: fc.integer({ min: 0, max: 500 }).map((hundreds) => hundreds * 100),
        currency: fc.constantFrom("USD", "GBP", "JPY"),
        seller: fc.constantFrom("BA", "Zürich 航空", "VS"),
        stops: fc.integer({ min: 0, max: 2 }),
        durationMinutes: fc.integer({ min: 400, max: 900 }),
        cabins: fc.constantFrom<readonly Cabin[]>([], ["economy"], ["premium_economy"], ["first"]),
      })
      .map((traits) => flightOffer(search, traits)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      null,
      "no offer",
      { ...flightOffer(search), seller: "" },
      { slices: [] },
    ),
  },
);

describe("offers packed in a thread", () => {
  test("make the very bid that they make one by one, batches, floors, faults and all", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            offers: fc.array(anyOffer, { maxLength: 12 }),
            floor: fc.option(fc.integer({ min: 0, max: 90_000 })),
          }),
          {
            maxLength: 4,
          },
        ),
        fc.integer({ min: 1, max: 30 }),
        (rounds, offersMax) => {
          const [one, many] = [new BidBuilder(call, offersMax), new BidBuilder(call, offersMax)];
          for (const { offers, floor } of rounds) {
            for (const offer of offers) one.add(offer, NOW);
            many.addBatch({ ...batchOf(offers), floor });
            const batches = [one.batch(floor), many.batch(floor)];
            expect(batches[1]).toEqual(batches[0]);
            for (const [i, builder] of [one, many].entries())
              if (batches[i] !== undefined) builder.sent(batches[i]);
          }
          expect({ taken: many.taken, dropped: many.dropped, rowsSent: many.rowsSent }).toEqual({
            taken: one.taken,
            dropped: one.dropped,
            rowsSent: one.rowsSent,
          });
          expect(many.finish()).toEqual(one.finish());
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });

  test("are the offers that they were", () => {
    const offers = [
      flightOffer(search, { number: 1, stops: 2 }),
      flightOffer(search, { number: 2, currency: "GBP" }),
    ];
    expect(offersOf(batchOf(offers))).toEqual(offers);
    expect(offersOf(offers[0] as FlightOffer)).toEqual([offers[0]]);
  });

  test("A8: packing has a checkpoint after every one of them, good or bad", () => {
    expect(packed([flightOffer(search), null, flightOffer(search)]).steps).toBe(3);
    expect(packed([]).columns).toMatchObject({ rows: 0, invalid: 0, firstFault: null });
    expect(packed([null, "x"]).columns).toMatchObject({
      rows: 0,
      invalid: 2,
      firstFault: "null is not an offer",
    });
  });
});

describe("a batch among what a strategy yields", () => {
  const batch = batchOf([flightOffer(search)]);
  const withColumns = (columns: object) => ({ ...batch, offers: { ...batch.offers, ...columns } });
  test.each<[string, unknown, boolean]>([
    ["a batch", batch, true],
    ["a batch that has crossed threads", structuredClone(batch), true],
    ["an empty batch", batchOf([]), true],
    ["an offer", flightOffer(search), false],
    ["null", null, false],
    ["undefined", undefined, false],
    ["a text", "batch", false],
    ["an object whose offers are a list", { ...batch, offers: [flightOffer(search)] }, false],
    ["an object without columns", { ...batch, offers: { rows: 1 } }, false],
    ["numbers alone", { offers: { numbers: batch.offers.numbers } }, false],
    ["a batch without notes", { ...batch, notes: undefined }, false],
    ["a batch with more rows than numbers", withColumns({ rows: 2 }), false],
    ["a batch with a count that is not a number", withColumns({ invalid: Number.NaN }), false],
    ["a batch without the count of invalid offers", withColumns({ invalid: undefined }), false],
    ["a batch without the first fault", withColumns({ firstFault: undefined }), false],
    ["a batch whose bodies are a list", withColumns({ bodies: [1] }), false],
    ["a batch without texts", withColumns({ texts: null }), false],
    [
      "an object whose property throws",
      {
        get offers() {
          throw new Error("no");
        },
      },
      false,
    ],
  ])("is known by its columns: %s", (_, yielded, isBatch) => {
    expect(batchIn(yielded)).toBe(isBatch ? yielded : undefined);
  });
});
