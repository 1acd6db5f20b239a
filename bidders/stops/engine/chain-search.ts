/**
 * The chains of markets of one slice, within a reach: where they begin, how they go on, and the
 * itineraries along each. Its callers decide what of them is searched, and in what order: the
 * search for the connections of one slice (`connection-search.ts`), and that for trips of several
 * (`trips/slice-search.ts`).
 *
 * CUT-1 As long as the limits of a search have cut nothing (`isCut`), it has looked at all that the
 *   search without them looks at: where that finds nothing there is nothing (ENGINE-15).
 *
 * Tests: `rules-list.test.ts`, `rules-places.test.ts`, `rules-limits.test.ts`.
 */
import { CABINS, type Objective } from "../../../proto/messages.ts";
import { INTERLINING } from "../../flights/itineraries/interline.ts";
import type { LeftOutCounts } from "../../flights/itineraries/left-out-counts.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import { marketOn } from "../../flights/timetable/departures.ts";
import type { Departure, Index } from "../../flights/timetable/timetable.ts";
import { AnyTicketsPrices } from "./any-tickets-prices.ts";
import { ArrivalLimits } from "./arrival-limits.ts";
import { type Bound, Bounds } from "./bounds.ts";
import { CatchableLegs, type TakenLegs } from "./catchable-legs.ts";
import { ChainItineraries } from "./chain-itineraries.ts";
import { ChainPlaces } from "./chain-places.ts";
import { type Chain, ChainQueue } from "./chain-queue.ts";
import type { EngineItinerary } from "./itinerary.ts";
import type { WalkRules } from "./itinerary-walk.ts";
import { firstLeaving, type Leg, type Legs, type OnlyFlights } from "./legs.ts";
import type { Network } from "./network.ts";
import type { NonstopLeg } from "./nonstop-fares.ts";
import { OneTicketPrices } from "./one-ticket-prices.ts";
import type { PriceQuery } from "./prices.ts";
import { isWithoutNight, type Reach, travelMinutesMax } from "./rules.ts";
import { type EndFlights, SliceEnds } from "./slice-ends.ts";
import { SliceParts } from "./slice-parts.ts";
import { waitsOf } from "./waits.ts";
import { WholeCost } from "./whole-cost.ts";
import { type WindowedBounds, windowedOf } from "./windowed-bounds.ts";

export interface ChainQuery extends Pick<PriceQuery, "price" | "isWanted" | "lines"> {
  readonly route: Route;
  readonly selfTransfer: boolean;
  readonly objective: Objective;
  readonly nowMs: number;
  /** No itinerary that is wanted has a higher price (WITHIN-5). Absent: none is too high. */
  readonly priceMax?: number | undefined;
  /** The same query without limits; absent where it has none. */
  readonly unlimited?: ChainQuery | undefined;
  /**
   * Itineraries that another one beats are found too, where they have another seller: on a ticket
   * of several slices they do not compete with each other.
   */
  readonly eachSeller: boolean;
  /** Where one itinerary alone is looked for; all else counts as in any search. */
  readonly only?: OnlyFlights | undefined;
  /** Counts what rules leave out; undefined: it is not counted (LEFTOUT-2). */
  readonly counts?: LeftOutCounts | undefined;
  /** Those of other pairs of airports on the same day; absent: there are none (`SliceParts`). */
  readonly legs?: Legs | undefined;
}

export class ChainSearch {
  /** No itinerary takes longer (ENGINE-7). */
  readonly minutesMax: number;
  readonly costs: WholeCost;
  readonly parts: SliceParts;
  readonly #network: Network;
  readonly #places: ChainPlaces;
  readonly #bounds: Bounds;
  readonly #flights: ChainItineraries;
  readonly #rules: WalkRules;
  readonly #ends: SliceEnds;
  readonly #catchable: CatchableLegs | undefined;
  /** Where the limits are about the hours of arrival. */
  readonly #windowed: WindowedBounds | undefined;
  /** Whether the limits are about the last flights. */
  readonly #limitsLast: boolean;
  /**
   * Whether they say on which days these may arrive, and not in which hours: then few of them are
   * left. Where only waits are limited, to raise bounds by the last flights takes longer than the
   * searches that it spares.
   */
  readonly #limitsDays: boolean;
  #isCut: boolean;
  #limits: ArrivalLimits;
  readonly #priceMax: number;

