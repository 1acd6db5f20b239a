/**
 * What the terminal says of regret. A result has none: it is the ledger's. But who was not heard to
 * the end is in it.
 */
import type { Outcome, SearchResult } from "../../proto/messages.ts";
import { plain } from "./format.ts";

const UNHEARD: readonly Outcome[] = ["silent", "late", "skipped"];

/** Empty when everybody was heard, or when nothing was shown to compare with. */
export function regretLine({
  bidders,
  itineraries,
}: Pick<SearchResult, "bidders" | "itineraries">): string {
  const unheard = bidders
    .filter(({ outcome }) => UNHEARD.includes(outcome))
    .map(({ bidder }) => plain(bidder));
  return itineraries.length === 0 || unheard.length === 0
    ? ""
    : `regret unknown: not heard to the end: ${unheard.join(", ")}`;
}
