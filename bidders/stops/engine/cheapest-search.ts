/**
 * The cheapest itinerary of each of several days between two airports: what a search by price of
 * the day shows first. The days share the list of chains (`shared-chains.ts`); a day bounds and
 * searches only those that may be as cheap as the cheapest that it has found.
 *
 * CHEAPEST-1 What is found of a day is the first itinerary that `searchConnections` finds of it
 *   where only the price counts, in the order of LIST-2. The first of that order is never beaten,
 *   collapsed or too long beside another (LIST-1, LIST-3, LIST-5).
 * CHEAPEST-2 Where a pair of airports has more than `CHAINS_MAX` chains (A6), each day that needs
 *   more of them is searched by itself.
 */
import { Heap } from "../../flights/itineraries/heap.ts";
import { AllItineraries } from "./all-itineraries.ts";
import { ArrivalLimits } from "./arrival-limits.ts";
import { ChainPlaces } from "./chain-places.ts";
import type { Chain } from "./chain-queue.ts";
import { ChainSearch } from "./chain-search.ts";
import { type ConnectionQuery, searchConnections } from "./connection-search.ts";
import { type EngineItinerary, keyOf } from "./itinerary.ts";
import type { Network } from "./network.ts";
import { nonstopLegs } from "./nonstop-fares.ts";
import { type Reach, reaches } from "./rules.ts";
import { BY_PRICE, leastFares, type SharedChain, SharedChains } from "./shared-chains.ts";

/** Chains that are held for the days of one pair of airports, some 20 MB. */
export const CHAINS_MAX = 100_000;

/** The number of chains that are bounded or searched between two checkpoints. */
const STEPS_A_CHECKPOINT = 8;

/** Of one day; all days of a search differ in their route's day and its fares alone. */
export type CheapestQuery = Omit<ConnectionQuery, "wanted" | "costMax" | "similar" | "objective">;

export class CheapestSearch {
  readonly #network: Network;
  readonly #places: ChainPlaces;
  readonly #days: readonly CheapestQuery[];
  readonly #chainsMax: number;
  /** Keyed by the flights that a divided ticket has at most. */
  readonly #shared = new Map<number, SharedChains>();

  /** `days`: one or more. */
  constructor(network: Network, days: readonly CheapestQuery[], chainsMax = CHAINS_MAX) {
    this.#network = network;
    this.#days = days;
    this.#chainsMax = chainsMax;
    this.#places = new ChainPlaces(network, (days[0] as CheapestQuery).route);
  }

