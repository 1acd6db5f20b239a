/** Computes the shadow policies of an auction that has its result. Nothing of it is changed. */
import type { Collected } from "./collect.ts";
import type { Concluded } from "./conclude.ts";
import type { AuctionContext } from "./context.ts";
import { RunningRank } from "./running-rank.ts";
import { type EndedAuction, shadowResult } from "./shadow-policy.ts";

export function computeShadowPolicies(
  { request, handler, rules }: AuctionContext,
  { endedBy, endedAtMs }: Collected,
  { result, entries, rankedWallMs }: Concluded,
): void {
  const { shadowPolicies, arrivedAtMs: startedAtMs } = request;
  if (shadowPolicies === undefined) return;
  const { partial, itineraries, bidders } = result;
  const good = new Set<string>();
  for (const { bidder, outcome } of bidders)
    if (outcome === "answered" || outcome === "empty") good.add(bidder);
  const auction: EndedAuction = {
    ...{ startedAtMs, endedAtMs, endedBy, partial, itineraries, entries, good },
    participants: handler.participants,
    // The ids of its offers are those of the result alone.
    rank: (some) =>
      new RunningRank({ ...rules, offerIds: undefined }).ranking(some, rankedWallMs).itineraries,
  };
  shadowPolicies.computed(
    shadowPolicies.policies.map((policy) => shadowResult(policy, auction)),
    itineraries,
  );
}
