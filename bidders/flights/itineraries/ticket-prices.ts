/**
 * What sellers ask for parts of trips, and for whole tickets (TRIP-3, TRIP-4).
 *
 * Tests: `tickets.test.ts`, `ticket-join.test.ts`.
 */
import { convertAt, cost } from "../../../common/money/money.ts";
import { inconvenienceCost } from "../../../common/offers/inconvenience.ts";
import type { Objective, Passengers, Rates } from "../../../proto/messages.ts";
import { partyAmount, type SellerTerms, termsOf } from "../fares/party.ts";
import type { SliceFacts, WantedFares } from "../fares/wanted-fares.ts";
import { ticketsWith } from "./interline.ts";
import type { SellerFare } from "./option.ts";
import { departureDay, type TripPart } from "./trip-part.ts";

export interface PriceRules {
  readonly passengers: Passengers;
  readonly rates: Rates;
  readonly objective: Objective;
  /** Undefined where no trip of the search is a round trip: see `fares/round-trip.ts`. */
  readonly roundTrip?: RoundTripRule | undefined;
  /** What of fares is wanted: tickets cost what the cheapest such fare does. Absent: nothing. */
  readonly wanted?: WantedFares | undefined;
  /** Between which airports a part is, for its fares. */
  readonly factsOf?: ((part: TripPart) => SliceFacts) | undefined;
  /** Minor units of the search's currency: tickets that cost more are left out. Absent: none. */
  readonly priceMax?: number | undefined;
  /** A seller's currency without a rate: its tickets cannot be ranked, and are left out. */
  unpriced(currency: string): void;
}

/** Which trips of two slices are round trips, and what they cost. */
export interface RoundTripRule {
  readonly factor: RoundTripFactor;
  /** The days on which a part back may leave, since 1970-01-01: one or more. */
  readonly returnDays: readonly number[];
  readonly pairs: TripPairs;
}

/**
 * What a round trip costs, where the seller sells both slices as its own, against the sum of them,
 * by the days of the arrival out and of the departure back. `pair`: see TripPairs.
 */
export type RoundTripFactor = (
  arrivalDay: number,
  seller: string,
  pair: number,
  returnDay: number,
) => number;

/**
 * The pairs of airports between which the search has round trips, as numbers from 0 on: a part out
 * and a part back of one pair make one.
 */
export interface TripPairs {
  readonly count: number;
  /** The pair that a part of the first slice leads out between, or NO_PAIR. */
  out(part: TripPart): number;
  /** The pair that a part of the second slice leads back between, or NO_PAIR. */
  back(part: TripPart): number;
}

export const NO_PAIR = -1;

/** Of a search between two airports alone. */
export const ONE_PAIR: TripPairs = { count: 1, out: () => 0, back: () => 0 };

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
    const group = this.#rules.wanted === undefined ? terms.group : terms.groupOfTier;
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

  /**
   * ROUNDTRIP-4, of a part out and one back on that day; 1 where no trip with it is a round trip.
   */
  factor(out: TripPart, seller: string, returnDay: number): number {
    return this.#factorOf(out.arrivalDay, seller, this.pairOut(out), returnDay);
  }

  /** Whether no round trip with one part out has a higher factor than with the other. */
  isFactorNoHigher(one: TripPart, other: TripPart, seller: string): boolean {
    return this.returnDays.every(
      (day) => this.factor(one, seller, day) <= this.factor(other, seller, day),
    );
  }

  /** The least of all pairs and all days back. Nothing is kept: most are asked once (A6). */
  leastFactor(arrivalDay: number, seller: string): number {
    const { roundTrip } = this.#rules;
    let least = 1;
    if (roundTrip === undefined) return least;
    for (let pair = 0; pair < roundTrip.pairs.count; pair++)
      for (const day of roundTrip.returnDays)
        least = Math.min(least, roundTrip.factor(arrivalDay, seller, pair, day));
    return least;
  }

  /** The days on which round trips may lead back; none where there are none. */
  get returnDays(): readonly number[] {
    return this.#rules.roundTrip?.returnDays ?? [];
  }

  #factorOf(arrivalDay: number, seller: string, pair: number, returnDay: number): number {
    const { roundTrip } = this.#rules;
    if (roundTrip === undefined || pair === NO_PAIR) return 1;
    const key = `${seller} ${arrivalDay} ${pair} ${returnDay}`;
    let known = this.#factors.get(key);
    if (known === undefined) {
      known = roundTrip.factor(arrivalDay, seller, pair, returnDay);
      this.#factors.set(key, known);
    }
    return known;
  }

  /** See TripPairs. */
  pairOut(out: TripPart): number {
    return this.#rules.roundTrip?.pairs.out(out) ?? NO_PAIR;
  }

  /** Whether a part of the second slice leads back between this pair of the first. */
  isBack(pair: number, part: TripPart): boolean {
    return pair !== NO_PAIR && this.#rules.roundTrip?.pairs.back(part) === pair;
  }

  get isRoundTrip(): boolean {
    return this.#rules.roundTrip !== undefined;
  }

  /**
   * The amount that a party pays a seller for a slice of a ticket at `dollars` dollars an adult, in
   * the seller's currency; infinite where the seller has no fare that is wanted.
   */
  amount(seller: Seller, dollars: number, slice: number): number {
    const { wanted } = this.#rules;
    return wanted === undefined
      ? partyAmount(dollars, seller.terms, this.#rules.passengers)
      : this.#wantedAmount(seller, wanted.dollars(seller.terms.tier, dollars, slice));
  }

  /** The same of whichever slice it is least for. */
  leastAmount(seller: Seller, dollars: number): number {
    const { wanted } = this.#rules;
    return wanted === undefined
      ? this.amount(seller, dollars, 0)
      : this.#wantedAmount(seller, wanted.leastDollars(seller.terms.tier, dollars));
  }

  hasWantedFare(seller: Seller): boolean {
    return this.leastAmount(seller, 0) < Number.POSITIVE_INFINITY;
  }

  #wantedAmount({ terms }: Seller, dollars: number | undefined): number {
    return dollars === undefined
      ? Number.POSITIVE_INFINITY
      : partyAmount(dollars, terms, this.#rules.passengers);
  }

  /** The highest price of a ticket, in minor units of the search's currency. */
  get priceMax(): number | undefined {
    return this.#rules.priceMax;
  }

  /**
   * The amount of a whole ticket, where `amount` is what the slices come to: more, where that was
   * the least of several pairs of airports. Infinite where it has no fare that is wanted.
   */
  exactAmount(
    seller: Seller,
    parts: readonly TripPart[],
    dollars: readonly number[],
    amount: number,
  ): number {
    const { wanted, factsOf } = this.#rules;
    if (wanted === undefined || factsOf === undefined || wanted.isExact) return amount;
    const its = wanted.ofTicket(seller.terms.tier, dollars, parts.map(factsOf));
    if (its === undefined) return Number.POSITIVE_INFINITY;
    return its.reduce((sum, one) => sum + this.#wantedAmount(seller, one), 0);
  }

  /** Whether a ticket of this amount costs more than the search allows (WITHIN-5). */
  isTooDear(seller: Seller, amount: number): boolean {
    const { priceMax } = this.#rules;
    return (
      priceMax !== undefined && (this.price(seller, amount) ?? Number.POSITIVE_INFINITY) > priceMax
    );
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
    const [out, back] = parts as readonly [TripPart, TripPart];
    if (!this.isBack(this.pairOut(out), back)) return all;
    const factor = this.factor(out, seller, departureDay(back));
    return all.map((one) => one * factor);
  }
}
