/** What happens in an auction while it runs, in the terms of its timeline: package `auction`. */
import { money } from "./offer.ts";
import { bool, double, field, leftOut, list, message, nullable, text, uint32 } from "./schema.ts";

/** A time of an auction. */
const ms = (number: number, what: string) =>
  field(number, double, `${what}: milliseconds since the search was accepted`);

export const timelineBid = message("TimelineBid", "a bid's times", "A bid, and when it came.", {
  atMs: ms(1, "when it came"),
  instance: field(2, text(), "the process that sent it"),
  offers: field(3, uint32()),
  final: field(4, bool, "the last one that counts of this instance"),
  floor: nullable(
    field(
      5,
      money,
      "what it has promised so far: nothing that it sends later costs less; null: nothing",
    ),
  ),
  queuedMs: nullable(
    field(
      6,
      double,
      "milliseconds that the call has waited before the search for it began, as the bidder says; null: it does not say",
    ),
  ),
  workMs: nullable(
    field(
      7,
      double,
      "milliseconds that the search has taken until this bid, as the bidder says; null: it does not say, or none has begun",
    ),
  ),
});

export const timelineHedge = message(
  "TimelineHedge",
  "a hedge",
  "A call that was also sent to another instance.",
  {
    atMs: ms(1, "when"),
    instance: field(2, text(), "to which the call was also sent"),
  },
);

export const timelineQuorum = message(
  "TimelineQuorum",
  "a quorum",
  "When a quorum ends the auction.",
  {
    bidders: field(1, uint32(), "how many distinct bidders it asks for"),
    required: list(2, text(), "those that must be among them"),
    metAtMs: nullable(ms(3, "when they had answered")),
    graceEndMs: nullable(ms(4, "when the grace after it ends, or would have")),
  },
);

export const bestPrice = message(
  "BestPrice",
  "the best prices",
  "The prices of what would be shown from a moment on.",
  {
    atMs: ms(1, "from when on"),
    price: field(2, money, "of the first itinerary that would have been shown"),
    last: field(3, money, "of the last one"),
    shown: field(4, uint32(), "how many"),
  },
);

export const progressStep = message(
  "ProgressStep",
  "an event",
  "One step of an auction that runs, as its timeline will have it. What is absent has not changed.",
  {
    calledAtMs: leftOut(ms(1, "in the first step: when the call was sent")),
    quorum: leftOut(
      field(2, timelineQuorum, "what the quorum asks for, in the first step; again when it is met"),
    ),
    bidder: leftOut(field(3, text(), "whose bid or hedge it is")),
    bid: leftOut(field(4, timelineBid)),
    hedge: leftOut(field(5, timelineHedge)),
    best: leftOut(field(6, bestPrice, "what would be shown now, where that has changed")),
  },
);

/** In the order of the .proto file, after those of a result. */
export const PROGRESS_MESSAGES = [
  timelineBid,
  timelineHedge,
  timelineQuorum,
  bestPrice,
  progressStep,
];
