/** Runs a bidder's strategy for one call, and gives the event loop its turns (KIT-4). */

import type { Clock } from "../../common/runtime/clock.ts";
import { nextTurn } from "../../common/runtime/next-turn.ts";
import { type AcceptedCall, isAnswered, searchContext } from "./accepted-call.ts";
import { failedByAnything } from "./answer.ts";
import { BIDS_A_CALL_MAX, type BidSender } from "./bid-sender.ts";
import type { BidderModule } from "./bidder.ts";
import type { CallSettlement } from "./call-settlement.ts";

/** Offers read of one strategy. It is stopped there, however many more it would yield (A6). */
export const OFFERS_READ_MAX = 100_000;

/**
 * How long all running searches together may keep the event loop between two of its turns, as far
 * as the kit can influence it.
 */
const SLICE_MS = 5;

/** The bidder, its limits, and what answers its calls. */
export interface SearchRunnerOptions<Resources> {
  readonly module: Pick<BidderModule<unknown, Resources>, "search">;
  readonly resources: Resources;
  readonly offersMax: number;
  readonly clock: Clock;
  readonly sender: BidSender;
  readonly settlement: CallSettlement;
  /** Searches that run. */
  running(): number;
}

/** Runs the searches of one bidder, several at a time. */
export class SearchRunner<Resources> {
  readonly #options: SearchRunnerOptions<Resources>;
  readonly #clock: Clock;
  readonly #settlement: CallSettlement;
  #strategies = 0;

  constructor(options: SearchRunnerOptions<Resources>) {
    this.#options = options;
    this.#clock = options.clock;
    this.#settlement = options.settlement;
  }

  /** Strategies that have not come to their end, also those of calls that are answered. */
  get strategies(): number {
    return this.#strategies;
  }

  /** Searches, and answers the call. Never rejects. */
  async run(accepted: AcceptedCall): Promise<void> {
    accepted.state = "searching";
    // What came in the same packet is handled first: other calls, and the cancel of this one.
    await nextTurn();
    if (isAnswered(accepted)) return;
    const nowMs = this.#clock.now();
    if (nowMs >= accepted.deadlineMs) return this.#settlement.expire(accepted);
    accepted.startedAtMs = nowMs;
    this.#strategies++;
    try {
      await this.#read(accepted, nowMs);
    } catch (thrown) {
      if (isAnswered(accepted)) return;
      if (this.#clock.now() >= accepted.deadlineMs) this.#settlement.expire(accepted);
      else this.#settlement.answer(accepted, failedByAnything(thrown), thrown);
    } finally {
      this.#strategies--;
      this.#settlement.ended(accepted);
    }
  }

  /** Reads the strategy's offers until its end, or until the call is answered. */
  async #read(accepted: AcceptedCall, startedAtMs: number): Promise<void> {
    const { module, resources, offersMax } = this.#options;
    const { builder } = accepted;
    const context = searchContext(accepted, resources, {
      clock: this.#clock,
      offersMax,
      part: (floor) => this.#part(accepted, floor),
    });
    let turnedAtMs = startedAtMs;
    for await (const offer of module.search(accepted.call.search, context)) {
      if (isAnswered(accepted)) return;
      builder.add(offer, this.#clock.wall());
      const nowMs = this.#clock.now();
      if (nowMs >= accepted.deadlineMs) return this.#settlement.expire(accepted);
      if (builder.taken >= OFFERS_READ_MAX)
        return this.#settlement.finish(accepted, `stopped after ${OFFERS_READ_MAX} offers`);
      if (nowMs - turnedAtMs >= SLICE_MS / this.#options.running()) {
        await nextTurn();
        turnedAtMs = this.#clock.now();
      }
    }
    await this.#complete(accepted);
  }

  /**
   * The strategy has come to its end. An answer of more than the caller shows is sent in two bids,
   * because the best offers may be all that is needed (KIT-5).
   */
  async #complete(accepted: AcceptedCall): Promise<void> {
    // All work is done; only a turn of the event loop is left, and nothing may be cut short for it.
    accepted.stopTimer();
    const first = accepted.builder.first();
    if (first !== undefined && this.#options.sender.sendPart(accepted, first)) {
      await nextTurn();
      if (isAnswered(accepted)) return;
    }
    this.#settlement.finish(accepted, null);
  }

  /** See SearchContext.part. For a call that is answered nothing is sent (KIT-1). */
  #part(accepted: AcceptedCall, floor: number | null): Promise<void> {
    if (isAnswered(accepted)) return Promise.resolve();
    if (this.#clock.now() >= accepted.deadlineMs) {
      this.#settlement.expire(accepted);
      return Promise.resolve();
    }
    if (accepted.bidsSent < BIDS_A_CALL_MAX - 1) {
      const part = accepted.builder.part(floor);
      if (part !== undefined) this.#options.sender.sendPart(accepted, part);
    }
    return nextTurn();
  }
}
