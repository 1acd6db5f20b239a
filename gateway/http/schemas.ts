/**
 * What the gateway answers over HTTP, as schemas: the OpenAPI document is made from these and from
 * those that validate.
 */
import { z } from "zod";
import { LIMITS } from "../../proto/limits.ts";
import { fare, money as moneyMessage } from "../../proto/schema/offer.ts";
import * as result from "../../proto/schema/result.ts";
import { SNAPSHOTS } from "./event-texts.ts";
import { messageSchema } from "./message-schema.ts";

const money = messageSchema(moneyMessage);

/** The result of a search, as `proto/schema/result.ts` describes it. */
export const searchResultSchema = messageSchema(result.searchResult).describe(
  "The result. With `Accept: text/event-stream` the events opened, bid, snapshot come before it, and it is the event `result`.",
);

/** The result, and what is known of bids that came after it. */
const ledgerViewSchema = searchResultSchema.extend({
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

/** What is known of an asynchronous search before its end. */
export const runningSearchSchema = z
  .object({
    searchId: z.string(),
    state: z.literal("running"),
    elapsedMs: z.number().describe("milliseconds since the search's acceptance"),
    deadlineMs: z.int().describe("milliseconds that the search has"),
    expected: z
      .array(z.string())
      .optional()
      .describe(
        "kinds of the bidders that the auction waits for; absent until the call for bids is sent",
      ),
    itineraries: searchResultSchema.shape.itineraries.describe("the best so far, in rank order"),
    bidders: searchResultSchema.shape.bidders.describe("those that have finished"),
  })
  .describe(
    "A search that runs. `endedBy`, `partial`, `late` and `regret` are absent: they are not known before the end.",
  );

/** A search by its id. */
export const searchViewSchema = z.union([
  ledgerViewSchema.extend({ state: z.literal("ended") }),
  runningSearchSchema,
]);

export const noContentSchema = z.null().describe("The search does not run any more.");

/** No search runs longer. */
export const WAIT_MS_MAX = LIMITS.searchDeadlineMsMax;
const offerId = z.string().describe("as the offer of the result has it");

/** One seller's offer of a result that is kept. */
export const offerViewSchema = z.object({
  offerId,
  expiresAt: z.iso
    .datetime()
    .describe("until then it is found by its id and its price holds; the offer may hold longer"),
  remainingMs: z.int().describe("milliseconds until then"),
  passengers: z.object({ adults: z.int(), children: z.int(), infants: z.int() }),
  itinerary: messageSchema(result.itinerary).describe(
    "its flights, with the seller of this offer alone",
  ),
});

const offerPrice = z.object({
  price: money.describe("for all passengers together, in the search's currency"),
  originalPrice: money.describe("in the currency that the seller named"),
  expiresAt: z.iso.datetime().describe("from then on the price may be another"),
  fares: z.array(messageSchema(fare)).describe("in the search's currency, cheapest first"),
});

/** What an offer costs now. */
export const offerPriceSchema = z.object({
  offerId,
  bidder: z.string().describe("kind of the bidder that has made the offer, and was asked"),
  instance: z.string().describe("its process that answered"),
  seller: z.string(),
  elapsedMs: z.number().describe("milliseconds from the request to the answer"),
  outcome: z
    .enum(["same", "changed", "gone"])
    .describe("same: the price and the fares are those of the result; gone: it cannot be bought"),
  before: offerPrice.describe("as it was in the result"),
  now: offerPrice.nullable().describe("null where it is gone"),
  lowestFareOnly: z
    .boolean()
    .describe("the seller was asked for the lowest fare alone: `now` has no other"),
  reason: z.string().nullable().describe("what the bidder adds, in words"),
});

const latencies = {
  p50Ms: z
    .number()
    .nullable()
    .describe("milliseconds from call to final bid, of recent calls of this gateway"),
  p95Ms: z.number().nullable(),
};

export const rosterSchema = z.object({
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

const gap = z.object({
  carrier: z.string(),
  name: z.string(),
  departuresPerWeek: z.int().describe("in the timetable"),
  worldPerWeek: z.int().describe("about, in the world"),
});

const year = z.int().nullable().describe("null: the source states no date");

export const coverageSchema = z.object({
  timetables: z.array(
    z.object({
      bidders: z.array(z.string()).describe("those that state the same"),
      summary: z.string().describe("what there is and what is missing, in one line"),
      week: z
        .string()
        .nullable()
        .describe("the Monday of the week that is counted; null where every week is the same"),
      departuresPerWeek: z.int(),
      airports: z.int(),
      regions: z
        .array(
          z.object({
            region: z.string().describe("code of the United Nations' M49"),
            name: z.string().nullable(),
            departuresPerWeek: z.int().describe("departures whose origin is in the region"),
            carriers: z.int(),
            airports: z.int(),
          }),
        )
        .describe("most departures first"),
      carriers: z
        .array(
          z.object({
            carrier: z.string().describe("IATA designator"),
            departuresPerWeek: z.int(),
            firstYear: year,
            lastYear: year,
            regions: z.record(z.string(), z.int()).describe("departures a week by region"),
          }),
        )
        .describe("most departures first"),
      carriersLeftOut: z.int().describe("smaller ones that are not listed"),
      missing: z.array(gap).describe("large carriers of the world without any flight"),
      thin: z.array(gap).describe("large carriers of the world with few flights"),
    }),
  ),
  unstated: z.array(z.string()).describe("live bidders that state no coverage"),
  unanswered: z.array(z.string()).describe("live bidders that have not answered"),
  detail: z.string().nullable().describe("why `timetables` is empty; null when it is not"),
});

export const airportsSchema = z.array(
  z.object({
    type: z.enum(["airport", "city"]),
    code: z
      .string()
      .describe("A code of both is an airport in a search; of the city it is `{city: code}`."),
    name: z.string(),
    city: z.string(),
    country: z.string(),
    airports: z.array(z.string()).optional().describe("Of a city: the busiest first."),
  }),
);

export const airportQuerySchema = z.object({
  q: z.string("must be the beginning of a name or code").min(1).max(64),
});

export const streamQuerySchema = z.object({
  snapshots: z
    .enum(SNAPSHOTS)
    .optional()
    .describe(
      "Of a stream of events. `full`, the default: each snapshot and the result have all itineraries. `changes`: they have `keys`, the keys of all itineraries in their order, and in `itineraries` only those that are new or have changed since the last of these events.",
    ),
});

export const searchByIdQuerySchema = streamQuerySchema.extend({
  wait: z
    .string()
    .regex(/^[0-9]{1,5}$/, { abort: true })
    .refine((text) => Number(text) <= WAIT_MS_MAX)
    .optional()
    .describe(
      `Milliseconds, 0 to ${WAIT_MS_MAX}: a search that runs is answered when it ends, or after this time with what is known by then. Not for a stream, which ends with the search.`,
    ),
  details: z
    .enum(["true", "false"])
    .optional()
    .describe(
      "true: with the names of carriers and airports, and estimates of emissions. Not for a stream.",
    ),
});

export const lastEventIdSchema = z.object({
  "last-event-id": z
    .string()
    .optional()
    .describe("Of a stream of events: the id of the last one that the caller has."),
});

export const preferSchema = z.object({
  prefer: z
    .string()
    .optional()
    .describe(
      "`respond-async` (RFC 7240): the search is accepted at once (202) and runs also when its caller leaves; with `Accept: text/event-stream` its events have ids and can be picked up at `GET /v1/searches/{searchId}`.",
    ),
});

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    searchId: z
      .string()
      .optional()
      .describe(
        "of a search that ended without a result, and of `partial-result`, whose result is kept",
      ),
    state: z.literal("ended").optional().describe("of a search that ended without a result"),
    endedBy: messageSchema(result.searchResult).shape.endedBy.optional(),
    bidders: messageSchema(result.searchResult)
      .shape.bidders.optional()
      .describe("of `partial-result`: how each bidder ended"),
  })
  .describe("RFC 9457 problem details");
