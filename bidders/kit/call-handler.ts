/**
 * One call for bids in, exactly one final bid out (A7), whatever the strategy does: it throws at
 * once or later, yields what is not an offer, hangs, never ends. The handler knows no NATS: it is
 * given a function that publishes, and a clock.
 *
 * KIT-1 An accepted call is in exactly one state: waiting, searching or answered. Only the step to
 *    answered sends a final bid (call-answering.ts), and after it nothing is sent: so there is one
 *    final bid, and it is the last (A7). Sequence numbers have no gap.
 * KIT-2 No search starts without budget, or with less than it needs at least: this is checked when
 *    the call arrives and again when its turn comes (A8). search-scheduler.ts decides which search
 *    is next.
 * KIT-3 When the budget is spent, the auction is cancelled or the process stops, the answer is sent
 *    at once and the slot is free: no call waits for a strategy that ignores its signal. Such a
 *    strategy is counted as a runaway.
 * KIT-4 A strategy that does not yield to timers and sockets between two offers is made to (A8). A
 *    strategy that computes without yielding offers cannot be interrupted: there is one thread.
 * KIT-5 Bids that are not final are sent for these reasons: the strategy sends a batch; the whole
 *    answer is more than the caller shows, and the best offers go first; the answer is larger than
 *    the broker takes in one message; or no bid was sent for `NOTICE_AFTER_MS`, and the call asks
 *    this kind for a notice: the gateway is to know which instance has the call. A batch that could
 *    not be sent is not lost: its offers are in the next.
 * KIT-6 A hedge of a call that this instance has itself is not a second call: the answer to the
 *    first stands.
 * KIT-7 A call that does not ask this kind is not taken: it gets no answer, and no work is done.
 * KIT-8 Each bid for a call says how long the call has waited, on its way beyond the usual and
 *    here, before its search began, and how long that search has taken until the bid; where none
 *    has begun, how long it has waited until the bid, and nothing of a search.
 * KIT-9 Where a call has a late allowance, a search that runs when the budget is spent goes on
 *    until the allowance is over. What would have been its final bid is then sent as a bid that is not
 *    final and marked `cut`; after it comes the final bid alone. It keeps its slot only while no
 *    other search wants it: where one waits, the call is answered finally at its budget as ever,
 *    and where one arrives that finds no slot, or the process stops, what works on ends at once. No
 *    search begins in the allowance (A8): what waits for a place of the strategy's own at the end
 *    of the budget is answered finally then.
 */

import { marketIncludes } from "../../common/places/region-markets.ts";
import type { Clock } from "../../common/runtime/clock.ts";
import type { Tracing } from "../../common/runtime/tracing.ts";
import { isAsked } from "../../proto/bidder-choice.ts";
import { decodeCall, decodeCancel } from "../../proto/codec/index.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { CallForBids, SentCall } from "../../proto/messages.ts";
import { isMarket, isToken, parseInboxSubject } from "../../proto/subjects.ts";
import { AcceptedCall } from "./accepted-call.ts";
import { declined, failed, markedStopped, OUT_OF_TIME } from "./bid-content.ts";
import { BidSender } from "./bid-sender.ts";
import type { BidderModule, Estimate } from "./bidder.ts";
import { QueueingDelay } from "./budget.ts";
import { CallAnswering } from "./call-answering.ts";
import type { CallEvents } from "./call-events.ts";
import { paramsReader, type ReadParams } from "./call-params.ts";
import { CallTimers } from "./call-timers.ts";
import { CallTrace } from "./call-trace.ts";
import { CallsInFlight } from "./calls-in-flight.ts";
import { type OwnRates, otherRates, withoutRates, withRates } from "./own-rates.ts";
import { SearchRunner } from "./search-runner.ts";
import { SearchScheduler } from "./search-scheduler.ts";

/** The milliseconds without a bid after which a notice is sent to the gateway. */
export const NOTICE_AFTER_MS = 5;

/**
 * A6: the most strategies that have not stopped on their signal, as a multiple of the concurrency.
 * At this number no more are started.
 */
const UNRESPONSIVE_SHARE_MAX = 4;

/** A call as it came from the broker. */
export interface IncomingCall {
  /** The inbox of the auction. */
  readonly reply: string | undefined;
  /** A CallForBids, encoded. */
  readonly data: Uint8Array;
  /**
   * The market of the subscription that it came on; null for a hedge and for any other call that
   * was sent to this instance only.
   */
  readonly market: string | null;
  /** The span of the auction, in a bidder that traces; where the call names none, undefined. */
  readonly traceparent?: string | undefined;
}

