/**
 * What the broker's 503 ("no responders") for the call to a market means. Alone it says only that
 * no bidder was subscribed at that moment. It is an answer to the search (`no-bidders`) when no
 * bidder of the market is known and none is expected to return. Otherwise it says that the broker
 * and its clients are not in their usual state, and no result would be true (A10).
 */

import type { Clock } from "../../common/runtime/clock.ts";
import { AuctionError } from "../../proto/errors.ts";

/**
 * The state of the connection, as far as it decides on missing bidders. Fed with the client's
 * status events.
 */
export class ConnectionHistory {
  readonly #clock: Pick<Clock, "now">;
  readonly #returnMs: number;
  #leaving = false;
  #reconnectedAt = Number.NEGATIVE_INFINITY;

  /** `returnMs`: how long after a reconnect bidders that were known may take to return. */
  constructor(clock: Pick<Clock, "now">, returnMs: number) {
    this.#clock = clock;
    this.#returnMs = returnMs;
  }

  /**
   * The client's status: `ldm` announces that the broker will close its connections; the others are
   * known by their names.
   */
  status(type: string): void {
    if (type === "ldm") this.#leaving = true;
    if (type !== "reconnect") return;
    this.#leaving = false;
    this.#reconnectedAt = this.#clock.now();
  }

  /**
   * The broker shuts down: it closes its clients' connections one by one, and takes no new ones.
   */
  get brokerLeaves(): boolean {
    return this.#leaving;
  }

  /** The connection was restored so lately that bidders may not have returned yet. */
  get isFresh(): boolean {
    return this.#clock.now() - this.#reconnectedAt < this.#returnMs;
  }
}

export interface Circumstances {
  /** Some message of a bidder has come for this auction: the 503 cannot be true any more. */
  readonly bidHeard: boolean;
  /** Live bidders of this market, as the roster knew them when the call went out. */
  readonly known: readonly string[];
  /** Bidders that were alive before the connection was lost, and have not been heard since. */
  readonly awaited: readonly string[];
  readonly brokerLeaves: boolean;
  readonly isFresh: boolean;
}

/**
 * `ignore`: it changes nothing. `no-bidders`: the market has none. An error: no result would be
 * true.
 */
export function noResponders(circumstances: Circumstances): "ignore" | "no-bidders" | AuctionError {
  const { bidHeard, known, awaited, brokerLeaves, isFresh } = circumstances;
  if (bidHeard) return "ignore";
  if (brokerLeaves)
    return unreachable(
      "the broker is shutting down, and no bidder of this market is connected to it any more",
    );
  if (isFresh && awaited.length > 0) {
    return unreachable(
      `the connection to the broker was lost and is back; bidders that were there have not returned yet (${named(awaited)})`,
    );
  }
  if (known.length > 0)
    return unreachable(
      `the broker reaches no bidder of this market, though ${named(known)} answered a moment ago`,
    );
  return "no-bidders";
}

function unreachable(why: string): AuctionError {
  return new AuctionError("no-broker", `${why}; try again in a second`);
}

function named(bidders: readonly string[]): string {
  return bidders.length <= 5
    ? bidders.join(", ")
    : `${bidders.slice(0, 5).join(", ")} and ${bidders.length - 5} more`;
}
