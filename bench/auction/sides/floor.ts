/**
 * The floor: what remains when everything is left out that is not needed for the answer. One inbox
 * subscription with a wildcard, a Map of the auctions that run, protobuf, the simplest merge and one
 * timer for each auction.
 */
import { connect } from "nats";
import { decodeBid, decodeCall, encodeBid, encodeCall } from "../peer-messages.ts";
import { callOf, merge, type PeerAnswer, type PeerBid, peerOffers } from "../peer-offer.ts";
import type { Side } from "../side.ts";

const CALLS = "floor.call";
const INBOX = "_INBOX.floor";

interface Auction {
  readonly bids: PeerBid[];
  readonly timer: NodeJS.Timeout;
  readonly resolve: (answer: PeerAnswer) => void;
}

export const floor: Side = {
  async startGateway({ broker, work }) {
    const connection = await connect({
      servers: broker.url,
      user: broker.user,
      pass: broker.password,
    });
    const running = new Map<string, Auction>();
    const call = callOf(work.search);
    const { deadlineMs } = work.search.policy;
    const asked = work.kinds.length;
    let lastId = 0;

    function end(id: string, { bids, timer, resolve }: Auction): void {
      running.delete(id);
      clearTimeout(timer);
      resolve(merge(bids, asked, call.maxResults));
    }

    connection.subscribe(`${INBOX}.*`, {
      callback(_error, { subject, data }) {
        const id = subject.slice(INBOX.length + 1);
        const auction = running.get(id);
        if (auction === undefined) return;
        auction.bids.push(decodeBid(data));
        if (auction.bids.length === asked) end(id, auction);
      },
    });
    await connection.flush();

    return {
      search: () =>
        new Promise<PeerAnswer>((resolve) => {
          const id = String(++lastId);
          const timer = setTimeout(() => end(id, auction), deadlineMs);
          const auction: Auction = { bids: [], timer, resolve };
          running.set(id, auction);
          connection.publish(CALLS, encodeCall(call), { reply: `${INBOX}.${id}` });
        }),
    };
  },

  async startBidder({ broker, work, kind, isSilent }) {
    const connection = await connect({
      servers: broker.url,
      user: broker.user,
      pass: broker.password,
    });
    const offers = peerOffers(work.offers[kind] ?? []);
    connection.subscribe(CALLS, {
      queue: kind,
      callback(_error, message) {
        decodeCall(message.data);
        if (!isSilent()) message.respond(encodeBid({ bidder: kind, offers }));
      },
    });
    await connection.flush();
  },
};