/** The bidder, its limits, and what the handler uses of the process. */
interface CallHandlerOptions<Resources> {
  readonly kind: string;
  readonly instance: string;
  readonly markets: readonly string[];
  readonly module: Pick<
    BidderModule<unknown, Resources>,
    "search" | "estimate" | "whyEmpty" | "whyDeclined" | "params"
  >;
  readonly resources: Resources;
  readonly concurrencyMax: number;
  readonly queueMax: number;
  /** How many searches compute at the same time; 1 without it. */
  readonly parallel?: number;
  readonly offersMax: number;
  /** The rates of this process; without them, only calls that carry their rates are searched. */
  readonly rates?: OwnRates | undefined;
  readonly clock: Clock;
  readonly events: CallEvents;
  /** Bytes that the broker takes in one message at the moment; without a bound by default. */
  readonly payloadBytesMax?: () => number;
  /**
   * `keepUntilMs`, for a final bid: until then, by the steady clock, it may still be sent when the
   * broker is back. @throws Error
   */
  publish(subject: string, payload: Uint8Array, keepUntilMs?: number): void;
  /** Null, or left out: no traces are made. */
  readonly tracing?: Tracing | null;
}

/** Accepts the calls of one bidder, and answers each of them once. */
export class CallHandler<Resources> {
  readonly #options: CallHandlerOptions<Resources>;
  readonly #clock: Clock;
  readonly #delays = new QueueingDelay();
  readonly #inFlight = new CallsInFlight<AcceptedCall>();
  readonly #scheduler: SearchScheduler<AcceptedCall>;
  readonly #sender: BidSender;
  readonly #answering: CallAnswering;
  readonly #runner: SearchRunner<Resources>;
  readonly #timers: CallTimers;
  readonly #payloadBytesMax: () => number;
  readonly #readParams: ReadParams;
  #closed = false;

