/**
 * A real broker for a test file, with the nats.conf that ships: in a container where an engine
 * answers, else the machine's own nats-server. BROKER=container requires the first,
 * BROKER=local the second.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrokerRole } from "../../common/runtime/config.ts";
import type { BrokerConfig } from "../../common/runtime/connect.ts";
import { freePort } from "../../script/broker/port.ts";
import {
  type BrokerSecrets,
  brokerUsers,
  freshSecrets,
  NATS_CONF,
} from "../../script/broker/users.ts";
import { startLocalMachine } from "./broker-binary.ts";
import type * as brokerContainer from "./broker-container.ts";
import type { BrokerMachine } from "./broker-machine.ts";

export type BrokerHow = "container" | "local binary";

export interface Broker extends AsyncDisposable, BrokerMachine {
  readonly url: string;
  readonly how: BrokerHow;
  /** Keyed by role. */
  readonly passwords: Readonly<Record<string, string>>;
  /** How to connect to it as this role. */
  credentials(role: BrokerRole): BrokerConfig;
  /** Down and up again, on the same port. */
  restart(): Promise<void>;
}

/** The nats.conf that ships, with the users of its comments: `client-shop` and `records`. */
export function confWithSecondClient(): string {
  return readFileSync(NATS_CONF, "utf8").replaceAll(/^( *)#\+ /gm, "$1");
}

/** A broker as a process of this machine, for tests that send it signals. */
export async function startLocalBroker(
  conf?: string,
): Promise<Broker & Required<Pick<BrokerMachine, "signal">>> {
  const broker = await startBroker(conf, "local binary");
  return { ...broker, signal: broker.signal as NonNullable<BrokerMachine["signal"]> };
}

/**
 * @param conf another configuration than the nats.conf that ships
 * @param wanted where it runs; by default what BROKER sets
 */
export async function startBroker(
  conf = readFileSync(NATS_CONF, "utf8"),
  wanted?: BrokerHow,
): Promise<Broker> {
  const how = wanted ?? (await chooseHow(process.env["BROKER"]));
  const secrets = freshSecrets(brokerUsers(conf));
  const start =
    how === "container" ? (await containers()).startContainerMachine : startLocalMachine;
  const { port, machine } = await onFreePort((port, its) => start(port, its, conf), secrets);
  const url = `nats://127.0.0.1:${port}`;
  return {
    url,
    how,
    passwords: secrets.passwords,
    credentials: (role) => ({
      url,
      credentials: { kind: "password", user: role, password: secrets.passwords[role] ?? "" },
    }),
    down: machine.down,
    up: machine.up,
    ...(machine.signal === undefined ? {} : { signal: machine.signal }),
    async restart() {
      await machine.down();
      await machine.up();
    },
    stop: machine.stop,
    [Symbol.asyncDispose]: machine.stop,
  };
}

/**
 * What the tests of this run use. @throws Error when a container is required and none can be had
 */
export async function chooseHow(wish: string | undefined): Promise<BrokerHow> {
  switch (wish) {
    case "local":
      return "local binary";
    case "container": {
      const why = await (await containers()).canRunContainers();
      if (why !== "yes") throw new Error(`BROKER=container, but ${why}`);
      return "container";
    }
    case undefined:
    case "":
      return (await (await containers()).canRunContainers()) === "yes"
        ? "container"
        : "local binary";
    default:
      throw new Error(
        `BROKER=${wish}: 'container' or 'local' are right; unset takes a container where there is an engine`,
      );
  }
}

/**
 * Loaded only where it is needed, and by a test outside its context
 * (script/test-run/plain-environment.ts): testcontainers is large.
 */
async function containers(): Promise<typeof brokerContainer> {
  const { importOutside } = globalThis as {
    importOutside?: (path: string) => Promise<typeof brokerContainer>;
  };
  return importOutside === undefined
    ? import("./broker-container.ts")
    : importOutside(join(import.meta.dirname, "broker-container.ts"));
}

type StartMachine = (port: number, secrets: BrokerSecrets) => Promise<BrokerMachine>;

/**
 * Another process may take a free port before the broker listens on it: then another port is tried.
 */
async function onFreePort(
  start: StartMachine,
  secrets: BrokerSecrets,
  triesLeft = 3,
): Promise<{ port: number; machine: BrokerMachine }> {
  const port = await freePort();
  try {
    return { port, machine: await start(port, secrets) };
  } catch (thrown) {
    if (triesLeft <= 1) throw thrown;
    return onFreePort(start, secrets, triesLeft - 1);
  }
}
