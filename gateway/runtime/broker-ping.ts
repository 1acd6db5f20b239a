/**
 * Pings the broker on the auctions' connection: an open socket does not mean that the broker
 * answers. There is a ping twice a second, one at a time. The broker is unresponsive after a number
 * of intervals without its answer. Intervals are counted, not time: a gateway that did not run
 * itself does not conclude that the broker is unresponsive.
 */
import type { Clock } from "../../common/runtime/clock.ts";

export const BROKER_PING_EVERY_MS = 500;
export const BROKER_PINGS_UNANSWERED_MAX = 3;

export class BrokerPing {
  readonly #clock: Clock;
  readonly #ping: () => Promise<void>;
  #unanswered = 0;
  #waiting = false;
  #cancel = () => {};

  /** `ping` resolves when the broker has answered, and rejects when the connection is lost. */
  constructor(clock: Clock, ping: () => Promise<void>) {
    this.#clock = clock;
    this.#ping = ping;
  }

  /** True when the broker has not answered for 1.5 to 2 s. */
  get isUnresponsive(): boolean {
    return this.#unanswered >= BROKER_PINGS_UNANSWERED_MAX;
  }

  start(): void {
    this.#tick();
  }

  stop(): void {
    this.#cancel();
  }

  #tick(): void {
    if (this.#waiting) this.#unanswered++;
    else void this.#pingOnce();
    this.#cancel = this.#clock.at(this.#clock.now() + BROKER_PING_EVERY_MS, () => this.#tick());
  }

  async #pingOnce(): Promise<void> {
    this.#waiting = true;
    try {
      await this.#ping();
      this.#unanswered = 0;
    } catch {
      // The connection is lost. Its status events report that.
    }
    this.#waiting = false;
  }
}
