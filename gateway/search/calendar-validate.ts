/**
 * Turns a raw request for a calendar into the search that bidders are called with. All faults are
 * found at once, each with its path and with what would be right.
 *
 * CALENDARDAY-1 The days of a calendar are those that are asked for, without those that are past or
 *    too far ahead. Where none is left, it is a fault.
 * CALENDARDAY-2 A calendar has at most `calendarDaysMax` days and `calendarNightsMax` different
 *    numbers of nights.
 * CALENDARDAY-3 A departure day of a return stands for no more searches of one pair of airports on
 *    one day than a slice of a search may (SLICEROUTE-2): a bidder holds what it finds of them for
 *    several cells.
 */
import { LANDS } from "../../common/offers/slice-days.ts";
import { tooManyRoutesADay } from "../../common/offers/slice-routes.ts";
import { isAsked } from "../../proto/bidder-choice.ts";
import type { Fault } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import { passengersOf } from "./age-rules.ts";
import { askingOf, bidders, paramsOf } from "./asking-schema.ts";
import { calendarDay } from "./calendar-day.ts";
import { calendarSchema, type ValidCalendar } from "./calendar-schema.ts";
import { crossFieldFaults, isRecord } from "./cross-field-rules.ts";
import { dayRange, nights } from "./date-schema.ts";
import { defaultDeadlineMs } from "./default-deadline.ts";
import { placeObject } from "./field-schemas.ts";
import { limitFaults } from "./limit-rules.ts";
import { bags, carriers, limitsOf, sliceOf, timeWindow, via } from "./limit-schema.ts";
import { type SliceDays, searchDays } from "./search-days.ts";
import { passengers, policySchema, type ValidationTerms } from "./search-schema.ts";
import { RESULTS_MAX } from "./search-terms.ts";
import { bidderFaults, datesOf, type ValidSearch } from "./validate.ts";
import { faultsOf, invalidSearch } from "./validation-error.ts";
import { calendarValueFaults } from "./value-policy.ts";

type Raw = Readonly<Record<string, unknown>>;

/** Days that a bidder is asked for: the second slice has those on which a stay may end. */
const DAY_LIMITS = {
  rangeDaysMax: LIMITS.calendarDaysMax,
  stayDaysMax: LIMITS.calendarDaysMax + LIMITS.calendarNightsMax + LANDS.latest - LANDS.earliest,
};

/** The returned function throws AuctionError `invalid-search` with every fault. */
export function createCalendarValidator(terms: ValidationTerms): (raw: unknown) => ValidSearch {
  const schema = calendarSchema(terms);
  const known = {
    "": Object.keys(schema.shape),
    passengers: Object.keys(passengers.shape),
    policy: Object.keys(policySchema(terms).shape),
    origin: Object.keys(placeObject.shape),
    destination: Object.keys(placeObject.shape),
    departure: Object.keys(timeWindow.shape),
    arrival: Object.keys(timeWindow.shape),
    returnDeparture: Object.keys(timeWindow.shape),
    returnArrival: Object.keys(timeWindow.shape),
    departureDates: Object.keys(dayRange.shape),
    stayNights: Object.keys(nights.shape),
    carriers: Object.keys(carriers.shape),
    via: Object.keys(via.shape),
    bags: Object.keys(bags.shape),
    bidders: Object.keys(bidders.shape),
  };
  return (raw) => {
    const parsed = schema.safeParse(raw);
    const faults = parsed.success
      ? []
      : parsed.error.issues.flatMap((issue) => faultsOf(issue, known));
    if (!isRecord(raw)) throw invalidSearch(faults, WHAT);
    const days = daysIn(raw, terms.wall(), faults);
    const { origin, destination } = raw;
    const ends = crossFieldFaults({ ...raw, slices: [{ origin, destination }] });
    faults.push(...ends.map((fault) => atPath(fault, raw)), ...limitFaults(raw));
    faults.push(...bidderFaults(raw, terms), ...returnFaults(raw));
    faults.push(...calendarValueFaults(raw["policy"]));
    if (!parsed.success || faults.length > 0) throw invalidSearch(faults, WHAT);
    const search = searchOf(parsed.data, days, terms);
    const tooMany = routeFaultsOfReturn(search);
    if (tooMany.length > 0) throw invalidSearch(tooMany, WHAT);
    return search;
  };
}

const WHAT = "the calendar's request";

