/** The configuration entries under which the partners bidder finds the sandbox's agencies. */
import type { PartnerConfig } from "../kit/bidder.ts";
import { AGENCIES, type Agency } from "./agencies.ts";

export function sandboxPartners(url: string, agencies: readonly Agency[] = AGENCIES): PartnerConfig[] {
  return agencies.map(({ id, token }) => ({ name: id, adapter: "duffel", url, token, timeoutMs: 600, concurrencyMax: 32 }));
}
