/**
 * The days of each slice of a search: read from the raw request, limited to those that can count,
 * and their faults in words. Days are whole numbers since 1970-01-01.
 *
 * SEARCHDAY-1 A slice leaves on a day of its departureDate, or at most `flexDays` before or after
 *    it.
 * SEARCHDAY-2 Of several days those count that a search of one day may have: from today at the
 *    origin to `DAYS_AHEAD_MAX` ahead, none before the first day of the slice before it, none after
 *    the last day of the slice after it. Where none is left, it is a fault.
 * SEARCHDAY-3 The second of two slices may lack its date where the nights of the stay are given:
 *    its days are all on which a stay of so many nights can end. Where it names days among these, it
 *    may name as many: a search that is right is right again with the days that it was given.
 * SEARCHDAY-4 With a stay, of both slices those days count that a stay of so many nights can join.
 * SEARCHDAY-5 Each slice has one day for bidders that know no others: `departureDate`, or the first
 *    of the range, or the next to it that counts; these days are in order.
 */
import { LANDS } from "../../common/offers/slice-days.ts";
import { localMinutesAt } from "../../common/places/airport-clocks.ts";
import { airportByCode } from "../../common/places/airports.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { blockMinutesMin } from "../../common/places/flight-time.ts";
import type { Fault } from "../../proto/errors.ts";
import { MINUTES_PER_DAY } from "../../proto/local-time.ts";
import { calendarDay, dayIn, numberOf, textOf } from "./calendar-day.ts";
import { airportsOf } from "./cross-field-rules.ts";
import { DATE_RIGHT } from "./date-schema.ts";
import { areInOrder, isTodayOrLater, isWithinDaysAhead } from "./search-rules.ts";
import {
  DAYS_AHEAD_MAX,
  FLEX_DAYS_MAX,
  NIGHTS_MAX,
  RANGE_DAYS_MAX,
  STAY_DAYS_MAX,
} from "./search-terms.ts";

/** Both ends included. */
export interface SliceDays {
  readonly from: number;
  readonly to: number;
  /** The one day of SEARCHDAY-5. */
  readonly day: number;
}

interface Nights {
  readonly min: number;
  readonly max: number;
}

type RawSlice = Readonly<Record<string, unknown>>;

interface SearchDays {
  /** Those of all slices; none where something is wrong. */
  readonly slices: readonly SliceDays[];
  readonly faults: readonly Fault[];
}

/** How many days a slice may name, and how many it may have by a stay. */
interface DayLimits {
  readonly rangeDaysMax: number;
  readonly stayDaysMax: number;
}

const OF_SEARCHES: DayLimits = { rangeDaysMax: RANGE_DAYS_MAX, stayDaysMax: STAY_DAYS_MAX };

/** @param slices of the raw request; those that are no object are undefined */
export function searchDays(
  slices: readonly (RawSlice | undefined)[],
  rawStay: unknown,
  wallMs: number,
  most = OF_SEARCHES,
): SearchDays {
  const faults: Fault[] = [];
  const stay = stayOf(rawStay, slices.length, faults);
  const days: (SliceDays | undefined)[] = [];
  slices.forEach((slice, i) => {
    const isDerived = i === 1 && slices.length === 2 && rawStay !== undefined;
    const asked =
      isDerived && slice !== undefined && slice["departureDate"] === undefined
        ? derivedDays(slices[0], days[0], stay, most, faults)
        : askedDays(
            slice,
            { path: `slices[${i}]`, mayLack: isDerived },
            isDerived
              ? limitsWithin(slice, derivedDays(slices[0], days[0], stay, most, []), most)
              : most,
            faults,
          );
    days.push(
      asked &&
        daysThatCome(asked, airportsOf(slice?.["origin"])[0], `slices[${i}]`, wallMs, faults),
    );
  });
  const [first, second] = days;
  if (stay !== undefined && first !== undefined && second !== undefined)
    days.splice(
      0,
      2,
      ...daysOfStay([first, second], stay, earliestLanding(slices[0], first), faults),
    );
  orderFaults(days, faults);
  const known = days.filter((one) => one !== undefined);
  const isRight = faults.length === 0 && known.length === days.length;
  return { slices: isRight ? inOrder(known, stay) : [], faults };
}

function stayOf(raw: unknown, slices: number, faults: Fault[]): Nights | undefined {
  if (raw === undefined) return undefined;
  const { min, max } = (raw ?? {}) as Readonly<Record<string, unknown>>;
  if (slices > 0 && slices !== 2) {
    const message = `is for two slices, out and back: the search has ${slices}`;
    faults.push({ path: "stayNights", message });
  }
  // What is no number of nights has a fault from the schema.
  if (!isNights(min) || !isNights(max) || slices !== 2) return undefined;
  const nights = { min, max };
  if (nights.min <= nights.max) return nights;
  faults.push({ path: "stayNights.max", message: `must be at least min, ${nights.min}` });
  return undefined;
}

