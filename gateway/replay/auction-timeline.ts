/**
 * What a recorded auction knew after each of its events, whatever the policy: its bids are read
 * once, and any number of policies are judged on that (judge.ts). The collector is that of a
 * gateway; only when it stops is left to the policies.
 *
 * MARKS-1 The best cost after an event is that of the ranking of what is in by then.
 * MARKS-2 What a record cannot know is said: until when it knows what bidders did
 *    (`knownUntilMs`), and whether all that they would have brought is in it (`isWhole`).
 * MARKS-3 What a gateway that ends an auction at some time would have learned of it is that what
 *    came by then, and of later messages nothing (`observed`, cut by policy-judge.ts). Of a bidder
 *    that was hedged it is what the instance sent that became its answer.
 * MARKS-4 Against the record, regret is known of each auction in which a bidder had an offer, and
 *    is the same as against all that bidders could have had, where that is known.
 * MARKS-5 Under a longer deadline than that of its call, what a bidder has after its bid was cut is
 *    not known (`isUnknown`) until it ends as it would by itself: with a final bid of offers or none
 *    that is not marked `stopped`, or with the answer of another instance of it.
 * MARKS-6 A timeline that is kept holds nothing of its bids (A6). One that is judged at once finds
 *    the best of a mark when it is asked for: the same best, and few offers are opened.
 *
 * Tests: `judge.property.test.ts`, `cut-bids.test.ts`, `policy-figures.test.ts`.
 */
import { isAsked } from "../../proto/bidder-choice.ts";
import type { BidderReport } from "../../proto/messages.ts";
import { AsyncServiceHandler } from "../auction/async-service-handler.ts";
import { collectUntilMs } from "../auction/budget.ts";
import { costOf } from "../auction/candidates.ts";
import {
  entriesOf,
  floorOf,
  hasFloor,
  isFinished,
  isWaitedFor,
  lowestFloor,
  type Participant,
  worksOn,
} from "../auction/participant.ts";
import type { AuctionRequest } from "../auction/ports.ts";
import type { RankingRules } from "../auction/ranking-rules.ts";
import { RunningRank } from "../auction/running-rank.ts";
import { observedAuction } from "../auction/value/observed-auction.ts";
import type { ObservedAuction } from "../auction/value/value-history.ts";
import { unitsPerDollarOf, type WaitedFor } from "../auction/value/waiting-rule.ts";
import type { RecordedAuction, RecordedEvent } from "../recording/recorded-auction.ts";
import { type BestKnown, bestOf, HeldSheets, lowest } from "./best-known.ts";
import { LateOffers, type RecordedBid } from "./late-offers.ts";
import { LazyMark, type Mark } from "./mark.ts";
import { AS_RECORDED, type HedgeChoice, type Policied, termsOf } from "./replay-policy.ts";
import { eventsOf, inMs, type Places, rankingRulesOf, requestOf } from "./replayed-request.ts";

export interface AuctionTimeline {
  readonly searchId: string;
  /** Epoch milliseconds. */
  readonly wallMs: number;
  readonly origin: string;
  readonly destination: string;
  readonly currency: string;
  readonly calledAtMs: number;
  /** Waited for. */
  readonly expected: readonly string[];
  /** Bidders that a quorum counts. */
  readonly couldAnswer: number;
  readonly marks: readonly Mark[];
  /** The mark with which each bidder had answered well. */
  readonly answeredAt: ReadonlyMap<string, number>;
  /**
   * When it ended because waiting was not worth its price; null: it did not. What its gateway had
   * learned of its bidders is in no record, so that this is known of its own policy alone.
   */
  readonly notWorthAtMs: number | null;
  /** Bidders that were out at its end were not told to stop. */
  readonly lateWanted: boolean;
  /** Infinity where every bidder had finished. */
  readonly knownUntilMs: number;
  /** The best that any bidder brought, in time or later. */
  readonly best: BestKnown | null;
  /** No bidder can have had anything better than `best`. */
  readonly isWhole: boolean;
  /** Its own grace and search, which a policy may leave as they are. */
  readonly policied: Policied;
  /**
   * The same under a longer deadline, where bids that were cut are parts (CUTBID-2); null: none was
   * cut, and it is the same.
   */
  readonly longer: AuctionTimeline | null;
  /** For policies of kind `value`; absent where it was not asked for. */
  readonly learning?: TimelineLearning;
}

