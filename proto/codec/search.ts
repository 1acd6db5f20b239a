/** The search: as a caller on NATS sends it, and whole, as part of a call for bids. */
import { CABINS, POLICY_KINDS, SORTS } from "../closed-sets.ts";
import type { ErrorCode } from "../errors.ts";
import { flights } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type {
  FlightSearch,
  Passengers,
  Policy,
  Quorum,
  SearchLimits,
  SearchSlice,
} from "../messages.ts";
import {
  bidderChoice,
  dayRange,
  searchLimits,
  searchPlace,
  timeWindow,
} from "../schema/search-limits.ts";
import { fromWire, toWire } from "./generic.ts";
import { decodeAs, fail, numberOf, REQUEST_CODES, wordOf } from "./guard.ts";

/**
 * A search before validation: any field may be missing or wrong. Defaults and rules are the
 * gateway's (`gateway/search/validate.ts`).
 */
interface RawSearch {
  slices?: unknown;
  [field: string]: unknown;
}

/**
 * A caller's protobuf search as the same plain shape that JSON gives, not yet validated: fields
 * that are absent are left out. Numbers that stand for no cabin or sort are kept as text, so that
 * validation can name them.
 *
 * @throws AuctionError `malformed` or `too-large`
 */
export function decodeRawSearch(bytes: Uint8Array): RawSearch {
  const m = decodeAs(
    flights.FlightSearchRequest,
    bytes,
    LIMITS.requestBytesMax,
    "a search",
    REQUEST_CODES,
  );
  const raw: RawSearch = {
    slices: m.slices.map((s) => ({
      origin: rawPlace(s.originPlace) ?? s.origin,
      destination: rawPlace(s.destinationPlace) ?? s.destination,
      ...rawDates(s, m.limits?.stayNights != null),
      ...rawWindow("departure", s.departure),
      ...rawWindow("arrival", s.arrival),
    })),
    ...(m.limits == null ? {} : rawLimits(fromWire(searchLimits, m.limits, "malformed"))),
  };
  const { passengers: p, policy } = m;
  if (p)
    raw["passengers"] = stated({
      adults: p.adults,
      children: p.children,
      infants: p.infants,
      ages: p.ages?.length ? p.ages : undefined,
    });
  if (m.cabin != null) raw["cabin"] = CABINS[m.cabin - 1] ?? `number ${m.cabin}`;
  if (m.sort != null) raw["sort"] = SORTS[m.sort - 1] ?? `number ${m.sort}`;
  if (m.currency != null) raw["currency"] = m.currency;
  if (m.maxStops != null) raw["maxStops"] = m.maxStops;
  if (m.maxResults != null) raw["maxResults"] = m.maxResults;
  if (m.selfTransfer != null) raw["selfTransfer"] = m.selfTransfer;
  if (m.similar != null) raw["similar"] = m.similar;
  if (m.details != null) raw["details"] = m.details;
  if (m.calendar != null) raw["calendar"] = m.calendar;
  if (m.explain != null) raw["explain"] = m.explain;
  if (policy)
    raw["policy"] = stated({
      deadlineMs: policy.deadlineMs,
      quorum: policy.quorum ?? percent(policy.quorumPercent),
      required: policy.required?.bidder,
      ...rawValue(policy),
      partial: policy.refusePartial ? "refuse" : undefined,
    });
  if (m.bidders != null) raw["bidders"] = fromWire(bidderChoice, m.bidders, "malformed");
  if (m.market != null) raw["market"] = m.market;
  if (m.locale != null) raw["locale"] = m.locale;
  if (m.params.length > 0) raw["params"] = Object.fromEntries(m.params.map(rawParams));
  return raw;
}

/** How a policy of kind `value` stands in JSON. */
function rawValue({ kind, centsPerSecond }: flights.Policy.$Properties): Record<string, unknown> {
  return {
    kind: kind == null ? undefined : (POLICY_KINDS[kind - 1] ?? `number ${kind}`),
    dollarsPerSecond: centsPerSecond == null ? undefined : dollarsOf(centsPerSecond),
  };
}

const CENTS = 100;

/** How a call and a record have the dollars of a policy of kind `value`. */
export const centsOf = (dollars: number): number => Math.round(dollars * CENTS);
const dollarsOf = (cents: number): number => cents / CENTS;

/** A place as JSON has it: `{ city: "LON", nearbyKm: 50 }`. */
function rawPlace(
  place: flights.SearchPlace.$Properties | null | undefined,
): Record<string, unknown> | undefined {
  if (place == null) return undefined;
  const { km: _, ...raw } = fromWire(searchPlace, place, "malformed");
  return raw;
}

