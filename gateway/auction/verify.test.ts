import { describe, expect, test } from "@jest/globals";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { Cabin, FlightOffer, OfferSlice, Segment, Sheet } from "../../proto/messages.ts";
import {
  fare,
  flightOffer,
  flightSearch,
  type OfferTraits,
  sheetOf,
} from "../../test/harness/offers.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { openOffer } from "./verify.ts";

const wallMs = Date.parse("2026-11-23T12:00:00Z");
const oneWay = flightSearch({
  slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-23" }],
  maxStops: 1,
});
const there = { origin: "LHR", destination: "JFK", departureDate: "2026-12-23" };
const back = { origin: "JFK", destination: "LHR", departureDate: "2026-12-23" };
const rulesFor = (search = oneWay): RankingRules => ({
  search,
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
  rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
  wallMs,
  elapsed,
  kilometres: kilometresBetween,
  plausibility: null,
});

const offer = (traits: Partial<OfferTraits> = {}, search = oneWay) =>
  flightOffer(search, { expiresAtMs: wallMs + 60_000, ...traits });
const open = (one: FlightOffer, changes: Partial<Sheet> = {}, search = oneWay) =>
  openOffer({ ...sheetOf([one]), ...changes }, 0, rulesFor(search));

/** The offer with its first slice, or one segment of that, changed; its columns say the same. */
function withSlice(one: FlightOffer, changes: Partial<OfferSlice>): FlightOffer {
  return {
    ...one,
    slices: [{ ...(one.slices[0] as OfferSlice), ...changes }, ...one.slices.slice(1)],
  };
}
function withSegment(one: FlightOffer, at: number, changes: Partial<Segment>): FlightOffer {
  const segments = (one.slices[0] as OfferSlice).segments.map((segment, i) =>
    i === at ? { ...segment, ...changes } : segment,
  );
  return withSlice(one, { segments });
}

describe("a valid offer is opened", () => {
  test.each<[string, FlightOffer]>([
    ["non-stop", offer()],
    ["with as many stops as were asked for", offer({ stops: 1, durationMinutes: 700 })],
    ["of a seller with a name of 100 characters", offer({ seller: "x".repeat(100) })],
    ["that is valid for one millisecond more", offer({ expiresAtMs: wallMs + 1 })],
    ["without an aircraft", withSegment(offer(), 0, { aircraft: "" })],
    ["with terminals", withSegment(offer(), 0, { originTerminal: "5", destinationTerminal: "2E" })],
    [
      "five minutes off by rounding",
      withSlice(withSegment(offer(), 0, { durationMinutes: 460 }), { durationMinutes: 460 }),
    ],
  ])("%s", (_what, one) => expect(open(one)).toEqual(one));

  test.each<[string, string, string, number]>([
    ["first", "2027-10-31T02:15", "2027-10-31T08:00", 105],
    ["second", "2027-10-31T02:15", "2027-10-31T08:00", 165],
  ])("that lands in the hour that clocks tell twice, in the %s pass of it", (_pass, arrival, departure, minutes) => {
    const search = flightSearch({
      slices: [{ origin: "DUB", destination: "JFK", departureDate: "2027-10-30" }],
      maxStops: 1,
    });
    const by = {
      origin: "DUB",
      destination: "CDG",
      departure: "2027-10-30T23:30",
      arrival,
      durationMinutes: minutes,
    };
    const on = {
      origin: "CDG",
      destination: "JFK",
      departure,
      arrival: "2027-10-31T11:30",
      durationMinutes: 510,
    };
    const one = withSegment(withSegment(offer({ stops: 1 }, search), 0, by), 1, on);
    const whole = withSlice(one, { durationMinutes: 1020 });
    expect(openOffer(sheetOf([whole]), 0, rulesFor(search))).toEqual(whole);
  });

  test("of a return trip", () => {
    const search = flightSearch({ slices: [there, { ...back, departureDate: "2026-12-24" }] });
    const one = offer({}, search);
    expect(open(one, {}, search)).toEqual(one);
  });
});

