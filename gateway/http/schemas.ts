/**
 * What the gateway answers over HTTP, as schemas: the OpenAPI document is made from these and from
 * those that validate.
 */
import { z } from "zod";
import { ERROR_STATUS, type ErrorCode } from "../../proto/errors.ts";
import { fare, money as moneyMessage } from "../../proto/schema/offer.ts";
import * as result from "../../proto/schema/result.ts";
import { PLACE_TEXT_LENGTH_MAX } from "../places/answered-places.ts";
import { named } from "../search/named-schema.ts";
import { stateQueryFields } from "../search/state-query.ts";
import { PROGRESS, SNAPSHOTS } from "./event-texts.ts";
import { messageSchema } from "./message-schema.ts";
import { PROBLEM_EXAMPLES, RESULT_EXAMPLES } from "./openapi/examples.ts";

const money = messageSchema(moneyMessage);

/** The result of a search, as `proto/schema/result.ts` describes it. */
export const searchResultSchema = named(
  messageSchema(result.searchResult),
  result.searchResult.name,
  result.searchResult.doc,
  RESULT_EXAMPLES,
);

/** The result, and what is known of bids that came after it. */
const ledgerViewSchema = searchResultSchema.extend({
  late: z
    .array(
      named(
        z.object({
          bidder: z.string(),
          latencyMs: z.number(),
          offers: z.int(),
          cheapest: money.nullable(),
        }),
        "LateBid",
        "A bid that came when the auction had ended.",
      ),
    )
    .describe("what came too late"),
  regret: money
    .nullable()
    .describe(
      "how much less the best late offer would have cost; null: not known, since a bidder is out",
    ),
});

/** What is known of an asynchronous search before its end. */
export const runningSearchSchema = named(
  z.object({
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
  }),
  "RunningSearch",
  "A search that runs. `endedBy`, `partial`, `late` and `regret` are absent: they are not known before the end.",
);

/** A search by its id. */
export const searchViewSchema = z.union([
  named(
    ledgerViewSchema.extend({ state: z.literal("ended") }),
    "EndedSearch",
    "A search that has ended: its result, and what came too late.",
  ),
  runningSearchSchema,
]);

export const noContentSchema = z.null().describe("The search does not run any more.");
export const noEventsSchema = z
  .null()
  .describe(
    "Of a stream that is picked up after its last event: there are none and none will come.",
  );
export const notModifiedSchema = z.null().describe("The caller has the places of this version.");

export const searchIdSchema = z.object({
  searchId: z.string().describe("as the result or the `202` of the search has it"),
});

export const liveSchema = named(
  z.object({ live: z.literal(true) }),
  "Liveness",
  "The process runs and answers.",
);

const readinessChecks = z
  .array(
    named(
      z.object({ name: z.string(), ok: z.boolean(), detail: z.string() }),
      "ReadinessCheck",
      "One thing that must be so, or not, for searches to be answered.",
    ),
  )
  .optional()
  .describe("every check, where `verbose` asks for them");

export const readySchema = named(
  z.object({
    ready: z.literal(true),
    warnings: z
      .array(z.object({ code: z.string(), detail: z.string() }))
      .optional()
      .describe("what an operator should correct, although searches are answered"),
    checks: readinessChecks,
  }),
  "Readiness",
  "Searches will be answered.",
);

const offerId = z.string().describe("as the offer of the result has it");

/** One seller's offer of a result that is kept. */
export const offerViewSchema = named(
  z.object({
    offerId,
    expiresAt: z.iso
      .datetime()
      .describe("until then it is found by its id and its price holds; the offer may hold longer"),
    remainingMs: z.int().describe("milliseconds until then"),
    passengers: z.object({ adults: z.int(), children: z.int(), infants: z.int() }),
    itinerary: messageSchema(result.itinerary).describe(
      "its flights, with the seller of this offer alone",
    ),
  }),
  "Offer",
  "One seller's offer of a result that is kept.",
);

export const offerIdSchema = z.object({ offerId });

const offerPrice = named(
  z.object({
    price: money.describe("for all passengers together, in the search's currency"),
    originalPrice: money.describe("in the currency that the seller named"),
    expiresAt: z.iso.datetime().describe("from then on the price may be another"),
    fares: z.array(messageSchema(fare)).describe("in the search's currency, cheapest first"),
  }),
  "OfferPrice",
  "What an offer costs.",
);

/** What an offer costs now. */
export const offerPriceSchema = named(
  z.object({
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
  }),
  "PriceAnswer",
  "What an offer costs now, beside what it cost in the result.",
);

const latencies = {
  p50Ms: z
    .number()
    .nullable()
    .describe("milliseconds from call to final bid, of recent calls of this gateway"),
  p95Ms: z.number().nullable(),
};

export const rosterSchema = named(
  z.object({
    bidders: z.array(
      named(
        z.object({
          bidder: z.string(),
          required: z.boolean(),
          shadow: z
            .literal(true)
            .optional()
            .describe("the operator shows nothing of it: BIDDERS_SHADOW"),
          breaker: z
            .enum(["closed", "open", "half-open"])
            .describe("while open, the bidder is called but not waited for"),
          ...latencies,
          roundTripMs: z
            .number()
            .optional()
            .describe(
              "the shortest round trip to one of its instances lately; a search whose bidders have less time leaves it out. Absent while it is not known",
            ),
          markets: z.array(z.string()),
          instances: z.array(
            z.object({
              id: z.string(),
              version: z.string(),
              inFlight: z.int().nullable(),
              standby: z
                .enum(["waiting", "acting"])
                .optional()
                .describe("of a standby: whether it takes calls now; absent for one that is none"),
              weight: z
                .int()
                .optional()
                .describe(
                  "its share of the calls beside others of its kind; absent where it states none",
                ),
              zone: z.string().optional().describe("where it runs; absent where it does not say"),
              ...latencies,
            }),
          ),
        }),
        "Bidder",
        "A bidder that is known: its instances, and how it answers.",
      ),
    ),
  }),
  "Roster",
  "The bidders that are known.",
);

