/**
 * The texts and numbers of a JSON value that must not be shown or logged: what a caller says to one
 * bidder, or to one of its sellers, alone.
 */

/** Shorter values are words that may be anywhere, and no secrets. */
const VALUE_CHARS_MIN = 3;

/** As texts, each once, the longest first: so no part of one is left where they are replaced. */
export function hiddenValues(value: unknown): string[] {
  return [...new Set(textsIn(value))]
    .filter(({ length }) => length >= VALUE_CHARS_MIN)
    .sort((a, b) => b.length - a.length);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}
