/**
 * The search for connections: the Pareto front over price, travel time and stops of all itineraries with one or two connections
 * that keep the rules (`rules.ts`), out of the whole timetable. Pure; a generator, so that whoever runs it may stop it.
 *
 * Two-stop itineraries meet in the middle: the first flights and the last ones are known, and only markets between the two are
 * looked at, within the rules' detour. That leaves a few hundred to some ten thousand itineraries a search, which are all priced: it
 * takes less time than bounding them would, and nothing that could be on the front is left out.
 *
 * What has one connection is final before the first with two is looked at: more connections are no better in that, so nothing with
 * two can push one with one off the front. So the two can be told one after the other.
 */
import { milesOf } from "../fares/curves.ts";
import { type FareLeg, onSale, sliceDollars } from "../fares/fare.ts";
import { minimumConnectionMinutes } from "../itineraries/minimum-connection.ts";
import { oneMarket } from "../itineraries/rights.ts";
import type { Route } from "../itineraries/route.ts";
import { dayOf, marketOn, operatesOn, zonesOf } from "../timetable/departures.ts";
import type { Departure, Index } from "../timetable/timetable.ts";
import type { Zone } from "../timetable/zones.ts";
import { Front, type Point } from "./front.ts";
import { byArrival, byDeparture, departureUtcOf, firstArriving, firstLeaving, type Leg, legOf, legsOf, sold } from "./legs.ts";
import type { Network } from "./network.ts";
import { flownKmMax, isDayTrip, LAYOVER_MINUTES_MAX, travelMinutesMax } from "./rules.ts";

export interface Connection extends Point {
  readonly legs: readonly Leg[];
  /** One adult's fare. */
  readonly dollars: number;
  /** The carrier that sells it: of the longest flight, the first where two are as long. */
  readonly seller: Index;
}

export interface ConnectionQuery {
  readonly route: Route;
  readonly stopsMax: number;
  readonly nowMs: number;
  /**
   * The party's price in minor units of the search's currency when this carrier sells at so many dollars an adult. Infinity when it
   * cannot be said: the itinerary is left out.
   */
  price(seller: Index, dollars: number): number;
}

/** All that the front keeps, in no particular order. */
export function* connections(network: Network, query: ConnectionQuery): Generator<undefined, readonly Connection[]> {
  const search = new ConnectionSearch(network, query);
  if (query.stopsMax >= 1) yield* search.oneStop();
  if (query.stopsMax >= 2) yield* search.twoStops();
  return search.front.points;
}

/** First flights to one airport, by arrival. */
interface Out {
  readonly market: Index;
  readonly via: Index;
  readonly km: number;
  readonly legs: readonly Leg[];
}

/** Markets that lead on from a first flight to the destination, with one stop more. */
interface Through {
  readonly out: Out;
  readonly middle: Index;
  readonly last: Index;
}

/** The search in its steps: `oneStop`, and then, as far as they are wanted, `throughs` and `twoStops`. */
export class ConnectionSearch {
  readonly front = new Front<Connection>();
  readonly #network: Network;
  readonly #query: ConnectionQuery;
  readonly #zones: readonly Zone[];
  /** Whether anybody flies it non-stop, on whatever day. */
  readonly #nonstop: boolean;
  readonly #flownKmMax: number;
  readonly #minutesMax: number;
  readonly #dayTrip: boolean;
  /** The country of the whole trip, where it is within one. */
  readonly #country: string | undefined;
  readonly #outs: readonly Out[];
  /** By airport: its market to the destination, or -1. */
  readonly #lastMarket: Int32Array;
  #throughs: readonly Through[] | undefined;
  readonly #lastLegs = new Map<Index, readonly Leg[]>();
  /** No flight after the first leaves earlier than this, nor later than the horizon. */
  readonly #earliestUtc: number;
  readonly #horizonUtc: number;

