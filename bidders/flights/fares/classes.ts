/**
 * Booking classes: the fares that a carrier files for the same seat, each under a letter. One
 * closed table for all carriers: their letters differ a little, their classes very little. These
 * are close to those of oneworld's carriers.
 *
 * All cabins share one list of `CLASSES` classes, 0 the cheapest, so that one factor belongs to
 * each class. A cabin with fewer letters has some of the classes, and always the most expensive
 * one.
 */
import { CABINS, type Cabin } from "../../../proto/messages.ts";

interface BookingClass {
  /** The ratio to the average fare of the distance. */
  readonly factor: number;
  /**
   * The least number of days ahead at which it is sold: advance purchase, category 5 of ATPCO's
   * fare rules.
   */
  readonly daysAhead: number;
  /**
   * The number of days ahead by which half of those who want it have booked. Leisure travellers
   * book early and cheaply, business travellers late and expensively.
   */
  readonly halfBookedDays: number;
  /**
   * The letter in each cabin, in the order of CABINS; empty when a cabin does not have the class.
   */
  readonly letters: readonly [string, string, string, string];
}

const row = (
  factor: number,
  daysAhead: number,
  halfBookedDays: number,
  ...letters: BookingClass["letters"]
): BookingClass => ({
  factor,
  daysAhead,
  halfBookedDays,
  letters,
});

const ALL: readonly BookingClass[] = [
  row(0.72, 21, 55, "O", "", "", ""),
  row(0.78, 14, 45, "Q", "T", "I", ""),
  row(0.84, 7, 36, "N", "", "", "P"),
  row(0.9, 7, 30, "S", "", "R", ""),
  row(0.97, 3, 24, "V", "E", "", ""),
  row(1.04, 3, 20, "L", "", "D", "A"),
  row(1.12, 0, 16, "K", "", "", ""),
  row(1.21, 0, 13, "H", "R", "C", ""),
  row(1.31, 0, 10.5, "M", "", "", ""),
  row(1.43, 0, 8.5, "B", "", "", ""),
  row(1.58, 0, 7, "Y", "W", "J", "F"),
];

export const CLASS_COUNT = 11;

const FACTORS = Float64Array.from(ALL, ({ factor }) => factor);

/**
 * What a class, 0 to before CLASSES, costs against the average fare. It rises strictly with the
 * class.
 */
export function classFactor(fareClass: number): number {
  return FACTORS[fareClass] as number;
}

/** The letter of a class in a cabin: `Y`. Empty where the cabin does not have it. */
export function bookingClass(cabin: Cabin, fareClass: number): string {
  return ALL[fareClass]?.letters[CABINS.indexOf(cabin)] ?? "";
}

/** The classes that a cabin has, cheapest first, with their rules. */
export function classesOf(
  cabin: Cabin,
): readonly (BookingClass & { readonly fareClass: number })[] {
  return ALL.map((one, fareClass) => ({ ...one, fareClass })).filter(
    ({ fareClass }) => bookingClass(cabin, fareClass) !== "",
  );
}
