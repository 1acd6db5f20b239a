/** The last step of both bidders: the options of each slice become tickets, and tickets offers. */
import type { FlightOffer, FlightSearch, Money } from "../../../proto/messages.ts";
import type { SearchContext } from "../../kit/bidder.ts";
import type { FlightData } from "../flight-data.ts";
import { runInTurns } from "./event-loop-turns.ts";
import { familiesOf, roundTripOf } from "./families.ts";
import { offerOf, type SliceOption } from "./option.ts";
import { stayMinutesMin } from "./stay.ts";
import { type TicketRules, tickets } from "./tickets.ts";

/** What offers are ranked and dated by: of a search's context what may follow it into a thread. */
export interface SaleTerms {
  /** As SearchContext.cost. */
  cost(price: Money, durationMinutes: number, stops: number): number | undefined;
  readonly offersMax: number;
  readonly nowMs: number;
}

export interface SaleOptions {
  /** As in TicketRules. */
  wanted?(option: SliceOption): boolean;
  /**
   * Collects the currencies that were left out, because the call has no rate for them: see
   * `unpricedNote`.
   */
  readonly unpriced: Set<string>;
}

/**
 * Yields the cheapest offers by cost, at most `offersMax`. What is sold in a currency that the call
 * has no rate for is noted.
 */
export async function* sell(
  data: FlightData,
  slices: readonly (readonly SliceOption[])[],
  request: FlightSearch,
  context: SearchContext<unknown>,
): AsyncGenerator<FlightOffer> {
  const unpriced = new Set<string>();
  const terms: SaleTerms = {
    cost: (price, minutes, stops) => context.cost(price, minutes, stops),
    offersMax: context.offersMax,
    nowMs: context.now(),
  };
  const offers = await runInTurns(
    sellInSteps(data, slices, request, terms, { unpriced }),
    context.signal,
  );
  for (const note of unpricedNote(unpriced)) context.note(note);
  yield* offers;
}

/** The same without a context, in steps: see `runInTurns`. */
export function* sellInSteps(
  data: FlightData,
  slices: readonly (readonly SliceOption[])[],
  request: FlightSearch,
  terms: SaleTerms,
  { wanted, unpriced }: SaleOptions,
): Generator<undefined, FlightOffer[]> {
  const { timetable } = data;
  const roundTrip = roundTripOf(timetable, request);
  const rules: TicketRules = {
    passengers: request.passengers,
    cost: (price, minutes, stops) => terms.cost(price, minutes, stops),
    ticketsMax: terms.offersMax,
    stayMinutesMin: (arriving, leaving) => stayMinutesMin(data, arriving, leaving),
    unpriced: (price) => unpriced.add(price.currency),
    ...(wanted === undefined ? {} : { wanted }),
    ...(roundTrip === undefined ? {} : { roundTrip }),
  };
  const offers: FlightOffer[] = [];
  for (const ticket of yield* tickets(slices, rules)) {
    const { options, seller, price } = ticket;
    offers.push(
      offerOf(
        timetable,
        options,
        seller,
        price,
        terms.nowMs,
        familiesOf(data, request, ticket, terms.nowMs),
      ),
    );
    yield;
  }
  return offers;
}

/** What a bid says of the currencies that were left out: one note, or none. */
export function unpricedNote(unpriced: ReadonlySet<string>): string[] {
  return unpriced.size === 0
    ? []
    : [`left out what is sold in ${[...unpriced].sort().join(", ")}: the call has no rate for it`];
}
