/** Sends the bids for a call: batches, the notice, and the final bid. */
import type { Clock } from "../../common/runtime/clock.ts";
import type { Bid } from "../../proto/messages.ts";
import { bidSubject } from "../../proto/subjects.ts";
import type { AcceptedCall } from "./accepted-call.ts";
import { type BidContent, contentOf, markedStopped } from "./bid-content.ts";
import { encodedWithin } from "./encoded-bid.ts";
import type { OfferBatch } from "./offer-batch.ts";
import type { OfferRow } from "./rows.ts";

/** Bids for one call, the final one among them (A6). */
export const BIDS_A_CALL_MAX = 32;

/** States to the gateway which instance has the call (KIT-5). */
const NOTICE: OfferBatch<readonly OfferRow[]> = {
  offers: [],
  floor: null,
  final: false,
  notes: [],
};

type TimedBid = Bid & { queuedUs?: number; workedUs?: number };

/** Who sends, and how. */
interface BidSenderOptions {
  readonly kind: string;
  readonly instance: string;
  readonly payloadBytesMax: () => number;
  readonly clock: Pick<Clock, "now">;
  /** See CallHandlerOptions. @throws Error */
  publish(subject: string, payload: Uint8Array, keepUntilMs?: number): void;
  /** Receives what could not be published. */
  unsent(auctionId: string, error: unknown): void;
}

/** Gives each bid its sequence number and its subject, and publishes it. */
export class BidSender {
  readonly #options: BidSenderOptions;

  constructor(options: BidSenderOptions) {
    this.#options = options;
  }

  /** Sends a bid that is not final. False when it was not sent. */
  sendBatch(accepted: AcceptedCall, batch: OfferBatch<readonly OfferRow[]>): boolean {
    if (!this.#sendOpen(accepted, batch)) return false;
    accepted.builder.sent(batch);
    return true;
  }

  /** Sends an empty bid that is not final: it says only which instance has the call. */
  sendNotice(accepted: AcceptedCall): void {
    this.#sendOpen(accepted, NOTICE);
  }

  /** Sends the final bid. What could not be sent is counted. */
  sendFinal(accepted: AcceptedCall, answer: BidContent): void {
    this.#sendAnswer(accepted, answer, true);
  }

  /** KIT-9. False when it was not sent. */
  sendCut(accepted: AcceptedCall, answer: BidContent): boolean {
    const hasRoom = accepted.bidsSent < BIDS_A_CALL_MAX - 1;
    return hasRoom && this.#sendAnswer(accepted, markedStopped(answer), false);
  }

  #sendAnswer(accepted: AcceptedCall, answer: BidContent, final: boolean): boolean {
    const bid: TimedBid = {
      searchId: accepted.call.searchId,
      sequence: accepted.bidsSent,
      final,
      status: answer.status,
      reason: answer.reason,
      sheet: answer.sheet,
      floor: null,
    };
    this.#addTimes(bid, accepted);
    const withCells =
      answer.cellFloors === undefined ? bid : { ...bid, cellFloors: answer.cellFloors };
    const marked = answer.stopped === true ? { ...withCells, stopped: true as const } : withCells;
    const noted = answer.notes === undefined ? marked : { ...marked, notes: answer.notes };
    const whole = final ? noted : { ...noted, cut: true as const };
    const isSent = this.publish(accepted.reply, whole, accepted.expiresAtMs);
    if (isSent) accepted.bidsSent++;
    return isSent;
  }

  /**
   * False when it was not sent: the broker may be away, and the reply subject may be invalid. This
   * is counted. Never throws.
   */
  publish(reply: string, bid: Bid, keepUntilMs?: number): boolean {
    const { kind, instance, payloadBytesMax } = this.#options;
    try {
      const subject = bidSubject(reply, kind, instance);
      this.#options.publish(subject, encodedWithin(bid, payloadBytesMax()), keepUntilMs);
      return true;
    } catch (thrown) {
      this.#options.unsent(bid.searchId, thrown);
      return false;
    }
  }

  /** KIT-8 */
  #addTimes(bid: TimedBid, { receivedAtMs, queueingMs, startedAtMs }: AcceptedCall): void {
    const nowMs = this.#options.clock.now();
    const beganAtMs = startedAtMs ?? nowMs;
    bid.queuedUs = microseconds(queueingMs + beganAtMs - receivedAtMs);
    if (startedAtMs !== undefined) bid.workedUs = microseconds(nowMs - startedAtMs);
  }

  #sendOpen(accepted: AcceptedCall, batch: OfferBatch<readonly OfferRow[]>): boolean {
    if (accepted.bidsSent >= BIDS_A_CALL_MAX - 1) return false;
    const { searchId } = accepted.call;
    const { floor, final } = batch;
    const sequence = accepted.bidsSent;
    const bid: TimedBid = { searchId, sequence, final, floor, ...contentOf(batch) };
    this.#addTimes(bid, accepted);
    if (!this.publish(accepted.reply, bid)) return false;
    accepted.bidsSent++;
    accepted.noticeAtMs = Number.POSITIVE_INFINITY;
    return true;
  }
}

/** The field has 32 bits, and holds an hour: far more than any budget. */
const US_MAX = 0xffff_ffff;

function microseconds(ms: number): number {
  return Math.min(US_MAX, Math.max(0, Math.round(ms * 1_000)));
}
