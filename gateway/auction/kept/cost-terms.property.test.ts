import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { keptAuction, keptWorlds } from "../../../test/fixtures/auction/kept.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { standingOf } from "./cost-terms.ts";
import { packedList } from "./packed-list.ts";

test("TERMS-1: the terms of each itinerary that is shown are its cost, and its neighbours those of the list", () => {
  fc.assert(
    fc.property(keptWorlds(), (world) => {
      const auction = keptAuction(world);
      const list = packedList(auction);
      const { itineraries } = auction.result;
      for (const [i, { key, cost, price, inconvenienceCost = 0, stops }] of itineraries.entries()) {
        const standing = standingOf(key, list, world.rules);
        expect(standing).toMatchObject({ rank: i + 1, key, cost, price, stops });
        const terms = Object.fromEntries(
          (standing?.terms ?? []).map(({ term, amount }) => [term, amount]),
        );
        expect(terms).toMatchObject({ price: price.amount, inconvenience: inconvenienceCost });
        expect(Object.values(terms).reduce((sum, amount) => sum + amount, 0)).toBe(cost);
        expect(standing?.before?.key).toBe(itineraries[i - 1]?.key);
        const behind = itineraries[i + 1];
        if (behind !== undefined) expect(standing?.behind?.key).toBe(behind.key);
        if (i + 1 === list.length) expect(standing?.behind).toBeNull();
      }
      expect(standingOf("BA999-LHRJFK-20261223T0830", list, world.rules)).toBeUndefined();
    }),
    { numRuns: propertyRuns(200) },
  );
});
