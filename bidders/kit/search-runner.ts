/**
 * Runs a bidder's strategy for one call, and gives the event loop its turns (KIT-4).
 *
 * Tests: `call-handler-batches.test.ts`, `call-handler-budget.test.ts`.
 */

import type { Clock } from "../../common/runtime/clock.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import { type AcceptedCall, isAnswered } from "./accepted-call.ts";
import { failedByAnything } from "./bid-content.ts";
import { BIDS_A_CALL_MAX, type BidSender } from "./bid-sender.ts";
import type { BidderModule, FoundOffers } from "./bidder.ts";
import type { CallAnswering } from "./call-answering.ts";
import { CallContext, type ContextPorts } from "./call-context.ts";
import { EventLoopTurn } from "./event-loop-turn.ts";
import type { OfferBatch } from "./offer-batch.ts";
import { batchIn, type OfferColumns } from "./offer-columns.ts";
import { SearchStarts } from "./search-starts.ts";

/** Offers read of one strategy. It is stopped there, however many more it would yield (A6). */
export const OFFERS_READ_MAX = 100_000;

/** The bidder, its limits, and what answers its calls. */
interface SearchRunnerOptions<Resources> {
  readonly module: Pick<BidderModule<unknown, Resources>, "search" | "whyEmpty">;
  readonly resources: Resources;
  readonly offersMax: number;
  readonly clock: Clock;
  readonly sender: BidSender;
  readonly answering: CallAnswering;
}

/**
 * Of a list, the clock is read before the first offer and before each that comes so many after it:
 * in between, offers are checked and encoded for some 50 µs. To read the clock takes 0.06 µs, a
 * tenth of what an offer does.
 */
const OFFERS_A_LOOK = 16;

type Yielded = FlightOffer | OfferBatch<OfferColumns>;

/**
 * How reading goes on: with the next offer at once, after a turn of the event loop, or not at all,
 * because the call is answered or the strategy has come to its end.
 */
type Reading = "next" | "turn" | "answered" | "ended";

