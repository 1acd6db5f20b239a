/** What an offer costs with checked baggage: by its cheapest fare that has it. */
import { atWantedFare, isWantedFare } from "../../../common/offers/search-limits.ts";
import type { Fare, FlightOffer, FlightSearch, Money } from "../../../proto/messages.ts";

/**
 * The price with at least 1, 2, 3 … pieces a traveller, by the fares that also have all that the
 * search asks of them; as many as there are fares for. It is `withBags`, which makes no offers.
 */
export function pricesWithBags(
  offer: Pick<FlightOffer, "fares">,
  search: Pick<FlightSearch, "limits">,
): readonly Money[] {
  const amounts: number[] = [];
  const currencies: string[] = [];
  addPricesWithBags(offer, search, amounts, currencies);
  return amounts.map((amount, i) => ({ amount, currency: currencies[i] as string }));
}

/** The same, behind what the two lists have. @returns how many prices there are */
export function addPricesWithBags(
  { fares }: Pick<FlightOffer, "fares">,
  { limits }: Pick<FlightSearch, "limits">,
  amounts: number[],
  currencies: string[],
): number {
  let most = 0;
  for (let i = 0; i < fares.length; i++) {
    const fare = fares[i] as Fare;
    const bags = fare.checkedBags ?? 0;
    // Few searches have limits.
    if (bags <= most || (limits !== undefined && !isWantedFare(fare, limits))) continue;
    const { amount, currency } = fare.price;
    for (; most < bags; most++) {
      amounts.push(amount);
      currencies.push(currency);
    }
  }
  return most;
}

/**
 * The offer as it is sold with at least this number of pieces a traveller, 1 or more, by the fares
 * that also have all that the search asks of them; undefined where it has no such fare.
 */
export function withBags(
  offer: FlightOffer,
  bags: number,
  { limits }: Pick<FlightSearch, "limits">,
): FlightOffer | undefined {
  const checked = leastBags(bags, limits);
  return atWantedFare(offer, { ...limits, bags: { ...limits?.bags, checked } });
}

/** How many pieces its fare has then, at least: the search may ask for more. */
export function leastBags(bags: number, limits: FlightSearch["limits"] | undefined): number {
  return Math.max(bags, limits?.bags?.checked ?? 0);
}
