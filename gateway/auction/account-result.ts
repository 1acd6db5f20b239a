/** The result of an auction, as the bytes of an account have it (account.ts). */
import { decodeRowOffer } from "../../proto/codec/index.ts";
import type { FlightSearch, Itinerary, Rates, SearchResult } from "../../proto/messages.ts";
import { bidderReport, searchResult } from "../../proto/schema/result.ts";
import type { BidsReader, BidsWriter } from "./account-bids.ts";
import type { AccountReader, AccountWriter } from "./account-bytes.ts";
import { accountFields } from "./account-fields.ts";
import { mergeWinners, type Opened, type Winner } from "./winners.ts";

/** The ids and the deadline are beside the bytes; itineraries and reports are lists. */
const resultFields = accountFields(searchResult, [
  "searchId",
  "deadlineMs",
  "itineraries",
  "bidders",
]);
const reportFields = accountFields(bidderReport);

/** What of a search is needed to show its result. */
type ShownSearch = Pick<FlightSearch, "currency" | "cabin" | "slices">;

/**
 * All but the ids and the deadline, which the account has beside its bytes, and the offers, which
 * are among its bids.
 */
export function writeResult(
  writer: AccountWriter,
  result: SearchResult,
  opened: readonly (readonly Opened[])[],
  bids: BidsWriter,
): void {
  resultFields.write(writer, result);
  writer.count(opened.length);
  for (const sellers of opened) writeItinerary(writer, sellers, bids);
  writer.count(result.bidders.length);
  for (const report of result.bidders) reportFields.write(writer, report);
}

export function readResult(
  reader: AccountReader,
  { searchId, deadlineMs }: Pick<SearchResult, "searchId" | "deadlineMs">,
  search: ShownSearch,
  rates: Rates,
  bids: BidsReader,
): SearchResult {
  const result: SearchResult = {
    searchId,
    deadlineMs,
    ...resultFields.read(reader),
    itineraries: listOf(reader.count(), () => readItinerary(reader, search, rates, bids)),
    bidders: listOf(reader.count(), () => reportFields.read(reader)),
  };
  return inOrder(result);
}

/** The same, with its fields in the order of their description: JSON shows that order. */
function inOrder(result: SearchResult): SearchResult {
  const names = Object.keys(searchResult.fields) as (keyof SearchResult)[];
  return Object.fromEntries(
    names.filter((name) => name in result).map((name) => [name, result[name]]),
  ) as unknown as SearchResult;
}

/** Only the places of its sellers' offers are kept: the itinerary is made of them. */
function writeItinerary(writer: AccountWriter, sellers: readonly Opened[], bids: BidsWriter): void {
  writer.count(sellers.length);
  for (const { candidate } of sellers) {
    const { cost, inconvenienceCost, convertedPrice } = candidate;
    const { sheet, row } = bids.placeOf(candidate.sheet, candidate.row);
    writer.count(sheet);
    writer.count(row);
    writer.number(cost);
    writer.number(inconvenienceCost);
    writer.number(convertedPrice);
  }
}

function readItinerary(
  reader: AccountReader,
  search: ShownSearch,
  rates: Rates,
  bids: BidsReader,
): Itinerary {
  return mergeWinners(
    listOf(reader.count(), () => readSeller(reader, bids)),
    search,
    rates,
  );
}

function readSeller(reader: AccountReader, bids: BidsReader): Winner {
  const sheet = reader.count();
  const row = reader.count();
  const cost = reader.number();
  const inconvenienceCost = reader.number();
  const price = reader.number();
  const { bidder, staleAgeMs } = bids.entryOf(sheet);
  const offer = decodeRowOffer(bids.sheet(sheet), row);
  return { bidder, cost, inconvenienceCost, price, staleAgeMs, offer };
}

function listOf<T>(length: number, read: () => T): T[] {
  return Array.from({ length }, read);
}
