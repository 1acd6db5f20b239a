/** Why an auction ended, and who is missing from its result, as a sentence of the page. No DOM. */
import type { SearchResult } from "../../../../proto/messages.ts";
import type { Timeline } from "../../../http/timeline-schema.ts";
import { timeLimit } from "../../shared/format.js";
import { whyEnded } from "../../shared/why-ended.js";
import { milliseconds } from "../ui/format.ts";
import { isLeftOut } from "./drawn-auction.ts";

type Recorded = Pick<Timeline, "why" | "endedAtMs">;
type Ended = Pick<SearchResult, "endedBy" | "elapsedMs" | "deadlineMs" | "bidders">;

/**
 * @param recorded what the gateway says of it, once it is known: then the sentence has the end that
 *   the picture has. The time of a result also contains how long it took to be made.
 * @returns `Ended by complete after 37.2 ms of 800 ms: all 3 bidders replied, but partners could
 *   not offer.`
 */
export function ending(result: Ended, recorded: Recorded | null = null): string {
  const { endedBy, elapsedMs, deadlineMs } = result;
  const { why, endedAtMs } = recorded ?? { why: whyOf(result), endedAtMs: elapsedMs };
  const reason = why.charAt(0).toLowerCase() + why.slice(1);
  return `Ended by ${endedBy} after ${milliseconds(endedAtMs)} of ${timeLimit(deadlineMs)}: ${reason}`;
}

function whyOf({ endedBy, deadlineMs, bidders }: Ended): string {
  const lanes = bidders.map(({ bidder, outcome }) => ({
    bidder,
    outcome,
    intended: isLeftOut(outcome, endedBy),
  }));
  return whyEnded({ endedBy, deadlineMs, lanes });
}
