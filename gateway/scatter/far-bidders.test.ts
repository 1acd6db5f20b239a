import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { ANSWER_MS_MIN, farBidders } from "./far-bidders.ts";

const near = { bidder: "near", roundTripMs: 1 };
const far = { bidder: "far", roundTripMs: 150 };
const unknown = { bidder: "unknown", roundTripMs: null };

describe("who is too far away", () => {
  test.each([
    ["FAR-1 with too little left", 154, [near, far], [], ["far"]],
    ["FAR-1 with just enough", 155, [near, far], [], []],
    ["FAR-2 of unknown distance", 10, [near, far, unknown], [], ["far"]],
    ["FAR-3 required", 100, [near, far], ["far"], []],
    ["FAR-3 alone", 100, [far], [], []],
    ["FAR-3 all of them", 0, [near, far], [], []],
    ["FAR-3 all but a required one", 0, [near, far], ["near"], ["far"]],
    ["nobody", 100, [], [], []],
  ])("%s, of %i ms", (_, budgetMs, bidders, required, expected) => {
    const found = farBidders(bidders, required, budgetMs);
    expect(found.map(({ bidder }) => bidder)).toEqual(expected);
    for (const one of found) expect(one).toMatchObject({ roundTripMs: 150, budgetMs });
  });

  test("FAR-1, FAR-2, FAR-3 whoever is left out could not have answered, and whoever could is asked", () => {
    const bidder = fc.record({
      bidder: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      roundTripMs: fc.option(fc.nat(400)),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(bidder, { selector: (one) => one.bidder }),
        fc.subarray(["a", "b", "c"]),
        fc.nat(500),
        (bidders, required, budgetMs) => {
          const out = new Set(farBidders(bidders, required, budgetMs).map((one) => one.bidder));
          for (const { bidder: name, roundTripMs } of bidders) {
            const couldAnswer = roundTripMs === null || roundTripMs + ANSWER_MS_MIN <= budgetMs;
            if (couldAnswer || required.includes(name))
              expect({ name, isLeftOut: out.has(name) }).toEqual({ name, isLeftOut: false });
            else if (bidders.some((one) => !out.has(one.bidder)) && out.size > 0)
              expect({ name, isLeftOut: out.has(name) }).toEqual({ name, isLeftOut: true });
          }
          if (bidders.length > 0) expect(out.size).toBeLessThan(bidders.length);
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
  });
});
