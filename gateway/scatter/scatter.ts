/**
 * Scatter over NATS: one publish reaches every bidder of the market; bids arrive at the inbox; the
 * end of an auction is published to all.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import type { AuctionRequest, BidListener, Call, Reservation, Scatter } from "../auction/ports.ts";
import { NatsCall, type ScatterParts } from "./nats-call.ts";
import { type LateAnswer, OutcomeLearning } from "./outcome-learning.ts";
import { StallDetector } from "./stall-detector.ts";

export class NatsScatter implements Scatter {
  readonly #parts: ScatterParts;
  /**
   * Send times follow the monotonic clock: bidders use the differences between them, which a step of
   * the wall clock would falsify.
   */
  readonly #epochAtZero: number;
  readonly #stalls: StallDetector;
  readonly #learning: OutcomeLearning;

  constructor(parts: ScatterParts) {
    this.#parts = parts;
    this.#epochAtZero = parts.clock.wall() - parts.clock.now();
    const { connection, clock, roster } = parts;
    const isOver = () => connection.isClosed() || connection.isDraining();
    this.#stalls = new StallDetector(clock, () => (isOver() ? undefined : connection.flush()));
    this.#learning = new OutcomeLearning(
      (bidder) => roster.client(bidder),
      (since, report) => this.#stalls.check(since, report),
    );
  }

  reserve(search: FlightSearch): Reservation {
    return this.#parts.roster.reserve(search);
  }

  call(
    request: AuctionRequest,
    reservation: Reservation,
    budgetMs: number,
    listener: BidListener,
  ): Call {
    // A client that is reconnecting would keep the call, and send it when its budget is used up. So
    // the auction ends at once with an error instead (A10).
    if (!this.#parts.connected()) {
      throw new AuctionError(
        "no-broker",
        "the gateway has no connection to its broker; it keeps trying",
      );
    }
    const call = new NatsCall(request, reservation, {
      ...this.#parts,
      stalls: this.#stalls,
      learning: this.#learning,
      epochAtZero: this.#epochAtZero,
    });
    call.send(budgetMs, listener);
    return call;
  }

  /**
   * A bid that came after its auction had ended is learned from too: without it the learned
   * latencies would be those of the fast answers only.
   */
  learnLate(answer: LateAnswer): void {
    this.#learning.learnLate(answer);
  }
}
