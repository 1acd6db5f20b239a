/** The result of an auction, as the bytes of an account have it (account.ts). */
import { decodeRowBody, rowColumns } from "../../proto/codec/index.ts";
import type { FlightSearch, Itinerary, Rates, SearchResult } from "../../proto/messages.ts";
import { bidderReport, searchResult } from "../../proto/schema/result.ts";
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

/** Stands for null among numbers that are never negative. */
const NONE = -1;

/** All but the ids and the deadline, which the account has beside its bytes. */
export function writeResult(
  writer: AccountWriter,
  result: SearchResult,
  opened: readonly (readonly Opened[])[],
): void {
  resultFields.write(writer, result);
  writer.count(opened.length);
  for (const sellers of opened) writeItinerary(writer, sellers);
  writer.count(result.bidders.length);
  for (const report of result.bidders) reportFields.write(writer, report);
}

export function readResult(
  reader: AccountReader,
  { searchId, deadlineMs }: Pick<SearchResult, "searchId" | "deadlineMs">,
  search: ShownSearch,
  rates: Rates,
): SearchResult {
  const result: SearchResult = {
    searchId,
    deadlineMs,
    ...resultFields.read(reader),
    itineraries: listOf(reader.count(), () => readItinerary(reader, search, rates)),
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

/** Only the offers of its sellers are kept: the itinerary is made of them. */
function writeItinerary(writer: AccountWriter, sellers: readonly Opened[]): void {
  const { sheet, row } = (sellers[0] as Opened).candidate;
  writer.text(sheet.itinerary.at(row) as string);
  writer.count(sellers.length);
  for (const { candidate } of sellers) writeSeller(writer, candidate);
}

function readItinerary(reader: AccountReader, search: ShownSearch, rates: Rates): Itinerary {
  const key = reader.text();
  return mergeWinners(
    listOf(reader.count(), () => readSeller(reader, key)),
    search,
    rates,
  );
}

function writeSeller(writer: AccountWriter, candidate: Opened["candidate"]): void {
  const { bidder, cost, inconvenienceCost, convertedPrice, sheet, row } = candidate;
  const { staleAgeMs = NONE } = candidate;
  const columns = rowColumns(sheet, row);
  writer.text(bidder);
  writer.number(cost);
  writer.number(inconvenienceCost);
  writer.number(convertedPrice);
  writer.number(staleAgeMs);
  writer.number(columns.price);
  writer.text(columns.currency);
  writer.text(columns.seller);
  writer.bytes(sheet.body.at(row) as Uint8Array);
}

function readSeller(reader: AccountReader, itinerary: string): Winner {
  const bidder = reader.text();
  const cost = reader.number();
  const inconvenienceCost = reader.number();
  const convertedPrice = reader.number();
  const staleAgeMs = reader.number();
  const price = reader.number();
  const currency = reader.text();
  const seller = reader.text();
  const offer = decodeRowBody(reader.bytes(), { price, currency, seller, itinerary });
  return {
    bidder,
    cost,
    inconvenienceCost,
    price: convertedPrice,
    staleAgeMs: staleAgeMs === NONE ? undefined : staleAgeMs,
    offer,
  };
}

function listOf<T>(length: number, read: () => T): T[] {
  return Array.from({ length }, read);
}
