/**
 * AsyncServiceHandler: the collector of one auction. It folds bids as they come, keeps the state
 * of each participant (participant.ts), and decides at any moment whether the auction may stop
 * (policy.ts). It never waits, and never throws on what a bidder sent (A5).
 *
 * Tests: `run.test.ts`, `test/scenarios/scenarios.test.ts`.
 */
import type { QuorumTimes } from "../../proto/messages.ts";
import { type BidRules, foldBid } from "./fold-bid.ts";
import { UNEXPECTED_BIDDERS_MAX } from "./limits.ts";
import {
  type Attempt,
  type AttemptEnd,
  attemptOf,
  attemptsOut,
  type BidderRole,
  hasAttemptOf,
  isFinished,
  isWaitedFor,
  newParticipant,
  type Participant,
  worksOn,
} from "./participant.ts";
import {
  type AuctionProgress,
  graceEnd,
  type StopPolicy,
  type Verdict,
  verdict,
} from "./policy.ts";
import { noteBid } from "./timeline/bid-times.ts";
import type { Judgement } from "./value/expected-gain.ts";

/** When an auction is settled. */
interface Settling {
  /** Whether this bidder, which is out, has promised enough that the auction may be settled. */
  readonly hasPromised: (participant: Participant) => boolean;
  /**
   * Whether what the bidders that are out have promised leaves nothing that could change what is
   * shown. All of `out` have promised.
   */
  readonly isSettled: (
    out: ReadonlySet<Participant>,
    participants: readonly Participant[],
  ) => boolean;
}

interface CollectTerms extends StopPolicy, BidRules, Settling {
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
   * When waiting for those that are out is no longer worth it, from now until some time at most;
   * null: not before that. Times are monotonic. Absent: the auction waits.
   */
  readonly judgeWaiting?: (
    out: readonly Participant[],
    participants: readonly Participant[],
    nowMs: number,
    untilMs: number,
  ) => Judgement | null;
}

/**
 * What a message did: it finished its bidder, it was added to its bidder's attempt, or it was
 * ignored. `late`: the same for the auction, but regret counts it (CUTBID-1).
 */
type Effect = "finished" | "added" | "ignored" | "late";

export class AsyncServiceHandler implements AuctionProgress {
  readonly #terms: CollectTerms;
  readonly #participants = new Map<string, Participant>();
  /** The same, in their order. */
  readonly #list: Participant[] = [];
  #quorumAtMs: number | null = null;
  #cancelled = false;
  #noSubscribers = false;
  #settled = false;
  /** Since the last check; null: waiting is worth it. */
  #judgement: Judgement | null = null;
  /** Something has come since the last check. */
  #changed = false;
  // What a verdict needs is counted as it changes, so that it costs the same for 3 bidders and 300.
  #outstanding: number;
  #answered = 0;
  /** The required bidders that have not answered; null where nothing asks for them. */
  readonly #requiredOut: Set<string> | null;
  /** The awaited bidders that are out and have promised a floor; null before the first promise. */
  #promised: Set<Participant> | null = null;

  constructor(terms: CollectTerms) {
    this.#terms = terms;
    for (const bidder of terms.expected) this.#add(bidder, "awaited");
    for (const bidder of terms.skipped) this.#add(bidder, "skipped");
    for (const bidder of terms.absent) this.#add(bidder, "absent");
    this.#outstanding = terms.expected.length;
    const asks = terms.quorum !== null || terms.judgeWaiting !== undefined;
    this.#requiredOut = asks ? new Set(terms.required) : null;
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
    const known = this.participants;
    return (
      known.length === 0 ||
      known.some(
        (one) =>
          one.outcome === null || one.outcome === "absent" || one.hedgedTo !== null || worksOn(one),
      )
    );
  }

  get participants(): readonly Participant[] {
    return this.#list;
  }

  participant(bidder: string): Participant | undefined {
    return this.#participants.get(bidder);
  }

