/**
 * What a recorded auction knew after each of its events, whatever the policy: its bids are read
 * once, and any number of policies are judged on that (judge.ts). The collector is that of a
 * gateway; only when it stops is left to the policies.
 *
 * MARKS-1 The best cost after an event is that of the ranking of what is in by then.
 * MARKS-2 What a record cannot know is said: until when it knows what bidders did
 *    (`knownUntilMs`), and whether all that they would have brought is in it (`isWhole`).
 *
 * Tests: `judge.property.test.ts`, `policy-figures.test.ts`.
 */
import { isAsked } from "../../proto/bidder-choice.ts";
import type { BidderReport } from "../../proto/messages.ts";
import { AsyncServiceHandler } from "../auction/async-service-handler.ts";
import { collectUntilMs } from "../auction/budget.ts";
import { costOf } from "../auction/candidates.ts";
import {
  entriesOf,
  hasFloor,
  isFinished,
  lowestFloor,
  type Participant,
  worksOn,
} from "../auction/participant.ts";
import type { AuctionRequest } from "../auction/ports.ts";
import type { RankingRules } from "../auction/ranking-rules.ts";
import { RunningRank } from "../auction/running-rank.ts";
import type { RecordedAuction, RecordedEvent } from "../recording/recorded-auction.ts";
import { type BestKnown, BestOfSheets, lowest } from "./best-known.ts";
import { LateOffers, type RecordedBid } from "./late-offers.ts";
import { AS_RECORDED, type HedgeChoice, type Policied, termsOf } from "./replay-policy.ts";
import { eventsOf, inMs, type Places, rankingRulesOf, requestOf } from "./replayed-request.ts";

/** What is known after one event. */
export interface Mark {
  /** Milliseconds since the search arrived. */
  readonly atMs: number;
  readonly kind: RecordedEvent["kind"];
  /** Bidders that are waited for and have not finished. */
  readonly outstanding: number;
  /** Bidders that have answered well. */
  readonly answered: number;
  /** A check for `settled` is due after this event. */
  readonly maySettle: boolean;
  /** Such a check finds that the auction is settled. */
  readonly settled: boolean;
  /** A result of this moment is partial. */
  readonly isPartial: boolean;
  /** The same of one that ends as settled. */
  readonly isPartialIfSettled: boolean;
  readonly best: BestKnown | null;
}

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
}

export function timelineOf(
  recorded: RecordedAuction,
  places: Places,
  hedge: HedgeChoice = "recorded",
): AuctionTimeline {
  const own = new TimelineWriter(recorded, places, hedge, true);
  const timeline = own.written();
  if (!own.hasCuts) return timeline;
  return { ...timeline, longer: new TimelineWriter(recorded, places, hedge, false).written() };
}

/** What there was at the recorded end. */
interface AtEnd {
  readonly isCutOff: boolean;
  /** Offers that their bidder had withdrawn by then are not among it. */
  readonly shown: BestKnown | null;
  /** A bidder that was expected lied: it is missing under every policy. */
  readonly hasLiar: boolean;
}

const asPartial = (mark: Mark): Mark => ({ ...mark, isPartial: true, isPartialIfSettled: true });

class TimelineWriter {
  readonly #recorded: RecordedAuction;
  readonly #events: readonly RecordedEvent[];
  readonly #request: AuctionRequest;
  readonly #rules: Omit<RankingRules, "wallMs">;
  readonly #ranking: RunningRank;
  readonly #handler: AsyncServiceHandler;
  readonly #sheets: BestOfSheets;
  readonly #marks: Mark[] = [];
  readonly #answeredAt = new Map<string, number>();

  constructor(recorded: RecordedAuction, places: Places, hedge: HedgeChoice, cutsEnd: boolean) {
    this.#recorded = recorded;
    const terms = termsOf(recorded, { ...AS_RECORDED, hedge });
    this.#events = eventsOf(recorded, terms);
    const request = requestOf(recorded, terms, places, null);
    this.#request = request;
    this.#rules = rankingRulesOf(request, 1);
    this.#sheets = new BestOfSheets(this.#rules);
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

  get hasCuts(): boolean {
    return this.#handler.participants.some(worksOn);
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
    const marks = hasLiar ? this.#marks.map(asPartial) : this.#marks;
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
    if (event.kind === "bid") {
      const { bidder, instance, bytes } = event;
      if (!isAsked(this.#request.search.bidders, bidder)) return false;
      isLate = handler.take(bidder, instance, bytes, atMs) === "late";
    } else if (event.kind === "hedged") handler.hedged(event.bidder, event.instance, atMs);
    else if (event.kind === "hedge-lost") handler.hedgeLost(event.bidder, atMs);
    else if (event.kind === "lost") handler.lost(event.bidder, event.reason ?? undefined);
    else if (event.kind === "no-subscribers") handler.reachedNobody();
    else handler.cancel();
    this.#mark(event.kind, atMs);
    return isLate;
  }

  #mark(kind: RecordedEvent["kind"], atMs: number): void {
    const { participants, outstanding, maySettle } = this.#handler;
    let answered = 0;
    let isPartial = false;
    let isPartialIfSettled = false;
    for (const participant of participants) {
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
    const best = this.#sheets.best(participants, this.#recorded.wallMs + atMs);
    const settled = maySettle && this.#isSettled(atMs);
    this.#marks.push({
      ...{ atMs, kind, outstanding, answered, maySettle, settled },
      ...{ isPartial, isPartialIfSettled, best },
    });
  }

  #isSettled(atMs: number): boolean {
    const { participants } = this.#handler;
    const out = participants.filter((one) => one.awaited && !isFinished(one));
    const wallMs = this.#recorded.wallMs + atMs;
    return this.#ranking.kthCostsLessThan(lowestFloor(out), entriesOf(participants), wallMs);
  }
}

/** Such a bidder has promised that nothing more of it could be shown. */
function isGoodIfSettled({ awaited, outcome, attempts }: Participant): boolean {
  return (
    awaited &&
    outcome === null &&
    attempts.every(({ brokenFloor, ended }) => brokenFloor === null && ended === null)
  );
}
