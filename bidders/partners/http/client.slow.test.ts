/** Tests over real HTTP on this machine, against a seller that answers as each test scripts it. */
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import {
  duffelAnswer,
  duffelOffers,
  partner,
  sampleDuffelOffer,
} from "../../../test/fixtures/partners/partner.ts";
import {
  answer,
  askPartner,
  clientOf,
  closeAll,
  inTurn,
  recorded,
  type SellerScript,
  seller,
  startSeller,
} from "../../../test/fixtures/partners/seller.ts";
import type { Adapter } from "../adapter.ts";
import { duffel } from "../duffel/adapter.ts";
import { RESPONSE_BYTES_MAX } from "../parsing/parse-answer.ts";

const EMPTY = '{"data":{"offers":[]}}';
const FREE = duffelAnswer({ offers: [sampleDuffelOffer({ total_amount: "0.00" })] });
const AIRLINE = '{"errors":[{"type":"airline_error","code":"airline_unknown","message":"why"}]}';
const MILLION_OFFERS = gzipSync(`{"data":{"offers":[${Array(1_000_000).fill("{}").join(",")}]}}`);
const MILLION_ERRORS = gzipSync(`{"errors":[${Array(1_000_000).fill("{}").join(",")}]}`);
const WELL = { sellers: [], notes: [], pages: 1 };
const FAULTS = partner().breaker.faults;

afterEach(async () => {
  jest.restoreAllMocks();
  await closeAll();
});

