/**
 * The shape of a calendar's request: the fields of a search that a calendar has too, with days and
 * nights in the place of slices. It validates a raw request and is part of the OpenAPI document.
 * Rules over several fields are in `calendar-validate.ts`.
 */
import { z } from "zod";
import { LIMITS } from "../../proto/limits.ts";
import { askingFields } from "./asking-schema.ts";
import { dayRange, nights } from "./date-schema.ts";
import { CALENDAR_EXAMPLES } from "./examples.ts";
import { objectError, place } from "./field-schemas.ts";
import { limitFields, timeWindow } from "./limit-schema.ts";
import { named } from "./named-schema.ts";
import { policySchema, searchSchema, type ValidationTerms } from "./search-schema.ts";

const MONTH_RIGHT = "must be a month, such as 2026-12";

export function calendarSchema(terms: Pick<ValidationTerms, "policy" | "bounds" | "currencies">) {
  const { passengers, cabin, currency, maxStops, selfTransfer } = searchSchema(terms).shape;
  return named(
    z.strictObject(
      {
        origin: place,
        destination: place,
        departureDates: dayRange
          .optional()
          .describe(`up to ${LIMITS.calendarDaysMax} days, both ends included; or \`month\``),
        month: z
          .string(MONTH_RIGHT)
          .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, MONTH_RIGHT)
          .optional()
          .describe("all its days that are not past, in the place of `departureDates`"),
        stayNights: nights
          .optional()
          .describe(
            `of a return: up to ${LIMITS.calendarNightsMax} numbers of nights from the arrival to the departure back; without it the calendar is of one way`,
          ),
        departure: timeWindow.optional().describe("by the clock of the origin"),
        arrival: timeWindow.optional().describe("by the clock of the destination"),
        returnDeparture: timeWindow.optional().describe("of a return, on the way back"),
        returnArrival: timeWindow.optional().describe("of a return, on the way back"),
        passengers,
        cabin,
        currency,
        maxStops,
        selfTransfer,
        ...limitFields,
        ...askingFields,
        policy: policySchema(terms).prefault({}),
      },
      { error: objectError("a calendar's request") },
    ),
    "CalendarRequest",
    "A calendar: the lowest price of each departure day or, with `stayNights`, of each day and number of nights.",
    CALENDAR_EXAMPLES,
  );
}

export type ValidCalendar = z.output<ReturnType<typeof calendarSchema>>;
