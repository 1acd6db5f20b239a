/**
 * How long a search may wait for a place, and what is left of its deadline after that. The queue
 * (admission-queue.ts) keeps the time; here is how long it is, and what is checked when a search
 * leaves the queue.
 */
import { AuctionError } from "../../proto/errors.ts";

/** The share of its deadline that a search may wait for a place. */
const WAIT_SHARE = 0.25;

/**
 * The least share of its deadline that a search must have left to run: with less, few bidders could
 * answer.
 */
const LEFT_SHARE_MIN = 0.25;

interface DeadlineBounds {
  readonly deadlineMsMin: number;
  readonly deadlineMsMax: number;
}

/**
 * Milliseconds that a search may wait for a place. `deadlineMs` comes from the caller and is not
 * checked yet; `callerTimeoutMs` is how long the caller waits for its answer, where it is known.
 */
export function placeTimeoutMs(
  deadlineMs: number,
  { deadlineMsMin, deadlineMsMax }: DeadlineBounds,
  callerTimeoutMs = Number.POSITIVE_INFINITY,
): number {
  const deadline = Number.isFinite(deadlineMs)
    ? Math.min(deadlineMsMax, Math.max(deadlineMsMin, deadlineMs))
    : deadlineMsMin;
  return Math.min(deadline, callerTimeoutMs) * WAIT_SHARE;
}

/**
 * The deadline of a search, counted from its arrival: its own, or the timeout of its caller if that
 * is shorter.
 *
 * @throws AuctionError `expired` when its caller has stopped waiting, or will before any bidder
 *   could answer; `overloaded` when the search has waited too long for a place
 */
export function remainingDeadlineMs(
  deadlineMs: number,
  waitedMs: number,
  callerTimeoutMs = Number.POSITIVE_INFINITY,
): number {
  const remaining = Math.min(deadlineMs, Math.floor(callerTimeoutMs));
  if (remaining - waitedMs >= remaining * LEFT_SHARE_MIN) return remaining;
  const waited = `${Math.round(waitedMs)} of ${remaining} ms had passed before the search could begin`;
  throw new AuctionError(
    callerTimeoutMs < deadlineMs || waitedMs >= callerTimeoutMs ? "expired" : "overloaded",
    waited,
  );
}
