/**
 * Regret: how much cheaper, by the search's objective, the best offer that came too late was than
 * the best that was shown. It is a number only when no offer that has not come could change it;
 * otherwise it is unknown (null).
 *
 * REGRET-1 When nothing was shown, there is nothing to compare with: regret is unknown.
 * REGRET-2 A bidder is complete when its final bid came in time, whatever its status, and is not
 *    marked `stopped`: more time would have brought no more offers. A bidder also marks a bid
 *    `stopped` when it has not called, or not waited for, a source of its own. Of late final bids
 *    only `offers` and `empty` without that mark make a bidder complete: bidders that were asked to
 *    stop send `declined` or `failed`.
 * REGRET-3 An incomplete bidder makes regret unknown, whether it was expected, skipped or
 *    unexpected, unless its floor proves that no further offer of it costs less than the best known
 *    offer, shown or late. A floor that was broken proves nothing.
 * REGRET-5 A bidder whose bid was cut works on: with its late final bid it is complete as any other
 *    (REGRET-2).
 * REGRET-4 A bidder that was absent did not get the call, and counts only from its first bid on.
 */
import type { Bid } from "../../proto/messages.ts";
import { floorOf, isFinished, type Participant, worksOn } from "./participant.ts";

/** A bidder whose offers have not all come (REGRET-2). */
export interface IncompleteBidder {
  /** Its further offers cost this at least; null without a promise. */
  floor: number | null;
  /**
   * Its floors bind every instance that may still answer for it: one instance has its call, and
   * that one has broken no floor.
   */
  floorBinds: boolean;
  /** It may still answer. */
  out: boolean;
}

/**
 * The incomplete bidders when the auction ended. `unread`: bidders of which a message was dropped.
 */
export function incompleteBidders(
  participants: readonly Participant[],
  unread: ReadonlySet<string>,
): Map<string, IncompleteBidder> {
  const incomplete = new Map<string, IncompleteBidder>();
  for (const participant of participants) {
    const { bidder, answer, outcome, hedgedTo } = participant;
    if (unread.has(bidder)) {
      incomplete.set(bidder, { floor: null, floorBinds: false, out: false });
    } else if (isFinished(participant)) {
      if (answer?.ended?.stopped === true)
        incomplete.set(bidder, {
          floor: answer.brokenFloor === null ? answer.floor : null,
          floorBinds: false,
          out: worksOn(participant),
        });
    } else if (outcome !== "absent") {
      const floorBinds =
        hedgedTo === null && participant.attempts.every(({ brokenFloor }) => brokenFloor === null);
      incomplete.set(bidder, { floor: floorOf(participant), floorBinds, out: true });
    }
  }
  return incomplete;
}

/** What is known of the regret of one auction, as JSON can hold it. */
export interface RegretState {
  readonly rise: number;
  readonly incomplete: readonly (readonly [bidder: string, IncompleteBidder])[];
}

const NONE_INCOMPLETE: ReadonlyMap<string, IncompleteBidder> = new Map();

export class Regret {
  /** The cost of the best offer that was shown. */
  readonly #bestShown: number | undefined;
  /** Null while there is none: of most auctions the ledger keeps no map. */
  #incomplete: Map<string, IncompleteBidder> | null;
  #rise = 0;

  constructor(bestShown: number | undefined, incomplete: Map<string, IncompleteBidder> | null) {
    this.#bestShown = bestShown;
    this.#incomplete = incomplete === null || incomplete.size === 0 ? null : incomplete;
  }

  /** The same as it was at another gateway. */
  static from(bestShown: number | undefined, { rise, incomplete }: RegretState): Regret {
    const regret = new Regret(bestShown, new Map(incomplete));
    regret.#rise = rise;
    return regret;
  }

  get state(): RegretState {
    return { rise: this.#rise, incomplete: [...this.#bidders] };
  }

  /** Minor units; null when it is not known. */
  get amount(): number | null {
    if (this.#bestShown === undefined) return null;
    const bestKnown = this.#bestShown - this.#rise;
    for (const { floor } of this.#bidders.values())
      if (floor === null || floor < bestKnown) return null;
    return this.#rise;
  }

  /** Nothing that may still come can change whether it is known. */
  get decided(): boolean {
    return this.amount !== null || ![...this.#bidders.values()].some(({ out }) => out);
  }

  /** True when something was shown, so that there can be a regret. */
  get applies(): boolean {
    return this.#bestShown !== undefined;
  }

  /** The number of incomplete bidders. */
  get incomplete(): number {
    return this.#bidders.size;
  }

  get #bidders(): ReadonlyMap<string, IncompleteBidder> {
    return this.#incomplete ?? NONE_INCOMPLETE;
  }

  /**
   * Enters a late message. `bid` is undefined when it cannot be read, `bestCost` when it has no
   * offer that can be sold. `costByColumns`: the lowest of its offers, where that is another cost
   * (RANK-4); floors are promises of it. Returns by how much the lower bound of the regret has
   * risen.
   */
  enter(
    bidder: string,
    bid: Pick<Bid, "final" | "status" | "stopped" | "floor"> | undefined,
    bestCost: number | undefined,
    costByColumns = bestCost,
  ): number {
    this.#updateBidder(bidder, bid, costByColumns);
    if (bestCost === undefined || this.#bestShown === undefined) return 0;
    const rise = Math.max(0, this.#bestShown - bestCost - this.#rise);
    this.#rise += rise;
    return rise;
  }

  #updateBidder(
    bidder: string,
    bid: Pick<Bid, "final" | "status" | "stopped" | "floor"> | undefined,
    costByColumns: number | undefined,
  ): void {
    this.#incomplete ??= new Map();
    const entry = this.#incomplete.get(bidder) ?? {
      floor: null,
      floorBinds: false,
      out: true,
    };
    this.#incomplete.set(bidder, entry);
    if (bid === undefined) return;
    if (costByColumns !== undefined && entry.floor !== null && costByColumns < entry.floor) {
      entry.floor = null;
      entry.floorBinds = false;
    }
    if (!bid.final) {
      if (bid.floor !== null && entry.floorBinds)
        entry.floor = Math.max(entry.floor ?? bid.floor, bid.floor);
    } else if ((bid.status === "offers" || bid.status === "empty") && bid.stopped !== true) {
      this.#incomplete.delete(bidder);
    } else {
      entry.out = false;
    }
  }
}
