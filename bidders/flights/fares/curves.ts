/**
 * The curves of the fare model: pure functions of one variable each. Published ones first, then the
 * model's own. All dollars are US dollars of 2025, one way, one adult; they are figures of a model,
 * and become money (integers, A9) only in `fare.ts`.
 */
import type { Cabin } from "../../../proto/messages.ts";
import type { CarrierKind } from "./carriers.ts";

const MILES_PER_KM = 0.621371;

export function milesOf(km: number): number {
  return km * MILES_PER_KM;
}

/**
 * The centre: US DOT's Consumer Airfare Report, averages of 2025, as a line: $179 + $0.060 a mile.
 */
export function averageDollars(miles: number): number {
  return 179 + 0.06 * miles;
}

/**
 * The Standard Industry Fare Level, the US DOT's unrestricted coach fare: $41.71 and three rates a
 * mile that fall with distance.
 */
export function siflDollars(miles: number): number {
  return (
    41.71 +
    0.2282 * Math.min(miles, 500) +
    0.174 * clamp(miles - 500, 0, 1000) +
    0.1673 * Math.max(0, miles - 1500)
  );
}

/**
 * Bounds of an economy fare as shares of the average. SIFL is the ceiling where it is the
 * higher: under about 1,000 miles it is at the average or below.
 */
export const FLOOR_SHARE = 0.45;
const CEILING_SHARE = 1.6;

/** The most expensive economy fare. */
export function ceilingDollars(miles: number): number {
  return Math.max(siflDollars(miles), CEILING_SHARE * averageDollars(miles));
}

/** Monday ... Sunday; the mean is 1. */
const WEEKDAY = [1.01, 0.94, 0.94, 1, 1.06, 0.97, 1.08] as const;

/** `epochDay` counts days since 1970-01-01, a Thursday. */
export function weekdayFactor(epochDay: number): number {
  return WEEKDAY[(((epochDay + 3) % 7) + 7) % 7] as number;
}

const KIND: Readonly<Record<CarrierKind, number>> = { "low-cost": 0.75, network: 1, premium: 1.08 };

export function kindFactor(kind: CarrierKind): number {
  return KIND[kind];
}

/**
 * Cabins against economy, on flights up to 1,000 miles and from 3,000 on: a short flight has a
 * smaller seat to sell.
 */
const CABIN: Readonly<Record<Cabin, readonly [short: number, long: number]>> = {
  economy: [1, 1],
  premium_economy: [1.3, 1.7],
  business: [2, 3.5],
  first: [2.8, 5.5],
};

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
 * A through fare with so many connections against a non-stop fare of the same distance, up to 1,000
 * miles and from 3,000 on. A long connection by a hub competes with non-stop flights, at a
 * discount; on a short one two flights only cost more to fly.
 */
const STOPS: readonly (readonly [short: number, long: number])[] = [
  [1, 1],
  [1.06, 0.9],
  [1.12, 0.87],
];

export function stopsFactor(stops: number, miles: number): number {
  // By index, here and in cabinFactor: taken apart as a list, each fare would allocate an iterator.
  const factors = STOPS[Math.min(stops, STOPS.length - 1)] as readonly [number, number];
  return factors[0] + (factors[1] - factors[0]) * longHaul(miles);
}

/** The parts of several carriers on one ticket, against the sum of them. */
export const INTERLINE_FACTOR = 0.96;

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
