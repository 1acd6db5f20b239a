/** One run: a system, steady load, all faults in turn, and what the books say. */

import { availableParallelism, loadavg } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { until } from "../harness/until.ts";
import { type Faults, faultsIn } from "./books.ts";
import { type Callers, startCallers } from "./callers.ts";
import { type Counts, countsOf } from "./counts.ts";
import type { Container } from "./engine.ts";
import type { Journal } from "./fault.ts";
import { FAULTS } from "./faults.ts";
import { leftOpen } from "./left-open.ts";
import { startObserver } from "./observer.ts";
import type { AuctionLine, Books, BrokenSpan, RequestRecord, Span } from "./records.ts";
import { KINDS, type System, startSystem } from "./system.ts";

interface RunOptions {
  /** How long each fault lasts. */
  readonly holdMs: number;
  /** How often all of them come. */
  readonly rounds: number;
  /** Between two searches. */
  readonly everyMs: number;
  onStep(step: string): void;
}

export interface Report {
  /** When it began, how long faults were inflicted, and how busy the machine was meanwhile. */
  readonly startedAt: string;
  readonly minutes: number;
  readonly processors: number;
  /** Processes that ran or waited for a processor, of the last minute, at each fault. */
  readonly loadAverages: readonly number[];
  readonly counts: Counts;
  /** From one fault to the next, by its name; of several rounds the last. */
  readonly byFault: Readonly<Record<string, Counts>>;
  readonly faults: Faults;
  /** Auctions that a gateway ended for a search that another one answered (CLIENT-3). */
  readonly superseded: number;
  /** Auctions whose call was seen on the wire, and those that bids were seen for. */
  readonly opened: number;
  readonly bids: number;
  /** How long observers were cut off from their brokers, one after the other. */
  readonly cutSeconds: number;
  /** Searches of a killed gateway that another one was asked for. */
  readonly kept: number;
}

export async function runCluster(options: RunOptions): Promise<Report> {
  const system = await startSystem();
  try {
    const observer = await startObserver(system);
    const callers = await startCallers(system, options.everyMs);
    const { requests } = callers;
    const journal: Journal = { requests, kept: [], revoked: [], killedGateways: [] };
    const spans = await inflictAll(system, options, journal);
    options.onStep("all is repaired");
    await fullAtEachDoor(callers);
    await callers.stop();
    const left = (await Promise.all(system.gateways.map(leftOpen))).flat();
    // A bid that comes too late is one too.
    await delay(options.holdMs);
    const cuts = observer.cuts();
    await observer.stop();
    const lines = (await Promise.all(system.gateways.map(auctionLines))).flat();
    const broken = spans.flatMap(({ part, fromMs, toMs }): BrokenSpan[] =>
      part === undefined ? [] : [{ part, fromMs, toMs }],
    );
    const { bids, calls, wire } = observer;
    const books: Books = { ...journal, lines, bids, calls, wire, cuts, broken, leftOpen: left };
    const answered = new Set(requests.flatMap(searchIdOf));
    const startedAtMs = spans[0]?.fromMs ?? Number.NaN;
    return {
      startedAt: new Date(startedAtMs).toISOString(),
      minutes: ((spans.at(-1)?.toMs ?? Number.NaN) - startedAtMs) / 60_000,
      processors: availableParallelism(),
      loadAverages: spans.map(({ load }) => load),
      counts: countsOf(requests, KINDS),
      byFault: Object.fromEntries(
        spans.map(({ name, fromMs, toMs }) => [
          name,
          countsOf(within(requests, fromMs, toMs), KINDS),
        ]),
      ),
      faults: faultsIn(books),
      superseded: lines.filter(({ searchId, door }) => door === "nats" && !answered.has(searchId))
        .length,
      opened: calls.size,
      bids: bids.size,
      cutSeconds: cuts.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / 1_000, 0),
      kept: journal.kept.length,
    };
  } finally {
    await system.end();
  }
}

/** Resolves when a search that was sent after this has a full result, at each door. */
async function fullAtEachDoor({ requests }: Callers): Promise<void> {
  const sinceMs = Date.now();
  for (const door of ["http", "nats"])
    await until(
      () =>
        requests.some(
          ({ answer, sentAtMs, door: its }) =>
            its === door &&
            sentAtMs >= sinceMs &&
            answer.kind === "result" &&
            !answer.result.partial &&
            answer.result.bidders.length === KINDS.length,
        ),
      { what: `a full result over ${door}`, everyMs: 100, withinMs: FULL_MS_MAX },
    );
}

/** Where other programs need the machine, `stops` answers within the deadline only now and then. */
const FULL_MS_MAX = 400_000;

interface FaultSpan extends Span {
  readonly name: string;
  readonly part: BrokenSpan["part"] | undefined;
  readonly load: number;
}

async function inflictAll(
  system: System,
  options: RunOptions,
  journal: Journal,
): Promise<FaultSpan[]> {
  const spans: FaultSpan[] = [];
  for (let round = 0; round < options.rounds; round++) {
    for (const { name, inflict, breaks } of FAULTS) {
      options.onStep(name);
      const fromMs = Date.now();
      await inflict(system, options.holdMs, journal);
      await system.whole();
      const load = loadavg()[0] ?? Number.NaN;
      spans.push({ name, part: breaks, load, fromMs, toMs: Date.now() });
    }
  }
  return spans;
}

/** The lines of searches in a gateway's log. */
async function auctionLines(gateway: Container): Promise<AuctionLine[]> {
  return (await gateway.log()).flatMap((line) =>
    line.includes('"msg":"search"')
      ? [{ ...(JSON.parse(line) as AuctionLine), gateway: gateway.host }]
      : [],
  );
}

const searchIdOf = ({ answer }: RequestRecord) =>
  answer.kind === "result" ? [answer.result.searchId] : [];

const within = (requests: readonly RequestRecord[], fromMs: number, toMs: number) =>
  requests.filter(({ sentAtMs }) => sentAtMs >= fromMs && sentAtMs < toMs);
