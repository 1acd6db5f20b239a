/**
 * Every protocol of the partners bidder, by the name that a partner's configuration gives
 * it.
 */
import type { PartnerConfig } from "../kit/bidder.ts";
import type { Adapter } from "./adapter.ts";
import { duffel } from "./duffel/adapter.ts";
import { json } from "./json/adapter.ts";

export const ADAPTERS: Readonly<Record<PartnerConfig["adapter"], Adapter>> = { duffel, json };
