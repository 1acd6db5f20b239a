import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type FlightOffer, SORTS } from "../../proto/messages.ts";
import {
  keptAuction,
  keptEntries,
  keptLedger,
  keptRules,
  keptWorlds,
} from "../../test/fixtures/auction/kept.ts";
import { compactSheetOf, flightOffers, flightSearch } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { CheckedOffers } from "../auction/kept/checked-offers.ts";
import type { KeptAuction } from "../auction/kept/kept-auction.ts";
import { checkOffer } from "../auction/verify.ts";
import { KeptLists } from "./kept-lists.ts";
import { KeptSearches } from "./kept-searches.ts";

const PREFERENCES = { dollarsPerHour: 30, dollarsPerStop: 40, countsInconvenience: true };

const queries = fc.record(
  {
    sort: fc.constantFrom(...SORTS),
    stops: fc.constantFrom("0", "0,1", "2"),
    carriers: fc.constantFrom("BA", "AA,LH"),
    bidders: fc.constantFrom("nonstop", "stops,partners"),
    maxPrice: fc.constantFrom("51000", "51800"),
    bags: fc.constantFrom("1", "2"),
    limit: fc.constantFrom("1", "3"),
    facets: fc.constantFrom("true", "false"),
  },
  { requiredKeys: [] },
);

type Ask = (kept: KeptSearches) => unknown;

const asks: fc.Arbitrary<Ask> = fc.oneof(
  queries.map(
    (query): Ask =>
      (kept) =>
        kept.itineraries("s", query),
  ),
  queries.map(
    ({ sort: _, limit: __, facets: ___, ...filter }): Ask =>
      (kept) =>
        kept.facets("s", filter),
  ),
  fc.constant<Ask>((kept) => kept.explain("s", {})),
);

test("KEPTLIST-1: an answer is the one that is computed anew, whatever was asked before", () => {
  fc.assert(
    fc.property(keptWorlds(), fc.array(asks, { minLength: 2, maxLength: 8 }), (world, all) => {
      const bids = { entries: keptEntries(world.bids), belowFloor: [] };
      const ledger = keptLedger(world.rules, bids);
      const remembering = new KeptSearches(ledger, PREFERENCES);
      for (const ask of all) {
        expect(ask(remembering)).toEqual(ask(new KeptSearches(ledger, PREFERENCES)));
      }
    }),
    { numRuns: propertyRuns(150) },
  );
});

test("CHECKED-1: a row is as when it is checked anew, also as a row of a part of its sheet", () => {
  fc.assert(
    fc.property(keptWorlds(), fc.integer({ min: 1, max: 3 }), (world, step) => {
      const { bids, rules } = keptAuction(world);
      const offers = new CheckedOffers(bids.entries);
      for (const { bidder, sheets } of bids.entries)
        for (const sheet of sheets) {
          const all = Array.from({ length: sheet.rows }, (_, row) => row);
          const rows = all.filter((row) => row % step === 0).reverse();
          const part = offers.partOf(sheet, rows);
          for (const [at, row] of rows.entries()) {
            const anew = checkOffer(sheet, row, rules, bidder);
            const known = offers.check(part, at, rules, bidder);
            expect(typeof known === "string" ? known : plain(known)).toEqual(anew);
            const again = offers.check(sheet, row, rules, bidder);
            expect(typeof again === "string" ? again : plain(again)).toEqual(anew);
          }
        }
    }),
    { numRuns: propertyRuns(100) },
  );
});

/** Its fields alone, each as it gives it. */
function plain(known: FlightOffer): FlightOffer {
  const { seller, price, expiresAtMs, modelled, slices, fares, selfTransfers, similar } = known;
  return { seller, price, expiresAtMs, modelled, slices, fares, selfTransfers, similar };
}

describe("KEPTLIST-2: what is remembered is bounded, and of auctions that are kept", () => {
  const search = flightSearch({ sort: "price" });
  const sheets = [compactSheetOf(flightOffers(search, 10))];
  const entries = [{ bidder: "nonstop", sheets }];
  const made = () =>
    keptLedger(keptRules(search), { entries, belowFloor: [] }).kept("s") as KeptAuction;

  /** A ledger with an auction under every id but those that it has dropped. */
  function ledgerOf() {
    const read: string[] = [];
    const dropped = new Set<string>();
    return {
      read,
      dropped,
      dropExpired: () => {},
      auctionIdOf: (id: string) => (dropped.has(id) ? undefined : `auction ${id}`),
      kept: (id: string) => {
        read.push(id);
        return made();
      },
    };
  }

  test("the one that was asked for longest ago is forgotten first", () => {
    const ledger = ledgerOf();
    // Two auctions of ten rows, each with what it takes beside them.
    const lists = new KeptLists(ledger, PREFERENCES, 100);
    for (const id of ["a", "b", "a", "c", "a", "b"]) {
      expect(lists.of(id)?.list()).toHaveLength(10);
      expect(lists.rows).toBeLessThanOrEqual(100);
    }
    expect(ledger.read).toEqual(["a", "b", "c", "b"]);
  });

  test("an auction that is larger than all that is remembered is read each time", () => {
    const ledger = ledgerOf();
    const lists = new KeptLists(ledger, PREFERENCES, 49);
    expect([lists.of("a"), lists.of("a")].map((one) => one?.list().length)).toEqual([10, 10]);
    expect({ read: ledger.read, rows: lists.rows }).toEqual({ read: ["a", "a"], rows: 0 });
  });

  test("an auction that the ledger has dropped is not found", () => {
    const ledger = ledgerOf();
    const lists = new KeptLists(ledger, PREFERENCES);
    expect(lists.of("a")?.list()).toHaveLength(10);
    ledger.dropped.add("a");
    expect(lists.of("a")).toBeUndefined();
  });
});
