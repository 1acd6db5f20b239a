/**
 * `--price N`: what an itinerary of the result costs now, as its cheapest seller says, and where
 * one goes on to buy it.
 */
import type { SearchClient } from "../../gateway/client/search-client.ts";
import type { Fare, Itinerary, Money, SearchResult } from "../../proto/messages.ts";
import { CommandFailure, EXIT } from "./failure.ts";
import { formatMoney } from "./format.ts";
import { wrapped } from "./layout.ts";
import { handOffOf, partsWords, terminalLines } from "./offer-words.ts";
import { plain } from "./outside-text.ts";

interface OfferPrice {
  readonly price: Money;
  readonly expiresAt: string;
  /** The first is the one that the price is for. */
  readonly fares?: readonly Partial<Pick<Fare, "base" | "taxes" | "link" | "reference">>[];
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

/**
 * The price, and below it what its seller says of it and where it is sold: the same as before where
 * the new answer does not name it. An offer that is gone has neither.
 *
 * @param itinerary that was priced; absent where it is not known
 */
export function priceLines(
  number: number,
  priced: Repriced,
  itinerary: Pick<Itinerary, "slices"> | undefined,
  width: number,
): string[] {
  const { before, now } = priced;
  const first = wrapped(priceText(number, priced), width);
  if (now === null) return first;
  const handOff = handOffOf([now.fares?.[0], before.fares?.[0]]);
  const parts = partsWords(now.fares?.[0]);
  const said = [
    ...(parts === "" ? [] : [parts]),
    ...(itinerary === undefined ? [] : terminalLines(itinerary)),
    ...(handOff === undefined ? [] : [handOff.words]),
  ];
  return [
    ...first,
    ...said.flatMap((line) => wrapped(line, width)),
    ...(handOff === undefined ? [] : [handOff.copied]),
  ];
}
