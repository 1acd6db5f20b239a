/** Over real HTTP on this machine, against a seller that answers as each test scripts it. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { flightSearch } from "../../test/harness/offers.ts";
import type { PartnerConfig } from "../kit/bidder.ts";
import type { Adapter } from "./adapter.ts";
import { createClient, type PartnerClient, RESILIENCE } from "./client.ts";
import { duffel } from "./duffel.ts";
import { RESPONSE_BYTES_MAX } from "./reading.ts";

const SEARCH = flightSearch({
  slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }],
  policy: { deadlineMs: 800, quorum: null, required: [] },
});
const NEVER = new AbortController().signal;
const EMPTY = '{"data":{"offers":[]}}';
const FREE = JSON.stringify({
  data: {
    offers: [
      {
        id: "off_1",
        live_mode: true,
        total_amount: "0.00",
        total_currency: "USD",
        expires_at: "2027-01-01T00:00:00Z",
        owner: { name: "One" },
        slices: [
          {
            segments: [
              {
                origin: { iata_code: "LHR" },
                destination: { iata_code: "JFK" },
                departing_at: "2026-12-15T08:30:00",
                arriving_at: "2026-12-15T11:05:00",
                duration: "PT7H35M",
                marketing_carrier: { iata_code: "BA" },
                marketing_carrier_flight_number: "117",
              },
            ],
          },
        ],
      },
    ],
  },
});
const MILLION_ERRORS = gzipSync(`{"errors":[${Array(1_000_000).fill("{}").join(",")}]}`);
const WELL = { offers: [], refused: [] };

type Script = (request: IncomingMessage, response: ServerResponse) => void;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const close of closing.splice(0).reverse()) await close();
});

async function seller(script: Script, over: Partial<PartnerConfig> = {}, adapter: Adapter = duffel): Promise<PartnerClient> {
  const server = createServer(script);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const partner: PartnerConfig = { name: "one", adapter: "duffel", url, token: "t", timeoutMs: 5_000, concurrencyMax: 4, ...over };
  const client = createClient(partner, adapter);
  closing.push(
    () => new Promise((resolve) => server.close(resolve)),
    async () => server.closeAllConnections(),
    () => client.close(),
  );
  return client;
}

const answer = (status: number, body: string, headers: Record<string, string> = {}): Script => {
  return (_, response) => void response.writeHead(status, headers).end(body);
};
const ask = (client: PartnerClient, remaining = 60_000, signal = NEVER) => client.ask(SEARCH, { signal, remainingMs: () => remaining });

describe("answers", () => {
  test.each<[string, Script]>([
    ["200", answer(200, EMPTY)],
    ["201", answer(201, EMPTY)],
    ["gzip", (_, response) => void response.writeHead(201, { "content-encoding": "gzip" }).end(gzipSync(EMPTY))],
  ])("%s is read", async (_, script) => {
    await expect(ask(await seller(script))).resolves.toEqual(WELL);
  });

  test("a URL with a path of its own is kept", async () => {
    const seen: (string | undefined)[] = [];
    const script: Script = (request, response) => {
      seen.push(request.url);
      answer(201, EMPTY)(request, response);
    };
    const { port } = new URL(await plainUrl(script));
    const client = createClient(
      { name: "one", adapter: "duffel", url: `http://127.0.0.1:${port}/sellers/one/`, token: "t", timeoutMs: 5_000, concurrencyMax: 1 },
      duffel,
    );
    closing.push(() => client.close());
    await ask(client);
    expect(seen).toEqual([expect.stringMatching(/^\/sellers\/one\/air\/offer_requests\?/)]);
  });

  const errors = (code: string) => JSON.stringify({ errors: [{ code, message: "why" }], meta: { status: 400, request_id: "r1" } });
  test.each<[string, Script, string, RegExp]>([
    ["401", answer(401, errors("access_token_not_found")), "sick", /^answered 401: access_token_not_found: why \(request r1\)$/],
    ["422", answer(422, errors("validation_format")), "alive", /^answered 422: validation_format: why/],
    ["502 with HTML", answer(502, "<h1>Bad gateway</h1>"), "sick", /^answered 502: answered HTML where JSON was due$/],
    ["500 with offers", answer(500, EMPTY), "sick", /^answered 500: with offers$/],
    ["a redirect", answer(302, "", { location: "http://127.0.0.1:1/" }), "sick", /^answered 302, and redirects are not followed$/],
    ["HTML with 200", answer(200, "<h1>Hello</h1>"), "sick", /^answered HTML where JSON was due$/],
    ["truncated JSON", answer(200, EMPTY.slice(0, 9)), "sick", /^answered broken JSON/],
    ["an error with 200", answer(200, errors("airline_internal")), "sick", /^airline_internal: why/],
    ["only offers of no shape", answer(200, '{"data":{"offers":[{"id":"off_1"}]}}'), "sick", /^refused 1 of 1 offers: off_1 live_mode:/],
    ["only offers that cannot be sold", answer(200, FREE), "alive", /^refused 1 of 1 offers: off_1 costs nothing$/],
    [
      "a few kB that unpack to millions of errors (A6)",
      (_, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(MILLION_ERRORS),
      "sick",
      /^answered more than 500000 values$/,
    ],
    [
      "503 with millions of errors",
      (_, response) => void response.writeHead(503, { "content-encoding": "gzip" }).end(MILLION_ERRORS),
      "sick",
      /^answered 503: answered more than 500000 values$/,
    ],
    ["an encoding nobody asked for", answer(200, EMPTY, { "content-encoding": "br" }), "sick", /^answered in 'br', gzip was offered$/],
    [
      "no gzip under that name",
      answer(200, EMPTY, { "content-encoding": "gzip" }),
      "sick",
      /^its answer is no gzip: incorrect header check$/,
    ],
    ["too large an answer", answer(200, "x".repeat(RESPONSE_BYTES_MAX + 1)), "sick", /^answered more than 8388608 bytes$/],
    [
      "a small answer that unpacks too large (A6)",
      (_, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(RESPONSE_BYTES_MAX + 1))),
      "sick",
      /^answered more than 8388608 bytes$/,
    ],
    [
      "a broken promise of length",
      (_, response) => void response.writeHead(200, { "content-length": "99" }).write("{", () => response.destroy()),
      "sick",
      /^its answer broke off: /,
    ],
    ["a socket closed", (request) => void request.socket.destroy(), "sick", /^no answer: other side closed$/],
  ])("%s is a fault with its name", async (_, script, verdict, why) => {
    await expect(ask(await seller(script))).rejects.toMatchObject({ name: "PartnerFault", verdict, message: expect.stringMatching(why) });
  });

  test("nobody at home is a fault with its name", async () => {
    const client = createClient(
      { name: "one", adapter: "duffel", url: "http://127.0.0.1:1", token: "t", timeoutMs: 5_000, concurrencyMax: 1 },
      duffel,
    );
    closing.push(() => client.close());
    await expect(ask(client)).rejects.toThrow(/^no answer: connect ECONNREFUSED 127.0.0.1:1$/);
  });

  test("a URL that is none is refused when the client is made", () => {
    const partner = { name: "one", adapter: "duffel", url: "duffel.com", token: "t", timeoutMs: 1, concurrencyMax: 1 } as const;
    expect(() => createClient(partner, duffel)).toThrow("partner one: 'duffel.com' must be a URL like https://api.duffel.com");
  });
});

describe("patience", () => {
  /** Holds every request; tells when one came and when its caller hung up. */
  function silent() {
    const came = Promise.withResolvers<string | undefined>();
    const hungUp = Promise.withResolvers<void>();
    const script: Script = (request, response) => {
      response.on("close", () => hungUp.resolve());
      came.resolve(request.url);
    };
    return { script, came: came.promise, hungUp: hungUp.promise };
  }

  test.each([
    ["the partner's own", 60, 60_000, "timed out after 60 ms"],
    ["the budget less the reserve", 60_000, 85, "timed out after 60 ms"],
  ])("is %s, and its end closes the HTTP request", async (_, timeoutMs, remaining, message) => {
    const { script, hungUp } = silent();
    await expect(ask(await seller(script, { timeoutMs }), remaining)).rejects.toThrow(message);
    await hungUp;
  });

  test("A8: the auction's end closes the HTTP request", async () => {
    const { script, came, hungUp } = silent();
    const auction = new AbortController();
    const asked = ask(await seller(script), 60_000, auction.signal);
    await came;
    auction.abort();
    await expect(asked).rejects.toMatchObject({ message: "cancelled", verdict: "unknown" });
    await hungUp;
  });

  test("A8: with hardly anything left nobody is asked", async () => {
    const script = jest.fn<Script>();
    await expect(ask(await seller(script), 34.9)).rejects.toThrow("not asked, 34 ms left are too few");
    expect(script).not.toHaveBeenCalled();
  });

  test("the partner is told to take less time than it is waited for", async () => {
    const told: number[] = [];
    const adapter: Adapter = {
      ...duffel,
      request: (search, partner, supplierTimeoutMs) => {
        told.push(supplierTimeoutMs);
        return duffel.request(search, partner, supplierTimeoutMs);
      },
    };
    await ask(await seller(answer(201, EMPTY), { timeoutMs: 3_000 }, adapter));
    expect(told[0]).toBeLessThanOrEqual(2_975);
    expect(told[0]).toBeGreaterThan(2_000);
  });
});

