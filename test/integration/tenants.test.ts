/** Keys and tenants over the real broker: who is asked, what is kept for whom, and a new file. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { headers, type NatsConnection } from "nats";
import { pino } from "pino";
import { z } from "zod";
import { startBidder } from "../../bidders/app.ts";
import type { BidderConfig } from "../../bidders/config.ts";
import type { BidderModule } from "../../bidders/kit/bidder.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import {
  ERROR_HEADER,
  gatewaySearchSubject,
  KEPT_HEADER,
  OFFER_HEADER,
} from "../../proto/subjects.ts";
import { type TestKey, testKey } from "../fixtures/gateway/api-key.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { clientOn, gatewayOn, get, isReady, keepLog, post, rosterHas } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

const acme = testKey();
const zeta = testKey();
const later = testKey();
const dear = testKey();
/** Each with a contract of its own with `partners`. */
const [firm, rival] = [testKey(), testKey()];
const CODES = { firm: "contract-4711-secret", rival: "contract-0815-secret" };

const folder = mkdtempSync(join(tmpdir(), "tenants-"));
const path = join(folder, "tenants.json");
/** As editors and orchestrators replace a file: another one in its place. */
function write(tenants: unknown): void {
  const text = typeof tenants === "string" ? tenants : JSON.stringify({ tenants });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

const TENANTS = [
  { id: "acme", keys: [acme.entry()], limits: { searchesAtOnce: 1, costPerMinute: 1_000 } },
  {
    id: "zeta",
    keys: [zeta.entry()],
    bidders: ["stops"],
    policy: { deadlineMs: 7_000, required: ["stops"] },
  },
  {
    id: "dear",
    keys: [dear.entry()],
    markUp: [
      { bidder: "nonstop", basisPoints: 1_000, fixed: { USD: 499 } },
      { bidder: "stops", basisPoints: 2_000 },
    ],
  },
  { id: "firm", keys: [firm.entry()], params: { partners: { code: CODES.firm } } },
  { id: "rival", keys: [rival.entry()], params: { partners: { code: CODES.rival } } },
];

interface Explained {
  readonly itinerary: { readonly cost: number; readonly terms: { term: string; amount: number }[] };
}

const log = keepLog();
let broker: Broker;
let gateway: Gateway;
let client: NatsConnection;
let nonstop: ScriptedBidder;
let stops: ScriptedBidder;
let mayAnswer: Promise<void> = Promise.resolve();

beforeAll(async () => {
  write(TENANTS);
  broker = await startBroker();
  nonstop = await scriptedBidder(broker, "nonstop", async ({ search }, reply) => {
    await mayAnswer;
    reply.offers(flightOffers(search, 1, { amount: 50_000 }));
  });
  stops = await scriptedBidder(broker, "stops", ({ search }, reply) =>
    reply.offers(flightOffers(search, 1, { amount: 40_000, number: 500 })),
  );
  gateway = await gatewayOn(
    broker,
    ["nonstop", "stops"],
    { TENANTS_FILE: path, LOG_LEVEL: "debug" },
    log.overrides,
    acme.bearer,
  );
  await isReady(gateway);
  client = await clientOn(broker);
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await nonstop?.stop();
  await stops?.stop();
  await broker?.stop();
  rmSync(folder, { recursive: true });
});

const search = flightSearch({
  policy: { deadlineMs: 10_000, quorum: null, required: [] },
});
const { policy: _, ...withoutPolicy } = search;

const searched = (body: unknown, by: TestKey) =>
  post<SearchResult>(gateway, body, { headers: by.bearer });

describe("a search is made by the rules of its tenant", () => {
  test("it asks only the tenant's bidders, and has the tenant's policy (TENANTSEARCH-1)", async () => {
    const { body } = await searched(withoutPolicy, zeta);
    expect({
      bidders: body.bidders.map(({ bidder }) => bidder),
      deadlineMs: body.deadlineMs,
      partial: body.partial,
    }).toEqual({ bidders: ["stops"], deadlineMs: 7_000, partial: false });
    const all = (await searched(search, acme)).body;
    expect({ bidders: all.bidders.map(({ bidder }) => bidder) }).toEqual({
      bidders: ["nonstop", "stops"],
    });
  });

  test("a bidder that it may not ask does not exist for it", async () => {
    const { status, body } = await post<{ errors: unknown }>(
      gateway,
      { ...search, bidders: { only: ["nonstop"] } },
      { headers: zeta.bearer },
    );
    expect({ status, errors: body.errors }).toEqual({
      status: 400,
      errors: [{ path: "bidders.only[0]", message: "no bidder is named nonstop; there are stops" }],
    });
  });

  test("its id is in the line of the log, and its key in none (APIKEY-1)", async () => {
    const { body } = await searched(search, acme);
    const line = await until(() =>
      log.lines.find(({ msg, searchId }) => msg === "search" && searchId === body.searchId),
    );
    expect({ tenant: line["tenant"] }).toEqual({ tenant: "acme" });
    const all = JSON.stringify(log.lines);
    expect({ isShown: [acme, zeta].some(({ key }) => all.includes(key)) }).toEqual({
      isShown: false,
    });
    const metrics = (await get<string>(gateway, "/metrics", acme.bearer)).body;
    expect(metrics).toMatch(/auction_tenant_searches_total\{tenant="acme"\} [1-9]/);
  });
});

test("what a tenant says to a bidder reaches that one alone, with no search of another tenant, and is in no line and no answer (TENANTSEARCH-2)", async () => {
  const said: unknown[] = [];
  const lines: string[] = [];
  const config: BidderConfig = {
    ...{ kind: "partners", instance: "p1", markets: ["*.*"], settings: {}, logLevel: "trace" },
    ...{ concurrencyMax: null, queueMax: 64, offersMax: 100, drainMs: 5_000 },
    broker: broker.credentials("partners"),
  };
  const module: BidderModule = {
    params: z.strictObject({ code: z.string() }),
    search(request, { params }) {
      said.push(params);
      return flightOffers(request, 1, { amount: 60_000, number: 900 });
    },
  };
  const bidderLog = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const app = await startBidder(config, { module, log: bidderLog });
  try {
    await rosterHas(gateway, ["nonstop", "partners", "stops"], acme.bearer);
    const before = [nonstop.calls.length, stops.calls.length];
    const shown: unknown[] = [];
    for (const by of [firm, rival, acme]) {
      const { body } = await searched(search, by);
      const at = `/v1/searches/${body.searchId}`;
      shown.push(body, (await get(gateway, at, by.bearer)).body);
      shown.push((await get(gateway, `${at}/explain`, by.bearer)).body);
    }
    expect(said).toEqual([{ code: CODES.firm }, { code: CODES.rival }, undefined]);
    const others = [nonstop.calls.slice(before[0]), stops.calls.slice(before[1])].flat();
    expect(others.map(({ params }) => params)).toEqual(others.map(() => undefined));
    const texts = { shown, gateway: log.lines, lines };
    for (const [where, all] of Object.entries(texts))
      expect({ where, has: JSON.stringify(all).includes("secret") }).toEqual({ where, has: false });
  } finally {
    await app.stop();
  }
  await rosterHas(gateway, ["nonstop", "stops"], acme.bearer);
});

describe("what is kept belongs to its tenant, over both transports (ACCESS-2)", () => {
  const direct = async (header: string, question: string, body: object) => {
    const message = headers();
    message.set(header, question);
    const answer = await client.request(gatewaySearchSubject(gateway.id), JSON.stringify(body), {
      timeout: 60_000,
      headers: message,
    });
    return /^[\w-]+/.exec(answer.headers?.get(ERROR_HEADER) ?? "")?.[0];
  };

  test("a search, its parts and its offers", async () => {
    const { searchId, itineraries } = (await searched(search, acme)).body;
    const offerId = itineraries[0]?.sellers[0]?.offerId as string;
    const paths = ["", "/itineraries", "/facets", "/explain", "/timeline"]
      .map((part) => `/v1/searches/${searchId}${part}`)
      .concat(`/v1/offers/${offerId}`);
    const statuses = async (by: TestKey) =>
      Promise.all(paths.map(async (one) => (await get(gateway, one, by.bearer)).status));
    expect({ own: await statuses(acme) }).toEqual({ own: paths.map(() => 200) });
    expect({ other: await statuses(zeta) }).toEqual({ other: paths.map(() => 404) });
    expect({
      search: await direct(KEPT_HEADER, "explain", { searchId }),
      offer: await direct(OFFER_HEADER, "get", { offerId }),
    }).toEqual({ search: "not-found", offer: "not-found" });
  });

  test("an asynchronous search, while it runs and after its end", async () => {
    const goOn = Promise.withResolvers<void>();
    mayAnswer = goOn.promise;
    const prefer = { headers: { ...acme.bearer, prefer: "respond-async" } };
    const { searchId } = (await post<{ searchId: string }>(gateway, search, prefer)).body;
    const at = `/v1/searches/${searchId}`;
    const status = async (by: TestKey) => (await get(gateway, at, by.bearer)).status;
    expect({ own: await status(acme), other: await status(zeta) }).toEqual({
      own: 200,
      other: 404,
    });
    const cancel = await fetch(gateway.url + at, { method: "DELETE", headers: zeta.bearer });
    expect({ cancel: cancel.status }).toEqual({ cancel: 404 });
    // The tenant has room for one search at once, and this one runs (USAGE-2).
    const second = await searched(search, acme);
    expect({ status: second.status, retryAfter: second.headers.get("retry-after") }).toEqual({
      status: 429,
      retryAfter: "1",
    });
    goOn.resolve();
    await until(async () => {
      const { body } = await get<{ state: string }>(gateway, at, acme.bearer);
      return body.state === "ended";
    });
    expect({ own: await status(acme), other: await status(zeta) }).toEqual({
      own: 200,
      other: 404,
    });
    expect({ status: (await searched(search, acme)).status }).toEqual({ status: 200 });
  });
});

describe("the prices of a tenant have its mark-up, everywhere (MARKUP-1)", () => {
  /** Of `nonstop` 10 % and 4.99 more; of `stops` 20 %: so the order stays, and both are dearer. */
  const prices = async (body: object) =>
    (await searched(body, dear)).body.itineraries.map(({ price }) => price.amount);

  test("in a result, in what is kept of it, and in an offer; explain shows both apart", async () => {
    const { searchId, itineraries } = (await searched(search, dear)).body;
    expect(
      itineraries.map(({ price, sellers }) => [price.amount, sellers[0]?.originalPrice.amount]),
    ).toEqual([
      [48_000, 40_000],
      [55_499, 50_000],
    ]);
    const at = `/v1/searches/${searchId}`;
    const page = await get<SearchResult>(gateway, `${at}/itineraries`, dear.bearer);
    expect(page.body.itineraries).toEqual(itineraries);
    const kept = await get<SearchResult>(gateway, at, dear.bearer);
    expect(kept.body.itineraries).toEqual(itineraries);
    const key = encodeURIComponent(itineraries[0]?.key ?? "");
    const explained = `${at}/explain?itinerary=${key}`;
    const { itinerary } = (await get<Explained>(gateway, explained, dear.bearer)).body;
    expect(itinerary.terms.slice(0, 2)).toEqual([
      { term: "price", amount: 40_000 },
      { term: "mark-up", amount: 8_000 },
    ]);
    const sum = itinerary.terms.reduce((all, { amount }) => all + amount, 0);
    expect({ cost: itinerary.cost }).toEqual({ cost: sum });
    const offerId = itineraries[1]?.sellers[0]?.offerId;
    const offer = await get<{ itinerary: unknown }>(gateway, `/v1/offers/${offerId}`, dear.bearer);
    expect(offer.body.itinerary).toEqual(itineraries[1]);
  });

  test("limits and filters are on it", async () => {
    expect({ shown: await prices({ ...search, maxPrice: 48_000 }) }).toEqual({ shown: [48_000] });
    expect({ shown: await prices({ ...search, maxPrice: 47_999 }) }).toEqual({ shown: [] });
    const { searchId } = (await searched(search, dear)).body;
    const below = (most: number) =>
      get<{ total: number }>(
        gateway,
        `/v1/searches/${searchId}/itineraries?maxPrice=${most}`,
        dear.bearer,
      );
    expect({ total: (await below(48_000)).body.total }).toEqual({ total: 1 });
    expect({ total: (await below(47_999)).body.total }).toEqual({ total: 0 });
  });

  test("a tenant without mark-ups sees the bidders' own", async () => {
    const { itineraries } = (await searched(search, acme)).body;
    expect(itineraries.map(({ price }) => price.amount)).toEqual([40_000, 50_000]);
  });
});

describe("a new file counts without a restart (TENANT-2)", () => {
  const status = async (by: TestKey) => (await searched(search, by)).status;
  const isRefused = () => log.lines.filter(({ msg }) => /has faults/.test(String(msg))).length;

  test("one with a fault is logged, and changes nothing", async () => {
    write("{");
    gateway.reload();
    expect({ refused: isRefused(), status: await status(acme) }).toEqual({
      refused: 1,
      status: 200,
    });
  });

  test("two keys of one tenant overlap, and the old one goes, when the file changes", async () => {
    const [first, ...others] = TENANTS;
    write([{ ...first, keys: [acme.entry(), later.entry()] }, ...others]);
    await until(async () => (await status(later)) === 200, { what: "the new key" });
    expect({ old: await status(acme) }).toEqual({ old: 200 });
    write([{ ...first, keys: [later.entry()] }, ...others]);
    await until(async () => (await status(acme)) === 401, { what: "the end of the old key" });
    expect({ new: await status(later) }).toEqual({ new: 200 });
  });
});

test("SIGHUP reads the file again, and does not stop the gateway (TENANT-2)", async () => {
  write(TENANTS);
  const program = startProgram("gateway/main.ts", [], {
    ...environmentOf(broker, "gateway"),
    PORT: "0",
    TENANTS_FILE: path,
  });
  await program.waitForOutput(/"url":"http:[^"]+"/);
  const reads = () => program.stdout.match(/"msg":"tenants"/g)?.length ?? 0;
  expect({ reads: reads() }).toEqual({ reads: 1 });
  program.kill("SIGHUP");
  await until(() => reads() === 2, { what: "a second reading" });
  program.kill("SIGTERM");
  const { code } = await program.ended;
  expect({ code }).toEqual({ code: 0 });
});
