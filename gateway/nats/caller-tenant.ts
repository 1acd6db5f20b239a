/** Whose a request over NATS is, where callers over NATS have tenants. */
import type { Scope } from "../tenants/scopes.ts";
import type { Tenant } from "../tenants/tenant.ts";
import type { Tenants } from "../tenants/tenants.ts";

export interface CallerTenants {
  /** Null: the gateway has no tenants file. */
  readonly tenants: Pick<Tenants, "tenantOfUser"> | null;
}

/**
 * Counts the request against its tenant's limits.
 *
 * @throws AuctionError `forbidden` or `rate-limited`
 */
export function callersTenant(
  reply: string,
  scope: Scope,
  { tenants }: CallerTenants,
): Tenant | undefined {
  const tenant = tenants?.tenantOfUser(reply, scope);
  tenant?.usage.request();
  return tenant;
}
