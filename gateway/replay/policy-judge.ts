/**
 * Judges one policy on one recorded auction after the other, in the order of their time. A policy
 * of kind `value` learns as a gateway does: what a gateway had learned is in no record, and
 * follows from the auctions before.
 *
 * POLICYJUDGE-1 A policy of kind `value` begins with nothing, and learns of an auction what a
 *    gateway under this policy would have seen: nothing after its stop, but for the searches that
 *    explore, which end as without this policy (WAIT-2).
 * POLICYJUDGE-2 Where the record ends before the policy stops, or a bid was cut before that
 *    (MARKS-5), what it holds until there is learned, and a bidder that was out then counts as
 *    watched until then.
 */
import { collectUntilMs } from "../auction/budget.ts";
import { type ObservedAuction, ValueHistory } from "../auction/value/value-history.ts";
import { pricePerSecondOf, ruleOfSearch } from "../auction/value/waiting-rule.ts";
import type { AuctionTimeline, TimelineLearning } from "./auction-timeline.ts";
import { type Judgement, judge, underDeadline } from "./judge.ts";
import { dollarsPerSecondOf, type ReplayPolicy, termsOf } from "./replay-policy.ts";

/** Auctions by their time. Null: the record does not know how this one goes on. */
export type PolicyJudge = (timeline: AuctionTimeline) => Judgement | null;

export const isLearning = (policy: ReplayPolicy): boolean => dollarsPerSecondOf(policy) !== null;

/** Auctions from which a policy of kind `value` learns before any counts: so many, at most. */
const WARM_UP_MAX = 500;
/** Of few auctions this share. */
const WARM_UP_SHARE = 0.25;

export function warmUpOf(auctions: number): number {
  return Math.min(WARM_UP_MAX, Math.floor(WARM_UP_SHARE * auctions));
}

export function policyJudge(policy: ReplayPolicy, history = new ValueHistory()): PolicyJudge {
  const dollars = dollarsPerSecondOf(policy);
  if (dollars === null) return (timeline) => judge(timeline, policy);
  return (timeline) => {
    const { deadlineMs } = termsOf(timeline.policied, policy);
    const played = underDeadline(timeline, deadlineMs);
    const { learning, searchId } = played;
    if (learning === undefined) return judge(timeline, policy);
    const { marketClass } = learning.observed;
    const price = pricePerSecondOf(dollars, learning.unitsPerDollar);
    const rule = ruleOfSearch(searchId, history, marketClass, price);
    const judged = judge(timeline, policy, rule);
    const endedAtMs = judged?.endedAtMs ?? seenUntilMs(played, deadlineMs);
    // No bidder had the call.
    if (judged?.endedBy !== "no-bidders")
      history.learn(seenBy(learning, endedAtMs, collectUntilMs(0, deadlineMs)));
    return judged;
  };
}

/** The judge of a policy that was in force on these auctions; what does not learn begins anew. */
export function learnedJudge(
  policy: ReplayPolicy,
  earlier: readonly AuctionTimeline[],
): PolicyJudge {
  const judgeOne = policyJudge(policy);
  if (isLearning(policy)) for (const timeline of earlier) judgeOne(timeline);
  return judgeOne;
}

/** POLICYJUDGE-2: where a bid was cut, until before that (MARKS-5). */
function seenUntilMs(
  { knownUntilMs, marks, calledAtMs }: AuctionTimeline,
  deadlineMs: number,
): number {
  const unknown = marks.findIndex(({ isUnknown }) => isUnknown === true);
  const cutAtMs = unknown < 0 ? deadlineMs : (marks[unknown - 1]?.atMs ?? calledAtMs);
  return Math.min(knownUntilMs, deadlineMs, cutAtMs);
}

/**
 * What a gateway has seen of an auction that it ends then (MARKS-3).
 *
 * @param untilMs a message at this time or later is late, even where it comes before the timer
 */
export function seenBy(
  { observed, lostAtMs }: TimelineLearning,
  endedAtMs: number,
  untilMs: number,
): ObservedAuction {
  const isSeen = (atMs: number) => atMs <= endedAtMs && atMs < untilMs;
  const bidders = new Map<string, number | null>();
  for (const [bidder, finishedMs] of observed.bidders) {
    const finished = finishedMs !== null && isSeen(finishedMs);
    const isLost = (lostAtMs.get(bidder) ?? Number.POSITIVE_INFINITY) <= endedAtMs;
    if (finished || !isLost) bidders.set(bidder, finished ? finishedMs : null);
  }
  const messages = observed.messages.filter(
    ({ bidder, atMs }) => isSeen(atMs) && bidders.has(bidder),
  );
  return { marketClass: observed.marketClass, messages, bidders, endedAtMs };
}
