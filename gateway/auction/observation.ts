/** What an observed auction reports. Without an observer it costs nothing: no ranking is made. */
import type { AuctionWatcher, OpenAuction } from "./open-auction.ts";
import { bidderReportOf } from "./outcome.ts";
import { entriesOf } from "./participant.ts";
import type { AuctionObserver } from "./ports.ts";
import type { RunningRank } from "./running-rank.ts";
import { ProgressReport } from "./timeline/progress.ts";

interface ObservedAuction extends Pick<OpenAuction, "request" | "ports" | "handler"> {
  readonly ranking: RunningRank;
  readonly observer: AuctionObserver;
}

export function observed({
  request,
  ports: { clock },
  handler,
  ranking,
  observer,
}: ObservedAuction): AuctionWatcher {
  const { searchId, search, arrivedAtMs: startedAtMs } = request;
  const ranked = () => ranking.ranking(entriesOf(handler.participants), clock.wall());
  const report =
    observer.progress === undefined
      ? null
      : new ProgressReport({
          request,
          handler,
          ranking: () => ranked().itineraries,
          tell: (step) => observer.progress?.(step),
        });
  return {
    opened(calledAtMs) {
      const { deadlineMs } = search.policy;
      const expected = handler.awaitedBidders;
      observer.observe({ type: "opened", opened: { searchId, deadlineMs, expected } });
      report?.called(calledAtMs);
    },
    hedged(bidder, instance, atMs) {
      report?.hedged(bidder, instance, atMs);
    },
    added(bidder, instance) {
      report?.added(bidder, instance);
    },
    /** How the bidder finished, and what the best itineraries are now. */
    finished(bidder, instance) {
      const participant = handler.participant(bidder);
      if (participant === undefined) return;
      const { itineraries, faults } = ranked();
      const ending = { by: "complete", endedAtMs: clock.now(), startedAtMs } as const;
      const bid = bidderReportOf(participant, faults.get(bidder), ending);
      report?.finished(bidder, instance, itineraries);
      observer.observe({ type: "bid", bid });
      observer.observe({ type: "snapshot", snapshot: { itineraries } });
    },
  };
}
