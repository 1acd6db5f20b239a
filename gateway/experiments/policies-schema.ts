/** The form of the policies file: its fields, their bounds, and what would be right. */
import { z } from "zod";
import { POLICY_KINDS } from "../../proto/messages.ts";
import { isToken } from "../../proto/subjects.ts";
import { dollarsPerSecond, objectError, oneOf, whole } from "../search/field-schemas.ts";
import { DEADLINE_MS_MAX } from "../search/search-terms.ts";
import { policySettings } from "../tenants/tenants-schema.ts";

/** The arm of all searches that no other arm has. It has the policy of the gateway. */
export const CONTROL = "control";

/** All searches. A share is in hundredths of a percent, so that it is exact. */
export const BASIS_POINTS = 10_000;

/** A6: policies that the file may name. */
const POLICIES_MAX = 32;

/** A6: each arm has metrics of its own. */
const ARMS_MAX = 8;

/** A6: each is computed again for each auction. */
const SHADOWS_MAX = 4;

/** A6: auctions that a guard rail counts are bounded by its slots, not by these. */
const AUCTIONS_MAX = 1_000_000;

const NAME_RIGHT = "must be 1-64 of A-Z a-z 0-9 _ -";
const tokenName = (what: string) =>
  z.string(`must be the name of ${what}`).refine(isToken, NAME_RIGHT);

const GRACE_SHARE_MAX = 10;
const share = `must be a number from 0 to ${GRACE_SHARE_MAX}: 0.25 is a quarter of the time so far`;

const grace = z.strictObject(
  {
    share: z.number(share).min(0, share).max(GRACE_SHARE_MAX, share),
    msMin: whole({ min: 0, max: DEADLINE_MS_MAX }),
    msMax: whole({ min: 0, max: DEADLINE_MS_MAX }),
  },
  { error: objectError("a grace") },
);

/** One policy by name: what it does not say, it takes from the gateway. */
const policyEntry = z.strictObject(
  {
    ...policySettings.shape,
    kind: oneOf(POLICY_KINDS).optional(),
    dollarsPerSecond: dollarsPerSecond.optional(),
    grace: grace.optional(),
  },
  { error: objectError("a policy") },
);

const PARTIAL_RIGHT = "must be a number from 0 to 1: 0.2 is a fifth of the auctions";

const guard = z
  .strictObject(
    {
      partialShareMax: z
        .number(PARTIAL_RIGHT)
        .min(0, PARTIAL_RIGHT)
        .max(1, PARTIAL_RIGHT)
        .optional(),
      p99MsMax: whole({ min: 1, max: DEADLINE_MS_MAX }).optional(),
      windowS: whole({ min: 10, max: 86_400 }).default(300),
      auctionsMin: whole({ min: 20, max: AUCTIONS_MAX }).default(200),
    },
    { error: objectError("guard rails") },
  )
  .refine((its) => its.partialShareMax !== undefined || its.p99MsMax !== undefined, {
    error: "must have partialShareMax, or p99MsMax, or both",
  });

const arm = z.strictObject(
  {
    name: tokenName("an arm"),
    policy: tokenName("one of the policies"),
    share: whole(
      { min: 0, max: BASIS_POINTS },
      `must be a whole number of hundredths of a percent, from 0 to ${BASIS_POINTS}`,
    ),
    guard: guard.optional(),
  },
  { error: objectError("an arm") },
);

const experiment = z.strictObject(
  {
    name: tokenName("an experiment"),
    by: oneOf(["search", "key"]).default("search"),
    salt: z.string("must be a text").max(64, "must have at most 64 characters").optional(),
    arms: z
      .array(arm, "must be a list of arms")
      .max(ARMS_MAX, `must have at most ${ARMS_MAX} arms`),
    shadows: z
      .array(tokenName("one of the policies"), "must be a list of the names of policies")
      .max(SHADOWS_MAX, `must have at most ${SHADOWS_MAX} policies`)
      .default([]),
    guard: guard.optional(),
  },
  { error: objectError("an experiment") },
);

export const policiesSchema = z.strictObject(
  {
    policies: z
      .record(z.string().refine(isToken), policyEntry, {
        error: ({ code }: { readonly code?: string | undefined }) =>
          code === "invalid_key" ? NAME_RIGHT : "must be policies by their names: a JSON object",
      })
      .refine(
        (its) => Object.keys(its).length <= POLICIES_MAX,
        `must have at most ${POLICIES_MAX} policies`,
      ),
    experiment: experiment.optional(),
  },
  { error: objectError("the policies") },
);

/** The names of the fields of each object, for faults: by its path without indexes. */
export const KNOWN_FIELDS: Record<string, readonly string[]> = {
  "": Object.keys(policiesSchema.shape),
  experiment: Object.keys(experiment.shape),
  "experiment.arms": Object.keys(arm.shape),
  "experiment.guard": Object.keys(guard.shape),
  "experiment.arms.guard": Object.keys(guard.shape),
};

/** Of any policy, whatever its name. */
export const POLICY_FIELDS = Object.keys(policyEntry.shape);
export const GRACE_FIELDS = Object.keys(grace.shape);

export type PoliciesFile = z.output<typeof policiesSchema>;
export type NamedPolicy = z.output<typeof policyEntry>;
export type ExperimentEntry = z.output<typeof experiment>;
export type GuardLimits = z.output<typeof guard>;
