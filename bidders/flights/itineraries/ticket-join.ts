/**
 * The tickets of trips, the best first: a rank join (Ilyas, Aref, Elmagarmid: Supporting top-k join
 * queries in relational databases, 2004) of lists that are sorted by what each part adds to the
 * cost. A beginning of a ticket is bounded by what it adds and the least that the slices after it
 * add; the beginning with the least bound goes on first (A*: Hart, Nilsson, Raphael, 1968), to the
 * next part in the place of its last, and to the first part of the next slice. A ticket leaves the
 * join when no beginning that is left may still come before it, which is the threshold of Fagin,
 * Lotem, Naor: Optimal aggregation algorithms for middleware, 2003.
 *
 * JOIN-1 Tickets leave in the order of TRIP-5, each once, and none is left out, as long as no more
 *   than BEGINNINGS_MAX beginnings are kept.
 */
import { compareText } from "../../../common/offers/ranking-order.ts";
import { itineraryKey } from "../../../proto/itinerary.ts";
import type { Objective, OfferSlice } from "../../../proto/messages.ts";
import { Heap } from "./heap.ts";
import type { SliceOption } from "./option.ts";
import { type ClosedLane, type Entry, type Lane, Lanes } from "./ticket-lanes.ts";
import type { Seller, TicketPrices } from "./ticket-prices.ts";
import type { TripPart } from "./trip-part.ts";
import { BEGINNINGS_MAX } from "./trip-rules.ts";

export interface JoinRules {
  readonly prices: TicketPrices;
  readonly objective: Objective;
  /** Minutes between two slices at least, see `stay.ts`. */
  stayMinutesMin(arriving: TripPart, leaving: TripPart): number;
  /** As offers have it: for tickets that are level in all else. */
  sliceOf(option: SliceOption): OfferSlice;
  /** Only tickets with a connection (TRIP-6). */
  readonly connecting: boolean;
  readonly beginningsMax?: number;
}

/** A ticket of a trip, with what gives it its place. */
export interface Joined {
  readonly parts: readonly TripPart[];
  readonly seller: string;
  /** Of each slice what one adult pays on this ticket. */
  readonly dollars: readonly number[];
  /** In the seller's currency. */
  readonly amount: number;
  /** In the search's. */
  readonly price: number;
  readonly cost: number;
  readonly minutes: number;
  readonly stops: number;
}

/** The parts of a ticket up to a slice, the last first. */
interface Chosen {
  readonly entry: Entry;
  readonly before: Chosen | undefined;
  readonly share: number;
  readonly amount: number;
  readonly minutes: number;
  readonly stops: number;
}

/** A beginning: all tickets that go on from `before` with an entry at `at` or after it. */
interface Beginning {
  /** No such ticket has a lower cost, nor, at this cost, fewer minutes. */
  readonly cost: number;
  readonly minutes: number;
  readonly lane: Lane | ClosedLane;
  readonly slice: number;
  readonly at: number;
  readonly before: Chosen | undefined;
}

/** Steps between two checkpoints. */
const STEPS_A_CHECKPOINT = 64;
/** For what sums of floating-point numbers lose. */
const SUM_ROUNDING = 0.01;

