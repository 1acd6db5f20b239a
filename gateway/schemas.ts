/** What the gateway answers over HTTP, as schemas: the OpenAPI document is made from these and from those that validate. */
import { z } from "zod";
import { ENDED_BY, OUTCOMES } from "../proto/messages.ts";

const money = z.object({ amount: z.int().describe("minor units"), currency: z.string().describe("ISO 4217") });
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

const itinerary = z.object({
  key: z.string(),
  cost: z.int().describe("price + value of time + penalties, in minor units of the search's currency: what offers are ranked by"),
  price: money,
  durationMinutes: z.int(),
  stops: z.int(),
  slices: z.array(z.object({ durationMinutes: z.int(), segments: z.array(segment) })),
  sellers: z.array(
    z.object({
      bidder: z.string(),
      seller: z.string(),
      price: money,
      originalPrice: money,
      expiresAt: z.iso.datetime(),
      modelled: z.boolean(),
      stale: z.boolean().describe("an earlier bid for the same search, standing in for a required bidder that could not be heard"),
      staleAgeMs: z.int().optional(),
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
  .describe("The result. With `Accept: text/event-stream` the events opened, bid, snapshot come before it, and it is the event `result`.");

export const ledgerView = searchResult.extend({
  late: z.array(z.object({ bidder: z.string(), latencyMs: z.number(), offers: z.int(), cheapest: money.nullable() })),
  regret: money.nullable(),
});

const latencies = {
  p50Ms: z.number().nullable().describe("milliseconds from call to final bid, lately, as this gateway saw them"),
  p95Ms: z.number().nullable(),
};

export const roster = z.object({
  bidders: z.array(
    z.object({
      bidder: z.string(),
      required: z.boolean(),
      breaker: z.enum(["closed", "open", "half-open"]).describe("while open, the bidder is called but not waited for"),
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

export const places = z.array(z.object({ code: z.string(), name: z.string(), city: z.string(), country: z.string() }));

export const placeQuery = z.object({ q: z.string("must be the beginning of a name or code").min(1).max(64) });

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
