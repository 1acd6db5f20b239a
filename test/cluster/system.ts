/**
 * A whole system of the images that ship, in containers on a network of its own: three brokers as
 * in `deploy/cluster`, two gateways, two instances of each bidder. Callers reach it by ports of
 * 127.0.0.1.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import packageJson from "../../package.json" with { type: "json" };
import { messageOf } from "../../proto/errors.ts";
import { freePort } from "../../script/broker/port.ts";
import { CLUSTER_FOLDER } from "../../script/cluster/rights.ts";
import { until } from "../harness/until.ts";
import { ClusterKeys } from "./cluster-keys.ts";
import { Container, type ContainerSpec, docker } from "./engine.ts";

export const KINDS = ["nonstop", "stops", "partners"] as const;
const NODES = ["nats-1", "nats-2", "nats-3"] as const;
const ROOT = join(import.meta.dirname, "..", "..");
/** The user of the image. */
const USER = 10_001;
/** The role of the test itself: it reads calls and bids, as no role of the system may. */
const OBSERVER = "observer";
/** What it reads: bids, calls to a market, and calls to one instance. */
export const OBSERVED = ["_INBOX.gw.>", "auction.flights.>", "auction.direct.>"] as const;

export interface System {
  readonly brokers: readonly Container[];
  readonly gateways: readonly Container[];
  /** The first instances of all kinds, and then the second ones. */
  readonly bidders: readonly Container[];
  /** `http://127.0.0.1:…` of each gateway. */
  readonly doors: readonly string[];
  /** `tls://127.0.0.1:…` of each broker. */
  readonly brokerUrls: readonly string[];
  readonly keys: ClusterKeys;
  /** How a process of this machine signs in with this role. */
  environment(role: string): Record<string, string>;
  /** Resolves when each gateway is ready and knows every instance. */
  whole(): Promise<void>;
  /** Resolves when each gateway is ready. */
  ready(): Promise<void>;
  end(): Promise<void>;
}

/** @throws Error where an image cannot be built, or a process does not come up */
export async function startSystem(): Promise<System> {
  await promisify(execFile)(join(ROOT, "script", "broker-image"));
  await promisify(execFile)(join(ROOT, "script", "image"));
  const run = `scatter-cluster-${randomBytes(4).toString("hex")}`;
  const folder = await mkdtemp(join(tmpdir(), "scatter-cluster-"));
  const credentials = join(folder, "credentials");
  const keys = await prepare(folder, credentials);
  await docker("network", "create", run);
  const started: Container[] = [];
  const end = async () => {
    await Promise.all(started.map(({ name }) => docker("rm", "--force", "--volumes", name)));
    await docker("network", "rm", run);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return await startAll({ run, folder, credentials, keys, started, end });
  } catch (thrown) {
    const logs = await Promise.all(
      started.map(
        async (one) => `${one.host}: ${(await one.log()).slice(-LINES_SHOWN).join("\n")}`,
      ),
    );
    await end();
    throw new Error(`${messageOf(thrown)}\n${logs.join("\n")}`, { cause: thrown });
  }
}

/** On an idle machine it takes 5 s; eleven processes that start on one that many load, minutes. */
const WHOLE_MS_MAX = 400_000;
/** The last lines of each container's log, where the system does not come up. */
const LINES_SHOWN = 4;

/** The configuration of the brokers and everybody's credentials, the observer's among them. */
async function prepare(folder: string, credentials: string): Promise<ClusterKeys> {
  const hosts = Object.fromEntries(NODES.map((node) => [node, [node, "127.0.0.1"]]));
  const conf = join(folder, "conf");
  await cp(CLUSTER_FOLDER, conf, { recursive: true });
  const observed = `subscribe: ${JSON.stringify(OBSERVED)}\n`;
  await writeFile(join(conf, "rights", `${OBSERVER}.conf`), observed);
  for (const node of NODES) {
    await mkdir(storeOf(folder, node));
    await chown(storeOf(folder, node), USER, USER);
  }
  const folders = { operator: join(folder, "operator"), processes: credentials, conf, user: USER };
  return ClusterKeys.make(folders, hosts, OBSERVER);
}

/** What a node has stored is there when it starts again. */
const storeOf = (folder: string, node: string) => join(folder, `store-${node}`);

interface Place {
  readonly run: string;
  readonly folder: string;
  readonly credentials: string;
  readonly keys: ClusterKeys;
  readonly started: Container[];
  end(): Promise<void>;
}

