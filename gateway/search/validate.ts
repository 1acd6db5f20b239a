/**
 * From a raw request, of either door, to a search: every fault at once, each with its path and with
 * what would be right. The same schemas make the OpenAPI document.
 */
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { airportByCode } from "../../common/places/airports.ts";
import { AuctionError, type Fault } from "../../proto/errors.ts";
import { CABINS, type FlightSearch, type Policy, SORTS } from "../../proto/messages.ts";
import { isToken } from "../../proto/subjects.ts";
import { DETAIL_CHARACTERS_MAX, quoted } from "./problem.ts";

/** The widest bounds; a gateway may be configured within them. */
export const DEADLINE_MS_MIN = 50;
export const DEADLINE_MS_MAX = 10_000;
export const DAYS_AHEAD_MAX = 361;
export const TRAVELLERS_MAX = 9;
const SLICES_MAX = 6;

export type PolicyDefaults = Policy;

/** What a search may ask of this gateway. */
export interface PolicyBounds {
  readonly deadlineMsMin: number;
  readonly deadlineMsMax: number;
}

export interface ValidationTerms {
  readonly policy: PolicyDefaults;
  readonly bounds: PolicyBounds;
  /** The bidders that there are; with none known, what a policy names cannot be checked. */
  readonly known: () => readonly string[];
  /** Currencies that the gateway has a rate for. */
  readonly currencies: readonly string[];
  /** Epoch milliseconds. */
  readonly wall: () => number;
}

export type SearchSchema = ReturnType<typeof searchSchema>;

/**
 * Each check ends the checks of its field: a number that is no exact integer is too large as well,
 * and one fault is named once.
 */
