/**
 * How an offer of a partner is handed off: the seller's own id of it, and a link to where it is
 * sold, by the template in the partner's entry.
 *
 * SELLERLINK-1 A link leads to a host that the entry allows, by https: the template's host has no
 *    placeholder, every value is percent-encoded, and the URL that is made is checked again.
 * SELLERLINK-2 The airports and days of a link are those of the offer: a search may allow several.
 */
import { isSellerLink, isSellerReference } from "../../../common/offers/hand-off.ts";
import type { Fault } from "../../../proto/errors.ts";
import type { Fare, OfferSlice } from "../../../proto/messages.ts";
import type { PageContext } from "../adapter.ts";
import { fillText, PLACES, type TemplateValues, textFaults } from "../json/template.ts";
import { offeredSlices, tripValues } from "../json/trip-values.ts";
import type { LinkTemplate } from "../partner-config.ts";

/** `id`: what the seller calls the offer; any value from outside. `slices`: those of the offer. */
export function handOffOf(
  id: unknown,
  slices: readonly OfferSlice[],
  { handOff, search }: Pick<PageContext, "handOff" | "search">,
): Pick<Fare, "link" | "reference"> {
  if (handOff === undefined) return {};
  const text = typeof id === "number" ? String(id) : id;
  const reference = { partner: handOff.partner, id: text as string };
  if (!isSellerReference(reference)) return {};
  const link =
    handOff.link === null
      ? undefined
      : linkOf(handOff.link, { ...valuesOf(slices, search), id: reference.id });
  return link === undefined ? { reference } : { link, reference };
}

/** SELLERLINK-1; undefined where the template gives no link that may be shown. */
function linkOf({ template, hosts }: LinkTemplate, values: TemplateValues): string | undefined {
  const link = fillText(template, values, encodeURIComponent);
  return isSellerLink(link) && hosts.includes(new URL(link).host) ? link : undefined;
}

/** SELLERLINK-2 */
function valuesOf(
  slices: readonly OfferSlice[],
  { passengers, cabin, currency }: PageContext["search"],
): TemplateValues {
  return { ...tripValues(offeredSlices(slices), passengers), cabin, currency };
}

/** The part of a URL before its path: where a placeholder could lead to another host. */
const ORIGIN = /^[^/?#]*\/\/[^/?#]*/;

/** What is wrong with a template of a partner's entry, beside the forms of its fields. */
export function linkFaults(written: unknown): Fault[] {
  const { template, hosts } = (written ?? {}) as { template?: unknown; hosts?: unknown };
  if (typeof template !== "string" || !Array.isArray(hosts)) return [];
  const faults = textFaults(template, PLACES.links, "template");
  const origin = ORIGIN.exec(template)?.[0] ?? "";
  const filled = template.replaceAll(/\{\{\s*\w*\s*\}\}/g, "x");
  if (origin.includes("{{"))
    faults.push({ path: "template", message: "must have no placeholder before its path" });
  else if (!isSellerLink(filled))
    faults.push({
      path: "template",
      message: "must be an https URL, such as https://book.example.com/offers/{{id}}",
    });
  else if (!hosts.includes(new URL(filled).host))
    faults.push({
      path: "template",
      message: `leads to ${new URL(filled).host}, which is not one of hosts`,
    });
  return faults;
}
