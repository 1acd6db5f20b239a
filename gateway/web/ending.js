// @ts-check
/**
 * Why an auction ended, and what is missing from its result, as a sentence of the page. No DOM.
 *
 * @typedef {import("../../proto/messages.ts").SearchResult} SearchResult
 */
import { milliseconds } from "./format.js";
import { completeness, endReason } from "./shared/ending.js";

/**
 * @param {SearchResult} result
 * @returns `Ended by complete after 37.2 ms of 800 ms: all bidders replied. Partial: partners could
 *   not offer (failed).`
 */
export function ending(result) {
  const { endedBy, elapsedMs, deadlineMs } = result;
  const complete = completeness(result);
  const rest = complete === "" ? "" : ` ${complete.charAt(0).toUpperCase()}${complete.slice(1)}.`;
  return `Ended by ${endedBy} after ${milliseconds(elapsedMs)} of ${deadlineMs} ms: ${endReason(result)}.${rest}`;
}
