/**
 * What several fares come to at least that lead to the destination one after the other (BOUND-2 of
 * `prices.ts`), whatever airports lie between them.
 *
 * A fare over x miles is at least its line (start + x × slope, by the regions of its ends and the
 * cheapest kind of carrier) times the least level, class, discount for connections, and cabin's
 * factor: all of these are bounds that the fare model keeps (`throughDollars` of `fares/fare.ts`). p
 * fares over x1 + ... + xp >= d miles are then at least the sum of their lines' starts and d times
 * the smallest of their slopes. Which regions lie between is not known, so every chain of those that
 * the trip may touch at all (ENGINE-4) is tried, once a search: of chains, only those count that no
 * other is below in both numbers.
 */
import { cabinFactor, leastConnectionFactor, milesOf } from "../../flights/fares/curves.ts";
import { CLASSES, classFactor, dateFactor, type SliceFares } from "../../flights/fares/fare.ts";
import { leastLevel } from "../../flights/fares/fare-tables.ts";
import { LINES, PAIR_LENGTH } from "../../flights/fares/region-curves.ts";
import { FARE_REGION_COUNT } from "../../flights/fares/regions.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Network } from "./network.ts";
import { FLIGHTS_MAX, flownKmMax } from "./rules.ts";

/** Of one fare or several. */
interface Line {
  readonly start: number;
  readonly perMile: number;
}

/** By flights: the largest discount for all connections but one. */
const DISCOUNT = Array.from({ length: FLIGHTS_MAX + 1 }, (_, flights) =>
  leastConnectionFactor(Math.max(0, flights - 2)),
);
/** The kinds of carriers are numbers from 0 to before this, the cheapest first (CURVE-2). */
const KINDS = PAIR_LENGTH / 2;
/** After the first fare of an itinerary, at most. */
const RESTS_MAX = FLIGHTS_MAX - 1;

/** A trip's ends and the fares of its date. */
type Trip = Pick<Route, "origin" | "destination" | "miles" | "fares">;

export class LeastSums {
  readonly #network: Network;
  readonly #trip: Trip;
  readonly #fares: SliceFares;
  readonly #regions: readonly number[];
  /** By fares at most, kind and region, as far as asked for: chains from there to the destination. */
  readonly #rests: (readonly Line[] | undefined)[] = [];
  /** Of `ofRest`, before the discount: by kind and airport. */
  readonly #restDollars = new Map<number, number>();
  /** Of `ofAll`, before the discount, by carrier, class and kind. */
  readonly #all = new Map<number, number>();

  constructor(network: Network, trip: Trip) {
    this.#network = network;
    this.#trip = trip;
    this.#fares = trip.fares;
    this.#regions = regionsBetween(network, trip);
  }

  /**
   * Dollars of one fare or more from an airport to the destination, of carriers of this kind or a
   * dearer one, in an itinerary of so many flights.
   */
  ofRest(at: Index, kind: number, flights: number): number {
    const key = at * KINDS + kind;
    let dollars = this.#restDollars.get(key);
    if (dollars === undefined) {
      const km = this.#network.timetable.distanceKm(at, this.#trip.destination);
      const rests = this.#restsFrom(this.#fareRegionOf(at), kind, RESTS_MAX);
      dollars = this.#dollars(rests, milesOf(km));
      this.#restDollars.set(key, dollars);
    }
    return dollars * (DISCOUNT[flights] as number);
  }

  /**
   * Of two fares or more from end to end: the first of this carrier in this class or a higher one,
   * the others of this kind or a dearer one.
   */
  ofAll(carrier: Index, fareClass: number, kind: number, flights: number): number {
    const key = (carrier * CLASSES + fareClass) * KINDS + kind;
    let dollars = this.#all.get(key);
    if (dollars === undefined) {
      const { tables } = this.#fares;
      const own = tables.carrierKind[carrier] as number;
      const level = leastLevel(tables, carrier) * classFactor(fareClass);
      dollars = this.#dollars(this.#chainsOf(own, level, kind), this.#trip.miles);
      this.#all.set(key, dollars);
    }
    return dollars * (DISCOUNT[flights] as number);
  }

