/**
 * The command `npm run timetable -- coverage`: what a timetable has, and which carriers it lacks.
 *
 * COMMAND-1 It counts what the bidders search with the same CLOSURES, as `GET /v1/coverage` does.
 */
import { coverageOf } from "../../bidders/flights/carrier-coverage/coverage.ts";
import { sourceYearsOf } from "../../bidders/flights/carrier-coverage/source-years.ts";
import { WORLD_CARRIERS_YEAR } from "../../bidders/flights/carrier-coverage/world-carriers.ts";
import { withoutClosed } from "../../bidders/flights/flight-data.ts";
import { dateOf, knownClosures } from "../../bidders/flights/timetable/closures/closures.ts";
import { isoDate } from "../../bidders/flights/timetable/departures.ts";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import type { ClosuresSetting } from "../../bidders/flights/timetable/timetable-setting.ts";
import { REGIONS, type Region } from "../../common/places/regions.ts";
import { coverageLine, yearsText } from "../../common/text/coverage-line.ts";
import type { CarrierGap, Coverage } from "../../proto/coverage.ts";
import { messageOf } from "../../proto/errors.ts";
import { fittedTable, type TableStyle } from "../cli/columns.ts";
import { CommandFailure } from "../cli/failure.ts";
import { wrapped } from "../cli/layout.ts";
import { jsonText, plain, plainLines } from "../cli/outside-text.ts";
import { terminalOf } from "../cli/terminal.ts";

/** Carriers of a region that are shown where not all are asked for. */
const SHOWN_A_REGION = 12;
/** Columns of the carriers, where they stand beside their region. */
const CARRIERS_WIDTH = 80;
/** A6: far more than those of the largest region take. */
const CARRIERS_CHARS_MAX = 20_000;

export interface CoverageOptions {
  readonly all?: boolean;
  readonly json?: boolean;
  /** The same as the setting CLOSURES of the bidders. */
  readonly closures?: ClosuresSetting;
}

/**
 * `path` is a timetable or an SSIM schedule; without it the timetable that ships is read. Counted
 * is what bidders search: `GET /v1/coverage` has the same figures.
 */
export async function showCoverage(
  path: string | undefined,
  { all = false, json = false, closures = "known" }: CoverageOptions,
): Promise<void> {
  const { coverage, notes } = await coverageAt(path ?? null, closures);
  const applied =
    closures === "none"
      ? "Closed airspaces are not left out."
      : [`The closures of ${isoDate(dateOf(knownClosures()))} are applied.`, ...notes].join("\n");
  if (json) {
    console.error(plainLines(applied));
    console.log(jsonText(coverage, 2));
  } else {
    const { width, paint } = terminalOf(process, process.env);
    const style = { width: width(), paint };
    const lines = coverageLines(coverage, all ? Number.POSITIVE_INFINITY : SHOWN_A_REGION, style);
    console.log([...lines, ...fitted([applied], style)].join("\n"));
  }
}

/** @throws CommandFailure 2 when the file is of no use */
async function coverageAt(
  path: string | null,
  closures: ClosuresSetting,
): Promise<{ readonly coverage: Coverage; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  try {
    const whole = await loadTimetable(path);
    const timetable = withoutClosed(whole, closures, (text) => notes.push(text));
    return { coverage: coverageOf(timetable, await sourceYearsOf(path)), notes };
  } catch (thrown) {
    throw new CommandFailure(2, messageOf(thrown));
  }
}

/** `shownMax`: carriers that are listed of each region. */
function coverageLines(coverage: Coverage, shownMax: number, style: TableStyle): string[] {
  const { week, missing, thin } = coverage;
  return [
    ...fitted(
      [
        coverageLine(coverage),
        week === null
          ? "Every week is the same."
          : `Counted in the week from ${week}, the one with the most departures.`,
        "",
      ],
      style,
    ),
    ...regionTable(coverage, shownMax, style),
    "",
    ...gapLines(
      `No flights of these large carriers (with their flights a week in the world, about, ${WORLD_CARRIERS_YEAR})`,
      missing,
      style,
    ),
    ...gapLines("Few flights of these", thin, style),
  ];
}

/** FIT-1 for texts: names of carriers may be those of a file. */
function fitted(texts: readonly string[], { width }: TableStyle): string[] {
  return plainLines(texts.join("\n"))
    .split("\n")
    .flatMap((line) => wrapped(line, width));
}

function regionTable(coverage: Coverage, shownMax: number, style: TableStyle): string[] {
  const regions = Object.entries(coverage.regions)
    .sort(([, a], [, b]) => b.departuresPerWeek - a.departuresPerWeek)
    .map(([region, { departuresPerWeek, airports }]) => ({
      name: REGIONS[region as Region] ?? "no known region",
      departures: number(departuresPerWeek),
      airports: number(airports),
      carriers: plain(carriersIn(coverage, region, shownMax), CARRIERS_CHARS_MAX),
    }));
  const columns = [
    { head: "region", cells: regions.map(({ name }) => [name]) },
    {
      head: "departures a week",
      align: "right" as const,
      cells: regions.map(({ departures }) => [departures]),
    },
    {
      head: "airports",
      align: "right" as const,
      cells: regions.map(({ airports }) => [airports]),
    },
  ];
  const carriers = {
    head: "carriers: departures a week (years)",
    cells: regions.map((one) => wrapped(one.carriers, CARRIERS_WIDTH)),
  };
  return fittedTable(
    [
      { columns: [...columns, carriers] },
      { columns, below: regions.map((one) => [`carriers: ${one.carriers}`]) },
    ],
    regions.map((one) => [
      `${one.name}: ${one.departures} departures a week, ${one.airports} airports`,
      `carriers: ${one.carriers}`,
    ]),
    style,
  );
}

function carriersIn({ carriers }: Coverage, region: string, shownMax: number): string {
  const inRegion = carriers
    .map((carrier) => ({ ...carrier, here: carrier.regions[region] ?? 0 }))
    .filter(({ here }) => here > 0)
    .sort((a, b) => b.here - a.here);
  const shown = inRegion.slice(0, shownMax).map(({ carrier, here, firstYear, lastYear }) => {
    return `${carrier} ${number(here)} (${yearsText(firstYear, lastYear) ?? "year not known"})`;
  });
  const more = inRegion.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function gapLines(title: string, gaps: readonly CarrierGap[], style: TableStyle): string[] {
  if (gaps.length === 0) return [];
  return [
    ...fitted([`${title}:`], style),
    ...gaps.map(({ carrier, name, departuresPerWeek, worldPerWeek }) => {
      const has = departuresPerWeek === 0 ? "" : `${number(departuresPerWeek)} of `;
      return `  ${carrier} ${name}: ${has}${number(worldPerWeek)}`;
    }),
  ];
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
