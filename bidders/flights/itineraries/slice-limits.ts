/**
 * The limits of a search (`common/offers/search-limits.ts`) for one slice, in the timetable's
 * terms: what bidders that search the timetable prune by, instead of filtering what they found.
 *
 * KEEPS-1 Of the flights of one slice these limits ask what WITHIN-1 to WITHIN-5 and WITHIN-7 ask
 *   of an offer, except for its price. A carrier is that of the flight number: the timetable knows
 *   no other. A number of nights is a range of days on which this one arrives: so many before one
 *   of the days on which the slice that follows may leave. Where these are several, the range is
 *   from the earliest to the latest arrival for any of them, and tickets keep the nights (TRIP-11).
 */
import { isWithin } from "../../../common/offers/search-limits.ts";
import { minuteOfDay } from "../../../proto/local-time.ts";
import type { NightRange, SearchLimits, SearchSlice, TimeWindow } from "../../../proto/messages.ts";
import { dayOf } from "../timetable/departures.ts";
import type { Departure, Index, Timetable } from "../timetable/timetable.ts";

/** Absent or infinite: no such limit. */
export interface SliceLimits {
  /** By the clocks of the slice's origin and destination. */
  readonly departure?: TimeWindow | undefined;
  readonly arrival?: TimeWindow | undefined;
  /** Days since 1970-01-01 on which it may arrive, both included, by the destination's clock. */
  readonly arrivalDays?: { readonly from: number; readonly to: number } | undefined;
  /** Indexed by carrier: 1 where it may be flown with. */
  readonly carriers?: Uint8Array | undefined;
  /** Indexed by airport: 1 where flights may be changed. */
  readonly vias?: Uint8Array | undefined;
  /** By the clock of the airport. */
  readonly layoverMinutesMax: number;
  /** No connection lasts from one day to another. */
  readonly withoutNight: boolean;
  /** Of the whole slice. */
  readonly minutesMax: number;
}

type Codes = { readonly only?: readonly string[]; readonly except?: readonly string[] };

/**
 * The limits of a slice; undefined where it has none.
 * @param nextDays those on which the slice that follows the first one may leave; undefined for any
 * other slice
 */
export function sliceLimitsOf(
  timetable: Timetable,
  { departure, arrival }: SearchSlice,
  limits: SearchLimits | undefined,
  nextDays: readonly number[] | undefined,
): SliceLimits | undefined {
  // Nearly all searches.
  if (limits === undefined && departure === undefined && arrival === undefined) return undefined;
  const { carriers, via, maxLayoverMinutes, noOvernightLayover, maxDurationMinutes } = limits ?? {};
  const stay = nextDays === undefined ? undefined : limits?.stayNights;
  const times = departure ?? arrival ?? maxLayoverMinutes ?? maxDurationMinutes ?? stay;
  if ((times ?? carriers ?? via) === undefined && noOvernightLayover !== true) return undefined;
  // All that there may be, so that they always have the same form.
  return {
    departure,
    arrival,
    arrivalDays: stay && nextDays && arrivalDays(nextDays, stay),
    carriers: carriers && allowedCarriers(timetable, carriers),
    vias: via && allowed(timetable.airports.length, via, (code) => timetable.airport(code)),
    layoverMinutesMax: maxLayoverMinutes ?? Number.POSITIVE_INFINITY,
    withoutNight: noOvernightLayover === true,
    minutesMax: maxDurationMinutes ?? Number.POSITIVE_INFINITY,
  };
}

function arrivalDays(
  nextDays: readonly number[],
  { min, max }: NightRange,
): SliceLimits["arrivalDays"] {
  return { from: Math.min(...nextDays) - max, to: Math.max(...nextDays) - min };
}

function allowedCarriers({ carriers }: Timetable, choice: Codes): Uint8Array {
  const indices = indicesOf(carriers);
  return allowed(carriers.length, choice, (code) => indices.get(code) ?? -1);
}

/** By the list of carriers of a timetable: to read it takes longer than many a search. */
const carrierIndices = new WeakMap<readonly string[], ReadonlyMap<string, Index>>();

function indicesOf(carriers: readonly string[]): ReadonlyMap<string, Index> {
  let indices = carrierIndices.get(carriers);
  if (indices === undefined) {
    indices = new Map(carriers.map((code, carrier) => [code, carrier]));
    carrierIndices.set(carriers, indices);
  }
  return indices;
}

/** `indexOf`: of a code, or -1. */
function allowed(
  count: number,
  { only, except = [] }: Codes,
  indexOf: (code: string) => Index,
): Uint8Array {
  const marks = new Uint8Array(count).fill(only === undefined ? 1 : 0);
  const mark = (codes: readonly string[], value: number) => {
    for (const code of codes) {
      const index = indexOf(code);
      if (index !== -1) marks[index] = value;
    }
  };
  mark(only ?? [], 1);
  mark(except, 0);
  return marks;
}

/** Whether one may leave at this minute of the origin's clock. */
export function mayLeave({ departure }: SliceLimits, local: number): boolean {
  return departure === undefined || isWithin(minuteOfDay(local), departure);
}

/** Whether one may arrive at this minute of the destination's clock. */
export function mayArrive({ arrival, arrivalDays }: SliceLimits, local: number): boolean {
  if (arrival !== undefined && !isWithin(minuteOfDay(local), arrival)) return false;
  if (arrivalDays === undefined) return true;
  const day = dayOf(local);
  return day >= arrivalDays.from && day <= arrivalDays.to;
}

/** Whether a flight may be changed for another, by the minutes of the airport's clock. */
export function mayWait(
  { layoverMinutesMax, withoutNight }: SliceLimits,
  arrival: number,
  departure: number,
): boolean {
  return (
    departure - arrival <= layoverMinutesMax &&
    !(withoutNight && dayOf(arrival) !== dayOf(departure))
  );
}

/** Whether a non-stop flight keeps the limits. */
export function keepsLimits(
  { carrier }: Pick<Timetable, "carrier">,
  limits: SliceLimits,
  { row, departureUtc, arrivalUtc, departureLocal, arrivalLocal }: Departure,
): boolean {
  return (
    limits.carriers?.[carrier[row] as Index] !== 0 &&
    arrivalUtc - departureUtc <= limits.minutesMax &&
    mayLeave(limits, departureLocal) &&
    mayArrive(limits, arrivalLocal)
  );
}