export interface TimelineLearning {
  /** All that came, as if the auction had ended after it. */
  readonly observed: ObservedAuction;
  /** When a bidder was lost: an auction that ended later has nothing to learn of it. */
  readonly lostAtMs: ReadonlyMap<string, number>;
  /** A dollar in units of the search's currency, by the rates of its record. */
  readonly unitsPerDollar: number;
}

export function timelineOf(
  recorded: RecordedAuction,
  places: Places,
  { hedge = "recorded", learning = false, against = "all", kept = true }: TimelineOptions = {},
): AuctionTimeline {
  const own = new TimelineWriter(recorded, places, { hedge, learning, kept, cutsEnd: true });
  const timeline = measured(own.written(), against);
  if (!own.hasCuts) return timeline;
  const writer = new TimelineWriter(recorded, places, { hedge, learning, kept, cutsEnd: false });
  const longer = writer.written();
  // Regret is measured against one best offer under all deadlines: that of the ledger.
  const base = { best: timeline.best ?? longer.best, isWhole: timeline.isWhole };
  return { ...timeline, longer: measured({ ...longer, ...base }, against) };
}

/** MARKS-4 */
function measured(timeline: AuctionTimeline, against: RegretBase): AuctionTimeline {
  return against === "all" ? timeline : { ...timeline, isWhole: timeline.best !== null };
}

interface WriterOptions {
  readonly hedge: HedgeChoice;
  readonly learning: boolean;
  readonly kept: boolean;
  /** Whether a bid that was cut by its budget is its bidder's last (CUTBID-2). */
  readonly cutsEnd: boolean;
}

interface TimelineOptions {
  readonly hedge?: HedgeChoice | undefined;
  /** Whether policies of kind `value` will be judged on it, which takes a third more time. */
  readonly learning?: boolean;
  /** What regret is measured against: by default all that bidders could have had (REGRET-3). */
  readonly against?: RegretBase | undefined;
  /** False: it is judged at once and dropped, which is faster (MARKS-6). */
  readonly kept?: boolean;
}

/**
 * `record`: the best that is in the record. A bidder that has not asked a source of its own has
 * brought nothing of it under any stop rule, so that this is what the rule alone loses.
 */
export type RegretBase = "all" | "record";

/** What there was at the recorded end. */
interface AtEnd {
  readonly isCutOff: boolean;
  /** Offers that their bidder had withdrawn by then are not among it. */
  readonly shown: BestKnown | null;
  /** A bidder that was expected lied: it is missing under every policy. */
  readonly hasLiar: boolean;
}

/** That an offer has lied may be found out later. */
type OpenMark = Mark & { isPartial: boolean; isPartialIfSettled: boolean };

/** A6: each mark holds a list of its sheets, and there may be thousands of marks. */
const HELD_MAX = 64;

class TimelineWriter {
  readonly #recorded: RecordedAuction;
  readonly #events: readonly RecordedEvent[];
  readonly #request: AuctionRequest;
  readonly #rules: Omit<RankingRules, "wallMs">;
  readonly #ranking: RunningRank;
  readonly #handler: AsyncServiceHandler;
  readonly #sheets: HeldSheets;
  readonly #marks: OpenMark[] = [];
  readonly #isKept: boolean;
  readonly #answeredAt = new Map<string, number>();
  readonly #isLearned: boolean;
  readonly #lostAtMs = new Map<string, number>();

