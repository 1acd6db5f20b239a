/** What a bid says of its own time, as far as it can be true (TIMELINE-5). */
import { round } from "../outcome.ts";

interface OwnTimes {
  readonly queuedMs: number | null;
  readonly workMs: number | null;
}

/**
 * @param queuedMs and `workMs`: what the bid says, 0 or more; null where it says nothing
 * @param roomMs from the call of its instance to the bid
 */
export function ownTimes(queuedMs: number | null, workMs: number | null, roomMs: number): OwnTimes {
  const room = Math.max(0, roomMs);
  const work = workMs === null ? null : Math.min(workMs, room);
  const queued = queuedMs === null ? null : Math.min(queuedMs, room - (work ?? 0));
  return {
    queuedMs: queued === null ? null : round(queued),
    workMs: work === null ? null : round(work),
  };
}
