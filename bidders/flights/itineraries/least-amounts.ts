/**
 * What is left to pay for the rest of a ticket, where a search has a highest price: so that the
 * join follows no prefix whose tickets all cost more.
 *
 * LEFT-1 No ticket that goes on from a step of a trellis adds less to the amount, in minor units of
 *   the seller's currency, than `of` says.
 */
import type { TicketStep, TicketTrellis } from "./ticket-trellis.ts";

export class LeastAmounts {
  /** By slice, beside the lists of the trellis. */
  readonly #least: readonly Float64Array[];

  constructor({ lists }: TicketTrellis) {
    const least: Float64Array[] = [];
    for (let slice = lists.length - 1; slice >= 0; slice--) {
      const steps = lists[slice] as readonly TicketStep[];
      const next = lists[slice + 1];
      const rest = next === undefined ? undefined : new Rest(next, least[0] as Float64Array);
      least.unshift(
        Float64Array.from(
          steps,
          ({ entry: { amount, part } }) => amount + (rest?.after(part.arrivalUtc) ?? 0),
        ),
      );
    }
    this.#least = least;
  }

  /** From this step on, its own amount included. */
  of(slice: number, at: number): number {
    return this.#least[slice]?.[at] as number;
  }
}

/** The least amounts of one slice by departure. */
class Rest {
  readonly #departures: Float64Array;
  /** Of all that leave then or later. */
  readonly #least: Float64Array;

  constructor(steps: readonly TicketStep[], amounts: Float64Array) {
    const leaves = (at: number) => (steps[at] as TicketStep).entry.part.departureUtc;
    const order = Uint32Array.from(steps, (_, at) => at).sort((a, b) => leaves(a) - leaves(b));
    this.#departures = Float64Array.from(order, leaves);
    this.#least = Float64Array.from(order, (at) => amounts[at] as number);
    for (let i = order.length - 2; i >= 0; i--)
      this.#least[i] = Math.min(this.#least[i] as number, this.#least[i + 1] as number);
  }

  after(arrivalUtc: number): number {
    let [low, high] = [0, this.#departures.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#departures[middle] as number) <= arrivalUtc) low = middle + 1;
      else high = middle;
    }
    return this.#least[low] ?? Number.POSITIVE_INFINITY;
  }
}