describe("answers", () => {
  test.each<[string, SellerScript]>([
    ["200", answer(200, EMPTY)],
    ["201", answer(201, EMPTY)],
    ...["GZIP", "x-gzip", "X-Gzip", "identity, gzip", " gzip , Identity"].map(
      (coding): [string, SellerScript] => [
        `the coding '${coding}'`,
        (_, response) =>
          void response.writeHead(201, { "content-encoding": coding }).end(gzipSync(EMPTY)),
      ],
    ),
    ...["identity", "IDENTITY", "", "identity,identity"].map((coding): [string, SellerScript] => [
      `the coding '${coding}', which changes nothing,`,
      answer(201, EMPTY, { "content-encoding": coding }),
    ]),
    [
      "gzip of gzip",
      (_, response) =>
        void response
          .writeHead(201, { "content-encoding": "gzip, gzip" })
          .end(gzipSync(gzipSync(EMPTY))),
    ],
    ["a byte order mark before JSON", answer(200, `\uFEFF${EMPTY}`)],
    [
      "gzip",
      (_, response) =>
        void response.writeHead(201, { "content-encoding": "gzip" }).end(gzipSync(EMPTY)),
    ],
    [
      "a media type of JSON with a suffix",
      answer(200, EMPTY, { "content-type": "application/vnd.api+json; charset=utf-8" }),
    ],
    ["text", answer(200, EMPTY, { "content-type": "text/plain" })],
  ])("%s is read", async (_, script) => {
    await expect(askPartner(await seller(script))).resolves.toEqual(WELL);
  });

  test.each([
    ["small", 100],
    ["large", 1_000_000],
  ])("a %s answer that is not read holds no connection", async (_, bytes) => {
    const html = answer(200, "x".repeat(bytes), { "content-type": "text/html" });
    const client = await seller(html, { concurrencyMax: 1, breaker: { faults: 100 } });
    for (let i = 0; i < 5; i++)
      await expect(askPartner(client)).rejects.toThrow("answered HTML where JSON was due");
  });

  test("HTML whose body never ends is refused at once, not by a timeout", async () => {
    const unfinished: SellerScript = (_, response) =>
      void response.writeHead(200, { "content-type": "text/html" }).write("<html>");
    await expect(askPartner(await seller(unfinished, { timeoutMs: 60_000 }))).rejects.toThrow(
      "answered HTML where JSON was due",
    );
  });

  test.each([
    ["in an error", "your key is s3cret+token/1"],
    ["in a link", "GET /search?key=s3cret%2Btoken%2F1"],
    ["at the end of what is quoted", `${"x".repeat(150)} s3cret+token/1`],
  ])("our own token, repeated %s, is not in the failure", async (_, message) => {
    const script = answer(404, JSON.stringify({ errors: [{ message }] }));
    const fault = await askPartner(await seller(script, { token: "s3cret+token/1" })).catch(
      (thrown: unknown) => thrown,
    );
    expect(fault).toMatchObject({
      name: "PartnerFailure",
      message: expect.stringContaining("***"),
    });
    expect(String(fault)).not.toContain("s3cret");
  });

  test("a URL with a path of its own is kept", async () => {
    const seen: (string | undefined)[] = [];
    const script: SellerScript = (request, response) => {
      seen.push(request.url);
      answer(201, EMPTY)(request, response);
    };
    const client = clientOf(partner({ url: `${await startSeller(script)}/sellers/one/` }));
    await askPartner(client);
    expect(seen).toEqual([expect.stringMatching(/^\/sellers\/one\/air\/offer_requests\?/)]);
  });

  const errors = (code: string) =>
    JSON.stringify({ errors: [{ code, message: "why" }], meta: { status: 400, request_id: "r1" } });
  test.each<[string, SellerScript, string, RegExp]>([
    [
      "401",
      answer(401, errors("access_token_not_found")),
      "unhealthy",
      /^answered 401: access_token_not_found: why \(request r1\)$/,
    ],
    [
      "422",
      answer(422, errors("validation_format")),
      "healthy",
      /^answered 422: validation_format: why/,
    ],
    [
      "502 with HTML",
      answer(502, "<h1>Bad gateway</h1>"),
      "unhealthy",
      /^answered 502: answered HTML where JSON was due$/,
    ],
    ["500 without offers", answer(500, EMPTY), "unhealthy", /^answered 500: without offers$/],
    [
      "500 with offers",
      answer(500, duffelAnswer({ offers: duffelOffers(1) })),
      "unhealthy",
      /^answered 500: with offers$/,
    ],
    [
      "500 with offers that are not sold",
      answer(500, FREE),
      "unhealthy",
      /^answered 500: with offers$/,
    ],
    [
      "202 that has an id only",
      answer(202, '{"data":{"id":"orq_1"}}'),
      "healthy",
      /^answered 202: without offers$/,
    ],
    [
      "204 without a body",
      answer(204, ""),
      "healthy",
      /^answered 204: answered nothing where JSON was due$/,
    ],
    [
      "a redirect",
      answer(302, "", { location: "http://127.0.0.1:1/" }),
      "unhealthy",
      /^answered 302, and redirects are not followed$/,
    ],
    [
      "HTML with 200",
      answer(200, "<h1>Hello</h1>"),
      "unhealthy",
      /^answered HTML where JSON was due$/,
    ],
    ["truncated JSON", answer(200, EMPTY.slice(0, 9)), "unhealthy", /^answered broken JSON/],
    [
      "an error with 200",
      answer(200, errors("airline_internal")),
      "unhealthy",
      /^airline_internal: why/,
    ],
    [
      "an airline's error, with any status",
      answer(502, AIRLINE),
      "healthy",
      /^answered 502: airline_unknown: why$/,
    ],
    [
      "an error of the search within 200",
      answer(200, AIRLINE),
      "healthy",
      /^airline_unknown: why$/,
    ],
    [
      "another type",
      answer(200, EMPTY, { "content-type": "text/csv; charset=utf-8" }),
      "unhealthy",
      /^answered 'text\/csv; charset=utf-8' where JSON was due$/,
    ],
    [
      "HTML by its type",
      answer(200, EMPTY, { "content-type": "text/html" }),
      "unhealthy",
      /^answered HTML where JSON was due$/,
    ],
    [
      "HTML with the media type of JSON",
      answer(200, "<h1>", { "content-type": "application/json" }),
      "unhealthy",
      /^answered HTML where JSON was due$/,
    ],
    [
      "only offers without fields",
      answer(200, '{"data":{"offers":[{"id":"off_1"}]}}'),
      "unhealthy",
      /^refused 1 of 1 offers: off_1 live_mode:/,
    ],
    [
      "only offers that cannot be sold",
      answer(200, FREE),
      "healthy",
      /^refused 1 of 1 offers: off_1 costs nothing$/,
    ],
    [
      "a few kB that unpack to millions of errors (A6)",
      (_, response) =>
        void response.writeHead(200, { "content-encoding": "gzip" }).end(MILLION_ERRORS),
      "unhealthy",
      /^answered more than 500000 values$/,
    ],
    [
      "a million offers (A6)",
      answer(200, MILLION_OFFERS, { "content-encoding": "gzip" }),
      "unhealthy",
      /^answered more than 500000 values$/,
    ],
    [
      "503 with millions of errors",
      (_, response) =>
        void response.writeHead(503, { "content-encoding": "gzip" }).end(MILLION_ERRORS),
      "unhealthy",
      /^answered 503: answered more than 500000 values$/,
    ],
    [
      "an encoding that was not offered",
      answer(200, EMPTY, { "content-encoding": "br" }),
      "unhealthy",
      /^answered in 'br', gzip was offered$/,
    ],
    [
      "gzip and another",
      answer(200, EMPTY, { "content-encoding": "gzip, br" }),
      "unhealthy",
      /^answered in 'br', gzip was offered$/,
    ],
    [
      "three codings (A6)",
      answer(200, EMPTY, { "content-encoding": "gzip,gzip,gzip" }),
      "unhealthy",
      /^answered in 'gzip', gzip was offered$/,
    ],
    [
      "a body that is not gzip, though its coding is",
      answer(200, EMPTY, { "content-encoding": "gzip" }),
      "unhealthy",
      /^its answer is not gzip: incorrect header check$/,
    ],
    [
      "too large an answer",
      answer(200, "x".repeat(RESPONSE_BYTES_MAX + 1)),
      "unhealthy",
      /^answered more than 8388608 bytes$/,
    ],
    [
      "a small answer that unpacks too large (A6)",
      (_, response) =>
        void response
          .writeHead(200, { "content-encoding": "gzip" })
          .end(gzipSync(Buffer.alloc(RESPONSE_BYTES_MAX + 1))),
      "unhealthy",
      /^answered more than 8388608 bytes$/,
    ],
    [
      "a body shorter than its stated length",
      (_, response) =>
        void response
          .writeHead(200, { "content-length": "99" })
          .write("{", () => response.destroy()),
      "unhealthy",
      /^its answer broke off: /,
    ],
    [
      "a socket closed",
      (request) => void request.socket.destroy(),
      "unhealthy",
      /^no answer: other side closed$/,
    ],
  ])("%s is a failure that is named", async (_, script, health, why) => {
    await expect(askPartner(await seller(script))).rejects.toMatchObject({
      name: "PartnerFailure",
      health,
      message: expect.stringMatching(why),
    });
  });

  test("a refused connection is a failure that is named", async () => {
    await expect(askPartner(clientOf(partner({ url: "http://127.0.0.1:1" })))).rejects.toThrow(
      /^no answer: connect ECONNREFUSED 127.0.0.1:1$/,
    );
  });

  test("an invalid URL is refused when the client is made", () => {
    expect(() => clientOf(partner({}, { url: "duffel.com" }))).toThrow(
      "partner one: 'duffel.com' must be a URL like https://api.duffel.com",
    );
  });
});

