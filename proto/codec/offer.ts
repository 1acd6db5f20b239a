/** The body of one offer. */
import { flights } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { FlightOffer } from "../messages.ts";
import { flightOffer } from "../schema/offer.ts";
import { fromWire, toWire } from "./generic.ts";
import { BID_CODES, decodeAs } from "./guard.ts";

/** The bytes of an offer, whatever its size: the bidder keeps the limits. */
export function encodeOffer(offer: FlightOffer): Uint8Array {
  return flights.FlightOffer.encode(toWire(flightOffer, offer)).finish();
}

/** @throws AuctionError `bid-malformed` or `bid-too-large` */
export function decodeOffer(bytes: Uint8Array): FlightOffer {
  const m = decodeAs(flights.FlightOffer, bytes, LIMITS.offerBytesMax, "an offer", BID_CODES);
  return fromWire(flightOffer, m, "bid-malformed");
}
