/** The hedges of one auction: calls to a second instance of a bidder that is slow to answer. */
import { bidderBudgetMs } from "./budget.ts";
import type { OpenAuction } from "./open-auction.ts";
import { isFinished } from "./participant.ts";
import type { Call } from "./ports.ts";

/** The least time left for a hedge: no second instance could answer in less. */
const HEDGE_MS_MIN = 5;

/** A6: hedges for one bidder, where the instances of the earlier ones were not there. */
const HEDGES_A_BIDDER_MAX = 3;

export class Hedges {
  readonly #auction: OpenAuction;
  readonly #call: Call;
  readonly #sent = new Map<string, number>();
  readonly #cancelTimers: (() => void)[] = [];

  constructor(auction: OpenAuction, call: Call) {
    this.#auction = auction;
    this.#call = call;
  }

  /** Calls `hedge` when a bidder has taken longer than usual. */
  start(hedge: (bidder: string) => void): void {
    const { hedgeAfterMs, ports } = this.#auction;
    const now = ports.clock.now();
    for (const [bidder, afterMs] of hedgeAfterMs)
      this.#cancelTimers.push(ports.clock.at(now + afterMs, () => hedge(bidder)));
  }

  stop(): void {
    for (const cancel of this.#cancelTimers) cancel();
  }

  /**
   * Hedges the call of this bidder, unless it has finished or is hedged already. False: it did not.
   */
  send(bidder: string): boolean {
    const { handler, ports, collectUntilMs, watcher } = this.#auction;
    const participant = handler.participant(bidder);
    if (participant === undefined || isFinished(participant) || participant.hedgedTo !== null)
      return false;
    const sent = this.#sent.get(bidder) ?? 0;
    const now = ports.clock.now();
    const leftMs = bidderBudgetMs(now, collectUntilMs);
    if (sent >= HEDGES_A_BIDDER_MAX || leftMs < HEDGE_MS_MIN) return false;
    const instance = this.#call.hedge(bidder, participant.answer?.instance ?? null, leftMs);
    if (instance === null) return false;
    this.#sent.set(bidder, sent + 1);
    handler.hedged(bidder, instance, now);
    watcher?.hedged(bidder, instance, now);
    return true;
  }
}
