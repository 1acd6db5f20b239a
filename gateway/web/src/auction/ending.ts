/** Why an auction ended, and who is missing from its result, as a sentence of the page. No DOM. */
import type { SearchResult } from "../../../../proto/messages.ts";
import { whyEnded } from "../../shared/why-ended.js";
import { milliseconds } from "../ui/format.ts";
import { isLeftOut } from "./drawn-auction.ts";

type Ended = Pick<SearchResult, "endedBy" | "elapsedMs" | "deadlineMs" | "bidders">;

/**
 * @param why what the gateway says of it; by default what the result shows
 * @returns `Ended by complete after 37.2 ms of 800 ms: all 3 bidders replied, but partners could
 *   not offer.`
 */
export function ending(result: Ended, why = whyOf(result)): string {
  const { endedBy, elapsedMs, deadlineMs } = result;
  const reason = why.charAt(0).toLowerCase() + why.slice(1);
  return `Ended by ${endedBy} after ${milliseconds(elapsedMs)} of ${deadlineMs} ms: ${reason}`;
}

function whyOf({ endedBy, deadlineMs, bidders }: Ended): string {
  const lanes = bidders.map(({ bidder, outcome }) => ({
    bidder,
    outcome,
    intended: isLeftOut(outcome, endedBy),
  }));
  return whyEnded({ endedBy, deadlineMs, lanes });
}
