/**
 * The reservation of one auction: its expectation, and its reservations at the bidders' breakers.
 */
import type { BidderResult, Expectation, Reservation } from "../auction/ports.ts";
import type { BreakerReservation } from "./breaker.ts";
import type { MarketBidders } from "./market-bidders.ts";
import type { MicroserviceClient } from "./microservice-client.ts";

export class MarketReservation implements Reservation {
  readonly expected: readonly string[];
  readonly skipped: readonly string[];
  readonly required: readonly string[];
  readonly absent: readonly string[];
  readonly shadow: readonly string[] | undefined;
  readonly isShadowAlone: boolean | undefined;
  readonly hedgeAfterMs: ReadonlyMap<string, number>;
  readonly #bidders: MarketBidders;
  readonly #reservations: readonly BreakerReservation[];
  readonly #clientOf: (bidder: string) => Pick<MicroserviceClient, "observe"> | undefined;

  /**
   * `reservations`: one for each of `bidders`, in their order. A bidder without a reservation, such
   * as one that joined after the call was sent, is observed at its client (`clientOf`).
   */
  constructor(
    { expected, skipped, required, absent, shadow, isShadowAlone, hedgeAfterMs }: Expectation,
    bidders: MarketBidders,
    reservations: readonly BreakerReservation[],
    clientOf: (bidder: string) => Pick<MicroserviceClient, "observe"> | undefined,
  ) {
    this.expected = expected;
    this.skipped = skipped;
    this.required = required;
    this.absent = absent;
    this.shadow = shadow;
    this.isShadowAlone = isShadowAlone;
    this.hedgeAfterMs = hedgeAfterMs;
    this.#bidders = bidders;
    this.#reservations = reservations;
    this.#clientOf = clientOf;
  }

  observe(bidder: string, result: BidderResult): void {
    const index = this.#bidders.indexOf(bidder);
    const reservation = index === undefined ? undefined : this.#reservations[index];
    (reservation ?? this.#clientOf(bidder))?.observe(result);
  }

  release(): void {
    for (const reservation of this.#reservations) reservation.release();
  }
}
