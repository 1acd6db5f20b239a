/**
 * A bidder on the real wire: the kit with strategies that the test controls, and a broker with the
 * nats.conf that ships.
 */
import { once } from "node:events";
import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { headers, type NatsConnection } from "nats";
import { type Logger, pino } from "pino";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import type { BidderConfig } from "../../bidders/config.ts";
import type { BidderModule, SearchContext } from "../../bidders/kit/bidder.ts";
import { connect } from "../../common/runtime/connect.ts";
import { decodeBid, encodeCall, encodeCancel } from "../../proto/codec/index.ts";
import type { Bid, FlightSearch } from "../../proto/messages.ts";
import {
  CANCEL_SUBJECT,
  callSubject,
  DRAIN_HEADER,
  directSubject,
  inboxSubject,
  inboxWildcard,
  MONITOR_INBOX,
  PRESENCE_WILDCARD,
  parseInboxSubject,
  type ServiceVerb,
  serviceSubject,
} from "../../proto/subjects.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { flightOffer, flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: NatsConnection;
const bids: { kind: string; instance: string; bid: Bid }[] = [];
const presence: { id: string; presence: string; metadata: { markets: string } }[] = [];
let searches = 0;

beforeAll(async () => {
  broker = await startBroker();
  gateway = await connect(broker.credentials("gateway"), { name: "gateway", onStatus: () => {} });
  gateway.subscribe(inboxWildcard("gw"), {
    callback(_error, { subject, data }) {
      const { kind = "", instance = "" } = parseInboxSubject(subject) ?? {};
      if (data.length > 0) bids.push({ kind, instance, bid: decodeBid(data) });
    },
  });
  gateway.subscribe(PRESENCE_WILDCARD, {
    callback: (_error, message) => void presence.push(message.json()),
  });
  await gateway.flush();
});

afterAll(async () => {
  await gateway?.close();
  await broker?.stop();
});

const started: BidderApp[] = [];
afterEach(() => Promise.all(started.splice(0).map((app) => app.stop())));

/** A bidder that is stopped after the test. */
async function bidder<R = undefined>(
  module: BidderModule<unknown, R>,
  changes: Partial<BidderConfig> = {},
  log: Logger = pino({ level: "silent" }),
): Promise<BidderApp> {
  const config: BidderConfig = {
    kind: "nonstop",
    instance: "one",
    markets: ["*.*"],
    concurrencyMax: null,
    queueMax: 64,
    offersMax: 100,
    drainMs: 5_000,
    logLevel: "silent",
    broker: broker.credentials("nonstop"),
    settings: {},
    ...changes,
  };
  const app = await startBidder(config, { module, log });
  started.push(app);
  return app;
}

/** Calls for bids as a gateway does, and returns the search's id. */
function call(search: FlightSearch = flightSearch(), budgetMs = 5_000): string {
  const searchId = `search-${++searches}`;
  const [slice] = search.slices;
  callOn(callSubject(slice?.origin ?? "", slice?.destination ?? ""), searchId, search, budgetMs);
  return searchId;
}

function callOn(
  subject: string,
  searchId: string,
  search: FlightSearch = flightSearch(),
  budgetMs = 5_000,
): void {
  const payload = encodeCall({
    searchId,
    gateway: "gw",
    search,
    budgetMs,
    sentAtMs: performance.timeOrigin + performance.now(),
    objective: { valuePerHour: 2_000, penaltyPerStop: 3_000 },
    rates: { date: "2026-11-01", perUnit: new Map([["USD", 1]]) },
  });
  gateway.publish(subject, payload, { reply: inboxSubject("gw", searchId) });
}

const bidsFor = (searchId: string) => bids.filter(({ bid }) => bid.searchId === searchId);
const finalsFor = (searchId: string) => bidsFor(searchId).filter(({ bid }) => bid.final);
const finalBid = (searchId: string) =>
  until(() => finalsFor(searchId)[0], { what: `a final bid for ${searchId}` });
const announced = (instance: string) =>
  presence.filter(({ id }) => id === instance).map((news) => news.presence);

/** A strategy that hangs until the test releases it, or until its signal fires. */
function held() {
  const gate = Promise.withResolvers<void>();
  const begun: string[] = [];
  const aborted: string[] = [];
  const module: BidderModule = {
    async *search(request, { auctionId, signal }: SearchContext) {
      begun.push(auctionId);
      signal.addEventListener("abort", () => aborted.push(auctionId));
      await gate.promise;
      yield flightOffer(request);
    },
  };
  return { module, begun, aborted, release: () => gate.resolve() };
}

const offering: BidderModule = {
  async *search(request) {
    yield* flightOffers(request, 3);
  },
};

