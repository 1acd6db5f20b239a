/**
 * The tickets that one seller can make of the parts of trips, as lists to be joined: of each slice
 * what the seller may sell, and what that adds to the cost of a ticket. A seller's tickets at a
 * round-trip factor are a trellis of their own, because each part has another price there.
 */
import type { Objective } from "../../../proto/messages.ts";
import { NO_PAIR, type Seller, type TicketPrices } from "./ticket-prices.ts";
import { type Follows, type PricedPart, type TicketTrellis, trellisOf } from "./ticket-trellis.ts";
import { departureDay, type TripPart } from "./trip-part.ts";

/** A trellis that has not been opened: no ticket of it has a lower share. */
export interface ClosedTrellis {
  readonly share: number;
  /** Undefined where the seller has no ticket. Yields between slices. */
  open(): Generator<undefined, TicketTrellis | undefined>;
}

/** Which parts of a slice: `stops` sells what has a connection at least (TRIP-6). */
type PartKind = "any" | "nonstop" | "connection";

export class SellerTrellises {
  readonly #slices: readonly (readonly TripPart[])[];
  readonly #prices: TicketPrices;
  readonly #objective: Objective;
  readonly #follows: Follows;
  /** Keyed by slice and seller: the parts that it sells under its own fare. */
  readonly #own: readonly ReadonlyMap<string, readonly Offered[]>[];
  readonly #shared = new Map<string, readonly PricedPart[]>();
  readonly #least = new Map<string, number>();

  constructor(
    slices: readonly (readonly TripPart[])[],
    prices: TicketPrices,
    objective: Objective,
    follows: Follows,
  ) {
    this.#slices = slices;
    this.#prices = prices;
    this.#objective = objective;
    this.#follows = follows;
    this.#own = slices.map(ownParts);
  }

