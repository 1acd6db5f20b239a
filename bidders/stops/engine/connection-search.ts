/**
 * The search for connections: the best itineraries from an origin to a destination on a date, out
 * of the whole timetable, by the rules of `rules.ts`. Pure, and a generator, so that its runner may
 * stop it.
 *
 * It is round-based as RAPTOR is (Delling, Pajor, Werneck 2012): round k searches itineraries of k
 * + 1 flights, and what a round finds is final before the next begins, because more stops never
 * beat fewer (LIST-1). In an air network every route of RAPTOR's has one hop, so its rounds scan
 * markets, each with its flights by departure; and the range over the day's departures is the list
 * of first flights.
 *
 * It is not RAPTOR in what it prunes by. A label there is dropped when another one reached the same
 * airport no later and at no higher fare. Fares do not add up like that (a through fare depends on
 * where the trip ends), so a more expensive first flight may be part of a cheaper trip, and such
 * labels must all be kept. So the search goes best first over chains of markets, each with a bound
 * on what its itineraries cost at least (BOUND-1 to BOUND-4 of `prices.ts`, the shortest flights
 * and the minimum connecting times), and stops when the next bound is behind the last itinerary of
 * the list. Where the list is not full that never happens; then what fewer stops have found
 * excludes most chains, because nothing along them arrives earlier for less (BEATEN-1 of
 * `arrival-limits.ts`). What is left is searched flight by flight. The smallest bound of a round is
 * the floor that the bid promises.
 */
import { CABINS, type Objective } from "../../../proto/messages.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import { marketOn } from "../../flights/timetable/departures.ts";
import type { Departure, Index } from "../../flights/timetable/timetable.ts";
import { AnyTicketsPrices } from "./any-tickets-prices.ts";
import { ArrivalLimits } from "./arrival-limits.ts";
import { BestList, type ListState, type Shown } from "./best-list.ts";
import { type Bound, Bounds } from "./bounds.ts";
import { ChainItineraries } from "./chain-itineraries.ts";
import { type Chain, ChainQueue } from "./chain-queue.ts";
import { type Itinerary, isSameRoute, keyOf } from "./itinerary.ts";
import { firstLeaving, type Leg, Legs } from "./legs.ts";
import type { Network } from "./network.ts";
import { OneTicketPrices } from "./one-ticket-prices.ts";
import { type PriceQuery, Prices } from "./prices.ts";
import {
  FLIGHTS_MAX,
  isDayTrip,
  LAYOVER_MINUTES_MAX,
  LONG_LAYOVER_MINUTES_MAX,
  travelMinutesMax,
} from "./rules.ts";
import { TripArea } from "./trip-area.ts";
import { type EndFlights, TripEnds } from "./trip-ends.ts";

export interface ConnectionQuery extends Pick<PriceQuery, "price"> {
  readonly route: Route;
  readonly stopsMax: number;
  /** How many itineraries are found at most (LIST-4). */
  readonly wanted: number;
  readonly similar: boolean;
  readonly selfTransfer: boolean;
  readonly objective: Objective;
  readonly nowMs: number;
}

/** What one round found, and what those after it may still find. */
export interface Round {
  readonly stops: number;
  /** Those of the list with so many stops, in its order. */
  readonly found: readonly Shown<Itinerary>[];
  /** No itinerary of a later round costs less; infinite where there is none. */
  readonly floor: number;
}

/**
 * A step is a checkpoint (undefined) or a round. Together the rounds have the list of LIST-4 and
 * perhaps more: a later round may displace what an early one found. The objective's weights are not
 * negative.
 */
export function* connections(
  network: Network,
  query: ConnectionQuery,
): Generator<Round | undefined, void> {
  for (const layoverMinutesMax of [LAYOVER_MINUTES_MAX, LONG_LAYOVER_MINUTES_MAX]) {
    const search = new ConnectionSearch(network, query, layoverMinutesMax);
    if (yield* search.rounds()) return;
  }
}

/** So many chains are extended or searched between two checkpoints. */
const STEPS_A_CHECKPOINT = 8;
/** The list is updated when so many itineraries have come to it. */
const ITINERARIES_A_CHECK = 256;

