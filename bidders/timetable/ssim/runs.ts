/** On which local dates a leg departs: fortnights, UTC dates and passenger times become plain periods with weekdays. */
import { dayOf, MINUTES_PER_DAY, weekdayBit } from "../departures.ts";
import { OPEN_FROM, OPEN_TO } from "../timetable.ts";
import { zoneOf } from "../zones.ts";
import { FIRST_DAY, LAST_DAY } from "./values.ts";

/** Departures at one minute of the day, on some weekdays of a period. Days since 1970-01-01, both ends included, or open. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly days: number;
  readonly departure: number;
}

const FORTNIGHTLY_DAYS_MAX = 2 * 366;
/** Clocks are foreseen so far ahead where a period of UTC times has no end. */
const FORESEEN_DAYS = 2 * 366;

/**
 * Every second week of a period, each as a period of its own; or why not. "The start date must be the first date on which the flight
 * operates, and the end date the last", and neither may be open (SSIM 2.6, Frequency Rate). Which dates are meant is plain only as long
 * as all weekdays fall into the calendar week in which the period begins.
 */
export function fortnights({ from, to, days, departure }: Run, open: boolean): Run[] | string {
  if (open) return "every second week needs a first and a last date";
  if (to - from > FORTNIGHTLY_DAYS_MAX) return `every second week is read for two years at most`;
  if ((days & weekdayBit(from)) === 0) return "the period must begin on a day of operation when it is every second week";
  // The bits below the first day's belong to the week after it.
  if ((days & (weekdayBit(from) - 1)) !== 0)
    return "every second week of days from two calendar weeks is ambiguous: write a record for each weekday";
  const weeks: Run[] = [];
  for (let week = from; week <= to; week += 14) weeks.push({ from: week, to: Math.min(week + 6, to), days, departure });
  return weeks;
}

interface UtcTimes {
  /** The record's own: added to its times. */
  readonly offset: number;
  /** Of the departure station. */
  readonly zone: string;
  /** Last day that matters for an open period. */
  readonly horizon: number;
}

/**
 * The run as passengers see it: `shift` minutes later, on the local dates. UTC times stay as they are when clocks change, so the local
 * ones do not: the period is split there.
 */
export function localRuns(run: Run, shift: number, utc: UtcTimes | undefined): Run[] {
  if (utc === undefined) return [shifted(run, shift)];
  const { offset, zone } = utc;
  const first = run.from === OPEN_FROM ? FIRST_DAY : run.from;
  const last = Math.max(first, Math.min(run.to, utc.horizon, run.to === OPEN_TO ? first + FORESEEN_DAYS : LAST_DAY));
  const atUtc = (day: number) => day * MINUTES_PER_DAY + run.departure;
  const there = zoneOf(zone);
  const known = there.offsetAt(atUtc(first));
  // The first day whose departure has the new offset.
  const starts = [...there.changesWithin(atUtc(first), atUtc(last) + 1)].map((change) => dayOf(change - run.departure - 1) + 1);
  return [first, ...starts].map((start, i) => {
    const next = starts[i];
    const piece = { ...run, from: i === 0 ? run.from : start, to: next === undefined ? run.to : next - 1 };
    return shifted(piece, shift + offset + there.offsetAt(atUtc(start)) - known);
  });
}

/** So many minutes later; over midnight the dates and weekdays move too. */
function shifted(run: Run, minutes: number): Run {
  const at = run.departure + minutes;
  const days = dayOf(at);
  if (days === 0) return { ...run, departure: at };
  const turned = (((days % 7) + 7) % 7) as number;
  return {
    from: run.from === OPEN_FROM ? OPEN_FROM : run.from + days,
    to: run.to === OPEN_TO ? OPEN_TO : run.to + days,
    days: ((run.days << turned) | (run.days >> (7 - turned))) & 127,
    departure: at - days * MINUTES_PER_DAY,
  };
}