describe("a partner that is rate-limited is left alone for as long as it says", () => {
  const start = Date.parse("2026-11-20T10:00:00Z");
  test.each<[string, Record<string, string>, number]>([
    ["in seconds", { "retry-after": "3" }, 3_000],
    ["as a date", { "retry-after": "Fri, 20 Nov 2026 10:00:04 GMT" }, 4_000],
    ["in Duffel's header", { "ratelimit-remaining": "0", "ratelimit-reset": "Fri, 20 Nov 2026 10:00:05 GMT" }, 5_000],
    ["not at all", {}, 1_000],
    ["in words", { "retry-after": "later" }, 1_000],
    ["for a day, which is cut", { "retry-after": "86400" }, 60_000],
  ])("%s", async (_, headers, pauseMs) => {
    let nowMs = start;
    let requests = 0;
    jest.spyOn(Date, "now").mockImplementation(() => nowMs);
    const client = await seller((request, response) => {
      requests++;
      answer(
        requests === 1 ? 429 : 201,
        requests === 1 ? '{"errors":[{"code":"rate_limit_exceeded"}]}' : EMPTY,
        headers,
      )(request, response);
    });
    await expect(ask(client)).rejects.toThrow("answered 429: rate_limit_exceeded");
    nowMs = start + pauseMs - 1;
    await expect(ask(client)).rejects.toThrow(`rate-limited until ${new Date(start + pauseMs).toISOString()}`);
    expect(requests).toBe(1);
    nowMs++;
    await expect(ask(client)).resolves.toEqual(WELL);
    expect(client.guard.state).toBe("closed");
  });
});

