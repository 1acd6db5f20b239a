/**
 * Errors at the two transports, by the caller's fault or ours: each ends with a clear answer and
 * one line in the log, and delays no other search.
 */
import { once } from "node:events";
import { METHODS } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { createInbox, type NatsConnection } from "nats";
import { connect, subscribe } from "../../common/runtime/connect.ts";
import { type Gateway, startGateway } from "../../gateway/app.ts";
import { readConfig } from "../../gateway/config.ts";
import { encodeSearch } from "../../proto/codec/index.ts";
import type { FlightOffer, FlightSearch, SearchResult } from "../../proto/messages.ts";
import {
  CANCEL_SUBJECT,
  CLIENT_INBOX,
  callSubject,
  ERROR_CODE_HEADER,
  ERROR_HEADER,
  EVENT_HEADER,
  MONITOR_INBOX,
  SEARCH_SUBJECT,
  STREAM_HEADER,
  serviceSubject,
} from "../../proto/subjects.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import {
  ask,
  clientOn,
  gatewayOn,
  get,
  headers,
  keepLog,
  post,
  rosterHas,
} from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { openSocket, requestText, sendRaw } from "../harness/raw-http.ts";
import { until } from "../harness/until.ts";
import { withoutOfferIds } from "../harness/without-offer-ids.ts";

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

const log = keepLog();
let broker: Broker;
let gateway: Gateway;
let client: NatsConnection;
let nonstop: ScriptedBidder;
let stops: ScriptedBidder;

beforeAll(async () => {
  broker = await startBroker();
  nonstop = await scriptedBidder(broker, "nonstop", (call, reply) =>
    reply.offers(flightOffers(call.search, 3)),
  );
  stops = await scriptedBidder(broker, "stops", (_call, reply) => reply.empty());
  gateway = await gatewayOn(broker, ["nonstop", "stops"], {}, log.overrides);
  client = await clientOn(broker);
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await nonstop?.stop();
  await stops?.stop();
  await broker?.stop();
});

afterEach(() => {
  nonstop.follow((call, reply) => reply.offers(flightOffers(call.search, 3)));
  stops.follow((_call, reply) => reply.empty());
});

const search = flightSearch({ policy: { deadlineMs: 8_000, quorum: null, required: [] } });
const json = { "content-type": "application/json" };

/** The log lines about refusals after this moment. */
function refusalsFromNow(): () => Record<string, unknown>[] {
  const before = log.lines.length;
  return () => log.lines.slice(before).filter(({ msg }) => msg === "refused");
}

async function metric(of: Gateway, name: string): Promise<number> {
  const { body } = await get<string>(of, "/metrics");
  return Number(
    body
      .split("\n")
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length),
  );
}

/**
 * 100 itineraries, each from 15 sellers with the longest names there are: two bidders of this kind
 * fill more than 1 MiB.
 */
function vastOffers(of: FlightSearch, first: number): FlightOffer[] {
  const offers = flightOffers(of, 100, { stops: 2, durationMinutes: 1_100, expiresAtMs: 4e12 });
  const sellers = Array.from({ length: 15 }, (_, i) =>
    String.fromCodePoint(0x4e00 + first + i).repeat(100),
  );
  return sellers.flatMap((seller) => offers.map((offer) => ({ ...offer, seller })));
}

/** Both bid them in parts that a bid may hold, so many milliseconds apart. */
function bidVastly(apartMs = 0): void {
  for (const [bidder, first] of [
    [nonstop, 0],
    [stops, 100],
  ] as const) {
    bidder.follow((call, reply) => {
      const offers = vastOffers(call.search, first);
      for (let i = 0; i < offers.length; i += 500) {
        const send = () =>
          reply.offers(offers.slice(i, i + 500), { final: i + 500 >= offers.length });
        if (apartMs === 0) send();
        else setTimeout(send, (apartMs * i) / 500);
      }
    });
  }
}

