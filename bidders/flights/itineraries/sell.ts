/** The last step of both bidders: the options of each slice become tickets, and tickets offers. */
import type { FlightOffer, FlightSearch, Objective, Rates } from "../../../proto/messages.ts";
import type { PriceContext } from "../../kit/bidder.ts";
import type { FlightData } from "../flight-data.ts";
import type { Index, Timetable } from "../timetable/timetable.ts";
import { runInTurns } from "./event-loop-turns.ts";
import { familiesOf, roundTripOf, sliceFacts, wantedFaresOf } from "./families.ts";
import { LeftOut } from "./left-out.ts";
import { offerOf, type SliceOption, sliceOf } from "./option.ts";
import { sliceInconvenience } from "./slice-inconvenience.ts";
import { staysOf } from "./stay.ts";
import { type Ticket, type TicketRules, tickets } from "./tickets.ts";

/** How long a search may keep the event loop before it takes turns with others. */
const AT_ONCE_MS_MAX = 0.5;

/** What offers are ranked and dated by: of a search's context what may follow it into a thread. */
export interface SaleTerms {
  readonly objective: Objective;
  readonly rates: Rates;
  readonly offersMax: number;
  readonly nowMs: number;
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
  context: PriceContext<unknown>,
): FlightOffer[] | Promise<FlightOffer[]> {
  context.signal.throwIfAborted();
  const leftOut = new LeftOut();
  const { objective, rates, offersMax } = context;
  const terms: SaleTerms = { objective, rates, offersMax, nowMs: context.now() };
  const sold = (offers: FlightOffer[]) => {
    for (const note of leftOut.notes()) context.note(note);
    return offers;
  };
  const work = sellInSteps(data, slices, request, terms, leftOut);
  const endsAtMs = performance.now() + AT_ONCE_MS_MAX;
  do {
    const step = work.next();
    if (step.done === true) return sold(step.value);
  } while (performance.now() < endsAtMs);
  return runInTurns(work, context.signal).then(sold);
}

/**
 * The same without a context, in steps: see `runInTurns`. `leftOut` collects what had to be left
 * out.
 */
export function* sellInSteps(
  data: FlightData,
  slices: readonly (readonly SliceOption[])[],
  request: FlightSearch,
  terms: SaleTerms,
  leftOut: LeftOut,
): Generator<undefined, FlightOffer[]> {
  const rules = ticketRulesOf(data, request, terms, leftOut);
  return yield* sellByRules(data, slices, request, terms, rules);
}

/** The same by rules that `ticketRulesOf` has made of the search. */
export function* sellByRules(
  data: FlightData,
  slices: readonly (readonly SliceOption[])[],
  request: FlightSearch,
  terms: Pick<SaleTerms, "nowMs">,
  rules: TicketRules,
): Generator<undefined, FlightOffer[]> {
  return yield* ticketOffers(data, yield* tickets(slices, rules), request, terms);
}

export function ticketRulesOf(
  data: FlightData,
  request: FlightSearch,
  { objective, rates, offersMax }: Omit<SaleTerms, "nowMs">,
  leftOut: LeftOut,
): TicketRules {
  const { timetable } = data;
  const { limits } = request;
  // All that they may be, so that rules always have the same form.
  return {
    passengers: request.passengers,
    objective,
    rates,
    ticketsMax: offersMax,
    stayMinutesMin: staysOf(data),
    sliceOf: (option) => sliceOf(timetable, option),
    inconvenience:
      objective.countsInconvenience === true
        ? ({ departures }) => sliceInconvenience(timetable, departures)
        : undefined,
    unpriced: (currency) => leftOut.currencies.add(currency),
    forgot: () => {
      leftOut.tickets = true;
    },
    roundTrip: roundTripOf(timetable, request),
    wanted: limits && wantedFaresOf(timetable, request),
    factsOf: limits && factsOf(timetable),
    priceMax: limits?.maxPrice,
    nights: request.slices.length === 2 ? limits?.stayNights : undefined,
  };
}

function factsOf(timetable: Timetable): TicketRules["factsOf"] {
  const { origin, destination } = timetable;
  return ({ firstRow, lastRow }) =>
    sliceFacts(timetable, origin[firstRow] as Index, destination[lastRow] as Index);
}

/** Tickets as offers, in steps. */
export function* ticketOffers(
  data: FlightData,
  found: readonly Ticket[],
  request: FlightSearch,
  { nowMs }: Pick<SaleTerms, "nowMs">,
): Generator<undefined, FlightOffer[]> {
  const offers: FlightOffer[] = [];
  for (const ticket of found) {
    const { options, seller, price, similar } = ticket;
    const families = familiesOf(data, request, ticket, nowMs);
    offers.push(offerOf(data.timetable, options, seller, price, nowMs, families, similar));
    yield;
  }
  return offers;
}
