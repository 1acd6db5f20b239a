/**
 * Flights with their instants, classes and fares, made as a search asks for them, and each market
 * and date once.
 */
import { MINUTES_PER_DAY } from "../../../proto/local-time.ts";
import { milesOf } from "../../flights/fares/curves.ts";
import {
  CLASSES,
  type FareLeg,
  fareClass,
  type SliceFares,
  throughDollars,
} from "../../flights/fares/fare.ts";
import { faresByCabin, NO_CABIN, soldCabins } from "../../flights/fares/mixed-cabins.ts";
import type { LeftOutCounts } from "../../flights/itineraries/left-out-counts.ts";
import { dayOf, leavesAt, operatesOn } from "../../flights/timetable/departures.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Zone } from "../../flights/timetable/zones.ts";
import type { Network } from "./network.ts";

/** One flight on one day. Instants in minutes since 1970-01-01T00:00Z. */
export interface Leg extends FareLeg {
  readonly row: Index;
  /** Its cabin's index in CABINS (CABIN-5). */
  readonly cabin: number;
  /** The origin's local date that it is listed for, in days since 1970-01-01. */
  readonly day: number;
  readonly departureUtc: number;
  readonly arrivalUtc: number;
}

/**
 * Dates on either side of the search's own that an itinerary may touch: eastward over the date
 * line, and four long waits.
 */
const DAYS_BEFORE = 2;
const DAYS_KEPT = 16;
/** No clock change skips more, except for those of the date line. */
const SKIPPED_MINUTES_MAX = 120;

/**
 * Where only one itinerary is looked for: its markets, and the rows of its flights. Rows of one
 * flight number are several where its times change.
 */
export interface OnlyFlights {
  readonly markets: ReadonlySet<Index>;
  readonly rows: ReadonlySet<Index>;
}

/** Which flights of the timetable count; absent: those with seats, of all carriers. */
interface LegsChoice {
  /** A flight without seats for the party is in the most expensive class, and not left out. */
  readonly keepsFull?: boolean;
  readonly only?: OnlyFlights | undefined;
  /** Those that may be flown with, see SliceLimits. */
  readonly carriers?: Uint8Array | undefined;
  /** Counts those that are left out; undefined: they are not counted. */
  readonly counts?: LeftOutCounts | undefined;
}

/** The flights that one search may take: in its cabin or a lower one, with seats for its party. */
export class Legs {
  readonly #network: Network;
  /** Indexed by cabin, up to the one that is asked for. */
  readonly #fares: readonly SliceFares[];
  readonly #sold: Uint8Array;
  readonly #firstDay: number;
  readonly #keepsFull: boolean;
  readonly #only: OnlyFlights | undefined;
  /** Those that may be flown with, see SliceLimits; undefined: all. */
  readonly carriers: Uint8Array | undefined;
  readonly #counts: LeftOutCounts | undefined;
  readonly #zones: readonly Zone[];
  readonly #known = new Map<number, readonly Leg[]>();

  /** `day` is the slice's date. */
  constructor(
    network: Network,
    fares: SliceFares,
    day: number,
    { keepsFull = false, only, carriers, counts }: LegsChoice = {},
  ) {
    this.#network = network;
    this.#keepsFull = keepsFull;
    this.#only = only;
    this.carriers = carriers;
    this.#counts = counts;
    this.#fares = faresByCabin(fares);
    this.#sold = soldCabins(this.#fares.length - 1);
    this.#firstDay = day - DAYS_BEFORE;
    this.#zones = network.timetable.zones;
  }

