/**
 * The adapter to Duffel's Flights API v2: one `POST /air/offer_requests?return_offers=true` a search.
 *
 * The seller of an offer is its owner's name (`British Airways`): Duffel is the pipe, and the owner is whom a traveller deals with.
 * An offer made in Duffel's test mode (`live_mode: false`) has an invented price, so it is marked `modelled`.
 */
import { AuctionError, type Fault } from "../../proto/errors.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import { CABINS, type FlightOffer, type FlightSearch, type Passengers, type Segment } from "../../proto/messages.ts";
import { parseAmount } from "../../proto/money.ts";
import type { PartnerConfig } from "../kit/bidder.ts";
import { type Adapter, describeRefused, OFFERS_READ_MAX, type PartnerOffers, type PartnerRequest } from "./adapter.ts";
import { type DuffelOffer, type DuffelSegment, duffelAnswer, duffelErrors, duffelOffer } from "./duffel-schema.ts";
import { misfit, sliceMinutes } from "./fit.ts";

/** Duffel ignores a `supplier_timeout` outside of these and takes its default, 20 s; an impatient caller gets the least it heeds. */
const SUPPLIER_TIMEOUT_MS = { min: 2_000, max: 60_000 };
/** Duffel refuses more. Our searches may ask for 3: its answer is then short of those, but not wrong. */
const MAX_CONNECTIONS = 2;
/** Errors of one answer that are read and told; the others are counted (A6). */
const ERRORS_READ_MAX = 3;
/**
 * Duffel takes `type: adult` for adults and asks for the age of all others. A search does not say ages, so a child is as old as
 * child fares allow (2-11), and no dearer surprise can follow; an infant is one.
 */
const CHILD_AGE = 11;
const INFANT_AGE = 1;

