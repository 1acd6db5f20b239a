/**
 * One run of jest in a process of its own, given up when it hangs: then its state is reported, and
 * all its processes are ended.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { messageOf } from "../../proto/errors.ts";
import { Diagnosis, descendants, jestProcesses, signal } from "./diagnose.ts";
import { ROOT } from "./parts.ts";
import { type ProgressMessage, TestProgress, type TimeLimits } from "./progress.ts";
import type { Counts } from "./report.ts";

const JEST = join(ROOT, "node_modules", "jest", "bin", "jest.js");
const LOOK_EVERY_MS = 1_000;
/** As `nice` has it. Beside a process without it, it has a tenth of a processor that both want. */
export const NICENESS = 10;

export interface JestRun {
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly limits: TimeLimits;
  /** Says what a person should know. */
  readonly tell: (text: string) => void;
  /**
   * Its output is written when it has ended, in one piece: another one writes meanwhile. Without
   * it, as it comes.
   */
  readonly writesAtEnd?: boolean;
  /** It and its workers leave the processor to other processes. */
  readonly givesWay?: boolean;
  /** Milliseconds, for the limits: since when does not matter. */
  readonly now?: () => number;
  /** Handed the process as soon as it is there. */
  readonly started?: (jest: ChildProcess) => void;
}

export interface JestEnd {
  /** 1 when it was given up, or a signal ended it. */
  readonly code: number;
  /** Undefined when it has not come to its end. */
  readonly counts: Counts | undefined;
}

export async function runJest({
  args,
  environment,
  limits,
  tell,
  writesAtEnd = false,
  givesWay = false,
  now = () => performance.now(),
  started,
}: JestRun): Promise<JestEnd> {
  const diagnosis = new Diagnosis();
  const options = [
    environment["NODE_OPTIONS"],
    "--experimental-vm-modules",
    "--no-warnings",
    diagnosis.nodeOptions,
  ];
  const output = writesAtEnd ? "pipe" : "inherit";
  // Of a process that runs already, only one thread would become nice.
  const nice = givesWay ? ["nice", "-n", String(NICENESS)] : [];
  const [program = process.execPath, ...own] = [...nice, process.execPath, JEST, ...args];
  const jest = spawn(program, own, {
    cwd: ROOT,
    stdio: [writesAtEnd ? "ignore" : "inherit", output, output, "ipc"],
    env: { ...environment, NODE_OPTIONS: options.filter(Boolean).join(" ") },
  });
  started?.(jest);
  const written: Buffer[] = [];
  for (const stream of [jest.stdout, jest.stderr])
    stream?.on("data", (bytes: Buffer) => written.push(bytes));
  const progress = new TestProgress(limits, now());
  let counts: Counts | undefined;
  jest.on("message", (message: ProgressMessage) => {
    progress.received(message, now());
    if (message.type === "complete") counts = message.counts as Counts;
  });
  let givenUp = false;
  const guard = setInterval(() => {
    const hang = progress.hang(now());
    if (hang === null || givenUp) return;
    givenUp = true;
    giveUp(jest.pid as number, hang, diagnosis, tell).catch((thrown) => tell(messageOf(thrown)));
  }, LOOK_EVERY_MS);
  try {
    const [code] = (await once(jest, "close")) as [number | null];
    return { code: givenUp ? 1 : (code ?? 1), counts: givenUp ? undefined : counts };
  } finally {
    if (written.length > 0) tell(Buffer.concat(written).toString().trimEnd());
    clearInterval(guard);
    diagnosis.remove();
  }
}

async function giveUp(
  pid: number,
  hang: string,
  diagnosis: Diagnosis,
  tell: (text: string) => void,
): Promise<void> {
  tell(hang);
  const all = [pid, ...descendants(pid)];
  try {
    tell(await diagnosis.of(jestProcesses(all)));
  } finally {
    for (const one of all) signal(one, "SIGKILL");
  }
}
