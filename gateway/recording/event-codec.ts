/** What happened on the wire of an auction, as messages of a record. */
import type { ByteWriter } from "../../proto/codec/byte-writer.ts";
import { fail, numberOf, REQUEST_CODES, safeInteger, wordOf } from "../../proto/codec/guard.ts";
import { delimited, varint } from "../../proto/codec/tags.ts";
import type { recording } from "../../proto/generated/messages.js";
import type { RecordedEvent } from "./recorded-auction.ts";

/** In the order of the enum `EventKind`. */
const KINDS = ["bid", "hedged", "hedge-lost", "lost", "no-subscribers", "cancelled"] as const;

type BidEvent = Extract<RecordedEvent, { readonly kind: "bid" }>;
type LostEvent = Extract<RecordedEvent, { readonly kind: "lost" }>;

const CODE = REQUEST_CODES.malformed;

export function writeEvent(w: ByteWriter, event: RecordedEvent): void {
  w.uint32(varint(1)).uint32(numberOf(KINDS, event.kind));
  w.uint32(varint(2)).int64(event.atUs);
  const { bidder, instance, bytes, reason } = event as Partial<BidEvent & LostEvent>;
  if (bidder !== undefined) w.uint32(delimited(3)).text(bidder);
  if (instance !== undefined) w.uint32(delimited(4)).text(instance);
  if (bytes !== undefined) w.uint32(delimited(5)).bytes(bytes);
  if (reason != null) w.uint32(delimited(6)).text(reason);
}

/** @throws AuctionError `malformed` */
export function readEvent(m: recording.Event.$Properties): RecordedEvent {
  const kind = wordOf(KINDS, m.kind, "the kind of an event", CODE);
  const atUs = safeInteger(m.atUs ?? 0, "at_us", CODE);
  const { bidder = "", instance = "" } = m as { readonly bidder?: string; instance?: string };
  switch (kind) {
    case "bid":
      return { kind, atUs, bidder, instance, bytes: m.bytes ?? fail(CODE, "a bid without bytes") };
    case "hedged":
      return { kind, atUs, bidder, instance };
    case "hedge-lost":
      return { kind, atUs, bidder };
    case "lost":
      return { kind, atUs, bidder, reason: m.reason ?? null };
    default:
      return { kind, atUs };
  }
}
