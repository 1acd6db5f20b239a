/** Tokens of an issuer beside keys: at the HTTP port of a gateway, with its tenants. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { testKey } from "../fixtures/gateway/api-key.ts";
import { type Issuer, startIssuer } from "../fixtures/gateway/issuer.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, keepLog, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const key = testKey();
const folder = mkdtempSync(join(tmpdir(), "tokens-"));
const path = join(folder, "tenants.json");
const log = keepLog();
let issuer: Issuer;
let broker: Broker;
let gateway: Gateway;
let nonstop: ScriptedBidder;

beforeAll(async () => {
  const limits = { costPerMinute: 1 };
  const tenants = [
    { id: "acme", keys: [key.entry()] },
    { id: "busy", limits },
  ];
  writeFileSync(path, JSON.stringify({ tenants }));
  issuer = await startIssuer();
  issuer.isAway = true;
  broker = await startBroker();
  nonstop = await scriptedBidder(broker, "nonstop", ({ search: asked }, reply) =>
    reply.offers(flightOffers(asked, 1)),
  );
  gateway = await gatewayOn(
    broker,
    ["nonstop"],
    {
      TENANTS_FILE: path,
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: "flights",
      OPERATIONS_PORT: "0",
      LOG_LEVEL: "debug",
    },
    log.overrides,
    key.bearer,
  );
});

afterAll(async () => {
  await gateway?.stop();
  await nonstop?.stop();
  await broker?.stop();
  await issuer?.close();
  rmSync(folder, { recursive: true });
});

const search = flightSearch({ policy: { deadlineMs: 10_000, quorum: null, required: [] } });

interface Problem {
  readonly code: string;
  readonly detail: string;
}

async function by(token: string, head: Record<string, string> = {}) {
  const headers = { authorization: `Bearer ${token}`, ...head };
  return post<SearchResult & Problem>(gateway, search, { headers });
}

interface Ready {
  readonly ready: boolean;
  readonly warnings?: readonly { code: string; detail: string }[];
}
/** Its first round trip to the broker may not have ended yet. */
const ready = () =>
  until(
    async () => {
      const { body } = await get<Ready>(gateway, "/ready");
      return body.ready === true ? body : undefined;
    },
    { what: "the gateway to be ready" },
  );

test("an issuer that is away at the start is a warning, and keys count on (ISSUER-3)", async () => {
  const { ready: isReady, warnings } = await ready();
  expect({ isReady, codes: warnings?.map(({ code }) => code) }).toEqual({
    isReady: true,
    codes: ["issuer"],
  });
  const { status, body, headers } = await by(await issuer.token());
  expect({ status, code: body.code, retryAfter: headers.get("retry-after") }).toEqual({
    status: 503,
    code: "no-issuer",
    retryAfter: "1",
  });
  const withKey = await post(gateway, search, { headers: key.bearer });
  expect({ status: withKey.status }).toEqual({ status: 200 });
});

test("when it is back, its tokens are those of a tenant, and what they made is the tenant's (TOKEN-2, ISSUER-3)", async () => {
  issuer.isAway = false;
  await until(async () => (await ready()).warnings === undefined, { what: "the issuer's keys" });
  const { status, body } = await by(await issuer.token());
  expect({ status, offers: body.itineraries.length }).toEqual({ status: 200, offers: 1 });
  const { searchId } = body;
  const line = await until(() =>
    log.lines.find((one) => one["msg"] === "search" && one["searchId"] === searchId),
  );
  expect({ tenant: line["tenant"] }).toEqual({ tenant: "acme" });
  const at = `/v1/searches/${searchId}`;
  const kept = async (authorization: string) => (await get(gateway, at, { authorization })).status;
  const other = await issuer.token({ claims: { tenant: "busy", scope: "search" } });
  expect({
    key: await kept(key.bearer.authorization),
    token: await kept(`Bearer ${await issuer.token()}`),
    other: await kept(`Bearer ${other}`),
  }).toEqual({ key: 200, token: 200, other: 404 });
});

test("events of a search come with a token too", async () => {
  const token = await issuer.token();
  const { status, body } = await by(token, { accept: "text/event-stream" });
  expect({ status, hasResult: String(body).includes("event: result") }).toEqual({
    status: 200,
    hasResult: true,
  });
});

test("limits, scopes and expiry are those of keys (TOKEN-1, TOKEN-2)", async () => {
  const claims = { tenant: "busy", scope: "search" };
  const statuses: number[] = [];
  for (let i = 0; i < 2; i++) statuses.push((await by(await issuer.token({ claims }))).status);
  expect({ statuses }).toEqual({ statuses: [200, 429] });
  const narrow = await by(await issuer.token({ claims: { tenant: "acme", scope: "offers" } }));
  expect({ status: narrow.status, code: narrow.body.code }).toEqual({
    status: 403,
    code: "forbidden",
  });
  const old = await by(await issuer.token({ expiresAt: 1 }));
  expect({ status: old.status, challenge: old.headers.get("www-authenticate") }).toEqual({
    status: 401,
    challenge: 'Bearer realm="scatter"',
  });
});

test("a token administers nothing, whatever scopes it claims (TOKEN-2)", async () => {
  const token = await issuer.token({ claims: { tenant: "acme", scope: "admin" } });
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await fetch(`${gateway.operationsUrl}/admin`, { headers });
  expect({ status }).toEqual({ status: 401 });
});

test("no token is in a line of the log or in a refusal (TOKEN-3)", async () => {
  const token = await issuer.token({ audience: "hotels" });
  const { status, body } = await by(token);
  expect({ status }).toEqual({ status: 401 });
  const written = JSON.stringify([log.lines, body]);
  const parts = token.split(".").slice(1);
  expect({ isShown: parts.some((part) => written.includes(part)) }).toEqual({ isShown: false });
});
