/** What is known of the time zones of a timetable's airports, in shared memory: for threads. */
import { sharedFrom } from "./shared-columns.ts";
import type { Timetable } from "./timetable.ts";
import { Zone, type ZoneYears, zoneOf } from "./zones.ts";

/** What is known of many zones. It may be posted to a thread. */
export interface ZoneTables {
  readonly names: readonly string[];
  /** The first and last year that the table of each zone covers. */
  readonly years: Int16Array;
  /**
   * changes of zone z: from starts[z] to starts[z + 1]; its offsets, one more than changes: from
   * starts[z] + z.
   */
  readonly starts: Int32Array;
  readonly changes: Int32Array;
  readonly offsets: Int16Array;
}

/**
 * The zones of all airports, with every year from first to last: a thread that has them asks the
 * runtime for no such year again. About 0.1 s for the world and three years.
 */
export function zoneTablesOf(
  { airports }: Pick<Timetable, "airports">,
  firstYear: number,
  lastYear: number,
): ZoneTables {
  const names = [...new Set(airports.map(({ zone }) => zone))];
  const known = names.map((name) => zoneOf(name).years(firstYear, lastYear));
  const starts = [0];
  for (const { changes } of known) starts.push((starts.at(-1) as number) + changes.length);
  return {
    names,
    years: sharedFrom(
      Int16Array,
      known.flatMap((zone) => [zone.firstYear, zone.lastYear]),
    ),
    starts: sharedFrom(Int32Array, starts),
    changes: sharedFrom(
      Int32Array,
      known.flatMap((zone) => [...zone.changes]),
    ),
    offsets: sharedFrom(
      Int16Array,
      known.flatMap((zone) => [...zone.offsets]),
    ),
  };
}

/** The zones of the tables, by name. The arrays are kept, not copied. */
export function zonesFrom({
  names,
  years,
  starts,
  changes,
  offsets,
}: ZoneTables): ReadonlyMap<string, Zone> {
  return new Map(
    names.map((name, z) => {
      const [from, to] = [starts[z] as number, starts[z + 1] as number];
      const known: ZoneYears = {
        firstYear: years[2 * z] as number,
        lastYear: years[2 * z + 1] as number,
        changes: changes.subarray(from, to),
        offsets: offsets.subarray(from + z, to + z + 1),
      };
      return [name, new Zone(name, known)];
    }),
  );
}
