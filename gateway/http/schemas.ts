/**
 * What the gateway answers over HTTP, as schemas: the OpenAPI document is made from these and from
 * those that validate.
 */
import { z } from "zod";
import { BRANDS, ENDED_BY, OUTCOMES } from "../../proto/messages.ts";

const money = z.object({
  amount: z.int().describe("minor units"),
  currency: z.string().describe("ISO 4217"),
});
const localTime = z.string().describe("YYYY-MM-DDTHH:mm, local to the airport");

const segment = z.object({
  carrier: z.string(),
  flightNumber: z.string(),
  origin: z.string(),
  destination: z.string(),
  departure: localTime,
  arrival: localTime,
  durationMinutes: z.int(),
  aircraft: z.string(),
});

const condition = z
  .object({
    allowed: z.boolean(),
    fee: money.nullable().describe("for the whole party; null: not said, amount 0: free"),
  })
  .nullable()
  .describe("before departure; null: not said");

const bags = z.int().nullable().describe("pieces a traveller; null: not said");

const fare = z.object({
  brand: z.enum(BRANDS).nullable(),
  name: z.string().describe("the seller's own"),
  price: money,
  bookingClass: z
    .string()
    .describe("one letter a segment, separated by commas; empty when not said"),
  cabinBags: bags,
  checkedBags: bags,
  change: condition,
  refund: condition,
});

const itinerary = z.object({
  key: z.string(),
  cost: z
    .int()
    .describe(
      "price + value of time + penalties, in minor units of the search's currency: what offers are ranked by",
    ),
  price: money,
  durationMinutes: z.int(),
  stops: z.int(),
  slices: z.array(z.object({ durationMinutes: z.int(), segments: z.array(segment) })),
  similar: z
    .int()
    .describe(
      "near-identical itineraries that were collapsed into this one; a search with `similar` shows them",
    ),
  sellers: z.array(
    z.object({
      bidder: z.string(),
      seller: z.string(),
      price: money,
      originalPrice: money,
      expiresAt: z.iso.datetime(),
      modelled: z.boolean(),
      stale: z
        .boolean()
        .describe(
          "a fallback: the earlier bid for the same search of a required bidder that has not answered",
        ),
      staleAgeMs: z.int().optional(),
      fares: z
        .array(fare)
        .describe(
          "in the search's currency, cheapest first: the first is what `price` is for; empty when nothing is said",
        ),
      selfTransfers: z
        .array(z.string())
        .optional()
        .describe(
          "airports where the traveller changes from one ticket to another: collects bags, checks in again, and nobody waits",
        ),
    }),
  ),
});

const bidderReport = z.object({
  bidder: z.string(),
  outcome: z.enum(OUTCOMES),
  instance: z.string().nullable(),
  latencyMs: z.number().nullable(),
  offers: z.int(),
  reason: z.string().nullable(),
  hedged: z.boolean(),
});

export const searchResult = z
  .object({
    searchId: z.string(),
    endedBy: z.enum(ENDED_BY),
    partial: z.boolean().describe("true when an expected bidder is missing from the result"),
    elapsedMs: z.number(),
    deadlineMs: z.int(),
    itineraries: z.array(itinerary),
    bidders: z.array(bidderReport),
  })
  .describe(
    "The result. With `Accept: text/event-stream` the events opened, bid, snapshot come before it, and it is the event `result`.",
  );

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
    .describe("milliseconds from call to final bid, lately, as this gateway saw them"),
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
