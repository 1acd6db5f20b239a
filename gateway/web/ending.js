// @ts-check
/**
 * Why an auction ended, and what is missing from its result, as a traveller reads it. Pure: no DOM.
 *
 * @typedef {import("../../proto/messages.ts").SearchResult} SearchResult
 * @typedef {import("../../proto/messages.ts").Outcome} Outcome
 */
import { milliseconds } from "./format.js";

/** @type {Readonly<Record<Exclude<SearchResult["endedBy"], "complete">, string>>} */
const REASONS = {
  settled: "no other bidder could change the result any more",
  quorum: "enough bidders had replied",
  deadline: "the time was up",
  cancelled: "the search was cancelled",
  "no-bidders": "no bidder serves this market now",
};

/**
 * What a bidder did that is not in the result. The same for one and for several. @type
 * {ReadonlyMap<Outcome, string>}
 */
const MISSING = new Map(
  /** @type {[Outcome, string][]} */ ([
    ["declined", "would not offer"],
    ["failed", "could not offer"],
    ["invalid", "sent an invalid bid"],
    ["late", "did not finish in time"],
    ["silent", "did not reply in time"],
    ["skipped", "failed too often lately to be waited for"],
    ["absent", "had no live process"],
  ]),
);

/** @type {ReadonlySet<Outcome>} */
const REPLIES = new Set(
  /** @type {Outcome[]} */ (["answered", "empty", "declined", "failed", "invalid"]),
);

/** @param {SearchResult} result */
function reason({ endedBy, bidders }) {
  if (endedBy !== "complete") return REASONS[endedBy] ?? endedBy;
  const outcomes = new Set(bidders.map(({ outcome }) => outcome));
  if (bidders.length === 0 || [...outcomes].some((outcome) => !REPLIES.has(outcome)))
    return "no bidder was left to wait for";
  return [...outcomes].some((outcome) => MISSING.has(outcome))
    ? "all bidders replied"
    : "all bidders answered";
}

/**
 * `partners could not offer (failed); stops did not reply in time (silent)`: grouped by outcome.
 * @param {SearchResult} result
 */
function missing({ bidders }) {
  return [...MISSING].flatMap(([outcome, did]) => {
    const names = bidders
      .filter((report) => report.outcome === outcome)
      .map(({ bidder }) => bidder);
    return names.length === 0 ? [] : [`${names.join(", ")} ${did} (${outcome})`];
  });
}

/** @param {SearchResult} result */
function completeness(result) {
  const what = missing(result).join("; ");
  if (result.partial) return what === "" ? "Partial." : `Partial: ${what}.`;
  // A bidder that was not expected may fail, and the result is whole without it.
  if (what !== "") return `Nothing that was expected is missing; ${what}.`;
  return result.bidders.length === 0 ? "" : "Nothing is missing.";
}

/**
 * @param {SearchResult} result
 * @returns `Ended by complete after 37.2 ms of 800 ms: all bidders replied. Partial: partners could
 *   not offer (failed).`
 */
export function ending(result) {
  const { endedBy, elapsedMs, deadlineMs } = result;
  return `Ended by ${endedBy} after ${milliseconds(elapsedMs)} of ${deadlineMs} ms: ${reason(result)}. ${completeness(result)}`.trimEnd();
}
