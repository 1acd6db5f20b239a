/** `--price N`: what an itinerary of the result costs now, as its cheapest seller says. */
import type { SearchClient } from "../../gateway/client/search-client.ts";
import type { Money, SearchResult } from "../../proto/messages.ts";
import { CommandFailure, EXIT } from "./failure.ts";
import { formatMoney } from "./format.ts";
import { plain } from "./outside-text.ts";

interface OfferPrice {
  readonly price: Money;
  readonly expiresAt: string;
}

/** What is read of the answer; docs/http.md has all of it. */
export interface Repriced {
  readonly seller: string;
  readonly bidder: string;
  readonly outcome: "same" | "changed" | "gone";
  readonly before: OfferPrice;
  readonly now: OfferPrice | null;
  readonly elapsedMs: number;
}

/**
 * Asks the gateway that keeps the result.
 *
 * @param number of the itinerary, 1 for the best
 * @throws AuctionError as `SearchClient.offer`; CommandFailure 2 where there is no such itinerary
 */
export async function priceNow(
  client: Pick<SearchClient, "offer">,
  gateway: string,
  { itineraries }: SearchResult,
  number: number,
): Promise<Repriced> {
  const offerId = itineraries[number - 1]?.sellers[0]?.offerId;
  if (offerId === undefined)
    throw new CommandFailure(
      EXIT.usage,
      `--price ${number}: ${itineraries.length} itineraries are shown`,
    );
  return (await client.offer(gateway, "price", offerId)) as Repriced;
}

export function priceText(number: number, priced: Repriced): string {
  const { seller, bidder, outcome, before, now, elapsedMs } = priced;
  const was = formatMoney(before.price);
  const by = `${number}, sold by ${plain(seller)} (${plain(bidder)} answered in ${Math.round(elapsedMs)} ms)`;
  if (now === null) return `${by}: gone, it was ${was}`;
  const until = `until ${plain(now.expiresAt)}`;
  return outcome === "same"
    ? `${by}: still ${was}, ${until}`
    : `${by}: now ${formatMoney(now.price)}, it was ${was}, ${until}`;
}
