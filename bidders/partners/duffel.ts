/**
 * The adapter to Duffel's Flights API v2: one `POST /air/offer_requests?return_offers=true` a
 * search. Where its answer has no offers, or not all of them, the rest is read in pages, cheapest
 * first: `GET /air/offers?offer_request_id=…&after=…`.
 *
 * The seller of an offer is its owner's name (`British Airways`): Duffel is the pipe, and the owner
 * is whom a traveller deals with. An offer made in Duffel's test mode (`live_mode: false`) has an
 * invented price, so it is marked `modelled`. A `partial` offer is a part of a journey, and not
 * sold. Offers of one itinerary in several fare brands become one offer with its fares
 * (`fares.ts`).
 *
 * Not looked at, for nothing is booked here: `passenger_identity_documents_required`,
 * `payment_requirements`, `available_services`. The operating carrier neither: a flight goes by its
 * marketing carrier and number, as all our sellers name it.
 */

import { parseAmount } from "../../common/money/money.ts";
import type { FlightOffer, FlightSearch, Passengers, Segment } from "../../proto/messages.ts";
import {
  type Adapter,
  CURSOR_CHARS_MAX,
  describeRefused,
  type PageReading,
  type PageRequest,
  type PartnerPage,
  type PartnerRequest,
  pathUnder,
} from "./adapter.ts";
import { describeErrors, verdictOf } from "./duffel-errors.ts";
import { type DuffelOffer, type DuffelSegment, duffelOffer } from "./duffel-schema.ts";
import {
  bookingClasses,
  condition,
  FareShelf,
  type FareTerms,
  fareName,
  leastBags,
  withFare,
} from "./fares.ts";
import { clean, PartnerFault, parseJson } from "./fault.ts";
import { cabinMisfit, expiryOf, misfit, sliceMinutes } from "./fit.ts";
import type { PartnerConfig } from "./partner-config.ts";
import { flightNumber } from "./values.ts";

/**
 * Duffel ignores a `supplier_timeout` outside of these and takes its default, 20 s; an impatient
 * caller gets the least it heeds.
 */
const SUPPLIER_TIMEOUT_MS = { min: 2_000, max: 60_000 };
/**
 * Duffel refuses more. Our searches may ask for 3: its answer is then short of those, but not
 * wrong.
 */
const MAX_CONNECTIONS = 2;
/** The most that Duffel puts on one page. */
const PAGE_LIMIT = 200;
const ID_CHARS_MAX = 80;
/**
 * Duffel takes `type: adult` for adults and asks for the age of all others. A search does not say
 * ages, so a child is as old as child fares allow (2-11), and no dearer surprise can follow; an
 * infant is one.
 */
const CHILD_AGE = 11;
const INFANT_AGE = 1;

function request(
  search: FlightSearch,
  partner: PartnerConfig,
  { supplierTimeoutMs, cursor }: PageRequest,
): PartnerRequest {
  const headers = {
    authorization: `Bearer ${partner.token}`,
    "duffel-version": "v2",
    accept: "application/json",
    "accept-encoding": "gzip",
  };
  if (cursor !== null)
    return {
      method: "GET",
      path: pathUnder(partner, `/air/offers?${cursor}`),
      headers,
      body: null,
    };
  const supplierTimeout = Math.min(
    SUPPLIER_TIMEOUT_MS.max,
    Math.max(SUPPLIER_TIMEOUT_MS.min, Math.floor(supplierTimeoutMs)),
  );
  return {
    method: "POST",
    path: pathUnder(
      partner,
      `/air/offer_requests?return_offers=true&supplier_timeout=${supplierTimeout}`,
    ),
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({
      data: {
        slices: search.slices.map((s) => ({
          origin: s.origin,
          destination: s.destination,
          departure_date: s.departureDate,
        })),
        passengers: passengers(search.passengers),
        cabin_class: search.cabin,
        max_connections: Math.min(search.maxStops, MAX_CONNECTIONS),
      },
    }),
  };
}

function passengers(who: Passengers): object[] {
  return [
    ...Array.from({ length: who.adults }, () => ({ type: "adult" })),
    ...Array.from({ length: who.children }, () => ({ age: CHILD_AGE })),
    ...Array.from({ length: who.infants }, () => ({ age: INFANT_AGE })),
  ];
}

