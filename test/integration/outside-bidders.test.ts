/**
 * Outside bidders at a cluster with accounts (`deploy/accounts`): each in an account of its own,
 * and connected as a client, over WebSocket, or by a broker of its own as a leaf node.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { type NatsConnection, nkeyAuthenticator, wsconnect } from "nats";
import { Agent, WebSocket } from "undici";
import { readBroker } from "../../common/runtime/config.ts";
import type { BrokerConfig } from "../../common/runtime/connect.ts";
import { connect } from "../../common/runtime/connect.ts";
import { type Gateway, startGateway } from "../../gateway/app.ts";
import { readConfig } from "../../gateway/config.ts";
import type { SearchResult } from "../../proto/messages.ts";
import {
  bidSubject,
  callSubject,
  directSubject,
  hedgeInboxSubject,
  inboxSubject,
  presenceSubject,
  rosterInbox,
  SEARCH_SUBJECT,
  serviceSubject,
} from "../../proto/subjects.ts";
import { admit, renewOutside, retireOutside, revokeOutside } from "../../script/cluster/outside.ts";
import { type BareBroker, startBareBroker } from "../harness/bare-broker.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Cluster, type Edge, startClusterWithAccounts } from "../harness/cluster.ts";
import { askPrice, instancesAre, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { joinsAs } from "../harness/route.ts";
import { until } from "../harness/until.ts";

/** By which way each outside bidder of these tests connects. */
const WAYS = { acme: "client", webco: "WebSocket", leafco: "leaf node" } as const;
type Kind = keyof typeof WAYS;
const KINDS = Object.keys(WAYS) as Kind[];

let cluster: Cluster & { readonly edge: Edge };
let leaf: BareBroker;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  cluster = await startClusterWithAccounts(KINDS);
  leaf = await startLeaf();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(async () => {
  await leaf?.stop();
  await cluster?.[Symbol.asyncDispose]();
});

const fileOf = (name: string) => join(cluster.credentials, name);

/** The broker of `leafco`: as its operator configures it, with what `--admit` has made. */
async function startLeaf(): Promise<BareBroker> {
  const signIn = (await readFile(fileOf("leafco.leaf"), "utf8")).trim();
  const conf = fileOf("leafco-broker.conf");
  const tls = `{ ca_file: "${fileOf("ca.pem")}", cert_file: "${fileOf("leafco.pem")}", key_file: "${fileOf("leafco.key")}", timeout: 5 }`;
  await writeFile(
    conf,
    `leafnodes { remotes: [ { url: "tls://${signIn}@${cluster.edge.leafNodes}", tls ${tls} } ] }\n`,
  );
  return startBareBroker("-c", conf);
}

/** How a process with this name signs in at one node. */
function brokerOf(name: string, url: string | undefined): BrokerConfig {
  return readBroker({ ...cluster.environment(name), NATS_URL: url }, name, []);
}

interface WebSocketOptions {
  readonly withCertificate?: boolean;
  /** Where the page of a browser is from; a client that is none says nothing. */
  readonly origin?: string;
}

async function overWebSocket(
  kind: string,
  { withCertificate = true, origin }: WebSocketOptions = {},
): Promise<NatsConnection> {
  const [ca, cert, key, seed] = await Promise.all(
    ["ca.pem", `${kind}.pem`, `${kind}.key`, `${kind}.seed`].map((name) => readFile(fileOf(name))),
  );
  const dispatcher = new Agent({ connect: withCertificate ? { ca, cert, key } : { ca } });
  ends.push(() => dispatcher.destroy());
  return wsconnect({
    servers: cluster.edge.webSocket,
    authenticator: nkeyAuthenticator(Buffer.from(String(seed).trim())),
    reconnect: false,
    wsFactory: async (url) => ({
      socket: new WebSocket(url, {
        dispatcher,
        ...(origin === undefined ? {} : { headers: { origin } }),
      }) as unknown as globalThis.WebSocket,
      encrypted: true,
    }),
  });
}

/** A connection of the outside bidder, by its way. */
function dialOutside(kind: Kind | "globex"): Promise<NatsConnection> {
  if (kind === "webco") return overWebSocket(kind);
  const config: BrokerConfig =
    kind === "leafco"
      ? { url: leaf.url, credentials: { kind: "none" } }
      : brokerOf(kind, cluster.edge.url);
  return connect(config, { name: kind, onStatus: () => {} });
}

async function dialled(kind: Kind | "globex"): Promise<NatsConnection> {
  const connection = await dialOutside(kind);
  ends.push(() => connection.close());
  return connection;
}

/** A connection of the auction's own, at the other node. */
async function ofAuction(role: string): Promise<NatsConnection> {
  const config = brokerOf(role, cluster.nodes[0]?.url);
  const connection = await connect(config, { name: role, onStatus: () => {} });
  ends.push(() => connection.close());
  return connection;
}

