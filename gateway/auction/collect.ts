/**
 * The middle of an auction: sends the call, folds the bids as they come, hedges slow bidders, until
 * the handler decides that the auction may stop.
 *
 * Each bid passes here, so what most auctions never need (hedges, checks for `settled`, messages
 * that came too late) is created when it is needed.
 *
 * CHOICE-1 A bidder that is not asked is no part of the auction: nothing that it sends is shown,
 *    counted, reported or kept. A bidder that does not know the choice bids all the same.
 *
 * Tests: `run.test.ts`, `asked.test.ts`, `hedge-lost.test.ts`.
 */
import { isAsked } from "../../proto/bidder-choice.ts";
import type { AuctionError } from "../../proto/errors.ts";
import type { EndedBy } from "../../proto/messages.ts";
import { bidderBudgetMs } from "./budget.ts";
import { Hedges } from "./hedges.ts";
import { LateMessageList, type LateMessages } from "./late-messages.ts";
import type { OpenAuction } from "./open-auction.ts";
import type { BidListener, Call } from "./ports.ts";
import { SettledChecks } from "./settled-checks.ts";

export interface Collected {
  readonly call: Call;
  readonly endedBy: EndedBy;
  /** Monotonic: when the call was sent. */
  readonly calledAtMs: number;
  /** Monotonic. */
  readonly endedAtMs: number;
  readonly late: LateMessages;
}

/** @throws AuctionError `no-broker`, when the call cannot be sent or reaches no bidder */
export async function collect(auction: OpenAuction): Promise<Collected> {
  const collection = new Collection(auction);
  try {
    collection.start();
    const { endedBy, endedAtMs, late } = await collection.stop;
    const { call, calledAtMs } = collection;
    return { call, calledAtMs, endedBy, endedAtMs, late };
  } catch (thrown) {
    collection.release();
    throw thrown;
  } finally {
    collection.end();
  }
}

type Stopped = Omit<Collected, "call" | "calledAtMs">;

const nothing = () => {};

class Collection implements BidListener {
  readonly #auction: OpenAuction;
  /** Null until the call has been sent. */
  #call: Call | null = null;
  /** Monotonic: when the call was sent. */
  calledAtMs = Number.NaN;
  /** Resolves when the auction has stopped. */
  readonly stop: Promise<Stopped>;
  #resolve: (stopped: Stopped) => void = nothing;
  #reject: (thrown: unknown) => void = nothing;
  #stopped = false;
  /** When the auction decides again, if nothing happens before. */
  #wakeAtMs = Number.NaN;
  #cancelWake = nothing;
  readonly #onWake = () => this.#wake();
  #onAbort: (() => void) | null = null;
  #settledChecks: SettledChecks | null = null;
  #hedges: Hedges | null = null;
  readonly #late = new LateMessageList();

