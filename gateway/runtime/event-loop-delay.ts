/**
 * The delay of the event loop, from a timer that is due every `PERIOD_MS`. Node does not report
 * when the bytes of a request reached this machine, but they arrived after the loop had last read
 * its sockets. So a request that is read right after a delay may have waited for the length of the
 * delay, and no longer: `ms` is this bound. It is 0 while the loop is on time.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { FROZEN_MS_MIN } from "./freeze-detector.ts";

export const PERIOD_MS = 25;

/** A timer is always a little late. */
export const NOISE_MS = 20;

export class EventLoopDelay {
  readonly #clock: Clock;
  readonly #nextTurn: (callback: () => void) => void;
  readonly #onBeat: (delayMs: number) => void;
  #dueAtMs: number;
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
    this.#dueAtMs = Number.POSITIVE_INFINITY;
  }

  start(): void {
    this.#arm();
  }

  stop(): void {
    this.#cancel();
    this.#dueAtMs = Number.POSITIVE_INFINITY;
    this.#lateMs = 0;
  }

  /** The longest that a request which is read in this turn can have waited for the loop. */
  get ms(): number {
    const ms = Math.max(this.#lateMs, this.#clock.now() - this.#dueAtMs);
    return ms > NOISE_MS ? ms : 0;
  }

  /**
   * How long it has waited on average: half of `ms`, because requests arrive at any time. All of
   * `ms` after a freeze of the process.
   */
  get expectedMs(): number {
    return this.ms < FROZEN_MS_MIN ? this.ms / 2 : this.ms;
  }

  /**
   * Resolves when the sockets have been read once more. Then it is known which callers have
   * disconnected meanwhile.
   */
  async socketsRead(): Promise<void> {
    for (let turn = 0; turn < 2; turn++)
      await new Promise<void>((resolve) => this.#nextTurn(resolve));
  }

  #arm(): void {
    this.#dueAtMs = this.#clock.now() + PERIOD_MS;
    this.#cancel = this.#clock.at(this.#dueAtMs, () => this.#beat());
  }

  #beat(): void {
    const lateMs = Math.max(0, this.#clock.now() - this.#dueAtMs);
    // Timers run before sockets in a turn, so the delay is known when the sockets are read. In the
    // next turn it is no longer valid.
    this.#lateMs = lateMs;
    if (lateMs > NOISE_MS) this.#nextTurn(() => (this.#lateMs = 0));
    this.#arm();
    this.#onBeat(lateMs);
  }
}
