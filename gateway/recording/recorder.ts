/**
 * Which auctions are recorded, and until when their late bids are waited for.
 *
 * RECORDER-1 Of the auctions with a result a share is recorded, drawn when they begin; and always
 *    those that are partial, those that are slow, and those whose late bids are wanted.
 * RECORDER-2 Nothing in here fails or delays an auction: what throws is reported as dropped.
 * RECORDER-3 A6: what is held of auctions that have ended is bounded, in bytes and in number; one
 *    that finds no room is dropped and counted.
 * RECORDER-4 Bidders that were not told to stop when an auction ended are told when its late bids
 *    are not waited for any more, whatever becomes of its record.
 * RECORDER-5 Where late bids are wanted, bidders are heard until `lateMs` after the deadline of the
 *    search, and have nearly as long after their budget to work on.
 */

import type { Clock } from "../../common/runtime/clock.ts";
import { OpenMap } from "../../common/runtime/open-map.ts";
import type { AuctionEnd, AuctionRequest, Expectation } from "../auction/ports.ts";
import { AuctionCapture } from "./auction-capture.ts";
import type { RecordedAuction } from "./recorded-auction.ts";
import type { RecordingTerms } from "./recording-settings.ts";

/** RECORDER-3: auctions that have ended and wait for late bids, and the bytes of their messages. */
const HELD_MAX = 8_192;
export const HELD_BYTES_MAX = 64 * 1024 * 1024;

/**
 * How long late bids are recorded of an auction whose bidders were told to stop: they answer
 * within some milliseconds, and what comes later comes from a bidder that did not hear it.
 */
export const HEARD_MS = 1_000;

/** The last bids of bidders that work on are on their way for less than this. */
const ON_ITS_WAY_MS = 20;

/** Why an auction is not in the record. */
export type DropReason =
  /** It has more bids, or more bytes, than a record may have. */
  | "too-large"
  /** Too much waits: for late bids, or to be written. */
  | "busy"
  /** The disk or the stream has no room. */
  | "full"
  /** The disk or the stream cannot be reached. */
  | "away"
  /** A fault of this program. */
  | "failed";

/** An auction whose late bids are waited for. */
interface Held {
  readonly capture: AuctionCapture;
  /** Its late bids are not waited for any more. */
  readonly stopWaiting: () => void;
}

interface RecorderPorts {
  readonly clock: Clock;
  readonly gateway: string;
  /** From 0 on, below 1. */
  readonly random: () => number;
  /** Tells all bidders that this auction needs nothing more. */
  readonly cancel: (auctionId: string) => void;
  /** Takes an auction that is recorded, which has about so many bytes. */
  readonly take: (auction: RecordedAuction, bytes: number) => void;
  /** Runs this work, at once or later: many auctions may have waited until the same moment. */
  readonly later: (work: () => void) => void;
  readonly dropped: (reason: DropReason, why: string) => void;
}

export class Recorder {
  readonly #ports: RecorderPorts;
  readonly #terms: RecordingTerms;
  /** Whose late bids are waited for, by their ids on the wire. */
  readonly #held = new OpenMap<string, Held>();
  #heldBytes = 0;

  constructor(ports: RecorderPorts, terms: RecordingTerms) {
    this.#ports = ports;
    this.#terms = terms;
  }

  /** How long bidders may work on after their budget, so that they are heard (RECORDER-5). */
  get lateAllowanceMs(): number {
    return Math.max(1, this.#terms.lateMs - ON_ITS_WAY_MS);
  }

  /** An auction begins: its call is sent now. */
  begin(request: AuctionRequest, expectation: Expectation): AuctionCapture {
    const { clock, random } = this.#ports;
    const { share, lateShare } = this.#terms;
    // A bidder that is not asked may be at work all the same, and must be told to stop.
    const lateWanted =
      lateShare > 0 && random() < lateShare && request.search.bidders === undefined;
    const drawn = { isSampled: lateWanted || random() < share, lateWanted };
    const now = { atMs: clock.now(), wallMs: clock.wall() };
    return new AuctionCapture(request, expectation, now, drawn);
  }

  ended(capture: AuctionCapture, end: AuctionEnd): void {
    const { partial, elapsedMs } = end.result;
    if (!capture.isSampled && !partial && elapsedMs < this.#terms.slowMs) return;
    try {
      capture.end(end);
      if (capture.isFinished) this.#finish(capture, end.endedAtMs);
      else this.#hold(capture, end.endedAtMs);
    } catch (thrown) {
      this.#fail(capture, thrown);
    }
  }

  /** An auction has given up its call: it is no more, unless its late bids are waited for. */
  released(capture: AuctionCapture): void {
    if (!this.#held.has(capture.request.auctionId)) this.#forget(capture);
  }

  /** A message for an auction that has ended. */
  late(auctionId: string, bidder: string, instance: string, bytes: Uint8Array): void {
    const capture = this.#held.get(auctionId)?.capture;
    if (capture === undefined || !capture.takesPart(bidder)) return;
    if (this.#heldBytes + bytes.length > HELD_BYTES_MAX) {
      capture.isTooLarge = true;
      return;
    }
    const before = capture.bytes;
    capture.noteBid(bidder, instance, bytes, this.#ports.clock.now());
    this.#heldBytes += capture.bytes - before;
  }

  /** Waits for no more late bids. */
  close(): void {
    for (const { stopWaiting } of [...this.#held.values()]) stopWaiting();
  }

  #hold(capture: AuctionCapture, endedAtMs: number): void {
    const { clock, dropped, later } = this.#ports;
    if (this.#held.size >= HELD_MAX || this.#heldBytes + capture.bytes > HELD_BYTES_MAX) {
      this.#forget(capture);
      dropped("busy", "too many auctions wait for late bids");
      return;
    }
    const { auctionId, arrivedAtMs, search } = capture.request;
    const deadlineAtMs = arrivedAtMs + search.policy.deadlineMs;
    const untilMs = capture.lateWanted
      ? Math.max(endedAtMs, deadlineAtMs) + this.#terms.lateMs
      : endedAtMs + HEARD_MS;
    const cancelTimer = clock.at(untilMs, () =>
      later(() => this.#held.get(auctionId)?.stopWaiting()),
    );
    capture.keep();
    this.#heldBytes += capture.bytes;
    const stopWaiting = () => {
      cancelTimer();
      this.#heldBytes -= capture.bytes;
      this.#held.delete(auctionId);
      try {
        this.#finish(capture, Math.min(untilMs, clock.now()));
      } catch (thrown) {
        this.#fail(capture, thrown);
      }
    };
    this.#held.set(auctionId, { capture, stopWaiting });
  }

  #finish(capture: AuctionCapture, heardUntilMs: number): void {
    const { gateway, take, dropped } = this.#ports;
    this.#forget(capture);
    if (capture.isTooLarge) dropped("too-large", "an auction has more bids than a record may have");
    else take(capture.recorded(gateway, heardUntilMs), capture.bytes);
  }

  #fail(capture: AuctionCapture, thrown: unknown): void {
    this.#forget(capture);
    this.#ports.dropped("failed", String(thrown));
  }

  /** RECORDER-4 */
  #forget(capture: AuctionCapture): void {
    if (capture.isForgotten) return;
    capture.isForgotten = true;
    if (capture.lateWanted && capture.hasOutstanding) this.#ports.cancel(capture.request.auctionId);
  }
}
