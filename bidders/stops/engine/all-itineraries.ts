/**
 * Whether there is any itinerary within a reach, whatever the limits of the search: only where
 * there is none is the next reach searched (ENGINE-15). It ends with the first one that it finds.
 * Where a search with limits has found nothing, and they have cut nothing either, there is none
 * (CUT-1), and it is not asked.
 */
import { ArrivalLimits } from "./arrival-limits.ts";
import type { ChainPlaces } from "./chain-places.ts";
import { type ChainQuery, ChainSearch } from "./chain-search.ts";
import type { Network } from "./network.ts";
import type { NonstopLeg } from "./nonstop-fares.ts";
import type { Reach } from "./rules.ts";

/** The number of chains that are extended or searched between two checkpoints. */
const STEPS_A_CHECKPOINT = 8;

export class AllItineraries {
  readonly #network: Network;
  readonly #query: ChainQuery;
  readonly #stopsMax: number;
  readonly #nonstops: readonly NonstopLeg[];
  readonly #places: ChainPlaces;
  /** The search within the last reach: its flights and prices are those of the next one. */
  #before: ChainSearch | undefined;

  /** `query` is that without its limits; `places` are those within them. */
  constructor(
    network: Network,
    query: ChainQuery,
    stopsMax: number,
    nonstops: readonly NonstopLeg[],
    places: ChainPlaces,
  ) {
    this.#network = network;
    this.#query = query;
    this.#stopsMax = stopsMax;
    this.#nonstops = nonstops;
    this.#places = places.all;
  }

  /**
   * `like`: the search with the limits, within this or another reach; the first time what it has
   * made is shared, as far as the limits leave it the same.
   */
  *hasAny(reach: Reach, like: ChainSearch): Generator<undefined, boolean> {
    const chains = new ChainSearch(
      this.#network,
      this.#query,
      reach,
      this.#nonstops,
      this.#places,
      this.#before ?? like,
    );
    this.#before = chains;
    let found = false;
    for (let stops = 1; stops <= this.#stopsMax; stops++) {
      const queue = chains.begin(stops);
      chains.beginRound(stops, new ArrivalLimits([], chains.minutesMax));
      for (let step = 1; ; step++) {
        const chain = queue.pop();
        if (chain === undefined) break;
        if (!chain.whole) chains.extend(chain, stops, queue);
        else
          chains.find(chain, Number.POSITIVE_INFINITY, () => {
            found = true;
          });
        if (found) return true;
        if (step % STEPS_A_CHECKPOINT === 0) yield;
      }
    }
    return false;
  }
}
