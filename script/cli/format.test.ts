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
  cheapestSeller,
  day,
  duration,
  flights,
  formatMoney,
  inconvenienceWords,
  type Paint,
  route,
  sellerLines,
  stops,
  times,
  uptime,
} from "./format.ts";

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
  test.each<[string, boolean, string]>([
    ["2026-12-01T08:30", true, "Tue  1 Dec"],
    ["2026-12-15T08:30", false, "15 Dec"],
    ["2027-02-28T23:59", true, "Sun 28 Feb"],
    ["2026-13-01T08:30", true, "2026-13-01"],
    ["soon", false, "soon"],
  ])("the day of %s, with its weekday %s", (departure, hasWeekday, text) =>
    expect(day(slice(departure, departure, "LHR", "JFK"), hasWeekday)).toBe(text));

  test("its route", () => expect(route(slice("", "", "LHR", "FRA", "JFK"))).toBe("LHR–FRA–JFK"));

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
    [{ stale: true, seller: "\u001bA" }, "512.34 USD  \\x1bA (nonstop) (stale)"],
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
      "512.34 USD  BA (nonstop): \\x1bBasic\\u202ePlus, 1+0 bags",
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

  test("the table says what inconvenience counts for", () => {
    const [itinerary] = [{ price: { amount: 1, currency: "KWD" }, inconvenienceCost: 9_250 }];
    expect(inconvenienceWords(itinerary as Itinerary)).toBe(
      "ranked as 9.250 KWD more: inconvenient",
    );
    expect(inconvenienceWords({ price: { amount: 1, currency: "KWD" } } as Itinerary)).toBe("");
  });

  test.each<[Partial<SellerOffer>[], string]>([
    [[], ""],
    [[{ modelled: true }], "BA (nonstop) *"],
    [[{ fares: [light] }, {}, {}], "BA (nonstop): light, 1+0 bags, and 2 more"],
  ])("the cheapest alone: %j", (all, words) =>
    expect(cheapestSeller({ sellers: all.map(offer) } as unknown as Itinerary)).toBe(words));
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
      "nonstop     silent            –    0 offers  no\\nword",
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
