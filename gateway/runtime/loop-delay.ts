/**
 * How late the event loop is, from a timer that is due every `PERIOD_MS`. Node cannot say when a
 * request's bytes reached this machine; but they came after the loop had last looked at its
 * sockets. So what is read right after the loop was held up may have waited that long, and no
 * longer: `ms` is this bound, and it is 0 while the loop is on time.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { FROZEN_MS_MIN } from "./freeze-detector.ts";

export const PERIOD_MS = 25;

/** A timer is never quite on time. */
export const NOISE_MS = 20;

export class LoopDelay {
  readonly #clock: Clock;
  readonly #nextTurn: (callback: () => void) => void;
  readonly #onBeat: (delayMs: number) => void;
  #dueAt: number;
  #lateMs = 0;
  #cancel = () => {};

  constructor(
    clock: Clock,
    nextTurn: (callback: () => void) => void,
    onBeat: (delayMs: number) => void,
  ) {
    this.#clock = clock;
    this.#nextTurn = nextTurn;
    this.#onBeat = onBeat;
    this.#dueAt = Number.POSITIVE_INFINITY;
  }

  start(): void {
    this.#arm();
  }

  stop(): void {
    this.#cancel();
    this.#dueAt = Number.POSITIVE_INFINITY;
    this.#lateMs = 0;
  }

  /** The longest that what is read in this turn can have waited for the loop. */
  get ms(): number {
    const ms = Math.max(this.#lateMs, this.#clock.now() - this.#dueAt);
    return ms > NOISE_MS ? ms : 0;
  }

  /**
   * What it will have waited on the average: half of that, for requests come at any time. All of it
   * when the process stood still.
   */
  get expectedMs(): number {
    return this.ms < FROZEN_MS_MIN ? this.ms / 2 : this.ms;
  }

  /**
   * Resolves when the sockets have been read once more: a caller that has hung up meanwhile is
   * known to have.
   */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 2; turn++)
      await new Promise<void>((resolve) => this.#nextTurn(resolve));
  }

  #arm(): void {
    this.#dueAt = this.#clock.now() + PERIOD_MS;
    this.#cancel = this.#clock.at(this.#dueAt, () => this.#beat());
  }

  #beat(): void {
    const lateMs = Math.max(0, this.#clock.now() - this.#dueAt);
    // Timers come before sockets in a turn, so this is known when the sockets are read; after that
    // it is history.
    this.#lateMs = lateMs;
    if (lateMs > NOISE_MS) this.#nextTurn(() => (this.#lateMs = 0));
    this.#arm();
    this.#onBeat(lateMs);
  }
}
