/** Events of bidders and their instances: presence, breakers, hedging. */
import type { Logger } from "pino";
import type { Metrics } from "../../common/runtime/metrics.ts";
import type { BreakerState } from "../scatter/breaker.ts";

/**
 * The ids of the auction that an event belongs to. An alias: the declarations of the package can
 * name no interface that is not exported.
 */
type AuctionIds = {
  readonly searchId: string;
  readonly auctionId: string;
};

const BREAKER_VALUES: Readonly<Record<BreakerState, number>> = {
  closed: 0,
  "half-open": 1,
  open: 2,
};

/** `required`: the bidders that are required by default. They have values before they are seen. */
export function rosterEvents(log: Logger, metrics: Metrics, required: readonly string[]) {
  const byBidder = ["bidder"] as const;
  const instances = metrics.gauge("auction_instances", "Live instances", byBidder);
  const breakers = metrics.gauge("auction_breaker", "0 closed, 1 half-open, 2 open", byBidder);
  const hedges = metrics.counter(
    "auction_hedges_total",
    "Calls that went to a second instance",
    byBidder,
  );
  const hedgesLost = metrics.counter(
    "auction_hedges_lost_total",
    "Calls to a second instance that was not there",
    byBidder,
  );

  /** From the first scrape on: an alert cannot see the first step of what has no value before. */
  const begin = (bidder: string): void => {
    for (const metric of [instances, breakers, hedges, hedgesLost]) metric.inc({ bidder }, 0);
  };
  for (const bidder of required) begin(bidder);

  return {
    joined(bidder: string, instance: string) {
      begin(bidder);
      instances.inc({ bidder });
      log.info({ bidder, instance }, "bidder joined");
    },

    gone(bidder: string, instance: string, how: "left" | "lost") {
      instances.dec({ bidder });
      log[how === "left" ? "info" : "warn"]({ bidder, instance, how }, "bidder gone");
    },

    breaker(bidder: string, state: BreakerState) {
      breakers.set({ bidder }, BREAKER_VALUES[state]);
      log[state === "open" ? "warn" : "info"]({ bidder, state }, "breaker");
    },

    hedged({ searchId, auctionId }: AuctionIds, bidder: string, instance: string) {
      hedges.inc({ bidder });
      log.debug({ searchId, auctionId, bidder, instance }, "hedged");
    },

    hedgeLost({ searchId, auctionId }: AuctionIds, bidder: string, instance: string) {
      hedgesLost.inc({ bidder });
      log.debug({ searchId, auctionId, bidder, instance }, "hedge lost");
    },
  };
}
