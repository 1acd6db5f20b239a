/**
 * The system that endures: a broker with `nats.conf`, two gateways, and two instances of each
 * bidder, each a process as it ships. Bidders are on the kit; their offers are made already, so
 * that the auction is what works, and not a search for connections.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../script/broker/port.ts";
import { BIDDER_FLAGS, GATEWAY_FLAGS } from "../../script/start/node-flags.ts";
import { instancesAre } from "../../test/harness/gateway.ts";
import { environmentOf } from "../../test/harness/process.ts";
import { until } from "../../test/harness/until.ts";
import type { Faults } from "../auction/side.ts";
import { BrokerPart } from "./broker-part.ts";
import { KINDS, type Kind } from "./days.ts";
import { Part } from "./part.ts";

const GATEWAYS = ["gw-1", "gw-2"] as const;
const INSTANCES = [1, 2] as const;
/** A caller over HTTP is one address. */
const UNLIMITED = "10000000";

export interface EnduranceSystem {
  readonly broker: BrokerPart;
  readonly gateways: readonly Part[];
  /** `http://127.0.0.1:…` of each gateway. */
  readonly doors: readonly string[];
  bidder(name: `${Kind}-${1 | 2}`): Part;
  readonly bidders: readonly Part[];
  /** Starts one more instance of a kind, with these faults; resolves when the gateways know it. */
  faulty(kind: Kind, faults: Faults): Promise<Part>;
  /** Resolves when each gateway is ready and knows every instance. */
  whole(): Promise<void>;
  end(): Promise<void>;
}

/** @throws Error when a process does not come up */
export async function startSystem(): Promise<EnduranceSystem> {
  const folder = await mkdtemp(join(tmpdir(), "scatter-endurance-"));
  const started: (Part | BrokerPart)[] = [];
  const end = async () => {
    for (const part of started.toReversed()) await part.kill();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const broker = await BrokerPart.start(folder);
    started.push(broker);
    const made = new Parts(broker, join(folder, "log"));
    const bidders: Part[] = [];
    for (const kind of KINDS)
      for (const i of INSTANCES) bidders.push(await made.bidder(kind, `${kind}-${i}`));
    const gateways: Part[] = [];
    for (const name of GATEWAYS) gateways.push(await made.gateway(name));
    const doors = gateways.map(({ metricsUrl = "" }) => new URL(metricsUrl).origin);
    for (const part of [...bidders, ...gateways]) {
      started.push(part);
      part.start();
    }
    const names = bidders.map(({ name }) => name);
    const known = async (...more: readonly string[]) => {
      for (const url of doors) {
        await until(async () => (await fetch(`${url}/ready`)).status === 200, {
          what: `${url} to be ready`,
          everyMs: 50,
        });
        await instancesAre({ url }, [...names, ...more]);
      }
    };
    await known();
    return {
      broker,
      gateways,
      doors,
      bidders,
      bidder: (name) => bidders[names.indexOf(name)] as Part,
      async faulty(kind, faults) {
        const part = made.faulty(kind, faults);
        started.push(part);
        part.start();
        await known(part.name);
        return part;
      },
      whole: () => known(),
      end,
    };
  } catch (thrown) {
    await end();
    throw thrown;
  }
}

/** How each process is started. */
class Parts {
  readonly #broker: BrokerPart;
  readonly #logPath: string;

  constructor(broker: BrokerPart, logPath: string) {
    this.#broker = broker;
    this.#logPath = logPath;
  }

  /** Its last good bids and its ledger are in buckets, which both gateways share. */
  async gateway(name: string): Promise<Part> {
    const port = await freePort();
    return new Part({
      name,
      file: "gateway/main.ts",
      flags: GATEWAY_FLAGS,
      environment: {
        ...this.#environment("gateway"),
        GATEWAY_ID: name,
        PORT: String(port),
        STAND_INS: "bucket",
        LEDGER_SHARED: "on",
        SEARCHES_PER_MINUTE_MAX: UNLIMITED,
        PLACES_PER_MINUTE_MAX: UNLIMITED,
      },
      metricsUrl: `http://127.0.0.1:${port}/metrics`,
      logPath: this.#logPath,
    });
  }

  async bidder(kind: Kind, name: string): Promise<Part> {
    const port = await freePort();
    return new Part({
      name,
      file: "bench/endurance/bidder.ts",
      args: [kind],
      flags: BIDDER_FLAGS,
      environment: {
        ...this.#environment(kind),
        INSTANCE: name,
        METRICS_PORT: String(port),
      },
      metricsUrl: `http://127.0.0.1:${port}/metrics`,
      logPath: this.#logPath,
    });
  }

  faulty(kind: Kind, faults: Faults): Part {
    const name = `${kind}-wrong`;
    return new Part({
      name,
      file: "bench/endurance/bidder.ts",
      args: [kind, JSON.stringify(faults)],
      flags: BIDDER_FLAGS,
      environment: { ...this.#environment(kind), INSTANCE: name },
      logPath: this.#logPath,
    });
  }

  #environment(role: Kind | "gateway"): Record<string, string> {
    return { ...environmentOf(this.#broker, role), LOG_LEVEL: "error" };
  }
}
