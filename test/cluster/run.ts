/** One run: a system, steady load, all faults in turn, and what the books say. */
import { setTimeout as delay } from "node:timers/promises";
import { until } from "../harness/until.ts";
import { type Counts, countsOf, type Faults, faultsIn } from "./books.ts";
import { type Callers, startCallers } from "./callers.ts";
import { FAULTS } from "./faults.ts";
import { startObserver } from "./observer.ts";
import type { AuctionLine, Books, RequestRecord } from "./records.ts";
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
  readonly counts: Counts;
  /** From one fault to the next, by its name; of several rounds the last. */
  readonly byFault: Readonly<Record<string, Counts>>;
  readonly faults: Faults;
  /** Auctions that a gateway ended for a search that another one answered (CLIENT-3). */
  readonly superseded: number;
  readonly bids: number;
}

export async function runCluster(options: RunOptions): Promise<Report> {
  const system = await startSystem();
  try {
    const observer = await startObserver(system);
    const callers = await startCallers(system, options.everyMs);
    const spans = await inflictAll(system, options);
    options.onStep("all is repaired");
    await fullAtEachDoor(callers);
    await callers.stop();
    // A bid that comes too late is one too.
    await delay(options.holdMs);
    await observer.stop();
    const { requests } = callers;
    const lines = (await Promise.all(system.gateways.map(async (one) => one.log()))).flatMap(
      auctionLines,
    );
    const killed = spans.filter(({ killsBroker }) => killsBroker);
    const books: Books = { requests, lines, bids: observer.bids, killed };
    const answered = new Set(requests.flatMap(searchIdOf));
    return {
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
      bids: observer.bids.size,
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

interface Span {
  readonly name: string;
  readonly killsBroker: boolean;
  readonly fromMs: number;
  readonly toMs: number;
}

async function inflictAll(system: System, options: RunOptions): Promise<Span[]> {
  const spans: Span[] = [];
  for (let round = 0; round < options.rounds; round++) {
    for (const { name, inflict, killsBroker = false } of FAULTS) {
      options.onStep(name);
      const fromMs = Date.now();
      await inflict(system, options.holdMs);
      await system.whole();
      spans.push({ name, killsBroker, fromMs, toMs: Date.now() });
    }
  }
  return spans;
}

/** The lines of searches in a gateway's log. */
function auctionLines(log: readonly string[]): AuctionLine[] {
  return log.flatMap((line) =>
    line.includes('"msg":"search"') ? [JSON.parse(line) as AuctionLine] : [],
  );
}

const searchIdOf = ({ answer }: RequestRecord) =>
  answer.kind === "result" ? [answer.result.searchId] : [];

const within = (requests: readonly RequestRecord[], fromMs: number, toMs: number) =>
  requests.filter(({ sentAtMs }) => sentAtMs >= fromMs && sentAtMs < toMs);
