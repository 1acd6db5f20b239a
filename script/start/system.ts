/**
 * The whole system on one machine: broker, gateway, one instance of each bidder, and the partners'
 * sandbox, each a process of its own with the credentials of its own role alone.
 *
 *   starting -> running -> stopped
 *
 * After any failure, everything that was started is stopped, in this order: gateway (its searches
 * end), bidders, sandbox, broker.
 *
 * Tests: `test/integration/start.test.ts`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Environment, runFileIn } from "../../common/runtime/config.ts";
import { sandboxPartners } from "../../examples/sandbox/partners.ts";
import { type BrokerProcess, startBinary } from "../broker/binary.ts";
import { freePort, freePortNear, isFree, onPortNear } from "../broker/port.ts";
import { freshSecrets } from "../broker/users.ts";
import { type Child, type ChildEnd, endText, startChild } from "./child.ts";
import { type BrokerAccess, type ProcessName, processEnvironment } from "./environment.ts";
import type { SettingsByKind } from "./kinds.ts";
import type { LineWriter } from "./log.ts";
import { BIDDER_FLAGS, GATEWAY_FLAGS } from "./node-flags.ts";
import { whatIsMissing } from "./readiness.ts";
import { OwnRecord } from "./record.ts";
import { writePrivate, writeRunFile } from "./run-file.ts";
import { SystemFailure } from "./system-failure.ts";
import { SEARCHES_PER_MINUTE_MIN, warmSearches } from "./warm-searches.ts";

const DEFAULT_BROKER_PORT = 4222;
const DEFAULT_GATEWAY_PORT = 8080;
const BIDDER = [...BIDDER_FLAGS, "bidders/main.ts"];
const GATEWAY = [...GATEWAY_FLAGS, "gateway/main.ts"];
/** The bidder whose outside sellers are the sandbox, where the environment names no others. */
const PARTNERS = "partners";
/** Bidders that ask no one outside of this machine. */
const SIMULATED: readonly string[] = ["nonstop", "stops", PARTNERS];
/** Six processes that start in 3 s elsewhere have taken 60 on a machine that many load. */
const READY_WITHIN_MS = 120_000;
const ASK_EVERY_MS = 50;

interface SystemOptions {
  readonly environment: Environment;
  /** The bidders that are started. */
  readonly kinds: SettingsByKind;
  /** Where this start writes what other processes need. */
  readonly runFolder: string;
  /** The broker that the environment names; undefined brings one. */
  readonly given: BrokerAccess | undefined;
  readonly log: LineWriter;
  /** Messages to the user: the end of a process, another start. */
  readonly report: (text: string) => void;
}

export class System {
  readonly #options: SystemOptions;
  readonly #children = new Map<ProcessName, Child>();
  readonly #undo: (() => void)[] = [];
  /** The record for the next start, if this one is killed. */
  readonly #record: OwnRecord;
  readonly #fatal = Promise.withResolvers<never>();
  #broker: BrokerProcess | undefined;
  #sandboxReady: Promise<void> = Promise.resolve();
  #running = false;
  #stopping: Promise<void> | undefined;

  constructor(options: SystemOptions) {
    this.#options = options;
    this.#record = new OwnRecord(options.runFolder);
    // A rejection that no caller waits for must not count as unhandled.
    this.#fatal.promise.catch(() => {});
  }

  /** Rejects with a SystemFailure when the system cannot go on. */
  get failed(): Promise<never> {
    return this.#fatal.promise;
  }

