import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { SORTS } from "../../proto/messages.ts";
import {
  keptEntries,
  keptLedger,
  keptRules,
  keptWorlds,
} from "../../test/fixtures/auction/kept.ts";
import { compactSheetOf, flightOffers, flightSearch } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { KEPT_BIDS_BYTES_MAX } from "../auction/account-bids.ts";
import { rankedList, shownOf } from "../auction/kept/kept-auction.ts";
import { REASON_MEANINGS } from "../auction/kept/not-shown.ts";
import type { Ledger } from "../auction/ledger.ts";
import { cursorOf, placeIn } from "./cursor.ts";
import { KeptSearches } from "./kept-searches.ts";
import { objectiveOf } from "./objective.ts";

const PREFERENCES = { dollarsPerHour: 30, dollarsPerStop: 40, countsInconvenience: true };
const keptIn = (ledger: Ledger) => new KeptSearches(ledger, PREFERENCES);

const search = flightSearch({ sort: "price", maxResults: 3 });
const five = flightOffers(search, 5, { amount: 50_000 });
const entries = [{ bidder: "nonstop", sheets: [compactSheetOf(five)] }];
const kept = keptIn(keptLedger(keptRules(search), { entries, belowFloor: [] }));

const PADDING = new Uint8Array(KEPT_BIDS_BYTES_MAX);

/** The fault that a query has. */
function faultOf(ask: () => unknown): unknown {
  try {
    ask();
  } catch (thrown) {
    const { code, faults } = thrown as {
      code: string;
      faults: { path: string; message: string }[];
    };
    return { code, faults: faults.map(({ path, message }) => `${path} ${message}`) };
  }
  return undefined;
}

