/**
 * Which messages of bidders are part of the record of an auction: those that the rules of the
 * auction and of regret read.
 *
 * NOTED-1 A5, A6: what one bidder sends is bounded, however much it is, so that no bidder can keep
 *    an auction out of the record. What is left out changes nothing: neither the result, nor the
 *    regret of a bidder whose late messages are within the bounds.
 *
 * The bounds are those of an attempt (fold-bid.ts): after one message or one byte too many, an
 * attempt is invalid whatever follows. Of a bidder count the first instance that answers and
 * those to which its call was hedged (participant.ts); of others late messages alone (ledger.ts).
 */
import { BIDS_AN_ATTEMPT_MAX, BYTES_AN_ATTEMPT_MAX } from "../auction/fold-bid.ts";
import { LEDGER_LIMITS } from "../auction/ledger.ts";

/** What was noted of one instance, or of the late messages of a bidder's other instances. */
interface Noted {
  readonly bidder: string;
  /** Null: of all instances that do not answer its call. */
  readonly instance: string | null;
  isHedge: boolean;
  messages: number;
  bytes: number;
}

export class NotedMessages {
  /**
   * A6: one for each kind that the broker lets bid, and one for each hedge. A list, since most
   * auctions have a few bidders with one instance each, and are not recorded: a Map takes longer to
   * make than a short list to read.
   */
  readonly #noted: Noted[] = [];

  /** A call was hedged: this instance may answer it too. */
  hedged(bidder: string, instance: string): void {
    this.#of(bidder, instance).isHedge = true;
  }

  /** As much of this message as is noted; null: nothing. `isLate`: its auction has ended. */
  take(bidder: string, instance: string, bytes: Uint8Array, isLate: boolean): Uint8Array | null {
    const noted = this.#answering(bidder, instance);
    if (noted === undefined) return isLate ? lateOf(this.#of(bidder, null), bytes) : null;
    if (noted.messages > BIDS_AN_ATTEMPT_MAX || noted.bytes > BYTES_AN_ATTEMPT_MAX) return null;
    // It is invalid by its length alone: of its content nothing is read.
    const most = BYTES_AN_ATTEMPT_MAX + 1 - noted.bytes;
    const taken = bytes.length > most ? bytes.subarray(0, most) : bytes;
    noted.messages++;
    noted.bytes += taken.length;
    return taken;
  }

  /** Undefined for an instance that may not answer the call of its bidder. */
  #answering(bidder: string, instance: string): Noted | undefined {
    let hasFirst = false;
    for (const noted of this.#noted) {
      if (noted.bidder !== bidder || noted.instance === null) continue;
      if (noted.instance === instance) return noted;
      // The first one that answers, which the call was not hedged to.
      if (!noted.isHedge) hasFirst = true;
    }
    return hasFirst ? undefined : this.#add(bidder, instance);
  }

  #of(bidder: string, instance: string | null): Noted {
    for (const noted of this.#noted)
      if (noted.bidder === bidder && noted.instance === instance) return noted;
    return this.#add(bidder, instance);
  }

  #add(bidder: string, instance: string | null): Noted {
    const noted = { bidder, instance, isHedge: false, messages: 0, bytes: 0 };
    this.#noted.push(noted);
    return noted;
  }
}

function lateOf(late: Noted, bytes: Uint8Array): Uint8Array | null {
  if (late.messages >= LEDGER_LIMITS.lateBidsMax) return null;
  if (late.bytes + bytes.length > BYTES_AN_ATTEMPT_MAX) return null;
  late.messages++;
  late.bytes += bytes.length;
  return bytes;
}
