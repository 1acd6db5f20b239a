/** The auction of a search: what it waits for, and how each bidder ended. */
import { useEffect, useRef } from "preact/hooks";
import type { BidderReport } from "../../../../proto/messages.ts";
import { count } from "../../shared/format.js";
import { knownRegret } from "../../shared/regret.js";
import type { RecordedResult } from "../api/lookups.ts";
import { auction } from "../state/auction.ts";
import type { AuctionState } from "../state/auction-state.ts";
import { Foreign } from "../ui/foreign.tsx";
import { milliseconds, money } from "../ui/format.ts";
import { beginsInView } from "../ui/in-view.ts";
import { ending } from "./ending.ts";

export function AuctionSection() {
  const state = auction.value;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (state.startedAt !== null && section.current !== null) beginsInView(section.current);
  }, [state.startedAt]);
  const isShown = state.phase !== "idle" && !(state.phase === "failed" && state.bidders.size === 0);
  return (
    <section id="auction" aria-labelledby="auction-title" hidden={!isShown} ref={section}>
      <h2 id="auction-title">The auction</h2>
      <p id="progress" role="status">
        {progressText(state)}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Bidder</th>
            <th scope="col">Outcome</th>
            <th scope="col" class="figure">
              Time
            </th>
            <th scope="col" class="figure">
              Offers
            </th>
          </tr>
        </thead>
        <tbody id="bidders">
          {[...state.bidders].map(([bidder, report]) => (
            <BidderRow
              key={bidder}
              bidder={bidder}
              report={report}
              isWaiting={state.phase === "running"}
            />
          ))}
        </tbody>
      </table>
      <div id="late" role="status">
        {state.record !== null && <LateBids record={state.record} />}
      </div>
    </section>
  );
}

function progressText({ phase, searchId, bidders, deadlineMs, result }: AuctionState): string {
  if (phase === "failed") return "Ended without a result.";
  if (phase === "cancelled") return "Cancelled. The bidders are asked to stop.";
  if (result !== null)
    return `${count(result.itineraries.length, "itinerary", "itineraries")}. ${ending(result)}`;
  return searchId === null
    ? "Asking the gateway…"
    : `Waiting for ${count(bidders.size, "bidder")}, for ${deadlineMs} ms at most.`;
}

interface BidderRowProps {
  readonly bidder: string;
  readonly report: BidderReport | null;
  readonly isWaiting: boolean;
}

/** A bidder's row: its report, or that the auction waits for it. */
function BidderRow({ bidder, report, isWaiting }: BidderRowProps) {
  const without = isWaiting ? "waiting…" : "not waited for";
  return (
    <tr data-bidder={bidder}>
      <th scope="row">
        <Foreign text={bidder} />
      </th>
      <td>
        <span class={`outcome ${report?.outcome ?? "waiting"}`}>{report?.outcome ?? without}</span>
        {report?.reason && (
          <small>
            <Foreign text={report.reason} />
          </small>
        )}
      </td>
      <td class="figure">{report === null ? "" : milliseconds(report.latencyMs)}</td>
      <td class="figure">{report === null ? "" : String(report.offers)}</td>
    </tr>
  );
}

/** The late bids, a line each, and their regret. */
function LateBids({ record }: { record: RecordedResult }) {
  const regret = knownRegret(record, money);
  return (
    <>
      {record.late.map(({ bidder, latencyMs, offers, cheapest }) => (
        <p key={`${bidder} ${latencyMs}`}>
          Too late: <Foreign text={bidder} />
          {` after ${milliseconds(latencyMs)}, with ${count(offers, "offer")}`}
          {cheapest === null ? "." : `, the cheapest at ${money(cheapest)}.`}
        </p>
      ))}
      {regret !== "" && <p>{regret}</p>}
    </>
  );
}
