/**
 * The client's own `requestMany`, as its documentation has it: it ends after so many messages, or
 * when the time is over. With protobuf or with JSON.
 */
import * as messages from "../peer-messages.ts";
import { callOf, mergeBids, type PeerBid } from "../peer-offer.ts";
import type { Side } from "../side.ts";
import { answerCalls, connectPeer, type PeerEncoding } from "./nats-peer.ts";

const utf8 = new TextDecoder();
const parse = (bytes: Uint8Array) => JSON.parse(utf8.decode(bytes));

const json: PeerEncoding = {
  encodeCall: JSON.stringify,
  decodeCall: parse,
  encodeBid: JSON.stringify,
  decodeBid: parse,
};

const requestManyWith = (encoding: PeerEncoding, subject: string): Side => ({
  async startGateway({ broker, work }) {
    const connection = await connectPeer({ broker });
    const call = callOf(work.search);
    const { deadlineMs } = work.search.policy;
    const asked = work.kinds.length;
    const options = { strategy: "count", maxMessages: asked, maxWait: deadlineMs } as const;
    return {
      async search() {
        const bids: PeerBid[] = [];
        const replies = await connection.requestMany(subject, encoding.encodeCall(call), options);
        for await (const { data } of replies) bids.push(encoding.decodeBid(data));
        return mergeBids(bids, asked, call.maxResults);
      },
    };
  },

  startBidder: (context) => answerCalls(context, subject, encoding),
});

export const requestManyProtobuf = requestManyWith(messages, "many.protobuf.call");
export const requestManyJson = requestManyWith(json, "many.json.call");
