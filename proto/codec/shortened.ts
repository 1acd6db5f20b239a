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
