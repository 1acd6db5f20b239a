import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, createBrotliDecompress, createGunzip, gunzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AuctionError } from "../../proto/errors.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { until } from "../../test/harness/until.ts";
import { readConfig } from "../config.ts";
import type { Events } from "../events.ts";
import type { OfferService } from "../offers/offer-service.ts";
import type { AsyncSearches } from "../search/async-searches.ts";
import type { Caller, SearchService } from "../search/search-service.ts";
import { createHttpApp } from "./app.ts";
import { type Compression, codingFor, compressed, preferredCoding } from "./compression.ts";

describe("the coding that a caller prefers", () => {
  test.each([
    ["gzip", "gzip"],
    ["br", "br"],
    ["gzip, deflate, br", "br"],
    ["gzip, deflate", "gzip"],
    ["x-gzip", "gzip"],
    ["GZIP", "gzip"],
    ["br;q=0.5, gzip", "gzip"],
    ["br; q=0.5 , gzip ;q=0.4", "br"],
    ["br;q=0, gzip;q=0", "identity"],
    ["*", "br"],
    ["br;q=0, *", "gzip"],
    ["identity, gzip;q=0.5", "identity"],
    ["identity;q=0, gzip", "gzip"],
    ["deflate", "identity"],
    ["", "identity"],
    ["gzip;q=2", "identity"],
    ["gzip;level=9", "identity"],
  ])("of '%s' it is %s", (accept, coding) => expect(preferredCoding(accept)).toBe(coding));

  test("of a header that is too long it is identity (A6)", () => {
    expect(preferredCoding(`${"a,".repeat(200)}gzip`)).toBe("identity");
  });

  test("property: any header is read", () => {
    fc.assert(
      fc.property(fc.string(), (text) =>
        expect(["br", "gzip", "identity"]).toContain(preferredCoding(text)),
      ),
      { numRuns: propertyRuns(200) },
    );
  });
});

test.each<[Compression, string, string | null]>([
  ["remote", "10.0.0.7", "gzip"],
  ["remote", "2001:db8::1", "gzip"],
  ["remote", "127.0.0.1", null],
  ["remote", "::1", null],
  ["remote", "::ffff:127.0.0.1", null],
  ["always", "127.0.0.1", "gzip"],
  ["never", "10.0.0.7", null],
])("with HTTP_COMPRESSION=%s a caller at %s gets %s", (compression, remoteAddress, coding) => {
  const headers = { "accept-encoding": "gzip" };
  const asking = { headers, socket: { remoteAddress } } as never;
  expect(codingFor(asking, compression)).toBe(coding);
  expect(codingFor({ ...(asking as object), headers: {} } as never, compression)).toBe(null);
});

test("property: a compressed text is the text; a short one stays as it is", () => {
  expect(compressed("x".repeat(1_399), "br")).toBe(null);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: anyCharacter })), (texts) => {
      const text = "é".repeat(1_400) + texts.join("");
      const [br, gzip] = [compressed(text, "br"), compressed(text, "gzip")] as [Buffer, Buffer];
      // What is not a character at all becomes U+FFFD in UTF-8, compressed or not.
      expect(brotliDecompressSync(br).toString()).toBe(Buffer.from(text).toString());
      expect(gunzipSync(gzip).toString()).toBe(Buffer.from(text).toString());
    }),
    { numRuns: propertyRuns(50) },
  );
});

const LONG = "x".repeat(2_000);

/** A gateway's HTTP whose searches end when the test says so. */
async function listening() {
  const ended = Promise.withResolvers<void>();
  const searchService = {
    observeArrival: () => {},
    refusal: () => undefined,
    async search(raw: { fails?: true }, { watch }: Caller) {
      if (raw.fails) throw new AuctionError("invalid-search", LONG);
      const opened = { searchId: "s", deadlineMs: 800, expected: [] };
      watch?.({ type: "opened", opened });
      if (watch !== undefined) await ended.promise;
      return { searchId: LONG, itineraries: [] } as unknown as SearchResult;
    },
  } as unknown as SearchService;
  const app = await createHttpApp({
    config: readConfig({ NATS_URL: "nats://127.0.0.1:4222", HTTP_COMPRESSION: "always" }),
    searchService,
    asyncSearches: {} as AsyncSearches,
    offers: {} as unknown as OfferService,
    sharedLedger: null,
    tenants: null,
    tokens: null,
    events: { refused: () => {}, cut: () => {}, requested: () => {} } as unknown as Events,
    bidders: () => [],
    market: () => {
      throw new Error("not asked for");
    },
    coverage: async () => ({ stated: [], unstated: [], unanswered: [] }),
    places: () => {
      throw new Error("not asked for");
    },
    checks: () => [],
    warnings: () => [],
    nowMs: () => performance.now(),
    version: "0",
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  return { app, ended, url: `http://127.0.0.1:${port}/v1/searches` };
}

function post(url: string, body: string, headers: Record<string, string>) {
  const asking = request(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
  });
  asking.end(body);
  return asking;
}

test.each([
  "",
  "?",
])("results are compressed, problems are not, by both ways (FASTPATH-1): with the query '%s'", async (query) => {
  const { app, url } = await listening();
  try {
    for (const [body, coding] of [
      ["{}", "br"],
      ['{"fails":true}', undefined],
    ] as const) {
      const [answer] = await once(post(url + query, body, { "accept-encoding": "br" }), "response");
      expect(answer.headers["content-encoding"]).toBe(coding);
      expect(answer.headers.vary).toBe(coding && "accept-encoding");
      const bytes = Buffer.concat(await answer.toArray());
      expect(answer.headers["content-length"]).toBe(String(bytes.length));
      const text = coding === "br" ? brotliDecompressSync(bytes) : bytes;
      expect(text.toString()).toContain(LONG);
    }
  } finally {
    await app.close();
  }
});

test.each([
  ["gzip", createGunzip],
  ["br", createBrotliDecompress],
] as const)("a stream in %s sends each event at once, and comments to a half-closed caller", async (coding, decoder) => {
  const { app, ended, url } = await listening();
  try {
    const asking = post(url, "{}", { "accept-encoding": coding, accept: "text/event-stream" });
    const [answer] = await once(asking, "response");
    expect(answer.headers["content-encoding"]).toBe(coding);
    let received = "";
    const decoded = answer.pipe(decoder());
    decoded.on("data", (bytes: Buffer) => {
      received += bytes.toString();
    });
    await until(() => received.includes("event: opened"));
    asking.socket?.end();
    await until(() => received.includes("\n:\n\n"));
    ended.resolve();
    await once(decoded, "end");
    expect(received.replaceAll(":\n\n", "")).toMatch(
      /^event: opened\ndata: \{.*\}\n\nevent: result\ndata: \{.*\}\n\n$/,
    );
  } finally {
    await app.close();
  }
});