async function startedGateway(outside: readonly string[]): Promise<Gateway> {
  const gateway = await startGateway(
    readConfig({
      ...cluster.environment("gateway"),
      ...{ NATS_URL: cluster.nodes[0]?.url, PORT: "0", LOG_LEVEL: "silent", PLAUSIBILITY: "off" },
      ...{ STAND_INS: "bucket", BIDDERS_OUTSIDE: outside.join(), AUCTION_REQUIRED: "none" },
    }),
  );
  ends.push(() => gateway.stop());
  return gateway;
}

async function bidder(kind: string, dial?: () => Promise<NatsConnection>): Promise<ScriptedBidder> {
  const started = await scriptedBidder(
    { credentials: (role) => brokerOf(role, cluster.nodes[0]?.url) },
    kind,
    ({ search }, reply) =>
      reply.offers(flightOffers(search, 1, { amount: kind === "stops" ? 40_000 : 20_000 })),
    {
      ...{ direct: true, instance: `${kind}-1` },
      price: (_, answer) => answer({ status: "gone" }),
      ...(dial === undefined ? {} : { dial }),
    },
  );
  ends.push(() => started.kill());
  return started;
}

async function searched(gateway: Gateway): Promise<SearchResult> {
  const policy = { deadlineMs: 10_000, quorum: null, required: [] };
  return (await post<SearchResult>(gateway, flightSearch({ policy }))).body;
}

const outcomesOf = ({ endedBy, bidders }: SearchResult) => ({
  endedBy,
  ...Object.fromEntries(bidders.map(({ bidder: name, outcome }) => [name, outcome])),
});

describe.each(KINDS)("the outside bidder %s", (kind) => {
  test(`takes part by its ${WAYS[kind]}: it is called once, its bid counts, and it is asked for a price (MARKET-4)`, async () => {
    const own = await bidder("stops");
    const outside = await bidder(kind, () => dialOutside(kind));
    const gateway = await startedGateway(KINDS);
    await instancesAre(gateway, [`${kind}-1`, "stops-1"]);
    const result = await searched(gateway);
    expect(outcomesOf(result)).toEqual({
      endedBy: "complete",
      ...{ stops: "answered", [kind]: "answered" },
    });
    expect({ own: own.calls.length, outside: outside.calls.length }).toEqual({
      own: 1,
      outside: 1,
    });
    const offerId = result.itineraries[0]?.sellers[0]?.offerId;
    const price = await askPrice(gateway, offerId ?? "none");
    expect(price.body).toMatchObject({ bidder: kind, outcome: "gone" });
  });

  test("OUTSIDE-1 A4 reaches the auction under its own kind, and under no other", async () => {
    const heard: string[] = [];
    const witness = await ofAuction("gateway");
    for (const subject of ["_INBOX.gw.>", "_INBOX.roster.>", "auction.presence.*.*"])
      witness.subscribe(subject, { callback: (_, message) => void heard.push(message.subject) });
    await witness.flush();
    const outside = await dialled(kind);
    const [inbox, roster] = [inboxSubject("g1", "t1"), rosterInbox("g1")];
    const own = [
      bidSubject(inbox, kind, "i1"),
      bidSubject(hedgeInboxSubject("g1", "t1", kind), kind, "i1"),
      ...[`${roster}.ping`, `${roster}.${kind}.n1`, `${roster}.${kind}.n1.info`],
      presenceSubject(kind, "i1"),
    ];
    // A node learns a moment later what the connections of another one listen to.
    await until(() => {
      outside.publish(bidSubject(inbox, kind, "first"));
      return heard.length > 0;
    });
    for (const subject of [
      ...[inbox, bidSubject(inbox, "stops", "i1"), `${inbox}.${kind}`, `${inbox}.${kind}.i1.x`],
      bidSubject(hedgeInboxSubject("g1", "t1", kind), "stops", "i1"),
      ...[`${roster}.stops.n1`, `${roster}.stops.n1.info`, presenceSubject("stops", "i1")],
      ...["_INBOX.gateway.x", "_INBOX.client.x", "_INBOX.monitor.x"],
      ...[callSubject("LHR", "JFK"), SEARCH_SUBJECT, "auction.cancel", "$KV.stand-ins.a.b"],
    ])
      outside.publish(subject, "forged");
    for (const subject of own) outside.publish(subject, "own");
    const last = bidSubject(inbox, kind, "last");
    await until(
      () => {
        outside.publish(last);
        return heard.includes(last);
      },
      { everyMs: 20 },
    );
    const ours = new Set([bidSubject(inbox, kind, "first"), last]);
    expect(heard.filter((subject) => !ours.has(subject)).sort()).toEqual([...own].sort());
  });

  test("OUTSIDE-2 hears what is sent to its own kind and to all, and nothing else", async () => {
    const outside = await dialled(kind);
    const heard: string[] = [];
    const take = (error: unknown, message: { subject: string }) =>
      void (error === null && heard.push(message.subject));
    for (const subject of [
      ...["auction.direct.*.*", "auction.price.*", "auction.cancel", "auction.presence.*.*"],
      ...["$SRV.>", "_INBOX.>", "search.>", "$JS.>", "$KV.>", ">", callSubject("LHR", "JFK")],
      ...[directSubject(kind, "first"), directSubject(kind, "last")],
      ...[directSubject("stops", "i1"), serviceSubject("PING")],
    ])
      outside.subscribe(subject, { callback: take });
    for (const queue of ["stops", "nonstop", kind])
      outside.subscribe("auction.flights.>", { queue, callback: take });
    await outside.flush();
    const [gateway, client] = [await ofAuction("gateway"), await ofAuction("client")];
    const [first, last] = [directSubject(kind, "first"), directSubject(kind, "last")];
    await until(
      () => {
        gateway.publish(first);
        return heard.includes(first);
      },
      { everyMs: 20 },
    );
    for (const subject of [
      ...[callSubject("LHR", "JFK"), directSubject("stops", "i1"), "auction.price.stops"],
      ...["$SRV.PING.stops", "$SRV.STATS.stops", "$SRV.PING.gateway", "_INBOX.client.x"],
      "$KV.stand-ins.a.b",
    ])
      gateway.publish(subject, "not for it");
    client.publish(SEARCH_SUBJECT, "not for it");
    await Promise.all([gateway.flush(), client.flush()]);
    gateway.publish(serviceSubject("PING"));
    gateway.publish(last);
    await until(() => heard.includes(last), { what: "the call to it" });
    // Several of its subscriptions match one message.
    expect(new Set(heard)).toEqual(new Set([first, serviceSubject("PING"), last]));
  });

  test("cannot search, nor ask JetStream", async () => {
    await startedGateway([]);
    const outside = await dialled(kind);
    for (const subject of [SEARCH_SUBJECT, "$JS.API.INFO", "$JS.API.STREAM.NAMES"])
      await expect(
        outside.request(subject, "{}", { timeout: 60_000, noMux: true }),
      ).rejects.toThrow(/permissions violation|no responders/i);
  });
});

