/** Facets of amounts that may be anything: a few round limits, and what each of them leaves. */

/** Shares of a list that a limit leaves at least. */
const SHARES = [0.25, 0.5, 0.75];

/** What one itinerary counts as. */
interface Counted {
  /** What is limited. */
  readonly amount: number;
  /** Minor units of the search's currency. */
  readonly price: number;
}

interface Step {
  readonly value: number;
  readonly itineraries: number;
  /** Minor units of the search's currency. */
  readonly lowest: number;
}

/**
 * At most three limits, in ascending order. None leaves the whole list, which is no limit.
 * @param rounded a round value that is no lower than the one given
 */
export function stepFacet(
  counted: readonly Counted[],
  rounded: (amount: number) => number,
): readonly Step[] {
  const sorted = [...counted].sort((a, b) => a.amount - b.amount);
  const highest = sorted.at(-1)?.amount ?? 0;
  const values = SHARES.flatMap((share) => sorted[Math.ceil(sorted.length * share) - 1] ?? [])
    .map(({ amount }) => rounded(amount))
    .filter((value) => value < highest);
  return [...new Set(values)].map((value) => stepOf(value, sorted));
}

function stepOf(value: number, sorted: readonly Counted[]): Step {
  let itineraries = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (const { amount, price } of sorted) {
    if (amount > value) break;
    itineraries++;
    lowest = Math.min(lowest, price);
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
