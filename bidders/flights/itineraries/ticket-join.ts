/**
 * The tickets of trips, the best first: a rank join (Ilyas, Aref, Elmagarmid: Supporting top-k join
 * queries in relational databases, 2004) of the lists of each seller's trellis
 * (`ticket-trellis.ts`). A prefix of a ticket is bounded by what it adds and the least that what
 * may follow it adds (TRELLIS-1); the prefix with the least bound goes on first (A*: Hart, Nilsson,
 * Raphael, 1968), to the next part instead of its last, and to the first part of the next
 * slice that follows. Each prefix leads to a ticket. A ticket leaves the join when no prefix that
 * is left may still come before it, which is the threshold of Fagin, Lotem, Naor: Optimal
 * aggregation algorithms for middleware, 2003.
 *
 * JOIN-1 Tickets leave in the order of TRIP-5, each once, and none is left out, as long as no more
 *   than PREFIXES_MAX prefixes are kept.
 * JOIN-2 Where more come, the most expensive half is forgotten, and `forgot` is called.
 */
import {
  compareBeforeKeys,
  compareText,
  type RankedOffer,
} from "../../../common/offers/ranking-order.ts";
import { itineraryKey } from "../../../proto/itinerary.ts";
import type { NightRange, Objective, OfferSlice } from "../../../proto/messages.ts";
import { Heap } from "./heap.ts";
import { LeastAmounts } from "./least-amounts.ts";
import type { SliceOption } from "./option.ts";
import { type ClosedTrellis, SellerTrellises } from "./seller-trellises.ts";
import type { Seller, TicketPrices } from "./ticket-prices.ts";
import { firstFollowing, type TicketStep, type TicketTrellis } from "./ticket-trellis.ts";
import { departureDay, type TripPart } from "./trip-part.ts";
import { PREFIXES_MAX } from "./trip-rules.ts";

export interface JoinRules {
  readonly prices: TicketPrices;
  readonly objective: Objective;
  /** Minutes between two slices at least, see `stay.ts`. */
  stayMinutesMin(arriving: TripPart, leaving: TripPart): number;
  /** The slice in the form of an offer. Tickets that are equal in all else are ordered by it. */
  sliceOf(option: SliceOption): OfferSlice;
  /** Only tickets with a connection (TRIP-6). */
  readonly connecting: boolean;
  /** Of a search that limits the nights between its two slices (TRIP-11). */
  readonly nights?: NightRange | undefined;
  readonly prefixesMax?: number;
  /** Some tickets were forgotten: what is found need not be the cheapest (JOIN-2). */
  forgot(): void;
}

/** A ticket of a trip, with what it is compared by: its cost is the whole cost (RANK-4). */
export interface Joined extends Omit<RankedOffer, "itinerary"> {
  readonly parts: readonly TripPart[];
  /** What one adult pays for each slice of this ticket. */
  readonly dollars: readonly number[];
  /** Minor units of the seller's currency. */
  readonly amount: number;
  readonly stops: number;
  /** Minutes that count as travel time in the cost, of all parts. */
  readonly inconvenience: number;
}

/** The parts of a ticket up to a slice, the last first. */
interface ChosenPart {
  readonly step: TicketStep;
  readonly before: ChosenPart | undefined;
  readonly share: number;
  readonly amount: number;
  readonly minutes: number;
  readonly stops: number;
  readonly inconvenience: number;
}

/** A prefix of tickets: all tickets that go on from `before` with a step at `at` or after it. */
interface TicketPrefix {
  /** No such ticket has a lower cost, nor, at this cost, fewer minutes. */
  readonly cost: number;
  readonly minutes: number;
  readonly trellis: TicketTrellis | ClosedTrellis;
  readonly slice: number;
  readonly at: number;
  readonly before: ChosenPart | undefined;
}

/** Steps between two checkpoints. */
const STEPS_A_CHECKPOINT = 64;
/** The most that sums of floating-point numbers lose. */
const SUM_ROUNDING = 0.01;

