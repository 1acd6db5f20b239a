/** What a caller may ask when it has an offer priced: the body of the request. */
import { z } from "zod";
import { AuctionError } from "../../proto/errors.ts";
import { PRICE_EXAMPLES } from "../search/examples.ts";
import { named } from "../search/named-schema.ts";
import type { PolicyBounds } from "../search/search-schema.ts";
import { faultsOf } from "../search/validation-error.ts";

/**
 * The time that a bidder has where the caller names none, if the gateway's bounds allow it. One
 * bidder is waited for, and an outside seller may have to ask an airline: Duffel's answers take one
 * to four seconds.
 */
const PRICE_DEADLINE_MS = 5_000;

/** The bounds are those of a search's deadline. */
export function priceTermsSchema({ deadlineMsMin: min, deadlineMsMax: max }: PolicyBounds) {
  const error = `must be a whole number from ${min} to ${max}`;
  return named(
    z.strictObject(
      {
        deadlineMs: z
          .int({ error, abort: true })
          .min(min, { error, abort: true })
          .max(max, error)
          .default(Math.max(min, Math.min(max, PRICE_DEADLINE_MS)))
          .describe("milliseconds that the bidder has to answer"),
      },
      "must be an object",
    ),
    "PriceRequest",
    "How long the bidder has to answer.",
    PRICE_EXAMPLES,
  );
}

type PriceTermsSchema = ReturnType<typeof priceTermsSchema>;

/** @throws AuctionError `invalid-request` with every fault; no body is one without fields */
export function readPriceTerms(
  schema: PriceTermsSchema,
  body: unknown,
): z.output<PriceTermsSchema> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const known = { "": Object.keys(schema.shape) };
  const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, known));
  const named = faults.map(({ path, message }) => `${path || "it"} ${message}`).join("; ");
  throw new AuctionError("invalid-request", `the request is wrong: ${named}`, { faults });
}