describe("NATS: a result that is larger than a message may be", () => {
  const vast: FlightSearch = { ...search, maxResults: 100 };

  test.each([
    "JSON",
    "protobuf",
  ])("in %s the caller gets its size and what to do; over HTTP it is complete", async (form) => {
    bidVastly();
    const refusals = refusalsFromNow();
    const reply = await ask(client, form === "JSON" ? JSON.stringify(vast) : encodeSearch(vast), {
      timeout: 60_000,
    });
    expect(reply.headers?.get(ERROR_CODE_HEADER)).toBe("500");
    const { code, detail } = reply.json<Problem>();
    expect(code).toBe("result-too-large");
    const [, bytes, most] =
      /^the result has (\d+) bytes, and the broker takes (\d+) in one message; ask for a smaller maxResults/.exec(
        detail,
      ) ?? [];
    expect(Number(bytes)).toBeGreaterThan(Number(most));
    expect(Number(most)).toBe(client.info?.max_payload);
    expect(refusals()).toEqual([
      expect.objectContaining({ door: "nats", code: "result-too-large", detail }),
    ]);

    const whole = (await post<SearchResult>(gateway, vast)).body;
    expect(whole.itineraries).toHaveLength(100);
    expect(whole.itineraries.every(({ sellers }) => sellers.length === 30)).toBe(true);
    const less = await ask(client, JSON.stringify({ ...vast, maxResults: 10 }), {
      timeout: 60_000,
    });
    expect(withoutOfferIds(less.json<SearchResult>().itineraries)).toEqual(
      withoutOfferIds(whole.itineraries.slice(0, 10)),
    );
  });

  test("events that are too large are left out and counted; the others come, and the error last", async () => {
    bidVastly();
    const skippedBefore = await metric(gateway, 'auction_events_skipped_total{door="nats"}');
    const inbox = createInbox(CLIENT_INBOX);
    const events: string[] = [];
    const last = Promise.withResolvers<void>();
    const subscription = client.subscribe(inbox, {
      callback: (_error, message) => {
        const failed = message.headers?.get(ERROR_HEADER);
        events.push(
          failed ? (failed.split(":")[0] as string) : (message.headers?.get(EVENT_HEADER) ?? ""),
        );
        if (failed) last.resolve();
      },
    });
    const wish = headers();
    wish.set(STREAM_HEADER, "1");
    client.publish(SEARCH_SUBJECT, JSON.stringify(vast), { reply: inbox, headers: wish });
    await last.promise;
    subscription.unsubscribe();
    expect(events.filter((event) => event !== "snapshot")).toEqual([
      "opened",
      "bid",
      "bid",
      "result-too-large",
    ]);
    expect(await metric(gateway, 'auction_events_skipped_total{door="nats"}')).toBe(
      (skippedBefore || 0) + 1,
    );
  });
});

describe("NATS: a caller cannot make the gateway publish where the caller may not", () => {
  const subjects = [
    CANCEL_SUBJECT,
    callSubject("LHR", "JFK"),
    serviceSubject("STATS", "nonstop"),
    `${MONITOR_INBOX}.a`,
    `${CLIENT_INBOX}ele.a`,
  ];

  test.each([
    "a search",
    "nonsense",
  ])("%s with such a reply subject is one line in the log, and nothing else", async (what) => {
    const spy = await connect(broker.credentials("nonstop"), { name: "spy", onStatus: () => {} });
    const received: string[] = [];
    const fault = () => {};
    subscribe(spy, CANCEL_SUBJECT, { take: ({ subject }) => void received.push(subject), fault });
    subscribe(spy, serviceSubject("STATS", "nonstop"), {
      take: ({ subject, reply }) => void (reply || received.push(subject)),
      fault,
    });
    await spy.flush();
    const callsBefore = nonstop.calls.length;
    const refusals = refusalsFromNow();
    for (const reply of subjects)
      client.publish(SEARCH_SUBJECT, what === "nonsense" ? "{" : JSON.stringify(search), { reply });
    await until(() => refusals().length === subjects.length);
    for (const [i, line] of refusals().entries()) {
      expect(line).toMatchObject({
        door: "nats",
        code: "malformed",
        detail: expect.stringContaining(`not to ${subjects[i]}:`),
      });
    }
    // What the gateway publishes after those is received after them.
    await ask(client, JSON.stringify(search));
    await spy.flush();
    expect(received).toEqual([]);
    expect(nonstop.calls).toHaveLength(callsBefore + 1);
    await spy.close();
  });
});

