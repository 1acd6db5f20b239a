import { describe, expect, test } from "@jest/globals";
import type {
  BidderReport,
  Fare,
  Itinerary,
  OfferSlice,
  SellerOffer,
} from "../../proto/messages.ts";
import {
  bidderLine,
  cabinLines,
  duration,
  flights,
  formatMoney,
  inconvenienceWords,
  type Paint,
  plain,
  sellerLines,
  stops,
  times,
  uptime,
} from "./format.ts";
import { itineraryTable } from "./table.ts";

const noPaint: Paint = (_style, text) => text;

function slice(departure: string, arrival: string, ...places: string[]): OfferSlice {
  const segments = places.slice(1).map((destination, i) => ({
    carrier: "BA",
    flightNumber: `BA${i + 1}`,
    origin: places[i] ?? "",
    destination,
    departure,
    arrival,
    durationMinutes: 60,
    aircraft: "",
  }));
  return { durationMinutes: 455, segments };
}

test.each<[string, string, string]>([
  ["plain text", "British Airways", "British Airways"],
  ["a clear-screen", "\u001b[2JBA", "[2JBA"],
  ["another writing direction", "BA\u202eAB", "BA AB"],
  ["a line break", "BA\r\nnonstop answered", "BA nonstop answered"],
  ["too long", "x".repeat(50), `${"x".repeat(39)}…`],
  ["emoji are not cut in half", "🛩".repeat(50), `${"🛩".repeat(39)}…`],
])("what others wrote: %s", (_what, text, shown) => expect(plain(text)).toBe(shown));

test.each<[number, string, string]>([
  [51_234, "USD", "512.34 USD"],
  [51_234, "JPY", "51234 JPY"],
  [51_234, "HUF", "512.34 HUF"],
  [7, "KWD", "0.007 KWD"],
])("%d %s is %s (A9)", (amount, currency, text) =>
  expect(formatMoney({ amount, currency })).toBe(text));

test.each([
  [0, "0h00"],
  [455, "7h35"],
  [1_505, "25h05"],
])("%d minutes are %s", (minutes, text) => expect(duration(minutes)).toBe(text));

describe("a slice", () => {
  test.each<[string, string, string]>([
    ["2026-12-01T08:30", "2026-12-01T11:05", "08:30 → 11:05"],
    ["2026-12-31T23:30", "2027-01-01T05:55", "23:30 → 05:55 +1"],
    ["2026-12-01T20:00", "2026-12-03T06:05", "20:00 → 06:05 +2"],
    ["2026-12-02T00:30", "2026-12-01T16:55", "00:30 → 16:55 −1"],
  ])("%s to %s", (departure, arrival, text) =>
    expect(times(slice(departure, arrival, "LHR", "JFK"))).toBe(text));

  test.each<[string[], string, string]>([
    [["LHR", "JFK"], "0", "BA1"],
    [["LHR", "FRA", "JFK"], "1 FRA", "BA1 + BA2"],
    [["LHR", "FRA", "DXB", "SYD"], "2 FRA DXB", "BA1 + BA2 + BA3"],
  ])("%j", (places, via, numbers) => {
    const one = slice("2026-12-01T08:30", "2026-12-01T11:05", ...places);
    expect({ stops: stops(one), flights: flights(one) }).toEqual({ stops: via, flights: numbers });
  });
});

