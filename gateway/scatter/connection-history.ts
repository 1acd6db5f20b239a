/**
 * The state of the broker connection, as far as it decides on missing bidders. The client's status
 * events are its input.
 */
import type { Clock } from "../../common/runtime/clock.ts";

export class ConnectionHistory {
  readonly #clock: Pick<Clock, "now">;
  readonly #returnMs: number;
  #shuttingDown = false;
  #reconnectedAtMs = Number.NEGATIVE_INFINITY;

  /** `returnMs`: how long after a reconnect known bidders can take to return. */
  constructor(clock: Pick<Clock, "now">, returnMs: number) {
    this.#clock = clock;
    this.#returnMs = returnMs;
  }

  /** The client's status. `ldm` (lame duck mode): the broker will close its connections. */
  status(type: string): void {
    if (type === "ldm") this.#shuttingDown = true;
    if (type !== "reconnect") return;
    this.#shuttingDown = false;
    this.#reconnectedAtMs = this.#clock.now();
  }

  /** The broker shuts down: it closes the connections one by one, and accepts no new ones. */
  get brokerShuttingDown(): boolean {
    return this.#shuttingDown;
  }

  /** The connection was restored a short time ago: some bidders may not have returned yet. */
  get isFresh(): boolean {
    return this.#clock.now() - this.#reconnectedAtMs < this.#returnMs;
  }
}
