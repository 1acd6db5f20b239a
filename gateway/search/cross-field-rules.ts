/**
 * What is wrong with several fields of a search, in words, by the rules of `search-rules.ts`. The
 * raw request is read. Each rule is checked as soon as the fields that it needs are well formed, so
 * that a fault elsewhere does not hide a fault here.
 */
import { airportByCode } from "../../common/places/airports.ts";
import type { Fault } from "../../proto/errors.ts";
import { calendarDay, dayIn, numberOf } from "./calendar-day.ts";
import { place } from "./field-schemas.ts";
import { quoted } from "./problem.ts";
import {
  areFewEnough,
  areInOrder,
  hasLapForEachInfant,
  haveDifferentEnds,
  isTodayOrLater,
  isWithinDaysAhead,
} from "./search-rules.ts";
import {
  BOUNDS,
  DAYS_AHEAD_MAX,
  SEARCH_DEFAULTS,
  SLICES_MAX,
  TRAVELLERS_MAX,
} from "./search-terms.ts";
import { namedAirports } from "./slice-ends.ts";

export function crossFieldFaults(raw: unknown, wallMs: number): Fault[] {
  if (!isRecord(raw)) return [];
  const slices = Array.isArray(raw["slices"])
    ? raw["slices"].slice(0, SLICES_MAX).map((one) => (isRecord(one) ? one : {}))
    : [];
  return [
    ...slices.flatMap((one, i) => sliceFaults(one, i, wallMs)),
    ...orderFaults(slices),
    ...travellerFaults(raw["passengers"]),
  ];
}

/**
 * A date is compared with today at its origin; of several airports, at the first. Where the origin
 * is unknown, it is compared with the earliest and the latest day anywhere (UTC-12 to UTC+14).
 */
function sliceFaults(
  { origin, destination, departureDate }: Record<string, unknown>,
  i: number,
  wallMs: number,
): Fault[] {
  const faults: Fault[] = [];
  const from = airportsOf(origin);
  if (typeof origin === "string" && !haveDifferentEnds(origin, destination)) {
    faults.push({
      path: `slices[${i}].destination`,
      message: `must differ from the origin, ${quoted(origin)}`,
    });
  } else {
    const common = airportsOf(destination).find((code) => from.includes(code));
    if (common !== undefined)
      faults.push({
        path: `slices[${i}].destination`,
        message: `must have no airport in common with the origin: ${common}`,
      });
  }
  const day = calendarDay(departureDate);
  if (day === undefined) return faults;
  const zone = airportByCode(from[0] ?? "")?.zone;
  const [first, latest] = zone === undefined ? ["Etc/GMT+12", "Etc/GMT-14"] : [zone, zone];
  const today = dayIn(first, wallMs);
  const latestToday = dayIn(latest, wallMs);
  const path = `slices[${i}].departureDate`;
  if (!isTodayOrLater(numberOf(day), numberOf(today))) {
    faults.push({
      path,
      message:
        zone === undefined
          ? `is past: it is ${today} or later everywhere`
          : `is past: in ${from[0]} it is ${today}`,
    });
  }
  if (!isWithinDaysAhead(numberOf(day), numberOf(latestToday))) {
    const last = latestToday.add({ days: DAYS_AHEAD_MAX });
    faults.push({ path, message: `must be ${last} or earlier, ${DAYS_AHEAD_MAX} days ahead` });
  }
  return faults;
}

/** The airports that a raw place names; none where it is not one. */
function airportsOf(raw: unknown): readonly string[] {
  const read = place.safeParse(raw);
  return read.success ? namedAirports(read.data) : [];
}

function orderFaults(slices: readonly Record<string, unknown>[]): Fault[] {
  const days = slices.map(({ departureDate }) => calendarDay(departureDate));
  return days.flatMap((day, i) => {
    const before = days[i - 1];
    if (day === undefined || before === undefined) return [];
    if (areInOrder(numberOf(before), numberOf(day))) return [];
    return [
      {
        path: `slices[${i}].departureDate`,
        message: `must not be before ${before}, the date of the slice before it`,
      },
    ];
  });
}

function travellerFaults(raw: unknown): Fault[] {
  if (!isRecord(raw)) return [];
  const countOf = (kind: keyof typeof SEARCH_DEFAULTS.passengers) => {
    const count = raw[kind];
    return typeof count === "number" ? count : SEARCH_DEFAULTS.passengers[kind];
  };
  const [adults, children, infants] = [countOf("adults"), countOf("children"), countOf("infants")];
  // A count that is wrong by itself has a fault from the schema.
  if (
    ![adults, children, infants].every((n) => Number.isInteger(n) && n >= 0 && n <= TRAVELLERS_MAX)
  )
    return [];
  const faults: Fault[] = [];
  if (!hasLapForEachInfant(adults, infants) && infants <= BOUNDS.infants.max) {
    faults.push({
      path: "passengers.infants",
      message: `must be at most one an adult: ${infants} with ${adults}`,
    });
  }
  if (!areFewEnough(adults, children, infants)) {
    faults.push({
      path: "passengers",
      message: `must be at most ${TRAVELLERS_MAX} travellers together, not ${adults + children + infants}`,
    });
  }
  return faults;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
