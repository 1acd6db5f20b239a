/**
 * The comparison of the fare model with published averages in docs/fares.md: a table between its
 * two marks, and a drawing. `npx node script/documents/fares.ts` writes both; a test fails when
 * they are not up to date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { milesOf } from "../../bidders/flights/fares/curves.ts";
import {
  type FareTables,
  fareTablesOf,
  marketLevel,
} from "../../bidders/flights/fares/fare-tables.ts";
import { minorUnitsPerDollar } from "../../bidders/flights/fares/rates.ts";
import { averageDollars } from "../../bidders/flights/fares/region-curves.ts";
import { REGION_NAMES } from "../../bidders/flights/fares/regions.ts";
import { LONG_ROUND_TRIP_FACTOR } from "../../bidders/flights/fares/round-trip.ts";
import { seasonFactor, seasonsOn } from "../../bidders/flights/fares/seasons.ts";
import { dayNumberOf, daysAWeek } from "../../bidders/flights/timetable/departures.ts";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import type { Index, Timetable } from "../../bidders/flights/timetable/timetable.ts";
import { minorDigits } from "../../common/money/currencies.ts";
import { fareChart } from "./fares-chart.ts";
import { ROOT, readRepositoryFile } from "./files.ts";
import {
  type FareSample,
  PUBLISHED_AVERAGES,
  type PublishedAverage,
  TRIPS_AN_ITINERARY,
} from "./published-averages.ts";

export const DOCUMENT = "docs/fares.md";
const DRAWING = "docs/images/fares.svg";

/** Both in whole US dollars, one way. */
export interface Compared {
  readonly published: PublishedAverage;
  readonly dollars: number;
  readonly modelled: number;
  /** Non-stop flights a week that the modelled average is made of. */
  readonly flights: number;
}

export async function comparedFares(): Promise<Compared[]> {
  const timetable = await loadTimetable(null);
  const tables = fareTablesOf(timetable);
  return PUBLISHED_AVERAGES.map((published) => ({
    published,
    dollars: Math.round(publishedDollars(published)),
    ...modelledAverage(timetable, tables, published),
  }));
}

/** One way, at the project's own exchange rates. */
function publishedDollars({ amount, currency, basis }: PublishedAverage): number {
  const dollars = (amount * 10 ** (minorDigits(currency) ?? 2)) / minorUnitsPerDollar(currency);
  return dollars / (basis === "one-way" ? 1 : basis === "itinerary" ? TRIPS_AN_ITINERARY : 2);
}

/**
 * The mean over all non-stop flights of the sample, each as often as it leaves: economy, in the
 * middle of its classes, one way or half of a round trip.
 */
function modelledAverage(
  timetable: Timetable,
  tables: FareTables,
  { sample, basis }: PublishedAverage,
): { readonly modelled: number; readonly flights: number } {
  const [from, to] = [endsOf(timetable, tables, sample.from), endsOf(timetable, tables, sample.to)];
  const carriers = sample.carriers?.split(" ");
  const seasons = sample.date === undefined ? undefined : seasonsOn(dayNumberOf(sample.date));
  const { rows, origin, destination, carrier, days, distanceKm } = timetable;
  let [sum, flights] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const [a, b, code] = [origin[row], destination[row], carrier[row]] as [Index, Index, Index];
    if (!from(a) || !to(b)) continue;
    if (carriers?.includes(timetable.carriers[code] as string) === false) continue;
    const [one, other] = [tables.airportRegion[a], tables.airportRegion[b]] as [number, number];
    const tier = tables.carrierTier[code] as number;
    const season = seasons === undefined ? 1 : seasonFactor(seasons, one, other);
    const times = daysAWeek(days[row] as number);
    const average = averageDollars(one, other, tier, milesOf(distanceKm(a, b)));
    sum += times * average * season * marketLevel(tables, code, a, b);
    flights += times;
  }
  const factor = basis === "round-trip" ? LONG_ROUND_TRIP_FACTOR : 1;
  return { modelled: Math.round((factor * sum) / flights), flights };
}

function endsOf(
  { airports }: Timetable,
  { airportRegion }: FareTables,
  ends: FareSample["from"],
): (airport: Index) => boolean {
  if (ends === undefined) return () => true;
  const names = new Set(ends.split(" "));
  return (airport) => {
    const { code, country } = airports[airport] as Timetable["airports"][number];
    const region = REGION_NAMES[airportRegion[airport] as number] as string;
    return names.has(code) || names.has(country) || names.has(region);
  };
}

/** How far the model lies off, in per cent of what is published. */
export function deviation({ dollars, modelled }: Compared): number {
  return Math.round((100 * (modelled - dollars)) / dollars);
}

const BASES = { "one-way": "one way", itinerary: "itinerary", "round-trip": "round trip" } as const;
const [BEGIN, END] = ["<!-- comparison: begin -->", "<!-- comparison: end -->"];

function tableOf(all: readonly Compared[]): string {
  const rows = all.map((one) => {
    const { name, amount, currency, basis, about, source, year } = one.published;
    const figure = `${about ? "about " : ""}${amount.toLocaleString("en-US")} ${currency}`;
    const off = deviation(one);
    return `| ${name} | ${figure}, ${BASES[basis]} | ${one.dollars} | ${one.modelled} | ${off > 0 ? "+" : ""}${off} % | ${source}, ${year} |`;
  });
  const off = all.map((one) => Math.abs(deviation(one))).sort((a, b) => a - b);
  const within = (percent: number) => off.filter((one) => one <= percent).length;
  return [
    `Of ${all.length} averages the model is within 10 % of ${within(10)}, within 20 % of ${within(20)} and within 30 % of ${within(30)}.`,
    "",
    "| market | published | that is, USD one way | modelled | off by | source, year |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** The document with a fresh table. */
export function documentWith(
  all: readonly Compared[],
  text = readRepositoryFile(DOCUMENT),
): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${DOCUMENT} lacks the marks of the comparison`);
  return `${text.slice(0, begin)}${BEGIN}\n${tableOf(all)}\n${text.slice(end)}`;
}

export function drawingOf(all: readonly Compared[]): string {
  return fareChart(
    all.map(({ published: { name }, dollars, modelled }) => ({
      name,
      published: dollars,
      modelled,
    })),
  );
}

export function currentDrawing(): string {
  return readFileSync(join(ROOT, DRAWING), "utf8");
}

if (import.meta.main) {
  const all = await comparedFares();
  writeFileSync(join(ROOT, DOCUMENT), documentWith(all));
  writeFileSync(join(ROOT, DRAWING), drawingOf(all));
  console.log(`${DOCUMENT} and ${DRAWING}: ${all.length} averages`);
}
