/** What a caller may ask of the state of a search: how long it waits for the end, and details. */
import { z } from "zod";
import { LIMITS } from "../../proto/limits.ts";
import { parsedQuery } from "./kept-query.ts";

/** No search runs longer. */
const WAIT_MS_MAX = LIMITS.searchDeadlineMsMax;

const WAIT_RULE = `must be a whole number of milliseconds from 0 to ${WAIT_MS_MAX}, such as 5000`;

export const stateQueryFields = {
  wait: z
    .string(WAIT_RULE)
    .regex(/^[0-9]{1,5}$/, { error: WAIT_RULE, abort: true })
    .refine((text) => Number(text) <= WAIT_MS_MAX, WAIT_RULE)
    .optional()
    .describe(
      `Milliseconds, 0 to ${WAIT_MS_MAX}: a search that runs is answered when it ends, or after this time with what is known by then. Not for a stream, which ends with the search.`,
    ),
  details: z
    .enum(["true", "false"], "must be true or false")
    .optional()
    .describe(
      "true: with the names of carriers and airports, and estimates of emissions. Not for a stream.",
    ),
} as const;

const stateQuerySchema = z.strictObject(stateQueryFields);

interface StateQuery {
  /** 0: the caller does not wait. */
  readonly waitMs: number;
  readonly details: boolean;
}

/**
 * `schema`: that of a route which knows more parameters.
 *
 * @throws AuctionError `invalid-search` with every fault
 */
export function stateQuery<Shape extends typeof stateQueryFields>(
  raw: unknown,
  schema?: z.ZodObject<Shape>,
): StateQuery {
  const known = (schema ?? stateQuerySchema) as typeof stateQuerySchema;
  const { wait = "0", details } = parsedQuery(known, raw);
  return { waitMs: Number(wait), details: details === "true" };
}