export class TicketJoin {
  readonly #rules: JoinRules;
  readonly #lanes: Lanes;
  readonly #beginnings = new Heap<Beginning>(
    (one, other) =>
      one.cost < other.cost ||
      (one.cost === other.cost &&
        (one.minutes < other.minutes ||
          (one.minutes === other.minutes && one.slice > other.slice))),
  );
  readonly #whole: Heap<Joined>;
  readonly #beginningsMax: number;
  #hasBegun = false;
  /** Whether only the price counts: then tickets are often level, and the faster are first. */
  readonly #byPrice: boolean;

  constructor(slices: readonly (readonly TripPart[])[], rules: JoinRules) {
    const { objective, prices } = rules;
    this.#rules = rules;
    this.#beginningsMax = rules.beginningsMax ?? BEGINNINGS_MAX;
    this.#byPrice = objective.valuePerHour === 0 && objective.penaltyPerStop === 0;
    const order = orderOf(rules);
    this.#whole = new Heap((one, other) => order(one, other) < 0);
    this.#lanes = new Lanes(slices, prices, objective);
  }

  /** The next ticket; undefined where there is none. */
  *next(): Generator<undefined, Joined | undefined> {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      for (const lane of yield* this.#lanes.all(this.#rules.connecting))
        this.#push(lane, lane.share, 0, 0, 0, undefined);
    }
    for (let step = 1; ; step++) {
      const first = this.#beginnings.first;
      const whole = this.#whole.first;
      if (whole !== undefined && (first === undefined || isBehind(first, whole)))
        return this.#whole.pop();
      if (first === undefined) return undefined;
      this.#beginnings.pop();
      if ("open" in first.lane) this.#open(first.lane);
      else this.#goOn(first, first.lane);
      if (this.#beginnings.size > this.#beginningsMax)
        this.#beginnings.keep(this.#beginningsMax >> 1);
      if (step % STEPS_A_CHECKPOINT === 0) yield;
    }
  }

  #open(closed: ClosedLane): void {
    const lane = closed.open();
    if (lane !== undefined) this.#begin(lane, 0, 0, undefined);
  }

  /** Adds the beginning with the first entry from `at` on that the seller sells. */
  #begin(lane: Lane, slice: number, at: number, before: Chosen | undefined): void {
    const entries = lane.lists[slice] as readonly Entry[];
    let index = at;
    if (lane.isShared && slice > 0)
      while (index < entries.length && !this.#lanes.sells(lane.seller, entries[index] as Entry))
        index++;
    const entry = entries[index];
    if (entry === undefined) return;
    const share = (before?.share ?? 0) + entry.share + (lane.restShare[slice] as number);
    const minutes = (before?.minutes ?? 0) + entry.near + (lane.restNear[slice] as number);
    this.#push(lane, share, minutes, slice, index, before);
  }

  #push(
    lane: Lane | ClosedLane,
    share: number,
    minutes: number,
    slice: number,
    at: number,
    before: Chosen | undefined,
  ): void {
    // A cost is rounded twice, and once where minutes cost nothing.
    const cost =
      this.#rules.objective.valuePerHour === 0
        ? Math.round(share - SUM_ROUNDING)
        : Math.ceil(share - 1 - SUM_ROUNDING);
    this.#beginnings.push({
      cost,
      minutes: this.#byPrice ? minutes : 0,
      lane,
      slice,
      at,
      before,
    });
  }

  #goOn({ slice, at, before }: Beginning, lane: Lane): void {
    this.#begin(lane, slice, at + 1, before);
    const entry = (lane.lists[slice] as readonly Entry[])[at] as Entry;
    const { part } = entry;
    if (before !== undefined && !follows(before.entry.part, part, this.#rules)) return;
    const chosen: Chosen = {
      entry,
      before,
      share: (before?.share ?? 0) + entry.share,
      amount: (before?.amount ?? 0) + entry.amount,
      minutes: (before?.minutes ?? 0) + part.minutes,
      stops: (before?.stops ?? 0) + part.stops,
    };
    if (slice + 1 < lane.lists.length) this.#begin(lane, slice + 1, 0, chosen);
    else this.#add(chosen, lane.seller);
  }

  #add(last: Chosen, seller: Seller): void {
    const { prices } = this.#rules;
    const { amount, minutes, stops } = last;
    const price = prices.price(seller, amount);
    if (price === undefined) return;
    const parts: TripPart[] = [];
    const dollars: number[] = [];
    for (let one: Chosen | undefined = last; one !== undefined; one = one.before) {
      parts.unshift(one.entry.part);
      dollars.unshift(one.entry.dollars);
    }
    const cost = prices.cost(price, minutes, stops);
    this.#whole.push({ parts, seller: seller.code, dollars, amount, price, cost, minutes, stops });
  }
}

/** Whether a trip may have one part after the other (TRIP-2). */
export function follows(
  last: TripPart,
  next: TripPart,
  { stayMinutesMin }: Pick<JoinRules, "stayMinutesMin">,
): boolean {
  const stay = next.departureUtc - last.arrivalUtc;
  return stay > 0 && stay >= stayMinutesMin(last, next);
}

/** Whether no ticket of a beginning comes before this one. */
function isBehind(first: Beginning, whole: Joined): boolean {
  return first.cost > whole.cost || (first.cost === whole.cost && first.minutes > whole.minutes);
}

/** TRIP-5. Keys are made for few tickets: most differ before. */
export function orderOf({
  sliceOf,
}: Pick<JoinRules, "sliceOf">): (one: Joined, other: Joined) => number {
  const keys = new WeakMap<Joined, string>();
  const keyOf = (ticket: Joined) => {
    let key = keys.get(ticket);
    if (key === undefined) {
      key = itineraryKey(ticket.parts.map(({ option }) => sliceOf(option)));
      keys.set(ticket, key);
    }
    return key;
  };
  return (one, other) =>
    one.cost - other.cost ||
    one.price - other.price ||
    one.minutes - other.minutes ||
    (one.parts[0] as TripPart).departureLocal - (other.parts[0] as TripPart).departureLocal ||
    compareText(keyOf(one), keyOf(other)) ||
    compareText(one.seller, other.seller);
}
