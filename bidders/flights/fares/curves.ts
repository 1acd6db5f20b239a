/**
 * The curves of the fare model that are the same everywhere: pure functions of one variable or two.
 * `region-curves.ts` says what an average fare is, `seasons.ts` what a date does to it.
 */
import type { Cabin } from "../../../proto/messages.ts";

const MILES_PER_KM = 0.621371;

export function milesOf(km: number): number {
  return km * MILES_PER_KM;
}

/** Monday ... Sunday; the mean is 1. */
const WEEKDAY = [1.01, 0.94, 0.94, 1, 1.06, 0.97, 1.08] as const;

/** `epochDay` counts days since 1970-01-01, a Thursday. */
export function weekdayFactor(epochDay: number): number {
  return WEEKDAY[(((epochDay + 3) % 7) + 7) % 7] as number;
}

/**
 * Cabins against economy, on flights up to 1,000 miles and from 3,000 on: a short flight has a
 * smaller seat to sell. On long routes carriers ask three to five times the economy fare for
 * business, and half as much again to twice as much for premium economy.
 */
const CABIN: Readonly<Record<Cabin, readonly [short: number, long: number]>> = {
  economy: [1, 1],
  premium_economy: [1.35, 1.75],
  business: [2.2, 4.3],
  first: [2.9, 7],
};

/** Never falls with the miles. */
export function cabinFactor(cabin: Cabin, miles: number): number {
  const factors = CABIN[cabin];
  return factors[0] + (factors[1] - factors[0]) * longHaul(miles);
}

/** 0 up to 1,000 miles, 1 from 3,000 on, a straight line between. */
function longHaul(miles: number): number {
  return clamp((miles - 1000) / 2000, 0, 1);
}

const LONG_HAUL_MILES = 2500;

/** Some five hours and more, by great circle: where carriers sell another product. */
export function isLongHaul(miles: number): boolean {
  return miles >= LONG_HAUL_MILES;
}

/**
 * A through fare with 1, 2, and 3 connections or more against a non-stop fare of the same distance:
 * up to 1,000 miles; from 3,000 on; and there by a rival, which does not fly the market non-stop
 * while others do.
 */
const STOPS: readonly (readonly [short: number, long: number, rival: number])[] = [
  [1.06, 1.03, 0.92],
  [1.14, 1.15, 1.08],
  [1.22, 1.25, 1.18],
];
/**
 * A lower bound of the ratio of fares with at most `stops` connections to a non-stop fare (FARE-7).
 */
export function leastConnectionFactor(stops: number): number {
  let least = 1;
  for (let i = 0; i < stops; i++)
    least = Math.min(least, ...(STOPS[Math.min(i, STOPS.length - 1)] as readonly number[]));
  return least;
}

/** Whether `rival` makes a difference in `connectionFactor`. */
export function rivalsDiscount(miles: number): boolean {
  return miles > 1000;
}

/**
 * A through fare with connections against a non-stop fare of the same distance (FARE-7, FARE-8).
 * `detour` is a result of `detourSteps`; `stops` is 1 or more.
 */
export function connectionFactor(
  stops: number,
  miles: number,
  detour: number,
  rival: boolean,
): number {
  // By index, here and in cabinFactor: taken apart as a list, each fare would allocate an iterator.
  const factors = STOPS[Math.min(stops, STOPS.length) - 1] as readonly [number, number, number];
  const long = rival ? factors[2] : factors[1];
  const plain = factors[0] + (long - factors[0]) * longHaul(miles);
  return plain * (1 + DETOUR_STEP * detour);
}

/**
 * What a connection costs at least against the cheapest non-stop fare of the market and day, by
 * connections (FARE-11).
 */
const NONSTOP_SHARE = [0.8, 1, 1.05] as const;

/** `stops` is 1 or more. */
export function nonstopShare(stops: number): number {
  return NONSTOP_SHARE[Math.min(stops, NONSTOP_SHARE.length) - 1] as number;
}

/**
 * IATA's mileage system: the maximum permitted mileage is some 20 % above the direct distance, and
 * every 5 % flown beyond it cost 5 % more, up to 25 % (excess mileage surcharges, general rules of
 * the Passenger Air Tariff).
 */
const PERMITTED = 1.2;
const DETOUR_STEP = 0.05;
export const DETOUR_STEPS_MAX = 5;

/**
 * The number of steps of 5 % by which the miles flown exceed what is permitted, up to
 * DETOUR_STEPS_MAX.
 */
export function detourSteps(miles: number, flownMiles: number): number {
  return clamp(Math.ceil((flownMiles / miles - PERMITTED) / DETOUR_STEP), 0, DETOUR_STEPS_MAX);
}

/** The parts of several carriers on one ticket, against the sum of them. */
export const INTERLINE_FACTOR = 0.96;

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
