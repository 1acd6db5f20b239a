/**
 * From the options of each slice to whole tickets: one seller, one price, slices one after the
 * other, with the time between them that `stay.ts` asks for.
 *
 * A single slice is never bounded here: each of its options becomes a ticket of each of its
 * sellers. With more slices the product would explode, so it is built slice by slice: of each slice
 * the `OPTIONS_A_SLICE` best are taken, and after each slice the `PARTIALS_MAX` best partial
 * tickets go on (twice that many offers, where more are wanted), "best" by the search's cost. The
 * tickets so found are true ones; that no cheaper one exists is certain only within those bounds.
 */
import type { Money, Passengers } from "../../../proto/messages.ts";
import { partyPrice, ticketPrice } from "../fares/party.ts";
import { ticketsWith } from "./interline.ts";
import {
  arrivalUtc,
  departureUtc,
  optionMinutes,
  optionStops,
  type SliceOption,
} from "./option.ts";

export const OPTIONS_A_SLICE = 30;
export const PARTIALS_MAX = 200;

export interface Ticket {
  readonly options: readonly SliceOption[];
  readonly seller: string;
  /** Of each slice what one adult pays on this ticket, in the cheapest family of fares. */
  readonly dollars: readonly number[];
  readonly price: Money;
  /** In minor units of the search's currency. */
  readonly cost: number;
}

export interface TicketRules {
  readonly passengers: Passengers;
  /** As SearchContext.cost: undefined when the currency has no rate. */
  cost(price: Money, durationMinutes: number, stops: number): number | undefined;
  readonly ticketsMax: number;
  /** Minutes between two slices at least, see `stay.ts`. */
  stayMinutesMin(arriving: SliceOption, leaving: SliceOption): number;
  /**
   * Tickets of which no slice satisfies this are left out: `stops` leaves all-non-stop ones to
   * `nonstop`.
   */
  wanted?(option: SliceOption): boolean;
  /**
   * What a trip of two slices costs, where the seller sells both as its own, against the sum of
   * them: see `fares/round-trip.ts`. Without it nothing is a round trip.
   */
  roundTrip?(out: SliceOption, back: SliceOption, seller: string): number;
  /** A seller's currency without a rate: its tickets cannot be ranked, and are left out. */
  unpriced(price: Money): void;
}

interface PartialTicket extends Ticket {
  /** Whether the seller sells each slice under its own fare so far. */
  readonly own: boolean;
  readonly minutes: number;
  readonly stops: number;
  readonly wanted: boolean;
}

/**
 * The cheapest tickets by cost, at most `ticketsMax`, in a total order. Yields between steps, see
 * `runInTurns`.
 */
export function* tickets(
  slices: readonly (readonly SliceOption[])[],
  rules: TicketRules,
): Generator<undefined, Ticket[]> {
  if (slices.some((options) => options.length === 0)) return [];
  const one = slices.length === 1;
  const keep = one ? Number.POSITIVE_INFINITY : Math.max(PARTIALS_MAX, 2 * rules.ticketsMax);
  let partials: readonly PartialTicket[] = [NOTHING];
  for (const [i, all] of slices.entries()) {
    const options = one ? all : bestOptions(all, rules);
    // Both kinds go on: a ticket that lacks a wanted slice still may get one.
    const [wanted, others] = [new Cheapest(keep), new Cheapest(keep)];
    for (const partial of partials) {
      for (const option of options) {
        for (const longer of extended(partial, option, i === 0, rules, slices.length === 2))
          (longer.wanted ? wanted : others).add(longer);
        if (i === 0) yield;
      }
      yield;
    }
    partials = [...wanted.sorted(), ...others.sorted()];
  }
  return partials.filter((partial) => partial.wanted).slice(0, rules.ticketsMax);
}

/**
 * The `keep` first of all that is added, sorted in small portions: one sort of them all would hold
 * the event loop.
 */
class Cheapest {
  readonly #keep: number;
  #kept: PartialTicket[] = [];

  constructor(keep: number) {
    this.#keep = keep;
  }

