/**
 * Which bidders are too far away for one auction: across an ocean, behind a leaf node.
 *
 * FAR-1 An auction neither calls nor awaits a bidder where the shortest round trip to each of its
 *    instances leaves less than ANSWER_MS_MIN of the budget: no bid of it could be in time.
 * FAR-2 A bidder with an instance whose round trip is not known is not too far.
 * FAR-3 A required bidder is never left out; and where nobody would be left, nobody is.
 * FAR-4 The result names each bidder that was left out, as `skipped` with the reason. It is no
 *    partial result for that: within this deadline there was nothing to have of it.
 *
 * Round trips are measured by the roster's probes, which do not depend on calls: a bidder that has
 * come nearer is called again with the next search.
 */
import type { FarBidder } from "../auction/ports.ts";

/** The least that an instance needs to read a call and to answer it. */
export const ANSWER_MS_MIN = 5;

interface Candidate {
  readonly bidder: string;
  /** The shortest of all its instances; null where one is not known. */
  readonly roundTripMs: number | null;
}

/** The least budget with which an auction leaves this bidder out no more; 0 where it never does. */
export function budgetMsFor({ roundTripMs }: Pick<Candidate, "roundTripMs">): number {
  return roundTripMs === null ? 0 : roundTripMs + ANSWER_MS_MIN;
}

const NONE: readonly FarBidder[] = [];

/** `bidders`: those that an auction with this budget would ask. */
export function farBidders(
  bidders: readonly Candidate[],
  required: readonly string[],
  budgetMs: number,
): readonly FarBidder[] {
  const far: FarBidder[] = [];
  for (const one of bidders) {
    if (one.roundTripMs === null || budgetMs >= budgetMsFor(one)) continue;
    if (!required.includes(one.bidder))
      far.push({ bidder: one.bidder, roundTripMs: one.roundTripMs, budgetMs });
  }
  return far.length === 0 || far.length === bidders.length ? NONE : far;
}
