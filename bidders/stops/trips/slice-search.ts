/**
 * The search for the parts of one slice of a trip: the engine's chains of markets, best first, as
 * far as trips can use them. A chain is searched or extended while what it costs at least, and what
 * the other slices cost at least with its sellers, come to no more than the last trip of the list.
 *
 * SLICE-1 A part that is in no pool costs no less than `leastLeft` of its number of stops; or no
 *   trip with it costs as little as the last that the search was asked for.
 * SLICE-2 Where no connection of the slice keeps to the short waits, or to three flights of two
 *   fares, the others are searched (ENGINE-1, ENGINE-13), whatever the other slices cost.
 * SLICE-3 Nothing is looked for outside the window of the slice (WINDOW-1).
 * SLICE-4 Where the search has a highest price, a chain is dropped that costs more than that with
 *   what the other slices cost at least.
 */
import { CABINS } from "../../../proto/messages.ts";
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import { AllItineraries } from "../engine/all-itineraries.ts";
import { ArrivalLimits, type TimeWindow } from "../engine/arrival-limits.ts";
import { ChainPlaces } from "../engine/chain-places.ts";
import type { Chain, ChainQueue } from "../engine/chain-queue.ts";
import { type ChainQuery, ChainSearch } from "../engine/chain-search.ts";
import type { EngineItinerary } from "../engine/itinerary.ts";
import { longestOf, type Network } from "../engine/network.ts";
import { nonstopLegs } from "../engine/nonstop-fares.ts";
import { reaches } from "../engine/rules.ts";
import { ConnectionPart } from "./connection-part.ts";
import type { PartPool } from "./part-pool.ts";
import type { SliceTimes } from "./slice-windows.ts";

/** What a trip costs at least beside a part of one slice. */
export interface OtherSlices {
  /** Of any part, sold by any carrier. */
  readonly least: number;
  /** The bound when one of these carriers sells the part. */
  ofSellers(carriers: ArrayLike<Index>, from: number, to: number): number;
  /**
   * The bound when the part is not a seller's own in a round trip; undefined when there is none.
   */
  readonly onOtherTicket: OtherTicketBound | undefined;
  /** What they add to the price at least; 0 where the search has no highest price. */
  readonly leastPrice: number;
}

interface OtherTicketBound {
  /** What the other slice costs at least. */
  readonly least: number;
  /** What the part's price is at least, where its bound is `price`, and one of these sells it. */
  priceOf(carriers: ArrayLike<Index>, from: number, to: number, price: number): number;
}

interface PullLimits {
  /** Trips that cost more are not wanted. */
  readonly costMax: number;
  readonly others: OtherSlices;
  /** The number of new parts after which the search pauses. */
  readonly partsMax: number;
}

/** One slice of a trip, as the search for trips uses it. */
export interface TripSlice {
  readonly pool: Pick<
    PartPool,
    | "parts"
    | "added"
    | "isEmpty"
    | "leastOfAll"
    | "leastByColumnsBeyond"
    | "leastOnOtherTicket"
    | "leastBySeller"
  >;
  /** About how many chains there may be: where there are few, there may be none. */
  readonly size: number;
  /** Finds the first connection, where there is one, and how long its waits may be. */
  open(): Generator<undefined, void>;
  /** All that it has found or may find, see `sliceWindows`. */
  ways(): readonly SliceTimes[];
  /** All who sell what it has found, or may sell what it may find. */
  sellers(): Iterable<string>;
  /** Limits the search from now on to what neither leaves before a window nor arrives after it. */
  keepWithin(window: TimeWindow): void;
  /** The least cost of parts that were not found, with at most `stops` stops. */
  leastLeft(stops: number): number;
  /**
   * No part that is found or left adds less to the price of a ticket, however many stops it has.
   */
  leastPrice(): number;
  /** The same by the columns of offers, of all parts with more than `stops` stops. */
  leastByColumnsBeyond(stops: number): number;
  /**
   * Finds what trips of `stops` stops a slice may use. True when that is all; false when it paused.
   */
  pull(stops: number, limits: PullLimits): Generator<undefined, boolean>;
  /** What was left out is looked at again: other limits follow. */
  reopen(): void;
}

const STEPS_A_CHECKPOINT = 8;

