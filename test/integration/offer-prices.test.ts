/** The price of an offer of a result, asked again, over the real broker with scripted bidders. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import { decodeRowOffer } from "../../proto/codec/index.ts";
import type { FlightOffer, PriceRequest, SearchResult } from "../../proto/messages.ts";
import { type PriceScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { askPrice, gatewayOn, get, post, rosterHas } from "../harness/gateway.ts";
import { fare, flightOffer, flightSearch, sheetOf } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let bidder: ScriptedBidder;
let other: ScriptedBidder;
let script: PriceScript = () => {};
const asked: PriceRequest[] = [];

/** A busy machine has time for it. */
const search = flightSearch({
  policy: { deadlineMs: 10_000, quorum: null, required: ["nonstop"] },
});
const fares = [
  fare({ price: { amount: 51_000, currency: "GBP" }, checkedBags: 0 }),
  fare({ brand: "flex", price: { amount: 90_000, currency: "GBP" }, checkedBags: 2 }),
];
const traits = { amount: 51_000, currency: "GBP", fares };

beforeAll(async () => {
  broker = await startBroker();
  bidder = await startPricing();
  other = await scriptedBidder(broker, "stops", (_call, reply) => reply.empty());
  gateway = await gatewayOn(broker, ["nonstop", "stops"]);
});

afterEach(() => {
  script = () => {};
  asked.length = 0;
});

afterAll(async () => {
  await gateway?.stop();
  await bidder?.stop();
  await other?.stop();
  await broker?.stop();
});

function startPricing(): Promise<ScriptedBidder> {
  return scriptedBidder(
    broker,
    "nonstop",
    (call, reply) =>
      reply.offers([
        flightOffer(call.search, traits),
        flightOffer(call.search, { ...traits, amount: 70_000, number: 900, fares: [] }),
      ]),
    {
      price: (request, answer, subject) => {
        asked.push(request);
        script(request, answer, subject);
      },
    },
  );
}

/** The id of the offer in a new result. */
async function offerId(): Promise<string> {
  const { body } = await post<SearchResult>(gateway, search);
  return body.itineraries[0]?.sellers[0]?.offerId ?? "none";
}

/** Answers with the offer as it was asked for, with these changes. */
const answered =
  (changes: Partial<FlightOffer>): PriceScript =>
  ({ offer }, answer) =>
    answer({
      status: "offer",
      offer: sheetOf([{ ...decodeRowOffer(offer, 0), ...changes }]),
    });

test("OFFERID-3: an offer of a page that is not in the result is found and priced by its id", async () => {
  script = answered({});
  const { body } = await post<SearchResult>(gateway, { ...search, maxResults: 1 });
  const path = `/v1/searches/${body.searchId}/itineraries`;
  const page = await get<Pick<SearchResult, "itineraries">>(gateway, path);
  const [first, second] = page.body.itineraries.map(({ sellers }) => sellers[0]);
  expect({ shown: body.itineraries.length, first: first?.offerId }).toEqual({
    shown: 1,
    first: body.itineraries[0]?.sellers[0]?.offerId,
  });
  const id = second?.offerId ?? "none";
  const found = await get(gateway, `/v1/offers/${id}`);
  expect(found).toMatchObject({
    status: 200,
    body: { offerId: id, itinerary: { sellers: [{ price: second?.price, offerId: id }] } },
  });
  const priced = await askPrice(gateway, id);
  expect(priced).toMatchObject({ status: 200, body: { offerId: id, outcome: "same" } });
  const sent = decodeRowOffer(asked[0]?.offer as PriceRequest["offer"], 0);
  expect(sent.price).toEqual(second?.originalPrice);
});

