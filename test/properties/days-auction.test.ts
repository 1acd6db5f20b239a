/**
 * A whole auction over several days has the itineraries of the auctions of its days, in one order:
 * on the pure rules, with the same offers of the same bidders.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Itinerary, SearchSlice } from "../../proto/messages.ts";
import { auctionOf } from "../fixtures/auction/auction.ts";
import type { OfferTraits } from "../harness/offers.ts";
import { propertyRuns } from "../harness/property-runs.ts";

const BIDDERS = ["nonstop", "partners", "stops"] as const;
const DAYS = ["2026-12-22", "2026-12-23", "2026-12-24"];
const ENDS = { origin: "LHR", destination: "JFK" };
const FLEXIBLE: SearchSlice = {
  ...ENDS,
  departureDate: "2026-12-23",
  departureDates: { from: "2026-12-22", to: "2026-12-24" },
};

const traits: fc.Arbitrary<Partial<OfferTraits>> = fc.record({
  day: fc.constantFrom(...DAYS),
  carrier: fc.constantFrom("BA", "VS"),
  seller: fc.constantFrom("BA", "Alder"),
  number: fc.integer({ min: 1, max: 4 }),
  amount: fc.integer({ min: 50_000, max: 50_020 }),
  departs: fc.constantFrom("08:30", "23:55"),
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

/** What itineraries are ordered by, the first first. */
const ORDER: readonly ((one: Itinerary) => number)[] = [
  (one) => one.cost,
  (one) => one.price.amount,
  (one) => one.durationMinutes,
  (one) => Date.parse(`${one.slices[0]?.segments[0]?.departure}Z`),
];

test("property: the first are those of the auctions of all days, in the order of their costs (OFFER-2)", async () => {
  let shown = 0;
  await fc.assert(
    fc.asyncProperty(bids, fc.integer({ min: 1, max: 12 }), async (all, maxResults) => {
      const merged: Itinerary[] = [];
      for (const departureDate of DAYS) {
        const its = (bidder: (typeof BIDDERS)[number]) =>
          all[bidder].filter(({ day }) => day === departureDate);
        const ofDay = { nonstop: its("nonstop"), partners: its("partners"), stops: its("stops") };
        merged.push(...(await itinerariesOf({ ...ENDS, departureDate }, ofDay, 100)));
      }
      merged.sort(
        (a, b) =>
          ORDER.map((key) => key(a) - key(b)).find((order) => order !== 0) ??
          (a.key < b.key ? -1 : 1),
      );
      const found = await itinerariesOf(FLEXIBLE, all, maxResults);
      expect(found).toEqual(merged.slice(0, maxResults));
      shown += found.length;
    }),
    { numRuns: propertyRuns(300) },
  );
  expect(shown).toBeGreaterThan(propertyRuns(300));
});
