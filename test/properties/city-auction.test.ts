/**
 * A whole auction between cities has the itineraries of the auctions between their airports, in
 * one order: on the pure rules, with the same offers of the same bidders.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Itinerary, SearchSlice } from "../../proto/messages.ts";
import { auctionOf } from "../fixtures/auction/auction.ts";
import type { OfferTraits } from "../harness/offers.ts";
import { propertyRuns } from "../harness/property-runs.ts";

const BIDDERS = ["nonstop", "partners", "stops"] as const;
const ORIGINS = ["LHR", "LGW", "STN"];
const DESTINATIONS = ["JFK", "EWR"];
const departureDate = "2026-12-23";
const CITY: SearchSlice = {
  origin: "LHR",
  origins: ORIGINS,
  originPlace: { city: "LON" },
  destination: "JFK",
  destinations: DESTINATIONS,
  destinationPlace: { city: "NYC" },
  departureDate,
};

const traits: fc.Arbitrary<Partial<OfferTraits>> = fc.record({
  origin: fc.constantFrom(...ORIGINS),
  destination: fc.constantFrom(...DESTINATIONS),
  carrier: fc.constantFrom("BA", "VS"),
  seller: fc.constantFrom("BA", "Alder"),
  number: fc.integer({ min: 1, max: 4 }),
  amount: fc.integer({ min: 50_000, max: 50_020 }),
  departs: fc.constantFrom("08:30", "13:00"),
  durationMinutes: fc.constantFrom(455, 900),
  stops: fc.constantFrom(0, 1),
});
type Bids = Readonly<Record<(typeof BIDDERS)[number], readonly Partial<OfferTraits>[]>>;
const bids: fc.Arbitrary<Bids> = fc.record({
  nonstop: fc.array(traits, { maxLength: 8 }),
  partners: fc.array(traits, { maxLength: 8 }),
  stops: fc.array(traits, { maxLength: 8 }),
});

async function itinerariesOf(
  slice: SearchSlice,
  all: Bids,
  maxResults: number,
): Promise<readonly Itinerary[]> {
  const auction = auctionOf({
    expected: BIDDERS,
    policy: { required: [] },
    objective: { valuePerHour: 600, penaltyPerStop: 5 },
    search: { slices: [slice], maxResults },
  });
  for (const bidder of BIDDERS) {
    if (all[bidder].length === 0) auction.send(bidder);
    else auction.offers(bidder, all[bidder]);
  }
  return (await auction.result).itineraries;
}

test("property: the first are those of all auctions between airports, in the order of their costs", async () => {
  let shown = 0;
  await fc.assert(
    fc.asyncProperty(bids, fc.integer({ min: 1, max: 12 }), async (all, maxResults) => {
      const merged: Itinerary[] = [];
      for (const origin of ORIGINS)
        for (const destination of DESTINATIONS) {
          const its = (bidder: (typeof BIDDERS)[number]) =>
            all[bidder].filter((one) => one.origin === origin && one.destination === destination);
          const pair = { nonstop: its("nonstop"), partners: its("partners"), stops: its("stops") };
          const slice = { origin, destination, departureDate };
          merged.push(...(await itinerariesOf(slice, pair, 100)));
        }
      const keys = [
        (one: Itinerary) => one.cost,
        (one: Itinerary) => one.price.amount,
        (one: Itinerary) => one.durationMinutes,
        (one: Itinerary) => Date.parse(`${one.slices[0]?.segments[0]?.departure}Z`),
      ];
      merged.sort(
        (a, b) =>
          keys.map((key) => key(a) - key(b)).find((order) => order !== 0) ??
          (a.key < b.key ? -1 : 1),
      );
      const found = await itinerariesOf(CITY, all, maxResults);
      expect(found).toEqual(merged.slice(0, maxResults));
      shown += found.length;
    }),
    { numRuns: propertyRuns(300) },
  );
  expect(shown).toBeGreaterThan(propertyRuns(300));
});
