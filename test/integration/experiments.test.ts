/** Policies by name and an experiment, over the real broker: who gets which arm, and a new file. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { headers, type NatsConnection } from "nats";
import type { Gateway } from "../../gateway/app.ts";
import type { PartialOutcome } from "../../proto/errors.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { EXPERIMENT_KEY_HEADER, SEARCH_SUBJECT } from "../../proto/subjects.ts";
import type { ExperimentReport } from "../../script/experiment/report.ts";
import { testKey } from "../fixtures/gateway/api-key.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { clientOn, gatewayOn, get, keepLog, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

const folder = mkdtempSync(join(tmpdir(), "policies-"));
const path = join(folder, "policies.json");
/** As editors and orchestrators replace a file: another one in its place. */
function write(file: unknown): void {
  writeFileSync(`${path}.new`, typeof file === "string" ? file : JSON.stringify(file));
  renameSync(`${path}.new`, path);
}

/** So long that a busy machine does not end an auction by it. */
const PATIENT_MS = 10_000;
const POLICIES = {
  one: { quorum: 1, required: [], deadlineMs: PATIENT_MS, grace: { share: 0, msMin: 0, msMax: 0 } },
  // With a grace that is over long before the slow bidder answers.
  all: { deadlineMs: PATIENT_MS, required: [] },
};
const byKey = (share: number) => ({
  policies: POLICIES,
  experiment: {
    ...{ name: "quorum", by: "key", shadows: ["one"] },
    arms: [{ name: "one-arm", policy: "one", share }],
  },
});

const key = testKey();
const log = keepLog();
let broker: Broker;
let gateway: Gateway;
let client: NatsConnection;
let nonstop: ScriptedBidder;
let stops: ScriptedBidder;
/** The slow bidder answers when the other one's offers have been shown, or at once. */
let mayAnswer: Promise<void> = Promise.resolve();

