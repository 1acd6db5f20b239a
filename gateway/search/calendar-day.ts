/** Days of the calendar, without a time of day. */
import { Temporal } from "temporal-polyfill";

const EPOCH = new Temporal.PlainDate(1970, 1, 1);

/** A day that exists: 2027-02-29 does not. */
export function calendarDay(text: unknown): Temporal.PlainDate | undefined {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

/** The day that it is in a time zone. `wallMs`: epoch milliseconds. */
export function dayIn(zone: string, wallMs: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(wallMs))
    .toZonedDateTimeISO(zone)
    .toPlainDate();
}

/** The day as a whole number since 1970-01-01, as `dayNumber` of its text (proto/local-time.ts). */
export function numberOf(day: Temporal.PlainDate): number {
  return EPOCH.until(day, { largestUnit: "day" }).days;
}

/** The day of a number, in the form `2026-12-15`. */
export function textOf(day: number): string {
  return EPOCH.add({ days: day }).toString();
}
