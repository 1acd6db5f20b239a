/** The last step of both bidders: ways to fly each slice become tickets, and tickets offers. */
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import type { SearchContext } from "../kit/bidder.ts";
import type { Timetable } from "../timetable/timetable.ts";
import { offerOf, type SliceOption } from "./option.ts";
import { paced } from "./pace.ts";
import { type TicketRules, tickets } from "./tickets.ts";

export interface SellOptions {
  /** As in TicketRules. */
  wanted?(option: SliceOption): boolean;
  /** Currencies that were left out already, because the call has no rate for them. */
  readonly unpriced?: ReadonlySet<string>;
}

/** Yields the cheapest offers by cost, at most `offersMax`. What is sold in a currency that the call has no rate for is noted. */
export async function* sell(
  timetable: Timetable,
  slices: readonly (readonly SliceOption[])[],
  request: FlightSearch,
  context: SearchContext<unknown>,
  options: SellOptions = {},
): AsyncGenerator<FlightOffer> {
  const unpriced = new Set(options.unpriced);
  const rules: TicketRules = {
    passengers: request.passengers,
    cost: (price, minutes, stops) => context.cost(price, minutes, stops),
    ticketsMax: context.offersMax,
    unpriced: (price) => unpriced.add(price.currency),
    ...(options.wanted === undefined ? {} : { wanted: options.wanted }),
  };
  const offers = await paced(offersOf(timetable, slices, rules, context.now()), context.signal);
  if (unpriced.size > 0) context.note(`left out what is sold in ${[...unpriced].sort().join(", ")}: the call has no rate for it`);
  yield* offers;
}

function* offersOf(
  timetable: Timetable,
  slices: readonly (readonly SliceOption[])[],
  rules: TicketRules,
  nowMs: number,
): Generator<undefined, FlightOffer[]> {
  const offers: FlightOffer[] = [];
  for (const { options, seller, price } of yield* tickets(slices, rules)) {
    offers.push(offerOf(timetable, options, seller, price, nowMs));
    yield;
  }
  return offers;
}
