/**
 * Duffel's Flights API v2 from the seller's side: it checks a request, names all of its faults, and
 * writes the answer. It is written from duffel.com/docs/api, independently of the adapter, so that
 * the two check each other.
 */

import { z } from "zod";
import { fraction, hashText, mix } from "../../bidders/flights/fares/hash.ts";
import { LAST_YEAR } from "../../bidders/flights/timetable/zones.ts";
import { formatAmount } from "../../common/money/money.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import { DAY_MS } from "../../proto/local-time.ts";
import {
  CABINS,
  type Cabin,
  type Condition,
  type Fare,
  type FlightOffer,
  type FlightSearch,
  type Passengers,
  type Segment,
  type TimeWindow,
} from "../../proto/messages.ts";
import { type DuffelErrorBody, invalidValue } from "./errors.ts";
import { anySearch } from "./inventory.ts";

/**
 * The waits that `supplier_timeout` can ask for, and the one taken for all others, in milliseconds.
 */
const SUPPLIER_TIMEOUT_MS = { min: 2_000, max: 60_000, fallback: 20_000 };

/** The timetable repeats week by week, but time zones are known no longer. */
const LAST_DAY = `${LAST_YEAR}-12-31`;

const place = z.string("must be an IATA code").regex(/^[A-Z]{3}$/, "must be an IATA code like LHR");
const date = z.iso.date("must be an ISO 8601 date like 2026-12-15");
const text = z.string().min(1);
/** Duffel takes a traveller's accounts with the traveller's name only. */
const accounts = {
  given_name: text.optional(),
  family_name: text.optional(),
  loyalty_programme_accounts: z
    .array(z.strictObject({ airline_iata_code: text, account_number: text }))
    .optional(),
};
const passenger = z.union(
  [
    z.strictObject({ type: z.enum(["adult", "child", "infant_without_seat"]), ...accounts }),
    z.strictObject({ age: z.int().min(0).max(130), ...accounts }),
  ],
  "must have either a type (adult) or an age (0-130)",
);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time like 09:45");
const times = z.strictObject({ from: time, to: time });
const offerRequest = z.strictObject({
  data: z.strictObject({
    slices: z
      .array(
        z.strictObject({
          origin: place,
          destination: place,
          departure_date: date,
          departure_time: times.optional(),
          arrival_time: times.optional(),
        }),
        "must be a list of slices",
      )
      .min(1, "must have at least one slice")
      .max(6, "must have at most 6 slices"),
    passengers: z
      .array(passenger, "must be a list of passengers")
      .min(1, "must have at least one passenger")
      .max(9, "must have at most 9 passengers"),
    cabin_class: z.enum(CABINS, `must be one of ${CABINS.join(", ")}`).default("economy"),
    max_connections: z
      .int("must be 0, 1 or 2")
      .min(0, "must be 0, 1 or 2")
      .max(2, "must be 0, 1 or 2")
      .default(1),
    private_fares: z
      .record(
        z.string().regex(/^[A-Z0-9]{2}$/, "must be an airline's IATA code"),
        z.array(
          z.strictObject({
            corporate_code: text.optional(),
            tour_code: text.optional(),
            tracking_reference: text.optional(),
          }),
        ),
      )
      .optional(),
  }),
});