  /**
   * The trellises of all sellers. With `connecting` they are of tickets with a connection: one
   * trellis for each slice that may be the first to have one, so that no ticket is in two of them.
   * Yields between sellers.
   */
  *all(connecting: boolean): Generator<undefined, ClosedTrellis[]> {
    const trellises: ClosedTrellis[] = [];
    const count = this.#slices.length;
    for (const [code, firsts] of this.#own[0] as ReadonlyMap<string, readonly Offered[]>) {
      const seller = this.#prices.seller(code);
      // Without a wanted fare it sells nothing.
      if (seller === undefined || !this.#prices.hasWantedFare(seller)) continue;
      for (let first = 0; first < (connecting ? count : 1); first++) {
        const kinds = Array.from(
          { length: count },
          (_, i): PartKind =>
            !connecting || i > first ? "any" : i === first ? "connection" : "nonstop",
        );
        const its = firsts.filter(({ part }) => isOf(part, kinds[0] as PartKind));
        if (its.length > 0) trellises.push(...this.#ofSeller(seller, its, kinds));
      }
      yield;
    }
    return trellises;
  }

  #ofSeller(
    seller: Seller,
    firsts: readonly Offered[],
    kinds: readonly PartKind[],
  ): ClosedTrellis[] {
    if (!this.#prices.isRoundTrip) return this.#ofPair(seller, firsts, kinds, NO_PAIR);
    const byPair = Map.groupBy(firsts, ({ part }) => this.#prices.pairOut(part));
    return [...byPair].flatMap(([pair, its]) => this.#ofPair(seller, its, kinds, pair));
  }

  /** `pair`: that of all first parts, see TripPairs. */
  #ofPair(
    seller: Seller,
    firsts: readonly Offered[],
    kinds: readonly PartKind[],
    pair: number,
  ): ClosedTrellis[] {
    const trellises: ClosedTrellis[] = [];
    let share = this.#leastOf(firsts, 0, seller, 1);
    for (let i = 1; i < kinds.length; i++)
      share += this.#leastShared(i, seller, kinds[i] as PartKind);
    if (share < Number.POSITIVE_INFINITY)
      trellises.push({ share, open: () => this.#sumTrellis(seller, firsts, kinds, pair) });
    const backs =
      pair === NO_PAIR
        ? undefined
        : this.#own[1]
            ?.get(seller.code)
            ?.filter(
              ({ part }) => isOf(part, kinds[1] as PartKind) && this.#prices.isBack(pair, part),
            );
    if (backs === undefined || backs.length === 0) return trellises;
    if (this.#prices.returnDays.length === 1)
      return [...trellises, ...this.#roundTrips(seller, firsts, backs)];
    const byDay = Map.groupBy(backs, ({ part }) => departureDay(part));
    for (const its of byDay.values()) trellises.push(...this.#roundTrips(seller, firsts, its));
    return trellises;
  }

  /** `backs`: one or more, all on one day. */
  #roundTrips(
    seller: Seller,
    firsts: readonly Offered[],
    backs: readonly Offered[],
  ): ClosedTrellis[] {
    const returnDay = departureDay((backs[0] as Offered).part);
    const byFactor = Map.groupBy(firsts, ({ part }) =>
      this.#prices.factor(part, seller.code, returnDay),
    );
    return [...byFactor].map(([factor, outs]) => ({
      share: this.#leastOf(outs, 0, seller, factor) + this.#leastOf(backs, 1, seller, factor),
      open: () =>
        trellisOf(
          seller,
          [this.#entries(outs, 0, seller, factor), this.#entries(backs, 1, seller, factor)],
          this.#follows,
        ),
    }));
  }

  /** What is not a round trip of its own. */
  #sumTrellis(
    seller: Seller,
    firsts: readonly Offered[],
    kinds: readonly PartKind[],
    pair: number,
  ): Generator<undefined, TicketTrellis | undefined> {
    const lists: (readonly PricedPart[])[] = [this.#entries(firsts, 0, seller, 1)];
    for (let i = 1; i < kinds.length; i++)
      lists.push(
        this.#sharedEntries(i, seller, kinds[i] as PartKind).filter((one) =>
          this.#sells(seller, one, pair),
        ),
      );
    return trellisOf(seller, lists, this.#follows);
  }

  /** Whether a seller sells a later slice at this fare (TRIP-3), and not as its own round trip. */
  #sells({ code }: Seller, { part, seller, isFirst }: PricedPart, pair: number): boolean {
    if (seller === code) return !this.#prices.isBack(pair, part);
    if (!isFirst || !this.#prices.ticketsWith(code, seller)) return false;
    return part.fares.length === 1 || part.fares.every((fare) => fare.seller !== code);
  }

  /** Every fare of a slice, priced as all sellers of a group do. */
  #sharedEntries(slice: number, seller: Seller, kind: PartKind): readonly PricedPart[] {
    const key = `${slice} ${kind} ${seller.group}`;
    let entries = this.#shared.get(key);
    if (entries === undefined) {
      const offered: Offered[] = [];
      for (const part of this.#slices[slice] as readonly TripPart[]) {
        if (!isOf(part, kind)) continue;
        for (let fare = 0; fare < part.fares.length; fare++) offered.push({ part, fare });
      }
      entries = this.#entries(offered, slice, seller, 1);
      this.#shared.set(key, entries);
    }
    return entries;
  }

  #leastShared(slice: number, seller: Seller, kind: PartKind): number {
    const key = `${slice} ${kind} ${seller.group}`;
    let least = this.#least.get(key);
    if (least === undefined) {
      least = Number.POSITIVE_INFINITY;
      for (const part of this.#slices[slice] as readonly TripPart[]) {
        if (!isOf(part, kind)) continue;
        for (const { dollars } of part.fares)
          least = Math.min(
            least,
            this.#shareOf(part, this.#prices.amount(seller, dollars, slice), seller),
          );
      }
      this.#least.set(key, least);
    }
    return least;
  }

  #leastOf(offered: readonly Offered[], slice: number, seller: Seller, factor: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (const { part, fare } of offered) {
      const dollars = (part.fares[fare]?.dollars as number) * factor;
      const amount = this.#prices.amount(seller, dollars, slice);
      least = Math.min(least, this.#shareOf(part, amount, seller));
    }
    return least;
  }

  #entries(
    offered: readonly Offered[],
    slice: number,
    seller: Seller,
    factor: number,
  ): PricedPart[] {
    return offered.map(({ part, fare }): PricedPart => {
      const its = part.fares[fare] as TripPart["fares"][number];
      const dollars = its.dollars * factor;
      const amount = this.#prices.amount(seller, dollars, slice);
      const share = this.#shareOf(part, amount, seller);
      return { part, seller: its.seller, isFirst: fare === 0, dollars, amount, share };
    });
  }

  #shareOf(part: TripPart, amount: number, { rate }: Seller): number {
    const { valuePerHour, penaltyPerStop } = this.#objective;
    const minutes = part.minutes + part.inconvenience;
    return rate * amount + (valuePerHour * minutes) / 60 + penaltyPerStop * part.stops;
  }
}

interface Offered {
  readonly part: TripPart;
  /** Which of its fares. */
  readonly fare: number;
}

function ownParts(parts: readonly TripPart[]): Map<string, Offered[]> {
  const own = new Map<string, Offered[]>();
  for (const part of parts) {
    for (const [fare, { seller }] of part.fares.entries()) {
      const its = own.get(seller);
      if (its === undefined) own.set(seller, [{ part, fare }]);
      else its.push({ part, fare });
    }
  }
  return own;
}

function isOf({ stops }: TripPart, kind: PartKind): boolean {
  return kind === "any" || (kind === "nonstop" ? stops === 0 : stops > 0);
}
