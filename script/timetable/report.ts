/** The report of an import, as Markdown: what was kept and dropped, and why. */
import { daysAWeek } from "../../bidders/flights/timetable/departures.ts";
import type { Corrected } from "./block-times.ts";
import type { TimetableRow } from "./merge.ts";
import type { ImportedRows } from "./pipeline.ts";

/**
 * @param source - where the flights come from, in words
 * @param packedBytes - of the file that the import writes
 * @param airportsLeftOut - codes of the OPTD table without a usable place
 */
export function timetableReport(
  imported: ImportedRows,
  source: string,
  packedBytes: number,
  airportsLeftOut: readonly string[],
): string {
  const carriers = new Map<string, number>();
  for (const row of imported.rows)
    carriers.set(row.carrier, (carriers.get(row.carrier) ?? 0) + daysAWeek(row.days));
  return `# What the import kept and dropped

Written by \`npm run import-timetable\`; do not edit. Source: ${source}.

${keptTable(imported, carriers, packedBytes)}

${legSections(imported)}

${changeSections(imported)}

## Airlines, departures a week

${tallyText(carriers, number)}

## Files, with the season of their times

${filesTable(imported.files)}

${nameSections(imported, airportsLeftOut)}
`;
}

function keptTable(
  { rows }: ImportedRows,
  carriers: ReadonlyMap<string, number>,
  packedBytes: number,
): string {
  const distinct = (values: readonly string[]) => number(new Set(values).size);
  return `| kept | |
| --- | ---: |
| rows | ${number(rows.length)} |
| departures a week | ${number(sum(carriers.values()))} |
| airlines | ${number(carriers.size)} |
| airports | ${distinct(rows.flatMap((row) => [row.origin, row.destination]))} |
| airport pairs (each direction) | ${distinct(rows.map((row) => row.origin + row.destination))} |
| file | ${number(packedBytes)} bytes |`;
}

function legSections(imported: ImportedRows): string {
  const { merged, files, legsRead, legsKept, arrivalDaysCorrected, dropped } = imported;
  return `## Legs

${number(legsRead)} legs in ${files.length} files; ${number(legsKept)} kept, ${number(legsRead - legsKept)} dropped:

| dropped because | legs |
| --- | ---: |
${table(descending(dropped))}

## Airlines of then

Carriers that have merged with another, or have closed (\`script/timetable/former-carriers.ts\`):

| carrier, and what it is now | legs | departures a week |
| --- | ---: | ---: |
${rowsTable(imported.formerCarriers.merged)}
${rowsTable(imported.formerCarriers.closed, (carrier) => `${carrier}: closed, left out`)}

## From legs to rows

| step | legs or variants |
| --- | ---: |
| arrival with the weekday of its departure, though past midnight: put right (see \`script/timetable/traffic.ts\`) | ${number(arrivalDaysCorrected)} |
| another weekday, or a copy, of a flight with the same times and aircraft | ${number(merged.weekdays)} |
| variant within 20 minutes of the flight's usual times: takes them | ${number(merged.folded)} |
| variant of a flight number on days that it already has: dropped | ${number(merged.repeated)} |
| the same airline, market and minute under a second flight number: that day dropped there | ${number(merged.doubled)} |`;
}

function changeSections({
  blockTimes,
  closed,
  around,
  substituted,
  beyondRange,
}: ImportedRows): string {
  return `## Block times

Rows that are too fast for their distance and aircraft, or out of line with their market
(\`script/timetable/block-times.ts\`). All of them are at the end.

| what was done | rows | departures a week |
| --- | ---: | ---: |
${blockTimesTable(blockTimes)}

## Closed airspaces

Left out, by \`bidders/flights/timetable/closures/closures.csv\`:

| closure | rows | departures a week |
| --- | ---: | ---: |
${rowsTable(closed)}

## Around Russia

${number(sum([...around.values()].map((rows) => rows.length)))} rows of carriers that do not fly over Russia are longer by the way around it (\`script/timetable/around-russia.ts\`), by so many minutes: ${aroundText(around) || "none"}.

## Retired aircraft

Types that the carrier no longer flies, and the substitutes that we have chosen for them (\`script/timetable/retired.ts\`):

| carrier, type, substitute | rows | departures a week |
| --- | ---: | ---: |
${rowsTable(substituted)}

Left out, because the aircraft cannot fly so far (\`script/timetable/ranges.ts\`): ${beyondRange.map(rangeText).join(" · ") || "none"}.`;
}

