/**
 * Whether there is any itinerary within a reach, whatever the limits of the search: only where
 * there is none is the next reach searched (ENGINE-15). It ends with the first one that it finds.
 */
import { ArrivalLimits } from "./arrival-limits.ts";
import { type ChainQuery, ChainSearch } from "./chain-search.ts";
import type { Network } from "./network.ts";
import type { NonstopLeg } from "./nonstop-fares.ts";
import type { Reach } from "./rules.ts";

/** The number of chains that are extended or searched between two checkpoints. */
const STEPS_A_CHECKPOINT = 8;

/** `query` is that without its limits. */
export function* hasItinerary(
  network: Network,
  query: ChainQuery,
  stopsMax: number,
  reach: Reach,
  nonstops: readonly NonstopLeg[],
): Generator<undefined, boolean> {
  const chains = new ChainSearch(network, query, reach, nonstops);
  let found = false;
  for (let stops = 1; stops <= stopsMax; stops++) {
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
