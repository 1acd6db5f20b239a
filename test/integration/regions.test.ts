/**
 * Bidders of regions on a real broker: each that serves a search by a region is called once, and
 * nobody else is (MARKET-3).
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch, inDays } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
const stops: (() => Promise<unknown>)[] = [];
/** The calls that each instance has searched, by `kind instance`. */
const calls = new Map<string, number>();

beforeAll(async () => {
  broker = await startBroker();
  stops.push(() => broker.stop());
  // Two instances, by regions alone.
  await bidder("nonstop", "a", "EU.NA,154.*");
  await bidder("nonstop", "b", "EU.NA,154.*");
  // One instance by airports and one by a region; both serve flights from Heathrow.
  await bidder("stops", "a", "LHR.*,CDG.JFK");
  await bidder("stops", "b", "EU.*,LHR.*,*.SIN");
  await bidder("partners", "a", "*.*,EU.*");
  gateway = await gatewayOn(broker, ["nonstop", "partners", "stops"], { AUCTION_REQUIRED: "" });
  stops.push(() => gateway.stop());
  await until(
    async () => {
      const { body } = await get<{ bidders: { instances: unknown[] }[] }>(gateway, "/v1/bidders");
      return body.bidders.flatMap(({ instances }) => instances).length === 5;
    },
    { what: "five instances on the roster" },
  );
});

afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function bidder(kind: string, instance: string, markets: string): Promise<void> {
  const config = await readConfig(
    {
      NATS_URL: broker.url,
      NATS_USER: kind,
      NATS_PASSWORD: broker.passwords[kind],
      MARKETS: markets,
      INSTANCE: instance,
      LOG_LEVEL: "silent",
    },
    kind,
  );
  const name = `${kind} ${instance}`;
  const running = await startBidder(config, {
    module: {
      search: (request) => {
        calls.set(name, (calls.get(name) ?? 0) + 1);
        return flightOffers(request, 1, { amount: 30_000 });
      },
    },
  });
  stops.push(() => running.stop());
}

async function between(origin: string, destination: string) {
  const before = new Map(calls);
  const { body } = await post<SearchResult>(gateway, {
    ...flightSearch(),
    slices: [{ origin, destination, departureDate: inDays(30) }],
    policy: { deadlineMs: 10_000, required: [] },
  });
  const searched = [...calls].filter(([name, count]) => count > (before.get(name) ?? 0));
  return {
    endedBy: body.endedBy,
    outcomes: Object.fromEntries(body.bidders.map((one) => [one.bidder, one.outcome])),
    calls: searched.map(([name, count]) => [name.split(" ")[0], count - (before.get(name) ?? 0)]),
  };
}

/** Once each. */
const once = (...kinds: string[]) => ({
  endedBy: "complete",
  outcomes: Object.fromEntries(kinds.map((kind) => [kind, "answered"])),
  calls: expect.arrayContaining(kinds.map((kind) => [kind, 1])),
});

test.each([
  // By a region alone, and for `stops` by an airport of one instance and a region of the other.
  ["LHR", "JFK", ["nonstop", "partners", "stops"]],
  // Within Europe, and not from Northern Europe: of `stops` the instance of the region alone.
  ["FRA", "MAD", ["partners", "stops"]],
  ["FRA", "ORD", ["nonstop", "partners", "stops"]],
  ["OSL", "GRU", ["nonstop", "partners", "stops"]],
  // From elsewhere: `stops` by `*.SIN`, which names an airport.
  ["SYD", "SIN", ["partners", "stops"]],
  ["JFK", "LHR", ["partners"]],
])("MARKET-3 a search from %s to %s is called once at each of %j", async (from, to, kinds) => {
  for (let search = 1; search <= 3; search++) {
    const found = await between(from, to);
    expect(found).toEqual(once(...kinds));
    expect(found.calls).toHaveLength(kinds.length);
  }
});

test("MARKET-3 calls of a region go to its instances in turn", async () => {
  const before = new Map(calls);
  for (let search = 1; search <= 6; search++) await between("OSL", "JFK");
  const since = (name: string) => (calls.get(name) ?? 0) - (before.get(name) ?? 0);
  expect({ a: since("nonstop a"), b: since("nonstop b") }).toEqual({ a: 3, b: 3 });
});