  /**
   * Resolves with the gateway's URL when a search is answered by all, and some have been.
   * @throws SystemFailure
   */
  async start(): Promise<string> {
    process.once("exit", () => this.#cleanUp());
    const { environment, runFolder } = this.#options;
    const port = await gatewayPort(environment["PORT"]);
    const access = this.#options.given ?? (await this.#startBroker());
    const url = `http://${reachable(environment["HOST"] || "127.0.0.1")}:${port}`;
    if (this.#options.given === undefined) {
      this.#undo.push(
        writeRunFile(
          { url: access.url, gatewayUrl: url, passwords: { ...access.passwords } },
          runFileIn(runFolder),
        ),
      );
    }

    this.#startChild("gateway", GATEWAY, access, { PORT: String(port) });
    for (const kind of this.#options.kinds.keys())
      if (kind !== PARTNERS) this.#startChild(kind, [...BIDDER, kind], access);
    if (this.#options.kinds.has(PARTNERS))
      await Promise.race([this.#startPartners(access), this.failed]);
    await Promise.race([Promise.all([this.#ready(url), this.#sandboxReady]), this.failed]);
    if (this.#mayWarm) await Promise.race([warmSearches(url, Date.now()), this.failed]);
    this.#running = true;
    return url;
  }

  /**
   * An outside seller is not asked, nor a bidder of another's broker, nor one that may ask others.
   */
  get #mayWarm(): boolean {
    const { environment, given, kinds } = this.#options;
    const limit = environment["SEARCHES_PER_MINUTE_MAX"];
    const isLimited = Boolean(limit) && Number(limit) < SEARCHES_PER_MINUTE_MIN;
    const hasSellers = environment["PARTNERS"] || environment["DUFFEL_TOKEN"];
    const isSimulated = [...kinds.keys()].every((kind) => SIMULATED.includes(kind));
    return given === undefined && isSimulated && !hasSellers && !isLimited;
  }

  /** Drains all processes in order, and removes all files. */
  stop(): Promise<void> {
    this.#stopping ??= this.#drain();
    return this.#stopping;
  }

  /** Ends all at once. */
  kill(): void {
    for (const child of this.#children.values()) child.kill();
    this.#broker?.kill();
    this.#cleanUp();
  }

  async #drain(): Promise<void> {
    const stop = (names: readonly ProcessName[]) =>
      Promise.all(names.map((name) => this.#children.get(name)?.stop()));
    await stop(["gateway"]);
    await stop([...this.#options.kinds.keys()]);
    await stop(["sandbox"]);
    await this.#broker?.stop();
    this.#cleanUp();
  }

  #cleanUp(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#record.remove();
  }

  async #startBroker(): Promise<BrokerAccess> {
    const { passwords, environment } = freshSecrets();
    const storeFolder = mkdtempSync(join(tmpdir(), "scatter-jetstream-"));
    this.#record.addFile(storeFolder);
    this.#undo.push(() => rmSync(storeFolder, { recursive: true, force: true }));
    try {
      this.#broker = await onPortNear(DEFAULT_BROKER_PORT, (port) => {
        if (port !== DEFAULT_BROKER_PORT)
          this.#options.report(
            `port ${DEFAULT_BROKER_PORT} is taken: the broker listens on ${port}`,
          );
        return startBinary({ port, storeFolder, environment });
      });
    } catch (thrown) {
      throw new SystemFailure(String(thrown instanceof Error ? thrown.message : thrown), 1);
    }
    this.#record.addProcess("broker", this.#broker.pid);
    void this.#broker.ended.then(({ code, lastLines }) =>
      this.#childEnded({ name: "broker", code, lastLines: lastLines.join("\n") }),
    );
    return { url: this.#broker.url, passwords };
  }

  #startChild(
    name: ProcessName,
    command: readonly string[],
    access: BrokerAccess,
    more: Record<string, string> = {},
  ): Child {
    return this.#startListening(name, command, access, more, (line) =>
      this.#options.log(name, line),
    );
  }

  #startListening(
    name: ProcessName,
    command: readonly string[],
    access: BrokerAccess,
    more: Record<string, string>,
    onLine: (line: string) => void,
  ): Child {
    // Stopped while it was starting: no process is started that would not be stopped.
    if (this.#stopping !== undefined)
      throw new SystemFailure(`${name} is not started: everything stops`, 1);
    const environment = processEnvironment(name, this.#options, access, more);
    const child = startChild({ name, command, environment, onLine });
    this.#children.set(name, child);
    this.#record.addProcess(name, child.pid);
    void child.ended.then((end) => this.#childEnded(end));
    return child;
  }

  /**
   * The bidder `partners`, with the sandbox as its outside sellers; or with the partners that the
   * environment names.
   */
  async #startPartners(access: BrokerAccess): Promise<void> {
    const { environment, runFolder } = this.#options;
    if (environment["PARTNERS"]) {
      this.#startChild(PARTNERS, [...BIDDER, PARTNERS], access);
      return;
    }
    const partners = sandboxPartners(await this.#startSandbox(access));
    const real = {
      name: "duffel",
      adapter: "duffel",
      url: "https://api.duffel.com",
      token: "$DUFFEL_TOKEN",
    };
    const path = join(runFolder, `partners-${process.pid}.json`);
    this.#record.addFile(path);
    writePrivate(
      path,
      JSON.stringify(environment["DUFFEL_TOKEN"] ? [...partners, real] : partners, null, 2),
    );
    this.#undo.push(() => rmSync(path, { force: true }));
    this.#startChild(PARTNERS, [...BIDDER, PARTNERS], access, { PARTNERS: path });
  }

  /** Resolves with its URL as soon as it listens: it reads its flights meanwhile. */
  #startSandbox(access: BrokerAccess): Promise<string> {
    const listening = Promise.withResolvers<string>();
    const ready = Promise.withResolvers<void>();
    this.#sandboxReady = ready.promise;
    this.#startListening("sandbox", ["examples/sandbox/main.ts"], access, { PORT: "0" }, (line) => {
      const [, word, url] = /^(listening|ready) (\S+)$/.exec(line) ?? [];
      // Its readiness is not the system's: that line is kept for the end.
      if (url === undefined) this.#options.log("sandbox", line);
      else if (word === "ready") ready.resolve();
      else listening.resolve(url);
    });
    return listening.promise;
  }

  async #ready(url: string): Promise<void> {
    const end = performance.now() + READY_WITHIN_MS;
    for (;;) {
      const missing = await whatIsMissing(url, this.#options.kinds.keys());
      if (missing === null || this.#stopping !== undefined) return;
      if (performance.now() > end)
        throw new SystemFailure(`not ready within ${READY_WITHIN_MS / 1_000} s: ${missing}`, 1);
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  }

  /**
   * While starting, the end of any process ends the system. Later it goes on without a bidder, but
   * not without broker or gateway.
   */
  #childEnded({ name, code, lastLines }: ChildEnd): void {
    if (this.#stopping !== undefined) return;
    const ending = lastLines === "" ? "" : `; its last lines:\n${lastLines}`;
    if (!this.#running) {
      const misconfigured = code === 2;
      this.#fatal.reject(
        new SystemFailure(
          `${name} could not start (${endText(code)})${ending}`,
          misconfigured ? 2 : 1,
        ),
      );
    } else if (name === "broker" || name === "gateway") {
      this.#fatal.reject(
        new SystemFailure(
          `${name} has ended (${endText(code)}), and nothing goes on without it${ending}`,
          1,
        ),
      );
    } else {
      this.#options.report(
        `${name} has ended (${endText(code)}); the rest goes on without it${ending}`,
      );
    }
  }
}

/** The port in PORT, or an error. */
async function gatewayPort(asked: string | undefined): Promise<number> {
  if (!asked) return freePortNear(DEFAULT_GATEWAY_PORT);
  const port = Number(asked);
  if (port === 0) return freePort();
  if (!(await isFree(port)))
    throw new SystemFailure(`PORT=${port} is taken; name another, or none to take any free one`, 1);
  return port;
}

/** An address to reach a listener by: one that listens everywhere is reached on this machine. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
