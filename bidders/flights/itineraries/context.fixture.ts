/** For the tests of `nonstop` and `stops`: what the kit would hand to a search, with a clock that stands still. */

import { convert, cost } from "../../../common/money/money.ts";
import type { FlightOffer, FlightSearch, Money, Objective, Rates } from "../../../proto/messages.ts";
import type { Search, SearchContext } from "../../kit/bidder.ts";
import { offersOf, type PackedOffers } from "../../kit/packed.ts";
import type { FlightRow } from "../timetable/build.ts";
import type { Airport } from "../timetable/timetable.ts";

export const NOW_MS = Date.UTC(2026, 10, 23, 12);

/** Minor units of US dollars; not the fare model's own rates. */
export const RATES: Rates = {
  date: "2026-11-20",
  perUnit: new Map(
    Object.entries({
      USD: 1,
      EUR: 1.17,
      GBP: 1.34,
      JPY: 0.65,
      AED: 0.27,
      SGD: 0.77,
      AUD: 0.66,
      CAD: 0.71,
      CHF: 1.25,
      CNY: 0.14,
      TRY: 0.023,
    }),
  ),
};

export const BEST: Objective = { valuePerHour: 2000, penaltyPerStop: 3000 };

export interface Ran {
  readonly offers: FlightOffer[];
  readonly notes: string[];
  /** What was told in parts: how many offers had been yielded by then, and the floor of those that follow. */
  readonly parts: { readonly offers: number; readonly floor: number | null }[];
}

export interface Setting {
  readonly objective?: Objective;
  readonly rates?: Rates;
  readonly offersMax?: number;
  readonly nowMs?: number;
  readonly signal?: AbortSignal;
  readonly part?: SearchContext["part"];
}

export function contextOf<R>(resources: R, notes: string[], setting: Setting = {}): SearchContext<R> {
  const { objective = BEST, rates = RATES, offersMax = 500, nowMs = NOW_MS, signal = new AbortController().signal } = setting;
  const converted = (money: Money) => convert(money.amount, money.currency, rates);
  return {
    resources,
    searchId: "test",
    signal,
    // Of a real clock, where a thread searches: enough on any machine.
    remainingMs: () => 60_000,
    now: () => nowMs,
    objective,
    rates,
    convert: converted,
    cost: (price, minutes, stops) => {
      const amount = converted(price);
      return amount === undefined ? undefined : cost(amount, minutes, stops, objective);
    },
    offersMax,
    note: (text) => notes.push(text),
    cutShort: () => {},
    part: setting.part ?? (async () => {}),
  };
}

/** Runs a search to its end. */
export async function ran<R>(
  search: Search<R, FlightOffer | PackedOffers>,
  resources: R,
  request: FlightSearch,
  setting: Setting = {},
): Promise<Ran> {
  const notes: string[] = [];
  const offers: FlightOffer[] = [];
  const parts: Ran["parts"] = [];
  const part = async (floor: number | null) => void parts.push({ offers: offers.length, floor });
  for await (const offer of search(request, contextOf(resources, notes, { part, ...setting }))) offers.push(...offersOf(offer));
  return { offers, notes, parts };
}

/** `LHR-JFK 2026-12-15`, one text a slice. */
export function searchOf(slices: string | readonly string[], more: Partial<FlightSearch> = {}): FlightSearch {
  return {
    slices: [slices].flat().map((text) => {
      const [, origin = "", destination = "", departureDate = ""] = /^(\w{3})-(\w{3}) (\S+)$/.exec(text) ?? [];
      return { origin, destination, departureDate };
    }),
    passengers: { adults: 1, children: 0, infants: 0 },
    cabin: "economy",
    currency: "USD",
    sort: "best",
    maxStops: 2,
    maxResults: 20,
    selfTransfer: false,
    similar: false,
    policy: { deadlineMs: 800, quorum: null, required: [] },
    ...more,
  };
}

function place(code: string, country: string, zone: string, latitude: number, longitude: number): Airport {
  return { code, country, city: code, zone, latitude, longitude };
}

export const AIRPORTS: readonly Airport[] = [
  place("AKL", "NZ", "Pacific/Auckland", -37.008, 174.785),
  place("BOS", "US", "America/New_York", 42.364, -71.005),
  place("CDG", "FR", "Europe/Paris", 49.01, 2.548),
  place("DUB", "IE", "Europe/Dublin", 53.421, -6.27),
  place("DXB", "AE", "Asia/Dubai", 25.253, 55.364),
  place("EDI", "GB", "Europe/London", 55.95, -3.372),
  place("FRA", "DE", "Europe/Berlin", 50.033, 8.571),
  place("HNL", "US", "Pacific/Honolulu", 21.319, -157.922),
  place("JFK", "US", "America/New_York", 40.64, -73.779),
  place("LAX", "US", "America/Los_Angeles", 33.943, -118.408),
  place("LHR", "GB", "Europe/London", 51.471, -0.462),
  place("NRT", "JP", "Asia/Tokyo", 35.765, 140.386),
  place("SIN", "SG", "Asia/Singapore", 1.35, 103.994),
  place("SYD", "AU", "Australia/Sydney", -33.946, 151.177),
  place("YYZ", "CA", "America/Toronto", 43.677, -79.631),
];

export const DAILY = 127;

/** `BA117 LHR-JFK 0830 455`, and after it, where wanted, the bits of its weekdays and its aircraft. */
export function flight(text: string): FlightRow {
  const found = /^([A-Z0-9]{2})(\d+) (\w{3})-(\w{3}) (\d\d)(\d\d) (\d+)(?: (\d+))?(?: (\w+))?$/.exec(text);
  if (found === null) throw new Error(`'${text}' is no flight; BA117 LHR-JFK 0830 455 is one`);
  const [, carrier = "", number, origin = "", destination = "", hours, minutes, block, days, aircraft = "320"] = found;
  return {
    carrier,
    number: Number(number),
    origin,
    destination,
    departure: Number(hours) * 60 + Number(minutes),
    blockMinutes: Number(block),
    days: days === undefined ? DAILY : Number(days),
    aircraft,
  };
}
