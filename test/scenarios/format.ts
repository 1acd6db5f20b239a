/**
 * The format of a scenario file (explained in README.md of this folder). Any other field is refused
 * by its place in the file.
 */
import { z } from "zod";
import { stayField } from "../../gateway/search/date-schema.ts";
import { limitFields, sliceLimitFields } from "../../gateway/search/limit-schema.ts";
import { ENDED_BY, OUTCOMES, SORTS } from "../../proto/messages.ts";
import { laterFaults, laterFields } from "./later-format.ts";

/** Where the policy names none. */
export const DEADLINE_MS = 800;

const ms = z.number().nonnegative();
const name = z
  .string()
  .regex(/^[a-z0-9-]+$/, "a bidder or an instance is named in small letters, digits and hyphens");
const flight = z
  .string()
  .regex(/^[A-Z]{2}\d{1,4}$/, "a flight is two letters and a number, like BA117");

const airport = z.string().regex(/^[A-Z]{3}$/, "an airport is three letters, like LHR");

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day is like 2026-12-23");

/** A fare whose terms are stated. */
const statedFare = z.strictObject({
  price: z.int(),
  checkedBags: z.int().optional(),
  cabinBags: z.int().optional(),
  changeable: z.boolean().optional(),
  refundable: z.boolean().optional(),
});

const offer = z.strictObject({
  flight,
  /** Its ends, where they are not the first ones of the search. */
  from: airport.optional(),
  to: airport.optional(),
  price: z.int().nonnegative(),
  currency: z.string().length(3).optional(),
  seller: z.string().optional(),
  duration: z.int().positive().optional(),
  stops: z.int().min(0).max(3).optional(),
  departs: z.string().optional(),
  /** The ends of its way back, where they are not the first ones of that. */
  backFrom: airport.optional(),
  backTo: airport.optional(),
  /** The day on which it leaves, where that is not the date of the search. */
  day: day.optional(),
  /** The day of its way back, where that is not the first one. */
  backDay: day.optional(),
  /** Who flies all its flights, where that is another airline than the one of their number. */
  operatedBy: z.string().length(2).optional(),
  expiresInMs: z.number().optional(),
  /** The cost of each fare, in the currency of the offer unless another is given. */
  fares: z
    .array(z.union([z.int(), z.tuple([z.int(), z.string().length(3)]), statedFare]))
    .optional(),
  selfTransfers: z.array(z.string()).optional(),
  similar: z.int().nonnegative().optional(),
  /** The columns of the bid, where they differ from the body: a mismatch. */
  listed: z
    .strictObject({
      price: z.int().nonnegative().optional(),
      currency: z.string().optional(),
      seller: z.string().optional(),
      duration: z.int().nonnegative().optional(),
      stops: z.int().nonnegative().optional(),
    })
    .optional(),
  /** The body cannot be read. */
  unreadable: z.literal(true).optional(),
});

const SENDS = [
  "offers",
  "batch",
  "empty",
  "declined",
  "failed",
  "garbage",
  "an answer to another search",
] as const;

const bidEvent = z.strictObject({
  at: ms,
  from: name,
  instance: name.optional(),
  sends: z.enum(SENDS),
  offers: z.array(offer).min(1).optional(),
  /** So many more offers, of flights ZZ1, ZZ2 …, each at 900.00 and more. */
  fillers: z.int().positive().optional(),
  floor: z.int().optional(),
  reason: z.string().optional(),
  /** The bid is marked as cut short. */
  stopped: z.literal(true).optional(),
  /** The message has at least this length. */
  bytes: z.int().positive().optional(),
  times: z.int().positive().optional(),
  beforeTheTimers: z.literal(true).optional(),
});
const callerEvent = z.strictObject({ at: ms, caller: z.literal("disconnects") });
const brokerEvent = z.strictObject({ at: ms, broker: z.literal("no subscribers") });
const rosterEvent = z.strictObject({ at: ms, roster: z.templateLiteral(["loses ", name]) });

/**
 * The first of these keys in an event is its kind. It is chosen here and not by zod, so that the
 * error names a typo inside the event.
 */
const EVENTS = { from: bidEvent, caller: callerEvent, broker: brokerEvent, roster: rosterEvent };
export type ScenarioEvent = z.infer<(typeof EVENTS)[keyof typeof EVENTS]>;
export type BidEvent = z.infer<typeof bidEvent>;
export type ScenarioOffer = z.infer<typeof offer>;

const event = z.record(z.string(), z.unknown()).transform((raw, context): ScenarioEvent => {
  const kind = (Object.keys(EVENTS) as (keyof typeof EVENTS)[]).find((key) => key in raw);
  if (kind === undefined) {
    context.addIssue({
      code: "custom",
      message: `an event has one of ${Object.keys(EVENTS).join(", ")}; this one has ${Object.keys(raw)}`,
    });
    return z.NEVER;
  }
  const read = EVENTS[kind].safeParse(raw);
  if (read.success) return read.data;
  for (const { message, path } of read.error.issues)
    context.addIssue({ code: "custom", message, path });
  return z.NEVER;
});

const perBidder = <T extends z.ZodType>(value: T) => z.record(name, value);

