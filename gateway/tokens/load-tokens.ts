/** Loads the check of tokens, and the library for them, where a gateway takes any. */
import type { Clock } from "../../common/runtime/clock.ts";
import type { GatewayConfig } from "../config.ts";
import type { Events } from "../events.ts";
import type { OpenTenants } from "../tenants/open-tenants.ts";
import type { OpenTokens } from "./open-tokens.ts";

/** Null where no tokens count. */
export async function loadTokens(
  { tokens: settings }: Pick<GatewayConfig, "tokens">,
  open: OpenTenants | null,
  { clock, events }: { readonly clock: Clock; readonly events: Pick<Events, "issuerFailed"> },
): Promise<OpenTokens | null> {
  if (settings === null || open === null) return null;
  const { openTokens } = await import("./open-tokens.ts");
  return openTokens(settings, { tenants: open.tenants, clock, events });
}