  add(partial: PartialTicket): void {
    this.#kept.push(partial);
    if (this.#kept.length >= 2 * this.#keep) this.#kept = this.sorted();
  }

  sorted(): PartialTicket[] {
    return this.#kept.sort(byCost).slice(0, this.#keep);
  }
}

const NOTHING: PartialTicket = {
  options: [],
  seller: "",
  price: { amount: 0, currency: "" },
  cost: 0,
  dollars: [],
  own: true,
  minutes: 0,
  stops: 0,
  wanted: false,
};

/** Cost, then travel time, then the earlier departure: ties are the same in every run. */
function byCost(a: PartialTicket, b: PartialTicket): number {
  return (
    a.cost - b.cost ||
    a.minutes - b.minutes ||
    tie(a) - tie(b) ||
    (a.seller < b.seller ? -1 : a.seller > b.seller ? 1 : 0)
  );
}

function tie(partial: PartialTicket): number {
  return departureUtc(partial.options[0] as SliceOption);
}

/** Whether one can take this slice after that one. */
function follows(option: SliceOption, last: SliceOption, rules: TicketRules): boolean {
  const stay = departureUtc(option) - arrivalUtc(last);
  return stay > 0 && stay >= rules.stayMinutesMin(last, option);
}

/** The partial ticket with one slice more, by each seller that can sell it. */
function extended(
  partial: PartialTicket,
  option: SliceOption,
  first: boolean,
  rules: TicketRules,
  two: boolean,
): PartialTicket[] {
  const longer: PartialTicket[] = [];
  if (!first && !follows(option, partial.options.at(-1) as SliceOption, rules)) return longer;
  const own = option.fares[0] as SliceOption["fares"][number];
  for (const fare of first
    ? option.fares
    : [option.fares.find((f) => f.seller === partial.seller) ?? own]) {
    const seller = first ? fare.seller : partial.seller;
    if (fare.seller !== seller && !ticketsWith(seller, fare.seller)) continue;
    const allOwn = partial.own && fare.seller === seller;
    const dollars = dollarsOf(
      partial,
      option,
      fare.dollars,
      two && allOwn ? rules.roundTrip : undefined,
    );
    const price = ticketPrice(dollars, seller, rules.passengers);
    const minutes = partial.minutes + optionMinutes(option);
    const stops = partial.stops + optionStops(option);
    const cost = rules.cost(price, minutes, stops);
    if (cost === undefined) {
      rules.unpriced(price);
      continue;
    }
    const wanted = partial.wanted || (rules.wanted?.(option) ?? true);
    longer.push({
      options: [...partial.options, option],
      seller,
      price,
      cost,
      dollars,
      own: allOwn,
      minutes,
      stops,
      wanted,
    });
  }
  return longer;
}

/** One-ways add up; out and back may be a round trip (FARE-3 of the fare model). */
function dollarsOf(
  partial: PartialTicket,
  option: SliceOption,
  more: number,
  roundTrip: TicketRules["roundTrip"],
): readonly number[] {
  const [out] = partial.options;
  if (roundTrip === undefined || out === undefined) return [...partial.dollars, more];
  const factor = roundTrip(out, option, partial.seller);
  return [...partial.dollars, more].map((dollars) => dollars * factor);
}

/**
 * Of one slice: the cheapest by cost, of each kind (wanted or not) so that neither crowds out the
 * other.
 */
function bestOptions(options: readonly SliceOption[], rules: TicketRules): SliceOption[] {
  const costed = options.map((option) => {
    const costs = option.fares.map(({ seller, dollars }) =>
      rules.cost(
        partyPrice(dollars, seller, rules.passengers),
        optionMinutes(option),
        optionStops(option),
      ),
    );
    return { option, cost: Math.min(...costs.map((cost) => cost ?? Number.POSITIVE_INFINITY)) };
  });
  costed.sort((a, b) => a.cost - b.cost || departureUtc(a.option) - departureUtc(b.option));
  const kind = (wanted: boolean) =>
    costed
      .filter(({ option }) => (rules.wanted?.(option) ?? true) === wanted)
      .slice(0, OPTIONS_A_SLICE);
  return [...kind(true), ...kind(false)].map(({ option }) => option);
}