describe("VERIFY-1: a column that does not agree with the body is a mismatch", () => {
  test.each<[string, Partial<Sheet>, string]>([
    ["price", { price: [51_233] }, "listed with price 51233 has 51234"],
    ["currency", { currencies: ["EUR"] }, "listed with currency EUR has USD"],
    ["seller", { sellers: ["AA"] }, "listed with seller AA has BA"],
    ["duration", { durationMinutes: [454] }, "listed with duration 454 has 455"],
    ["departure", { departure: [0] }, "listed with departure 0 has"],
    ["stops", { stops: [1] }, "listed with stops 1 has 0"],
    [
      "itinerary",
      { itinerary: ["BA1"] },
      "listed with itinerary BA1 has BA100-LHRJFK-20261223T0830",
    ],
    [
      "a body that is none",
      { body: [new Uint8Array([255])] },
      "an offer is not such a protobuf message",
    ],
    ["a body of another size", { body: [new Uint8Array(9_000)] }, "an offer of 9000 bytes"],
  ])("%s", (_what, changes, reason) => expect(open(offer(), changes)).toContain(reason));

  test("A6: what it wrote is quoted, but not at any length", () => {
    const reason = open(offer(), { itinerary: ["x".repeat(1_400)] });
    expect(typeof reason === "string" && reason.length < 300 && reason.includes("…")).toBe(true);
  });
});

describe("VERIFY-2: an offer's fares and self-transfers are checked with it", () => {
  const usd = (amount: number) => ({ amount, currency: "USD" });
  const standard = fare({ name: "Standard", brand: "standard", price: usd(60_000) });
  const flex = fare({
    name: "Flex",
    brand: "flex",
    price: usd(60_000),
    change: { allowed: true, fee: usd(0) },
    refund: { allowed: true, fee: { amount: 5_000, currency: "XAU" } },
  });
  const two = { stops: 1, durationMinutes: 700 };
  const either = flightSearch({ ...oneWay, selfTransfer: true });

  test.each<[string, Partial<OfferTraits>]>([
    ["one fare, at the offer's price", { fares: [fare()] }],
    [
      "several, some at one price, a fee in a currency that has no rate",
      { fares: [fare(), standard, flex] },
    ],
    [
      "a nameless fare without a brand, of which nothing else is stated",
      { fares: [fare({ brand: null, name: "", bookingClass: "" })] },
    ],
    [
      "a fare that says what its price is made of",
      {
        fares: [
          fare({ base: usd(50_000), taxes: usd(1_234), perTraveller: { adult: usd(51_234) } }),
        ],
      },
    ],
    ["a self-transfer that was asked for", { ...two, selfTransfers: ["AMS"] }],
    ["an offer that ten thousand others are like", { similar: 10_000 }],
  ])("good: %s", (_what, traits) => {
    const one = offer(traits, either);
    expect(open(one, {}, either)).toEqual(one);
  });

  test.each<[string, Partial<OfferTraits>, string]>([
    [
      "in another currency than the offer",
      { fares: [fare({ price: { amount: 51_234, currency: "EUR" } })] },
      "fare 1 is in EUR, and the offer in USD",
    ],
    [
      "of which the first is not the price",
      { fares: [fare({ price: usd(51_233) })] },
      "fare 1 costs 51233, and the offer 51234",
    ],
    [
      "of which base and taxes are not the price (PARTS-1)",
      { fares: [fare({ base: usd(50_000), taxes: usd(1_233) })] },
      "fare 1 costs 51234, and its base of 50000 and taxes of 1233 are 51233",
    ],
    [
      "with a price of a traveller that does not travel (PARTS-2)",
      { fares: [fare({ perTraveller: { adult: usd(51_234), child: usd(0) } })] },
      "fare 1 has a price of each child, and 0 of them travel",
    ],
    [
      "that are not cheapest first",
      { fares: [fare(), standard, fare({ price: usd(59_999) })] },
      "fare 3 costs 59999, less than the one before it: the cheapest comes first",
    ],
    [
      "with a name that turns the writing",
      { fares: [fare({ name: "Fl\u202Eex" })] },
      "fare 1 has no readable name",
    ],
    [
      "with a fee below nothing",
      { fares: [fare({ change: { allowed: true, fee: usd(-1) } })] },
      "fare 1 has a change for the amount -1",
    ],
    [
      "with thirteen fares",
      { fares: Array(13).fill(fare()) },
      "an offer: 13 fares; at most 12 are allowed",
    ],
    [
      "with ten bags",
      { fares: [fare({ checkedBags: 10 })] },
      "a fare: checked_bags is 10; at most 9 is allowed",
    ],
    [
      "of two tickets at an airport where nobody changes",
      { ...two, selfTransfers: ["FRA"] },
      "a self-transfer at 'FRA', but changes at AMS",
    ],
    [
      "of two tickets on one flight",
      { selfTransfers: ["JFK"] },
      "a self-transfer at 'JFK', but changes nowhere",
    ],
    [
      "like too many others",
      { similar: 10_001 },
      "an offer: similar is 10001; at most 10000 is allowed",
    ],
  ])("bad: %s", (_what, traits, reason) =>
    expect(open(offer(traits, either), {}, either)).toContain(reason));

  test("bad: a self-transfer that the search does not allow (SALE-3)", () => {
    expect(open(offer({ ...two, selfTransfers: ["AMS"] }))).toBe(
      "an offer of BA with a self-transfer at AMS, which was not asked for",
    );
  });

  test("bad: a fare that is not a safe amount in the search's currency", () => {
    const search = flightSearch({ ...oneWay, currency: "JPY" });
    const rules = {
      ...rulesFor(search),
      rates: { date: "2026-01-01", perUnit: new Map([["USD", 1e9]]) },
    };
    const one = offer({ currency: "USD", fares: [fare(), fare({ price: usd(9e15) })] }, search);
    expect(openOffer(sheetOf([one]), 0, rules)).toBe(
      "an offer of BA with a fare that has no price in JPY",
    );
  });
});