  /** Takes one message of a bidder. The bidder's name comes from the subject (A4). */
  take(bidder: string, instance: string, bytes: Uint8Array, at: number): Effect {
    const participant = this.#participants.get(bidder) ?? this.#addUnexpected(bidder);
    const attempt =
      participant === undefined || isFinished(participant)
        ? undefined
        : attemptOf(participant, instance);
    if (participant === undefined || attempt === undefined || attempt.ended !== null)
      return participant !== undefined && worksOn(participant) ? "late" : "ignored";
    if (participant.outcome === "absent") {
      // It was thought absent and is alive: its bids count, though the auction does not wait for
      // it.
      participant.outcome = null;
      participant.reason = null;
    }
    attempt.lastAtMs = at;
    this.#changed = true;
    const { offers, sheets } = attempt;
    const sheetsBefore = sheets.length;
    const end = foldBid(attempt, bytes, this.#terms);
    noteBid(attempt, offers, sheetsBefore, end !== null);
    if (end !== null) return this.#end(participant, attempt, end, at);
    this.#updatePromise(participant);
    return "added";
  }

  /** The call of this bidder was also sent to another instance. */
  hedged(bidder: string, instance: string, atMs: number): void {
    const participant = this.#participants.get(bidder);
    if (participant === undefined) return;
    participant.hedgedTo = instance;
    participant.hedges ??= [];
    participant.hedges.push({ atMs, instance });
    this.#updatePromise(participant);
    this.#changed = true;
  }

  /**
   * The instance to which the call was hedged is not there: only the first call remains. If that
   * one has ended badly while the hedge was out, its end counts now.
   */
  hedgeLost(bidder: string, at: number): Effect {
    const participant = this.#participants.get(bidder);
    if (participant === undefined || participant.hedgedTo === null || isFinished(participant))
      return "ignored";
    if (hasAttemptOf(participant, participant.hedgedTo)) return "ignored"; // it sent a bid before it was lost
    participant.hedgedTo = null;
    const first = participant.attempts.find(({ ended }) => ended !== null);
    if (first?.ended != null) return this.#end(participant, first, first.ended, at);
    this.#updatePromise(participant);
    this.#changed = true;
    return "added";
  }

  /**
   * This bidder is lost: what it still sends counts, but the auction does not wait for it any more.
   */
  lost(bidder: string, reason = "its last live instance was lost during the auction"): void {
    const participant = this.#participants.get(bidder);
    if (participant === undefined || !participant.awaited || isFinished(participant)) return;
    participant.awaited = false;
    participant.reason = reason;
    this.#outstanding--;
    this.#updatePromise(participant);
    this.#changed = true;
  }

  /** The broker's 503: no subscriber for this market. */
  reachedNobody(): void {
    this.#noSubscribers = true;
    for (const participant of this.#list) {
      if (isFinished(participant)) continue;
      participant.outcome = "absent";
      participant.reason = "the broker knows no subscriber for this market";
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

  /** Whether it can be that waiting is not worth it: every required bidder has answered. */
  get mayStopWaiting(): boolean {
    const { judgeWaiting } = this.#terms;
    return judgeWaiting !== undefined && this.#outstanding > 0 && this.#requiredOut?.size === 0;
  }

  /**
   * Checks whether the auction is settled and until when waiting is worth it, for `verdict`. The
   * first is the threshold rule of Fagin, Lotem and Naor (2003): stop when no offer that has not
   * come can enter what is shown. Such an offer comes from an attempt that is out, and costs its
   * floor at least.
   */
  check(now: number): void {
    if (!this.#changed) return;
    this.#changed = false;
    const out = this.maySettle ? this.#promised : null;
    this.#settled = out !== null && this.#terms.isSettled(out, this.participants);
    this.#judgement = this.mayStopWaiting ? this.#judgeWaiting(now) : null;
  }

  #judgeWaiting(now: number): Judgement | null {
    const out = this.#list.filter(isWaitedFor);
    const graceEnds = graceEnd(this.#terms, this.#quorumAtMs);
    const untilMs = Math.min(this.#terms.collectUntilMs, graceEnds);
    return this.#terms.judgeWaiting?.(out, this.#list, now, untilMs) ?? null;
  }

  /** Why waiting is not worth it from some time on; null: it is. */
  get judgement(): Judgement | null {
    return this.#judgement;
  }

  get notWorthAtMs(): number | null {
    return this.#judgement?.atMs ?? null;
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

  /** What a quorum asks for, and when it had it; null where the search names none. */
  get quorumTimes(): QuorumTimes | null {
    const { quorum, required } = this.#terms;
    if (quorum === null) return null;
    const metAtMs = this.#quorumAtMs;
    const graceEndMs = metAtMs === null ? null : graceEnd(this.#terms, metAtMs);
    return { bidders: quorum, required, metAtMs, graceEndMs };
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  get noSubscribers(): boolean {
    return this.#noSubscribers;
  }

  #add(bidder: string, role: BidderRole): Participant {
    const participant = newParticipant(bidder, role);
    this.#participants.set(bidder, participant);
    this.#list.push(participant);
    return participant;
  }

  #addUnexpected(bidder: string): Participant | undefined {
    const { expected, skipped, absent } = this.#terms;
    const unexpected = this.#list.length - expected.length - skipped.length - absent.length;
    return unexpected >= UNEXPECTED_BIDDERS_MAX ? undefined : this.#add(bidder, "unexpected");
  }

  #end(participant: Participant, attempt: Attempt, ended: AttemptEnd, at: number): Effect {
    const { outcome, reason } = ended;
    attempt.ended = ended;
    const isGood = outcome === "answered" || outcome === "empty";
    if (!isGood && attemptsOut(participant) > 0) {
      this.#updatePromise(participant);
      return "added";
    }
    participant.outcome = outcome;
    participant.reason = reason;
    participant.answer = attempt;
    if (participant.awaited) this.#outstanding--;
    this.#promised?.delete(participant);
    if (isGood) {
      this.#answered++;
      this.#requiredOut?.delete(participant.bidder);
    }
    if (this.#quorumAtMs === null && this.#quorumIsIn) this.#quorumAtMs = at;
    return "finished";
  }

  get #quorumIsIn(): boolean {
    const { quorum } = this.#terms;
    return quorum !== null && this.#answered >= quorum && this.#requiredOut?.size === 0;
  }

  /** Whether this bidder has promised a floor may have changed. */
  #updatePromise(participant: Participant): void {
    const promised = isWaitedFor(participant) && this.#terms.hasPromised(participant);
    if (!promised) this.#promised?.delete(participant);
    else this.#promised = (this.#promised ?? new Set()).add(participant);
  }
}
