import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { keptAuction, keptWorlds } from "../../../test/fixtures/auction/kept.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { CheckedOffers } from "./checked-offers.ts";
import { facetsOf } from "./facets.ts";
import { keyOf, rankedList, shownOf } from "./kept-auction.ts";
import { packedList } from "./packed-list.ts";

test("PACKED-1: a list in columns gives the list that it was made of", () => {
  const runs = propertyRuns(200);
  let long = 0;
  fc.assert(
    fc.property(
      keptWorlds(),
      fc.record(
        { bags: fc.constantFrom(1, 2), maxPrice: fc.constant(51_500) },
        { requiredKeys: [] },
      ),
      (world, filter) => {
        const { bids, rules } = keptAuction(world);
        const plain = rankedList({ bids, rules }, filter);
        const checked = new CheckedOffers(bids.entries);
        const opening = { ...rules, opening: checked };
        const packed = packedList({ bids, rules: opening }, { filter, kept: { checked } });
        expect(packed.length).toBe(plain.length);
        expect(shownOf(packed.slice(0, plain.length + 1), rules)).toEqual(shownOf(plain, rules));
        expect(shownOf(packed.slice(1, 2), rules)).toEqual(shownOf(plain.slice(1, 2), rules));
        expect(facetsOf(packed, rules)).toEqual(
          facetsOf(packedList({ bids, rules }, { filter }), rules),
        );
        for (const [i, sellers] of plain.entries()) {
          expect(packed.indexOf(keyOf(sellers))).toBe(i);
          const parts = ({ candidate }: (typeof sellers)[number]) => [
            candidate.cost,
            candidate.inconvenienceCost,
            candidate.isWhole,
            candidate.row,
          ];
          expect(packed.at(i).map(parts)).toEqual(sellers.map(parts));
        }
        expect(packed.indexOf("another")).toBe(-1);
        if (plain.length > 1) long++;
      },
    ),
    { numRuns: runs },
  );
  expect(long).toBeGreaterThan(runs / 6);
});
