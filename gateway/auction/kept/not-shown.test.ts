import { describe, expect, test } from "@jest/globals";
import type { FlightOffer, SearchLimits, Sheet } from "../../../proto/messages.ts";
import { KEPT_WALL_MS, keptLedger, keptRules } from "../../../test/fixtures/auction/kept.ts";
import { compactSheetOf, flightOffer, flightSearch } from "../../../test/harness/offers.ts";
import type { BidderSheets } from "../rank.ts";
import type { KeptAuction } from "./kept-auction.ts";
import { type NotShown, notShown, reasonCounts } from "./not-shown.ts";

const search = flightSearch({
  sort: "price",
  maxResults: 2,
  slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-23" }],
});
const expiresAtMs = KEPT_WALL_MS + 3_600_000;
const offer = (traits: Parameters<typeof flightOffer>[1]) =>
  flightOffer(search, { expiresAtMs, ...traits });

function reasonsOf(
  entries: readonly BidderSheets[],
  its = search,
  objective?: Parameters<typeof keptRules>[1],
): NotShown[] {
  const rules = keptRules(its, objective);
  const ledger = keptLedger(rules, { entries, belowFloor: [] });
  return notShown(ledger.kept("s") as KeptAuction);
}

const of = (bidder: string, offers: readonly FlightOffer[], changes: Partial<Sheet> = {}) => ({
  bidder,
  sheets: [{ ...compactSheetOf(offers), ...changes }],
});
const summary = (all: readonly NotShown[]) =>
  all.map(({ itinerary, reason }) => `${itinerary.split("-")[0]} ${reason}`);

describe("EXPLAIN-1: each reason", () => {
  test("dearer than the last that is shown", () => {
    const offers = [1, 2, 3].map((number) => offer({ number, amount: 50_000 + number }));
    const [only, ...others] = reasonsOf([of("nonstop", offers)]);
    expect(only).toEqual({
      bidder: "nonstop",
      seller: "BA",
      itinerary: "BA3-LHRJFK-20261223T0830",
      price: { amount: 50_003, currency: "USD" },
      cost: 50_003,
      reason: "dearer",
      detail: null,
    });
    expect(others).toEqual([]);
  });

  test("dearer by its whole cost: its inconvenience was counted when it was opened", () => {
    const objective = { valuePerHour: 6_000, penaltyPerStop: 0, countsInconvenience: true };
    const offers = [
      offer({ number: 1, amount: 50_000, departs: "04:00" }),
      offer({ number: 2, amount: 50_100 }),
      offer({ number: 3, amount: 50_200 }),
    ];
    const [one] = reasonsOf([of("nonstop", offers)], search, objective);
    expect(one).toMatchObject({
      itinerary: "BA1-LHRJFK-20261223T0400",
      reason: "dearer",
      cost: 50_000 + 45_500 + 6_000,
    });
  });

  test("the same seller twice, from one bidder; from two bidders both are listed", () => {
    const twice = [offer({ number: 1, amount: 50_000 }), offer({ number: 1, amount: 50_001 })];
    expect(summary(reasonsOf([of("nonstop", twice)]))).toEqual(["BA1 same-seller"]);
    expect(reasonsOf([of("nonstop", twice.slice(0, 1)), of("stops", twice.slice(1))])).toEqual([]);
  });

  test("a mismatch, with what is wrong", () => {
    const [one] = reasonsOf([of("nonstop", [offer({ number: 1 })], { stops: [1] })]);
    expect(one).toMatchObject({
      reason: "mismatch",
      detail: "an offer listed with stops 1 has 0 in its body",
    });
  });

  test("expired, a fallback's too", () => {
    const late = [offer({ number: 1, expiresAtMs: KEPT_WALL_MS })];
    const entries = [of("nonstop", late), { ...of("stops", late), staleAgeMs: 60_000 }];
    expect(summary(reasonsOf(entries))).toEqual(["BA1 expired", "BA1 expired"]);
  });

  test.each<[what: string, limits: SearchLimits, detail: string]>([
    ["that columns show", { maxPrice: 49_999 }, "maxPrice"],
    ["that columns show of its time", { maxDurationMinutes: 400 }, "maxDurationMinutes"],
    ["that the offer shows", { carriers: { only: ["AA"], by: "marketing" } }, "carriers"],
  ])("over a limit of the search %s", (_what, limits, detail) => {
    const its = { ...search, limits };
    const [one] = reasonsOf([of("nonstop", [offer({ number: 1, amount: 50_000 })])], its);
    expect(one).toMatchObject({ reason: "over-limit", detail });
  });

  test("in a currency without a rate: it has no price", () => {
    const [one] = reasonsOf([of("nonstop", [offer({ number: 1, currency: "XAU" })])]);
    expect(one).toMatchObject({
      price: null,
      cost: null,
      reason: "no-rate",
      detail: "an offer in 'XAU', for which there is no rate",
    });
  });

  test("a cost that is no safe integer", () => {
    const sheet = { price: [Number.MAX_SAFE_INTEGER], durationMinutes: [4_294_967_295] };
    const objective = { valuePerHour: 3_000, penaltyPerStop: 0 };
    const entries = [of("nonstop", [offer({ number: 1 })], sheet)];
    expect(reasonsOf(entries, search, objective)).toMatchObject([
      { cost: null, reason: "mismatch", detail: "an offer of 4294967295 minutes and 0 stops" },
    ]);
  });

  test("after thirty sellers of one itinerary", () => {
    const sellers = Array.from({ length: 32 }, (_, i) =>
      offer({ number: 1, seller: `S${i}`, amount: 50_000 + i }),
    );
    const all = reasonsOf([of("partners", sellers)]);
    expect(all.map(({ seller, reason }) => `${seller} ${reason}`)).toEqual([
      "S30 too-many-sellers",
      "S31 too-many-sellers",
    ]);
  });

  test("after eight mismatches of its bidder", () => {
    const offers = Array.from({ length: 10 }, (_, i) =>
      offer({ number: 1 + i, amount: 50_000 + i }),
    );
    const all = reasonsOf([of("nonstop", offers, { stops: [1, 1, 1, 1, 1, 1, 1, 1, 0, 0] })]);
    expect(reasonCounts(all)).toMatchObject([
      { reason: "mismatch", offers: 8 },
      { reason: "bidder-faults", offers: 2 },
    ]);
    expect(all.at(-1)).toMatchObject({ reason: "bidder-faults", cost: 50_009 });
  });

  test("when 200 itineraries have got another rank, no other is opened", () => {
    const objective = { valuePerHour: 6_000, penaltyPerStop: 0, countsInconvenience: true };
    const early = Array.from({ length: 201 }, (_, i) =>
      offer({ number: 1 + i, amount: 50_000 + i, departs: "04:00" }),
    );
    const cheap = offer({ number: 999, amount: 50_500 });
    const all = reasonsOf([of("nonstop", [...early, cheap])], search, objective);
    expect(all.find(({ itinerary }) => itinerary.startsWith("BA999"))).toMatchObject({
      reason: "not-compared",
      cost: 50_500 + 45_500,
    });
  });

  test("texts of a bidder are repeated shortened (A6)", () => {
    const sheet = { itinerary: ["K".repeat(5_000)], sellers: ["S".repeat(5_000)] };
    const [one] = reasonsOf([of("nonstop", [offer({ number: 1 })], sheet)]);
    expect({ key: one?.itinerary.length, seller: one?.seller.length }).toEqual({
      key: 2_000,
      seller: 80,
    });
    expect(one?.detail?.length).toBeLessThanOrEqual(500);
  });
});
