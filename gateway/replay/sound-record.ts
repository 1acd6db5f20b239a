/**
 * Whether a record that was read can be replayed: its file may have been written by anyone.
 *
 * SOUND-1 No number of a record makes a replay hang: one without an end in sight is not replayed.
 */
import type { RecordedAuction } from "../recording/recorded-auction.ts";

/** Longer than any auction, and than what is recorded after it. */
const US_MAX = 3_600_000_000;
const MS_MAX = US_MAX / 1_000;

/** What is wrong with it; undefined: nothing. */
export function unsoundness(recorded: RecordedAuction): string | undefined {
  const { search, grace, calledAtUs, endedAtUs, heardUntilUs, wallMs, events } = recorded;
  const { deadlineMs } = search.policy;
  if (search.slices.length === 0) return "its search has no slice";
  if (!(deadlineMs > 0 && deadlineMs <= MS_MAX)) return `its deadline is ${deadlineMs} ms`;
  if (!Number.isFinite(wallMs)) return "it has no date";
  const { share, msMin, msMax } = grace;
  if (![share, msMin, msMax].every((value) => value >= 0 && value <= MS_MAX))
    return "its grace is no time";
  if (![calledAtUs, endedAtUs, heardUntilUs].every(isTime)) return "its times are none";
  if (!events.every(({ atUs }) => isTime(atUs))) return "an event of it has no time";
  return undefined;
}

function isTime(us: number): boolean {
  return us >= 0 && us <= US_MAX;
}
