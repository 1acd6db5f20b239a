/**
 * How much the roster listens to any one kind (A6). Counted before a message is read, by whom its
 * subject vouches for (A4): one kind that talks without end costs a bounded share of the gateway's
 * time, and is heard less itself, but takes nothing from the others.
 */
import type { Clock } from "../../common/runtime/clock.ts";

/**
 * A6: messages and bytes of one kind that are read in a round (500 ms): enough for all its
 *     instances to announce themselves and to
 * answer, twice over. Of answers to PING, which nobody vouches for, as many are read of all kinds
 * together.
 */
export const MESSAGES_MAX = 1_024;
export const BYTES_MAX = 4 * 1024 * 1024;
/**
 * A6: kinds that are counted, or remembered to have been complained of. The broker's users are
 * fewer.
 */
const KINDS_MAX = 256;
/**
 * Of one kind the log is told so often at most: what is wrong with it is mostly wrong twice a
 * second.
 */
const COMPLAIN_EVERY_MS = 60_000;

export class Hearing {
  readonly #clock: Pick<Clock, "now">;
  readonly #tell: (subject: string, error: Error) => void;
  readonly #heard = new Map<string, { messages: number; bytes: number }>();
  readonly #quietUntil = new Map<string, number>();

  constructor(clock: Pick<Clock, "now">, tell: (subject: string, error: Error) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** A new round: everybody may be heard again. */
  newRound(): void {
    this.#heard.clear();
  }

  /** False when enough was heard of this kind in this round. */
  admits(kind: string, subject: string, bytes: number): boolean {
    const heard = this.#heard.get(kind) ?? { messages: 0, bytes: 0 };
    if (
      heard.messages >= MESSAGES_MAX ||
      heard.bytes + bytes > BYTES_MAX ||
      (heard.messages === 0 && this.#heard.size >= KINDS_MAX)
    ) {
      this.complain(
        kind,
        subject,
        `more than ${MESSAGES_MAX} messages or ${BYTES_MAX} bytes in one round; the rest is not read`,
      );
      return false;
    }
    heard.messages++;
    heard.bytes += bytes;
    this.#heard.set(kind, heard);
    return true;
  }

  /** Says what is wrong with a kind, unless it was complained of just now. */
  complain(kind: string, subject: string, what: string): void {
    const now = this.#clock.now();
    if (now < (this.#quietUntil.get(kind) ?? Number.NEGATIVE_INFINITY)) return;
    // Oldest first, as a map keeps them: the one that goes is the one whose minute is over first.
    this.#quietUntil.delete(kind);
    const [oldest] = this.#quietUntil.keys();
    if (oldest !== undefined && this.#quietUntil.size >= KINDS_MAX) this.#quietUntil.delete(oldest);
    this.#quietUntil.set(kind, now + COMPLAIN_EVERY_MS);
    this.#tell(subject, new Error(`what ${kind || "somebody"} says of itself is refused: ${what}`));
  }
}
