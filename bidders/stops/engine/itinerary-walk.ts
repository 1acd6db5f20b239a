/**
 * The walk along one chain of markets: every choice of flights that keeps the rules, with its
 * price.
 *
 * Tests: `rules-time.test.ts`, `rules-tickets.test.ts`.
 */
import type { LeftOutCounts } from "../../flights/itineraries/left-out-counts.ts";
import { TERMINALS_A_ROW } from "../../flights/itineraries/terminals.ts";
import { dayOf } from "../../flights/timetable/departures.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Zone } from "../../flights/timetable/zones.ts";
import { ChainCabins } from "./chain-cabins.ts";
import type { Chain } from "./chain-queue.ts";
import type { EngineItinerary, ItineraryTicket } from "./itinerary.ts";
import { firstLeaving, type Leg } from "./legs.ts";
import { flownMiles, longestOf, type Network } from "./network.ts";
import type { Prices, Quote } from "./prices.ts";
import { SELF_TRANSFER_MINUTES } from "./rules.ts";
import { TicketDivision } from "./ticket-division.ts";
import { areSoldTogether } from "./ticket-rights.ts";
import type { Waits } from "./waits.ts";
import type { WholeCost } from "./whole-cost.ts";

/** What holds for all itineraries of a search. */
export interface WalkRules {
  readonly costs: WholeCost;
  /** The asked cabin's index in CABINS. */
  readonly cabin: number;
  readonly layoverMinutesMax: number;
  /** ENGINE-7. */
  readonly minutesMax: number;
  /** ENGINE-8. */
  readonly withoutNight: boolean;
  /** ENGINE-10. */
  readonly selfTransfer: boolean;
  /** The same as in `ChainQuery`. */
  readonly eachSeller: boolean;
  /** ENGINE-13. */
  readonly dividedMax: number;
  /** ENGINE-15; undefined where no limit of the search is about waits. */
  readonly waits: Waits | undefined;
  /** WITHIN-5; infinite where no price is too high. */
  readonly priceMax: number;
  /** Counts what rules leave out; undefined: it is not counted (LEFTOUT-2). */
  readonly counts: LeftOutCounts | undefined;
  /** Set by the walk where it has left out an itinerary because of `priceMax` (CUT-1). */
  hasTooDear: boolean;
}

interface WalkQuery {
  readonly chain: Chain;
  /** Flights of each market, by departure. */
  readonly choices: readonly (readonly Leg[])[];
  /** The minimum connecting times before each flight but the first. */
  readonly minimums: readonly number[];
  /** Indexed by first flight: the latest arrival of itineraries that begin with it (BEATEN-1). */
  readonly limits: Float64Array;
  /** Indexed by flight: minutes from its arrival to the end at least. */
  readonly onward: readonly number[];
  readonly costMax: number;
  add(itinerary: EngineItinerary): void;
}

export class ItineraryWalk {
  readonly #network: Network;
  readonly #prices: Prices;
  readonly #rules: WalkRules;
  readonly #zones: readonly Zone[];
  readonly #query: WalkQuery;
  readonly #legs: Leg[] = [];
  readonly #division: TicketDivision;
  readonly #end: number;
  /** No itinerary may take longer, by what its chain's least price leaves of `costMax`. */
  readonly #minutesMax: number;
  /** The latest arrival of an itinerary with the chosen first flight. */
  #arrivalMax = 0;
  /**
   * The cost of the itinerary that was checked last. It is a part of the cost when this part is too
   * much already.
   */
  #cost = 0;
  /** The miles of the whole chain. */
  readonly #flownMiles: number;
  /** Undefined in economy: there all flights are in the asked cabin. */
  readonly #cabins: ChainCabins | undefined;

