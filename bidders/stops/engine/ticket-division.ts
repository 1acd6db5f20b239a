/**
 * Which flights go on one ticket, and where it may be divided into two fares (INTERLINE-3 of
 * `itineraries/interline.ts`), as its flights are chosen one after the other.
 */
import { INTERLINING } from "../../flights/itineraries/interline.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { NetworkColumns } from "./network.ts";
import { FLIGHTS_MAX } from "./rules.ts";

const NONE = -1;

/** What is chosen as flight i holds until another one is. */
export class TicketDivision {
  /** The carriers of the chosen flights. */
  readonly carriers = new Uint16Array(FLIGHTS_MAX);
  readonly #connects: Uint8Array;
  readonly #count: number;
  /**
   * The last flight, of the ticket up to each flight, that is not a partner's of a later one, and
   * the first that is none of an earlier one. Its second fare begins between them.
   */
  readonly #lastBefore = new Int8Array(FLIGHTS_MAX);
  readonly #firstAfter = new Int8Array(FLIGHTS_MAX);
  #dividedMax: number;
  #last = NONE;
  #first = FLIGHTS_MAX;

  /** A ticket of two fares has at most `dividedMax` flights (ENGINE-13). */
  constructor(
    { connects, carrierTier }: Pick<NetworkColumns, "connects" | "carrierTier">,
    dividedMax: number,
  ) {
    this.#dividedMax = dividedMax;
    this.#connects = connects;
    this.#count = carrierTier.length;
  }

  /** Allows from now on tickets of two fares with at most `dividedMax` flights; 1: none. */
  limitTo(dividedMax: number): void {
    this.#dividedMax = dividedMax;
  }

  /** Chooses the first flight of a ticket. */
  begin(carrier: Index, at: number): void {
    this.carriers[at] = carrier;
    this.#lastBefore[at] = NONE;
    this.#firstAfter[at] = FLIGHTS_MAX;
  }

  /**
   * Chooses a flight for the ticket that begins with flight `from`; false where it does not fit.
   */
  add(carrier: Index, from: number, at: number): boolean {
    if (!this.fits(carrier, from, at)) return false;
    this.carriers[at] = carrier;
    this.#lastBefore[at] = this.#last;
    this.#firstAfter[at] = this.#first;
    return true;
  }

  /** Whether some flight of this carrier after those up to `at` may be on their ticket. */
  fits(carrier: Index, from: number, at: number): boolean {
    const row = carrier * this.#count;
    let last = this.#lastBefore[at - 1] as number;
    let first = this.#firstAfter[at - 1] as number;
    for (let i = at - 1; i >= from; i--) {
      const both = this.#connects[row + (this.carriers[i] as Index)];
      if (both === INTERLINING.oneFare) continue;
      if (both === INTERLINING.none) return false;
      if (i > last) last = i;
      if (at < first) first = at;
    }
    this.#last = last;
    this.#first = first;
    return last < first && (last === NONE || at - from < this.#dividedMax);
  }

  /**
   * The first and the last flight that a second fare may begin with, of the ticket whose last
   * flight is `end`; none where all are partners.
   */
  secondFrom(end: number): number {
    return (this.#lastBefore[end] as number) + 1;
  }

  secondTo(end: number): number {
    return this.#firstAfter[end] as number;
  }

  /** Whether the ticket whose last flight is `end` is two fares. */
  isDivided(end: number): boolean {
    return this.#lastBefore[end] !== NONE;
  }

  /** Whether two carriers have nothing to do with each other. */
  areStrangers(one: Index, other: Index): boolean {
    return this.#connects[one * this.#count + other] === INTERLINING.none;
  }
}
