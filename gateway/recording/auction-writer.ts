/**
 * Writes a recorded auction straight from its values. What few auctions have is written by the
 * generated code, after the rest: readers of protocol buffers take fields in any order.
 */
import { ENDED_BY } from "../../proto/closed-sets.ts";
import type { ByteWriter } from "../../proto/codec/byte-writer.ts";
import { directWriter } from "../../proto/codec/direct-writer.ts";
import { numberOf } from "../../proto/codec/guard.ts";
import { encodeSearch } from "../../proto/codec/search-writer.ts";
import { delimited, fixed64, varint } from "../../proto/codec/tags.ts";
import { recording } from "../../proto/generated/messages.js";
import type { BidderReport, Objective } from "../../proto/messages.ts";
import { bidderReport } from "../../proto/schema/result.ts";
import type { Grace } from "../auction/policy.ts";
import { writeEvent } from "./event-codec.ts";
import type { RecordedAuction, RecordedEvent, RecordedExpectation } from "./recorded-auction.ts";

/** All but the places of what it shares with others of its block. */
export function writeAuction(w: ByteWriter, recorded: RecordedAuction): void {
  w.uint32(delimited(1)).text(recorded.searchId);
  w.uint32(delimited(2)).text(recorded.auctionId);
  w.uint32(delimited(3)).text(recorded.gateway);
  w.uint32(fixed64(4)).double(recorded.wallMs);
  w.uint32(delimited(5)).bytes(encodeSearch(recorded.search));
  writePart(w, 6, writeObjective, recorded.objective);
  writePart(w, 9, writeGrace, recorded.grace);
  writePart(w, 15, writeExpectation, recorded.expectation);
  w.uint32(varint(16)).int64(recorded.calledAtUs);
  writeEvents(w, recorded.events);
  w.uint32(varint(18)).uint32(numberOf(ENDED_BY, recorded.endedBy));
  w.uint32(varint(19)).int64(recorded.endedAtUs);
  w.uint32(varint(20)).int64(recorded.heardUntilUs);
  w.uint32(varint(21)).bool(recorded.lateWanted);
  writeReports(w, recorded.bidders);
  if (recorded.result !== null) w.uint32(delimited(23)).bytes(recorded.result);
  w.uint32(varint(24)).bool(recorded.sampled);
  writeRare(w, recorded);
}

function writePart<T>(
  w: ByteWriter,
  number: number,
  write: (w: ByteWriter, part: T) => void,
  part: T,
): void {
  const opened = w.uint32(delimited(number)).open();
  write(w, part);
  w.close(opened);
}

function writeObjective(w: ByteWriter, objective: Objective): void {
  w.uint32(varint(1)).int64(objective.valuePerHour);
  w.uint32(varint(2)).int64(objective.penaltyPerStop);
  if (objective.countsInconvenience === true) w.uint32(varint(3)).bool(true);
}

function writeGrace(w: ByteWriter, { share, msMin, msMax }: Grace): void {
  w.uint32(fixed64(1)).double(share);
  w.uint32(fixed64(2)).double(msMin);
  w.uint32(fixed64(3)).double(msMax);
}

function writeExpectation(w: ByteWriter, expectation: RecordedExpectation): void {
  writeTexts(w, 1, expectation.expected);
  writeTexts(w, 2, expectation.skipped);
  writeTexts(w, 3, expectation.required);
  writeTexts(w, 4, expectation.absent);
  for (const hedge of expectation.hedgeAfterMs) writePart(w, 5, writeHedge, hedge);
}

function writeHedge(
  w: ByteWriter,
  [bidder, afterMs]: RecordedExpectation["hedgeAfterMs"][number],
): void {
  w.uint32(delimited(1)).text(bidder);
  w.uint32(fixed64(2)).double(afterMs);
}

function writeTexts(w: ByteWriter, number: number, texts: readonly string[]): void {
  for (let i = 0; i < texts.length; i++) w.uint32(delimited(number)).text(texts[i] as string);
}

function writeEvents(w: ByteWriter, events: readonly RecordedEvent[]): void {
  for (let i = 0; i < events.length; i++) writePart(w, 17, writeEvent, events[i] as RecordedEvent);
}

function writeReports(w: ByteWriter, reports: readonly BidderReport[]): void {
  const write = directWriter(bidderReport);
  for (let i = 0; i < reports.length; i++) writePart(w, 22, write, reports[i] as BidderReport);
}

function writeRare(w: ByteWriter, recorded: RecordedAuction): void {
  const { markUp, disabledSellers, disabled, tooFar, arm, fallbacks } = recorded;
  if (
    arm === null &&
    markUp.length === 0 &&
    disabledSellers.length === 0 &&
    disabled.length === 0 &&
    tooFar.length === 0 &&
    fallbacks.length === 0
  )
    return;
  const rare = recording.Auction.encode({
    markUp: markUp.map(({ bidder = null, seller = null, ...rule }) => ({
      ...rule,
      bidder,
      seller,
    })),
    disabledSellers: [...disabledSellers],
    disabled: [...disabled],
    tooFar: [...tooFar],
    arm,
    fallbacks: [...fallbacks],
  }).finish();
  w.fields(rare);
}
