/** Which text may be shown to people. */

const UNREADABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * True when the text has no control characters, no characters that change the direction of writing,
 * and no half of a surrogate pair: half of one makes a whole bid unreadable.
 */
export function isReadable(text: string): boolean {
  return isPlainAscii(text) || isReadableUnicode(text);
}

/** Most names are: a loop over a short one takes a tenth of what the expression takes. */
function isPlainAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

function isReadableUnicode(text: string): boolean {
  return text.isWellFormed() && !UNREADABLE.test(text);
}
