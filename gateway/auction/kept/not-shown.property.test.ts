import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { inconvenienceMinutes } from "../../../common/offers/inconvenience.ts";
import { kilometresBetween } from "../../../common/places/distance.ts";
import { itineraryKey } from "../../../proto/itinerary.ts";
import {
  type KeptRow,
  type KeptWorld,
  keptAuction,
  keptEntries,
  keptWorlds,
  ROWS_OF_ONE_TIMETABLE,
} from "../../../test/fixtures/auction/kept.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { type NotShown, notShown, reasonCounts } from "./not-shown.ts";

const named = (bidder: string, seller: string, key: string, price: number) =>
  `${bidder} ${seller} ${key} ${price}`;

const priceOf = ({ offer: { price } }: KeptRow) =>
  Math.round(price.amount * (price.currency === "GBP" ? 1.25 : 1));

const nameOf = (row: KeptRow) =>
  named(row.bidder, row.offer.seller, itineraryKey(row.offer.slices), priceOf(row));

/** What a row costs by its body, whole or by what its columns show. */
function costOf({ offer }: KeptRow, { rules }: KeptWorld, isWhole: boolean, price: number): number {
  const { valuePerHour, penaltyPerStop, countsInconvenience } = rules.objective;
  const minutes = offer.slices.reduce((sum, slice) => sum + slice.durationMinutes, 0);
  const stops = offer.slices.reduce((sum, { segments }) => sum + segments.length - 1, 0);
  const more =
    isWhole && countsInconvenience ? inconvenienceMinutes(offer.slices, kilometresBetween) : 0;
  return (
    price +
    Math.round((valuePerHour * minutes) / 60) +
    penaltyPerStop * stops +
    Math.round((valuePerHour * more) / 60)
  );
}

const counted = (names: readonly string[]) => names.toSorted();

describe("EXPLAIN-1: why offers are not shown", () => {
  test("property: each offer is shown or has one reason, and the reason is true", () => {
    fc.assert(
      fc.property(keptWorlds({}, ROWS_OF_ONE_TIMETABLE), (world) => {
        const auction = keptAuction(world);
        const all = notShown(auction);
        const rows = world.bids.flat();
        const shown = auction.result.itineraries.flatMap(({ key, sellers }) =>
          sellers.map(({ bidder, seller, price }) => named(bidder, seller, key, price.amount)),
        );
        expect(
          counted([
            ...shown,
            ...all.map((one) =>
              named(one.bidder, one.seller, one.itinerary, one.price?.amount ?? -1),
            ),
          ]),
        ).toEqual(counted(rows.map(nameOf)));
        for (const one of all) expectTrue(one, world, auction.result);
        expect(reasonCounts(all).reduce((sum, { offers }) => sum + offers, 0)).toBe(all.length);
        const costs = all.map(({ cost }) => cost ?? Number.POSITIVE_INFINITY);
        expect(costs).toEqual(costs.toSorted((a, b) => a - b));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test("property: offers below their bidder's floor have that reason, and compete with none", () => {
    fc.assert(
      fc.property(keptWorlds(), keptWorlds(), (world, { bids }) => {
        const belowFloor = keptEntries(bids);
        const all = notShown(keptAuction(world, { belowFloor }));
        const below = all.filter(({ reason }) => reason === "below-floor");
        expect(below.length).toBe(bids.flat().length);
        expect(all.length - below.length).toBe(notShown(keptAuction(world)).length);
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});

type Result = ReturnType<typeof keptAuction>["result"];

function expectTrue(one: NotShown, world: KeptWorld, { itineraries }: Result): void {
  const name = named(one.bidder, one.seller, one.itinerary, one.price?.amount ?? -1);
  const rows = world.bids.flat().filter((row) => nameOf(row) === name);
  const isOf = (test: (row: KeptRow) => boolean) => rows.some(test);
  const itinerary = itineraries.find(({ key }) => key === one.itinerary);
  const last = itineraries.at(-1);
  const isFull = itineraries.length === world.rules.search.maxResults;
  switch (one.reason) {
    case "dearer":
      // A wrong one is not opened where its columns alone cost too much.
      expect({ itinerary, isFull }).toEqual({ itinerary: undefined, isFull: true });
      expect(one.cost).toBeGreaterThanOrEqual(last?.cost ?? Number.NaN);
      return;
    case "mismatch":
      expect(isOf(({ isWrong }) => isWrong)).toBe(true);
      expect(one.detail).toMatch(/stops/);
      return;
    case "expired":
      expect(isOf(({ isExpired }) => isExpired)).toBe(true);
      return;
    case "same-seller": {
      const listed = itinerary?.sellers.find(
        ({ bidder, seller }) => bidder === one.bidder && seller === one.seller,
      );
      expect(listed?.price.amount).toBeLessThanOrEqual(one.price?.amount ?? Number.NaN);
      expect(isOf(({ isWrong, isExpired }) => !isWrong && !isExpired)).toBe(true);
      expect(one.cost).toBe(
        costOf(rows[0] as KeptRow, world, true, one.price?.amount ?? Number.NaN),
      );
      return;
    }
    default:
      throw new Error(`no such reason is possible here: ${one.reason}`);
  }
}
