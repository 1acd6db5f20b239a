/**
 * Whether the gateway stays as it is under hours of work: minutes at a share of its top rate with a
 * bidder that bids late or sends garbage now and then; and what is in use after very many auctions.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { LoadMeasured } from "../auction/drive.ts";
import { makeWork } from "../auction/make-work.ts";
import { AuctionRun } from "../auction/run.ts";
import type { Session } from "../auction/session.ts";
import { NO_SIDE_FAULTS } from "../auction/side.ts";
import type { Pace, Paced } from "./pace.ts";
import type { MemoryInUse, ProcessSample } from "./process-sample.ts";

export interface SoakOptions {
  readonly minutes: number;
  /** A share of the top rate. */
  readonly share: number;
  /** The share of late bids among all bids. */
  readonly late: number;
  readonly garbage: number;
}

export const SOAK_DEFAULTS: SoakOptions = { minutes: 10, share: 0.7, late: 0.05, garbage: 0.01 };

export interface SoakMeasured extends Paced {
  readonly topPerSecond: number;
  readonly perSecond: number;
  /** The samples are at equal distances in time. */
  readonly samples: readonly ProcessSample[];
  /** Keyed by outcome, over all bidders, as the gateway counts them. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly lateBids: number;
}

const OURS = { label: "ours", side: "ours", transport: "process" } as const;
const CALLERS = 64;
const SAMPLES = 60;
/** The longest time of a step: a twentieth of very many auctions. */
const STEP_MS_MAX = 30 * 60_000;
/**
 * The share of the run that warms it up, up to a minute: the compilers and the ledger are warm
 * then.
 */
const WARM_UP_SHARE = 0.1;
const WARM_UP_MS_MAX = 60_000;

/** @throws Error when something does not start, or the signal fires */
export async function measureSoak(
  { minutes, share, late, garbage }: SoakOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<SoakMeasured> {
  const work = makeWork();
  // One of the bidders has all the faults.
  const { length } = work.kinds;
  const faults = { ...NO_SIDE_FAULTS, late: late * length, garbage: garbage * length };
  const ms = 60_000 * minutes;
  const warmUpMs = Math.min(WARM_UP_MS_MAX, WARM_UP_SHARE * ms);
  return AuctionRun.with(work.kinds, signal, async (run) => {
    report("the top rate, without faults");
    const top = await run.session({ competitor: OURS, work }, async (session) => {
      await session.run({ callers: CALLERS, ms: warmUpMs / 2 });
      return session.run({ callers: CALLERS, ms: warmUpMs / 2 });
    });
    const perSecond = Math.max(1, Math.round(share * top.perSecond));
    return run.session({ competitor: OURS, work, faults }, async (session) => {
      await paced(session, { perSecond, ms: warmUpMs });
      const before = await counters(session);
      report(`${perSecond} searches a second for ${minutes} minutes`);
      const whole = { done: false };
      const [counted, samples] = await Promise.all([
        paced(session, { perSecond, ms }).finally(() => {
          whole.done = true;
        }),
        sample(session, ms / SAMPLES, whole, signal),
      ]);
      const after = await counters(session);
      const outcomes = differences(before.outcomes, after.outcomes);
      const lateBids = after.lateBids - before.lateBids;
      const topPerSecond = top.perSecond;
      return { ...counted, topPerSecond, perSecond, samples, outcomes, lateBids };
    });
  });
}

const paced = (session: Session, pace: Pace) => session.gateway.call<Paced>("pace", pace, pace.ms);

async function sample(
  { gateway }: Session,
  everyMs: number,
  whole: { readonly done: boolean },
  signal: AbortSignal,
): Promise<ProcessSample[]> {
  const samples: ProcessSample[] = [];
  await gateway.call("processSample");
  while (!whole.done) {
    await delay(everyMs, undefined, { signal });
    samples.push(await gateway.call<ProcessSample>("processSample"));
  }
  return samples;
}

interface Counters {
  readonly outcomes: Readonly<Record<string, number>>;
  readonly lateBids: number;
}

async function counters({ gateway }: Session): Promise<Counters> {
  const response = await fetch(`${await gateway.call<string>("ownUrl")}/metrics`);
  const text = await response.text();
  const outcomes: Record<string, number> = {};
  for (const [, outcome = "", value] of text.matchAll(
    /^auction_outcomes_total\{.*outcome="([a-z]+)".*\} (\S+)$/gm,
  ))
    outcomes[outcome] = (outcomes[outcome] ?? 0) + Number(value);
  let lateBids = 0;
  for (const [, value] of text.matchAll(/^auction_late_bids_total\{.*\} (\S+)$/gm))
    lateBids += Number(value);
  return { outcomes, lateBids };
}

function differences(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Record<string, number> {
  const entries = Object.entries(after).map(
    ([name, count]) => [name, count - (before[name] ?? 0)] as const,
  );
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}

export interface MemoryMeasured {
  readonly few: MemoryInUse & { readonly auctions: number };
  readonly many: MemoryInUse & { readonly auctions: number };
}

/** Memory after `few` auctions, and after `many`. */
export async function measureMemory(
  few: number,
  many: number,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<MemoryMeasured> {
  const work = makeWork();
  const steps = 20;
  return AuctionRun.with(work.kinds, signal, (run) =>
    run.session({ competitor: OURS, work }, async ({ gateway }) => {
      let auctions = 0;
      const until = async (count: number) => {
        while (auctions < count) {
          const load = { callers: CALLERS, ms: STEP_MS_MAX, auctionsMax: count - auctions };
          const { auctions: done } = await gateway.call<LoadMeasured>("run", load, STEP_MS_MAX);
          auctions += done;
        }
        report(`${auctions} auctions`);
      };
      const measured = async () => ({ auctions, ...(await gateway.call<MemoryInUse>("memory")) });
      await until(few);
      const first = await measured();
      for (let step = 1; step <= steps; step++)
        await until(few + Math.round((step * (many - few)) / steps));
      return { few: first, many: await measured() };
    }),
  );
}
