/**
 * One of our programs as its users run it: a process of its own, with an environment that the test
 * sets.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import type { BrokerRole } from "../../common/runtime/config.ts";
import { COMPILED } from "../../script/started/started-system.ts";
import type { Broker } from "./broker.ts";
import { until } from "./until.ts";

export interface EndedProcess {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** What it has written so far. */
  readonly stdout: string;
  readonly stderr: string;
  readonly running: boolean;
  readonly ended: Promise<EndedProcess>;
  kill(signal: NodeJS.Signals): void;
  /** Ends it by SIGKILL. */
  end(): Promise<void>;
  /** Resolves when stdout matches. @throws Error when it ends, or takes too long, before that */
  waitForOutput(pattern: RegExp, withinMs?: number): Promise<void>;
  /** The same of stderr. */
  waitForErrors(pattern: RegExp, withinMs?: number): Promise<void>;
}

const programs = new Set<Program>();

/**
 * Ends the programs that a failed test has left running: jest would wait for them. Under jest only;
 * benchmarks use this file too.
 */
const { afterAll } = globalThis as { afterAll?: (step: () => Promise<unknown>) => void };
afterAll?.(() => Promise.all([...programs].map((program) => program.end())));

const ROOT = join(import.meta.dirname, "..", "..");
/** @param file from the project's folder, or elsewhere as a whole path */
export function startProgram(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Program {
  const child = spawn(process.execPath, [resolve(ROOT, file), ...args], {
    env: { PATH: process.env["PATH"] ?? "", NODE_COMPILE_CACHE: COMPILED, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.stderr += text;
  });
  let running = true;
  const ended = once(child, "close").then(([code, signal]): EndedProcess => {
    running = false;
    programs.delete(program);
    return { code, signal, ...written };
  });
  const waitFor = async (from: "stdout" | "stderr", pattern: RegExp, withinMs?: number) => {
    await until(() => pattern.test(written[from]) || !running, {
      what: `${file} to print ${pattern}`,
      ...(withinMs === undefined ? {} : { withinMs }),
    });
    if (!pattern.test(written[from]))
      throw new Error(
        `${file} ended without printing ${pattern}: ${written.stdout}${written.stderr}`,
      );
  };
  const program: Program = {
    pid: child.pid,
    get stdout() {
      return written.stdout;
    },
    get stderr() {
      return written.stderr;
    },
    get running() {
      return running;
    },
    ended,
    kill: (signal) => void child.kill(signal),
    async end() {
      child.kill("SIGKILL");
      await ended;
    },
    waitForOutput: (pattern, withinMs) => waitFor("stdout", pattern, withinMs),
    waitForErrors: (pattern, withinMs) => waitFor("stderr", pattern, withinMs),
  };
  programs.add(program);
  return program;
}

/** The environment of a program that connects to this broker as this user. */
export function environmentOf(
  broker: Pick<Broker, "url" | "passwords">,
  role: BrokerRole,
): Record<string, string> {
  return { NATS_URL: broker.url, NATS_USER: role, NATS_PASSWORD: broker.passwords[role] ?? "" };
}
