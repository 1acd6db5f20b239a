/**
 * What the gateway answers over HTTP, as schemas: the OpenAPI document is made from these and from
 * those that validate.
 */
import { z } from "zod";
import { money as moneyMessage } from "../../proto/schema/offer.ts";
import * as result from "../../proto/schema/result.ts";
import { SNAPSHOTS } from "./event-texts.ts";
import { messageSchema } from "./message-schema.ts";

const money = messageSchema(moneyMessage);

/** The result of a search, as `proto/schema/result.ts` describes it. */
export const searchResult = messageSchema(result.searchResult).describe(
  "The result. With `Accept: text/event-stream` the events opened, bid, snapshot come before it, and it is the event `result`.",
);

/** The result, and what is known of bids that came after it. */
export const ledgerView = searchResult.extend({
  late: z.array(
    z.object({
      bidder: z.string(),
      latencyMs: z.number(),
      offers: z.int(),
      cheapest: money.nullable(),
    }),
  ),
  regret: money.nullable(),
});

const latencies = {
  p50Ms: z
    .number()
    .nullable()
    .describe("milliseconds from call to final bid, of recent calls of this gateway"),
  p95Ms: z.number().nullable(),
};

export const roster = z.object({
  bidders: z.array(
    z.object({
      bidder: z.string(),
      required: z.boolean(),
      breaker: z
        .enum(["closed", "open", "half-open"])
        .describe("while open, the bidder is called but not waited for"),
      ...latencies,
      markets: z.array(z.string()),
      instances: z.array(
        z.object({
          id: z.string(),
          version: z.string(),
          inFlight: z.int().nullable(),
          ...latencies,
        }),
      ),
    }),
  ),
});

export const places = z.array(
  z.object({ code: z.string(), name: z.string(), city: z.string(), country: z.string() }),
);

export const placeQuery = z.object({
  q: z.string("must be the beginning of a name or code").min(1).max(64),
});

export const streamQuery = z.object({
  snapshots: z
    .enum(SNAPSHOTS)
    .optional()
    .describe(
      "Of a stream of events. `full`, the default: each snapshot and the result have all itineraries. `changes`: they have `keys`, the keys of all itineraries in their order, and in `itineraries` only those that are new or have changed since the last of these events.",
    ),
});

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .describe("RFC 9457 problem details");