function isNights(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= NIGHTS_MAX;
}

/** SEARCHDAY-1; undefined where they are not well formed. */
function askedDays(
  slice: RawSlice | undefined,
  { path, mayLack }: { readonly path: string; readonly mayLack: boolean },
  { rangeDaysMax }: DayLimits,
  faults: Fault[],
): SliceDays | undefined {
  if (slice === undefined) return undefined;
  const { departureDate, flexDays } = slice;
  if (departureDate === undefined) {
    if (!mayLack) faults.push({ path: `${path}.departureDate`, message: DATE_RIGHT });
    return undefined;
  }
  const day = calendarDay(departureDate);
  if (day !== undefined) {
    const around = flexOf(flexDays);
    const at = numberOf(day);
    return { from: at - around, to: at + around, day: at };
  }
  if (typeof departureDate !== "object" || departureDate === null) return undefined;
  if (flexDays !== undefined) {
    const message = "is for one day: leave it out where departureDate has several";
    faults.push({ path: `${path}.flexDays`, message });
  }
  return rangeOf(departureDate as RawSlice, `${path}.departureDate`, rangeDaysMax, faults);
}

/** What is wrong by itself has a fault from the schema. */
function flexOf(flexDays: unknown): number {
  const days = Number.isInteger(flexDays) ? (flexDays as number) : 0;
  return Math.min(FLEX_DAYS_MAX, Math.max(0, days));
}

function rangeOf(
  { from, to }: RawSlice,
  path: string,
  daysMax: number,
  faults: Fault[],
): SliceDays | undefined {
  const [first, last] = [calendarDay(from), calendarDay(to)];
  if (first === undefined || last === undefined) return undefined;
  const days = { from: numberOf(first), to: numberOf(last), day: numberOf(first) };
  const count = days.to - days.from + 1;
  if (count < 1) {
    faults.push({ path: `${path}.to`, message: `must not be before from, ${first}` });
    return undefined;
  }
  if (count <= daysMax) return days;
  faults.push({ path, message: `must be at most ${daysMax} days, not ${count}` });
  return undefined;
}

/** SEARCHDAY-3 */
function derivedDays(
  slice: RawSlice | undefined,
  first: SliceDays | undefined,
  stay: Nights | undefined,
  { stayDaysMax: daysMax }: DayLimits,
  faults: Fault[],
): SliceDays | undefined {
  if (first === undefined || stay === undefined || faults.length > 0) return undefined;
  const { from, to } = daysAfterStay(first, stay, earliestLanding(slice, first));
  const count = to - from + 1;
  if (count <= daysMax) return { from, to, day: from };
  faults.push({
    path: "stayNights",
    message: `leaves ${count} days for the second slice, ${textOf(from)} to ${textOf(to)}, and at most ${daysMax} are searched: narrow it or the first departureDate, or name the second departureDate`,
  });
  return undefined;
}

/** SEARCHDAY-3: the limits of a slice that names days, `derived` those that it would have else. */
function limitsWithin(
  slice: RawSlice | undefined,
  derived: SliceDays | undefined,
  limits: DayLimits,
): DayLimits {
  const { from, to } = (slice?.["departureDate"] ?? {}) as RawSlice;
  const [first, last] = [calendarDay(from), calendarDay(to)];
  if (derived === undefined || first === undefined || last === undefined) return limits;
  const isWithin = numberOf(first) >= derived.from && numberOf(last) <= derived.to;
  const { rangeDaysMax, stayDaysMax } = limits;
  return isWithin ? { ...limits, rangeDaysMax: Math.max(rangeDaysMax, stayDaysMax) } : limits;
}

/** Days on which a stay can end that begins with a landing of these departures. */
function daysAfterStay(first: SliceDays, { min, max }: Nights, earliest: number) {
  return { from: first.from + min + earliest, to: first.to + max + LANDS.latest };
}

/**
 * -1 where a slice can land on the day before the one on which it leaves, as over the date line
 * from Auckland to Honolulu; otherwise 0.
 */
function earliestLanding(slice: RawSlice | undefined, { from }: SliceDays): number {
  const [origin] = airportsOf(slice?.["origin"]);
  const [destination] = airportsOf(slice?.["destination"]);
  if (origin === undefined || destination === undefined) return 0;
  const noon = (from + 0.5) * MINUTES_PER_DAY;
  const ahead = localMinutesAt(destination, noon) - localMinutesAt(origin, noon);
  const km = kilometresBetween(origin, destination) ?? 0;
  return ahead + blockMinutesMin(km) < 0 ? LANDS.earliest : 0;
}

