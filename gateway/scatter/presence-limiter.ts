/**
 * Limits how many presence messages of one bidder the roster reads (A6). A message is counted
 * before it is read, under the bidder that its subject names (A4). A bidder that sends without end
 * costs a bounded share of the gateway's time. The rest of its own messages is not read; other
 * bidders are not affected.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { BIDDERS_MAX } from "../auction/limits.ts";

/**
 * A6: messages and bytes of one bidder that are read in one probe interval (500 ms). This is enough
 * for all its instances to announce themselves and to answer, twice. Answers to PING can come from
 * any sender: of these, as many are read of all senders together.
 */
export const MESSAGES_MAX = 1_024;
export const BYTES_MAX = 4 * 1024 * 1024;
/**
 * A6: names that are counted, or whose last report is remembered: those of all bidders that a
 * gateway may know, and as many again that it does not know.
 */
export const NAMES_MAX = 2 * BIDDERS_MAX;
/** A fault mostly repeats twice a second. For one bidder the log has it once in this time. */
const REPORT_INTERVAL_MS = 60_000;

export class PresenceLimiter {
  readonly #clock: Pick<Clock, "now">;
  readonly #onRefused: (subject: string, error: Error) => void;
  readonly #counts = new Map<string, { messages: number; bytes: number }>();
  /** Keyed by bidder: until when it is not reported again. */
  readonly #reportedUntilMs = new Map<string, number>();

  constructor(clock: Pick<Clock, "now">, onRefused: (subject: string, error: Error) => void) {
    this.#clock = clock;
    this.#onRefused = onRefused;
  }

  /** A new probe interval begins: every bidder has its full limit again. */
  newInterval(): void {
    this.#counts.clear();
  }

  /**
   * Counts a message of this bidder. False, and reported, when the limit of this interval is
   * reached.
   */
  tryAcquire(bidder: string, subject: string, bytes: number): boolean {
    const count = this.#counts.get(bidder) ?? { messages: 0, bytes: 0 };
    if (
      count.messages >= MESSAGES_MAX ||
      count.bytes + bytes > BYTES_MAX ||
      (count.messages === 0 && this.#counts.size >= NAMES_MAX)
    ) {
      this.report(
        bidder,
        subject,
        `more than ${MESSAGES_MAX} messages or ${BYTES_MAX} bytes in one probe interval; the rest is not read`,
      );
      return false;
    }
    count.messages++;
    count.bytes += bytes;
    this.#counts.set(bidder, count);
    return true;
  }

  /** Reports why a message of this bidder is refused, unless one was reported a short time ago. */
  report(bidder: string, subject: string, reason: string): void {
    const now = this.#clock.now();
    if (now < (this.#reportedUntilMs.get(bidder) ?? Number.NEGATIVE_INFINITY)) return;
    // A map keeps the order of insertion: the first entry is the oldest report.
    this.#reportedUntilMs.delete(bidder);
    const [oldest] = this.#reportedUntilMs.keys();
    if (oldest !== undefined && this.#reportedUntilMs.size >= NAMES_MAX)
      this.#reportedUntilMs.delete(oldest);
    this.#reportedUntilMs.set(bidder, now + REPORT_INTERVAL_MS);
    const sender = bidder === "" ? "an unknown sender" : bidder;
    this.#onRefused(subject, new Error(`presence message of ${sender} refused: ${reason}`));
  }
}
