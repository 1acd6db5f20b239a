/**
 * Finds the local dates on which a leg departs: fortnights, UTC dates and passenger times become
 * plain periods with weekdays.
 */
import { MINUTES_PER_DAY } from "../../../../proto/local-time.ts";
import { dayOf, weekdayBit } from "../departures.ts";
import { OPEN_FROM, OPEN_TO } from "../timetable.ts";
import { zoneOf } from "../zones.ts";
import { FIRST_DAY, LAST_DAY } from "./values.ts";

/**
 * Departures at one minute of the day, on some weekdays of a period. Days since 1970-01-01, both
 * ends included, or open.
 */
export interface DepartureRun {
  readonly from: number;
  readonly to: number;
  readonly days: number;
  readonly departure: number;
  /** This minute comes twice on its days, and the second is meant. */
  readonly secondPass?: boolean;
}

/** A run, and the minutes east of UTC that its times are in. */
interface RunWithOffset extends DepartureRun {
  readonly offset: number;
}

const FORTNIGHTLY_DAYS_MAX = 2 * 366;
/** How far ahead clocks are computed when a period of UTC times has no end. */
const FORESEEN_DAYS = 2 * 366;

/**
 * Every second week of a period, each as a period of its own; or why not. "The start date must be
 * the first date on which the flight operates, and the end date the last", and neither may be open
 * (SSIM 2.6, Frequency Rate). Which dates are meant is plain only as long as all weekdays fall into
 * the calendar week in which the period begins.
 */
export function fortnights(
  { from, to, days, departure }: DepartureRun,
  open: boolean,
): DepartureRun[] | string {
  if (open) return "every second week needs a first and a last date";
  if (to - from > FORTNIGHTLY_DAYS_MAX) return `every second week is read for two years at most`;
  if ((days & weekdayBit(from)) === 0)
    return "the period must begin on a day of operation when it is every second week";
  // The bits below the first day's belong to the week after it.
  if ((days & (weekdayBit(from) - 1)) !== 0)
    return "every second week of days from two calendar weeks is ambiguous: write a record for each weekday";
  const weeks: DepartureRun[] = [];
  for (let week = from; week <= to; week += 14)
    weeks.push({ from: week, to: Math.min(week + 6, to), days, departure });
  return weeks;
}

interface LegTimes {
  /** Whether the times are UTC; they are local otherwise. */
  readonly utc: boolean;
  /** The record's own UTC variation of the departure. */
  readonly offset: number;
  /** The time zone of the departure station. */
  readonly zone: string;
  /** First and last day that matter for an open period. */
  readonly openFromDay: number;
  readonly openToDay: number;
}

/**
 * The run as passengers see it: `shift` minutes later, on the local dates. UTC times stay as they
 * are when clocks change, so the local ones do not: the period is split there. Where clocks are put
 * back and the time of departure comes twice, the record's own UTC variation states which is meant:
 * a day of the second pass becomes a run of its own.
 */
export function localRuns(run: DepartureRun, shift: number, times: LegTimes): DepartureRun[] {
  const runs = times.utc
    ? utcRuns(run, shift, times)
    : [{ ...shifted(run, shift), offset: times.offset }];
  return runs.flatMap((one) => passes(one, times));
}

function passes(
  { offset, ...run }: RunWithOffset,
  { zone, openFromDay, openToDay }: LegTimes,
): DepartureRun[] {
  const there = zoneOf(zone);
  const [from, to] = [
    Math.max(run.from, run.from === OPEN_FROM ? openFromDay : FIRST_DAY),
    Math.min(run.to, run.to === OPEN_TO ? openToDay : LAST_DAY),
  ];
  if (from > to) return [run];
  const second: number[] = [];
  for (const change of there.changesWithin(
    (from - 1) * MINUTES_PER_DAY,
    (to + 2) * MINUTES_PER_DAY,
  )) {
    // The repeated time is less than a day: it begins when the clock is put back.
    for (const day of new Set([
      dayOf(there.toLocal(change)),
      dayOf(there.toLocal(change) + MINUTES_PER_DAY / 2),
    ])) {
      if (day < from || day > to || (run.days & weekdayBit(day)) === 0) continue;
      const local = day * MINUTES_PER_DAY + run.departure;
      const [, later] = there.instantsAt(local);
      if (later !== undefined && local - later === offset) second.push(day);
    }
  }
  if (second.length === 0) return [run];
  const parts: DepartureRun[] = [];
  let begins = run.from;
  for (const day of second) {
    parts.push(
      { ...run, from: begins, to: day - 1 },
      { ...run, from: day, to: day, days: weekdayBit(day), secondPass: true },
    );
    begins = day + 1;
  }
  return [...parts, { ...run, from: begins }].filter(departs);
}

/**
 * Whether there is a day of it. A part before the first of its days, or after the last, has none.
 */
function departs({ from, to, days }: DepartureRun): boolean {
  for (let day = from; day <= to && day < from + 7; day++) if (days & weekdayBit(day)) return true;
  return false;
}

function utcRuns(run: DepartureRun, shift: number, times: LegTimes): RunWithOffset[] {
  const { offset, zone } = times;
  const first = run.from === OPEN_FROM ? FIRST_DAY : run.from;
  const last = Math.max(
    first,
    Math.min(run.to, times.openToDay, run.to === OPEN_TO ? first + FORESEEN_DAYS : LAST_DAY),
  );
  const atUtc = (day: number) => day * MINUTES_PER_DAY + run.departure;
  const there = zoneOf(zone);
  const known = there.offsetAt(atUtc(first));
  // The first day whose departure has the new offset.
  const starts = [...there.changesWithin(atUtc(first), atUtc(last) + 1)].map(
    (change) => dayOf(change - run.departure - 1) + 1,
  );
  return [first, ...starts].map((start, i) => {
    const next = starts[i];
    const piece = {
      ...run,
      from: i === 0 ? run.from : start,
      to: next === undefined ? run.to : next - 1,
    };
    const east = offset + there.offsetAt(atUtc(start)) - known;
    return { ...shifted(piece, shift + east), offset: east };
  });
}

/** The run, moved by `minutes`. Across midnight its dates and weekdays move too. */
function shifted(run: DepartureRun, minutes: number): DepartureRun {
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
