/**
 * Merges legs, one each weekday and with many small variants, into rows: one for each flight
 * number, market and time.
 */
import { daysAWeek } from "../../bidders/flights/timetable/departures.ts";

export interface TimetableRow {
  readonly carrier: string;
  readonly number: number;
  readonly origin: string;
  readonly destination: string;
  readonly departure: number;
  readonly blockMinutes: number;
  readonly days: number;
  readonly aircraft: string;
}

export interface Merged {
  readonly rows: TimetableRow[];
  /** Legs that became another weekday of a row with the same times. */
  readonly weekdays: number;
  /** Variants within the tolerance that took the leading variant's times. */
  readonly folded: number;
  /** Variants all of whose days another variant of the flight number already had. */
  readonly repeated: number;
  /**
   * Rows of one carrier, market and minute under a second flight number, on days that the first has
   * too.
   */
  readonly doubled: number;
}

/**
 * A number that leaves within this of its usual time, and flies within this of its usual time, is
 * the same flight.
 */
const TOLERANCE_MINUTES = 20;

/**
 * A flight number flies a market once a day, so of several variants of one (carrier, number,
 * market) each weekday keeps one: the one that is flown on most days; ties go to the earlier,
 * shorter, then to the aircraft's name. Then a carrier does not leave twice in the same minute for
 * the same place: the number flown on more days keeps the day, ties go to the lower number. The
 * result does not depend on the order of the legs.
 */
export function mergeRows(legs: Iterable<TimetableRow>): Merged {
  let weekdays = 0;
  let folded = 0;
  let repeated = 0;
  const flights = new Map<string, Map<string, TimetableRow>>();
  for (const leg of legs) {
    const variants = entry(
      flights,
      `${leg.carrier}${leg.number} ${leg.origin}${leg.destination}`,
      () => new Map<string, TimetableRow>(),
    );
    const key = `${leg.departure} ${leg.blockMinutes} ${leg.aircraft}`;
    const same = variants.get(key);
    if (same !== undefined) weekdays++;
    variants.set(key, same === undefined ? leg : { ...same, days: same.days | leg.days });
  }
  const byMinute = new Map<string, TimetableRow[]>();
  for (const variants of flights.values()) {
    const kept: TimetableRow[] = [];
    let used = 0;
    for (const variant of [...variants.values()].sort(byWeight)) {
      const free = variant.days & ~used;
      used |= variant.days;
      const near = kept.findIndex((row) => isNear(row, variant));
      const row = kept[near];
      if (free === 0) repeated++;
      else if (row !== undefined) {
        kept[near] = { ...row, days: row.days | free };
        folded++;
      } else kept.push({ ...variant, days: free });
    }
    for (const row of kept)
      entry(
        byMinute,
        `${row.carrier} ${row.origin}${row.destination} ${row.departure}`,
        () => [],
      ).push(row);
  }
  const rows: TimetableRow[] = [];
  let doubled = 0;
  for (const together of byMinute.values()) {
    let used = 0;
    for (const row of together.sort(byWeight)) {
      const free = row.days & ~used;
      used |= row.days;
      if (free !== row.days) doubled++;
      if (free !== 0) rows.push({ ...row, days: free });
    }
  }
  return { rows: rows.sort(byPlace), weekdays, folded, repeated, doubled };
}

function isNear(a: TimetableRow, b: TimetableRow): boolean {
  return (
    Math.abs(a.departure - b.departure) <= TOLERANCE_MINUTES &&
    Math.abs(a.blockMinutes - b.blockMinutes) <= TOLERANCE_MINUTES
  );
}

function byWeight(a: TimetableRow, b: TimetableRow): number {
  return (
    daysAWeek(b.days) - daysAWeek(a.days) ||
    a.number - b.number ||
    a.departure - b.departure ||
    a.blockMinutes - b.blockMinutes ||
    compare(a.aircraft, b.aircraft) ||
    a.days - b.days
  );
}

function byPlace(a: TimetableRow, b: TimetableRow): number {
  return (
    compare(a.origin, b.origin) ||
    compare(a.destination, b.destination) ||
    a.departure - b.departure ||
    compare(a.carrier, b.carrier) ||
    a.number - b.number ||
    a.days - b.days
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
