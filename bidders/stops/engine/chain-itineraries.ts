/**
 * The itineraries along one chain of markets: the flights to choose from, for itinerary-walk.ts.
 */

import type { Index } from "../../flights/timetable/timetable.ts";
import type { Zone } from "../../flights/timetable/zones.ts";
import type { Bounds } from "./bounds.ts";
import type { CatchableLegs } from "./catchable-legs.ts";
import type { Chain } from "./chain-queue.ts";
import type { EngineItinerary } from "./itinerary.ts";
import { ItineraryWalk, type WalkRules } from "./itinerary-walk.ts";
import { arrivalsOf, type Leg, type Legs } from "./legs.ts";
import type { Network } from "./network.ts";
import type { Prices } from "./prices.ts";
import type { EndFlights } from "./slice-ends.ts";

/** The flights at both ends of a chain, and by when what begins with each must arrive. */
interface ChainEnds {
  readonly first: EndFlights;
  readonly last: EndFlights;
  readonly limits: Float64Array;
}

export class ChainItineraries {
  readonly #network: Network;
  readonly #legs: Legs;
  readonly #prices: Prices;
  readonly #bounds: Bounds;
  readonly #rules: WalkRules;
  readonly #catchable: CatchableLegs | undefined;
  readonly #zones: readonly Zone[];

  /** `catchable`: where the limits of the search are about waits. */
  constructor(
    network: Network,
    legs: Legs,
    prices: Prices,
    bounds: Bounds,
    rules: WalkRules,
    catchable: CatchableLegs | undefined,
  ) {
    this.#network = network;
    this.#legs = legs;
    this.#prices = prices;
    this.#bounds = bounds;
    this.#rules = rules;
    this.#catchable = catchable;
    this.#zones = network.timetable.zones;
  }

  /**
   * Adds the itineraries of a chain that cost more than it has been searched for, up to `costMax`;
   * some that LIST-1 leaves out are missing.
   */
  find(
    chain: Chain,
    { first, last, limits }: ChainEnds,
    costMax: number,
    add: (itinerary: EngineItinerary) => void,
  ): void {
    const { markets } = chain;
    const end = markets.length - 1;
    const choices: (readonly Leg[])[] = [first.legs];
    const minimums = [0];
    let before: readonly Leg[] = first.legs;
    let taken = this.#catchable?.first(first);
    for (let i = 1; i <= end; i++) {
      minimums.push(this.#bounds.minimumBetween(markets[i - 1] as Index, markets[i] as Index));
      if (i === end) choices.push(last.legs);
      else {
        const market = markets[i] as Index;
        taken = taken && (this.#catchable as CatchableLegs).next(taken, market, i);
        before = taken?.legs ?? this.#next(before, market, minimums[i] as number);
        if (before.length === 0) return;
        choices.push(before);
      }
    }
    const walk = new ItineraryWalk(this.#network, this.#prices, this.#rules, this.#zones, {
      chain,
      choices,
      minimums,
      limits,
      onward: this.#onward(markets, minimums, last),
      costMax,
      add,
    });
    walk.begin();
  }

  /** The flights of a market that may follow those of the market before it, and maybe more. */
  #next(before: readonly Leg[], market: Index, minimum: number): readonly Leg[] {
    const { from, to } = arrivalsOf(before);
    return this.#legs.between(market, from + minimum, to + this.#rules.layoverMinutesMax);
  }

  /** The least minutes from the arrival of each flight to the end of the chain. */
  #onward(markets: readonly Index[], minimums: readonly number[], last: EndFlights): number[] {
    const { marketBlockMin } = this.#network;
    const end = markets.length - 1;
    const onward = new Array<number>(markets.length).fill(0);
    for (let i = end; i > 0; i--) {
      const block = i === end ? last.minutes : (marketBlockMin[markets[i] as Index] as number);
      onward[i - 1] = (onward[i] as number) + (minimums[i] as number) + block;
    }
    return onward;
  }
}