export class TicketJoin {
  readonly #rules: JoinRules;
  readonly #trellises: SellerTrellises;
  readonly #prefixes = new Heap<TicketPrefix>(
    (one, other) =>
      one.cost < other.cost ||
      (one.cost === other.cost &&
        (one.minutes < other.minutes ||
          (one.minutes === other.minutes && one.slice > other.slice))),
  );
  readonly #whole: Heap<Joined>;
  readonly #prefixesMax: number;
  /** Empty where the search has no highest price. */
  readonly #leastAmounts = new Map<TicketTrellis, LeastAmounts>();
  #hasBegun = false;
  /** Whether only the price counts: then tickets are often level, and the faster are first. */
  readonly #byPrice: boolean;

  constructor(slices: readonly (readonly TripPart[])[], rules: JoinRules) {
    const { objective, prices } = rules;
    this.#rules = rules;
    this.#prefixesMax = rules.prefixesMax ?? PREFIXES_MAX;
    this.#byPrice = objective.valuePerHour === 0 && objective.penaltyPerStop === 0;
    const order = orderOf(rules);
    this.#whole = new Heap((one, other) => order(one, other) < 0);
    this.#trellises = new SellerTrellises(slices, prices, objective, (last, next) =>
      follows(last, next, rules),
    );
  }

  /** The next ticket; undefined where there is none. */
  *next(): Generator<undefined, Joined | undefined> {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      for (const trellis of yield* this.#trellises.all(this.#rules.connecting))
        this.#push(trellis, trellis.share, 0, 0, 0, undefined);
    }
    for (let step = 1; ; step++) {
      const first = this.#prefixes.first;
      const whole = this.#whole.first;
      if (whole !== undefined && (first === undefined || isBehind(first, whole)))
        return this.#whole.pop();
      if (first === undefined) return undefined;
      this.#prefixes.pop();
      if ("open" in first.trellis) {
        const trellis = yield* first.trellis.open();
        if (trellis !== undefined) this.#begin(trellis, 0, 0, undefined);
      } else this.#extend(first, first.trellis);
      if (this.#prefixes.size > this.#prefixesMax) this.#dropPrefixes();
      if (step % STEPS_A_CHECKPOINT === 0) yield;
    }
  }

  #dropPrefixes(): void {
    this.#prefixes.keep(this.#prefixesMax >> 1);
    this.#rules.forgot();
  }

  /** Adds the prefix with the first step from `at` on that follows. */
  #begin(trellis: TicketTrellis, slice: number, at: number, before: ChosenPart | undefined): void {
    const steps = trellis.lists[slice] as readonly TicketStep[];
    let index = before === undefined ? at : this.#following(steps, at, before.step);
    if (this.#rules.prices.priceMax !== undefined)
      while (
        index !== undefined &&
        index < steps.length &&
        this.#isTooDear(trellis, slice, index, before)
      )
        index = before === undefined ? index + 1 : this.#following(steps, index + 1, before.step);
    const step = index === undefined ? undefined : steps[index];
    if (index === undefined || step === undefined) return;
    const share = (before?.share ?? 0) + step.toGo;
    const minutes = (before?.minutes ?? 0) + step.near;
    this.#push(trellis, share, minutes, slice, index, before);
  }

  /** Whether all tickets that go on from `before` with this step cost too much (LEFT-1). */
  #isTooDear(
    trellis: TicketTrellis,
    slice: number,
    at: number,
    before: ChosenPart | undefined,
  ): boolean {
    let least = this.#leastAmounts.get(trellis);
    if (least === undefined) {
      least = new LeastAmounts(trellis);
      this.#leastAmounts.set(trellis, least);
    }
    const amount = (before?.amount ?? 0) + least.of(slice, at);
    return this.#rules.prices.isTooDear(trellis.seller, amount);
  }

  #following(
    steps: readonly TicketStep[],
    at: number,
    { entry, next }: TicketStep,
  ): number | undefined {
    // What is before `next` does not follow.
    if (at <= next) return next;
    return firstFollowing(steps, at, entry.part, (last, part) => follows(last, part, this.#rules));
  }

  #push(
    trellis: TicketTrellis | ClosedTrellis,
    share: number,
    minutes: number,
    slice: number,
    at: number,
    before: ChosenPart | undefined,
  ): void {
    // A cost is rounded three times at most, and once where minutes cost nothing.
    const cost =
      this.#rules.objective.valuePerHour === 0
        ? Math.round(share - SUM_ROUNDING)
        : Math.ceil(share - 1.5 - SUM_ROUNDING);
    this.#prefixes.push({
      cost,
      minutes: this.#byPrice ? minutes : 0,
      trellis,
      slice,
      at,
      before,
    });
  }

  #extend({ slice, at, before }: TicketPrefix, trellis: TicketTrellis): void {
    this.#begin(trellis, slice, at + 1, before);
    const step = (trellis.lists[slice] as readonly TicketStep[])[at] as TicketStep;
    const { part, share, amount } = step.entry;
    const chosen: ChosenPart = {
      step,
      before,
      share: (before?.share ?? 0) + share,
      amount: (before?.amount ?? 0) + amount,
      minutes: (before?.minutes ?? 0) + part.minutes,
      stops: (before?.stops ?? 0) + part.stops,
      inconvenience: (before?.inconvenience ?? 0) + part.inconvenience,
    };
    if (slice + 1 < trellis.lists.length) this.#begin(trellis, slice + 1, 0, chosen);
    else this.#add(chosen, trellis.seller);
  }

  #add(last: ChosenPart, seller: Seller): void {
    const parts: TripPart[] = [];
    const dollars: number[] = [];
    for (let one: ChosenPart | undefined = last; one !== undefined; one = one.before) {
      parts.unshift(one.step.entry.part);
      dollars.unshift(one.step.entry.dollars);
    }
    const whole = joinedOf(seller, parts, dollars, last.amount, last, this.#rules.prices);
    if (whole !== undefined) this.#whole.push(whole);
  }
}

