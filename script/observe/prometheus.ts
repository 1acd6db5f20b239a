/** A Prometheus of this machine, for as long as it is used: its configuration, its answers. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../broker/port.ts";

/** What Prometheus answers `query` with: the values of one series. */
interface Series {
  readonly metric: Readonly<Record<string, string>>;
  /** Epoch seconds and a number, as text. */
  readonly values: readonly (readonly [number, string])[];
}

/** One rule that it evaluates. */
interface EvaluatedRule {
  readonly name: string;
  /** `ok`, or what is wrong with it. */
  readonly health: string;
  /** `inactive`, `pending` or `firing`. */
  readonly state: string;
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

/** Between two tries to reach it while it starts. */
const TRY_MS = 100;
/** On a busy machine. */
const START_MS_MAX = 60_000;

export class Prometheus {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #url: string;

  private constructor(process: ChildProcess, folder: string, url: string) {
    this.#process = process;
    this.#folder = folder;
    this.#url = url;
  }

  /**
   * @param files of its folder by their names; `prometheus.yml` among them
   * @throws Error when it is not installed, or does not start
   */
  static async start(files: Readonly<Record<string, string>>): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), "scatter-prometheus-"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      "prometheus",
      [
        `--config.file=${join(folder, "prometheus.yml")}`,
        `--storage.tsdb.path=${join(folder, "data")}`,
        `--web.listen-address=${address}`,
        "--log.level=error",
      ],
      { stdio: ["ignore", "inherit", "inherit"] },
    );
    const failed = Promise.withResolvers<never>();
    child.once("error", (error) => failed.reject(new Error(`no prometheus: ${error.message}`)));
    child.once("exit", (code) => failed.reject(new Error(`prometheus ended with ${code}`)));
    failed.promise.catch(() => {}); // also where nobody waits for it any more
    const prometheus = new Prometheus(child, folder, `http://${address}`);
    try {
      await Promise.race([prometheus.#ready(), failed.promise]);
      return prometheus;
    } catch (thrown) {
      await prometheus.stop();
      throw thrown;
    }
  }

  async #ready(): Promise<void> {
    for (const endMs = Date.now() + START_MS_MAX; Date.now() < endMs; ) {
      const answer = await fetch(`${this.#url}/-/ready`).catch(() => null);
      if (answer?.ok === true) return;
      await new Promise((resolve) => setTimeout(resolve, TRY_MS));
    }
    throw new Error(`prometheus is not ready after ${START_MS_MAX} ms`);
  }

  /** @throws Error with what Prometheus says of a query that it cannot evaluate */
  async range(query: string, fromS: number, toS: number, stepS: number): Promise<Series[]> {
    const asked = { query, start: `${fromS}`, end: `${toS}`, step: `${stepS}` };
    const { result } = await this.#get<{ result: Series[] }>("query_range", asked);
    return result;
  }

  async rules(): Promise<EvaluatedRule[]> {
    const { groups } = await this.#get<{ groups: { rules: EvaluatedRule[] }[] }>("rules", {});
    return groups.flatMap(({ rules }) => rules);
  }

  /** The targets that it has reached, of all. */
  async targets(): Promise<{ readonly up: number; readonly all: number }> {
    const { activeTargets } = await this.#get<{ activeTargets: { health: string }[] }>(
      "targets",
      {},
    );
    const up = activeTargets.filter(({ health }) => health === "up").length;
    return { up, all: activeTargets.length };
  }

  async #get<Data>(path: string, asked: Record<string, string>): Promise<Data> {
    const answer = await fetch(`${this.#url}/api/v1/${path}?${new URLSearchParams(asked)}`);
    const { data, error } = (await answer.json()) as { data: Data; error?: string };
    if (error !== undefined) throw new Error(error);
    return data;
  }

  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid !== undefined && exitCode === null && signalCode === null) {
      const ended = once(this.#process, "exit");
      this.#process.kill("SIGTERM");
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
