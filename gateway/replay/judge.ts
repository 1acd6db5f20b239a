/**
 * How a recorded auction would have ended under a policy. The stop rules are those of a gateway
 * (gateway/auction/policy.ts), asked after each event and at each time that they name.
 *
 * JUDGE-1 A policy ends an auction as the replay of the auction under it (replay-auction.ts) does.
 * JUDGE-2 Where the record cannot know how an auction goes on, there is no judgement (null), and
 *    where it cannot know what was lost, regret is null: never a guess.
 * JUDGE-3 Among policies that differ in their deadline alone, the regret of the longer one is never
 *    larger, unless a bidder's offers are withdrawn, or a bidder whose bid was cut has more time
 *    under it and so ends the auction earlier: as settled, or with its answer as one of a quorum.
 * JUDGE-4 That waiting was not worth its price is known of the policy of the record, and of a
 *    policy of kind `value` by the rule that is handed in: other policies go by the rules.
 */
import type { EndedBy } from "../../proto/messages.ts";
import { collectUntilMs } from "../auction/budget.ts";
import {
  type AuctionProgress,
  graceEnd,
  quorumCount,
  type StopPolicy,
  type Verdict,
  verdict,
} from "../auction/policy.ts";
import { SETTLED_CHECK_MS } from "../auction/settled-checks.ts";
import type { WaitingRule } from "../auction/value/waiting-rule.ts";
import type { AuctionTimeline } from "./auction-timeline.ts";
import type { Mark } from "./mark.ts";
import { AS_RECORDED, type PolicyTerms, type ReplayPolicy, termsOf } from "./replay-policy.ts";

export interface Judgement {
  readonly endedBy: EndedBy;
  /** Milliseconds since the search arrived. */
  readonly endedAtMs: number;
  readonly isPartial: boolean;
  /** The cost of the best offer that is shown; null: nothing is. */
  readonly bestCost: number | null;
  /**
   * By how much the best that any bidder brought is cheaper: minor units of the search's currency.
   */
  readonly regret: number | null;
}

const MICROSECOND = 0.001;

/** What there is under this deadline: of a longer one, bids that were cut are parts (CUTBID-2). */
export function underDeadline(own: AuctionTimeline, deadlineMs: number): AuctionTimeline {
  const isLonger = deadlineMs > own.policied.search.policy.deadlineMs;
  return isLonger ? (own.longer ?? own) : own;
}

/**
 * Null: the record does not know how it goes on.
 *
 * @param waiting when waiting is not worth its price; null: the policy does not ask
 */
export function judge(
  own: AuctionTimeline,
  policy: ReplayPolicy,
  waiting: Pick<WaitingRule, "judge"> | null = null,
): Judgement | null {
  const terms = termsOf(own.policied, policy);
  const timeline = underDeadline(own, terms.deadlineMs);
  // JUDGE-4
  const notWorthAtMs = policy === AS_RECORDED ? timeline.notWorthAtMs : null;
  const { endedBy, endedAtMs, mark } = new Walk(timeline, terms, notWorthAtMs, waiting).end();
  // A record has times to the microsecond, rounded down.
  if (endedAtMs > timeline.knownUntilMs + MICROSECOND || mark?.isUnknown === true) return null;
  const shown = mark?.best ?? null;
  const isKnown = shown !== null && timeline.best !== null && timeline.isWhole;
  return {
    endedBy,
    endedAtMs,
    isPartial: isPartialAt(timeline, mark, endedBy),
    bestCost: shown === null ? null : shown.cost,
    regret: isKnown ? Math.max(0, shown.cost - (timeline.best?.cost ?? 0)) : null,
  };
}

function isPartialAt(
  { couldAnswer }: AuctionTimeline,
  mark: Mark | undefined,
  endedBy: EndedBy,
): boolean {
  if (mark === undefined) return couldAnswer > 0;
  return endedBy === "settled" ? mark.isPartialIfSettled : mark.isPartial;
}

interface End {
  readonly endedBy: EndedBy;
  readonly endedAtMs: number;
  /** The last event that came before it. */
  readonly mark: Mark | undefined;
}

/** From mark to mark, as the collector goes from event to event (gateway/auction/collect.ts). */
class Walk {
  readonly #timeline: AuctionTimeline;
  readonly #settles: boolean;
  readonly #stops: StopPolicy;
  /** The mark with which the quorum and all required bidders had answered. */
  readonly #quorumMark: number;
  readonly #waiting: Pick<WaitingRule, "judge"> | null;
  /** The mark with which all required bidders had answered. */
  readonly #requiredMark: number;
  /** Something has come since the last check. */
  #isNews = false;
  #next = 0;
  #checkAtMs = Number.POSITIVE_INFINITY;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  readonly #progress: { -readonly [Field in keyof AuctionProgress]: AuctionProgress[Field] };

