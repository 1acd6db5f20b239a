/**
 * A cluster of brokers for a test, of this machine's nats-server: `deploy/cluster/node.conf` with
 * TLS, certificates and keys that are made for it.
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
import { CLUSTER_FOLDER } from "../../script/cluster/rights.ts";

const NODES = ["nats-1", "nats-2", "nats-3"] as const;

interface ClusterNode {
  readonly name: string;
  readonly url: string;
  /** Where it shows its state. */
  readonly monitorUrl: string;
  /** Resolves when it takes connections. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Reads its configuration and its certificates again. */
  reload(): Promise<void>;
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

export async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "scatter-cluster-"));
  const credentials = join(folder, "credentials");
  const hosts = Object.fromEntries(NODES.map((name) => [name, ["127.0.0.1"]]));
  await makeCredentials(credentials, hosts);
  await cp(CLUSTER_FOLDER, folder, { recursive: true });
  const takeUsers = () => cp(join(credentials, "users.conf"), join(folder, "users.conf"));
  await takeUsers();
  const routes: number[] = [];
  for (const _name of NODES) routes.push(await freePort());
  const nodes: ClusterNode[] = [];
  for (const [i, name] of NODES.entries()) {
    const [port, monitorPort] = [await freePort(), await freePort()];
    nodes.push(clusterNode(name, { folder, credentials, routes, i, port, monitorPort }));
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
        NATS_ADVERTISE: `127.0.0.1:${place.routes[place.i]}`,
        NATS_MONITOR: `127.0.0.1:${monitorPort}`,
        NATS_STORE: join(folder, name),
        NATS_ROUTES: `[${routes.map((route) => `tls://127.0.0.1:${route}`).join()}]`,
        NATS_CA: join(credentials, "ca.pem"),
        NATS_TLS_CERT: join(credentials, `${name}.pem`),
        NATS_TLS_KEY: join(credentials, `${name}.key`),
      },
    });
    await ready(child);
  };
  return {
    name,
    url: `tls://127.0.0.1:${port}`,
    monitorUrl: `http://127.0.0.1:${monitorPort}`,
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
async function ownConf(name: string, { folder, port, routes, i }: NodePlace): Promise<string> {
  const path = join(folder, `${name}.conf`);
  const shared = await readFile(join(folder, "node.conf"), "utf8");
  const own = shared
    .replace('"0.0.0.0:4222"', `"127.0.0.1:${port}"`)
    .replace('"0.0.0.0:6222"', `"127.0.0.1:${routes[i]}"`);
  await writeFile(path, own);
  return path;
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
