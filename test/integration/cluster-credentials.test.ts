/**
 * A cluster of three brokers with TLS and a key for each role (`deploy/cluster`), and what an
 * operator changes while it runs.
 */
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type NatsConnection, TimeoutError } from "nats";
import { startBidder } from "../../bidders/app.ts";
import { readConfig as readBidderConfig } from "../../bidders/config.ts";
import { type Environment, readBroker } from "../../common/runtime/config.ts";
import { connect } from "../../common/runtime/connect.ts";
import { startGateway } from "../../gateway/app.ts";
import { readConfig } from "../../gateway/config.ts";
import type { Fault } from "../../proto/errors.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import { bidSubject, inboxSubject } from "../../proto/subjects.ts";
import { makeCredentials, renew, retire, revoke } from "../../script/cluster/credentials.ts";
import { type Cluster, NODE_HOSTS, startCluster } from "../harness/cluster.ts";
import { instancesAre, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let cluster: Cluster;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  cluster = await startCluster();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(async () => cluster?.[Symbol.asyncDispose]());

/** A broker of a busy machine may not greet in time: it has refused nothing, and is tried again. */
async function patiently<T>(connects: () => Promise<T>): Promise<T> {
  const end = await until(() =>
    connects().then(
      (value) => ({ value }),
      (thrown: Error) => (thrown instanceof TimeoutError ? false : { thrown }),
    ),
  );
  if ("thrown" in end) throw end.thrown;
  return end.value;
}

/** A connection as a process of this role makes it, and what happens to it: one attempt. */
async function attempt(role: string, changes: Environment) {
  const faults: Fault[] = [];
  const broker = readBroker({ ...cluster.environment(role), ...changes }, role, faults);
  expect(faults).toEqual([]);
  const statuses: string[] = [];
  const connection = await connect(broker, {
    name: "witness",
    onStatus: ({ type, detail }) => void statuses.push(`${type} ${detail}`),
  });
  ends.push(() => connection.close());
  return { connection, statuses };
}

const witness = (role: string, changes: Environment = {}) =>
  patiently(() => attempt(role, changes));

const had = (statuses: readonly string[], what: RegExp) => () =>
  statuses.some((status) => what.test(status));
const whenSure = async (statuses: readonly string[], what: RegExp): Promise<void> =>
  void (await until(had(statuses, what), { what: String(what) }));
const nodeUrl = (i: number) => cluster.nodes[i]?.url;

/** That the broker of this node takes a key now. */
async function isAccepted(role: string, i: number, changes: Environment = {}): Promise<boolean> {
  try {
    const { connection } = await witness(role, { NATS_URL: nodeUrl(i), ...changes });
    await connection.flush();
    return true;
  } catch {
    return false;
  }
}

/** What a process reads whose key or certificate the broker of this node does not take. */
async function refusal(role: string, i: number, changes: Environment = {}): Promise<string> {
  try {
    await attempt(role, { NATS_URL: nodeUrl(i), ...changes });
    return "accepted";
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

test("a search at a gateway of one node reaches a bidder of another, and both sign in with their keys", async () => {
  const environment = (role: string, i: number) => ({
    ...cluster.environment(role),
    NATS_URL: nodeUrl(i),
    LOG_LEVEL: "silent",
  });
  const module = { search: async (request: FlightSearch) => flightOffers(request, 3) };
  const bidder = await startBidder(
    await readBidderConfig({ ...environment("stops", 0), INSTANCE: "stops-1" }, "stops"),
    { module },
  );
  ends.push(() => bidder.stop());
  const gateway = await startGateway(
    readConfig({ ...environment("gateway", 2), PORT: "0", PLAUSIBILITY: "off" }),
  );
  ends.push(() => gateway.stop());
  await instancesAre(gateway, ["stops-1"]);
  const policy = { deadlineMs: 10_000, quorum: null, required: ["stops"] };
  const { body } = await post<SearchResult>(gateway, flightSearch({ policy }));
  expect({
    endedBy: body.endedBy,
    outcomes: body.bidders.map(({ bidder: name, outcome }) => `${name} ${outcome}`),
  }).toEqual({ endedBy: "complete", outcomes: ["stops answered"] });
});

describe("is refused", () => {
  test("who shows no certificate", async () => {
    const without = { NATS_TLS_CERT: "", NATS_TLS_KEY: "" };
    expect(await refusal("stops", 0, without)).toMatch(/NATS_TLS_CERT/);
    expect(await isAccepted("stops", 0)).toBe(true);
  });

  test("who has a key and a certificate of another authority", async () => {
    const others = join(cluster.credentials, "others");
    await makeCredentials(others, {});
    const own = {
      NATS_TLS_CERT: join(others, "stops.pem"),
      NATS_TLS_KEY: join(others, "stops.key"),
    };
    expect(await refusal("stops", 0, own)).not.toBe("accepted");
    const othersSeed = { NATS_NKEY_SEED_FILE: join(others, "stops.seed") };
    expect(await refusal("stops", 0, othersSeed)).not.toBe("accepted");
  });

  test("A4 a bidder that bids under another one's name, though its certificate and its key are right", async () => {
    const { connection, statuses } = await witness("stops", { NATS_URL: nodeUrl(0) });
    connection.publish(bidSubject(inboxSubject("g", "s"), "nonstop", "n-1"), "x");
    await connection.flush();
    await whenSure(statuses, /Permissions Violation for Publish to .*nonstop/i);
  });
});

describe("a renewed key of a role", () => {
  test("is accepted beside the old one, cuts nobody, and is the only one once the old one is retired (SIGNIN-1)", async () => {
    const [own, other] = [await witness("nonstop"), await witness("gateway")];
    const oldSeed = join(cluster.credentials, "old.seed");
    await cp(join(cluster.credentials, "nonstop.seed"), oldSeed);
    await renew(cluster.credentials, "nonstop");
    await cluster.reload();
    await until(() => isAccepted("nonstop", 1), { what: "the new key", everyMs: 50 });
    expect(await isAccepted("nonstop", 1, { NATS_NKEY_SEED_FILE: oldSeed })).toBe(true);
    await own.connection.flush();
    expect({ own: own.statuses, other: other.statuses }).toEqual({ own: [], other: [] });

    await retire(cluster.credentials, "nonstop");
    await cluster.reload();
    // The same process signs in again, with the seed that its file has now.
    await whenSure(own.statuses, /^reconnect /);
    await own.connection.flush();
    expect(await refusal("nonstop", 1, { NATS_NKEY_SEED_FILE: oldSeed })).not.toBe("accepted");
    await other.connection.flush();
    expect(other.statuses).toEqual([]);
  });

  test("that is being written does not end a process: it signs in with the last whole one (SIGNIN-1)", async () => {
    const { connection, statuses } = await witness("nonstop", { NATS_URL: nodeUrl(1) });
    const seed = join(cluster.credentials, "nonstop.seed");
    await cp(seed, `${seed}.whole`);
    await writeFile(seed, "SUAB");
    await restart(1);
    await whenSure(statuses, /^reconnect /);
    await connection.flush();
    await cp(`${seed}.whole`, seed);
  });
});

test("A4 a revoked role is cut on every node and comes back with a new key; the others are not touched", async () => {
  const witnesses = await Promise.all(
    cluster.nodes.map(({ url }) => witness("partners", { NATS_URL: url })),
  );
  const other = await witness("stops");
  await revoke(cluster.credentials, "partners");
  await cluster.reload();
  for (const { statuses } of witnesses) await whenSure(statuses, /^error .*authorization/i);
  for (const i of cluster.nodes.keys()) expect(await refusal("partners", i)).not.toBe("accepted");
  expect(other.statuses).toEqual([]);

  await renew(cluster.credentials, "partners");
  await cluster.reload();
  for (const { statuses, connection } of witnesses) {
    await whenSure(statuses, /^reconnect /);
    await connection.flush();
  }
  expect(other.statuses).toEqual([]);
});

test("after a change of the authority, processes that run connect with the new certificates and keys", async () => {
  const kept: NatsConnection[] = [];
  const statuses: string[][] = [];
  for (const role of ["gateway", "stops"]) {
    const one = await witness(role);
    kept.push(one.connection);
    statuses.push(one.statuses);
  }
  const next = `${cluster.credentials}-next`;
  const hosts = Object.fromEntries(cluster.nodes.map(({ name }) => [name, NODE_HOSTS]));
  await makeCredentials(next, hosts);
  await cp(next, cluster.credentials, { recursive: true });
  await cluster.takeUsers();
  await Promise.all(cluster.nodes.map((node) => node.stop()));
  await Promise.all(cluster.nodes.map((node) => node.start()));
  for (const lines of statuses) await whenSure(lines, /^reconnect /);
  for (const connection of kept) await connection.flush();
});

async function restart(i: number): Promise<void> {
  await cluster.nodes[i]?.stop();
  await cluster.nodes[i]?.start();
}