beforeAll(async () => {
  write(byKey(10_000));
  broker = await startBroker();
  nonstop = await scriptedBidder(broker, "nonstop", ({ search }, reply) =>
    reply.offers(flightOffers(search, 1, { amount: 50_000 })),
  );
  stops = await scriptedBidder(broker, "stops", async ({ search }, reply) => {
    await mayAnswer;
    reply.offers(flightOffers(search, 1, { amount: 40_000, number: 500 }));
  });
  gateway = await gatewayOn(
    broker,
    ["nonstop", "stops"],
    {
      ...{ POLICIES_FILE: path, LOG_LEVEL: "debug", AUCTION_DEADLINE_MS: "9500" },
      ...{ AUCTION_REQUIRED: "none", OPERATIONS_PORT: "0", ADMIN_KEY_HASH: key.hash },
    },
    log.overrides,
  );
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

const { policy: _, ...search } = flightSearch();

const keyed = (experimentKey?: string, init: Record<string, string> = {}) => ({
  headers: {
    ...init,
    ...(experimentKey === undefined ? {} : { [EXPERIMENT_KEY_HEADER]: experimentKey }),
  },
});

async function admin<Body>(method: string, its: string, body?: unknown) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const init = { method, headers: key.bearer, ...sent };
  const response = await fetch(`${gateway.operationsUrl}${its}`, init);
  return { status: response.status, body: (await response.json()) as Body };
}

const lineOf = (searchId: string) =>
  until(() => log.lines.find((line) => line["searchId"] === searchId && line["msg"] === "search"), {
    what: "the line of the search",
  });

const armsIn = async () => {
  const { body } = await admin<{ arms: { arm: string; auctions: number; state: string }[] }>(
    "GET",
    "/admin/experiment",
  );
  return body.arms;
};

/** Of each arm, how many of its auctions have a regret that is known, and how many have not. */
const regretsIn = async () => {
  const { body } = await admin<{
    arms: { arm: string; auctions: number; regret: { count: number; unknown: number } }[];
  }>("GET", "/admin/experiment");
  return body.arms.map(({ arm, auctions, regret: { count: known, unknown } }) => ({
    ...{ arm, auctions, known, unknown },
  }));
};

describe("a search has the policy of its arm", () => {
  test("over HTTP: in its result, what is kept, its line and the metrics", async () => {
    const answered = Promise.withResolvers<void>();
    mayAnswer = answered.promise;
    try {
      const { body } = await post<SearchResult>(gateway, search, keyed("caller-1"));
      expect({ arm: body.arm, endedBy: body.endedBy, deadlineMs: body.deadlineMs }).toEqual({
        ...{ arm: "one-arm", endedBy: "quorum", deadlineMs: PATIENT_MS },
      });
      const kept = (await get<SearchResult>(gateway, `/v1/searches/${body.searchId}`)).body;
      const line = await lineOf(body.searchId);
      expect({ kept: kept.arm, line: line["arm"] }).toEqual({ kept: "one-arm", line: "one-arm" });
      const metrics = String((await get(gateway, "/metrics")).body);
      expect(metrics).toMatch(/auction_arm_searches_total\{arm="one-arm",partial="true"\} 1/);
    } finally {
      answered.resolve();
    }
  });

  test("by the route, as a stream, and begun to be picked up later", async () => {
    const byRoute = { "x-api-key": "", prefer: "wait=1" };
    const route = await post<SearchResult>(gateway, search, keyed("a", byRoute));
    const stream = await post(gateway, search, keyed("a", { accept: "text/event-stream" }));
    const asked = await post<SearchResult>(
      gateway,
      search,
      keyed("a", { prefer: "respond-async" }),
    );
    const later = `/v1/searches/${asked.body.searchId}?wait=10000`;
    expect({
      route: route.body.arm,
      stream: /"arm":"one-arm"/.test(String(stream.body)),
      later: (await get<SearchResult>(gateway, later)).body.arm,
    }).toEqual({ route: "one-arm", stream: true, later: "one-arm" });
  });

  test("over NATS", async () => {
    const set = headers();
    set.set(EXPERIMENT_KEY_HEADER, "caller-1");
    const ask = async (options: object) =>
      (
        await client.request(SEARCH_SUBJECT, JSON.stringify(search), {
          timeout: 20_000,
          ...options,
        })
      ).json<SearchResult>().arm;
    expect({ keyed: await ask({ headers: set }), without: await ask({}) }).toEqual({
      keyed: "one-arm",
      without: undefined,
    });
  });

  test("also where its partial result is refused: over HTTP and over NATS (PARTIAL-1)", async () => {
    const answered = Promise.withResolvers<void>();
    mayAnswer = answered.promise;
    try {
      const asked = { ...search, policy: { partial: "refuse" as const } };
      const { status, body } = await post<PartialOutcome>(gateway, asked, keyed("caller-1"));
      const set = headers();
      set.set(EXPERIMENT_KEY_HEADER, "caller-1");
      const options = { timeout: 20_000, headers: set };
      const reply = await client.request(SEARCH_SUBJECT, JSON.stringify(asked), options);
      expect({ status, arm: body.arm, overNats: reply.json<PartialOutcome>().arm }).toEqual({
        ...{ status: 503, arm: "one-arm", overNats: "one-arm" },
      });
    } finally {
      answered.resolve();
    }
  });

  test("but what it says itself counts (TRIAL-1)", async () => {
    const policy = { quorum: null, deadlineMs: 9_900 };
    const { body } = await post<SearchResult>(gateway, { ...search, policy }, keyed("caller-1"));
    expect({ arm: body.arm, endedBy: body.endedBy, deadlineMs: body.deadlineMs }).toEqual({
      ...{ arm: "one-arm", endedBy: "complete", deadlineMs: 9_900 },
    });
  });

  test("and one without a key has none (EXPERIMENT-4), nor one with a key that is none", async () => {
    const none = await post<SearchResult>(gateway, search);
    const wrong = await post<SearchResult>(gateway, search, keyed("k".repeat(129)));
    expect({ none: none.body.arm, wrong: wrong.body.arm, by: none.body.endedBy }).toEqual({
      ...{ none: undefined, wrong: undefined, by: "complete" },
    });
  });
});

test("an arm that is stopped by hand gives its searches to control, and runs again (ADMIN-1)", async () => {
  const arm = "/admin/experiment/arms/one-arm";
  const stop = await admin("PUT", arm, { state: "stopped" });
  expect(stop).toEqual({ status: 200, body: { arm: "one-arm", state: "stopped" } });
  const { body } = await post<SearchResult>(gateway, search, keyed("caller-1"));
  expect({ arm: body.arm, endedBy: body.endedBy }).toEqual({ arm: "control", endedBy: "complete" });
  await admin("PUT", arm, { state: "running" });
  const changes = log.lines.filter(({ msg }) => msg === "administration");
  expect(changes.map(({ what, name, before, after }) => [what, name, before, after])).toEqual([
    ["arm", "one-arm", "running", "stopped"],
    ["arm", "one-arm", "stopped", "running"],
  ]);
  const stopped = log.lines.filter(({ msg }) => msg === "arm stopped");
  expect(stopped).toEqual([expect.objectContaining({ arm: "one-arm", by: "operator", level: 40 })]);
  expect({
    state: (await admin("PUT", arm, { state: "off" })).status,
    none: (await admin("PUT", "/admin/experiment/arms/none", { state: "stopped" })).status,
    method: (await admin("PUT", "/admin/experiment", {})).status,
  }).toEqual({ state: 400, none: 404, method: 405 });
});

test("a shadow policy is computed, and changes nothing of what is served (SHADOWPOLICY-1)", async () => {
  const before = nonstop.calls.length;
  // In control: it waits for both. The shadow policy would have shown the first answer alone.
  write(byKey(0));
  await until(async () => (await armsIn()).every(({ auctions }) => auctions === 0), {
    what: "the new file",
  });
  const first = Promise.withResolvers<void>();
  mayAnswer = first.promise;
  const asked = post<SearchResult>(gateway, search, keyed("caller-1"));
  await until(() => nonstop.calls.length > before, { what: "the call" });
  const { shadows } = (await admin<{ shadows: { auctions: number }[] }>("GET", "/admin/experiment"))
    .body;
  expect({ shadows: shadows.map(({ auctions }) => auctions) }).toEqual({ shadows: [0] });
  first.resolve();
  const { body } = await asked;
  expect({ arm: body.arm, endedBy: body.endedBy, shown: body.itineraries.length }).toEqual({
    ...{ arm: "control", endedBy: "complete", shown: 2 },
  });
  const counts = await until(
    async () => {
      const { body: view } = await admin<{ shadows: { auctions: number }[] }>(
        "GET",
        "/admin/experiment",
      );
      return view.shadows.find(({ auctions }) => auctions === 1);
    },
    { what: "the shadow policy" },
  );
  expect(counts).toMatchObject({ policy: "one", unknown: 0 });
  // An auction that is complete knows its regret when it ends.
  const control = (await regretsIn())[0];
  expect(control).toEqual({ arm: "control", auctions: 1, known: 1, unknown: 0 });
  const metrics = String((await get(gateway, "/metrics")).body);
  expect(metrics).toMatch(
    /auction_shadow_ends_total\{policy="one",ended_by="(quorum|complete)"\} 1/,
  );
});

test("a new file with a fault changes nothing, and says what is wrong and where (EXPERIMENT-1)", async () => {
  write({ ...byKey(10_001) });
  const line = await until(
    () => log.lines.find(({ msg }) => String(msg).startsWith("the policies file has faults")),
    { what: "the line of the file" },
  );
  expect(line["faults"]).toEqual([
    {
      path: "experiment.arms[0].share",
      message: "must be a whole number of hundredths of a percent, from 0 to 10000",
    },
  ]);
  const { body } = await post<SearchResult>(gateway, search, keyed("caller-1"));
  expect({ arm: body.arm }).toEqual({ arm: "control" });
});

test("guard rails stop an arm, whose searches control then has (GUARDRAIL-1)", async () => {
  const { experiment } = byKey(10_000);
  const guard = { partialShareMax: 0, windowS: 3_600, auctionsMin: 20 };
  write({ policies: POLICIES, experiment: { ...experiment, guard, shadows: [] } });
  // Read at once, as on SIGHUP, and not when its change is noticed.
  gateway.reload();
  const later = Promise.withResolvers<void>();
  mayAnswer = later.promise;
  const arms = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { body } = await post<SearchResult>(gateway, search, keyed("caller-1"));
      return body.arm;
    }),
  );
  expect({ arms: new Set(arms) }).toEqual({ arms: new Set(["one-arm"]) });
  later.resolve();
  const line = await until(
    () => log.lines.find((one) => one["msg"] === "arm stopped" && one["by"] === "guard"),
    { what: "the guard rails" },
  );
  expect(line).toMatchObject({ level: 40, arm: "one-arm", bound: "partialShareMax", auctions: 20 });
  const { body } = await post<SearchResult>(gateway, search, keyed("caller-1"));
  expect({ arm: body.arm }).toEqual({ arm: "control" });
});

