/** A clock that a test drives: time stands still until `advance` moves it, and timers fire in their order. */
import type { Clock } from "./clock.ts";

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

export class DrivenClock implements Clock {
  #nowMs: number;
  readonly #timers = new Set<Timer>();

  constructor(startMs = Date.UTC(2026, 10, 1)) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  steadyMs(): number {
    return this.#nowMs;
  }

  /** Timers that are set. */
  get timers(): number {
    return this.#timers.size;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { atMs: this.#nowMs + ms, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Everything that can go on without time passing goes on. */
  turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** As if the code that runs took so long: no timer fires meanwhile. */
  spend(ms: number): void {
    this.#nowMs += ms;
  }

  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await this.settle();
    for (let timer = this.#next(endMs); timer !== undefined; timer = this.#next(endMs)) {
      this.#timers.delete(timer);
      this.#nowMs = Math.max(this.#nowMs, timer.atMs);
      timer.run();
      await this.settle();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  /** A few turns of the event loop: enough for a search to be started, to throw or to yield, and to be answered. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 4; turns++) await this.turn();
  }

  #next(endMs: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
  }
}
