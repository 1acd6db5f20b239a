/**
 * What the OpenAPI document says of a result is what a result is: a field that it does not know
 * would be missing here.
 */
import { expect, test } from "@jest/globals";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { fare, flightOffer, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { rank } from "../auction/rank.ts";
import { searchResultSchema } from "./schemas.ts";

test("a result with all that one can have is the schema's, field for field", () => {
  const search = flightSearch({ selfTransfer: true });
  const usd = (amount: number) => ({ amount, currency: "USD" });
  const everything = fare({
    cabinBags: 1,
    checkedBags: 2,
    change: { allowed: true, fee: usd(1) },
    refund: { allowed: false, fee: null },
  });
  const offers = [
    flightOffer(search, {
      stops: 1,
      durationMinutes: 700,
      fares: [everything, fare({ brand: null })],
      selfTransfers: ["AMS"],
      similar: 3,
    }),
    flightOffer(search, { number: 7, modelled: true, fares: [] }),
  ];
  const { itineraries } = rank([{ bidder: "stops", sheets: [sheetOf(offers)], staleAgeMs: 7 }], {
    search,
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
    wallMs: Date.now(),
    elapsed,
    kilometres: kilometresBetween,
    plausibility: null,
  });
  expect(itineraries).toHaveLength(2);
  const bidder = {
    bidder: "stops",
    outcome: "answered",
    instance: "s1",
    latencyMs: 1.5,
    offers: 2,
    reason: null,
    hedged: false,
  } as const;
  const result = {
    searchId: "s",
    endedBy: "complete",
    partial: false,
    elapsedMs: 2,
    deadlineMs: 800,
    itineraries,
    bidders: [bidder],
  };
  expect(searchResultSchema.parse(result)).toEqual(result);
});