export class SliceSearch implements TripSlice {
  readonly pool: PartPool;
  readonly #network: Network;
  readonly #query: ChainQuery;
  readonly #stopsMax: number;
  /** The cabin's index in CABINS. */
  readonly #asked: number;
  /** The chains within the present reach; undefined before `open`. */
  #chains: ChainSearch | undefined;
  #limits: ArrivalLimits | undefined;
  /** The sellers of connections, as soon as they are asked for. */
  #maySell: readonly string[] | undefined;
  /** Indexed by stops, from 1 at 0. */
  #queues: ChainQueue[] = [];
  /** Searched up to a cost, and not searched at all: for a list that reaches further. */
  #searched: Chain[] = [];
  /** The number of stops of the chains that are extended and searched. */
  #stops = 0;
  #step = 0;

  readonly #places: ChainPlaces | undefined;

  /** `places`: those of the route, where several days share them. */
  constructor(
    network: Network,
    query: ChainQuery,
    stopsMax: number,
    pool: PartPool,
    places?: ChainPlaces,
  ) {
    this.#places = places;
    this.pool = pool;
    this.#network = network;
    this.#query = query;
    this.#stopsMax = stopsMax;
    this.#asked = CABINS.indexOf(query.route.fares.cabin);
  }

  /** No connection takes longer; known once it was opened. */
  get minutesMax(): number {
    return this.#chains?.minutesMax ?? Number.POSITIVE_INFINITY;
  }

  get size(): number {
    const { marketsFrom, firstInto } = this.#network;
    const { origin, destination } = this.#query.route;
    const from = (marketsFrom[origin + 1] as number) - (marketsFrom[origin] as number);
    return from * ((firstInto[destination + 1] as number) - (firstInto[destination] as number));
  }