test("the circuit opens on a partner that fails, and it is no longer asked", async () => {
  let requests = 0;
  const client = await seller((request, response) => {
    requests++;
    answer(503, "")(request, response);
  });
  for (let i = 0; i < RESILIENCE.breakAfter; i++) await expect(ask(client)).rejects.toThrow("answered 503: answered nothing");
  await expect(ask(client)).rejects.toThrow(/^circuit open since .*Z \(answered 503: answered nothing/);
  expect(requests).toBe(RESILIENCE.breakAfter);
});

test("the circuit opens on a partner that never answers, though no auction waits for as long as it may take", async () => {
  let requests = 0;
  const client = await seller(() => void requests++, { timeoutMs: 10_000 });
  const opened = new Promise((resolve) => client.guard.onState(resolve));
  for (let i = 0; i < RESILIENCE.breakAfter; i++) await expect(ask(client, 60)).rejects.toThrow("timed out after 35 ms");
  await expect(opened).resolves.toBe("open");
  await expect(ask(client, 60_000)).rejects.toThrow(/^circuit open since .*Z \(timed out after 35 ms\)$/);
  expect(requests).toBe(RESILIENCE.breakAfter);
});

test("a trial outlives its auction, tells the partner the partner's own patience, and closing ends it", async () => {
  const trial = Promise.withResolvers<string | undefined>();
  const hungUp = Promise.withResolvers<void>();
  let requests = 0;
  const script: Script = (request, response) => {
    if (++requests <= 1) return answer(503, "")(request, response);
    response.on("close", () => hungUp.resolve());
    trial.resolve(request.url);
  };
  const url = await plainUrl(script);
  const partner: PartnerConfig = { name: "one", adapter: "duffel", url, token: "t", timeoutMs: 30_000, concurrencyMax: 4 };
  const client = createClient(partner, duffel, { ...RESILIENCE, breakAfter: 1, halfOpenAfterMs: 0 });
  await expect(ask(client)).rejects.toThrow("answered 503");
  const auction = new AbortController();
  const asked = ask(client, 60, auction.signal);
  expect(Number(/supplier_timeout=(\d+)/.exec((await trial.promise) ?? "")?.[1])).toBeGreaterThan(20_000);
  auction.abort();
  await expect(asked).rejects.toThrow(/^(cancelled|timed out after 35 ms)$/);
  expect(client.guard.state).toBe("half-open");
  await client.close();
  await hungUp.promise;
});

async function plainUrl(script: Script): Promise<string> {
  const server = createServer(script);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(
    () => new Promise((resolve) => server.close(resolve)),
    async () => server.closeAllConnections(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
