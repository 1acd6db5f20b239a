import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { FlightOffer, Sheet } from "../../proto/messages.ts";
import {
  compactSheetOf,
  fare,
  flightOffer,
  flightOffers,
  flightSearch,
  type OfferTraits,
  sheetOf,
} from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { type BidderSheets, rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";

const wallMs = Date.now();
const search = flightSearch({ maxResults: 5 });
const rules: RankingRules = {
  search,
  objective: { valuePerHour: 3_000, penaltyPerStop: 4_000 },
  rates: {
    date: "2026-01-01",
    perUnit: new Map([
      ["USD", 1],
      ["GBP", 1.25],
      ["JPY", 0.65],
      // Two prices in it are often one in dollars.
      ["IDR", 0.0000625],
    ]),
  },
  wallMs,
  elapsed,
  kilometres: kilometresBetween,
  plausibility: null,
};

const offer = (traits: Partial<OfferTraits> = {}) =>
  flightOffer(search, { expiresAtMs: wallMs + 3_600_000, ...traits });
const entry = (bidder: string, ...offers: FlightOffer[]): BidderSheets => ({
  bidder,
  sheets: [sheetOf(offers)],
});
const altered = (changes: Partial<Sheet>, ...offers: FlightOffer[]): Sheet => ({
  ...sheetOf(offers),
  ...changes,
});

describe("ranking", () => {
  test("RANK-1: by cost, which adds price, time and stops", () => {
    const cheapAndLong = offer({ number: 1, amount: 40_000, durationMinutes: 900, stops: 1 });
    const expensiveAndShort = offer({ number: 2, amount: 50_000, durationMinutes: 455 });
    const { itineraries } = rank(
      [entry("stops", cheapAndLong), entry("nonstop", expensiveAndShort)],
      rules,
    );
    expect(itineraries.map(({ price, cost, stops }) => [price.amount, cost, stops])).toEqual([
      [50_000, 50_000 + 22_750, 0],
      [40_000, 40_000 + 45_000 + 4_000, 1],
    ]);
  });

  test("RANK-2: of the sellers of one itinerary the cheapest gives the price, and all are listed", () => {
    const { itineraries } = rank(
      [
        entry("nonstop", offer({ seller: "BA", amount: 51_234 })),
        entry("partners", offer({ seller: "Alder", amount: 40_000, currency: "GBP" })),
      ],
      rules,
    );
    expect(itineraries).toHaveLength(1);
    expect(itineraries[0]?.price).toEqual({ amount: 50_000, currency: "USD" });
    expect(
      itineraries[0]?.sellers.map(({ bidder, seller, price, originalPrice }) => [
        bidder,
        seller,
        price.amount,
        originalPrice,
      ]),
    ).toEqual([
      ["partners", "Alder", 50_000, { amount: 40_000, currency: "GBP" }],
      ["nonstop", "BA", 51_234, { amount: 51_234, currency: "USD" }],
    ]);
  });

  test("a seller that one bidder names twice for one itinerary is shown once, at the lower price", () => {
    const { itineraries } = rank(
      [entry("nonstop", offer({ amount: 52_000 }), offer({ amount: 51_000 }))],
      rules,
    );
    expect(itineraries[0]?.sellers.map(({ price }) => price.amount)).toEqual([51_000]);
  });

  test("no more than maxResults, the best ones", () => {
    const { itineraries } = rank([entry("nonstop", ...flightOffers(search, 12).reverse())], rules);
    expect(itineraries.map(({ price }) => price.amount)).toEqual([
      51_234, 51_334, 51_434, 51_534, 51_634,
    ]);
  });

  test("an offer without a rate is not ranked, and is reported", () => {
    const { itineraries, faults } = rank(
      [entry("partners", offer({ currency: "XAU", amount: 1 }))],
      rules,
    );
    expect(itineraries).toEqual([]);
    expect(faults.get("partners")?.unpriced).toEqual([
      "an offer in 'XAU', for which there is no rate",
    ]);
    expect(faults.get("partners")?.mismatches).toBe(0);
  });

  test("A9: conversion gives whole minor units", () => {
    const { itineraries } = rank(
      [entry("partners", offer({ currency: "JPY", amount: 77_777 }))],
      rules,
    );
    expect(itineraries[0]?.price.amount).toBe(50_555);
  });
});

describe("a seller in the result", () => {
  const pounds = (amount: number) => ({ amount, currency: "GBP" });
  const light = fare({
    price: pounds(40_001),
    change: { allowed: true, fee: pounds(5_003) },
    refund: { allowed: false, fee: null },
  });
  const flex = fare({
    brand: "flex",
    name: "Flex",
    price: pounds(50_002),
    cabinBags: 1,
    checkedBags: 2,
    change: { allowed: true, fee: { amount: 0, currency: "XAU" } },
    refund: { allowed: true, fee: { amount: 9, currency: "XAU" } },
  });
  const british = offer({ seller: "Alder", amount: 40_001, currency: "GBP", fares: [light, flex] });
  const sellers = (...entries: BidderSheets[]) => rank(entries, rules).itineraries[0]?.sellers;

  test("A9: its fares are in the search's currency, in whole minor units, rounded as its price; a fee without a rate is null", () => {
    const usd = (amount: number) => ({ amount, currency: "USD" });
    expect(sellers(entry("partners", british))?.[0]).toMatchObject({
      price: usd(50_001),
      originalPrice: pounds(40_001),
      fares: [
        {
          ...light,
          price: usd(50_001),
          change: { allowed: true, fee: usd(6_254) },
          refund: { allowed: false, fee: null },
        },
        {
          ...flex,
          price: usd(62_503),
          change: { allowed: true, fee: usd(0) },
          refund: { allowed: true, fee: null },
        },
      ],
    });
  });

  test("the fares of a fallback too", () => {
    const [stale] = sellers({ ...entry("partners", british), staleAgeMs: 7 }) ?? [];
    expect({ stale: stale?.stale, amounts: stale?.fares.map(({ price }) => price.amount) }).toEqual(
      { stale: true, amounts: [50_001, 62_503] },
    );
  });

  test("no fares when its offer has none", () =>
    expect(sellers(entry("nonstop", offer()))?.[0]?.fares).toEqual([]));

  test("self-transfers, each airport once, and only where there are any", () => {
    const bothWays = flightSearch({
      slices: [
        search.slices[0],
        { ...search.slices[0], origin: "JFK", destination: "LHR", departureDate: "2027-03-01" },
      ] as never,
      selfTransfer: true,
    });
    const one = (selfTransfers: string[], seller: string) =>
      flightOffer(bothWays, {
        stops: 1,
        durationMinutes: 700,
        expiresAtMs: wallMs + 1e6,
        selfTransfers,
        seller,
      });
    const { itineraries } = rank([entry("stops", one(["AMS", "AMS"], "AA"), one([], "BA"))], {
      ...rules,
      search: bothWays,
    });
    expect(
      itineraries[0]?.sellers.map((seller) => [
        seller.seller,
        "selfTransfers" in seller,
        seller.selfTransfers,
      ]),
    ).toEqual([
      ["AA", true, ["AMS"]],
      ["BA", false, undefined],
    ]);
  });

  test("`similar` is the highest of its sellers", () => {
    const one = (seller: string, similar: number, amount: number) =>
      offer({ seller, similar, amount });
    const { itineraries } = rank(
      [entry("stops", one("BA", 2, 1), one("AA", 5, 2)), entry("partners", one("Alder", 3, 3))],
      rules,
    );
    expect(itineraries.map(({ similar }) => similar)).toEqual([5]);
    expect(rank([entry("nonstop", offer())], rules).itineraries[0]?.similar).toBe(0);
  });

  test("property: its fares stay cheapest first, and the first is its price", () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, fc.constantFrom("USD", "GBP", "JPY"), (unsorted, currency) => {
        const fares = [...unsorted]
          .sort((a, b) => a - b)
          .map((amount) => fare({ price: { amount, currency } }));
        const [seller] =
          sellers(
            entry("partners", offer({ amount: fares[0]?.price.amount ?? 0, currency, fares })),
          ) ?? [];
        const shown = seller?.fares.map(({ price }) => price.amount) ?? [];
        expect(shown).toHaveLength(fares.length);
        expect(shown).toEqual([...shown].sort((a, b) => a - b));
        expect(seller?.fares[0]?.price).toEqual(seller?.price);
      }),
    );
  });
});

