/** Which text may be shown to people. */

const UNREADABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * True when the text has no control characters, no characters that change the direction of writing,
 * and no half of a surrogate pair: half of one makes a whole bid unreadable.
 */
export function isReadable(text: string): boolean {
  return text.isWellFormed() && !UNREADABLE.test(text);
}
