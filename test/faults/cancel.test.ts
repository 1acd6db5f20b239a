/**
 * When a caller disconnects, its search is cancelled everywhere: the bidder `partners` aborts its
 * requests to the outside sellers.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Sandbox, startSandbox } from "../../examples/sandbox/app.ts";
import { SANDBOX_DEFAULTS } from "../../examples/sandbox/config.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, streamed } from "../harness/gateway.ts";
import { flightSearch } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let sandbox: Sandbox;
let partners: Program;
let gateway: Gateway;
let folder: string;
const asked: string[] = [];
const answered: string[] = [];
const abandoned: { agency: string; tookMs: number }[] = [];

/**
 * How long the agencies take, and how long the partners bidder would wait for them: longer than any
 * auction.
 */
const AGENCY_MS = 60_000;

beforeAll(async () => {
  broker = await startBroker();
  sandbox = await startSandbox(
    { ...SANDBOX_DEFAULTS, faults: { ...SANDBOX_DEFAULTS.faults, latencyMs: AGENCY_MS } },
    {
      inventory: { find: async () => [], close: async () => {} },
      onEvent(event) {
        if (event.type === "asked") asked.push(event.agency);
        if (event.type === "answered") answered.push(event.agency);
        if (event.type === "abandoned") abandoned.push(event);
      },
    },
  );
  folder = await mkdtemp(join(tmpdir(), "scatter-cancel-"));
  const path = join(folder, "partners.json");
  await writeFile(
    path,
    JSON.stringify(sandbox.partners.map((partner) => ({ ...partner, timeoutMs: AGENCY_MS }))),
  );
  partners = startProgram("bidders/main.ts", ["partners"], {
    ...environmentOf(broker, "partners"),
    PARTNERS: path,
  });
  gateway = await gatewayOn(broker, ["partners"]);
});

afterAll(async () => {
  await gateway?.stop();
  await partners?.end();
  await sandbox?.stop(0);
  await broker?.stop();
  await rm(folder, { recursive: true, force: true });
});

test("A8: closing the stream aborts the HTTP requests of the partners, long before the deadline", async () => {
  const deadlineMs = 10_000;
  const search = flightSearch({ policy: { deadlineMs, quorum: null, required: [] } });
  let opened: { searchId: string; expected: string[] } | undefined;
  for await (const { event, data } of streamed(gateway, search)) {
    if (event !== "opened") continue;
    opened = data;
    await until(() => asked.length === sandbox.partners.length, {
      what: "all agencies to be asked",
    });
    break;
  }
  expect(opened?.expected).toEqual(["partners"]);
  await until(() => abandoned.length === asked.length, {
    what: "the requests to be abandoned",
    withinMs: deadlineMs,
  });
  expect({ asked: [...asked].sort(), answered }).toEqual({
    asked: sandbox.partners.map(({ name }) => name).sort(),
    answered: [],
  });
  expect(abandoned.map(({ agency }) => agency).sort()).toEqual([...asked].sort());
  // At the deadline they would have been aborted in any case.
  expect(Math.max(...abandoned.map(({ tookMs }) => tookMs))).toBeLessThan(deadlineMs - 500);
  const { body } = await get<SearchResult>(gateway, `/v1/searches/${opened?.searchId}`);
  expect({ endedBy: body.endedBy, outcomes: body.bidders.map(({ outcome }) => outcome) }).toEqual({
    endedBy: "cancelled",
    outcomes: ["silent"],
  });
});
