/**
 * The fare model: what a carrier asks for seats on its flights. There is no open data on international fares, so this is a model on
 * published curves, every offer that it prices is marked `modelled`, and it is deterministic: the same query has the same price
 * in every process.
 *
 *   one carrier's fare = average(miles) × kind × advance × weekday × demand × stops, within floor and ceiling, × cabin
 *
 * F1 A through fare runs from end to end: miles are the great circle between its ends, demand the mean of its flights'. It is
 *    never dearer than its flights one by one.
 * F2 Flights of several carriers on one ticket: the sum of each carrier's run of flights, less 4 %.
 * F3 All slices from one seller: the sum, less 7 %.
 * F4 A partner that sells another's flight asks a price of its own, 3 % below the operating carrier's to 6 % above.
 * F5 Adults pay the fare, children 75 %, infants 10 %; each is rounded to a minor unit, halves up, before they are added up.
 * F6 Never cheaper closer to departure, nor in a better cabin, all else equal.
 * F7 A connection is cheaper than a non-stop flight of the same distance on long ways only, and dearer on short ones.
 *
 * Spread: at three weeks the 10th to 90th percentile of a network carrier's economy fares lies within ±30 % of the average.
 */
import type { Cabin, Money, Passengers } from "../../proto/messages.ts";
import { carrierFacts } from "./carriers.ts";
import {
  advanceFactor,
  averageDollars,
  CHILD_SHARE,
  cabinFactor,
  ceilingDollars,
  clamp,
  demandFactor,
  FLOOR_SHARE,
  INFANT_SHARE,
  INTERLINE_FACTOR,
  kindFactor,
  ONE_SELLER_FACTOR,
  stopsFactor,
  weekdayFactor,
} from "./curves.ts";
import { fraction, hashText, mix } from "./hash.ts";
import { minorUnitsPerDollar } from "./rates.ts";

const DAY_MS = 86_400_000;

/** How long a price holds, and how long before departure a carrier stops selling. */
export const OFFER_HOLDS_MS = 30 * 60_000;
export const SALES_CLOSE_MINUTES = 45;

/** What holds for all flights of one slice: its cabin, and the factor of its first departure's date. */
export interface FareDay {
  readonly cabin: Cabin;
  readonly factor: number;
}

/** `departureDay` in days since 1970-01-01 on the origin's calendar; days ahead are counted from the UTC date of `nowMs`. */
export function fareDay(cabin: Cabin, departureDay: number, nowMs: number): FareDay {
  return { cabin, factor: advanceFactor(departureDay - Math.floor(nowMs / DAY_MS)) * weekdayFactor(departureDay) };
}

/** One flight as the model sees it: 0 <= u < 1 is its demand. */
export interface FareLeg {
  readonly carrier: string;
  readonly kind: number;
  readonly demand: number;
  /** The fare of this flight alone. */
  readonly dollars: number;
}

/** The seed of a flight's demand; `flightNumber` with the carrier: `BA117`. */
export function flightSeed(flightNumber: string): number {
  return hashText(flightNumber);
}

/** The demand of a flight on the date that it departs, by the origin's calendar, in days since 1970-01-01. */
export function demandOf(seed: number, departureDay: number): number {
  return demandFactor(fraction(mix(seed, departureDay)));
}

export function fareLeg(day: FareDay, carrier: string, kind: number, demand: number, miles: number): FareLeg {
  return { carrier, kind, demand, dollars: throughDollars(day, kind, demand, miles, 0) };
}

/** The factor of a carrier's kind, for `fareLeg`. */
export function kindOf(carrier: string): number {
  return kindFactor(carrierFacts(carrier).kind);
}

/** One carrier's through fare between ends so many miles apart. */
export function throughDollars(day: FareDay, kind: number, demand: number, miles: number, stops: number): number {
  const average = averageDollars(miles);
  const economy = clamp(average * kind * day.factor * demand * stopsFactor(stops, miles), FLOOR_SHARE * average, ceilingDollars(miles));
  return economy * cabinFactor(day.cabin, miles);
}

/**
 * The fare of one adult on a slice of one or more flights (F1, F2). `miles(i, j)` is the great circle from where leg `i` starts to
 * where leg `j` ends.
 */
export function sliceDollars(day: FareDay, legs: readonly FareLeg[], miles: (from: number, to: number) => number): number {
  let sum = 0;
  let runs = 0;
  for (let from = 0; from < legs.length; runs++) {
    const first = legs[from] as FareLeg;
    let apart = first.dollars;
    let demand = first.demand;
    let to = from + 1;
    for (; legs[to]?.carrier === first.carrier; to++) {
      apart += (legs[to] as FareLeg).dollars;
      demand += (legs[to] as FareLeg).demand;
    }
    const flights = to - from;
    sum += flights === 1 ? apart : Math.min(apart, throughDollars(day, first.kind, demand / flights, miles(from, to - 1), flights - 1));
    from = to;
  }
  return runs > 1 ? sum * INTERLINE_FACTOR : sum;
}

/** What a seller asks for a flight against what its operating carrier does (F4). */
export function sellerFactor(seller: string, operating: string, seed: number, departureDay: number): number {
  return seller === operating ? 1 : 0.97 + 0.09 * fraction(mix(seed ^ hashText(seller), departureDay));
}

/** One adult's fare over all slices (F3). */
export function ticketDollars(slices: readonly number[], oneSeller: boolean): number {
  let sum = 0;
  for (const dollars of slices) sum += dollars;
  return oneSeller && slices.length > 1 ? sum * ONE_SELLER_FACTOR : sum;
}

/** An adult's fare as money for the whole party (A9, F5). `perDollar` is `minorUnitsPerDollar` of the seller's currency. */
export function partyAmount(dollars: number, perDollar: number, passengers: Passengers): number {
  const adult = dollars * perDollar;
  return (
    passengers.adults * Math.round(adult) +
    passengers.children * Math.round(adult * CHILD_SHARE) +
    passengers.infants * Math.round(adult * INFANT_SHARE)
  );
}

/** An adult's fare as money for the whole party, in the currency that the seller sells in (A9, F5). */
export function partyPrice(dollars: number, seller: string, passengers: Passengers): Money {
  const { currency } = carrierFacts(seller);
  return { amount: partyAmount(dollars, minorUnitsPerDollar(currency), passengers), currency };
}

/** Until when a price holds: half an hour, but not past the close of sales. */
export function expiryMs(nowMs: number, departureUtcMinutes: number): number {
  return Math.min(nowMs + OFFER_HOLDS_MS, (departureUtcMinutes - SALES_CLOSE_MINUTES) * 60_000);
}

/** Whether a flight can still be bought. */
export function onSale(nowMs: number, departureUtcMinutes: number): boolean {
  return (departureUtcMinutes - SALES_CLOSE_MINUTES) * 60_000 > nowMs;
}
