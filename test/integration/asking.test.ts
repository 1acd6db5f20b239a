/**
 * Who is asked, what is said to one bidder alone, and the refusal of a partial result, over both
 * transports and the real broker. `stops` is an old bidder that knows nothing of it.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { pino } from "pino";
import { z } from "zod";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import type { BidderConfig } from "../../bidders/config.ts";
import type { BidderModule } from "../../bidders/kit/bidder.ts";
import { RATES_PATH, readRatesFile } from "../../common/money/rates.ts";
import type { Gateway } from "../../gateway/app.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import type { AuctionError } from "../../proto/errors.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { clientOn, gatewayOn, get, keepLog, post, streamed } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const SECRET = "corporate-4711-secret";
const log = keepLog();
const lines: string[] = [];
const bidderLog = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
const searched: { instance: string; params: unknown }[] = [];
let broker: Broker;
let gateway: Gateway;
let client: NatsConnection;
let old: ScriptedBidder;
const apps: BidderApp[] = [];

const moduleOf = (instance: string): BidderModule => ({
  params: z.strictObject({ code: z.string().max(40, "must have at most 40 characters") }),
  search(request, context) {
    searched.push({ instance, params: context.params });
    return flightOffers(request, 1, { seller: "Agency", amount: 40_000, expiresAtMs: 4e12 });
  },
});

async function start(
  kind: string,
  instance: string,
  module: BidderModule,
  more: Partial<BidderConfig> = {},
): Promise<void> {
  apps.push(
    await startBidder(
      {
        kind,
        instance,
        markets: ["*.*"],
        concurrencyMax: null,
        queueMax: 64,
        offersMax: 100,
        drainMs: 5_000,
        logLevel: "trace",
        broker: broker.credentials(kind),
        settings: {},
        ...more,
      },
      { module, log: bidderLog },
    ),
  );
}

const answers = (bidder: string, amount: number, number: number) => (request: FlightSearch) => {
  searched.push({ instance: bidder, params: undefined });
  return flightOffers(request, 1, { amount, number, expiresAtMs: 4e12 });
};

beforeAll(async () => {
  broker = await startBroker();
  const nonstop = answers("nonstop", 51_000, 1);
  await Promise.all([
    start("nonstop", "n1", { search: nonstop }),
    start("partners", "p1", moduleOf("p1")),
    // It has the gateway's rates, as a bidder that ships: its calls refer to them.
    start("partners", "p2", moduleOf("p2"), { rates: readRatesFile(RATES_PATH, []) }),
  ]);
  old = await scriptedBidder(broker, "stops", (call, reply) =>
    reply.offers(flightOffers(call.search, 1, { amount: 1_000, number: 9, expiresAtMs: 4e12 })),
  );
  gateway = await gatewayOn(broker, ["nonstop", "partners", "stops"], {}, log.overrides);
  client = await clientOn(broker);
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await Promise.all([...apps.map((app) => app.stop()), old?.stop()]);
  await broker?.stop();
});

const { slices } = flightSearch();
const patient = { deadlineMs: 10_000 };
const ask = (more: object) =>
  post<SearchResult>(gateway, { slices, sort: "price", policy: patient, ...more });
const bidderNames = ({ bidders }: SearchResult) => bidders.map(({ bidder }) => bidder);
const sellers = ({ itineraries }: SearchResult) =>
  itineraries.flatMap(({ sellers: all }) => all.map(({ bidder }) => bidder)).sort();

describe("CHOICE-1 a choice of bidders", () => {
  test("without one, all are asked", async () => {
    const { body } = await ask({});
    expect({ names: bidderNames(body), sellers: sellers(body) }).toEqual({
      names: ["nonstop", "partners", "stops"],
      sellers: ["nonstop", "partners", "stops"],
    });
  });

  test("an old bidder that bids all the same is no part of the result, and is told to stop", async () => {
    const before = old.cancels.length;
    searched.length = 0;
    const { body } = await ask({ bidders: { only: ["nonstop"] } });
    expect({ names: bidderNames(body), sellers: sellers(body), endedBy: body.endedBy }).toEqual({
      names: ["nonstop"],
      sellers: ["nonstop"],
      endedBy: "complete",
    });
    await until(() => old.cancels.length > before, { what: "a cancel" });
    expect(searched.map(({ instance }) => instance)).toEqual(["nonstop"]);
    const { body: kept } = await get(gateway, `/v1/searches/${body.searchId}`);
    expect(kept).toMatchObject({ late: [] });
  });

  test("over NATS the same", async () => {
    const result = await new SearchClient(client, { takeWithinMs: 5_000 }).search({
      slices,
      policy: patient,
      bidders: { except: ["nonstop", "stops"] },
    });
    expect({ names: bidderNames(result), sellers: sellers(result) }).toEqual({
      names: ["partners"],
      sellers: ["partners"],
    });
  });

  test("faults", async () => {
    const wrong = { bidders: { only: ["rail"] }, params: { nonstop: { code: SECRET } } };
    // Names are checked once the roster has had the time of a probe.
    const { status, errors } = await until(
      async () => {
        const { status, body } = await ask(wrong);
        const { errors } = body as unknown as { errors: object[] };
        return errors.length === 2 && { status, errors };
      },
      { what: "a roster that is known" },
    );
    expect({ status, errors }).toEqual({
      status: 400,
      errors: [
        {
          path: "bidders.only[0]",
          message: "no bidder is named rail; there are nonstop, partners, stops",
        },
        { path: "params.nonstop", message: "is for a bidder that `bidders` does not ask" },
      ],
    });
  });
});

describe("DIRECT-1 what is said to one bidder alone", () => {
  test("reaches one instance of it, and no other bidder", async () => {
    searched.length = 0;
    const { body } = await ask({ params: { partners: { code: SECRET } } });
    const said = searched.filter(({ params }) => params !== undefined);
    expect(said.map(({ params }) => params)).toEqual([{ code: SECRET }]);
    expect(searched.map(({ instance }) => instance.slice(0, 1)).sort()).toEqual(["n", "p"]);
    expect({ names: bidderNames(body), endedBy: body.endedBy, partial: body.partial }).toEqual({
      names: ["nonstop", "partners", "stops"],
      endedBy: "complete",
      partial: false,
    });
    const heard = old.calls.at(-1);
    expect({ params: heard?.params, bidders: heard?.search.bidders }).toEqual({
      params: undefined,
      bidders: { except: ["partners"] },
    });
    expect(JSON.stringify(heard)).not.toContain(SECRET);
  });

  test("alone where nobody else is asked: the call to the market is not sent", async () => {
    const before = old.calls.length;
    const { body } = await ask({
      bidders: { only: ["partners"] },
      params: { partners: { code: SECRET } },
    });
    expect({ names: bidderNames(body), sellers: sellers(body), calls: old.calls.length }).toEqual({
      names: ["partners"],
      sellers: ["partners"],
      calls: before,
    });
  });

  test("goes to the instances in turn, also with a call that refers to its rates (OWNRATES-2)", async () => {
    searched.length = 0;
    for (let i = 0; i < 4; i++) await ask({ params: { partners: { code: SECRET } } });
    const called = new Set(searched.filter(({ params }) => params).map(({ instance }) => instance));
    expect([...called].sort()).toEqual(["p1", "p2"]);
  });

  test("KITPARAMS-1 a fault of it ends the answer of that bidder", async () => {
    const { body } = await ask({ params: { partners: { code: SECRET.repeat(2) } } });
    expect(body.bidders.find(({ bidder }) => bidder === "partners")).toMatchObject({
      outcome: "declined",
      reason: "params: code must have at most 40 characters",
    });
  });

  test("is in no log, no answer, no metric and no other message (KITPARAMS-2)", async () => {
    const { body } = await ask({ params: { partners: { code: SECRET } } });
    const [kept, metrics] = await Promise.all([
      get(gateway, `/v1/searches/${body.searchId}`),
      get(gateway, "/metrics"),
    ]);
    await until(() => log.lines.some(({ searchId }) => searchId === body.searchId), {
      what: "the line of the search",
    });
    const all = [body, kept.body, metrics.body, log.lines, lines, old.calls];
    for (const one of all) expect(JSON.stringify(one)).not.toContain(SECRET);
    expect(lines.length).toBeGreaterThan(0);
  });
});

describe("PARTIAL-1 a search that refuses a partial result", () => {
  const refusing = { policy: { deadlineMs: 2_000, partial: "refuse" } };
  interface PartialProblem {
    readonly code: string;
    readonly searchId: string;
    readonly bidders: readonly { readonly bidder: string; readonly outcome: string }[];
  }
  const outcomes = ({ bidders }: Pick<PartialProblem, "bidders">) =>
    Object.fromEntries(bidders.map(({ bidder, outcome }) => [bidder, outcome]));
  const expected = { nonstop: "answered", partners: "answered", stops: "silent" };

  test("gets a whole one", async () => {
    expect((await ask({ policy: { ...patient, partial: "refuse" } })).status).toBe(200);
  });

  test("gets a problem with the outcomes over HTTP, and the result is kept", async () => {
    await withSilence(async () => {
      const { status, headers, body } = await post<PartialProblem>(gateway, {
        slices,
        ...refusing,
      });
      expect({ status, retry: headers.get("retry-after"), code: body.code }).toEqual({
        status: 503,
        retry: "1",
        code: "partial-result",
      });
      expect(outcomes(body)).toEqual(expected);
      const kept = await get<SearchResult>(gateway, `/v1/searches/${body.searchId}`);
      expect({ status: kept.status, partial: kept.body.partial }).toEqual({
        status: 200,
        partial: true,
      });
    });
  });

  test("gets it as the last event of a stream", async () => {
    await withSilence(async () => {
      const events = [];
      for await (const event of streamed(gateway, { slices, ...refusing })) events.push(event);
      expect(events.at(-1)).toMatchObject({ event: "error", data: { code: "partial-result" } });
      expect(outcomes(events.at(-1)?.data)).toEqual(expected);
    });
  });

  test("gets it over NATS, and from the client library", async () => {
    await withSilence(async () => {
      const refused = await new SearchClient(client, { takeWithinMs: 5_000 })
        .search({ slices, ...refusing })
        .catch((thrown: AuctionError) => thrown);
      const { code, partial } = refused as AuctionError;
      expect({ code, outcomes: partial && outcomes(partial) }).toEqual({
        code: "partial-result",
        outcomes: expected,
      });
    });
  });
});

/** The old bidder does not answer meanwhile. */
async function withSilence(work: () => Promise<void>): Promise<void> {
  old.follow(() => {});
  try {
    await work();
  } finally {
    old.follow((call, reply) => reply.offers(flightOffers(call.search, 1, { expiresAtMs: 4e12 })));
  }
}
