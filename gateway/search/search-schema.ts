/**
 * The shape of a search: its fields, their defaults and their bounds. It validates a raw request
 * and is part of the OpenAPI document. Rules over several fields are in `cross-field-rules.ts`.
 */

import { z } from "zod";
import { LIMITS } from "../../proto/limits.ts";
import { CABINS, POLICY_KINDS, type Policy, SORTS } from "../../proto/messages.ts";
import { askingFields, bidderName } from "./asking-schema.ts";
import { sliceDateFields, stayField } from "./date-schema.ts";
import { SEARCH_EXAMPLES } from "./examples.ts";
import { dollarsPerSecond, objectError, oneOf, place, whole, yesOrNo } from "./field-schemas.ts";
import { limitFields, sliceLimitFields } from "./limit-schema.ts";
import { named } from "./named-schema.ts";
import { quoted } from "./problem.ts";
import {
  BOUNDS,
  DOLLARS_PER_SECOND_MAX,
  DOLLARS_PER_SECOND_MIN,
  QUORUM_MAX,
  QUORUM_SHARE,
  REQUIRED_MAX,
  SEARCH_DEFAULTS,
  SLICES_MAX,
  TRAVELLERS_MAX,
} from "./search-terms.ts";
import type { ValueDefaults } from "./value-policy.ts";

/** The policy of a search that names none. */
export interface PolicyDefaults extends Policy, ValueDefaults {
  /** The deadline of a search of one slice. */
  readonly deadlineMs: number;
  /** What each slice after the first adds to the deadline. */
  readonly deadlineMsPerSlice: number;
}

/** The bounds of what a search may ask of this gateway. */
export interface PolicyBounds {
  readonly deadlineMsMin: number;
  readonly deadlineMsMax: number;
}

/** What the schema depends on in this gateway's configuration. */
interface SchemaTerms {
  readonly policy: PolicyDefaults;
  readonly bounds: PolicyBounds;
  /** Currencies that the gateway has a rate for. */
  readonly currencies: readonly string[];
}

/** What validation depends on. */
export interface ValidationTerms extends SchemaTerms {
  /** The bidders that are known now. */
  readonly known: () => readonly string[];
  /** Those of them to which a search may say something; without it, none. */
  readonly takingParams?: () => readonly string[];
  /** Epoch milliseconds. */
  readonly wall: () => number;
}

const QUORUM_RIGHT = `must be a whole number from 1 to ${QUORUM_MAX}, or a share from "1%" to "100%"`;
const share = z.string().regex(QUORUM_SHARE, QUORUM_RIGHT) as unknown as z.ZodType<
  `${number}%`,
  string
>;

/** A number of bidders, or a share of the bidders that could answer. */
export const quorum = z.union([whole({ min: 1, max: QUORUM_MAX }, QUORUM_RIGHT), share], {
  error: QUORUM_RIGHT,
});

export const slice = named(
  z.strictObject(
    { origin: place, destination: place, ...sliceDateFields, ...sliceLimitFields },
    { error: objectError("a slice") },
  ),
  "SliceRequest",
  "One direction of the journey that is searched.",
);

const { passengers: PASSENGERS, ...DEFAULTS } = SEARCH_DEFAULTS;

export const passengers = named(
  z.strictObject(
    {
      adults: whole(BOUNDS.adults).default(PASSENGERS.adults),
      children: whole(BOUNDS.children).default(PASSENGERS.children),
      infants: whole(BOUNDS.infants).default(PASSENGERS.infants),
      ages: z
        .array(whole({ min: 0, max: LIMITS.ageMax }), "must be a list of ages in years")
        .max(TRAVELLERS_MAX, `must have at most ${TRAVELLERS_MAX} ages`)
        .optional()
        .describe("years, of the children (2-17) and infants (0-1): as many as both together"),
    },
    { error: objectError("passengers") },
  ),
  "Passengers",
  "Who travels.",
);

export function policySchema({ policy, bounds }: Pick<SchemaTerms, "policy" | "bounds">) {
  return named(
    z.strictObject(
      {
        deadlineMs: whole({ min: bounds.deadlineMsMin, max: bounds.deadlineMsMax })
          .optional()
          .describe(
            `Milliseconds. Without it: ${policy.deadlineMs} for one slice and ${policy.deadlineMsPerSlice} more for each further slice, and an eighth of that for each further day of a slice, ${bounds.deadlineMsMax} at most.`,
          ),
        quorum: quorum.nullable().default(policy.quorum),
        required: z
          .array(bidderName, "must be a list of bidders' names")
          .max(REQUIRED_MAX, `must name at most ${REQUIRED_MAX} bidders`)
          .default([...policy.required]),
        kind: oneOf(POLICY_KINDS)
          .optional()
          .describe(
            "which rules may stop the auction: those of all auctions (plain), or also that waiting is not expected to be worth its price (value)",
          ),
        dollarsPerSecond: dollarsPerSecond
          .optional()
          .describe(
            `what a second of waiting may cost, in whole cents from ${DOLLARS_PER_SECOND_MIN} to ${DOLLARS_PER_SECOND_MAX}; only with kind value`,
          ),
        partial: oneOf(["show", "refuse"])
          .optional()
          .describe(
            "what to do with a result that is partial: show it (the default), or refuse it",
          ),
      },
      { error: objectError("a policy") },
    ),
    "Policy",
    "When the auction may stop, and who must have answered.",
  );
}

export function searchSchema(terms: SchemaTerms) {
  return named(
    z.strictObject(
      {
        slices: z
          .array(slice, `must be a list of 1 to ${SLICES_MAX} slices`)
          .min(1, "must have at least one slice")
          .max(SLICES_MAX, `must have at most ${SLICES_MAX} slices`),
        passengers: passengers.prefault({}),
        cabin: oneOf(CABINS).default(DEFAULTS.cabin),
        currency: z
          .string("must be an ISO 4217 code, such as USD")
          .refine((code) => terms.currencies.includes(code), {
            error: ({ input }) =>
              `no rate is known for ${quoted(String(input))}; there is one for ${terms.currencies.join(", ")}`,
          })
          .default(DEFAULTS.currency),
        sort: oneOf(SORTS).default(DEFAULTS.sort),
        maxStops: whole(BOUNDS.maxStops).default(DEFAULTS.maxStops),
        maxResults: whole(BOUNDS.maxResults).default(DEFAULTS.maxResults),
        selfTransfer: yesOrNo(
          "connections of two tickets too, with a new check-in in between",
        ).default(DEFAULTS.selfTransfer),
        similar: yesOrNo(
          "near-identical connections too, instead of the best of them alone",
        ).default(DEFAULTS.similar),
        ...stayField,
        ...limitFields,
        ...askingFields,
        details: yesOrNo(
          "true: the result names what its codes stand for, and estimates emissions",
        ).optional(),
        explain: yesOrNo(
          "true: bidders say what they left out by rule, for the reasons of the search; it changes no offer",
        ).optional(),
        policy: policySchema(terms).prefault({}),
      },
      { error: objectError("a search") },
    ),
    "SearchRequest",
    "A flight search. Only `slices` is needed: one is one way, two are return, up to six are multi-city.",
    SEARCH_EXAMPLES,
  );
}
