/**
 * Tells kinds of bidders what became of their bids: once a second at most one message to each kind
 * that has asked for it in its presence. An auction pays for it after its result, and nothing where
 * no kind has asked.
 *
 * BATCH-1 A message goes to one kind alone, and has what was said to that kind alone. Only its own
 *    users may receive it (nats.conf).
 * BATCH-2 What waits is bounded: of each kind so many auctions, late bids and bytes as one message
 *    may have, for one second (A6). What is too much, and what waits while the broker is away, is
 *    dropped, and the next message says how many. Nothing is computed of an auction for which a full
 *    message has no room.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import {
  encodeAuctionFeedback,
  encodeFeedback,
  encodeLateFeedback,
} from "../../proto/codec/index.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { AuctionFeedback } from "../../proto/messages.ts";
import { feedbackSubject } from "../../proto/subjects.ts";
import { disclosed, type FeedbackPrices } from "../auction/feedback/disclosure.ts";
import type { LateBidEvent } from "../auction/ledger-events.ts";
import { BIDDERS_MAX } from "../auction/limits.ts";
import type { FeedbackPort } from "../auction/ports.ts";

/** How long what is said waits for more. */
const BATCH_MS = 1_000;

/** The bytes of a message beside its entries, and those before each entry. */
const HEAD_BYTES = 128;
const ENTRY_HEAD_BYTES = 4;

interface Batch {
  auctions: Uint8Array[];
  late: Uint8Array[];
  bytes: number;
  /** The bytes of an entry had no room: no auction has any more, until the message is sent. */
  isFull: boolean;
  /** Since the last message that was sent. */
  dropped: number;
}

interface FeedbackEvents {
  /** What a kind is told of one auction. */
  told?(bidder: string, feedback: AuctionFeedback): void;
  /** So many entries of a message were sent, or dropped. */
  sent?(bidder: string, entries: number): void;
  dropped?(bidder: string, entries: number): void;
}

interface FeedbackPorts {
  readonly gateway: string;
  readonly clock: Pick<Clock, "now" | "at">;
  /** The kinds that have asked for it. */
  readonly wanting: () => ReadonlySet<string>;
  readonly prices: FeedbackPrices;
  readonly connected: () => boolean;
  readonly publish: (subject: string, bytes: Uint8Array) => void;
  readonly events: FeedbackEvents;
}

export class FeedbackBatches implements FeedbackPort {
  readonly prices: FeedbackPrices;
  readonly #ports: FeedbackPorts;
  /** A6: kinds that have asked, of the BIDDERS_MAX that the roster has. */
  readonly #batches = new Map<string, Batch>();
  #cancelTimer: (() => void) | null = null;
  #isClosed = false;

  constructor(ports: FeedbackPorts) {
    this.#ports = ports;
    this.prices = ports.prices;
  }

  get isWanted(): boolean {
    return this.#ports.wanting().size > 0;
  }

  wants(bidder: string): boolean {
    return this.#ports.wanting().has(bidder);
  }

  /** BATCH-2 */
  hasRoom(bidder: string): boolean {
    if (this.#isClosed) return false;
    const batch = this.#batches.get(bidder);
    const hasRoom =
      batch === undefined
        ? this.#batches.size < BIDDERS_MAX
        : !batch.isFull && batch.auctions.length < LIMITS.feedbackAuctionsMax;
    if (!hasRoom) this.#drop(bidder, batch, 1);
    return hasRoom;
  }

  ended(bidder: string, feedback: AuctionFeedback): void {
    if (this.#isClosed) return;
    this.#ports.events.told?.(bidder, feedback);
    this.#add(bidder, "auctions", encodeAuctionFeedback(feedback));
  }

  /** A bid has come after its auction had ended. */
  late({ auctionId, instance, late, lateByMs, regretRise, hasMarkUp }: LateBidEvent): void {
    const { bidder, offers, cheapest } = late;
    if (this.#isClosed || !this.wants(bidder)) return;
    const prices = hasMarkUp === true ? "off" : this.prices;
    const cost = cheapest === null ? null : disclosed(regretRise.amount, cheapest, prices);
    this.#add(bidder, "late", encodeLateFeedback({ auctionId, instance, lateByMs, offers, cost }));
  }

  /** Sends what waits, and says nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
    this.#send();
  }

  #add(bidder: string, list: "auctions" | "late", bytes: Uint8Array): void {
    let batch = this.#batches.get(bidder);
    if (batch === undefined) {
      if (this.#batches.size >= BIDDERS_MAX) {
        this.#drop(bidder, batch, 1);
        return;
      }
      batch = { auctions: [], late: [], bytes: HEAD_BYTES, isFull: false, dropped: 0 };
      this.#batches.set(bidder, batch);
    }
    const size = batch.bytes + bytes.length + ENTRY_HEAD_BYTES;
    // BATCH-2
    if (batch[list].length >= LIMITS.feedbackAuctionsMax || size > LIMITS.feedbackBytesMax) {
      batch.isFull ||= size > LIMITS.feedbackBytesMax;
      this.#drop(bidder, batch, 1);
    } else {
      batch[list].push(bytes);
      batch.bytes = size;
    }
    const { clock } = this.#ports;
    this.#cancelTimer ??= clock.at(clock.now() + BATCH_MS, () => this.#send());
  }

  #send(): void {
    this.#cancelTimer = null;
    for (const [bidder, batch] of this.#batches) {
      const { auctions, late, dropped } = batch;
      const entries = auctions.length + late.length;
      // It has left, or asks no more.
      if (!this.wants(bidder)) this.#batches.delete(bidder);
      else if (this.#published(bidder, { auctions, late, dropped })) {
        this.#batches.delete(bidder);
        this.#ports.events.sent?.(bidder, entries);
      } else {
        this.#drop(bidder, batch, entries);
        batch.auctions = [];
        batch.late = [];
        batch.bytes = HEAD_BYTES;
        batch.isFull = false;
      }
    }
  }

  /** False where the broker is away. */
  #published(bidder: string, entries: Pick<Batch, "auctions" | "late" | "dropped">): boolean {
    const { gateway, connected, publish } = this.#ports;
    if (!connected()) return false;
    try {
      publish(feedbackSubject(bidder), encodeFeedback({ gateway, ...entries }));
      return true;
    } catch {
      // The connection has closed meanwhile.
      return false;
    }
  }

  #drop(bidder: string, batch: Batch | undefined, entries: number): void {
    if (batch !== undefined) batch.dropped += entries;
    if (entries > 0) this.#ports.events.dropped?.(bidder, entries);
  }
}
