/**
 * Whether the broker, or this process itself, stalled while an auction was open. Then late and
 * missing answers say nothing of the bidders. While auctions are open the broker is asked for a
 * round trip (PING and PONG) every `PROBE_EVERY_MS`, one at a time.
 *
 * W1 A stall of `PROBE_EVERY_MS + STALL_MS_MIN` or more is always seen: some round trip begins in
 *    it, or the process was late to begin one.
 * W2 No question is judged before the round trip that was under way, or is begun for it, has come
 *    back: a broker that is still frozen answers none.
 */
import type { Clock } from "../../common/runtime/clock.ts";

export const PROBE_EVERY_MS = 50;
/** A round trip on a machine under load takes some ten milliseconds. */
export const STALL_MS_MIN = 250;
/**
 * What waited in the broker is worked off when it runs again: so long after its end a stall still
 * counts.
 */
export const AFTERMATH_MS = 250;
/** A6: stalls that are remembered, and questions that wait for a round trip. */
const STALLS_MAX = 16;
export const QUESTIONS_MAX = 4_096;

interface Question {
  readonly since: number;
  readonly until: number;
  readonly judged: (stalled: boolean) => void;
}

export class BrokerWatch {
  readonly #clock: Clock;
  readonly #roundTrip: () => Promise<void> | undefined;
  /** Oldest first. */
  readonly #stalls: { readonly from: number; readonly to: number }[] = [];
  #questions: Question[] = [];
  #open = 0;
  #sentAt: number | null = null;
  #ticking = false;

  /**
   * `roundTrip` resolves when the broker has answered, and rejects when the connection is lost;
   * undefined when there is none.
   */
  constructor(clock: Clock, roundTrip: () => Promise<void> | undefined) {
    this.#clock = clock;
    this.#roundTrip = roundTrip;
  }

  /** An auction has begun. */
  opened(): void {
    this.#open++;
    if (this.#ticking) return;
    this.#probe();
    this.#tick();
  }

  closed(): void {
    this.#open--;
  }

  /** A round trip is under way for longer than one takes. */
  get stalledNow(): boolean {
    return this.#sentAt !== null && this.#clock.now() - this.#sentAt >= STALL_MS_MIN;
  }

  /**
   * Calls back, once, with whether there was a stall between `since` and now. `true` also when that
   * cannot be found out.
   */
  judge(since: number, judged: (stalled: boolean) => void): void {
    if (this.#questions.length >= QUESTIONS_MAX) {
      judged(true);
      return;
    }
    this.#questions.push({ since, until: this.#clock.now(), judged });
    this.#probe();
  }

  #tick(): void {
    this.#ticking = true;
    const dueAt = this.#clock.now() + PROBE_EVERY_MS;
    this.#clock.at(dueAt, () => {
      this.#ticking = false;
      const now = this.#clock.now();
      // this process was frozen, or its event loop was blocked
      if (now - dueAt >= STALL_MS_MIN) this.#stalled(dueAt, now);
      if (this.#open === 0) return;
      this.#probe();
      this.#tick();
    });
  }

  #probe(): void {
    if (this.#sentAt !== null) return;
    const sentAt = this.#clock.now();
    const back = (lost: boolean) => {
      this.#sentAt = null;
      const now = this.#clock.now();
      if (lost || now - sentAt >= STALL_MS_MIN) this.#stalled(sentAt, now);
      this.#answer();
    };
    const sent = this.#roundTrip();
    if (sent === undefined) {
      back(true);
      return;
    }
    this.#sentAt = sentAt;
    void sent.then(
      () => back(false),
      () => back(true),
    );
  }

  #stalled(from: number, to: number): void {
    this.#stalls.push({ from, to });
    if (this.#stalls.length > STALLS_MAX) this.#stalls.shift();
  }

  #answer(): void {
    const questions = this.#questions;
    this.#questions = [];
    for (const { since, until, judged } of questions) {
      // The stall may have begun just after the round trip before this one.
      judged(
        this.#stalls.some(
          ({ from, to }) => to + AFTERMATH_MS >= since && from - PROBE_EVERY_MS <= until,
        ),
      );
    }
  }
}
