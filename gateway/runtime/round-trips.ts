/**
 * Whether the broker answers on the auctions' connection: a socket that is open says nothing of
 * that. It is asked twice a second, one question at a time, and late when it has not answered for
 * so many rounds. Rounds are counted, not time: a gateway that was itself stalled does not conclude
 * that the broker is silent.
 */
import type { Clock } from "../../common/runtime/clock.ts";

export const ASK_EVERY_MS = 500;
export const ROUNDS_UNANSWERED_MAX = 3;

export class RoundTrips {
  readonly #clock: Clock;
  readonly #ask: () => Promise<void>;
  #unanswered = 0;
  #asking = false;
  #cancel = () => {};

  /** `ask` resolves when the broker has answered, and rejects when the connection is lost. */
  constructor(clock: Clock, ask: () => Promise<void>) {
    this.#clock = clock;
    this.#ask = ask;
  }

  /** True when the broker has not answered for 1.5 to 2 s. */
  get late(): boolean {
    return this.#unanswered >= ROUNDS_UNANSWERED_MAX;
  }

  start(): void {
    this.#round();
  }

  stop(): void {
    this.#cancel();
  }

  #round(): void {
    if (this.#asking) this.#unanswered++;
    else void this.#question();
    this.#cancel = this.#clock.at(this.#clock.now() + ASK_EVERY_MS, () => this.#round());
  }

  async #question(): Promise<void> {
    this.#asking = true;
    try {
      await this.#ask();
      this.#unanswered = 0;
    } catch {
      // The connection is lost, which its status events report.
    }
    this.#asking = false;
  }
}
