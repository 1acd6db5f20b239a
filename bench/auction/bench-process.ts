/** A process of a benchmark, from the side of its parent: see commands.ts. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { CommandRequest, Response } from "./commands.ts";

interface BenchProcessOptions {
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

/** Compiled code is kept where our own process keeps it, if it does. */
function compileCache(): Record<string, string> {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

/** All that run: a parent that ends in any way ends them. */
const running = new Set<ChildProcess>();
process.once("exit", endAll);

/** What waits for an answer of one of them then fails. */
export function endAll(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** How long a start may take, and an answer beyond the time that its command needs. */
const ANSWER_MS_MAX = 60_000;

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
      env: { PATH: process.env["PATH"] ?? "", ...compileCache(), ...environment },
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
    await started.#within(ANSWER_MS_MAX, "start", started.#waiting.get(0)?.promise);
    return started;
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /**
   * `takesMs`: how long the command works. @throws Error with what the process says of its failure,
   * or when it ends or gives no answer
   */
  call<Value>(command: string, argument?: unknown, takesMs = 0): Promise<Value> {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.#child.send({ id, command, argument } satisfies CommandRequest);
    return this.#within(ANSWER_MS_MAX + takesMs, command, answer.promise as Promise<Value>);
  }

  /** @throws Error, with the process ended, when it takes longer */
  async #within<Value>(ms: number, what: string, answer: Promise<Value> | undefined) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#child.kill("SIGKILL");
        reject(new Error(`${this.#name} did not answer '${what}' within ${ms} ms`));
      }, ms);
    });
    try {
      return (await Promise.race([answer, late])) as Value;
    } finally {
      clearTimeout(timer);
    }
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
