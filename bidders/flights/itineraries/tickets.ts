/**
 * Makes whole tickets of the options of each slice: one seller, one price, slices one after the
 * other, with the time between them that `stay.ts` asks for (`trip-rules.ts`).
 *
 * Of a single slice each option becomes a ticket of each of its sellers. With more slices the
 * product would explode, so tickets are joined best first (`ticket-join.ts`), and no more of them
 * than are wanted: they are the cheapest of all.
 */
import type { Money, NightRange, OfferSlice } from "../../../proto/messages.ts";
import type { SliceOption } from "./option.ts";
import { type Joined, joinedOf, orderOf, TicketJoin } from "./ticket-join.ts";
import { type PriceRules, TicketPrices } from "./ticket-prices.ts";
import { partOf, type TripPart } from "./trip-part.ts";

export interface Ticket {
  readonly options: readonly SliceOption[];
  readonly seller: string;
  /** What one adult pays for each slice of this ticket, in the cheapest family of fares. */
  readonly dollars: readonly number[];
  readonly price: Money;
  /** Minor units of the search's currency. */
  readonly cost: number;
  /** The same as in an offer. A ticket of one slice has the number of its option. */
  readonly similar?: number;
}

export interface TicketRules extends PriceRules {
  readonly ticketsMax: number;
  /** Minutes between two slices at least, see `stay.ts`. */
  stayMinutesMin(arriving: TripPart, leaving: TripPart): number;
  /** The slice in the form of an offer. Tickets that are equal in all else are ordered by it. */
  sliceOf(option: SliceOption): OfferSlice;
  /** Minutes of an option that count as travel time. Absent: none do. */
  readonly inconvenience?: ((option: SliceOption) => number) | undefined;
  /** See JoinRules. */
  readonly nights?: NightRange | undefined;
  forgot(): void;
}

/**
 * The best tickets in the order of TRIP-5, at most `ticketsMax`. Yields between steps, see
 * `runInTurns`.
 */
export function* tickets(
  slices: readonly (readonly SliceOption[])[],
  rules: TicketRules,
): Generator<undefined, Ticket[]> {
  if (slices.some((options) => options.length === 0)) return [];
  const [only, ...others] = slices;
  return only !== undefined && others.length === 0
    ? yield* ticketsOfOne(only, rules)
    : yield* ticketsOfSeveral(slices, rules);
}

function* ticketsOfSeveral(
  slices: readonly (readonly SliceOption[])[],
  rules: TicketRules,
): Generator<undefined, Ticket[]> {
  const prices = new TicketPrices(rules);
  const join = new TicketJoin(
    slices.map((options) => options.map((one) => partOf(one, rules.inconvenience?.(one)))),
    { ...rules, prices, connecting: false },
  );
  const found: Ticket[] = [];
  while (found.length < rules.ticketsMax) {
    const joined = yield* join.next();
    if (joined === undefined) break;
    found.push(ticketOf(joined, prices));
  }
  return found;
}

export function ticketOf(
  { parts, seller, dollars, amount, cost }: Joined,
  prices: TicketPrices,
): Ticket {
  const currency = prices.seller(seller)?.terms.currency as string;
  return {
    options: parts.map(({ option }) => option),
    seller,
    dollars,
    price: { amount, currency },
    cost,
  };
}

function* ticketsOfOne(
  options: readonly SliceOption[],
  rules: TicketRules,
): Generator<undefined, Ticket[]> {
  const prices = new TicketPrices(rules);
  const found: Joined[] = [];
  for (const option of options) {
    const part = partOf(option, rules.inconvenience?.(option));
    for (const { seller: code, dollars } of option.fares) {
      const seller = prices.seller(code);
      if (seller === undefined) continue;
      const amount = prices.amount(seller, dollars, 0);
      const ticket = joinedOf(seller, [part], [dollars], amount, part, prices);
      if (ticket !== undefined) found.push(ticket);
    }
    yield;
  }
  found.sort(orderOf(rules));
  return found.slice(0, rules.ticketsMax).map((one) => ticketOf(one, prices));
}
