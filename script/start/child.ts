/**
 * One process of the system: starts it, reads its output, stops it. Its end is reported with its
 * last lines.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { DRAIN_MS_MAX } from "../../common/runtime/parent.ts";
import { messageOf } from "../../proto/errors.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const LAST_LINES_MAX = 5;

interface ChildOptions {
  /** Names it in messages about it. */
  readonly name: string;
  /** What Node runs, from the project's folder: a file, then its arguments. */
  readonly command: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
}

export interface ChildEnd {
  readonly name: string;
  /** Exit code, or the signal that ended it. */
  readonly code: number | string;
  /** Its last lines on stderr, or else on stdout. */
  readonly lastLines: string;
}

export interface Child {
  readonly name: string;
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** Asks it to drain, and kills it when it does not end in time. */
  stop(): Promise<ChildEnd>;
  kill(): void;
}

export function startChild({ name, command, environment, onLine }: ChildOptions): Child {
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: environment,
    // The channel closes when this process has ended in any way (common/runtime/parent.ts).
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A group of its own: Ctrl-C is for `npm start` alone, which then stops one after the other.
    detached: true,
  });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const output = { stdout: [] as string[], stderr: [] as string[] };
  const listen = (stream: Readable, from: "stdout" | "stderr") => {
    createInterface({ input: stream }).on("line", (line) => {
      output[from].push(line);
      if (output[from].length > LAST_LINES_MAX) output[from].shift();
      onLine(line);
    });
  };
  // With a channel beside them the types do not say that these are there.
  if (child.stdout !== null) listen(child.stdout, "stdout");
  if (child.stderr !== null) listen(child.stderr, "stderr");

  const ended = (async (): Promise<ChildEnd> => {
    let code: number | string;
    try {
      // `close`, not `exit`: by then its last lines have been read.
      const [exitCode, signal] = (await once(child, "close")) as [number | null, string | null];
      code = exitCode ?? signal ?? "gone";
    } catch (thrown) {
      code = messageOf(thrown);
    }
    process.removeListener("exit", kill);
    return {
      name,
      code,
      lastLines: (output.stderr.length > 0 ? output.stderr : output.stdout).join("\n"),
    };
  })();

  return {
    name,
    pid: child.pid,
    ended,
    async stop() {
      child.kill("SIGTERM");
      const killTimer = setTimeout(() => {
        console.error(`${name} has not ended within ${DRAIN_MS_MAX / 1_000} s: killed`);
        kill();
      }, DRAIN_MS_MAX);
      const end = await ended;
      clearTimeout(killTimer);
      return end;
    },
    kill,
  };
}

/** @param code an exit code, or the signal that ended the process */
export function endText(code: ChildEnd["code"]): string {
  return typeof code === "number" ? `exit code ${code}` : code;
}
