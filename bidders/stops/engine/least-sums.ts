/**
 * What several fares come to at least that lead to the destination one after the other (BOUND-2 of
 * `prices.ts`), whatever airports lie between them.
 *
 * A fare over x miles is at least its line (start + x × slope, by the regions of its ends and the
 * cheapest carrier tier) times the least level, class, discount for connections, and cabin's
 * factor: all of these are bounds that the fare model keeps (`throughDollars` of `fares/fare.ts`).
 * p fares over x1 + ... + xp >= d miles are then at least the sum of their lines' starts and d
 * times the smallest of their slopes. Which regions lie between is not known, so every chain of
 * those that the slice may touch at all (ENGINE-4) is tried, once a search: of chains, only those
 * count that no other is below in both numbers.
 *
 * SUMS-1 Where flights may be in lower cabins (CABIN-5), every fare is at least that of economy.
 *   The longest flight and more than half of the way are in the asked cabin (ENGINE-14), which
 *   adds, for each of these miles, the slope times what the cabin's factor is above economy's. A
 *   through fare is for the great circle x between its ends, and its flights fly at most 1.35 x and
 *   1,000 km (ENGINE-4); so of m miles in the asked cabin at least (m - 1,000 km) / 1.35 count.
 */
import { cabinFactor, leastConnectionFactor, milesOf } from "../../flights/fares/curves.ts";
import { CLASSES, classFactor, dateFactor, type SliceFares } from "../../flights/fares/fare.ts";
import { leastLevel } from "../../flights/fares/fare-tables.ts";
import { LINES, PAIR_LENGTH } from "../../flights/fares/region-curves.ts";
import { FARE_REGION_COUNT } from "../../flights/fares/regions.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Network } from "./network.ts";
import { DETOUR_FACTOR, FLIGHTS_MAX, flownKmMax } from "./rules.ts";

/** A line that no fare, and no sum of several fares, is below. */
interface LeastFareLine {
  readonly start: number;
  readonly perMile: number;
}

/** Indexed by flights: the largest discount for all connections but one. */
const DISCOUNT = Array.from({ length: FLIGHTS_MAX + 1 }, (_, flights) =>
  leastConnectionFactor(Math.max(0, flights - 2)),
);
/** The carrier tiers are numbers from 0 to before this, the cheapest first (CURVE-2). */
const TIER_COUNT = PAIR_LENGTH / 2;
/** Carriers are numbers of 16 bits. */
const CARRIERS_MAX = 2 ** 16;
/** The most fares after the first one of an itinerary. */
const RESTS_MAX = FLIGHTS_MAX - 1;

/** What is flown is longer than DETOUR_FACTOR times the great circle by no more (ENGINE-4). */
const DETOUR_MILES = milesOf(flownKmMax(1000, false) - DETOUR_FACTOR * 1000);

/** A slice's ends and the fares of its date. */
type SliceRoute = Pick<Route, "origin" | "destination" | "miles" | "fares">;

export class LeastSums {
  readonly #network: Network;
  readonly #route: SliceRoute;
  readonly #fares: SliceFares;
  readonly #regions: readonly number[];
  /**
   * Indexed by fares at most, tier and region, as far as asked for: chains from there to the
   * destination.
   */
  readonly #rests: (readonly LeastFareLine[] | undefined)[] = [];
  /** The results of `ofRest` before the discount, keyed by tier and airport. */
  readonly #restDollars = new Map<number, number>();
  /**
   * The results of `ofAll` before the discount, keyed by flights where these count, carrier, class
   * and tier.
   */
  readonly #all = new Map<number, number>();
  /** Indexed by flights: miles that are added to the slice's own (SUMS-1); 0 in economy. */
  readonly #moreMiles: readonly number[];

  constructor(network: Network, route: SliceRoute) {
    this.#network = network;
    this.#route = route;
    this.#fares = route.fares;
    this.#regions = regionsBetween(network, route);
    this.#moreMiles = moreMiles(route);
  }

  /**
   * Dollars of one fare or more from an airport to the destination, of carriers of this tier or a
   * more expensive one, in an itinerary of so many flights.
   */
  ofRest(at: Index, tier: number, flights: number): number {
    const key = at * TIER_COUNT + tier;
    let dollars = this.#restDollars.get(key);
    if (dollars === undefined) {
      const km = this.#network.timetable.distanceKm(at, this.#route.destination);
      const rests = this.#restsFrom(this.#fareRegionOf(at), tier, RESTS_MAX);
      dollars = this.#dollars(rests, milesOf(km));
      this.#restDollars.set(key, dollars);
    }
    return dollars * (DISCOUNT[flights] as number);
  }

  /**
   * The least sum of two fares or more from end to end: the first of this carrier in this class or
   * a higher one, in any cabin, the others of this tier or a more expensive one.
   */
  ofAll(carrier: Index, fareClass: number, tier: number, flights: number): number {
    const more = this.#moreMiles[flights] as number;
    const way = more === 0 ? 0 : flights;
    const key = ((way * CARRIERS_MAX + carrier) * CLASSES + fareClass) * TIER_COUNT + tier;
    let dollars = this.#all.get(key);
    if (dollars === undefined) {
      const { tables } = this.#fares;
      const own = tables.carrierTier[carrier] as number;
      const level = leastLevel(tables, carrier) * classFactor(fareClass);
      dollars = this.#dollars(this.#chainsOf(own, level, tier), this.#route.miles + more);
      this.#all.set(key, dollars);
    }
    return dollars * (DISCOUNT[flights] as number);
  }

