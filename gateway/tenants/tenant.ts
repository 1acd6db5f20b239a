/** One tenant, as the tenants file describes it, and the keys by which it is known. */
import type { BidderChoice } from "../../proto/messages.ts";
import type { Scope } from "./scopes.ts";
import type { TenantUsage } from "./tenant-usage.ts";
import type { MarkUpRule, TenantEntry, TenantPolicy } from "./tenants-schema.ts";

export interface Tenant {
  readonly id: string;
  /** What its searches have in place of the gateway's defaults. */
  readonly policy: TenantPolicy;
  /** The bidders that its searches may ask; undefined: all. */
  readonly bidders: BidderChoice | undefined;
  /** What its searches say to single bidders, where they do not say it themselves. */
  readonly params: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly markUp: readonly MarkUpRule[];
  readonly usage: TenantUsage;
}

/** A key that is known. */
export interface KnownKey {
  readonly id: string;
  readonly hash: Buffer;
  readonly scopes: ReadonlySet<Scope>;
  /** Epoch milliseconds; infinite where it does not expire. */
  readonly expiresAtMs: number;
  readonly tenant: Tenant;
}

export function tenantOf(
  { id, policy, bidders, params, markUp }: TenantEntry,
  usage: TenantUsage,
): Tenant {
  const choice = bidders === undefined ? undefined : { only: [...new Set(bidders)] };
  return { id, policy, bidders: choice, params, markUp, usage };
}
