/** The report of an import, as Markdown: what was kept and dropped, and why. */
import { daysAWeek } from "../../bidders/flights/timetable/departures.ts";
import type { Imported } from "./pipeline.ts";

export function reportOf(
  imported: Imported,
  source: string,
  packedBytes: number,
  airportsLeftOut: readonly string[],
): string {
  const { merged, files, legsRead, legsKept, arrivalDaysMended, dropped, unknownAirports } =
    imported;
  const { rows } = merged;
  const carriers = new Map<string, number>();
  for (const row of rows)
    carriers.set(row.carrier, (carriers.get(row.carrier) ?? 0) + daysAWeek(row.days));
  const departures = sum(carriers.values());
  const distinct = (values: readonly string[]) => new Set(values).size;
  const served = new Set(rows.flatMap((row) => [row.origin, row.destination]));
  return `# What the import kept and dropped

Written by \`npm run import-timetable\`; do not edit. Source: ${source}.

| kept | |
| --- | ---: |
| rows | ${number(rows.length)} |
| departures a week | ${number(departures)} |
| airlines | ${number(carriers.size)} |
| airports | ${number(served.size)} |
| airport pairs (each direction) | ${number(distinct(rows.map((row) => row.origin + row.destination)))} |
| file | ${number(packedBytes)} bytes |

## Legs

${number(legsRead)} legs in ${files.length} files; ${number(legsKept)} kept, ${number(legsRead - legsKept)} dropped:

| dropped because | legs |
| --- | ---: |
${table(descending(dropped))}

## From legs to rows

| step | legs or variants |
| --- | ---: |
| arrival with the weekday of its departure, though past midnight: put right (see \`script/timetable/traffic.ts\`) | ${number(arrivalDaysMended)} |
| another weekday, or a copy, of a flight with the same times and aircraft | ${number(merged.weekdays)} |
| variant within 20 minutes of the flight's usual times: takes them | ${number(merged.folded)} |
| variant of a flight number on days that it already has: dropped | ${number(merged.repeated)} |
| the same airline, market and minute under a second flight number: that day dropped there | ${number(merged.doubled)} |

## Airlines, departures a week

${descending(carriers)
  .map(([code, n]) => `${code} ${number(n)}`)
  .join(" · ")}

## Files, with the season of their times

| file | legs | kept | season | from |
| --- | ---: | ---: | --- | --- |
${files.map((f) => `| ${f.name} | ${number(f.read)} | ${number(f.kept)} | ${f.season} | ${f.seasonFrom} |`).join("\n")}

## Airports

ICAO indicators without an IATA airport, with the legs they cost: ${
    descending(unknownAirports)
      .map(([code, n]) => `${code} ${n}`)
      .join(" · ") || "none"
  }.

Airports of the OPTD table left out, without a usable code or zone: ${airportsLeftOut.join(" ") || "none"}.
`;
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
