/**
 * The week of a timetable that has most departures. Schedules of one's own have periods: a sum over
 * all of their rows would count the flights of several seasons as if they were flown in one week.
 */
import { daysAWeek, weekdayBit } from "../timetable/departures.ts";
import { type Index, OPEN_FROM, OPEN_TO, type Timetable } from "../timetable/timetable.ts";

const DAYS = 7;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4;

/** A Monday, in days since 1970-01-01. */
export type Monday = number;

/**
 * The first of the weeks with the most departures, between the first and the last day that bounds
 * a row; null when every row is open at both ends, so that every week is the same.
 */
export function busiestWeek(timetable: Timetable): Monday | null {
  const bounds = boundsOf(timetable);
  if (bounds === null) return null;
  /** Keyed by week since FIRST_MONDAY: how many departures more than in the week before. */
  const changes = new Map<number, number>();
  const add = (first: number, last: number, departures: number) => {
    if (first > last) return;
    changes.set(first, (changes.get(first) ?? 0) + departures);
    changes.set(last + 1, (changes.get(last + 1) ?? 0) - departures);
  };
  for (let row = 0; row < timetable.rows; row++) {
    const first = weekOf(Math.max(timetable.validFrom[row] as number, bounds.first));
    const last = weekOf(Math.min(timetable.validTo[row] as number, bounds.last));
    // Its first and its last week may have some of its days only.
    add(first, first, departuresIn(timetable, row, mondayOf(first)));
    add(first + 1, last - 1, daysAWeek(timetable.days[row] as number));
    if (last > first) add(last, last, departuresIn(timetable, row, mondayOf(last)));
  }
  let [sum, most, busiest] = [0, Number.NEGATIVE_INFINITY, 0];
  for (const [week, by] of [...changes].sort(([a], [b]) => a - b)) {
    sum += by;
    if (sum > most) [most, busiest] = [sum, week];
  }
  return mondayOf(busiest);
}

/** The first and the last day on which a row's period begins or ends. */
function boundsOf({ rows, validFrom, validTo }: Timetable) {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < rows; row++) {
    for (const day of [validFrom[row] as number, validTo[row] as number]) {
      if (day === OPEN_FROM || day === OPEN_TO) continue;
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  }
  return first <= last ? { first, last } : null;
}

/** The departures of a row in the week that begins with this Monday; of an open row in any week. */
export function departuresIn(timetable: Timetable, row: Index, monday: Monday | null): number {
  const days = timetable.days[row] as number;
  const [from, to] = [timetable.validFrom[row] as number, timetable.validTo[row] as number];
  if (monday === null || (from <= monday && to >= monday + DAYS - 1)) return daysAWeek(days);
  let operated = 0;
  for (let day = Math.max(from, monday); day <= Math.min(to, monday + DAYS - 1); day++)
    operated |= days & weekdayBit(day);
  return daysAWeek(operated);
}

function mondayOf(week: number): Monday {
  return FIRST_MONDAY + week * DAYS;
}

function weekOf(day: number): number {
  return Math.floor((day - FIRST_MONDAY) / DAYS);
}
