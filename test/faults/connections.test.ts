/**
 * Connections over HTTP: how many a caller may open, and what happens to idle and slow connections
 * and to those with one closed direction.
 */
import { once } from "node:events";
import type { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type Gateway, startGateway } from "../../gateway/app.ts";
import { type GatewayConfig, readConfig } from "../../gateway/config.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, keepLog, rosterHas } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { openSocket, requestText, sendRaw } from "../harness/raw-http.ts";
import { until } from "../harness/until.ts";
import { withoutOfferIds } from "../harness/without-offer-ids.ts";

const log = keepLog();
let broker: Broker;
let gateway: Gateway;
let nonstop: ScriptedBidder;

beforeAll(async () => {
  broker = await startBroker();
  nonstop = await scriptedBidder(broker, "nonstop", (call, reply) =>
    reply.offers(flightOffers(call.search, 3)),
  );
  gateway = await gatewayOn(broker, ["nonstop"], {}, log.overrides);
});

afterAll(async () => {
  await gateway?.stop();
  await nonstop?.stop();
  await broker?.stop();
});

afterEach(() => nonstop.follow((call, reply) => reply.offers(flightOffers(call.search, 3))));

const search = flightSearch({ policy: { deadlineMs: 8_000, quorum: null, required: [] } });
const json = { "content-type": "application/json" };
const body = JSON.stringify(search);

async function gatewayWith(
  changes: Partial<GatewayConfig>,
  environment: Record<string, string> = {},
): Promise<Gateway> {
  const all = {
    NATS_URL: broker.url,
    NATS_USER: "gateway",
    NATS_PASSWORD: broker.passwords["gateway"],
    PORT: "0",
    ...environment,
  };
  const started = await startGateway({ ...readConfig(all), ...changes }, keepLog().overrides);
  try {
    await rosterHas(started, ["nonstop"]);
  } catch (thrown) {
    await started.stop();
    throw thrown;
  }
  return started;
}

/** The bidder answers when the gate opens. */
function holdBids(): { asked: () => number; open: () => void } {
  const gate = Promise.withResolvers<void>();
  const before = nonstop.calls.length;
  nonstop.follow(async (call, reply) => {
    await gate.promise;
    reply.offers(flightOffers(call.search, 3, { expiresAtMs: 4e12 }));
  });
  return { asked: () => nonstop.calls.length - before, open: gate.resolve };
}

interface Listener {
  readonly socket: Socket;
  readonly received: () => string;
  readonly closed: Promise<unknown>;
}

async function listening(to: Pick<Gateway, "url">): Promise<Listener> {
  const socket = await openSocket(to);
  let received = "";
  socket.setEncoding("latin1").on("data", (text: string) => {
    received += text;
  });
  return { socket, received: () => received, closed: once(socket, "close") };
}

/** One whole answer, parsed from the bytes that a caller received. */
function read(bytes: string): { status: number; headers: string; body: string } {
  const [, status, headers = "", rest = ""] =
    /^HTTP\/1\.1 (\d{3}) [^\r\n]+\r\n(.*?)\r\n\r\n(.*)$/s.exec(bytes) ?? [];
  return { status: Number(status), headers, body: rest };
}

