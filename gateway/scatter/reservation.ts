/** The reservation of one auction: its expectation, and its places at the bidders' breakers. */
import type { BidderResult, Expectation, Reservation } from "../auction/ports.ts";
import type { BreakerReservation } from "./breaker.ts";
import type { MicroserviceClient } from "./microservice-client.ts";

/**
 * `places`: by bidder. A bidder without a place, such as one that joined after the call was sent,
 * is observed at its client (`clientOf`).
 */
export function reservationOf(
  expectation: Expectation,
  places: ReadonlyMap<string, BreakerReservation>,
  clientOf: (bidder: string) => Pick<MicroserviceClient, "observe"> | undefined,
): Reservation {
  return {
    ...expectation,
    observe(bidder: string, result: BidderResult) {
      (places.get(bidder) ?? clientOf(bidder))?.observe(result);
    },
    release() {
      for (const place of places.values()) place.release();
    },
  };
}
