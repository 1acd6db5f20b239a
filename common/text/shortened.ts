/** Texts that others wrote, shortened for a log line, an error or a column of the terminal (A6). */
import { shortened } from "../../proto/codec/shortened.ts";

export { shortened };

/**
 * The text for a column of a terminal: counted by code points, so that an emoji is one character.
 *
 * @param codePointsMax the most code points of what is returned
 */
export function shortenedToColumn(text: string, codePointsMax: number): string {
  const letters = Array.from(text);
  return letters.length <= codePointsMax
    ? text
    : `${letters.slice(0, codePointsMax - 1).join("")}…`;
}

/**
 * A value that others wrote, as an error may repeat it: as text, shortened. Of a list or an object
 * only that it is one.
 */
export function shortValue(value: unknown, charsMax: number): string {
  if (typeof value !== "object" || value === null) return shortened(String(value), charsMax);
  return Array.isArray(value) ? "a list" : "an object";
}
