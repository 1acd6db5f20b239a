/**
 * One run: its own broker with the configuration that ships, a folder for what its processes write,
 * and the processes of one competitor at a time.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrokerProcess, startBinary } from "../../script/broker/binary.ts";
import { freePort } from "../../script/broker/port.ts";
import { type BrokerSecrets, brokerUsers, freshSecrets } from "../../script/broker/users.ts";
import { BIDDER_FLAGS, GATEWAY_FLAGS } from "../../script/start/node-flags.ts";
import { BenchProcess, endAll } from "./bench-process.ts";
import { benchConf, PEER } from "./broker-conf.ts";
import { CONTEXT_PATH, PAIRED } from "./context.ts";
import { Session } from "./session.ts";
import { type Faults, NO_SIDE_FAULTS } from "./side.ts";
import type { Work } from "./work.ts";

export interface Competitor {
  readonly label: string;
  readonly side: string;
  /** How callers reach it: in its own process, or from another one. */
  readonly transport: CallerTransport;
  /** Of its auctions, the share that its gateway records; absent: it records none. */
  readonly recordShare?: number;
}

export type CallerTransport = "process" | "nats" | "http";

export interface SessionOptions {
  readonly competitor: Competitor;
  readonly work: Work;
  /** What the last bidder does wrong. */
  readonly faults?: Faults;
  /** The number of the bidders' processes; by default each bidder has its own. */
  readonly bidderProcesses?: number;
  /** Beside a gateway that records, one in the same process that does not. */
  readonly isPaired?: boolean;
}

export class AuctionRun {
  readonly #broker: BrokerProcess;
  readonly #folder: string;
  readonly #secrets: BrokerSecrets;
  #sessions = 0;

  private constructor(broker: BrokerProcess, folder: string, secrets: BrokerSecrets) {
    this.#broker = broker;
    this.#folder = folder;
    this.#secrets = secrets;
  }

  /**
   * Runs `step`, and ends everything that it has started, whatever happens. `signal` ends it in the
   * middle.
   */
  static async with<Value>(
    kinds: readonly string[],
    signal: AbortSignal,
    step: (run: AuctionRun) => Promise<Value>,
  ): Promise<Value> {
    const folder = await mkdtemp(join(tmpdir(), "scatter-bench-"));
    try {
      const conf = benchConf(kinds);
      const confPath = join(folder, "nats.conf");
      await writeFile(confPath, conf);
      const secrets = freshSecrets(brokerUsers(conf));
      const { environment } = secrets;
      const port = await freePort();
      const broker = await startBinary({ port, storeFolder: folder, environment, confPath });
      signal.addEventListener("abort", endAll);
      try {
        return await step(new AuctionRun(broker, folder, secrets));
      } finally {
        signal.removeEventListener("abort", endAll);
        await broker.stop();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** A user who may see all that goes through the broker. */
  get access(): { readonly servers: string; readonly user: string; readonly pass: string } {
    return { servers: this.#broker.url, user: PEER, pass: this.#secrets.passwords[PEER] ?? "" };
  }

  /** Of all gateways that record. */
  get recordsFolder(): string {
    return join(this.#folder, "records");
  }

  /** Runs `step` with the processes of one competitor, ready to answer. */
  async session<Value>(
    options: SessionOptions,
    step: (session: Session) => Promise<Value>,
  ): Promise<Value> {
    const processes: BenchProcess[] = [];
    const start = await this.#starter(options, processes);
    try {
      const { competitor, work } = options;
      const { side, transport } = competitor;
      const { faults = NO_SIDE_FAULTS, bidderProcesses = work.kinds.length } = options;
      const bidders = await Promise.all(
        shared(work.kinds, bidderProcesses).map((kinds, i) => {
          const isLast = i === bidderProcesses - 1;
          const args = [side, kinds.join(), JSON.stringify(isLast ? faults : NO_SIDE_FAULTS)];
          return start("bidder.ts", args, { user: PEER }, BIDDER_FLAGS);
        }),
      );
      const gateway = await start(
        "gateway.ts",
        [side, transport],
        { user: "gateway", LOG_LEVEL: "info", ...this.#recording(options) },
        GATEWAY_FLAGS,
      );
      const url = (await gateway.call<string | undefined>("url")) ?? "";
      const caller =
        transport === "process"
          ? gateway
          : await start("caller.ts", [transport, url], { user: "client" }, []);
      const session = new Session({ gateway, bidders, caller, brokerPid: this.#broker.pid });
      await session.check();
      return await step(session);
    } finally {
      await Promise.all(processes.map((process) => process.end()));
    }
  }

  /** What a gateway is told beside the usual: that it records, and that it is one of a pair. */
  #recording({
    competitor: { recordShare },
    isPaired = false,
  }: SessionOptions): Readonly<Record<string, string>> {
    return {
      ...(recordShare === undefined
        ? {}
        : { RECORD: this.recordsFolder, RECORD_SHARE: String(recordShare) }),
      ...(isPaired ? { [PAIRED]: "1" } : {}),
    };
  }

  /** Starts a process as a user of the broker; only our own processes have users of their own. */
  async #starter({ competitor, work }: SessionOptions, processes: BenchProcess[]) {
    const isOurs = competitor.side === "ours";
    const contextPath = join(this.#folder, `context-${++this.#sessions}.json`);
    const ports = Object.fromEntries(
      await Promise.all(work.kinds.map(async (kind) => [kind, await freePort()] as const)),
    );
    const { url } = this.#broker;
    const { passwords } = this.#secrets;
    await writeFile(contextPath, JSON.stringify({ work, ports, broker: { url }, passwords }));
    return async (
      file: string,
      args: readonly string[],
      { user, ...more }: { readonly user: string } & Readonly<Record<string, string>>,
      ourFlags: readonly string[],
    ): Promise<BenchProcess> => {
      const signsInAs = isOurs ? user : PEER;
      const started = await BenchProcess.start({
        file,
        args,
        flags: isOurs ? ourFlags : [],
        environment: {
          [CONTEXT_PATH]: contextPath,
          NATS_URL: url,
          NATS_USER: signsInAs,
          NATS_PASSWORD: passwords[signsInAs] ?? "",
          ...more,
        },
        logPath: join(this.#folder, "log"),
        onStarted: (process) => void processes.push(process),
      });
      return started;
    };
  }
}

/** The values in so many parts, as equal as they can be. */
function shared<Value>(values: readonly Value[], parts: number): Value[][] {
  const size = Math.ceil(values.length / parts);
  return Array.from({ length: parts }, (_, i) => values.slice(i * size, (i + 1) * size)).filter(
    (part) => part.length > 0,
  );
}
