/**
 * What a search limits, as values of a mapping's placeholders. What is not limited is null, and so
 * is what a seller would take for something else: the kit filters.
 */
import type { CarrierChoice, FlightSearch, SearchSlice } from "../../../proto/messages.ts";
import { agesOf } from "../offers/ages.ts";
import { windowTexts } from "../offers/window-texts.ts";
import type { TemplateValues } from "./template.ts";

/** @param currency in which the seller is asked to quote: the highest price is in the search's */
export function limitValues(search: FlightSearch, currency: string): TemplateValues {
  const { limits = {}, passengers, market, locale } = search;
  const { via, bags, maxPrice, maxLayoverMinutes, maxDurationMinutes } = limits;
  const carriers = marketingOnly(limits.carriers);
  const ages = passengers.ages === undefined ? undefined : agesOf(passengers);
  return {
    market: market ?? null,
    locale: locale ?? null,
    ages: ages === undefined ? null : [...ages.children, ...ages.infants].join(","),
    carriersOnly: carriers?.only?.join(",") ?? null,
    carriersExcept: carriers?.except?.join(",") ?? null,
    viaOnly: via?.only?.join(",") ?? null,
    viaExcept: via?.except?.join(",") ?? null,
    maxLayoverMinutes: maxLayoverMinutes ?? null,
    maxPrice: currency === search.currency ? (maxPrice ?? null) : null,
    maxDurationMinutes: maxDurationMinutes ?? null,
    checkedBags: bags?.checked ?? null,
    cabinBags: bags?.cabin ?? null,
    changeable: limits.changeable ?? null,
    refundable: limits.refundable ?? null,
  };
}

/** The windows of one slice. */
export function windowValues(slice: SearchSlice | undefined): TemplateValues {
  const leaves = windowTexts(slice?.departure);
  const lands = windowTexts(slice?.arrival);
  return {
    departureFrom: leaves?.from ?? null,
    departureTo: leaves?.to ?? null,
    arrivalFrom: lands?.from ?? null,
    arrivalTo: lands?.to ?? null,
  };
}

/** A seller's choice of airlines is of those whose numbers the flights have. */
function marketingOnly(choice: CarrierChoice | undefined): CarrierChoice | undefined {
  return choice?.by === "marketing" ? choice : undefined;
}
