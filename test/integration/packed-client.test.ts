/**
 * The client as a package: packed, installed into a project outside of this repository, and run
 * there against a real gateway (HTTPCLIENT-1, HTTPCLIENT-2).
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import { decodeRowOffer } from "../../proto/codec/index.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn } from "../harness/gateway.ts";
import { flightOffers, inDays, sheetOf } from "../harness/offers.ts";
import { type OutsideProject, outsideProject } from "../harness/outside-project.ts";

const PROGRAM = `
import { connect } from "nats";
import {
  AuctionError, HttpClient, type SearchRequest, type SearchResult, type Timeline,
} from "scatter-by-auction-client";
import { NatsClient } from "scatter-by-auction-client/nats";

const { URL = "", BROKER = "", PASSWORD = "", DATE = "" } = process.env;
const body: SearchRequest = {
  slices: [{ origin: "LHR", destination: "JFK", departureDate: DATE }],
  policy: { deadlineMs: 10_000 },
};
const client = new HttpClient({ url: URL });
const result: SearchResult = await client.search(body);
const streamed: string[] = [];
for await (const { event } of client.stream(body)) streamed.push(event);
const { searchId } = await client.start(body);
const resumed: (string | undefined)[] = [];
for await (const { id, event } of client.resume(searchId)) resumed.push(event === "result" ? event : id);
const ended = await client.get(searchId, { waitMs: 5_000 });
const offerId = result.itineraries[0]?.sellers[0]?.offerId ?? "";
const offer = await client.offer(offerId);
const price = await client.price(offerId, { deadlineMs: 10_000 });
const page = await client.itineraries(result.searchId, { limit: "1" });
const drawn: Timeline = await client.timeline(result.searchId);
const calendar = await client.calendar({
  origin: "LHR",
  destination: "JFK",
  departureDates: { from: DATE, to: DATE },
});
const refused = await client.search({ slices: [] }).catch((thrown: unknown) => thrown);
const connection = await connect({
  servers: BROKER, user: "client", pass: PASSWORD, inboxPrefix: "_INBOX.client",
});
const nats = new NatsClient(connection, { takeWithinMs: 5_000 });
const kept = await nats.search(body);
const timeline = await nats.timeline(kept.gateway ?? "", kept.result.searchId);
const again = await nats.offer(kept.gateway ?? "", kept.result.itineraries[0]?.sellers[0]?.offerId ?? "");
const started = await nats.start(body, { timeoutMs: 30_000 });
const later = await nats.get(started.gateway ?? "", started.search.searchId, { waitMs: 10_000, timeoutMs: 30_000 });
await nats.cancel(started.gateway ?? "", started.search.searchId, { timeoutMs: 30_000 });
await connection.close();
console.log(JSON.stringify({
  found: result.itineraries.length,
  streamed: [streamed[0], streamed.at(-1)],
  resumed: [resumed[0], resumed.at(-1)],
  state: ended.state,
  offer: offer.offerId === offerId,
  price: price.outcome,
  page: page.itineraries.length,
  drawn: [drawn.searchId === result.searchId, drawn.lanes.map(({ bidder }) => bidder)],
  cells: calendar.cells.length,
  refused: refused instanceof AuctionError && [refused.code, refused.faults[0]?.path],
  nats: kept.result.itineraries.length,
  later: [later.state, later.itineraries.length],
  lanes: timeline.lanes.length,
  again: again.itinerary.key === kept.result.itineraries[0]?.key,
}));
`;

let broker: Broker;
let bidder: ScriptedBidder;
let gateway: Gateway;
let project: OutsideProject;

beforeAll(async () => {
  broker = await startBroker();
  bidder = await scriptedBidder(
    broker,
    "nonstop",
    ({ search }, reply) => reply.offers(flightOffers(search, 3, { expiresAtMs: 4e12 })),
    {
      price: ({ offer }, answer) =>
        answer({ status: "offer", offer: sheetOf([decodeRowOffer(offer, 0)]) }),
    },
  );
  gateway = await gatewayOn(broker, ["nonstop"]);
  project = await outsideProject("clients/typescript", ["nats"], { "program.ts": PROGRAM });
});

afterAll(async () => {
  await project?.[Symbol.asyncDispose]();
  await gateway?.stop();
  await bidder?.stop();
  await broker?.stop();
});

test("the packed client has types, and nothing that is no part of it", async () => {
  await project.checkTypes();
  const strange = project.packed.filter((path) => !/^(package\.json|README\.md|dist\/)/.test(path));
  expect({ strange, few: project.packed.length < 60 }).toEqual({ strange: [], few: true });
});

test("a wrong search is a mistake of types", async () => {
  const wrong = 'import type { SearchRequest } from "scatter-by-auction-client";\n';
  const { writeFile, rm } = await import("node:fs/promises");
  const file = `${project.folder}/wrong.ts`;
  await writeFile(
    file,
    `${wrong}export const search: SearchRequest = { slices: [{ origin: 7 }] };\n`,
  );
  await expect(project.checkTypes()).rejects.toThrow(/wrong\.ts.*number/);
  await rm(file);
});

test("a program outside searches, streams, resumes, prices and asks for a calendar, over HTTP and NATS (HTTPCLIENT-1)", async () => {
  const said = await project.run("program.ts", {
    URL: gateway.url,
    BROKER: broker.url,
    PASSWORD: broker.passwords["client"] ?? "",
    DATE: inDays(30),
  });
  expect(JSON.parse(said)).toEqual({
    found: 3,
    streamed: ["opened", "result"],
    resumed: ["1", "result"],
    state: "ended",
    offer: true,
    price: "same",
    page: 1,
    drawn: [true, ["nonstop"]],
    cells: 1,
    refused: ["invalid-search", "slices"],
    nats: 3,
    later: ["ended", 3],
    lanes: 1,
    again: true,
  });
});
