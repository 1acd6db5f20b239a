/**
 * What waiting does to a search: how long it may wait for its place, and what is then left of its
 * deadline.
 */
import { AuctionError } from "../../proto/errors.ts";

/** A search waits for its place for so much of its deadline at most. */
const WAIT_SHARE = 0.25;

/** A search of which less than this is left is not begun: hardly a bidder could answer. */
const LEFT_SHARE_MIN = 0.25;

export interface DeadlineBounds {
  readonly deadlineMsMin: number;
  readonly deadlineMsMax: number;
}

/**
 * Milliseconds that a search may wait for its place. `deadlineMs` comes from a caller, unchecked;
 * `waitsMs` is how long the caller waits for its answer, where it has said so.
 */
export function patienceMs(
  deadlineMs: number,
  { deadlineMsMin, deadlineMsMax }: DeadlineBounds,
  waitsMs = Number.POSITIVE_INFINITY,
): number {
  const deadline = Number.isFinite(deadlineMs)
    ? Math.min(deadlineMsMax, Math.max(deadlineMsMin, deadlineMs))
    : deadlineMsMin;
  return Math.min(deadline, waitsMs) * WAIT_SHARE;
}

/**
 * The deadline that a search runs with, counted from its arrival: its own, or what its caller waits
 * if that is less.
 *
 * @throws AuctionError `expired` when its caller has given up or will have before any bidder could
 *   answer, `overloaded` when its own time went in waiting
 */
export function remainingDeadlineMs(
  deadlineMs: number,
  waitedMs: number,
  waitsMs = Number.POSITIVE_INFINITY,
): number {
  const remaining = Math.min(deadlineMs, Math.floor(waitsMs));
  if (remaining - waitedMs >= remaining * LEFT_SHARE_MIN) return remaining;
  const waited = `${Math.round(waitedMs)} of ${remaining} ms had passed before the search could begin`;
  throw new AuctionError(
    waitsMs < deadlineMs || waitedMs >= waitsMs ? "expired" : "overloaded",
    waited,
  );
}
