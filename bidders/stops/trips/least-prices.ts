/**
 * What a part of a trip adds to a ticket's price at least, by any seller of the ticket.
 *
 * LEAST-1 On a ticket of its own seller it costs that seller's price for the party, at the best
 *   round-trip factor that the seller has for any arrival out.
 * LEAST-2 On a ticket of another it costs no less than the cheapest way to price a party: like
 *   BOUND-3, a constant and a multiple of the dollars, over all currencies and kinds of sellers.
 * LEAST-3 Where a fare with bags, changes or refunds is wanted, both are of that fare, for the
 *   slice for which it is cheapest; a seller that has none sells no ticket, but its parts may be on
 *   those of others.
 */
import type { TicketPrices } from "../../flights/itineraries/ticket-prices.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Network } from "../engine/network.ts";

/**
 * Days after a departure of the slice on which it may arrive: over the date line a day before, and
 * after four flights and three long waits a week later.
 */
export const ARRIVES = { first: -2, last: 8 };
/** The effect of rounding on a party's price, the same as in BOUND-3. */
const ROUNDING_DOLLARS = 0.1;
const MANY_DOLLARS = 1e6;

/** Infinite without a rate. */
interface PriceLine {
  readonly none: number;
  readonly perDollar: number;
}

export class LeastPrices {
  readonly #prices: TicketPrices;
  readonly #carriers: readonly string[];
  readonly #days: readonly number[];
  readonly #lines = new Map<string, PriceLine>();
  readonly #best = new Map<string, number>();
  /** LEAST-2 */
  #constant = Number.POSITIVE_INFINITY;
  #perDollar = Number.POSITIVE_INFINITY;

  /** `days`: those on which the first slice may leave. */
  constructor({ timetable, sellers }: Network, prices: TicketPrices, days: readonly number[]) {
    this.#prices = prices;
    this.#carriers = timetable.carriers;
    this.#days = days;
    for (const seller of sellers) {
      const code = timetable.carriers[seller] as string;
      const { none, perDollar } = this.#lineOf(code);
      if (perDollar === Number.POSITIVE_INFINITY) continue;
      this.#perDollar = Math.min(this.#perDollar, perDollar);
      this.#constant = Math.min(this.#constant, none - ROUNDING_DOLLARS * perDollar - 1);
    }
  }

  /**
   * The least of both, in minor units of the search's currency; infinite where the seller's own
   * currency has no rate (TRIP-4).
   */
  ofCarrier(carrier: Index, dollars: number): number {
    return this.of(this.#carriers[carrier] as string, dollars);
  }

  of(seller: string, dollars: number): number {
    const own = this.#priceOf(seller, dollars * this.bestFactor(seller));
    return own === Number.POSITIVE_INFINITY && this.#prices.seller(seller) === undefined
      ? own
      : Math.min(own, this.onOtherTicket(dollars));
  }

  /** LEAST-2 */
  onOtherTicket(dollars: number): number {
    // Where no seller has a wanted fare.
    if (this.#perDollar === Number.POSITIVE_INFINITY) return this.#perDollar;
    return Math.max(0, Math.floor(this.#perDollar * dollars + this.#constant));
  }

  /**
   * LEAST-2 of a part of this seller of which only that is known, that it costs no less than
   * `price` by LEAST-1: from the price to the dollars, and from the dollars to the other price.
   */
  onOtherTicketOf(seller: string, price: number): number {
    const { none, perDollar } = this.#lineOf(seller);
    // Without a fare that is wanted its parts are sold by others alone, and bounded by that.
    if (perDollar === Number.POSITIVE_INFINITY)
      return this.#prices.seller(seller) === undefined ? perDollar : price;
    const dollars = (price - none - 1) / perDollar - ROUNDING_DOLLARS;
    return Math.max(price, this.onOtherTicket(dollars / this.bestFactor(seller)));
  }

  /** LEAST-1 */
  bestFactor(seller: string): number {
    let best = this.#best.get(seller);
    if (best === undefined) {
      best = 1;
      const last = Math.max(...this.#days) + ARRIVES.last;
      for (let day = Math.min(...this.#days) + ARRIVES.first; day <= last; day++)
        best = Math.min(best, this.#prices.leastFactor(day, seller));
      this.#best.set(seller, best);
    }
    return best;
  }

  /** A seller's price for the party as a line, except for rounding. */
  #lineOf(code: string): PriceLine {
    let line = this.#lines.get(code);
    if (line === undefined) {
      const [none, many] = [this.#priceOf(code, 0), this.#priceOf(code, MANY_DOLLARS)];
      line = { none, perDollar: many === none ? many : (many - none) / MANY_DOLLARS };
      this.#lines.set(code, line);
    }
    return line;
  }

  #priceOf(code: string, dollars: number): number {
    const seller = this.#prices.seller(code);
    if (seller === undefined) return Number.POSITIVE_INFINITY;
    return (
      this.#prices.price(seller, this.#prices.leastAmount(seller, dollars)) ??
      Number.POSITIVE_INFINITY
    );
  }
}