describe("the bidder that has made the offer is asked", () => {
  test("with the search and its own offer, and the price is the same", async () => {
    script = answered({});
    const id = await offerId();
    const { status, body, headers } = await askPrice(gateway, id);
    expect({ status, cache: headers.get("cache-control") }).toEqual({
      status: 200,
      cache: "no-store",
    });
    expect(body).toMatchObject({
      offerId: id,
      bidder: "nonstop",
      instance: bidder.instance,
      seller: "BA",
      outcome: "same",
      lowestFareOnly: false,
      reason: null,
      before: { originalPrice: { amount: 51_000, currency: "GBP" } },
      now: { originalPrice: { amount: 51_000, currency: "GBP" } },
    });
    const [request] = asked;
    expect(asked).toHaveLength(1);
    expect(request?.call.search).toEqual(bidder.calls.at(-1)?.search);
    expect(request?.call.searchId).not.toBe(bidder.calls.at(-1)?.searchId);
    expect(decodeRowOffer(request?.offer as PriceRequest["offer"], 0)).toMatchObject({
      seller: "BA",
      price: { amount: 51_000, currency: "GBP" },
      fares,
    });
  });

  test("and a change has both prices with their fares, in both currencies", async () => {
    const dearer = [fare({ price: { amount: 60_000, currency: "GBP" }, checkedBags: 0 })];
    script = answered({ price: { amount: 60_000, currency: "GBP" }, fares: dearer });
    const { body } = await askPrice<{ before: unknown; now: { price: { currency: string } } }>(
      gateway,
      await offerId(),
    );
    expect(body).toMatchObject({
      outcome: "changed",
      before: { originalPrice: { amount: 51_000, currency: "GBP" }, price: { currency: "USD" } },
      now: { originalPrice: { amount: 60_000, currency: "GBP" }, price: { currency: "USD" } },
    });
    expect(body.now).toMatchObject({ fares: [{ price: body.now.price, checkedBags: 0 }] });
    expect(body.before).toMatchObject({ fares: [{ brand: "light" }, { brand: "flex" }] });
  });

  test.each<[what: string, answer: PriceScript, status: number, body: object]>([
    ["gone", (_, answer) => answer({ status: "gone" }), 200, { outcome: "gone", now: null }],
    [
      "that it prices nothing",
      (_, answer) => answer({ status: "unsupported" }),
      501,
      { code: "price-unsupported" },
    ],
    [
      "that it failed",
      (_, answer) => answer({ status: "failed", reason: "partner-timeout: no answer" }),
      502,
      { code: "price-failed", detail: expect.stringContaining("partner-timeout: no answer") },
    ],
    [
      "another seller",
      answered({ seller: "AA" }),
      502,
      { code: "bid-invalid", detail: expect.stringContaining("asked for one of BA") },
    ],
    [
      "another itinerary",
      (_, answer) =>
        answer({
          status: "offer",
          offer: sheetOf([flightOffer(search, { ...traits, number: 900 })]),
        }),
      502,
      { code: "bid-invalid", detail: expect.stringContaining("another itinerary") },
    ],
    [
      "an offer that has expired",
      answered({ expiresAtMs: 1 }),
      502,
      { code: "bid-invalid", detail: expect.stringContaining("expired") },
    ],
    [
      "columns that disagree with the body",
      ({ offer }, answer) => answer({ status: "offer", offer: { ...offer, price: [1] } }),
      502,
      { code: "bid-invalid", detail: expect.stringContaining("price") },
    ],
    [
      "the id of another request",
      (_, answer) => answer({ searchId: "other" }),
      502,
      { code: "bid-invalid" },
    ],
  ])("who answers: %s", async (_what, answer, status, body) => {
    script = answer;
    expect(await askPrice(gateway, await offerId())).toMatchObject({ status, body });
  });

  test("bytes that are no answer are an error, and the gateway goes on", async () => {
    script = (_request, _answer, subject) => bidder.connection.publish(subject, "\u0001\u0002x");
    const refused = await askPrice(gateway, await offerId());
    expect(refused).toMatchObject({ status: 502, body: { code: "bid-malformed" } });
    script = answered({});
    expect(await askPrice(gateway, await offerId())).toMatchObject({ status: 200 });
  });
});

