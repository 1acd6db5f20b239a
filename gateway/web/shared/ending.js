// @ts-check
/**
 * Why an auction ended and what is missing from its result, in words. One rule for the page and for
 * the terminal, which only join the parts. Pure: no DOM.
 *
 * @typedef {import("../../../proto/messages.ts").SearchResult} SearchResult
 * @typedef {import("../../../proto/messages.ts").Outcome} Outcome
 */

/** @type {Readonly<Record<Exclude<SearchResult["endedBy"], "complete">, string>>} */
export const REASONS = {
  settled: "no other bidder could change the result any more",
  quorum: "enough bidders had replied",
  deadline: "the time was up",
  cancelled: "the search was cancelled",
  "no-bidders": "no bidder serves this market now",
  "not-worth-waiting": "a cheaper offer was no longer expected to be worth the wait",
};

/**
 * What a bidder did whose offers are missing, keyed by outcome. The words fit one bidder and
 * several.
 * @type {ReadonlyMap<Outcome, string>}
 */
export const MISSING = new Map(
  /** @type {[Outcome, string][]} */ ([
    ["declined", "would not offer"],
    ["failed", "could not offer"],
    ["invalid", "sent an invalid bid"],
    ["late", "did not finish in time"],
    ["silent", "did not reply in time"],
    ["skipped", "failed too often lately, or had been disabled"],
    ["absent", "had no live process"],
  ]),
);

/** Outcomes of a bidder that has replied. @type {ReadonlySet<Outcome>} */
const REPLIED = new Set(
  /** @type {Outcome[]} */ (["answered", "empty", "declined", "failed", "invalid"]),
);

/**
 * @param {Pick<SearchResult, "endedBy" | "bidders">} result
 * @returns {string} `all bidders replied`
 */
export function endReason({ endedBy, bidders }) {
  if (endedBy !== "complete") return REASONS[endedBy] ?? endedBy;
  return completeReason(
    bidders.map(({ outcome }) => outcome),
    "all bidders",
  );
}

/**
 * Why an auction is complete.
 * @param {readonly Outcome[]} outcomes
 * @param {string} who all its bidders
 */
export function completeReason(outcomes, who) {
  if (outcomes.length === 0 || outcomes.some((outcome) => !REPLIED.has(outcome)))
    return "no bidder was left to wait for";
  return `${who} ${outcomes.some((outcome) => MISSING.has(outcome)) ? "replied" : "answered"}`;
}

/**
 * @param {Pick<SearchResult, "partial" | "bidders">} result
 * @param {(bidder: string) => string} [nameOf] a bidder's name as it may be shown
 * @returns {string} `partial: partners could not offer (failed)`; empty when there is nothing to
 *   state
 */
export function completeness({ partial, bidders }, nameOf = (bidder) => bidder) {
  const what = missingBidders(bidders, nameOf).join("; ");
  if (partial) return what === "" ? "partial" : `partial: ${what}`;
  // A bidder that is not expected may fail, and the result is complete without it.
  if (what !== "") return `nothing that was expected is missing; ${what}`;
  return bidders.length === 0 ? "" : "nothing is missing";
}

/**
 * One text for each outcome: `partners could not offer (failed)`.
 * @param {SearchResult["bidders"]} bidders
 * @param {(bidder: string) => string} nameOf
 */
function missingBidders(bidders, nameOf) {
  return [...MISSING].flatMap(([outcome, did]) => {
    const names = bidders
      .filter((report) => report.outcome === outcome)
      .map(({ bidder }) => nameOf(bidder));
    return names.length === 0 ? [] : [`${names.join(", ")} ${did} (${outcome})`];
  });
}
