/**
 * The entries of the partners' file under which the partners bidder finds the sandbox's agencies.
 */
import type { PartnerEntry } from "../../bidders/partners/entries.ts";
import { AGENCIES, type Agency } from "./agencies.ts";
import { TRIPS_MAPPING } from "./trips-mapping.ts";

/**
 * Longer than the auctions of one or two slices: what an auction has left is then the limit, and a
 * trip of three slices, which has a longer deadline and takes an agency longer, gets the time that
 * there is. A timeout counts as the agency's fault from half of it on, which an auction of one
 * slice leaves: else the circuit of an agency that hangs would never open.
 */
const TIMEOUT_MS = 1_300;

export function sandboxPartners(
  url: string,
  agencies: readonly Agency[] = AGENCIES,
  links: string | null = null,
): PartnerEntry[] {
  const link = links === null ? undefined : bookingLink(links);
  return agencies.map(({ id, token, protocol, currency }) => ({
    name: id,
    url,
    token,
    timeoutMs: TIMEOUT_MS,
    concurrencyMax: 32,
    ...(link === undefined ? {} : { link }),
    ...(protocol === "duffel"
      ? { adapter: "duffel" }
      : { adapter: "json", currency, mapping: TRIPS_MAPPING }),
  }));
}

/** The link of an offer: to `booking-page.ts`. `links`: the https address of the sandbox. */
function bookingLink(links: string): PartnerEntry["link"] {
  const base = links.replace(/\/$/, "");
  return { template: `${base}/book/{{id}}`, hosts: [new URL(links).host] };
}
