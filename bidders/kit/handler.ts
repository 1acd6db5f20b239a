/**
 * One call for bids in, exactly one final bid out (A7), whatever the strategy does: throws at once
 * or later, yields garbage, hangs, never ends. Knows no NATS: it is handed a way to publish, and a
 * clock.
 *
 * H1 A call that is taken is in exactly one state: waiting, searching or answered; only the step to
 *    answered sends a final bid, and after it nothing is sent: so there is one, and it is the last
 *    (A7). Sequence numbers have no gap.
 * H2 Nothing starts that has no budget left, or less than its search needs at least: it is checked
 *    on arrival and again when the call's turn comes (A8). Who goes next is the rule of
 *    schedule.ts.
 * H3 When the budget is spent, the auction is cancelled or the process stops, the answer goes out
 *    at once and the place is free: nobody waits for a strategy that ignores its signal. It is
 *    counted as a runaway.
 * H4 A strategy that never gives way to timers and sockets between two offers is made to (A8). One
 *    that computes without yielding cannot be interrupted: there is one thread.
 * H5 Bids that are not final go out for these reasons: the strategy bids in parts; the whole answer
 *    is more than the caller shows, and its best goes first; or nothing went out for
 *    `NOTICE_AFTER_MS`, and the gateway shall know which instance has the call. A part that could
 *    not be sent is not lost: its rows are still there for the next. A fourth reason is an answer
 *    that is larger than the broker takes in one message.
 * H6 A hedge of a call that this instance holds itself is no second call: the answer to the first
 *    stands.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { nextTurn } from "../../common/runtime/next-turn.ts";
import { decodeCall, decodeCancel, EMPTY_SHEET } from "../../proto/codec/index.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { Bid, CallForBids } from "../../proto/messages.ts";
import { bidSubject, isToken, marketServes, parseInboxSubject } from "../../proto/subjects.ts";
import {
  type Answer,
  cutShort,
  declined,
  failed,
  failedByAnything,
  OUT_OF_TIME,
} from "./answer.ts";
import type { Part } from "./bid-builder.ts";
import type { BidderModule, Estimate } from "./bidder.ts";
import { QueueingDelay } from "./budget.ts";
import { encodedWithin } from "./encoded-bid.ts";
import { InFlight } from "./in-flight.ts";
import { Schedule } from "./schedule.ts";
import {
  type CallReport,
  contextOf,
  isAnswered,
  reportOf,
  type TakenCall,
  takenCall,
} from "./taken-call.ts";

/** Offers read of one strategy; what an endless one yields beyond is not waited for (A6). */
export const OFFERS_TAKEN_MAX = 100_000;

/**
 * How long all running searches together may keep the event loop between two of its turns, as far
 * as the kit can see to it.
 */
const SLICE_MS = 5;

/** A strategy that has not stopped by then, after its signal, is a runaway. */
export const RUNAWAY_AFTER_MS = 100;

/** A call that is not answered by then is told to be in hand. */
export const NOTICE_AFTER_MS = 5;
const NOTICE: Part = {
  rows: [],
  floor: null,
  answer: { status: "empty", reason: null, sheet: EMPTY_SHEET },
};

/** Bids for one call, the final one among them (A6). */
export const BIDS_A_CALL_MAX = 32;

/**
 * From this lane on, a search that has found nothing when its time is over is declined, not failed:
 * that it costs much says nothing of the bidder's health, and a gateway does not wait for a bidder
 * that fails often.
 */
const DEAR_LANE = 2;

/** Why a signal fires; one for all, for an error is dear to make. */
const ANSWERED = new AuctionError("cancelled", "the call is answered");

/**
 * A6: with so many times the concurrency of strategies that do not stop on their signal, no more
 * are started.
 */
const DEAF_SHARE_MAX = 4;

/**
 * A call as it came off the wire. `market` names the subscription that it came on; null for a
 * hedge, sent to this instance alone.
 */
export interface IncomingCall {
  readonly reply: string | undefined;
  readonly data: Uint8Array;
  readonly market: string | null;
}

export interface HandlerEvents {
  answered(report: CallReport): void;
  /** A hedge came: a call whose first taker is slow. `held` when that is this instance itself. */
  hedged(what: "taken" | "held"): void;
  /** Not a call, or not a cancel: `market` is null for the latter, and for a hedge. */
  unreadable(what: string, market: string | null): void;
  runaway(searchId: string): void;
  /** Null where it is no bid, but an answer to the service protocol. */
  unsent(searchId: string | null, error: unknown): void;
}

