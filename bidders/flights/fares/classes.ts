/**
 * Booking classes: the ladder of fares that a carrier files for the same seat, each under a letter.
 * One closed table for all carriers: their letters differ a little, their ladders very little.
 * These are close to those of oneworld's carriers.
 *
 * All cabins share one ladder of `CLASSES` rungs, 0 the cheapest, so that one factor belongs to
 * each rung. A cabin with fewer letters has some of the rungs, and the most expensive of all
 * always.
 */
import { CABINS, type Cabin } from "../../../proto/messages.ts";

interface Rung {
  /** Against the average fare of the distance. */
  readonly factor: number;
  /** Last sold so many days ahead: advance purchase, category 5 of ATPCO's fare rules. */
  readonly daysAhead: number;
  /**
   * Half of those who want it have booked by so many days ahead. Leisure travellers book early and
   * cheaply, business travellers late and expensively.
   */
  readonly halfBookedDays: number;
  /** By cabin, in the order of CABINS; empty where a cabin does not have it. */
  readonly letters: readonly [string, string, string, string];
}

const rung = (
  factor: number,
  daysAhead: number,
  halfBookedDays: number,
  ...letters: Rung["letters"]
): Rung => ({
  factor,
  daysAhead,
  halfBookedDays,
  letters,
});

const LADDER: readonly Rung[] = [
  rung(0.72, 21, 55, "O", "", "", ""),
  rung(0.78, 14, 45, "Q", "T", "I", ""),
  rung(0.84, 7, 36, "N", "", "", "P"),
  rung(0.9, 7, 30, "S", "", "R", ""),
  rung(0.97, 3, 24, "V", "E", "", ""),
  rung(1.04, 3, 20, "L", "", "D", "A"),
  rung(1.12, 0, 16, "K", "", "", ""),
  rung(1.21, 0, 13, "H", "R", "C", ""),
  rung(1.31, 0, 10.5, "M", "", "", ""),
  rung(1.43, 0, 8.5, "B", "", "", ""),
  rung(1.58, 0, 7, "Y", "W", "J", "F"),
];

export const CLASSES = 11;

const FACTORS = Float64Array.from(LADDER, ({ factor }) => factor);

/**
 * What a class, 0 to before CLASSES, costs against the average fare. It rises strictly with the
 * class.
 */
export function classFactor(fareClass: number): number {
  return FACTORS[fareClass] as number;
}

/** The letter of a class in a cabin: `Y`. Empty where the cabin does not have it. */
export function bookingClass(cabin: Cabin, fareClass: number): string {
  return LADDER[fareClass]?.letters[CABINS.indexOf(cabin)] ?? "";
}

/** The classes that a cabin has, cheapest first, with their rules. */
export function classesOf(cabin: Cabin): readonly (Rung & { readonly fareClass: number })[] {
  return LADDER.map((one, fareClass) => ({ ...one, fareClass })).filter(
    ({ fareClass }) => bookingClass(cabin, fareClass) !== "",
  );
}
