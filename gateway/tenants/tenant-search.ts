/**
 * What a tenant changes of the searches of its keys, before and after they are validated.
 *
 * TENANTSEARCH-1 A search asks no bidder that its tenant may not ask, whatever it names; another
 *    one is to it as if it did not exist.
 * TENANTSEARCH-2 What the tenant says to a bidder stands under what the search says: of each field
 *    that both name, the search's counts. It is said to no bidder that the search does not ask, or
 *    that takes nothing.
 */
import { isAsked } from "../../proto/bidder-choice.ts";
import { AuctionError } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { BidderChoice, PolicyKind } from "../../proto/messages.ts";
import { isRecord } from "../search/cross-field-rules.ts";
import type { PolicyDefaults, ValidationTerms } from "../search/search-schema.ts";
import type { ValidSearch } from "../search/validate.ts";
import type { Tenant } from "./tenant.ts";
import type { TenantPolicy } from "./tenants-schema.ts";

/** A policy that stands on others. A tenant's says nothing of its kind. */
export interface StatedPolicy extends TenantPolicy {
  readonly kind?: PolicyKind | undefined;
  readonly dollarsPerSecond?: number | undefined;
}

/** The default policy with the settings that are named. */
export function policyWith(its: StatedPolicy, defaults: PolicyDefaults): PolicyDefaults {
  const { deadlineMs, deadlineMsPerSlice, quorum, required } = its;
  return {
    deadlineMs: deadlineMs ?? defaults.deadlineMs,
    deadlineMsPerSlice: deadlineMsPerSlice ?? defaults.deadlineMsPerSlice,
    quorum: quorum === undefined ? defaults.quorum : quorum,
    required: required ?? defaults.required,
    ...pricesOf(its, defaults),
  };
}

function pricesOf(its: StatedPolicy, defaults: PolicyDefaults) {
  const kind = its.kind ?? defaults.kind;
  const dollarsPerSecond = its.dollarsPerSecond ?? defaults.dollarsPerSecond;
  const { dollarsPerSecondDefault } = defaults;
  return {
    ...(kind === "value" ? { kind } : {}),
    ...(dollarsPerSecond === undefined ? {} : { dollarsPerSecond }),
    ...(dollarsPerSecondDefault === undefined ? {} : { dollarsPerSecondDefault }),
  };
}

/** The policy of a search of this tenant that names none. */
export function policyOfTenant(
  defaults: PolicyDefaults,
  { policy, bidders }: Pick<Tenant, "policy" | "bidders">,
): PolicyDefaults {
  const its = policyWith(policy, defaults);
  return { ...its, required: its.required.filter((bidder) => isAsked(bidders, bidder)) };
}

/** By what a search of this tenant is validated. */
export function termsOfTenant(terms: ValidationTerms, tenant: Tenant): ValidationTerms {
  const { bidders } = tenant;
  const policy = policyOfTenant(terms.policy, tenant);
  if (bidders === undefined) return { ...terms, policy };
  const allowed = (names: readonly string[]) => names.filter((name) => isAsked(bidders, name));
  // Those that the tenant's entry names are known by it, also while none of them is alive.
  const named = bidders.only ?? [];
  const { known, takingParams = () => [] } = terms;
  return {
    ...terms,
    policy,
    known: () => [...new Set([...named, ...allowed(known())])].sort(),
    takingParams: () => allowed(takingParams()),
  };
}

/**
 * The search as it is run for its tenant.
 *
 * @param takingParams the bidders to which a search may say something
 * @throws AuctionError `forbidden` where the tenant's bidders leave nobody to ask
 */
export function searchOfTenant(
  search: ValidSearch,
  tenant: Pick<Tenant, "bidders" | "params">,
  takingParams: () => readonly string[],
): ValidSearch {
  const choice = choiceOfTenant(search.bidders, tenant.bidders);
  const params = paramsOfTenant(search, choice, tenant, takingParams);
  if (choice === search.bidders && params === search.params) return search;
  const { bidders: _, params: __, ...rest } = search;
  return {
    ...rest,
    ...(choice === undefined ? {} : { bidders: choice }),
    ...(params === undefined ? {} : { params }),
  };
}

/** TENANTSEARCH-1 */
function choiceOfTenant(
  asked: BidderChoice | undefined,
  allowed: BidderChoice | undefined,
): BidderChoice | undefined {
  const only = allowed?.only;
  if (only === undefined) return asked;
  const both = only.filter((bidder) => isAsked(asked, bidder));
  if (both.length > 0) return { only: both };
  throw new AuctionError(
    "forbidden",
    `the search asks none of the bidders of its tenant, which are ${only.join(", ")}`,
  );
}

/** TENANTSEARCH-2 */
function paramsOfTenant(
  { params }: ValidSearch,
  choice: BidderChoice | undefined,
  tenant: Pick<Tenant, "params">,
  takingParams: () => readonly string[],
): ValidSearch["params"] {
  const entries = Object.entries(tenant.params);
  if (entries.length === 0) return params;
  const taking = takingParams();
  const merged = new Map(params ?? []);
  for (const [bidder, own] of entries) {
    if (!taking.includes(bidder) || !isAsked(choice, bidder)) continue;
    const said = params?.get(bidder);
    const json = JSON.stringify(said === undefined ? own : underlaid(own, JSON.parse(said)));
    merged.set(bidder, json);
    const bytes = Buffer.byteLength(json);
    if (bytes > LIMITS.paramsBytesMax)
      throw new AuctionError(
        "invalid-search",
        `what is said to ${bidder} has ${bytes} bytes as JSON with what its tenant says to it, and may have ${LIMITS.paramsBytesMax}`,
        {
          faults: [
            {
              path: `params.${bidder}`,
              message: `must be shorter by ${bytes - LIMITS.paramsBytesMax} bytes`,
            },
          ],
        },
      );
  }
  return merged.size === 0 ? undefined : merged;
}

/** `over` with the fields of `under` that it lacks, also of the objects in it. */
function underlaid(under: unknown, over: unknown): unknown {
  if (!isRecord(under) || !isRecord(over)) return over;
  const merged: Record<string, unknown> = { ...under };
  for (const [name, value] of Object.entries(over))
    merged[name] = Object.hasOwn(under, name) ? underlaid(under[name], value) : value;
  return merged;
}
