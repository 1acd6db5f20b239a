/** One process of the system under endurance, which is broken and repaired while it works. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../test/harness/until.ts";

const ROOT = join(import.meta.dirname, "..", "..");

interface PartOptions {
  readonly name: string;
  /** From the project's folder. */
  readonly file: string;
  readonly args?: readonly string[];
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where its metrics are; a part without them has none. */
  readonly metricsUrl?: string;
  /** Its output is appended here. */
  readonly logPath: string;
}

/** All that run: this process ends them, however it ends. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export class Part {
  readonly name: string;
  readonly metricsUrl: string | undefined;
  readonly #options: PartOptions;
  #child: ChildProcess | undefined;

  constructor(options: PartOptions) {
    this.#options = options;
    this.name = options.name;
    this.metricsUrl = options.metricsUrl;
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { file, args = [], flags, environment, logPath } = this.#options;
    const log = openSync(logPath, "a");
    const child = spawn(process.execPath, [...flags, join(ROOT, file), ...args], {
      env: { PATH: process.env["PATH"] ?? "", ...environment },
      // The channel ends it when this process is gone.
      stdio: ["ignore", log, log, "ipc"],
    });
    closeSync(log);
    this.#child = child;
    running.add(child);
    child.once("exit", () => {
      running.delete(child);
      if (this.#child === child) this.#child = undefined;
    });
  }

  async kill(): Promise<void> {
    await this.#endBy("SIGKILL");
  }

  /** It drains. */
  async stop(): Promise<void> {
    await this.#endBy("SIGTERM");
  }

  freeze(): void {
    this.#child?.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child?.kill("SIGCONT");
  }

  async #endBy(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    await until(() => this.#child !== child, { what: `${this.name} to end` });
  }
}
