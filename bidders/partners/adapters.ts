/**
 * Every protocol of the partners bidder, by the name that a partner's configuration gives
 * it.
 */

import type { Adapter } from "./adapter.ts";
import { duffel } from "./duffel/adapter.ts";
import { json } from "./json/adapter.ts";
import type { PartnerConfig } from "./partner-config.ts";

export const ADAPTERS: Readonly<Record<PartnerConfig["adapter"], Adapter>> = { duffel, json };
