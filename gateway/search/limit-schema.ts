/**
 * The limits of a search as a caller writes them, and the same as bidders receive them. Each is a
 * field of the search or of a slice, and absent where it is not asked for.
 *
 * ALLIANCE-1 An alliance is written as its members, so that a bidder needs no table of
 *    alliances.
 * CARRIER-1 An ICAO designator of a carrier whose IATA code is known is refused with that code:
 *    flights have the IATA code, so nothing would be found. Another one of three letters may be
 *    that of a schedule of one's own.
 */
import { z } from "zod";
import { ALLIANCES, isAlliance, membersOf } from "../../common/offers/alliances.ts";
import { LIMITS } from "../../proto/limits.ts";
import {
  CARRIER_ROLES,
  type CarrierChoice,
  type SearchLimits,
  type SearchSlice,
  type TimeWindow,
} from "../../proto/messages.ts";
import { carrierName } from "../details/carrier-names.ts";
import { iataOfIcao } from "../details/icao-carriers.ts";
import type { stayField } from "./date-schema.ts";
import { airport, objectError, oneOf, whole, yesOrNo } from "./field-schemas.ts";
import { named } from "./named-schema.ts";
import { endsOf, type NamedPlace } from "./slice-ends.ts";

/** Codes and alliances that a caller may list. */
const LISTED_MAX = 30;
/** Two days: longer layovers are stays, and no bidder sells them as one slice. */
const LAYOVER_MINUTES_MAX = 2 * 24 * 60;
const DURATION_MINUTES_MAX = 7 * 24 * 60;
/** Minor units. It is far above any fare, and far below what a number holds exactly. */
const PRICE_MAX = 1_000_000_000_000;

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const TIME_RIGHT = "must be a time of day, such as 06:00";
const time = z.string(TIME_RIGHT).regex(TIME, TIME_RIGHT);

export const timeWindow = named(
  z.strictObject({ from: time, to: time }, { error: objectError("a time window") }),
  "TimeWindow",
  "Two times of day, both included; from later than to crosses midnight.",
);

const CARRIER_RIGHT = `must be an IATA airline code, such as BA, or one of ${ALLIANCES.join(", ")}`;
const carrier = z
  .string(CARRIER_RIGHT)
  .refine((code) => isAlliance(code) || /^(?:[A-Z0-9]{2}|[A-Z]{3})$/.test(code), {
    error: CARRIER_RIGHT,
    abort: true,
  })
  .refine((code) => iataOfIcao(code) === undefined, {
    error: ({ input }) => icaoInPlaceOfIata(String(input)),
  });

function icaoInPlaceOfIata(designator: string): string {
  const code = iataOfIcao(designator) ?? "";
  const name = carrierName(code) ?? "a carrier";
  return `must be an IATA airline code: ${designator} is the ICAO designator of ${name}, whose IATA code is ${code}`;
}

function listOf<T extends z.ZodType>(one: T, what: string) {
  return z
    .array(one, `must be a list of 1 to ${LISTED_MAX} ${what}`)
    .min(1, `must name at least one of the ${what}; leave it out to allow all`)
    .max(LISTED_MAX, `must name at most ${LISTED_MAX} ${what}`)
    .optional();
}

export const carriers = named(
  z.strictObject(
    {
      only: listOf(carrier, "carriers"),
      except: listOf(carrier, "carriers"),
      by: oneOf(CARRIER_ROLES)
        .default("marketing")
        .describe("which carrier of a flight: that of its number, or the one that flies it"),
    },
    { error: objectError("a choice of carriers") },
  ),
  "CarrierChoice",
  "Which carriers may fly.",
);

export const via = named(
  z.strictObject(
    { only: listOf(airport, "airports"), except: listOf(airport, "airports") },
    { error: objectError("a choice of airports") },
  ),
  "ViaChoice",
  "At which airports one may change flights.",
);

const pieces = whole({ min: 0, max: LIMITS.bagsMax }).optional();
export const bags = named(
  z.strictObject({ checked: pieces, cabin: pieces }, { error: objectError("bags") }),
  "Bags",
  "Pieces for each traveller.",
);

/** The limits of one slice. */
export const sliceLimitFields = {
  departure: timeWindow
    .optional()
    .describe("by the clock of the origin; from later than to crosses midnight"),
  arrival: timeWindow.optional().describe("by the clock of the destination"),
};