  constructor(options: CallHandlerOptions<Resources>) {
    const { concurrencyMax, queueMax, parallel = 1, clock, events } = options;
    this.#options = options;
    this.#clock = clock;
    this.#readParams = paramsReader(options.module, options.resources);
    this.#payloadBytesMax = options.payloadBytesMax ?? (() => Number.POSITIVE_INFINITY);
    this.#scheduler = new SearchScheduler<AcceptedCall>({
      concurrencyMax,
      queueMax,
      parallel,
      nowMs: () => clock.now(),
      start: (accepted, isNew) => this.#runner.start(accepted, isNew),
      decline: (accepted, reason) => this.#answering.answer(accepted, declined(reason)),
    });
    this.#sender = new BidSender({
      kind: options.kind,
      instance: options.instance,
      payloadBytesMax: this.#payloadBytesMax,
      clock,
      publish: (subject, payload, keepUntilMs) => options.publish(subject, payload, keepUntilMs),
      unsent: (auctionId, error) => events.unsent(auctionId, error),
    });
    this.#answering = new CallAnswering(
      clock,
      events,
      this.#sender,
      this.#inFlight,
      this.#scheduler,
    );
    this.#runner = new SearchRunner({
      module: options.module,
      resources: options.resources,
      offersMax: options.offersMax,
      clock,
      sender: this.#sender,
      answering: this.#answering,
    });
    this.#timers = new CallTimers(clock, this.#inFlight, {
      notice: (accepted) => this.#sender.sendNotice(accepted),
      expire: (accepted) => this.#answering.expire(accepted),
    });
  }

  /** Searches that run. */
  get running(): number {
    return this.#scheduler.running;
  }

  /** Calls that wait for their turn. */
  get waiting(): number {
    return this.#scheduler.waiting;
  }

  /** One message from a market's subscription, or from this instance's own. Never throws. */
  accept(incoming: IncomingCall): void {
    const receivedAtMs = this.#clock.now();
    const { reply, market } = incoming;
    if (reply === undefined || reply === "") {
      this.#options.events.unreadable("a call without an inbox to reply to", market);
      return;
    }
    let sent: SentCall;
    try {
      sent = decodeCall(incoming.data);
      if (!isToken(sent.searchId)) throw new AuctionError("malformed", "search_id is not a token");
    } catch (thrown) {
      this.#answerUnreadable(reply, market, thrown);
      return;
    }
    if (!isAsked(sent.search.bidders, this.#options.kind)) return;
    const priced = withRates(sent, this.#options.rates);
    const call = priced ?? withoutRates(sent);
    const queueingMs = this.#delays.measure(call.gateway, call.sentAtMs, receivedAtMs);
    const served = market ?? this.#marketOf(call);
    if (market === null) {
      const isHeld = this.#inFlight.has(call.searchId);
      // What is said to it alone, and what it serves by a region, comes directly the first time. So
      // does what goes to an outside bidder, or to several markets: no call says which it is.
      const isFirst = call.params !== undefined || (served !== undefined && !isMarket(served));
      if (!isFirst) this.#options.events.hedged(isHeld ? "held" : "accepted");
      if (isHeld) return;
    }
    const accepted = new AcceptedCall(
      call,
      { reply, market: served ?? "", receivedAtMs, queueingMs },
      {
        offersMax: this.#options.offersMax,
        payloadBytesMax: this.#payloadBytesMax,
        estimate: this.#estimate(call),
        noticeAfterMs: this.#wantsNotice(call) ? NOTICE_AFTER_MS : undefined,
      },
    );
    const { tracing } = this.#options;
    if (tracing) accepted.trace = new CallTrace(tracing, this.#options.kind, incoming, accepted);
    this.#inFlight.add(call.searchId, accepted);
    if (priced === undefined) {
      this.#answering.answer(accepted, otherRates(this.#options.rates));
      return;
    }
    const refusal =
      served === undefined
        ? `not served: this instance serves ${this.#options.markets.join(", ")}`
        : (this.#paramsFault(accepted) ?? this.#ownRefusal(call) ?? this.#admit(accepted));
    if (refusal !== undefined) this.#answering.answer(accepted, declined(refusal));
  }

  /**
   * One message from the cancel subject: the auction has ended without this bidder. Never throws.
   */
  cancel(data: Uint8Array): void {
    try {
      for (const accepted of this.#inFlight.of(decodeCancel(data)))
        this.#answering.answer(accepted, markedStopped(declined("cancelled")));
    } catch (thrown) {
      this.#options.events.unreadable(messageOf(thrown), null);
    }
  }

  /** Declines every new call from now on. Accepted calls go on; those that were cut end. */
  close(): void {
    this.#closed = true;
    // Nobody waits for them but a record (KIT-9).
    this.#answering.endAllLate("shutting down");
    void this.idle().then(() => this.#timers.stop());
  }

  /** Resolves as soon as every accepted call is answered. */
  idle(): Promise<void> {
    return this.#inFlight.idle();
  }

  /** Answers every call in flight at once, without waiting for its search, and fires its signal. */
  abort(): void {
    const all = this.#inFlight.all();
    // First those that wait: a slot that becomes free would start them.
    for (const accepted of all.filter(({ state }) => state === "waiting"))
      this.#answering.answer(accepted, markedStopped(declined("shutting down")));
    for (const accepted of all)
      this.#answering.answer(
        accepted,
        markedStopped(failed("shutting-down: the search was cut short")),
      );
  }

  /**
   * A call that cannot be read is still answered where its inbox names the search, so that the
   * auction does not wait for its deadline (A7).
   */
  #answerUnreadable(reply: string, market: string | null, thrown: unknown): void {
    this.#options.events.unreadable(messageOf(thrown), market);
    const auctionId = parseInboxSubject(reply)?.token;
    if (auctionId === undefined || !isToken(auctionId)) return;
    const { code, message } = AuctionError.from(thrown, "malformed");
    this.#sender.publish(reply, {
      searchId: auctionId,
      sequence: 0,
      final: true,
      floor: null,
      ...failed(`${code}: ${message}`),
    });
  }

  /** A direct call names no market: the first of this instance's markets that its search is in. */
  #marketOf({ search }: CallForBids): string | undefined {
    const [first] = search.slices;
    if (first === undefined) return undefined;
    const { origins = [first.origin], destinations = [first.destination] } = first;
    return this.#options.markets.find((market) =>
      origins.some((origin) => destinations.some((other) => marketIncludes(market, origin, other))),
    );
  }

  /** A gateway that names no kinds is one that does not know the field: it hedges any kind. */
  #wantsNotice({ notices }: CallForBids): boolean {
    return notices === undefined || notices.includes(this.#options.kind);
  }

  /** Reads what is said to this bidder alone; the fault is why the call is declined. */
  #paramsFault(accepted: AcceptedCall): string | undefined {
    const { params } = accepted.call;
    if (params === undefined) return undefined;
    const read = this.#readParams(params);
    if ("fault" in read) return read.fault;
    accepted.params = read.params;
    return undefined;
  }

  /** Why the bidder itself does not search for this call (BidderModule.whyDeclined). */
  #ownRefusal({ search }: CallForBids): string | undefined {
    const { module, resources } = this.#options;
    try {
      return module.whyDeclined?.(search, resources);
    } catch {
      return undefined;
    }
  }

  /** Undefined where the bidder gives none, or one that is not a number of milliseconds. */
  #estimate({ search }: CallForBids): Estimate | undefined {
    const { module, resources } = this.#options;
    try {
      const estimate = module.estimate?.(search, resources);
      return estimate !== undefined && isTime(estimate.costMs) && isTime(estimate.leastMs)
        ? estimate
        : undefined;
    } catch {
      return undefined;
    }
  }

  /** Starts a call or lets it wait, watched by the timer; or returns the reason why not (KIT-2). */
  #admit(accepted: AcceptedCall): string | undefined {
    const { call, leftMs, queueingMs } = accepted;
    if (this.#closed) return "shutting down";
    const unresponsive = this.#runner.strategies - this.running;
    if (unresponsive >= UNRESPONSIVE_SHARE_MAX * this.#options.concurrencyMax)
      return `overloaded: ${unresponsive} searches have not stopped on their signal`;
    if (leftMs <= 0)
      return `${OUT_OF_TIME}: of ${call.budgetMs} ms ${Math.round(queueingMs)} went in queues`;
    this.#answering.giveWay(accepted.lane);
    const refusal = this.#scheduler.enter(accepted, accepted.receivedAtMs);
    if (refusal === undefined) this.#timers.watch(accepted);
    return refusal;
  }
}

function isTime(ms: number): boolean {
  return ms >= 0 && ms < Number.POSITIVE_INFINITY;
}
