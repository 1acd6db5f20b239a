/**
 * The fast path of validation: a raw request without a fault becomes a search in one pass, without
 * a schema library. For anything else the answer is undefined, and the request takes the general
 * path (`validate.ts`), which decides and words the faults. A usual search takes 1 µs here, and 20
 * to 40 on the general path.
 *
 * VALIDATE-1 What the fast path accepts, the general path accepts too, and both give an equal
 *            search.
 * VALIDATE-2 Of requests that come from JSON or protobuf, the fast path accepts all that have no
 *    fault, none of the fields that few searches have (`limit-schema.ts`, `asking-schema.ts`, ages,
 *    `details`, `explain`, the kind of its policy, and what to do with a partial result), whose ends are codes of airports,
 *    and whose slices have one day each.
 */
import { airportByCode } from "../../common/places/airports.ts";
import { dayNumber } from "../../proto/local-time.ts";
import {
  CABINS,
  type Cabin,
  type FlightSearch,
  type Passengers,
  type Policy,
  type Quorum,
  type SearchSlice,
  SORTS,
  type Sort,
} from "../../proto/messages.ts";
import { isToken } from "../../proto/subjects.ts";
import { defaultDeadlineMs } from "./default-deadline.ts";
import { todayAt } from "./departure-days.ts";
import { canBeQuorum, isKnownBidder } from "./known-bidder-rules.ts";
import {
  areFewEnough,
  areInOrder,
  hasLapForEachInfant,
  haveDifferentEnds,
  isTodayOrLater,
  isWithinDaysAhead,
} from "./search-rules.ts";
import type { ValidationTerms } from "./search-schema.ts";
import {
  BOUNDS,
  type Bounds,
  QUORUM_MAX,
  QUORUM_SHARE,
  REQUIRED_MAX,
  SEARCH_DEFAULTS,
  SLICES_MAX,
} from "./search-terms.ts";
import { valuePolicy } from "./value-policy.ts";

type UnknownFields = Readonly<Record<string, unknown>>;

const CABIN_WORDS: ReadonlySet<unknown> = new Set(CABINS);
const SORT_WORDS: ReadonlySet<unknown> = new Set(SORTS);
const { passengers: PASSENGERS, ...DEFAULTS } = SEARCH_DEFAULTS;

/** The returned function gives the search, or undefined where only the general path can decide. */
export function correctSearches(
  terms: ValidationTerms,
): (raw: unknown) => FlightSearch | undefined {
  const currencies: ReadonlySet<unknown> = new Set(terms.currencies);
  const policyOf = policies(terms);

  return (raw) => {
    if (!isPlain(raw)) return undefined;
    for (const name in raw) if (!isSearchField(name)) return undefined;
    const slices = slicesOf(raw["slices"], terms.wall());
    if (slices === undefined) return undefined;
    const passengers = passengersOf(raw["passengers"]);
    const policy = policyOf(raw["policy"], slices.length);
    if (passengers === undefined || policy === undefined) return undefined;
    const { cabin = DEFAULTS.cabin, currency = DEFAULTS.currency, sort = DEFAULTS.sort } = raw;
    const { selfTransfer = DEFAULTS.selfTransfer, similar = DEFAULTS.similar } = raw;
    const maxStops = whole(raw["maxStops"], DEFAULTS.maxStops, BOUNDS.maxStops);
    const maxResults = whole(raw["maxResults"], DEFAULTS.maxResults, BOUNDS.maxResults);
    const isCorrect =
      CABIN_WORDS.has(cabin) &&
      currencies.has(currency) &&
      SORT_WORDS.has(sort) &&
      maxStops !== undefined &&
      maxResults !== undefined &&
      typeof selfTransfer === "boolean" &&
      typeof similar === "boolean";
    if (!isCorrect) return undefined;
    return {
      slices,
      passengers,
      cabin: cabin as Cabin,
      currency: currency as string,
      sort: sort as Sort,
      maxStops,
      maxResults,
      selfTransfer,
      similar,
      policy,
    };
  };
}

