/**
 * Bidders that an operator has disabled.
 *
 * DISABLED-1 A search that begins after a bidder is disabled does not ask it, as if the search had
 *    left it out: whatever it sends is no part of the result. Searches that run end as they began.
 * DISABLED-2 Its result names each such bidder that it would have asked, as `skipped` with the
 *    reason. It is no partial result for that: it lacks nobody who was asked.
 * DISABLED-3 An offer of a seller that an operator has disabled is in no result of a search that
 *    begins afterwards, whichever bidder brings it, and in nothing that is kept of it but its
 *    explanation. Its bidder is asked as before, and it is no fault of its.
 */
import { choiceWithout, isAsked } from "../../proto/bidder-choice.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { BidderChoice } from "../../proto/messages.ts";
import type { ValidSearch } from "./validate.ts";
import { invalidSearch } from "./validation-error.ts";

/** A6: with these a search may still leave out some bidders by itself. */
export const DISABLED_MAX = LIMITS.bidderNamesMax / 2;

/** @throws AuctionError `invalid-search` where it leaves out more than a call can say */
export function withoutDisabled(search: ValidSearch, disabled: readonly string[]): ValidSearch {
  const its = disabled.filter((bidder) => isAsked(search.bidders, bidder));
  if (its.length === 0) return search;
  const { params: said, policy, ...rest } = search;
  const params = new Map([...(said ?? [])].filter(([bidder]) => !its.includes(bidder)));
  const required = policy.required.filter((bidder) => !its.includes(bidder));
  return {
    ...rest,
    policy: { ...policy, required },
    bidders: choiceOfEnabled(search.bidders, its),
    disabled: its,
    ...(params.size === 0 ? {} : { params }),
  };
}

function choiceOfEnabled(choice: BidderChoice | undefined, its: readonly string[]): BidderChoice {
  const rest = choiceWithout(choice, its);
  const max = LIMITS.bidderNamesMax - its.length;
  const named = choice?.except?.length ?? 0;
  if (rest.only !== undefined || named <= max) return rest;
  const message = `must name at most ${max} bidders, as ${its.length} are disabled here, not ${named}`;
  throw invalidSearch([{ path: "bidders.except", message }]);
}
