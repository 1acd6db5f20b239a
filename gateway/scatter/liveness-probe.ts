/**
 * Asks all bidders twice a second whether they are alive, and computes since when a live instance
 * must have sent something.
 *
 * PROBE-1 Probes are counted, not time. A probe counts when the broker has confirmed it and one
 *    interval has passed for the answers. So neither a gateway that was stalled nor a broker that
 *    was away makes a live instance look lost.
 */
import type { Clock } from "../../common/runtime/clock.ts";

export const PROBE_INTERVAL_MS = 500;
/**
 * The number of unanswered probes that removes an instance. With PROBE_INTERVAL_MS, one that ends
 * is removed 2 to 2.5 s later.
 */
export const UNANSWERED_PROBES_MAX = 4;

interface LivenessListener {
  /**
   * Asks all bidders. Resolves when the broker has the messages; rejects when they are lost.
   * Undefined when there is no connection.
   */
  probe(): Promise<void> | undefined;
  /** The interval after a probe is over, whether the probe counts or not. */
  intervalEnded(): void;
  /**
   * A probe that counts is over. An instance that has sent nothing since `silentSinceMs` is gone;
   * null while there were too few probes to know.
   */
  probeCounted(silentSinceMs: number | null): void;
}

interface Probe {
  readonly sentAtMs: number;
  confirmed: boolean;
}

export class LivenessProbe {
  readonly #clock: Clock;
  readonly #listener: LivenessListener;
  #current: Probe | undefined;
  /** When the last probes that count were sent, oldest first. */
  readonly #sentAtMs: number[] = [];
  #cancelTimer = () => {};

  constructor(clock: Clock, listener: LivenessListener) {
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Sends a probe at once, and then one in each interval. Drops all earlier probes. */
  start(): void {
    this.stop();
    this.#sentAtMs.length = 0;
    this.#send();
    this.#setTimer();
  }

  stop(): void {
    this.#cancelTimer();
    this.#current = undefined;
  }

  #setTimer(): void {
    this.#cancelTimer = this.#clock.at(this.#clock.now() + PROBE_INTERVAL_MS, () => {
      this.#endInterval();
      this.#setTimer();
    });
  }

  /** A probe that the broker has not confirmed yet is waited for, and not sent again. */
  #endInterval(): void {
    const probe = this.#current;
    this.#listener.intervalEnded();
    if (probe?.confirmed === true) {
      this.#sentAtMs.push(probe.sentAtMs);
      if (this.#sentAtMs.length > UNANSWERED_PROBES_MAX) this.#sentAtMs.shift();
      this.#listener.probeCounted(
        this.#sentAtMs.length < UNANSWERED_PROBES_MAX ? null : (this.#sentAtMs[0] as number),
      );
    }
    if (probe === undefined || probe.confirmed) this.#send();
  }

  #send(): void {
    const probe: Probe = { sentAtMs: this.#clock.now(), confirmed: false };
    this.#current = probe;
    const lost = () => {
      if (this.#current === probe) this.#current = undefined;
    };
    const confirmed = () => {
      probe.confirmed = true;
    };
    const sent = this.#listener.probe();
    if (sent === undefined) lost();
    else void sent.then(confirmed, lost);
  }
}
