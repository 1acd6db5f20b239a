/** Events of bids that came after their auction had ended. */
import type { Logger } from "pino";
import type { LateBidEvent, RegretEvent } from "../auction/ledger.ts";
import type { Metrics } from "./metrics.ts";

/** How much more time would have been needed: regret is counted by how late the bid came. */
const LATE_BY_MS = [50, 100, 250, 500, 1_000, 5_000];

/** The value of the label `late_by`. */
function lateBy(ms: number): string {
  const bound = LATE_BY_MS.find((one) => ms <= one);
  return bound === undefined ? "more" : `${bound}ms`;
}

export function lateBidEvents(log: Logger, metrics: Metrics) {
  return {
    ...lateEvents(log, metrics),
    ...regretEvents(log, metrics),
  };
}

function lateEvents(log: Logger, metrics: Metrics) {
  const byBidder = ["bidder"] as const;
  const late = metrics.counter(
    "auction_late_bids_total",
    "Bids that came after their auction had ended",
    byBidder,
  );
  const lateSeconds = metrics.histogram(
    "auction_late_seconds",
    "How long after the end of their auction bids came",
    byBidder,
    LATE_BY_MS.map((ms) => ms / 1000),
  );
  const regretRise = metrics.counter(
    "auction_regret_minor_units_total",
    "How much cheaper than the best shown the late offers were, in minor units, by how late they came: what more time would have brought at least",
    ["bidder", "currency", "late_by"],
  );
  const stray = metrics.counter(
    "auction_stray_bids_total",
    "Late bids of auctions of which nothing is kept",
    byBidder,
  );

  return {
    late(news: LateBidEvent) {
      const { searchId, auctionId, instance, lateByMs, regretRise: rise, regret } = news;
      const { bidder, latencyMs, offers } = news.late;
      late.inc({ bidder });
      lateSeconds.observe({ bidder }, lateByMs / 1000);
      regretRise.inc({ bidder, currency: rise.currency, late_by: lateBy(lateByMs) }, rise.amount);
      log.info(
        {
          searchId,
          auctionId,
          bidder,
          instance,
          latencyMs,
          lateByMs,
          offers,
          regretRise: rise,
          regret: regret ?? "unknown",
        },
        "late bid",
      );
    },

    /** A late bid of an auction that the ledger no longer has. */
    stray(auctionId: string, bidder: string) {
      stray.inc({ bidder });
      log.debug({ auctionId, bidder }, "stray bid");
    },
  };
}

function regretEvents(log: Logger, metrics: Metrics) {
  const regrets = metrics.counter(
    "auction_regret_searches_total",
    "Searches that showed something, by their regret: none and some are known; unknown: a bid was not complete",
    ["regret"],
  );

  return {
    /** The regret of a search is final. */
    regret({ searchId, auctionId, regret }: RegretEvent) {
      regrets.inc({ regret: regret === null ? "unknown" : regret.amount === 0 ? "none" : "some" });
      // A regret of zero has no line.
      if (regret?.amount !== 0)
        log.debug({ searchId, auctionId, regret: regret ?? "unknown" }, "regret");
    },
  };
}
