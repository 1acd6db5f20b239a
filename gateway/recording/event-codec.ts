/** What happened on the wire of an auction, as messages of a record. */
import { fail, numberOf, REQUEST_CODES, safeInteger, wordOf } from "../../proto/codec/guard.ts";
import type { recording } from "../../proto/generated/messages.js";
import type { RecordedEvent } from "./recorded-auction.ts";

/** In the order of the enum `EventKind`. */
const KINDS = ["bid", "hedged", "hedge-lost", "lost", "no-subscribers", "cancelled"] as const;

const CODE = REQUEST_CODES.malformed;

export function eventMessage(event: RecordedEvent): recording.Event.$Properties {
  return { ...event, kind: numberOf(KINDS, event.kind) };
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
