/** The result of an auction, as the bytes of an account have it (account.ts). */
import { decodeRowBody, type RowColumns, rowColumns } from "../../proto/codec/index.ts";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import { bidderReport, searchResult } from "../../proto/schema/result.ts";
import type { BidsReader, BidsWriter } from "./account-bids.ts";
import type { AccountReader, AccountWriter } from "./account-bytes.ts";
import { accountFields } from "./account-fields.ts";
import type { RowPlace } from "./offer-ids.ts";
import { mergeWinners, type Opened, type ShownTerms, type Winner } from "./winners.ts";

/** The ids and the deadline are beside the bytes; itineraries and reports are lists. */
const resultFields = accountFields(searchResult, [
  "searchId",
  "deadlineMs",
  "itineraries",
  "bidders",
]);
const reportFields = accountFields(bidderReport);

/** One seller's offer as it is kept: its columns, and its body as its bidder sent it. */
export interface KeptOffer extends Omit<Winner, "offer"> {
  readonly columns: RowColumns;
  /** A view: it is valid as long as the account. */
  readonly body: Uint8Array;
}

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
  terms: ShownTerms,
  bids: BidsReader,
): SearchResult {
  const result: SearchResult = {
    searchId,
    deadlineMs,
    ...resultFields.read(reader),
    itineraries: listOf(reader.count(), () => readItinerary(reader, terms, bids)),
    bidders: listOf(reader.count(), () => reportFields.read(reader)),
  };
  return inOrder(result);
}

/** Passes over the result. */
export function skipResult(reader: AccountReader): void {
  shownIds(reader);
  for (let reports = reader.count(); reports > 0; reports--) reportFields.read(reader);
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
    const { cost, inconvenienceCost, convertedPrice, ownId } = candidate;
    const { sheet, row } = bids.placeOf(candidate.sheet, candidate.row);
    writer.count(sheet);
    writer.count(row);
    writer.number(cost);
    writer.number(inconvenienceCost);
    writer.number(convertedPrice);
    writer.text(ownId ?? "");
  }
}

function readItinerary(reader: AccountReader, terms: ShownTerms, bids: BidsReader): Itinerary {
  return mergeWinners(
    listOf(reader.count(), () => winnerOf(readSeller(reader, bids))),
    terms,
  );
}

/** The offer with this own part of its id; undefined when none has it. */
export function findOffer(
  reader: AccountReader,
  ownId: string,
  bids: BidsReader,
): KeptOffer | undefined {
  resultFields.read(reader);
  for (let itineraries = reader.count(); itineraries > 0; itineraries--) {
    for (let sellers = reader.count(); sellers > 0; sellers--) {
      const kept = readSeller(reader, bids);
      if (kept.ownId === ownId) return kept;
    }
  }
  return undefined;
}

/** The own parts of the ids of all offers of the result, with their places. */
export function shownIds(
  reader: AccountReader,
): { readonly place: RowPlace; readonly ownId: string }[] {
  resultFields.read(reader);
  const ids: { place: RowPlace; ownId: string }[] = [];
  for (let itineraries = reader.count(); itineraries > 0; itineraries--) {
    for (let sellers = reader.count(); sellers > 0; sellers--) {
      const { place, ownId } = readPlaced(reader);
      if (ownId !== undefined) ids.push({ place, ownId });
    }
  }
  return ids;
}

function readSeller(reader: AccountReader, bids: BidsReader): KeptOffer {
  const { place, ...stated } = readPlaced(reader);
  const { sheet: at, row } = place;
  const { bidder, staleAgeMs } = bids.entryOf(at);
  const sheet = bids.sheet(at);
  return {
    bidder,
    ...stated,
    staleAgeMs,
    columns: rowColumns(sheet, row),
    body: sheet.body.at(row) as Uint8Array,
  };
}

function readPlaced(reader: AccountReader) {
  const place: RowPlace = { sheet: reader.count(), row: reader.count() };
  const cost = reader.number();
  const inconvenienceCost = reader.number();
  const price = reader.number();
  const ownId = reader.text();
  return { place, cost, inconvenienceCost, price, ownId: ownId === "" ? undefined : ownId };
}

export function winnerOf({ columns, body, ...kept }: KeptOffer): Winner {
  return { ...kept, offer: decodeRowBody(body, columns) };
}

function listOf<T>(length: number, read: () => T): T[] {
  return Array.from({ length }, read);
}