/** The search that an offer request asks for, or everything that is wrong with it. */
export function readOfferRequest(
  body: unknown,
  nowMs: number,
): { search: FlightSearch; account: string | null } | { errors: readonly DuffelErrorBody[] } {
  const parsed = offerRequest.safeParse(body);
  if (!parsed.success)
    return { errors: parsed.error.issues.map((issue) => invalidValue(issue.path, issue.message)) };
  const { slices, passengers, cabin_class: cabin, max_connections: maxStops } = parsed.data.data;
  // A day back: it is still yesterday somewhere.
  const today = new Date(nowMs - DAY_MS).toISOString().slice(0, 10);
  const who = countPassengers(passengers);
  const errors = slices.flatMap(({ origin, destination, departure_date: day }, i) => [
    ...(origin === destination
      ? [invalidValue(["data", "slices", i, "destination"], "must differ from origin")]
      : []),
    ...(day < today
      ? [invalidValue(["data", "slices", i, "departure_date"], "must not be in the past")]
      : []),
    ...(day > LAST_DAY
      ? [invalidValue(["data", "slices", i, "departure_date"], `must not be after ${LAST_DAY}`)]
      : []),
    ...(day < (slices[i - 1]?.departure_date ?? day)
      ? [
          invalidValue(
            ["data", "slices", i, "departure_date"],
            "must not be before the slice before",
          ),
        ]
      : []),
  ]);
  if (who.adults < Math.max(1, who.infants))
    errors.push(
      invalidValue(["data", "passengers"], "must have an adult, and one for each infant"),
    );
  if (errors.length > 0) return { errors };
  const fares = Object.values(parsed.data.data.private_fares ?? {}).flat();
  return {
    account: fares.find((fare) => fare.corporate_code !== undefined)?.corporate_code ?? null,
    search: anySearch(
      slices.map((s) => ({
        origin: s.origin,
        destination: s.destination,
        departureDate: s.departure_date,
        ...(s.departure_time === undefined ? {} : { departure: windowOf(s.departure_time) }),
        ...(s.arrival_time === undefined ? {} : { arrival: windowOf(s.arrival_time) }),
      })),
      { passengers: who, cabin, maxStops },
    ),
  };
}

/** A time window of both protocols, in minutes of the day. */
export function windowOf({ from, to }: { readonly from: string; readonly to: string }): TimeWindow {
  const minute = (clock: string) => 60 * Number(clock.slice(0, 2)) + Number(clock.slice(3));
  return { fromMinute: minute(from), toMinute: minute(to) };
}

function countPassengers(passengers: readonly z.output<typeof passenger>[]): Passengers {
  const kinds = passengers.map((p) =>
    "type" in p ? p.type : p.age < 2 ? "infant_without_seat" : p.age < 12 ? "child" : "adult",
  );
  const count = (kind: string) => kinds.filter((k) => k === kind).length;
  return {
    adults: count("adult"),
    children: count("child"),
    infants: count("infant_without_seat"),
  };
}

/** `supplier_timeout` in milliseconds; outside of 2-60 s it is ignored, as Duffel does. */
export function supplierTimeoutMs(query: unknown): number {
  const asked = Number((query as Record<string, unknown>)["supplier_timeout"]);
  return asked >= SUPPLIER_TIMEOUT_MS.min && asked <= SUPPLIER_TIMEOUT_MS.max
    ? asked
    : SUPPLIER_TIMEOUT_MS.fallback;
}

/** The answer to an offer request. `live_mode` is false everywhere: nothing here can be bought. */
export function offerRequestBody(
  search: FlightSearch,
  offers: readonly FlightOffer[],
  requestId: string,
  nowMs: number,
): object {
  const createdAt = new Date(nowMs).toISOString();
  const passengers = passengersOf(search, requestId);
  return {
    data: {
      id: `orq_${requestId}`,
      live_mode: false,
      created_at: createdAt,
      cabin_class: search.cabin,
      passengers,
      slices: search.slices.map((s) => ({
        origin: airport(s.origin),
        destination: airport(s.destination),
        origin_type: "airport",
        destination_type: "airport",
        departure_date: s.departureDate,
      })),
      offers: offers.flatMap((offer) =>
        faresOf(offer).map((fare) => offerBody(offer, fare, passengers, search, createdAt)),
      ),
    },
  };
}

/** The answer to `GET /air/offers/{id}`. */
export function offerAnswer({ search, offer, fare, requestId }: SoldOffer, nowMs: number): object {
  const createdAt = new Date(nowMs).toISOString();
  const passengers = passengersOf(search, requestId);
  return { data: offerBody(offer, fare, passengers, search, createdAt) };
}

/** The offers of an answer to an offer request, by their ids. */
export function soldOffers(
  search: FlightSearch,
  offers: readonly FlightOffer[],
  requestId: string,
): (readonly [id: string, sold: SoldOffer])[] {
  return offers.flatMap((offer) =>
    faresOf(offer).map((fare) => [
      offerId(offer, fare, search),
      { search, offer, fare, requestId },
    ]),
  );
}

/** One offer as it was sold: of one fare. */
export interface SoldOffer {
  readonly search: FlightSearch;
  readonly offer: FlightOffer;
  readonly fare: Fare | null;
  readonly requestId: string;
}

/** As airlines sell them: one offer for each fare brand. */
function faresOf({ fares }: FlightOffer): readonly (Fare | null)[] {
  return fares.length > 0 ? fares : [null];
}

