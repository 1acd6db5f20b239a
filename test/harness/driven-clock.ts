/**
 * A clock for tests. Its time changes only when the test moves it, and timers fire in their order.
 * A gateway whose clock is never moved has time for everything: no search of it waits too long
 * for a place, and no queue becomes a standing queue, however slow the machine is.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { nextTurn } from "../../common/runtime/next-turn.ts";

interface DrivenTimer {
  readonly at: number;
  readonly callback: () => void;
}

export class DrivenClock implements Clock {
  #nowMs = 0;
  readonly #wallAtStart: number;
  readonly #timers = new Set<DrivenTimer>();

  constructor(wallMs = Date.parse("2026-11-23T12:00:00Z")) {
    this.#wallAtStart = wallMs;
  }

  now(): number {
    return this.#nowMs;
  }

  wall(): number {
    return this.#wallAtStart + this.#nowMs;
  }

  at(instantMs: number, callback: () => void): () => void {
    const timer = { at: instantMs, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** How many timers are set. None must remain when the work is done. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Moves to the instant. Fires each timer that is due on the way, at its own time. */
  moveTo(instantMs: number): void {
    for (let timer = this.#next(instantMs); timer; timer = this.#next(instantMs)) this.#fire(timer);
    this.#nowMs = Math.max(this.#nowMs, instantMs);
  }

  /**
   * The same, so many milliseconds further, and the event loop runs before and after each timer.
   */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await this.settle();
    for (let timer = this.#next(endMs); timer; timer = this.#next(endMs)) {
      this.#fire(timer);
      await this.settle();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  /** Time passes while code runs: no timer fires meanwhile. */
  spend(ms: number): void {
    this.#nowMs += ms;
  }

  /**
   * Runs a few turns of the event loop: enough for a search to start, to throw or to yield, and to
   * be answered.
   */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 4; turns++) await nextTurn();
  }

  #next(untilMs: number): DrivenTimer | undefined {
    return [...this.#timers].filter(({ at }) => at <= untilMs).sort((a, b) => a.at - b.at)[0];
  }

  #fire(timer: DrivenTimer): void {
    this.#timers.delete(timer);
    this.#nowMs = Math.max(this.#nowMs, timer.at);
    timer.callback();
  }
}
