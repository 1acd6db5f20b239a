/**
 * Shared by the attacks: a system of their own on this machine, cheap callers, and figures. Not an
 * attack itself.
 */

import { readFileSync } from "node:fs";
import { connect as connectSocket, type Socket } from "node:net";
import { loadavg } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { type Broker, startBroker } from "../harness/broker.ts";
import { instancesAre } from "../harness/gateway.ts";
import { inDays } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";

/**
 * With QUICK=1 each attack is over in seconds: a test starts it so, to show that it still works.
 * Its figures then say nothing.
 */
const isQuick = process.env["QUICK"] === "1";
export const quickly = <T>(usual: T, quick: T): T => (isQuick ? quick : usual);

export interface LoadSample {
  /** The HTTP status, or an error's code. */
  readonly what: string;
  readonly ms: number;
  /** When it ended, by this process's steady clock. */
  readonly at: number;
}

export interface AttackedSystem extends AsyncDisposable {
  readonly broker: Broker;
  readonly url: string;
  readonly gateway: Program;
}

type BidderKind = "nonstop" | "stops" | "partners";

interface AttackedSystemOptions {
  /** Real bidders, each a process. */
  readonly bidders?: readonly BidderKind[];
  /** Bidders of `synthetic-bidder.ts`, which cost almost nothing. */
  readonly light?: readonly BidderKind[];
  readonly gateway?: Readonly<Record<string, string>>;
  readonly broker?: Broker;
  /** Instances that others run on the given broker. */
  readonly others?: readonly string[];
}

/** A broker, one gateway and its bidders, each a process; ready when all are on the roster. */
export async function startSystem({
  bidders = [],
  light = [],
  gateway = {},
  broker,
  others = [],
}: AttackedSystemOptions): Promise<AttackedSystem> {
  const own = broker ?? (await startBroker());
  const programs: Program[] = [];
  const stop = async () => {
    for (const program of programs) program.kill("SIGTERM");
    await Promise.race([
      Promise.all(programs.map(({ ended }) => ended)),
      delay(5_000, undefined, { ref: false }),
    ]);
    await Promise.all(programs.map((program) => program.end()));
    if (broker === undefined) await own.stop();
  };
  const started = (program: Program) => {
    programs.push(program);
    return program;
  };
  try {
    const environment = (role: BidderKind | "gateway") => ({
      ...environmentOf(own, role),
      LOG_LEVEL: "error",
    });
    for (const kind of bidders)
      started(
        startProgram("bidders/main.ts", [kind], { ...environment(kind), INSTANCE: `${kind}-1` }),
      );
    for (const kind of light)
      started(
        startProgram("test/harness/synthetic-bidder.ts", [kind], {
          ...environment(kind),
          INSTANCE: `${kind}-1`,
        }),
      );
    const program = started(
      startProgram("gateway/main.ts", [], {
        ...environment("gateway"),
        LOG_LEVEL: "info",
        PORT: "0",
        SEARCHES_PER_MINUTE_MAX: "10000000",
        ...(light.length > 0 ? { PLAUSIBILITY: "off" } : {}),
        ...gateway,
        ...(process.env["PROFILE"] ? { NODE_OPTIONS: process.env["PROFILE"] } : {}),
      }),
    );
    await program.waitForOutput(/"url":"http:[^"]+"/);
    const url = /"url":"(http:[^"]+)"/.exec(program.stdout)?.[1] ?? "";
    await instancesAre({ url }, [...[...bidders, ...light].map((kind) => `${kind}-1`), ...others]);
    return { broker: own, url, gateway: program, [Symbol.asyncDispose]: stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

const MARKETS = [
  "LHR JFK",
  "FRA SIN",
  "CDG HND",
  "AMS BCN",
  "MAD EZE",
  "DXB LHR",
  "SYD LAX",
  "IST JFK",
];

export function searchText(i: number, more: Readonly<Record<string, unknown>> = {}): string {
  const [origin = "", destination = ""] = (MARKETS[i % MARKETS.length] as string).split(" ");
  return JSON.stringify({
    slices: [{ origin, destination, departureDate: inDays(20 + (i % 60)) }],
    policy: { deadlineMs: 800 },
    ...more,
  });
}

/**
 * One keep-alive connection that has one request at a time. Reads just enough of HTTP to know where
 * an answer ends.
 */
class KeepAliveConnection {
  readonly #host: string;
  readonly #port: number;
  #socket: Socket | undefined;
  #head = "";
  #left = -1;
  #status = "";
  #answered: ((what: string) => void) | undefined;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port);
  }

  ask(text: string): Promise<string> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket ??= this.#dial();
      this.#socket.write(text);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #dial(): Socket {
    const socket = connectSocket({ host: this.#host, port: this.#port, noDelay: true });
    socket.on("data", (chunk) => this.#read(chunk));
    const lost = (what: string) => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#end(what);
    };
    socket.on("error", ({ message }) => lost(/ECONN[A-Z]+|EPIPE/.exec(message)?.[0] ?? message));
    socket.on("close", () => lost("closed"));
    return socket;
  }

  #read(chunk: Buffer): void {
    if (this.#left < 0) {
      this.#head += chunk.toString("latin1");
      const end = this.#head.indexOf("\r\n\r\n");
      if (end < 0) return;
      this.#status = this.#head.slice(9, 12);
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(this.#head)?.[1] ?? 0);
      this.#left = length - (this.#head.length - end - 4);
      this.#head = "";
    } else {
      this.#left -= chunk.length;
    }
    if (this.#left <= 0) {
      this.#left = -1;
      this.#end(this.#status);
    }
  }

  #end(what: string): void {
    this.#head = "";
    this.#left = -1;
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(what);
  }
}