  *open(): Generator<undefined, void> {
    const network = this.#network;
    const { route, only, unlimited } = this.#query;
    const nonstops = nonstopLegs(network, route);
    const places = this.#places ?? new ChainPlaces(network, route, only);
    for (const reach of reaches(this.#stopsMax)) {
      const chains: ChainSearch = new ChainSearch(
        network,
        this.#query,
        reach,
        nonstops,
        places,
        this.#chains,
      );
      this.#chains = chains;
      this.#limits = new ArrivalLimits([], chains.minutesMax);
      this.#stops = 0;
      this.#queues = [];
      this.#searched = [];
      for (let stops = 1; stops <= this.#stopsMax; stops++) {
        this.#queues.push(chains.begin(stops));
        yield;
      }
      for (const [i, queue] of this.#queues.entries()) {
        while (!this.pool.hasConnections) {
          const chain = queue.pop();
          if (chain === undefined) break;
          this.#take(chain, i + 1, Number.POSITIVE_INFINITY);
          if (++this.#step % STEPS_A_CHECKPOINT === 0) yield;
        }
        if (this.pool.hasConnections) return;
      }
      if (unlimited === undefined || !chains.isCut) continue;
      // Of connections that all break a limit none further away is looked for (ENGINE-15).
      const all = new AllItineraries(network, unlimited, this.#stopsMax, nonstops, places);
      if (yield* all.hasAny(reach, chains)) return;
    }
  }

  ways(): readonly SliceTimes[] {
    const found = this.pool.parts;
    return this.pool.hasConnections
      ? [...found, ...(this.#chains as ChainSearch).earliestArrivals(this.#stopsMax)]
      : found;
  }

  sellers(): Iterable<string> {
    const found = this.pool.leastBySeller.keys();
    if (this.#queues.every(({ size }) => size === 0)) return found;
    const { carriers } = this.#network.timetable;
    this.#maySell ??= (this.#chains as ChainSearch)
      .sellers()
      .map((carrier) => carriers[carrier] as string);
    return [...found, ...this.#maySell];
  }

  keepWithin(window: TimeWindow): void {
    const { minutesMax } = this.#chains as ChainSearch;
    this.#limits = new ArrivalLimits([], minutesMax, window);
    this.#stops = 0;
  }

  leastLeft(stops: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < Math.min(stops, this.#queues.length); i++)
      least = Math.min(least, this.#queues[i]?.first?.cost ?? least);
    return least;
  }

  leastPrice(): number {
    let least = this.pool.leastPrice;
    for (const { items } of this.#queues)
      for (const { price } of items) least = Math.min(least, price);
    // What was searched up to a cost may have more.
    for (const { price, foundUpTo } of this.#searched)
      if (foundUpTo < Number.POSITIVE_INFINITY) least = Math.min(least, price);
    return least;
  }

  leastByColumnsBeyond(stops: number): number {
    let least = Number.POSITIVE_INFINITY;
    const count = (chain: Chain, its: number) => {
      const cost = this.#chains?.costs.byColumns(chain.price, chain.minutes, its) ?? 0;
      if (cost < least) least = cost;
    };
    for (let i = stops; i < this.#queues.length; i++)
      for (const chain of (this.#queues[i] as ChainQueue).items) count(chain, i + 1);
    // What was searched up to a cost may have more, which another round may use.
    for (const chain of this.#searched) {
      const its = chain.markets.length - 1;
      if (its > stops && chain.foundUpTo < Number.POSITIVE_INFINITY) count(chain, its);
    }
    return least;
  }

  *pull(stops: number, limits: PullLimits): Generator<undefined, boolean> {
    const partsMax = this.pool.added + limits.partsMax;
    for (;;) {
      const at = this.#nextOf(stops);
      const queue = this.#queues[at];
      const chain = queue?.first;
      if (queue === undefined || chain === undefined) return true;
      if (chain.cost + limits.others.least > limits.costMax) return true;
      queue.pop();
      if (this.#isTooDear(chain, limits.others)) continue;
      this.#take(chain, at + 1, chain.whole ? this.#costMaxOf(chain, limits) : 0);
      if (++this.#step % STEPS_A_CHECKPOINT === 0) yield;
      if (this.pool.added >= partsMax) return false;
    }
  }

  /**
   * Whether every trip with a part of this chain costs more than the search allows (SLICE-4). That
   * stays so: of the other slices the least price of all that is found or left never falls.
   */
  #isTooDear({ price }: Chain, { leastPrice }: OtherSlices): boolean {
    const { priceMax } = this.#query;
    return priceMax !== undefined && price + leastPrice > priceMax;
  }

  reopen(): void {
    const searched = this.#searched;
    this.#searched = [];
    for (const chain of searched) {
      if (chain.foundUpTo < Number.POSITIVE_INFINITY)
        this.#queues[chain.markets.length - 2]?.push(chain);
      else this.#searched.push(chain);
    }
  }

  /** Which of the queues has the cheapest chain. */
  #nextOf(stops: number): number {
    let [next, least] = [-1, Number.POSITIVE_INFINITY];
    for (let i = 0; i < Math.min(stops, this.#queues.length); i++) {
      const first = this.#queues[i]?.first;
      if (first !== undefined && (next === -1 || first.cost < least))
        [next, least] = [i, first.cost];
    }
    return next;
  }

  #take(chain: Chain, stops: number, costMax: number): void {
    const chains = this.#chains as ChainSearch;
    if (stops !== this.#stops) {
      chains.beginRound(stops, this.#limits as ArrivalLimits);
      this.#stops = stops;
    }
    const queue = this.#queues[stops - 1] as ChainQueue;
    if (!chain.whole) chains.extend(chain, stops, queue);
    else if (Math.max(chain.cost, chain.foundUpTo) >= costMax) this.#searched.push(chain);
    else {
      const raised = chains.raised(chain);
      if (raised === chain)
        this.#searched.push(chains.find(chain, costMax, (found) => this.#add(found)));
      else if (raised !== undefined) queue.push(raised);
    }
  }

  #add(itinerary: EngineItinerary): void {
    const part: TripPart = new ConnectionPart(this.#network.timetable, itinerary, this.#asked);
    this.pool.add(part);
  }

  /** What its itineraries may cost to be part of a trip that is wanted. */
  #costMaxOf(chain: Chain, { costMax, others }: PullLimits): number {
    if (costMax === Number.POSITIVE_INFINITY) return costMax;
    const [carriers, from, to] = this.#sellersOf(chain);
    const own = costMax - others.ofSellers(carriers, from, to);
    const { onOtherTicket } = others;
    if (onOtherTicket === undefined) return own;
    const partner = costMax - onOtherTicket.least;
    const price = onOtherTicket.priceOf(carriers, from, to, chain.price);
    return chain.cost - chain.price + price > partner ? own : Math.max(own, partner);
  }

  /** ENGINE-5: one of those who fly its longest market. */
  #sellersOf({ markets }: Chain): readonly [carriers: ArrayLike<Index>, from: number, to: number] {
    const { marketCarriers, marketCarrierFrom } = this.#network;
    const longest = markets[longestOf(this.#network, markets)] as Index;
    return [
      marketCarriers,
      marketCarrierFrom[longest] as number,
      marketCarrierFrom[longest + 1] as number,
    ];
  }
}
