/**
 * Between an auction and the wire: notes what passes for the record. The auction, its rules and its
 * times are the same with it and without it.
 *
 * Calendars are not recorded: their rules are others (docs/decisions/calendar.md).
 */
import type { Clock } from "../../common/runtime/clock.ts";
import type { AuctionError } from "../../proto/errors.ts";
import type { BidderReport, EndedBy, FlightSearch } from "../../proto/messages.ts";
import type {
  AuctionEnd,
  AuctionRequest,
  BidListener,
  Call,
  Reservation,
  Scatter,
} from "../auction/ports.ts";
import type { AuctionCapture } from "./auction-capture.ts";
import type { Recorder } from "./recorder.ts";

export class RecordingScatter implements Scatter {
  readonly #wire: Scatter;
  readonly #recorder: Recorder;
  readonly #clock: Clock;

  constructor(wire: Scatter, recorder: Recorder, clock: Clock) {
    this.#wire = wire;
    this.#recorder = recorder;
    this.#clock = clock;
  }

  reserve(search: FlightSearch): Reservation {
    return this.#wire.reserve(search);
  }

  call(
    request: AuctionRequest,
    reservation: Reservation,
    budgetMs: number,
    listener: BidListener,
  ): Call {
    if (request.search.calendar === true)
      return this.#wire.call(request, reservation, budgetMs, listener);
    const capture = this.#recorder.begin(request, reservation);
    try {
      const noted = new NotedListener(capture, listener, this.#clock);
      const { lateAllowanceMs } = this.#recorder;
      const asked = capture.lateWanted ? { ...request, lateAllowanceMs } : request;
      const call = this.#wire.call(asked, reservation, budgetMs, noted);
      return new NotedCall(capture, call, this.#recorder, this.#clock);
    } catch (thrown) {
      this.#recorder.released(capture);
      throw thrown;
    }
  }
}

class NotedListener implements BidListener {
  readonly #capture: AuctionCapture;
  readonly #listener: BidListener;
  readonly #clock: Clock;

  constructor(capture: AuctionCapture, listener: BidListener, clock: Clock) {
    this.#capture = capture;
    this.#listener = listener;
    this.#clock = clock;
  }

  bid(bidder: string, instance: string, bytes: Uint8Array): void {
    // One reading of the clock, so that the record has the time that the auction has (REPLAY-1).
    const atMs = this.#clock.now();
    if (this.#capture.takesPart(bidder)) this.#capture.noteBid(bidder, instance, bytes, atMs);
    this.#listener.bid(bidder, instance, bytes, atMs);
  }

  noSubscribers(): void {
    this.#capture.note({ kind: "no-subscribers" }, this.#clock.now());
    this.#listener.noSubscribers();
  }

  unreachable(error: AuctionError): void {
    this.#listener.unreachable(error);
  }

  hedgeLost(bidder: string): void {
    if (this.#capture.takesPart(bidder))
      this.#capture.note({ kind: "hedge-lost", bidder }, this.#clock.now());
    this.#listener.hedgeLost(bidder);
  }

  lost(bidder: string, reason?: string): void {
    if (this.#capture.takesPart(bidder))
      this.#capture.note({ kind: "lost", bidder, reason: reason ?? null }, this.#clock.now());
    this.#listener.lost(bidder, reason);
  }
}

class NotedCall implements Call {
  readonly #capture: AuctionCapture;
  readonly #call: Call;
  readonly #recorder: Recorder;
  readonly #clock: Clock;
  #isReleased = false;

  constructor(capture: AuctionCapture, call: Call, recorder: Recorder, clock: Clock) {
    this.#capture = capture;
    this.#call = call;
    this.#recorder = recorder;
    this.#clock = clock;
  }

  hedge(bidder: string, holder: string | null, budgetMs: number): string | null {
    const instance = this.#call.hedge(bidder, holder, budgetMs);
    if (instance !== null)
      this.#capture.note({ kind: "hedged", bidder, instance }, this.#clock.now());
    return instance;
  }

  /**
   * Bidders whose late bids are wanted are told to stop by the recorder (RECORDER-4), which no
   * longer knows of an auction that has failed.
   */
  end(outstanding: boolean): void {
    this.#capture.hasOutstanding = outstanding;
    this.#call.end(outstanding && (this.#isReleased || !this.#capture.lateWanted));
  }

  recorded(end: AuctionEnd): void {
    this.#recorder.ended(this.#capture, end);
  }

  release(): void {
    this.#isReleased = true;
    this.#call.release();
    this.#recorder.released(this.#capture);
  }

  learn(endedBy: EndedBy, reports: readonly BidderReport[]): void {
    this.#call.learn(endedBy, reports);
  }
}