describe("sellers", () => {
  const offer = (changes: Partial<SellerOffer>): SellerOffer => ({
    bidder: "nonstop",
    seller: "BA",
    price: { amount: 51_234, currency: "USD" },
    originalPrice: { amount: 51_234, currency: "USD" },
    expiresAt: "2026-12-01T00:00:00.000Z",
    modelled: false,
    stale: false,
    fares: [],
    ...changes,
  });
  const sold = (...sellers: SellerOffer[]) => sellerLines({ sellers } as unknown as Itinerary);

  test.each<[Partial<SellerOffer>, string]>([
    [{}, "512.34 USD  BA (nonstop)"],
    [{ modelled: true }, "512.34 USD  BA (nonstop) *"],
    [
      { originalPrice: { amount: 40_120, currency: "GBP" } },
      "512.34 USD  BA (nonstop) = 401.20 GBP",
    ],
    [{ stale: true, seller: "\u001bA" }, "512.34 USD  A (nonstop) (stale)"],
  ])("%j", (changes, line) => expect(sold(offer(changes))).toEqual([line]));

  const light: Fare = {
    brand: "light",
    name: "Economy Light",
    price: { amount: 51_234, currency: "USD" },
    bookingClass: "O",
    cabinBags: 1,
    checkedBags: 0,
    change: null,
    refund: null,
  };

  test.each<[string, Partial<SellerOffer>, string]>([
    [
      "the cheapest fare, not the others",
      { fares: [light, { ...light, brand: "flex" }] },
      "512.34 USD  BA (nonstop): light, 1+0 bags",
    ],
    [
      "its marks come last",
      { fares: [light], modelled: true, stale: true },
      "512.34 USD  BA (nonstop): light, 1+0 bags * (stale)",
    ],
    [
      "one that is checked",
      { fares: [{ ...light, checkedBags: 1 }] },
      "512.34 USD  BA (nonstop): light, 1+1 bag",
    ],
    [
      "only the cabin's stated",
      { fares: [{ ...light, checkedBags: null }] },
      "512.34 USD  BA (nonstop): light, 1 cabin bag",
    ],
    [
      "only the checked ones stated",
      { fares: [{ ...light, cabinBags: null }] },
      "512.34 USD  BA (nonstop): light, 0 checked bags",
    ],
    [
      "no bags stated",
      { fares: [{ ...light, cabinBags: null, checkedBags: null }] },
      "512.34 USD  BA (nonstop): light",
    ],
    [
      "without a brand, its name",
      { fares: [{ ...light, brand: null, name: "\u001bBasic\u202ePlus" }] },
      "512.34 USD  BA (nonstop): Basic Plus, 1+0 bags",
    ],
    [
      "without any name",
      { fares: [{ ...light, brand: null, name: "" }] },
      "512.34 USD  BA (nonstop): 1+0 bags",
    ],
    [
      "nothing stated at all",
      { fares: [{ ...light, brand: null, name: "", cabinBags: null, checkedBags: null }] },
      "512.34 USD  BA (nonstop)",
    ],
    [
      "two tickets",
      { selfTransfers: ["STN"], modelled: true },
      "512.34 USD  BA (nonstop): self-transfer at STN *",
    ],
    [
      "three",
      { fares: [light], selfTransfers: ["STN", "BGY"] },
      "512.34 USD  BA (nonstop): light, 1+0 bags, self-transfer at STN, self-transfer at BGY",
    ],
    ["four", { mixedCabins: true }, "512.34 USD  BA (nonstop): mixed cabins"],
    [
      "five",
      { fares: [light], mixedCabins: true, cabins: ["economy", "business"] },
      "512.34 USD  BA (nonstop): light, 1+0 bags, mixed cabins: economy, business",
    ],
  ])("of fares, tickets and cabins: %s", (_what, changes, line) =>
    expect(sold(offer(changes))).toEqual([line]));

  const table = (similar: number, ...changes: Partial<SellerOffer>[]) =>
    itineraryTable(
      [
        {
          key: "k",
          cost: 51_234,
          price: { amount: 51_234, currency: "USD" },
          durationMinutes: 455,
          stops: 0,
          slices: [slice("2026-12-01T08:30", "2026-12-01T11:05", "LHR", "STN", "JFK")],
          similar,
          sellers: changes.map(offer),
        },
      ],
      noPaint,
    ).split("\n");

  test("the table explains its marks, and only those that are used", () => {
    expect(table(0, {})).toHaveLength(3);
    const [, , line, similar, ...notes] = table(3, {
      fares: [light],
      selfTransfers: ["STN"],
      modelled: true,
    });
    expect(line).toMatch(
      /1 +512\.34 USD +BA1 \+ BA2 .* 1 STN +512\.34 USD {2}BA \(nonstop\): light, 1\+0 bags, self-transfer at STN \*$/,
    );
    expect(similar).toMatch(/^ +\+3 similar$/);
    expect(notes).toEqual([
      "* the price comes from a fare model, not from a seller",
      "1+0 bags: what a traveller may take into the cabin, and check in",
      "self-transfer: two tickets; collect bags and check in again there, and the next flight does not wait",
      "+n similar: near-identical connections that --similar shows",
    ]);
  });

  test("the table names airports where they differ, and how far those are that are only near", () => {
    const from = (origin: string, nearby: object): Itinerary => ({
      key: origin,
      cost: 1,
      price: { amount: 51_234, currency: "USD" },
      durationMinutes: 455,
      stops: 0,
      slices: [slice("2026-12-01T08:30", "2026-12-01T11:05", origin, "JFK")],
      similar: 0,
      sellers: [offer({})],
      ...nearby,
    });
    const near = from("SOU", { nearby: [{ airport: "SOU", km: 85 }] });
    const rows = itineraryTable([from("LHR", {}), near], noPaint).split("\n");
    const line = (text: string) => rows.find((row) => row.includes(text));
    expect({ head: line("airports"), first: line("LHR–JFK"), far: line("SOU 85 km") }).toEqual({
      head: expect.stringMatching(/price +airports +flights/),
      first: expect.stringMatching(/512\.34 USD +LHR–JFK +BA1/),
      far: expect.stringMatching(/^ +SOU 85 km$/),
    });
    expect(itineraryTable([from("LHR", {})], noPaint)).not.toMatch(/airports/);
  });

  test("the table says which flights are in another cabin", () => {
    const whole = slice("2026-12-01T08:30", "2026-12-01T11:05", "LHR", "STN", "JFK");
    const cabins = ["economy", "business"] as const;
    const mixed = {
      ...whole,
      segments: whole.segments.map((one, i) => ({ ...one, cabin: cabins[i] ?? "business" })),
    };
    const itinerary = { slices: [whole, mixed], sellers: [offer({ mixedCabins: true })] };
    expect(cabinLines(itinerary as unknown as Itinerary)).toEqual([
      "Business, first flight in economy",
    ]);
    const rows = itineraryTable(
      [
        {
          ...itinerary,
          key: "k",
          cost: 1,
          price: { amount: 1, currency: "USD" },
          durationMinutes: 1,
          stops: 1,
          similar: 0,
        },
      ],
      noPaint,
    ).split("\n");
    expect(rows.some((row) => / Business, first flight in economy$/.test(row))).toBe(true);
    expect(rows.at(-1)).toBe(
      "mixed cabins: some of the flights are in a lower cabin than the one that was asked for",
    );
  });

  test("the table says what inconvenience counts for", () => {
    const [itinerary] = [{ price: { amount: 1, currency: "KWD" }, inconvenienceCost: 9_250 }];
    expect(inconvenienceWords(itinerary as Itinerary)).toBe(
      "ranked as 9.250 KWD more: inconvenient",
    );
    expect(inconvenienceWords({ price: { amount: 1, currency: "KWD" } } as Itinerary)).toBe("");
  });

  test("are not endless", () => {
    const lines = sold(...Array.from({ length: 9 }, () => offer({})));
    expect(lines).toHaveLength(7);
    expect(lines.at(-1)).toBe("and 3 more");
  });
});

