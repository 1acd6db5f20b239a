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
  messages: number;
  bytes: number;
}

/** Most bidders have one instance and no hedge: what few need is made when it is needed. */
interface OneBidder {
  /** The instance that answers its call; null before its first message. */
  first: string | null;
  hedgedTo: string[] | null;
  /** The instances that may answer its call: one, and one for each hedge. */
  readonly noted: (Noted & { readonly instance: string })[];
  late: Noted | null;
}

export class NotedMessages {
  /** A6: bounded by the events of the auction. */
  readonly #bidders = new Map<string, OneBidder>();

  /** A call was hedged: this instance may answer it too. */
  hedged(bidder: string, instance: string): void {
    const its = this.#of(bidder);
    its.hedgedTo ??= [];
    if (!its.hedgedTo.includes(instance)) its.hedgedTo.push(instance);
  }

  /** As much of this message as is noted; null: nothing. `isLate`: its auction has ended. */
  take(bidder: string, instance: string, bytes: Uint8Array, isLate: boolean): Uint8Array | null {
    const its = this.#of(bidder);
    const { first, hedgedTo } = its;
    const isHedge = hedgedTo?.includes(instance) === true;
    if (!isHedge && (first === null || hedgedTo?.includes(first) === true)) its.first = instance;
    if (!isHedge && its.first !== instance) {
      if (!isLate) return null;
      its.late ??= { messages: 0, bytes: 0 };
      return lateOf(its.late, bytes);
    }
    const noted = notedOf(its, instance);
    if (noted.messages > BIDS_AN_ATTEMPT_MAX || noted.bytes > BYTES_AN_ATTEMPT_MAX) return null;
    // It is invalid by its length alone: of its content nothing is read.
    const most = BYTES_AN_ATTEMPT_MAX + 1 - noted.bytes;
    const taken = bytes.length > most ? bytes.subarray(0, most) : bytes;
    noted.messages++;
    noted.bytes += taken.length;
    return taken;
  }

  #of(bidder: string): OneBidder {
    let its = this.#bidders.get(bidder);
    if (its === undefined) {
      its = { first: null, hedgedTo: null, noted: [], late: null };
      this.#bidders.set(bidder, its);
    }
    return its;
  }
}

function notedOf({ noted }: OneBidder, instance: string): Noted {
  for (const one of noted) if (one.instance === instance) return one;
  const one = { instance, messages: 0, bytes: 0 };
  noted.push(one);
  return one;
}

function lateOf(late: Noted, bytes: Uint8Array): Uint8Array | null {
  if (late.messages >= LEDGER_LIMITS.lateBidsMax) return null;
  if (late.bytes + bytes.length > BYTES_AN_ATTEMPT_MAX) return null;
  late.messages++;
  late.bytes += bytes.length;
  return bytes;
}
