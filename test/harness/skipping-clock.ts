/**
 * The machine's clock, which a test may let skip or stand still. A deadline is then over when the
 * test says so, and not when the machine was too slow for what comes before it.
 */
import type { Clock } from "../../common/runtime/clock.ts";

interface SkippedTimer {
  readonly atMs: number;
  readonly callback: () => void;
  timeout: NodeJS.Timeout | undefined;
}

export class SkippingClock implements Clock {
  /** What this clock is ahead of the machine's. */
  #aheadMs = 0;
  #heldAtMs: number | null = null;
  readonly #timers = new Set<SkippedTimer>();

  now(): number {
    return this.#heldAtMs ?? performance.now() + this.#aheadMs;
  }

  wall(): number {
    return Date.now() + this.now() - performance.now();
  }

  at(instantMs: number, callback: () => void): () => void {
    const timer: SkippedTimer = { atMs: instantMs, callback, timeout: undefined };
    this.#timers.add(timer);
    this.#set(timer);
    return () => {
      this.#timers.delete(timer);
      clearTimeout(timer.timeout);
    };
  }

  /** So much time passes at once. The timers that are due then fire in the next turn. */
  skip(ms: number): void {
    this.#aheadMs += ms;
    this.#setAll();
  }

  /** The time stands still, and no timer fires, until `goOn`. */
  hold(): void {
    this.#heldAtMs = this.now();
    this.#setAll();
  }

  goOn(): void {
    if (this.#heldAtMs === null) return;
    this.#aheadMs = this.#heldAtMs - performance.now();
    this.#heldAtMs = null;
    this.#setAll();
  }

  #setAll(): void {
    for (const timer of [...this.#timers].sort((a, b) => a.atMs - b.atMs)) this.#set(timer);
  }

  #set(timer: SkippedTimer): void {
    clearTimeout(timer.timeout);
    if (this.#heldAtMs !== null) return;
    timer.timeout = setTimeout(
      () => {
        if (this.#timers.delete(timer)) timer.callback();
      },
      Math.max(0, Math.ceil(timer.atMs - this.now())),
    );
  }
}
