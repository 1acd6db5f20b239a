/** Events of bids that came after their auction had ended. */
import type { Logger } from "pino";
import { ByText } from "../../common/runtime/counted-metrics.ts";
import type { Metrics } from "../../common/runtime/metrics.ts";
import type { LateBidEvent, RegretEvent } from "../auction/ledger-events.ts";
import type { RecentMinutes } from "../market-view/recent-minutes.ts";
import { frequentLine } from "./frequent-line.ts";
import { LATE_LINE } from "./late-line.ts";

/** How much more time would have been needed: regret is counted by how late the bid came. */
const LATE_BY_MS = [50, 100, 250, 500, 1_000, 5_000];

/** The value of the label `late_by`. */
function lateBy(ms: number): string {
  const bound = LATE_BY_MS.find((one) => ms <= one);
  return bound === undefined ? "more" : `${bound}ms`;
}

export function lateBidEvents(log: Logger, metrics: Metrics, recent: RecentMinutes) {
  return {
    ...lateEvents(log, metrics, recent),
    ...regretEvents(log, metrics),
  };
}

function lateEvents(log: Logger, metrics: Metrics, recent: RecentMinutes) {
  const byBidder = ["bidder"] as const;
  const late = metrics.countedCounter(
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
  const regretRise = metrics.countedCounter(
    "auction_regret_minor_units_total",
    "How much cheaper than the best shown the late offers were, in minor units, by how late they came: what more time would have brought at least",
    ["bidder", "currency", "late_by"],
  );
  const stray = metrics.countedCounter(
    "auction_stray_bids_total",
    "Late bids of auctions of which nothing is kept",
    byBidder,
  );

  const writeLine = frequentLine(log, LATE_LINE);

  const lateOf = new ByText((bidder) => late.child({ bidder }));
  const lateSecondsOf = new ByText((bidder) => lateSeconds.child({ bidder }));
  const strayOf = new ByText((bidder) => stray.child({ bidder }));
  const riseOf = new ByText(
    (bidder) =>
      new ByText(
        (currency) => new ByText((late_by) => regretRise.child({ bidder, currency, late_by })),
      ),
  );

  return {
    late(news: LateBidEvent) {
      const { late, lateByMs, regretRise: rise } = news;
      const { bidder } = late;
      lateOf.of(bidder).value++;
      recent.late(news);
      lateSecondsOf.of(bidder).observe(lateByMs / 1000);
      riseOf.of(bidder).of(rise.currency).of(lateBy(lateByMs)).value += rise.amount;
      writeLine(news);
    },

    /** A late bid of an auction that the ledger no longer has. */
    stray(auctionId: string, bidder: string) {
      strayOf.of(bidder).value++;
      log.debug({ auctionId, bidder }, "stray bid");
    },
  };
}

function regretEvents(log: Logger, metrics: Metrics) {
  const regrets = metrics.countedCounter(
    "auction_regret_searches_total",
    "Searches that showed something, by their regret: none and some are known; unknown: a bid was not complete",
    ["regret"],
  );

  const regretsOf = new ByText((regret) => regrets.child({ regret }));

  return {
    /** The regret of a search is final. */
    regret({ searchId, auctionId, regret }: RegretEvent) {
      const known = regret?.amount === 0 ? "none" : "some";
      regretsOf.of(regret === null ? "unknown" : known).value++;
      // A regret of zero has no line.
      if (regret?.amount !== 0)
        log.debug({ searchId, auctionId, regret: regret ?? "unknown" }, "regret");
    },
  };
}
