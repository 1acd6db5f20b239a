/** A search that is over, asked for again over HTTP: pages, facets and reasons. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { headers } from "nats";
import type { Gateway } from "../../gateway/app.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import { gatewaySearchSubject, KEPT_HEADER, KEPT_VIEWS } from "../../proto/subjects.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { clientOn, gatewayOn, get, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let stops: ScriptedBidder;
let nonstop: ScriptedBidder;
const NOTES = [{ reason: "sold-out", count: 2, text: "flights without seats" }];
/** Lets the last bid of `stops` go, which is late. */
let goOn = () => {};

const search = flightSearch({
  sort: "price",
  maxResults: 2,
  policy: { deadlineMs: 1_500, quorum: null, required: [] },
});

beforeAll(async () => {
  broker = await startBroker();
  nonstop = await scriptedBidder(broker, "nonstop", (call, reply) =>
    reply.offers(
      flightOffers(call.search, 3, { amount: 50_000 }),
      call.search.explain === true ? { notes: NOTES } : {},
    ),
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
});

afterAll(async () => {
  await gateway?.stop();
  await nonstop?.stop();
  await stops?.stop();
  await broker?.stop();
});

/** A result with the bids of both. A machine that is busy with other tests may need another try. */
async function searched(more: { explain?: true } = {}): Promise<SearchResult> {
  let result: SearchResult | undefined;
  await until(async () => {
    goOn();
    const { body, status } = await post<SearchResult>(gateway, { ...search, ...more });
    result = body;
    return status === 200 && body.bidders.every(({ offers }) => offers >= 3);
  });
  return result as SearchResult;
}

interface Page {
  readonly total: number;
  readonly itineraries: readonly Itinerary[];
  readonly next: string | null;
}

test("PAGE-1, FACET-1, EXPLAIN-1, A3: all that was bid in time can be asked for, and nothing that came late", async () => {
  const result = await searched();
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
  // With their ids: what the result shows has the id that it has there (OFFERID-3).
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
  expect(explained.body.reasons).toMatchObject([
    { reason: "dearer", offers: 4 },
    { reason: "below-floor", offers: 1 },
  ]);
  const key = encodeURIComponent(first.body.itineraries[2]?.key ?? "");
  const one = await get(gateway, `${path}/explain?itinerary=${key}`);
  expect(one.body).toMatchObject({ itinerary: { rank: 3, shown: false, cost: 40_100 } });
});

interface Timed {
  readonly endedAtMs: number;
  readonly lanes: readonly {
    readonly bids: readonly { readonly atMs: number }[];
    readonly late: readonly unknown[];
  }[];
}

test("TIMELINE-1 to TIMELINE-3: what happened in its auction, and why it ended", async () => {
  const { searchId, bidders } = await searched();
  goOn();
  const path = `/v1/searches/${searchId}/timeline`;
  let timeline = (await get<Timed>(gateway, path)).body;
  await until(async () => {
    timeline = (await get<Timed>(gateway, path)).body;
    return timeline.lanes.some(({ late }) => late.length > 0);
  });
  expect(timeline).toMatchObject({
    endedBy: "deadline",
    why: "The time of 1.5 s was up, and stops sent an invalid bid.",
    lanes: [
      { bidder: "nonstop", outcome: "answered", bids: [{ offers: 3, final: true, floor: null }] },
      {
        bidder: "stops",
        outcome: "invalid",
        bids: [
          { offers: 2, final: false, floor: { amount: 30_000 } },
          { offers: 2, final: false },
        ],
        cancelledAtMs: timeline.endedAtMs,
        late: [{ offers: 2, cheapest: { amount: 35_000 } }],
      },
    ],
  });
  expect(timeline.lanes[0]?.bids[0]?.atMs).toBe(bidders[0]?.latencyMs);
  const unknown = await get(gateway, "/v1/searches/none/timeline");
  expect(unknown).toMatchObject({ status: 404, body: { code: "not-found" } });
  const wrong = await get(gateway, `${path}?lanes=all`);
  expect(wrong).toMatchObject({ status: 400, body: { code: "invalid-search" } });
});

test("the same over NATS, from the gateway that keeps the search", async () => {
  const connection = await clientOn(broker);
  try {
    const client = new SearchClient(connection, { takeWithinMs: 5_000 });
    let keptBy = "";
    const { searchId } = await client.search(search, {
      keptBy: (gateway) => {
        keptBy = gateway;
      },
    });
    goOn();
    for (const view of KEPT_VIEWS) {
      const answer = await client.kept(keptBy, view, { searchId });
      const { body } = await get(gateway, `/v1/searches/${searchId}/${view}`);
      expect(answer).toEqual(body);
    }
    const page = await client.kept(keptBy, "itineraries", { searchId, limit: "1", stops: "0" });
    expect(page).toMatchObject({ total: 3, itineraries: [{ stops: 0 }] });
    const all = await client.kept(keptBy, "itineraries", { searchId });
    const itinerary = (all as Page).itineraries[2]?.key ?? "";
    const one = await client.kept(keptBy, "explain", { searchId, itinerary });
    const asked = `/v1/searches/${searchId}/explain?itinerary=${encodeURIComponent(itinerary)}`;
    expect(one).toMatchObject({ itinerary: { key: itinerary, rank: 3, shown: false } });
    expect(one).toEqual((await get(gateway, asked)).body);
    await expect(client.kept(keptBy, "facets", { searchId, stops: "9" })).rejects.toMatchObject({
      code: "invalid-search",
      faults: [{ path: "stops" }],
    });
    await expect(client.kept(keptBy, "explain", { searchId: "none" })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(client.kept("nobody", "explain", { searchId })).rejects.toMatchObject({
      code: "no-result",
    });
    const unknown = headers();
    unknown.set(KEPT_HEADER, "toString");
    for (const [body, about] of [
      [JSON.stringify({ searchId }), unknown],
      ["[]", undefined],
    ] as const) {
      const set = about ?? headers();
      if (about === undefined) set.set(KEPT_HEADER, "facets");
      const options = { headers: set, timeout: 60_000 };
      const answer = await connection.request(gatewaySearchSubject(keptBy), body, options);
      expect(answer.json()).toMatchObject({ code: "malformed", status: 400 });
    }
  } finally {
    await connection.close();
  }
});

test("EXPLAIN-2: what bidders left out by rule, of a search that asks for it, from both transports", async () => {
  const { searchId, bidders } = await searched({ explain: true });
  expect(bidders.map(({ bidder }) => bidder)).toEqual(["nonstop", "stops"]);
  const { body } = await get<{ bidders: unknown }>(gateway, `/v1/searches/${searchId}/explain`);
  // `stops` is a bidder that does not know the field.
  expect(body.bidders).toEqual([
    { bidder: "nonstop", notes: NOTES },
    { bidder: "stops", notes: [] },
  ]);
  const connection = await clientOn(broker);
  try {
    const client = new SearchClient(connection, { takeWithinMs: 5_000 });
    let keptBy = "";
    const result = await client.search(
      { ...search, explain: true },
      {
        keptBy: (id) => {
          keptBy = id;
        },
      },
    );
    const answer = await client.kept(keptBy, "explain", { searchId: result.searchId });
    expect(answer).toMatchObject({ bidders: [{ bidder: "nonstop", notes: NOTES }, {}] });
  } finally {
    goOn();
    await connection.close();
  }
});

test("a wrong query is a problem that names each fault", async () => {
  const result = await searched();
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
