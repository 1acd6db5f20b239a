/**
 * What an auction knows of one bidder: its attempts, and its outcome.
 *
 * The call of a bidder goes to one instance, and to a second one when it is hedged. What one
 * instance sends is an attempt. The first attempt that ends well is the bidder's answer; what the
 * other one sends after that changes nothing. An attempt that ends badly counts only when no other
 * attempt is still out.
 */
import type { BidNote, Outcome, SheetColumns } from "../../proto/messages.ts";
import type { BidderSheets } from "./rank.ts";

export interface AttemptEnd {
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** The bidder marked the bid `stopped`: it was cut short. */
  readonly stopped: boolean;
  /** Its budget was over, and it works on for the record (CUTBID-1). */
  readonly isCut?: true;
  /** What it left out by rule; absent where it states nothing. */
  readonly notes?: readonly BidNote[];
}

/** Stands for a time of which a bidder says nothing. */
export const NOT_SAID = -1;

/** What one instance has sent. */
export interface Attempt {
  readonly instance: string;
  bids: number;
  bytes: number;
  offers: number;
  sheets: SheetColumns[];
  /** The highest floor that it has promised, which binds it to the end; null without a promise. */
  floor: number | null;
  /** Of a calendar: what it has promised of each cell; null before the first such list. */
  cellFloors: number[] | null;
  /**
   * Set when it has broken its own floor. The offers below the floor are dropped, and its floors
   * count no more.
   */
  brokenFloor: string | null;
  /** Those offers; null while there are none. */
  belowFloor: SheetColumns[] | null;
  ended: AttemptEnd | null;
  /** In a replay under a longer deadline: its bid was cut, and is a part there (CUTBID-2). */
  wasCut?: true;
  /** Monotonic: when its last bid came. */
  lastAtMs: number;
  /** What its last bid says of its own time (proto/auction.proto), or NOT_SAID. */
  queuedUs: number;
  workedUs: number;
  /** Of each bid some numbers (timeline/bid-times.ts); null before the first. */
  times: number[] | null;
}

/** The call was also sent to this instance. */
interface Hedge {
  /** Monotonic. */
  readonly atMs: number;
  readonly instance: string;
}

export interface Participant {
  readonly bidder: string;
  /**
   * It was alive and served the market when the call was sent, or was required: the result is
   * partial without it.
   */
  readonly expected: boolean;
  /** Its breaker was open: it was called, and the auction does not wait for it. */
  readonly skipped: boolean;
  /** The auction does not end as complete without it. */
  awaited: boolean;
  /** The order is that in which they began; two at most. */
  readonly attempts: Attempt[];
  /** The instance to which its call was hedged. */
  hedgedTo: string | null;
  /** All hedges, also those whose instance was not there; null while there are none. */
  hedges: Hedge[] | null;
  /** The attempt that is its answer; until there is one, the attempt that began first. */
  answer: Attempt | null;
  /** Null while it has not finished. */
  outcome: Outcome | null;
  reason: string | null;
}

export type BidderRole = "awaited" | "skipped" | "absent" | "unexpected";

export function newParticipant(bidder: string, role: BidderRole = "unexpected"): Participant {
  return {
    bidder,
    expected: role !== "unexpected",
    skipped: role === "skipped",
    awaited: role === "awaited",
    attempts: [],
    hedgedTo: null,
    hedges: null,
    answer: null,
    outcome: role === "absent" ? "absent" : null,
    reason: role === "absent" ? "required, but no instance of it is alive" : null,
  };
}

/** A required bidder that was thought absent has not finished: if it bids, its bids count. */
export function isFinished(participant: Participant): boolean {
  return participant.outcome !== null && participant.outcome !== "absent";
}

/** Whether the auction still waits for it. */
export function isWaitedFor(participant: Participant): boolean {
  return participant.awaited && !isFinished(participant);
}

/**
 * Whether its answer was cut, so that its bidder may still be at work (CUTBID-1); while it has not
 * finished, whether one of its attempts was.
 */
