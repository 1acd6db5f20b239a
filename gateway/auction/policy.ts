/**
 * When an auction stops: one pure function of what is known so far. The rules are in the order in
 * which they apply. Whether an auction is settled, and from when on waiting is not worth its price,
 * is computed by `check` of async-service-handler.ts.
 */
import type { EndedBy, Quorum } from "../../proto/messages.ts";

/**
 * How long an auction waits after the quorum: a share of the time taken so far, between two bounds
 * (as the wait factor of Vespa).
 */
export interface Grace {
  readonly share: number;
  readonly msMin: number;
  readonly msMax: number;
}

export interface StopPolicy {
  /** Monotonic milliseconds. */
  readonly startedAtMs: number;
  readonly collectUntilMs: number;
  readonly grace: Grace;
}

/** What the handler knows. */
export interface AuctionProgress {
  /** The number of bidders that the auction waits for. */
  readonly awaited: number;
  /** The number of them that have not finished. */
  readonly outstanding: number;
  /** No bidder still out can change the top K: each one's floor costs more than the K-th best. */
  readonly settled: boolean;
  /** The time at which the quorum and every required bidder had answered; null before. */
  readonly quorumAtMs: number | null;
  /**
   * The time from which on waiting is not worth its price, by what is known now; null: it is until
   * the end, or the search has no such rule.
   */
  readonly notWorthAtMs: number | null;
  readonly cancelled: boolean;
  /** The broker reported that no bidder is subscribed. */
  readonly noSubscribers: boolean;
}

/** Stop now for this reason, or decide again at `wakeAtMs` and after every event before it. */
export type Verdict = { readonly stop: EndedBy } | { readonly wakeAtMs: number };

export function verdict(policy: StopPolicy, progress: AuctionProgress, now: number): Verdict {
  if (progress.cancelled) return { stop: "cancelled" };
  if (progress.noSubscribers) return { stop: "no-bidders" };
  // No bidder is expected, and yet the broker found a subscriber: a bidder that the roster does not
  // know. The auction waits for it until the deadline.
  if (progress.awaited > 0 && progress.outstanding === 0) return { stop: "complete" };
  if (progress.settled) return { stop: "settled" };
  const graceEnds = graceEnd(policy, progress.quorumAtMs);
  if (graceEnds <= now && graceEnds <= policy.collectUntilMs) return { stop: "quorum" };
  const notWorthAt = progress.notWorthAtMs ?? Number.POSITIVE_INFINITY;
  if (notWorthAt <= now && notWorthAt <= policy.collectUntilMs)
    return { stop: "not-worth-waiting" };
  if (policy.collectUntilMs <= now) return { stop: "deadline" };
  return { wakeAtMs: Math.min(graceEnds, notWorthAt, policy.collectUntilMs) };
}

/** When the grace after a quorum ends; never before there is one. */
export function graceEnd({ startedAtMs, grace }: StopPolicy, quorumAtMs: number | null): number {
  if (quorumAtMs === null) return Number.POSITIVE_INFINITY;
  return (
    quorumAtMs +
    Math.min(grace.msMax, Math.max(grace.msMin, grace.share * (quorumAtMs - startedAtMs)))
  );
}

/**
 * The number of distinct bidders that a quorum asks for, of those that could answer. A share is
 * rounded up, and asks for at least one.
 */
export function quorumCount(quorum: Quorum, couldAnswer: number): number | null {
  if (quorum === null || typeof quorum === "number") return quorum;
  return Math.max(1, Math.ceil((Number.parseInt(quorum, 10) * couldAnswer) / 100));
}
