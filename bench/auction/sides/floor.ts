/**
 * The floor: what remains when everything is left out that is not needed for the answer. One inbox
 * subscription with a wildcard, a Map of the auctions that run, protobuf, the simplest merge and
 * one timer for each auction.
 */
import * as messages from "../peer-messages.ts";
import { callOf, mergeBids, type PeerAnswer, type PeerBid } from "../peer-offer.ts";
import type { Side } from "../side.ts";
import { answerCalls, connectPeer } from "./nats-peer.ts";

const CALLS = "floor.call";
const INBOX = "_INBOX.floor";

interface FloorAuction {
  readonly bids: PeerBid[];
  readonly timer: NodeJS.Timeout;
  readonly resolve: (answer: PeerAnswer) => void;
}

export const floor: Side = {
  async startGateway({ broker, work }) {
    const connection = await connectPeer({ broker });
    const running = new Map<string, FloorAuction>();
    const call = callOf(work.search);
    const { deadlineMs } = work.search.policy;
    const asked = work.kinds.length;
    let lastId = 0;

    function end(id: string, { bids, timer, resolve }: FloorAuction): void {
      running.delete(id);
      clearTimeout(timer);
      resolve(mergeBids(bids, asked, call.maxResults));
    }

    connection.subscribe(`${INBOX}.*`, {
      callback(_error, { subject, data }) {
        const id = subject.slice(INBOX.length + 1);
        const auction = running.get(id);
        if (auction === undefined) return;
        auction.bids.push(messages.decodeBid(data));
        if (auction.bids.length === asked) end(id, auction);
      },
    });
    await connection.flush();

    return {
      search: () =>
        new Promise<PeerAnswer>((resolve) => {
          const id = String(++lastId);
          const timer = setTimeout(() => end(id, auction), deadlineMs);
          const auction: FloorAuction = { bids: [], timer, resolve };
          running.set(id, auction);
          connection.publish(CALLS, messages.encodeCall(call), { reply: `${INBOX}.${id}` });
        }),
    };
  },

  startBidder: (context) => answerCalls(context, CALLS, messages),
};