  constructor(auction: OpenAuction) {
    this.#auction = auction;
    this.stop = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Exists once `start` has sent it: the auction may have stopped while it was being sent. */
  get call(): Call {
    return this.#call as Call;
  }

  /** Sends the call. @throws AuctionError `no-broker` when it cannot be sent */
  start(): void {
    const { ports, request, reservation, handler, hedgeAfterMs, collectUntilMs } = this.#auction;
    const { signal } = request;
    this.calledAtMs = ports.clock.now();
    const budgetMs = bidderBudgetMs(this.calledAtMs, collectUntilMs);
    this.#call = ports.scatter.call(request, reservation, budgetMs, this);
    if (hedgeAfterMs.size > 0) this.#hedging().start((bidder) => this.#hedge(bidder));
    if (signal !== null) {
      this.#onAbort = () => this.#cancel();
      signal.addEventListener("abort", this.#onAbort, { once: true });
      if (signal.aborted) handler.cancel();
    }
    // SHADOW-3: whoever hears the call is no part of the auction.
    if (reservation.isShadowAlone === true) handler.reachedNobody();
    this.#auction.watcher?.opened(this.calledAtMs);
    this.#decide();
  }

  /** Cancels all timers, and cancels the call of the bidders that are at work. */
  end(): void {
    this.#cancelWake();
    this.#settledChecks?.stop();
    this.#hedges?.stop();
    if (this.#onAbort !== null)
      this.#auction.request.signal?.removeEventListener("abort", this.#onAbort);
    const { handler, shadows } = this.#auction;
    this.#call?.end(handler.anyoneAtWork || shadows?.anyoneAtWork === true);
  }

  /** The auction has failed: nothing is collected or learned from its call any more. */
  release(): void {
    this.#call?.release();
  }

  // -------------------------------------------------------------------------
  // what happens: a fault in here is ours, never a bidder's, and the caller must get it as an error

  bid(bidder: string, instance: string, bytes: Uint8Array, atMs?: number): void {
    const { handler, ports, collectUntilMs, request, shadows } = this.#auction;
    // It does not know the choice, or does not keep to it (CHOICE-1).
    if (!isAsked(request.search.bidders, bidder)) return;
    const now = atMs ?? ports.clock.now();
    if (shadows?.has(bidder)) {
      // SHADOW-4
      if (!this.#stopped && now < collectUntilMs) shadows.take(bidder, instance, bytes, now);
      return;
    }
    // A bid at the deadline or after it is late, even when the timer fires later still. What comes
    // after the stop, in the same turn too, does not change the auction.
    if (this.#stopped || now >= collectUntilMs) {
      const isExpected = handler.participant(bidder) !== undefined;
      this.#late.add(bidder, instance, bytes, isExpected);
      if (!this.#stopped) this.#changed();
      return;
    }
    let isNews = true;
    try {
      const effect = handler.take(bidder, instance, bytes, now);
      if (effect === "finished") this.#auction.watcher?.finished(bidder, instance);
      else if (effect === "added") this.#auction.watcher?.added(bidder, instance);
      else {
        if (effect === "late") this.#late.add(bidder, instance, bytes, true);
        isNews = false;
      }
    } catch (thrown) {
      this.#fail(thrown);
    }
    // What changes nothing plans no check; but the time to stop may have come.
    if (isNews) this.#changed();
    else this.#decide();
  }

  noSubscribers(): void {
    if (this.#stopped) return;
    this.#auction.handler.reachedNobody();
    this.#changed();
  }

  unreachable(error: AuctionError): void {
    if (this.#stopped) return;
    this.#auction.handler.reachedNobody();
    this.#fail(error);
  }

  hedgeLost(bidder: string): void {
    if (this.#stopped) return;
    const { handler, ports } = this.#auction;
    try {
      if (handler.hedgeLost(bidder, ports.clock.now()) === "finished")
        this.#auction.watcher?.finished(bidder, null);
      else this.#hedging().send(bidder);
    } catch (thrown) {
      this.#fail(thrown);
    }
    this.#changed();
  }

  lost(bidder: string, reason?: string): void {
    if (this.#stopped) return;
    // An auction that was settled before the loss stays settled.
    if (this.#settledChecks?.planned) this.#checkStop();
    this.#decide();
    if (this.#stopped) return;
    this.#auction.handler.lost(bidder, reason);
    this.#changed();
  }

  #cancel(): void {
    this.#auction.handler.cancel();
    this.#changed();
  }

  #hedge(bidder: string): void {
    if (this.#stopped) return;
    let isSent = false;
    try {
      isSent = this.#hedging().send(bidder);
    } catch (thrown) {
      this.#fail(thrown);
    }
    if (isSent) this.#changed();
    else this.#decide();
  }

  #hedging(): Hedges {
    this.#hedges ??= new Hedges(this.#auction, this.call);
    return this.#hedges;
  }

  #fail(thrown: unknown): void {
    this.#stopped = true;
    this.#reject(thrown);
  }

  // -------------------------------------------------------------------------
  // decisions

  /** What is known has changed: the decision that follows from it. */
  #changed(): void {
    if (this.#stopped) return;
    const { handler } = this.#auction;
    if (handler.maySettle || handler.mayStopWaiting) {
      this.#settledChecks ??= new SettledChecks(this.#auction.ports.clock, () => this.#onCheck());
      this.#settledChecks.plan();
    }
    this.#decide();
  }

  #wake(): void {
    this.#wakeAtMs = Number.NaN;
    this.#decide();
  }

  #onCheck(): void {
    if (this.#stopped) return;
    this.#checkStop();
    this.#decide();
  }

  #checkStop(): void {
    this.#settledChecks?.done();
    try {
      this.#auction.handler.check(this.#auction.ports.clock.now());
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Stops the auction if it may stop now; else decides again at the time that policy.ts names. */
  #decide(): void {
    if (this.#stopped) return;
    const { handler, ports } = this.#auction;
    const { clock } = ports;
    let verdict = handler.verdict(clock.now());
    if ("stop" in verdict && this.#settledChecks?.planned) {
      this.#checkStop();
      verdict = handler.verdict(clock.now());
    }
    if ("stop" in verdict) {
      this.#stopped = true;
      this.#cancelWake();
      this.#resolve({ endedBy: verdict.stop, endedAtMs: clock.now(), late: this.#late });
    } else if (verdict.wakeAtMs !== this.#wakeAtMs) {
      this.#cancelWake();
      this.#wakeAtMs = verdict.wakeAtMs;
      this.#cancelWake = clock.at(verdict.wakeAtMs, this.#onWake);
    }
  }
}
