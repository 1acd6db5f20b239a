/**
 * The search for connections: the best ways from an origin to a destination on a date, out of the
 * whole timetable, by the rules of `rules.ts`. Pure; a generator, so that whoever runs it may stop
 * it.
 *
 * It is round-based as RAPTOR is (Delling, Pajor, Werneck 2012): round k looks at ways of k + 1
 * flights, and what a round finds is final before the next begins, for more stops never beat fewer
 * (LIST-1). In an air network every route of RAPTOR's has one hop, so its rounds scan markets, each
 * with its flights by departure; and the range over the day's departures is the list of first
 * flights.
 *
 * It is not RAPTOR in what it prunes by. A label there is dropped when another one reached the same
 * airport no later and no dearer. Fares do not add up that way (a through fare depends on where the
 * trip ends), so a dearer first flight may be part of a cheaper trip, and such labels must all be
 * kept. So the search goes best first over chains of markets, each with a bound on what its ways
 * cost at least (BOUND-1 to BOUND-3 of `prices.ts`, the shortest flights and the minimum connecting
 * times), and stops when the next bound is behind the last way of the list. What the bounds leave
 * is looked at flight by flight. The smallest bound of a round is the floor that the bid promises.
 */
import { CABINS, type Objective } from "../../../proto/messages.ts";
import { onSale } from "../../flights/fares/fare.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import { marketOn } from "../../flights/timetable/departures.ts";
import type { Departure, Index } from "../../flights/timetable/timetable.ts";
import { Best, type Settled, type Shown } from "./best-list.ts";
import { type Bound, Bounds, type End } from "./bounds.ts";
import { Flights } from "./chain-itineraries.ts";
import { type Chain, Queue } from "./chain-queue.ts";
import { type Itinerary, isSameRoute, keyOf } from "./itinerary.ts";
import { Legs } from "./legs.ts";
import type { Network } from "./network.ts";
import { type PriceQuery, Prices } from "./prices.ts";
import {
  isDayTrip,
  LAYOVER_MINUTES_MAX,
  LONG_LAYOVER_MINUTES_MAX,
  travelMinutesMax,
} from "./rules.ts";
import { Space } from "./trip-area.ts";

export interface ConnectionQuery extends Pick<PriceQuery, "price"> {
  readonly route: Route;
  readonly stopsMax: number;
  /** How many ways are told at most (LIST-4). */
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
  /** No way of a later round costs less; infinite where there is none. */
  readonly floor: number;
}

/**
 * A step is a breath, or a round. Together they tell the list of LIST-4 and perhaps more: what an
 * early round told may be crowded out by a later one. The objective's weights are not negative.
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

interface Window {
  readonly from: number;
  readonly to: number;
}

/** Chains are extended, and their flights looked at, a few at a time between two breaths. */
const STEPS_A_CHECKPOINT = 8;
/** The list is looked at anew when so many ways have come to it. */
const ITINERARIES_A_CHECK = 256;

class ConnectionSearch {
  readonly #network: Network;
  readonly #query: ConnectionQuery;
  readonly #space: Space;
  readonly #legs: Legs;
  readonly #bounds: Bounds;
  readonly #flights: Flights;
  readonly #best: Best<Itinerary>;
  readonly #layoverMinutesMax: number;
  readonly #minutesMax: number;
  /** By the airport that they lead to. */
  readonly #outs = new Map<Index, End>();
  /**
   * By the airport that they leave, as far as asked for: undefined where none of them can be
   * reached in time.
   */
  #lasts = new Map<Index, End | undefined>();
  /** By stops: when last flights may leave, whatever the airport. */
  readonly #windows: Window[] = [];
  #list: Settled<Itinerary> = { shown: [], last: undefined };

