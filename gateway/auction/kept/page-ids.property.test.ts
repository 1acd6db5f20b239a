/** OFFERID-3: the ids of offers on the pages of a kept auction. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { itineraryKey } from "../../../proto/itinerary.ts";
import {
  keptEntries,
  keptLedger,
  keptRules,
  keptWorlds,
} from "../../../test/fixtures/auction/kept.ts";
import { countedOfferIds, OFFERS_IN_COMMON } from "../../../test/fixtures/auction/offer-ids.ts";
import { compactSheetOf, flightOffers, flightSearch } from "../../../test/harness/offers.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { KeptSearches } from "../../search/kept-searches.ts";
import { winnerOf } from "../account-result.ts";
import { derivedOwnIds } from "../offer-ids.ts";

const PREFERENCES = { dollarsPerHour: 30, dollarsPerStop: 40, countsInconvenience: true };

const filters = fc.record({
  sort: fc.option(fc.constantFrom("price", "duration"), { nil: undefined }),
  stops: fc.option(fc.constantFrom("0", "1", "2"), { nil: undefined }),
  bags: fc.option(fc.constant("1"), { nil: undefined }),
  maxPrice: fc.option(fc.constantFrom("51000", "51500"), { nil: undefined }),
  bidders: fc.option(fc.constantFrom("nonstop", "stops"), { nil: undefined }),
});

test("OFFERID-3: each offer of each page has an id by which the ledger finds it, the same on every page and as in the result", () => {
  const runs = propertyRuns(200);
  const seen = { shown: 0, beyond: 0, filtered: 0 };
  fc.assert(
    fc.property(keptWorlds({ sort: "best" }), filters, (world, filter) => {
      const rules = { ...world.rules, offerIds: countedOfferIds() };
      const ledger = keptLedger(rules, { entries: keptEntries(world.bids), belowFloor: [] });
      const pages = new KeptSearches(ledger, PREFERENCES);
      const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
      const inResult = new Map<string, string>();
      const nameOf = (key: string, { bidder, seller, offerId = "", originalPrice }: Named) =>
        [offerId, `${key} ${bidder} ${seller} ${originalPrice.amount}`] as const;
      for (const { key, sellers } of ledger.view("s")?.itineraries ?? [])
        for (const one of sellers) inResult.set(...nameOf(key, one));
      const known = new Map(inResult);
      for (const page of [{}, query, {}])
        for (const { key, sellers } of pages.itineraries("s", { limit: "100", ...page })
          .itineraries)
          for (const one of sellers) {
            const [id, name] = nameOf(key, one);
            const kept = ledger.offer(id)?.offer;
            const { offer, bidder } = winnerOf(kept as NonNullable<typeof kept>);
            expect({ key: itineraryKey(offer.slices), bidder, seller: offer.seller }).toEqual({
              key,
              bidder: one.bidder,
              seller: one.seller,
            });
            // With bags another fare is sold: its price is on the page alone.
            if (filter.bags === undefined) {
              expect(kept?.price).toBe(one.price.amount);
              expect(known.get(id) ?? name).toBe(name);
            }
            known.set(id, known.get(id) ?? name);
            if (inResult.has(id)) seen.shown++;
            else seen.beyond++;
            if (page === query && Object.keys(query).length > 0) seen.filtered++;
          }
    }),
    { numRuns: runs },
  );
  expect(Math.min(seen.shown, seen.beyond, seen.filtered)).toBeGreaterThan(runs / 3);
});

interface Named {
  readonly bidder: string;
  readonly seller: string;
  readonly offerId?: string;
  readonly originalPrice: { readonly amount: number };
}

test("OFFERID-3: derived parts are 8 characters, all different, and others for another search", () => {
  const [one, other] = [derivedOwnIds("search-1"), derivedOwnIds("search-2")];
  const places = Array.from({ length: 3_000 }, (_, i) => ({
    sheet: i % 3,
    row: Math.floor(i / 3),
  }));
  const ids = places.map(one);
  expect(ids.filter((id) => !/^[A-Za-z0-9_-]{8}$/.test(id))).toEqual([]);
  expect(new Set([...ids, ...places.map(other)]).size).toBe(6_000);
  expect(places.toReversed().map(derivedOwnIds("search-1")).toReversed()).toEqual(ids);
});

test("OFFERID-1: pages have no ids where the auction gives none, and an id of another form finds nothing", () => {
  const search = flightSearch({ sort: "price", maxResults: 1 });
  const entries = [
    { bidder: "nonstop", sheets: [compactSheetOf(flightOffers(search, 5, { amount: 50_000 }))] },
  ];
  const plain = keptLedger(keptRules(search), { entries, belowFloor: [] });
  const { itineraries } = new KeptSearches(plain, PREFERENCES).itineraries("s", {});
  expect(itineraries.flatMap(({ sellers }) => sellers.map((one) => "offerId" in one))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  const rules = { ...keptRules(search), offerIds: countedOfferIds() };
  const named = keptLedger(rules, { entries, belowFloor: [] });
  expect(named.offer(`${OFFERS_IN_COMMON}AAAAAAAA`)).toBeUndefined();
});
