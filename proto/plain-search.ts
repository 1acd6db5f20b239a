/**
 * Few searches ask for more than ends, dates and travellers. Fast paths are for the others: one
 * rule says which these are.
 */
import type { FlightSearch, SearchSlice } from "./messages.ts";

/** Whether the search has none of the fields that few searches have. */
export function isPlainSearch(search: FlightSearch): boolean {
  return (
    search.bidders === undefined &&
    search.details === undefined &&
    search.explain === undefined &&
    search.policy.partial === undefined &&
    isPlainToSellers(search)
  );
}

/** The same of the fields on which offers depend. */
export function isPlainToSellers(search: FlightSearch): boolean {
  const { slices, limits, market, locale, passengers, calendar } = search;
  if (limits !== undefined || market !== undefined || locale !== undefined) return false;
  if (passengers.ages !== undefined || calendar !== undefined) return false;
  for (let i = 0; i < slices.length; i++) if (!isPlainSlice(slices[i] as SearchSlice)) return false;
  return true;
}

function isPlainSlice(slice: SearchSlice): boolean {
  return (
    slice.origins === undefined &&
    slice.destinations === undefined &&
    slice.originPlace === undefined &&
    slice.destinationPlace === undefined &&
    slice.departureDates === undefined &&
    slice.departure === undefined &&
    slice.arrival === undefined
  );
}
