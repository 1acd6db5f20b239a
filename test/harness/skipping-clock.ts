/**
 * The machine's clock, which a test may let skip: a deadline is then over when the test says so, and
 * not when the machine was too slow for what comes before it.
 */
import type { Clock } from "../../common/runtime/clock.ts";

interface SkippedTimer {
  readonly atMs: number;
  readonly callback: () => void;
  timeout: NodeJS.Timeout;
}

export class SkippingClock implements Clock {
  #skippedMs = 0;
  readonly #timers = new Set<SkippedTimer>();

  now(): number {
    return performance.now() + this.#skippedMs;
  }

  wall(): number {
    return Date.now() + this.#skippedMs;
  }

  at(instantMs: number, callback: () => void): () => void {
    const timer = { atMs: instantMs, callback, timeout: this.#set(instantMs, () => fire()) };
    const fire = () => {
      if (this.#timers.delete(timer)) callback();
    };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      clearTimeout(timer.timeout);
    };
  }

  /** So much time passes at once. Timers that are due then fire in their order, in the next turns. */
  skip(ms: number): void {
    this.#skippedMs += ms;
    for (const timer of [...this.#timers].sort((a, b) => a.atMs - b.atMs)) {
      clearTimeout(timer.timeout);
      timer.timeout = this.#set(timer.atMs, () => {
        if (this.#timers.delete(timer)) timer.callback();
      });
    }
  }

  #set(instantMs: number, fire: () => void): NodeJS.Timeout {
    return setTimeout(fire, Math.max(0, Math.ceil(instantMs - this.now())));
  }
}