  constructor(
    timeline: AuctionTimeline,
    terms: PolicyTerms,
    notWorthAtMs: number | null,
    waiting: Pick<WaitingRule, "judge"> | null,
  ) {
    this.#timeline = timeline;
    this.#waiting = waiting;
    this.#requiredMark = requiredMarkOf(timeline, terms);
    this.#settles = terms.settle;
    this.#stops = {
      startedAtMs: 0,
      collectUntilMs: collectUntilMs(0, terms.deadlineMs),
      grace: terms.grace,
    };
    this.#quorumMark = quorumMarkOf(timeline, terms, this.#requiredMark);
    this.#progress = {
      awaited: timeline.expected.length,
      outstanding: timeline.expected.length,
      settled: false,
      quorumAtMs: null,
      notWorthAtMs,
      cancelled: false,
      noSubscribers: false,
    };
  }

  end(): End {
    const { marks, calledAtMs } = this.#timeline;
    let now = calledAtMs;
    for (;;) {
      const decided = this.#decided(now);
      if ("stop" in decided)
        return { endedBy: decided.stop, endedAtMs: now, mark: marks[this.#next - 1] };
      const wakeAtMs = Math.min(decided.wakeAtMs, this.#checkAtMs);
      const mark = marks[this.#next];
      // What comes in one instant comes in one turn of the event loop: no timer is between.
      if (mark !== undefined && (mark.atMs < wakeAtMs || mark.atMs <= now)) {
        now = Math.max(now, mark.atMs);
        const before = this.#beforeLoss(mark, now);
        if (before !== null) return before;
        this.#take(mark, now);
      } else {
        now = Math.max(now, wakeAtMs);
        if (this.#checkAtMs <= now) this.#check(now);
      }
    }
  }

  /** An auction that was settled before a loss stays settled. */
  #beforeLoss({ kind }: Mark, now: number): End | null {
    if (kind !== "lost" || this.#checkAtMs === Number.POSITIVE_INFINITY) return null;
    this.#check(now);
    const decided = this.#decided(now);
    if (!("stop" in decided)) return null;
    return {
      endedBy: decided.stop,
      endedAtMs: now,
      mark: this.#timeline.marks[this.#next - 1],
    };
  }

  #take(mark: Mark, now: number): void {
    const at = this.#next++;
    const progress = this.#progress;
    progress.outstanding = mark.outstanding;
    if (at === this.#quorumMark) progress.quorumAtMs = mark.atMs;
    if (mark.kind === "cancelled") progress.cancelled = true;
    if (mark.kind === "no-subscribers") progress.noSubscribers = true;
    const isNews = mark.isNews ?? true;
    if (mark.kind === "bid" && !isNews) return;
    this.#isNews ||= isNews;
    if ((this.#settles && mark.maySettle) || this.#mayStopWaiting(mark))
      this.#checkAtMs = Math.min(
        this.#checkAtMs,
        Math.max(now, this.#checkedAtMs + SETTLED_CHECK_MS),
      );
  }

  /** As `check` of async-service-handler.ts. */
  #check(now: number): void {
    this.#checkAtMs = Number.POSITIVE_INFINITY;
    this.#checkedAtMs = now;
    const mark = this.#timeline.marks[this.#next - 1];
    this.#progress.settled = this.#settles && (mark?.settled ?? false);
    if (!this.#isNews || mark === undefined) return;
    this.#isNews = false;
    if (this.#waiting !== null)
      this.#progress.notWorthAtMs = this.#mayStopWaiting(mark) ? this.#notWorthAt(mark, now) : null;
  }

  #mayStopWaiting({ outstanding, out }: Mark): boolean {
    const isAsked = this.#waiting !== null && out !== undefined;
    return isAsked && outstanding > 0 && this.#next > this.#requiredMark;
  }

  #notWorthAt({ out = [], best }: Mark, nowMs: number): number | null {
    const graceEnds = graceEnd(this.#stops, this.#progress.quorumAtMs);
    const untilMs = Math.min(this.#stops.collectUntilMs, graceEnds);
    const bestCost = best === null ? undefined : best.cost;
    return this.#waiting?.judge({ out, bestCost, nowMs, untilMs })?.atMs ?? null;
  }

  /** Before an auction ends, a check that is planned is done. */
  #decided(now: number): Verdict {
    const decided = verdict(this.#stops, this.#progress, now);
    if (!("stop" in decided) || this.#checkAtMs === Number.POSITIVE_INFINITY) return decided;
    this.#check(now);
    return verdict(this.#stops, this.#progress, now);
  }
}

function quorumMarkOf(
  { marks, couldAnswer }: AuctionTimeline,
  { quorum }: PolicyTerms,
  requiredMark: number,
): number {
  const count = quorumCount(quorum, couldAnswer);
  if (count === null) return Number.POSITIVE_INFINITY;
  const at = marks.findIndex(({ answered }) => answered >= count);
  return at < 0 ? Number.POSITIVE_INFINITY : Math.max(at, requiredMark);
}

/** Below zero where none is required. */
function requiredMarkOf({ answeredAt }: AuctionTimeline, { required }: PolicyTerms): number {
  return required.reduce(
    (at, bidder) => Math.max(at, answeredAt.get(bidder) ?? Number.POSITIVE_INFINITY),
    -1,
  );
}
