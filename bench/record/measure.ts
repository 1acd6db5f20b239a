/**
 * What recording costs, in pairs: two gateways in one process, one of which records, have the same
 * load in turns. Fresh processes differ by more than what recording costs; the halves of a pair
 * have the same compiled code, heap, bidders and broker, and follow each other within seconds.
 *
 * Which half is first is drawn, and as often the one as the other. A half ends with a rest, in
 * which nothing is asked: what is left of its record is written, and V8 collects what it has left
 * behind. That counts. Before a half the same gateway works for a moment that does not count.
 */
import { setTimeout as delay } from "node:timers/promises";
import { makeWork } from "../auction/make-work.ts";
import { AuctionRun } from "../auction/run.ts";
import type { Costs, Session } from "../auction/session.ts";
import { readRecords } from "./access.ts";

export interface RecordOptions {
  readonly pairs: number;
  /** Of each half of a pair. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Of the auctions, the share that is recorded; 0: no gateway records. */
  readonly share: number;
}

export const RECORD_DEFAULTS: RecordOptions = {
  pairs: 40,
  seconds: 1,
  warmUpSeconds: 6,
  share: 0.05,
};

const CALLERS = 64;
/** Of the time of a half. */
const LEAD_SHARE = 0.25;
/** A block of a record is written within a second. */
const REST_MS = 1_100;
const WRITTEN_MS = 2_000;

interface Pair {
  readonly plain: Costs;
  readonly recording: Costs;
}

export interface RecordMeasured {
  readonly pairs: readonly Pair[];
  /** Of the gateway that records, with those that do not count. */
  readonly auctions: number;
  /** Of these are in its record. */
  readonly recorded: number;
  /** What of the record could not be read, in words. */
  readonly faults: readonly string[];
}

/** @throws Error when the broker does not start, or the signal fires */
export async function measureRecording(
  { pairs, seconds, warmUpSeconds, share }: RecordOptions,
  signal: AbortSignal,
  report: (text: string) => void,
  random: () => number = Math.random,
): Promise<RecordMeasured> {
  const work = makeWork();
  const competitor = {
    ...{ side: "ours", label: "ours", transport: "process" as const },
    ...(share > 0 ? { recordShare: share } : {}),
  };
  return AuctionRun.with(work.kinds, signal, async (run) => {
    const measured: Pair[] = [];
    let auctions = 0;
    await run.session({ competitor, work, isPaired: true }, async (session) => {
      const half = async (isPlain: boolean, ms: number, restMs = 0) => {
        signal.throwIfAborted();
        const costs = await session.run({ callers: CALLERS, ms, isPlain, restMs });
        if (!isPlain) auctions += costs.auctions;
        return costs;
      };
      for (const isPlain of [true, false]) await half(isPlain, 500 * warmUpSeconds);
      for (const isPlainFirst of orders(pairs, random)) {
        report(`pair ${measured.length + 1} of ${pairs}`);
        const costs = new Map<boolean, Costs>();
        for (const isPlain of [isPlainFirst, !isPlainFirst]) {
          await half(isPlain, 1_000 * seconds * LEAD_SHARE);
          costs.set(isPlain, await half(isPlain, 1_000 * seconds, REST_MS));
        }
        measured.push({ plain: costs.get(true) as Costs, recording: costs.get(false) as Costs });
      }
      await checkEnd(session);
    });
    return {
      pairs: measured,
      auctions,
      ...(share > 0 ? await readBack(run.recordsFolder) : { recorded: 0, faults: [] }),
    };
  });
}

/** Whether the gateway that does not record is first: of two pairs once, drawn which. */
function orders(pairs: number, random: () => number): readonly boolean[] {
  return Array.from({ length: Math.ceil(pairs / 2) }, () => random() < 0.5)
    .flatMap((first) => [first, !first])
    .slice(0, pairs);
}

/** The answers are still right, and what is to be recorded is written. */
async function checkEnd(session: Session): Promise<void> {
  await session.check();
  await delay(WRITTEN_MS);
}

async function readBack(folder: string): Promise<Pick<RecordMeasured, "recorded" | "faults">> {
  const faults: string[] = [];
  let recorded = 0;
  const records = readRecords(folder, ({ reason }) => void faults.push(reason));
  for await (const _ of records) recorded++;
  return { recorded, faults };
}
