/** Facets of amounts that may be anything: a few round limits, and what each of them leaves. */

/** Shares of a list that a limit leaves at least. */
const SHARES = [0.25, 0.5, 0.75];

interface Step {
  readonly value: number;
  readonly itineraries: number;
  /** Minor units of the search's currency. */
  readonly lowest: number;
}

/**
 * At most three limits, in ascending order. None leaves the whole list, which is no limit.
 *
 * @param amounts what is limited, of each itinerary
 * @param prices of each, in minor units of the search's currency
 * @param rounded a round value that is no lower than the one given
 */
export function stepFacet(
  amounts: Float64Array,
  prices: Float64Array,
  rounded: (amount: number) => number,
): readonly Step[] {
  const sorted = amounts.slice().sort();
  const highest = sorted.at(-1) ?? 0;
  const values = SHARES.flatMap((share) => sorted[Math.ceil(sorted.length * share) - 1] ?? [])
    .map(rounded)
    .filter((value) => value < highest);
  return [...new Set(values)].map((value) => stepOf(value, amounts, prices));
}

function stepOf(value: number, amounts: Float64Array, prices: Float64Array): Step {
  let itineraries = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < amounts.length; i++) {
    if ((amounts[i] as number) > value) continue;
    itineraries++;
    lowest = Math.min(lowest, prices[i] as number);
  }
  return { value, itineraries, lowest };
}

/** Two digits of a price and then zeros: 51,234 becomes 52,000. */
export function roundPrice(amount: number): number {
  const step = 10 ** Math.max(0, String(Math.trunc(amount)).length - 2);
  return Math.ceil(amount / step) * step;
}

/** To the next half hour. */
export function roundMinutes(minutes: number): number {
  return Math.ceil(minutes / 30) * 30;
}
