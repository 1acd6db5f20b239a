/**
 * What a timetable has: carriers, departures a week, the years that they are from, and the regions
 * that they leave from; and which large carriers it lacks. Pure.
 *
 * COVERAGE-3 Each departure of the counted week is in exactly one carrier and one region: both sum
 *    up to all.
 */
import { REGIONS, regionOf } from "../../../common/places/regions.ts";
import type { CarrierCoverage, Coverage, RegionCoverage } from "../../../proto/coverage.ts";
import { isoDate } from "../timetable/departures.ts";
import type { Index, Timetable } from "../timetable/timetable.ts";
import { busiestWeek } from "./busiest-week.ts";
import { gapsOf } from "./gaps.ts";
import type { SourceYears, Years } from "./source-years.ts";
import { Tally } from "./tally.ts";

/** The last is that of airports whose country no table knows: M49's code of the world. */
const REGION_CODES: readonly string[] = [...Object.keys(REGIONS), "001"];
const NO_REGION = REGION_CODES.length - 1;

/**
 * `sourceYears` has the years of each carrier's source where rows have no period of their own: null
 * for schedules of which only the periods are known. A carrier's years are those of its
 * periods, and its source's where it has none.
 */
export function coverageOf(timetable: Timetable, sourceYears: SourceYears | null): Coverage {
  const week = busiestWeek(timetable);
  const regions = timetable.airports.map(({ country }) => regionIndex(country));
  const tally = new Tally(timetable, week, regions, REGION_CODES.length);
  const served = regions.filter((_, airport) => tally.isServed(airport));
  const carriers = timetable.carriers
    .map((carrier, index) => carrierCoverage(tally, carrier, index, sourceYears))
    .filter(({ departuresPerWeek }) => departuresPerWeek > 0)
    .sort((a, b) => b.departuresPerWeek - a.departuresPerWeek || (a.carrier < b.carrier ? -1 : 1));
  const departuresOf = new Map(carriers.map((one) => [one.carrier, one.departuresPerWeek]));
  return {
    week: week === null ? null : isoDate(week),
    departuresPerWeek: sum(carriers.map(({ departuresPerWeek }) => departuresPerWeek)),
    airports: served.length,
    carriers,
    carriersLeftOut: 0,
    regions: Object.fromEntries(
      REGION_CODES.map(
        (code, region) =>
          [
            code,
            regionCoverage(code, carriers, served.filter((one) => one === region).length),
          ] as const,
      ).filter(([, { departuresPerWeek }]) => departuresPerWeek > 0),
    ),
    ...gapsOf((carrier) => departuresOf.get(carrier) ?? 0),
  };
}

function carrierCoverage(
  tally: Tally,
  carrier: string,
  index: Index,
  sourceYears: SourceYears | null,
): CarrierCoverage {
  const regions = REGION_CODES.map(
    (code, region) => [code, tally.departures(index, region)] as const,
  );
  const years = yearsOf(tally, index) ?? sourceYears?.get(carrier);
  return {
    carrier,
    departuresPerWeek: sum(regions.map(([, departures]) => departures)),
    firstYear: years?.first ?? null,
    lastYear: years?.last ?? null,
    regions: Object.fromEntries(regions.filter(([, departures]) => departures > 0)),
  };
}

function regionCoverage(
  region: string,
  carriers: readonly CarrierCoverage[],
  airports: number,
): RegionCoverage {
  const departures = carriers.map(({ regions }) => regions[region] ?? 0);
  return {
    departuresPerWeek: sum(departures),
    carriers: departures.filter((count) => count > 0).length,
    airports,
  };
}

function yearsOf(tally: Tally, carrier: Index): Years | undefined {
  const period = tally.period(carrier);
  const year = (day: number) => Number(isoDate(day).slice(0, 4));
  return period && { first: year(period.first), last: year(period.last) };
}

function regionIndex(country: string): number {
  const region = regionOf(country);
  return region === undefined ? NO_REGION : REGION_CODES.indexOf(region);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
