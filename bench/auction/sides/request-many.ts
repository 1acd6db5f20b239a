/**
 * The client's own `requestMany`, as its documentation has it: it ends after so many messages, or
 * when the time is over. With protobuf or with JSON.
 */
import { connect } from "nats";
import * as messages from "../peer-messages.ts";
import { callOf, merge, type PeerBid, type PeerCall, peerOffers } from "../peer-offer.ts";
import type { Side } from "../side.ts";

interface Encoding {
  encodeCall(call: PeerCall): Uint8Array | string;
  decodeCall(bytes: Uint8Array): PeerCall;
  encodeBid(bid: PeerBid): Uint8Array | string;
  decodeBid(bytes: Uint8Array): PeerBid;
}

const utf8 = new TextDecoder();
const parse = (bytes: Uint8Array) => JSON.parse(utf8.decode(bytes));

const json: Encoding = {
  encodeCall: JSON.stringify,
  decodeCall: parse,
  encodeBid: JSON.stringify,
  decodeBid: parse,
};

const requestManyWith = (encoding: Encoding, subject: string): Side => ({
  async startGateway({ broker, work }) {
    const connection = await connect({
      servers: broker.url,
      user: broker.user,
      pass: broker.password,
    });
    const call = callOf(work.search);
    const { deadlineMs } = work.search.policy;
    const asked = work.kinds.length;
    const options = { strategy: "count", maxMessages: asked, maxWait: deadlineMs } as const;
    return {
      async search() {
        const bids: PeerBid[] = [];
        const replies = await connection.requestMany(subject, encoding.encodeCall(call), options);
        for await (const { data } of replies) bids.push(encoding.decodeBid(data));
        return merge(bids, asked, call.maxResults);
      },
    };
  },

  async startBidder({ broker, work, kind, isSilent }) {
    const connection = await connect({
      servers: broker.url,
      user: broker.user,
      pass: broker.password,
    });
    const offers = peerOffers(work.offers[kind] ?? []);
    connection.subscribe(subject, {
      queue: kind,
      callback(_error, message) {
        encoding.decodeCall(message.data);
        if (!isSilent()) message.respond(encoding.encodeBid({ bidder: kind, offers }));
      },
    });
    await connection.flush();
  },
});

export const requestManyProtobuf = requestManyWith(messages, "many.protobuf.call");
export const requestManyJson = requestManyWith(json, "many.json.call");
