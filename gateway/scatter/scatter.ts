/**
 * Scatter over NATS: one publish reaches every bidder of the market; bids arrive at the inbox; the
 * end of an auction is published to all.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import type { AuctionRequest, BidListener, Call, Reservation, Scatter } from "../auction/ports.ts";
import { type CallParts, NatsCall, type ScatterParts } from "./nats-call.ts";
import { type LateAnswer, OutcomeLearning } from "./outcome-learning.ts";
import { StallDetector } from "./stall-detector.ts";

export class NatsScatter implements Scatter {
  readonly #parts: CallParts;

  constructor(parts: ScatterParts) {
    const { connection, clock, roster } = parts;
    const isOver = () => connection.isClosed() || connection.isDraining();
    const stalls = new StallDetector(clock, () => (isOver() ? undefined : connection.flush()));
    const learning = new OutcomeLearning(
      (bidder) => roster.client(bidder),
      (fromAtMs, report) => stalls.check(fromAtMs, report),
    );
    // Send times follow the monotonic clock: bidders use the differences between them, which a step
    // of the wall clock would falsify.
    this.#parts = { ...parts, stalls, learning, epochAtZero: clock.wall() - clock.now() };
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
    const call = new NatsCall(request, reservation, listener, this.#parts);
    call.send(budgetMs);
    return call;
  }

  /**
   * A bid that came after its auction had ended is learned from too: without it the learned
   * latencies would be those of the fast answers only.
   */
  learnLate(answer: LateAnswer): void {
    this.#parts.learning.learnLate(answer);
  }
}
