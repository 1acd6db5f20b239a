/**
 * The auction of one calendar: one call for all cells, from the call to the result. The rules of
 * all auctions hold (../run.ts), and bids are collected by the same code.
 *
 * CALENDAR-1 The auction of a calendar is settled where for every cell no bidder that is out may
 *    still send what costs less than the best that was found right.
 * CALENDAR-2 A calendar is not hedged, and what it took is not learned as a latency: latencies are
 *    those of searches. A bidder that has sent a part of a calendar in time has not failed.
 * CALENDAR-3 A calendar is not kept: its cells are found again by a search of their days.
 */
import type { CalendarResult } from "../../../proto/calendar.ts";
import type { BidderReport } from "../../../proto/messages.ts";
import { type Collected, collect } from "../collect.ts";
import { type FallbackEntry, FallbackLookup, saveFallbackBids } from "../fallback.ts";
import { withLeftOut } from "../left-out-reports.ts";
import { isPartial, reports, round } from "../outcome.ts";
import { entriesOf } from "../participant.ts";
import type { AuctionRequest, Call, Ports } from "../ports.ts";
import type { BidderSheets } from "../rank.ts";
import { type CalendarContext, createCalendarContext } from "./calendar-context.ts";
import type { CalendarObserver } from "./calendar-watcher.ts";
import { knownCells, termsOf } from "./known-cells.ts";

/** Ports, and who learns of each bid that came after the end. */
interface CalendarPorts extends Ports {
  readonly onLate: (auctionId: string, bidder: string) => void;
}

/**
 * @throws AuctionError `no-broker` when the call cannot be sent, or reaches no bidder although some
 *   are known; every other auction ends with a result (A1, A10)
 */
export async function runCalendar(
  request: AuctionRequest,
  ports: CalendarPorts,
  observer: CalendarObserver | null = null,
): Promise<CalendarResult> {
  const auction = createCalendarContext(request, ports, observer);
  const fallback = new FallbackLookup(auction);
  let call: Call | null = null;
  try {
    fallback.start();
    const collected = await collect(auction);
    call = collected.call;
    auction.watcher?.stop();
    const missing = fallback.missing(collected.endedBy);
    const entries = missing.length === 0 ? [] : await fallback.entries(missing);
    const result = conclude(auction, collected, entries);
    ports.afterwards(() => record(auction, collected, result.bidders, ports));
    return result;
  } catch (thrown) {
    auction.reservation.release();
    call?.release();
    throw thrown;
  } finally {
    auction.watcher?.stop();
    fallback.stop();
  }
}

function conclude(
  { request, ports: { clock }, handler, ranking, cells }: CalendarContext,
  { endedBy, endedAtMs }: Collected,
  fallbackEntries: readonly FallbackEntry[],
): CalendarResult {
  const { searchId, search, arrivedAtMs: startedAtMs } = request;
  const { participants } = handler;
  const entries: BidderSheets[] = [...entriesOf(participants), ...fallbackEntries];
  const ranked = ranking.ranking(entries, clock.wall());
  const fallbackAges =
    fallbackEntries.length === 0
      ? undefined
      : new Map(fallbackEntries.map((one) => [one.bidder, one.staleAgeMs]));
  const ending = { by: endedBy, endedAtMs, startedAtMs, fallbackAges };
  const bidders = reports(participants, ranked.faults.byBidder, ending);
  return {
    searchId,
    endedBy,
    partial: isPartial(bidders, participants),
    elapsedMs: round(clock.now() - startedAtMs),
    deadlineMs: search.policy.deadlineMs,
    ...termsOf(cells),
    cells: knownCells(cells, search.currency, participants, ranked),
    bidders: withLeftOut(bidders, request),
  };
}

/** What is learned of a calendar that has its result (CALENDAR-2, CALENDAR-3). */
function record(
  auction: CalendarContext,
  { call, endedBy, late }: Collected,
  bidders: readonly BidderReport[],
  { onLate }: CalendarPorts,
): void {
  const { request, reservation } = auction;
  try {
    saveFallbackBids(auction, bidders);
    const whole = bidders.filter(({ outcome }) => outcome !== "late");
    call.learn(
      endedBy,
      whole.map((report) => ({ ...report, latencyMs: null })),
    );
    for (const { bidder } of late.messages) onLate(request.auctionId, bidder);
  } finally {
    reservation.release();
    call.release();
  }
}
