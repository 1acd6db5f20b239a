/**
 * Offers by their ids, over the real broker with scripted bidders.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import type { Gateway } from "../../gateway/app.ts";
import { decodeResult, encodeSearch } from "../../proto/codec/index.ts";
import type { SearchResult, SellerOffer } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { ask, clientOn, gatewayOn, get, post } from "../harness/gateway.ts";
import { flightOffer, flightSearch } from "../harness/offers.ts";
import { SkippingClock } from "../harness/skipping-clock.ts";

let broker: Broker;
let gateway: Gateway;
let client: NatsConnection;
let bidder: ScriptedBidder;
const clock = new SkippingClock();
/** After it, by the gateway's clock, one offer of each search has expired, and is still kept. */
const SOON_MS = 60_000;

beforeAll(async () => {
  broker = await startBroker();
  bidder = await scriptedBidder(broker, "nonstop", ({ search }, reply) =>
    reply.offers([
      flightOffer(search, { amount: 51_000, currency: "GBP" }),
      flightOffer(search, { amount: 52_000, currency: "GBP", seller: "AA" }),
      flightOffer(search, { amount: 99_000, number: 700, expiresAtMs: Date.now() + SOON_MS }),
    ]),
  );
  gateway = await gatewayOn(broker, ["nonstop"], {}, { clock });
  client = await clientOn(broker);
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await bidder?.stop();
  await broker?.stop();
});

interface View {
  readonly offerId: string;
  readonly remainingMs: number;
  readonly itinerary: SearchResult["itineraries"][number];
}

/** A busy machine has time for it. */
const search = flightSearch({
  policy: { deadlineMs: 10_000, quorum: null, required: ["nonstop"] },
});

function sellersOf({ itineraries }: SearchResult): SellerOffer[] {
  return itineraries.flatMap(({ sellers }) => sellers);
}

describe("an offer of a result is found by its id", () => {
  test.each([
    ["HTTP", async () => (await post<SearchResult>(gateway, search)).body],
    ["NATS", async () => decodeResult((await ask(client, encodeSearch(search))).data)],
    ["NATS in JSON", async () => (await ask(client, JSON.stringify(search))).json<SearchResult>()],
  ])("of a search over %s", async (_transport, searched) => {
    const result = await searched();
    const sellers = sellersOf(result);
    expect(sellers).toHaveLength(3);
    for (const seller of sellers) {
      const { status, body, headers } = await get<View>(gateway, `/v1/offers/${seller.offerId}`);
      expect({ status, cache: headers.get("cache-control") }).toEqual({
        status: 200,
        cache: "no-store",
      });
      expect(body.offerId).toBe(seller.offerId);
      expect(body.itinerary.sellers).toEqual([seller]);
      const itinerary = result.itineraries.find(({ key }) => key === body.itinerary.key);
      expect(itinerary?.sellers).toContainEqual(seller);
    }
  });

  test("no bidder is sent anything of it", async () => {
    const before = bidder.calls.length;
    const { body } = await post<SearchResult>(gateway, search);
    const call = JSON.stringify(bidder.calls.slice(before));
    for (const { offerId = "none" } of sellersOf(body)) {
      expect(call).not.toContain(offerId.slice(0, 16));
      expect(body.searchId).not.toBe(offerId.slice(0, 16));
    }
  });

  test("until it expires: then it is gone by name, and an unknown one is not found", async () => {
    const { body } = await post<SearchResult>(gateway, search);
    const last = sellersOf(body).at(-1);
    clock.skip(Date.parse(last?.expiresAt ?? "") - clock.wall() + 5);
    const gone = await get(gateway, `/v1/offers/${last?.offerId}`);
    expect(gone).toMatchObject({ status: 410, body: { code: "offer-expired", status: 410 } });
    const unknown = await get(gateway, `/v1/offers/${"x".repeat(24)}`);
    expect(unknown).toMatchObject({ status: 404, body: { code: "not-found" } });
    const malformed = await get(gateway, "/v1/offers/%F0%9F%9B%AB");
    expect(malformed).toMatchObject({ status: 404, body: { code: "not-found" } });
  });
});
