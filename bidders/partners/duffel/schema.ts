/**
 * The parts of Duffel's Flights API v2 that are read here, as zod schemas. Source:
 * duffel.com/docs/api (offer requests, offers, errors) and the types of Duffel's own client,
 * github.com/duffelhq/duffel-api-javascript. Fields that are not needed are not read, so their
 * changes break nothing. An optional field that is null is the same as one that is missing:
 * Duffel's own fixtures have both.
 */
import { z } from "zod";
import { CABINS } from "../../../proto/messages.ts";
import { isoMinutes, sellerLocalTime as readLocalTime } from "../offers/seller-values.ts";

/**
 * Far above the 9 that Duffel sells to. Every list of objects has such a limit: zod counts a list
 * before it checks its elements, and a million wrong ones would make an issue each (A6).
 */
const PASSENGERS_MAX = 50;
const BAGGAGES_MAX = 20;

const iata = (letters: RegExp, what: string) => z.string().regex(letters, `is not an ${what}`);
const airport = z.object({ iata_code: iata(/^[A-Z]{3}$/, "IATA airport code") });

/** A schema of a reader of text, which gives undefined for what it cannot read. */
const readBy = <T>(read: (text: string) => T | undefined, what: string) =>
  z.string().transform((text, context) => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue(what);
    return z.NEVER;
  });
const localTime = readBy(readLocalTime, "is not a local time like 2026-12-15T08:30:00");
const duration = readBy(isoMinutes, "is not a duration like PT7H35M");

/**
 * What an offer states beside the price: a field of another form is null, and the rest is kept.
 * Duffel gives null for what the airline does not state.
 */
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

/** Duffel may add kinds beside carry_on and checked: bags of those are not counted. */
const baggage = z.object({ type: z.string(), quantity: z.int().min(0) });

/**
 * A condition for all passengers; `penalty_amount` is null where it is not known, `"0.00"` where
 * there is none.
 */
const condition = z.object({
  allowed: z.boolean(),
  penalty_amount: z.string().nullish(),
  penalty_currency: z.string().nullish(),
});
const conditions = z.object({
  change_before_departure: optional(condition),
  refund_before_departure: optional(condition),
});

const segment = z.object({
  origin: airport,
  destination: airport,
  departing_at: localTime,
  arriving_at: localTime,
  duration: duration.nullish(),
  marketing_carrier: z.object({ iata_code: iata(/^[A-Z0-9]{2}$/, "IATA airline code") }),
  marketing_carrier_flight_number: z
    .string()
    .regex(/^\d{1,4}[A-Z]?$/, "is not a flight number of 1-4 digits"),
  operating_carrier: optional(z.object({ iata_code: optional(z.string()) })),
  origin_terminal: optional(z.string()),
  destination_terminal: optional(z.string()),
  aircraft: z.object({ iata_code: z.string().max(4).nullish() }).nullish(),
  passengers: z
    .array(
      z.object({
        passenger_id: optional(z.string()),
        cabin_class: z.enum(CABINS).nullish(),
        fare_basis_code: optional(z.string().max(32)),
        baggages: optional(z.array(baggage).max(BAGGAGES_MAX)),
      }),
    )
    .max(PASSENGERS_MAX)
    .nullish(),
});

/**
 * One offer. `live_mode` must be there: an offer that does not state whether it is real is not
 * sold.
 */
export const duffelOffer = z.object({
  id: z.string().min(1).max(80),
  live_mode: z.boolean(),
  partial: z.boolean().nullish(),
  total_amount: z.string("must be a decimal string"),
  total_currency: z.string().regex(/^[A-Z]{3}$/, "is not an ISO 4217 code"),
  /** The parts of the total: the same for all that it is for. */
  base_amount: optional(z.string()),
  base_currency: optional(z.string()),
  tax_amount: optional(z.string()),
  tax_currency: optional(z.string()),
  expires_at: z.iso.datetime({ offset: true, error: "is not an ISO 8601 instant" }),
  owner: z.object({
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[^\p{C}]*$/u, "has control characters"),
  }),
  passengers: z
    .array(
      optional(
        z.object({
          id: optional(z.string()),
          type: optional(z.string()),
          age: optional(z.number()),
        }),
      ),
    )
    .max(PASSENGERS_MAX)
    .nullish(),
  conditions: optional(conditions),
  slices: z
    .array(
      z.object({
        duration: duration.nullish(),
        fare_brand_name: optional(z.string().max(200)),
        segments: z.array(segment).min(1).max(8),
      }),
    )
    .min(1)
    .max(6),
});
export type DuffelOffer = z.output<typeof duffelOffer>;
export type DuffelSegment = z.output<typeof segment>;

/** The error model, which every error of the API follows. */
export const duffelErrors = z.object({
  errors: z
    .array(
      z.object({
        type: z.string().nullish(),
        code: z.string().nullish(),
        title: z.string().nullish(),
        message: z.string().nullish(),
        source: optional(z.object({ pointer: z.string().nullish() })),
      }),
    )
    .min(1),
  meta: z.object({ status: z.number().nullish(), request_id: z.string().nullish() }).nullish(),
});
export type DuffelError = z.output<typeof duffelErrors>["errors"][number];
