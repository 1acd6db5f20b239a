/** A process of a benchmark, from the side of its parent: see commands.ts. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { Request, Response } from "./commands.ts";

export interface BenchProcessOptions {
  /** A file of this folder. */
  readonly file: string;
  readonly args: readonly string[];
  readonly flags?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Its standard output, which is its log. */
  readonly logPath: string;
  /** Called before it takes commands, so that it can be ended also when it never does. */
  readonly onStarted: (process: BenchProcess) => void;
}

/** All that run: a parent that ends in any way ends them. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export class BenchProcess {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;
  #stopping = false;

  private constructor({ file, args, flags = [], environment, logPath }: BenchProcessOptions) {
    this.#name = [file, ...args].join(" ");
    const log = openSync(logPath, "a");
    this.#child = fork(join(import.meta.dirname, file), args, {
      execArgv: [...flags],
      env: { PATH: process.env["PATH"] ?? "", ...environment },
      stdio: ["ignore", log, "inherit", "ipc"],
    });
    closeSync(log);
    running.add(this.#child);
    this.#waiting.set(0, Promise.withResolvers());
    this.#child.on("message", (response: Response) => this.#answered(response));
    this.#ended = once(this.#child, "exit").then(([code, signal]) => {
      running.delete(this.#child);
      const ended = new Error(`${this.#name} ended (${signal ?? code})`);
      for (const { reject } of this.#waiting.values()) if (!this.#stopping) reject(ended);
    });
  }

  /** Resolves when it takes commands. @throws Error when it ends before that */
  static async start(options: BenchProcessOptions): Promise<BenchProcess> {
    const started = new BenchProcess(options);
    options.onStarted(started);
    await started.#waiting.get(0)?.promise;
    return started;
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /** @throws Error with what the process says of the failure, or when it ends */
  call<Value>(command: string, argument?: unknown): Promise<Value> {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.#child.send({ id, command, argument } satisfies Request);
    return answer.promise as Promise<Value>;
  }

  async end(): Promise<void> {
    this.#stopping = true;
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  #answered({ id, value, error }: Response): void {
    const answer = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) answer?.resolve(value);
    else answer?.reject(new Error(`${this.#name}: ${error}`));
  }
}