  constructor(network: Network, query: ConnectionQuery, layoverMinutesMax: number) {
    const { route, objective } = query;
    const { timetable } = network;
    this.#network = network;
    this.#query = query;
    this.#layoverMinutesMax = layoverMinutesMax;
    this.#space = new Space(network, route.origin, route.destination);
    this.#legs = new Legs(network, route.fares, 1 << CABINS.indexOf(route.fares.cabin), route.day);
    const prices = new Prices(network, {
      fares: route.fares,
      miles: route.miles,
      price: query.price,
    });
    this.#bounds = new Bounds(network, this.#space, prices, route.fares, objective);
    this.#minutesMax = travelMinutesMax(
      fastest(marketOn(timetable, route.origin, route.destination, route.day)),
    );
    this.#flights = new Flights(network, this.#legs, prices, this.#bounds, {
      objective,
      layoverMinutesMax,
      minutesMax: this.#minutesMax,
      dayTrip: isDayTrip(this.#space.km),
      selfTransfer: query.selfTransfer,
    });
    this.#best = new Best<Itinerary>({
      wanted: query.wanted,
      similar: query.similar,
      key: (itinerary) => keyOf(timetable, itinerary),
      isSameRoute: (one, other) => isSameRoute(timetable, one, other),
    });
    this.#findOuts();
  }

  /** True when anything was found. */
  *rounds(): Generator<Round | undefined, boolean> {
    const { stopsMax } = this.#query;
    const queues: Queue[] = [];
    for (let stops = 1; stops <= stopsMax; stops++) {
      queues.push(this.#begin(stops));
      yield;
    }
    for (let stops = 1; stops <= stopsMax; stops++) {
      this.#lasts = new Map();
      yield* this.#round(stops, queues[stops - 1] as Queue);
      const found = this.#list.shown.filter(({ itinerary }) => itinerary.stops === stops);
      if (found.length > 0) yield { stops, found, floor: leastOf(queues.slice(stops)) };
    }
    return this.#list.shown.length > 0;
  }

  /**
   * Where a round starts: the first flights, as far as they may lead to the destination with so
   * many stops.
   */
  #begin(stops: number): Queue {
    const queue = new Queue();
    for (const out of this.#outs.values())
      this.#push(
        queue,
        [out.market],
        false,
        this.#bounds.ofBeginning(out, [out.market], stops + 1),
      );
    return queue;
  }

  *#round(stops: number, queue: Queue): Generator<undefined, void> {
    let searched: Chain[] = [];
    for (let step = 1; ; step++) {
      const chain = queue.pop();
      if (chain === undefined || this.#isBehind(chain)) {
        // The list may have lost a way since it was last looked at: one came that beats two of it.
        // Then it reaches further.
        if (chain !== undefined) queue.push(chain);
        this.#look();
        searched = this.#reopen(searched, queue);
        if (queue.first === undefined || this.#isBehind(queue.first)) return;
        continue;
      }
      if (chain.whole) searched.push(this.#search(chain, stops));
      else this.#extend(chain, stops, queue);
      const isFull = this.#best.fresh >= ITINERARIES_A_CHECK;
      if (isFull) this.#look();
      if (isFull || step % STEPS_A_CHECKPOINT === 0) yield;
    }
  }

  /**
   * Puts back the chains that were not searched as far as the list now reaches; the others are
   * kept.
   */
  #reopen(searched: readonly Chain[], queue: Queue): Chain[] {
    const costMax = this.#list.last?.cost ?? Number.POSITIVE_INFINITY;
    for (const chain of searched) if (chain.foundUpTo < costMax) queue.push(chain);
    return searched.filter((chain) => chain.foundUpTo >= costMax);
  }

  #look(): void {
    this.#list = this.#best.settle();
  }

  /**
   * Whether no way of it stands before the list's end. Where only the price counts many are level
   * with it: the faster are first (LIST-2).
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

  #search(chain: Chain, stops: number): Chain {
    const costMax = this.#list.last?.cost ?? Number.POSITIVE_INFINITY;
    const out = this.#outOf(chain);
    const last = this.#last(
      this.#network.marketOrigin[chain.markets.at(-1) as Index] as Index,
      stops,
    );
    if (last !== undefined)
      this.#flights.find(chain, out, last, costMax, (itinerary) => this.#best.add(itinerary));
    return { ...chain, foundUpTo: costMax };
  }

  #outOf(chain: Pick<Chain, "markets">): End {
    return this.#outs.get(
      this.#network.marketDestination[chain.markets[0] as Index] as Index,
    ) as End;
  }

  /**
   * Adds the chains that go on from one by a market more, and to the destination where that is the
   * last but one.
   */
  #extend(chain: Chain, stops: number, queue: Queue): void {
    const { marketsFrom, marketDestination } = this.#network;
    const { markets } = chain;
    const at = marketDestination[markets.at(-1) as Index] as Index;
    if (markets.length === stops) {
      const last = this.#space.lastMarket[at] as Index;
      if (last >= 0 && !this.#isDetour(markets, last)) this.#pushWhole(queue, markets, last, stops);
      return;
    }
    const out = this.#outOf(chain);
    const toGo = this.#bounds.toGo(stops - markets.length);
    for (let market = marketsFrom[at] as Index; market < (marketsFrom[at + 1] as Index); market++) {
      const via = marketDestination[market] as Index;
      if (
        toGo[via] === Number.POSITIVE_INFINITY ||
        this.#isSeen(markets, via) ||
        !this.#space.mayTouch(via)
      )
        continue;
      if (this.#isDetour(markets, market)) continue;
      const longer = [...markets, market];
      const last = this.#space.lastMarket[via] as Index;
      if (longer.length < stops)
        this.#push(queue, longer, false, this.#bounds.ofBeginning(out, longer, stops + 1));
      else if (last >= 0 && !this.#isDetour(longer, last))
        this.#pushWhole(queue, longer, last, stops);
    }
  }

  #pushWhole(queue: Queue, markets: readonly Index[], lastMarket: Index, stops: number): void {
    const last = this.#last(this.#network.marketOrigin[lastMarket] as Index, stops);
    if (last === undefined) return;
    const whole = [...markets, lastMarket];
    this.#push(queue, whole, true, this.#bounds.ofWhole(this.#outOf({ markets }), whole, last));
  }

  #push(queue: Queue, markets: readonly Index[], whole: boolean, bound: Bound): void {
    if (bound.cost === Number.POSITIVE_INFINITY || bound.minutes > this.#minutesMax) return;
    queue.push({ markets, whole, ...bound, foundUpTo: Number.NEGATIVE_INFINITY });
  }

  #isSeen(markets: readonly Index[], airport: Index): boolean {
    if (airport === this.#space.origin || airport === this.#space.destination) return true;
    return markets.some((market) => this.#network.marketDestination[market] === airport);
  }

  /** Whether a market more makes the way, or a part of it that ends there, too long (ENGINE-4). */
  #isDetour(markets: readonly Index[], next: Index): boolean {
    const { marketOrigin, marketDestination, marketKm } = this.#network;
    const to = marketDestination[next] as Index;
    let km = marketKm[next] as number;
    for (let i = markets.length - 1; i >= 0; i--) {
      km += marketKm[markets[i] as Index] as number;
      const from = marketOrigin[markets[i] as Index] as Index;
      const tooLong =
        to === this.#space.destination
          ? this.#space.isDetourToDestination(from, km)
          : i === 0
            ? this.#space.isDetourFromOrigin(to, km)
            : this.#space.isDetour(from, to, km);
      if (tooLong) return true;
    }
    return false;
  }

  #findOuts(): void {
    const { marketsFrom, marketDestination, marketKm } = this.#network;
    const { route, nowMs } = this.#query;
    for (
      let market = marketsFrom[route.origin] as Index;
      market < (marketsFrom[route.origin + 1] as Index);
      market++
    ) {
      const via = marketDestination[market] as Index;
      if (via === route.destination || !this.#space.mayTouch(via)) continue;
      // No way to the destination is shorter than by there in a straight line.
      if (
        this.#space.isDetourToDestination(
          route.origin,
          (marketKm[market] as number) + this.#space.kmToDestination(via),
        )
      )
        continue;
      const legs = this.#legs
        .leavingOn(market, route.day)
        .filter((leg) => onSale(nowMs, leg.departureUtc));
      if (legs.length > 0) this.#outs.set(via, this.#bounds.endOf(market, legs));
    }
  }

  /**
   * The last flights from an airport, from the earliest that one may reach it to the latest that
   * one may wait for.
   */
  #last(via: Index, stops: number): End | undefined {
    if (this.#lasts.has(via)) return this.#lasts.get(via);
    const market = this.#space.lastMarket[via] as Index;
    const { from, to } = this.#window(via, stops);
    const legs =
      from <= to
        ? this.#legs
            .between(market, from, to)
            .filter((leg) => leg.departureUtc >= from && leg.departureUtc <= to)
        : [];
    const end = legs.length > 0 ? this.#bounds.endOf(market, legs) : undefined;
    this.#lasts.set(via, end);
    return end;
  }

  #window(via: Index, stops: number): Window {
    if (stops === 1) return this.#windowAfter([this.#outs.get(via) as End], stops);
    this.#windows[stops] ??= this.#windowAfter(this.#outs.values(), stops);
    return this.#windows[stops];
  }

  #windowAfter(outs: Iterable<End>, stops: number): Window {
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { legs } of outs) {
      for (const leg of legs) {
        from = Math.min(from, leg.arrivalUtc);
        to = Math.max(
          to,
          Math.min(leg.arrivalUtc + this.#onward(stops), leg.departureUtc + this.#minutesMax),
        );
      }
    }
    return { from, to };
  }

  /** From the first arrival to the last departure at most. */
  #onward(stops: number): number {
    return stops * this.#layoverMinutesMax + (stops - 1) * this.#network.blockMax;
  }
}

/** The smallest bound of rounds that have not begun. */
function leastOf(queues: readonly Queue[]): number {
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
