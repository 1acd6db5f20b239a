/**
 * The least prices by BOUND-1, BOUND-2 and BOUND-4 (`prices.ts`) where an itinerary is one ticket:
 * the cheapest of the combinations of carriers that may fly a chain of markets together. Nine in
 * ten chains have none, and few of the others have more than three; so this excludes more chains
 * than any other bound, and comes near to the price of what is left.
 *
 * Tests: `bounds.property.test.ts`, `rules-tickets.test.ts`.
 */
import { INTERLINE_FACTOR } from "../../flights/fares/curves.ts";
import { INTERLINING } from "../../flights/itineraries/interline.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { ChainPrices } from "./bounds.ts";
import { LeastSeats } from "./least-seats.ts";
import type { LeastSums } from "./least-sums.ts";
import { flownMiles, longestOf, type Network } from "./network.ts";
import { ALL_TIERS, type Prices, SUM_ROUNDING } from "./prices.ts";
import type { Reach } from "./rules.ts";
import type { SliceArea } from "./slice-area.ts";
import type { EndFlights } from "./slice-ends.ts";
import { TicketDivision } from "./ticket-division.ts";
import { type TicketPartners, UNKNOWN } from "./ticket-partners.ts";

export class OneTicketPrices implements ChainPrices {
  readonly #network: Network;
  readonly #prices: Prices;
  readonly #sums: LeastSums;
  readonly #partners: TicketPartners;
  readonly #dividedMax: number;
  /** Undefined in economy: there all flights are in the asked cabin. */
  readonly #seats: LeastSeats | undefined;
  #mayDivide = false;
  /**
   * The chain that is bounded, set by `#begin` alone, and its combination as far as it is chosen:
   * fields, because a search bounds one chain after the other. An object for each would be garbage,
   * and the recursion and nearly all methods below would have four arguments more.
   */
  #first: EndFlights | undefined;
  #markets: readonly Index[] = [];
  #last: EndFlights | undefined;
  #flights = 0;
  readonly #division: TicketDivision;
  readonly #carriers: Uint16Array;

  constructor(
    network: Network,
    area: SliceArea,
    prices: Prices,
    { sums, dividedMax }: { readonly sums: LeastSums } & Pick<Reach, "dividedMax">,
  ) {
    this.#network = network;
    this.#prices = prices;
    this.#sums = sums;
    this.#seats = prices.fares.cabin === "economy" ? undefined : new LeastSeats(network, prices);
    this.#dividedMax = dividedMax;
    this.#division = new TicketDivision(network, dividedMax);
    this.#carriers = this.#division.carriers;
    this.#partners = area.partners;
  }

  ofPrefix(first: EndFlights, markets: readonly Index[], flights: number): number {
    this.#begin(first, markets, undefined, flights);
    return this.#least(0, Number.POSITIVE_INFINITY);
  }

  ofWhole(first: EndFlights, markets: readonly Index[], last: EndFlights): number {
    this.#begin(first, markets, last, markets.length);
    return this.#least(0, Number.POSITIVE_INFINITY);
  }

  /** All who may sell a ticket of a whole chain, on whatever day: those of its longest flight. */
  sellersOf(first: EndFlights, markets: readonly Index[], last: EndFlights): Uint16Array {
    this.#begin(first, markets, last, markets.length);
    const found = new Set<Index>();
    this.#addSellers(0, found);
    return Uint16Array.from(found);
  }

