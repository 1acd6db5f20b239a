/**
 * AsyncServiceHandler: the collector of one auction. It folds bids as they come, keeps the standing
 * of each bidder (standing.ts), and decides at any moment whether the auction may stop (policy.ts).
 * It never waits, and never throws on what a bidder sent (A5).
 */
import { type BidRules, foldBid } from "./fold-bid.ts";
import { UNEXPECTED_BIDDERS_MAX } from "./limits.ts";
import { type AuctionProgress, type StopPolicy, type Verdict, verdict } from "./policy.ts";
import {
  type Attempt,
  type AttemptEnd,
  attemptOf,
  attemptsOut,
  type BidderRole,
  floorOf,
  hasAttemptOf,
  isFinished,
  newStanding,
  type Standing,
} from "./standing.ts";

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

export class AsyncServiceHandler implements AuctionProgress {
  readonly #terms: CollectTerms;
  readonly #standings = new Map<string, Standing>();
  /** The same, in their order. */
  readonly #list: Standing[] = [];
  #quorumAtMs: number | null = null;
  #cancelled = false;
  #noSubscribers = false;
  #settled = false;
  /** Something has come since the last check for `settled`. */
  #changed = false;
  // What a verdict needs is counted as it changes, so that it costs the same for 3 bidders and 300.
  #outstanding: number;
  #answered = 0;
  /** The required bidders that have not answered; null without a quorum. */
  readonly #requiredOut: Set<string> | null;
  /** The awaited bidders that are out and have promised a floor; null before the first promise. */
  #promised: Set<Standing> | null = null;

  constructor(terms: CollectTerms) {
    this.#terms = terms;
    for (const bidder of terms.expected) this.#add(bidder, "awaited");
    for (const bidder of terms.skipped) this.#add(bidder, "skipped");
    for (const bidder of terms.absent) this.#add(bidder, "absent");
    this.#outstanding = terms.expected.length;
    this.#requiredOut = terms.quorum === null ? null : new Set(terms.required);
  }

  /** The bidders that are waited for. */
  get awaitedBidders(): readonly string[] {
    return this.#terms.expected;
  }

  get awaited(): number {
    return this.#terms.expected.length;
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
    return this.#list;
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
      // It was thought absent and is alive: its bids count, though the auction does not wait for
      // it.
      standing.outcome = null;
      standing.reason = null;
    }
    attempt.lastAtMs = at;
    this.#changed = true;
    const end = foldBid(attempt, bytes, this.#terms);
    if (end !== null) return this.#end(standing, attempt, end, at);
    this.#updatePromise(standing);
    return "added";
  }

  /** The call of this bidder was also sent to another instance. */
  hedged(bidder: string, instance: string): void {
    const standing = this.#standings.get(bidder);
    if (standing === undefined) return;
    standing.hedgedTo = instance;
    this.#updatePromise(standing);
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
    if (hasAttemptOf(standing, standing.hedgedTo)) return "ignored"; // it sent a bid before it was lost
    standing.hedgedTo = null;
    const first = standing.attempts.find(({ ended }) => ended !== null);
    if (first?.ended != null) return this.#end(standing, first, first.ended, at);
    this.#updatePromise(standing);
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
    this.#updatePromise(standing);
    this.#changed = true;
  }

  /** The broker's 503: no subscriber for this market. */
  reachedNobody(): void {
    this.#noSubscribers = true;
    for (const standing of this.#list) {
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
    return this.#outstanding > 0 && this.#promised?.size === this.#outstanding;
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
    return verdict(this.#terms, this, now);
  }

  get outstanding(): number {
    return this.#outstanding;
  }

  get settled(): boolean {
    return this.#settled;
  }

  get quorumAtMs(): number | null {
    return this.#quorumAtMs;
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  get noSubscribers(): boolean {
    return this.#noSubscribers;
  }

  #add(bidder: string, role: BidderRole): Standing {
    const standing = newStanding(bidder, role);
    this.#standings.set(bidder, standing);
    this.#list.push(standing);
    return standing;
  }

  #addUnexpected(bidder: string): Standing | undefined {
    const { expected, skipped, absent } = this.#terms;
    const unexpected = this.#list.length - expected.length - skipped.length - absent.length;
    return unexpected >= UNEXPECTED_BIDDERS_MAX ? undefined : this.#add(bidder, "unexpected");
  }

  #end(standing: Standing, attempt: Attempt, ended: AttemptEnd, at: number): Effect {
    const { outcome, reason } = ended;
    attempt.ended = ended;
    const isGood = outcome === "answered" || outcome === "empty";
    if (!isGood && attemptsOut(standing) > 0) {
      this.#updatePromise(standing);
      return "added";
    }
    standing.outcome = outcome;
    standing.reason = reason;
    standing.answer = attempt;
    if (standing.awaited) this.#outstanding--;
    this.#promised?.delete(standing);
    if (isGood) {
      this.#answered++;
      this.#requiredOut?.delete(standing.bidder);
    }
    if (this.#quorumAtMs === null && this.#quorumIsIn) this.#quorumAtMs = at;
    return "finished";
  }

  get #quorumIsIn(): boolean {
    const { quorum } = this.#terms;
    return quorum !== null && this.#answered >= quorum && this.#requiredOut?.size === 0;
  }

  /** Whether this bidder has promised a floor may have changed. */
  #updatePromise(standing: Standing): void {
    const promised = standing.awaited && !isFinished(standing) && floorOf(standing) !== null;
    if (!promised) this.#promised?.delete(standing);
    else this.#promised = (this.#promised ?? new Set()).add(standing);
  }

  /**
   * The lowest floor of the awaited bidders that are out; null when one of them has promised none,
   * or when none is out.
   */
  #lowestFloor(): number | null {
    if (!this.maySettle) return null;
    let lowest = Number.POSITIVE_INFINITY;
    for (const standing of this.#promised ?? [])
      lowest = Math.min(lowest, floorOf(standing) ?? Number.NEGATIVE_INFINITY);
    return lowest;
  }
}
