/**
 * AsyncServiceHandler: the collector of one auction. It folds bids as they come, keeps the standing
 * of each bidder (standing.ts), and decides at any moment whether the auction may stop (policy.ts).
 * It never waits, and never throws on what a bidder sent (A5).
 */
import { type BidRules, foldBid } from "./fold-bid.ts";
import { type StopPolicy, type Verdict, verdict } from "./policy.ts";
import {
  type Attempt,
  type AttemptEnd,
  attemptOf,
  attemptsOut,
  floorOf,
  hasAnswered,
  isFinished,
  newStanding,
  type Standing,
} from "./standing.ts";

/** A6: bidders that bid without being expected; the messages of any further one are ignored. */
export const UNEXPECTED_BIDDERS_MAX = 16;

export interface CollectTerms extends StopPolicy, BidRules {
  /** Waited for. */
  readonly expected: readonly string[];
  /** Called, but not waited for. */
  readonly skipped: readonly string[];
  /** Must have answered before a quorum ends the auction; only bidders that serve the market. */
  readonly required: readonly string[];
  /** Required, and known from the start not to be alive. */
  readonly absent: readonly string[];
  /** Distinct bidders; null asks for every expected one. */
  readonly quorum: number | null;
  /**
   * Whether the K-th best itinerary among these, all checked, costs less than this; false while
   * there are fewer than K.
   */
  readonly kthCostsLessThan: (cost: number, standings: readonly Standing[]) => boolean;
}

/**
 * What a message did: it finished its bidder, it was added to its bidder's attempt, or it was
 * ignored.
 */
export type Effect = "finished" | "added" | "ignored";

export class AsyncServiceHandler {
  readonly #terms: CollectTerms;
  readonly #standings = new Map<string, Standing>();
  #quorumAt: number | null = null;
  #cancelled = false;
  #noSubscribers = false;
  #settled = false;
  /** Something has come since the last check for `settled`. */
  #changed = false;
  #outstanding: number;

  constructor(terms: CollectTerms) {
    this.#terms = terms;
    const add = (bidder: string, traits: Partial<Standing>) =>
      this.#standings.set(bidder, { ...newStanding(bidder), ...traits });
    for (const bidder of terms.expected) add(bidder, { expected: true, awaited: true });
    for (const bidder of terms.skipped) add(bidder, { expected: true, skipped: true });
    const reason = "required, but no instance of it is alive";
    for (const bidder of terms.absent) add(bidder, { expected: true, outcome: "absent", reason });
    this.#outstanding = terms.expected.length;
  }

  /** The bidders that are waited for. */
  get awaited(): readonly string[] {
    return this.#terms.expected;
  }