  /**
   * `nonstops`: the route's, by `nonstopLegs`. They are the same for every reach, and a
   * search that finds nothing goes through all of them. `places`: those of the route, where several
   * days share them. `like`: a search of the same slice on the same date, within another reach or
   * with other limits.
   */
  constructor(
    network: Network,
    query: ChainQuery,
    { layoverMinutesMax, dividedMax }: Reach,
    nonstops: readonly NonstopLeg[],
    places = new ChainPlaces(network, query.route, query.only),
    like?: ChainSearch,
  ) {
    const { route, objective, selfTransfer, eachSeller, counts } = query;
    this.#network = network;
    const { limits } = route;
    this.#priceMax = query.priceMax ?? Number.POSITIVE_INFINITY;
    this.#places = places;
    const { area } = places;
    const cabin = CABINS.indexOf(route.fares.cabin);
    this.parts = new SliceParts(network, query, nonstops, places, like?.parts);
    const { legs, prices, sums } = this.parts;
    const least = selfTransfer
      ? new AnyTicketsPrices(network, prices, sums)
      : new OneTicketPrices(network, area, prices, { sums, dividedMax });
    this.costs = new WholeCost(network.timetable, route.origin, route.destination, objective);
    this.#bounds = new Bounds(network, places, least, this.costs);
    const nonstopMax = travelMinutesMax(
      fastest(marketOn(network.timetable, route.origin, route.destination, route.day)),
    );
    this.minutesMax = Math.min(nonstopMax, limits?.minutesMax ?? nonstopMax);
    const { unlimited } = query;
    this.#isCut =
      area.isLimited ||
      this.minutesMax < nonstopMax ||
      (unlimited !== undefined && unlimited.selfTransfer !== selfTransfer);
    const waits = waitsOf(network.timetable.zones, limits, layoverMinutesMax);
    this.#windowed = windowedOf(network, route, this.#bounds, this.costs, layoverMinutesMax);
    this.#limitsLast =
      waits !== undefined || limits?.arrival !== undefined || limits?.arrivalDays !== undefined;
    this.#limitsDays = limits?.arrivalDays !== undefined && this.#windowed === undefined;
    this.#catchable = waits && new CatchableLegs(network, legs, this.#bounds, waits);
    const rules = {
      costs: this.costs,
      cabin,
      layoverMinutesMax,
      waits,
      priceMax: this.#priceMax,
      minutesMax: this.minutesMax,
      withoutNight: isWithoutNight(area.km),
      selfTransfer,
      eachSeller,
      dividedMax,
      counts,
      hasTooDear: false,
    };
    this.#rules = rules;
    this.#flights = new ChainItineraries(
      network,
      legs,
      prices,
      this.#bounds,
      rules,
      this.#catchable,
    );
    this.#limits = new ArrivalLimits([], this.minutesMax);
    this.#ends = new SliceEnds(network, area, this.parts, {
      route,
      layoverMinutesMax: waits?.minutesMax ?? layoverMinutesMax,
      unlimitedLayoverMinutesMax: layoverMinutesMax,
      minutesMax: this.minutesMax,
    });
  }

  /** Whether the limits of the search may have left out anything so far (CUT-1). */
  get isCut(): boolean {
    return this.#isCut || this.#rules.hasTooDear || this.parts.isCut || this.parts.prices.isCut;
  }

  /**
   * Begins the round of chains with this number of stops. Must precede `extend` and `find` for
   * them: both work with the limits and the last flights of the round that began last. `limits` has
   * the latest arrivals of its itineraries.
   */
  beginRound(stops: number, limits: ArrivalLimits): void {
    this.#ends.beginRound(stops);
    this.#limits = limits;
  }

  /**
   * The queue that a round starts with: the first flights that may lead to the destination with
   * this number of stops. It needs no `beginRound`; to extend or search what is in it does.
   */
  begin(stops: number): ChainQueue {
    const queue = new ChainQueue();
    for (const first of this.#ends.firsts.values()) {
      const bound = this.#bounds.ofPrefix(first, [first.market], stops + 1);
      const markets = [first.market];
      const windowed = this.#windowed;
      if (windowed === undefined || bound.cost === Number.POSITIVE_INFINITY)
        this.#push(queue, markets, false, bound);
      else this.#pushWithin(queue, markets, false, windowed.ofPrefix(first, markets, bound, stops));
    }
    return queue;
  }

  /**
   * A whole chain with its bound raised by the flights that the limits leave at its end; the chain
   * itself where that is no higher. Undefined: none of its itineraries is within the limits. To be
   * asked before the chain is searched: of all chains that are found few are, so it is not asked
   * when they are found.
   */
  raised(chain: Chain): Chain | undefined {
    if (chain.isRaised) return chain;
    const last = this.#lastsOf(chain);
    const minutes =
      last === undefined
        ? Number.POSITIVE_INFINITY
        : this.#minutesWithin(this.#firstsOf(chain), last, chain.minutes);
    if (minutes <= chain.minutes) return chain;
    this.#isCut = true;
    if (minutes > this.minutesMax) return undefined;
    const cost = this.costs.atLeast(chain.price, minutes, chain.markets.length - 1);
    return { ...chain, minutes, cost, isRaised: true };
  }

  /**
   * Adds the itineraries of a whole chain that have not been found, up to a cost. Returns the chain
   * as it is from then on.
   */
  find(chain: Chain, costMax: number, add: (itinerary: EngineItinerary) => void): Chain {
    const first = this.#firstsOf(chain);
    const last = this.#lastsOf(chain);
    // Which of its flights wait for too long, or arrive outside the window, is not known.
    if (this.#limitsLast) this.#isCut = true;
    if (last !== undefined)
      this.#flights.find(
        chain,
        { first, last, limits: this.#limits.of(first, chain.price) },
        costMax,
        add,
      );
    return { ...chain, isRaised: true, foundUpTo: costMax };
  }

  /**
   * No ticket from end to end with these stops and miles costs less, where one of these sells it
   * (FARE-10).
   */
  floorOf(sellers: Uint16Array, stops: number, flownMiles: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < sellers.length; i++)
      least = Math.min(
        least,
        this.parts.prices.floor(stops, sellers[i] as Index, flownMiles).price,
      );
    return least;
  }

  /**
   * What the itineraries along a whole chain cost at least on the day, in the round that began
   * last; undefined where it has none that the round's limits allow. The chain is one of `places`.
   */
  boundOf(markets: readonly Index[]): Bound | undefined {
    const first = this.#ends.firsts.get(
      this.#network.marketDestination[markets[0] as Index] as Index,
    );
    if (first === undefined) return undefined;
    const last = this.#ends.last(this.#network.marketOrigin[markets.at(-1) as Index] as Index);
    if (last === undefined) return undefined;
    const bound = this.#bounds.ofWhole(first, markets, last);
    if (bound.minutes > this.minutesMax || bound.price > this.#priceMax) return undefined;
    if (bound.cost === Number.POSITIVE_INFINITY || !this.#mayEnd(first, last, bound))
      return undefined;
    return bound;
  }

  /**
   * The departure of every first flight, with the earliest arrival of itineraries that begin with
   * it and have at most `stopsMax` stops; infinite when there is none.
   */
  earliestArrivals(stopsMax: number): { departureUtc: number; arrivalUtc: number }[] {
    const found: { departureUtc: number; arrivalUtc: number }[] = [];
    for (const [via, { legs }] of this.#ends.firsts) {
      let onward = Number.POSITIVE_INFINITY;
      for (let flights = 1; flights <= stopsMax; flights++)
        onward = Math.min(onward, this.#places.toGo(flights)[via] as number);
      for (const { departureUtc, arrivalUtc } of legs)
        found.push({ departureUtc, arrivalUtc: arrivalUtc + onward });
    }
    return found;
  }

  /**
   * Carriers that may sell an itinerary: with one of the first flights, and with one of the last.
   */
  sellers(): Index[] {
    const { connects, carrierTier, marketCarriers, marketCarrierFrom } = this.#network;
    const [firsts, lasts] = [new Set<Index>(), new Set<Index>()];
    for (const { carriers } of this.#ends.firsts.values())
      for (const carrier of carriers) firsts.add(carrier);
    for (const market of this.#places.area.lastMarket) {
      if (market === -1) continue;
      const to = marketCarrierFrom[market + 1] as number;
      for (let i = marketCarrierFrom[market] as number; i < to; i++)
        lasts.add(marketCarriers[i] as Index);
    }
    const count = carrierTier.length;
    const sells = (seller: Index, flying: ReadonlySet<Index>) =>
      flying.has(seller) ||
      flying.values().some((one) => connects[seller * count + one] !== INTERLINING.none);
    return Array.from({ length: count }, (_, seller) => seller).filter(
      (seller) => sells(seller, firsts) && sells(seller, lasts),
    );
  }

  #firstsOf(chain: Pick<Chain, "markets">): EndFlights {
    return this.#ends.firsts.get(
      this.#network.marketDestination[chain.markets[0] as Index] as Index,
    ) as EndFlights;
  }

  #lastsOf(chain: Pick<Chain, "markets">): EndFlights | undefined {
    return this.#ends.last(this.#network.marketOrigin[chain.markets.at(-1) as Index] as Index);
  }

  /**
   * Adds the chains that go on from one by a market more, and to the destination where that is the
   * last but one.
   */
  extend(chain: Chain, stops: number, queue: ChainQueue): void {
    const { marketDestination, marketHours } = this.#network;
    const { lastMarket } = this.#places.area;
    const first = this.#firstsOf(chain);
    const known = chain.markets.length;
    const at = marketDestination[chain.markets[known - 1] as Index] as Index;
    const before = this.#catchable?.along(first, chain.markets);
    if (before?.legs.length === 0) {
      this.#isCut = true;
      return;
    }
    // One list for all that follow: few of them are kept.
    const markets = [...chain.markets];
    if (known === stops) {
      markets.push(lastMarket[at] as Index);
      if (markets[known] !== -1) this.#pushWhole(queue, first, markets, before, known);
      return;
    }
    const onward = this.#places.onward(at, stops - known);
    const hours = before && this.#catchable?.hoursAfter(before);
    // By index here and in all that runs for each chain: an iterator costs more than the step.
    for (let i = 0; i < onward.length; i++) {
      const market = onward[i] as Index;
      const via = marketDestination[market] as Index;
      if (this.#places.isSeen(chain.markets, via)) continue;
      if (hours !== undefined && (hours & (marketHours[market] as number)) === 0) {
        this.#isCut = true;
        continue;
      }
      markets[known] = market;
      if (known + 1 < stops) this.#pushPrefix(queue, first, markets, stops + 1);
      else {
        markets[known + 1] = lastMarket[via] as Index;
        this.#pushWhole(queue, first, markets, before, known);
      }
    }
  }

  #pushPrefix(
    queue: ChainQueue,
    first: EndFlights,
    markets: readonly Index[],
    flights: number,
  ): void {
    if (this.#places.isDetour(markets, markets.length)) return;
    if (this.#places.cabins?.isTooLow(markets) === true) return;
    const bound = this.#bounds.ofPrefix(first, markets, flights);
    if (bound.cost === Number.POSITIVE_INFINITY) return;
    if (this.#windowed === undefined) {
      if (this.#mayArrive(first, bound)) this.#push(queue, [...markets], false, bound);
      return;
    }
    const limits = this.#limits.of(first, bound.price);
    const within = this.#windowed.ofPrefix(first, markets, bound, flights - 1, limits);
    this.#pushWithin(queue, markets, false, within);
  }

  /** `bound` undefined: nothing of the chain arrives within the window (CUT-1). */
  #pushWithin(
    queue: ChainQueue,
    markets: readonly Index[],
    whole: boolean,
    bound: Bound | undefined,
  ): void {
    if (bound === undefined) this.#isCut = true;
    else this.#push(queue, [...markets], whole, bound);
  }

  /** The least minutes of a chain, by the flights that the limits leave at its end. */
  #minutesWithin(first: EndFlights, last: EndFlights, minutes: number): number {
    const onward = minutes - first.minutes - last.minutes;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < first.legs.length; i++) {
      const { departureUtc, arrivalUtc } = first.legs[i] as Leg;
      const next = firstLeaving(last.legs, arrivalUtc + onward);
      if (next < last.legs.length)
        least = Math.min(least, (last.arrivals[next] as number) - departureUtc);
    }
    return least;
  }

  /** Whether anything of such a chain may arrive before it is beaten (BEATEN-1). */
  #mayArrive(first: EndFlights, { price, minutes }: Bound): boolean {
    const limits = this.#limits.of(first, price);
    const onward = minutes - first.minutes;
    for (let i = 0; i < limits.length; i++) {
      if ((first.legs[i] as Leg).arrivalUtc + onward <= (limits[i] as number)) return true;
    }
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

  /** `before`: where waits are limited, the flights of market `known - 1` that may be caught. */
  #pushWhole(
    queue: ChainQueue,
    first: EndFlights,
    markets: readonly Index[],
    before: TakenLegs | undefined,
    known: number,
  ): void {
    const flights = markets.length;
    if (this.#places.cabins?.mayCarry(markets) === false) return;
    const last = this.#ends.last(
      this.#network.marketOrigin[markets[flights - 1] as Index] as Index,
    );
    const bound =
      last === undefined || this.#places.isDetour(markets, flights)
        ? undefined
        : this.#boundOf(first, markets, last);
    if (last === undefined || bound === undefined) {
      if (this.#limitsLast && !this.isCut) this.#isCut = this.#isChain(first, markets);
      return;
    }
    if (this.#places.isDetour(markets, flights - 1)) return;
    if (before !== undefined && known === flights - 1 && !this.#mayCatch(before, last))
      this.#isCut = true;
    else if (this.#windowed !== undefined) {
      const limits = this.#limits.of(first, bound.price);
      const within = this.#windowed.ofWhole(first, markets, last, bound, limits);
      this.#pushWithin(queue, markets, true, within);
    } else this.#push(queue, [...markets], true, bound);
  }

  #boundOf(first: EndFlights, markets: readonly Index[], last: EndFlights): Bound | undefined {
    const bound = this.#bounds.ofWhole(first, markets, last);
    return bound.cost === Number.POSITIVE_INFINITY || !this.#mayEnd(first, last, bound)
      ? undefined
      : bound;
  }

  /** Whether the search without limits has such a whole chain: asked until one is cut (CUT-1). */
  #isChain(first: EndFlights, markets: readonly Index[]): boolean {
    if (this.#places.isDetour(markets, markets.length)) return false;
    const via = this.#network.marketOrigin[markets.at(-1) as Index] as Index;
    const last = this.#ends.unlimitedLast(via);
    return last !== undefined && this.#boundOf(first, markets, last) !== undefined;
  }

  /**
   * Whether one may catch one of the last flights of a chain after those of the market before them.
   * Where there is a market between, its flights are read once the chain is searched: few are.
   */
  #mayCatch(before: TakenLegs, last: EndFlights): boolean {
    return (this.#catchable as CatchableLegs).mayCatch(before, last.market, last.legs);
  }

  #push(queue: ChainQueue, markets: readonly Index[], whole: boolean, bound: Bound): void {
    if (bound.cost === Number.POSITIVE_INFINITY || bound.minutes > this.minutesMax) return;
    if (bound.price > this.#priceMax) {
      this.#isCut = true;
      return;
    }
    const isRaised = !this.#limitsDays;
    queue.push({ markets, whole, ...bound, isRaised, foundUpTo: Number.NEGATIVE_INFINITY });
  }
}

/** Minutes of the shortest flight; undefined where there is none. */
function fastest(departures: readonly Departure[]): number | undefined {
  if (departures.length === 0) return undefined;
  return departures.reduce(
    (min, { departureUtc, arrivalUtc }) => Math.min(min, arrivalUtc - departureUtc),
    Number.POSITIVE_INFINITY,
  );
}