function whole(min: number, max: number, error = `must be a whole number from ${min} to ${max}`) {
  return z.int({ error, abort: true }).min(min, { error, abort: true }).max(max, error);
}

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(", ")}` });
}

function yesOrNo(meaning: string) {
  return z.boolean("must be true or false").describe(meaning);
}

/** A number of bidders, or a share of those that could answer. */
const QUORUM_RIGHT = 'must be a whole number from 1 to 64, or a share from "1%" to "100%"';
const share = z.string().regex(/^(?:[1-9][0-9]?|100)%$/, QUORUM_RIGHT) as unknown as z.ZodType<
  `${number}%`,
  string
>;
export const quorum = z.union([whole(1, 64, QUORUM_RIGHT), share], { error: QUORUM_RIGHT });

const airport = z
  .string("must be the IATA code of an airport, such as LHR")
  .regex(/^[A-Z]{3}$/, {
    error: "must be the IATA code of an airport: three capital letters, such as LHR",
    abort: true,
  })
  .refine((code) => airportByCode(code) !== undefined, {
    error: ({ input }) => `no airport has the code ${input}`,
  });

const date = z
  .string("must be a date, such as 2026-12-01")
  .regex(/^\d{4}-\d{2}-\d{2}$/, {
    error: "must be a date in the form YYYY-MM-DD, such as 2026-12-01",
    abort: true,
  })
  .refine((text) => calendarDay(text) !== undefined, {
    error: ({ input }) => `${input} is not a day of the calendar`,
  });

const slice = z.strictObject(
  { origin: airport, destination: airport, departureDate: date },
  { error: objectError("a slice") },
);

const passengers = z.strictObject(
  {
    adults: whole(1, TRAVELLERS_MAX).default(1),
    children: whole(0, TRAVELLERS_MAX - 1).default(0),
    infants: whole(0, TRAVELLERS_MAX - 1).default(0),
  },
  { error: objectError("passengers") },
);

/**
 * The shape of a search, with its defaults. Rules that look at several fields at once are in
 * `crossFaults`.
 */
export function searchSchema(terms: Pick<ValidationTerms, "policy" | "bounds" | "currencies">) {
  const policy = z.strictObject(
    {
      deadlineMs: whole(terms.bounds.deadlineMsMin, terms.bounds.deadlineMsMax).default(
        terms.policy.deadlineMs,
      ),
      quorum: quorum.nullable().default(terms.policy.quorum),
      required: z
        .array(
          z
            .string("must be a bidder's name")
            .refine(isToken, "must be a bidder's name: 1-64 of A-Z a-z 0-9 _ -"),
          "must be a list of bidders' names",
        )
        .max(16, "must name at most 16 bidders")
        .default([...terms.policy.required]),
    },
    { error: objectError("a policy") },
  );
  return z
    .strictObject(
      {
        slices: z
          .array(slice, "must be a list of 1 to 6 slices")
          .min(1, "must have at least one slice")
          .max(SLICES_MAX, `must have at most ${SLICES_MAX} slices`),
        passengers: passengers.prefault({}),
        cabin: oneOf(CABINS).default("economy"),
        currency: z
          .string("must be an ISO 4217 code, such as USD")
          .refine((code) => terms.currencies.includes(code), {
            error: ({ input }) =>
              `no rate is known for ${quoted(String(input))}; there is one for ${terms.currencies.join(", ")}`,
          })
          .default("USD"),
        sort: oneOf(SORTS).default("best"),
        maxStops: whole(0, 3).default(2),
        maxResults: whole(1, 100).default(20),
        selfTransfer: yesOrNo(
          "connections of two tickets too, where the traveller checks in anew in between",
        ).default(false),
        similar: yesOrNo(
          "near-identical connections too, instead of the best of them alone",
        ).default(false),
        policy: policy.prefault({}),
      },
      { error: objectError("a search") },
    )
    .describe(
      "A flight search. Only `slices` is needed: one is one way, two are return, up to six are multi-city.",
    );
}

function objectError(what: string) {
  return (issue: { code?: string | undefined; keys?: unknown }) =>
    issue.code === "unrecognized_keys" ? undefined : `must be ${what}: a JSON object`;
}

export function createValidator(terms: ValidationTerms): (raw: unknown) => FlightSearch {
  const schema = searchSchema(terms);
  const known = {
    "": Object.keys(schema.shape),
    slices: Object.keys(slice.shape),
    passengers: Object.keys(passengers.shape),
    policy: ["deadlineMs", "quorum", "required"],
  };
  return (raw) => {
    const parsed = schema.safeParse(raw);
    const faults = parsed.success
      ? []
      : parsed.error.issues.flatMap((issue) => faultsOf(issue, known));
    faults.push(...crossFaults(raw, terms.wall()));
    if (isRecord(raw)) faults.push(...policyFaults(raw["policy"], terms));
    if (parsed.success && faults.length === 0) return parsed.data;
    throw refusal(faults);
  };
}

/** A policy that names what is not there. What the defaults say is no fault of the caller's. */
function policyFaults(raw: unknown, { known, policy }: ValidationTerms): Fault[] {
  const seen = known();
  if (!isRecord(raw) || seen.length === 0) return [];
  const bidders = [...new Set([...seen, ...policy.required])].sort();
  const { quorum, required } = raw;
  const faults: Fault[] = [];
  if (
    Number.isInteger(quorum) &&
    (quorum as number) > bidders.length &&
    (quorum as number) <= 64 &&
    quorum !== policy.quorum
  ) {
    faults.push({
      path: "policy.quorum",
      message: `must be at most ${bidders.length}: the bidders are ${bidders.join(", ")}`,
    });
  }
  for (const [i, bidder] of (Array.isArray(required) ? required : []).slice(0, 16).entries()) {
    if (typeof bidder === "string" && isToken(bidder) && !bidders.includes(bidder)) {
      faults.push({
        path: `policy.required[${i}]`,
        message: `no bidder is named ${bidder}; there are ${bidders.join(", ")}`,
      });
    }
  }
  return faults;
}

/**
 * A6: a request may hold thousands of faults; this many are listed, and as many as there is room
 * for are told in the detail.
 */
const FAULTS_MAX = 50;
const TOLD_CHARACTERS_MAX = DETAIL_CHARACTERS_MAX - 100;

function refusal(faults: Fault[]): AuctionError {
  faults.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const listed = faults.slice(0, FAULTS_MAX);
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  const told: string[] = [];
  let room = TOLD_CHARACTERS_MAX;
  for (const { path, message } of listed) {
    const text = `${path || "it"} ${message}`;
    room -= text.length + 2;
    if (room < 0) break;
    told.push(text);
  }
  const more = faults.length > told.length ? `; and ${faults.length - told.length} more` : "";
  return new AuctionError("invalid-search", `the search has ${count}: ${told.join("; ")}${more}`, {
    faults: listed,
  });
}

function faultsOf(issue: z.core.$ZodIssue, known: Record<string, readonly string[]>): Fault[] {
  if (issue.code === "unrecognized_keys") {
    const names = known[String(issue.path[0] ?? "")] ?? [];
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, quoted(key)]),
      message: `is not a known field; known here are ${names.join(", ")}`,
    }));
  }
  return [{ path: pathOf(issue.path), message: issue.message }];
}

/** `slices[0].origin` */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === "number"
        ? `${text}[${key}]`
        : text === ""
          ? String(key)
          : `${text}.${String(key)}`,
    "",
  );
}

/**
 * Rules over several fields. They look at the raw request, each as soon as the fields it needs are
 * well formed, so that a fault elsewhere does not hide theirs.
 */
function crossFaults(raw: unknown, wallMs: number): Fault[] {
  if (!isRecord(raw)) return [];
  const slices = Array.isArray(raw["slices"])
    ? raw["slices"].slice(0, SLICES_MAX).map((one) => (isRecord(one) ? one : {}))
    : [];
  return [
    ...slices.flatMap((one, i) => sliceFaults(one, i, wallMs)),
    ...orderFaults(slices),
    ...travellerFaults(raw["passengers"]),
  ];
}

/**
 * A date is judged at its origin; where the origin is unknown, by the days that it is anywhere
 * (UTC-12 to UTC+14).
 */
function sliceFaults(
  { origin, destination, departureDate }: Record<string, unknown>,
  i: number,
  wallMs: number,
): Fault[] {
  const faults: Fault[] = [];
  if (typeof origin === "string" && origin === destination) {
    faults.push({
      path: `slices[${i}].destination`,
      message: `must differ from the origin, ${quoted(origin)}`,
    });
  }
  const day = calendarDay(departureDate);
  if (day === undefined) return faults;
  const zone = typeof origin === "string" ? airportByCode(origin)?.zone : undefined;
  const [first, latest] = zone === undefined ? ["Etc/GMT+12", "Etc/GMT-14"] : [zone, zone];
  const today = dayIn(first, wallMs);
  const last = dayIn(latest, wallMs).add({ days: DAYS_AHEAD_MAX });
  const path = `slices[${i}].departureDate`;
  if (Temporal.PlainDate.compare(day, today) < 0) {
    faults.push({
      path,
      message:
        zone === undefined
          ? `is past: it is ${today} or later everywhere`
          : `is past: in ${origin} it is ${today}`,
    });
  }
  if (Temporal.PlainDate.compare(day, last) > 0)
    faults.push({ path, message: `must be ${last} or earlier, ${DAYS_AHEAD_MAX} days ahead` });
  return faults;
}

function dayIn(zone: string, wallMs: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(wallMs))
    .toZonedDateTimeISO(zone)
    .toPlainDate();
}

function orderFaults(slices: readonly Record<string, unknown>[]): Fault[] {
  const days = slices.map(({ departureDate }) => calendarDay(departureDate));
  return days.flatMap((day, i) => {
    const before = days[i - 1];
    if (day === undefined || before === undefined || Temporal.PlainDate.compare(before, day) <= 0)
      return [];
    return [
      {
        path: `slices[${i}].departureDate`,
        message: `must not be before ${before}, the date of the slice before it`,
      },
    ];
  });
}

function travellerFaults(raw: unknown): Fault[] {
  if (!isRecord(raw)) return [];
  const [adults = 1, children = 0, infants = 0] = [
    raw["adults"],
    raw["children"],
    raw["infants"],
  ].map((n) => (typeof n === "number" ? n : undefined));
  // A count that is wrong by itself is named already.
  if (
    ![adults, children, infants].every((n) => Number.isInteger(n) && n >= 0 && n <= TRAVELLERS_MAX)
  )
    return [];
  const faults: Fault[] = [];
  if (infants > adults && infants < TRAVELLERS_MAX) {
    faults.push({
      path: "passengers.infants",
      message: `must be at most one an adult: ${infants} with ${adults}`,
    });
  }
  if (adults + children + infants > TRAVELLERS_MAX) {
    faults.push({
      path: "passengers",
      message: `must be at most ${TRAVELLERS_MAX} travellers together, not ${adults + children + infants}`,
    });
  }
  return faults;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A day that exists: 2027-02-29 does not. */
function calendarDay(text: unknown): Temporal.PlainDate | undefined {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    return undefined;
  }
}