/** What is said to one bidder. The fault does not quote it: it is never logged. */
function rawParams({ bidder, json }: flights.BidderParams.$Properties): [string, unknown] {
  try {
    return [bidder ?? "", JSON.parse(json ?? "")];
  } catch {
    return fail("malformed", "a search: what params say to a bidder is not JSON");
  }
}

/**
 * The dates of a slice as JSON has them. Where a date may lack, an empty one is an absent one: the
 * wire has no other.
 */
function rawDates(
  { departureDate, departureDates, flexDays }: flights.Slice.$Properties,
  mayLack: boolean,
): Record<string, unknown> {
  const oneDay = mayLack && departureDate === "" ? undefined : departureDate;
  return stated({
    departureDate:
      departureDates == null ? oneDay : fromWire(dayRange, departureDates, "malformed"),
    flexDays,
  });
}

/** A window as JSON has it: `{ from: "06:00", to: "12:00" }`. */
function rawWindow(
  name: string,
  window: flights.TimeWindow.$Properties | null | undefined,
): Record<string, unknown> {
  if (window == null) return {};
  const { fromMinute, toMinute } = fromWire(timeWindow, window, "malformed");
  return { [name]: { from: timeOfDay(fromMinute), to: timeOfDay(toMinute) } };
}

/** `06:05`, of a minute of the day. */
function timeOfDay(minute: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The limits as JSON has them: fields of the search itself. */
function rawLimits({ noOvernightLayover, ...limits }: SearchLimits): Record<string, unknown> {
  return noOvernightLayover === true ? { ...limits, overnightLayover: false } : { ...limits };
}

function percent(share: number | null | undefined): `${number}%` | undefined {
  return share == null ? undefined : `${share}%`;
}

function stated(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}

/** The object of the generated code that stands for a whole search. */
export function searchMessage(search: FlightSearch): flights.FlightSearchRequest.$Properties {
  return {
    slices: search.slices.map(sliceMessage),
    passengers: passengersMessage(search.passengers),
    cabin: numberOf(CABINS, search.cabin),
    currency: search.currency,
    sort: numberOf(SORTS, search.sort),
    maxStops: search.maxStops,
    maxResults: search.maxResults,
    selfTransfer: search.selfTransfer,
    similar: search.similar,
    policy: {
      deadlineMs: search.policy.deadlineMs,
      ...quorumFields(search.policy.quorum),
      required: { bidder: [...search.policy.required] },
      ...valueFields(search.policy),
      ...(search.policy.partial === undefined ? {} : { refusePartial: true }),
    },
    ...(search.limits === undefined ? {} : { limits: toWire(searchLimits, search.limits) }),
    ...(search.bidders === undefined ? {} : { bidders: toWire(bidderChoice, search.bidders) }),
    ...(search.market === undefined ? {} : { market: search.market }),
    ...(search.locale === undefined ? {} : { locale: search.locale }),
    ...(search.details === undefined ? {} : { details: true }),
    ...(search.calendar === undefined ? {} : { calendar: true }),
    ...(search.explain === undefined ? {} : { explain: true }),
  };
}

function passengersMessage({ ages, ...counts }: Passengers): flights.Passengers.$Properties {
  return ages === undefined ? counts : { ...counts, ages: [...ages] };
}

function sliceMessage({
  origins,
  destinations,
  originPlace,
  destinationPlace,
  ...slice
}: SearchSlice): flights.Slice.$Properties {
  return {
    ...slice,
    ...(originPlace === undefined ? {} : { originPlace: toWire(searchPlace, originPlace) }),
    ...(destinationPlace === undefined
      ? {}
      : { destinationPlace: toWire(searchPlace, destinationPlace) }),
    ...(origins === undefined ? {} : { origins: [...origins] }),
    ...(destinations === undefined ? {} : { destinations: [...destinations] }),
  };
}

function valueFields({ kind, dollarsPerSecond }: Policy): flights.Policy.$Properties {
  if (kind === undefined || dollarsPerSecond === undefined) return {};
  return {
    kind: numberOf(POLICY_KINDS, kind),
    centsPerSecond: centsOf(dollarsPerSecond),
  };
}

function readValue({
  kind,
  centsPerSecond,
}: flights.Policy.$Properties): Pick<Policy, "kind" | "dollarsPerSecond"> {
  const isValue = kind != null && POLICY_KINDS[kind - 1] === "value" && centsPerSecond != null;
  return isValue ? { kind: "value", dollarsPerSecond: dollarsOf(centsPerSecond) } : {};
}

function quorumFields(
  quorum: Quorum,
): Pick<flights.Policy.$Properties, "quorum" | "quorumPercent"> {
  if (quorum === null) return {};
  return typeof quorum === "number" ? { quorum } : { quorumPercent: Number.parseInt(quorum, 10) };
}

/** The whole search of a call. @throws AuctionError with this code */
export function readSearch(
  m: flights.FlightSearchRequest.$Properties | null | undefined,
  code: ErrorCode,
): FlightSearch {
  if (!m?.slices?.length || m.slices.length > LIMITS.slicesMax)
    fail(
      code,
      `a search of ${m?.slices?.length ?? 0} slices; 1 to ${LIMITS.slicesMax} are allowed`,
    );
  return {
    slices: m.slices.map((s) => readSlice(s, code)),
    passengers: {
      adults: m.passengers?.adults ?? 0,
      children: m.passengers?.children ?? 0,
      infants: m.passengers?.infants ?? 0,
      ...readAges(m.passengers?.ages, code),
    },
    cabin: wordOf(CABINS, m.cabin, "cabin", code),
    currency: m.currency ?? fail(code, "a search without a currency"),
    sort: wordOf(SORTS, m.sort, "sort", code),
    maxStops: m.maxStops ?? fail(code, "a search without max_stops"),
    maxResults: m.maxResults ?? fail(code, "a search without max_results"),
    selfTransfer: m.selfTransfer ?? false,
    similar: m.similar ?? false,
    policy: {
      deadlineMs: m.policy?.deadlineMs ?? fail(code, "a search without a deadline"),
      quorum: m.policy?.quorum ?? percent(m.policy?.quorumPercent) ?? null,
      required: m.policy?.required?.bidder ?? [],
      ...readValue(m.policy ?? {}),
      ...(m.policy?.refusePartial === true ? { partial: "refuse" as const } : {}),
    },
    ...(m.limits == null ? {} : { limits: fromWire(searchLimits, m.limits, code) }),
    ...(m.bidders == null ? {} : { bidders: fromWire(bidderChoice, m.bidders, code) }),
    ...readText("market", m.market, LIMITS.marketLengthMax, code),
    ...readText("locale", m.locale, LIMITS.localeLengthMax, code),
    ...(m.details === true ? { details: true as const } : {}),
    ...(m.calendar === true ? { calendar: true as const } : {}),
    ...(m.explain === true ? { explain: true as const } : {}),
  };
}

function readAges(
  ages: readonly number[] | null | undefined,
  code: ErrorCode,
): Pick<Passengers, "ages"> {
  if (!ages?.length) return {};
  if (ages.length > LIMITS.travellersMax || ages.some((age) => age > LIMITS.ageMax))
    fail(code, `${ages.length} ages, the highest ${Math.max(...ages)}, are no children's`);
  return { ages };
}

function readText<K extends "market" | "locale">(
  name: K,
  text: string | null | undefined,
  max: number,
  code: ErrorCode,
): { readonly [N in K]?: string } {
  if (text == null) return {};
  if (text.length > max) fail(code, `a ${name} of ${text.length} characters; at most ${max}`);
  return { [name]: text } as { readonly [N in K]?: string };
}

function readSlice(s: flights.Slice.$Properties, code: ErrorCode): SearchSlice {
  const origins = readEnds(s.origins, "origins", code);
  const destinations = readEnds(s.destinations, "destinations", code);
  return {
    origin: s.origin ?? "",
    destination: s.destination ?? "",
    departureDate: s.departureDate ?? "",
    ...(origins === undefined ? {} : { origins }),
    ...(destinations === undefined ? {} : { destinations }),
    ...(s.originPlace == null ? {} : { originPlace: fromWire(searchPlace, s.originPlace, code) }),
    ...(s.destinationPlace == null
      ? {}
      : { destinationPlace: fromWire(searchPlace, s.destinationPlace, code) }),
    ...(s.departureDates == null
      ? {}
      : { departureDates: fromWire(dayRange, s.departureDates, code) }),
    ...(s.departure == null ? {} : { departure: fromWire(timeWindow, s.departure, code) }),
    ...(s.arrival == null ? {} : { arrival: fromWire(timeWindow, s.arrival, code) }),
  };
}

/** The airports of one end; undefined where it is one airport alone. */
function readEnds(
  airports: readonly string[] | null | undefined,
  name: string,
  code: ErrorCode,
): readonly string[] | undefined {
  if (!airports?.length) return undefined;
  return airports.length <= LIMITS.airportsAnEndMax
    ? airports
    : fail(code, `a slice with ${airports.length} ${name}; at most ${LIMITS.airportsAnEndMax}`);
}