  /** Those of all combinations that go on from the carriers chosen before `at`. */
  #addSellers(at: number, found: Set<Index>): void {
    if (at === this.#markets.length) {
      found.add(this.#seller());
      return;
    }
    const { marketCarriers, marketCarrierFrom } = this.#network;
    const market = this.#markets[at] as Index;
    const to = marketCarrierFrom[market + 1] as number;
    for (let i = marketCarrierFrom[market] as number; i < to; i++) {
      const carrier = marketCarriers[i] as Index;
      if (!this.#prices.mayFly(carrier)) continue;
      if (at === 0) this.#division.begin(carrier, 0);
      else if (!this.#division.add(carrier, 0, at)) continue;
      this.#addSellers(at + 1, found);
    }
  }

  /** A ticket of all flights is not divided where they are too many (ENGINE-13). */
  #begin(
    first: EndFlights,
    markets: readonly Index[],
    last: EndFlights | undefined,
    flights: number,
  ): void {
    this.#first = first;
    this.#markets = markets;
    this.#last = last;
    this.#flights = flights;
    this.#seats?.begin(first, markets, last);
    this.#mayDivide = flights <= this.#dividedMax;
    this.#division.limitTo(this.#mayDivide ? this.#dividedMax : 1);
  }

  /** The least price of all combinations that go on from the carriers chosen before `at`. */
  #least(at: number, leastSoFar: number): number {
    if (at === this.#markets.length)
      return Math.min(
        leastSoFar,
        this.#last === undefined ? this.#priceOfPrefix(at) : this.#priceOfWhole(at),
      );
    const { marketCarriers, marketCarrierFrom } = this.#network;
    const market = this.#markets[at] as Index;
    let [carriers, from, to] = [
      marketCarriers,
      marketCarrierFrom[market] as number,
      marketCarrierFrom[market + 1] as number,
    ];
    const end = at === 0 ? this.#first : at === this.#flights - 1 ? this.#last : undefined;
    if (end !== undefined) [carriers, from, to] = [end.carriers, 0, end.carriers.length];
    let least = leastSoFar;
    for (let i = from; i < to; i++) {
      const carrier = carriers[i] as Index;
      if (end === undefined && !this.#prices.mayFly(carrier)) continue;
      if (at === 0) this.#division.begin(carrier, 0);
      else if (!this.#division.add(carrier, 0, at)) continue;
      least = this.#least(at + 1, least);
    }
    return least;
  }

  #isOneCarrier(flights: number): boolean {
    for (let i = 1; i < flights; i++) if (this.#carriers[i] !== this.#carriers[0]) return false;
    return true;
  }

  /** The lowest class of a carrier on a market of the chain; of those in the middle, the lowest. */
  #classOf(at: number): number {
    const end = at === 0 ? this.#first : at === this.#flights - 1 ? this.#last : undefined;
    return end === undefined ? 0 : (end.classes[this.#carriers[at] as Index] as number);
  }

  #priceOfWhole(flights: number): number {
    const one = this.#isOneCarrier(flights);
    const [stops, flown] = [flights - 1, flownMiles(this.#network, this.#markets, 0, flights - 1)];
    const seller = this.#seller();
    const apart = Math.max(
      this.#prices.leastOfTier(
        SUM_ROUNDING * this.#ticketDollars(flights, one),
        this.#network.carrierTier[seller] as number,
      ),
      this.#floorOfWhole(stops, flown, seller),
    );
    if (!one) return apart;
    const fareClass = Math.max(this.#classOf(0), this.#classOf(stops));
    const carrier = this.#carriers[0] as Index;
    if (this.#seats?.isWhole(this.#carriers) === false)
      return Math.min(
        apart,
        this.#prices.leastPrice(carrier, this.#seats.through(0, flights, carrier)),
      );
    return Math.min(apart, this.#prices.through(stops, carrier, fareClass, flown).price);
  }

  /**
   * The same of a prefix: its seller is one of its carriers, or sells with each of them. `known`:
   * so many of its first carriers, which are all that it has.
   */
  #leastOfPrefix(dollars: number, known: number): number {
    const tiers = this.#tiersOf(known);
    return this.#seats === undefined
      ? this.#prices.leastFrom(dollars, this.#flights - 1, tiers)
      : Math.max(
          this.#prices.leastOfTiers(dollars, tiers),
          this.#seats.leastFloor(this.#flights - 1),
        );
  }

  /** The tiers that may sell a ticket with these first carriers. */
  #tiersOf(known: number): number {
    if (known === 1) return this.#partners.tiersOf(this.#carriers[0] as Index, this.#mayDivide);
    let [tiers, own] = [ALL_TIERS, 0];
    for (let i = 0; i < known; i++) {
      const carrier = this.#carriers[i] as Index;
      tiers &= this.#partners.tiersOf(carrier, this.#mayDivide);
      own |= 1 << (this.#network.carrierTier[carrier] as number);
    }
    return tiers | own;
  }

  /** The carrier of the longest flight (ENGINE-5). */
  #seller(): Index {
    return this.#carriers[longestOf(this.#network, this.#markets)] as Index;
  }

  /** FARE-10 */
  #floorOfWhole(stops: number, flown: number, seller: Index): number {
    return this.#seats?.isWhole(this.#carriers) === false
      ? this.#prices.leastPrice(seller, this.#seats.floor(this.#carriers, seller))
      : this.#prices.floor(stops, seller, flown).price;
  }

  /** One fare, or two, divided where they are cheapest (INTERLINE-3). */
  #ticketDollars(flights: number, one: boolean): number {
    const division = this.#division;
    if (!division.isDivided(flights - 1)) return this.#fareDollars(0, flights, one);
    let least = Number.POSITIVE_INFINITY;
    for (let at = division.secondFrom(flights - 1); at <= division.secondTo(flights - 1); at++)
      least = Math.min(
        least,
        this.#fareDollars(0, at, false) + this.#fareDollars(at, flights, false),
      );
    return least;
  }

  /**
   * What partners' flights cost at least; `one`: from the slice's origin to its destination by
   * one carrier.
   */
  #fareDollars(start: number, end: number, one: boolean): number {
    let sum = 0;
    let runs = 0;
    for (let from = start; from < end; runs++) {
      let to = from + 1;
      while (to < end && this.#carriers[to] === this.#carriers[from]) to++;
      sum += this.#runDollars(from, to, one);
      from = to;
    }
    return runs > 1 ? sum * INTERLINE_FACTOR : sum;
  }

  /**
   * What flights of one carrier cost at least, one by one and, except for `apart`, from end to end.
   */
  #runDollars(from: number, to: number, apart: boolean): number {
    const { marketOrigin, marketDestination } = this.#network;
    const carrier = this.#carriers[from] as Index;
    if (this.#seats !== undefined) return this.#seatsDollars(this.#seats, from, to, apart);
    let dollars = 0;
    let highest = 0;
    for (let i = from; i < to; i++) {
      const fareClass = this.#classOf(i);
      highest = Math.max(highest, fareClass);
      dollars += this.#prices.alone(carrier, fareClass, this.#markets[i] as Index);
    }
    if (apart || to - from === 1) return dollars;
    const through = this.#prices.run(
      carrier,
      highest,
      marketOrigin[this.#markets[from] as Index] as Index,
      marketDestination[this.#markets[to - 1] as Index] as Index,
      to - from - 1,
      flownMiles(this.#network, this.#markets, from, to - 1),
    );
    return Math.min(dollars, through);
  }

  #seatsDollars(seats: LeastSeats, from: number, to: number, apart: boolean): number {
    const carrier = this.#carriers[from] as Index;
    let dollars = 0;
    for (let i = from; i < to; i++) dollars += seats.alone(i, carrier);
    return apart || to - from === 1 ? dollars : Math.min(dollars, seats.through(from, to, carrier));
  }

  #priceOfPrefix(known: number): number {
    if (!this.#mayEnd(known)) return Number.POSITIVE_INFINITY;
    const carrier = this.#carriers[0] as Index;
    const one = this.#isOneCarrier(known);
    const dollars = one ? this.#sumOf(carrier) : this.#sumAfterFirst(known);
    const sum = this.#leastOfPrefix(INTERLINE_FACTOR * SUM_ROUNDING * dollars, one ? 1 : known);
    const { connects, carrierTier } = this.#network;
    if (!one || connects[carrier * (carrierTier.length + 1)] === INTERLINING.none) return sum;
    const through =
      this.#seats === undefined
        ? this.#prices.through(this.#flights - 1, carrier, this.#classOf(0)).price
        : this.#prices.leastPrice(carrier, this.#seats.throughPrefix(carrier, this.#flights));
    return Math.min(sum, through);
  }

  /**
   * Whether someone flies into the destination who sells connections with the first two chosen
   * carriers: asked for each chain, and always the same.
   */
  #mayEnd(known: number): boolean {
    const carriers = this.#network.carrierTier.length;
    const second = this.#carriers[Math.min(1, known - 1)] as Index;
    const pair = (this.#carriers[0] as Index) * carriers + second;
    const key = this.#mayDivide ? carriers ** 2 + pair : pair;
    const { ends } = this.#partners;
    if (ends[key] === UNKNOWN) ends[key] = Number(this.#findEnd(Math.min(2, known)));
    return ends[key] === 1;
  }

  #findEnd(known: number): boolean {
    const { lastCarriers } = this.#partners;
    for (let i = 0; i < lastCarriers.length; i++)
      if (this.#division.fits(lastCarriers[i] as Index, 0, known)) return true;
    return false;
  }

  /**
   * BOUND-2 where one carrier flies all that is known: two fares or more from end to end, the first
   * of them its own, the others of the cheapest carrier tier that may follow.
   */
  #sumOf(carrier: Index): number {
    const own = this.#network.carrierTier[carrier] as number;
    const tier = Math.min(own, this.#partners.tierOf(carrier, this.#mayDivide));
    const fareClass = this.#seats?.firstClass(carrier) ?? this.#classOf(0);
    return this.#sums.ofAll(carrier, fareClass, tier, this.#flights);
  }

  /**
   * The same where the ticket's first carrier flies less than what is known: the rest begins where
   * its flights end.
   */
  #sumAfterFirst(known: number): number {
    let [run, tier] = [1, 0];
    while (this.#carriers[run] === this.#carriers[0]) run++;
    for (let i = 0; i < known; i++)
      tier = Math.max(tier, this.#partners.tierOf(this.#carriers[i] as Index, this.#mayDivide));
    const at = this.#network.marketDestination[this.#markets[run - 1] as Index] as Index;
    return this.#runDollars(0, run, false) + this.#sums.ofRest(at, tier, this.#flights);
  }
}
