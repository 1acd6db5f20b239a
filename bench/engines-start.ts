/**
 * What a `stops` process takes to start, and how much memory it holds: the bidder's own program
 * with two threads, at a broker and a gateway of this run. Its phases come from a program that
 * opens the same things one by one (`engines-start-phases.ts`).
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBinary } from "../script/broker/binary.ts";
import { freePort } from "../script/broker/port.ts";
import { freshSecrets } from "../script/broker/users.ts";
import { BIDDER_FLAGS } from "../script/start/node-flags.ts";
import { instancesAre } from "../test/harness/gateway.ts";
import { flightSearch, inDays } from "../test/harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../test/harness/process.ts";
import type { BenchQuestion } from "./engines-access.ts";
import { Callers } from "./load.ts";

export const THREADS = 2;

export interface EngineStart {
  /** The time from the start of the process until it takes calls. */
  readonly joinedMs: number;
  /**
   * Resident bytes then, after the searches, and of these what is of files: node's own program
   * above all, which its processes share. Null where the system does not report it (no /proc).
   */
  readonly memory: {
    readonly joined: number;
    readonly searched: number;
    readonly files: number;
  } | null;
}

export type Phases = readonly (readonly [phase: string, ms: number])[];

/** Each phase of one start, in a process of its own. @throws Error when it fails */
export async function phasesOfStart(): Promise<Phases> {
  const { code, stdout, stderr } = await startProgram(
    "bench/engines-start-phases.ts",
    [String(THREADS)],
    {},
  ).ended;
  if (code !== 0) throw new Error(`engines-start-phases.ts ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Phases;
}

/**
 * Starts `stops` `times` times; the last one also answers `questions`. @throws Error
 * when there is no nats-server
 */
export async function measureStart(
  times: number,
  questions: readonly BenchQuestion[],
  signal: AbortSignal,
): Promise<readonly EngineStart[]> {
  const storeFolder = await mkdtemp(join(tmpdir(), "scatter-bench-"));
  const secrets = freshSecrets();
  const programs: Program[] = [];
  // A signal in the middle of the run stops all of them too.
  const kill = () => {
    for (const program of programs) program.kill("SIGKILL");
  };
  process.once("exit", kill);
  const broker = await startBinary({
    port: await freePort(),
    storeFolder,
    environment: secrets.environment,
  });
  const access = { url: broker.url, passwords: secrets.passwords };
  try {
    const starts: EngineStart[] = [];
    for (let i = 1; i <= times; i++) {
      signal.throwIfAborted();
      const before = performance.now();
      const bidder = startProgram("bidders/main.ts", ["stops"], {
        ...environmentOf(access, "stops"),
        INSTANCE: `start-${i}`,
        THREADS: String(THREADS),
        // As `npm run bidder`, except for the flags that Node does not take from NODE_OPTIONS.
        NODE_OPTIONS: BIDDER_FLAGS.filter((flag) => flag.startsWith("--max-")).join(" "),
      });
      programs.push(bidder);
      await bidder.waitForOutput(/bidder joined/);
      const joinedMs = performance.now() - before;
      const joined = await memoryOf(bidder);
      if (i === times && questions.length > 0) {
        const PORT = String(await freePort());
        const environment = { PORT, LOG_LEVEL: "warn", SEARCHES_PER_MINUTE_MAX: "10000000" };
        programs.push(
          startProgram("gateway/main.ts", [], {
            ...environmentOf(access, "gateway"),
            ...environment,
          }),
        );
        const url = `http://127.0.0.1:${PORT}`;
        await instancesAre({ url }, [`start-${i}`]);
        await searchAll(url, questions, signal);
      }
      const after = await memoryOf(bidder);
      const memory = joined &&
        after && { joined: joined.all, searched: after.all, files: after.files };
      starts.push({ joinedMs, memory });
      await bidder.end();
    }
    return starts;
  } finally {
    await Promise.all(programs.map((program) => program.end()));
    process.removeListener("exit", kill);
    await broker.stop();
    await rm(storeFolder, { recursive: true, force: true });
  }
}

/** Twice as many at once as there are threads, so that none of them waits for work. */
async function searchAll(
  url: string,
  questions: readonly BenchQuestion[],
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...questions];
  const caller = async () => {
    for (let question = waiting.pop(); question !== undefined; question = waiting.pop()) {
      const { origin, destination, sort, maxStops } = question;
      // The gateway's clock is today's.
      const slices = [{ origin, destination, departureDate: inDays(1 + (waiting.length % 360)) }];
      const policy = { deadlineMs: 5_000, quorum: null, required: [] };
      const callers = new Callers(url, flightSearch({ slices, sort, maxStops, policy }), 1);
      try {
        await callers.run({ searches: 1, callers: 1, signal }, () => {});
      } finally {
        await callers.close();
      }
    }
  };
  await Promise.all(Array.from({ length: 2 * THREADS }, caller));
}

async function memoryOf({ pid }: Program): Promise<{ all: number; files: number } | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const bytes = (name: string) =>
    1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]);
  return status === "" ? null : { all: bytes("VmRSS"), files: bytes("RssFile") };
}
