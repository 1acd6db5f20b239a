/**
 * What a reader wants to see of a search that has ended, as the gateway's query, and the choices
 * that there are. Pure: no DOM.
 *
 * PICK-1 A choice says how many itineraries there are with it, under all filters of the other
 *    kinds; so a second value of a kind can be added to the first.
 * PICK-2 What is chosen stays among the choices, also where nothing is left of it.
 */
import type { Money, Sort } from "../../../../proto/messages.ts";
import { count } from "../../shared/format.js";
import type { Facets } from "../api/kept.ts";
import { duration, money } from "../ui/format.ts";

/** The kinds of filters, in the order of the page. The names are those of the query. */
export const KINDS = {
  stops: "Stops",
  maxPrice: "Price",
  maxDurationMinutes: "Duration",
  departureHours: "Departure",
  carriers: "Airlines",
  bags: "Checked bags",
  origin: "From",
  destination: "To",
  via: "Via",
  sellers: "Sellers",
} as const;
export type Kind = keyof typeof KINDS;
/** Of these one value at most can be chosen. */
const SINGLE: readonly Kind[] = ["bags", "maxPrice", "maxDurationMinutes"];

/** The values that are chosen, as texts; a kind without any is not there. */
export type Filters = Readonly<Partial<Record<Kind, readonly string[]>>>;

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly itineraries: number;
  /** Null where nothing is left of it. */
  readonly lowestPrice: Money | null;
}

export const PAGE_LENGTH = 20;

/** Of a day, in hours. */
const PERIODS = [
  { label: "Before 06:00", from: 0 },
  { label: "06:00 to 11:59", from: 6 },
  { label: "12:00 to 17:59", from: 12 },
  { label: "18:00 and later", from: 18 },
].map(({ label, from }) => ({ label, hours: [0, 1, 2, 3, 4, 5].map((i) => from + i) }));

/** The filters with this value chosen, or no more. */
export function toggled(filters: Filters, kind: Kind, value: string): Filters {
  const chosen = filters[kind] ?? [];
  const values = chosen.includes(value)
    ? chosen.filter((one) => one !== value)
    : SINGLE.includes(kind)
      ? [value]
      : [...chosen, value];
  return values.length === 0 ? without(filters, kind) : { ...filters, [kind]: values };
}

export function isSingle(kind: Kind): boolean {
  return SINGLE.includes(kind);
}

/** How many kinds of filters are in use. */
export function inUse(filters: Filters): Kind[] {
  return (Object.keys(KINDS) as Kind[]).filter((kind) => filters[kind] !== undefined);
}

export function without(filters: Filters, kind: Kind): Filters {
  const { [kind]: _, ...others } = filters;
  return others;
}

/** @returns the parameters of `GET /v1/searches/{searchId}/itineraries` */
export function queryOf(
  filters: Filters,
  options: { readonly sort?: Sort; readonly limit: number; readonly after?: string | null },
): URLSearchParams {
  const query = new URLSearchParams({ details: "true", limit: String(options.limit) });
  if (options.sort !== undefined) query.set("sort", options.sort);
  if (options.after) query.set("after", options.after);
  for (const kind of inUse(filters)) {
    const values = filters[kind] ?? [];
    // A seller's name may have a comma in it.
    if (kind === "sellers") for (const value of values) query.append(kind, value);
    else query.set(kind, values.join(","));
  }
  return query;
}

interface FacetValue {
  readonly value: string | number;
  readonly itineraries: number;
  readonly lowestPrice: Money;
}

/**
 * The choices of a kind (PICK-1, PICK-2).
 * @param facets of the list under the filters of the other kinds
 * @param nameOf what a code stands for
 */
export function choicesOf(
  kind: Kind,
  facets: Facets,
  { filters, nameOf }: { readonly filters: Filters; readonly nameOf: (code: string) => string },
): Choice[] {
  const values = kind === "departureHours" ? periodsOf(facets) : valuesOf(kind, facets);
  const currency = values[0]?.lowestPrice.currency ?? facets.stops[0]?.lowestPrice.currency ?? "";
  const choices: Choice[] = values.map(({ value, itineraries, lowestPrice }) => ({
    value: String(value),
    label: labelOf(kind, String(value), { currency, nameOf }),
    itineraries,
    lowestPrice,
  }));
  const gone = (filters[kind] ?? []).filter((value) => !choices.some((one) => one.value === value));
  return [
    ...choices,
    ...gone.map((value) => ({
      value,
      label: labelOf(kind, value, { currency, nameOf }),
      itineraries: 0,
      lowestPrice: null,
    })),
  ];
}

function valuesOf(kind: Exclude<Kind, "departureHours">, facets: Facets): readonly FacetValue[] {
  if (kind === "origin" || kind === "destination" || kind === "via") return facets.airports[kind];
  return facets[kind];
}

function periodsOf({ departureHours }: Facets): FacetValue[] {
  return PERIODS.flatMap(({ hours }) => {
    const inside = departureHours.filter(({ value }) => hours.includes(value));
    const [lowest] = inside.map((one) => one.lowestPrice).sort((a, b) => a.amount - b.amount);
    if (lowest === undefined) return [];
    const itineraries = inside.reduce((sum, one) => sum + one.itineraries, 0);
    return [{ value: hours.join(","), itineraries, lowestPrice: lowest }];
  });
}

function labelOf(
  kind: Kind,
  value: string,
  { currency, nameOf }: { readonly currency: string; readonly nameOf: (code: string) => string },
): string {
  switch (kind) {
    case "stops":
      return value === "0" ? "Non-stop" : count(Number(value), "stop");
    case "maxPrice":
      return `Up to ${money({ amount: Number(value), currency })}`;
    case "maxDurationMinutes":
      return `Up to ${duration(Number(value))}`;
    case "departureHours":
      return PERIODS.find(({ hours }) => hours.join(",") === value)?.label ?? value;
    case "bags":
      return `${count(Number(value), "bag")} or more`;
    default:
      return nameOf(value);
  }
}
