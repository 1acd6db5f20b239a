/** Events of feedback to bidders, and of shadow bidders. */
import type { Logger } from "pino";
import { ByText } from "../../common/runtime/counted-metrics.ts";
import type { Metrics } from "../../common/runtime/metrics.ts";
import type { AuctionFeedback } from "../../proto/messages.ts";
import type { ShadowEvent } from "../auction/ports.ts";
import type { RecentMinutes } from "../market-view/recent-minutes.ts";

export function feedbackEvents(log: Logger, metrics: Metrics, recent: RecentMinutes) {
  return { feedback: toldEvents(metrics, recent), ...shadowEvents(log, metrics, recent) };
}

function toldEvents(metrics: Metrics, recent: RecentMinutes) {
  const entries = metrics.countedCounter(
    "auction_feedback_total",
    "What bidders were told of their auctions and late bids; dropped: there was too much, or the broker was away",
    ["bidder", "what"],
  );
  const of = new ByText((bidder) => new ByText((what) => entries.child({ bidder, what })));
  return {
    told: (bidder: string, feedback: AuctionFeedback) => recent.told(bidder, feedback),
    sent(bidder: string, count: number) {
      of.of(bidder).of("sent").value += count;
    },
    dropped(bidder: string, count: number) {
      of.of(bidder).of("dropped").value += count;
    },
  };
}

function shadowEvents(log: Logger, metrics: Metrics, recent: RecentMinutes) {
  const outcomes = metrics.countedCounter(
    "auction_shadow_outcomes_total",
    "How shadow bidders ended, of which nothing is shown",
    ["bidder", "outcome"],
  );
  const itineraries = metrics.countedCounter(
    "auction_shadow_itineraries_total",
    "Itineraries that shadow bidders would have been a seller of (shown), or the first one (won)",
    ["bidder", "what"],
  );
  const outcomesOf = new ByText(
    (bidder) => new ByText((outcome) => outcomes.child({ bidder, outcome })),
  );
  const itinerariesOf = new ByText((bidder) => ({
    shown: itineraries.child({ bidder, what: "shown" }),
    won: itineraries.child({ bidder, what: "won" }),
  }));
  return {
    /** What shadow bidders did in an auction that has ended (SHADOW-4). */
    shadows({ searchId, auctionId, bidders }: ShadowEvent) {
      for (const { report, shown, won } of bidders) {
        const { bidder, outcome, offers, latencyMs, reason } = report;
        outcomesOf.of(bidder).of(outcome).value++;
        const counts = itinerariesOf.of(bidder);
        counts.shown.value += shown;
        counts.won.value += won;
        recent.shadow(report);
        log.debug(
          { searchId, auctionId, bidder, outcome, offers, latencyMs, shown, won, reason },
          "shadow bidder",
        );
      }
    },
  };
}
