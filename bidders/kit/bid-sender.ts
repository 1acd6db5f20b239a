/** Sends the bids for a call: parts, the notice, and the final bid. */
import { EMPTY_SHEET } from "../../proto/codec/index.ts";
import type { Bid } from "../../proto/messages.ts";
import { bidSubject } from "../../proto/subjects.ts";
import type { AcceptedCall } from "./accepted-call.ts";
import type { Answer } from "./answer.ts";
import type { Part } from "./bid-builder.ts";
import { encodedWithin } from "./encoded-bid.ts";

/** Bids for one call, the final one among them (A6). */
export const BIDS_A_CALL_MAX = 32;

/** Tells the gateway which instance has the call (KIT-5). */
const NOTICE: Part = {
  rows: [],
  floor: null,
  answer: { status: "empty", reason: null, sheet: EMPTY_SHEET },
};

/** Who sends, and how. */
export interface BidSenderOptions {
  readonly kind: string;
  readonly instance: string;
  readonly payloadBytesMax: () => number;
  /** See CallHandlerOptions. @throws Error */
  publish(subject: string, payload: Uint8Array, keepUntilMs?: number): void;
  /** Receives what could not be published. */
  unsent(searchId: string, error: unknown): void;
}

/** Gives each bid its sequence number and its subject, and publishes it. */
export class BidSender {
  readonly #options: BidSenderOptions;

  constructor(options: BidSenderOptions) {
    this.#options = options;
  }

  /** Sends a bid that is not final. False when it was not sent. */
  sendPart(accepted: AcceptedCall, part: Part): boolean {
    if (!this.#sendOpen(accepted, part)) return false;
    accepted.builder.send(part);
    return true;
  }

  sendNotice(accepted: AcceptedCall): void {
    this.#sendOpen(accepted, NOTICE);
  }

  /** Sends the final bid. What could not be sent is counted. */
  sendFinal(accepted: AcceptedCall, answer: Answer): void {
    const bid: Bid = {
      searchId: accepted.call.searchId,
      sequence: accepted.bidsSent,
      final: true,
      floor: null,
      ...answer,
    };
    if (this.publish(accepted.reply, bid, accepted.deadlineMs)) accepted.bidsSent++;
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

  #sendOpen(accepted: AcceptedCall, { floor, answer }: Part): boolean {
    if (accepted.bidsSent >= BIDS_A_CALL_MAX - 1) return false;
    const { searchId } = accepted.call;
    const bid: Bid = { searchId, sequence: accepted.bidsSent, final: false, floor, ...answer };
    if (!this.publish(accepted.reply, bid)) return false;
    accepted.bidsSent++;
    accepted.stopNotice();
    return true;
  }
}