/**
 * A ticket of these parts; undefined where its price is not known in the search's currency, or is
 * above what the search allows.
 *
 * @param amount what it costs, in minor units of the seller's currency
 * @param sums of all parts together
 */
export function joinedOf(
  seller: Seller,
  parts: readonly TripPart[],
  dollars: readonly number[],
  amount: number,
  { minutes, stops, inconvenience }: Pick<TripPart, "minutes" | "stops" | "inconvenience">,
  prices: TicketPrices,
): Joined | undefined {
  const its = prices.exactAmount(seller, parts, dollars, amount);
  const convertedPrice = prices.price(seller, its);
  if (convertedPrice === undefined || prices.isTooDear(seller, its)) return undefined;
  return {
    parts,
    seller: seller.code,
    dollars,
    amount: its,
    convertedPrice,
    cost: prices.cost(convertedPrice, minutes, stops, inconvenience),
    isMixed: parts.some(({ mixed }) => mixed),
    durationMinutes: minutes,
    departure: (parts[0] as TripPart).departureLocal,
    stops,
    inconvenience,
  };
}

/** Whether a trip may have one part after the other (TRIP-2, TRIP-11). */
function follows(
  last: TripPart,
  next: TripPart,
  { stayMinutesMin, nights }: Pick<JoinRules, "stayMinutesMin" | "nights">,
): boolean {
  const stay = next.departureUtc - last.arrivalUtc;
  if (stay <= 0 || (nights !== undefined && !isStay(last, next, nights))) return false;
  return stay >= stayMinutesMin(last, next);
}

function isStay({ arrivalDay }: TripPart, next: TripPart, { min, max }: NightRange): boolean {
  const nights = departureDay(next) - arrivalDay;
  return nights >= min && nights <= max;
}

/**
 * Whether no ticket of a prefix comes before this one: as none that is whole does a mixed one.
 */
function isBehind(first: TicketPrefix, whole: Joined): boolean {
  return (
    first.cost > whole.cost ||
    (first.cost === whole.cost && first.minutes > whole.durationMinutes && !whole.isMixed)
  );
}

/**
 * TRIP-5: ORDER-1. Keys are made of few parts: most tickets differ before. A trip's key is those of
 * its slices, with `_` between them; two trips are compared slice by slice.
 */
export function orderOf({
  sliceOf,
}: Pick<JoinRules, "sliceOf">): (one: Joined, other: Joined) => number {
  const keys = new WeakMap<TripPart, string>();
  const keyOf = (part: TripPart, isLast: boolean) => {
    let key = keys.get(part);
    if (key === undefined) {
      key = itineraryKey([sliceOf(part.option)]) + (isLast ? "" : "_");
      keys.set(part, key);
    }
    return key;
  };
  const byKeys = ({ parts: its }: Joined, { parts: others }: Joined) => {
    for (let i = 0; i < its.length; i++) {
      const [one, other] = [its[i] as TripPart, others[i] as TripPart];
      if (one === other) continue;
      const isLast = i + 1 === its.length;
      const order = compareText(keyOf(one, isLast), keyOf(other, isLast));
      if (order !== 0) return order;
    }
    return 0;
  };
  return (one, other) =>
    compareBeforeKeys(one, other) || byKeys(one, other) || compareText(one.seller, other.seller);
}
