/**
 * A fastify route for a gateway that has none: the request is checked by a schema, and the answer
 * has the fields of ours, written by a serialiser that fastify compiles from a schema.
 */
import Fastify from "fastify";
import type { PeerAnswer, PeerItinerary, PeerSegment } from "./peer-offer.ts";
import type { Work } from "./work.ts";

const text = { type: "string" };
const number = { type: "integer" };
const truth = { type: "boolean" };
const list = (items: object) => ({ type: "array", items });
const object = (properties: Record<string, object>) => ({ type: "object", properties });
const price = object({ amount: number, currency: text });

const SEARCH = {
  type: "object",
  required: ["slices"],
  properties: {
    slices: {
      type: "array",
      minItems: 1,
      maxItems: 6,
      items: {
        type: "object",
        required: ["origin", "destination", "departureDate"],
        properties: {
          origin: { type: "string", pattern: "^[A-Z]{3}$" },
          destination: { type: "string", pattern: "^[A-Z]{3}$" },
          departureDate: { type: "string", format: "date" },
        },
      },
    },
    maxResults: { type: "integer", minimum: 1, maximum: 100 },
    policy: object({ deadlineMs: { type: "integer", minimum: 50, maximum: 10_000 } }),
  },
};

const RESULT = object({
  searchId: text,
  endedBy: text,
  partial: truth,
  elapsedMs: { type: "number" },
  deadlineMs: number,
  itineraries: list(
    object({
      key: text,
      cost: number,
      price,
      durationMinutes: number,
      stops: number,
      slices: list(
        object({
          durationMinutes: number,
          segments: list(
            object({
              carrier: text,
              flightNumber: text,
              origin: text,
              destination: text,
              departure: text,
              arrival: text,
              durationMinutes: number,
              aircraft: text,
            }),
          ),
        }),
      ),
      sellers: list(
        object({
          bidder: text,
          seller: text,
          price,
          originalPrice: price,
          expiresAt: text,
          modelled: truth,
          stale: truth,
        }),
      ),
    }),
  ),
  bidders: list(object({ bidder: text, outcome: text, offers: number })),
});

/** Resolves with the address of the server. */
export async function openSearchRoute(
  search: () => Promise<PeerAnswer>,
  { kinds, search: { policy } }: Work,
): Promise<string> {
  const app = Fastify();
  let lastId = 0;
  app.post("/v1/searches", { schema: { body: SEARCH, response: { 200: RESULT } } }, async () => {
    const startedAt = performance.now();
    const { partial, itineraries } = await search();
    return {
      searchId: String(++lastId),
      endedBy: partial ? "deadline" : "complete",
      partial,
      elapsedMs: performance.now() - startedAt,
      deadlineMs: policy.deadlineMs,
      itineraries: itineraries.map(itineraryOf),
      bidders: kinds.map((bidder) => ({ bidder, outcome: "answered", offers: 10 })),
    };
  });
  return app.listen({ host: "127.0.0.1", port: 0 });
}

function itineraryOf({ key, cost, price, minutes, stops, segments, sellers }: PeerItinerary) {
  return {
    key,
    cost,
    price,
    durationMinutes: minutes,
    stops,
    slices: [{ durationMinutes: minutes, segments: segments.map(segmentOf) }],
    sellers: sellers.map(({ bidder, seller, price, expiresAt }) => ({
      bidder,
      seller,
      price,
      originalPrice: price,
      expiresAt: new Date(expiresAt).toISOString(),
      modelled: false,
      stale: false,
    })),
  };
}

function segmentOf({ flight, from, to, departure, arrival, minutes, aircraft }: PeerSegment) {
  return {
    carrier: flight.slice(0, 2),
    flightNumber: flight,
    origin: from,
    destination: to,
    departure,
    arrival,
    durationMinutes: minutes,
    aircraft,
  };
}