  /** The least sum of two fares or more from end to end, of any carriers. */
  ofAny(flights: number): number {
    const miles = this.#route.miles + (this.#moreMiles[flights] as number);
    const dollars = this.#dollars(this.#chainsOf(0, this.#levelOf(0), 0), miles);
    return dollars * (DISCOUNT[flights] as number);
  }

  /** The least level of carriers of a tier and of more expensive ones, in the cheapest class. */
  #levelOf(tier: number): number {
    return (this.#fares.tables.tierLevel[tier] as number) * classFactor(0);
  }

  #fareRegionOf(airport: Index): number {
    return this.#fares.tables.airportRegion[airport] as number;
  }

  #dollars(lines: readonly LeastFareLine[], miles: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < lines.length; i++) {
      const { start, perMile } = lines[i] as LeastFareLine;
      least = Math.min(least, start + perMile * miles);
    }
    return least;
  }

  /**
   * The lines of chains from the origin to the destination by two fares or more, the first of tier
   * `own`.
   */
  #chainsOf(own: number, level: number, tier: number): readonly LeastFareLine[] {
    const chains: LeastFareLine[] = [];
    this.#addChains(chains, this.#fareRegionOf(this.#route.origin), own, level, tier, RESTS_MAX);
    return chains;
  }

  /** The lines of chains from a region to the destination by one fare or more, up to so many. */
  #restsFrom(region: number, tier: number, faresMax: number): readonly LeastFareLine[] {
    const key = (faresMax * TIER_COUNT + tier) * FARE_REGION_COUNT + region;
    const known = this.#rests[key];
    if (known !== undefined) return known;
    const level = this.#levelOf(tier);
    const destination = this.#fareRegionOf(this.#route.destination);
    const at = lineAt(region, destination, tier);
    const factor = level * dateFactor(this.#fares, region, destination);
    const start = factor * (LINES[at] as number);
    const rests: LeastFareLine[] = [{ start, perMile: factor * (LINES[at + 1] as number) }];
    if (faresMax > 1) this.#addChains(rests, region, tier, level, tier, faresMax - 1);
    this.#rests[key] = rests;
    return rests;
  }

  /** Adds one fare to each region, followed by each of the rests from there. */
  #addChains(
    chains: LeastFareLine[],
    from: number,
    own: number,
    level: number,
    tier: number,
    restsMax: number,
  ): void {
    for (let i = 0; i < this.#regions.length; i++) {
      const region = this.#regions[i] as number;
      const at = lineAt(from, region, own);
      const factor = level * dateFactor(this.#fares, from, region);
      const start = factor * (LINES[at] as number);
      const perMile = factor * (LINES[at + 1] as number);
      const rests = this.#restsFrom(region, tier, restsMax);
      for (let one = 0; one < rests.length; one++) {
        const rest = rests[one] as LeastFareLine;
        add(chains, start + rest.start, Math.min(perMile, rest.perMile));
      }
    }
  }
}

/**
 * SUMS-1, by flights, of two fares or more. The longest flight has a part of the way at least; of
 * two flights none is a through fare, so each counts in full.
 */
function moreMiles({ miles, fares }: SliceRoute): number[] {
  const above = (over: number) => cabinFactor(fares.cabin, over) - cabinFactor("economy", over);
  const counted = (flown: number) => Math.max(0, flown - DETOUR_MILES) / DETOUR_FACTOR;
  return Array.from({ length: FLIGHTS_MAX + 1 }, (_, flights) => {
    if (flights <= 2) return (above(miles / 2) * miles) / 2;
    const longest = counted(miles / flights);
    const others = counted(miles / 2 - Math.max(miles / flights, DETOUR_MILES));
    return above(longest) * longest + above(0) * others;
  });
}

/** Where a line is in LINES. */
function lineAt(from: number, to: number, tier: number): number {
  return PAIR_LENGTH * (FARE_REGION_COUNT * from + to) + 2 * tier;
}

/**
 * Adds a line unless another one is nowhere above it, and removes those that it is nowhere above.
 */
function add(lines: LeastFareLine[], start: number, perMile: number): void {
  let kept = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as LeastFareLine;
    if (line.start <= start && line.perMile <= perMile) return;
    if (line.start < start || line.perMile < perMile) lines[kept++] = line;
  }
  lines.length = kept;
  lines.push({ start, perMile });
}

/**
 * The regions that have an airport on a way that is not too long. An airport is no nearer to the
 * slice's ends than its region's centre is, less the region's radius.
 */
export function regionsBetween(
  { timetable, fareTables: { regionCentre, regionRadius } }: Network,
  { origin, destination }: Pick<SliceRoute, "origin" | "destination">,
): number[] {
  const kmMax = flownKmMax(timetable.distanceKm(origin, destination), false);
  const regions: number[] = [];
  for (let region = 0; region < FARE_REGION_COUNT; region++) {
    const radius = regionRadius[region] as number;
    if (radius < 0) continue;
    const centre = regionCentre[region] as Index;
    const km = timetable.distanceKm(origin, centre) + timetable.distanceKm(centre, destination);
    if (km - 2 * radius <= kmMax) regions.push(region);
  }
  return regions;
}
