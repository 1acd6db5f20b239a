/**
 * What a caller may ask of a kept auction: the parameters of a query, with their bounds. The
 * schemas are for the OpenAPI document too, so each parameter is a text with its pattern.
 */
import { z } from "zod";
import { ALLIANCES, type Alliance } from "../../common/offers/alliances.ts";
import { SELLER_CHARS_MAX } from "../../common/offers/offer-fields.ts";
import { airportByCode } from "../../common/places/airports.ts";
import { cityByCode } from "../../common/places/cities.ts";
import { LIMITS } from "../../proto/limits.ts";
import { SORTS, type Sort } from "../../proto/messages.ts";
import type { OfferFilter } from "../auction/kept/offer-filter.ts";
import { CURSOR_CHARS_MAX } from "./cursor.ts";
import { notAirport } from "./field-schemas.ts";
import { RESULTS_MAX } from "./search-terms.ts";
import { faultsOf, invalidSearch } from "./validation-error.ts";

/** A6: values of one list. */
const VALUES_MAX = 50;
const ITINERARIES_DEFAULT = 20;
const EXPLAINED_DEFAULT = 50;
/** A6: offers of one page of reasons. */
const EXPLAINED_MAX = 500;
const KEY_CHARS_MAX = 2_000;

/** Values that `one` matches, separated by commas. */
function listOf(one: string, right: string) {
  const message = `must be ${right}; ${VALUES_MAX} at most, separated by commas`;
  return z
    .string(message)
    .regex(new RegExp(`^(?:${one})(?:,(?:${one})){0,${VALUES_MAX - 1}}$`), message)
    .optional();
}

/**
 * A city is refused, as it would leave nothing. An airport that the table lacks is not: an outside
 * seller may fly there.
 */
function airportsLike(example: string) {
  const codes = listOf("[A-Z]{3}", `codes of airports, such as ${example}`);
  return codes.refine((text) => cityIn(text) === undefined, {
    error: ({ input }) => notAirport(cityIn(String(input)) ?? ""),
  });
}

function cityIn(codes = ""): string | undefined {
  return codes.split(",").find((code) => !airportByCode(code) && cityByCode(code));
}

/** A whole number from 0 or 1 on. */
function numberUpTo(max: number, { min = 0, what = "" } = {}) {
  const message = `must be a whole number from ${min} to ${max}${what}`;
  return z
    .string(message)
    .regex(/^\d{1,15}$/, { error: message, abort: true })
    .refine((text) => Number(text) >= min && Number(text) <= max, message)
    .optional();
}

const SELLERS_RIGHT = `must be a seller's name; ${VALUES_MAX} at most, each as a parameter of its own`;
const seller = z
  .string(SELLERS_RIGHT)
  .min(1, SELLERS_RIGHT)
  .max(SELLER_CHARS_MAX.accepted, SELLERS_RIGHT);

const filterFields = {
  stops: listOf("[0-3]", "numbers of stops from 0 to 3, such as 0,1").describe(
    "the most connections of a slice: one of these",
  ),
  carriers: listOf("[A-Z0-9]{2,3}", "codes of airlines, such as BA,LH").describe(
    "at least one flight is of one of these",
  ),
  alliances: listOf(ALLIANCES.join("|"), `some of ${ALLIANCES.join(", ")}`).describe(
    "at least one flight is of a member of one of these",
  ),
  origin: airportsLike("LHR,LGW").describe("where the first slice begins: at one of these"),
  destination: airportsLike("JFK,EWR").describe("where the first slice ends: at one of these"),
  via: airportsLike("AMS,FRA").describe("the traveller changes at one of these"),
  sellers: z
    .union([seller, z.array(seller).max(VALUES_MAX, SELLERS_RIGHT)], SELLERS_RIGHT)
    .optional()
    .describe("offers of this seller; may be given several times"),
  bidders: listOf("[A-Za-z0-9_-]{1,64}", "names of bidders, such as nonstop,stops").describe(
    "offers of one of these",
  ),
  departureHours: listOf("1?[0-9]|2[0-3]", "hours from 0 to 23, such as 6,7,8").describe(
    "of the first departure, by the clock of its airport: one of these",
  ),
  maxPrice: numberUpTo(999_999_999_999_999, {
    what: ", in minor units of the search's currency",
  }).describe("offers at this price or less, in minor units of the search's currency"),
  maxDurationMinutes: numberUpTo(999_999).describe("the sum over slices"),
  bags: numberUpTo(LIMITS.bagsMax, { min: 1 }).describe(
    "offers with at least this number of pieces of checked baggage a traveller, at the price of the cheapest fare that has them",
  ),
} as const;

