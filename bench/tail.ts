/**
 * The tail: two instances of one bidder, one of which is slow on a share of its calls, and what a
 * caller waits for with hedging and without. Broker, bidders and gateways are processes of their
 * own; the two gateways, one that hedges and one that does not, take turns block by block with the
 * same two bidders, so that other work of the machine affects both alike.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Histogram } from "hdr-histogram-js";
import type { FlightSearch } from "../proto/messages.ts";
import { startBinary } from "../script/broker/binary.ts";
import { freePort } from "../script/broker/port.ts";
import { freshSecrets } from "../script/broker/users.ts";
import { instancesAre } from "../test/harness/gateway.ts";
import { flightSearch } from "../test/harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../test/harness/process.ts";
import { Callers, type HttpLoad, newHistogram } from "./load.ts";

export interface TailOptions {
  /** The number of searches with hedging, and of those without. */
  readonly searches: number;
  readonly callers: number;
  readonly workMs: number;
  /** The share of slow calls among those of one of the two instances. */
  readonly slowShare: number;
  readonly slowMs: number;
  readonly deadlineMs: number;
}

export const TAIL_DEFAULTS: TailOptions = {
  searches: 5_000,
  callers: 2,
  workMs: 6,
  slowShare: 0.05,
  slowMs: 1_000,
  deadlineMs: 1_500,
};

/**
 * Searches before the first that counts: the compilers are warm then, and the gateways have learned
 * what is usual.
 */
const WARM_UP = 500;
const BLOCKS = 10;

/** How one of the two gateways did. */
export interface TailSide {
  readonly hedging: boolean;
  readonly searches: number;
  /** Microseconds that callers waited. */
  readonly waited: Histogram;
  readonly hedges: number;
  /** Searches that took as long as a slow answer takes. */
  readonly slow: number;
  /** Searches that did not end with the bidder's answer. */
  readonly incomplete: number;
  /** The elapsed time of its own blocks. */
  readonly elapsedMs: number;
}

const search: (deadlineMs: number) => FlightSearch = (deadlineMs) =>
  flightSearch({ policy: { deadlineMs, quorum: null, required: [] } });

type StartProcess = (
  file: string,
  args: readonly string[],
  environment: Record<string, string>,
) => Program;
type Access = Parameters<typeof environmentOf>[0];

/** Two instances of one bidder: one that is always fast, and one that is slow now and then. */
async function startBidders(
  options: TailOptions,
  access: Access,
  start: StartProcess,
): Promise<void> {
  for (const [instance, slowShare] of [
    ["steady", 0],
    ["unsteady", options.slowShare],
  ] as const) {
    const args = [
      "nonstop",
      "--work",
      options.workMs,
      "--slow",
      options.slowMs,
      "--slow-share",
      slowShare,
      "--seed",
      slowShare === 0 ? 1 : 2,
    ];
    const bidder = start("test/harness/synthetic-bidder.ts", args.map(String), {
      ...environmentOf(access, "nonstop"),
      INSTANCE: instance,
    });
    await bidder.waitForOutput(/bidder joined/);
  }
}

/** A gateway with hedging or without, and its callers. */
async function startSide(
  hedging: boolean,
  options: TailOptions,
  access: Access,
  start: StartProcess,
): Promise<MeasuredSide> {
  const PORT = String(await freePort());
  const environment = {
    PORT,
    LOG_LEVEL: "warn",
    SEARCHES_PER_MINUTE_MAX: "10000000",
    HEDGE_PERCENT: hedging ? "5" : "0",
  };
  start("gateway/main.ts", [], { ...environmentOf(access, "gateway"), ...environment });
  const url = `http://127.0.0.1:${PORT}`;
  await instancesAre({ url }, ["steady", "unsteady"]);
  const callers = new Callers(url, search(options.deadlineMs), options.callers);
  return new MeasuredSide(hedging, callers, options.slowMs);
}

/** @throws Error when something does not start, or the signal fires */
export async function measureTail(
  options: TailOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<readonly TailSide[]> {
  const storeFolder = await mkdtemp(join(tmpdir(), "scatter-bench-"));
  const secrets = freshSecrets();
  const broker = await startBinary({
    port: await freePort(),
    storeFolder,
    environment: secrets.environment,
  });
  const programs: Program[] = [];
  const start: StartProcess = (file, args, environment) => {
    const program = startProgram(file, args, environment);
    programs.push(program);
    return program;
  };
  // A signal in the middle of the run stops all of them too.
  const kill = () => {
    for (const program of programs) program.kill("SIGKILL");
  };
  process.once("exit", kill);
  const access = { url: broker.url, passwords: secrets.passwords };
  const sides: MeasuredSide[] = [];
  try {
    await startBidders(options, access, start);
    for (const hedging of [true, false]) {
      sides.push(await startSide(hedging, options, access, start));
    }
    const { callers } = options;
    for (const side of sides) await side.block({ searches: WARM_UP, callers, signal });
    for (const side of sides) await side.begin();
    for (let done = 0, block = 1; done < options.searches; block++) {
      const size = Math.min(Math.ceil(options.searches / BLOCKS), options.searches - done);
      // Each goes first as often as the other.
      for (const side of block % 2 === 0 ? sides : sides.toReversed()) {
        signal.throwIfAborted();
        await side.block({ searches: size, callers, signal });
      }
      done += size;
      report(`${done} of ${options.searches} searches each`);
    }
    signal.throwIfAborted();
    return await Promise.all(sides.map((side) => side.measured()));
  } finally {
    for (const side of sides) await side.close();
    await Promise.all(programs.map((program) => program.end()));
    process.removeListener("exit", kill);
    await broker.stop();
    await rm(storeFolder, { recursive: true, force: true });
  }
}

class MeasuredSide {
  readonly #hedging: boolean;
  readonly #callers: Callers;
  readonly #slowMs: number;
  #waited = newHistogram();
  #searches = 0;
  #slow = 0;
  #incomplete = 0;
  #elapsedMs = 0;
  #hedgesBefore = 0;

  constructor(hedging: boolean, callers: Callers, slowMs: number) {
    this.#hedging = hedging;
    this.#callers = callers;
    this.#slowMs = slowMs;
  }

  async block(load: HttpLoad): Promise<void> {
    const startedAt = performance.now();
    await this.#callers.run(load, ({ endedBy, bidders }, tookMs) => {
      this.#searches++;
      this.#waited.recordValue(Math.round(tookMs * 1000));
      if (tookMs >= this.#slowMs) this.#slow++;
      if (endedBy !== "complete" || bidders[0]?.outcome !== "answered") this.#incomplete++;
    });
    this.#elapsedMs += performance.now() - startedAt;
  }

  /** What was before does not count. */
  async begin(): Promise<void> {
    this.#waited.reset();
    this.#searches = this.#slow = this.#incomplete = this.#elapsedMs = 0;
    this.#hedgesBefore = await this.#hedges();
  }

  async measured(): Promise<TailSide> {
    const hedges = (await this.#hedges()) - this.#hedgesBefore;
    return {
      hedging: this.#hedging,
      searches: this.#searches,
      waited: this.#waited,
      hedges,
      slow: this.#slow,
      incomplete: this.#incomplete,
      elapsedMs: this.#elapsedMs,
    };
  }

  close(): Promise<void> {
    return this.#callers.close();
  }

  #hedges(): Promise<number> {
    return this.#callers.counter("auction_hedges_total");
  }
}