describe("a bidder", () => {
  test("joins, bids on a call under its own name, and leaves", async () => {
    const app = await bidder(offering, { instance: "joins" });
    const id = call();
    const { kind, instance, bid } = await finalBid(id);
    expect({ kind, instance }).toEqual({ kind: "nonstop", instance: "joins" });
    expect(bid).toMatchObject({ searchId: id, final: true, status: "offers", sheet: { rows: 3 } });
    await app.stop();
    await app.stop();
    expect(await app.closed).toBeUndefined();
    await until(() => announced("joins").length === 2);
    expect(announced("joins")).toEqual(["joined", "left"]);
    expect(presence.find((news) => news.id === "joins")).toMatchObject({
      type: "io.nats.micro.v1.info_response",
      name: "nonstop",
      metadata: { markets: "*.*" },
    });
  });

  test("shares its kind's calls with the other instances: each call is answered once", async () => {
    const one = await bidder(offering, { instance: "share-1" });
    const two = await bidder(offering, { instance: "share-2" });
    const ids = Array.from({ length: 60 }, () => call());
    await until(() => ids.every((id) => finalsFor(id).length > 0));
    await gateway.flush();
    const answers = ids.flatMap(finalsFor);
    expect(answers.length).toBe(60);
    expect(new Set(answers.map(({ instance }) => instance))).toEqual(
      new Set([one.instance, two.instance]),
    );
  });

  test("receives only calls for the markets that it serves, and each call once where they overlap", async () => {
    await bidder(offering, { instance: "regional", markets: ["LHR.*", "*.JFK"] });
    const from = (origin: string, destination: string) =>
      call(flightSearch({ slices: [{ origin, destination, departureDate: "2099-01-01" }] }));
    const [both, first, second, none] = [
      from("LHR", "JFK"),
      from("LHR", "CDG"),
      from("BOS", "JFK"),
      from("BOS", "CDG"),
    ];
    await until(() => [both, first, second].every((id) => finalsFor(id).length > 0));
    await gateway.flush();
    expect([both, first, second, none].map((id) => finalsFor(id).length)).toEqual([1, 1, 1, 0]);
  });

  test("stops its search when the auction is cancelled", async () => {
    const { module, begun, aborted } = held();
    await bidder(module);
    const id = call();
    await until(() => begun.includes(id));
    gateway.publish(CANCEL_SUBJECT, encodeCancel(id));
    expect((await finalBid(id)).bid).toMatchObject({ status: "declined", reason: "cancelled" });
    expect(aborted).toEqual([id]);
  });

  test.each([
    { module: 2, environment: null, running: 2 },
    { module: 2, environment: 3, running: 3 },
    { module: undefined, environment: 1, running: 1 },
    { module: undefined, environment: null, running: 16 },
  ])("runs as many searches at once as its configuration sets, and by default as its module sets: %j", async ({
    module,
    environment,
    running,
  }) => {
    const { module: strategy, begun, release } = held();
    // Cheap searches: of those with an unknown cost, the ones with much time leave places to
    // others.
    const estimate = () => ({ costMs: 0, leastMs: 0 });
    await bidder(
      { ...strategy, estimate, ...(module === undefined ? {} : { concurrency: module }) },
      { concurrencyMax: environment },
    );
    const ids = Array.from({ length: 20 }, () => call());
    await until(() => begun.length === running);
    await gateway.flush();
    expect(begun).toEqual(ids.slice(0, running));
    release();
    await until(() => ids.every((id) => bidsFor(id).some(({ bid }) => bid.final)));
    expect(begun).toEqual(ids);
  });

  test("bids in parts: the offers of its strategy so far, the best of the others, the others, and no row twice", async () => {
    const gate = Promise.withResolvers<void>();
    await bidder(
      {
        async *search(request, { sendBatch }: SearchContext) {
          yield* flightOffers(request, 5, { amount: 10_000 });
          await sendBatch(20_000);
          await gate.promise;
          yield* flightOffers(request, 25, { amount: 20_000, number: 300, stops: 1 });
        },
      },
      { instance: "parts" },
    );
    const id = call();
    await until(() => bidsFor(id).some(({ bid }) => bid.sheet.rows > 0), { what: "a batch" });
    expect(finalsFor(id)).toEqual([]);
    gate.resolve();
    await finalBid(id);
    const all = bidsFor(id).map(({ bid }) => bid);
    expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, i) => i));
    expect(all.map(({ final }) => final)).toEqual(all.map((_, i) => i === all.length - 1));
    const carrying = all.filter(({ sheet }) => sheet.rows > 0);
    expect(carrying.map(({ sheet, status }) => `${status} ${sheet.rows}`)).toEqual([
      "offers 5",
      "offers 20",
      "offers 5",
    ]);
    expect(carrying[0]?.floor).toBeGreaterThanOrEqual(20_000);
    // The floor of the second is what the cheapest of the last costs: its price, 455 minutes at
    // 2,000 an hour, and a stop at 3,000.
    expect(carrying[1]?.floor).toBe(20_000 + 100 * 20 + Math.round((455 * 2_000) / 60) + 3_000);
    expect(new Set(carrying.flatMap(({ sheet }) => sheet.itinerary)).size).toBe(30);
  });

  test("reports a call that it does not answer immediately, running or waiting", async () => {
    const { module, begun, release } = held();
    await bidder(module, { instance: "notice", concurrencyMax: 1 });
    const [runs, waits] = [call(), call()];
    const notices = await until(() =>
      bidsFor(runs).length + bidsFor(waits).length === 2
        ? [...bidsFor(runs), ...bidsFor(waits)]
        : null,
    );
    expect(begun).toEqual([runs]);
    for (const { instance, bid } of notices) {
      expect(instance).toBe("notice");
      expect(bid).toMatchObject({
        sequence: 0,
        final: false,
        status: "empty",
        reason: null,
        floor: null,
        sheet: { rows: 0 },
      });
    }
    release();
    expect((await finalBid(waits)).bid).toMatchObject({ sequence: 1, status: "offers" });
  });

  test("a hedge is answered by the other instance, and ignored by the one that has the call", async () => {
    const slow = held();
    await bidder(slow.module, { instance: "slow" });
    const id = call();
    await until(() => slow.begun.includes(id));
    await bidder(offering, { instance: "quick" });
    for (const instance of ["slow", "quick"]) callOn(directSubject("nonstop", instance), id);
    const answer = await finalBid(id);
    expect({
      instance: answer.instance,
      status: answer.bid.status,
      rows: answer.bid.sheet.rows,
    }).toEqual({ instance: "quick", status: "offers", rows: 3 });
    gateway.publish(CANCEL_SUBJECT, encodeCancel(id));
    await until(() => finalsFor(id).length === 2, { what: "the slow one's answer" });
    expect(slow.begun).toEqual([id]);
    const monitor = await connect(broker.credentials("monitor"), {
      name: "monitor",
      onStatus: () => {},
      inboxPrefix: MONITOR_INBOX,
    });
    const stats = async (instance: string) =>
      (await monitor.request(serviceSubject("STATS", "nonstop", instance))).json<{
        endpoints: unknown[];
      }>().endpoints;
    expect(await stats("slow")).toMatchObject([
      { num_requests: 1, data: { hedgesHeld: 1, hedgesTaken: 0 } },
    ]);
    expect(await stats("quick")).toMatchObject([
      { num_requests: 1, data: { hedgesHeld: 0, hedgesTaken: 1 } },
    ]);
    await monitor.close();
  });

  test("that is stopped announces it first, then finishes its calls, and accepts no more (A7, A10)", async () => {
    const { module, begun, release } = held();
    const app = await bidder(module, { instance: "draining", concurrencyMax: 1 });
    const ids = [call(), call(), call()];
    await until(() => begun.length === 1);
    const stopped = app.stop();
    await until(() => announced("draining").includes("left"));
    expect(ids.flatMap(finalsFor)).toEqual([]);
    release();
    await stopped;
    await gateway.flush();
    expect(ids.map((id) => finalsFor(id).map(({ bid }) => bid.status))).toEqual([
      ["offers"],
      ["offers"],
      ["offers"],
    ]);
    const late = call();
    await gateway.flush();
    expect(begun).not.toContain(late);
  });

  test("cuts short what its drain limit does not allow, and still answers it (A7)", async () => {
    const { module, begun } = held();
    let closed = 0;
    const app = await bidder<{ close(): void }>(
      { search: module.search as never, open: async () => ({ close: () => void closed++ }) },
      { drainMs: 50 },
    );
    const id = call();
    await until(() => begun.includes(id));
    await app.stop();
    expect((await finalBid(id)).bid).toMatchObject({
      status: "failed",
      reason: "shutting-down: the search was cut short",
    });
    expect(closed).toBe(1);
  });

  test("answers the service protocol of ADR-32 to those who may ask", async () => {
    const monitor = await connect(broker.credentials("monitor"), {
      name: "monitor",
      onStatus: () => {},
      inboxPrefix: MONITOR_INBOX,
    });
    const coverage = {
      ...{ week: null, departuresPerWeek: 0, airports: 0, carriers: [], carriersLeftOut: 0 },
      ...{ regions: {}, missing: [], thin: [] },
    };
    await bidder({ ...offering, coverage: () => coverage }, { instance: "served" });
    await finalBid(call());
    for (const verb of ["PING", "INFO", "STATS"] satisfies ServiceVerb[]) {
      for (const subject of [
        serviceSubject(verb),
        serviceSubject(verb, "nonstop"),
        serviceSubject(verb, "nonstop", "served"),
      ]) {
        const answer = (await monitor.request(subject)).json<{ endpoints: unknown[] }>();
        expect(answer).toMatchObject({
          type: `io.nats.micro.v1.${verb.toLowerCase()}_response`,
          name: "nonstop",
          id: "served",
          version: expect.stringMatching(/^\d+\.\d+\.\d+/),
          metadata: { markets: "*.*" },
        });
        // Only who asks for INFO gets it: it may be large.
        expect("coverage" in answer).toBe(verb === "INFO");
        if (verb === "INFO") expect(answer).toMatchObject({ coverage });
        if (verb === "INFO")
          expect(answer.endpoints).toMatchObject([
            { subject: "auction.flights.>", queue_group: "nonstop" },
          ]);
        if (verb === "STATS")
          expect(answer.endpoints).toMatchObject([
            {
              num_requests: 1,
              num_errors: 0,
              data: { inFlight: 0, waiting: 0, p50Ms: expect.any(Number) },
            },
          ]);
      }
    }
    await monitor.close();
  });

  test("does not start where the broker refuses its name, and states the reason", async () => {
    await expect(bidder(offering, { kind: "stops" })).rejects.toThrow(
      /the broker does not let this user be the bidder 'stops': .*auction\.flights\.>/,
    );
    await expect(
      bidder(offering, { broker: { url: "nats://127.0.0.1:1", credentials: { kind: "none" } } }),
    ).rejects.toThrow(/cannot join the broker at nats:\/\/127\.0\.0\.1:1: /);
  });

  test("A7, A10: after its connection was cut, it connects and joins again by itself, and sends the waiting bids once", async () => {
    const { module, begun, release } = held();
    const path = await cuttablePath(new URL(broker.url));
    const lines: string[] = [];
    const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
    const through = { ...broker.credentials("nonstop"), url: path.url };
    const app = await bidder(module, { instance: "survivor", broker: through }, log);
    const waiting = call();
    await until(() => begun.includes(waiting));
    path.cut();
    await until(() => lines.some((line) => line.includes('"type":"disconnect"')));
    release();
    await until(
      () => lines.some((line) => line.includes(waiting) && line.includes('"status":"offers"')),
      { what: "the answer" },
    );
    path.restore();
    await until(() => announced("survivor").length === 2, { what: "a second 'joined'" });
    expect(announced("survivor")).toEqual(["joined", "joined"]);
    expect((await finalBid(call())).bid.status).toBe("offers");
    await finalBid(waiting);
    expect(finalsFor(waiting).map(({ bid }) => bid.status)).toEqual(["offers"]);
    await app.stop();
    path.close();
  });

  test("goes on after its broker has restarted (A10)", async () => {
    await bidder(offering, { instance: "outlives" });
    await broker.restart();
    const answered = () => bids.some(({ instance }) => instance === "outlives");
    // The gateway's own connection has to be restored too: until both are there, calls are lost, so
    // another is made.
    const callAgain = () => {
      if (answered()) return true;
      call();
      return false;
    };
    await until(callAgain, { what: "a bid after the restart", everyMs: 50 });
  });
});