describe("the time limit", () => {
  /** Answers no request; resolves when one arrives and when its caller closes it. */
  function unresponsive() {
    const came = Promise.withResolvers<string | undefined>();
    const closed = Promise.withResolvers<void>();
    const script: SellerScript = (request, response) => {
      response.on("close", () => closed.resolve());
      came.resolve(request.url);
    };
    return { script, came: came.promise, closed: closed.promise };
  }

  test.each([
    ["the partner's own", 60, 60_000, "timed out after 60 ms"],
    ["the budget less the reserve", 60_000, 85, "timed out after 60 ms"],
  ])("is %s, and its end closes the HTTP request", async (_, timeoutMs, remaining, message) => {
    const { script, closed } = unresponsive();
    await expect(askPartner(await seller(script, { timeoutMs }), remaining)).rejects.toThrow(
      message,
    );
    await closed;
  });

  test("A8: the auction's end closes the HTTP request", async () => {
    const { script, came, closed } = unresponsive();
    const auction = new AbortController();
    const asked = askPartner(await seller(script), 60_000, auction.signal);
    await came;
    auction.abort();
    await expect(asked).rejects.toMatchObject({ message: "cancelled", health: "unknown" });
    await closed;
  });

  test("A8: no partner is asked when hardly any time is left", async () => {
    const script = jest.fn<SellerScript>();
    await expect(askPartner(await seller(script), 34.9)).rejects.toThrow(
      "not asked, 34 ms left are too few",
    );
    expect(script).not.toHaveBeenCalled();
  });

  // From what is left: 25 ms for the way back, and for the steps after the answer 25 ms or 5 %. The
  // partner's own limit is the same in every auction.
  test.each([
    [60_000, 3_000, 2_975],
    [400, 3_000, 350],
    [2_000, 3_000, 1_875],
  ])("with %i ms left and a limit of %i, a partner is given %i ms at most", async (leftMs, timeoutMs, givenMs) => {
    const limitsMs: number[] = [];
    const adapter: Adapter = {
      ...duffel,
      request: (search, config, page) => {
        limitsMs.push(page.supplierTimeoutMs);
        return duffel.request(search, config, page);
      },
    };
    await askPartner(await seller(answer(201, EMPTY), { timeoutMs }, adapter), leftMs);
    expect(limitsMs[0]).toBeLessThanOrEqual(givenMs);
    expect(limitsMs[0]).toBeGreaterThan(givenMs - 250);
  });
});