function* offers(responseBody: string, reading: PageReading): Generator<undefined, PartnerPage> {
  const { all, next, isCutShort } = parseAnswer(
    parseJson(responseBody, reading.secret),
    reading.cursor,
  );
  // Cut before its elements are looked at: a body of 8 MB has room for millions.
  const raws = all.slice(0, reading.offersMax);
  const refused: string[] = [];
  const shelf = new FareShelf();
  let shapeless = 0;
  for (const [i, raw] of raws.entries()) {
    yield;
    const parsed = duffelOffer.safeParse(raw);
    if (!parsed.success) shapeless++;
    const read = parsed.success
      ? readOffer(parsed.data, reading)
      : describeIssue(parsed.error.issues);
    if (typeof read === "string") refused.push(`${nameOf(raw, i)} ${read}`);
    else shelf.add(read);
  }
  if (all.length > raws.length)
    refused.push(`${all.length - raws.length} offers beyond the first ${reading.offersMax}`);
  if (isCutShort) refused.push("what follows, on a page that it does not name as Duffel does");
  const page = { offers: shelf.offers, refused, read: raws.length, next };
  // Offers that we do not sell are an answer; a list of which nothing is an offer is none.
  if (shapeless > 0 && shapeless === raws.length)
    throw new PartnerFault(describeRefused(page), "sick", "partner-bad-answer");
  return page;
}

/** What an error of Duffel's is for the public, by what it says of Duffel. */
const REASONS = {
  alive: "partner-refused",
  sick: "partner-error",
  unknown: "partner-busy",
} as const;

interface Answer {
  readonly all: readonly unknown[];
  readonly next: string | null;
  /** It says that there is more, but not where in words that can be used. */
  readonly isCutShort: boolean;
}

/** The offers of an answer, and where more of them are. @throws PartnerFault */
function parseAnswer(json: unknown, cursor: string | null): Answer {
  const errors = describeErrors(json);
  if (errors !== undefined)
    throw new PartnerFault(errors, verdictOf(json), REASONS[verdictOf(json)]);
  const data = fieldOf(json, "data");
  const all = Array.isArray(data) ? data : fieldOf(data, "offers");
  const id =
    cursor === null ? fieldOf(data, "id") : new URLSearchParams(cursor).get("offer_request_id");
  const pages =
    typeof id === "string" && id !== "" && id.length <= ID_CHARS_MAX ? pagesOf(id) : undefined;
  // Duffel may leave the offers out of its answer to a request; they are there to be read in pages.
  if (all === undefined && pages !== undefined && cursor === null)
    return { all: [], next: pages(null), isCutShort: false };
  if (!Array.isArray(all)) {
    const what =
      typeof data === "object" && data !== null ? "data.offers is none" : "data is missing";
    throw new PartnerFault(`answered no list of offers: ${what}`, "sick", "partner-bad-answer");
  }
  const after = fieldOf(fieldOf(json, "meta"), "after") ?? null;
  if (after === null) return { all, next: null, isCutShort: false };
  const next = typeof after === "string" && after !== "" && pages !== undefined ? pages(after) : "";
  return next === "" || next.length > CURSOR_CHARS_MAX
    ? { all, next: null, isCutShort: true }
    : { all, next, isCutShort: false };
}

function pagesOf(id: string): (after: string | null) => string {
  const query = { offer_request_id: id, sort: "total_amount", limit: String(PAGE_LIMIT) };
  return (after) => new URLSearchParams(after === null ? query : { ...query, after }).toString();
}

function fieldOf(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null
    ? (json as Record<string, unknown>)[name]
    : undefined;
}