/**
 * SEARCHDAY-2, by the clock of the origin; of several airports, of the first. Where the origin is
 * unknown, the days are compared with the earliest and the latest day anywhere (UTC-12 to UTC+14).
 */
function daysThatCome(
  days: SliceDays,
  origin: string | undefined,
  slicePath: string,
  wallMs: number,
  faults: Fault[],
): SliceDays {
  const { from, to } = days;
  const path = `${slicePath}.departureDate`;
  const several = isSeveral(days);
  const zone = airportByCode(origin ?? "")?.zone;
  const [first, latest] = zone === undefined ? ["Etc/GMT+12", "Etc/GMT-14"] : [zone, zone];
  const [today, latestToday] = [dayIn(first, wallMs), dayIn(latest, wallMs)];
  const last = latestToday.add({ days: DAYS_AHEAD_MAX });
  if (!isTodayOrLater(to, numberOf(today))) {
    const is = several ? "ends in the past" : "is past";
    faults.push({
      path,
      message:
        zone === undefined
          ? `${is}: it is ${today} or later everywhere`
          : `${is}: in ${origin} it is ${today}`,
    });
    return days;
  }
  if (!isWithinDaysAhead(from, numberOf(latestToday))) {
    const be = several ? "begin on" : "be";
    faults.push({ path, message: `must ${be} ${last} or earlier, ${DAYS_AHEAD_MAX} days ahead` });
    return days;
  }
  return { ...days, from: Math.max(from, numberOf(today)), to: Math.min(to, numberOf(last)) };
}

/** SEARCHDAY-4 */
function daysOfStay(
  [first, second]: readonly [SliceDays, SliceDays],
  stay: Nights,
  earliest: number,
  faults: Fault[],
): [SliceDays, SliceDays] {
  const most = second.to - first.from - earliest;
  const fewest = Math.max(0, second.from - first.to - LANDS.latest);
  const ends = daysAfterStay(first, stay, earliest);
  // Slices out of order have a fault of their own.
  if (most >= 0 && (most < stay.min || fewest > stay.max)) {
    const has = most < stay.min ? `at most ${most}` : `at least ${fewest}`;
    const message = `cannot be kept: between the days of the two slices are ${has} nights`;
    faults.push({ path: "stayNights", message });
  }
  return [
    {
      from: Math.max(first.from, second.from - stay.max - LANDS.latest),
      to: Math.min(first.to, second.to - stay.min - earliest),
      day: first.day,
    },
    { from: Math.max(second.from, ends.from), to: Math.min(second.to, ends.to), day: second.day },
  ];
}

function orderFaults(days: readonly (SliceDays | undefined)[], faults: Fault[]): void {
  let earliest: number | undefined;
  days.forEach((one, i) => {
    const before = earliest;
    earliest = one?.from;
    if (one === undefined || before === undefined) return;
    if (areInOrder(before, one.to)) {
      earliest = Math.max(before, one.from);
      return;
    }
    const be = isSeveral(one) ? "end" : "be";
    const what = isSeveral(days[i - 1]) ? "first day" : "date";
    faults.push({
      path: `slices[${i}].departureDate`,
      message: `must not ${be} before ${textOf(before)}, the ${what} of the slice before it`,
    });
  });
}

function isSeveral(days: SliceDays | undefined): boolean {
  return days !== undefined && days.from < days.to;
}

/** SEARCHDAY-2 between slices, and SEARCHDAY-5. No slice is left without a day. */
function inOrder(days: readonly SliceDays[], stay: Nights | undefined): SliceDays[] {
  const ends: number[] = [];
  for (let i = days.length - 1; i >= 0; i--)
    ends[i] = Math.min((days[i] as SliceDays).to, ends[i + 1] ?? Number.POSITIVE_INFINITY);
  let before: SliceDays | undefined;
  return days.map((one, i) => {
    const from = Math.max(one.from, before?.from ?? one.from);
    const to = ends[i] as number;
    const wanted =
      stay !== undefined && before !== undefined ? before.day + oneStay(stay) : one.day;
    const day = Math.min(to, Math.max(from, wanted, before?.day ?? wanted));
    before = { from, to, day };
    return before;
  });
}

/** Days from a departure to the next that keep the stay, landing on that day or the next. */
function oneStay({ min, max }: Nights): number {
  return min < max ? min + 1 : min;
}