  /** The flights of a market on one local date, sorted by departure. */
  on(market: Index, day: number): readonly Leg[] {
    const key = market * DAYS_KEPT + (day - this.#firstDay);
    let legs = this.#known.get(key);
    if (legs === undefined) {
      legs = this.#make(market, day);
      this.#known.set(key, legs);
    }
    return legs;
  }

  /**
   * The flights of a market that leave on a local date: what is listed for an hour that clocks skip
   * before midnight leaves on the next.
   */
  leavingOn(market: Index, day: number): readonly Leg[] {
    const zone = this.#zones[this.#network.marketOrigin[market] as Index] as Zone;
    const midnight = zone.toUtc(day * MINUTES_PER_DAY);
    const nextMidnight = zone.toUtc((day + 1) * MINUTES_PER_DAY);
    if (zone.offsetAt(midnight - SKIPPED_MINUTES_MAX) === zone.offsetAt(nextMidnight))
      return this.on(market, day);
    const leaves = (leg: Leg) => dayOf(zone.toLocal(leg.departureUtc)) === day;
    return inOrder([...this.on(market, day - 1), ...this.on(market, day)].filter(leaves));
  }

  /**
   * The flights of a market that leave within these minutes, both included, and maybe more; sorted
   * by departure.
   */
  between(market: Index, fromUtc: number, toUtc: number): readonly Leg[] {
    const zone = this.#zones[this.#network.marketOrigin[market] as Index] as Zone;
    // What is listed for an hour that clocks skip before midnight leaves on the next date.
    const from = dayOf(zone.toLocal(fromUtc - SKIPPED_MINUTES_MAX));
    const to = dayOf(zone.toLocal(toUtc));
    if (from === to) return this.on(market, from);
    const legs: Leg[] = [];
    for (let day = from; day <= to; day++) legs.push(...this.on(market, day));
    return inOrder(legs);
  }

  #make(market: Index, day: number): readonly Leg[] {
    const { timetable, marketRow, marketOrigin, marketDestination, marketKm, rowCabins, rowSeed } =
      this.#network;
    const origin = marketOrigin[market] as Index;
    const destination = marketDestination[market] as Index;
    const zone = this.#zones[origin] as Zone;
    const miles = milesOf(marketKm[market] as number);
    const midnight = day * MINUTES_PER_DAY;
    // All but a few dates have one offset from end to end; asking for it once is most of the work
    // saved.
    const lastMinute = midnight + MINUTES_PER_DAY - 1;
    const first = zone.toUtc(midnight);
    const last = zone.toUtc(lastMinute);
    const whole = last - first === lastMinute - midnight && zone.toLocal(last) === lastMinute;
    const offset = whole ? midnight - first : undefined;
    const only = this.#only;
    const legs: Leg[] = [];
    const allowed = this.carriers;
    const rowTo = marketRow[market + 1] as Index;
    for (let row = marketRow[market] as Index; row < rowTo; row++) {
      const cabin = this.#sold[rowCabins[row] as number] as number;
      if (cabin === NO_CABIN || !operatesOn(timetable, row, day)) continue;
      if (only !== undefined && !only.rows.has(row)) continue;
      if (allowed !== undefined && allowed[timetable.carrier[row] as Index] === 0) {
        this.#counts?.flight("over-limit", row, day);
        continue;
      }
      const local = midnight + (timetable.departure[row] as number);
      const departureUtc =
        offset === undefined ? leavesAt(timetable, row, zone, local) : local - offset;
      const fares = this.#fares[cabin] as SliceFares;
      const cheapestOpen = fareClass(
        fares,
        rowSeed[row] as number,
        offset === undefined ? dayOf(zone.toLocal(departureUtc)) : day,
      );
      if (cheapestOpen >= CLASSES && !this.#keepsFull) {
        this.#counts?.flight("sold-out", row, day);
        continue;
      }
      const booked = Math.min(cheapestOpen, CLASSES - 1);
      const carrier = timetable.carrier[row] as Index;
      const dollars = throughDollars(fares, carrier, booked, origin, destination, miles);
      const arrivalUtc = departureUtc + (timetable.blockMinutes[row] as number);
      legs.push({ carrier, fareClass: booked, dollars, row, cabin, day, departureUtc, arrivalUtc });
    }
    return inOrder(legs);
  }
}

/**
 * Sorts flights by departure: as the timetable has them, but where clocks skip an hour. What would
 * have left in it leaves later, beside those after it.
 */
function inOrder(legs: Leg[]): Leg[] {
  for (let i = 1; i < legs.length; i++) {
    if ((legs[i - 1] as Leg).departureUtc > (legs[i] as Leg).departureUtc)
      return legs.sort((a, b) => a.departureUtc - b.departureUtc);
  }
  return legs;
}

/** The first of legs sorted by departure that leaves at `minute` or later. */
export function firstLeaving(legs: readonly Leg[], minute: number): number {
  let low = 0;
  let high = legs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((legs[middle] as Leg).departureUtc < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The earliest and the latest arrival. By index: this runs for each chain, and an iterator costs
 * more than the flights.
 */
export function arrivalsOf(legs: readonly Leg[]): { readonly from: number; readonly to: number } {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (let i = 0; i < legs.length; i++) {
    const { arrivalUtc } = legs[i] as Leg;
    if (arrivalUtc < from) from = arrivalUtc;
    if (arrivalUtc > to) to = arrivalUtc;
  }
  return { from, to };
}
