/**
 * The middle of an auction: sends the call, folds the bids as they come, hedges slow bidders, until
 * the handler decides that the auction may stop.
 */
import type { AuctionError } from "../../proto/errors.ts";
import type { EndedBy } from "../../proto/messages.ts";
import { bidderBudgetMs } from "./budget.ts";
import type { AuctionContext } from "./context.ts";
import { Hedges } from "./hedges.ts";
import { observeFinished, observeOpened } from "./observation.ts";
import type { BidListener, Call } from "./ports.ts";
import { SettledChecks } from "./settled-checks.ts";

/** A6: messages between the stop and the result that the ledger still gets. */
const TOO_LATE_MAX = 64;

export interface LateMessage {
  readonly bidder: string;
  readonly instance: string;
  readonly bytes: Uint8Array;
}

export interface Collected {
  readonly call: Call;
  readonly endedBy: EndedBy;
  /** Monotonic. */
  readonly endedAt: number;
  /** Messages that came after the stop, for the ledger. It grows until the call is released. */
  readonly tooLate: readonly LateMessage[];
  /** Bidders with a message that exceeded the limit of `tooLate`. */
  readonly unread: ReadonlySet<string>;
}

/** @throws AuctionError `no-broker`, when the call cannot be sent or reaches no bidder */
export async function collect(auction: AuctionContext): Promise<Collected> {
  return new Collection(auction).untilStop();
}

class Collection {
  readonly #auction: AuctionContext;
  readonly #stop = Promise.withResolvers<Pick<Collected, "endedBy" | "endedAt">>();
  readonly #tooLate: LateMessage[] = [];
  readonly #unread = new Set<string>();
  readonly #settledChecks: SettledChecks;
  readonly #call: Call;
  readonly #hedges: Hedges;
  #stopped = false;
  #cancelWake = () => {};

  constructor(auction: AuctionContext) {
    this.#auction = auction;
    const { clock, scatter } = auction.ports;
    this.#settledChecks = new SettledChecks(clock, () => this.#onPlannedCheck());
    this.#call = scatter.call(
      auction.request,
      auction.reservation,
      bidderBudgetMs(clock.now(), auction.collectUntil),
      this.#listener(),
    );
    this.#hedges = new Hedges(auction, this.#call);
  }

  async untilStop(): Promise<Collected> {
    const { request, reservation, handler, ports } = this.#auction;
    const { clock } = ports;
    const cancelHedges = [...reservation.hedgeAfterMs].map(([bidder, afterMs]) =>
      clock.at(clock.now() + afterMs, () => this.#step(() => this.#hedge(bidder))),
    );
    const onAbort = () => this.#step(() => handler.cancel());
    request.signal.addEventListener("abort", onAbort, { once: true });
    try {
      observeOpened(this.#auction);
      if (request.signal.aborted) handler.cancel();
      this.#decide();
      const stop = await this.#stop.promise;
      return { call: this.#call, ...stop, tooLate: this.#tooLate, unread: this.#unread };
    } catch (thrown) {
      this.#call.release();
      throw thrown;
    } finally {
      this.#cancelWake();
      this.#settledChecks.stop();
      for (const cancel of cancelHedges) cancel();
      request.signal.removeEventListener("abort", onAbort);
      this.#call.end(handler.anyoneAtWork);
    }
  }

  /** What comes after the stop, in the same turn too, does not change the auction. */
  #listener(): BidListener {
    const { handler } = this.#auction;
    return {
      bid: (bidder, instance, bytes) => this.#step(() => this.#bid(bidder, instance, bytes)),
      noSubscribers: () => this.#step(() => this.#stopped || handler.noSubscribers()),
      unreachable: (error) => this.#step(() => this.#unreachable(error)),
      hedgeLost: (bidder) => this.#step(() => this.#hedgeLost(bidder)),
      lost: (bidder) => this.#step(() => this.#lost(bidder)),
    };
  }

  #bid(bidder: string, instance: string, bytes: Uint8Array): void {
    const { handler, ports, collectUntil } = this.#auction;
    const now = ports.clock.now();
    // A bid at the deadline or after it is late, even when the timer fires later still.
    if (this.#stopped || now >= collectUntil) {
      if (this.#tooLate.length < TOO_LATE_MAX) this.#tooLate.push({ bidder, instance, bytes });
      else if (handler.standing(bidder) !== undefined) this.#unread.add(bidder);
    } else if (handler.take(bidder, instance, bytes, now) === "finished") {
      observeFinished(this.#auction, bidder);
    }
  }

  #unreachable(error: AuctionError): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#auction.handler.noSubscribers();
    this.#stop.reject(error);
  }

  #hedge(bidder: string): void {
    if (!this.#stopped) this.#hedges.send(bidder);
  }

  #hedgeLost(bidder: string): void {
    if (this.#stopped) return;
    const { handler, ports } = this.#auction;
    if (handler.hedgeLost(bidder, ports.clock.now()) === "finished")
      observeFinished(this.#auction, bidder);
    else this.#hedge(bidder);
  }

  #lost(bidder: string): void {
    // An auction that was settled before the loss stays settled.
    if (this.#settledChecks.planned) this.#checkSettled();
    this.#decide();
    if (!this.#stopped) this.#auction.handler.lost(bidder);
  }

  /** One change of what is known, and the decision that follows from it. */
  #step(change: () => unknown): void {
    this.#guard(() => {
      change();
      if (!this.#stopped && this.#auction.handler.maySettle) this.#settledChecks.plan();
      this.#decide();
    });
  }

  #onPlannedCheck(): void {
    this.#guard(() => {
      if (this.#stopped) return;
      this.#checkSettled();
      this.#decide();
    });
  }

  /** A fault here is ours, never a bidder's: the caller must get it as an error. */
  #guard(act: () => void): void {
    try {
      act();
    } catch (thrown) {
      this.#stop.reject(thrown);
    }
  }

  #checkSettled(): void {
    this.#settledChecks.done();
    this.#auction.handler.checkSettled();
  }

  /** Stops the auction if it may stop now; else decides again at the time that policy.ts names. */
  #decide(): void {
    this.#cancelWake();
    if (this.#stopped) return;
    const { handler, ports } = this.#auction;
    const { clock } = ports;
    let verdict = handler.verdict(clock.now());
    if ("stop" in verdict && this.#settledChecks.planned) {
      this.#checkSettled();
      verdict = handler.verdict(clock.now());
    }
    if ("stop" in verdict) {
      this.#stopped = true;
      this.#stop.resolve({ endedBy: verdict.stop, endedAt: clock.now() });
    } else {
      this.#cancelWake = clock.at(verdict.wakeAt, () => this.#decide());
    }
  }
}