export interface HandlerOptions<Resources> {
  readonly kind: string;
  readonly instance: string;
  readonly markets: readonly string[];
  readonly module: BidderModule<Resources>;
  readonly resources: Resources;
  readonly concurrencyMax: number;
  readonly queueMax: number;
  /** Searches that do their work at the same time; 1 where nothing is said. */
  readonly parallel?: number;
  readonly offersMax: number;
  readonly clock: Clock;
  readonly events: HandlerEvents;
  /**
   * Bytes that the broker takes in one message, as it says at the moment; without a bound where
   * nothing is said.
   */
  readonly payloadBytesMax?: () => number;
  /**
   * `keepUntilMs`, for a final bid: so long, by the steady clock, it may still go out once the
   * broker is back. @throws Error
   */
  publish(subject: string, payload: Uint8Array, keepUntilMs?: number): void;
}

export class Handler<Resources> {
  readonly #options: HandlerOptions<Resources>;
  readonly #clock: Clock;
  readonly #delays = new QueueingDelay();
  readonly #inFlight = new InFlight<TakenCall>();
  readonly #schedule: Schedule<TakenCall>;
  readonly #payloadBytesMax: () => number;
  #closed = false;
  /** Strategies that have not come to their end, those of answered calls among them. */
  #strategies = 0;