describe("VERIFY-2: an offer that is not an answer to this search", () => {
  const two = offer({ stops: 1, durationMinutes: 700 });
  test.each<[string, FlightOffer, string]>([
    ["of a nameless seller", offer({ seller: "" }), "no readable name"],
    [
      "of a seller whose name turns the writing",
      offer({ seller: "Alder\u202Etset" }),
      "no readable name",
    ],
    ["of a seller with a line in its name", offer({ seller: "Alder\nBirch" }), "no readable name"],
    ["of a seller with too long a name", offer({ seller: "x".repeat(101) }), "no readable name"],
    ["expired at this very moment", offer({ expiresAtMs: wallMs }), "that has already expired"],
    [
      "with a slice too many (OFFER-1)",
      offer({}, flightSearch({ slices: [there, back] })),
      "of 2 slices for a search of 1",
    ],
    [
      "to another airport (OFFER-2)",
      offer({}, flightSearch({ slices: [{ ...there, destination: "EWR" }] })),
      "goes LHR-EWR, not LHR-JFK",
    ],
    [
      "from another airport (OFFER-2)",
      offer({}, flightSearch({ slices: [{ ...there, origin: "LGW" }] })),
      "goes LGW-JFK, not LHR-JFK",
    ],
    [
      "on another day (OFFER-2)",
      offer({}, flightSearch({ slices: [{ ...there, departureDate: "2026-12-24" }] })),
      "leaves on 2026-12-24, not 2026-12-23",
    ],
    [
      "with too many stops (OFFER-2)",
      offer({ stops: 2, durationMinutes: 900 }),
      "has 2 stops; at most 1 were asked for",
    ],
    [
      "with a change of airport (OFFER-3)",
      withSegment(two, 1, { origin: "RTM" }),
      "changes from AMS to RTM on the ground",
    ],
    [
      "with a segment that leaves before the one before it lands (OFFER-3)",
      withSegment(two, 1, { departure: "2026-12-23T08:31" }),
      "before it has arrived",
    ],
    [
      "with a flight shorter than its clocks give (OFFER-4)",
      withSegment(offer(), 0, { durationMinutes: 300 }),
      "for 300 minutes; by the clocks of its airports it is 455",
    ],
    [
      "with a slice shorter than its flights (OFFER-4)",
      withSlice(offer(), { durationMinutes: 300 }),
      "lasts for 300 minutes",
    ],
    [
      "that lands before it leaves",
      withSegment(offer(), 0, { arrival: "2026-12-23T02:00" }),
      "by the clocks of its airports it is -",
    ],
    [
      "over an unknown airport",
      withSegment(withSegment(two, 0, { destination: "QQQ" }), 1, { origin: "QQQ" }),
      "between airports of which one is unknown",
    ],
    ["from no airport", withSegment(offer(), 0, { origin: "lhr" }), "goes from 'lhr' to 'JFK'"],
    [
      "of no flight number (OFFER-1)",
      withSegment(offer(), 0, { flightNumber: "BA" }),
      "has a flight 'BA' of the carrier 'BA'",
    ],
    [
      "of another's flight number",
      withSegment(offer(), 0, { flightNumber: "AA100" }),
      "has a flight 'AA100' of the carrier 'BA'",
    ],
    [
      "at no time (OFFER-1)",
      withSegment(offer(), 0, { arrival: "2026-02-30T10:00" }),
      "has no readable times",
    ],
    [
      "with an unknown form of aircraft (OFFER-1)",
      withSegment(offer(), 0, { aircraft: "747-400-and-more" }),
      "has the aircraft",
    ],
    [
      "at a terminal without a name (OFFER-1)",
      withSegment(offer(), 0, { destinationTerminal: "" }),
      "has the terminals",
    ],
    [
      "at a terminal with a long name (OFFER-1)",
      withSegment(offer(), 0, { originTerminal: "Terminal 5" }),
      "has the terminals",
    ],
  ])("%s", (_what, one, reason) => expect(open(one)).toContain(reason));

  test("with a slice that leaves before the one before it lands (OFFER-3)", () => {
    const search = flightSearch({ slices: [there, back] });
    expect(open(offer({ departs: "08:30" }, search), {}, search)).toContain(
      "slice 2 of an offer of BA leaves JFK at 2026-12-23T08:30, before the slice before it has landed",
    );
  });
});

