/** Everything that the auction of one calendar works with. */
import { type CalendarCells, cellsOf } from "../../../common/offers/calendar-cells.ts";
import { AsyncServiceHandler } from "../async-service-handler.ts";
import { collectUntilMs } from "../budget.ts";
import { costOf } from "../candidates.ts";
import type { OpenAuction } from "../open-auction.ts";
import { entriesOf, type Participant } from "../participant.ts";
import { quorumCount } from "../policy.ts";
import type { AuctionRequest, Ports } from "../ports.ts";
import { shadowBids } from "../shadow-bids.ts";
import { type CalendarObserver, CalendarWatcher } from "./calendar-watcher.ts";
import { comingFloor, hasPromisedAll } from "./cell-promises.ts";
import { CellRank } from "./cell-rank.ts";

export interface CalendarContext extends OpenAuction {
  readonly cells: CalendarCells;
  readonly ranking: CellRank;
  readonly watcher: CalendarWatcher | null;
}

/** What latencies say is that of searches: by them every calendar would be hedged. */
const NO_HEDGES: ReadonlyMap<string, number> = new Map();

export function createCalendarContext(
  request: AuctionRequest,
  ports: Ports,
  observer: CalendarObserver | null,
): CalendarContext {
  const { auctionId, search, grace, arrivedAtMs } = request;
  const { deadlineMs, quorum } = search.policy;
  const cells = cellsOf(search);
  const ranking = new CellRank(cells, request);
  const reservation = ports.scatter.reserve(search);
  const { expected, skipped, required, absent } = reservation;
  const until = collectUntilMs(arrivedAtMs, deadlineMs);
  const handler = new AsyncServiceHandler({
    auctionId,
    expected,
    skipped,
    required,
    absent,
    quorum: quorumCount(quorum, expected.length + skipped.length + absent.length),
    grace,
    startedAtMs: arrivedAtMs,
    collectUntilMs: until,
    costOf: (sheet, row) => costOf(sheet, row, request),
    cells: {
      count: cells.count,
      cellOf: (sheet, row) => {
        const cell = ranking.rowCells.of(sheet, row);
        return typeof cell === "number" ? cell : -1;
      },
    },
    hasPromised: (participant) => hasPromisedAll(participant, cells.count),
    isSettled: (out, participants) => isSettled(out, participants, ranking, ports.clock.wall()),
  });
  const auction = {
    request,
    ports,
    reservation,
    handler,
    // What they offer for a calendar is read, and accounted for nowhere (CALENDAR-3).
    shadows: shadowBids(reservation.shadow, {
      auctionId,
      costOf: (sheet, row) => costOf(sheet, row, request),
    }),
    hedgeAfterMs: NO_HEDGES,
    cells,
    ranking,
    collectUntilMs: until,
    deadlineAtMs: arrivedAtMs + deadlineMs,
  };
  const watcher = observer === null ? null : new CalendarWatcher(auction, observer);
  return { ...auction, watcher };
}

/** CALENDAR-1 (run-calendar.ts) */
function isSettled(
  out: ReadonlySet<Participant>,
  participants: readonly Participant[],
  ranking: CellRank,
  wallMs: number,
): boolean {
  const { winners } = ranking.ranking(entriesOf(participants), wallMs);
  return winners.every((winner, cell) => {
    const price = winner?.price ?? Number.POSITIVE_INFINITY;
    for (const participant of out) if (comingFloor(participant, cell) < price) return false;
    return true;
  });
}
