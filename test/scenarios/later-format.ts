/**
 * The format of what is asked of an auction after its end (explained in README.md of this folder):
 * pages of the kept auction, why offers are not shown, and the life of an offer. Questions are
 * written as callers write them: the schemas of the routes read them here too.
 */
import { z } from "zod";
import { NOT_SHOWN_REASONS } from "../../gateway/auction/kept/not-shown.ts";
import { explainQuerySchema, itinerariesQuerySchema } from "../../gateway/search/kept-query.ts";
import { ERROR_STATUS, type ErrorCode } from "../../proto/errors.ts";

const flights = z
  .string()
  .regex(/^[A-Z]{2}\d{1,4}(\+[A-Z]{2}\d{1,4})*$/, "flights are like BA117, or AF200+AF201");
const sellerAt = z
  .string()
  .regex(/^[^@]+@[a-z0-9-]+( .+)?$/, "a seller is named with its bidder, like BA@nonstop");

const after = z.literal("the page before").optional();

/** The code of the error, and a part of its text. */
const refused = z.tuple([z.enum(Object.keys(ERROR_STATUS) as ErrorCode[]), z.string()]).optional();

/** An answer of which nothing is expected would be no test. */
function gives<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject({ ...shape, refused })
    .refine((fields) => Object.keys(fields).length > 0, "name at least one field of the answer");
}

/** Of each value: the value, how many itineraries, and their lowest price. */
const facetValues = z.array(z.tuple([z.union([z.string(), z.int()]), z.int(), z.int()])).optional();

const facets = z.strictObject({
  stops: facetValues,
  carriers: facetValues,
  alliances: facetValues,
  origin: facetValues,
  destination: facetValues,
  via: facetValues,
  departureHours: facetValues,
  sellers: facetValues,
  bags: facetValues,
  maxPrice: facetValues,
  maxDurationMinutes: facetValues,
});

/** As results are written: flights, price, sellers. */
const itinerary = z.tuple([flights, z.int()], sellerAt);

const keptQuestion = z.strictObject({
  ask: itinerariesQuerySchema.omit({ details: true }).extend({ after }),
  gives: gives({
    /** Itineraries of the whole list. */
    total: z.int().optional(),
    sort: z.string().optional(),
    itineraries: z.array(itinerary).optional(),
    /** No page follows. */
    last: z.boolean().optional(),
    facets: facets.optional(),
  }),
});

const standing = z.strictObject({
  rank: z.int().positive(),
  shown: z.boolean(),
  cost: z.int(),
  /** What the cost is the sum of. */
  terms: z.record(z.string(), z.int()),
  before: flights.nullable(),
  behind: flights.nullable(),
});

const explainQuestion = z.strictObject({
  /** The itinerary is named by its flights. */
  ask: explainQuerySchema.extend({ itinerary: flights.optional(), after }),
  gives: gives({
    shown: z.int().optional(),
    notShown: z.int().optional(),
    /** Of each reason how many offers have it. */
    reasons: z.partialRecord(z.enum(NOT_SHOWN_REASONS), z.int()).optional(),
    /** Flights, price, seller, and the reason with its detail. */
    offers: z.array(z.tuple([flights, z.int().nullable(), sellerAt, z.string()])).optional(),
    last: z.boolean().optional(),
    standing: standing.nullable().optional(),
  }),
});

/** @param offer what its bidder may answer with */
function offerQuestion<Offer extends z.ZodType>(offer: Offer) {
  return z.strictObject({
    at: z.number().nonnegative(),
    /** Its flights and its seller. */
    offer: z.tuple([flights, sellerAt]),
    /** What its bidder says when it is asked for the price. Absent: it is not asked. */
    bidder: z.union([z.enum(["same", "gone", "failed", "unsupported"]), offer]).optional(),
    gives: gives({
      /** Until it is gone. */
      remainingMs: z.int().optional(),
      itinerary: itinerary.optional(),
      outcome: z.enum(["same", "changed", "gone"]).optional(),
      before: z.int().optional(),
      now: z.int().nullable().optional(),
    }),
  });
}

/** The fields of a scenario that ask later. */
export function laterFields<Offer extends z.ZodType>(offer: Offer) {
  return {
    kept: z.array(keptQuestion).min(1).optional(),
    explain: z.array(explainQuestion).min(1).optional(),
    offers: z.array(offerQuestion(offer)).min(1).optional(),
  };
}

export type KeptQuestion = z.infer<typeof keptQuestion>;
export type ExplainQuestion = z.infer<typeof explainQuestion>;

interface LaterQuestions {
  readonly kept?: readonly KeptQuestion[] | undefined;
  readonly explain?: readonly ExplainQuestion[] | undefined;
  readonly offers?: readonly { readonly at: number }[] | undefined;
}

/**
 * What is wrong with questions that are right one by one.
 *
 * @param afterMs the first time at which the auction has surely ended
 */
export function laterFaults({ kept, explain, offers = [] }: LaterQuestions, afterMs: number) {
  const faults: { path: (string | number)[]; message: string }[] = [];
  for (const [field, questions] of Object.entries({ kept, explain }))
    if (questions?.[0]?.ask.after !== undefined)
      faults.push({
        path: [field, 0, "ask", "after"],
        message: "the first question has no page before it",
      });
  let before = afterMs;
  for (const [i, { at }] of offers.entries()) {
    if (at < before)
      faults.push({
        path: ["offers", i, "at"],
        message:
          "offers are asked for after the deadline and all events, in the order of their times",
      });
    before = Math.max(before, at);
  }
  return faults;
}
