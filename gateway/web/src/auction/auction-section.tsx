/** The auction of a search: its picture, what it waits for, and how each bidder ended. */
import { useEffect, useRef } from "preact/hooks";
import { count, timeLimit } from "../../shared/format.js";
import { auctionPath } from "../router.ts";
import { auction } from "../state/auction.ts";
import type { AuctionState } from "../state/auction-state.ts";
import { beginsInView } from "../ui/in-view.ts";
import { Link } from "../ui/link.tsx";
import { AuctionPicture } from "./auction-picture.tsx";
import { BidderTable } from "./bidder-table.tsx";
import { drawnAuction } from "./drawn-auction.ts";
import { ending } from "./ending.ts";
import { LateBids } from "./late-bids.tsx";
import { StepList } from "./step-list.tsx";
import { useElapsed } from "./use-elapsed.ts";

export function AuctionSection() {
  const state = auction.value;
  const { phase, result, record, searchId, startedAt } = state;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (startedAt !== null && section.current !== null) beginsInView(section.current);
  }, [startedAt]);
  const isRunning = phase === "running";
  const nowMs = useElapsed(startedAt, isRunning);
  const isShown = phase !== "idle" && !(phase === "failed" && state.bidders.size === 0);
  const drawn = isRunning || phase === "ended" ? drawnAuction(state) : null;
  return (
    <section id="auction" aria-labelledby="auction-title" hidden={!isShown} ref={section}>
      <h2 id="auction-title">The auction</h2>
      <p id="progress" role="status">
        {progressText(state)}
      </p>
      {drawn !== null && <AuctionPicture drawn={drawn} nowMs={nowMs} />}
      <BidderTable
        bidders={state.bidders}
        lanes={drawn?.lanes ?? []}
        endedBy={drawn?.endedBy ?? null}
        isWaiting={isRunning}
      />
      <div id="late" role="status">
        {record !== null && <LateBids record={record} />}
      </div>
      {drawn !== null && result !== null && <StepList drawn={drawn} />}
      {result !== null && searchId !== null && (
        <p class="record-link">
          <Link to={auctionPath(searchId)}>This auction by itself</Link>{" "}
          <small>(kept for five minutes)</small>
        </p>
      )}
    </section>
  );
}

/** @param reports null of a bidder that has not ended */
function waitingFor(reports: readonly unknown[]): string {
  const waiting = reports.filter((report) => report === null).length;
  const all = count(reports.length, "bidder");
  return `Waiting for ${waiting === reports.length ? all : `${waiting} of ${all}`}`;
}

function progressText({ phase, searchId, bidders, ...state }: AuctionState): string {
  const { deadlineMs, result, timeline } = state;
  if (phase === "failed") return "Ended without a result.";
  if (phase === "cancelled") return "Cancelled. The bidders are asked to stop.";
  if (result !== null)
    return `${count(result.itineraries.length, "itinerary", "itineraries")}. ${ending(result, timeline)}`;
  if (searchId === null) return "Asking the gateway…";
  return `${waitingFor([...bidders.values()])}, for ${timeLimit(deadlineMs ?? 0)} at most.`;
}
