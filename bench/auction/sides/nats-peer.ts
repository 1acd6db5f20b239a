/** What the peers have in common that use the NATS client as it is. */
import { connect, type NatsConnection } from "nats";
import { type PeerBid, type PeerCall, peerOffers } from "../peer-offer.ts";
import type { BidderContext, SideContext } from "../side.ts";

/** How the messages of a peer are written and read. */
export interface PeerEncoding {
  encodeCall(call: PeerCall): Uint8Array | string;
  decodeCall(bytes: Uint8Array): PeerCall;
  encodeBid(bid: PeerBid): Uint8Array | string;
  decodeBid(bytes: Uint8Array): PeerBid;
}

export function connectPeer({ broker }: Pick<SideContext, "broker">): Promise<NatsConnection> {
  return connect({ servers: broker.url, user: broker.user, pass: broker.password });
}

/** A bidder that answers every call on a subject with its prepared offers. */
export async function answerCalls(
  { broker, work, kind, isSilent }: BidderContext,
  subject: string,
  { decodeCall, encodeBid }: PeerEncoding,
): Promise<void> {
  const connection = await connectPeer({ broker });
  const offers = peerOffers(work.offers[kind] ?? []);
  connection.subscribe(subject, {
    queue: kind,
    callback(_error, message) {
      decodeCall(message.data);
      if (!isSilent()) message.respond(encodeBid({ bidder: kind, offers }));
    },
  });
  await connection.flush();
}
