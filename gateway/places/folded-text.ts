/**
 * Text in the form in which a search box compares it: no case, accents or punctuation, and only
 * ASCII letters.
 */
import anyAscii from "any-ascii";

/**
 * The words of a text in plain small letters: `São Paulo/Łódź` gives `sao`, `paulo`, `lodz`.
 * Unicode's decomposition (NFD) is not enough: it leaves ł, ø, đ, ı, ß, æ, þ and others as they
 * are. any-ascii has a spelling for every letter of every script.
 */
export function foldedWords(text: string): string[] {
  return inAscii(text).match(/[a-z0-9]+/g) ?? [];
}

/** The words as one: `St. Louis`, `st louis` and `stlouis` are equal. */
export function folded(text: string): string {
  return inAscii(text).replace(/[^a-z0-9]+/g, "");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant
const ASCII = /^[\x00-\x7f]*$/;

/** Nine names of ten are ASCII, and take a tenth of the time without any-ascii. */
function inAscii(text: string): string {
  return (ASCII.test(text) ? text : anyAscii(text)).toLowerCase();
}
