/**
 * A cluster of brokers for a test, of this machine's nats-server: `deploy/cluster/node.conf` with
 * TLS, certificates and keys that are made for it; or `deploy/accounts`, with outside bidders.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { freePort } from "../../script/broker/port.ts";
import { makeCredentials } from "../../script/cluster/credentials.ts";
import { admit, writeAccounts } from "../../script/cluster/outside.ts";
import { ACCOUNTS_FOLDER, CLUSTER_FOLDER } from "../../script/cluster/rights.ts";

const NODES = ["nats-1", "nats-2", "nats-3"] as const;
/** By a name in their certificates nodes know each other; clients dial the address. */
export const NODE_HOSTS = ["localhost", "127.0.0.1"] as const;
/** Outside bidders connect to the last of these. */
const NODES_WITH_ACCOUNTS = NODES.slice(0, 2);

interface ClusterNode {
  readonly name: string;
  readonly url: string;
  /** Where it shows its state. */
  readonly monitorUrl: string;
  /** Where other nodes dial it. */
  readonly routePort: number;
  /** Resolves when it takes connections. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Reads its configuration and its certificates again. */
  reload(): Promise<void>;
}

/** Where outside bidders connect. */
export interface Edge {
  readonly url: string;
  readonly webSocket: string;
  readonly leafNodes: string;
}

export interface Cluster extends AsyncDisposable {
  readonly nodes: readonly ClusterNode[];
  /** The folder of the keys and certificates. */
  readonly credentials: string;
  /** Gives the nodes `users.conf` of the credentials, for when they next read it. */
  takeUsers(): Promise<void>;
  /** The same, and all nodes read it. */
  reload(): Promise<void>;
  /** The environment of a process with this role. */
  environment(role: string): Record<string, string>;
}

export const startCluster = (): Promise<Cluster> => startNodes(NODES, null);

/** A cluster with accounts, at which these outside bidders take part. */
export async function startClusterWithAccounts(
  outside: readonly string[],
): Promise<Cluster & { readonly edge: Edge }> {
  const [webSocket, leafNodes] = [await freePort(), await freePort()];
  const cluster = await startNodes(NODES_WITH_ACCOUNTS, {
    outside,
    webSocket: `127.0.0.1:${webSocket}`,
    leafNodes: `127.0.0.1:${leafNodes}`,
  });
  const edge = {
    url: cluster.nodes.at(-1)?.url ?? "",
    webSocket: `wss://127.0.0.1:${webSocket}`,
    leafNodes: `127.0.0.1:${leafNodes}`,
  };
  return Object.assign(cluster, { edge });
}

/** What a cluster with accounts has beside one without. */
interface Accounts {
  readonly outside: readonly string[];
  readonly webSocket: string;
  readonly leafNodes: string;
}

async function startNodes(names: readonly string[], accounts: Accounts | null): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "scatter-cluster-"));
  const credentials = join(folder, "credentials");
  const hosts = Object.fromEntries(names.map((name) => [name, NODE_HOSTS]));
  await makeCredentials(credentials, hosts);
  await cp(CLUSTER_FOLDER, folder, { recursive: true });
  if (accounts !== null) {
    await cp(ACCOUNTS_FOLDER, folder, { recursive: true });
    await writeAccounts(credentials);
    for (const kind of accounts.outside) await admit(credentials, kind);
  }
  const users = accounts === null ? ["users.conf"] : ["users.conf", "accounts.conf", "outside"];
  const takeUsers = async () => {
    for (const name of users)
      await cp(join(credentials, name), join(folder, name), { recursive: true });
  };
  await takeUsers();
  const routes: number[] = [];
  for (const _name of names) routes.push(await freePort());
  const nodes: ClusterNode[] = [];
  for (const [i, name] of names.entries()) {
    const edge = accounts !== null && i === names.length - 1 ? accounts : null;
    const [port, monitorPort] = [await freePort(), await freePort()];
    nodes.push(clusterNode(name, { folder, credentials, routes, i, port, monitorPort, edge }));
  }
  await Promise.all(nodes.map((node) => node.start()));
  return {
    nodes,
    credentials,
    takeUsers,
    async reload() {
      await takeUsers();
      await Promise.all(nodes.map((node) => node.reload()));
    },
    environment: (role) => ({
      NATS_URL: nodes.map(({ url }) => url).join(),
      NATS_CA: join(credentials, "ca.pem"),
      NATS_TLS_CERT: join(credentials, `${role}.pem`),
      NATS_TLS_KEY: join(credentials, `${role}.key`),
      NATS_NKEY_SEED_FILE: join(credentials, `${role}.seed`),
    }),
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface NodePlace {
  readonly folder: string;
  readonly credentials: string;
  /** The ports of the routes, and which of them is this node's. */
  readonly routes: readonly number[];
  readonly i: number;
  readonly port: number;
  readonly monitorPort: number;
  /** Outside bidders connect to this node; null: to another one, or there are none. */
  readonly edge: Accounts | null;
}

function clusterNode(name: string, place: NodePlace): ClusterNode {
  const { folder, credentials, routes, port, monitorPort } = place;
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn("nats-server", ["-c", await ownConf(name, place)], {
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        PATH: process.env["PATH"],
        NATS_NODE: name,
        NATS_ADVERTISE: `localhost:${place.routes[place.i]}`,
        NATS_MONITOR: `127.0.0.1:${monitorPort}`,
        NATS_STORE: join(folder, name),
        NATS_ROUTES: `[${routes.map((route) => `tls://localhost:${route}`).join()}]`,
        NATS_CA: join(credentials, "ca.pem"),
        NATS_TLS_CERT: join(credentials, `${name}.pem`),
        NATS_TLS_KEY: join(credentials, `${name}.key`),
        ...(place.edge === null
          ? {}
          : { NATS_WEBSOCKET: place.edge.webSocket, NATS_LEAFNODES: place.edge.leafNodes }),
      },
    });
    await ready(child);
  };
  return {
    name,
    url: `tls://127.0.0.1:${port}`,
    monitorUrl: `http://127.0.0.1:${monitorPort}`,
    routePort: routes[place.i] as number,
    start,
    async stop() {
      if (child === undefined || child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
    async reload() {
      await promisify(execFile)("nats-server", ["--signal", `reload=${child?.pid}`]);
    },
  };
}

/**
 * `node.conf` with the addresses of this node, which are all on one machine. No option of the
 * command line: with one for routes, a broker does not read its configuration again.
 */
async function ownConf(
  name: string,
  { folder, port, routes, i, edge }: NodePlace,
): Promise<string> {
  const path = join(folder, `${name}.conf`);
  const shared = await readFile(join(folder, "node.conf"), "utf8");
  const own = shared
    .replace('"0.0.0.0:4222"', `"127.0.0.1:${port}"`)
    .replace('"0.0.0.0:6222"', `"127.0.0.1:${routes[i]}"`);
  await writeFile(path, own);
  if (edge === null) return path;
  const edgePath = join(folder, `${name}-edge.conf`);
  const edgeConf = await readFile(join(folder, "edge.conf"), "utf8");
  await writeFile(edgePath, edgeConf.replace('"node.conf"', `"${name}.conf"`));
  return edgePath;
}

/** @throws Error with its last lines when it does not start */
async function ready(child: ChildProcess): Promise<void> {
  const lines: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once("close", () => reject(new Error(`nats-server: ${lines.slice(-5).join("\n")}`)));
  if (child.stderr === null) throw new Error("the broker has no stderr");
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (lines.push(line) > 50) lines.shift();
    if (line.endsWith("Server is ready")) resolve();
  });
  await promise;
}
