/**
 * The parts that were found for one slice of a trip, and what they cost at least.
 *
 * PART-1 A connection is left out when another one of the same seller, in the same slice, leaves no
 *   earlier, arrives no later, stops no more often, costs no more, is no more inconvenient beside
 *   its time and is not mixed where it is whole, and is better in one of times and stops: in any
 *   ticket the other one may take its place, and makes a trip that beats it (TRIP-7). That is so
 *   where the stay before and after it is no longer for the other one, its round-trip factor no
 *   higher, and its nights as many where they are limited: where that is not sure, both stay.
 */
import { cost } from "../../../common/money/money.ts";
import { inconvenienceCost } from "../../../common/offers/inconvenience.ts";
import type { Objective } from "../../../proto/messages.ts";
import { arriveAlike, leaveAlike, type StayData } from "../../flights/itineraries/stay.ts";
import type { TicketPrices } from "../../flights/itineraries/ticket-prices.ts";
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import type { LeastPrices } from "./least-prices.ts";

interface PoolRules {
  readonly data: StayData;
  readonly prices: TicketPrices;
  readonly least: LeastPrices;
  readonly objective: Objective;
  /** Whether a round trip's factor depends on when this slice arrives. */
  readonly isOut: boolean;
  /** Whether the nights until the next slice are limited: they depend on it too (TRIP-11). */
  readonly hasStay: boolean;
  /** What leaves before this instant may have to keep a stay, and what arrives after the other. */
  readonly closeUntilUtc: number;
  readonly closeFromUtc: number;
}

/** Minor units: minutes and inconvenience of a ticket are each rounded once. */
const ROUNDINGS = 2;

export class PartPool {
  readonly #rules: PoolRules;
  readonly #nonstops: TripPart[] = [];
  /** Keyed by seller. */
  readonly #connections = new Map<string, TripPart[]>();
  /** Keyed by seller: what its cheapest part costs at least. */
  readonly #least = new Map<string, number>();
  #leastOfAll = Number.POSITIVE_INFINITY;
  #leastPrice = Number.POSITIVE_INFINITY;
  #leastOnOtherTicket = Number.POSITIVE_INFINITY;
  /**
   * The least costs indexed by stops, without inconvenience, as the columns of offers have them.
   */
  readonly #leastByColumns: number[] = [];
  #added = 0;

  constructor(rules: PoolRules, nonstops: readonly TripPart[]) {
    this.#rules = rules;
    for (const part of nonstops) {
      this.#nonstops.push(part);
      this.#count(part);
    }
  }

  /** The order means nothing. */
  get parts(): TripPart[] {
    return [...this.#nonstops, ...[...this.#connections.values()].flat()];
  }

  /** How many connections were added so far, and not left out at once. */
  get added(): number {
    return this.#added;
  }

  get isEmpty(): boolean {
    return this.#nonstops.length === 0 && this.#connections.size === 0;
  }

  get hasConnections(): boolean {
    return this.#connections.size > 0;
  }

  /** No part costs less in any ticket; infinite where there is none. */
  get leastOfAll(): number {
    return this.#leastOfAll;
  }

  /** No part adds less to the price of any ticket. */
  get leastPrice(): number {
    return this.#leastPrice;
  }

  /** The same by columns, of parts with more than `stops` stops. */
  leastByColumnsBeyond(stops: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let its = stops + 1; its < this.#leastByColumns.length; its++)
      least = Math.min(least, this.#leastByColumns[its] ?? least);
    return least;
  }

  /** No part costs less where it is not a seller's own in a round trip. */
  get leastOnOtherTicket(): number {
    return this.#leastOnOtherTicket;
  }

  /** The same by seller. */
  get leastBySeller(): ReadonlyMap<string, number> {
    return this.#least;
  }

  add(part: TripPart): void {
    const { seller } = part.fares[0] as TripPart["fares"][number];
    const its = this.#connections.get(seller);
    if (its === undefined) this.#connections.set(seller, [part]);
    else {
      for (let i = 0; i < its.length; i++) if (this.#replaces(its[i] as TripPart, part)) return;
      let kept = 0;
      for (let i = 0; i < its.length; i++) {
        const other = its[i] as TripPart;
        if (!this.#replaces(part, other)) its[kept++] = other;
      }
      its.length = kept;
      its.push(part);
    }
    this.#added++;
    this.#count(part);
  }

  /** PART-1 */
  #replaces(one: TripPart, other: TripPart): boolean {
    if (
      one.departureUtc < other.departureUtc ||
      one.arrivalUtc > other.arrivalUtc ||
      one.stops > other.stops ||
      (one.mixed && !other.mixed)
    )
      return false;
    const [its, others] = [one.fares[0], other.fares[0]] as [
      TripPart["fares"][number],
      TripPart["fares"][number],
    ];
    if (its.dollars > others.dollars || !this.#isNoWorseThan(one, other)) return false;
    if (
      one.departureUtc === other.departureUtc &&
      one.arrivalUtc === other.arrivalUtc &&
      one.stops === other.stops
    )
      return false;
    return this.#staysAlike(one, other) && this.#arrivesAlike(one, other, its.seller);
  }

  /** Whether minutes and inconvenience cost no more, however they are rounded in a ticket. */
  #isNoWorseThan(one: TripPart, other: TripPart): boolean {
    if (one.inconvenience <= other.inconvenience) return true;
    const { valuePerHour } = this.#rules.objective;
    const fewer = other.minutes + other.inconvenience - one.minutes - one.inconvenience;
    return (valuePerHour * fewer) / 60 >= ROUNDINGS;
  }

  #staysAlike(one: TripPart, other: TripPart): boolean {
    const { data, closeUntilUtc, closeFromUtc } = this.#rules;
    if (other.departureUtc < closeUntilUtc && !leaveAlike(data, one.firstRow, other.firstRow))
      return false;
    return other.arrivalUtc <= closeFromUtc || arriveAlike(data, one.lastRow, other.lastRow);
  }

  /** Whether the day of the arrival makes no ticket dearer, and none impossible. */
  #arrivesAlike(one: TripPart, other: TripPart, seller: string): boolean {
    const { isOut, hasStay, prices } = this.#rules;
    if (one.arrivalDay === other.arrivalDay) return true;
    return !hasStay && (!isOut || prices.isFactorNoHigher(one, other, seller));
  }

  #count({ fares, minutes, stops, inconvenience }: TripPart): void {
    const { least, objective } = this.#rules;
    const times = cost(0, minutes, stops, objective);
    const more = inconvenienceCost(inconvenience, objective);
    for (const { seller, dollars } of fares) {
      const onOtherTicket = least.onOtherTicket(dollars);
      this.#leastOnOtherTicket = Math.min(this.#leastOnOtherTicket, onOtherTicket + times + more);
      const own = least.of(seller, dollars);
      const price = own === Number.POSITIVE_INFINITY ? onOtherTicket : own;
      const before = this.#leastByColumns[stops] ?? Number.POSITIVE_INFINITY;
      this.#leastByColumns[stops] = Math.min(before, price + times);
      this.#leastPrice = Math.min(this.#leastPrice, price);
      const all = price + times + more;
      this.#leastOfAll = Math.min(this.#leastOfAll, all);
      this.#least.set(seller, Math.min(this.#least.get(seller) ?? Number.POSITIVE_INFINITY, all));
    }
  }
}
