/** The timeline of an auction, as a schema for the OpenAPI document. */
import { z } from "zod";
import { ENDED_BY, OUTCOMES } from "../../proto/messages.ts";
import { money as moneyMessage } from "../../proto/schema/offer.ts";
import {
  bestPrice,
  progressStep,
  timelineBid,
  timelineHedge,
  timelineQuorum,
} from "../../proto/schema/progress.ts";
import { named } from "../search/named-schema.ts";
import { messageSchema } from "./message-schema.ts";

const money = messageSchema(moneyMessage);

const ms = (doc: string) =>
  z.number().describe(`${doc}: milliseconds since the search was accepted`);

const bid = messageSchema(timelineBid);
const hedge = messageSchema(timelineHedge);
const quorum = messageSchema(timelineQuorum);
const best = messageSchema(bestPrice);

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

/** As an event has it. */
export const progressSchema = messageSchema(progressStep);
