/** Events of tenants: their file, and what each of them does. A6: their number is bounded. */
import type { Logger } from "pino";
import { ByText } from "../../common/runtime/counted-metrics.ts";
import type { Metrics } from "../../common/runtime/metrics.ts";
import type { ErrorCode, Fault } from "../../proto/errors.ts";
import type { AdminChange } from "../admin/administration.ts";

export function tenantEvents(log: Logger, metrics: Metrics) {
  const reads = metrics.countedCounter(
    "auction_tenants_file_reads_total",
    "Times that the tenants file was read again, by what came of it",
    ["outcome"],
  );
  const readsOf = new ByText((outcome) => reads.child({ outcome }));

  const issuerFailures = metrics.counter(
    "auction_issuer_failures_total",
    "Times that the keys of the issuer of tokens could not be read",
  );

  const changes = metrics.countedCounter(
    "auction_admin_changes_total",
    "Changes that operators made while the gateway ran, by what they changed",
    ["what"],
  );
  const changesOf = new ByText((what) => changes.child({ what }));

  return {
    /** Also at the start. */
    tenantsRead(tenants: number, keys: number) {
      readsOf.of("read").value++;
      log.info({ tenants, known: keys }, "tenants");
    },

    /** ADMIN-1 */
    administered({ who, what, name, before, after }: AdminChange) {
      changesOf.of(what).value++;
      const its = name === undefined ? {} : { name };
      log.warn({ who, what, ...its, before, after }, "administration");
    },

    /** Its keys could not be read: it is asked again. */
    issuerFailed(issuer: string, why: string) {
      issuerFailures.inc();
      log.warn({ issuer, why }, "the keys of the issuer of tokens cannot be read");
    },

    /** The tenants from before stay. */
    tenantsRefused(faults: readonly Fault[]) {
      readsOf.of("refused").value++;
      log.error({ faults }, "the tenants file has faults: the tenants from before stay");
    },
  };
}

/** A6: tenants that have counts of their own, also of files that were read before. */
const TENANTS_COUNTED_MAX = 1_000;

/** All tenants after these together. */
const OTHERS = "other";

export type TenantCounts = ReturnType<typeof tenantCounts>;

/** Counts of each tenant, by its id: no label is a caller's text. */
export function tenantCounts(metrics: Metrics) {
  const searches = metrics.countedCounter(
    "auction_tenant_searches_total",
    "Searches and calendars with a result, by tenant",
    ["tenant"],
  );
  const refused = metrics.countedCounter(
    "auction_tenant_refused_total",
    "Requests of tenants that were refused, by error code",
    ["tenant", "code"],
  );
  const searchesOf = new ByText((tenant) => searches.child({ tenant }));
  const refusedOf = new ByText((tenant) => new ByText((code) => refused.child({ tenant, code })));
  const counted = new Set<string>();
  const labelOf = (tenant: string): string => {
    if (counted.has(tenant)) return tenant;
    if (counted.size >= TENANTS_COUNTED_MAX) return OTHERS;
    counted.add(tenant);
    return tenant;
  };
  return {
    searched: (tenant: string) => void searchesOf.of(labelOf(tenant)).value++,
    refused: (tenant: string, code: ErrorCode) =>
      void refusedOf.of(labelOf(tenant)).of(code).value++,
  };
}
