/** The timeline of an auction, as a schema for the OpenAPI document. */
import { z } from "zod";
import { ENDED_BY, OUTCOMES } from "../../proto/messages.ts";
import { money as moneyMessage } from "../../proto/schema/offer.ts";
import { named } from "../search/named-schema.ts";
import { messageSchema } from "./message-schema.ts";

const money = messageSchema(moneyMessage);

const ms = (doc: string) =>
  z.number().describe(`${doc}: milliseconds since the search was accepted`);

const bid = named(
  z.object({
    atMs: ms("when it came"),
    instance: z.string().describe("the process that sent it"),
    offers: z.int(),
    final: z.boolean().describe("the last one that counts of this instance"),
    floor: money
      .nullable()
      .describe(
        "what it has promised so far: nothing that it sends later costs less; null: nothing",
      ),
    queuedMs: z
      .number()
      .nullable()
      .describe(
        "milliseconds that the call has waited before the search for it began, as the bidder says; null: it does not say",
      ),
    workMs: z
      .number()
      .nullable()
      .describe(
        "milliseconds that the search has taken until this bid, as the bidder says; null: it does not say, or none has begun",
      ),
  }),
  "TimelineBid",
  "A bid, and when it came.",
);

const hedge = z.object({
  atMs: ms("when"),
  instance: z.string().describe("to which the call was also sent"),
});

const quorum = z.object({
  bidders: z.int().describe("how many distinct bidders it asks for"),
  required: z.array(z.string()).describe("those that must be among them"),
  metAtMs: ms("when they had answered").nullable(),
  graceEndMs: ms("when the grace after it ends, or would have").nullable(),
});

const best = z.object({
  atMs: ms("from when on"),
  price: money.describe("of the first itinerary that would have been shown"),
  last: money.describe("of the last one"),
  shown: z.int().describe("how many"),
});

const lane = named(
  z.object({
    bidder: z.string(),
    outcome: z
      .enum(OUTCOMES)
      .nullable()
      .describe("that of the result; null for a bidder that only came too late"),
    reason: z.string().nullable(),
    intended: z
      .boolean()
      .describe(
        "it was left out on purpose: a quorum or what was there was enough, or its breaker was open",
      ),
    calledAtMs: ms("when the call was sent").nullable().describe("null where no call went to it"),
    hedges: z.array(hedge),
    bids: z.array(bid).describe("in the order in which they came"),
    cancelledAtMs: ms("when it was told to stop").nullable(),
    late: z
      .array(
        z.object({
          atMs: ms("when it came"),
          offers: z.int(),
          cheapest: money.nullable().describe("null where no offer of it can be sold"),
        }),
      )
      .describe("what came too late, as far as it is read"),
  }),
  "TimelineLane",
  "What happened with one bidder, and when.",
);

export const timelineSchema = named(
  z.object({
    searchId: z.string(),
    startedAt: z.iso.datetime().describe("when the search was accepted"),
    deadlineMs: z.int(),
    endedAtMs: ms("when the auction stopped"),
    endedBy: z.enum(ENDED_BY),
    partial: z.boolean(),
    why: z.string().describe("why it ended, and who is missing, in one sentence"),
    quorum: quorum.nullable().describe("null where the search asks for none"),
    lanes: z
      .array(lane)
      .describe("one for each bidder of the result, and for those that came late"),
    best: z.array(best).describe("what would have been shown, at each change"),
    regret: money.nullable().describe("as in the search itself; null: not known"),
  }),
  "Timeline",
  "What happened in an auction, bidder by bidder, and when.",
);

/** As it is answered. */
export type Timeline = z.infer<typeof timelineSchema>;

export const progressSchema = named(
  z.object({
    calledAtMs: ms("in the first step: when the call was sent").optional(),
    quorum: quorum
      .optional()
      .describe("what the quorum asks for, in the first step; again when it is met"),
    bidder: z.string().optional().describe("whose bid or hedge it is"),
    bid: bid.optional(),
    hedge: hedge.optional(),
    best: best.optional().describe("what would be shown now, where that has changed"),
  }),
  "ProgressStep",
  "One step of an auction that runs, as its timeline will have it. What is absent has not changed.",
);

/** As it is sent. */
export type ProgressStep = z.infer<typeof progressSchema>;