/** The limits of the whole search. */
export const limitFields = {
  carriers: carriers.optional().describe("of all flights"),
  via: via.optional().describe("airports at which one may change flights"),
  maxLayoverMinutes: whole({ min: 1, max: LAYOVER_MINUTES_MAX })
    .optional()
    .describe("of each connection"),
  overnightLayover: yesOrNo("false: no connection from one day to another").optional(),
  maxPrice: whole({ min: 1, max: PRICE_MAX })
    .optional()
    .describe("minor units of the search's currency, for all travellers"),
  maxDurationMinutes: whole({ min: 1, max: DURATION_MINUTES_MAX })
    .optional()
    .describe("of each slice"),
  bags: bags
    .optional()
    .describe("pieces for each traveller: the price is that of the cheapest fare with them"),
  changeable: yesOrNo("true: only fares that may be changed before departure").optional(),
  refundable: yesOrNo("true: only fares that are refunded before departure").optional(),
};

/** What a search has of these fields, once they are valid. */
type ValidLimits = z.output<z.ZodObject<typeof limitFields & typeof stayField>>;
type ValidSlice = z.output<z.ZodObject<typeof sliceLimitFields>> & {
  readonly origin: NamedPlace;
  readonly destination: NamedPlace;
};

/** The days of a slice: see `search-days.ts`. */
export type SliceDates = Pick<SearchSlice, "departureDate" | "departureDates">;

/** The slice as bidders receive it. */
export function sliceOf(slice: ValidSlice, dates: SliceDates): SearchSlice {
  const { origin, destination, departure, arrival } = slice;
  return {
    ...endsOf(origin, destination),
    ...dates,
    ...(departure === undefined ? {} : { departure: windowOf(departure) }),
    ...(arrival === undefined ? {} : { arrival: windowOf(arrival) }),
  };
}

function windowOf({ from, to }: z.output<typeof timeWindow>): TimeWindow {
  return { fromMinute: minuteOf(from), toMinute: minuteOf(to) };
}

function minuteOf(time: string): number {
  return 60 * Number(time.slice(0, 2)) + Number(time.slice(3));
}

/** The limits as bidders receive them; undefined where the search has none. */
export function limitsOf({ overnightLayover, ...valid }: ValidLimits): SearchLimits | undefined {
  const { maxLayoverMinutes, maxPrice, maxDurationMinutes } = valid;
  const checked = valid.bags?.checked ?? 0;
  const cabin = valid.bags?.cabin ?? 0;
  const limits: SearchLimits = {
    ...(valid.carriers === undefined ? {} : { carriers: carriersOf(valid.carriers) }),
    ...(valid.via === undefined ? {} : { via: choiceOf(valid.via) }),
    ...(maxLayoverMinutes === undefined ? {} : { maxLayoverMinutes }),
    ...(overnightLayover === false ? { noOvernightLayover: true } : {}),
    ...(maxPrice === undefined ? {} : { maxPrice }),
    ...(maxDurationMinutes === undefined ? {} : { maxDurationMinutes }),
    ...(checked + cabin === 0
      ? {}
      : { bags: { ...(checked > 0 ? { checked } : {}), ...(cabin > 0 ? { cabin } : {}) } }),
    ...(valid.stayNights === undefined ? {} : { stayNights: valid.stayNights }),
    ...(valid.changeable === true ? { changeable: true } : {}),
    ...(valid.refundable === true ? { refundable: true } : {}),
  };
  return Object.keys(limits).length === 0 ? undefined : limits;
}

function carriersOf({ by, ...choice }: z.output<typeof carriers>): CarrierChoice {
  return { ...choiceOf(choice, membersOf), by };
}

/** `expand`: the codes that a code stands for. */
function choiceOf(
  { only, except }: { only?: string[] | undefined; except?: string[] | undefined },
  expand: (code: string) => readonly string[] = (code) => [code],
): { only?: readonly string[]; except?: readonly string[] } {
  const all = (codes: readonly string[]) => [...new Set(codes.flatMap(expand))];
  return {
    ...(only === undefined ? {} : { only: all(only) }),
    ...(except === undefined ? {} : { except: all(except) }),
  };
}
