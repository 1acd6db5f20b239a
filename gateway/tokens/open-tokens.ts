/** The check of tokens of a gateway that runs. */
import type { Clock } from "../../common/runtime/clock.ts";
import type { Tenants } from "../tenants/tenants.ts";
import { IssuerKeys } from "./issuer-keys.ts";
import type { TokenSettings } from "./token-settings.ts";
import { Tokens } from "./tokens.ts";

export interface OpenTokens {
  readonly tokens: Tokens;
  /** What an operator should look at. */
  warnings(): readonly { readonly code: "issuer"; readonly detail: string }[];
  close(): void;
}

/** Its keys are asked for at once, and not waited for (ISSUER-3). */
export function openTokens(
  settings: TokenSettings,
  {
    tenants,
    clock,
    events,
  }: {
    readonly tenants: Pick<Tenants, "tenantNamed">;
    readonly clock: Clock;
    readonly events: { issuerFailed(issuer: string, why: string): void };
  },
): OpenTokens {
  const { issuer } = settings;
  const keys = new IssuerKeys(issuer, { clock, events });
  void keys.start();
  const tokens = new Tokens(settings, {
    keys,
    tenantNamed: (id) => tenants.tenantNamed(id),
    wallMs: () => clock.wall(),
  });
  const warnings = () => {
    const { failure } = keys;
    if (failure === null) return [];
    const detail = `the keys of the issuer ${issuer} cannot be read: ${failure}. Tokens may be refused; keys of the tenants file count`;
    return [{ code: "issuer" as const, detail }];
  };
  return { tokens, warnings, close: () => keys.stop() };
}
