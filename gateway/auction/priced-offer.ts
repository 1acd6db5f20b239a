/**
 * What a bidder says of one of its offers, checked and compared with the offer as it was shown.
 *
 * REPRICE-1 The offer in an answer passes every check of an offer that would be shown, holds now,
 *    and is the same itinerary of the same seller in the same cabins or better ones, with a fare as
 *    its search wants it. An answer that is not so is an error of its bidder, and nothing of it is
 *    shown.
 * REPRICE-2 The price is the same where the seller's amount and currency are, and every fare that
 *    the answer has. The gateway compares; no bidder says so itself.
 */
import { convert } from "../../common/money/money.ts";
import { isMixed } from "../../common/offers/cabins.ts";
import { brokenLimit } from "../../common/offers/search-limits.ts";
import { AuctionError } from "../../proto/errors.ts";
import {
  connectionCount,
  itineraryKey,
  travelMinutes,
  wallClockMinutes,
} from "../../proto/itinerary.ts";
import type {
  Cabin,
  Condition,
  Fare,
  FlightOffer,
  Money,
  PriceAnswer,
  Rates,
  Sheet,
} from "../../proto/messages.ts";
import type { KeptOffer } from "./account-result.ts";
import { quoted } from "./describe-itinerary-fault.ts";
import { faresIn } from "./fares.ts";
import { instantText } from "./instant.ts";
import { faresWithMarkUp, withMarkUp } from "./mark-up.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { openOffer } from "./verify.ts";
import type { Winner } from "./winners.ts";

/** What an offer costs, or has cost. */
interface OfferPrice {
  /** In the search's currency. */
  readonly price: Money;
  /** In the currency that the seller named. */
  readonly originalPrice: Money;
  readonly expiresAt: string;
  /** In the search's currency, as in a result. */
  readonly fares: readonly Fare[];
}

export interface PricedOffer {
  readonly outcome: "same" | "changed" | "gone";
  readonly before: OfferPrice;
  /** Null where it is gone. */
  readonly now: OfferPrice | null;
  /** The seller was asked for the lowest fare alone: `now` has no other. */
  readonly lowestFareOnly: boolean;
  /** What its bidder adds, in words. */
  readonly reason: string | null;
}

/** An offer that is kept, as a bidder is asked about it. */
export function sheetOfKept(
  { columns, body }: KeptOffer,
  { slices }: FlightOffer,
  asked: Cabin,
): Sheet {
  return {
    rows: 1,
    price: [columns.price],
    currency: [0],
    durationMinutes: [travelMinutes(slices)],
    departure: [wallClockMinutes(slices[0]?.segments[0]?.departure ?? "")],
    stops: [connectionCount(slices)],
    itinerary: [columns.itinerary],
    seller: [0],
    body: [body],
    currencies: [columns.currency],
    sellers: [columns.seller],
    ...(isMixed(slices, asked) ? { mixed: [1] } : {}),
  };
}

/** @throws AuctionError `price-unsupported`, `price-failed` or `bid-invalid` */
export function pricedOffer(
  answer: PriceAnswer,
  { bidder, offer: before }: Pick<Winner, "bidder" | "offer">,
  rules: RankingRules,
): PricedOffer {
  const { status, reason, lowestFareOnly = false } = answer;
  const why = reason === null ? "" : `: ${reason}`;
  if (status === "unsupported")
    throw new AuctionError(
      "price-unsupported",
      `'${bidder}' does not say what a single offer costs now${why}; search again`,
    );
  if (status === "failed")
    throw new AuctionError("price-failed", `'${bidder}' could not price the offer${why}`);
  const was = priceOf(before, rules, bidder);
  if (status === "gone")
    return { outcome: "gone", before: was, now: null, lowestFareOnly: false, reason };
  const now = checked(answer.offer, before, rules, bidder);
  const outcome = isSame(before, now, lowestFareOnly) ? "same" : "changed";
  return { outcome, before: was, now: priceOf(now, rules, bidder), lowestFareOnly, reason };
}

/** REPRICE-1 */
function checked(
  sheet: Sheet,
  before: FlightOffer,
  rules: RankingRules,
  bidder: string,
): FlightOffer {
  const offer = openOffer(sheet, 0, rules, bidder);
  const fault = typeof offer === "string" ? offer : otherOffer(offer, before, rules);
  if (fault !== undefined)
    throw new AuctionError("bid-invalid", `'${bidder}' answered with ${fault}`);
  return offer as FlightOffer;
}

function otherOffer(
  offer: FlightOffer,
  before: FlightOffer,
  { search, rates }: RankingRules,
): string | undefined {
  const { cabin: asked, currency } = search;
  if (offer.seller !== before.seller)
    return `an offer of ${quoted(offer.seller)}, asked for one of ${quoted(before.seller)}`;
  if (itineraryKey(offer.slices) !== itineraryKey(before.slices))
    return `another itinerary: ${quoted(itineraryKey(offer.slices))}`;
  if (isMixed(offer.slices, asked) && !isMixed(before.slices, asked))
    return "a lower cabin than the offer had";
  if (convertedAmount(offer.price, rates) === undefined)
    return `a price in ${quoted(offer.price.currency)}, which cannot be converted to ${currency}`;
  // A price that has risen above the highest one is shown: at no price is no limit broken by it.
  const limit = brokenLimit(offer, 0, search);
  return limit === undefined ? undefined : `an offer that breaks the limit ${limit} of its search`;
}

/** Of an offer that was checked. */
function priceOf(
  { price, fares, expiresAtMs, seller }: FlightOffer,
  { search: { currency }, rates, markUp }: RankingRules,
  bidder: string,
): OfferPrice {
  const converted = convertedAmount(price, rates) as number;
  return {
    price: { amount: withMarkUp(converted, markUp, bidder, seller), currency },
    originalPrice: price,
    expiresAt: instantText(expiresAtMs),
    fares: faresWithMarkUp(faresIn(currency, fares, rates) ?? [], markUp, bidder, seller),
  };
}

function convertedAmount({ amount, currency }: Money, rates: Rates): number | undefined {
  return convert(amount, currency, rates);
}

/** REPRICE-2 */
function isSame(before: FlightOffer, now: FlightOffer, lowestFareOnly: boolean): boolean {
  const fares = lowestFareOnly ? before.fares.slice(0, now.fares.length) : before.fares;
  return (
    isSameMoney(before.price, now.price) &&
    fares.length === now.fares.length &&
    fares.every((fare, i) => isSameFare(fare, now.fares[i] as Fare))
  );
}

function isSameFare(one: Fare, other: Fare): boolean {
  return (
    one.brand === other.brand &&
    one.name === other.name &&
    one.bookingClass === other.bookingClass &&
    one.cabinBags === other.cabinBags &&
    one.checkedBags === other.checkedBags &&
    isSameMoney(one.price, other.price) &&
    isSameCondition(one.change, other.change) &&
    isSameCondition(one.refund, other.refund)
  );
}

function isSameCondition(one: Condition | null, other: Condition | null): boolean {
  if (one === null || other === null) return one === other;
  return one.allowed === other.allowed && isSameMoney(one.fee, other.fee);
}

function isSameMoney(one: Money | null, other: Money | null): boolean {
  return one === null || other === null
    ? one === other
    : one.amount === other.amount && one.currency === other.currency;
}