/** The days of each slice; none where something is wrong. */
function daysIn(raw: Raw, wallMs: number, faults: Fault[]): readonly SliceDays[] {
  const { origin, destination, departureDates, month, stayNights } = raw;
  if ((departureDates === undefined) === (month === undefined)) {
    const message = "must be given, or `month` in its place; not both";
    faults.push({ path: "departureDates", message });
    return [];
  }
  const departureDate = month === undefined ? departureDates : daysOfMonth(month);
  if (!isRecord(departureDate)) return [];
  const slices: Raw[] = [{ origin, destination, departureDate }];
  if (stayNights !== undefined) slices.push({ origin: destination, destination: origin });
  const days = searchDays(slices, stayNights, wallMs, DAY_LIMITS);
  faults.push(...days.faults.map((fault) => atPath(fault, raw)), ...nightFaults(stayNights));
  return days.slices;
}

/** Undefined where it is not one. */
function daysOfMonth(month: unknown): Raw | undefined {
  const first = calendarDay(`${String(month)}-01`);
  return first && { from: String(first), to: String(first.with({ day: first.daysInMonth })) };
}

/** CALENDARDAY-2 */
function nightFaults(stayNights: unknown): Fault[] {
  if (!isRecord(stayNights)) return [];
  const { min, max } = stayNights;
  if (!Number.isInteger(min) || !Number.isInteger(max)) return [];
  const count = (max as number) - (min as number) + 1;
  if (count <= LIMITS.calendarNightsMax) return [];
  const message = `must be at most ${LIMITS.calendarNightsMax} different numbers of nights, not ${count}`;
  return [{ path: "stayNights", message }];
}

/** CALENDARDAY-3 */
function routeFaultsOfReturn(search: ValidSearch): Fault[] {
  const fault = tooManyRoutesADay(search);
  if (fault === undefined) return [];
  return [{ path: "stayNights", message: `leaves departure days of which each ${fault}` }];
}

function returnFaults(raw: Raw): Fault[] {
  if (raw["stayNights"] !== undefined) return [];
  return ["returnDeparture", "returnArrival"]
    .filter((path) => raw[path] !== undefined)
    .map((path) => ({ path, message: "is for a return: give stayNights too" }));
}

/** The fault with the path of the calendar's field in the place of the slice's. */
function atPath({ path, message }: Fault, { month }: Raw): Fault {
  const dates = month === undefined ? "departureDates" : "month";
  const own = path
    .replace(/^slices\[1\]\.departureDate.*/, "stayNights")
    .replace(/^slices\[0\]\.departureDate\.?/, month === undefined ? `${dates}.` : dates)
    .replace(/^slices\[0\]\./, "")
    .replace(/\.$/, "");
  return { path: own, message };
}

/** The search, once every field and rule is valid. */
function searchOf(
  valid: ValidCalendar,
  days: readonly SliceDays[],
  terms: ValidationTerms,
): ValidSearch {
  const { origin, destination, cabin, currency, maxStops, selfTransfer, policy } = valid;
  const { departure, arrival, returnDeparture, returnArrival } = valid;
  const legs = [
    { origin, destination, departure, arrival },
    {
      origin: destination,
      destination: origin,
      departure: returnDeparture,
      arrival: returnArrival,
    },
  ];
  const { quorum, partial } = policy;
  const daysMore = days.reduce((sum, { from, to }) => sum + to - from, 0);
  const deadlineMs =
    policy.deadlineMs ?? defaultDeadlineMs(terms.policy, terms.bounds, days.length, daysMore);
  const limits = limitsOf(valid);
  const params = paramsOf(valid);
  const asking = askingOf(valid);
  return {
    slices: days.map((one, i) => sliceOf(legs[i] as (typeof legs)[number], datesOf(one))),
    passengers: passengersOf(valid.passengers),
    cabin,
    currency,
    sort: "price",
    maxStops,
    // A bidder that knows no calendars sends so many offers of all cells together.
    maxResults: RESULTS_MAX,
    selfTransfer,
    similar: false,
    policy: {
      deadlineMs,
      quorum,
      required: policy.required.filter((name) => isAsked(asking.bidders, name)),
      ...(partial === "refuse" ? { partial } : {}),
    },
    ...(limits === undefined ? {} : { limits }),
    ...asking,
    ...(params === undefined ? {} : { params }),
    calendar: true,
  };
}
