/** Why an auction ended, and what is missing from its result, as a sentence of the page. No DOM. */
import type { SearchResult } from "../../../../proto/messages.ts";
import { completeness, endReason } from "../../shared/ending.js";
import { milliseconds } from "../ui/format.ts";

/**
 * @returns `Ended by complete after 37.2 ms of 800 ms: all bidders replied. Partial: partners could
 *   not offer (failed).`
 */
export function ending(result: SearchResult): string {
  const { endedBy, elapsedMs, deadlineMs } = result;
  const complete = completeness(result);
  const rest = complete === "" ? "" : ` ${complete.charAt(0).toUpperCase()}${complete.slice(1)}.`;
  return `Ended by ${endedBy} after ${milliseconds(elapsedMs)} of ${deadlineMs} ms: ${endReason(result)}.${rest}`;
}