describe("VERIFY-2: an offer with segments in other cabins than the one asked for", () => {
  const business = flightSearch({ ...oneWay, cabin: "business" });
  const rules = rulesFor(business);
  const through = (...cabins: Cabin[]) =>
    offer({ stops: 1, durationMinutes: 700, cabins }, business);
  const opened = (one: FlightOffer, changes: Partial<Sheet> = {}, its = rules) =>
    openOffer({ ...sheetOf([one], "business"), ...changes }, 0, its);

  test.each<[string, FlightOffer]>([
    ["a feeder in economy", through("economy", "business")],
    ["an upgrade of the long flight", through("economy", "first")],
    ["an upgrade of all", through("first", "first")],
    ["none named, as by a bidder that does not know the field", through()],
  ])("good: %s", (_what, one) => expect(opened(one)).toEqual(one));

  test.each<[string, FlightOffer, string]>([
    [
      "the long flight in economy (MIXED-2)",
      through("business", "economy"),
      "an offer of BA has BA101, the longest flight of slice 1, in economy; business was asked for",
    ],
    [
      "all in premium economy (MIXED-2)",
      through("premium_economy", "premium_economy"),
      "in premium_economy; business was asked for",
    ],
  ])("bad: %s", (_what, one, reason) => expect(opened(one)).toContain(reason));

  test("MIXED-2 is not judged where distances are not known", () => {
    const one = through("business", "economy");
    expect(opened(one, {}, { ...rules, kilometres: () => undefined })).toEqual(one);
  });

  test.each<[string, FlightOffer, Partial<Sheet>, string]>([
    [
      "mixed, and listed as whole",
      through("economy", "business"),
      { mixed: [0] },
      "listed with mixed 0 has 1",
    ],
    ["whole, and listed as mixed", through(), { mixed: [1] }, "listed with mixed 1 has 0"],
    [
      "mixed, and listed with a number that is none",
      through("economy", "business"),
      { mixed: [2] },
      "listed with mixed 2 has 1",
    ],
  ])("VERIFY-1: %s is a mismatch", (_what, one, changes, reason) =>
    expect(opened(one, changes)).toContain(reason));

  test("VERIFY-1: mixed, in a sheet without the column, is a mismatch", () => {
    const { mixed: _, ...sheet } = sheetOf([through("economy", "business")], "business");
    expect(openOffer(sheet, 0, rules)).toContain("listed with mixed 0 has 1");
  });
});
