/**
 * A number of 31 bits from the length and ten characters of an itinerary key: of the first flight's
 * number and of the last departure, by which the itineraries of one search differ.
 *
 * There are two forms of one rule, for a key that is a text and for one that is still bytes.
 */

const CHARACTERS = 5;

export function keyHash(key: string): number {
  const { length } = key;
  let hash = length;
  const known = Math.min(CHARACTERS, length - 1);
  for (let i = 1; i <= known; i++) hash = Math.imul(hash, 31) + key.charCodeAt(i);
  for (let i = 1; i <= known; i++) hash = Math.imul(hash, 31) + key.charCodeAt(length - i);
  return (hash ^ (hash >>> 15)) & 0x7fff_ffff;
}

/** The same of an ASCII text that begins at `from`. */
export function keyHashAt(bytes: Uint8Array, from: number, length: number): number {
  let hash = length;
  const known = Math.min(CHARACTERS, length - 1);
  const end = from + length;
  for (let i = 1; i <= known; i++) hash = Math.imul(hash, 31) + (bytes[from + i] as number);
  for (let i = 1; i <= known; i++) hash = Math.imul(hash, 31) + (bytes[end - i] as number);
  return (hash ^ (hash >>> 15)) & 0x7fff_ffff;
}
