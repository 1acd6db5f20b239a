/** A private broker: the machine's `nats-server` with nats.conf, on 127.0.0.1. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { messageOf } from "../../proto/errors.ts";
import { NATS_CONF } from "./users.ts";
import { endsWithUs } from "./watch.ts";

interface BinaryOptions {
  readonly port: number;
  /** The folder in which JetStream keeps its state. */
  readonly storeFolder: string;
  /** The passwords that nats.conf asks for, by variable. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
  /** Another configuration than nats.conf. */
  readonly confPath?: string;
}

export interface BrokerProcess {
  readonly url: string;
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /**
   * Resolves when the process is gone, with its exit code or signal and its last lines. Never
   * rejects.
   */
  readonly ended: Promise<{
    readonly code: number | string;
    readonly lastLines: readonly string[];
  }>;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
  kill(): void;
}

const LAST_LINES_MAX = 10;

/**
 * Resolves when the broker takes connections. @throws Error with the broker's last lines when it
 * does not come up
 */
export async function startBinary(options: BinaryOptions): Promise<BrokerProcess> {
  const { port, storeFolder, environment, onLine = () => {}, confPath = NATS_CONF } = options;
  const child = spawn(
    "nats-server",
    ["-c", configure(storeFolder, confPath), "-a", "127.0.0.1", "-p", String(port)],
    {
      env: { PATH: process.env["PATH"], ...environment },
      stdio: ["ignore", "ignore", "pipe"],
      // A group of its own: Ctrl-C is for our parent process, which then stops the broker last.
      detached: true,
    },
  );
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const endWatch = child.pid === undefined ? () => {} : endsWithUs(child.pid);
  child.once("exit", endWatch);

  const lastLines: string[] = [];
  const ready = Promise.withResolvers<void>();
  if (child.stderr) {
    createInterface({ input: child.stderr }).on("line", (line) => {
      lastLines.push(line);
      if (lastLines.length > LAST_LINES_MAX) lastLines.shift();
      if (line.endsWith("Server is ready")) ready.resolve();
      onLine(line);
    });
  }
  const ended = endOf(child).then((code) => {
    process.removeListener("exit", kill);
    return { code, lastLines };
  });
  const failed = ended.then(({ code }) => {
    throw new Error(
      `nats-server did not start (${code}): ${lastLines.join("\n") || "is it installed? script/bootstrap does it"}`,
    );
  });
  await Promise.race([ready.promise, failed]);

  return {
    url: `nats://127.0.0.1:${port}`,
    pid: child.pid,
    ended,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
    kill,
  };
}

/**
 * The folder is in a file, not in the flag `-sd`: with that flag nats-server refuses to read
 * its configuration again (`--signal reload`). The path of an included file is relative to
 * the folder of the file that includes it.
 */
function configure(storeFolder: string, confPath: string): string {
  const path = join(storeFolder, "broker.conf");
  writeFileSync(
    path,
    `store_dir: ${JSON.stringify(storeFolder)}\ninclude ${JSON.stringify(relative(storeFolder, confPath))}\n`,
  );
  return path;
}

async function endOf(child: ChildProcess): Promise<number | string> {
  try {
    // `close`, not `exit`: by then its last lines have been read.
    const [code, signal] = (await once(child, "close")) as [number | null, string | null];
    return code ?? signal ?? "gone";
  } catch (thrown) {
    return messageOf(thrown);
  }
}
