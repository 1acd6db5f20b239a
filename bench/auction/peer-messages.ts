/** The peers' messages in protobuf: full offers, read and written by protobufjs. */
import protobuf from "protobufjs";
import type { PeerBid, PeerCall } from "./peer-offer.ts";

const SCHEMA = `
syntax = "proto3";
message Call {
  string origin = 1; string destination = 2; string departureDate = 3; uint32 adults = 4;
  string cabin = 5; string currency = 6; uint32 maxResults = 7;
}
message Segment {
  string flight = 1; string from = 2; string to = 3; string departure = 4; string arrival = 5;
  uint32 minutes = 6; string aircraft = 7;
}
message Offer {
  string key = 1; string seller = 2; uint32 price = 3; string currency = 4; double expiresAt = 5;
  uint32 minutes = 6; repeated Segment segments = 7;
}
message Bid { string bidder = 1; repeated Offer offers = 2; }
`;

const { root } = protobuf.parse(SCHEMA, { keepCase: true });
const callType = root.lookupType("Call");
const bidType = root.lookupType("Bid");

export const encodeCall = (call: PeerCall): Uint8Array => callType.encode(call).finish();
export const decodeCall = (bytes: Uint8Array): PeerCall =>
  callType.decode(bytes) as unknown as PeerCall;
export const encodeBid = (bid: PeerBid): Uint8Array => bidType.encode(bid).finish();
export const decodeBid = (bytes: Uint8Array): PeerBid =>
  bidType.decode(bytes) as unknown as PeerBid;