/** The ways around, that with the most departures a week first. */
function aroundText(around: ImportedRows["around"]): string {
  return descending(new Map([...around].map(([key, rows]) => [key, weekly(rows)])))
    .map(([key]) => key)
    .join(" · ");
}

function filesTable(files: ImportedRows["files"]): string {
  const rows = files.map(
    (f) => `| ${f.name} | ${number(f.read)} | ${number(f.kept)} | ${f.season} | ${f.seasonFrom} |`,
  );
  return [
    "| file | legs | kept | season | from |",
    "| --- | ---: | ---: | --- | --- |",
    ...rows,
  ].join("\n");
}

function nameSections(
  { unknownAirports, blockTimes: { dropped, corrected } }: ImportedRows,
  airportsLeftOut: readonly string[],
): string {
  return `## Airports

ICAO indicators without an IATA airport, with the legs they cost: ${tallyText(unknownAirports, String) || "none"}.

Airports of the OPTD table left out, without a usable code or zone: ${airportsLeftOut.join(" ") || "none"}.

## Block times, row by row

Dropped, with the minutes of the source: ${dropped.map(rowName).join(" · ") || "none"}.

Corrected: ${corrected.map(correctedText).join(" · ") || "none"}.`;
}

function tallyText(tally: ReadonlyMap<string, number>, text: (n: number) => string): string {
  return descending(tally)
    .map(([code, n]) => `${code} ${text(n)}`)
    .join(" · ");
}

function blockTimesTable({ corrected, dropped }: ImportedRows["blockTimes"]): string {
  const isMoved = ({ was, now }: Corrected) => was.departure !== now.departure;
  const moved = corrected.filter(isMoved).map(({ was }) => was);
  const kept = corrected.filter((one) => !isMoved(one)).map(({ was }) => was);
  return rowsTable(
    new Map([
      ["takes departure and block time of the same flight number on other days", moved],
      ["keeps its departure, and takes the usual block time", kept],
      ["dropped: nothing shows what would be right", dropped],
    ]),
  );
}

/** `LHR-JFK BA117 455`. */
function rowName({
  origin,
  destination,
  carrier,
  number: flight,
  blockMinutes,
}: TimetableRow): string {
  return `${origin}-${destination} ${carrier}${flight} ${blockMinutes}`;
}

/** `BRD-SSA G36976 738`. */
function rangeText({
  origin,
  destination,
  carrier,
  number: flight,
  aircraft,
}: TimetableRow): string {
  return `${origin}-${destination} ${carrier}${flight} ${aircraft}`;
}

function correctedText({ was, now }: Corrected): string {
  const moved = was.departure === now.departure ? "" : ` (${clock(was)}→${clock(now)})`;
  return `${rowName(was)}→${now.blockMinutes}${moved}`;
}

function clock({ departure }: TimetableRow): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(departure / 60))}:${two(departure % 60)}`;
}

function rowsTable(
  groups: ReadonlyMap<string, readonly TimetableRow[]>,
  name = (key: string) => key,
): string {
  return [...groups]
    .map(([key, rows]) => [name(key), rows.length, weekly(rows)] as const)
    .sort(([a, , m], [b, , n]) => n - m || (a < b ? -1 : 1))
    .map(([key, rows, departures]) => `| ${key} | ${number(rows)} | ${number(departures)} |`)
    .join("\n");
}

function weekly(rows: readonly TimetableRow[]): number {
  return sum(rows.map(({ days }) => daysAWeek(days)));
}

function table(rows: readonly (readonly [string, number])[]): string {
  return rows.map(([key, n]) => `| ${key} | ${number(n)} |`).join("\n");
}

/** Largest first; equal ones by name, so that the report is the same on every run. */
function descending(tally: ReadonlyMap<string, number>): [string, number][] {
  return [...tally].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function number(n: number): string {
  return n.toLocaleString("en-US");
}