/** An offer in our shape, or why it is not sold. */
function readOffer(offer: DuffelOffer, reading: PageReading): FlightOffer | string {
  const { search } = reading;
  const price = parseAmount(offer.total_amount, offer.total_currency);
  if (price === undefined)
    return `costs '${clean(offer.total_amount)}', no amount of ${offer.total_currency}`;
  if (price.amount === 0) return "costs nothing";
  if (offer.partial === true) return "is for a part of the journey only";
  const travellers =
    search.passengers.adults + search.passengers.children + search.passengers.infants;
  if (offer.passengers != null && offer.passengers.length !== travellers) {
    return `is for ${offer.passengers.length} travellers, ${travellers} were asked for`;
  }
  const cabins = offer.slices.flatMap((s) =>
    s.segments.flatMap((g) => g.passengers?.map((p) => p.cabin_class) ?? []),
  );
  const below = cabinMisfit(cabins, search.cabin);
  if (below !== undefined) return below;
  const slices = readSlices(offer);
  if (typeof slices === "string") return slices;
  const read = withFare(
    {
      seller: offer.owner.name,
      price,
      expiresAtMs: expiryOf(Date.parse(offer.expires_at), reading.nowMs),
      modelled: !offer.live_mode,
      slices,
    },
    termsOf(offer),
  );
  return misfit(read, reading) ?? read;
}

/**
 * What the fare says beside its price. Every part of it may be missing, and costs no more than
 * itself.
 */
function termsOf(offer: DuffelOffer): FareTerms {
  const segments = offer.slices.flatMap((slice) => slice.segments);
  const infants = new Set(
    (offer.passengers ?? [])
      .filter((p) => p?.type === "infant_without_seat" || (p?.age ?? 99) < 2)
      .map((p) => p?.id),
  );
  const seats = segments.map((s) =>
    (s.passengers ?? []).filter((p) => p.passenger_id == null || !infants.has(p.passenger_id)),
  );
  const bags = (type: string) =>
    leastBags(
      seats.flatMap((travellers): (number | null)[] =>
        travellers.length === 0
          ? [null]
          : travellers.map(
              ({ baggages }) =>
                baggages
                  ?.filter((bag) => bag.type === type)
                  .reduce((sum, bag) => sum + bag.quantity, 0) ?? null,
            ),
      ),
    );
  const { change_before_departure: change, refund_before_departure: refund } =
    offer.conditions ?? {};
  return {
    name: fareName(
      [...new Set(offer.slices.map((slice) => slice.fare_brand_name ?? ""))]
        .filter((name) => name !== "")
        .join(" / "),
    ),
    // Duffel does not name booking classes; by the airlines' convention a fare basis code begins
    // with its own.
    bookingClass: bookingClasses(seats.map(([first]) => first?.fare_basis_code?.charAt(0) ?? null)),
    cabinBags: bags("carry_on"),
    checkedBags: bags("checked"),
    change:
      change == null
        ? null
        : condition(change.allowed, change.penalty_amount ?? null, change.penalty_currency ?? null),
    refund:
      refund == null
        ? null
        : condition(refund.allowed, refund.penalty_amount ?? null, refund.penalty_currency ?? null),
  };
}

function readSlices(offer: DuffelOffer): FlightOffer["slices"] | string {
  const slices = [];
  for (const slice of offer.slices) {
    const segments: Segment[] = [];
    for (const s of slice.segments) {
      // Duffel leaves out a flight's duration where the airline does; a slice of one flight still
      // says it.
      const minutes = s.duration ?? (slice.segments.length === 1 ? slice.duration : null);
      const segment = readSegment(s, minutes ?? Number.NaN);
      if (minutes == null) return `does not say how long ${segment.flightNumber} takes`;
      segments.push(segment);
    }
    slices.push({ durationMinutes: sliceMinutes(segments), segments });
  }
  return slices;
}

function readSegment(s: DuffelSegment, durationMinutes: number): Segment {
  const carrier = s.marketing_carrier.iata_code;
  return {
    carrier,
    flightNumber: flightNumber(carrier, s.marketing_carrier_flight_number),
    origin: s.origin.iata_code,
    destination: s.destination.iata_code,
    departure: s.departing_at,
    arrival: s.arriving_at,
    durationMinutes,
    aircraft: s.aircraft?.iata_code ?? "",
  };
}

function nameOf(raw: unknown, i: number): string {
  const id = typeof raw === "object" && raw !== null ? (raw as { id?: unknown }).id : undefined;
  return typeof id === "string" && id !== "" ? clean(id) : `offer ${i}`;
}

function describeIssue(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const [first] = issues;
  if (first === undefined) return "is no offer";
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  return `${first.path.map(String).join(".") || "the body"}: ${first.message}${more}`;
}

export const duffel: Adapter = { request, offers };
