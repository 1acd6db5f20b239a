/**
 * Ours, as it ships: the gateway with its defaults, and bidders on the kit. The log goes to
 * standard output, at `info`. Each process loads its own half alone, as it does where it ships.
 */
import type { BidderModule, Search } from "../../../bidders/index.ts";
import type { Gateway } from "../../../gateway/app.ts";
import { PAIRED } from "../context.ts";
import { isFaulty, type Side } from "../side.ts";

/** A caller over HTTP is one address. */
const UNLIMITED = { SEARCHES_PER_MINUTE_MAX: "10000000", PLACES_PER_MINUTE_MAX: "10000000" };

export const ours: Side = {
  async startGateway({ work }) {
    const { startGateway } = await import("../../../gateway/app.ts");
    const { readConfig } = await import("../../../gateway/config.ts");
    const started = async (environment: NodeJS.ProcessEnv) => {
      const gateway = await startGateway(readConfig({ ...environment, ...UNLIMITED, PORT: "0" }));
      await rosterHas(gateway, work.kinds.length);
      return gateway;
    };
    const searchOf = (gateway: Gateway) => () => gateway.search(work.search, { transport: "nats" });
    const { RECORD, RECORD_SHARE, ...environment } = process.env;
    const gateway = await started(process.env);
    const asked = { url: gateway.url, search: searchOf(gateway) };
    if (environment[PAIRED] === undefined) return asked;
    return { ...asked, plain: searchOf(await started(environment)) };
  },

  async startBidder(context) {
    const { work, kind, broker, faults } = context;
    if (isFaulty(faults)) {
      const { startFaultyBidder } = await import("./faulty-bidder.ts");
      const { sheetOf } = await import("../../../test/harness/offers.ts");
      const sheet = sheetOf(work.offers[kind] ?? []);
      const instance = `${kind}-1`;
      return startFaultyBidder({ kind, instance, broker, faults, sheetFor: () => sheet });
    }
    const { readConfig, startBidder } = await import("../../../bidders/index.ts");
    const offers = work.offers[kind] ?? [];
    const search: Search = () => offers;
    const module: BidderModule = { search };
    const environment = {
      ...process.env,
      NATS_USER: broker.user,
      NATS_PASSWORD: broker.password,
      INSTANCE: `${kind}-1`,
      OFFERS_MAX: String(Math.max(100, offers.length)),
    };
    await startBidder(await readConfig(environment, kind, { module }), { module });
  },
};

const ROSTER_MS_MAX = 30_000;

/** @throws Error when the bidders do not appear */
async function rosterHas({ url }: Gateway, count: number): Promise<void> {
  const until = performance.now() + ROSTER_MS_MAX;
  for (let alive = 0; alive < count; ) {
    const response = await fetch(`${url}/v1/bidders`);
    const { bidders } = (await response.json()) as { bidders: { instances: unknown[] }[] };
    alive = bidders.filter(({ instances }) => instances.length > 0).length;
    if (performance.now() > until)
      throw new Error(`the gateway knows ${alive} of ${count} bidders after ${ROSTER_MS_MAX} ms`);
  }
}
