/** A strategy that knows no limits: the kit leaves out what breaks them. */
import { describe, expect, test } from "@jest/globals";
import { decodeRowBody } from "../../proto/codec/index.ts";
import type { SearchLimits } from "../../proto/messages.ts";
import { fare, flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { BidBuilder } from "./bid-builder.ts";
import { rowOf } from "./offer-row.ts";

const now = Date.now();
const rates = { date: "2026-01-01", perUnit: new Map([["USD", 1]]) };
const objective = { valuePerHour: 0, penaltyPerStop: 0 };
const termsWith = (limits: SearchLimits) => ({
  search: flightSearch({ limits }),
  rates,
  objective,
});
const callWith = (limits: SearchLimits) => ({
  ...termsWith(limits),
  searchId: "a1",
  gateway: "g1",
  budgetMs: 800,
  sentAtMs: now,
});
const light = fare({ checkedBags: 0 });
const standard = fare({
  name: "Standard",
  price: { amount: 61_234, currency: "USD" },
  checkedBags: 1,
});
const offer = flightOffer(flightSearch(), { fares: [light, standard] });

describe("BID-5 limits of a search", () => {
  test("an offer that breaks one has no row, and is no fault", () => {
    expect(rowOf(offer, termsWith({ maxPrice: 51_233 }), now)).toBeNull();
    expect(rowOf(offer, termsWith({ maxPrice: 51_234 }), now)).toMatchObject({ price: 51_234 });
    expect(rowOf({ ...offer, seller: "" }, termsWith({ maxPrice: 1 }), now)).toMatch("seller");
  });

  test("an offer is sold at the cheapest fare that is wanted", () => {
    const row = rowOf(offer, termsWith({ bags: { checked: 1 } }), now);
    if (row === null || typeof row === "string") throw new Error(`no row: ${row}`);
    expect({ price: row.price, cost: row.cost }).toEqual({ price: 61_234, cost: 61_234 });
    expect(decodeRowBody(row.body, row).fares.map(({ name }) => name)).toEqual(["Standard"]);
    expect(rowOf(offer, termsWith({ bags: { checked: 2 } }), now)).toBeNull();
  });

  test("the price limit is for the fare that is wanted", () => {
    const limits = { bags: { checked: 1 }, maxPrice: 60_000 };
    expect(rowOf(offer, termsWith(limits), now)).toBeNull();
  });

  test("an answer of which nothing is left is empty, without a reason", () => {
    const builder = new BidBuilder(callWith({ maxPrice: 1 }), 100);
    builder.add(offer, now);
    expect(builder.finish()).toMatchObject({ status: "empty", reason: null });
  });
});
