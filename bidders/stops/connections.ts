/**
 * The search for connections: the Pareto front over price, travel time and stops of all itineraries with one or two connections
 * that keep the rules (`rules.ts`), out of the whole timetable. Pure; a generator, so that whoever runs it may stop it.
 *
 * Two-stop itineraries meet in the middle: the first flights and the last ones are known, and only markets between the two are
 * looked at, within the rules' detour. That leaves a few hundred to some ten thousand itineraries a search, which are all priced: it
 * takes less time than bounding them would, and nothing that could be on the front is left out.
 */
import { milesOf } from "../fares/curves.ts";
import { type FareLeg, onSale, sliceDollars } from "../fares/fare.ts";
import type { Route } from "../itineraries/route.ts";
import { dayOf, operatesOn, zonesOf } from "../timetable/departures.ts";
import type { Index } from "../timetable/timetable.ts";
import type { Zone } from "../timetable/zones.ts";
import { Front, type Point } from "./front.ts";
import { byArrival, byDeparture, departureUtcOf, firstArriving, firstLeaving, type Leg, legOf, legsOf, sold } from "./legs.ts";
import type { Network } from "./network.ts";
import { flownKmMax, LAYOVER_MINUTES_MAX, minimumConnectionMinutes } from "./rules.ts";

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

class ConnectionSearch {
  readonly front = new Front<Connection>();
  readonly #network: Network;
  readonly #query: ConnectionQuery;
  readonly #zones: readonly Zone[];
  readonly #flownKmMax: number;
  readonly #outs: readonly Out[];
  /** By airport: its market to the destination, or -1. */
  readonly #lastMarket: Int32Array;
  readonly #lastLegs = new Map<Index, readonly Leg[]>();
  /** No flight after the first leaves earlier than this, nor later than the horizon. */
  readonly #earliestUtc: number;
  readonly #horizonUtc: number;

  constructor(network: Network, query: ConnectionQuery) {
    this.#network = network;
    this.#query = query;
    this.#zones = zonesOf(network.timetable);
    const { origin, destination } = query.route;
    this.#flownKmMax = flownKmMax(network.timetable.distanceKm(origin, destination));
    this.#lastMarket = new Int32Array(network.timetable.airports.length).fill(-1);
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
      if (via === route.destination || km > this.#flownKmMax) continue;
      const legs = legsOf(this.#network, market, route.day, route.day, route.fares).filter((leg) => onSale(nowMs, leg.departureUtc));
      if (legs.length > 0) outs.push({ market, via, km, legs: legs.sort(byArrival) });
    }
    return outs;
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
          if (b.departureUtc > a.arrivalUtc + LAYOVER_MINUTES_MAX) break;
          if (connects[a.carrier * timetable.carriers.length + b.carrier] === 1) this.#offer([a, b]);
        }
      }
      yield;
    }
  }

  *twoStops(): Generator<undefined, void> {
    const { marketsFrom, marketDestination, marketKm } = this.#network;
    for (const out of this.#outs) {
      const { market: first, via: a, km, legs } = out;
      const to = marketsFrom[a + 1] as Index;
      for (let middle = marketsFrom[a] as Index; middle < to; middle++) {
        const b = marketDestination[middle] as Index;
        const last = this.#lastMarket[b] as Index;
        if (last < 0 || km + (marketKm[middle] as number) + (marketKm[last] as number) > this.#flownKmMax) continue;
        this.#throughMiddle(legs, first, a, middle, b, last);
        yield;
      }
    }
  }

  #throughMiddle(firsts: readonly Leg[], first: Index, a: Index, middle: Index, b: Index, last: Index): void {
    const { timetable, marketRow, marketKm, connects } = this.#network;
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
            if (three.departureUtc > arrives + LAYOVER_MINUTES_MAX) break;
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
    const airport = (at: Index) => timetable.origin[(legs[at] as Leg).row] as Index;
    const end = (at: Index) => timetable.destination[(legs[at] as Leg).row] as Index;
    const dollars = sliceDollars(
      route.fares,
      legs.map((leg): FareLeg => leg.fare),
      (from, to) => milesOf(timetable.distanceKm(airport(from), end(to))),
    );
    const seller = this.#sellerOf(legs);
    const price = this.#query.price(seller, dollars);
    const minutes = (legs.at(-1) as Leg).arrivalUtc - (legs[0] as Leg).departureUtc;
    if (price === Number.POSITIVE_INFINITY || this.front.dominates(price, minutes, legs.length - 1)) return;
    this.front.add({ legs, dollars, seller, price, minutes, stops: legs.length - 1 });
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