  constructor(options: HandlerOptions<Resources>) {
    this.#options = options;
    this.#clock = options.clock;
    this.#payloadBytesMax = options.payloadBytesMax ?? (() => Number.POSITIVE_INFINITY);
    const { concurrencyMax, queueMax, parallel = 1, clock } = options;
    this.#schedule = new Schedule<TakenCall>({
      concurrencyMax,
      queueMax,
      parallel,
      nowMs: () => clock.now(),
      start: (taken) => void this.#search(taken),
      decline: (taken, reason) => this.#answer(taken, declined(reason)),
    });
  }

  /** Searches that run. */
  get running(): number {
    return this.#schedule.running;
  }

  get waiting(): number {
    return this.#schedule.waiting;
  }

  /** One message from a market's subscription, or from this instance's own. Never throws. */
  take(incoming: IncomingCall): void {
    const receivedAtMs = this.#clock.now();
    const { reply, market } = incoming;
    if (reply === undefined || reply === "") {
      this.#options.events.unreadable("a call without an inbox to reply to", market);
      return;
    }
    let call: CallForBids;
    try {
      call = decodeCall(incoming.data);
      if (!isToken(call.searchId)) throw new AuctionError("malformed", "search_id is no token");
    } catch (thrown) {
      this.#unreadable(reply, market, thrown);
      return;
    }
    const queueingMs = this.#delays.measure(call.gateway, call.sentAtMs, receivedAtMs);
    if (market === null) {
      const isHeld = this.#inFlight.of(call.searchId).length > 0;
      this.#options.events.hedged(isHeld ? "held" : "taken");
      if (isHeld) return;
    }
    const served = market ?? this.#marketOf(call);
    const terms = {
      offersMax: this.#options.offersMax,
      payloadBytesMax: this.#payloadBytesMax,
      estimate: this.#estimate(call),
    };
    const taken = takenCall(call, { reply, market: served ?? "", receivedAtMs, queueingMs }, terms);
    this.#inFlight.add(call.searchId, taken);
    const refusal =
      served === undefined
        ? `not served: this instance serves ${this.#options.markets.join(", ")}`
        : this.#admit(taken);
    if (refusal !== undefined) this.#answer(taken, declined(refusal));
  }

  /** One message from the cancel subject: the auction has ended without us. Never throws. */
  takeCancel(data: Uint8Array): void {
    try {
      for (const taken of this.#inFlight.of(decodeCancel(data)))
        this.#answer(taken, cutShort(declined("cancelled")));
    } catch (thrown) {
      this.#options.events.unreadable(messageOf(thrown), null);
    }
  }

  /** From now on every call is declined. Those that were taken go on. */
  close(): void {
    this.#closed = true;
  }

  /** Resolves as soon as every call that was taken is answered. */
  idle(): Promise<void> {
    return this.#inFlight.idle();
  }

  /** Answers everything in flight without waiting for it, and fires its signals. */
  abort(): void {
    const all = this.#inFlight.all();
    // First those that wait: a place that becomes free would start them.
    for (const taken of all.filter(({ state }) => state === "waiting"))
      this.#answer(taken, cutShort(declined("shutting down")));
    for (const taken of all)
      this.#answer(taken, cutShort(failed("shutting-down: the search was cut short")));
  }

  /**
   * A call that cannot be read still gets its answer when its inbox names the search: so it costs
   * nobody the deadline (A7).
   */
  #unreadable(reply: string, market: string | null, thrown: unknown): void {
    this.#options.events.unreadable(messageOf(thrown), market);
    const searchId = parseInboxSubject(reply)?.searchId;
    if (searchId === undefined || !isToken(searchId)) return;
    const { code, message } = AuctionError.from(thrown, "malformed");
    this.#publish(reply, {
      searchId,
      sequence: 0,
      final: true,
      floor: null,
      ...failed(`${code}: ${message}`),
    });
  }

  /** A hedge names no market: the first of ours that its search is in. */
  #marketOf({ search }: CallForBids): string | undefined {
    const [first] = search.slices;
    return this.#options.markets.find((market) =>
      marketServes(market, first?.origin ?? "", first?.destination ?? ""),
    );
  }

  /** Undefined where the bidder does not say, or says what is no number of milliseconds. */
  #estimate({ search }: CallForBids): Estimate | undefined {
    const { module, resources } = this.#options;
    try {
      const said = module.estimate?.(search, resources);
      return said !== undefined &&
        [said.costMs, said.leastMs].every((ms) => ms >= 0 && Number.isFinite(ms))
        ? said
        : undefined;
    } catch {
      return undefined;
    }
  }

  /** Starts a call or lets it wait, under a timer; or says why not. */
  #admit(taken: TakenCall): string | undefined {
    const { call, leftMs, queueingMs } = taken;
    if (this.#closed) return "shutting down";
    const deaf = this.#strategies - this.running;
    if (deaf >= DEAF_SHARE_MAX * this.#options.concurrencyMax)
      return `overloaded: ${deaf} searches have not stopped on their signal`;
    if (leftMs <= 0)
      return `${OUT_OF_TIME}: of ${call.budgetMs} ms ${Math.round(queueingMs)} went in queues`;
    taken.stopTimer = this.#clock.at(this.#clock.now() + leftMs, () => this.#outOfTime(taken));
    taken.stopNotice = this.#clock.at(this.#clock.now() + NOTICE_AFTER_MS, () =>
      this.#send(taken, NOTICE),
    );
    return this.#schedule.enter(taken);
  }

  async #search(taken: TakenCall): Promise<void> {
    const { call, builder, controller } = taken;
    const { module, resources, offersMax } = this.#options;
    const context = contextOf(taken, resources, {
      clock: this.#clock,
      offersMax,
      part: (floor) => this.#part(taken, floor),
    });
    taken.state = "searching";
    // Whatever came in the same packet is heard first: other calls, and the cancel of this one.
    await nextTurn();
    if (isAnswered(taken)) return;
    let turnedAtMs = this.#clock.now();
    if (turnedAtMs >= taken.deadlineMs) return this.#outOfTime(taken);
    taken.startedAtMs = turnedAtMs;
    this.#strategies++;
    try {
      for await (const offer of module.search(call.search, context)) {
        if (isAnswered(taken)) return;
        builder.add(offer, this.#clock.wall());
        const nowMs = this.#clock.now();
        if (nowMs >= taken.deadlineMs) return this.#outOfTime(taken);
        if (builder.taken >= OFFERS_TAKEN_MAX)
          return this.#finish(taken, `stopped after ${OFFERS_TAKEN_MAX} offers`);
        if (nowMs - turnedAtMs >= SLICE_MS / this.running) {
          await nextTurn();
          turnedAtMs = this.#clock.now();
        }
      }
      await this.#whole(taken);
    } catch (thrown) {
      if (isAnswered(taken)) return;
      if (this.#clock.now() >= taken.deadlineMs) this.#outOfTime(taken);
      else this.#answer(taken, failedByAnything(thrown), thrown);
    } finally {
      this.#strategies--;
      // The strategy has come to its end, so it is no runaway; what it left behind may stop too.
      taken.stopTimer();
      controller.abort(ANSWERED);
    }
  }

  /**
   * The strategy has come to its end. What is more than the caller shows goes in two bids: the best
   * may be all that is needed.
   */
  async #whole(taken: TakenCall): Promise<void> {
    // All work is done; only a turn of the event loop is left, for which nothing shall be cut
    // short.
    taken.stopTimer();
    const first = taken.builder.first();
    if (first !== undefined && this.#send(taken, first)) {
      await nextTurn();
      if (isAnswered(taken)) return;
    }
    this.#finish(taken, null);
  }

  /**
   * The answer as it stands. What one message has no room for goes in several, at once: the call
   * ends with them.
   */
  #finish(taken: TakenCall, stoppedBy: string | null): void {
    for (let part = taken.builder.overflow(); part !== undefined; part = taken.builder.overflow()) {
      if (!this.#send(taken, part)) break;
    }
    this.#answer(taken, taken.builder.finish(stoppedBy));
  }

  /** See SearchContext.part. A call that is answered says no more (H1). */
  #part(taken: TakenCall, floor: number | null): Promise<void> {
    if (isAnswered(taken)) return Promise.resolve();
    if (this.#clock.now() >= taken.deadlineMs) {
      this.#outOfTime(taken);
      return Promise.resolve();
    }
    if (taken.bidsSent < BIDS_A_CALL_MAX - 1) {
      const part = taken.builder.part(floor);
      if (part !== undefined) this.#send(taken, part);
    }
    return nextTurn();
  }

  /** A bid that is not final. False when it did not go out. */
  #send(taken: TakenCall, part: Part): boolean {
    if (taken.bidsSent >= BIDS_A_CALL_MAX - 1) return false;
    const { searchId } = taken.call;
    const bid: Bid = {
      searchId,
      sequence: taken.bidsSent,
      final: false,
      floor: part.floor,
      ...part.answer,
    };
    if (!this.#publish(taken.reply, bid)) return false;
    taken.bidsSent++;
    taken.stopNotice();
    if (part !== NOTICE) taken.builder.send(part);
    return true;
  }

  #outOfTime(taken: TakenCall): void {
    const leftMs = Math.round(taken.leftMs);
    if (taken.startedAtMs === undefined)
      this.#answer(
        taken,
        declined(`${OUT_OF_TIME}: all ${leftMs} ms were spent waiting for a place`),
      );
    else if (taken.lane >= DEAR_LANE && taken.builder.isBare)
      this.#answer(
        taken,
        declined(
          `${OUT_OF_TIME}: ${leftMs} ms were too few for a search of about ${Math.ceil(taken.costMs)} ms`,
        ),
      );
    else this.#finish(taken, `timeout: the ${leftMs} ms that were left are spent`);
  }

  /** The only way to the state `answered`, once (H1). */
  #answer(taken: TakenCall, answer: Answer, error?: unknown): void {
    if (taken.state === "answered") return;
    const state = taken.state;
    taken.state = "answered";
    taken.stopTimer();
    taken.stopNotice();
    const whole = taken.isCutShort ? cutShort(answer) : answer;
    const bid: Bid = {
      searchId: taken.call.searchId,
      sequence: taken.bidsSent,
      final: true,
      floor: null,
      ...whole,
    };
    if (this.#publish(taken.reply, bid, taken.deadlineMs)) taken.bidsSent++;
    this.#inFlight.remove(taken.call.searchId, taken);
    if (taken.startedAtMs !== undefined) {
      taken.stopTimer = this.#clock.at(this.#clock.now() + RUNAWAY_AFTER_MS, () =>
        this.#options.events.runaway(taken.call.searchId),
      );
    }
    taken.controller.abort(ANSWERED);
    this.#report(taken, answer, error);
    // Last, for it may start the next one.
    if (state === "searching") this.#schedule.leave(taken);
    else this.#schedule.withdraw(taken);
  }

  /**
   * What a strategy threw goes into the log as it is, and reading it may throw again: no place may
   * be lost by that.
   */
  #report(taken: TakenCall, answer: Answer, error: unknown): void {
    const nowMs = this.#clock.now();
    try {
      this.#options.events.answered(reportOf(taken, answer, nowMs, error));
    } catch {
      this.#options.events.answered(
        reportOf(
          taken,
          answer,
          nowMs,
          new Error("the strategy threw something that cannot be read"),
        ),
      );
    }
  }

  /**
   * The broker may be away, and the reply subject is a stranger's: what cannot be sent is counted,
   * and nothing throws.
   */
  #publish(reply: string, bid: Bid, keepUntilMs?: number): boolean {
    try {
      const subject = bidSubject(reply, this.#options.kind, this.#options.instance);
      this.#options.publish(subject, encodedWithin(bid, this.#payloadBytesMax()), keepUntilMs);
      return true;
    } catch (thrown) {
      this.#options.events.unsent(bid.searchId, thrown);
      return false;
    }
  }
}
