/**
 * The breaker of one bidder: whether an auction should wait for it. A bidder that mostly fails is
 * `skipped`, and it still hears every call: so it pays no deadline for us, and yet shows by its own
 * answers when it is well again.
 *
 * Why not a library's (cockatiel's is in the house): those wrap a call and shut it out. Here
 * nothing is shut out, one publish reaches all bidders, and what is fed in are the outcomes of
 * auctions, also of those that did not wait.
 *
 *   closed ── enough failures among the last results ──> open
 *   open ── the cool-down is over, or answers in time in a row ──> half-open
 *   half-open ── one auction at a time waits (the trial): success ──> closed, failure ──> open, with twice the cool-down
 *
 * It sets no timers: a cool-down that is over shows when the next auction is admitted.
 */
import type { Clock } from "../../common/runtime/clock.ts";

export type BreakerState = "closed" | "open" | "half-open";

/**
 * How an auction ended for the bidder. `neutral` says nothing of its health: the auction was
 * cancelled, it had no time ...
 */
export type BreakerResult = "success" | "failure" | "neutral";

export interface Admission {
  /** False: the bidder is `skipped` in this auction. */
  readonly waited: boolean;
  /** This auction tries whether the bidder is well again. Hand it back with the result. */
  readonly trial: boolean;
}

export interface BreakerSettings {
  /** Results that are looked at: the last so many. */
  readonly results: number;
  /** Fewer results than this never open it. */
  readonly resultsMin: number;
  /** The share of failures among them, 0–1, that opens it. */
  readonly failureShare: number;
  readonly coolDownMs: number;
  /** Each trial that fails doubles the cool-down, up to this. */
  readonly coolDownMsMax: number;
  /** So many answers in time in a row, though nobody waited for them, end the cool-down at once. */
  readonly successesInARow: number;
  /**
   * A trial that has not been observed for so long is lost, and the next auction is one. Longer
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

export class Breaker {
  readonly #clock: Pick<Clock, "now">;
  readonly #settings: BreakerSettings;
  readonly #changed: (state: BreakerState) => void;
  #state: BreakerState = "closed";
  /** Closed: the last results, true where it failed. */
  #failed: boolean[] = [];
  #coolDownMs: number;
  /** Open. */
  #coolUntil = 0;
  #inARow = 0;
  /** Half-open: when the trial that is out began. */
  #trialSince: number | null = null;

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

  get state(): BreakerState {
    return this.#state;
  }

  /** Whether the auction that begins now waits for the bidder. */
  admit(): Admission {
    const now = this.#clock.now();
    if (this.#state === "closed") return { waited: true, trial: false };
    if (this.#state === "open" && now >= this.#coolUntil) this.#become("half-open");
    const free = this.#trialSince === null || now - this.#trialSince >= this.#settings.trialMsMax;
    if (this.#state === "open" || !free) return { waited: false, trial: false };
    this.#trialSince = now;
    return { waited: true, trial: true };
  }

  /**
   * How an auction ended for the bidder; `trial` as `admit` said. The state may have changed since.
   */
  observe(result: BreakerResult, trial: boolean): void {
    if (this.#state === "closed") this.#count(result);
    else if (this.#state === "open") this.#overhear(result);
    // The trial alone decides: the others may have been called while it still failed.
    else if (trial) this.#judge(result);
  }

  #count(result: BreakerResult): void {
    if (result === "neutral") return;
    this.#failed.push(result === "failure");
    if (this.#failed.length > this.#settings.results) this.#failed.shift();
    if (result === "success" || this.#failed.length < this.#settings.resultsMin) return;
    if (this.#failed.filter(Boolean).length >= this.#settings.failureShare * this.#failed.length)
      this.#open();
  }

  #overhear(result: BreakerResult): void {
    if (result === "neutral") return;
    this.#inARow = result === "success" ? this.#inARow + 1 : 0;
    if (this.#inARow >= this.#settings.successesInARow) this.#become("half-open");
  }

  #judge(result: BreakerResult): void {
    this.#trialSince = null;
    if (result === "success") {
      this.#coolDownMs = this.#settings.coolDownMs;
      this.#become("closed");
    } else if (result === "failure") {
      this.#coolDownMs = Math.min(this.#coolDownMs * 2, this.#settings.coolDownMsMax);
      this.#open();
    }
  }

  #open(): void {
    this.#failed = [];
    this.#inARow = 0;
    this.#coolUntil = this.#clock.now() + this.#coolDownMs;
    this.#become("open");
  }

  #become(state: BreakerState): void {
    this.#state = state;
    this.#changed(state);
  }
}