describe("RANK-3: an offer that fails its check is dropped, and the next best takes a place", () => {
  const valid = offer({ seller: "BA", amount: 50_000 });
  const mismatches: [what: string, sheet: Sheet][] = [
    ["price", altered({ price: [100] }, valid)],
    ["currency", altered({ currencies: ["JPY"] }, valid)],
    ["seller", altered({ sellers: ["AA"] }, valid)],
    ["duration", altered({ durationMinutes: [10] }, valid)],
    ["departure", altered({ departure: [1] }, valid)],
    ["stops", altered({ stops: [1] }, valid)],
    ["itinerary", altered({ itinerary: ["another"] }, valid)],
    ["not such a protobuf", altered({ body: [new Uint8Array([255, 255, 255])] }, valid)],
    [
      "slices",
      sheetOf([
        flightOffer(flightSearch({ slices: [...search.slices, ...search.slices] }), {
          amount: 100,
        }),
      ]),
    ],
    ["already expired", sheetOf([offer({ expiresAtMs: wallMs - 1 })])],
    [
      "LHR-JFK",
      sheetOf([
        flightOffer(
          flightSearch({
            slices: [
              {
                origin: "LHR",
                destination: "EWR",
                departureDate: search.slices[0]?.departureDate ?? "",
              },
            ],
          }),
        ),
      ]),
    ],
    [
      "leaves on",
      sheetOf([
        flightOffer(
          flightSearch({
            slices: [{ origin: "LHR", destination: "JFK", departureDate: "2030-01-01" }],
          }),
        ),
      ]),
    ],
    [
      "fare 1 is in GBP",
      sheetOf([offer({ amount: 100, fares: [fare({ price: { amount: 100, currency: "GBP" } })] })]),
    ],
    [
      "fare 1 costs 200",
      sheetOf([offer({ amount: 100, fares: [fare({ price: { amount: 200, currency: "USD" } })] })]),
    ],
    ["stops; at most", sheetOf([offer({ stops: 3, durationMinutes: 900 })])],
  ];
  test.each(mismatches)("%s", (what, sheet) => {
    const { itineraries, faults } = rank(
      [{ bidder: "stops", sheets: [sheet] }, entry("nonstop", valid)],
      rules,
    );
    expect(faults.get("stops")?.mismatches).toBe(1);
    expect(faults.get("stops")?.reason).toContain(what);
    expect(faults.has("nonstop")).toBe(false);
    expect(itineraries.map(({ sellers }) => sellers.map(({ bidder }) => bidder))).toEqual([
      ["nonstop"],
    ]);
    expect(itineraries[0]?.price.amount).toBe(50_000);
  });

  test("RANK-3: the next best of an itinerary takes the place of its own cost, not that of the mismatch", () => {
    const shared = { number: 7 };
    const { itineraries } = rank(
      [
        {
          bidder: "stops",
          sheets: [altered({ price: [1] }, offer({ ...shared, seller: "XX", amount: 99_000 }))],
        },
        entry(
          "nonstop",
          offer({ ...shared, amount: 60_000 }),
          offer({ number: 8, amount: 55_000 }),
        ),
      ],
      rules,
    );
    expect(itineraries.map(({ price }) => price.amount)).toEqual([55_000, 60_000]);
  });

  test("a mismatch is not listed as a further seller", () => {
    const { itineraries, faults } = rank(
      [
        entry("nonstop", offer({ amount: 50_000 })),
        {
          bidder: "stops",
          sheets: [altered({ price: [60_000] }, offer({ seller: "XX", amount: 70_000 }))],
        },
      ],
      rules,
    );
    expect(itineraries[0]?.sellers).toHaveLength(1);
    expect(faults.get("stops")?.mismatches).toBe(1);
  });

  test("A5: a column of absurd numbers costs its own bidder only", () => {
    const sheet = altered(
      {
        durationMinutes: [4_294_967_295],
        stops: [4_294_967_295],
        price: [Number.MAX_SAFE_INTEGER],
      },
      valid,
    );
    const { itineraries, faults } = rank(
      [{ bidder: "stops", sheets: [sheet] }, entry("nonstop", valid)],
      rules,
    );
    expect(itineraries).toHaveLength(1);
    expect(faults.get("stops")?.mismatches).toBe(1);
  });
});

