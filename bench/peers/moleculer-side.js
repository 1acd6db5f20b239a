/**
 * Moleculer over NATS, as its documentation has it: an action for each bidder, `mcall`, settled.
 */
import moleculer from "moleculer";
import { callOf, mergeBids, peerOffers } from "../auction/peer-offer.ts";

const start = async ({ broker }, nodeID, services = []) => {
  const url = Object.assign(new URL(broker.url), {
    username: broker.user,
    password: broker.password,
  });
  const node = new moleculer.ServiceBroker({
    nodeID,
    transporter: url.href,
    // A bidder that is silent on purpose would be a line each time.
    logLevel: "error",
  });
  for (const service of services) node.createService(service);
  await node.start();
  return node;
};

export const side = {
  async startGateway(context) {
    const { work } = context;
    const node = await start(context, "gateway");
    await node.waitForServices(work.kinds);
    const call = callOf(work.search);
    const options = { settled: true, timeout: work.search.policy.deadlineMs };
    return {
      async search() {
        const calls = work.kinds.map((kind) => ({ action: `${kind}.bids`, params: call }));
        const settled = await node.mcall(calls, options);
        const bids = settled.filter(({ status }) => status === "fulfilled");
        return mergeBids(
          bids.map(({ value }) => value),
          calls.length,
          call.maxResults,
        );
      },
    };
  },

  async startBidder(context) {
    const { work, kind, isSilent } = context;
    const offers = peerOffers(work.offers[kind]);
    const never = new Promise(() => {});
    const bids = () => (isSilent() ? never : { bidder: kind, offers });
    await start(context, kind, [{ name: kind, actions: { bids } }]);
  },
};