describe("FETCH-2: a rate-limited partner is not asked during the delay that it states", () => {
  test("not even by calls that waited in the bulkhead", async () => {
    const { asked, script } = recorded(answer(429, EMPTY, { "retry-after": "60" }));
    const client = await seller(script, { concurrencyMax: 1 });
    const faults = await Promise.all(
      Array.from({ length: 4 }, () => askPartner(client).catch((thrown: Error) => thrown.message)),
    );
    expect(faults).toEqual([
      expect.stringMatching(/^answered 429/),
      ...Array(3).fill(expect.stringMatching(/^rate-limited until /)),
    ]);
    expect(asked).toHaveLength(1);
  });

  const start = Date.parse("2026-11-20T10:00:00Z");
  test.each<[string, Record<string, string>, number]>([
    ["in seconds", { "retry-after": "3" }, 3_000],
    ["as a date", { "retry-after": "Fri, 20 Nov 2026 10:00:04 GMT" }, 4_000],
    [
      "in Duffel's header",
      { "ratelimit-remaining": "0", "ratelimit-reset": "Fri, 20 Nov 2026 10:00:05 GMT" },
      5_000,
    ],
    ["not at all", {}, 1_000],
    ["in words", { "retry-after": "later" }, 1_000],
    ["for a day, which is shortened", { "retry-after": "86400" }, 60_000],
  ])("%s", async (_, headers, retryAfterMs) => {
    let nowMs = start;
    let requests = 0;
    jest.spyOn(Date, "now").mockImplementation(() => nowMs);
    jest.spyOn(performance, "now").mockImplementation(() => nowMs - start);
    const client = await seller((request, response) => {
      requests++;
      answer(
        requests === 1 ? 429 : 201,
        requests === 1 ? '{"errors":[{"code":"rate_limit_exceeded"}]}' : EMPTY,
        headers,
      )(request, response);
    });
    await expect(askPartner(client)).rejects.toThrow("answered 429: rate_limit_exceeded");
    nowMs = start + retryAfterMs - 1;
    await expect(askPartner(client)).rejects.toThrow(
      `rate-limited until ${new Date(start + retryAfterMs).toISOString()}`,
    );
    expect(requests).toBe(1);
    nowMs++;
    await expect(askPartner(client)).resolves.toEqual(WELL);
    expect(client.guard.state).toBe("closed");
  });

  test.each<[string, Record<string, string>, number]>([
    ["503 in seconds", { "retry-after": "3" }, 3_000],
    ["503 as a date", { "retry-after": "Fri, 20 Nov 2026 10:00:04 GMT" }, 4_000],
    ["503 for longer than we wait", { "retry-after": "99999999999" }, 60_000],
  ])("after a %s", async (_, headers, retryAfterMs) => {
    let nowMs = start;
    jest.spyOn(Date, "now").mockImplementation(() => nowMs);
    jest.spyOn(performance, "now").mockImplementation(() => nowMs - start);
    const { asked, script } = recorded(inTurn(answer(503, "", headers), answer(201, EMPTY)));
    const client = await seller(script);
    await expect(askPartner(client)).rejects.toMatchObject({
      health: "unhealthy",
      reason: "partner-busy",
    });
    nowMs = start + retryAfterMs - 1;
    await expect(askPartner(client)).rejects.toMatchObject({ reason: "partner-busy" });
    expect(asked).toHaveLength(1);
    nowMs++;
    await expect(askPartner(client)).resolves.toEqual(WELL);
  });

  test("a 503 that states no delay causes none: the circuit decides", async () => {
    const { asked, script } = recorded(inTurn(answer(503, ""), answer(201, EMPTY)));
    const client = await seller(script);
    await expect(askPartner(client)).rejects.toMatchObject({ reason: "partner-error" });
    await expect(askPartner(client)).resolves.toEqual(WELL);
    expect(asked).toHaveLength(2);
  });
});

