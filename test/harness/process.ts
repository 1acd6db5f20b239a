/** One of our programs as a process of its own: what it says, how it ends, and signals to it and to nobody else. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Broker } from "./broker.ts";
import { until } from "./until.ts";

const ROOT = join(import.meta.dirname, "..", "..");

export interface Program extends AsyncDisposable {
  readonly pid: number;
  readonly said: { readonly out: string; readonly err: string };
  /** Resolves with the exit code, or the name of the signal that ended it. */
  readonly exited: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has said this on stdout. */
  says(text: string, withinMs?: number): Promise<void>;
}

/** `file` under the project's folder. Nothing of this process's environment but PATH reaches it. */
export function startProgram(file: string, args: readonly string[], environment: Record<string, string>): Program {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said.err += text;
  });
  const exited = once(child, "close").then(([code, signal]) => (code ?? signal) as number | string);
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  return {
    pid: child.pid as number,
    said,
    exited,
    kill,
    async says(text, withinMs = 15_000) {
      await until(() => said.out.includes(text), {
        what: `${file} ${args.join(" ")} to say '${text}'; it said ${said.out}${said.err}`,
        withinMs,
      });
    },
    async [Symbol.asyncDispose]() {
      kill("SIGKILL");
      await exited;
    },
  };
}

/** How a process comes to the test's broker as this user. */
export function environmentOf(broker: Broker, user: string): Record<string, string> {
  return { NATS_URL: broker.url, NATS_USER: user, NATS_PASSWORD: broker.passwords[user] ?? "" };
}
