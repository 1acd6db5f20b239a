/** The events of a search in progress, for callers on NATS. */
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { SearchEvent, StepEvent } from "../messages.ts";
import { progressStep } from "../schema/progress.ts";
import { bidderReport, opened, snapshot } from "../schema/result.ts";
import type { Message } from "../schema/schema.ts";
import { resultWriter } from "./byte-writer.ts";
import { directWriter } from "./direct-writer.ts";
import { fromWire } from "./generic.ts";
import { decodeAs, fail, type MessageType, REQUEST_CODES } from "./guard.ts";

/** The bytes of one event; its type is sent in EVENT_HEADER. */
export function encodeEvent(event: SearchEvent | StepEvent): Uint8Array {
  switch (event.type) {
    case "opened":
      return resultWriter.written(directWriter(opened), event.opened);
    case "bid":
      return resultWriter.written(directWriter(bidderReport), event.bid);
    case "snapshot":
      return resultWriter.written(directWriter(snapshot), event.snapshot);
    case "progress":
      return resultWriter.written(directWriter(progressStep), event.progress);
  }
}

/**
 * @param type as EVENT_HEADER names it
 * @throws AuctionError `malformed` or `too-large`
 */
export function decodeEvent(type: string, bytes: Uint8Array): SearchEvent | StepEvent {
  switch (type) {
    case "opened":
      return { type, opened: read(auction.Opened, opened, bytes) };
    case "bid":
      return { type, bid: read(auction.BidderReport, bidderReport, bytes) };
    case "snapshot":
      return { type, snapshot: read(auction.Snapshot, snapshot, bytes) };
    case "progress":
      return { type, progress: read(auction.ProgressStep, progressStep, bytes) };
    default:
      return fail("malformed", `'${type}' is not an event`);
  }
}

function read<T>(type: MessageType<object>, message: Message<T>, bytes: Uint8Array): T {
  const m = decodeAs(type, bytes, LIMITS.resultBytesMax, "an event", REQUEST_CODES);
  return fromWire(message, m, REQUEST_CODES.malformed);
}
