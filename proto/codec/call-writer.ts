/**
 * Writes a call for bids straight from its values: the same bytes as the generated code writes,
 * without its intermediate messages (0.8 µs instead of 3.4).
 */
import type { SentCall } from "../messages.ts";
import type protobuf from "../protobuf.ts";
import { ratesBytes } from "./rates.ts";
import { writeInt64 } from "./scratch.ts";
import { writeCallSearch } from "./search-writer.ts";
import { delimited, fixed64, varint } from "./tags.ts";
import { writeText, writeTexts } from "./text-fields.ts";

export function writeCall(w: protobuf.Writer, call: SentCall): void {
  writeText(w, 1, call.searchId);
  writeText(w, 2, call.gateway);
  w.uint32(delimited(3)).fork();
  writeCallSearch(w, call.search);
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
