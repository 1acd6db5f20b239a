/**
 * The rules for what an offer states beside its price and its itinerary: its fares, where one
 * changes tickets, how many others are similar to it. The bidder checks them when it bids, the
 * gateway when an offer wins. All limits are those that decoding has (A6).
 *
 * SALE-1 An offer has at most `LIMITS.faresMax` fares, the cheapest first, all in the offer's
 *        currency; the first costs what the offer costs.
 * SALE-2 Each fare is well formed: brand, readable name, booking classes, bags, conditions, and
 *        whole minor units for every amount (A9).
 * SALE-3 A self-transfer is at an airport where the itinerary changes flights, and only in answer
 *        to a search that allows it.
 */
import { LIMITS } from "../../proto/limits.ts";
import type {
  Condition,
  Fare,
  FlightOffer,
  FlightSearch,
  Money,
  OfferSlice,
} from "../../proto/messages.ts";
import { BRANDS } from "../../proto/messages.ts";
import { isReadable } from "../text/readable.ts";
import { shortValue } from "../text/shortened.ts";
import { isSellerLink, isSellerReference } from "./hand-off.ts";
import { isAmount, isCapital, isCurrencyCode } from "./offer-fields.ts";

const COMMA = 44;

/**
 * What is wrong with an offer's `fares`, `selfTransfers` and `similar`, or undefined. Its price and
 * slices must be right already; these three may have any value, since strategies and partners make
 * them. Never throws on plain data.
 */
export function saleFault({
  price,
  slices,
  fares,
  selfTransfers,
  similar,
}: SoldOffer): string | undefined {
  if (!Array.isArray(fares) || fares.length > LIMITS.faresMax)
    return `fares must be a list of at most ${LIMITS.faresMax}`;
  return (
    faresFault(fares, price) ??
    selfTransfersFault(selfTransfers, slices) ??
    (isCount(similar, LIMITS.similarMax)
      ? undefined
      : `similar must be a whole number from 0 to ${LIMITS.similarMax}, not ${short(similar)}`)
  );
}

/** SALE-3: whether it has a self-transfer for which the search did not ask. */
export function hasUnwantedSelfTransfer(
  { selfTransfers }: Pick<FlightOffer, "selfTransfers">,
  search: Pick<FlightSearch, "selfTransfer">,
): boolean {
  return selfTransfers.length > 0 && !search.selfTransfer;
}

interface SoldOffer extends Pick<FlightOffer, "price" | "slices"> {
  readonly fares?: unknown;
  readonly selfTransfers?: unknown;
  readonly similar?: unknown;
}

type Unsure<T> = { readonly [K in keyof T]?: unknown } | null | undefined;

function faresFault(fares: readonly unknown[], { amount, currency }: Money): string | undefined {
  let before: number | undefined;
  for (let i = 0; i < fares.length; i++) {
    const fare = fares[i] as Unsure<Fare>;
    const fault = fareFault(fare, currency);
    if (fault !== undefined) return `fare ${i + 1} ${fault}`;
    const its = (fare as Fare).price.amount;
    if (before === undefined && its !== amount)
      return `fare 1 costs ${its}, and the offer ${amount}`;
    if (before !== undefined && its < before)
      return `fare ${i + 1} costs ${its}, less than the one before it: the cheapest comes first`;
    before = its;
  }
  return undefined;
}

function fareFault(fare: Unsure<Fare>, currency: string): string | undefined {
  if (typeof fare !== "object" || fare === null) return `is ${short(fare)}`;
  const { brand, name, bookingClass } = fare;
  if (brand !== null && !(BRANDS as readonly unknown[]).includes(brand))
    return `has the brand '${short(brand)}', which is not one of ${BRANDS.join(", ")}`;
  if (typeof name !== "string" || name.length > LIMITS.fareTextLengthMax || !isReadable(name)) {
    return `has no readable name of at most ${LIMITS.fareTextLengthMax} characters`;
  }
  if (
    typeof bookingClass !== "string" ||
    bookingClass.length > LIMITS.fareTextLengthMax ||
    !areBookingClasses(bookingClass)
  ) {
    return `has the booking class '${short(bookingClass)}'; one letter a segment is right, such as O,V`;
  }
  const price = moneyFault(fare.price as Unsure<Money>);
  if (price !== undefined) return `has ${price}`;
  const own = (fare.price as Money).currency;
  if (own !== currency) return `is in ${own}, and the offer in ${currency}`;
  return (
    bagsFault("cabinBags", fare.cabinBags) ??
    bagsFault("checkedBags", fare.checkedBags) ??
    conditionFault("change", fare.change as Unsure<Condition>) ??
    conditionFault("refund", fare.refund as Unsure<Condition>) ??
    handOffFault(fare)
  );
}

/** HANDOFF-1 */
function handOffFault({ link, reference }: NonNullable<Unsure<Fare>>): string | undefined {
  if (link !== undefined && !isSellerLink(link))
    return `has the link '${short(link)}'; an https URL of at most ${LIMITS.linkLengthMax} characters is right`;
  if (reference !== undefined && !isSellerReference(reference))
    return `has a reference whose partner and id are not readable texts of 1-${LIMITS.referenceLengthMax} characters`;
  return undefined;
}

/** One letter, or several with commas between them; also none. */
function areBookingClasses(text: string): boolean {
  if (text === "") return true;
  if (text.length % 2 === 0) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (i % 2 === 0 ? !isCapital(code) : code !== COMMA) return false;
  }
  return true;
}

function bagsFault(name: string, pieces: unknown): string | undefined {
  return pieces === null || isCount(pieces, LIMITS.bagsMax)
    ? undefined
    : `has ${short(pieces)} as ${name}; 0-${LIMITS.bagsMax} are right`;
}

function conditionFault(what: string, condition: Unsure<Condition>): string | undefined {
  if (condition === null) return undefined;
  if (typeof condition?.allowed !== "boolean")
    return `has a ${what} that does not state whether it is allowed`;
  if (condition.fee === null) return undefined;
  const fault = moneyFault(condition.fee as Unsure<Money>);
  return fault === undefined ? undefined : `has a ${what} for ${fault}`;
}

function moneyFault(money: Unsure<Money>): string | undefined {
  if (!isAmount(money?.amount))
    return `the amount ${short(money?.amount)}: whole minor units are right (A9)`;
  return isCurrencyCode(money?.currency) ? undefined : `the currency '${short(money?.currency)}'`;
}

function selfTransfersFault(airports: unknown, slices: readonly OfferSlice[]): string | undefined {
  if (!Array.isArray(airports) || airports.length > LIMITS.selfTransfersMax) {
    return `selfTransfers must be a list of at most ${LIMITS.selfTransfersMax}`;
  }
  if (airports.length === 0) return undefined;
  const changes = slices.flatMap(({ segments }) =>
    segments.slice(0, -1).map(({ destination }) => destination),
  );
  const nowhere = airports.find((airport) => !changes.includes(airport));
  return nowhere === undefined
    ? undefined
    : `it has a self-transfer at '${short(nowhere)}', but changes ${changes.length === 0 ? "nowhere" : `at ${changes.join(", ")}`}`;
}

function isCount(value: unknown, max: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max;
}

/** The wrong value, short enough to quote (A6). */
function short(value: unknown): string {
  return shortValue(value, 40);
}
