/**
 * Writes a call for bids straight from its values: the same bytes as the generated code writes,
 * without its intermediate messages (0.8 µs instead of 3.4). The few searches with more than ends,
 * dates and travellers are written by the generated code.
 */
import { CABINS, SORTS } from "../closed-sets.ts";
import { flights } from "../generated/messages.js";
import type { FlightSearch, Policy, SearchSlice, SentCall } from "../messages.ts";
import { isPlainSearch } from "../plain-search.ts";
import type protobuf from "../protobuf.ts";
import { numberOf } from "./guard.ts";
import { ratesBytes } from "./rates.ts";
import { writeInt64 } from "./scratch.ts";
import { searchMessage } from "./search.ts";
import { delimited, fixed64, varint } from "./tags.ts";

export function writeCall(w: protobuf.Writer, call: SentCall): void {
  writeText(w, 1, call.searchId);
  writeText(w, 2, call.gateway);
  w.uint32(delimited(3)).fork();
  if (isPlainSearch(call.search)) writeSearch(w, call.search);
  else flights.FlightSearchRequest.encode(searchMessage(call.search), w);
  w.ldelim();
  const budgetMs = Math.max(0, Math.floor(call.budgetMs));
  if (budgetMs !== 0) w.uint32(varint(4)).uint32(budgetMs);
  if (!Object.is(call.sentAtMs, 0)) w.uint32(fixed64(5)).double(call.sentAtMs);
  const { valuePerHour, penaltyPerStop, countsInconvenience } = call.objective;
  w.uint32(delimited(6)).fork();
  if (valuePerHour !== 0) writeInt64(w.uint32(varint(1)), valuePerHour);
  if (penaltyPerStop !== 0) writeInt64(w.uint32(varint(2)), penaltyPerStop);
  if (countsInconvenience === true) w.uint32(varint(3)).bool(true);
  w.ldelim();
  if (call.rates !== undefined) w.uint32(delimited(7)).bytes(ratesBytes(call.rates));
  if (call.notices !== undefined) {
    w.uint32(delimited(8)).fork();
    writeTexts(w, 1, call.notices);
    w.ldelim();
  }
  if (call.rates === undefined) writeText(w, 9, call.ratesId);
  if (call.params !== undefined) w.uint32(delimited(12)).string(call.params);
  if (call.lateAllowanceMs !== undefined && call.lateAllowanceMs > 0)
    w.uint32(varint(13)).uint32(Math.floor(call.lateAllowanceMs));
}

function writeSearch(w: protobuf.Writer, search: FlightSearch): void {
  const { slices, passengers } = search;
  for (let i = 0; i < slices.length; i++) {
    const { origin, destination, departureDate } = slices[i] as SearchSlice;
    w.uint32(delimited(1)).fork();
    writeText(w, 1, origin);
    writeText(w, 2, destination);
    writeText(w, 3, departureDate);
    w.ldelim();
  }
  w.uint32(delimited(2)).fork();
  w.uint32(varint(1)).uint32(passengers.adults);
  w.uint32(varint(2)).uint32(passengers.children);
  w.uint32(varint(3)).uint32(passengers.infants).ldelim();
  w.uint32(varint(3)).uint32(numberOf(CABINS, search.cabin));
  w.uint32(delimited(4)).string(search.currency);
  w.uint32(varint(5)).uint32(numberOf(SORTS, search.sort));
  w.uint32(varint(6)).uint32(search.maxStops);
  w.uint32(varint(7)).uint32(search.maxResults);
  w.uint32(delimited(8)).fork();
  writePolicy(w, search.policy);
  w.ldelim();
  w.uint32(varint(9)).bool(search.selfTransfer);
  w.uint32(varint(10)).bool(search.similar);
}

function writePolicy(w: protobuf.Writer, { deadlineMs, quorum, required }: Policy): void {
  w.uint32(varint(1)).uint32(deadlineMs);
  if (typeof quorum === "number") w.uint32(varint(2)).uint32(quorum);
  w.uint32(delimited(3)).fork();
  writeTexts(w, 1, required);
  w.ldelim();
  if (typeof quorum === "string") w.uint32(varint(4)).uint32(Number.parseInt(quorum, 10));
}

/** A field that is absent where it is empty. */
function writeText(w: protobuf.Writer, number: number, text: string): void {
  if (text !== "") w.uint32(delimited(number)).string(text);
}

function writeTexts(w: protobuf.Writer, number: number, texts: readonly string[]): void {
  for (let i = 0; i < texts.length; i++) w.uint32(delimited(number)).string(texts[i] as string);
}
