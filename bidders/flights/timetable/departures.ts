/**
 * Finds the flights of a row of the timetable on a day: which dates it operates on, and the
 * instants and wall clocks of both ends.
 *
 * For a search that reads very many rows: `operatesOn` is four operations, `Timetable.zones` has
 * the zone of each airport by index (`zones[airport].toUtc(localMinute)` is a binary search over a
 * few numbers), and `departureOn` allocates its answer only.
 */
import { DAY_MS, MINUTES_PER_DAY } from "../../../proto/local-time.ts";
import { type Departure, FLAGS, type Index, type Timetable } from "./timetable.ts";
import type { Zone } from "./zones.ts";

/** Minutes east of UTC on an airport's wall clock at a wall-clock minute. */
export function offsetAt(timetable: Timetable, airport: Index, localMinute: number): number {
  const zone = timetable.zones[airport];
  if (zone === undefined) throw new RangeError(`no airport has index ${airport}`);
  return localMinute - zone.toUtc(localMinute);
}

/**
 * Days since 1970-01-01 -> the bit of its weekday, Monday 1 ... Sunday 64. 1970-01-01 was a
 * Thursday.
 */
export function weekdayBit(dayNumber: number): number {
  return 1 << ((((dayNumber + 3) % 7) + 7) % 7);
}

/** The number of weekdays in a row's bits. */
export function daysAWeek(days: number): number {
  let count = 0;
  for (let bits = days; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** Whether this row departs on this local date: its weekday, within its period. */
export function operatesOn(timetable: Timetable, row: Index, dayNumber: number): boolean {
  return (
    ((timetable.days[row] as number) & weekdayBit(dayNumber)) !== 0 &&
    dayNumber >= (timetable.validFrom[row] as number) &&
    dayNumber <= (timetable.validTo[row] as number)
  );
}

/**
 * The instant at which a row's flight leaves at this time of its origin's clock, in this zone:
 * the first of two, or the one in its flags.
 */
export function leavesAt(
  timetable: Timetable,
  row: Index,
  zone: Zone,
  localMinute: number,
): number {
  if (((timetable.flags[row] as number) & FLAGS.secondPass) === 0) return zone.toUtc(localMinute);
  const [first, second] = zone.instantsAt(localMinute);
  return second ?? first;
}

/**
 * The flight of this row that leaves on this local date; undefined when it does not operate on it.
 * A departure in the hour that a clock change skips leaves that much later on the wall clock.
 */
export function departureOn(
  timetable: Timetable,
  row: Index,
  dayNumber: number,
): Departure | undefined {
  if (!operatesOn(timetable, row, dayNumber)) return undefined;
  const { zones } = timetable;
  const from = zones[timetable.origin[row] as number] as Zone;
  const to = zones[timetable.destination[row] as number] as Zone;
  const departureUtc = leavesAt(
    timetable,
    row,
    from,
    dayNumber * MINUTES_PER_DAY + (timetable.departure[row] as number),
  );
  const arrivalUtc = departureUtc + (timetable.blockMinutes[row] as number);
  return {
    row,
    departureUtc,
    arrivalUtc,
    departureLocal: from.toLocal(departureUtc),
    arrivalLocal: to.toLocal(arrivalUtc),
  };
}

/**
 * Every flight of a market that leaves on a local date, earliest first. Empty for -1 and for a
 * market without flights. Where clocks skip the hour before midnight (Greenland), what is listed
 * for that hour leaves on the next date, and is found there.
 */
export function marketOn(
  timetable: Timetable,
  origin: Index,
  destination: Index,
  dayNumber: number,
): Departure[] {
  const [from, to] = timetable.market(origin, destination);
  const zone = timetable.zones[origin];
  if (zone === undefined || from === to) return [];
  const midnight = dayNumber * MINUTES_PER_DAY;
  // (Where clocks repeat an hour, the order of the rows is not that of the instants.)
  const skipped = (minute: number) => zone.toLocal(zone.toUtc(minute)) !== minute;
  const listedBefore = skipped(midnight - 1);
  const found: Departure[] = [];
  for (let row = from; row < to; row++) {
    for (const listed of listedBefore ? [dayNumber - 1, dayNumber] : [dayNumber]) {
      const departure = departureOn(timetable, row, listed);
      if (departure !== undefined && dayOf(departure.departureLocal) === dayNumber)
        found.push(departure);
    }
  }
  return found.some(({ departureUtc }, i) => departureUtc < (found[i - 1]?.departureUtc ?? 0))
    ? found.sort((a, b) => a.departureUtc - b.departureUtc)
    : found;
}

/** Days that are remembered with their texts: the searches of a bidder are for some 400 days. */
const DAYS_KEPT_MAX = 1_000;
/** Text of each day, and day of each text. Writing a day again takes twenty times as long. */
const datesOfDays = new Map<number, string>();
const daysOfDates = new Map<string, number>();

/**
 * `2026-12-15` -> days since 1970-01-01. Throws RangeError for what is not a date of the calendar.
 */
export function dayNumberOf(isoDay: string): number {
  const known = daysOfDates.get(isoDay);
  if (known !== undefined) return known;
  const at = /^\d{4}-\d\d-\d\d$/.test(isoDay) ? Date.parse(`${isoDay}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 2027-02-29 for 1 March in some engines, so the date is written again and must
  // be the same text.
  if (Number.isNaN(at) || isoDate(at / DAY_MS) !== isoDay)
    throw new RangeError(`"${isoDay}" is not a date; YYYY-MM-DD is needed`);
  if (daysOfDates.size >= DAYS_KEPT_MAX) daysOfDates.clear();
  daysOfDates.set(isoDay, at / DAY_MS);
  return at / DAY_MS;
}

export function isoDate(dayNumber: number): string {
  const known = datesOfDays.get(dayNumber);
  if (known !== undefined) return known;
  const text = new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
  if (datesOfDays.size >= DAYS_KEPT_MAX) datesOfDays.clear();
  datesOfDays.set(dayNumber, text);
  return text;
}

/** The local date of a wall-clock minute, as a day number. */
export function dayOf(localMinute: number): number {
  return Math.floor(localMinute / MINUTES_PER_DAY);
}

/** `00` to `59`. */
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** A wall-clock minute as the wire spells it: `2026-12-15T08:30`. */
export function localTime(localMinute: number): string {
  const day = dayOf(localMinute);
  const minute = localMinute - day * MINUTES_PER_DAY;
  return `${isoDate(day)}T${TWO_DIGITS[Math.floor(minute / 60)]}:${TWO_DIGITS[minute % 60]}`;
}