describe("pages of a kept search", () => {
  test("PAGE-1: pages of any size, one after the other, are the whole list in any order", () => {
    fc.assert(
      fc.property(
        keptWorlds({ sort: "best" }),
        fc.constantFrom(undefined, ...SORTS),
        fc.integer({ min: 1, max: 4 }),
        (world, sort, limit) => {
          const ledger = keptLedger(world.rules, {
            entries: keptEntries(world.bids),
            belowFloor: [],
          });
          const pages = keptIn(ledger);
          const found: unknown[] = [];
          let total = 0;
          let after: string | null = null;
          do {
            const query: Record<string, string> = { limit: String(limit) };
            if (sort !== undefined) query["sort"] = sort;
            if (after !== null) query["after"] = after;
            const page = pages.itineraries("s", query);
            found.push(...page.itineraries);
            expect(page.itineraries.length).toBeLessThanOrEqual(limit);
            total = page.total;
            after = page.next;
          } while (after !== null);
          const { rules } = world;
          const objective =
            sort === undefined || sort === "best"
              ? rules.objective
              : objectiveOf({ ...rules.search, sort }, PREFERENCES, rules.rates);
          const auction = ledger.kept("s");
          const list = auction === undefined ? [] : rankedList(auction, {}, objective);
          expect(found).toEqual(shownOf(list, rules));
          expect(total).toBe(list.length);
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  test("say the sort, how many there are, and whether all bids are kept", () => {
    const { itineraries, next, ...rest } = kept.itineraries("s", { limit: "2" });
    expect(rest).toEqual({ searchId: "s", kept: "all", sort: "price", total: 5 });
    expect({ shown: itineraries.length, hasNext: next !== null }).toEqual({
      shown: 2,
      hasNext: true,
    });
    expect(kept.itineraries("s", { limit: "5" }).next).toBeNull();
  });

  test("have the facets of the whole list when they are asked for", () => {
    const { facets } = kept.itineraries("s", { limit: "1", facets: "true" });
    expect(facets?.stops).toEqual([
      { value: 0, itineraries: 5, lowestPrice: { amount: 50_000, currency: "USD" } },
    ]);
    expect(facets).toEqual(kept.facets("s", {}).facets);
  });

  test("DETAILS-1: have names and estimates where they are asked for, and nowhere else", () => {
    const plain = kept.itineraries("s", { limit: "1", facets: "true" });
    const { names, itineraries } = kept.itineraries("s", { limit: "1", details: "true" });
    expect({ "names in": names !== undefined, "names in plain": "names" in plain }).toEqual({
      "names in": true,
      "names in plain": false,
    });
    expect(itineraries[0]).toHaveProperty("co2Estimate.kg");
    expect(plain.itineraries[0]).not.toHaveProperty("co2Estimate");
  });

  test("DETAILS-2: names are those of the facets too", () => {
    const { facets, names } = kept.itineraries("s", {
      limit: "1",
      details: "true",
      facets: "true",
    });
    const known = names?.carriers.map(({ code }) => code);
    expect(known).toEqual(facets?.carriers.map(({ value }) => value).sort());
  });

  test("a filter that nothing passes leaves an empty list", () => {
    expect(kept.itineraries("s", { carriers: "XX" })).toMatchObject({ total: 0, next: null });
  });
});

const first = kept.itineraries("s", { limit: "1" }).next as string;

describe("CURSOR-1: a cursor is refused", () => {
  test.each([
    ["in another sort", { sort: "duration", after: first }],
    ["with filters that leave its itinerary out", { carriers: "AA", after: first }],
    ["changed", { after: `${first.slice(0, -1)}_` }],
    ["of other text", { after: "abc" }],
    ["of another list", { after: cursorOf("explained", "1") }],
  ])("%s", (_what, query) => {
    expect(faultOf(() => kept.itineraries("s", query))).toEqual({
      code: "invalid-search",
      faults: ["after must be the `next` of a page of this search with the same sort and filters"],
    });
  });

  test("property: of any other list, and in any other form", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,9}$/),
        fc.string(),
        fc.string(),
        (list, place, other) => {
          const wellFormed = place.toWellFormed();
          const cursor = cursorOf(list, wellFormed);
          expect(placeIn(list, cursor)).toBe(wellFormed);
          expect(placeIn(`${list}x`, cursor)).toBeUndefined();
          const read = placeIn(list, other);
          if (read !== undefined) expect(cursorOf(list, read)).toBe(other);
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe("explanations of a kept search", () => {
  test("count the reasons first, and list the offers page by page", () => {
    const { offers, next, ...rest } = kept.explain("s", { limit: "1" });
    expect(rest).toEqual({
      searchId: "s",
      kept: "all",
      shown: 3,
      notShown: 2,
      reasons: [{ reason: "dearer", meaning: REASON_MEANINGS.dearer, offers: 2 }],
    });
    const second = kept.explain("s", { limit: "1", after: next as string });
    expect([...offers, ...second.offers].map(({ price }) => price?.amount)).toEqual([
      50_300, 50_400,
    ]);
    expect(second.next).toBeNull();
  });

  test.each([
    ["behind the end", cursorOf("explained", "2")],
    ["before the beginning", cursorOf("explained", "0")],
    ["of another list", first],
  ])("CURSOR-1: a cursor is refused %s", (_what, after) => {
    expect(faultOf(() => kept.explain("s", { after }))).toEqual({
      code: "invalid-search",
      faults: ["after must be the `next` of a page of the same reasons"],
    });
  });

  test("of one itinerary: where it stands, and its offers that are not shown", () => {
    const keys = kept.itineraries("s", {}).itineraries.map(({ key }) => key);
    const answer = kept.explain("s", { itinerary: keys[3] as string });
    expect(answer).toMatchObject({
      notShown: 1,
      offers: [{ itinerary: keys[3], reason: "dearer" }],
      itinerary: {
        rank: 4,
        shown: false,
        key: keys[3],
        cost: 50_300,
        terms: [
          { term: "price", amount: 50_300 },
          { term: "time", amount: 0 },
          { term: "stops", amount: 0 },
          { term: "inconvenience", amount: 0 },
        ],
        before: { key: keys[2], cost: 50_200 },
        behind: { key: keys[4], cost: 50_400 },
      },
    });
    expect(kept.explain("s", { itinerary: keys[0] as string })).toMatchObject({
      notShown: 0,
      itinerary: { rank: 1, shown: true, before: null },
    });
  });

  test("of one that nobody can sell: why; of one that nobody bid: that it is not found", () => {
    const wrong = { ...compactSheetOf(five.slice(0, 1)), stops: [1] };
    const only = [{ bidder: "nonstop", sheets: [wrong] }];
    const its = keptIn(keptLedger(keptRules(search), { entries: only, belowFloor: [] }));
    const key = wrong.itinerary[0] as string;
    expect(its.explain("s", { itinerary: key })).toMatchObject({
      itinerary: null,
      offers: [{ reason: "mismatch" }],
    });
    expect(faultOf(() => its.explain("s", { itinerary: "BA1" }))).toMatchObject({
      code: "not-found",
    });
  });
});

describe("KEPT-2: where only what was shown is kept", () => {
  test("every answer says so, and is about that", () => {
    const large = compactSheetOf(five);
    const padded = { ...large, body: large.body.map((body, i) => (i < 4 ? body : PADDING)) };
    const bids = { entries: [{ bidder: "nonstop", sheets: [padded] }], belowFloor: [] };
    const its = keptIn(keptLedger(keptRules(search), bids));
    expect(its.itineraries("s", {})).toMatchObject({ kept: "shown", total: 3 });
    expect(its.facets("s", {})).toMatchObject({ kept: "shown", total: 3 });
    expect(its.explain("s", {})).toMatchObject({ kept: "shown", shown: 3, notShown: 0 });
  });
});

describe("a wrong query names every fault with its path", () => {
  test.each<[query: Record<string, unknown>, faults: string[]]>([
    [
      { origin: "LGW,NYC" },
      ["origin no airport has the code NYC: it is a city, with the airports JFK, EWR, LGA, SWF"],
    ],
    [{ sort: "cheap" }, ["sort must be one of best, price, duration"]],
    [
      { stops: "4" },
      ["stops must be numbers of stops from 0 to 3, such as 0,1; 50 at most, separated by commas"],
    ],
    [
      { carriers: "ba", alliances: "gold" },
      [
        "alliances must be some of star, oneworld, skyteam; 50 at most, separated by commas",
        "carriers must be codes of airlines, such as BA,LH; 50 at most, separated by commas",
      ],
    ],
    [
      { via: Array(51).fill("AMS").join(",") },
      ["via must be codes of airports, such as AMS,FRA; 50 at most, separated by commas"],
    ],
    [
      { origin: ["LHR", "LGW"] },
      ["origin must be codes of airports, such as LHR,LGW; 50 at most, separated by commas"],
    ],
    [
      { departureHours: "24" },
      ["departureHours must be hours from 0 to 23, such as 6,7,8; 50 at most, separated by commas"],
    ],
    [
      { maxPrice: "-1" },
      [
        "maxPrice must be a whole number from 0 to 999999999999999, in minor units of the search's currency",
      ],
    ],
    [{ maxDurationMinutes: "1.5" }, ["maxDurationMinutes must be a whole number from 0 to 999999"]],
    [{ bags: "0" }, ["bags must be a whole number from 1 to 9"]],
    [{ limit: "0" }, ["limit must be a whole number from 1 to 100"]],
    [{ limit: "101" }, ["limit must be a whole number from 1 to 100"]],
    [{ facets: "yes" }, ["facets must be true or false"]],
    [{ after: "a b" }, ["after must be the `next` of a page of this list"]],
    [
      { sellers: "" },
      ["sellers must be a seller's name; 50 at most, each as a parameter of its own"],
    ],
    [
      { airline: "BA" },
      [
        "airline is not a known field; known here are sort, stops, carriers, alliances, origin, destination, via, sellers, bidders, departureHours, maxPrice, maxDurationMinutes, bags, facets, details, limit, after",
      ],
    ],
  ])("%j", (query, faults) => {
    expect(faultOf(() => kept.itineraries("s", query))).toEqual({ code: "invalid-search", faults });
  });

  test("a search that is not kept", () => {
    for (const ask of [
      () => kept.itineraries("t", {}),
      () => kept.facets("t", {}),
      () => kept.explain("t", {}),
    ])
      expect(faultOf(ask)).toEqual({ code: "not-found", faults: [] });
  });
});
