/**
 * The last line of a search in a terminal: why the auction ended, what is missing, and the id of
 * the kept result.
 */
import { completeness, endReason } from "../../gateway/web/shared/ending.js";
import type { SearchResult } from "../../proto/messages.ts";
import { milliseconds } from "./format.ts";
import { plain } from "./outside-text.ts";

type EndedAuction = Pick<
  SearchResult,
  "endedBy" | "partial" | "bidders" | "elapsedMs" | "deadlineMs" | "searchId"
>;

/**
 * `ended by complete after 37.2 ms of 800 ms: all bidders replied; partial: partners could not
 * offer (failed) · search abc`
 */
export function endingLine(result: EndedAuction): string {
  const { endedBy, elapsedMs, deadlineMs, searchId } = result;
  const parts = [endReason(result), completeness(result, (bidder) => plain(bidder))];
  const words = parts.filter((part) => part !== "").join("; ");
  return `ended by ${endedBy} after ${milliseconds(elapsedMs)} of ${deadlineMs} ms: ${words} · search ${searchId}`;
}