  /**
   * The cheapest of one of the days; undefined where there is none. `costMax`: what costs more is
   * not wanted, as long as anything was found.
   */
  *on(
    day: CheapestQuery,
    costMax = Number.POSITIVE_INFINITY,
  ): Generator<undefined, EngineItinerary | undefined> {
    const { stopsMax, unlimited } = day;
    const nonstops = nonstopLegs(this.#network, day.route);
    const query = { ...day, objective: BY_PRICE, eachSeller: false };
    for (const reach of reaches(stopsMax)) {
      const chains = new ChainSearch(this.#network, query, reach, nonstops, this.#places);
      const found = yield* this.#within(reach, day, chains, costMax);
      if (found === "too many chains") return yield* this.#alone(day, costMax);
      if (found !== undefined) return found;
      if (unlimited === undefined) continue;
      // Of itineraries that all break a limit none further away is looked for (ENGINE-15). The
      // chains of the other days may have been cut too, so CUT-1 does not say that there is none.
      const all = new AllItineraries(this.#network, unlimited, stopsMax, nonstops, this.#places);
      if (yield* all.hasAny(reach, chains)) return undefined;
    }
    return undefined;
  }

  *#within(
    reach: Reach,
    day: CheapestQuery,
    chains: ChainSearch,
    costMax: number,
  ): Generator<undefined, EngineItinerary | undefined | "too many chains"> {
    const shared = this.#sharedOf(reach);
    const search = new DaySearch(this.#network, chains, costMax);
    const leastOn = shared.leastOn(day.route.fares);
    let next = yield* shared.at(0);
    for (let at = 1, step = 1; ; step++) {
      if (next !== undefined && search.needs(leastOn(next.least))) {
        if (shared.size > this.#chainsMax) return "too many chains";
        search.add(next);
        next = yield* shared.at(at++);
      } else if (!search.findNext()) return search.best;
      if (step % STEPS_A_CHECKPOINT === 0) yield;
    }
  }

  #sharedOf({ dividedMax }: Reach): SharedChains {
    let shared = this.#shared.get(dividedMax);
    if (shared === undefined) {
      const first = this.#days[0] as CheapestQuery;
      const fares = leastFares(this.#days.map(({ route }) => route.fares));
      const route = { ...first.route, fares };
      const query = { ...first, route, objective: BY_PRICE, eachSeller: false };
      const { stopsMax } = first;
      shared = new SharedChains(this.#network, this.#places, query, { stopsMax, dividedMax });
      this.#shared.set(dividedMax, shared);
    }
    return shared;
  }

  /** CHEAPEST-2 */
  *#alone(day: CheapestQuery, costMax: number): Generator<undefined, EngineItinerary | undefined> {
    let best: EngineItinerary | undefined;
    const query = { ...day, wanted: 1, costMax, similar: false, objective: BY_PRICE };
    for (const round of searchConnections(this.#network, query)) {
      if (round === undefined) yield;
      else
        for (const { itinerary } of round.found)
          if (best === undefined || isBefore(this.#network, itinerary, best)) best = itinerary;
    }
    return best;
  }
}

/** A chain on one day: `chain` is undefined until it is bounded by the day's flights. */
interface OpenChain {
  /** None of its itineraries costs less, and of those that cost as much none takes less. */
  readonly price: number;
  readonly minutes: number;
  readonly shared: SharedChain;
  readonly chain: Chain | undefined;
}

function isFirst(one: OpenChain, other: OpenChain): boolean {
  return one.price < other.price || (one.price === other.price && one.minutes < other.minutes);
}

/** The chains of one day, within a reach. */
class DaySearch {
  best: EngineItinerary | undefined;
  readonly #network: Network;
  readonly #chains: ChainSearch;
  readonly #limits: ArrivalLimits;
  readonly #queue = new Heap<OpenChain>(isFirst);
  readonly #costMax: number;
  #stops = 0;

  constructor(network: Network, chains: ChainSearch, costMax: number) {
    this.#network = network;
    this.#chains = chains;
    this.#costMax = costMax;
    this.#limits = new ArrivalLimits([], chains.minutesMax);
  }

  /** Whether chains with this bound must be bounded by the day before another one is searched. */
  needs(least: number): boolean {
    return least <= this.#limit && least <= (this.#queue.first?.price ?? least);
  }

  add(shared: SharedChain): void {
    const { markets, sellers, flownMiles, least } = shared;
    const price =
      sellers.length === 0
        ? least
        : Math.max(least, this.#chains.floorOf(sellers, markets.length - 1, flownMiles));
    if (price <= this.#limit) this.#queue.push({ price, minutes: 0, shared, chain: undefined });
  }

  /** Bounds or searches the most promising chain; false where none can have the cheapest. */
  findNext(): boolean {
    const next = this.#queue.pop();
    if (next === undefined || this.#isBehind(next)) return false;
    const { markets } = next.shared;
    this.#beginRound(markets.length - 1);
    if (next.chain === undefined) {
      const bound = this.#chains.boundOf(markets);
      if (bound === undefined || this.#isBehind(bound)) return true;
      const chain = {
        markets,
        whole: true,
        ...bound,
        isRaised: true,
        foundUpTo: Number.NEGATIVE_INFINITY,
      };
      this.#queue.push({ price: bound.price, minutes: bound.minutes, shared: next.shared, chain });
      return true;
    }
    this.#chains.find(next.chain, this.#limit, (itinerary) => {
      if (this.best === undefined || isBefore(this.#network, itinerary, this.best))
        this.best = itinerary;
    });
    return true;
  }

  get #limit(): number {
    // Before anything was found there is no limit: see ConnectionQuery.costMax.
    return this.best === undefined
      ? Number.POSITIVE_INFINITY
      : Math.min(this.best.cost, this.#costMax);
  }

  /** The faster of two that cost as much is first, and whole ones before mixed ones (LIST-2). */
  #isBehind({ price, minutes }: Pick<Chain, "price" | "minutes">): boolean {
    const { best } = this;
    if (best === undefined) return false;
    if (price !== best.price || price > this.#costMax) return price > this.#limit;
    return minutes > best.minutes && !best.mixed;
  }

  #beginRound(stops: number): void {
    if (stops === this.#stops) return;
    this.#stops = stops;
    this.#chains.beginRound(stops, this.#limits);
  }
}

/** LIST-2, where only the price counts. */
export function isBefore(
  { timetable }: Network,
  one: EngineItinerary,
  other: EngineItinerary,
): boolean {
  const order =
    one.cost - other.cost ||
    Number(one.mixed) - Number(other.mixed) ||
    one.minutes - other.minutes ||
    one.departureUtc - other.departureUtc ||
    one.stops - other.stops;
  return order !== 0 ? order < 0 : keyOf(timetable, one) < keyOf(timetable, other);
}