const sort = z
  .enum(SORTS, `must be one of ${SORTS.join(", ")}`)
  .optional()
  .describe("another order than the search asked for");

const AFTER_RIGHT = "must be the `next` of a page of this list";
const after = z
  .string(AFTER_RIGHT)
  .max(CURSOR_CHARS_MAX, AFTER_RIGHT)
  .regex(/^[A-Za-z0-9_-]+$/, AFTER_RIGHT)
  .optional()
  .describe("the `next` of the page before, with the same sort and filters");

const flag = z.enum(["true", "false"], "must be true or false").optional();

/** The same parameters filter the itineraries and what facets count. */
export const facetsQuerySchema = z.strictObject(filterFields);

export const itinerariesQuerySchema = z.strictObject({
  sort,
  ...filterFields,
  facets: flag.describe("the facets of the whole list too"),
  details: flag.describe("names of carriers and airports, and estimates of emissions, too"),
  limit: numberUpTo(RESULTS_MAX, { min: 1 }).describe(`${ITINERARIES_DEFAULT} without it`),
  after,
});

export const timelineQuerySchema = z.strictObject({});

export const explainQuerySchema = z.strictObject({
  itinerary: z
    .string()
    .min(1, "must be the key of an itinerary")
    .max(KEY_CHARS_MAX, `must be the key of an itinerary: at most ${KEY_CHARS_MAX} characters`)
    .optional()
    .describe("the key of an itinerary: why this one stands where it stands"),
  limit: numberUpTo(EXPLAINED_MAX, { min: 1 }).describe(`${EXPLAINED_DEFAULT} without it`),
  after,
});

interface Page {
  readonly limit: number;
  readonly after: string | undefined;
}

interface ItinerariesQuery extends Page {
  readonly sort: Sort | undefined;
  readonly filter: OfferFilter;
  readonly facets: boolean;
  readonly details: boolean;
}

interface ExplainQuery extends Page {
  readonly itinerary: string | undefined;
}

/** @throws AuctionError `invalid-search` with every fault */
export function itinerariesQuery(raw: unknown): ItinerariesQuery {
  const query = parsedQuery(itinerariesQuerySchema, raw);
  return {
    sort: query.sort,
    filter: filterOf(query),
    facets: query.facets === "true",
    details: query.details === "true",
    limit: numberIn(query.limit) ?? ITINERARIES_DEFAULT,
    after: query.after,
  };
}

/** @throws AuctionError `invalid-search` with every fault */
export function facetsQuery(raw: unknown): OfferFilter {
  return filterOf(parsedQuery(facetsQuerySchema, raw));
}

/** @throws AuctionError `invalid-search` with every fault */
export function explainQuery(raw: unknown): ExplainQuery {
  const query = parsedQuery(explainQuerySchema, raw);
  return {
    itinerary: query.itinerary,
    limit: numberIn(query.limit) ?? EXPLAINED_DEFAULT,
    after: query.after,
  };
}

/** It has no parameters. @throws AuctionError `invalid-search` with every fault */
export function timelineQuery(raw: unknown): void {
  parsedQuery(timelineQuerySchema, raw);
}

/** @throws AuctionError `invalid-search` with every fault */
export function parsedQuery<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  raw: unknown,
): z.infer<z.ZodObject<Shape>> {
  const read = schema.safeParse(raw);
  if (read.success) return read.data;
  const known = { "": Object.keys(schema.shape) };
  throw invalidSearch(
    read.error.issues.flatMap((issue) => faultsOf(issue, known)),
    "the query",
  );
}

function filterOf(query: z.infer<typeof facetsQuerySchema>): OfferFilter {
  const { sellers } = query;
  return {
    stops: numbersIn(query.stops),
    carriers: query.carriers?.split(","),
    alliances: query.alliances?.split(",") as Alliance[] | undefined,
    origin: query.origin?.split(","),
    destination: query.destination?.split(","),
    via: query.via?.split(","),
    sellers: sellers === undefined ? undefined : [sellers].flat(),
    bidders: query.bidders?.split(","),
    departureHours: numbersIn(query.departureHours),
    maxPrice: numberIn(query.maxPrice),
    maxDurationMinutes: numberIn(query.maxDurationMinutes),
    bags: numberIn(query.bags),
  };
}

function numbersIn(text: string | undefined): number[] | undefined {
  return text?.split(",").map(Number);
}

function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
