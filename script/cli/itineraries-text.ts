/** A page of a kept search as text. Texts of others are made readable first (TERM-1). Pure. */

import { CURSOR_CHARS_MAX } from "../../gateway/search/cursor.ts";
import type { Itinerary, Money } from "../../proto/messages.ts";
import { formatMoney } from "./format.ts";
import { itineraryTable, type ResultStyle } from "./itinerary-table.ts";
import { wrapped } from "./layout.ts";
import { plain, readable } from "./outside-text.ts";

interface FacetValue {
  readonly value: string | number;
  readonly itineraries: number;
  readonly lowestPrice: Money;
}

/** `airports` has facets of its own. */
interface Facets {
  readonly [name: string]: readonly FacetValue[] | Facets;
}

/** What is read of the answer; docs/http.md has all of it. */
export interface ItinerariesPage {
  readonly kept: "all" | "shown";
  readonly sort: string;
  readonly total: number;
  readonly itineraries: readonly Itinerary[];
  readonly next: string | null;
  readonly facets?: Facets;
}

export function pageText(received: ItinerariesPage, style: ResultStyle): string {
  const { itineraries, total, sort, next, kept, facets = {} } = readable(received);
  const { width, paint } = style;
  return [
    ...(itineraries.length === 0
      ? wrapped("no itineraries: none of this search passes", width)
      : [itineraryTable(itineraries, style)]),
    "",
    ...wrapped(`${itineraries.length} of ${total} itineraries, by ${plain(sort)}`, width),
    ...(kept === "shown"
      ? wrapped("the bids were too large, and only what was shown is kept", width)
      : []),
    // A cursor is copied, so it is not broken between lines.
    ...(next === null ? [] : [`next page: --after ${plain(next, CURSOR_CHARS_MAX)}`]),
    ...facetLines(facets).flatMap(({ name, text }) => [
      "",
      paint("bold", name),
      ...wrapped(text, width - 2).map((line) => `  ${line}`),
    ]),
  ].join("\n");
}

/** `stops`, and `0: 12 from 512.34 USD · 1: 8 from 400.00 USD`. */
function facetLines(facets: Facets): { readonly name: string; readonly text: string }[] {
  return Object.entries(facets).flatMap(([name, values]) => {
    if (!Array.isArray(values)) return facetLines(values as Facets);
    const texts = (values as readonly FacetValue[]).map(({ value, itineraries, lowestPrice }) => {
      const limit =
        name === "maxPrice" ? formatMoney({ ...lowestPrice, amount: Number(value) }) : "";
      const shown = limit === "" ? plain(String(value)) : limit;
      return `${shown}: ${itineraries} from ${formatMoney(lowestPrice)}`;
    });
    return texts.length === 0 ? [] : [{ name: plain(name), text: texts.join(" · ") }];
  });
}