test("over WebSocket, who shows no certificate is refused, though its key is right", async () => {
  await expect(overWebSocket("webco", { withCertificate: false })).rejects.toThrow();
  await (await overWebSocket("webco")).close();
});

test("over WebSocket, a web page of others is refused, though certificate and key are right; one of the broker's own address is not", async () => {
  for (const origin of ["https://fares.example", "null"])
    await expect(overWebSocket("webco", { origin })).rejects.toThrow();
  const own = cluster.edge.webSocket.replace("wss:", "https:");
  await (await overWebSocket("webco", { origin: own })).close();
});

test("NODEROUTE-1 with the certificate of an outside bidder or a role nobody joins the cluster as a broker; with that of a node one does", async () => {
  const answers: Record<string, string[]> = {};
  for (const name of [...KINDS, "gateway", "stops", "nats-2"])
    answers[name] = await Promise.all(
      cluster.nodes.map(({ routePort }) => joinsAs(cluster.credentials, name, routePort)),
    );
  const refused = Array(2).fill(expect.stringMatching(/^-ERR 'Authorization Violation'/));
  expect(answers).toEqual({
    ...Object.fromEntries([...KINDS, "gateway", "stops"].map((name) => [name, refused])),
    "nats-2": ["PONG", "PONG"],
  });
});

describe("while the brokers run", () => {
  test("a bidder is admitted, gets new keys, and its old ones end; the others are not touched", async () => {
    const others = await Promise.all(KINDS.map(dialled));
    await admit(cluster.credentials, "globex");
    await cluster.reload();
    await until(async () => (await dialled("globex")).flush().then(() => true));
    const old = brokerOf("globex", cluster.edge.url);
    const oldSeed = await readFile(fileOf("globex.seed"), "utf8");
    await renewOutside(cluster.credentials, "globex");
    await cluster.reload();
    await until(async () => (await dialled("globex")).flush().then(() => true));
    await retireOutside(cluster.credentials, "globex");
    await cluster.reload();
    await writeFile(fileOf("old.seed"), oldSeed);
    const withOld = {
      ...old,
      credentials: { kind: "nkey-file", path: fileOf("old.seed") },
    } as const;
    await until(() =>
      connect(withOld, { name: "old", onStatus: () => {} }).then(
        (connection) => connection.close().then(() => false),
        (thrown: Error) => /authorization/i.test(thrown.message),
      ),
    );
    for (const connection of others) await connection.flush();
    expect(others.map((connection) => connection.isClosed())).toEqual([false, false, false]);
  });

  test("A4 a revoked one is out of the auction, by whatever way it is connected, and the others are not touched", async () => {
    const kept = await bidder("acme", () => dialOutside("acme"));
    for (const kind of ["webco", "leafco"] as const) await bidder(kind, () => dialOutside(kind));
    const gateway = await startedGateway(KINDS);
    await instancesAre(gateway, ["acme-1", "leafco-1", "webco-1"]);
    for (const kind of ["webco", "leafco"]) await revokeOutside(cluster.credentials, kind);
    await cluster.reload();
    await instancesAre(gateway, ["acme-1"]);
    expect(outcomesOf(await searched(gateway))).toEqual({
      endedBy: "complete",
      acme: "answered",
    });
    expect(kept.refusals).toEqual([]);
    await expect(overWebSocket("webco")).rejects.toThrow(/authorization/i);
  });
});