/** Runs the searches of one bidder, several at a time. */
export class SearchRunner<Resources> {
  readonly #options: SearchRunnerOptions<Resources>;
  readonly #clock: Clock;
  readonly #answering: CallAnswering;
  readonly #turn: EventLoopTurn;
  readonly #starts: SearchStarts<AcceptedCall>;
  readonly #contextPorts: ContextPorts<Resources>;
  #strategies = 0;
  #wallMs = 0;
  /** The instant by the steady clock. */
  #wallReadAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: SearchRunnerOptions<Resources>) {
    const { clock, resources, offersMax } = options;
    this.#options = options;
    this.#clock = clock;
    this.#answering = options.answering;
    this.#turn = new EventLoopTurn(clock);
    this.#starts = new SearchStarts(clock, this.#turn, (accepted, nowMs) =>
      this.#begin(accepted, nowMs),
    );
    this.#contextPorts = {
      resources,
      clock,
      offersMax,
      sendBatch: (accepted, floor, cellFloors) =>
        this.#sendBatch(accepted, floor, cellFloors) === "turn"
          ? this.#turn.next()
          : Promise.resolve(),
    };
  }

  /** Strategies that have not come to their end, also those of calls that are answered. */
  get strategies(): number {
    return this.#strategies;
  }

  /**
   * Searches, and answers the call: in this turn of the event loop or the next. `isNew`: the call
   * has not waited.
   */
  start(accepted: AcceptedCall, isNew: boolean): void {
    accepted.state = "searching";
    this.#starts.add(accepted, isNew);
  }

  /** Returns the time when it has gone so far as it can without waiting. Never throws. */
  #begin(accepted: AcceptedCall, nowMs: number): number {
    if (isAnswered(accepted)) return nowMs;
    if (nowMs >= accepted.deadlineAtMs) {
      this.#answering.expire(accepted);
      return this.#clock.now();
    }
    accepted.startedAtMs = nowMs;
    this.#strategies++;
    try {
      const context = new CallContext(accepted, this.#contextPorts);
      this.#read(accepted, this.#options.module.search(accepted.call.search, context));
    } catch (thrown) {
      this.#fail(accepted, thrown);
    }
    return this.#clock.now();
  }

  /** What it is, only its author knows (A7). @throws where it is nothing that can be read */
  #read(accepted: AcceptedCall, found: FoundOffers<Yielded>): void {
    if (Array.isArray(found)) {
      this.#readList(accepted, found, 0);
      return;
    }
    const any = found as Partial<AsyncIterable<Yielded> & Iterable<Yielded>>;
    if (any[Symbol.asyncIterator] !== undefined)
      void this.#readAsync(accepted, found as AsyncIterable<Yielded>);
    else if (any[Symbol.iterator] !== undefined)
      this.#readSync(accepted, (found as Iterable<Yielded>)[Symbol.iterator]());
    else if ("then" in found) void this.#readPromised(accepted, found);
    else throw new TypeError("the search returned no offers");
  }

  async #readAsync(accepted: AcceptedCall, offers: AsyncIterable<Yielded>): Promise<void> {
    try {
      for await (const yielded of offers) {
        const nowMs = this.#clock.now();
        const reading = this.#take(accepted, yielded, nowMs);
        if (reading === "answered") return this.#end(accepted);
        if (reading === "turn" || this.#turn.isOverOrUnknown(nowMs)) await this.#turn.next();
      }
      if (this.#sendFirst(accepted)) await this.#turn.next();
      this.#finish(accepted);
    } catch (thrown) {
      this.#fail(accepted, thrown);
    }
  }

  async #readPromised(
    accepted: AcceptedCall,
    found: PromiseLike<Iterable<Yielded>>,
  ): Promise<void> {
    try {
      const offers = await found;
      if (isAnswered(accepted)) this.#end(accepted);
      else this.#read(accepted, offers);
    } catch (thrown) {
      this.#fail(accepted, thrown);
    }
  }

  /**
   * Offers that are there at once are read and answered without a promise: for ten of them reading
   * takes 0.1 µs, from an async generator 3 µs. Of a list, none of them makes an object either.
   */
  #readList(accepted: AcceptedCall, list: readonly Yielded[], from: number): void {
    let reading: Reading = "next";
    let nowMs = 0;
    let next = from;
    while (reading === "next" && next < list.length) {
      if ((next - from) % OFFERS_A_LOOK === 0) nowMs = this.#clock.now();
      reading = this.#take(accepted, list[next++] as Yielded, nowMs);
    }
    if (reading === "answered") this.#end(accepted);
    else if (reading === "turn") this.#readListLater(accepted, list, next);
    else this.#finishRead(accepted);
  }

  #readSync(accepted: AcceptedCall, offers: Iterator<Yielded>): void {
    const reading = this.#readOn(accepted, offers);
    if (reading === "turn") this.#readLater(accepted, offers);
    else if (reading === "answered") {
      offers.return?.();
      this.#end(accepted);
    } else this.#finishRead(accepted);
  }

  #finishRead(accepted: AcceptedCall): void {
    if (this.#sendFirst(accepted)) this.#finishLater(accepted);
    else this.#finish(accepted);
  }

  // Apart, since a function with a closure makes an object for its variables at each call.
  #readLater(accepted: AcceptedCall, offers: Iterator<Yielded>): void {
    this.#turn.waitToRead(() => this.#tryTo(accepted, () => this.#readSync(accepted, offers)));
  }

  #readListLater(accepted: AcceptedCall, list: readonly Yielded[], from: number): void {
    this.#turn.waitToRead(() => this.#tryTo(accepted, () => this.#readList(accepted, list, from)));
  }

  #finishLater(accepted: AcceptedCall): void {
    this.#turn.wait(() => this.#tryTo(accepted, () => this.#finish(accepted)));
  }

  #tryTo(accepted: AcceptedCall, resume: () => void): void {
    try {
      resume();
    } catch (thrown) {
      this.#fail(accepted, thrown);
    }
  }

  /** Reads until it ends, or the event loop is to have a turn. */
  #readOn(accepted: AcceptedCall, offers: Iterator<Yielded>): Reading {
    for (;;) {
      const step = offers.next();
      if (step.done === true) return "ended";
      const reading = this.#take(accepted, step.value, this.#clock.now());
      if (reading !== "next") return reading;
    }
  }

  /** Takes what the strategy has yielded. */
  #take(accepted: AcceptedCall, yielded: Yielded, nowMs: number): Reading {
    if (isAnswered(accepted)) return "answered";
    const { builder } = accepted;
    const batch = batchIn(yielded);
    if (batch === undefined) builder.add(yielded, this.#wallAt(nowMs));
    else builder.addBatch(batch);
    if (nowMs >= accepted.expiresAtMs) return this.#expire(accepted);
    if (builder.taken >= OFFERS_READ_MAX) {
      this.#answering.finish(accepted, `stopped after ${OFFERS_READ_MAX} offers`);
      return "answered";
    }
    if (batch !== undefined && !batch.final)
      return this.#sendBatch(accepted, batch.floor, batch.cellFloors);
    return this.#turn.isOver(nowMs) ? "turn" : "next";
  }

  /** Its budget is spent, or its allowance: it is answered, unless it may work on (KIT-9). */
  #expire(accepted: AcceptedCall): "turn" | "answered" {
    this.#answering.expire(accepted);
    return isAnswered(accepted) ? "answered" : "turn";
  }

  /** The wall clock is read once a millisecond: an offer's expiry needs no more. */
  #wallAt(nowMs: number): number {
    if (nowMs - this.#wallReadAtMs >= 1) {
      this.#wallMs = this.#clock.wall();
      this.#wallReadAtMs = nowMs;
    }
    return this.#wallMs;
  }

  /**
   * See SearchContext.sendBatch; a batch that is not final does the same. For a call that is
   * answered nothing is sent (KIT-1).
   */
  #sendBatch(
    accepted: AcceptedCall,
    floor: number | null,
    cellFloors: readonly number[] | undefined,
  ): "turn" | "answered" {
    if (isAnswered(accepted)) return "answered";
    if (this.#clock.now() >= accepted.expiresAtMs) return this.#expire(accepted);
    if (!accepted.isCut && accepted.bidsSent < BIDS_A_CALL_MAX - 1) {
      const batch = accepted.builder.batch(floor, cellFloors);
      if (batch !== undefined) this.#options.sender.sendBatch(accepted, batch);
    }
    return "turn";
  }

  /**
   * The strategy has come to its end. An answer of more than the caller shows is sent in two bids,
   * because the best offers may be all that is needed (KIT-5). True when the first of them was
   * sent: the other follows after a turn of the event loop.
   */
  #sendFirst(accepted: AcceptedCall): boolean {
    if (isAnswered(accepted)) return false;
    // All work is done; only a turn of the event loop is left, and nothing may be cut short for it.
    accepted.hasEnded = true;
    if (accepted.isCut) return false;
    const first = accepted.builder.first();
    return first !== undefined && this.#options.sender.sendBatch(accepted, first);
  }

  /** Answers, if the call is not answered meanwhile. */
  #finish(accepted: AcceptedCall): void {
    if (!isAnswered(accepted)) {
      if (accepted.builder.isBare && !accepted.isCut) this.#explainEmpty(accepted);
      this.#answering.finish(accepted, null);
    }
    this.#end(accepted);
  }

  #explainEmpty({ call, builder }: AcceptedCall): void {
    const { module, resources } = this.#options;
    try {
      const why = module.whyEmpty?.(call.search, resources);
      if (why !== undefined) builder.note(why);
    } catch {
      // The answer is right without it.
    }
  }

  #fail(accepted: AcceptedCall, thrown: unknown): void {
    if (!isAnswered(accepted)) {
      accepted.hasEnded = true;
      if (this.#clock.now() >= accepted.expiresAtMs) this.#answering.expire(accepted);
      else this.#answering.answer(accepted, failedByAnything(thrown), thrown);
    }
    this.#end(accepted);
  }

  #end(accepted: AcceptedCall): void {
    this.#strategies--;
    this.#answering.ended(accepted);
  }
}
