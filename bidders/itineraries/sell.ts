/** The last step of both bidders: ways to fly each slice become tickets, and tickets offers. */
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import type { SearchContext } from "../kit/bidder.ts";
import type { Timetable } from "../timetable/timetable.ts";
import { offerOf, type SliceOption } from "./option.ts";
import { paced } from "./pace.ts";
import { stayMinutesMin } from "./stay.ts";
import { type TicketRules, tickets } from "./tickets.ts";

export interface SellOptions {
  /** As in TicketRules. */
  wanted?(option: SliceOption): boolean;
  /** Collects the currencies that were left out, because the call has no rate for them. Without it they are noted here. */
  readonly unpriced?: Set<string>;
}

/** Yields the cheapest offers by cost, at most `offersMax`. What is sold in a currency that the call has no rate for is noted. */
export async function* sell(
  timetable: Timetable,
  slices: readonly (readonly SliceOption[])[],
  request: FlightSearch,
  context: SearchContext<unknown>,
  options: SellOptions = {},
): AsyncGenerator<FlightOffer> {
  const unpriced = options.unpriced ?? new Set();
  const rules: TicketRules = {
    passengers: request.passengers,
    cost: (price, minutes, stops) => context.cost(price, minutes, stops),
    ticketsMax: context.offersMax,
    stayMinutesMin: (arriving, leaving) => stayMinutesMin(timetable, arriving, leaving),
    unpriced: (price) => unpriced.add(price.currency),
    ...(options.wanted === undefined ? {} : { wanted: options.wanted }),
  };
  const offers = await paced(offersOf(timetable, slices, rules, context.now()), context.signal);
  if (options.unpriced === undefined) noteUnpriced(context, unpriced);
  yield* offers;
}

export function noteUnpriced(context: SearchContext<unknown>, unpriced: ReadonlySet<string>): void {
  if (unpriced.size > 0) context.note(`left out what is sold in ${[...unpriced].sort().join(", ")}: the call has no rate for it`);
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
