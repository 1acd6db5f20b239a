/** What comes for an auction between its stop and its result: the ledger gets it. */
import { LEDGER_LIMITS } from "./ledger.ts";
import { BIDDERS_MAX } from "./limits.ts";

/**
 * A6: messages that the ledger still gets: one for each bidder, and of one bidder no more than the
 * ledger reads (`lateBidsMax`), so that one takes no other's place. They are not copied; a read of
 * the socket that is kept for them has 64 kB.
 */
const MESSAGES_MAX = BIDDERS_MAX;
const BYTES_MAX = 4 * 1024 * 1024;

interface LateMessage {
  readonly bidder: string;
  readonly instance: string;
  readonly bytes: Uint8Array;
}

/** Both grow until the call of the auction is released. */
export interface LateMessages {
  readonly messages: readonly LateMessage[];
  /** Bidders with a message that exceeded the limits. */
  readonly unread: ReadonlySet<string>;
}

const NO_MESSAGES: readonly LateMessage[] = [];
const NONE_UNREAD: ReadonlySet<string> = new Set();

/** Most auctions have none: the list exists with the first one. */
export class LateMessageList implements LateMessages {
  #messages: LateMessage[] | null = null;
  #unread: Set<string> | null = null;
  #bytes = 0;

  get messages(): readonly LateMessage[] {
    return this.#messages ?? NO_MESSAGES;
  }

  get unread(): ReadonlySet<string> {
    return this.#unread ?? NONE_UNREAD;
  }

  /** Keeps a message. `isExpected`: what is dropped of an expected bidder is noted as unread. */
  add(bidder: string, instance: string, bytes: Uint8Array, isExpected: boolean): void {
    this.#messages ??= [];
    if (this.#hasRoom(this.#messages, bidder, bytes)) {
      this.#bytes += bytes.length;
      this.#messages.push({ bidder, instance, bytes });
    } else if (isExpected) {
      this.#unread ??= new Set();
      this.#unread.add(bidder);
    }
  }

  #hasRoom(kept: readonly LateMessage[], bidder: string, bytes: Uint8Array): boolean {
    if (kept.length >= MESSAGES_MAX || this.#bytes + bytes.length > BYTES_MAX) return false;
    let its = 0;
    for (const message of kept) if (message.bidder === bidder) its++;
    return its < LEDGER_LIMITS.lateBidsMax;
  }
}
