/**
 * Regret: how much cheaper, by the search's objective, the best offer that came too late was than
 * the best that was shown. It is a number only where nothing that was not heard could change it;
 * else it is unknown (null). The rule stands here alone:
 *
 * R1 Where nothing was shown there is nothing to compare with: unknown.
 * R2 A bidder is heard to the end when its final bid came in time and is not marked `stopped`,
 *    whatever it says: more time would have brought nothing more. A bidder marks a bid so, too,
 *    when it has not asked, or not waited for, a source of its own. Late, only `offers` and `empty`
 *    without that mark count: bidders that are told to stop say `declined` or `failed`.
 * R3 One that is not heard to the end makes regret unknown, be it expected, skipped or a guest,
 *    unless its floor proves that nothing it had left costs less than the best that is known, shown
 *    or late. A floor that was broken proves nothing.
 * R4 One that was absent did not get the call, and counts only from its first bid on.
 */
import type { Bid } from "../../proto/messages.ts";
import { floorOf, isFinished, type Standing } from "./async-service-handler.ts";

/** A bidder that was not heard to the end. */
export interface Unheard {
  /** What it has left costs this at least; null when nothing is promised. */
  floor: number | null;
  /**
   * Its floors bind all that may still answer for it: its call is with one instance, and it has
   * broken none.
   */
  binds: boolean;
  /** It may still answer. */
  out: boolean;
}

/**
 * Who was not heard to the end when the auction ended. `unread`: bidders of which a message was
 * dropped.
 */
export function unheardOf(
  standings: readonly Standing[],
  unread: ReadonlySet<string>,
): Map<string, Unheard> {
  const unheard = new Map<string, Unheard>();
  for (const standing of standings) {
    const { bidder, answer, outcome, hedgedTo } = standing;
    if (unread.has(bidder)) {
      unheard.set(bidder, { floor: null, binds: false, out: false });
    } else if (isFinished(standing)) {
      if (answer?.ended?.stopped === true)
        unheard.set(bidder, {
          floor: answer.lie === null ? answer.floor : null,
          binds: false,
          out: false,
        });
    } else if (outcome !== "absent") {
      const binds =
        hedgedTo === null && [...standing.attempts.values()].every(({ lie }) => lie === null);
      unheard.set(bidder, { floor: floorOf(standing), binds, out: true });
    }
  }
  return unheard;
}

export class Regret {
  /** The cost of the best that was shown. */
  readonly #bestShown: number | undefined;
  readonly #unheard: Map<string, Unheard>;
  #rise = 0;

  constructor(bestShown: number | undefined, unheard: Map<string, Unheard>) {
    this.#bestShown = bestShown;
    this.#unheard = unheard;
  }

  /** In minor units; null when it is not known. */
  get amount(): number | null {
    if (this.#bestShown === undefined) return null;
    const bestKnown = this.#bestShown - this.#rise;
    for (const { floor } of this.#unheard.values())
      if (floor === null || floor < bestKnown) return null;
    return this.#rise;
  }

  /** Nothing that may still come changes whether it is known. */
  get decided(): boolean {
    return this.amount !== null || ![...this.#unheard.values()].some(({ out }) => out);
  }

  /** True when something was shown, so that there can be a regret. */
  get applies(): boolean {
    return this.#bestShown !== undefined;
  }

  /** How many bidders are not heard to the end. */
  get unheard(): number {
    return this.#unheard.size;
  }

  /**
   * A message came late. `bid` is undefined when it cannot be read, `bestCost` when it offers
   * nothing that can be sold. Returns by how much the regret that is known at least has risen.
   */
  enter(
    bidder: string,
    bid: Pick<Bid, "final" | "status" | "stopped" | "floor"> | undefined,
    bestCost: number | undefined,
  ): number {
    this.#hear(bidder, bid, bestCost);
    if (bestCost === undefined || this.#bestShown === undefined) return 0;
    const rise = Math.max(0, this.#bestShown - bestCost - this.#rise);
    this.#rise += rise;
    return rise;
  }

  #hear(
    bidder: string,
    bid: Pick<Bid, "final" | "status" | "stopped" | "floor"> | undefined,
    bestCost: number | undefined,
  ): void {
    const entry = this.#unheard.get(bidder) ?? { floor: null, binds: false, out: true };
    this.#unheard.set(bidder, entry);
    if (bid === undefined) return;
    if (bestCost !== undefined && entry.floor !== null && bestCost < entry.floor) {
      entry.floor = null;
      entry.binds = false;
    }
    if (!bid.final) {
      if (bid.floor !== null && entry.binds)
        entry.floor = Math.max(entry.floor ?? bid.floor, bid.floor);
    } else if ((bid.status === "offers" || bid.status === "empty") && bid.stopped !== true) {
      this.#unheard.delete(bidder);
    } else {
      entry.out = false;
    }
  }
}
