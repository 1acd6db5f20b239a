/**
 * The last line of a search in a terminal: why the auction ended, what is missing, and under which
 * id the result is kept.
 */
import type { Outcome, SearchResult } from "../../proto/messages.ts";
import { milliseconds, plain } from "./format.ts";

const REASONS: Readonly<Record<Exclude<SearchResult["endedBy"], "complete">, string>> = {
  settled: "no other bidder could change the result any more",
  quorum: "enough bidders had replied",
  deadline: "the time was up",
  cancelled: "the search was cancelled",
  "no-bidders": "no bidder serves this market now",
};

/** What a bidder did that is not in the result. The same words for one and for several. */
const MISSING: ReadonlyMap<Outcome, string> = new Map([
  ["declined", "would not offer"],
  ["failed", "could not offer"],
  ["invalid", "sent an invalid bid"],
  ["late", "did not finish in time"],
  ["silent", "did not reply in time"],
  ["skipped", "failed too often lately to be waited for"],
  ["absent", "had no live process"],
]);

const REPLIES: ReadonlySet<Outcome> = new Set([
  "answered",
  "empty",
  "declined",
  "failed",
  "invalid",
]);

/**
 * `ended by complete after 37.2 ms of 800 ms: all bidders replied; partial: partners could not
 * offer (failed) · search abc`
 */
export function endingLine(result: SearchResult): string {
  const { endedBy, elapsedMs, deadlineMs, searchId } = result;
  const words = [reason(result), completeness(result)].filter((part) => part !== "").join("; ");
  return `ended by ${endedBy} after ${milliseconds(elapsedMs)} of ${deadlineMs} ms: ${words} · search ${searchId}`;
}

function reason({ endedBy, bidders }: SearchResult): string {
  if (endedBy !== "complete") return REASONS[endedBy] ?? endedBy;
  const outcomes = bidders.map(({ outcome }) => outcome);
  if (outcomes.length === 0 || outcomes.some((outcome) => !REPLIES.has(outcome)))
    return "no bidder was left to wait for";
  return outcomes.some((outcome) => MISSING.has(outcome))
    ? "all bidders replied"
    : "all bidders answered";
}

function completeness(result: SearchResult): string {
  const what = missing(result).join("; ");
  if (result.partial) return what === "" ? "partial" : `partial: ${what}`;
  // A bidder that was not expected may fail, and the result is whole without it.
  if (what !== "") return `nothing that was expected is missing; ${what}`;
  return result.bidders.length === 0 ? "" : "nothing is missing";
}

/** `partners could not offer (failed)`: one text for each outcome. */
function missing({ bidders }: SearchResult): string[] {
  return [...MISSING].flatMap(([outcome, did]) => {
    const names = bidders
      .filter((report) => report.outcome === outcome)
      .map(({ bidder }) => plain(bidder));
    return names.length === 0 ? [] : [`${names.join(", ")} ${did} (${outcome})`];
  });
}
