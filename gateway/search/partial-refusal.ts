/**
 * The refusal of a partial result, for searches with `policy.partial: "refuse"`.
 *
 * PARTIAL-1 Such a search never gets a result that is partial. It gets a problem with the outcome
 *    of each bidder and the arm of the search, and the ledger keeps the result under the id that the
 *    problem names. Of a calendar nothing is kept.
 * PARTIAL-2 The problem says when to try again only where that may help: a bidder that was silent,
 *    late, absent or skipped, or has failed, may answer the next time. One that has declined, or
 *    whose bids are invalid, does the same again.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { BidderReport, Outcome, Policy, SearchResult } from "../../proto/messages.ts";

const ANSWERED: ReadonlySet<Outcome> = new Set(["answered", "empty"]);
const MAY_ANSWER_NEXT: ReadonlySet<Outcome> = new Set([
  "silent",
  "late",
  "absent",
  "skipped",
  "failed",
]);

/** A6: bidders that the detail names. `bidders` has them all. */
const NAMED_MAX = 8;

type RefusableResult = Pick<SearchResult, "searchId" | "endedBy" | "partial" | "bidders" | "arm">;

/** Why the result is refused; undefined where it is whole, or may be shown. */
export function partialRefusal(
  { partial: choice }: Policy,
  { searchId, endedBy, partial, bidders, arm }: RefusableResult,
  what: "search" | "calendar" = "search",
): AuctionError | undefined {
  if (choice !== "refuse" || !partial) return undefined;
  const missing = bidders.filter(({ outcome }) => !ANSWERED.has(outcome));
  const named = missing.slice(0, NAMED_MAX).map(({ bidder, outcome }) => `${bidder} (${outcome})`);
  const more = missing.length > NAMED_MAX ? ` and ${missing.length - NAMED_MAX} more` : "";
  const kept = what === "search" ? `; it is kept as search ${searchId}` : "";
  return new AuctionError(
    "partial-result",
    `the result is partial, which the ${what} refuses: it lacks ${named.join(", ")}${more}${kept}`,
    { partial: { searchId, endedBy, bidders, ...(arm === undefined ? {} : { arm }) } },
  );
}

/** PARTIAL-2 */
export function mayBeWholeNext(bidders: readonly BidderReport[]): boolean {
  return bidders.some(({ outcome }) => MAY_ANSWER_NEXT.has(outcome));
}
