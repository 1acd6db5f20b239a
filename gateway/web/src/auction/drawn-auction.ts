/**
 * What the picture of an auction is drawn from: its timeline or, while it runs, what its events
 * have said so far. Pure: no DOM and no clock.
 */
import type { BidderReport, EndedBy } from "../../../../proto/messages.ts";
import type { Timeline } from "../../../http/timeline-schema.ts";
import { HAD_ENOUGH } from "../../shared/why-ended.js";
import type { AuctionState } from "../state/auction-state.ts";

export type DrawnLane = Timeline["lanes"][number];

export interface DrawnAuction
  extends Pick<Timeline, "deadlineMs" | "quorum" | "lanes" | "best" | "regret"> {
  /** Null while it runs. */
  readonly endedAtMs: number | null;
  readonly endedBy: EndedBy | null;
}

/** Null while there is nothing to draw. */
export function drawnAuction(state: AuctionState): DrawnAuction | null {
  const { timeline, result, deadlineMs, bidders, best, quorum, steps } = state;
  if (timeline !== null) return timeline;
  if (deadlineMs === null) return null;
  const endedBy = result?.endedBy ?? null;
  const names = new Set([...bidders.keys(), ...steps.keys()]);
  const lanes = [...names].map((bidder) => {
    const lane = reportedLane(bidder, bidders.get(bidder) ?? null, endedBy);
    return withSteps(lane, state);
  });
  return {
    deadlineMs,
    quorum,
    lanes,
    best: [...best],
    regret: null,
    endedAtMs: result?.elapsedMs ?? null,
    endedBy,
  };
}

const NOTHING_SAID = { queuedMs: null, workMs: null };

/** A bidder whose report is all that is known of it. */
function reportedLane(
  bidder: string,
  report: BidderReport | null,
  endedBy: EndedBy | null,
): DrawnLane {
  const { outcome = null, reason = null, latencyMs = null, offers = 0 } = report ?? {};
  const instance = report?.instance ?? "";
  return {
    bidder,
    outcome,
    reason,
    intended: outcome !== null && endedBy !== null && isLeftOut(outcome, endedBy),
    calledAtMs: outcome === "absent" ? null : 0,
    hedges: [],
    bids:
      latencyMs === null
        ? []
        : [{ ...NOTHING_SAID, atMs: latencyMs, instance, offers, final: true, floor: null }],
    cancelledAtMs: null,
    late: [],
  };
}

/** What the steps of the auction say of a bidder is more than its report. */
function withSteps(lane: DrawnLane, { steps, calledAtMs }: AuctionState): DrawnLane {
  const known = steps.get(lane.bidder);
  return {
    ...lane,
    calledAtMs: lane.calledAtMs === null ? null : (calledAtMs ?? lane.calledAtMs),
    ...(known ?? {}),
  };
}

/** As TIMELINE-4, as far as a result shows it: only the timeline knows which bidders were lost. */
export function isLeftOut(outcome: BidderReport["outcome"], endedBy: EndedBy): boolean {
  if (outcome === "skipped") return true;
  return HAD_ENOUGH.includes(endedBy) && (outcome === "silent" || outcome === "late");
}
