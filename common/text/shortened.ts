/**
 * The text, or as much of its beginning as fits, with an ellipsis (`…`) as its last character.
 * For text that others wrote and that a log line, an error or a reason repeats (A6).
 *
 * @param charsMax the most characters of what is returned, as JavaScript counts them (UTF-16); at
 *   least 1
 * @returns well-formed text: no cut between the halves of a surrogate pair, and U+FFFD for a half
 *   that was in the text
 */
export function shortened(text: string, charsMax: number): string {
  const short =
    text.length <= charsMax
      ? text
      : `${text.slice(0, charsMax - 1).replace(/[\ud800-\udbff]$/, "")}…`;
  return short.toWellFormed();
}

/**
 * The same for a column of a terminal: counted by code points, so that an emoji is one character.
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
