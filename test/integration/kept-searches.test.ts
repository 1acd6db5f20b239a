/** A search that is over, asked for again over HTTP: pages, facets and reasons. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let stops: ScriptedBidder;
let nonstop: ScriptedBidder;
/** Lets the last bid of `stops` go, which is late. */
let goOn = () => {};

const search = flightSearch({
  sort: "price",
  maxResults: 2,
  policy: { deadlineMs: 600, quorum: null, required: [] },
});

beforeAll(async () => {
  broker = await startBroker();
  nonstop = await scriptedBidder(broker, "nonstop", (call, reply) =>
    reply.offers(flightOffers(call.search, 3, { amount: 50_000 })),
  );
  stops = await scriptedBidder(broker, "stops", async (call, reply) => {
    const traits = { amount: 40_000, number: 500, carrier: "LH", durationMinutes: 700, stops: 1 };
    reply.offers(flightOffers(call.search, 2, traits), { final: false, floor: 30_000 });
    // Of these one breaks the floor.
    const last = flightOffers(call.search, 2, { ...traits, number: 800, amount: 29_950 });
    reply.offers(last, { final: false, floor: 30_000 });
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    reply.offers(flightOffers(call.search, 2, { ...traits, number: 900, amount: 35_000 }));
  });
  gateway = await gatewayOn(broker, ["nonstop", "stops"]);
}, 60_000);

afterAll(async () => {
  await gateway?.stop();
  await nonstop?.stop();
  await stops?.stop();
  await broker?.stop();
});

interface Page {
  readonly total: number;
  readonly itineraries: readonly Itinerary[];
  readonly next: string | null;
}

test("PAGE-1, FACET-1, EXPLAIN-1, A3: all that was bid in time can be asked for, and nothing that came late", async () => {
  const { body: result } = await post<SearchResult>(gateway, search);
  const path = `/v1/searches/${result.searchId}`;
  goOn();
  await until(async () => {
    const view = await get<{ late: unknown[] }>(gateway, path);
    return view.body.late.length > 0;
  });

  const first = await get<Page>(gateway, `${path}/itineraries?limit=4&facets=true`);
  const second = await get<Page>(
    gateway,
    `${path}/itineraries?limit=4&after=${first.body.next ?? ""}`,
  );
  const amounts = [...first.body.itineraries, ...second.body.itineraries].map(
    ({ price }) => price.amount,
  );
  expect(amounts).toEqual([30_050, 40_000, 40_100, 50_000, 50_100, 50_200]);
  expect({ total: second.body.total, next: second.body.next }).toEqual({ total: 6, next: null });
  expect(first.body.itineraries.slice(0, 2)).toEqual(result.itineraries);

  const nonstops = await get<Page>(gateway, `${path}/itineraries?stops=0&alliances=oneworld`);
  expect(nonstops.body.itineraries.map(({ price }) => price.amount)).toEqual([
    50_000, 50_100, 50_200,
  ]);

  const facets = await get<{ facets: { stops: unknown } }>(gateway, `${path}/facets`);
  expect(facets.body.facets.stops).toEqual([
    { value: 0, itineraries: 3, lowestPrice: { amount: 50_000, currency: "USD" } },
    { value: 1, itineraries: 3, lowestPrice: { amount: 30_050, currency: "USD" } },
  ]);

  const explained = await get<{ reasons: unknown }>(gateway, `${path}/explain`);
  expect(explained.body.reasons).toEqual([
    { reason: "dearer", offers: 4 },
    { reason: "below-floor", offers: 1 },
  ]);
  const key = encodeURIComponent(first.body.itineraries[2]?.key ?? "");
  const one = await get(gateway, `${path}/explain?itinerary=${key}`);
  expect(one.body).toMatchObject({ itinerary: { rank: 3, shown: false, cost: 40_100 } });
}, 30_000);

test("a wrong query is a problem that names each fault", async () => {
  const { body: result } = await post<SearchResult>(gateway, search);
  goOn();
  const { status, body } = await get(
    gateway,
    `/v1/searches/${result.searchId}/itineraries?stops=9&limit=1000&airline=BA`,
  );
  expect({ status, body }).toMatchObject({
    status: 400,
    body: {
      code: "invalid-search",
      errors: [{ path: "airline" }, { path: "limit" }, { path: "stops" }],
    },
  });
});
