/** The last step of both bidders: the options of each slice become tickets, and tickets offers. */
import type { FlightOffer, FlightSearch, Money } from "../../../proto/messages.ts";
import type { SearchContext } from "../../kit/bidder.ts";
import type { FlightData } from "../flight-data.ts";
import { runInTurns } from "./event-loop-turns.ts";
import { familiesOf, roundTripOf } from "./families.ts";
import { offerOf, type SliceOption } from "./option.ts";
import { stayMinutesMin } from "./stay.ts";
import { type TicketRules, tickets } from "./tickets.ts";

/** How long a search may keep the event loop before it takes turns with others. */
const AT_ONCE_MS_MAX = 0.5;

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
 * The cheapest offers by cost, at most `offersMax`. What is sold in a currency that the call has no
 * rate for is noted. Most searches take 0.1 ms: their offers are there at once. What takes longer
 * goes on in turns of the event loop. @throws the signal's reason once it has fired
 */
export function sell(
  data: FlightData,
  slices: readonly (readonly SliceOption[])[],
  request: FlightSearch,
  context: SearchContext<unknown>,
): FlightOffer[] | Promise<FlightOffer[]> {
  context.signal.throwIfAborted();
  const unpriced = new Set<string>();
  const terms: SaleTerms = {
    cost: context.cost,
    offersMax: context.offersMax,
    nowMs: context.now(),
  };
  const sold = (offers: FlightOffer[]) => {
    for (const note of unpricedNote(unpriced)) context.note(note);
    return offers;
  };
  const work = sellInSteps(data, slices, request, terms, { unpriced });
  const endsAtMs = performance.now() + AT_ONCE_MS_MAX;
  do {
    const step = work.next();
    if (step.done === true) return sold(step.value);
  } while (performance.now() < endsAtMs);
  return runInTurns(work, context.signal).then(sold);
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