  constructor(network: Network, query: ConnectionQuery) {
    this.#network = network;
    this.#query = query;
    this.#zones = zonesOf(network.timetable);
    const { timetable } = network;
    const { origin, destination, day } = query.route;
    const [from, to] = timetable.market(origin, destination);
    const km = timetable.distanceKm(origin, destination);
    this.#nonstop = to > from;
    this.#flownKmMax = flownKmMax(km, this.#nonstop);
    this.#minutesMax = travelMinutesMax(fastest(marketOn(timetable, origin, destination, day)));
    this.#dayTrip = isDayTrip(km);
    const [home, abroad] = [origin, destination].map((airport) => timetable.airports[airport]?.country);
    this.#country = home === abroad ? home : undefined;
    this.#lastMarket = new Int32Array(timetable.airports.length).fill(-1);
    for (let i = network.firstInto[destination] as number; i < (network.firstInto[destination + 1] as number); i++) {
      const market = network.marketsInto[i] as Index;
      this.#lastMarket[network.marketOrigin[market] as Index] = market;
    }
    this.#lastMarket[origin] = -1;
    this.#outs = this.#findOuts();
    this.#earliestUtc = this.#outs.reduce((min, { legs }) => Math.min(min, (legs[0] as Leg).arrivalUtc), Number.POSITIVE_INFINITY);
    const lastArrival = this.#outs.reduce((max, { legs }) => Math.max(max, (legs.at(-1) as Leg).arrivalUtc), 0);
    this.#horizonUtc = lastArrival + 2 * LAYOVER_MINUTES_MAX + network.blockMax;
  }

  #findOuts(): Out[] {
    const { marketsFrom, marketDestination, marketKm } = this.#network;
    const { route, nowMs } = this.#query;
    const outs: Out[] = [];
    for (let market = marketsFrom[route.origin] as Index; market < (marketsFrom[route.origin + 1] as Index); market++) {
      const via = marketDestination[market] as Index;
      const km = marketKm[market] as number;
      if (via === route.destination || km > this.#flownKmMax || !this.#within(via)) continue;
      const legs = legsOf(this.#network, market, route.day, route.day, route.fares).filter((leg) => onSale(nowMs, leg.departureUtc));
      if (legs.length > 0) outs.push({ market, via, km, legs: legs.sort(byArrival) });
    }
    return outs;
  }

  /** Whether two markets, one after the other, are too long a way between their ends (R4). */
  #isDetour(one: Index, next: Index): boolean {
    const { timetable, marketOrigin, marketDestination, marketKm } = this.#network;
    const [origin, destination] = [marketOrigin[one] as Index, marketDestination[next] as Index];
    const [from, to] = timetable.market(origin, destination);
    const km = (marketKm[one] as number) + (marketKm[next] as number);
    return km > flownKmMax(timetable.distanceKm(origin, destination), to > from);
  }

