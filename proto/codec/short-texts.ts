/**
 * Texts of two or three characters that messages are full of: airports, currencies, airlines,
 * aircraft. Each is made once and found again by its characters, so that reading one allocates
 * nothing, and equal ones are mostly the same object: they compare, and are found in a Map, without
 * a look at their characters.
 */

/** A6. A power of two; two texts with one place replace each other. */
const KEPT_TEXTS = 4_096;
const keptNumbers = new Int32Array(KEPT_TEXTS).fill(-1);
const keptTexts: string[] = Array(KEPT_TEXTS).fill("");

/**
 * The text of two or three characters, all of ASCII, given by their numbers.
 *
 * @param third -1 where there is none
 */
export function shortText(first: number, second: number, third: number): string {
  const number = (first << 16) | (second << 8) | (third + 1);
  const place = (number ^ (number >>> 9)) & (KEPT_TEXTS - 1);
  if (keptNumbers[place] !== number) {
    keptNumbers[place] = number;
    keptTexts[place] =
      third < 0 ? String.fromCharCode(first, second) : String.fromCharCode(first, second, third);
  }
  return keptTexts[place] as string;
}