describe("A2: the result depends on which bids are in, never on the order in which they came", () => {
  const traits = fc.record({
    number: fc.integer({ min: 1, max: 6 }),
    price: fc.oneof(
      fc.record({
        amount: fc.integer({ min: 50_000, max: 50_003 }),
        currency: fc.constantFrom("USD", "GBP"),
      }),
      fc.record({
        amount: fc.constantFrom(800_000_000, 800_001_000),
        currency: fc.constant("IDR"),
      }),
    ),
    seller: fc.constantFrom("BA", "AA", "Alder"),
    durationMinutes: fc.constantFrom(455, 460),
    mismatch: fc.constantFrom<keyof Sheet | "none">("none", "none", "price", "stops"),
  });
  const bid = fc.record({
    bidder: fc.constantFrom("nonstop", "stops", "partners"),
    offers: fc.array(traits, { maxLength: 4 }),
    isCompact: fc.boolean(),
  });
  type RandomBid = typeof bid extends fc.Arbitrary<infer T> ? T : never;

  function sheetFor({ offers, isCompact }: Pick<RandomBid, "offers" | "isCompact">): Sheet {
    const pack = isCompact ? compactSheetOf : sheetOf;
    const sheet = pack(
      offers.map(({ mismatch: _, price, ...rest }) => offer({ ...price, ...rest })),
    );
    const isWrong = (i: number, column: keyof Sheet) => offers[i]?.mismatch === column;
    return {
      ...sheet,
      price: sheet.price.map((price, i) => (isWrong(i, "price") ? price - 5 : price)),
      stops: sheet.stops.map((stops, i) => (isWrong(i, "stops") ? stops + 1 : stops)),
    };
  }

  const objectives = fc.constantFrom(rules.objective, { valuePerHour: 0, penaltyPerStop: 0 });

  test("property: in any order of the bids, and of the offers within each", () => {
    const shuffled = <T>(list: readonly T[]) =>
      fc.shuffledSubarray([...list], { minLength: list.length });
    const twice = fc.array(bid, { maxLength: 6 }).chain((bids) =>
      fc.tuple(
        fc.constant(bids),
        shuffled(bids).chain((list) =>
          fc.tuple(
            ...list.map((one) =>
              shuffled(one.offers).map((offers): RandomBid => ({ ...one, offers })),
            ),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(twice, objectives, ([bids, others], objective) => {
        const ranking = (list: readonly RandomBid[]) =>
          rank(
            list.map((one) => ({ bidder: one.bidder, sheets: [sheetFor(one)] })),
            { ...rules, objective },
          );
        const [one, other] = [ranking(bids), ranking(others)];
        expect(other.itineraries).toEqual(one.itineraries);
        expect(new Map(other.faults)).toEqual(new Map(one.faults));
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  const rupiah = (amount: number) => offer({ amount, currency: "IDR" });
  const [less, more] = [rupiah(800_000_000), rupiah(800_001_000)];
  const sheets = (...lists: FlightOffer[][]) => lists.map((list) => compactSheetOf(list));

  test.each<[what: string, sheets: Sheet[]]>([
    ["in two bids", sheets([less], [more])],
    ["in two bids, the higher first", sheets([more], [less])],
    ["in one bid", sheets([less, more])],
    ["in one bid, the higher first", sheets([more, less])],
  ])("of two prices that are one in dollars, with the same bytes, the lower is shown: %s", (_what, all) => {
    const { itineraries } = rank([{ bidder: "stops", sheets: all }], rules);
    expect(itineraries[0]?.sellers.map(({ originalPrice }) => originalPrice.amount)).toEqual([
      800_000_000,
    ]);
  });

  test.each([
    [[0, 1]],
    [[1, 0]],
  ])("of two rows with the same bytes, with stops %j, the valid one is shown", (stops) => {
    const twice = { ...sheetOf([offer(), offer()]), stops };
    const byPrice = { ...rules, objective: { valuePerHour: 0, penaltyPerStop: 0 } };
    const { itineraries, faults } = rank([{ bidder: "stops", sheets: [twice] }], byPrice);
    expect({ itineraries: itineraries.length, faults: faults.size }).toEqual({
      itineraries: 1,
      faults: 0,
    });
  });
});

describe("RANK-1, MIXED-1: offers with a segment in a lower cabin", () => {
  const business = flightSearch({ maxResults: 5, cabin: "business" });
  const its: RankingRules = {
    ...rules,
    search: business,
    objective: { ...rules.objective, countsInconvenience: true },
  };
  const through = (traits: Partial<OfferTraits>) =>
    flightOffer(business, {
      stops: 1,
      durationMinutes: 700,
      expiresAtMs: wallMs + 3_600_000,
      ...traits,
    });
  const mixed = { cabins: ["economy", undefined] } as const;
  const bids = (...offers: FlightOffer[]): BidderSheets[] =>
    offers.map((one) => ({ bidder: "stops", sheets: [sheetOf([one], "business")] }));
  const shown = (...offers: FlightOffer[]) => rank(bids(...offers), its).itineraries;

  test.each<[string, Partial<OfferTraits>, Partial<OfferTraits>, string[]]>([
    ["whole first where the cost is equal", mixed, {}, ["BA200", "BA100"]],
    ["the cheaper first where it is not", { ...mixed, amount: 51_233 }, {}, ["BA100", "BA200"]],
  ])("%s", (_what, one, other, order) => {
    const offers = [through({ number: 100, ...one }), through({ number: 200, ...other })];
    for (const list of [offers, [...offers].reverse()])
      expect(shown(...list).map(({ slices }) => slices[0]?.segments[0]?.flightNumber)).toEqual(
        order,
      );
  });

  test("between sellers of one itinerary: whole first of equal cost, and each says its cabins", () => {
    const offers = [
      through({ seller: "Alder", ...mixed }),
      through({ seller: "Birch" }),
      through({ seller: "Cedar", cabins: ["premium_economy", "first"], amount: 60_000 }),
    ];
    for (const list of [offers, [...offers].reverse()]) {
      const [itinerary] = shown(...list);
      expect(itinerary?.slices[0]?.segments.map(({ cabin }) => cabin)).toEqual([
        "business",
        "business",
      ]);
      expect(
        itinerary?.sellers.map(({ seller, mixedCabins, cabins }) => [seller, mixedCabins, cabins]),
      ).toEqual([
        ["Birch", undefined, undefined],
        ["Alder", true, ["economy", "business"]],
        ["Cedar", true, ["premium_economy", "first"]],
      ]);
    }
  });

  test("of one seller a whole offer is listed beside a cheaper mixed one, and no mixed one beside a cheaper whole one", () => {
    const listed = (...offers: FlightOffer[]) =>
      shown(...offers)[0]?.sellers.map(({ price, mixedCabins }) => [price.amount, mixedCabins]);
    const whole = (amount: number) => through({ amount });
    const lower = (amount: number) => through({ amount, ...mixed });
    expect(listed(whole(60_000), lower(50_000), lower(51_000), whole(61_000))).toEqual([
      [50_000, true],
      [60_000, undefined],
    ]);
    expect(listed(whole(50_000), lower(50_000), lower(60_000))).toEqual([[50_000, undefined]]);
  });

  test("each segment names its cabin, and whole offers have neither field", () => {
    const [one] = shown(through({ ...mixed }));
    expect(one?.slices[0]?.segments.map(({ cabin }) => cabin)).toEqual(["economy", "business"]);
    expect(one?.sellers[0]).toMatchObject({ mixedCabins: true });
    expect(one?.sellers[0]).not.toHaveProperty("cabins");
    const [whole] = shown(through({}));
    expect(whole?.slices[0]?.segments.map(({ cabin }) => cabin)).toEqual(["business", "business"]);
    expect(whole?.sellers[0]).not.toHaveProperty("mixedCabins");
    expect(whole?.sellers[0]).not.toHaveProperty("cabins");
  });

  test("an upgrade is named, and is not mixed", () => {
    const [one] = shown(through({ cabins: ["first", undefined] }));
    expect(one?.slices[0]?.segments.map(({ cabin }) => cabin)).toEqual(["first", "business"]);
    expect(one?.sellers[0]).not.toHaveProperty("mixedCabins");
  });

  test("a mixed offer that is listed as whole is a mismatch of its bidder", () => {
    const { mixed: _, ...sheet } = sheetOf([through({ ...mixed })], "business");
    const { itineraries, faults } = rank([{ bidder: "stops", sheets: [sheet] }], its);
    expect(itineraries).toEqual([]);
    expect(faults.get("stops")?.mismatches).toBe(1);
  });
});