const gap = named(
  z.object({
    carrier: z.string(),
    name: z.string(),
    departuresPerWeek: z.int().describe("in the timetable"),
    worldPerWeek: z.int().describe("about, in the world"),
  }),
  "CarrierGap",
  "A large carrier of the world with few flights or none.",
);

const year = z.int().nullable().describe("null: the source states no date");

export const coverageSchema = named(
  z.object({
    timetables: z.array(
      named(
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
        "TimetableCoverage",
        "What one timetable has, and what it lacks.",
      ),
    ),
    unstated: z.array(z.string()).describe("live bidders that state no coverage"),
    unanswered: z.array(z.string()).describe("live bidders that have not answered"),
    detail: z.string().nullable().describe("why `timetables` is empty; null when it is not"),
  }),
  "Coverage",
  "What the bidders have to search in.",
);

export const airportsSchema = z.array(
  named(
    z.object({
      type: z
        .enum(["airport", "city", "country"])
        .describe(
          "`country`, only with `countries=true`, is no place to search: no airport there has flights.",
        ),
      code: z
        .string()
        .describe("A code of both is an airport in a search; of the city it is `{city: code}`."),
      name: z.string(),
      city: z.string(),
      country: z.string(),
      airports: z.array(z.string()).optional().describe("Of a city: the busiest first."),
      foundBy: z
        .literal("country")
        .optional()
        .describe("Only its country begins with the query: of those, the busiest is the first."),
      alike: z
        .literal(true)
        .optional()
        .describe(
          "It may be meant as well as the first place: it matches `q` in the same way, is of another city, and has at least a fifth of its flights.",
        ),
    }),
    "Place",
    "An airport or a city that a search can name.",
  ),
);

export const airportQuerySchema = z.object({
  q: z.string("must be the beginning of a name or code").min(1).max(PLACE_TEXT_LENGTH_MAX),
  countries: z
    .enum(["true", "false"])
    .optional()
    .describe(
      "true: where nothing matches and `q` is the name of a country without flights, the answer is that country.",
    ),
});

export const searchQuerySchema = z.object({
  snapshots: z
    .enum(SNAPSHOTS, `must be one of ${SNAPSHOTS.join(", ")}`)
    .optional()
    .describe(
      "Of a stream of events. `full`, the default: each snapshot and the result have all itineraries. `changes`: they have `keys`, the keys of all itineraries in their order, and in `itineraries` only those that are new or have changed since the last of these events.",
    ),
  progress: z
    .enum(PROGRESS, `must be one of ${PROGRESS.join(", ")}`)
    .optional()
    .describe(
      "Of a stream of events. `all`: it has `progress` too, each step of the auction as the timeline will have it. Of an asynchronous search both ask for it: the request that begins it, and each that reads its events.",
    ),
});

export const searchByIdQuerySchema = searchQuerySchema.extend(stateQueryFields);

export const lastEventIdSchema = z.object({
  "last-event-id": z
    .string()
    .optional()
    .describe("Of a stream of events: the id of the last one that the caller has."),
});

const preferSchema = z.object({
  prefer: z
    .string()
    .optional()
    .describe(
      "`respond-async` (RFC 7240): the search is accepted at once (202) and runs also when its caller leaves; with `Accept: text/event-stream` its events have ids and can be picked up from the search (`getSearch`).",
    ),
});

export const searchHeadersSchema = preferSchema.extend({
  "scatter-experiment-key": z
    .string()
    .optional()
    .describe(
      "Where the gateway runs an experiment that assigns by keys: searches with one key, 1 to 128 visible characters of ASCII, have one arm. It is hashed, and neither kept nor logged.",
    ),
});

export const problemSchema = named(
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
    errors: z
      .array(
        named(
          z.object({ path: z.string(), message: z.string() }),
          "Fault",
          "One fault of a request: its place, and what would be right.",
        ),
      )
      .optional(),
    searchId: z
      .string()
      .optional()
      .describe(
        "of a search that ended without a result, and of `partial-result`, whose result is kept",
      ),
    state: z
      .enum(["ended", "lost"])
      .optional()
      .describe("of a search that ended without a result, or whose gateway is gone"),
    endedBy: messageSchema(result.searchResult).shape.endedBy.optional(),
    bidders: messageSchema(result.searchResult)
      .shape.bidders.optional()
      .describe("of `partial-result`: how each bidder ended"),
    arm: z
      .string()
      .optional()
      .describe(
        "of `partial-result`: the arm of an experiment that the search belongs to; only where there is one",
      ),
    checks: readinessChecks,
    requestId: z
      .string()
      .optional()
      .describe("of the request, as the header `X-Request-Id` of the answer has it"),
  }),
  "Problem",
  "Problem details (RFC 9457).",
  PROBLEM_EXAMPLES,
);
