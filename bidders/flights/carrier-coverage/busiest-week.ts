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
 * The first of the weeks with the most departures; null when every row is open at both ends, so that
 * every week is the same. A week counts here for a row that operates on one of its days; `departuresIn`
 * counts exactly.
 */
export function busiestWeek(timetable: Timetable): Monday | null {
  const { rows, validFrom, validTo, days } = timetable;
  /** By week since FIRST_MONDAY: how many departures more than in the week before. */
  const changes = new Map<number, number>();
  const change = (week: number, by: number) => changes.set(week, (changes.get(week) ?? 0) + by);
  for (let row = 0; row < rows; row++) {
    const [from, to] = [validFrom[row] as number, validTo[row] as number];
    if (from === OPEN_FROM && to === OPEN_TO) continue;
    const perWeek = daysAWeek(days[row] as number);
    change(weekOf(from), perWeek);
    change(weekOf(to) + 1, -perWeek);
  }
  if (changes.size === 0) return null;
  let [sum, most, busiest] = [0, Number.NEGATIVE_INFINITY, 0];
  for (const [week, by] of [...changes].sort(([a], [b]) => a - b)) {
    sum += by;
    if (sum > most) [most, busiest] = [sum, week];
  }
  return FIRST_MONDAY + busiest * DAYS;
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

function weekOf(day: number): number {
  return Math.floor((day - FIRST_MONDAY) / DAYS);
}