test.each([
  -3_600_000, 3_600_000,
])("FETCH-2: a delay lasts as long as stated though the wall clock steps by %i ms", async (step) => {
  const wallMs = Date.parse("2026-11-20T10:00:00Z");
  let [steadyMs, stepMs, requests] = [1_000, 0, 0];
  jest.spyOn(Date, "now").mockImplementation(() => wallMs + stepMs);
  jest.spyOn(performance, "now").mockImplementation(() => steadyMs);
  const client = await seller((request, response) =>
    answer(
      requests++ === 0 ? 429 : 201,
      EMPTY,
      requests === 1 ? { "retry-after": "3" } : {},
    )(request, response),
  );
  await expect(askPartner(client)).rejects.toThrow(/^answered 429/);
  stepMs = step;
  steadyMs += 2_999;
  await expect(askPartner(client)).rejects.toThrow(
    `rate-limited until ${new Date(wallMs + step + 1).toISOString()}`,
  );
  steadyMs++;
  await expect(askPartner(client)).resolves.toEqual(WELL);
});

describe("FETCH-2: a partner that states that its limit is used up", () => {
  const start = Date.parse("2026-11-20T10:00:00Z");
  test("is not asked until the reset, even without a 429", async () => {
    let nowMs = start;
    let requests = 0;
    jest.spyOn(Date, "now").mockImplementation(() => nowMs);
    jest.spyOn(performance, "now").mockImplementation(() => nowMs - start);
    const client = await seller((request, response) => {
      requests++;
      const limits = {
        "ratelimit-limit": "60",
        "ratelimit-remaining": requests === 1 ? "0" : "59",
      };
      answer(201, duffelAnswer({ offers: duffelOffers(1) }), {
        ...limits,
        "ratelimit-reset": "Fri, 20 Nov 2026 10:00:05 GMT",
      })(request, response);
    });
    await expect(askPartner(client)).resolves.toMatchObject({ sellers: ["Owner 0"] });
    nowMs = start + 4_999;
    await expect(askPartner(client)).rejects.toThrow("rate-limited until 2026-11-20T10:00:05.000Z");
    expect(requests).toBe(1);
    nowMs++;
    await expect(askPartner(client)).resolves.toMatchObject({ sellers: ["Owner 0"] });
    await expect(askPartner(client)).resolves.toMatchObject({ sellers: ["Owner 0"] });
    expect(client.guard.state).toBe("closed");
  });
});

