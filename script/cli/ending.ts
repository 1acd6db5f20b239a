/**
 * The last line of a search or a calendar in a terminal: why the auction ended, what is missing,
 * and the id of the result that is kept.
 */
import { completeness, endReason } from "../../gateway/web/shared/ending.js";
import { timeLimit } from "../../gateway/web/shared/format.js";
import type { SearchResult } from "../../proto/messages.ts";
import { formatMoney, milliseconds } from "./format.ts";
import { plain } from "./outside-text.ts";

type EndedAuction = Pick<
  SearchResult,
  "endedBy" | "partial" | "bidders" | "elapsedMs" | "deadlineMs" | "waiting"
>;

/**
 * `ended by complete after 37.2 ms of 800 ms: all bidders replied; partial: partners could not
 * offer (failed) · search abc`
 */
export function endingLine(result: EndedAuction & Pick<SearchResult, "searchId">): string {
  return `${endingWords(result)} · search ${result.searchId}`;
}

/** The same without an id: a calendar is not kept. */
export function endingWords(result: EndedAuction): string {
  const { endedBy, elapsedMs, deadlineMs } = result;
  const parts = [
    endReason(result) + waitingWords(result),
    completeness(result, (bidder) => plain(bidder)),
  ];
  const words = parts.filter((part) => part !== "").join("; ");
  return `ended by ${endedBy} after ${milliseconds(elapsedMs)} of ${timeLimit(deadlineMs)}: ${words}`;
}

/** ` (120 ms more: 0.04 USD expected, 0.01 to 0.08, at 0.50 USD a second)` */
function waitingWords({ waiting }: EndedAuction): string {
  if (waiting === undefined) return "";
  const { expectedGain, waitMs, pricePerSecond } = waiting;
  const { currency, low, high } = expectedGain;
  const [from, to] = [low, high].map((amount) => formatMoney({ amount, currency }));
  return ` (${milliseconds(waitMs)} more: ${formatMoney(expectedGain)} expected, ${from} to ${to}, at ${formatMoney(pricePerSecond)} a second)`;
}
