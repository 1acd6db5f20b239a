/** A search without the bidders that are too far away for its deadline (FAR-1, FAR-4). */
import { choiceWithout } from "../../proto/bidder-choice.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { bidderBudgetMs, collectUntilMs } from "../auction/budget.ts";
import type { AuctionRequest, FarBidder } from "../auction/ports.ts";

/** The bidders of a search that are too far away for this budget. */
export type TooFar = (search: FlightSearch, budgetMs: number) => readonly FarBidder[];

/** The request itself where none is too far away. `now` is monotonic. */
export function withoutFar(request: AuctionRequest, tooFar: TooFar, now: number): AuctionRequest {
  const { search, arrivedAtMs } = request;
  const until = collectUntilMs(arrivedAtMs, search.policy.deadlineMs);
  const far = tooFar(search, bidderBudgetMs(now, until));
  if (far.length === 0) return request;
  // A call names no more: the others are called, and end as they end.
  const its = far.slice(0, LIMITS.bidderNamesMax - (search.bidders?.except?.length ?? 0));
  const names = its.map(({ bidder }) => bidder);
  return {
    ...request,
    search: { ...search, bidders: choiceWithout(search.bidders, names) },
    tooFar: its,
  };
}
