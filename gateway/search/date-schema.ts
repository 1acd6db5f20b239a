/**
 * The dates of a search as a caller writes them: a day, a day with days around it, or a range of
 * days; and the nights between two slices. What they mean together is in `search-days.ts`.
 */
import { z } from "zod";
import { calendarDay } from "./calendar-day.ts";
import { objectError, whole } from "./field-schemas.ts";
import { named } from "./named-schema.ts";
import { FLEX_DAYS_MAX, NIGHTS_MAX, RANGE_DAYS_MAX } from "./search-terms.ts";

export const DATE_RIGHT =
  'must be a date, such as 2026-12-01, or days, such as {"from": "2026-12-01", "to": "2026-12-05"}';

const date = z
  .string("must be a date, such as 2026-12-01")
  .regex(/^\d{4}-\d{2}-\d{2}$/, {
    error: "must be a date in the form YYYY-MM-DD, such as 2026-12-01",
    abort: true,
  })
  .refine((text) => calendarDay(text) !== undefined, {
    error: ({ input }) => `${input} is not a day of the calendar`,
  });

export const dayRange = named(
  z.strictObject({ from: date, to: date }, { error: objectError("days") }),
  "DayRange",
  "Days, both ends included.",
);

export const nights = named(
  z.strictObject(
    { min: whole({ min: 0, max: NIGHTS_MAX }), max: whole({ min: 0, max: NIGHTS_MAX }) },
    { error: objectError("a range of nights") },
  ),
  "NightRange",
  "Numbers of nights, both ends included.",
);

/** The dates of one slice. Which of them a slice needs: see `search-days.ts`. */
export const sliceDateFields = {
  departureDate: z
    .union([date, dayRange], { error: DATE_RIGHT })
    .optional()
    .describe(
      `a day, or up to ${RANGE_DAYS_MAX} days, both ends included. Only the second of two slices may lack it, with \`stayNights\``,
    ),
  flexDays: whole({ min: 0, max: FLEX_DAYS_MAX })
    .optional()
    .describe("days before and after departureDate that are right too"),
};

export const stayField = {
  stayNights: nights
    .optional()
    .describe("of two slices: nights from the arrival of the first to the departure of the second"),
};