const CRLF = "\r\n";
export function postText(body: string): string {
  return [
    "POST /v1/searches HTTP/1.1",
    "host: 127.0.0.1",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join(CRLF);
}

export function getText(path: string): string {
  return [`GET ${path} HTTP/1.1`, "host: 127.0.0.1", "", ""].join(CRLF);
}

async function timed(line: KeepAliveConnection, text: string): Promise<LoadSample> {
  const begun = performance.now();
  const what = await line.ask(text);
  const at = performance.now();
  return { what, ms: at - begun, at };
}

interface ClosedLoop {
  readonly width: number;
  readonly count?: number;
  readonly seconds?: number;
  readonly text: (i: number) => string;
}

/** Each caller asks again when it has its answer. */
export async function closedLoop(
  url: string,
  { width, count = Number.POSITIVE_INFINITY, seconds = 60, text }: ClosedLoop,
): Promise<LoadSample[]> {
  const samples: LoadSample[] = [];
  const until = performance.now() + seconds * 1_000;
  let next = 0;
  const caller = async () => {
    const line = new KeepAliveConnection(url);
    while (next < count && performance.now() < until) samples.push(await timed(line, text(next++)));
    line.close();
  };
  await Promise.all(Array.from({ length: width }, caller));
  return samples;
}

interface OpenLoop {
  readonly perSecond: number;
  readonly seconds: number;
  readonly text: (i: number) => string;
  /** Callers that may wait at once; one more is counted as `no connection`. */
  readonly connections?: number;
}

/**
 * Callers at a fixed rate, independent of the answers to earlier ones. Bounded by its connections.
 */
export async function openLoop(
  url: string,
  { perSecond, seconds, text, connections = 1_000 }: OpenLoop,
): Promise<LoadSample[]> {
  const samples: LoadSample[] = [];
  const free: KeepAliveConnection[] = [];
  const all: KeepAliveConnection[] = [];
  const pending: Promise<void>[] = [];
  const begun = performance.now();
  const total = Math.floor(perSecond * seconds);
  for (let i = 0; i < total; ) {
    for (
      const due = Math.min(total, ((performance.now() - begun) / 1_000) * perSecond);
      i < due;
      i++
    ) {
      let line = free.pop();
      if (line === undefined && all.length < connections) {
        line = new KeepAliveConnection(url);
        all.push(line);
      }
      if (line === undefined) {
        samples.push({ what: "no connection", ms: 0, at: performance.now() });
        continue;
      }
      const used = line;
      pending.push(
        timed(used, text(i)).then((sample) => {
          samples.push(sample);
          free.push(used);
        }),
      );
    }
    await delay(2);
  }
  await Promise.all(pending);
  for (const line of all) line.close();
  return samples;
}

/**
 * Asks for a path again and again until stopped, on one connection or each time on a new one; at
 * most `seconds`.
 */
export function probe(
  url: string,
  path: string,
  fresh = false,
  everyMs = 50,
  seconds = 300,
): { stop(): Promise<LoadSample[]> } {
  const samples: LoadSample[] = [];
  let stopped = false;
  const until = performance.now() + seconds * 1_000;
  const running = (async () => {
    let line = new KeepAliveConnection(url);
    while (!stopped && performance.now() < until) {
      samples.push(await timed(line, getText(path)));
      await delay(everyMs);
      if (!fresh) continue;
      line.close();
      line = new KeepAliveConnection(url);
    }
    line.close();
  })();
  return {
    async stop() {
      stopped = true;
      await running;
      return samples;
    },
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function loadSummary(samples: readonly LoadSample[]): string {
  const lines = [...Map.groupBy(samples, ({ what }) => what)].map(([what, some]) => {
    const ms = some.map((sample) => sample.ms);
    const at = (share: number) => Math.round(quantile(ms, share));
    return `${what}: ${some.length} (${((100 * some.length) / samples.length).toFixed(0)} %, p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)} ms)`;
  });
  return lines.sort().join("; ");
}

/** Processor seconds that a process has used, of Linux. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

export const machineLoad = (): string => `load ${loadavg()[0]?.toFixed(1)}`;

export { delay };
