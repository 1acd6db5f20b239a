/**
 * A bidder's credentials are revoked while the system runs, as docs/operations.md describes it in
 * "Revoke a bidder".
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { connect } from "../../common/runtime/connect.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { bidSubject, inboxSubject } from "../../proto/subjects.ts";
import { type BrokerProcess, startBinary } from "../../script/broker/binary.ts";
import { freePort } from "../../script/broker/port.ts";
import { freshSecrets, NATS_CONF } from "../../script/broker/users.ts";
import { instancesAre, post } from "../harness/gateway.ts";
import { flightSearch } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let folder: string;
let confPath: string;
let shipped: string;
let broker: BrokerProcess;
let programs: Record<"gateway" | "nonstop" | "stops", Program>;
let url: string;
const secrets = freshSecrets();
const connections: NatsConnection[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scatter-revoke-"));
  confPath = join(folder, "nats.conf");
  shipped = await readFile(NATS_CONF, "utf8");
  await writeFile(confPath, shipped);
  broker = await startBinary({
    port: await freePort(),
    storeFolder: folder,
    environment: secrets.environment,
    confPath,
  });
  const as = (role: string) =>
    environmentOf({ url: broker.url, passwords: secrets.passwords }, role);
  const bidder = (kind: string) =>
    startProgram("test/harness/synthetic-bidder.ts", [kind], {
      ...as(kind),
      INSTANCE: `${kind}-1`,
    });
  programs = {
    nonstop: bidder("nonstop"),
    stops: bidder("stops"),
    gateway: startProgram("gateway/main.ts", [], { ...as("gateway"), PORT: "0" }),
  };
  await programs.gateway.waitForOutput(/"url":"http:[^"]+"/);
  url = /"url":"(http:[^"]+)"/.exec(programs.gateway.stdout)?.[1] ?? "";
  await instancesAre({ url }, ["nonstop-1", "stops-1"]);
});

afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  await Promise.all(Object.values(programs ?? {}).map((program) => program.end()));
  await broker?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A connection with the rights of a role, and what happens to it. */
async function witness(role: string) {
  const statuses: string[] = [];
  const credentials = {
    kind: "password",
    user: role,
    password: secrets.passwords[role] ?? "",
  } as const;
  const connection = await connect(
    { url: broker.url, credentials },
    { name: "witness", onStatus: ({ type, detail }) => void statuses.push(`${type} ${detail}`) },
  );
  connections.push(connection);
  return { connection, statuses };
}

const reload = async (conf: string) => {
  await writeFile(confPath, conf);
  await promisify(execFile)("nats-server", ["--signal", `reload=${broker.pid}`]);
};

async function search(): Promise<Record<string, string>> {
  const policy = { deadlineMs: 10_000, quorum: null, required: ["nonstop", "stops"] };
  const { body } = await post<SearchResult>({ url }, flightSearch({ policy }));
  return Object.fromEntries(body.bidders.map(({ bidder, outcome }) => [bidder, outcome]));
}

test("A4 its connections are cut and refused, it is absent, and the others are not affected; with its credentials back, it is back", async () => {
  expect(await search()).toEqual({ nonstop: "answered", stops: "answered" });
  const [revoked, other] = [await witness("stops"), await witness("nonstop")];

  const without = shipped.replace(/ {4}\{\n {6}user: "stops"[\s\S]*?\n {4}\}\n/, "");
  expect(without.length).toBeLessThan(shipped.length);
  await reload(without);
  await until(
    () => revoked.statuses.some((status) => /^error .*Authorization Violation/i.test(status)),
    {
      what: "the cut",
    },
  );
  await instancesAre({ url }, ["nonstop-1"]);
  expect(await search()).toEqual({ nonstop: "answered", stops: "absent" });
  // What it publishes goes nowhere: it has no connection.
  expect(() =>
    revoked.connection.publish(bidSubject(inboxSubject("g", "s"), "stops", "stops-1"), "x"),
  ).not.toThrow();
  expect(revoked.statuses.filter((status) => status.startsWith("reconnect "))).toEqual([]);
  await other.connection.flush();
  expect(other.statuses).toEqual([]);
  expect(programs.gateway.stdout).not.toContain('"disconnect"');
  expect(Object.values(programs).map(({ running }) => running)).toEqual([true, true, true]);

  await reload(shipped);
  await instancesAre({ url }, ["nonstop-1", "stops-1"]);
  await until(async () => (await search())["stops"] === "answered", {
    what: "its bids",
  });
  expect(other.statuses).toEqual([]);
});

test("A4 a new password, written into the file: connections with the old one are cut, and the new one is accepted", async () => {
  const [old, other] = [await witness("stops"), await witness("nonstop")];
  const changed = shipped.replace("password: $NATS_STOPS_PASSWORD", 'password: "another-secret"');
  expect(changed).not.toBe(shipped);
  await reload(changed);
  await until(
    () => old.statuses.some((status) => /^error .*Authorization Violation/i.test(status)),
    { what: "the cut" },
  );
  const credentials = { kind: "password", user: "stops", password: "another-secret" } as const;
  const renewed = await connect(
    { url: broker.url, credentials },
    { name: "renewed", onStatus: () => {} },
  );
  connections.push(renewed);
  await renewed.flush();
  await reload(shipped);
  await instancesAre({ url }, ["nonstop-1", "stops-1"]);
  expect(other.statuses).toEqual([]);
});
