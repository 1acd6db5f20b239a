/**
 * Departures of a timetable by carrier and by region of the origin, in one pass over its rows: some
 * milliseconds for the whole world, at the start of each bidder.
 */
import { type Index, OPEN_FROM, OPEN_TO, type Timetable } from "../timetable/timetable.ts";
import { departuresIn, type Monday } from "./busiest-week.ts";

/** First and last day of the rows with a period, in days since 1970-01-01. */
interface RowPeriod {
  readonly first: number;
  readonly last: number;
}

export class Tally {
  readonly #regions: number;
  /** Indexed by carrier, then by region. */
  readonly #departures: Uint32Array;
  readonly #isServed: Uint8Array;
  readonly #firsts: Float64Array;
  readonly #lasts: Float64Array;

  /** `regionOf` has the region of each airport: an index below `regions`. */
  constructor(
    timetable: Timetable,
    week: Monday | null,
    regionOf: readonly number[],
    regions: number,
  ) {
    const carriers = timetable.carriers.length;
    this.#regions = regions;
    this.#departures = new Uint32Array(carriers * regions);
    this.#isServed = new Uint8Array(timetable.airports.length);
    this.#firsts = new Float64Array(carriers).fill(Number.POSITIVE_INFINITY);
    this.#lasts = new Float64Array(carriers).fill(Number.NEGATIVE_INFINITY);
    for (let row = 0; row < timetable.rows; row++) {
      const departures = departuresIn(timetable, row, week);
      if (departures === 0) continue;
      const [carrier, origin] = [timetable.carrier[row] as Index, timetable.origin[row] as Index];
      const place = carrier * regions + (regionOf[origin] as number);
      this.#departures[place] = (this.#departures[place] as number) + departures;
      this.#isServed[origin] = 1;
      this.#addDay(carrier, timetable.validFrom[row] as number);
      this.#addDay(carrier, timetable.validTo[row] as number);
    }
  }

  departures(carrier: Index, region: number): number {
    return this.#departures[carrier * this.#regions + region] as number;
  }

  /** Something departs from this airport. */
  isServed(airport: Index): boolean {
    return this.#isServed[airport] === 1;
  }

  /** Undefined where no row of the carrier has a bound. */
  period(carrier: Index): RowPeriod | undefined {
    const [first, last] = [this.#firsts[carrier] as number, this.#lasts[carrier] as number];
    return first <= last ? { first, last } : undefined;
  }

  #addDay(carrier: Index, day: number): void {
    if (day === OPEN_FROM || day === OPEN_TO) return;
    this.#firsts[carrier] = Math.min(this.#firsts[carrier] as number, day);
    this.#lasts[carrier] = Math.max(this.#lasts[carrier] as number, day);
  }
}