describe("a caller that half-closes its connection gets its answer (RFC 9112, 9.6)", () => {
  const post = (headers: Record<string, string> = {}) =>
    requestText("POST /v1/searches", { ...json, connection: "keep-alive", ...headers }, body);

  const simple: [what: string, request: string, status: number][] = [
    ["/live", requestText("GET /live", { connection: "keep-alive" }), 200],
    ["the page", requestText("GET /", { connection: "keep-alive" }), 200],
    ["the roster", requestText("GET /v1/bidders", { connection: "keep-alive" }), 200],
    ["a search", post(), 200],
    ["a search in HTTP/1.0", post().replace("HTTP/1.1", "HTTP/1.0"), 200],
    ["an impossible search", post().replace("LHR", "QQQ"), 400],
    [
      "a method that is not for the path",
      requestText("GET /v1/searches", { connection: "keep-alive" }),
      405,
    ],
  ];
  test.each(simple)("%s", async (_what, request, status) => {
    const { socket, received, closed } = await listening(gateway);
    socket.end(request);
    await closed;
    const answer = read(received());
    expect({ status: answer.status, headers: answer.headers }).toEqual({
      status,
      headers: expect.stringMatching(/^content-length: \d+$/im),
    });
    const [, length] = /^content-length: (\d+)$/im.exec(answer.headers) ?? [];
    expect(answer.body).toHaveLength(Number(length));
  });

  test("a search that takes long: the same bytes as for a caller that does not half-close", async () => {
    const held = holdBids();
    const halfClosed = await listening(gateway);
    const open = await listening(gateway);
    halfClosed.socket.end(post({ connection: "close" }));
    open.socket.write(post({ connection: "close" }));
    // The probes of the connection are the beginning of the answer.
    await until(() => held.asked() === 2 && halfClosed.received() === "HTTP/1.1 ", {
      what: "all probes",
    });
    expect(open.received()).toBe("");
    held.open();
    await Promise.all([halfClosed.closed, open.closed]);
    const answers = [read(halfClosed.received()), read(open.received())];
    const names = ({ headers }: { headers: string }) =>
      headers.split("\r\n").map((line) => line.split(":")[0]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(names(answers[0] as ReturnType<typeof read>)).toEqual(
      names(answers[1] as ReturnType<typeof read>),
    );
    const results = answers.map((answer) => JSON.parse(answer.body) as SearchResult);
    const [one, other] = withoutOfferIds(results);
    expect(one?.itineraries).toEqual(other?.itineraries);
  });

  test("a stream of events: every event, and comments between them", async () => {
    const held = holdBids();
    const { socket, received, closed } = await listening(gateway);
    socket.end(post({ accept: "text/event-stream" }));
    await until(() => (received().match(/^:$/gm)?.length ?? 0) >= 2, {
      what: "two comments",
    });
    held.open();
    await closed;
    expect(read(received()).status).toBe(200);
    expect(received().match(/^event: \w+$/gm)).toEqual([
      "event: opened",
      "event: bid",
      "event: snapshot",
      "event: result",
    ]);
  });

  test("several searches sent one behind the other: each has its answer, whole and in order", async () => {
    const held = holdBids();
    const { socket, received, closed } = await listening(gateway);
    socket.end(post() + post().replace("LHR", "QQQ") + post());
    await until(() => held.asked() === 2 && received().length >= 3);
    held.open();
    await closed;
    expect(received().match(/HTTP\/1\.1 \d{3}/g)).toEqual([
      "HTTP/1.1 200",
      "HTTP/1.1 400",
      "HTTP/1.1 200",
    ]);
    expect(received().match(/"endedBy":"complete"/g)).toHaveLength(2);
  });
});

describe("the search of a caller that disconnects is cancelled, long before the deadline", () => {
  /** Fails with what the gateway has logged since. */
  const isAsked = (asked: () => number, since: number) =>
    until(() => {
      if (asked() === 1) return true;
      throw new Error(`${asked()} calls: ${JSON.stringify(log.lines.slice(since))}`);
    });

  const forms = ["application/json", "text/event-stream"];
  const disconnections: [how: string, leave: (socket: Socket) => void][] = [
    ["resets its connection", (socket) => socket.resetAndDestroy()],
    ["closes it", (socket) => socket.destroy()],
    ["half-closes it, then resets it", (socket) => socket.end(() => socket.resetAndDestroy())],
    ["half-closes it, then closes it", (socket) => socket.end(() => socket.destroy())],
  ];
  const cases = forms.flatMap((accept) =>
    disconnections.map(([how, leave]) => [how, accept, leave] as const),
  );
  test.each(cases)("one that %s (%s)", async (_how, accept, leave) => {
    // On a very busy machine the roster may have lost it for a moment.
    await rosterHas(gateway, ["nonstop"]);
    const held = holdBids();
    const before = log.lines.length;
    try {
      const { socket } = await listening(gateway);
      socket.write(
        requestText("POST /v1/searches", { ...json, accept, connection: "keep-alive" }, body),
      );
      await isAsked(held.asked, before);
      leave(socket);
      const ended = () => log.lines.slice(before).find(({ msg }) => msg === "search");
      await until(() => ended() !== undefined);
      expect(ended()).toMatchObject({ endedBy: "cancelled" });
    } finally {
      held.open();
    }
  });

  test("one that closes it with an unread answer behind it", async () => {
    // On a very busy machine the roster may have lost it for a moment.
    await rosterHas(gateway, ["nonstop"]);
    const held = holdBids();
    const before = log.lines.length;
    try {
      const socket = await openSocket(gateway);
      socket.pause();
      socket.write(
        requestText("GET /openapi.json", { connection: "keep-alive" }) +
          requestText("POST /v1/searches", { ...json, connection: "keep-alive" }, body),
      );
      await isAsked(held.asked, before);
      socket.destroy();
      const ended = () => log.lines.slice(before).find(({ msg }) => msg === "search");
      await until(() => ended() !== undefined);
      expect(ended()).toMatchObject({ endedBy: "cancelled" });
    } finally {
      held.open();
    }
  });
});

describe("Host: only names of this gateway are served (DNS rebinding)", () => {
  const paths = [
    "/",
    "/app.js",
    "/live",
    "/ready",
    "/metrics",
    "/openapi.json",
    "/v1/bidders",
    "/v1/coverage",
    "/v1/airports?q=lond",
    "/v1/searches/x",
    "/nothing",
  ];
  test.each(
    paths,
  )("%s under a foreign name is 421, and under two names or none 400", async (path) => {
    const foreign = await sendRaw(
      gateway,
      requestText(`GET ${path}`, { host: "evil.example:8080" }),
    );
    expect({ status: foreign.status, contentType: foreign.headers.get("content-type") }).toEqual({
      status: 421,
      contentType: "application/problem+json; charset=utf-8",
    });
    expect(JSON.parse(foreign.body)).toMatchObject({
      code: "misdirected",
      detail: expect.stringContaining("HOSTS_ALLOWED"),
    });
    for (const hosts of [
      "Host: localhost\r\nHost: localhost\r\n",
      "Host: a b\r\n",
      "Host: \r\n",
      "",
    ]) {
      const { status } = await sendRaw(
        gateway,
        `GET ${path} HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`,
      );
      expect({ hosts, status }).toEqual({ hosts, status: 400 });
    }
  });

  test("a search under a foreign name is not run", async () => {
    const before = nonstop.calls.length;
    const { status } = await sendRaw(
      gateway,
      requestText("POST /v1/searches", { ...json, host: "evil.example" }, body),
    );
    expect({ status, calls: nonstop.calls.length }).toEqual({ status: 421, calls: before });
  });

  test("names that the operator allows are served, and with `any` all are", async () => {
    const statuses = async (allowed: string) => {
      const one = await gatewayWith({}, { HOSTS_ALLOWED: allowed });
      try {
        const hosts = ["search.example.com", "a.example.org", "localhost:1", "evil.example"];
        return await Promise.all(
          hosts.map(
            async (host) => (await sendRaw(one, requestText("GET /live", { host }))).status,
          ),
        );
      } finally {
        await one.stop();
      }
    };
    expect(await statuses("search.example.com, *.example.org")).toEqual([200, 200, 200, 421]);
    expect(await statuses("any")).toEqual([200, 200, 200, 200]);
  });
});

describe("X-Forwarded-For counts from trusted proxies only", () => {
  const ask = async (of: Gateway, forwardedFor: string) =>
    (await sendRaw(of, requestText("GET /v1/airports?q=lond", { "x-forwarded-for": forwardedFor })))
      .status;

  const table: [trust: string | undefined, forwarded: string[], statuses: number[]][] = [
    [undefined, ["192.0.2.1", "192.0.2.2"], [200, 429]],
    ["10.0.0.0/8", ["192.0.2.1", "192.0.2.2"], [200, 429]],
    ["loopback", ["192.0.2.1", "192.0.2.2", "192.0.2.1", "192.0.2.1:99"], [200, 200, 429, 429]],
    // What a caller wrote itself stands before what the proxy adds, and is ignored.
    ["loopback", ["198.51.100.1, 192.0.2.1", "198.51.100.2, 192.0.2.1"], [200, 429]],
    ["loopback, 10.0.0.0/8", ["192.0.2.1, 10.0.0.1", "192.0.2.1, 10.0.0.2"], [200, 429]],
    ["1", ["198.51.100.1, 192.0.2.1", "198.51.100.2, 192.0.2.1", "192.0.2.2"], [200, 429, 200]],
    ["2", ["192.0.2.1, 10.0.0.1", "192.0.2.1, 10.0.0.2", "192.0.2.2, 10.0.0.1"], [200, 429, 200]],
    ["loopback", ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"], [200, 429, 200]],
    ["loopback", ["nonsense", "more nonsense"], [200, 429]],
  ];
  test.each(table)("TRUST_PROXY=%s: %j", async (trust, forwarded, statuses) => {
    const one = await gatewayWith(
      {},
      { PLACES_PER_MINUTE_MAX: "1", ...(trust === undefined ? {} : { TRUST_PROXY: trust }) },
    );
    try {
      const got = [];
      for (const forwardedFor of forwarded) got.push(await ask(one, forwardedFor));
      expect(got).toEqual(statuses);
    } finally {
      await one.stop();
    }
  });
});

describe("A6: idle and slow connections", () => {
  test("at the limit of an address its longest idle connection is closed for the new one; busy ones stay", async () => {
    const strict = await gatewayWith({ connectionsPerAddressMax: 3, idleMsMin: 0 });
    const held = holdBids();
    try {
      const working = await listening(strict);
      working.socket.write(
        requestText("POST /v1/searches", { ...json, connection: "keep-alive" }, body),
      );
      await until(() => held.asked() === 1);
      const idle = [await listening(strict), await listening(strict)];
      expect((await sendRaw(strict, requestText("GET /live"))).status).toBe(200);
      await idle[0]?.closed;
      const { body: text } = await sendRaw(strict, requestText("GET /metrics"));
      expect(
        Number(/^auction_connections_evicted_total (\d+)$/m.exec(text)?.[1]),
      ).toBeGreaterThanOrEqual(1);
      held.open();
      await until(() => read(working.received()).status === 200);
      for (const { socket } of [working, ...idle]) socket.destroy();
    } finally {
      held.open();
      await strict.stop();
    }
  });

  test("when all connections of an address are busy, one more is refused; not one of a trusted proxy", async () => {
    for (const [trust, refused] of [
      ["10.0.0.1", true],
      ["loopback", false],
    ] as const) {
      const strict = await gatewayWith(
        { connectionsPerAddressMax: 2, idleMsMin: 0 },
        { TRUST_PROXY: trust },
      );
      const held = holdBids();
      try {
        const working = [await listening(strict), await listening(strict)];
        for (const { socket } of working)
          socket.write(
            requestText("POST /v1/searches", { ...json, connection: "keep-alive" }, body),
          );
        await until(() => held.asked() === 2);
        const more = await listening(strict);
        more.socket.write(requestText("GET /live"));
        await more.closed;
        expect({ trust, isRefused: more.received() === "" }).toEqual({ trust, isRefused: refused });
        for (const { socket } of working) socket.destroy();
      } finally {
        held.open();
        await strict.stop();
      }
    }
  });

  test("a body that does not come is 408 in time, headers that do not come too, and a silent connection is closed", async () => {
    const strict = await gatewayWith({ headersMsMax: 200, requestMsMax: 400 });
    try {
      const slowBody = await listening(strict);
      slowBody.socket.write(requestText("POST /v1/searches", json, body).slice(0, -10));
      const slowHeaders = await listening(strict);
      slowHeaders.socket.write("GET /live HTTP/1.1\r\nHost: loc");
      const silent = await listening(strict);
      await Promise.all([slowBody.closed, slowHeaders.closed, silent.closed]);
      for (const { received } of [slowBody, slowHeaders]) {
        expect(read(received()).status).toBe(408);
        expect(JSON.parse(read(received()).body)).toMatchObject({
          status: 408,
          detail: "the request did not come whole in time",
        });
      }
      expect(silent.received()).toBe("");
    } finally {
      await strict.stop();
    }
  });

  test("a body that ends too soon is named once to the caller and once in the log", async () => {
    const before = log.lines.length;
    const { socket, received, closed } = await listening(gateway);
    socket.end(requestText("POST /v1/searches", json, body).slice(0, -10));
    await closed;
    const detail = "the connection ended before the request was whole";
    expect(JSON.parse(read(received()).body)).toMatchObject({
      status: 400,
      code: "malformed",
      detail,
    });
    // What comes later than this request is logged later than all that concerns it.
    expect((await sendRaw(gateway, requestText("GET /nothing"))).status).toBe(404);
    const refused = log.lines.slice(before).filter(({ msg }) => msg === "refused");
    expect(refused.map(({ code }) => code)).toEqual(["malformed", "not-found"]);
  });

  test("a kept connection without a request is closed", async () => {
    const strict = await gatewayWith({ keepAliveMs: 100 });
    try {
      const { socket, received, closed } = await listening(strict);
      socket.write(requestText("GET /live", { connection: "keep-alive" }));
      await closed;
      expect(read(received()).status).toBe(200);
    } finally {
      await strict.stop();
    }
  });
});

describe("OPERATIONS_PORT: /live, /ready and /metrics have a port of their own", () => {
  test("it answers while every connection of the main port is in use, and has nothing else", async () => {
    const strict = await gatewayWith({ connectionsMax: 2, idleMsMin: 0 }, { OPERATIONS_PORT: "0" });
    const held = holdBids();
    try {
      const operations = { url: strict.operationsUrl as string };
      const working = [await listening(strict), await listening(strict)];
      for (const { socket } of working)
        socket.write(requestText("POST /v1/searches", { ...json, connection: "keep-alive" }, body));
      await until(() => held.asked() === 2);
      const refused = await listening(strict);
      refused.socket.write(requestText("GET /live"));
      await refused.closed;
      expect(refused.received()).toBe("");

      await until(async () => (await get(operations, "/ready")).status === 200);
      expect((await get(operations, "/live")).body).toEqual({ live: true });
      expect((await get<string>(operations, "/metrics")).body).toMatch(/^auction_in_flight 2$/m);
      for (const path of ["/", "/v1/bidders", "/openapi.json", "/livel"]) {
        const { status, body: problem } = await get(operations, path);
        expect({ path, status, problem }).toEqual({
          path,
          status: 404,
          problem: expect.objectContaining({ code: "not-found" }),
        });
      }
      expect((await sendRaw(operations, requestText("POST /live"))).status).toBe(405);
      expect(
        (await sendRaw(operations, requestText("GET /live", { host: "evil.example" }))).status,
      ).toBe(421);
      for (const { socket } of working) socket.destroy();
    } finally {
      held.open();
      await strict.stop();
    }
  });

  test("its own address is served, whatever address the main port has; host names are not", async () => {
    const open = await gatewayWith({}, { OPERATIONS_PORT: "0", OPERATIONS_HOST: "0.0.0.0" });
    try {
      const operations = { url: `http://127.0.0.1:${new URL(open.operationsUrl as string).port}` };
      const asked = async (to: Pick<Gateway, "url">, host: string) =>
        (await sendRaw(to, requestText("GET /live", { host }))).status;
      expect(await asked(operations, "10.1.2.3:9090")).toBe(200);
      expect(await asked(operations, "evil.example")).toBe(421);
    } finally {
      await open.stop();
    }
  });

  test("without it there is no such port; a port that is in use is an error at start", async () => {
    expect(gateway.operationsUrl).toBeNull();
    const port = new URL(gateway.url).port;
    await expect(gatewayWith({}, { OPERATIONS_PORT: port })).rejects.toThrow("EADDRINUSE");
  });
});