/** An object of JSON or of the codec. Objects of other kinds take the general path. */
function isPlain(value: unknown): value is UnknownFields {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * A switch, because a look-up in a set takes three times as long. A new field that it lacks is an
 * error of types.
 */
function isSearchField(name: string): boolean {
  const field = name as Exclude<
    keyof FlightSearch,
    "limits" | "bidders" | "market" | "locale" | "details" | "calendar" | "explain"
  >;
  switch (field) {
    case "slices":
    case "passengers":
    case "cabin":
    case "currency":
    case "sort":
    case "maxStops":
    case "maxResults":
    case "selfTransfer":
    case "similar":
    case "policy":
      return true;
    default:
      field satisfies never;
      return false;
  }
}

/** The number, or the default where there is none; undefined when it is not such a whole number. */
function whole(value: unknown, fallback: number, { min, max }: Bounds): number | undefined {
  if (value === undefined) return fallback;
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
    ? (value as number)
    : undefined;
}

/** Each slice by itself, and the dates in order. */
function slicesOf(raw: unknown, wallMs: number): SearchSlice[] | undefined {
  if (!Array.isArray(raw) || raw.length < 1 || raw.length > SLICES_MAX) return undefined;
  const slices: SearchSlice[] = [];
  let dayBefore = Number.NEGATIVE_INFINITY;
  for (const one of raw as readonly unknown[]) {
    if (!isPlain(one)) return undefined;
    for (const name in one)
      if (name !== "origin" && name !== "destination" && name !== "departureDate") return undefined;
    const { origin, destination, departureDate } = one;
    if (typeof origin !== "string" || typeof destination !== "string") return undefined;
    if (airportByCode(destination) === undefined) return undefined;
    if (!haveDifferentEnds(origin, destination)) return undefined;
    const day = typeof departureDate === "string" ? dayNumber(departureDate) : Number.NaN;
    const today = todayAt(origin, wallMs);
    // False for NaN: for what is not a day, or not an airport.
    const isAllowed =
      isTodayOrLater(day, today) && isWithinDaysAhead(day, today) && areInOrder(dayBefore, day);
    if (!isAllowed) return undefined;
    dayBefore = day;
    slices.push({ origin, destination, departureDate: departureDate as string });
  }
  return slices;
}

function passengersOf(raw: unknown): Passengers | undefined {
  if (raw === undefined) return PASSENGERS;
  if (!isPlain(raw)) return undefined;
  for (const name in raw)
    if (name !== "adults" && name !== "children" && name !== "infants") return undefined;
  const adults = whole(raw["adults"], PASSENGERS.adults, BOUNDS.adults);
  const children = whole(raw["children"], PASSENGERS.children, BOUNDS.children);
  const infants = whole(raw["infants"], PASSENGERS.infants, BOUNDS.infants);
  if (adults === undefined || children === undefined || infants === undefined) return undefined;
  const isAllowed = hasLapForEachInfant(adults, infants) && areFewEnough(adults, children, infants);
  return isAllowed ? { adults, children, infants } : undefined;
}

/** The policy of a search, by its number of slices. Searches that name none share one object. */
function policies({ policy: defaults, bounds, known }: ValidationTerms) {
  const { quorum, required } = defaults;
  const value = valuePolicy({}, defaults);
  const deadlines: Bounds = { min: bounds.deadlineMsMin, max: bounds.deadlineMsMax };
  const ofDefault = Array.from({ length: SLICES_MAX + 1 }, (_, slices): Policy => {
    const deadlineMs = defaultDeadlineMs(defaults, bounds, slices);
    return { deadlineMs, quorum, required, ...value };
  });

  return (raw: unknown, slices: number): Policy | undefined => {
    const ofSlices = ofDefault[slices] as Policy;
    if (raw === undefined) return ofSlices;
    if (!isPlain(raw)) return undefined;
    for (const name in raw)
      if (name !== "deadlineMs" && name !== "quorum" && name !== "required") return undefined;
    const deadlineMs = whole(raw["deadlineMs"], ofSlices.deadlineMs, deadlines);
    const asked = raw["quorum"] === undefined ? quorum : raw["quorum"];
    const names = raw["required"] === undefined ? required : namesOf(raw["required"]);
    if (deadlineMs === undefined || names === undefined || !isQuorum(asked)) return undefined;
    const isKnown =
      (names === required && (typeof asked !== "number" || asked === quorum)) ||
      bidderRulesHold(asked, names, known(), defaults);
    return isKnown ? { deadlineMs, quorum: asked, required: names, ...value } : undefined;
  };
}

const QUORUMS: Bounds = { min: 1, max: QUORUM_MAX };

function isQuorum(value: unknown): value is Quorum {
  if (value === null) return true;
  if (typeof value === "string") return QUORUM_SHARE.test(value);
  return whole(value, Number.NaN, QUORUMS) !== undefined;
}

function namesOf(raw: unknown): string[] | undefined {
  if (!Array.isArray(raw) || raw.length > REQUIRED_MAX) return undefined;
  for (const name of raw as readonly unknown[])
    if (typeof name !== "string" || !isToken(name)) return undefined;
  return [...raw];
}

/** The rules of `known-bidder-rules.ts`. */
function bidderRulesHold(
  quorum: Quorum,
  names: readonly string[],
  seen: readonly string[],
  defaults: Policy,
): boolean {
  if (seen.length === 0) return true;
  if (!names.every((name) => isKnownBidder(name, seen, defaults))) return false;
  return typeof quorum !== "number" || canBeQuorum(quorum, seen, defaults);
}
