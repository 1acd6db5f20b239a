/**
 * The guard rails of one arm: whether its auctions of the last minutes are within their bounds.
 *
 * GUARDRAIL-1 An arm is beyond its bounds when, of at least `auctionsMin` auctions within the
 *    window, a larger share than `partialShareMax` was partial, or more than one in a hundred took
 *    longer than `p99MsMax`: by three standard deviations more than a share at its bound has by
 *    chance. Fewer auctions say nothing.
 * GUARDRAIL-2 An auction that ended longer ago than the window counts no more. One counts for at
 *    least nine tenths of the window, because they are counted in slots.
 *
 * The 99th percentile is more than a bound exactly when more than one auction in a hundred took
 * longer: no times are kept. The rail is asked after each auction, many times in a window: without
 * that room an arm at its bound would be stopped by chance.
 */
import type { GuardLimits } from "./policies-schema.ts";

/** A6: what is kept of an arm. */
const SLOTS = 10;

/** The share that may take longer than the 99th percentile. */
const SLOW_SHARE = 0.01;

/** Standard deviations of a binomial count: a count is beyond them once in some 700 by chance. */
const DEVIATIONS = 3;

interface Slot {
  /** Which slot of time it is, counted from the beginning of the clock. */
  number: number;
  auctions: number;
  partial: number;
  slow: number;
}

/** Why an arm is beyond its bounds. */
export interface Breach {
  readonly bound: "partialShareMax" | "p99MsMax";
  readonly auctions: number;
  /** Of these, how many were partial, or slower than the bound. */
  readonly beyond: number;
  readonly limit: number;
}

export class GuardRail {
  readonly #limits: GuardLimits;
  readonly #slotMs: number;
  readonly #slots: Slot[] = Array.from({ length: SLOTS }, () => ({
    ...{ number: Number.NEGATIVE_INFINITY, auctions: 0, partial: 0, slow: 0 },
  }));

  constructor(limits: GuardLimits) {
    this.#limits = limits;
    this.#slotMs = (limits.windowS * 1_000) / SLOTS;
  }

  /** Counts an auction that has ended now. The breach that there is then; null: there is none. */
  observe(nowMs: number, partial: boolean, elapsedMs: number): Breach | null {
    const { p99MsMax } = this.#limits;
    const number = Math.floor(nowMs / this.#slotMs);
    const slot = this.#slots[((number % SLOTS) + SLOTS) % SLOTS] as Slot;
    if (slot.number !== number) Object.assign(slot, { number, auctions: 0, partial: 0, slow: 0 });
    slot.auctions++;
    if (partial) slot.partial++;
    if (p99MsMax !== undefined && elapsedMs > p99MsMax) slot.slow++;
    return this.#breachAt(number);
  }

  #breachAt(now: number): Breach | null {
    const { auctionsMin, partialShareMax, p99MsMax } = this.#limits;
    let [auctions, partial, slow] = [0, 0, 0];
    for (const slot of this.#slots) {
      if (slot.number <= now - SLOTS || slot.number > now) continue;
      auctions += slot.auctions;
      partial += slot.partial;
      slow += slot.slow;
    }
    if (auctions < auctionsMin) return null;
    if (partialShareMax !== undefined && partial > mostOf(auctions, partialShareMax))
      return { bound: "partialShareMax", auctions, beyond: partial, limit: partialShareMax };
    if (p99MsMax !== undefined && slow > mostOf(auctions, SLOW_SHARE))
      return { bound: "p99MsMax", auctions, beyond: slow, limit: p99MsMax };
    return null;
  }
}

/** Of so many auctions as many are beyond a bound by chance, where this share is. */
function mostOf(auctions: number, share: number): number {
  return auctions * share + DEVIATIONS * Math.sqrt(auctions * share * (1 - share));
}
