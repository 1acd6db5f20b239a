/**
 * A gateway without a broker: an undici pool for each bidder, which is a fastify server, and
 * `Promise.allSettled`.
 */
import Fastify from "fastify";
import { Pool } from "undici";
import { callOf, mergeBids, type PeerBid, type PeerCall, peerOffers } from "../peer-offer.ts";
import type { Side } from "../side.ts";

const CONNECTIONS_MAX = 64;

export const httpPool: Side = {
  async startGateway({ work, ports }) {
    const call = callOf(work.search);
    const { deadlineMs } = work.search.policy;
    const headers = { "content-type": "application/json" };
    const pools = work.kinds.map(
      (kind) => new Pool(`http://127.0.0.1:${ports[kind]}`, { connections: CONNECTIONS_MAX }),
    );
    return {
      async search() {
        const body = JSON.stringify(call);
        const signal = AbortSignal.timeout(deadlineMs);
        const settled = await Promise.allSettled(
          pools.map(async (pool) => {
            const request = { method: "POST", path: "/bids", headers, body, signal } as const;
            const answer = await pool.request(request);
            return (await answer.body.json()) as PeerBid;
          }),
        );
        const bids = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
        return mergeBids(bids, pools.length, call.maxResults);
      },
    };
  },

  async startBidder({ work, kind, ports, isSilent }) {
    const offers = peerOffers(work.offers[kind] ?? []);
    const app = Fastify();
    app.post<{ Body: PeerCall }>("/bids", async (): Promise<PeerBid> => {
      if (isSilent()) await new Promise(() => {});
      return { bidder: kind, offers };
    });
    await app.listen({ host: "127.0.0.1", port: ports[kind] ?? 0 });
  },
};