/** A connection to the broker that a test can cut and restore. */
async function cuttablePath(target: URL) {
  const sockets = new Set<Socket>();
  let open = true;
  const server = createServer((near) => {
    if (!open) {
      near.destroy();
      return;
    }
    const far = createConnection(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy()).on("close", () => sockets.delete(from));
      from.pipe(to);
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const cut = () => {
    open = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `nats://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    restore: () => {
      open = true;
    },
    close: () => {
      cut();
      server.close();
    },
  };
}

test("a gateway asks one instance to drain: it ends its calls, leaves and ends (DRAIN-1)", async () => {
  const { begun, module, release } = held();
  const app = await bidder(module, { instance: "drained" });
  const running = call();
  await until(() => begun.includes(running), { what: "its search" });
  const head = headers();
  head.set(DRAIN_HEADER, "1");
  // Without the header it is a call that cannot be read.
  gateway.publish(directSubject("nonstop", "drained"));
  gateway.publish(directSubject("nonstop", "another"), undefined, { headers: head });
  await gateway.flush();
  expect({ announced: announced("drained") }).toEqual({ announced: ["joined"] });
  gateway.publish(directSubject("nonstop", "drained"), undefined, { headers: head });
  await until(() => announced("drained").includes("left"), { what: "its leaving" });
  release();
  const { bid } = await finalBid(running);
  expect({ status: bid.status, error: await app.closed }).toEqual({
    status: "offers",
    error: undefined,
  });
});