async function startAll(place: Place): Promise<System> {
  const { credentials, keys, end } = place;
  const brokerPorts = [await freePort(), await freePort(), await freePort()];
  const httpPorts = [await freePort(), await freePort()];
  const brokers = await Promise.all(
    NODES.map((node, i) => start(place, node, brokerSpec(place, node, brokerPorts[i] ?? 0))),
  );
  const bidders = await Promise.all(
    [1, 2].flatMap((instance) =>
      KINDS.map((kind) => {
        const name = `${kind}-${instance}`;
        const spec = processSpec(place, kind, { INSTANCE: name });
        return start(place, name, { ...spec, command: commandOf("bidder", kind) });
      }),
    ),
  );
  const gateways = await Promise.all(
    httpPorts.map((port, i) => {
      const name = `gateway-${i + 1}`;
      // Any gateway answers for the searches of another one, and has its last good bids.
      const own = { GATEWAY_ID: name, LEDGER_SHARED: "on", STAND_INS: "bucket" };
      const spec = processSpec(place, "gateway", own);
      return start(place, name, {
        ...spec,
        ports: { [port]: 8080 },
        command: commandOf("gateway"),
      });
    }),
  );
  const doors = httpPorts.map((port) => `http://127.0.0.1:${port}`);
  const brokerUrls = brokerPorts.map((port) => `tls://127.0.0.1:${port}`);
  const each = (what: string, is: (door: string) => Promise<boolean>) => async () => {
    const patience = { what: `a gateway to ${what}`, everyMs: 200, withinMs: WHOLE_MS_MAX };
    for (const door of doors) await until(() => is(door), patience);
  };
  const whole = each("know all", knowsAll);
  const ready = each("be ready", isReady);
  await whole();
  // The image's own health check agrees.
  for (const { name } of [...gateways, ...bidders]) await docker("exec", name, "node", "health.js");
  const environment = (role: string) => ({
    NATS_URL: brokerUrls.join(),
    ...certificates(role, credentials),
    NATS_NKEY_SEED_FILE: join(credentials, `${role}.seed`),
  });
  return { brokers, gateways, bidders, doors, brokerUrls, keys, environment, whole, ready, end };
}

type Spec = Omit<ContainerSpec, "name" | "host" | "network" | "ports"> &
  Partial<Pick<ContainerSpec, "ports">>;

async function start({ run, started }: Place, host: string, spec: Spec): Promise<Container> {
  const name = `${run}-${host}`;
  const container = await Container.start({ ports: {}, ...spec, name, host, network: run });
  started.push(container);
  return container;
}

const certificates = (name: string, folder: string) => ({
  NATS_CA: join(folder, "ca.pem"),
  NATS_TLS_CERT: join(folder, `${name}.pem`),
  NATS_TLS_KEY: join(folder, `${name}.key`),
});

const brokerSpec = ({ folder, credentials }: Place, node: string, port: number): Spec => ({
  image: "scatter-nats:local",
  ports: { [port]: 4222 },
  folders: { "/etc/nats": join(folder, "conf"), "/etc/scatter": credentials },
  options: ["--user", `${USER}:${USER}`, "--volume", `${storeOf(folder, node)}:/data`],
  environment: {
    NATS_NODE: node,
    NATS_ADVERTISE: `${node}:6222`,
    NATS_MONITOR: "127.0.0.1:8222",
    NATS_STORE: "/data",
    NATS_ROUTES: `[${NODES.map((name) => `tls://${name}:6222`).join()}]`,
    ...certificates(node, "/etc/scatter"),
  },
  command: ["-c", "/etc/nats/node.conf"],
});

const processSpec = (
  { credentials }: Place,
  role: string,
  own: Readonly<Record<string, string>>,
): Omit<Spec, "command"> => ({
  image: "scatter:local",
  // A check every ten seconds in eight containers is too much for a machine that others load.
  options: ["--no-healthcheck"],
  folders: { "/etc/scatter": credentials },
  environment: {
    NATS_URL: NODES.map((node) => `tls://${node}:4222`).join(),
    ...certificates(role, "/etc/scatter"),
    NATS_NKEY_SEED_FILE: `/etc/scatter/${role}.seed`,
    SEARCHES_PER_MINUTE_MAX: "1000000",
    ...own,
  },
});

/** The process as npm's script of this name starts it, from what is compiled. */
function commandOf(script: "gateway" | "bidder", ...args: readonly string[]): string[] {
  const words = packageJson.scripts[script].split(" ").slice(2);
  return [...words.map((word) => word.replace(/^(.*)\.ts$/, "dist/$1.js")), ...args];
}

const askFrom = (door: string) => (path: string) =>
  fetch(door + path, { signal: AbortSignal.timeout(5_000) });

async function isReady(door: string): Promise<boolean> {
  return (await askFrom(door)("/ready")).status === 200;
}

async function knowsAll(door: string): Promise<boolean> {
  const ask = askFrom(door);
  if (!(await isReady(door))) return false;
  const { bidders } = (await (await ask("/v1/bidders")).json()) as {
    readonly bidders: readonly { readonly instances: readonly unknown[] }[];
  };
  return bidders.flatMap(({ instances }) => instances).length === 2 * KINDS.length;
}
