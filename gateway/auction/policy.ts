/**
 * When an auction stops. One pure function over what is known so far; the rules stand in the order
 * in which they count.
 */
import type { EndedBy, Quorum } from "../../proto/messages.ts";

/**
 * After the quorum the auction waits a little more: a share of the time taken so far, between two
 * bounds (as Vespa's wait factor).
 */
export interface Grace {
  readonly share: number;
  readonly minMs: number;
  readonly maxMs: number;
}

export interface StopPolicy {
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  readonly collectUntil: number;
  readonly grace: Grace;
}

/** What the collector knows. */
export interface Progress {
  /** How many bidders are waited for in all. */
  readonly awaited: number;
  /** How many of them have not finished. */
  readonly outstanding: number;
  /** No bidder still out can change the top K: each one's floor costs more than the K-th best. */
  readonly settled: boolean;
  /** When the quorum and every required bidder were in; null while they are not. */
  readonly quorumAt: number | null;
  readonly cancelled: boolean;
  /** The broker said that nobody listens. */
  readonly nobodyListens: boolean;
}

/** Stop now and say why, or look again at `wakeAt` unless something happens before. */
export type Verdict = { readonly stop: EndedBy } | { readonly wakeAt: number };

export function verdict(policy: StopPolicy, progress: Progress, now: number): Verdict {
  if (progress.cancelled) return { stop: "cancelled" };
  if (progress.nobodyListens) return { stop: "no-bidders" };
  // Nobody expected, and yet the broker found a listener: one that the roster does not know. It is
  // heard until the deadline.
  if (progress.awaited > 0 && progress.outstanding === 0) return { stop: "complete" };
  if (progress.settled) return { stop: "settled" };
  const graceEnds = graceEnd(policy, progress.quorumAt);
  if (graceEnds <= now && graceEnds <= policy.collectUntil) return { stop: "quorum" };
  if (policy.collectUntil <= now) return { stop: "deadline" };
  return { wakeAt: Math.min(graceEnds, policy.collectUntil) };
}

function graceEnd({ startedAt, grace }: StopPolicy, quorumAt: number | null): number {
  if (quorumAt === null) return Number.POSITIVE_INFINITY;
  return (
    quorumAt + Math.min(grace.maxMs, Math.max(grace.minMs, grace.share * (quorumAt - startedAt)))
  );
}

/**
 * How many distinct bidders a quorum asks for, of those that could answer: a share is rounded up,
 * and asks for one at least.
 */
export function quorumCount(quorum: Quorum, couldAnswer: number): number | null {
  if (quorum === null || typeof quorum === "number") return quorum;
  return Math.max(1, Math.ceil((Number.parseInt(quorum, 10) * couldAnswer) / 100));
}
