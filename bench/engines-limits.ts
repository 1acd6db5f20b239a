/**
 * What a limit costs: the same random searches plain and with each limit, by the processor time of
 * the thread, so that a busy machine counts as little as may be. A limit should make a search
 * cheaper.
 *
 * A search with a limit is compared with the plain one beside it: both are asked twice in turns,
 * and the second time counts, so that the processor's caches hold as much of one as of the other.
 * Which comes first is drawn, and so is the order of the limits. All of that is done in some
 * rounds, the first of which does not count: neither code that becomes faster nor a machine that
 * becomes slower favours one. What a search takes is the median of its rounds. One of the limits is
 * none: how far its ratio is from 1 is what the measure itself is wrong by.
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
/** What searches may have at most, one measurement after the other. */
export const STOPS = [2, 3] as const;
/** Rounds after the first, which does not count. */
const ROUNDS = 7;

/** The first is none: see the head of this file. */
export const VARIANTS: typeof LIMITS = [["no limit", () => ({})], ...LIMITS];

/** A search of the sample, and what it is asked with, indexed as VARIANTS. */
interface Asked {
  readonly question: BenchQuestion;
  readonly limits: readonly BenchLimits[];
}

/** Milliseconds of the rounds of one search: with a limit, and plain beside it. */
interface Rounds {
  readonly limited: number[];
  readonly plain: number[];
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
  for (const maxStops of STOPS)
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
  const asked = askedOf(engine, searches, maxStops);
  /** Indexed by variant and search. */
  const took = VARIANTS.map(() => asked.map((): Rounds => ({ limited: [], plain: [] })));
  for (let round = -1; round < ROUNDS; round++)
    for (const [at, { question, limits }] of asked.entries()) {
      // Ctrl-C is handled in between.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      for (const variant of shuffled([...VARIANTS.keys()], random)) {
        const pair = timedPair(engine, question, limits[variant] as BenchLimits, random() < 0.5);
        const its = took[variant]?.[at];
        if (round < 0 || its === undefined) continue;
        its.limited.push(pair.limited);
        its.plain.push(pair.plain);
      }
    }
  const answers = VARIANTS.map((_, variant) =>
    asked.map(({ question, limits }) =>
      engine.answer(question, { limits: limits[variant] as BenchLimits }),
    ),
  );
  const measured = VARIANTS.map(([what], variant) => ({
    what,
    ...measuredOf(took[variant] ?? [], answers[variant] ?? []),
  }));
  const plain = took.flatMap((its) => its.map((rounds) => quantile(rounds.plain, 0.5)));
  return {
    searches,
    maxStops,
    rounds: ROUNDS,
    plainMs: mean(plain),
    plainAnswered: measured[0]?.answered ?? 0,
    plainOffers: measured[0]?.offers ?? 0,
    limits: measured,
  };
}

export function askedOf(engine: Engine, searches: number, maxStops: number): readonly Asked[] {
  return sample(engine.timetable, searches, maxStops, SEED).map((question) => {
    const found = foundOf(engine, question);
    return { question, limits: VARIANTS.map(([, limitsOf]) => limitsOf(found)) };
  });
}

/** The milliseconds of one search with a limit, and of the plain one beside it. */
function timedPair(
  engine: Engine,
  question: BenchQuestion,
  limits: BenchLimits,
  limitedFirst: boolean,
): { readonly limited: number; readonly plain: number } {
  const [first, second] = limitedFirst ? [limits, {}] : [{}, limits];
  const timed = (asks: BenchLimits) => {
    const beforeMs = threadMs();
    engine.answer(question, { limits: asks });
    return threadMs() - beforeMs;
  };
  for (const asks of [first, second]) engine.answer(question, { limits: asks });
  const [one, other] = [timed(first), timed(second)];
  return limitedFirst ? { limited: one, plain: other } : { limited: other, plain: one };
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

/** `took`, `answers`: by search. */
function measuredOf(
  took: readonly Rounds[],
  answers: readonly (readonly unknown[])[],
): Omit<LimitMeasured, "what"> {
  const limited = took.map((rounds) => quantile(rounds.limited, 0.5));
  const plain = took.map((rounds) => quantile(rounds.plain, 0.5));
  const ratios = limited.map((its, at) => its / (plain[at] as number));
  return {
    ms: mean(limited),
    ratio: mean(limited) / mean(plain),
    quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.5), quantile(ratios, 0.75)],
    answered: answers.filter(({ length }) => length > 0).length,
    offers: mean(answers.map(({ length }) => length)),
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
