/**
 * The years of the traffic files, by carrier, as the data file `sources.json` beside the timetable:
 * what `bidders/flights/carrier-coverage/source-years.ts` reads.
 */
import type { FileReport } from "./pipeline.ts";

type CarrierYears = readonly [first: number, last: number] | null;

/**
 * `{ "AA": [2019, 2021], "5J": null }`: the first and the last year of the files that a carrier's
 * flights are from, in the order of the codes; null where no file of them states a date, so that
 * its season was assumed.
 */
export function yearsByCarrier(
  files: readonly Pick<FileReport, "season" | "seasonFrom" | "carriers">[],
): Readonly<Record<string, CarrierYears>> {
  const years = new Map<string, CarrierYears>();
  for (const { season, seasonFrom, carriers } of files) {
    const year = isStated(seasonFrom) ? Number(season.slice(0, 4)) : undefined;
    for (const carrier of carriers) {
      const known = years.get(carrier) ?? null;
      if (year === undefined) years.set(carrier, known);
      else
        years.set(carrier, [
          Math.min(year, known?.[0] ?? year),
          Math.max(year, known?.[1] ?? year),
        ]);
    }
  }
  return Object.fromEntries([...years].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A line a carrier, so that a change shows what has changed. */
export function sourceYearsText(files: Parameters<typeof yearsByCarrier>[0]): string {
  const lines = Object.entries(yearsByCarrier(files)).map(([carrier, years]) => {
    const value = years === null ? "null" : `[${years.join(", ")}]`;
    return `  ${JSON.stringify(carrier)}: ${value}`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

/**
 * The head of the file has a date (season.ts): neither the default nor a guess from the flights.
 */
function isStated(seasonFrom: string): boolean {
  return seasonFrom.startsWith("head") && !seasonFrom.includes("date unknown");
}
