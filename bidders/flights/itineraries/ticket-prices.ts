/** What sellers ask for parts of trips, and for whole tickets (TRIP-3, TRIP-4). */
import { convertAt, cost } from "../../../common/money/money.ts";
import { inconvenienceCost } from "../../../common/offers/inconvenience.ts";
import type { Objective, Passengers, Rates } from "../../../proto/messages.ts";
import { partyAmount, type SellerTerms, termsOf } from "../fares/party.ts";
import { ticketsWith } from "./interline.ts";
import type { SellerFare } from "./option.ts";
import type { TripPart } from "./trip-part.ts";

export interface PriceRules {
  readonly passengers: Passengers;
  readonly rates: Rates;
  readonly objective: Objective;
  /**
   * What a trip of two slices costs, where the seller sells both as its own, against the sum of
   * them, by the date of the arrival out; the date back is that of the search. Undefined where the
   * search is not a round trip: see `fares/round-trip.ts`.
   */
  readonly roundTrip?: RoundTripFactor | undefined;
  /** A seller's currency without a rate: its tickets cannot be ranked, and are left out. */
  unpriced(currency: string): void;
}

export type RoundTripFactor = (arrivalDay: number, seller: string) => number;

/** How one seller prices a party, in the search's currency. */
export interface Seller {
  readonly code: string;
  readonly terms: SellerTerms;
  /** Minor units of the search's currency for one of the seller's. */
  readonly rate: number;
  /** The same for all who price every party alike. */
  readonly group: string;
}

export class TicketPrices {
  readonly #rules: PriceRules;
  readonly #sellers = new Map<string, Seller | undefined>();
  readonly #ticketsWith = new Map<string, boolean>();
  readonly #factors = new Map<string, number>();

  constructor(rules: PriceRules) {
    this.#rules = rules;
  }

  /** Undefined where its currency has no rate. */
  seller(code: string): Seller | undefined {
    if (this.#sellers.has(code)) return this.#sellers.get(code);
    const terms = termsOf(code);
    const rate = this.#rules.rates.perUnit.get(terms.currency);
    if (rate === undefined) this.#rules.unpriced(terms.currency);
    const { currency, perDollar, childShare, infantShare, infantFee } = terms;
    const group = [currency, perDollar, childShare, infantShare, infantFee].join();
    const seller = rate === undefined ? undefined : { code, terms, rate, group };
    this.#sellers.set(code, seller);
    return seller;
  }

  /** Whether one puts the other's itineraries on its own tickets. */
  ticketsWith(seller: string, other: string): boolean {
    const pair = `${seller} ${other}`;
    let known = this.#ticketsWith.get(pair);
    if (known === undefined) {
      known = ticketsWith(seller, other);
      this.#ticketsWith.set(pair, known);
    }
    return known;
  }

  /** ROUNDTRIP-4; 1 where the search is not a round trip. */
  factor(arrivalDay: number, seller: string): number {
    const { roundTrip } = this.#rules;
    if (roundTrip === undefined) return 1;
    const key = `${seller} ${arrivalDay}`;
    let known = this.#factors.get(key);
    if (known === undefined) {
      known = roundTrip(arrivalDay, seller);
      this.#factors.set(key, known);
    }
    return known;
  }

  get isRoundTrip(): boolean {
    return this.#rules.roundTrip !== undefined;
  }

  /**
   * The amount that a party pays a seller at `dollars` dollars an adult, in the seller's currency.
   */
  amount({ terms }: Seller, dollars: number): number {
    return partyAmount(dollars, terms, this.#rules.passengers);
  }

  /** Such amounts in the search's currency; undefined where that is not a safe integer. */
  price({ rate }: Seller, amount: number): number | undefined {
    return convertAt(amount, rate);
  }

  /** `inconvenience`: the minutes of all parts together. */
  cost(price: number, minutes: number, stops: number, inconvenience: number): number {
    const { objective } = this.#rules;
    return cost(price, minutes, stops, objective) + inconvenienceCost(inconvenience, objective);
  }

  /** The fare of a later slice on a ticket of this seller; undefined where it does not sell it. */
  fareOf(part: TripPart, seller: string): SellerFare | undefined {
    const own = part.fares.find((fare) => fare.seller === seller);
    if (own !== undefined) return own;
    const [first] = part.fares;
    return first !== undefined && this.ticketsWith(seller, first.seller) ? first : undefined;
  }

  /**
   * What one adult pays for each slice on a ticket of the seller of `fare`, which is one of the
   * first slice's; undefined where it does not sell them all.
   */
  dollarsOf(parts: readonly TripPart[], { seller, dollars }: SellerFare): number[] | undefined {
    const all = [dollars];
    let own = true;
    for (let i = 1; i < parts.length; i++) {
      const fare = this.fareOf(parts[i] as TripPart, seller);
      if (fare === undefined) return undefined;
      own &&= fare.seller === seller;
      all.push(fare.dollars);
    }
    if (!own || parts.length !== 2 || !this.isRoundTrip) return all;
    const factor = this.factor((parts[0] as TripPart).arrivalDay, seller);
    return all.map((one) => one * factor);
  }
}
