/** The form of the tenants file: its fields, their bounds, and what would be right. */
import { z } from "zod";
import { minorDigits } from "../../common/money/money.ts";
import { LIMITS } from "../../proto/limits.ts";
import { CABINS } from "../../proto/messages.ts";
import { isClientUser, isToken } from "../../proto/subjects.ts";
import { bidderName } from "../search/asking-schema.ts";
import { objectError, oneOf, whole } from "../search/field-schemas.ts";
import { quorum } from "../search/search-schema.ts";
import { DEADLINE_MS_MAX, DEADLINE_MS_MIN, REQUIRED_MAX } from "../search/search-terms.ts";
import { KEY_HASH_FORM, KEY_ID_FORM } from "./api-keys.ts";
import { SCOPES } from "./scopes.ts";

/** A6: each tenant has metrics of its own, and a file is read in one turn of the event loop. */
const TENANTS_MAX = 1_000;

/** Two overlap while a key is replaced; a tenant may have several systems, each with a key. */
const KEYS_MAX = 16;

/** As many as keys: each of its systems may have a user. */
const NATS_USERS_MAX = KEYS_MAX;

/** In the place of a user of the broker: all that no tenant names. */
export const ANY_USER = "*";

/** A6: the rules are looked through for each seller of each bid. */
const MARK_UPS_MAX = 64;

/** 100 %: a higher one is a mistake in the number of digits. */
const BASIS_POINTS_MAX = 10_000;

/** Minor units: of the smallest currency units a fee is some hundred thousand. */
const FIXED_MAX = 100_000_000;

const RATE_MAX = 1_000_000;

/** The error of an object whose names have a rule: zod has one for the object and its names. */
function byName(name: string, what: string) {
  return ({ code }: { readonly code?: string | undefined }) =>
    code === "invalid_key" ? name : `must be ${what}: a JSON object`;
}

const scopes = z
  .array(oneOf(SCOPES), `must be a list of ${SCOPES.join(", ")}`)
  .min(1, `must have at least one of ${SCOPES.join(", ")}`)
  .max(SCOPES.length, "must have each scope once");

const key = z.strictObject(
  {
    id: z
      .string("must be the id of a key, as `scatter key new` prints it")
      .regex(KEY_ID_FORM, "must be 12 digits of 0-9 a-f, as `scatter key new` prints it"),
    hash: z
      .string("must be the hash of a key, as `scatter key new` prints it")
      .regex(KEY_HASH_FORM, "must be sha256: and 64 digits of 0-9 a-f, never the key itself"),
    scopes,
    expiresAt: z.iso
      .datetime({ offset: true, error: "must be an instant, such as 2027-01-31T00:00:00Z" })
      .optional(),
  },
  { error: objectError("a key") },
);

const natsUser = z.strictObject(
  {
    user: z
      .string("must be a user of the broker")
      .refine((name) => name === ANY_USER || isClientUser(name), {
        error: "must be client, client-NAME, or * for all that no tenant names",
      }),
    scopes,
  },
  { error: objectError("a user of the broker") },
);

const limits = z.strictObject(
  {
    requestsPerSecond: whole({ min: 1, max: RATE_MAX }).optional(),
    burst: whole({ min: 1, max: RATE_MAX }).optional(),
    searchesAtOnce: whole({ min: 1, max: RATE_MAX }).optional(),
    costPerMinute: whole({ min: 1, max: RATE_MAX * 60 }).optional(),
  },
  { error: objectError("limits") },
);

/** The default policy, of a tenant or of the whole gateway. */
export const policySettings = z.strictObject(
  {
    deadlineMs: whole({ min: DEADLINE_MS_MIN, max: DEADLINE_MS_MAX }).optional(),
    deadlineMsPerSlice: whole({ min: 0, max: DEADLINE_MS_MAX }).optional(),
    quorum: quorum.nullable().optional(),
    required: z
      .array(bidderName, "must be a list of bidders' names")
      .max(REQUIRED_MAX, `must name at most ${REQUIRED_MAX} bidders`)
      .optional(),
  },
  { error: objectError("a policy") },
);

const fixed = z
  .record(
    z.string().refine((code) => minorDigits(code) !== undefined),
    whole({ min: 0, max: FIXED_MAX }),
    { error: byName("must be an ISO 4217 currency", "amounts in minor units, by currency") },
  )
  .refine((amounts) => Object.keys(amounts).length > 0, "must have an amount in some currency");

const markUp = z
  .strictObject(
    {
      bidder: bidderName.optional(),
      seller: z.string("must be a seller's name").min(1).max(80).optional(),
      cabin: oneOf(CABINS).optional(),
      basisPoints: whole({ min: 0, max: BASIS_POINTS_MAX }).optional(),
      fixed: fixed.optional(),
    },
    { error: objectError("a mark-up") },
  )
  .refine((rule) => rule.basisPoints !== undefined || rule.fixed !== undefined, {
    error: "must have basisPoints, or fixed, or both",
  });

const tenant = z.strictObject(
  {
    id: z.string("must be the tenant's id").refine(isToken, "must be 1-64 of A-Z a-z 0-9 _ -"),
    keys: z
      .array(key, "must be a list of keys")
      .max(KEYS_MAX, `must have at most ${KEYS_MAX} keys`)
      .default([]),
    natsUsers: z
      .array(natsUser, "must be a list of users of the broker")
      .max(NATS_USERS_MAX, `must have at most ${NATS_USERS_MAX} users of the broker`)
      .default([]),
    limits: limits.default({}),
    policy: policySettings.default({}),
    bidders: z
      .array(bidderName, "must be a list of bidders' names")
      .min(1, "must name at least one bidder; leave it out to allow all")
      .max(LIMITS.bidderNamesMax, `must name at most ${LIMITS.bidderNamesMax} bidders`)
      .optional(),
    markUp: z
      .array(markUp, "must be a list of mark-ups")
      .max(MARK_UPS_MAX, `must have at most ${MARK_UPS_MAX} mark-ups`)
      .default([]),
    params: z
      .record(z.string().refine(isToken), z.looseObject({}, { error: "must be a JSON object" }), {
        error: byName(
          "must be for a bidder: its name is 1-64 of A-Z a-z 0-9 _ -",
          "what is said to each bidder, by its name",
        ),
      })
      .default({}),
  },
  { error: objectError("a tenant") },
);

export const tenantsSchema = z.strictObject(
  {
    tenants: z
      .array(tenant, "must be a list of tenants")
      .max(TENANTS_MAX, `must have at most ${TENANTS_MAX} tenants`),
  },
  { error: objectError("the tenants") },
);

/** The names of the fields of each object, for faults: by its path without indexes. */
export const KNOWN_FIELDS: Record<string, readonly string[]> = {
  "": Object.keys(tenantsSchema.shape),
  tenants: Object.keys(tenant.shape),
  "tenants.keys": Object.keys(key.shape),
  "tenants.natsUsers": Object.keys(natsUser.shape),
  "tenants.limits": Object.keys(limits.shape),
  "tenants.policy": Object.keys(policySettings.shape),
  "tenants.markUp": Object.keys(markUp.shape),
};

export type TenantEntry = z.output<typeof tenant>;
export type TenantLimits = z.output<typeof limits>;
export type TenantPolicy = z.output<typeof policySettings>;
export type MarkUpRule = z.output<typeof markUp>;
