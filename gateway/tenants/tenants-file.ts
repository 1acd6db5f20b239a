/**
 * The tenants file as JSON: read and checked as a whole.
 *
 * TENANTFILE-1 A file with any fault is refused with all of its faults, each with its path. No
 *    value of it is quoted but names: it may have a key by mistake in the place of a hash.
 */
import { withoutBom } from "../../common/text/bom.ts";
import { shortened } from "../../common/text/shortened.ts";
import type { Fault } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import { readSmallFile } from "../runtime/small-file.ts";
import { faultsOf } from "../search/validation-error.ts";
import { KNOWN_FIELDS, type TenantEntry, tenantsSchema } from "./tenants-schema.ts";

/** A6: a thousand tenants with four keys each are about 1 MB. */
const FILE_BYTES_MAX = 4 * 1024 * 1024;

/** A6: of a file that has everything wrong, this many faults are named. */
const FAULTS_MAX = 50;

export interface ReadTenants {
  readonly tenants: readonly TenantEntry[];
  /** Empty where the file is right; then `tenants` is what it says. */
  readonly faults: readonly Fault[];
}

/** Whether there is an exchange rate of this currency. */
type HasRate = (currency: string) => boolean;

/** Never throws: a file that cannot be read has a fault. */
export function readTenantsFile(path: string, hasRate: HasRate): ReadTenants {
  const read = readSmallFile(path, FILE_BYTES_MAX);
  return "fault" in read
    ? wrong([{ path: "", message: read.fault }])
    : tenantsIn(read.text, hasRate);
}

/** The tenants in the text of a file. */
export function tenantsIn(text: string, hasRate: HasRate = () => true): ReadTenants {
  let raw: unknown;
  try {
    raw = JSON.parse(withoutBom(text));
  } catch {
    // The message of the parser quotes the text.
    return wrong([{ path: "", message: "is not JSON" }]);
  }
  const parsed = tenantsSchema.safeParse(raw);
  if (!parsed.success)
    return wrong(parsed.error.issues.flatMap((issue) => faultsOf(issue, KNOWN_FIELDS)));
  const { tenants } = parsed.data;
  const faults = [
    ...repeated(tenants),
    ...tenants.flatMap(contradictions),
    ...tenants.flatMap((tenant, i) => withoutRate(tenant, i, hasRate)),
  ];
  return faults.length > 0 ? wrong(faults) : { tenants, faults };
}

function wrong(faults: readonly Fault[]): ReadTenants {
  return { tenants: [], faults: faults.slice(0, FAULTS_MAX) };
}

/** Ids of tenants and of keys, and users of the broker, name one each. */
function repeated(tenants: readonly TenantEntry[]): Fault[] {
  const faults: Fault[] = [];
  const ids = new Set<string>();
  const keys = new Set<string>();
  const users = new Set<string>();
  for (const [i, tenant] of tenants.entries()) {
    if (ids.has(tenant.id))
      faults.push({ path: `tenants[${i}].id`, message: `${tenant.id} is a tenant already` });
    ids.add(tenant.id);
    for (const [k, { id }] of tenant.keys.entries()) {
      if (keys.has(id))
        faults.push({ path: `tenants[${i}].keys[${k}].id`, message: `${id} is a key already` });
      keys.add(id);
    }
    for (const [k, { user }] of tenant.natsUsers.entries()) {
      if (users.has(user))
        faults.push({
          path: `tenants[${i}].natsUsers[${k}].user`,
          message: `${user} is of a tenant already`,
        });
      users.add(user);
    }
  }
  return faults;
}

/** MARKUPS-1 */
function withoutRate({ markUp }: TenantEntry, index: number, hasRate: HasRate): Fault[] {
  return markUp.flatMap(({ fixed }, i) =>
    Object.keys(fixed ?? {})
      .filter((currency) => !hasRate(currency))
      .map((currency) => ({
        path: `tenants[${index}].markUp[${i}].fixed.${currency}`,
        message: "has no exchange rate here",
      })),
  );
}

function contradictions(
  { limits, policy, bidders, params, markUp }: TenantEntry,
  index: number,
): Fault[] {
  const faults: Fault[] = [];
  const fault = (path: string, message: string) =>
    faults.push({ path: `tenants[${index}].${path}`, message });
  if (limits.burst !== undefined && limits.requestsPerSecond === undefined)
    fault("limits.burst", "is of requestsPerSecond, which is not set");
  const isAllowed = (bidder: string) => bidders?.includes(bidder) ?? true;
  const notAllowed = (bidder: string) => `${bidder} is not among the tenant's bidders`;
  for (const [i, bidder] of (policy.required ?? []).entries())
    if (!isAllowed(bidder)) fault(`policy.required[${i}]`, notAllowed(bidder));
  const { quorum } = policy;
  if (typeof quorum === "number" && bidders !== undefined && quorum > bidders.length)
    fault("policy.quorum", `must be at most ${bidders.length}: the tenant has so many bidders`);
  for (const [i, { bidder }] of markUp.entries())
    if (bidder !== undefined && !isAllowed(bidder))
      fault(`markUp[${i}].bidder`, notAllowed(bidder));
  if (Object.keys(params).length > LIMITS.bidderNamesMax)
    fault("params", `must be for at most ${LIMITS.bidderNamesMax} bidders`);
  for (const [bidder, value] of Object.entries(params)) {
    const path = `params.${shortened(bidder, 64)}`;
    if (!isAllowed(bidder)) fault(path, notAllowed(bidder));
    const bytes = Buffer.byteLength(JSON.stringify(value));
    if (bytes > LIMITS.paramsBytesMax)
      fault(path, `must be at most ${LIMITS.paramsBytesMax} bytes as JSON, not ${bytes}`);
  }
  return faults;
}
