/**
 * The years that the flights of the shipped timetable are from, by carrier. The import writes them
 * beside the timetable (`script/timetable/source-years.ts`): a row has no year of its own.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export interface Years {
  readonly first: number;
  readonly last: number;
}

/** Keyed by carrier; a carrier whose source states no date is not in it. */
export type SourceYears = ReadonlyMap<string, Years>;

const SHIPPED = fileURLToPath(new URL("../timetable/data/sources.json", import.meta.url));

/**
 * Reads the source years of the timetable at this path; `null` is the one that ships. Null for any
 * other: nothing is known of it but the periods in its rows.
 * @throws Error when the file that ships is damaged
 */
export async function sourceYearsOf(timetablePath: string | null): Promise<SourceYears | null> {
  if (timetablePath !== null) return null;
  const file = JSON.parse(await readFile(SHIPPED, "utf8")) as Readonly<
    Record<string, readonly [first: number, last: number] | null>
  >;
  return new Map(
    Object.entries(file).flatMap(([carrier, years]) =>
      years === null ? [] : [[carrier, { first: years[0], last: years[1] }] as const],
    ),
  );
}
