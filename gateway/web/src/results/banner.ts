/** What kind of prices these are, and how old the flights are, in one line. Pure: no DOM. */
import type { Itinerary } from "../../../../proto/messages.ts";
import type { CoverageAnswer } from "../api/lookups.ts";

/** How offers are that a reader may see. */
type Origin = "modelled" | "mixed" | "sellers";

/** Null: there are no offers. */
export function originOf(itineraries: readonly Itinerary[]): Origin | null {
  let [modelled, real] = [false, false];
  for (const { sellers } of itineraries)
    for (const offer of sellers) {
      modelled ||= offer.modelled;
      real ||= !offer.modelled;
    }
  if (modelled) return real ? "mixed" : "modelled";
  return real ? "sellers" : null;
}

/** @returns `of 2016 to 2019`, `of 2016`; empty: no year is known */
export function yearsOf(coverage: CoverageAnswer | null): string {
  const carriers = coverage?.timetables.flatMap((one) => one.carriers ?? []) ?? [];
  const years = carriers
    .flatMap(({ firstYear, lastYear }) => [firstYear, lastYear])
    .filter((year) => year !== null);
  if (years.length === 0) return "";
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return first === last ? `of ${first}` : `of ${first} to ${last}`;
}

export const REAL_LABEL = "seller’s price";

/** Empty: the prices are the sellers' own, and nothing has to be said. */
export function bannerText(origin: Origin | null, years: string): string {
  if (origin === null || origin === "sellers") return "";
  const fares =
    origin === "modelled"
      ? "These prices are estimates of a fare model. They cannot be booked."
      : `Prices marked “${REAL_LABEL}” are a seller’s own. All others are estimates of a fare model, and cannot be booked.`;
  return years === "" ? fares : `${fares} The flights are from timetables ${years}.`;
}
