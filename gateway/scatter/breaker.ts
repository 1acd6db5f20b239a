/**
 * The circuit breaker of one bidder: whether an auction should wait for it. A bidder that mostly
 * fails is `skipped`, but it still receives every call. So an auction does not lose its deadline to
 * it, and the bidder's own answers show when it is healthy again.
 *
 * Why no library (cockatiel is a dependency already): a library wraps a call and rejects it while
 * the circuit is open. Here no call is rejected, one publish reaches all bidders, and the input is
 * the outcomes of auctions, also of those that did not wait.
 *
 *   closed ── enough failures among the last results ──> open
 *   open ── the cool-down is over, or answers in time in a row ──> half-open
 *   half-open ── one auction at a time waits (the trial): success ──> closed, failure ──> open,
 *   with twice the cool-down
 *
 * BREAKER-1 It sets no timers: the end of a cool-down takes effect with the next reservation.
 * BREAKER-2 A query changes nothing. Only `reserve` takes the trial, and each reservation ends
 *    once: with its result, or released. What is called on it after that does nothing.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import type { BidderResult } from "../auction/ports.ts";

export type BreakerState = "closed" | "open" | "half-open";

export interface BreakerSettings {
  /** How many of the last results are counted. */
  readonly results: number;
  /** Fewer results than this never open it. */
  readonly resultsMin: number;
  /** The share of failures among them, 0–1, that opens it. */
  readonly failureShare: number;
  readonly coolDownMs: number;
  /** Each trial that fails doubles the cool-down, up to this. */
  readonly coolDownMsMax: number;
  /**
   * The number of answers in time, in a row and in auctions that did not wait, that ends the
   * cool-down at once.
   */
  readonly successesInARow: number;
  /**
   * A trial without a result for this long is lost, and the next auction is a new trial. Longer
   * than any deadline.
   */
  readonly trialMsMax: number;
}

export const BREAKER_SETTINGS: BreakerSettings = {
  results: 20,
  resultsMin: 8,
  failureShare: 0.5,
  coolDownMs: 2_000,
  coolDownMsMax: 30_000,
  successesInARow: 3,
  trialMsMax: 15_000,
};

/** The reservation of one auction at a breaker. */
export class BreakerReservation {
  /** False: the bidder is `skipped` in this auction. */
  readonly waited: boolean;
  /** The result of this auction decides on the state of the breaker. */
  readonly trial: boolean;
  /** Null when the reservation has ended. */
  #breaker: Pick<Breaker, "ended"> | null;

  constructor(waited: boolean, trial: boolean, breaker: Pick<Breaker, "ended">) {
    this.waited = waited;
    this.trial = trial;
    this.#breaker = breaker;
  }

  /** How the auction ended for the bidder. The state of the breaker may have changed meanwhile. */
  observe(result: BidderResult): void {
    const breaker = this.#breaker;
    this.#breaker = null;
    breaker?.ended(result, this);
  }

  /** Gives the trial back: the auction ended without a result for the bidder. */
  release(): void {
    this.observe("neutral");
  }
}

export class Breaker {
  readonly #clock: Pick<Clock, "now">;
  readonly #settings: BreakerSettings;
  readonly #changed: (state: BreakerState) => void;
  #state: BreakerState = "closed";
  /** Closed: the last results, true for a failure. */
  #failed: boolean[] = [];
  #coolDownMs: number;
  /** Open. */
  #coolUntilMs = 0;
  #successesInARow = 0;
  /** Half-open: the trial that is under way, and when it began. */
  #trial: { readonly beganAtMs: number; readonly reservation: BreakerReservation } | null = null;

  constructor(
    clock: Pick<Clock, "now">,
    settings: BreakerSettings = BREAKER_SETTINGS,
    changed: (state: BreakerState) => void = () => {},
  ) {
    this.#clock = clock;
    this.#settings = settings;
    this.#changed = changed;
    this.#coolDownMs = settings.coolDownMs;
  }

  /** The state after the last reservation or result (BREAKER-1). */
  get state(): BreakerState {
    return this.#state;
  }

  /** Whether an auction that began now would wait for the bidder. Changes nothing. */
  get wouldWait(): boolean {
    if (this.#state === "closed") return true;
    return (this.#state === "half-open" || this.#isCooledDown) && this.#isTrialFree;
  }

  /**
   * The reservation of an auction that begins now. It must be ended with its result, or released.
   */
  reserve(): BreakerReservation {
    if (this.#state === "closed") return new BreakerReservation(true, false, this);
    const waited = this.wouldWait;
    if (this.#state === "open" && this.#isCooledDown) this.#become("half-open");
    const trial = waited && this.#state === "half-open";
    const reservation = new BreakerReservation(waited, trial, this);
    if (trial) this.#trial = { beganAtMs: this.#clock.now(), reservation };
    return reservation;
  }

  /** How an auction that had no reservation ended for the bidder. */
  observe(result: BidderResult): void {
    if (this.#state === "closed") this.#count(result);
    else if (this.#state === "open") this.#countInARow(result);
    // Half-open: only the trial decides. The other calls may be older than the last failure.
  }

  get #isCooledDown(): boolean {
    return this.#clock.now() >= this.#coolUntilMs;
  }

  get #isTrialFree(): boolean {
    return (
      this.#trial === null || this.#clock.now() - this.#trial.beganAtMs >= this.#settings.trialMsMax
    );
  }

  /** Called by a reservation of this breaker, once. */
  ended(result: BidderResult, reservation: BreakerReservation): void {
    if (reservation.trial && this.#state === "half-open") this.#judge(result, reservation);
    else this.observe(result);
  }

  #count(result: BidderResult): void {
    if (result === "neutral") return;
    this.#failed.push(result === "failure");
    if (this.#failed.length > this.#settings.results) this.#failed.shift();
    if (result === "success" || this.#failed.length < this.#settings.resultsMin) return;
    if (this.#failed.filter(Boolean).length >= this.#settings.failureShare * this.#failed.length)
      this.#open();
  }

  #countInARow(result: BidderResult): void {
    if (result === "neutral") return;
    this.#successesInARow = result === "success" ? this.#successesInARow + 1 : 0;
    if (this.#successesInARow >= this.#settings.successesInARow) this.#become("half-open");
  }

  #judge(result: BidderResult, reservation: BreakerReservation): void {
    if (result === "neutral") {
      // A trial that was lost, and is released later, does not end the reservation of the next one.
      if (this.#trial?.reservation === reservation) this.#trial = null;
      return;
    }
    this.#trial = null;
    if (result === "success") {
      this.#coolDownMs = this.#settings.coolDownMs;
      this.#become("closed");
    } else {
      this.#coolDownMs = Math.min(this.#coolDownMs * 2, this.#settings.coolDownMsMax);
      this.#open();
    }
  }

  #open(): void {
    this.#failed = [];
    this.#successesInARow = 0;
    this.#coolUntilMs = this.#clock.now() + this.#coolDownMs;
    this.#become("open");
  }

  #become(state: BreakerState): void {
    this.#state = state;
    this.#changed(state);
  }
}
