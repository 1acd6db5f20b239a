/** What an observed auction reports. Without an observer it costs nothing: no ranking is made. */
import type { AuctionContext } from "./context.ts";
import { bidderReportOf } from "./outcome.ts";
import { entriesOf } from "./participant.ts";

/** Which bidders the auction waits for. */
export function observeOpened({ observer, request, handler }: AuctionContext): void {
  const { searchId, search } = request;
  if (observer === null) return;
  observer.observe({
    type: "opened",
    opened: { searchId, deadlineMs: search.policy.deadlineMs, expected: handler.awaitedBidders },
  });
}

/** How a bidder finished, and what the best itineraries are now. */
export function observeFinished(auction: AuctionContext, bidder: string): void {
  const { observer, request, handler, ranking, ports } = auction;
  const participant = handler.participant(bidder);
  if (observer === null || participant === undefined) return;
  const { itineraries, faults } = ranking.ranking(
    entriesOf(handler.participants),
    ports.clock.wall(),
  );
  const ending = {
    by: "complete",
    endedAtMs: ports.clock.now(),
    startedAtMs: request.arrivedAtMs,
  } as const;
  observer.observe({ type: "bid", bid: bidderReportOf(participant, faults.get(bidder), ending) });
  observer.observe({ type: "snapshot", snapshot: { itineraries } });
}