function offerId(
  { seller, slices }: FlightOffer,
  fare: Fare | null,
  { passengers: { adults, children, infants }, cabin }: FlightSearch,
): string {
  const party = `${adults}.${children}.${infants} ${cabin}`;
  return `off_${idOf(`${seller} ${itineraryKey(slices)} ${fare?.name ?? ""} ${party}`)}`;
}

function passengersOf({ passengers }: FlightSearch, requestId: string) {
  const { adults, children, infants } = passengers;
  return [
    ...Array.from({ length: adults }, () => ({ type: "adult" })),
    ...Array.from({ length: children }, () => ({ type: "child" })),
    ...Array.from({ length: infants }, () => ({ type: "infant_without_seat" })),
  ].map((p, i) => ({ id: `pas_${requestId}_${i}`, ...p }));
}

function offerBody(
  offer: FlightOffer,
  fare: Fare | null,
  passengers: readonly { readonly id: string; readonly type: string }[],
  search: FlightSearch,
  createdAt: string,
): object {
  const price = fare?.price ?? offer.price;
  const letters = fare?.bookingClass.split(",") ?? [];
  let flown = 0;
  return {
    id: offerId(offer, fare, search),
    live_mode: false,
    partial: false,
    created_at: createdAt,
    updated_at: createdAt,
    expires_at: new Date(offer.expiresAtMs).toISOString(),
    total_amount: formatAmount(price),
    total_currency: price.currency,
    owner: { id: `arl_${idOf(offer.seller)}`, name: offer.seller, iata_code: null },
    passengers,
    conditions: {
      change_before_departure: conditionBody(fare?.change),
      refund_before_departure: conditionBody(fare?.refund),
    },
    slices: offer.slices.map((slice) => ({
      fare_brand_name: fare?.name || null,
      duration: isoDuration(slice.durationMinutes),
      origin: airport(slice.segments[0]?.origin ?? ""),
      destination: airport(slice.segments.at(-1)?.destination ?? ""),
      segments: slice.segments.map((s) =>
        segmentBody(s, letters[flown++] ?? "", fare, passengers, search.cabin),
      ),
    })),
  };
}

function segmentBody(
  s: Segment,
  letter: string,
  fare: Fare | null,
  passengers: readonly { readonly id: string; readonly type: string }[],
  cabin: Cabin,
): object {
  const bags = [
    ...(fare?.cabinBags == null ? [] : [{ type: "carry_on", quantity: fare.cabinBags }]),
    ...(fare?.checkedBags == null ? [] : [{ type: "checked", quantity: fare.checkedBags }]),
  ];
  return {
    origin: airport(s.origin),
    destination: airport(s.destination),
    departing_at: `${s.departure}:00`,
    arriving_at: `${s.arrival}:00`,
    duration: isoDuration(s.durationMinutes),
    marketing_carrier: { iata_code: s.carrier },
    marketing_carrier_flight_number: s.flightNumber.slice(s.carrier.length),
    operating_carrier: { iata_code: s.carrier },
    origin_terminal: s.originTerminal ?? null,
    destination_terminal: s.destinationTerminal ?? null,
    aircraft: s.aircraft === "" ? null : { iata_code: s.aircraft },
    stops: [],
    passengers: passengers.map((p) => ({
      passenger_id: p.id,
      cabin_class: s.cabin ?? cabin,
      fare_basis_code: letter === "" ? null : `${letter}SANDBOX`,
      ...(bags.length === 0 ? {} : { baggages: p.type === "infant_without_seat" ? [] : bags }),
    })),
  };
}

function conditionBody(condition: Condition | null | undefined): object | null {
  if (condition == null) return null;
  const { allowed, fee } = condition;
  return {
    allowed,
    penalty_amount: fee && formatAmount(fee),
    penalty_currency: fee?.currency ?? null,
  };
}

function airport(code: string): object {
  return { type: "airport", iata_code: code };
}

function isoDuration(minutes: number): string {
  return `PT${Math.floor(minutes / 60)}H${minutes % 60}M`;
}

/** An id for a text, always the same. */
function idOf(text: string): string {
  const seed = hashText(text);
  return [1, 2]
    .map((n) =>
      Math.floor(fraction(mix(seed, n)) * 36 ** 6)
        .toString(36)
        .padStart(6, "0"),
    )
    .join("");
}
