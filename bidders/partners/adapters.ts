/**
 * Every protocol that the partners bidder speaks, by the name that a partner's configuration gives
 * it.
 */

import type { Adapter } from "./adapter.ts";
import { duffel } from "./duffel.ts";
import { json } from "./json/json.ts";
import type { PartnerConfig } from "./partner-config.ts";

export const ADAPTERS: Readonly<Record<PartnerConfig["adapter"], Adapter>> = { duffel, json };
