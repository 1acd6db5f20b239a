/** The fields that several schemas of a search have in common, with their faults in words. */

import { z } from "zod";
import { airportByCode } from "../../common/places/airports.ts";
import type { Bounds } from "./search-terms.ts";

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
    error: ({ input }) => `no airport has the code ${input}`,
  });

export function objectError(what: string) {
  return (issue: { code?: string | undefined; keys?: unknown }) =>
    issue.code === "unrecognized_keys" ? undefined : `must be ${what}: a JSON object`;
}
