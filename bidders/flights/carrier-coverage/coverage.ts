/**
 * What a timetable has: carriers, departures a week, the years that they are from, and the regions
 * that they leave from; and which large carriers it lacks. Pure.
 *
 * COVERAGE-3 Each departure of the counted week is in exactly one carrier and one region: both sum
 *    up to all.
 */
import { regionOf } from "../../../common/places/regions.ts";
import type { CarrierCoverage, Coverage, RegionCoverage } from "../../../proto/coverage.ts";
import { isoDate } from "../timetable/departures.ts";
import { type Index, OPEN_FROM, OPEN_TO, type Timetable } from "../timetable/timetable.ts";
import { busiestWeek, departuresIn } from "./busiest-week.ts";
import { gapsOf } from "./gaps.ts";
import type { SourceYears, Years } from "./source-years.ts";

/** The region of airports whose country no table knows. */
const NO_REGION = "001";

/**
 * `sourceYears` has the years of each carrier's source where rows have no period of their own: null
 * for schedules of which nothing but their periods is known. A carrier's years are those of its
 * periods, and its source's where it has none.
 */
export function coverageOf(timetable: Timetable, sourceYears: SourceYears | null): Coverage {
  const { carriers, airports } = timetable;
  const week = busiestWeek(timetable);
  const regionOfAirport = airports.map(({ country }) => regionOf(country) ?? NO_REGION);
  const tallies = new Map<Index, CarrierTally>();
  const regions = new Map<string, RegionTally>();
  for (let row = 0; row < timetable.rows; row++) {
    const departures = departuresIn(timetable, row, week);
    if (departures === 0) continue;
    const [carrier, origin] = [timetable.carrier[row] as Index, timetable.origin[row] as Index];
    const region = regionOfAirport[origin] as string;
    const tally = entry(tallies, carrier, () => new CarrierTally());
    tally.add(departures, region);
    tally.addPeriod(timetable.validFrom[row] as number, timetable.validTo[row] as number);
    entry(regions, region, () => new RegionTally()).add(departures, carrier, origin);
  }
  const codeOf = (carrier: Index) => carriers[carrier] as string;
  const found = [...tallies]
    .map(([carrier, tally]) => tally.coverage(codeOf(carrier), sourceYears))
    .sort((a, b) => b.departuresPerWeek - a.departuresPerWeek || (a.carrier < b.carrier ? -1 : 1));
  const departuresOf = new Map(found.map((one) => [one.carrier, one.departuresPerWeek]));
  return {
    week: week === null ? null : isoDate(week),
    departuresPerWeek: found.reduce((sum, one) => sum + one.departuresPerWeek, 0),
    airports: new Set([...regions.values()].flatMap(({ airports }) => [...airports])).size,
    carriers: found,
    carriersLeftOut: 0,
    regions: Object.fromEntries(
      [...regions]
        .map(([region, tally]) => [region, tally.coverage] as const)
        .sort(([, a], [, b]) => b.departuresPerWeek - a.departuresPerWeek),
    ),
    ...gapsOf((carrier) => departuresOf.get(carrier) ?? 0),
  };
}

class CarrierTally {
  #departures = 0;
  readonly #regions = new Map<string, number>();
  /** Of its rows with a period, in days since 1970-01-01. */
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  add(departures: number, region: string): void {
    this.#departures += departures;
    this.#regions.set(region, (this.#regions.get(region) ?? 0) + departures);
  }

  addPeriod(from: number, to: number): void {
    for (const day of [from, to]) {
      if (day === OPEN_FROM || day === OPEN_TO) continue;
      this.#first = Math.min(this.#first, day);
      this.#last = Math.max(this.#last, day);
    }
  }

  coverage(carrier: string, sourceYears: SourceYears | null): CarrierCoverage {
    const years = this.#years ?? sourceYears?.get(carrier) ?? null;
    return {
      carrier,
      departuresPerWeek: this.#departures,
      firstYear: years?.first ?? null,
      lastYear: years?.last ?? null,
      regions: Object.fromEntries([...this.#regions].sort(([, a], [, b]) => b - a)),
    };
  }

  get #years(): Years | undefined {
    if (this.#first > this.#last) return undefined;
    const year = (day: number) => Number(isoDate(day).slice(0, 4));
    return { first: year(this.#first), last: year(this.#last) };
  }
}

class RegionTally {
  #departures = 0;
  readonly #carriers = new Set<Index>();
  readonly airports = new Set<Index>();

  add(departures: number, carrier: Index, origin: Index): void {
    this.#departures += departures;
    this.#carriers.add(carrier);
    this.airports.add(origin);
  }

  get coverage(): RegionCoverage {
    return {
      departuresPerWeek: this.#departures,
      carriers: this.#carriers.size,
      airports: this.airports.size,
    };
  }
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = create();
  map.set(key, made);
  return made;
}