describe("a bidder's line", () => {
  const report: BidderReport = {
    bidder: "nonstop",
    outcome: "answered",
    instance: "a",
    latencyMs: 12.1,
    offers: 5,
    reason: null,
    hedged: false,
  };

  test.each<[Partial<BidderReport>, string]>([
    [{}, "nonstop     answered    12.1 ms    5 offers"],
    [{ offers: 1, bidder: "stops" }, "stops       answered    12.1 ms     1 offer"],
    [
      { outcome: "silent", latencyMs: null, offers: 0, reason: "no\nword" },
      "nonstop     silent            –    0 offers  no word",
    ],
  ])("%j", (changes, line) => expect(bidderLine({ ...report, ...changes }, noPaint)).toBe(line));

  test("its colour is that of its outcome", () => {
    const styles: string[] = [];
    const paint: Paint = (style, text) => {
      styles.push(style);
      return text;
    };
    for (const outcome of ["answered", "empty", "failed"] as const)
      bidderLine({ ...report, outcome }, paint);
    expect(styles).toEqual(["green", "yellow", "red"]);
  });
});

test.each([
  [-5, "0 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [3_600_000 + 61_000, "1 h 1 min"],
  [86_400_000 * 2 + 3_600_000 * 4, "2 d 4 h"],
])("%d ms up is %s", (ms, text) => expect(uptime(ms)).toBe(text));