describe("nothing hangs", () => {
  test("a bidder that is silent: the request ends at its deadline", async () => {
    const answer = await askPrice(gateway, await offerId(), { deadlineMs: 500 });
    expect(answer).toMatchObject({
      status: 504,
      body: { code: "no-answer", detail: "'nonstop' has not answered in 500 ms" },
    });
    await until(() => asked.length > 0, { what: "the request at the bidder" });
    expect(asked.map(({ call }) => call.budgetMs)).toEqual([500]);
  });

  test("a bidder that does not listen for prices, as an old one: it is known at once", async () => {
    const old = await scriptedBidder(broker, "partners", (call, reply) =>
      reply.offers([flightOffer(call.search, { seller: "Agency", amount: 40_000 })]),
    );
    try {
      await rosterHas(gateway, ["nonstop", "partners", "stops"]);
      const { body } = await post<SearchResult>(gateway, search);
      const id = body.itineraries[0]?.sellers.find(({ bidder: kind }) => kind === "partners");
      const answer = await askPrice(gateway, id?.offerId ?? "", { deadlineMs: 10_000 });
      expect(answer).toMatchObject({
        status: 503,
        body: { code: "no-bidder", detail: expect.stringContaining("'partners'") },
      });
      expect(answer.headers.get("retry-after")).toBe("1");
    } finally {
      await old.stop();
      await rosterHas(gateway, ["nonstop", "stops"]);
    }
  });

  test("a bidder that dies with the request: it ends when it is lost, before its deadline", async () => {
    const id = await offerId();
    const asking = askPrice(gateway, id, { deadlineMs: 10_000 });
    await until(() => asked.length === 1, { what: "the request at the bidder" });
    await bidder.kill();
    try {
      expect(await asking).toMatchObject({ status: 504, body: { code: "no-answer" } });
      expect(await askPrice(gateway, id)).toMatchObject({
        status: 503,
        body: { code: "no-bidder" },
      });
    } finally {
      bidder = await startPricing();
      await rosterHas(gateway, ["nonstop", "stops"]);
    }
    // Another instance answers for the offers of the one that died.
    script = answered({});
    expect(await askPrice(gateway, id)).toMatchObject({
      status: 200,
      body: { outcome: "same", instance: bidder.instance },
    });
  });

  test.each([
    [{ deadlineMs: 49 }, "deadlineMs", "must be a whole number from 50 to 10000"],
    [{ deadlineMs: "5" }, "deadlineMs", "must be a whole number from 50 to 10000"],
    [{ deadline: 100 }, "deadline", "is not a known field; known here are deadlineMs"],
    [[], "", "must be an object"],
  ])("a wrong request is refused by name: %j", async (body, path, message) => {
    const answer = await askPrice(gateway, await offerId(), body);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "invalid-request", errors: [{ path, message }] },
    });
    expect(asked).toEqual([]);
  });

  test("an offer that is not kept is not asked for", async () => {
    const answer = await askPrice(gateway, "x".repeat(24));
    expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect(asked).toEqual([]);
  });
});

describe("A4 the broker guarantees who has answered", () => {
  test("another bidder can neither answer under this one's name nor count under its own", async () => {
    const id = await offerId();
    const subjects: string[] = [];
    let answerLater = () => {};
    script = (request, answer, subject) => {
      subjects.push(subject);
      answerLater = () => answered({})(request, answer, subject);
    };
    const asking = askPrice(gateway, id);
    await until(() => subjects.length === 1, { what: "the request at the bidder" });
    const [subject = ""] = subjects;
    const reply = subject.split(".").slice(0, 4).join(".");
    // Under another's name, to the bare inbox, and under its own.
    for (const forged of [subject, reply, `${reply}.stops.${other.instance}`])
      other.connection.publish(forged, Buffer.from([0x10, 0x02]));
    await other.connection.flush();
    await until(() => other.refusals.length >= 2, { what: "the refusals of the broker" });
    answerLater();
    expect(await asking).toMatchObject({ status: 200, body: { outcome: "same" } });
    expect(other.refusals.filter((text) => /permissions violation/i.test(text))).toHaveLength(2);
  });
});