const expectation = z.strictObject({
  endedBy: z.enum(ENDED_BY),
  at: ms,
  elapsedMs: ms.optional(),
  partial: z.boolean(),
  outcomes: perBidder(z.enum(OUTCOMES)),
  reasons: perBidder(z.string().nullable()).optional(),
  offers: perBidder(z.int()).optional(),
  instances: perBidder(name.nullable()).optional(),
  latencies: perBidder(ms.nullable()).optional(),
  hedged: z.array(name).optional(),
  itineraries: z.array(z.tuple([z.string(), z.int()], z.string())).optional(),
  /** Of each itinerary its airports, how far those are that were not named, and if they differ. */
  ends: z.array(z.string()).optional(),
  /** Of each itinerary the day on which it leaves. */
  days: z.array(day).optional(),
  itineraryCount: z.int().optional(),
  costs: z.array(z.int()).optional(),
  hedges: z.array(z.tuple([name, ms])).optional(),
  cancelSent: z.boolean().optional(),
  late: z.array(z.tuple([name, z.int(), z.int().nullable()])).optional(),
  regret: z.int().nullable().optional(),
  saved: z.array(name).optional(),
  savedEmpty: z.array(name).optional(),
});
export type ScenarioExpectation = z.infer<typeof expectation>;

/** As a caller writes them: those of the whole search, and those of its first slice. */
const limits = z.strictObject({ ...limitFields, ...sliceLimitFields, ...stayField });

const scenario = z
  .strictObject({
    name: z.string(),
    why: z.string().min(10),
    search: z
      .strictObject({
        policy: z
          .strictObject({
            deadlineMs: z.int().min(50).max(10_000).optional(),
            quorum: z
              .union([z.int().positive(), z.templateLiteral([z.int(), "%"]), z.null()])
              .optional(),
            required: z.array(name).optional(),
          })
          .optional(),
        /** All airports of an end, the first one first. */
        from: z.array(airport).min(1).optional(),
        to: z.array(airport).min(1).optional(),
        /** Of each airport of `from`, its kilometres from those that were named. */
        fromKm: z.array(z.int().nonnegative()).optional(),
        /** All days on which it may leave. */
        days: z.strictObject({ from: day, to: day }).optional(),
        /** The days of the way back, which is a second slice, and all airports of its ends. */
        back: z
          .strictObject({
            from: day,
            to: day,
            origins: z.array(airport).min(1).optional(),
            destinations: z.array(airport).min(1).optional(),
          })
          .optional(),
        sort: z.enum(SORTS).optional(),
        maxResults: z.int().positive().optional(),
        maxStops: z.int().min(0).max(3).optional(),
        selfTransfer: z.boolean().optional(),
        waitedMs: ms.optional(),
        limits: limits.optional(),
      })
      .optional(),
    grace: z.strictObject({ share: z.number(), msMin: ms, msMax: ms }).optional(),
    roster: z.strictObject({
      expected: z.array(name),
      skipped: z.array(name).optional(),
      absent: z.array(name).optional(),
      required: z.array(name).optional(),
      unexpected: z.array(name).optional(),
      shadow: z.array(name).optional(),
      hedgeAfterMs: perBidder(ms).optional(),
      hedgeTo: perBidder(name).optional(),
    }),
    fallback: perBidder(z.strictObject({ ageMs: z.int(), offers: z.array(offer) })).optional(),
    lookupMs: ms.optional(),
    /** Until when each bidder is worth waiting for, where the policy asks. */
    worthUntilMs: perBidder(ms).optional(),
    events: z.array(event),
    expect: expectation,
    ...laterFields(offer),
  })
  .superRefine(({ roster, events, fallback, search, ...later }, context) => {
    const known = new Set([
      ...roster.expected,
      ...(roster.skipped ?? []),
      ...(roster.absent ?? []),
      ...(roster.unexpected ?? []),
      ...(roster.shadow ?? []),
    ]);
    const check = (bidder: string, ...path: (string | number)[]) => {
      if (!known.has(bidder))
        context.addIssue({
          code: "custom",
          path,
          message: `'${bidder}' is not in the roster; a bidder that is not expected goes under "unexpected"`,
        });
    };
    for (const [i, one] of events.entries()) {
      if ("from" in one) check(one.from, "events", i, "from");
      if ("roster" in one) check(one.roster.slice("loses ".length), "events", i, "roster");
      if (i > 0 && one.at < (events[i - 1] as ScenarioEvent).at) {
        context.addIssue({
          code: "custom",
          path: ["events", i, "at"],
          message: "events must be in the order of their times",
        });
      }
    }
    for (const bidder of Object.keys(fallback ?? {})) check(bidder, "fallback", bidder);
    const deadlineMs = search?.policy?.deadlineMs ?? DEADLINE_MS;
    const afterMs = Math.max(deadlineMs, events.at(-1)?.at ?? 0) + 1;
    for (const fault of laterFaults(later, afterMs)) context.addIssue({ code: "custom", ...fault });
  });
export type Scenario = z.infer<typeof scenario>;

const file = z.strictObject({ theme: z.string(), scenarios: z.array(scenario).min(1) });

/** @throws Error that names every place in the file that does not match the format */
export function readScenarios(fileName: string, text: string): z.infer<typeof file> {
  const raw: unknown = JSON.parse(text);
  const read = file.safeParse(raw);
  if (read.success) return read.data;
  const named = (path: readonly PropertyKey[]) => {
    const at =
      path[0] === "scenarios"
        ? (raw as { scenarios?: { name?: string }[] }).scenarios?.[Number(path[1])]?.name
        : undefined;
    return `${path.join(".")}${at === undefined ? "" : ` ('${at}')`}`;
  };
  throw new Error(
    read.error.issues
      .map(({ path, message }) => `${fileName}: ${named(path)}: ${message}`)
      .join("\n"),
  );
}
