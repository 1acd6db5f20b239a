/** A search in one line. Pure: no DOM. */
import { count } from "../../shared/format.js";
import type { SearchFields } from "../state/search-fields.ts";
import { day } from "../ui/format.ts";

/**
 * @param places the texts of the boxes of each slice
 * @returns `London → New York · Tue, Dec 15 – Tue, Dec 22 · 2 travellers · business`
 */
export function foldedText(
  { trip, slices, returnDate, adults, ages, cabin }: SearchFields,
  places: readonly (readonly [from: string, to: string])[],
  locale?: string,
): string {
  const short = (text: string) => text.replace(/ \([A-Z]{3}(, all)?\)$/, "") || "…";
  const where = places.map(([from, to]) => `${short(from)} → ${short(to)}`).join(", ");
  const dates = slices.map(({ departureDate }) => departureDate);
  if (trip === "return") dates.push(returnDate);
  const when = dates.map((date) => day(date, locale)).join(" – ");
  const who = Number(adults) + ages.length || 1;
  const travellers = who === 1 ? [] : [count(who, "traveller")];
  return [
    where,
    when,
    ...travellers,
    ...(cabin === "economy" ? [] : [cabin.replace("_", " ")]),
  ].join(" · ");
}