  /** Of two fares or more from end to end, of any carriers. */
  ofAny(flights: number): number {
    const dollars = this.#dollars(this.#chainsOf(0, this.#levelOf(0), 0), this.#trip.miles);
    return dollars * (DISCOUNT[flights] as number);
  }

  /** Of carriers of a kind and of dearer ones, in the cheapest class. */
  #levelOf(kind: number): number {
    return (this.#fares.tables.kindLevel[kind] as number) * classFactor(0);
  }

  #fareRegionOf(airport: Index): number {
    return this.#fares.tables.airportRegion[airport] as number;
  }

  #dollars(lines: readonly Line[], miles: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < lines.length; i++) {
      const { start, perMile } = lines[i] as Line;
      least = Math.min(least, start + perMile * miles);
    }
    return least * cabinFactor(this.#fares.cabin, 0);
  }

  /** From the origin to the destination by two fares or more, the first of kind `own`. */
  #chainsOf(own: number, level: number, kind: number): readonly Line[] {
    const chains: Line[] = [];
    this.#addChains(chains, this.#fareRegionOf(this.#trip.origin), own, level, kind, RESTS_MAX);
    return chains;
  }

  /** From a region to the destination by one fare to so many. */
  #restsFrom(region: number, kind: number, faresMax: number): readonly Line[] {
    const key = (faresMax * KINDS + kind) * FARE_REGION_COUNT + region;
    const known = this.#rests[key];
    if (known !== undefined) return known;
    const level = this.#levelOf(kind);
    const destination = this.#fareRegionOf(this.#trip.destination);
    const at = lineAt(region, destination, kind);
    const factor = level * dateFactor(this.#fares, region, destination);
    const start = factor * (LINES[at] as number);
    const rests: Line[] = [{ start, perMile: factor * (LINES[at + 1] as number) }];
    if (faresMax > 1) this.#addChains(rests, region, kind, level, kind, faresMax - 1);
    this.#rests[key] = rests;
    return rests;
  }

  /** Adds one fare to each region, followed by each of the rests from there. */
  #addChains(
    chains: Line[],
    from: number,
    own: number,
    level: number,
    kind: number,
    restsMax: number,
  ): void {
    for (let i = 0; i < this.#regions.length; i++) {
      const region = this.#regions[i] as number;
      const at = lineAt(from, region, own);
      const factor = level * dateFactor(this.#fares, from, region);
      const start = factor * (LINES[at] as number);
      const perMile = factor * (LINES[at + 1] as number);
      const rests = this.#restsFrom(region, kind, restsMax);
      for (let one = 0; one < rests.length; one++) {
        const rest = rests[one] as Line;
        add(chains, start + rest.start, Math.min(perMile, rest.perMile));
      }
    }
  }
}

/** Where a line stands in LINES. */
function lineAt(from: number, to: number, kind: number): number {
  return PAIR_LENGTH * (FARE_REGION_COUNT * from + to) + 2 * kind;
}

/** Adds a line unless another one is nowhere above it, and removes those that it is nowhere above. */
function add(lines: Line[], start: number, perMile: number): void {
  let kept = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line;
    if (line.start <= start && line.perMile <= perMile) return;
    if (line.start < start || line.perMile < perMile) lines[kept++] = line;
  }
  lines.length = kept;
  lines.push({ start, perMile });
}

/**
 * The regions that have an airport on a way that is not too long. An airport is no nearer to the
 * trip's ends than its region's centre is, less the region's radius.
 */
function regionsBetween(
  { timetable, fareTables: { regionCentre, regionRadius } }: Network,
  { origin, destination }: Trip,
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
