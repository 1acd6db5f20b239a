/**
 * The entries of the partners' file under which the partners bidder finds the sandbox's agencies.
 */
import type { PartnerEntry } from "../../bidders/partners/settings.ts";
import { AGENCIES, type Agency } from "./agencies.ts";
import { TRIPS_MAPPING } from "./trips-mapping.ts";

/**
 * An auction has 800 ms by default, of which a bidder has some 780 and keeps 25 to send its bid.
 * With 600 ms for a request, an agency that hangs is named in the bid in time, and one that answers
 * has ten times what it usually takes. A timeout counts as the agency's fault from half of it on,
 * 300 ms.
 */
const TIMEOUT_MS = 600;

export function sandboxPartners(
  url: string,
  agencies: readonly Agency[] = AGENCIES,
): PartnerEntry[] {
  return agencies.map(({ id, token, protocol, currency }) => ({
    name: id,
    url,
    token,
    timeoutMs: TIMEOUT_MS,
    concurrencyMax: 32,
    ...(protocol === "duffel"
      ? { adapter: "duffel" }
      : { adapter: "json", currency, mapping: TRIPS_MAPPING }),
  }));
}
