/** The fields that several schemas of a search have in common, with their faults in words. */

import { z } from "zod";
import { airportByCode } from "../../common/places/airports.ts";
import { citiesOfAirport, cityByCode } from "../../common/places/cities.ts";
import { unservedCountry } from "../places/unserved-countries.ts";
import { named } from "./named-schema.ts";
import {
  BOUNDS,
  type Bounds,
  DOLLARS_PER_SECOND_RIGHT,
  isDollarsPerSecond,
} from "./search-terms.ts";

/**
 * The first check that fails ends the checks of the field, so that one fault is named once: a
 * number that is not an exact integer is also too large.
 */
export function whole(
  { min, max }: Bounds,
  error = `must be a whole number from ${min} to ${max}`,
) {
  return z.int({ error, abort: true }).min(min, { error, abort: true }).max(max, error);
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(", ")}` });
}

/** What a second of waiting may cost, in whole cents. */
export const dollarsPerSecond = z
  .number(DOLLARS_PER_SECOND_RIGHT)
  .refine(isDollarsPerSecond, DOLLARS_PER_SECOND_RIGHT);

export function yesOrNo(meaning: string) {
  return z.boolean("must be true or false").describe(meaning);
}

export const airport = z
  .string("must be the IATA code of an airport, such as LHR")
  .regex(/^[A-Z]{3}$/, {
    error: "must be the IATA code of an airport: three capital letters, such as LHR",
    abort: true,
  })
  .refine((code) => airportByCode(code) !== undefined, {
    error: ({ input }) => notAirport(String(input)),
  });

/** What is wrong with a code that is no airport's. */
export function notAirport(code: string): string {
  const its = cityByCode(code)?.airports;
  return its === undefined
    ? `no airport has the code ${code}`
    : `no airport has the code ${code}: it is a city, with the airports ${its.join(", ")}`;
}

const city = z
  .string("must be the IATA code of a city, such as LON")
  .regex(/^[A-Z]{3}$/, {
    error: "must be the IATA code of a city: three capital letters, such as LON",
    abort: true,
  })
  .refine((code) => cityByCode(code) !== undefined, {
    error: ({ input }) => notCity(String(input)),
  });

function notCity(code: string): string {
  const [its] = citiesOfAirport(code);
  return its === undefined
    ? `no city has the code ${code}`
    : `no city has the code ${code}: it is an airport of ${its.name}, ${its.code}`;
}

const PLACE_RIGHT =
  "must be the IATA code of an airport or a city: three capital letters, such as LHR or LON";

/** A country is no end of a slice; of one without flights that is said. */
function placeRight(text: string): string {
  const country = unservedCountry(text);
  return country === undefined
    ? PLACE_RIGHT
    : `${PLACE_RIGHT}; no airport of ${country.name} has flights in the timetable`;
}

/** The object that names a place, where a code alone does not. */
export const placeObject = z
  .strictObject(
    {
      airport: airport.optional().describe("IATA code; instead of `city`"),
      city: city.optional().describe("IATA code of a metropolitan area; instead of `airport`"),
      nearbyKm: whole(BOUNDS.nearbyKm)
        .optional()
        .describe("airports within this distance are right too; absent: 0"),
    },
    { error: objectError("a place") },
  )
  .refine((place) => (place.airport === undefined) !== (place.city === undefined), {
    error: "must have either `airport` or `city`",
  });

/** An end of a slice. A code that is an airport's and a city's means the airport. */
export const place = named(
  z.union(
    [
      z
        .string(PLACE_RIGHT)
        .regex(/^[A-Z]{3}$/, { error: ({ input }) => placeRight(String(input)), abort: true })
        .refine((code) => airportByCode(code) !== undefined || cityByCode(code) !== undefined, {
          error: ({ input }) => `no airport or city has the code ${input}`,
        })
        .describe("IATA code of an airport, or of a city: all of its airports"),
      placeObject,
    ],
    { error: PLACE_RIGHT },
  ),
  "PlaceRequest",
  "An end of a slice: an airport or a city, and perhaps what is near.",
);

export function objectError(what: string) {
  return (issue: { code?: string | undefined; keys?: unknown }) =>
    issue.code === "unrecognized_keys" ? undefined : `must be ${what}: a JSON object`;
}
