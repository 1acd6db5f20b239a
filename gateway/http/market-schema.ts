/** The market view, as a schema for the OpenAPI document. */
import { z } from "zod";
import { OUTCOMES } from "../../proto/messages.ts";
import { money as moneyMessage } from "../../proto/schema/offer.ts";
import { named } from "../search/named-schema.ts";
import { messageSchema } from "./message-schema.ts";

const money = messageSchema(moneyMessage);

const counts = {
  auctions: z.int().describe("searches that it was a part of; calendars are not counted"),
  outcomes: z
    .partialRecord(z.enum(OUTCOMES), z.int())
    .describe("how often it ended so; what has not happened is left out"),
  p50Ms: z
    .number()
    .nullable()
    .describe("milliseconds from call to final bid, of bids in time; null: there were none"),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  lateBids: z.int().describe("its bids that came after their auction had ended"),
  regret: z
    .array(money)
    .readonly()
    .nullable()
    .describe(
      "by how much its late bids have raised regret, in each currency, at least; null: it was missed and nothing came later, so it is not known",
    ),
};

const share = z
  .number()
  .nullable()
  .describe("`won` as a share of all itineraries that were shown, 0 to 1; null: none were");
const won = z.int().describe("itineraries of which it was the first seller");

const sellerCounts = {
  searches: z.int().describe("those that have shown an offer of it"),
  shown: z.int().describe("its offers that were shown"),
  won,
  share,
};

const feedback = named(
  z.object({
    auctions: z.int().describe("of which it was told how they ended for it"),
    shown: z.int().describe("those that have shown an offer of it"),
    outbid: z.int().describe("those that have shown none, though it had one that could be sold"),
    late: z.int().describe("those without its final bid in time"),
    invalid: z.int().describe("those in which an offer of it was dropped as wrong"),
    gapPercent: z
      .number()
      .nullable()
      .describe(
        "by how much its best offer was too dear to be the first of all, in percent of its price: the median; null where no price was told",
      ),
  }),
  "MarketFeedback",
  "What a bidder was told of its auctions, where it has asked for it.",
);

const instance = named(
  z.object({
    instance: z.string(),
    live: z.boolean().describe("it is on the roster now"),
    version: z.string().nullable().describe("null: it is not live"),
    inFlight: z.int().nullable().describe("as in the roster"),
    ...counts,
  }),
  "MarketInstance",
  "How one instance of a bidder did.",
);

const bidder = named(
  z.object({
    bidder: z.string(),
    required: z.boolean(),
    shadow: z.literal(true).optional().describe("nothing of it is shown: BIDDERS_SHADOW"),
    live: z.boolean().describe("an instance of it is live"),
    breaker: z
      .enum(["closed", "open", "half-open"])
      .nullable()
      .describe("while open, the bidder is called but not waited for; null: it is not live"),
    ...counts,
    feedback: feedback.optional(),
    won,
    share,
    instances: z
      .array(instance)
      .readonly()
      .describe("16 at most: those with the most auctions; an auction without an answer has none"),
    otherInstances: z.object(counts).nullable().describe("all further ones; null: there are none"),
    sellers: z
      .array(z.object({ seller: z.string(), ...sellerCounts }))
      .readonly()
      .describe("of its offers whose price comes from no fare model; 32 at most"),
    otherSellers: z
      .object(sellerCounts)
      .nullable()
      .describe("all further ones; null: there are none"),
  }),
  "MarketBidder",
  "How one bidder did.",
);

export const marketSchema = named(
  z.object({
    since: z.iso.datetime().describe("from when on it is counted"),
    minutes: z.int().describe("how many minutes are counted at most, the present one among them"),
    searches: z.int().describe("searches of this gateway that have a result"),
    shown: z.int().describe("itineraries that they have shown"),
    bidders: z
      .array(bidder)
      .readonly()
      .describe("all that are on the roster or were counted, 64 at most, in order of their names"),
    others: z
      .object({ ...counts, feedback: feedback.optional(), won, share })
      .nullable()
      .describe("all further bidders together; null: there are none"),
  }),
  "Market",
  "How the bidders of one gateway did in the last minutes.",
);

export type MarketAnswer = z.infer<typeof marketSchema>;