function request(search: FlightSearch, partner: PartnerConfig, supplierTimeoutMs: number): PartnerRequest {
  const supplierTimeout = Math.min(SUPPLIER_TIMEOUT_MS.max, Math.max(SUPPLIER_TIMEOUT_MS.min, Math.floor(supplierTimeoutMs)));
  return {
    method: "POST",
    path: `/air/offer_requests?return_offers=true&supplier_timeout=${supplierTimeout}`,
    headers: {
      authorization: `Bearer ${partner.token}`,
      "duffel-version": "v2",
      "content-type": "application/json",
      accept: "application/json",
      "accept-encoding": "gzip",
    },
    body: JSON.stringify({
      data: {
        slices: search.slices.map((s) => ({ origin: s.origin, destination: s.destination, departure_date: s.departureDate })),
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

function* offers(responseBody: string, search: FlightSearch): Generator<undefined, PartnerOffers> {
  const { raws, beyond } = parseAnswer(responseBody);
  const refused: string[] = [];
  const cheapest = new Map<string, FlightOffer>();
  let shapeless = 0;
  for (const [i, raw] of raws.entries()) {
    yield;
    const parsed = duffelOffer.safeParse(raw);
    if (!parsed.success) shapeless++;
    const read = parsed.success ? readOffer(parsed.data, search) : describeIssue(parsed.error.issues);
    if (typeof read === "string") {
      refused.push(`${nameOf(raw, i)} ${read}`);
      continue;
    }
    // Fare brands of one owner on the same flights differ in what we do not show, so the cheapest stands for them.
    const key = `${read.seller}|${read.price.currency}|${itineraryKey(read.slices)}`;
    const before = cheapest.get(key);
    if (before === undefined || read.price.amount < before.price.amount) cheapest.set(key, read);
  }
  if (beyond > 0) refused.push(`${beyond} offers beyond the first ${OFFERS_READ_MAX}`);
  const answer = { offers: [...cheapest.values()], refused };
  // Offers that we do not sell are an answer; a list of which nothing is an offer is none.
  if (shapeless > 0 && shapeless === raws.length) throw new AuctionError("partner-failed", describeRefused(answer));
  return answer;
}

/**
 * The offers that are read, and how many lie beyond. Lists are cut before their elements are looked at: a body of 8 MB has room for
 * millions of errors or offers. @throws AuctionError `partner-failed`
 */
function parseAnswer(body: string): { readonly raws: readonly unknown[]; readonly beyond: number } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (thrown) {
    const what = /^\s*</.test(body) ? "HTML" : body.trim() === "" ? "nothing" : "broken JSON";
    throw new AuctionError("partner-failed", `answered ${what} where JSON was due`, { cause: thrown });
  }
  const listed = fieldOf(json, "errors");
  const errors = duffelErrors.safeParse({ errors: cut(listed, ERRORS_READ_MAX), meta: fieldOf(json, "meta") ?? undefined });
  if (errors.success) {
    const more = (listed as readonly unknown[]).length - errors.data.errors.length;
    throw new AuctionError("partner-failed", describeErrors(errors.data.errors, more, errors.data.meta?.request_id));
  }
  const data = fieldOf(json, "data");
  const all = fieldOf(data, "offers");
  const answer = duffelAnswer.safeParse(typeof data === "object" && data !== null ? { data: { offers: cut(all, OFFERS_READ_MAX) } } : json);
  if (answer.success) {
    const raws = answer.data.data.offers;
    return { raws, beyond: (all as readonly unknown[]).length - raws.length };
  }
  throw new AuctionError("partner-failed", `answered no list of offers: ${describeIssue(answer.error.issues)}`, {
    faults: answer.error.issues.map((issue): Fault => ({ path: issue.path.join("."), message: issue.message })),
  });
}

function fieldOf(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null ? (json as Record<string, unknown>)[name] : undefined;
}

function cut(value: unknown, max: number): unknown {
  return Array.isArray(value) ? value.slice(0, max) : value;
}

function describeErrors(
  errors: readonly { code?: string | undefined; title?: string | undefined; message?: string | undefined }[],
  more: number,
  requestId?: string,
) {
  const first = errors.map((e) => clean([e.code, e.message ?? e.title].filter(Boolean).join(": ") || "an error without a word"));
  return `${first.join("; ")}${more > 0 ? `; and ${more} more` : ""}${requestId === undefined ? "" : ` (request ${clean(requestId)})`}`;
}

/** An offer in our shape, or why it is not sold. */
function readOffer(offer: DuffelOffer, search: FlightSearch): FlightOffer | string {
  const price = parseAmount(offer.total_amount, offer.total_currency);
  if (price === undefined) return `costs '${clean(offer.total_amount)}', no amount of ${offer.total_currency}`;
  if (price.amount === 0) return "costs nothing";
  if (offer.partial === true) return "is for a part of the journey only";
  const travellers = search.passengers.adults + search.passengers.children + search.passengers.infants;
  if (offer.passengers !== undefined && offer.passengers.length !== travellers) {
    return `is for ${offer.passengers.length} travellers, ${travellers} were asked for`;
  }
  if (isBelowCabin(offer, search)) return `has no flight in ${search.cabin}, which was asked for`;
  const slices = readSlices(offer);
  if (typeof slices === "string") return slices;
  const read: FlightOffer = {
    seller: offer.owner.name,
    price,
    expiresAtMs: Date.parse(offer.expires_at),
    modelled: !offer.live_mode,
    slices,
  };
  return misfit(read, search) ?? read;
}

/** Mixed cabins are usual, a business fare with a short feeder in economy; a fare with nothing of the cabin is another fare. */
function isBelowCabin(offer: DuffelOffer, search: FlightSearch): boolean {
  const cabins = offer.slices.flatMap((s) => s.segments.flatMap((g) => g.passengers?.map((p) => p.cabin_class) ?? []));
  const known = cabins.filter((cabin) => cabin != null);
  return known.length > 0 && known.every((cabin) => CABINS.indexOf(cabin) < CABINS.indexOf(search.cabin));
}

function readSlices(offer: DuffelOffer): FlightOffer["slices"] | string {
  const slices = [];
  for (const slice of offer.slices) {
    const segments: Segment[] = [];
    for (const s of slice.segments) {
      // Duffel leaves out a flight's duration where the airline does; a slice of one flight still says it.
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
    // `0117` and `117` are one flight: all sellers of it must make the same itinerary key.
    flightNumber: carrier + s.marketing_carrier_flight_number.replace(/^0+(?=\d)/, ""),
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

function describeIssue(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  const [first] = issues;
  if (first === undefined) return "is no offer";
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  return `${first.path.map(String).join(".") || "the body"}: ${first.message}${more}`;
}

/** Text from outside goes into logs and reasons: short, and without control characters. */
function clean(text: string): string {
  return text.slice(0, 160).replace(/\p{C}/gu, "?");
}

export const duffel: Adapter = { request, offers };
