/**
 * A10: the broker restarts with other passwords for a while. No process exits, none is ready, and
 * all connect again when the right passwords are back.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { SearchResult } from "../../proto/messages.ts";
import { type BrokerProcess, startBinary } from "../../script/broker/binary.ts";
import { freePort } from "../../script/broker/port.ts";
import { type BrokerSecrets, freshSecrets } from "../../script/broker/users.ts";
import { get, instancesAre, post } from "../harness/gateway.ts";
import { flightSearch } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let storeFolder: string;
let port: number;
let broker: BrokerProcess;
let programs: { gateway: Program; nonstop: Program };
let url: string;
const right = freshSecrets();
const start = (secrets: BrokerSecrets) =>
  startBinary({ port, storeFolder, environment: secrets.environment });

beforeAll(async () => {
  storeFolder = await mkdtemp(join(tmpdir(), "scatter-credentials-"));
  port = await freePort();
  broker = await start(right);
  const to = { url: broker.url, passwords: right.passwords };
  programs = {
    nonstop: startProgram("test/harness/synthetic-bidder.ts", ["nonstop"], {
      ...environmentOf(to, "nonstop"),
      INSTANCE: "n1",
    }),
    gateway: startProgram("gateway/main.ts", [], { ...environmentOf(to, "gateway"), PORT: "0" }),
  };
  await programs.gateway.waitForOutput(/"url":"http:[^"]+"/);
  url = /"url":"(http:[^"]+)"/.exec(programs.gateway.stdout)?.[1] ?? "";
  await instancesAre({ url }, ["n1"]);
});

afterAll(async () => {
  await Promise.all(Object.values(programs ?? {}).map((program) => program.end()));
  await broker?.stop();
  await rm(storeFolder, { recursive: true, force: true });
});

const refusals = () => programs.gateway.stdout.match(/Authorization Violation/gi)?.length ?? 0;
const ready = async () => (await get({ url }, "/ready")).status;
const attempts = (lines: readonly string[]) =>
  lines.filter((line) => /authentication error|authorization/i.test(line)).length;

test("the same processes are back when the passwords are right again", async () => {
  await until(async () => (await ready()) === 200);
  await broker.stop();
  const refused: string[] = [];
  broker = await startBinary({
    port,
    storeFolder,
    environment: freshSecrets().environment,
    onLine: (line) => refused.push(line),
  });
  // The NATS client gives up after two refusals in a row by default. Each of the two processes has
  // been refused several times.
  await until(() => attempts(refused) >= 10, { what: "ten refused attempts" });
  expect({
    isGatewayRunning: programs.gateway.running,
    isNonstopRunning: programs.nonstop.running,
  }).toEqual({ isGatewayRunning: true, isNonstopRunning: true });
  expect(await ready()).toBe(503);
  // Logged once, not at every attempt.
  expect(refusals()).toBe(1);

  await broker.stop();
  broker = await start(right);
  await instancesAre({ url }, ["n1"]);
  await until(async () => (await ready()) === 200);
  const { status, body } = await post<SearchResult>({ url }, flightSearch());
  expect({ status, endedBy: body.endedBy, itineraries: body.itineraries.length }).toEqual({
    status: 200,
    endedBy: "complete",
    itineraries: 5,
  });
  expect({
    isGatewayRunning: programs.gateway.running,
    isNonstopRunning: programs.nonstop.running,
  }).toEqual({ isGatewayRunning: true, isNonstopRunning: true });
});

test("with wrong passwords from the start, they exit and state it", async () => {
  const wrong = { url: broker.url, passwords: freshSecrets().passwords };
  const gateway = startProgram("gateway/main.ts", [], {
    ...environmentOf(wrong, "gateway"),
    PORT: "0",
  });
  const { code, stderr } = await gateway.ended;
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/Authorization Violation/i),
  });
});
