/**
 * Reads itinerary keys. A body that has no flights of its own takes them from the key of its row,
 * so a key is read strictly: what a bidder may write is stated in docs/wire-protocol.md.
 *
 * KEY-1 A key that is read is the one that `itineraryKey` makes of what was read, and nothing else
 *       is read: the whole grammar, days of the calendar, at most `slicesMax` slices of at most
 *       `segmentsASliceMax` segments.
 */

import { shortText } from "./codec/short-texts.ts";
import { LIMITS } from "./limits.ts";
import { keyTimeMinutes } from "./local-time.ts";

const DASH = 45;
const PLUS = 43;
const UNDERSCORE = 95;
const A = 65;
const Z = 90;
const ZERO = 48;
const NINE = 57;

const isLetter = (code: number) => code >= A && code <= Z;
const isDigit = (code: number) => code >= ZERO && code <= NINE;

/**
 * True where a flight number is between two places of a text: two or three letters or digits,
 * one to four digits, perhaps one letter.
 */
export function isFlightNumberAt(text: string, from: number, end: number): boolean {
  if (end - from < 3 || end - from > 8) return false;
  const digitsEnd = isLetter(text.charCodeAt(end - 1)) ? end - 1 : end;
  for (let i = from; i < from + 3; i++) {
    const code = text.charCodeAt(i);
    if (!isLetter(code) && !isDigit(code)) return false;
  }
  for (let i = from + 3; i < digitsEnd; i++) if (!isDigit(text.charCodeAt(i))) return false;
  // The third character is the last of a carrier of three, or the first digit.
  const first = isDigit(text.charCodeAt(from + 2)) ? from + 2 : from + 3;
  return digitsEnd > first && digitsEnd <= from + 7;
}

/** How many characters of a flight number are its carrier, where nothing else is stated. */
export function carrierLength(text: string, from: number): 2 | 3 {
  return isLetter(text.charCodeAt(from + 2)) ? 3 : 2;
}

/** The three capital letters at a place of a text; undefined when they are none. */
export function threeLetters(text: string, at: number): string | undefined {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  const third = text.charCodeAt(at + 2);
  return isLetter(first) && isLetter(second) && isLetter(third)
    ? shortText(first, second, third)
    : undefined;
}

/** Reads a key segment by segment: `next` moves on, the fields say what is there. */
export class KeyReader {
  origin = "";
  destination = "";
  /** Wall clock of the origin, in minutes. */
  departure = 0;
  /** The segment is the last of its slice. */
  endsSlice = false;
  /** The segment is the last of the key. */
  ended = false;
  #key = "";
  /** The index at which the flight number begins. The number is cut when it is asked for. */
  #from = 0;
  #end = 0;
  #next = 0;
  #slices = 0;
  #segments = 0;

  /** Goes to the place before the first segment. */
  start(key: string): void {
    this.#key = key;
    this.#next = 0;
    this.#slices = 1;
    this.#segments = 0;
    this.ended = false;
  }

  get flightNumber(): string {
    return this.#key.slice(this.#from, this.#end);
  }

  /**
   * The carrier that the flight number begins with. It is the flight's, unless another is stated.
   */
  get carrier(): string {
    const key = this.#key;
    const from = this.#from;
    const third = carrierLength(key, from) === 3 ? key.charCodeAt(from + 2) : -1;
    return shortText(key.charCodeAt(from), key.charCodeAt(from + 1), third);
  }

  /** Goes to the next segment. False: what is there is none, or it is one too many. */
  next(): boolean {
    const key = this.#key;
    const from = this.#next;
    // The dash is looked for no further than it can stand.
    let end = from + 3;
    while (end < from + 9 && key.charCodeAt(end) !== DASH) end++;
    if (!isFlightNumberAt(key, from, end) || ++this.#segments > LIMITS.segmentsASliceMax)
      return false;
    const origin = threeLetters(key, end + 1);
    const destination = threeLetters(key, end + 4);
    if (origin === undefined || destination === undefined || key.charCodeAt(end + 7) !== DASH)
      return false;
    const departure = keyTimeMinutes(key, end + 8);
    if (Number.isNaN(departure)) return false;
    this.#from = from;
    this.#end = end;
    this.departure = departure;
    this.origin = origin;
    this.destination = destination;
    return this.#separator(end + 21);
  }

  #separator(at: number): boolean {
    this.#next = at + 1;
    this.ended = at === this.#key.length;
    const code = this.#key.charCodeAt(at);
    this.endsSlice = this.ended || code === UNDERSCORE;
    if (this.ended || code === PLUS) return true;
    this.#segments = 0;
    return code === UNDERSCORE && ++this.#slices <= LIMITS.slicesMax;
  }
}
