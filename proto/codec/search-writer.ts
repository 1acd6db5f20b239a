/**
 * Writes a whole search straight from its values: the same bytes as the generated code writes. The
 * few searches with more than ends, dates and travellers are written by the generated code.
 */
import { CABINS, POLICY_KINDS, SORTS } from "../closed-sets.ts";
import { flights } from "../generated/messages.js";
import type { FlightSearch, Policy, SearchSlice } from "../messages.ts";
import { isPlainSearch } from "../plain-search.ts";
import type protobuf from "../protobuf.ts";
import { numberOf } from "./guard.ts";
import { written } from "./scratch.ts";
import { centsOf, searchMessage } from "./search.ts";
import { delimited, varint } from "./tags.ts";
import { writeText, writeTexts } from "./text-fields.ts";

/** A whole search as a caller on NATS would send it, and as a record has it. */
export function encodeSearch(search: FlightSearch): Uint8Array {
  return written(writeSearch, search);
}

function writeSearch(w: protobuf.Writer, search: FlightSearch): void {
  if (isPlainSearch(search)) writePlainSearch(w, search, true);
  else flights.FlightSearchRequest.encode(searchMessage(search), w);
}

/** The same for bidders, who are not told what a second is worth. */
export function writeCallSearch(w: protobuf.Writer, search: FlightSearch): void {
  if (isPlainSearch(search)) writePlainSearch(w, search, false);
  else flights.FlightSearchRequest.encode(searchMessage(withoutWorth(search)), w);
}

function withoutWorth(search: FlightSearch): FlightSearch {
  const { kind: _, dollarsPerSecond: __, ...policy } = search.policy;
  return { ...search, policy };
}

function writePlainSearch(w: protobuf.Writer, search: FlightSearch, saysWorth: boolean): void {
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
  if (saysWorth) writeWorth(w, search.policy);
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

function writeWorth(w: protobuf.Writer, { kind, dollarsPerSecond }: Policy): void {
  if (kind === undefined || dollarsPerSecond === undefined) return;
  w.uint32(varint(6)).uint32(numberOf(POLICY_KINDS, kind));
  w.uint32(varint(7)).uint32(centsOf(dollarsPerSecond));
}
