/**
 * The rules over several fields of a search, each of which both paths of validation use: the fast
 * path (`correct-search.ts`) and the general one, which words the faults (`cross-field-rules.ts`).
 * Days are whole numbers since 1970-01-01. For NaN every rule about days is false: it stands for a
 * text that is not a day, or for a day at an airport that is not known.
 */
import { DAYS_AHEAD_MAX, TRAVELLERS_MAX } from "./search-terms.ts";

/** The two ends of a slice, by their codes. */
export function haveDifferentEnds(origin: unknown, destination: unknown): boolean {
  return origin !== destination;
}

/** @param today the day that it is at the origin */
export function isTodayOrLater(day: number, today: number): boolean {
  return day >= today;
}

/** @param today the day that it is at the origin */
export function isWithinDaysAhead(day: number, today: number): boolean {
  return day <= today + DAYS_AHEAD_MAX;
}

/** The days of a slice and of the one before it. */
export function areInOrder(dayBefore: number, day: number): boolean {
  return day >= dayBefore;
}

/** An infant sits on the lap of an adult. */
export function hasLapForEachInfant(adults: number, infants: number): boolean {
  return infants <= adults;
}

export function areFewEnough(adults: number, children: number, infants: number): boolean {
  return adults + children + infants <= TRAVELLERS_MAX;
}
