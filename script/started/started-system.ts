/**
 * `npm start` as a process of its own, apart from what else is started on this machine, and from
 * the settings of the caller: for tests, benchmarks and `npm run observe`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { within } from "../../common/runtime/within.ts";

const ROOT = join(import.meta.dirname, "..", "..");
/** Where `npm start` keeps compiled code (package.json): a start without it takes 0.8 s more. */
export const COMPILED = join(ROOT, "node_modules", ".cache", "compiled");
/** In which it is ready, also after a search of cold processes, on a machine that others load. */
export const READY_MS_MAX = 150_000;
const LAST_LINES_MAX = 20;

interface SystemStart {
  /** Beside a free port and the run folder. Nothing else of this process's own is handed on. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of an earlier start, for this one to find; without it a new one, which `stop` removes. */
  readonly runFolder?: string | undefined;
  /** Each line of its output, stdout and stderr, as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface StartedSystem {
  readonly process: ChildProcess;
  /** Where it writes what other processes need. */
  readonly runFolder: string;
  /** Its exit code; null when a signal ended it. Never rejects. */
  readonly ended: Promise<number | null>;
  /** Its address. @throws Error with its last lines when it ends before, or is not ready in time */
  ready(withinMs?: number): Promise<string>;
  /** By SIGTERM, once all its processes have ended. */
  stop(): Promise<void>;
}

export function startSystem({
  environment = {},
  runFolder: given,
  onLine = () => {},
}: SystemStart = {}): StartedSystem {
  const runFolder = given ?? mkdtempSync(join(tmpdir(), "scatter-run-"));
  const child = spawn(process.execPath, [join(ROOT, "script", "start.ts")], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_COMPILE_CACHE: COMPILED,
      PORT: "0",
      RUN_FOLDER: runFolder,
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const address = Promise.withResolvers<string>();
  // Nobody may wait for it.
  address.promise.catch(() => {});
  const last: string[] = [];
  const take = (line: string) => {
    last.push(line);
    if (last.length > LAST_LINES_MAX) last.shift();
    const [, url] = /^ready (http:\/\/\S+)$/.exec(line) ?? [];
    if (url !== undefined) address.resolve(url);
    onLine(line);
  };
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", take);
  const ended = once(child, "close").then(([code]) => {
    address.reject(new Error(`npm start has ended with ${code}: ${last.join("\n")}`));
    return code as number | null;
  });
  return {
    process: child,
    runFolder,
    ended,
    async ready(withinMs = READY_MS_MAX) {
      const url = await within(address.promise, withinMs);
      if (url !== undefined) return url;
      throw new Error(`not ready after ${withinMs} ms: ${last.join("\n")}`);
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await ended;
      if (given === undefined) rmSync(runFolder, { recursive: true, force: true });
    },
  };
}
