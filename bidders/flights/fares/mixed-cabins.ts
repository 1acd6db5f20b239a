/**
 * Flights in several cabins on one ticket: which cabin each is sold in (CABIN-5 of `cabins.ts`),
 * and what cabins and classes make of a through fare (FARE-12 of `fare.ts`). Cabins are numbers
 * here: their places in CABINS, the lowest first.
 */
import { CABINS, type Cabin } from "../../../proto/messages.ts";
import { openClassesStart } from "./availability.ts";
import { CLASS_COUNT, classesOf, classFactor } from "./classes.ts";
import { cabinFactor } from "./curves.ts";
import type { SliceFares } from "./fare.ts";

/** The cabin of a flight that is not sold. */
export const NO_CABIN = 255;

/**
 * The cabin that a flight is sold in where `asked` is wanted, or NO_CABIN (CABIN-5). The index is
 * the flight's cabins, a bit for each of CABINS, the first the lowest.
 */
export function soldCabins(asked: number): Uint8Array {
  return Uint8Array.from({ length: 1 << CABINS.length }, (_, bits) => {
    for (let cabin = asked; cabin >= 0; cabin--) if ((bits & (1 << cabin)) !== 0) return cabin;
    return NO_CABIN;
  });
}

/** Fares of a slice in each cabin up to its own. */
export function faresByCabin(fares: SliceFares): readonly SliceFares[] {
  return CABINS.slice(0, CABINS.indexOf(fares.cabin) + 1).map((cabin) =>
    cabin === fares.cabin
      ? fares
      : { ...fares, cabin, openClassesStart: openClassesStart(cabin, fares.seats) },
  );
}

/** A seat of a flight. */
export interface Seat {
  readonly cabin: number;
  readonly fareClass: number;
}

/** The ratio of a seat's price to an average economy fare of these miles. */
export function seatFactor(cabin: number, fareClass: number, miles: number): number {
  return classFactor(fareClass) * cabinFactor(CABINS[cabin] as Cabin, miles);
}

/** The same in the most expensive class of a cabin. */
export function fullSeatFactor(cabin: number, miles: number): number {
  return seatFactor(cabin, CLASS_COUNT - 1, miles);
}

const LOWEST_CLASS = CABINS.map((cabin) => classesOf(cabin)[0]?.fareClass as number);

/** The cheapest class that a cabin has. */
export function lowestClass(cabin: number): number {
  return LOWEST_CLASS[cabin] as number;
}

/**
 * The factor of class and cabin in a through fare over `miles` miles (FARE-12), of the flights
 * `from` to `to`, both included; `km`: what each of them flies. `least`: no seat counts as less
 * (FARE-9). Where all are in one cabin it is that of the highest class. Never falls when a cabin or
 * a class rises.
 */
export function seatsFactor(
  seats: readonly Seat[],
  km: ArrayLike<number>,
  from: number,
  to: number,
  miles: number,
  least = 0,
): number {
  let highest = least;
  for (let i = from; i <= to; i++) {
    const { cabin, fareClass } = seats[i] as Seat;
    highest = Math.max(highest, seatFactor(cabin, fareClass, miles));
  }
  let [sum, all] = [0, 0];
  for (let i = from; i <= to; i++) {
    const full = fullSeatFactor((seats[i] as Seat).cabin, miles);
    sum += (km[i] as number) * Math.min(full, highest);
    all += km[i] as number;
  }
  return sum / all;
}
