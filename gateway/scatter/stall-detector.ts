/**
 * Detects whether the broker, or this process itself, stalled while an auction was open. Then late
 * and missing answers are not evidence about the bidders. While auctions are open, the broker is
 * asked for a round trip (PING and PONG) every `PROBE_EVERY_MS`, one at a time.
 *
 * STALL-1 A stall of `PROBE_EVERY_MS + STALL_MS_MIN` or more is always detected: a round trip
 *    begins in it, or the process is late to begin one.
 * STALL-2 No check is answered before the round trip that is under way, or is begun for it, has
 *    returned: a broker that is still frozen answers none.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { FreezeDetector } from "../runtime/freeze-detector.ts";

export const PROBE_EVERY_MS = 50;
/** A round trip on a machine under load takes some ten milliseconds. */
export const STALL_MS_MIN = 250;
/** The time for which a stall counts after its end: the broker first sends what has waited. */
export const AFTERMATH_MS = 250;
/** A6: stalls that are remembered, and checks that wait for a round trip. */
const STALLS_MAX = 16;
export const CHECKS_MAX = 4_096;

interface PendingStallCheck {
  readonly fromAtMs: number;
  readonly toAtMs: number;
  readonly report: (stalled: boolean) => void;
}

export class StallDetector {
  readonly #clock: Clock;
  readonly #roundTrip: () => Promise<void> | undefined;
  readonly #freeze: FreezeDetector;
  /** Oldest first. */
  readonly #stalls: { readonly beganAtMs: number; readonly endedAtMs: number }[] = [];
  #checks: PendingStallCheck[] = [];
  #openAuctions = 0;
  #sentAtMs: number | null = null;
  #ticking = false;

  /**
   * `roundTrip` resolves when the broker has answered, and rejects when the connection is lost;
   * undefined when there is none.
   */
  constructor(clock: Clock, roundTrip: () => Promise<void> | undefined) {
    this.#clock = clock;
    this.#roundTrip = roundTrip;
    this.#freeze = new FreezeDetector([() => clock.now()], PROBE_EVERY_MS + STALL_MS_MIN);
  }

  /** An auction has begun. */
  auctionOpened(): void {
    this.#openAuctions++;
    if (this.#ticking) return;
    this.#freeze.beat();
    this.#probe();
    this.#tick();
  }

  auctionClosed(): void {
    this.#openAuctions--;
  }

  /** A round trip is under way for longer than usual. */
  get stalledNow(): boolean {
    return this.#sentAtMs !== null && this.#clock.now() - this.#sentAtMs >= STALL_MS_MIN;
  }

  /**
   * Calls back, once, with whether there was a stall between `fromAtMs` and now. `true` also when
   * that cannot be known.
   */
  check(fromAtMs: number, report: (stalled: boolean) => void): void {
    if (this.#checks.length >= CHECKS_MAX) {
      report(true);
      return;
    }
    this.#checks.push({ fromAtMs, toAtMs: this.#clock.now(), report });
    this.#probe();
  }

  #tick(): void {
    this.#ticking = true;
    const dueAtMs = this.#clock.now() + PROBE_EVERY_MS;
    this.#clock.at(dueAtMs, () => {
      this.#ticking = false;
      if (this.#freeze.beat() !== null) this.#remember(dueAtMs, this.#clock.now());
      if (this.#openAuctions === 0) return;
      this.#probe();
      this.#tick();
    });
  }

  #probe(): void {
    if (this.#sentAtMs !== null) return;
    const sentAtMs = this.#clock.now();
    const returned = (lost: boolean) => {
      this.#sentAtMs = null;
      const now = this.#clock.now();
      if (lost || now - sentAtMs >= STALL_MS_MIN) this.#remember(sentAtMs, now);
      this.#answerChecks();
    };
    const sent = this.#roundTrip();
    if (sent === undefined) {
      returned(true);
      return;
    }
    this.#sentAtMs = sentAtMs;
    void sent.then(
      () => returned(false),
      () => returned(true),
    );
  }

  #remember(beganAtMs: number, endedAtMs: number): void {
    this.#stalls.push({ beganAtMs, endedAtMs });
    if (this.#stalls.length > STALLS_MAX) this.#stalls.shift();
  }

  #answerChecks(): void {
    const checks = this.#checks;
    this.#checks = [];
    for (const { fromAtMs, toAtMs, report } of checks) {
      // The stall may have begun just after the round trip before this one.
      report(
        this.#stalls.some(
          ({ beganAtMs, endedAtMs }) =>
            endedAtMs + AFTERMATH_MS >= fromAtMs && beganAtMs - PROBE_EVERY_MS <= toAtMs,
        ),
      );
    }
  }
}