  constructor(
    recorded: RecordedAuction,
    places: Places,
    { hedge, learning, kept, cutsEnd }: WriterOptions,
  ) {
    this.#recorded = recorded;
    this.#isLearned = learning;
    this.#isKept = kept;
    const terms = termsOf(recorded, { ...AS_RECORDED, hedge });
    this.#events = eventsOf(recorded, terms);
    const request = requestOf(recorded, terms, places, null);
    this.#request = request;
    this.#rules = rankingRulesOf(request, 1);
    this.#sheets = new HeldSheets(this.#rules);
    this.#ranking = new RunningRank(rankingRulesOf(request, recorded.search.maxResults));
    const { expected, skipped, absent } = recorded.expectation;
    this.#handler = new AsyncServiceHandler({
      ...{ auctionId: recorded.auctionId, expected, skipped, absent, grace: recorded.grace },
      quorum: null,
      required: [],
      startedAtMs: 0,
      collectUntilMs: Number.POSITIVE_INFINITY,
      costOf: (sheet, row) => costOf(sheet, row, request),
      hasPromised: hasFloor,
      isSettled: () => false,
      cutsEnd,
    });
  }

  /** Also of an instance whose bidder another one has answered for. */
  get hasCuts(): boolean {
    return this.#handler.participants.some(({ attempts }) =>
      attempts.some(({ ended }) => ended?.isCut === true),
    );
  }

  written(): AuctionTimeline {
    const { searchId, wallMs, search, expectation, calledAtUs, grace } = this.#recorded;
    const { endedBy, lateWanted } = this.#recorded;
    const { expected, skipped, absent } = expectation;
    const [first] = search.slices;
    const endedAtMs = inMs(this.#recorded.endedAtUs);
    // A bid at the deadline or after it is late, even where the timer fired later still.
    const lateFromMs = collectUntilMs(0, search.policy.deadlineMs);
    const late = new LateOffers(this.#recorded.auctionId, this.#rules);
    let atEnd: AtEnd | null = null;
    // What bidders whose bids were cut sent before the end: no part of the result (CUTBID-1).
    const early: RecordedBid[] = [];
    for (const event of this.#events) {
      const atMs = inMs(event.atUs);
      if (atEnd === null && (atMs > endedAtMs || atMs >= lateFromMs))
        atEnd = this.#endWith(late, early);
      if (event.kind === "bid" && atEnd !== null && isAsked(search.bidders, event.bidder))
        late.enter(event, this.#recorded.wallMs + atMs);
      if (this.#take(event, atMs) && atEnd === null) early.push(event as RecordedBid);
    }
    const { isCutOff, shown, hasLiar } = atEnd ?? this.#endWith(late, early);
    const marks = this.#marks;
    if (hasLiar)
      for (const mark of marks) {
        mark.isPartial = true;
        mark.isPartialIfSettled = true;
      }
    const best = lowest(shown, late.best);
    const heardUntilMs = this.#isOut()
      ? inMs(this.#recorded.heardUntilUs)
      : Number.POSITIVE_INFINITY;
    return {
      ...{ searchId, wallMs, expected, best, marks, answeredAt: this.#answeredAt },
      origin: first?.origin ?? "",
      destination: first?.destination ?? "",
      currency: search.currency,
      calledAtMs: inMs(calledAtUs),
      notWorthAtMs: endedBy === "not-worth-waiting" ? endedAtMs : null,
      lateWanted,
      couldAnswer: expected.length + skipped.length + absent.length,
      knownUntilMs: isCutOff && !lateWanted ? endedAtMs : heardUntilMs,
      isWhole: best !== null && late.isWhole(best.cost),
      policied: { grace, expectation, search },
      longer: null,
      ...(this.#isLearned ? { learning: this.#learning() } : {}),
    };
  }

  #learning(): TimelineLearning {
    const { bidders, rates } = this.#recorded;
    const { participants } = this.#handler;
    const endedAtMs = this.#marks.at(-1)?.atMs ?? 0;
    const request = this.#request;
    return {
      observed: observedAuction({
        ...{ request, endedAtMs },
        // One that is lost is in it: whether its loss came before the end is another's to say.
        participants: participants.map((one) => (isLost(one) ? { ...one, reason: null } : one)),
        reports: [...bidders, ...reportsOf(participants)],
      }),
      lostAtMs: this.#lostAtMs,
      unitsPerDollar: unitsPerDollarOf(rates),
    };
  }

  /** The recorded end: bidders that are out were told to stop, unless late bids were wanted. */
  #endWith(late: LateOffers, early: readonly RecordedBid[]): AtEnd {
    late.begin(this.#handler.participants);
    for (const bid of early) late.enter(bid, this.#recorded.wallMs + inMs(bid.atUs));
    return {
      isCutOff: this.#isOut(),
      shown: this.#marks.at(-1)?.best ?? null,
      hasLiar: this.#recorded.bidders.some((report) => this.#isLiar(report)),
    };
  }

  /** The gateway found that its offers lie: what it sent is no fault by itself. */
  #isLiar({ bidder, outcome }: BidderReport): boolean {
    const participant = this.#handler.participant(bidder);
    return (
      outcome === "invalid" &&
      participant?.expected === true &&
      participant.outcome !== "invalid" &&
      participant.attempts.every(({ brokenFloor }) => brokenFloor === null)
    );
  }

  #isOut(): boolean {
    const { participants } = this.#handler;
    return (
      participants.length === 0 || participants.some((one) => one.outcome === null || worksOn(one))
    );
  }

  /** Whether it is a bid that counts for regret alone. */
  #take(event: RecordedEvent, atMs: number): boolean {
    const handler = this.#handler;
    let isLate = false;
    let isNews = true;
    if (event.kind === "bid") {
      const { bidder, instance, bytes } = event;
      if (!isAsked(this.#request.search.bidders, bidder)) return false;
      const taken = handler.take(bidder, instance, bytes, atMs);
      isLate = taken === "late";
      isNews = taken !== "ignored" && taken !== "late";
    } else if (event.kind === "hedged") handler.hedged(event.bidder, event.instance, atMs);
    else if (event.kind === "hedge-lost")
      isNews = handler.hedgeLost(event.bidder, atMs) === "added";
    else if (event.kind === "lost") {
      const before = handler.outstanding;
      handler.lost(event.bidder, event.reason ?? undefined);
      isNews = handler.outstanding < before;
      if (isNews) this.#lostAtMs.set(event.bidder, atMs);
    } else {
      isNews = false;
      if (event.kind === "no-subscribers") handler.reachedNobody();
      else handler.cancel();
    }
    this.#mark(event.kind, atMs, isNews);
    return isLate;
  }

  #mark(kind: RecordedEvent["kind"], atMs: number, isNews: boolean): void {
    const { participants, outstanding, maySettle } = this.#handler;
    let answered = 0;
    let isPartial = false;
    let isPartialIfSettled = false;
    let isUnknown = false;
    for (const participant of participants) {
      isUnknown ||= isUnknownAfterCut(participant);
      const { bidder, outcome, expected } = participant;
      const isGood = outcome === "answered" || outcome === "empty";
      if (isGood) {
        answered++;
        if (!this.#answeredAt.has(bidder)) this.#answeredAt.set(bidder, this.#marks.length);
      }
      if (expected && !isGood) {
        isPartial = true;
        if (!isGoodIfSettled(participant)) isPartialIfSettled = true;
      }
    }
    const held = this.#sheets.of(participants, this.#recorded.wallMs + atMs);
    const settled = maySettle && this.#isSettled(atMs);
    const seen = {
      atMs,
      kind,
      outstanding,
      answered,
      maySettle,
      settled,
      isPartial,
      isPartialIfSettled,
      isNews,
      isUnknown: isUnknown ? (true as const) : undefined,
      out: this.#isLearned ? this.#out() : undefined,
    };
    this.#marks.push(
      this.#isKept || held.length > HELD_MAX
        ? { ...seen, best: bestOf(held) }
        : new LazyMark(seen, held),
    );
  }

  #out(): readonly WaitedFor[] {
    return this.#handler.participants
      .filter(isWaitedFor)
      .map((one) => ({ bidder: one.bidder, floor: floorOf(one) }));
  }

  #isSettled(atMs: number): boolean {
    const { participants } = this.#handler;
    const out = participants.filter(isWaitedFor);
    const wallMs = this.#recorded.wallMs + atMs;
    return this.#ranking.kthCostsLessThan(lowestFloor(out), entriesOf(participants), wallMs);
  }
}

const isLost = ({ awaited, expected, skipped, outcome }: Participant) =>
  expected && !skipped && !awaited && outcome === null;

function reportsOf(
  participants: readonly Participant[],
): Pick<BidderReport, "bidder" | "outcome">[] {
  return participants.flatMap(({ bidder, outcome }) =>
    outcome === null ? [] : [{ bidder, outcome }],
  );
}

/** MARKS-5 */
function isUnknownAfterCut(participant: Participant): boolean {
  const { attempts, answer, outcome } = participant;
  if (!isFinished(participant)) return attempts.some(({ wasCut }) => wasCut === true);
  if (answer?.wasCut !== true) return false;
  const isGood = outcome === "answered" || outcome === "empty";
  return !isGood || answer.ended?.stopped === true;
}

/** Such a bidder has promised that nothing more of it could be shown. */
function isGoodIfSettled({ awaited, outcome, attempts }: Participant): boolean {
  return (
    awaited &&
    outcome === null &&
    attempts.every(({ brokenFloor, ended }) => brokenFloor === null && ended === null)
  );
}