  constructor(
    network: Network,
    prices: Prices,
    rules: WalkRules,
    zones: readonly Zone[],
    query: WalkQuery,
  ) {
    this.#network = network;
    this.#prices = prices;
    this.#rules = rules;
    this.#zones = zones;
    this.#query = query;
    this.#end = query.choices.length - 1;
    const { selfTransfer, dividedMax } = rules;
    // One ticket of all flights may not be divided where they are too many.
    const isTooLong = !selfTransfer && this.#end >= dividedMax;
    this.#division = new TicketDivision(network, isTooLong ? 1 : dividedMax);
    this.#minutesMax = rules.costs.minutesWithin(query.costMax - query.chain.price, this.#end);
    const { markets } = query.chain;
    this.#flownMiles = flownMiles(network, markets, 0, this.#end);
    this.#cabins = rules.cabin === 0 ? undefined : new ChainCabins(network, markets, rules.cabin);
  }

  /** The through fare of the carrier of flight `from` to where flight `to` ends, in that class. */
  #throughDollars(from: number, to: number, fareClass: number): number {
    const { markets } = this.#query.chain;
    const { marketOrigin, marketDestination } = this.#network;
    const { carrier } = this.#legs[from] as Leg;
    if (this.#cabins?.isMixed(this.#legs, from, to) === true)
      return this.#cabins.through(this.#prices, this.#legs, from, to);
    if (from === 0 && to === this.#end)
      return this.#prices.through(to, carrier, fareClass, this.#flownMiles).dollars;
    return this.#prices.run(
      carrier,
      fareClass,
      marketOrigin[markets[from] as Index] as Index,
      marketDestination[markets[to] as Index] as Index,
      to - from,
      flownMiles(this.#network, markets, from, to),
    );
  }

  /** Adds all that begin with each of the first flights. */
  begin(): void {
    const { choices, limits, onward } = this.#query;
    const firsts = choices[0] as readonly Leg[];
    for (let i = 0; i < firsts.length; i++) {
      const leg = firsts[i] as Leg;
      if (this.#cabins?.mayBe(leg, 0) === false) continue;
      this.#arrivalMax = Math.min(limits[i] as number, leg.departureUtc + this.#minutesMax);
      if (leg.arrivalUtc + (onward[0] as number) > this.#arrivalMax) continue;
      this.#legs[0] = leg;
      this.#division.begin(leg.carrier, 0);
      this.#from(1, 0);
    }
  }

  /**
   * Chooses flight `at` and those after it. `split` is the flight before which the ticket changes,
   * 0 while it does not.
   */
  #from(at: number, split: number): void {
    const choices = this.#query.choices[at] as readonly Leg[];
    const before = this.#legs[at - 1] as Leg;
    const earliest = before.arrivalUtc + (this.#query.minimums[at] as number);
    const arrivalMax = this.#arrivalMax - (this.#query.onward[at] as number);
    const { departureTerminal, arrivalTerminal, terminalMinutes } = this.#network.terminals;
    const arriving = TERMINALS_A_ROW * (arrivalTerminal[before.row] as number);
    const { waits, layoverMinutesMax } = this.#rules;
    const airport = this.#network.timetable.destination[before.row] as Index;
    const offset = waits?.offsetWithin(airport, before.arrivalUtc, before.arrivalUtc);
    const waitsUntil =
      waits?.latestBy(before.arrivalUtc, offset) ?? before.arrivalUtc + layoverMinutesMax;
    const latest = Math.min(waitsUntil, arrivalMax);
    // Unless clocks change meanwhile, what leaves by then keeps the limits (WAITS-1).
    const isChecked = waits !== undefined && offset === undefined;
    // Of flights that end the same prefix, one that is in no earlier must be cheaper or cost
    // less as a whole (LIST-1).
    let [priceBefore, costBefore, arrivalBefore] = [Number.POSITIVE_INFINITY, 0, 0];
    const { counts } = this.#rules;
    if (counts !== undefined) countTooShort(counts, choices, before, earliest);
    for (let i = firstLeaving(choices, earliest); i < choices.length; i++) {
      const leg = choices[i] as Leg;
      if (leg.departureUtc > latest) break;
      if (leg.arrivalUtc > arrivalMax) continue;
      if (this.#cabins?.mayBe(leg, at) === false) continue;
      // Most flights arrive at no terminal that is known.
      if (
        arriving > 0 &&
        leg.departureUtc - before.arrivalUtc <
          (terminalMinutes[arriving + (departureTerminal[leg.row] as number)] as number)
      ) {
        counts?.connection("minimum-connecting-time", before.row, leg.row);
        continue;
      }
      const splits = this.#joins(leg, at, split);
      if (splits === undefined) {
        counts?.connection("interline", before.row, leg.row);
        continue;
      }
      if (this.#rules.withoutNight && this.#staysOvernight(before, leg)) {
        counts?.connection("overnight", before.row, leg.row);
        continue;
      }
      if (isChecked && !waits.isWithin(airport, before.arrivalUtc, leg.departureUtc)) {
        counts?.connection("over-limit", before.row, leg.row);
        continue;
      }
      this.#legs[at] = leg;
      if (at < this.#end) this.#from(at + 1, splits);
      else {
        const later = leg.arrivalUtc - arrivalBefore;
        // Prices are whole: below the next one is up to this one.
        const price = this.#offer(
          splits,
          later > 0 ? priceBefore : later === 0 ? priceBefore + 1 : Number.POSITIVE_INFINITY,
          costBefore,
        );
        if (this.#rules.eachSeller) continue;
        if (price < priceBefore || (price === priceBefore && later < 0))
          [priceBefore, costBefore, arrivalBefore] = [price, this.#cost, leg.arrivalUtc];
      }
    }
  }

  /**
   * The flight at which the ticket changes once this flight is taken (ENGINE-5, ENGINE-10);
   * undefined when the flight cannot be taken.
   */
  #joins(leg: Leg, at: number, split: number): number | undefined {
    const division = this.#division;
    if (division.add(leg.carrier, split, at)) return split;
    if (
      split > 0 ||
      !this.#rules.selfTransfer ||
      !division.areStrangers(leg.carrier, (this.#legs[at - 1] as Leg).carrier) ||
      !this.#isSelfTransfer(leg, at)
    )
      return undefined;
    division.begin(leg.carrier, at);
    return at;
  }

  #isSelfTransfer(leg: Leg, at: number): boolean {
    const { marketInternational } = this.#network;
    const [arriving, leaving] = [
      this.#query.chain.markets[at - 1] as Index,
      this.#query.chain.markets[at] as Index,
    ];
    const domestic = marketInternational[arriving] === 0 && marketInternational[leaving] === 0;
    const minutes = domestic ? SELF_TRANSFER_MINUTES.domestic : SELF_TRANSFER_MINUTES.international;
    return leg.departureUtc - (this.#legs[at - 1] as Leg).arrivalUtc >= minutes;
  }

  /** Whether one leaves the airport on a later local date than one arrived (ENGINE-8). */
  #staysOvernight(before: Leg, leg: Leg): boolean {
    const zone = this.#zones[this.#network.timetable.origin[leg.row] as Index] as Zone;
    return dayOf(zone.toLocal(before.arrivalUtc)) !== dayOf(zone.toLocal(leg.departureUtc));
  }

  /**
   * Adds the chosen itinerary where its cost is within the query's, and its price is less than
   * `priceMax` or its cost less than `costBefore`. Returns its price, and leaves its cost in
   * `#cost`; an infinite price where it beats no other by it: a mixed one beats no whole one.
   */
  #offer(split: number, priceMax: number, costBefore: number): number {
    const { costs } = this.#rules;
    const legs = this.#legs;
    const stops = this.#end;
    const { markets } = this.#query.chain;
    const mixed = this.#isMixed();
    if (mixed && this.#cabins?.carriesMost(legs) === false) return Number.POSITIVE_INFINITY;
    if (!areSoldTogether(this.#network, { legs, markets, split })) {
      const last = legs[stops] as Leg;
      this.#rules.counts?.connection("traffic-rights", (legs[0] as Leg).row, last.row);
      return Number.POSITIVE_INFINITY;
    }
    const minutes = (legs[stops] as Leg).arrivalUtc - (legs[0] as Leg).departureUtc;
    const tickets =
      split === 0
        ? [this.#ticket(0, stops + 1)]
        : [this.#ticket(0, split), this.#ticket(split, stops + 1)];
    let price = 0;
    for (const ticket of tickets) price += ticket.price;
    const limit = mixed ? Number.POSITIVE_INFINITY : price;
    const isCheaper = price < priceMax;
    if (price === Number.POSITIVE_INFINITY || !(isCheaper || costs.counts)) return limit;
    if (price > this.#rules.priceMax) {
      this.#rules.hasTooDear = true;
      return limit;
    }
    // What costs too much by that alone is not found, and nor is what it would beat.
    this.#cost = costs.atLeast(price, minutes, stops);
    if (this.#cost > this.#query.costMax) return limit;
    const inconvenience = costs.inconvenience(legs);
    this.#cost = costs.of(price, minutes, stops, inconvenience);
    if (!isCheaper && this.#cost >= costBefore) return limit;
    if (this.#cost <= this.#query.chain.foundUpTo || this.#cost > this.#query.costMax) return limit;
    const [first, last] = [legs[0] as Leg, legs[stops] as Leg];
    this.#query.add({
      legs: [...legs],
      tickets,
      cost: this.#cost,
      inconvenience,
      price,
      minutes,
      stops,
      mixed,
      departureUtc: first.departureUtc,
      arrivalUtc: last.arrivalUtc,
    });
    return limit;
  }

  #ticket(from: number, to: number): ItineraryTicket & { readonly price: number } {
    const legs = this.#legs;
    const isWhole = from === 0 && to === legs.length;
    if (isWhole && this.#isOneCarrier() && !this.#isMixed()) {
      const quote = this.#prices.throughQuote(legs, this.#flownMiles);
      if (quote !== undefined) return { from, to, seller: (legs[0] as Leg).carrier, ...quote };
    }
    const seller = this.#sellerOf(from, to);
    const dollars = this.#dollars(from, to);
    if (from === 0 && to === legs.length) {
      const floor = this.#floor(seller);
      if (floor.dollars >= dollars) return { from, to, seller, ...floor };
    }
    return { from, to, seller, dollars, price: this.#prices.price(seller, dollars) };
  }

  /** One fare, or where its carriers are not all partners two, divided where they are cheapest. */
  #dollars(from: number, to: number): number {
    const division = this.#division;
    if (!division.isDivided(to - 1)) return this.#fareDollars(from, to);
    let least = Number.POSITIVE_INFINITY;
    for (let at = division.secondFrom(to - 1); at <= division.secondTo(to - 1); at++)
      least = Math.min(least, this.#fareDollars(from, at) + this.#fareDollars(at, to));
    return least;
  }

  #fareDollars(from: number, to: number): number {
    if (to - from === 1) return (this.#legs[from] as Leg).dollars;
    const part = this.#legs.slice(from, to);
    return this.#prices.dollars(part, (i, j, fareClass) =>
      this.#throughDollars(from + i, from + j, fareClass),
    );
  }

  /** FARE-10 */
  #floor(seller: Index): Quote {
    if (this.#cabins === undefined || !this.#isMixed())
      return this.#prices.floor(this.#end, seller, this.#flownMiles);
    const dollars = this.#cabins.floor(this.#prices, this.#legs, seller);
    return { dollars, price: this.#prices.price(seller, dollars) };
  }

  #isMixed(): boolean {
    return this.#cabins?.isMixed(this.#legs, 0, this.#end) ?? false;
  }

  #isOneCarrier(): boolean {
    for (let i = 1; i < this.#legs.length; i++)
      if ((this.#legs[i] as Leg).carrier !== (this.#legs[0] as Leg).carrier) return false;
    return true;
  }

  /** The carrier of the longest flight (ENGINE-5). */
  #sellerOf(from: number, to: number): Index {
    const longest = longestOf(this.#network, this.#query.chain.markets, from, to);
    return (this.#legs[longest] as Leg).carrier;
  }
}

/** ENGINE-1: the flights that leave after one has landed, and too soon. */
function countTooShort(
  counts: LeftOutCounts,
  choices: readonly Leg[],
  before: Leg,
  earliest: number,
): void {
  const end = firstLeaving(choices, earliest);
  for (let i = firstLeaving(choices, before.arrivalUtc); i < end; i++)
    counts.connection("minimum-connecting-time", before.row, (choices[i] as Leg).row);
}