  /** Whether the trip may touch this airport (R9). */
  #within(airport: Index): boolean {
    const country = this.#network.timetable.airports[airport]?.country as string;
    return this.#country === undefined || country === this.#country || (!this.#nonstop && oneMarket(country, this.#country));
  }

  /** Flights from `via` to the destination, by departure, as far as any connection may reach. */
  #last(via: Index, market: Index): readonly Leg[] {
    let legs = this.#lastLegs.get(via);
    if (legs === undefined) {
      const { route } = this.#query;
      const zone = this.#zones[via] as Zone;
      const [from, to] = [dayOf(zone.toLocal(this.#earliestUtc)), dayOf(zone.toLocal(this.#horizonUtc))];
      legs = legsOf(this.#network, market, from, to, route.fares).sort(byDeparture);
      this.#lastLegs.set(via, legs);
    }
    return legs;
  }

  #minimumAt(airport: Index, arriving: Index, leaving: Index): number {
    const { airportSize, marketInternational } = this.#network;
    return minimumConnectionMinutes(
      airportSize[airport] as 0 | 1 | 2,
      marketInternational[arriving] === 1,
      marketInternational[leaving] === 1,
    );
  }

  /** Carriers that fly out of the origin on the day, in the cabin, and also into the destination: no other could fly the whole way. */
  carriersThroughout(): Index[] {
    const { timetable, marketRow } = this.#network;
    const into = new Set<Index>();
    for (const last of this.#lastMarket) {
      if (last < 0) continue;
      for (let row = marketRow[last] as Index; row < (marketRow[last + 1] as Index); row++) into.add(timetable.carrier[row] as Index);
    }
    const out = new Set(this.#outs.flatMap(({ legs }) => legs.map((leg) => leg.carrier)));
    return [...out].filter((carrier) => into.has(carrier));
  }

  *oneStop(): Generator<undefined, void> {
    const { marketKm, connects, timetable } = this.#network;
    for (const { market: first, via, km, legs } of this.#outs) {
      const last = this.#lastMarket[via] as Index;
      if (last < 0 || km + (marketKm[last] as number) > this.#flownKmMax) continue;
      const minimum = this.#minimumAt(via, first, last);
      const onward = this.#last(via, last);
      for (const a of legs) {
        for (let i = firstLeaving(onward, a.arrivalUtc + minimum); i < onward.length; i++) {
          const b = onward[i] as Leg;
          if (b.departureUtc > a.arrivalUtc + LAYOVER_MINUTES_MAX || b.departureUtc > a.departureUtc + this.#minutesMax) break;
          if (connects[a.carrier * timetable.carriers.length + b.carrier] === 1) this.#offer([a, b]);
        }
      }
      yield;
    }
  }

  /**
   * Finds the ways that two connections could take, and gives a lower bound of their travel time: of every leg the shortest flight that
   * there is, and the minimum connecting times (R1). Ways that would take too long even so (R7) are none. Infinity when there is no
   * way: then `twoStops` finds nothing.
   */
  *throughs(): Generator<undefined, number> {
    const { marketsFrom, marketDestination, marketKm, marketBlockMin } = this.#network;
    const found: Through[] = [];
    let minutesMin = Number.POSITIVE_INFINITY;
    for (const out of this.#outs) {
      const { market: first, via: a, km, legs } = out;
      const blockMin = legs.reduce((min, leg) => Math.min(min, leg.arrivalUtc - leg.departureUtc), Number.POSITIVE_INFINITY);
      const to = marketsFrom[a + 1] as Index;
      for (let middle = marketsFrom[a] as Index; middle < to; middle++) {
        const b = marketDestination[middle] as Index;
        const last = this.#lastMarket[b] as Index;
        if (last < 0 || km + (marketKm[middle] as number) + (marketKm[last] as number) > this.#flownKmMax || !this.#within(b)) continue;
        if (this.#isDetour(first, middle) || this.#isDetour(middle, last)) continue;
        const waiting = this.#minimumAt(a, first, middle) + this.#minimumAt(b, middle, last);
        const flying = blockMin + (marketBlockMin[middle] as number) + (marketBlockMin[last] as number);
        if (waiting + flying > this.#minutesMax) continue;
        found.push({ out, middle, last });
        minutesMin = Math.min(minutesMin, waiting + flying);
      }
      yield;
    }
    this.#throughs = found;
    return minutesMin;
  }

  *twoStops(): Generator<undefined, void> {
    if (this.#throughs === undefined) yield* this.throughs();
    for (const through of this.#throughs ?? []) {
      this.#throughMiddle(through);
      yield;
    }
  }

  #throughMiddle({ out, middle, last }: Through): void {
    const { timetable, marketRow, marketKm, marketDestination, connects } = this.#network;
    const { market: first, via: a, legs: firsts } = out;
    const b = marketDestination[middle] as Index;
    const { fares } = this.#query.route;
    const carriers = timetable.carriers.length;
    const zone = this.#zones[a] as Zone;
    const [minimumA, minimumB] = [this.#minimumAt(a, first, middle), this.#minimumAt(b, middle, last)];
    const [earliest, latest] = [(firsts[0] as Leg).arrivalUtc + minimumA, (firsts.at(-1) as Leg).arrivalUtc + LAYOVER_MINUTES_MAX];
    const [dayFrom, dayTo] = [dayOf(zone.toLocal(earliest)), dayOf(zone.toLocal(latest))];
    const onward = this.#last(b, last);
    for (let row = marketRow[middle] as Index; row < (marketRow[middle + 1] as Index); row++) {
      if (!sold(this.#network, row, fares)) continue;
      const carrier = timetable.carrier[row] as Index;
      for (let day = dayFrom; day <= dayTo; day++) {
        if (!operatesOn(timetable, row, day)) continue;
        const departs = departureUtcOf(this.#network, zone, row, day);
        const arrives = departs + (timetable.blockMinutes[row] as number);
        const from = firstArriving(firsts, departs - LAYOVER_MINUTES_MAX);
        if (from === firsts.length || (firsts[from] as Leg).arrivalUtc > departs - minimumA) continue;
        const onwardFrom = firstLeaving(onward, arrives + minimumB);
        if (onwardFrom === onward.length || (onward[onwardFrom] as Leg).departureUtc > arrives + LAYOVER_MINUTES_MAX) continue;
        let leg: Leg | undefined;
        for (let i = from; i < firsts.length; i++) {
          const one = firsts[i] as Leg;
          if (one.arrivalUtc > departs - minimumA) break;
          if (connects[one.carrier * carriers + carrier] === 0) continue;
          for (let j = onwardFrom; j < onward.length; j++) {
            const three = onward[j] as Leg;
            if (three.departureUtc > arrives + LAYOVER_MINUTES_MAX || three.departureUtc > one.departureUtc + this.#minutesMax) break;
            if (connects[carrier * carriers + three.carrier] === 0 || connects[one.carrier * carriers + three.carrier] === 0) continue;
            leg ??= legOf(this.#network, row, day, departs, marketKm[middle] as number, fares);
            this.#offer([one, leg, three]);
          }
        }
      }
    }
  }

  #offer(legs: readonly Leg[]): void {
    const { timetable } = this.#network;
    const { route } = this.#query;
    const minutes = (legs.at(-1) as Leg).arrivalUtc - (legs[0] as Leg).departureUtc;
    if (minutes > this.#minutesMax || (this.#dayTrip && this.#staysOvernight(legs)) || !this.#soldTogether(legs)) return;
    const airport = (at: Index) => timetable.origin[(legs[at] as Leg).row] as Index;
    const end = (at: Index) => timetable.destination[(legs[at] as Leg).row] as Index;
    const dollars = sliceDollars(
      route.fares,
      legs.map((leg): FareLeg => leg.fare),
      (from, to) => milesOf(timetable.distanceKm(airport(from), end(to))),
    );
    const seller = this.#sellerOf(legs);
    const price = this.#query.price(seller, dollars);
    if (price === Number.POSITIVE_INFINITY || this.front.dominates(price, minutes, legs.length - 1)) return;
    this.front.add({ legs, dollars, seller, price, minutes, stops: legs.length - 1 });
  }

  /** Whether one leaves some airport on a later local date than one arrived (R8). */
  #staysOvernight(legs: readonly Leg[]): boolean {
    return legs.some((leg, i) => {
      if (i === 0) return false;
      const zone = this.#zones[this.#network.timetable.origin[leg.row] as Index] as Zone;
      return dayOf(zone.toLocal((legs[i - 1] as Leg).arrivalUtc)) !== leg.day;
    });
  }

  /** Whether every domestic flight that is not sold alone is next to an international one of its carrier (R9). */
  #soldTogether(legs: readonly Leg[]): boolean {
    const { rowTag, timetable } = this.#network;
    const country = (airport: Index | undefined) => timetable.airports[airport as Index]?.country;
    const carries = (leg: Leg | undefined, carrier: Index) =>
      leg?.carrier === carrier && country(timetable.origin[leg.row]) !== country(timetable.destination[leg.row]);
    return legs.every(({ row, carrier }, i) => rowTag[row] === 0 || carries(legs[i - 1], carrier) || carries(legs[i + 1], carrier));
  }

  #sellerOf(legs: readonly Leg[]): Index {
    const { timetable } = this.#network;
    let seller = -1;
    let longest = -1;
    for (const leg of legs) {
      const km = timetable.distanceKm(timetable.origin[leg.row] as Index, timetable.destination[leg.row] as Index);
      if (km > longest) [seller, longest] = [leg.carrier, km];
    }
    return seller;
  }
}

/** Minutes of the shortest flight; undefined where there is none. */
function fastest(departures: readonly Departure[]): number | undefined {
  if (departures.length === 0) return undefined;
  return departures.reduce((min, { departureUtc, arrivalUtc }) => Math.min(min, arrivalUtc - departureUtc), Number.POSITIVE_INFINITY);
}
