/**
 * Which offers of a page can be sold in this auction.
 *
 * SELLABLE-1 The auction has an exchange rate for the offer's currency.
 * SELLABLE-2 The price is not below the gateways' default limit. A lower one makes the whole bid
 *            `invalid` there, with the offers of this bidder's other sellers.
 */
import { formatAmount } from "../../../common/money/money.ts";
import { LOWEST_FARE, lowestFareCents } from "../../../common/offers/lowest-fare.ts";
import { kilometresBetween } from "../../../common/places/distance.ts";
import type { FlightOffer, FlightSearch, Money } from "../../../proto/messages.ts";
import type { PartnerOffers } from "../adapter.ts";

/** Converts an amount into minor units of the search's currency; undefined without a rate. */
type Convert = (money: Money) => number | undefined;

/** SELLABLE-1 */
export function convertible(offers: readonly FlightOffer[], convert: Convert): PartnerOffers {
  return divided(offers, ({ price }) =>
    convert(price) === undefined ? "for which there is no rate" : undefined,
  );
}

/** SELLABLE-2 */
export function aboveLowestFare(
  offers: readonly FlightOffer[],
  search: FlightSearch,
  convert: Convert,
): PartnerOffers {
  return divided(offers, (offer) => {
    const cents = lowestFareCents(offer, search, LOWEST_FARE, kilometresBetween);
    const [asked, least] = [convert(offer.price), convert({ amount: cents, currency: "USD" })];
    if (asked === undefined || least === undefined || asked >= least) return undefined;
    return `and no fare is less than ${formatAmount({ amount: cents, currency: "USD" })} USD for this distance, cabin and party`;
  });
}

/** Offers for which `objection` returns a text are refused with it. */
function divided(
  offers: readonly FlightOffer[],
  objection: (offer: FlightOffer) => string | undefined,
): PartnerOffers {
  const refused: string[] = [];
  const sold = offers.filter((offer) => {
    const text = objection(offer);
    if (text === undefined) return true;
    const { price, seller, slices } = offer;
    refused.push(
      `${slices[0]?.segments[0]?.flightNumber} of ${seller} costs ${formatAmount(price)} ${price.currency}, ${text}`,
    );
    return false;
  });
  return { offers: sold, refused };
}
