/** Events of offers that were priced again. */
import type { Logger } from "pino";
import { ByText } from "../../common/runtime/counted-metrics.ts";
import type { Metrics } from "../../common/runtime/metrics.ts";
import type { ErrorCode } from "../../proto/errors.ts";
import type { PricedOffer } from "../auction/priced-offer.ts";

export function offerEvents(log: Logger, metrics: Metrics) {
  const prices = metrics.countedCounter(
    "auction_offer_prices_total",
    "Offers whose bidder was asked for their price, by outcome or error code",
    ["bidder", "outcome"],
  );
  const ofBidder = new ByText(
    (bidder) => new ByText((outcome) => prices.child({ bidder, outcome })),
  );
  return {
    priced(bidder: string, outcome: PricedOffer["outcome"] | ErrorCode, elapsedMs: number) {
      ofBidder.of(bidder).of(outcome).value++;
      log.debug({ bidder, outcome, elapsedMs }, "offer priced");
    },
  };
}
