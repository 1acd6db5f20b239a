/**
 * Bidders with weights and zones on a real broker: the gateway chooses the instance for each call,
 * and each bidder is called once (PLACEMENT-1 to PLACEMENT-4, MARKET-5).
 */
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
const stops: (() => Promise<unknown>)[] = [];
const running = new Map<string, () => Promise<unknown>>();
/** The calls that each instance has searched. */
const calls = new Map<string, number>();

interface InstanceView {
  readonly id: string;
  readonly weight?: number;
  readonly zone?: string;
}

beforeAll(async () => {
  broker = await startBroker();
  stops.push(() => broker.stop());
  await bidder("nonstop", "near-3", { WEIGHT: "3", ZONE: "x" });
  await bidder("nonstop", "near-1", { WEIGHT: "1", ZONE: "x" });
  await bidder("nonstop", "far", { WEIGHT: "100", ZONE: "y" });
  await bidder("nonstop", "drained", { WEIGHT: "0", ZONE: "x" });
  // Of these the broker chooses one for each call.
  await bidder("stops", "usual-1", {});
  await bidder("stops", "usual-2", {});
  gateway = await gatewayOn(broker, ["nonstop", "stops"], { AUCTION_REQUIRED: "", ZONE: "x" });
  stops.push(() => gateway.stop());
  await known(6);
});

afterAll(async () => {
  for (const stop of [...running.values()]) await stop();
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function bidder(kind: string, instance: string, place: object): Promise<void> {
  const config = await readConfig(
    {
      NATS_URL: broker.url,
      NATS_USER: kind,
      NATS_PASSWORD: broker.passwords[kind],
      INSTANCE: instance,
      LOG_LEVEL: "silent",
      ...place,
    },
    kind,
  );
  const app = await startBidder(config, {
    module: {
      search: (request) => {
        calls.set(instance, (calls.get(instance) ?? 0) + 1);
        return flightOffers(request, 1, { amount: 30_000 });
      },
    },
  });
  running.set(instance, () => app.stop());
}

async function stop(instance: string): Promise<void> {
  await running.get(instance)?.();
  running.delete(instance);
  await known(running.size);
}

async function instances(): Promise<readonly InstanceView[]> {
  const { body } = await get<{ bidders: { instances: InstanceView[] }[] }>(gateway, "/v1/bidders");
  return body.bidders.flatMap((one) => one.instances);
}

const known = (count: number) =>
  until(async () => (await instances()).length === count, { what: `${count} instances` });

/**
 * The calls that each instance had of so many searches, one after the other. `usual`: both of
 * `stops` together.
 *
 * @throws Error where a search was disturbed: a bidder was late for it, or gone
 */
async function callsOf(searches: number): Promise<Record<string, number>> {
  const before = new Map(calls);
  for (let search = 0; search < searches; search++) {
    const policy = { deadlineMs: 10_000, required: [] };
    const { body } = await post<SearchResult>(gateway, { ...flightSearch(), policy });
    const outcomes = body.bidders?.map(({ outcome }) => outcome);
    if (body.endedBy !== "complete" || !isDeepStrictEqual(outcomes, ["answered", "answered"]))
      throw new Error(`a search was disturbed: ${JSON.stringify(body).slice(0, 1_000)}`);
  }
  const since: Record<string, number> = {};
  for (const [name, count] of calls) {
    const its = count - (before.get(name) ?? 0);
    const key = name.startsWith("usual") ? "usual" : name;
    if (its > 0) since[key] = (since[key] ?? 0) + its;
  }
  return since;
}

/**
 * A pause of the machine takes an instance out of the turns until it is heard of again. Then it
 * lacks a turn of the calls of that time; of each as many calls behind it all have their shares.
 */
async function callsAre(searches: number, expected: Record<string, number>): Promise<void> {
  await until(
    async () => {
      const came = await callsOf(searches);
      if (!isDeepStrictEqual(came, expected)) throw new Error(`calls: ${JSON.stringify(came)}`);
      return true;
    },
    { what: `calls: ${JSON.stringify(expected)}` },
  );
}

test("the roster says what each instance states of its place", async () => {
  const stated = (await instances()).map(({ id, weight, zone }) => ({ id, weight, zone }));
  expect(stated).toEqual(
    expect.arrayContaining([
      { id: "near-3", weight: 3, zone: "x" },
      { id: "drained", weight: 0, zone: "x" },
      { id: "usual-1", weight: 100, zone: undefined },
    ]),
  );
});

test("PLACEMENT-2 PLACEMENT-4 calls go to the gateway's zone by the weights there, and MARKET-5 each bidder is called once", async () => {
  await callsAre(8, { "near-3": 6, "near-1": 2, usual: 8 });
});

test("PLACEMENT-4 without an instance in its zone they go elsewhere, PLACEMENT-3 and to one with weight 0 at last", async () => {
  await stop("near-3");
  await stop("near-1");
  await callsAre(2, { far: 2, usual: 2 });
  await stop("far");
  // It is the only one, and so has no other weight beside it: the broker chooses it (PLACEMENT-1).
  await callsAre(2, { drained: 2, usual: 2 });
});
