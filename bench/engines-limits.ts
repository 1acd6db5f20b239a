/**
 * What a limit costs: the same random searches plain and with each limit, by the processor time of
 * the thread, so that a busy machine counts as little as may be. A limit should make a search
 * cheaper.
 *
 * A search is asked plain and with each limit in turns, in another order each time, and all of that
 * in some rounds, the first of which does not count: neither code that becomes faster nor a machine
 * that becomes slower favours one. What a search takes is the median of its rounds. One of the
 * turns is a search without a limit once more: how far its ratio is from 1 is what the measure
 * itself is wrong by.
 */
import { randomFrom } from "../common/runtime/seeded-random.ts";
import {
  type BenchLimits,
  type BenchQuestion,
  centsOfPrice,
  type Engine,
  openEngine,
} from "./engines-access.ts";
import { type Found, LIMITS } from "./engines-limits-list.ts";
import { sample } from "./engines-questions.ts";

/** One limit, over all searches. */
export interface LimitMeasured {
  readonly what: string;
  /** Milliseconds of the thread for a search, on average of all. */
  readonly ms: number;
  /** How many times as long all searches together take as plain. */
  readonly ratio: number;
  /** The same of one search: a quarter of them, half of them, and three quarters take less. */
  readonly quartiles: readonly [lower: number, median: number, upper: number];
  /** Searches that found anything, and offers on average of all. */
  readonly answered: number;
  readonly offers: number;
}

export interface LimitsMeasured {
  readonly searches: number;
  readonly maxStops: number;
  readonly rounds: number;
  readonly plainMs: number;
  readonly plainAnswered: number;
  readonly plainOffers: number;
  /** The first is none: see the head of this file. */
  readonly limits: readonly LimitMeasured[];
}

const SEED = 20_261_129;
/** Rounds after the first, which does not count. */
const ROUNDS = 9;
/** Plain turns for each turn of one limit: all ratios depend on them. */
const PLAIN_TURNS = 3;

/** What is asked in turns: without a limit twice, once to be compared with and once as the rest. */
const VARIANTS: typeof LIMITS = [["plain", () => ({})], ["no limit", () => ({})], ...LIMITS];
const PLAIN = 0;

/** A search of the sample, and what it is asked with, indexed as VARIANTS. */
interface Asked {
  readonly question: BenchQuestion;
  readonly limits: readonly BenchLimits[];
}

/** One variant, over all searches. */
interface Sums {
  /** Milliseconds by the medians of the rounds, indexed by search. */
  readonly ms: number[];
  answered: number;
  offers: number;
}

/**
 * With two stops and with three.
 * @throws the signal's reason once it has fired
 */
export async function measureAllLimits(
  searches: number,
  signal: AbortSignal,
): Promise<readonly LimitsMeasured[]> {
  const engine = await openEngine();
  const measured: LimitsMeasured[] = [];
  for (const maxStops of [2, 3])
    measured.push(await measureLimits(engine, searches, maxStops, signal));
  return measured;
}

async function measureLimits(
  engine: Engine,
  searches: number,
  maxStops: number,
  signal: AbortSignal,
): Promise<LimitsMeasured> {
  const random = randomFrom(SEED + maxStops);
  const asked = sample(engine.timetable, searches, maxStops, SEED).map((question): Asked => {
    const found = foundOf(engine, question);
    return { question, limits: VARIANTS.map(([, limitsOf]) => limitsOf(found)) };
  });
  const turns = VARIANTS.flatMap((_, at) =>
    at === PLAIN ? new Array<number>(PLAIN_TURNS).fill(at) : [at],
  );
  /** Indexed by variant and search. */
  const took = VARIANTS.map(() => asked.map((): number[] => []));
  for (let round = -1; round < ROUNDS; round++)
    for (const [at, search] of asked.entries()) {
      // Ctrl-C is handled in between.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      for (const variant of shuffled(turns, random)) {
        const ms = timed(engine, search, variant);
        if (round >= 0) took[variant]?.[at]?.push(ms);
      }
    }
  const sums = VARIANTS.map((_, variant) => sumsOf(engine, asked, variant, took[variant] ?? []));
  const plain = sums[PLAIN] as Sums;
  return {
    searches,
    maxStops,
    rounds: ROUNDS,
    plainMs: mean(plain.ms),
    plainAnswered: plain.answered,
    plainOffers: plain.offers / searches,
    limits: VARIANTS.flatMap(([what], variant) =>
      variant === PLAIN ? [] : [{ what, ...measuredOf(sums[variant] as Sums, plain) }],
    ),
  };
}

/** The milliseconds of one search. */
function timed(engine: Engine, { question, limits }: Asked, variant: number): number {
  const asks = { limits: limits[variant] as BenchLimits };
  const beforeMs = threadMs();
  engine.answer(question, asks);
  return threadMs() - beforeMs;
}

/**
 * The processor time of this thread. Linux brings a thread's time up to date at each tick, of
 * several milliseconds, and where the time of its whole process is asked for: so that is asked for
 * first.
 */
function threadMs(): number {
  process.cpuUsage();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** `took`: milliseconds by search and round. What a search finds is the same in each. */
function sumsOf(
  engine: Engine,
  asked: readonly Asked[],
  variant: number,
  took: readonly (readonly number[])[],
): Sums {
  const sums: Sums = { ms: took.map((its) => quantile(its, 0.5)), answered: 0, offers: 0 };
  for (const { question, limits } of asked) {
    const count = engine.answer(question, { limits: limits[variant] as BenchLimits }).length;
    sums.offers += count;
    sums.answered += Math.min(1, count);
  }
  return sums;
}

function measuredOf({ ms, answered, offers }: Sums, plain: Sums): Omit<LimitMeasured, "what"> {
  const ratios = ms.map((its, at) => its / (plain.ms[at] as number));
  return {
    ms: mean(ms),
    ratio: mean(ms) / mean(plain.ms),
    quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.5), quantile(ratios, 0.75)],
    answered,
    offers: offers / ms.length,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value that this share of them is no greater than. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
}

/** Fisher and Yates. */
function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const all = [...values];
  for (let i = all.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [all[i], all[other]] = [all[other] as T, all[i] as T];
  }
  return all;
}

/** Without an answer no limit of price or time can be derived: any will do. */
const NOTHING_FOUND: Found = { price: 50_000, minutes: 600 };

function foundOf(engine: Engine, question: BenchQuestion): Found {
  const offers = engine.answer(question);
  if (offers.length === 0) return NOTHING_FOUND;
  return {
    price: Math.min(...offers.map(({ price }) => centsOfPrice(price) as number)),
    minutes: Math.min(...offers.map(({ slices }) => slices[0]?.durationMinutes as number)),
  };
}
