/** The price of one offer of `stops`, asked again, with the timetable that ships. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { atWantedFare } from "../../common/offers/search-limits.ts";
import type { FlightOffer, FlightSearch, SearchLimits } from "../../proto/messages.ts";
import { contextOf, NOW_MS, ran, searchOf } from "../../test/fixtures/flights/context.ts";
import { open, price, type Stops, search } from "./index.ts";

let stops: Stops;

beforeAll(async () => {
  stops = await open(
    { timetablePath: null, threads: 1 },
    { note: () => {}, reportFailure: () => {} },
  );
});

afterAll(() => stops.close());

const DAY_MS = 86_400_000;

async function priced(offer: FlightOffer, request: FlightSearch, nowMs = NOW_MS) {
  const { offer: now } = await price(offer, request, contextOf(stops, [], { nowMs }));
  return now;
}

/** Near-identical offers are counted in a search; alone an offer has none. */
const alone = (offer: FlightOffer): FlightOffer => ({ ...offer, similar: 0 });

const family = { passengers: { adults: 2, children: 1, infants: 1 } };

type Has = (offer: FlightOffer) => boolean;
const isConnection: Has = ({ slices }) => slices.some(({ segments }) => segments.length > 1);
const isApart: Has = ({ selfTransfers }) => selfTransfers.length > 0;
const isMixed: Has = ({ slices }) =>
  slices.some(({ segments }) => segments.some(({ cabin }) => cabin !== undefined));

/** `has`: of what kind some of the offers are. */
test.each<[what: string, request: FlightSearch, least: number, has?: Has]>([
  ["one way", searchOf("LHR-SYD 2026-12-15"), 20],
  ["in Europe, by price", searchOf("EDI-ATH 2026-12-15", { sort: "price", maxStops: 3 }), 5],
  ["with self-transfers", searchOf("NCL-TLL 2026-12-15", { selfTransfer: true }), 3, isApart],
  ["in business, some mixed", searchOf("ABZ-BOS 2027-01-05", { cabin: "business" }), 3, isMixed],
  ["a family there and back", searchOf(["MEX-YVR 2026-12-15", "YVR-MEX 2027-01-05"], family), 5],
  [
    "three slices, one of them non-stop",
    searchOf(["EDI-JFK 2026-12-15", "JFK-LAX 2026-12-20", "LAX-EDI 2026-12-27"]),
    3,
  ],
])("SAMEOFFER-1: every offer of a search, priced at once, is the same offer: %s", async (_what, request, least, has = isConnection) => {
  const { offers } = await ran(search, stops, request, { offersMax: 60 });
  expect(offers.length).toBeGreaterThanOrEqual(least);
  expect(offers.some(has)).toBe(true);
  for (const offer of offers) expect(await priced(offer, request)).toEqual(alone(offer));
});

test.each<[what: string, limits: SearchLimits]>([
  ["a checked bag", { bags: { checked: 1 } }],
  ["refunds, and a highest price", { refundable: true, maxPrice: 150_000 }],
  ["short waits by day", { maxLayoverMinutes: 240, noOvernightLayover: true }],
  [
    "an alliance, and another via",
    {
      carriers: { only: ["LH", "OS", "LX", "TG", "SQ", "UA"], by: "marketing" },
      via: { except: ["FRA"] },
    },
  ],
])("SAMEOFFER-1: an offer of a search with limits, priced without them as the kit asks, is the same at its wanted fare: %s", async (_what, limits) => {
  const plain = searchOf(["LHR-BKK 2026-12-15", "BKK-LHR 2026-12-22"], { sort: "price" });
  for (const request of [plain, { ...plain, slices: plain.slices.slice(0, 1) }]) {
    const { offers } = await ran(search, stops, { ...request, limits }, { offersMax: 60 });
    expect(offers.length).toBeGreaterThan(0);
    for (const offer of offers) {
      const now = await priced(offer, request);
      expect(now && atWantedFare(now, limits)).toEqual(alone(offer));
    }
  }
});

test("an offer that is priced later has the price of that time, or is gone", async () => {
  const request = searchOf("LHR-SYD 2026-12-15");
  const { offers } = await ran(search, stops, request, { offersMax: 30 });
  const later = await Promise.all(
    offers.map((offer) => priced(offer, request, NOW_MS + 18 * DAY_MS)),
  );
  const changed = later.filter((now, i) => now?.price.amount !== offers[i]?.price.amount);
  expect(changed.length).toBeGreaterThan(0);
  const left = await Promise.all(
    offers.map((offer) => priced(offer, request, Date.UTC(2026, 11, 17))),
  );
  expect(left).toEqual(offers.map(() => null));
});

test.each<[what: string, change: (offer: FlightOffer) => FlightOffer]>([
  ["of another seller", (offer) => ({ ...offer, seller: "ZZ" })],
  [
    "with a flight that is not in the timetable",
    (offer) => ({
      ...offer,
      slices: offer.slices.map(({ durationMinutes, segments }) => ({
        durationMinutes,
        segments: segments.map((one) => ({ ...one, flightNumber: "ZZ9999" })),
      })),
    }),
  ],
])("an offer %s is gone", async (_what, change) => {
  const request = searchOf("LHR-SYD 2026-12-15");
  const { offers } = await ran(search, stops, request, { offersMax: 1 });
  expect(await priced(offers[0] as FlightOffer, request)).not.toBeNull();
  expect(await priced(change(offers[0] as FlightOffer), request)).toBeNull();
});
