/**
 * The parts of Duffel's Flights API v2 that are read here, as zod schemas. Source: duffel.com/docs/api (offer requests, offers,
 * errors) and the types of Duffel's own client, github.com/duffelhq/duffel-api-javascript. Fields that are not needed are not
 * read, so their changes break nothing.
 */
import { z } from "zod";
import { CABINS } from "../../proto/messages.ts";

/**
 * Far above the 9 that Duffel sells to. Every list of objects has such a limit: zod counts a list before it looks at its elements, and
 * a million wrong ones would make an issue each (A6).
 */
const PASSENGERS_MAX = 50;

const iata = (letters: RegExp, what: string) => z.string().regex(letters, `is no ${what}`);
const airport = z.object({ iata_code: iata(/^[A-Z]{3}$/, "IATA airport code") });

/** Local to its airport, without an offset: `2026-12-15T08:30:00`. A day that the calendar lacks is refused, not rolled over. */
const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, "is no local time like 2026-12-15T08:30:00")
  .transform((text) => text.slice(0, 16))
  .refine((text) => isOnTheCalendar(text), "is no time on the calendar");

function isOnTheCalendar(text: string): boolean {
  const date = new Date(`${text}:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** An ISO 8601 duration in days, hours and minutes (`PT7H35M`, `P1DT2H`, `PT02H26M`) as whole minutes; seconds are dropped. */
const duration = z.string().transform((text, context) => {
  const match = /^P(?:(\d{1,2})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,5}(?:\.\d+)?S)?)?$/.exec(text);
  if (match === null || !/\d/.test(text)) {
    context.addIssue("is no duration like PT7H35M");
    return z.NEVER;
  }
  const [days, hours, minutes] = match.slice(1).map((n) => Number(n ?? 0)) as [number, number, number];
  return days * 1440 + hours * 60 + minutes;
});

const segment = z.object({
  origin: airport,
  destination: airport,
  departing_at: localTime,
  arriving_at: localTime,
  duration: duration.nullable(),
  marketing_carrier: z.object({ iata_code: iata(/^[A-Z0-9]{2}$/, "IATA airline code") }),
  marketing_carrier_flight_number: z.string().regex(/^\d{1,4}[A-Z]?$/, "is no flight number of 1-4 digits"),
  aircraft: z.object({ iata_code: z.string().max(4).nullable() }).nullish(),
  passengers: z
    .array(z.object({ cabin_class: z.enum(CABINS).nullish() }))
    .max(PASSENGERS_MAX)
    .optional(),
});

/** One offer. `live_mode` must be there: an offer that does not say whether it is real is not sold. */
export const duffelOffer = z.object({
  id: z.string().min(1).max(80),
  live_mode: z.boolean(),
  partial: z.boolean().optional(),
  total_amount: z.string("must be a decimal string"),
  total_currency: z.string().regex(/^[A-Z]{3}$/, "is no ISO 4217 code"),
  expires_at: z.iso.datetime({ offset: true, error: "is no ISO 8601 instant" }),
  owner: z.object({
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[^\p{C}]*$/u, "has control characters"),
  }),
  passengers: z.array(z.unknown()).optional(),
  slices: z
    .array(z.object({ duration: duration.nullish(), segments: z.array(segment).min(1).max(8) }))
    .min(1)
    .max(6),
});
export type DuffelOffer = z.output<typeof duffelOffer>;
export type DuffelSegment = z.output<typeof segment>;

/** An answer: its offers are checked one by one, so that a bad one costs only itself. */
export const duffelAnswer = z.object({ data: z.object({ offers: z.array(z.unknown()) }) });

/** The error model, which every error of the API follows. */
export const duffelErrors = z.object({
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        code: z.string().optional(),
        title: z.string().optional(),
        message: z.string().optional(),
      }),
    )
    .min(1),
  meta: z.object({ status: z.number().optional(), request_id: z.string().optional() }).optional(),
});
