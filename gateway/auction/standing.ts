/**
 * How one bidder stands in an auction.
 *
 * The call of a bidder goes to one instance, and to a second one when it is hedged. What one
 * instance sends is an attempt. The first attempt that ends well is the bidder's answer; what the
 * other one sends after that changes nothing. An attempt that ends badly counts only when no other
 * attempt is still out.
 */
import type { Outcome, Sheet } from "../../proto/messages.ts";
import type { Entry } from "./rank.ts";

export interface AttemptEnd {
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** The bidder marked the bid `stopped`: it was cut short. */
  readonly stopped: boolean;
}

/** What one instance has sent. */
export interface Attempt {
  readonly instance: string;
  bids: number;
  bytes: number;
  offers: number;
  sheets: Sheet[];
  /** The highest floor that it has promised, which binds it to the end; null without a promise. */
  floor: number | null;
  /**
   * Set when it has broken its own floor. The offers below the floor are dropped, and its floors
   * count no more.
   */
  brokenFloor: string | null;
  ended: AttemptEnd | null;
  /** Monotonic: when its last bid came. */
  lastAt: number;
}

export interface Standing {
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
  readonly attempts: Map<string, Attempt>;
  /** The instance to which its call was hedged. */
  hedgedTo: string | null;
  /** The attempt that is its answer; until there is one, the attempt that began first. */
  answer: Attempt | null;
  /** Null while it has not finished. */
  outcome: Outcome | null;
  reason: string | null;
}

export function newStanding(bidder: string): Standing {
  return {
    bidder,
    expected: false,
    skipped: false,
    awaited: false,
    attempts: new Map(),
    hedgedTo: null,
    answer: null,
    outcome: null,
    reason: null,
  };
}

/** A required bidder that was thought absent has not finished: if it bids, its bids count. */
export function isFinished(standing: Standing): boolean {
  return standing.outcome !== null && standing.outcome !== "absent";
}

export function hasAnswered(standing: Standing | undefined): boolean {
  return standing?.outcome === "answered" || standing?.outcome === "empty";
}

/**
 * The attempt of this instance, created with its first message. Undefined for a third instance: the
 * call went to one instance, and to one more where it was hedged.
 */
export function attemptOf(standing: Standing, instance: string): Attempt | undefined {
  const known = standing.attempts.get(instance);
  if (known !== undefined) return known;
  const calls = standing.hedgedTo === null ? 1 : 2;
  const hasCall = instance === standing.hedgedTo || firstCallAttempts(standing) < 1;
  if (standing.attempts.size >= calls || !hasCall) return undefined;
  const attempt: Attempt = {
    instance,
    bids: 0,
    bytes: 0,
    offers: 0,
    sheets: [],
    floor: null,
    brokenFloor: null,
    ended: null,
    lastAt: 0,
  };
  standing.attempts.set(instance, attempt);
  standing.answer ??= attempt;
  return attempt;
}

/** The number of attempts that do not belong to the hedge. */
function firstCallAttempts({ attempts, hedgedTo }: Standing): number {
  return attempts.size - (hedgedTo !== null && attempts.has(hedgedTo) ? 1 : 0);
}

/** The number of attempts that have not ended, also those that have sent nothing yet. */
export function attemptsOut({ attempts, hedgedTo }: Standing): number {
  const calls = hedgedTo === null ? 1 : 2;
  return calls - [...attempts.values()].filter(({ ended }) => ended !== null).length;
}

/**
 * The lowest cost of anything that an unfinished bidder may still send; null when one of its
 * attempts has promised no floor, or has broken one.
 */
export function floorOf(standing: Standing): number | null {
  const out = [...standing.attempts.values()].filter(({ ended }) => ended === null);
  // an attempt that has sent nothing has promised nothing
  if (out.length < attemptsOut(standing)) return null;
  let lowest: number | null = null;
  for (const { floor, brokenFloor } of out) {
    if (floor === null || brokenFloor !== null) return null;
    lowest = Math.min(lowest ?? floor, floor);
  }
  return lowest;
}

/** The sheets of a bidder in the result: of its answer, or of all its attempts before that. */
export function sheetsOf(standing: Standing): readonly Sheet[] {
  if (isFinished(standing) && standing.answer !== null) return standing.answer.sheets;
  return [...standing.attempts.values()].flatMap(({ sheets }) => sheets);
}

/** What each bidder has in the ranking. */
export function entriesOf(standings: readonly Standing[]): Entry[] {
  return standings.map((standing) => ({
    bidder: standing.bidder,
    sheets: sheetsOf(standing),
  }));
}
