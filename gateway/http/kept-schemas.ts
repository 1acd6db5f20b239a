/** What the gateway answers of a kept auction, as schemas for the OpenAPI document. */
import { z } from "zod";
import { ALLIANCES } from "../../common/offers/alliances.ts";
import { LIMITS } from "../../proto/limits.ts";
import { OUTCOMES, SORTS } from "../../proto/messages.ts";
import { money as moneyMessage } from "../../proto/schema/offer.ts";
import { itinerary as itineraryMessage, names as namesMessage } from "../../proto/schema/result.ts";
import { COST_TERMS } from "../auction/kept/cost-terms.ts";
import { FACET_VALUES_MAX } from "../auction/kept/facets.ts";
import { NOT_SHOWN_REASONS, REASON_MEANINGS } from "../auction/kept/not-shown.ts";
import { named } from "../search/named-schema.ts";
import { messageSchema } from "./message-schema.ts";

const money = messageSchema(moneyMessage);

const kept = z
  .enum(["all", "shown"])
  .describe("`shown`: the bids were too large, and only the offers of the result are kept");

const next = z.string().nullable().describe("the `after` of the next page; null on the last one");

function facet<T extends z.ZodType>(value: T, doc: string) {
  return z
    .array(z.object({ value, itineraries: z.int(), lowestPrice: money }))
    .describe(`${doc}; at most ${FACET_VALUES_MAX}, those with the most itineraries`);
}

const facets = named(
  z.object({
    stops: facet(z.int(), "by the most connections of a slice"),
    carriers: facet(z.string(), "by the airlines that sell its flights, as their numbers say"),
    alliances: facet(z.enum(ALLIANCES), "by the alliances of those airlines"),
    airports: z.object({
      origin: facet(z.string(), "where the first slice begins"),
      destination: facet(z.string(), "where the first slice ends"),
      via: facet(z.string(), "where the traveller changes"),
    }),
    departureHours: facet(z.int(), "by the hour of the first departure, 0 to 23"),
    sellers: facet(z.string(), "by who sells it"),
    bags: facet(
      z.int(),
      "by pieces of checked baggage a traveller, at least; the price is that of the fare that has them",
    ),
    maxPrice: facet(z.int(), "by a few round limits of the price, in minor units"),
    maxDurationMinutes: facet(z.int(), "by a few round limits of the duration, over all slices"),
  }),
  "Facets",
  "By what itineraries differ, how many there are of each value, and their lowest prices.",
);

export const facetsAnswerSchema = named(
  z.object({
    searchId: z.string(),
    kept,
    total: z.int().describe("itineraries that are counted"),
    facets,
  }),
  "FacetsAnswer",
  "The facets of a search that is kept.",
);

export const itinerariesAnswerSchema = named(
  z.object({
    searchId: z.string(),
    kept,
    sort: z.enum(SORTS),
    total: z.int().describe("itineraries of the whole list"),
    itineraries: z.array(messageSchema(itineraryMessage)).describe("in rank order"),
    next,
    facets: facets.optional().describe("of the whole list, with `facets=true`"),
    names: messageSchema(namesMessage)
      .optional()
      .describe("of the itineraries and the facets, with `details=true`"),
  }),
  "ItinerariesPage",
  "One page of all itineraries of a search that is kept.",
);

const neighbourFields = z.object({ key: z.string(), cost: z.int(), price: money });
const neighbour = named(neighbourFields, "Neighbour", "An itinerary beside another in rank order.");

const standing = named(
  neighbourFields.extend({
    rank: z.int().describe("1 is the best"),
    shown: z.boolean().describe("whether it is in the result"),
    durationMinutes: z.int(),
    stops: z.int(),
    terms: z
      .array(z.object({ term: z.enum(COST_TERMS), amount: z.int() }))
      .describe(
        "what its cost is exactly the sum of; `price` is the bidder's own, and `mark-up` is there where the caller's tenant has mark-ups",
      ),
    before: neighbour.nullable().describe("the one that ranks before it"),
    behind: neighbour.nullable().describe("the one that ranks behind it"),
  }),
  "Standing",
  "Where an itinerary stands among all, and why.",
);

const reason = z
  .enum(NOT_SHOWN_REASONS)
  .describe(NOT_SHOWN_REASONS.map((one) => `\`${one}\`: ${REASON_MEANINGS[one]}`).join(". "));

export const explainAnswerSchema = named(
  z.object({
    searchId: z.string(),
    kept,
    shown: z.int().describe("itineraries in the result"),
    notShown: z.int().describe("offers that are not; with `itinerary` those of that itinerary"),
    reasons: z.array(z.object({ reason, meaning: z.string(), offers: z.int() })),
    offers: z
      .array(
        named(
          z.object({
            bidder: z.string(),
            seller: z.string(),
            itinerary: z.string(),
            price: money.nullable().describe("null where there is no rate"),
            markUp: money
              .optional()
              .describe("the part of the price that the caller's tenant has added"),
            cost: z.int().nullable(),
            reason,
            detail: z.string().nullable(),
          }),
          "NotShownOffer",
          "An offer that is not in the result.",
        ),
      )
      .describe("the cheapest first, by cost"),
    next,
    bidders: z
      .array(
        z.object({
          bidder: z.string(),
          notes: z
            .array(z.object({ reason: z.string(), count: z.int(), text: z.string() }))
            .describe(`at most ${LIMITS.notesABidMax}; none where it says nothing`),
        }),
      )
      .optional()
      .describe("of a search with `explain`: what each bidder left out by rule"),
    shadow: z
      .array(
        z.object({
          bidder: z.string(),
          outcome: z.enum(OUTCOMES),
          instance: z.string().nullable(),
          latencyMs: z.number().nullable(),
          offers: z.int(),
          reason: z.string().nullable(),
          wouldShow: z.int().describe("itineraries that it would have been a seller of"),
          wouldWin: z.int().describe("those of them of which it would have been the first seller"),
        }),
      )
      .optional()
      .describe("how shadow bidders ended, of which nothing is shown; absent without one"),
    itinerary: standing
      .nullable()
      .optional()
      .describe(
        "with `itinerary`: where it stands among all; null where no offer of it can be sold",
      ),
  }),
  "ExplainAnswer",
  "Why offers of a search are not shown.",
);