describe("HTTP: a request that cannot be served gets a problem document, as the caller's fault", () => {
  const body = JSON.stringify(search);
  const table: [
    what: string,
    bytes: string | Uint8Array,
    status: number,
    code: string,
    detail: RegExp,
  ][] = [
    [
      "a path that cannot be decoded",
      requestText("GET /%zz"),
      400,
      "malformed",
      /'\/%zz' is not a valid url/,
    ],
    [
      "such a path of a search",
      requestText("GET /v1/searches/%zz"),
      400,
      "malformed",
      /not a valid url/,
    ],
    ["a path with a null", requestText("GET /%00"), 404, "not-found", /nothing at/],
    ["a path of slashes", requestText("GET //"), 404, "not-found", /nothing at/],
    [
      "a path that is endless",
      requestText(`GET /${"a".repeat(10_000)}`),
      404,
      "not-found",
      /^.{1,200}$/,
    ],
    [
      "a range beyond the page",
      requestText("GET /", { range: "bytes=99999999-" }),
      416,
      "malformed",
      /Range/,
    ],
    [
      "another version of the page",
      requestText("GET /", { "if-match": '"nope"' }),
      412,
      "malformed",
      /Precondition/,
    ],
    [
      "an older page",
      requestText("GET /", { "if-unmodified-since": "Thu, 01 Jan 1970 00:00:00 GMT" }),
      412,
      "malformed",
      /Precondition/,
    ],
    [
      "40 KB of headers",
      requestText("GET /live", { x: "a".repeat(40_000) }),
      431,
      "too-large",
      /16 KiB/,
    ],
    ["TLS", "\x16\x03\x01 hello\r\n\r\n", 400, "malformed", /not HTTP/],
    ["an unknown method", requestText("BREW /v1/searches"), 400, "malformed", /not HTTP/],
    ["no host", "GET /live HTTP/1.1\r\nconnection: close\r\n\r\n", 400, "malformed", /Host/],
    [
      "an expectation",
      requestText("POST /v1/searches", { ...json, expect: "tea" }, body),
      417,
      "malformed",
      /expectation 'tea'/,
    ],
    [
      "two lengths",
      requestText("POST /v1/searches", { ...json, "transfer-encoding": "chunked" }, body),
      400,
      "malformed",
      /not HTTP/,
    ],
    [
      "gzip",
      requestText("POST /v1/searches", { ...json, "content-encoding": "gzip" }, body),
      415,
      "unsupported-media-type",
      /'gzip'/,
    ],
    [
      "latin1",
      requestText(
        "POST /v1/searches",
        { "content-type": "application/json; charset=latin1" },
        body,
      ),
      415,
      "unsupported-media-type",
      /'latin1'/,
    ],
    [
      "no content-type",
      requestText("POST /v1/searches", {}, body),
      415,
      "unsupported-media-type",
      /must be JSON/,
    ],
    [
      "60 KB of currency",
      requestText(
        "POST /v1/searches",
        json,
        JSON.stringify({ ...search, currency: "A".repeat(60_000) }),
      ),
      400,
      "invalid-search",
      /A…;/,
    ],
  ];
  test.each(table)("%s", async (_what, bytes, status, code, detail) => {
    const refusals = refusalsFromNow();
    const answer = await sendRaw(gateway, bytes);
    expect({ status: answer.status, contentType: answer.headers.get("content-type") }).toEqual({
      status,
      contentType: expect.stringMatching(/^application\/problem\+json/),
    });
    expect(answer.body.length).toBeLessThan(2_000);
    const [problem] = answer.body.match(/\{.*\}/s) ?? [];
    expect(JSON.parse(problem ?? "")).toMatchObject({
      status,
      code,
      detail: expect.stringMatching(detail),
    });
    expect(refusals()).toEqual([expect.objectContaining({ level: 30, door: "http", code })]);
  });

  const paths: [path: string, allow: string][] = [
    ["/", "GET, HEAD"],
    ["/live", "GET, HEAD"],
    ["/v1/searches", "POST"],
    ["/v1/searches/abc", "GET, HEAD, DELETE"],
  ];
  test.each(
    paths,
  )("every method that %s does not know is 405, with the methods that it does know", async (path, allow) => {
    const others = METHODS.filter(
      (method) => method !== "CONNECT" && !allow.split(", ").includes(method),
    );
    expect(others.length).toBeGreaterThan(30);
    for (const method of others) {
      const answer = await sendRaw(gateway, requestText(`${method} ${path}`));
      expect({ method, status: answer.status, allow: answer.headers.get("allow") }).toEqual({
        method,
        status: 405,
        allow,
      });
      if (method !== "HEAD")
        expect(JSON.parse(answer.body)).toMatchObject({
          code: "method-not-allowed",
          detail: expect.stringContaining(allow),
        });
    }
  });

  test("events that are refused by q=0 are not sent", async () => {
    const { headers: about, body: result } = await post<SearchResult>(gateway, search, {
      headers: { accept: "application/json, text/event-stream;q=0" },
    });
    expect({ contentType: about.get("content-type"), endedBy: result.endedBy }).toEqual({
      contentType: expect.stringMatching(/^application\/json/),
      endedBy: "complete",
    });
  });

  test("a part of an answer is not written into another one", async () => {
    const socket = await openSocket(gateway);
    const held = Promise.withResolvers<void>();
    nonstop.follow(async (call, reply) => {
      await held.promise;
      reply.offers(flightOffers(call.search, 1));
    });
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
      if (received.includes("event: opened") && !received.includes("\u0000"))
        socket.write("\u0000 garbage\r\n\r\n");
    });
    socket.write(
      requestText(
        "POST /v1/searches",
        { ...json, accept: "text/event-stream", connection: "keep-alive" },
        body,
      ),
    );
    await once(socket, "close");
    held.resolve();
    expect(received).toContain("event: opened");
    expect(received).not.toContain("problem+json");
  });

  test("callers that reset their connections are not logged as faults of the gateway", async () => {
    const refusals = refusalsFromNow();
    for (let i = 0; i < 50; i++) {
      const socket = await openSocket(gateway);
      const accept = i % 2 === 0 ? "application/json" : "text/event-stream";
      socket.write(requestText("POST /v1/searches", { ...json, accept }, body));
      socket.resetAndDestroy();
    }
    await until(async () => (await metric(gateway, "auction_in_flight")) === 0);
    expect((await post(gateway, search)).status).toBe(200);
    expect(refusals().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

describe("a fault of the gateway", () => {
  test("is a 500 without internal details for the caller, and with all of them in the log", async () => {
    const kept = keepLog();
    let broken = false;
    const clock = {
      now: () => performance.now(),
      wall() {
        if (broken) throw new TypeError("the clock has stopped");
        return Date.now();
      },
      at(instantMs: number, callback: () => void) {
        const timer = setTimeout(callback, instantMs - performance.now());
        return () => clearTimeout(timer);
      },
    };
    const faulty = await gatewayOn(broker, ["nonstop", "stops"], {}, { ...kept.overrides, clock });
    try {
      broken = true;
      const { status, body } = await post<Problem>(faulty, search);
      expect({ status, body }).toEqual({
        status: 500,
        body: expect.objectContaining({
          code: "internal",
          detail: "an internal error; the log has it",
        }),
      });
      expect(kept.lines.filter(({ msg }) => msg === "refused")).toEqual([
        expect.objectContaining({
          level: 50,
          code: "internal",
          err: expect.objectContaining({
            type: "TypeError",
            message: "the clock has stopped",
            stack: expect.stringContaining("validate.ts"),
          }),
        }),
      ]);
    } finally {
      broken = false;
      await faulty.stop();
    }
  });
});

describe("too many searches", () => {
  test("of one caller: 429 with Retry-After, for JSON and for events", async () => {
    const strict = await gatewayOn(broker, ["nonstop", "stops"], { SEARCHES_PER_MINUTE_MAX: "2" });
    try {
      for (const accept of ["application/json", "text/event-stream"])
        expect((await post(strict, search, { headers: { accept } })).status).toBe(200);
      for (const accept of ["application/json", "text/event-stream"]) {
        const {
          status,
          headers: about,
          body,
        } = await post<string | Problem>(strict, search, { headers: { accept } });
        expect({ status, contentType: about.get("content-type") }).toEqual({
          status: 429,
          contentType: expect.stringMatching(/^application\/problem\+json/),
        });
        expect(Number(about.get("retry-after"))).toBeGreaterThanOrEqual(1);
        expect(Number(about.get("retry-after"))).toBeLessThanOrEqual(60);
        expect(body).toMatchObject({
          status: 429,
          code: "rate-limited",
          detail: expect.stringContaining("Retry-After"),
        });
      }
      // Requests that are not a search are not counted.
      expect((await get(strict, "/v1/bidders")).status).toBe(200);
    } finally {
      await strict.stop();
    }
  });

  test("requests for airports or the coverage: 429, and the searches of the same caller have their own budget", async () => {
    const strict = await gatewayOn(broker, ["nonstop", "stops"], { PLACES_PER_MINUTE_MAX: "2" });
    try {
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await get(strict, "/v1/airports?q=lond")).status);
      expect(statuses).toEqual([200, 200, 429]);
      const others = [];
      for (let i = 0; i < 3; i++) others.push((await get(strict, "/v1/coverage")).status);
      expect(others).toEqual([200, 200, 429]);
      expect((await get<Problem>(strict, "/v1/airports?q=a")).body).toMatchObject({
        code: "rate-limited",
      });
      expect((await post(strict, search)).status).toBe(200);
    } finally {
      await strict.stop();
    }
  });

  test("of all callers: 503 with Retry-After, over both transports, one log line each, and the running search is not disturbed", async () => {
    const kept = keepLog();
    const small = await gatewayOn(
      broker,
      ["nonstop", "stops"],
      { AUCTIONS_MAX: "1", AUCTIONS_WAITING_MAX: "0" },
      kept.overrides,
    );
    // Of the two gateways on this broker, the other would answer on NATS as well: it receives
    // nothing during this test.
    await gateway.stop();
    try {
      const gate = Promise.withResolvers<void>();
      nonstop.follow(async (call, reply) => {
        await gate.promise;
        reply.offers(flightOffers(call.search, 2));
      });
      const before = nonstop.calls.length;
      const held = post<SearchResult>(small, search);
      await until(() => nonstop.calls.length === before + 1);

      for (const accept of ["application/json", "text/event-stream"]) {
        const {
          status,
          headers: about,
          body,
        } = await post<Problem>(small, search, { headers: { accept } });
        expect({
          status,
          retryAfter: about.get("retry-after"),
          contentType: about.get("content-type"),
        }).toEqual({
          status: 503,
          retryAfter: "1",
          contentType: expect.stringMatching(/^application\/problem\+json/),
        });
        expect(body).toMatchObject({
          code: "overloaded",
          detail: expect.stringContaining("1 searches are running"),
        });
      }
      const reply = await ask(client, JSON.stringify(search));
      expect(reply.headers?.get(ERROR_CODE_HEADER)).toBe("503");
      expect(reply.headers?.get(ERROR_HEADER)).toMatch(/^overloaded: /);
      expect(reply.json<Problem>()).toMatchObject({ status: 503, code: "overloaded" });
      const lines = kept.lines.filter(({ msg }) => msg === "refused");
      expect(lines.map(({ door, code, level }) => [door, code, level])).toEqual([
        ["http", "overloaded", 40],
        ["http", "overloaded", 40],
        ["nats", "overloaded", 40],
      ]);
      expect(nonstop.calls).toHaveLength(before + 1);

      gate.resolve();
      expect((await held).body.endedBy).toBe("complete");
      expect((await post(small, search)).status).toBe(200);
    } finally {
      await small.stop();
      gateway = await gatewayOn(broker, ["nonstop", "stops"], {}, log.overrides);
    }
  });
});

describe("readers that do not read, and connections without end (A6)", () => {
  async function gatewayWith(changes: {
    answerStallMs?: number;
    connectionsMax?: number;
    idleMsMin?: number;
  }): Promise<Gateway> {
    const environment = {
      NATS_URL: broker.url,
      NATS_USER: "gateway",
      NATS_PASSWORD: broker.passwords["gateway"],
      PORT: "0",
      PLAUSIBILITY: "off",
    };
    const started = await startGateway(
      { ...readConfig(environment), ...changes },
      keepLog().overrides,
    );
    await rosterHas(started, ["nonstop", "stops"]);
    return started;
  }

  /** Four very large answers on one connection: more than the buffers of its two ends hold. */
  const vastly = requestText(
    "POST /v1/searches",
    { ...json, accept: "text/event-stream", connection: "keep-alive" },
    JSON.stringify({
      ...search,
      maxResults: 100,
      policy: { ...search.policy, deadlineMs: 10_000 },
    }),
  ).repeat(4);
  const answers: [what: string, requests: string][] = [
    ["events", vastly],
    // As many as are read at once: the head of one that is not would be late.
    ["documents", requestText("GET /openapi.json", { connection: "keep-alive" }).repeat(800)],
  ];
  test.each(
    answers,
  )("%s that the caller does not read are cut off, and the auctions of that caller have ended", async (_what, requests) => {
    bidVastly();
    const strict = await gatewayWith({ answerStallMs: 200 });
    try {
      // A gateway on a busy machine refuses searches, in few bytes: they are asked again.
      const socket = await until(async () => {
        const unread = await openSocket(strict);
        unread.pause();
        unread.write(requests);
        // The answer to a caller that reads may stall there for as long too.
        const isCut = async () => ((await metric(strict, "auction_answers_cut_total")) ?? 0) >= 1;
        await until(isCut, { withinMs: 20_000, everyMs: 50 });
        return unread;
      });
      await until(async () => (await metric(strict, "auction_in_flight")) === 0);
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.resume();
      await closed;
    } finally {
      await strict.stop();
    }
  });

  test("a slow reader gets no snapshots, but every other event and the result", async () => {
    // Bids that come together have one snapshot for all of them, also on a machine that is busy.
    bidVastly(400);
    const strict = await gatewayWith({});
    try {
      const socket = await openSocket(strict);
      socket.pause();
      socket.write(vastly);
      await until(
        async () => (await metric(strict, 'auction_events_skipped_total{door="http"}')) > 0,
      );
      let received = "";
      socket.setEncoding("utf8").on("data", (text: string) => {
        received += text;
      });
      socket.resume();
      const count = (event: string) =>
        received.match(new RegExp(`^event: ${event}$`, "gm"))?.length ?? 0;
      await until(() => count("result") === 4, { everyMs: 100 });
      // On a busy machine a bidder may be late for its deadline, and its bid is no event then.
      const results = received.split(/^event: /m).filter((event) => event.startsWith("result"));
      const answered = results.join("").match(/"outcome":"answered"/g)?.length ?? 0;
      expect(answered).toBeGreaterThanOrEqual(4);
      expect({ opened: count("opened"), bid: count("bid"), error: count("error") }).toEqual({
        opened: 4,
        bid: answered,
        error: 0,
      });
      expect(count("snapshot")).toBeLessThan(8);
      expect(await metric(strict, "auction_answers_cut_total")).toBe(0);
      socket.destroy();
    } finally {
      await strict.stop();
    }
  });

  test("connections beyond the maximum are dropped and counted; when one closes, the next is accepted", async () => {
    // None of them has been idle for long enough to make room.
    const strict = await gatewayWith({ connectionsMax: 3, idleMsMin: Number.POSITIVE_INFINITY });
    try {
      const held = [await openSocket(strict), await openSocket(strict), await openSocket(strict)];
      const fourth = await openSocket(strict);
      fourth.resume();
      await once(fourth, "close");
      for (const socket of held) socket.destroy();
      await until(async () => (await get(strict, "/live")).status === 200);
      expect(await metric(strict, "auction_connections_dropped_total")).toBeGreaterThanOrEqual(1);
    } finally {
      await strict.stop();
    }
  });
});
