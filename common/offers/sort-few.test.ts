import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { sortFew } from "./sort-few.ts";

const byKey = (a: { readonly key: number }, b: { readonly key: number }) => a.key - b.key;

test("the order is that of a stable sort, for short and long lists", () => {
  const lists = fc.array(fc.record({ key: fc.nat(4), id: fc.nat() }), { maxLength: 20 });
  fc.assert(
    fc.property(lists, fc.nat(12), (list, fewMax) => {
      const sorted = [...list];
      sortFew(sorted, byKey, fewMax);
      expect(sorted).toEqual(list.toSorted(byKey));
    }),
    { numRuns: propertyRuns(500) },
  );
});