  /**
   * True while some bidder may be at work for this auction: one that is out, a second instance, or
   * one that the roster does not know.
   */
  get anyoneAtWork(): boolean {
    if (this.#noSubscribers) return false;
    const known = this.standings;
    return (
      known.length === 0 ||
      known.some(
        ({ outcome, hedgedTo }) => outcome === null || outcome === "absent" || hedgedTo !== null,
      )
    );
  }

  get standings(): readonly Standing[] {
    return [...this.#standings.values()];
  }

  standing(bidder: string): Standing | undefined {
    return this.#standings.get(bidder);
  }

  /** Takes one message of a bidder. The bidder's name comes from the subject (A4). */
  take(bidder: string, instance: string, bytes: Uint8Array, at: number): Effect {
    const standing = this.#standings.get(bidder) ?? this.#addUnexpected(bidder);
    const attempt =
      standing === undefined || isFinished(standing) ? undefined : attemptOf(standing, instance);
    if (standing === undefined || attempt === undefined || attempt.ended !== null) return "ignored";
    if (standing.outcome === "absent") {
      // It was thought absent and is alive: its bids count, though the auction does not wait for it.
      standing.outcome = null;
      standing.reason = null;
    }
    attempt.lastAt = at;
    this.#changed = true;
    const end = foldBid(attempt, bytes, this.#terms);
    return end === null ? "added" : this.#end(standing, attempt, end, at);
  }

  /** The call of this bidder was also sent to another instance. */
  hedged(bidder: string, instance: string): void {
    const standing = this.#standings.get(bidder);
    if (standing !== undefined) standing.hedgedTo = instance;
    this.#changed = true;
  }

  /**
   * The instance to which the call was hedged is not there: only the first call remains. If that
   * one has ended badly while the hedge was out, its end counts now.
   */
  hedgeLost(bidder: string, at: number): Effect {
    const standing = this.#standings.get(bidder);
    if (standing === undefined || standing.hedgedTo === null || isFinished(standing))
      return "ignored";
    if (standing.attempts.has(standing.hedgedTo)) return "ignored"; // it sent a bid before it was lost
    standing.hedgedTo = null;
    const first = [...standing.attempts.values()].find(({ ended }) => ended !== null);
    if (first?.ended != null) return this.#end(standing, first, first.ended, at);
    this.#changed = true;
    return "added";
  }

  /**
   * The last instance of this bidder is lost: what it still sends counts, but the auction does not
   * wait for it any more.
   */
  lost(bidder: string): void {
    const standing = this.#standings.get(bidder);
    if (standing === undefined || !standing.awaited || isFinished(standing)) return;
    standing.awaited = false;
    standing.reason = "its last live instance was lost during the auction";
    this.#outstanding--;
    this.#changed = true;
  }

  /** The broker's 503: no subscriber for this market. */
  noSubscribers(): void {
    this.#noSubscribers = true;
    for (const standing of this.#standings.values()) {
      if (isFinished(standing)) continue;
      standing.outcome = "absent";
      standing.reason = "the broker knows no subscriber for this market";
    }
  }

  /** The caller has disconnected. */
  cancel(): void {
    this.#cancelled = true;
  }

  /**
   * Whether the auction can be settled at all: every bidder that is waited for and out has promised
   * a floor. Does not rank.
   */
  get maySettle(): boolean {
    return this.#lowestFloor() !== null;
  }

  /**
   * Checks whether the auction is settled, for `verdict`. This is the threshold rule of Fagin,
   * Lotem and Naor (2003): stop when no offer that has not come can enter the top K. Such an offer
   * comes from an attempt that is out, and costs its floor at least. So it is enough that the
   * lowest of those floors is above the cost of the K-th best.
   */
  checkSettled(): void {
    if (!this.#changed) return;
    this.#changed = false;
    const lowest = this.#lowestFloor();
    this.#settled = lowest !== null && this.#terms.kthCostsLessThan(lowest, this.standings);
  }

  verdict(now: number): Verdict {
    return verdict(
      this.#terms,
      {
        awaited: this.#terms.expected.length,
        outstanding: this.#outstanding,
        settled: this.#settled,
        quorumAt: this.#quorumAt,
        cancelled: this.#cancelled,
        noSubscribers: this.#noSubscribers,
      },
      now,
    );
  }

  #addUnexpected(bidder: string): Standing | undefined {
    const { expected, skipped, absent } = this.#terms;
    const unexpected = this.#standings.size - expected.length - skipped.length - absent.length;
    if (unexpected >= UNEXPECTED_BIDDERS_MAX) return undefined;
    const standing = newStanding(bidder);
    this.#standings.set(bidder, standing);
    return standing;
  }

  #end(standing: Standing, attempt: Attempt, ended: AttemptEnd, at: number): Effect {
    const { outcome, reason } = ended;
    attempt.ended = ended;
    const isGood = outcome === "answered" || outcome === "empty";
    if (!isGood && attemptsOut(standing) > 0) return "added";
    standing.outcome = outcome;
    standing.reason = reason;
    standing.answer = attempt;
    if (standing.awaited) this.#outstanding--;
    if (this.#quorumAt === null && this.#quorumIsIn()) this.#quorumAt = at;
    return "finished";
  }

  #quorumIsIn(): boolean {
    const { quorum, required } = this.#terms;
    if (quorum === null) return false;
    const answered = this.standings.filter(hasAnswered);
    return (
      answered.length >= quorum &&
      required.every((bidder) => hasAnswered(this.#standings.get(bidder)))
    );
  }

  /**
   * The lowest floor of the awaited bidders that are out; null when one of them has promised none,
   * or when none is out.
   */
  #lowestFloor(): number | null {
    let lowest: number | null = null;
    for (const standing of this.#standings.values()) {
      if (!standing.awaited || isFinished(standing)) continue;
      const floor = floorOf(standing);
      if (floor === null) return null;
      lowest = Math.min(lowest ?? floor, floor);
    }
    return lowest;
  }
}
