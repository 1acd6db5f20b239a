/**
 * The policies among which `tune` searches, made of what the recorded auctions are like.
 *
 * A fixed timeout is the usual rule of fan-outs (Dean and Barroso, "The Tail at Scale", 2013). The
 * wait factor is that of Vespa (docs.vespa.ai, content coverage: `min-wait-after-coverage-factor`):
 * after a share of the answers it waits for a share of the time taken so far. To name those whose
 * answers are worth waiting for is the rule of Weitzman ("Optimal Search for the Best Alternative",
 * 1979) in its simplest form: a box of a high reservation price is opened, others need not be. The
 * worth of waiting is the rule of gateway/auction/value/expected-gain.ts.
 */
import type { AuctionTimeline } from "../auction-timeline.ts";
import { Distribution } from "../distribution.ts";
import type { ReplayPolicy } from "../replay-policy.ts";

/** Shares of all times at which bidders answer. */
const DEADLINE_QUANTILES = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995];
const GRACE_SHARES = [0, 0.1, 0.25, 0.5, 1, 2];
const QUORUM_SHARES = ["40%", "50%", "60%", "70%", "80%", "90%"] as const;
/** Bidders that are tried as required, and those of them at once. */
const REQUIRED_TRIED = 4;
/** Of the worth of waiting: what a second costs, from long waits to short ones. */
const DOLLARS_PER_SECOND = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128];
/** Its deadlines: it seldom waits for them. */
const VALUE_DEADLINE_QUANTILES = [0.9, 0.97, 0.995];
/** A deadline has so much more than the collecting takes (gateway/auction/budget.ts). */
const GATEWAY_SHARE = 0.95;

export const RULES = ["fixed timeout", "wait factor", "any rule", "value"] as const;
export type RuleName = (typeof RULES)[number];

export function policySpace(
  timelines: readonly AuctionTimeline[],
): Readonly<Record<RuleName, readonly ReplayPolicy[]>> {
  const deadlines = deadlinesOf(timelines, DEADLINE_QUANTILES);
  const valueDeadlines = deadlinesOf(timelines, VALUE_DEADLINE_QUANTILES);
  const fixed = deadlines.map((deadlineMs) => plain({ deadlineMs, settle: false }));
  const waits = deadlines.flatMap((deadlineMs) =>
    QUORUM_SHARES.flatMap((quorum) =>
      GRACE_SHARES.map((share) => ({
        ...plain({ deadlineMs, settle: false }),
        quorum,
        grace: { share, msMin: 0, msMax: GRACE_MS_MAX },
      })),
    ),
  );
  const required = requiredSets(timelines);
  const named = waits.flatMap((policy) =>
    required.map((bidders) => ({ ...policy, settle: true, required: bidders })),
  );
  const settling = fixed.map((policy) => ({ ...policy, settle: true }));
  return {
    "fixed timeout": fixed,
    "wait factor": waits,
    "any rule": [...settling, ...named],
    value: valueDeadlines.flatMap((deadlineMs) =>
      DOLLARS_PER_SECOND.map((dollarsPerSecond) => ({
        // Bidders that were required stay so: it stops only when they have answered.
        ...{ name: "tuned", deadlineMs, quorum: null, settle: true },
        ...{ kind: "value" as const, dollarsPerSecond },
      })),
    ),
  };
}

/** The longest deadline of a search: the grace is then a share alone. */
const GRACE_MS_MAX = 10_000;

function plain(terms: Pick<ReplayPolicy, "deadlineMs" | "settle">): ReplayPolicy {
  return { name: "tuned", quorum: null, required: [], ...terms };
}

/** Whole milliseconds. */
function deadlinesOf(
  timelines: readonly AuctionTimeline[],
  quantiles: readonly number[],
): number[] {
  const times = new Distribution();
  for (const timeline of timelines) {
    // Of a bidder that was cut, when it had all that it was allowed to find (CUTBID-2).
    const { answeredAt, marks } = timeline.longer ?? timeline;
    for (const at of answeredAt.values()) times.add(marks[at]?.atMs ?? 0);
  }
  const all = quantiles.map((share) =>
    Math.max(1, Math.round((times.quantile(share) ?? 1) / GATEWAY_SHARE)),
  );
  return [...new Set(all)];
}

/** None, and the bidders that most often have the best offer: one, two, and so on. */
function requiredSets(timelines: readonly AuctionTimeline[]): readonly (readonly string[])[] {
  const wins = new Map<string, number>();
  for (const { best } of timelines)
    if (best !== null) wins.set(best.bidder, (wins.get(best.bidder) ?? 0) + 1);
  const bidders = [...wins]
    .sort(([, a], [, b]) => b - a)
    .slice(0, REQUIRED_TRIED)
    .map(([bidder]) => bidder);
  return [[], ...bidders.map((_, i) => bidders.slice(0, i + 1))];
}
