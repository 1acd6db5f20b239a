import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { auctionPath, routeOf } from "./router.ts";

describe("the address names the view", () => {
  test.each([
    ["/", { view: "search" }],
    ["/market", { view: "market" }],
    ["/auctions/01JD", { view: "auction", searchId: "01JD" }],
    ["/auctions/%E0%A4", { view: "auction", searchId: "%E0%A4" }],
    ["/auctions/", null],
    ["/auctions/a/b", null],
    ["/markets", null],
  ])("%s", (path, route) => expect(routeOf(path)).toEqual(route));

  test("the address of an auction names that auction, whatever its id is", () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (searchId) => {
        expect(routeOf(auctionPath(searchId))).toEqual({ view: "auction", searchId });
      }),
    ));
});
