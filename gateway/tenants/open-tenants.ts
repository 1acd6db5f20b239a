/** The tenants of a gateway that runs: they follow their file. */
import type { Clock } from "../../common/runtime/clock.ts";
import type { GatewayConfig } from "../config.ts";
import { onFileChange } from "../runtime/watch-file.ts";
import { Tenants, type TenantsListener } from "./tenants.ts";
import { readTenantsFile } from "./tenants-file.ts";

export interface OpenTenants {
  readonly tenants: Tenants;
  close(): void;
}

/** Null where the gateway has no tenants file. */
export function openTenants(
  config: Pick<GatewayConfig, "tenants" | "rates">,
  { clock, events }: { readonly clock: Clock; readonly events: TenantsListener },
): OpenTenants | null {
  if (config.tenants === null) return null;
  const { path, entries } = config.tenants;
  const tenants = new Tenants(path, entries, {
    listener: events,
    nowMs: () => clock.now(),
    wallMs: () => clock.wall(),
    read: (at) => readTenantsFile(at, (currency) => config.rates.has(currency)),
  });
  return { tenants, close: onFileChange(path, () => tenants.reload()) };
}
