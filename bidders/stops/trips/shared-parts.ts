/**
 * What the searches of one slice share between its pairs of airports and its days, so that none of
 * it is made, or held, more than once.
 *
 * SHAREDPARTS-1 Pairs of airports have the same flights of a day, and days the same places of a
 *    pair: the fares of a flight depend on the day of the slice, where chains may lead on the airports.
 */
import type { LeftOutCounts } from "../../flights/itineraries/left-out-counts.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import { ChainPlaces } from "../engine/chain-places.ts";
import { Legs } from "../engine/legs.ts";
import type { Network } from "../engine/network.ts";
import type { OnlySlice } from "../only-itinerary.ts";

export class SharedParts {
  readonly #network: Network;
  readonly #only: OnlySlice["flights"] | undefined;
  readonly #counts: LeftOutCounts | undefined;
  /** Keyed by day. */
  readonly #legs = new Map<number, Legs>();
  /** Keyed by the airports. */
  readonly #places = new Map<number, ChainPlaces>();

  constructor(network: Network, only?: OnlySlice, counts?: LeftOutCounts) {
    this.#network = network;
    this.#only = only?.flights;
    this.#counts = counts;
  }

  legsOf({ day, fares, limits }: Route): Legs {
    let legs = this.#legs.get(day);
    if (legs === undefined) {
      const choice = { only: this.#only, counts: this.#counts, carriers: limits?.carriers };
      legs = new Legs(this.#network, fares, day, choice);
      this.#legs.set(day, legs);
    }
    return legs;
  }

  placesOf(route: Route): ChainPlaces {
    const key = route.origin * this.#network.timetable.airports.length + route.destination;
    let places = this.#places.get(key);
    if (places === undefined) {
      places = new ChainPlaces(this.#network, route, this.#only);
      this.#places.set(key, places);
    }
    return places;
  }

  /** Lets go of the flights of days that are searched (A6). */
  endDay(day: number): void {
    this.#legs.delete(day);
  }
}