test("scatter experiment report --from, as a process, compares the arms of this gateway", async () => {
  const arms = await until(async () => {
    const counted = (await armsIn()).map(({ arm, auctions, state }) => ({ arm, auctions, state }));
    return counted.reduce((sum, { auctions }) => sum + auctions, 0) === 21 ? counted : undefined;
  });
  expect(arms).toEqual([
    { arm: "control", auctions: 1, state: "running" },
    { arm: "one-arm", auctions: 20, state: "stopped" },
  ]);
  const from = ["experiment", "report", "--from", gateway.operationsUrl ?? ""];
  const report = (its: string, ...args: string[]) =>
    startProgram("bin/scatter.js", [...from, ...args], { SCATTER_KEY: its, COLUMNS: "120" }).ended;
  const [shown, json, wrong] = await Promise.all([
    report(key.key),
    report(key.key, "--json"),
    report(testKey().key),
  ]);
  expect({ code: shown.code, stderr: shown.stderr }).toEqual({ code: 0, stderr: "" });
  expect(shown.stdout).toMatch(/^quorum: 21 searches at 1 gateway; amounts in USD/);
  const { arms: compared, measures, ...head } = JSON.parse(json.stdout) as ExperimentReport;
  expect(head).toMatchObject({ experiment: "quorum", by: "key", gateways: 1, shadows: [] });
  expect(compared).toEqual([
    { arm: "control", policy: null, share: 0, auctions: 1, stoppedAt: 0 },
    { arm: "one-arm", policy: "one", share: 10_000, auctions: 20, stoppedAt: 1 },
  ]);
  // Control waits for both; the other arm ends with the first answer, 100.00 dearer.
  const estimates = (measure: string) =>
    measures.filter((one) => one.measure === measure).map(({ estimate }) => estimate?.value);
  expect({ partial: estimates("share partial"), price: estimates("mean best price") }).toEqual({
    ...{ partial: [0, 1], price: [40_000, 50_000] },
  });
  expect({ code: wrong.code, stderr: wrong.stderr }).toEqual({
    ...{ code: 2, stderr: expect.stringMatching(/answers 401: /) },
  });
});
