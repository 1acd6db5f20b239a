/**
 * A broker whose `max_payload` is far below the largest bid: no answer is lost, and no auction
 * lasts until its deadline because of it.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import { type Gateway, startGateway } from "../../gateway/app.ts";
import { readConfig } from "../../gateway/config.ts";
import type { FlightOffer, FlightSearch, SearchResult } from "../../proto/messages.ts";
import { type BareBroker, startBareBroker } from "../harness/bare-broker.ts";
import { get, post, rosterHas } from "../harness/gateway.ts";
import { fare, flightOffer, flightSearch } from "../harness/offers.ts";

const PAYLOAD_BYTES_MAX = 64 * 1024;
const OFFERS = 100;
/** The deadline is long, and no answer may take nearly so long. */
const SEARCH = flightSearch({
  maxResults: 100,
  policy: { deadlineMs: 10_000, quorum: null, required: ["nonstop"] },
});

let folder: string;
let broker: BareBroker;
let bidder: BidderApp;
let gateway: Gateway;

/** Some 2 kB each, with twelve fares: 200 kB in all. */
function bulky(search: FlightSearch): FlightOffer[] {
  return Array.from({ length: OFFERS }, (_, i) => {
    const amount = 10_000 + 100 * i;
    const fares = Array.from({ length: 12 }, (_, n) =>
      fare({ name: `${"fare".repeat(15)}${n}`, price: { amount: amount + n, currency: "USD" } }),
    );
    return { ...flightOffer(search, { number: i + 1, amount }), fares };
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scatter-small-"));
  const path = join(folder, "nats.conf");
  await writeFile(path, `max_payload: ${PAYLOAD_BYTES_MAX}\n`);
  broker = await startBareBroker("-c", path);
  const markets = Array.from({ length: 64 }, (_, i) =>
    i === 0 ? "*.*" : `X${String.fromCharCode(65 + (i >> 3), 65 + (i & 7))}.*`,
  );
  bidder = await startBidder(
    {
      kind: "nonstop",
      instance: "one",
      markets,
      concurrencyMax: null,
      queueMax: 64,
      offersMax: OFFERS,
      drainMs: 1_000,
      logLevel: "silent",
      broker: { url: broker.url, credentials: { kind: "none" } },
      settings: {},
    },
    {
      module: {
        search: async function* (request: FlightSearch) {
          yield* bulky(request);
        },
      },
      log: pino({ level: "silent" }),
    },
  );
  gateway = await startGateway(
    readConfig({ NATS_URL: broker.url, PORT: "0", LOG_LEVEL: "silent" }),
  );
  await rosterHas(gateway, ["nonstop"]);
});

afterAll(async () => {
  await gateway?.stop();
  await bidder?.stop();
  await broker?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("a broker that takes 64 kB in one message", () => {
  test("A1, A7: a bidder with 200 kB of offers answers with all of them", async () => {
    const { body } = await post<SearchResult>(gateway, SEARCH);
    expect(body).toMatchObject({ endedBy: "complete", partial: false });
    expect(body.bidders).toMatchObject([
      { bidder: "nonstop", outcome: "answered", offers: OFFERS, reason: null },
    ]);
    expect(body.itineraries).toHaveLength(OFFERS);
  });

  test("one with 64 markets is on the roster with all of them", async () => {
    const { body } = await get<{ bidders: { markets: string[] }[] }>(gateway, "/v1/bidders");
    expect(body.bidders[0]?.markets).toHaveLength(64);
  });
});
