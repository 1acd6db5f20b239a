/** The result of an auction, as the bytes of an account have it (account.ts). */
import { decodeRowBody, rowColumns } from "../../proto/codec/index.ts";
import {
  type BidderReport,
  ENDED_BY,
  type FlightSearch,
  type Itinerary,
  OUTCOMES,
  type Rates,
  type SearchResult,
} from "../../proto/messages.ts";
import type { AccountReader, AccountWriter } from "./account-bytes.ts";
import { merge, type Opened, type Winner } from "./winners.ts";

/**
 * The fields that are written here. One that the contract has and that is missing here is an error
 * of types (`allWritten`).
 */
type Written =
  | keyof Pick<BidderReport, "bidder" | "outcome" | "instance" | "latencyMs" | "offers">
  | keyof Pick<BidderReport, "reason" | "hedged">
  | keyof Pick<SearchResult, "searchId" | "endedBy" | "partial" | "elapsedMs" | "deadlineMs">
  | keyof Pick<SearchResult, "itineraries" | "bidders">;
const allWritten: Exclude<keyof BidderReport | keyof SearchResult, Written> extends never
  ? true
  : never = true;
void allWritten;

/** What of a search is needed to show its result. */
type ShownSearch = Pick<FlightSearch, "currency" | "cabin">;

/** Stands for null among numbers that are never negative. */
const NONE = -1;

/** All but the ids and the deadline, which the account has beside its bytes. */
export function writeResult(
  writer: AccountWriter,
  { endedBy, partial, elapsedMs, bidders }: SearchResult,
  opened: readonly (readonly Opened[])[],
): void {
  writer.byte(ENDED_BY.indexOf(endedBy));
  writer.byte(partial ? 1 : 0);
  writer.number(elapsedMs);
  writer.count(opened.length);
  for (const sellers of opened) writeItinerary(writer, sellers);
  writer.count(bidders.length);
  for (const report of bidders) writeReport(writer, report);
}

export function readResult(
  reader: AccountReader,
  { searchId, deadlineMs }: Pick<SearchResult, "searchId" | "deadlineMs">,
  search: ShownSearch,
  rates: Rates,
): SearchResult {
  return {
    searchId,
    endedBy: ENDED_BY[reader.byte()] as SearchResult["endedBy"],
    partial: reader.byte() === 1,
    elapsedMs: reader.number(),
    deadlineMs,
    itineraries: listOf(reader.count(), () => readItinerary(reader, search, rates)),
    bidders: listOf(reader.count(), () => readReport(reader)),
  };
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
  return merge(
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

function writeReport(writer: AccountWriter, report: BidderReport): void {
  const { bidder, outcome, instance, latencyMs, offers, reason, hedged } = report;
  writer.text(bidder);
  writer.byte(OUTCOMES.indexOf(outcome));
  writer.byte((hedged ? 1 : 0) | (instance === null ? 0 : 2) | (reason === null ? 0 : 4));
  writer.number(latencyMs ?? NONE);
  writer.count(offers);
  if (instance !== null) writer.text(instance);
  if (reason !== null) writer.text(reason);
}

function readReport(reader: AccountReader): BidderReport {
  const bidder = reader.text();
  const outcome = OUTCOMES[reader.byte()] as BidderReport["outcome"];
  const flags = reader.byte();
  const latencyMs = reader.number();
  const offers = reader.count();
  return {
    bidder,
    outcome,
    instance: (flags & 2) === 0 ? null : reader.text(),
    latencyMs: latencyMs === NONE ? null : latencyMs,
    offers,
    reason: (flags & 4) === 0 ? null : reader.text(),
    hedged: (flags & 1) === 1,
  };
}

function listOf<T>(length: number, read: () => T): T[] {
  return Array.from({ length }, read);
}
