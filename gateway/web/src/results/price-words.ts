/** What a price is for, and what became of it, in words. Pure: no DOM. */
import type { Money, SellerOffer } from "../../../../proto/messages.ts";
import { count, listed } from "../../shared/format.js";
import { money } from "../ui/format.ts";

export interface Travellers {
  readonly adults: number;
  readonly children: number;
  readonly infants: number;
}

/** The travellers of a search as it was sent; the gateway's default is one adult. */
export function travellersIn(body: Readonly<Record<string, unknown>> | null): Travellers {
  const passengers = (body?.["passengers"] ?? {}) as Record<string, unknown>;
  const number = (name: string, without: number) => {
    const value = Number(passengers[name] ?? without);
    return Number.isInteger(value) ? value : without;
  };
  return {
    adults: number("adults", 1),
    children: number("children", 0),
    infants: number("infants", 0),
  };
}

/**
 * Who a price is for. A share is only of adults alone: of others only the seller knows what one
 * pays.
 * @returns `for 1 adult`, `for 2 adults, $256.17 each`, `for 2 adults and 1 child`
 */
export function priceFor(price: Money, travellers: Travellers, locale?: string): string {
  const { adults, children, infants } = travellers;
  const who = [
    count(adults, "adult"),
    ...(children > 0 ? [count(children, "child", "children")] : []),
    ...(infants > 0 ? [count(infants, "infant")] : []),
  ];
  const all = listed(who);
  if (adults === 1 || children + infants > 0) return `for ${all}`;
  const share = { amount: Math.round(price.amount / adults), currency: price.currency };
  const about = price.amount % adults === 0 ? "" : "about ";
  return `for ${all}, ${about}${money(share, locale)} each`;
}

/**
 * What each traveller pays, where the seller says it.
 * @returns `$400.00 an adult, $300.00 a child`; empty: the seller does not say
 */
export function perTraveller({ fares }: Pick<SellerOffer, "fares">, locale?: string): string {
  const { adult, child, infant } = fares[0]?.perTraveller ?? {};
  return [
    ...(adult === undefined ? [] : [`${money(adult, locale)} an adult`]),
    ...(child === undefined ? [] : [`${money(child, locale)} a child`]),
    ...(infant === undefined ? [] : [`${money(infant, locale)} an infant`]),
  ].join(", ");
}

/**
 * How long a price holds.
 * @param leftMs until it expires
 * @returns `holds for 4 min 32 s`, `holds for 2 h 5 min`, `has expired`
 */
export function holdsFor(leftMs: number): string {
  if (leftMs <= 0) return "has expired";
  const seconds = Math.floor(leftMs / 1000);
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  if (hours > 0) return `holds for ${hours} h ${minutes} min`;
  return minutes > 0 ? `holds for ${minutes} min ${rest} s` : `holds for ${rest} s`;
}

/** An address that may be opened: https alone, whatever a seller has sent. */
export function safeLink(link: string | undefined): string | null {
  if (link === undefined || !URL.canParse(link)) return null;
  const url = new URL(link);
  return url.protocol === "https:" ? url.href : null;
}