class ConnectionSearch {
  readonly #network: Network;
  readonly #query: ConnectionQuery;
  readonly #area: TripArea;
  readonly #legs: Legs;
  readonly #bounds: Bounds;
  readonly #flights: ChainItineraries;
  readonly #best: BestList<Itinerary>;
  readonly #minutesMax: number;
  readonly #ends: TripEnds;
  #list: ListState<Itinerary> = { shown: [], last: undefined };
  #limits: ArrivalLimits;
  readonly #onwardMarkets = new Map<number, Uint32Array>();

  constructor(network: Network, query: ConnectionQuery, layoverMinutesMax: number) {
    const { route, objective } = query;
    const { timetable } = network;
    this.#network = network;
    this.#query = query;
    this.#area = new TripArea(network, route.origin, route.destination);
    this.#legs = new Legs(network, route.fares, 1 << CABINS.indexOf(route.fares.cabin), route.day);
    const prices = new Prices(network, {
      fares: route.fares,
      miles: route.miles,
      price: query.price,
    });
    const least = query.selfTransfer
      ? new AnyTicketsPrices(network, prices, route)
      : new OneTicketPrices(network, this.#area, prices, route);
    this.#bounds = new Bounds(network, this.#area, least, objective);
    this.#minutesMax = travelMinutesMax(
      fastest(marketOn(timetable, route.origin, route.destination, route.day)),
    );
    this.#flights = new ChainItineraries(network, this.#legs, prices, this.#bounds, {
      objective,
      layoverMinutesMax,
      minutesMax: this.#minutesMax,
      dayTrip: isDayTrip(this.#area.km),
      selfTransfer: query.selfTransfer,
    });
    this.#best = new BestList<Itinerary>({
      wanted: query.wanted,
      similar: query.similar,
      key: (itinerary) => keyOf(timetable, itinerary),
      isSameRoute: (one, other) => isSameRoute(timetable, one, other),
    });
    this.#limits = new ArrivalLimits([], this.#minutesMax);
    this.#ends = new TripEnds(network, this.#area, this.#legs, {
      route,
      nowMs: query.nowMs,
      layoverMinutesMax,
      minutesMax: this.#minutesMax,
    });
  }

  /** True when anything was found. */
  *rounds(): Generator<Round | undefined, boolean> {
    const { stopsMax } = this.#query;
    const queues: ChainQueue[] = [];
    for (let stops = 1; stops <= stopsMax; stops++) {
      queues.push(this.#begin(stops));
      yield;
    }
    for (let stops = 1; stops <= stopsMax; stops++) {
      this.#ends.beginRound(stops);
      this.#limits = new ArrivalLimits(this.#best.found, this.#minutesMax);
      yield* this.#round(stops, queues[stops - 1] as ChainQueue);
      const found = this.#list.shown.filter(({ itinerary }) => itinerary.stops === stops);
      if (found.length > 0) yield { stops, found, floor: leastOf(queues.slice(stops)) };
    }
    return this.#list.shown.length > 0;
  }

  /**
   * Where a round starts: the first flights, as far as they may lead to the destination with so
   * many stops.
   */
  #begin(stops: number): ChainQueue {
    const queue = new ChainQueue();
    for (const first of this.#ends.firsts.values())
      this.#push(
        queue,
        [first.market],
        false,
        this.#bounds.ofBeginning(first, [first.market], stops + 1),
      );
    return queue;
  }

  *#round(stops: number, queue: ChainQueue): Generator<undefined, void> {
    let searched: Chain[] = [];
    for (let step = 1; ; step++) {
      const chain = queue.pop();
      if (chain === undefined || this.#isBehind(chain)) {
        // The list may have lost an itinerary since its last update: one came that beats two of it.
        // Then it reaches further.
        if (chain !== undefined) queue.push(chain);
        this.#updateList();
        searched = this.#reopen(searched, queue);
        if (queue.first === undefined || this.#isBehind(queue.first)) return;
        continue;
      }
      if (chain.whole) searched.push(this.#search(chain));
      else this.#extend(chain, stops, queue);
      const isFull = this.#best.fresh >= ITINERARIES_A_CHECK;
      if (isFull) this.#updateList();
      if (isFull || step % STEPS_A_CHECKPOINT === 0) yield;
    }
  }

  /**
   * Puts back the chains that were not searched as far as the list now reaches; the others are
   * kept.
   */
  #reopen(searched: readonly Chain[], queue: ChainQueue): Chain[] {
    const costMax = this.#list.last?.cost ?? Number.POSITIVE_INFINITY;
    for (const chain of searched) if (chain.foundUpTo < costMax) queue.push(chain);
    return searched.filter((chain) => chain.foundUpTo >= costMax);
  }

  #updateList(): void {
    this.#list = this.#best.update();
  }

  /**
   * Whether no itinerary of it stands before the list's end. Where only the price counts many are
   * level with it: the faster are first (LIST-2).
   */
  #isBehind(chain: Chain): boolean {
    const { last } = this.#list;
    if (chain.cost === Number.POSITIVE_INFINITY) return true;
    if (last === undefined || chain.cost < last.cost) return false;
    const { valuePerHour, penaltyPerStop } = this.#query.objective;
    return (
      chain.cost > last.cost ||
      (valuePerHour === 0 && penaltyPerStop === 0 && chain.minutes > last.minutes)
    );
  }

  #search(chain: Chain): Chain {
    const costMax = this.#list.last?.cost ?? Number.POSITIVE_INFINITY;
    const first = this.#firstsOf(chain);
    const last = this.#ends.last(
      this.#network.marketOrigin[chain.markets.at(-1) as Index] as Index,
    );
    if (last !== undefined)
      this.#flights.find(
        chain,
        { first, last, limits: this.#limits.of(first, chain.price) },
        costMax,
        (itinerary) => this.#best.add(itinerary),
      );
    return { ...chain, foundUpTo: costMax };
  }

  #firstsOf(chain: Pick<Chain, "markets">): EndFlights {
    return this.#ends.firsts.get(
      this.#network.marketDestination[chain.markets[0] as Index] as Index,
    ) as EndFlights;
  }

  /**
   * Adds the chains that go on from one by a market more, and to the destination where that is the
   * last but one.
   */
  #extend(chain: Chain, stops: number, queue: ChainQueue): void {
    const { marketDestination } = this.#network;
    const { lastMarket } = this.#area;
    const first = this.#firstsOf(chain);
    const known = chain.markets.length;
    const at = marketDestination[chain.markets[known - 1] as Index] as Index;
    // One list for all that follow: few of them are kept.
    const markets = [...chain.markets];
    if (known === stops) {
      markets.push(lastMarket[at] as Index);
      if (markets[known] !== -1) this.#pushWhole(queue, first, markets);
      return;
    }
    const onward = this.#onward(at, stops - known);
    // By index here and in all that runs for each chain: an iterator costs more than the step.
    for (let i = 0; i < onward.length; i++) {
      const market = onward[i] as Index;
      const via = marketDestination[market] as Index;
      if (this.#isSeen(chain.markets, via)) continue;
      markets[known] = market;
      if (known + 1 < stops) this.#pushBeginning(queue, first, markets, stops + 1);
      else {
        markets[known + 1] = lastMarket[via] as Index;
        this.#pushWhole(queue, first, markets);
      }
    }
  }

  /**
   * The markets from an airport to where the destination is so many flights away. Many chains lead
   * to one airport.
   */
  #onward(at: Index, flights: number): Uint32Array {
    const key = at * FLIGHTS_MAX + flights;
    const known = this.#onwardMarkets.get(key);
    if (known !== undefined) return known;
    const { marketsFrom, marketDestination } = this.#network;
    const { origin, destination, lastMarket } = this.#area;
    const toGo = this.#bounds.toGo(flights);
    const found: Index[] = [];
    for (let market = marketsFrom[at] as Index; market < (marketsFrom[at + 1] as Index); market++) {
      const via = marketDestination[market] as Index;
      if (
        via !== origin &&
        via !== destination &&
        (flights === 1 ? lastMarket[via] !== -1 : toGo[via] !== Number.POSITIVE_INFINITY) &&
        this.#area.mayTouch(via)
      )
        found.push(market);
    }
    const markets = Uint32Array.from(found);
    this.#onwardMarkets.set(key, markets);
    return markets;
  }

  #pushBeginning(
    queue: ChainQueue,
    first: EndFlights,
    markets: readonly Index[],
    flights: number,
  ): void {
    if (this.#isDetour(markets, markets.length)) return;
    const bound = this.#bounds.ofBeginning(first, markets, flights);
    if (bound.cost !== Number.POSITIVE_INFINITY && this.#mayArrive(first, bound))
      this.#push(queue, [...markets], false, bound);
  }

  /** Whether anything of such a chain may arrive before it is beaten (BEATEN-1). */
  #mayArrive(first: EndFlights, { price, minutes }: Bound): boolean {
    const limits = this.#limits.of(first, price);
    const onward = minutes - first.minutes;
    for (let i = 0; i < limits.length; i++)
      if ((first.legs[i] as Leg).arrivalUtc + onward <= (limits[i] as number)) return true;
    return false;
  }

  /** The same of a whole chain, by the flights that it may end with. */
  #mayEnd(first: EndFlights, last: EndFlights, { price, minutes }: Bound): boolean {
    const limits = this.#limits.of(first, price);
    const onward = minutes - first.minutes - last.minutes;
    for (let i = 0; i < limits.length; i++) {
      const next = firstLeaving(last.legs, (first.legs[i] as Leg).arrivalUtc + onward);
      if ((last.arrivals[next] as number) <= (limits[i] as number)) return true;
    }
    return false;
  }

  #pushWhole(queue: ChainQueue, first: EndFlights, markets: readonly Index[]): void {
    const flights = markets.length;
    const last = this.#ends.last(
      this.#network.marketOrigin[markets[flights - 1] as Index] as Index,
    );
    if (last === undefined || this.#isDetour(markets, flights)) return;
    const bound = this.#bounds.ofWhole(first, markets, last);
    if (bound.cost === Number.POSITIVE_INFINITY || !this.#mayEnd(first, last, bound)) return;
    if (!this.#isDetour(markets, flights - 1)) this.#push(queue, [...markets], true, bound);
  }

  #push(queue: ChainQueue, markets: readonly Index[], whole: boolean, bound: Bound): void {
    if (bound.cost === Number.POSITIVE_INFINITY || bound.minutes > this.#minutesMax) return;
    queue.push({ markets, whole, ...bound, foundUpTo: Number.NEGATIVE_INFINITY });
  }

  /** Whether markets out of the origin touch an airport on their way. */
  #isSeen(markets: readonly Index[], airport: Index): boolean {
    const { marketDestination } = this.#network;
    for (let i = 0; i < markets.length; i++)
      if (marketDestination[markets[i] as Index] === airport) return true;
    return false;
  }

  /**
   * Whether so many markets, or a part of them that ends with the last, are too long (ENGINE-4).
   */
  #isDetour(markets: readonly Index[], count: number): boolean {
    const { marketOrigin, marketDestination, marketKm } = this.#network;
    const to = marketDestination[markets[count - 1] as Index] as Index;
    let km = marketKm[markets[count - 1] as Index] as number;
    for (let i = count - 2; i >= 0; i--) {
      km += marketKm[markets[i] as Index] as number;
      const from = marketOrigin[markets[i] as Index] as Index;
      const tooLong =
        to === this.#area.destination
          ? this.#area.isDetourToDestination(from, km)
          : i === 0
            ? this.#area.isDetourFromOrigin(to, km)
            : this.#area.isDetour(from, to, km);
      if (tooLong) return true;
    }
    return false;
  }
}

/** The smallest bound of rounds that have not begun. */
function leastOf(queues: readonly ChainQueue[]): number {
  return queues.reduce(
    (least, { first }) => Math.min(least, first?.cost ?? Number.POSITIVE_INFINITY),
    Number.POSITIVE_INFINITY,
  );
}

/** Minutes of the shortest flight; undefined where there is none. */
function fastest(departures: readonly Departure[]): number | undefined {
  if (departures.length === 0) return undefined;
  return departures.reduce(
    (min, { departureUtc, arrivalUtc }) => Math.min(min, arrivalUtc - departureUtc),
    Number.POSITIVE_INFINITY,
  );
}
