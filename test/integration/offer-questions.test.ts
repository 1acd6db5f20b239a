/** OFFERNATS-1: offers and their prices over NATS, beside the same over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { headers, type NatsConnection } from "nats";
import type { Gateway } from "../../gateway/app.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import { gatewaySearchSubject, OFFER_HEADER, OFFER_QUESTIONS } from "../../proto/subjects.ts";
import { type PriceScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { askPrice, clientOn, gatewayOn, get } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let bidder: ScriptedBidder;
let connection: NatsConnection;
let client: SearchClient;
let script: PriceScript = () => {};

const search = flightSearch({
  maxResults: 1,
  policy: { deadlineMs: 10_000, quorum: null, required: ["nonstop"] },
});
const same: PriceScript = ({ offer }, answer) => answer({ status: "offer", offer });

beforeAll(async () => {
  broker = await startBroker();
  bidder = await scriptedBidder(
    broker,
    "nonstop",
    (call, reply) => reply.offers(flightOffers(call.search, 2, { amount: 50_000 })),
    { price: (...all) => script(...all) },
  );
  gateway = await gatewayOn(broker, ["nonstop"]);
  connection = await clientOn(broker);
  client = new SearchClient(connection, { takeWithinMs: 5_000 });
});

afterAll(async () => {
  await connection?.close();
  await gateway?.stop();
  await bidder?.stop();
  await broker?.stop();
});

/** A new result, with the gateway that keeps it. */
async function searched() {
  let keptBy = "";
  const result = await client.search(search, {
    keptBy: (id) => {
      keptBy = id;
    },
  });
  return { keptBy, result, offerId: result.itineraries[0]?.sellers[0]?.offerId ?? "none" };
}

/** What does not differ from one answer to the next. */
const stable = (answer: unknown) => ({
  ...(answer as object),
  // It follows from two clocks, and may differ by a millisecond.
  expiresAt: undefined,
  remainingMs: undefined,
  elapsedMs: undefined,
});

describe("OFFERNATS-1: an offer", () => {
  test("is the same as over HTTP, also one of a page", async () => {
    const { keptBy, result, offerId } = await searched();
    const { searchId } = result;
    const page = (await client.kept(keptBy, "itineraries", { searchId })) as typeof result;
    const ids = page.itineraries.map(({ sellers }) => sellers[0]?.offerId ?? "none");
    expect({ shown: ids[0], pages: ids.length }).toEqual({ shown: offerId, pages: 2 });
    for (const id of ids) {
      const { body } = await get(gateway, `/v1/offers/${id}`);
      const answer = await client.offer(keptBy, "get", id);
      expect(stable(answer)).toEqual(stable(body));
    }
  });

  test("has the price that its bidder says", async () => {
    script = same;
    const { keptBy, offerId } = await searched();
    const { body } = await askPrice(gateway, offerId);
    const answer = await client.offer(keptBy, "price", offerId);
    expect(stable(answer)).toEqual(stable(body));
    expect(answer).toMatchObject({ offerId, bidder: "nonstop", outcome: "same" });
  });

  test("has an honest error where the bidder does not answer in the time that the caller gives", async () => {
    script = () => {};
    const { keptBy, offerId } = await searched();
    await expect(client.offer(keptBy, "price", offerId, { deadlineMs: 60 })).rejects.toMatchObject({
      code: "no-answer",
      message: expect.stringContaining("in 60 ms"),
    });
  });

  test("that is not kept, and a gateway that is not there, are errors with their codes", async () => {
    const { keptBy, offerId } = await searched();
    for (const question of OFFER_QUESTIONS) {
      await expect(client.offer(keptBy, question, "x".repeat(24))).rejects.toMatchObject({
        code: "not-found",
      });
      await expect(client.offer(keptBy, question, "too-short")).rejects.toThrow(
        "is not the id of an offer",
      );
    }
    await expect(client.offer("nowhere", "get", offerId)).rejects.toMatchObject({
      code: "no-result",
    });
  });
});

test.each<[what: string, question: string, body: string, code: string]>([
  ["another question", "toString", "{}", "malformed"],
  ["no JSON", "get", "{", "malformed"],
  ["a list", "get", "[]", "malformed"],
  ["no id", "price", '{"id": "x"}', "malformed"],
  ["an id that is no text", "get", '{"offerId": 7}', "malformed"],
  ["more than the id, to get it", "get", '{"offerId": "x", "deadlineMs": 60}', "malformed"],
  ["a deadline out of bounds", "price", '{"offerId": "x", "deadlineMs": 1}', "invalid-request"],
  ["an unknown field", "price", '{"offerId": "x", "deadline": 60}', "invalid-request"],
  ["very much", "get", JSON.stringify({ offerId: "x".repeat(70_000) }), "too-large"],
])("OFFERNATS-1: a wrong question is refused: %s", async (_, question, body, code) => {
  const set = headers();
  set.set(OFFER_HEADER, question);
  const subject = gatewaySearchSubject(gateway.id);
  const answer = await connection.request(subject, body, { headers: set, timeout: 60_000 });
  expect(answer.json()).toMatchObject({ code });
});

test("OFFERNATS-1: a gateway that shuts down answers the prices that were asked for before", async () => {
  const other = await gatewayOn(broker, ["nonstop"]);
  let goOn = () => {};
  let isAsked = false;
  script = (request, answer, subject) => {
    isAsked = true;
    goOn = () => same(request, answer, subject);
  };
  // Which of both gets a search is the broker's to choose.
  let kept = await searched();
  while (kept.keptBy !== other.id) kept = await searched();
  const priced = client.offer(other.id, "price", kept.offerId, { deadlineMs: 10_000 });
  await until(() => isAsked);
  const stopped = other.stop();
  // It has closed all that it can before the answer.
  await until(() =>
    fetch(`${other.url}/live`).then(
      () => false,
      () => true,
    ),
  );
  goOn();
  expect(await priced).toMatchObject({ outcome: "same" });
  await stopped;
});