test("FETCH-1: each partner has a bulkhead of its own size", async () => {
  const held = Promise.withResolvers<void>();
  const script: SellerScript = (request, response) =>
    void held.promise.then(() => answer(201, EMPTY)(request, response));
  const client = await seller(script, { concurrencyMax: 1, queueMax: 1 });
  const [first, second, third] = [askPartner(client), askPartner(client), askPartner(client)];
  await expect(third).rejects.toMatchObject({
    health: "unknown",
    message: "1 calls in flight and 1 waiting, no room for more",
  });
  held.resolve();
  await expect(Promise.all([first, second])).resolves.toEqual([WELL, WELL]);
});

test("FETCH-1: the circuit opens on a partner that fails, and the partner is no longer asked", async () => {
  let requests = 0;
  const client = await seller((request, response) => {
    requests++;
    answer(503, "")(request, response);
  });
  for (let i = 0; i < FAULTS; i++)
    await expect(askPartner(client)).rejects.toThrow("answered 503: answered nothing");
  await expect(askPartner(client)).rejects.toThrow(
    /^circuit open since .*Z \(answered 503: answered nothing/,
  );
  expect(requests).toBe(FAULTS);
});

test("FETCH-3: what a caller says to it alone keeps the partner from nobody, and is in no failure", async () => {
  const secret = "corporate-4711-secret";
  let requests = 0;
  const client = await seller((request, response) => {
    requests++;
    answer(500, JSON.stringify({ errors: [{ message: `no ${secret} is known` }] }))(
      request,
      response,
    );
  });
  const params = { privateFares: [{ airline: "BA", corporateCode: secret }] };
  for (let i = 0; i < FAULTS + 2; i++) {
    const failure = await askPartner(client, undefined, undefined, undefined, params).catch(
      (thrown: Error) => thrown,
    );
    expect(failure).toMatchObject({ message: expect.stringContaining("no *** is known") });
    expect(`${failure} ${(failure as Error).stack}`).not.toContain(secret);
  }
  expect(requests).toBe(FAULTS + 2);
});

test("CIRCUIT-1: the circuit opens on a partner that never answers, though every auction ends before the partner's timeout", async () => {
  let requests = 0;
  const client = await seller(() => void requests++, { timeoutMs: 10_000 });
  const opened = new Promise((resolve) => client.guard.onState(resolve));
  for (let i = 0; i < FAULTS; i++)
    await expect(askPartner(client, 60)).rejects.toThrow("timed out after 35 ms");
  await expect(opened).resolves.toBe("open");
  await expect(askPartner(client, 60_000)).rejects.toThrow(
    /^circuit open since .*Z \(timed out after 35 ms\)$/,
  );
  // Of a request whose time ends before it is sent the partner sees nothing.
  expect(requests).toBeLessThanOrEqual(FAULTS);
});

test("GUARD-2: a trial continues after its auction, states the partner's own timeout, and ends when the client is closed", async () => {
  const trial = Promise.withResolvers<string | undefined>();
  const closed = Promise.withResolvers<void>();
  let requests = 0;
  const script: SellerScript = (request, response) => {
    if (++requests <= 1) return answer(503, "")(request, response);
    response.on("close", () => closed.resolve());
    trial.resolve(request.url);
  };
  const client = await seller(script, {
    timeoutMs: 30_000,
    breaker: { faults: 1, trialAfterMs: 0 },
  });
  await expect(askPartner(client)).rejects.toThrow("answered 503");
  const auction = new AbortController();
  const asked = askPartner(client, 60, auction.signal);
  expect(Number(/supplier_timeout=(\d+)/.exec((await trial.promise) ?? "")?.[1])).toBeGreaterThan(
    20_000,
  );
  auction.abort();
  await expect(asked).rejects.toThrow(/^(cancelled|timed out after 35 ms)$/);
  expect(client.guard.state).toBe("half-open");
  await client.close();
  await closed.promise;
});
