/**
 * The seeds of the fare model: the same flight on the same date has the same demand in every
 * process, at any time.
 */

/**
 * FNV-1a in 32 bits (Fowler, Noll, Vo; RFC 9923) over the UTF-16 code units, which for codes and
 * numbers are their ASCII bytes.
 */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * A hash and a whole number made one. FNV alone leaves neighbouring dates with neighbouring hashes,
 * so the bits go through the finaliser of MurmurHash3 (Appleby, public domain), after which each of
 * them depends on all.
 */
export function mix(hash: number, value: number): number {
  let h = hash ^ Math.imul(value, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A hash as a fraction, 0 <= u < 1. */
export function fraction(hash: number): number {
  return (hash >>> 0) / 0x1_0000_0000;
}