export function worksOn(participant: Participant): boolean {
  const { attempts, answer } = participant;
  if (isFinished(participant)) return answer?.ended?.isCut === true;
  for (const { ended } of attempts) if (ended?.isCut === true) return true;
  return false;
}

/**
 * The attempt of this instance, created with its first message. Undefined for a third instance: the
 * call went to one instance, and to one more where it was hedged.
 */
export function attemptOf(participant: Participant, instance: string): Attempt | undefined {
  const { attempts, hedgedTo } = participant;
  for (const attempt of attempts) if (attempt.instance === instance) return attempt;
  const calls = hedgedTo === null ? 1 : 2;
  const hasCall = instance === hedgedTo || firstCallAttempts(participant) < 1;
  if (attempts.length >= calls || !hasCall) return undefined;
  const attempt: Attempt = {
    instance,
    bids: 0,
    bytes: 0,
    offers: 0,
    sheets: [],
    floor: null,
    cellFloors: null,
    brokenFloor: null,
    belowFloor: null,
    ended: null,
    lastAtMs: 0,
    queuedUs: NOT_SAID,
    workedUs: NOT_SAID,
    times: null,
  };
  attempts.push(attempt);
  participant.answer ??= attempt;
  return attempt;
}

/** True when this instance has sent something. */
export function hasAttemptOf({ attempts }: Participant, instance: string): boolean {
  return attempts.some((attempt) => attempt.instance === instance);
}

/** The number of attempts that do not belong to the hedge. */
function firstCallAttempts(participant: Participant): number {
  const { attempts, hedgedTo } = participant;
  const hedged = hedgedTo !== null && hasAttemptOf(participant, hedgedTo);
  return attempts.length - (hedged ? 1 : 0);
}

/** The number of attempts that have not ended, also those that have sent nothing yet. */
export function attemptsOut({ attempts, hedgedTo }: Participant): number {
  let out = hedgedTo === null ? 1 : 2;
  for (const { ended } of attempts) if (ended !== null) out--;
  return out;
}

/**
 * The lowest cost of anything that an unfinished bidder may still send; null when one of its
 * attempts has promised no floor, or has broken one.
 */
export function floorOf(participant: Participant): number | null {
  let lowest: number | null = null;
  let promised = 0;
  for (const { ended, floor, brokenFloor } of participant.attempts) {
    if (ended !== null) continue;
    if (floor === null || brokenFloor !== null) return null;
    lowest = Math.min(lowest ?? floor, floor);
    promised++;
  }
  // An attempt that has sent nothing has promised nothing.
  return promised < attemptsOut(participant) ? null : lowest;
}

/** Whether an unfinished bidder has promised a floor. */
export function hasFloor(participant: Participant): boolean {
  return floorOf(participant) !== null;
}

/** The lowest floor of bidders that all have promised one. */
export function lowestFloor(out: Iterable<Participant>): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const participant of out)
    lowest = Math.min(lowest, floorOf(participant) ?? Number.NEGATIVE_INFINITY);
  return lowest;
}

/** The sheets of a bidder in the result: of its answer, or of all its attempts before that. */
export function sheetsOf(participant: Participant): readonly SheetColumns[] {
  const { attempts, answer } = participant;
  if (answer === null) return NO_SHEETS;
  if (isFinished(participant) || attempts.length === 1) return answer.sheets;
  return attempts.flatMap(({ sheets }) => sheets);
}

const NO_SHEETS: readonly SheetColumns[] = [];

/** The attempts whose sheets those are. */
export function rankedAttempts(participant: Participant): readonly Attempt[] {
  const { attempts, answer } = participant;
  return answer !== null && isFinished(participant)
    ? attempts.filter((attempt) => attempt === answer)
    : attempts;
}

/** What each bidder has in the ranking. */
export function entriesOf(participants: readonly Participant[]): BidderSheets[] {
  return participants.map((participant) => ({
    bidder: participant.bidder,
    sheets: sheetsOf(participant),
  }));
}
