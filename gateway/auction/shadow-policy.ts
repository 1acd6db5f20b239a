/**
 * What an auction would have been under another policy, from what came in while it ran: computed
 * after its result has been sent, by the same rules of a stop (policy.ts), and shown to nobody.
 *
 * SHADOWPOLICY-1 It changes nothing of the auction: it reads what was collected, when the result is
 *    made.
 * SHADOWPOLICY-2 An auction that would have ended earlier is known exactly: its end, who had
 *    answered by then, and what would have been shown. One that ended because there was nothing left
 *    to wait for, or because its caller left, would have ended so under any policy that waits as
 *    long.
 * SHADOWPOLICY-3 One that would have waited longer is unknown: nobody has heard what would have
 *    come.
 *
 * Bidders were given the budget of the policy that was served: one that adapts its work to its
 * budget might have answered otherwise under another one.
 */
import type { EndedBy, Itinerary, Quorum, SheetColumns } from "../../proto/messages.ts";
import { collectUntilMs } from "./budget.ts";
import { isFinished, type Participant, rankedAttempts } from "./participant.ts";
import { type Grace, graceEnd, quorumCount } from "./policy.ts";
import type { BidderSheets } from "./rank.ts";
import { NUMBERS_A_BID, SHEET } from "./timeline/bid-times.ts";

export interface ShadowPolicy {
  readonly name: string;
  readonly deadlineMs: number;
  readonly quorum: Quorum;
  readonly required: readonly string[];
  readonly grace: Grace;
}

/** What an auction would have been; null where it would have waited longer (SHADOWPOLICY-3). */
export interface ShadowResult {
  readonly policy: string;
  readonly end: ShadowEnd | null;
}

interface ShadowEnd {
  readonly endedBy: EndedBy;
  readonly elapsedMs: number;
  readonly partial: boolean;
  /** The best that would have been shown; null: nothing would have been. */
  readonly best: Pick<Itinerary, "cost" | "price"> | null;
}

/** An auction that has ended. Times are monotonic milliseconds. */
export interface EndedAuction {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly endedBy: EndedBy;
  readonly partial: boolean;
  readonly participants: readonly Participant[];
  /** Bidders that are in the result as `answered` or `empty`. */
  readonly good: ReadonlySet<string>;
  /** All that was ranked. */
  readonly entries: readonly BidderSheets[];
  readonly itineraries: readonly Pick<Itinerary, "cost" | "price">[];
  /** What is shown of these sheets. */
  readonly rank: (entries: readonly BidderSheets[]) => readonly Pick<Itinerary, "cost" | "price">[];
}

/** Ends that no policy changes that waits as long: nothing was left to wait for. */
const ENDS_OF_ANY_POLICY: ReadonlySet<EndedBy> = new Set<EndedBy>([
  "complete",
  "settled",
  "cancelled",
  "no-bidders",
]);

export function shadowResult(policy: ShadowPolicy, auction: EndedAuction): ShadowResult {
  const { startedAtMs, endedAtMs, endedBy, partial, itineraries } = auction;
  const until = collectUntilMs(startedAtMs, policy.deadlineMs);
  const terms = { startedAtMs, collectUntilMs: until, grace: policy.grace };
  const graceEnds = graceEnd(terms, quorumAtMs(policy, auction.participants));
  const atMs = Math.min(graceEnds, until);
  const isAnyPolicys = ENDS_OF_ANY_POLICY.has(endedBy);
  if (atMs < endedAtMs || (atMs === endedAtMs && !isAnyPolicys)) {
    const end = endAt(atMs, graceEnds <= until ? "quorum" : "deadline", auction);
    return { policy: policy.name, end };
  }
  if (!isAnyPolicys) return { policy: policy.name, end: null };
  const elapsedMs = endedAtMs - startedAtMs;
  const best = itineraries[0] ?? null;
  return { policy: policy.name, end: { endedBy, elapsedMs, partial, best } };
}

/** When the quorum and every required bidder had answered; null: they had not. */
function quorumAtMs(
  { quorum, required }: ShadowPolicy,
  participants: readonly Participant[],
): number | null {
  const expected = participants.filter((one) => one.expected);
  const count = quorumCount(quorum, expected.length);
  if (count === null) return null;
  const answers = participants.flatMap((one) => {
    const atMs = answeredAtMs(one);
    return atMs === null ? [] : [{ bidder: one.bidder, atMs }];
  });
  const times = answers.map(({ atMs }) => atMs).sort((a, b) => a - b);
  let latest = times[count - 1];
  if (latest === undefined) return null;
  // One that serves other markets is not required here (expectation.ts).
  for (const bidder of required) {
    if (!expected.some((one) => one.bidder === bidder)) continue;
    const its = answers.find((one) => one.bidder === bidder);
    if (its === undefined) return null;
    latest = Math.max(latest, its.atMs);
  }
  return latest;
}

/** When it answered well; null where it did not. */
function answeredAtMs({ outcome, answer }: Participant): number | null {
  const isGood = outcome === "answered" || outcome === "empty";
  return isGood && answer !== null ? answer.lastAtMs : null;
}

/** SHADOWPOLICY-2: as of a time before its end. */
function endAt(atMs: number, endedBy: EndedBy, auction: EndedAuction): ShadowEnd {
  const { startedAtMs, participants, good, itineraries } = auction;
  const partial = participants.some((one) => {
    const answered = answeredAtMs(one);
    return one.expected && !(good.has(one.bidder) && answered !== null && answered <= atMs);
  });
  const entries = entriesAt(atMs, auction);
  const shown = entries === auction.entries ? itineraries : auction.rank(entries);
  return { endedBy, elapsedMs: atMs - startedAtMs, partial, best: shown[0] ?? null };
}

/** What had come by then: the same list where that is all. */
function entriesAt(atMs: number, { entries, participants }: EndedAuction) {
  let isAll = true;
  const inTime = entries.map((entry) => {
    const participant = participants.find(({ bidder }) => bidder === entry.bidder);
    // Of a fallback: it was there from the start.
    if (entry.staleAgeMs !== undefined || participant === undefined) return entry;
    const sheets = sheetsAt(atMs, participant);
    if (sheets.length === entry.sheets.length) return entry;
    isAll = false;
    return { ...entry, sheets };
  });
  return isAll ? entries : inTime;
}

function sheetsAt(atMs: number, participant: Participant): readonly SheetColumns[] {
  const { answer, attempts } = participant;
  const hadFinished = isFinished(participant) && answer !== null && answer.lastAtMs <= atMs;
  const counted = hadFinished ? rankedAttempts(participant) : attempts;
  return counted.flatMap(({ sheets, times }) => {
    const came = sheetTimes(times ?? []);
    return sheets.filter((_, i) => (came[i] ?? Number.POSITIVE_INFINITY) <= atMs);
  });
}

/** When each sheet of an attempt came (bid-times.ts). */
function sheetTimes(times: readonly number[]): number[] {
  const came: number[] = [];
  for (let i = 0; i + NUMBERS_A_BID <= times.length; i += NUMBERS_A_BID)
    if (((times[i + 3] as number) & SHEET) !== 0) came.push(times[i] as number);
  return came;
}
