/** Computes from `sort` the weights of the one cost that offers are ranked by. */
import type { FlightSearch, Objective, Rates } from "../../proto/messages.ts";

/** The value of an hour and of a stop for `sort=best`, per traveller, in whole US dollars. */
export interface Preferences {
  readonly dollarsPerHour: number;
  readonly dollarsPerStop: number;
  /** Whether what is inconvenient about an itinerary counts for `sort=best`. Absent: no. */
  readonly countsInconvenience?: boolean;
}

/**
 * `sort=duration` is the same cost with an hour so expensive that no fare outweighs a minute:
 * $100,000 a minute. A journey of 100 hours then costs $6e8, which is a safe integer in the minor
 * units of every currency of the table.
 */
const DOLLARS_PER_HOUR_BY_DURATION = 6_000_000;

/** Weights in minor units of the search's currency; `rates` are those into it. */
export function objectiveOf(
  search: FlightSearch,
  preferences: Preferences,
  rates: Rates,
): Objective {
  const dollar = 100 * (rates.perUnit.get("USD") ?? 1);
  const travellers = search.passengers.adults + search.passengers.children;
  switch (search.sort) {
    case "price":
      return { valuePerHour: 0, penaltyPerStop: 0 };
    case "duration":
      return { valuePerHour: Math.round(DOLLARS_PER_HOUR_BY_DURATION * dollar), penaltyPerStop: 0 };
    case "best":
      return {
        valuePerHour: Math.round(preferences.dollarsPerHour * travellers * dollar),
        penaltyPerStop: Math.round(preferences.dollarsPerStop * travellers * dollar),
        ...(preferences.countsInconvenience === true ? { countsInconvenience: true } : {}),
      };
  }
}
