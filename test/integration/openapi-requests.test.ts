/**
 * Whatever is asked, the answer is one that the OpenAPI document has: requests made of its schemas,
 * right and spoilt, on a real gateway with scripted bidders (API-2).
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Gateway } from "../../gateway/app.ts";
import { decodeRowOffer } from "../../proto/codec/index.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { ApiDocument, send } from "../harness/api-document.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch, inDays, sheetOf } from "../harness/offers.ts";
import { propertyRuns } from "../harness/property-runs.ts";
import { type RequestSource, randomRequest, SPOILT } from "../harness/random-requests.ts";

let broker: Broker;
let bidder: ScriptedBidder;
let gateway: Gateway;
let source: RequestSource;

beforeAll(async () => {
  broker = await startBroker();
  bidder = await scriptedBidder(
    broker,
    "nonstop",
    ({ search }, reply) => reply.offers(flightOffers(search, 3)),
    {
      price: ({ offer }, answer) =>
        answer({ status: "offer", offer: sheetOf([decodeRowOffer(offer, 0)]) }),
    },
  );
  gateway = await gatewayOn(broker, ["nonstop"], {
    SEARCHES_PER_MINUTE_MAX: "1000000",
    PLACES_PER_MINUTE_MAX: "1000000",
  });
  const api = await ApiDocument.of(gateway);
  const { body } = await post<SearchResult>(gateway, flightSearch());
  const { searchId, itineraries } = body;
  const [itinerary] = itineraries;
  const slice = { origin: "LHR", destination: "JFK", departureDate: inDays(30) };
  source = {
    api,
    likely: {
      searchId: [searchId, "none"],
      offerId: [itinerary?.sellers[0]?.offerId, "none"],
      itinerary: [itinerary?.key, "none"],
      after: ["none"],
      slices: [
        [slice],
        [{ ...slice, flexDays: 1, departure: { from: "06:00", to: "23:00" } }],
        [slice, { ...slice, origin: "JFK", destination: "LHR", departureDate: inDays(35) }],
        [slice, { origin: "JFK", destination: "LON" }],
        [{ ...slice, origin: "JFK" }],
      ],
      stayNights: [{ min: 5, max: 7 }],
      departure: [{ from: "06:00", to: "12:00" }],
      arrival: [{ from: "18:00", to: "02:00" }],
      origin: ["LHR", "LON", "CDG"],
      destination: ["JFK", "NYC", { airport: "BOS", nearbyKm: 50 }],
      departureDate: [inDays(30), inDays(31), { from: inDays(30), to: inDays(31) }],
      departureDates: [{ from: inDays(30), to: inDays(32) }],
      month: [inDays(40).slice(0, 7)],
      currency: ["USD", "EUR", "XXX"],
      required: [[], ["nonstop"]],
      bidders: [{ only: ["nonstop"] }, { except: ["stops"] }],
      deadlineMs: [500, 1_000],
      market: ["GB", "XX"],
      locale: ["en-GB", "??"],
      carriers: [{ only: ["BA", "star"] }],
      via: [{ except: ["KEF"] }],
      params: [{}],
    },
  };
});

afterAll(async () => {
  await gateway?.stop();
  await bidder?.stop();
  await broker?.stop();
});

/** Faults of the gateway and of bidders: none of these requests may cause one. */
const OUR_FAULTS = new Set([500, 501, 502, 504]);

/** The seeds, from 0 on, of which one makes a right request. */
const RIGHT_WITHIN = 30;

const OPERATIONS = [
  "search",
  "calendar",
  "getSearch",
  "cancelSearch",
  "listItineraries",
  "countFacets",
  "explainSearch",
  "getTimeline",
  "getMarket",
  "getOffer",
  "priceOffer",
  "listBidders",
  "findPlaces",
  "getCoverage",
  "getSignIn",
  "isLive",
  "isReady",
  "getMetrics",
];

test("all operations are tried (API-2)", () => {
  const documented = source.api.operations.map(({ operationId }) => operationId);
  expect([...OPERATIONS].sort()).toEqual(documented.sort());
});

test.each(
  OPERATIONS,
)("%s answers as documented, whatever is asked (API-2)", async (operationId) => {
  const operation = source.api.operation(operationId);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 1e6 }),
      fc.constantFrom(...SPOILT, "no" as const, "no" as const),
      async (seed, spoilt) => {
        const request = randomRequest(operation, { seed, spoilt }, source);
        const answer = await send(gateway, request);
        const faults = source.api.faults(operationId, answer);
        if (OUR_FAULTS.has(answer.status)) faults.push(`status ${answer.status}: ${answer.text}`);
        expect({ request, faults }).toEqual({ request, faults: [] });
      },
    ),
    { numRuns: propertyRuns(40) },
  );
});

// Without right requests among those that are made, the property would show half of what it says.
test.each(OPERATIONS)("%s is asked what is right, too", async (operationId) => {
  const operation = source.api.operation(operationId);
  const statuses: number[] = [];
  for (let seed = 0; seed < RIGHT_WITHIN && !statuses.some((one) => one < 300); seed++) {
    const request = randomRequest(operation, { seed, spoilt: "no" }, source);
    statuses.push((await send(gateway, request)).status);
  }
  expect(statuses.some((one) => one < 300) ? "right" : statuses).toBe("right");
});
