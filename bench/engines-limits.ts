/**
 * What a limit costs: the same random searches plain and with each limit, by the processor time of
 * the thread. A limit should make a search cheaper.
 *
 * Most kernels count the time of a thread in ticks of several milliseconds, and a search takes one
 * or less. So what is measured is a block of searches, all plain or all with one limit: its error
 * is that of one tick. Plain blocks and those of each limit follow each other in random order, so
 * that neither code that becomes faster nor a machine that becomes slower favours one; a whole
 * round goes before the first that counts; and a ratio is the median of some rounds.
 */
import { membersOf } from "../common/offers/alliances.ts";
import {
  type BenchLimits,
  type BenchQuestion,
  centsOfPrice,
  type Engine,
  openEngine,
} from "./engines-access.ts";
import { randomFrom, sample } from "./engines-questions.ts";

/** One limit, over all searches. */
interface LimitMeasured {
  readonly what: string;
  /** Milliseconds of the thread for a search, on average of all rounds. */
  readonly ms: number;
  /**
   * How many times as long it takes as a plain one: the lowest, median and highest of the rounds.
   */
  readonly ratios: readonly [lowest: number, median: number, highest: number];
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
  readonly limits: readonly LimitMeasured[];
}

const SEED = 20_261_129;
/** Rounds after the first, which does not count. */
const ROUNDS = 7;
/** Searches whose time is measured together. */
const BLOCK = 25;
/** Plain blocks for each block of one limit: all ratios depend on them. */
const PLAIN_BLOCKS = 3;

const HOUR = 60;
const star = membersOf("star");

/** A limit may depend on what there is without it: then on the cheapest or the fastest offer. */
const LIMITS: readonly (readonly [what: string, of: (found: Found) => BenchLimits])[] = [
  ["departure 06:00-12:00", () => ({ departure: { fromMinute: 6 * HOUR, toMinute: 12 * HOUR } })],
  ["departure 03:00-03:30", () => ({ departure: { fromMinute: 180, toMinute: 210 } })],
  ["arrival 08:00-20:00", () => ({ arrival: { fromMinute: 8 * HOUR, toMinute: 20 * HOUR } })],
  ["arrival 03:00-03:30", () => ({ arrival: { fromMinute: 180, toMinute: 210 } })],
  ["carriers: star only", () => ({ search: { carriers: { only: star, by: "marketing" } } })],
  ["carriers: BA only", () => ({ search: { carriers: { only: ["BA"], by: "marketing" } } })],
  ["carriers: star excepted", () => ({ search: { carriers: { except: star, by: "marketing" } } })],
  ["via: four hubs only", () => ({ search: { via: { only: ["LHR", "FRA", "DXB", "ATL"] } } })],
  ["via: these excepted", () => ({ search: { via: { except: ["LHR", "FRA", "DXB", "ATL"] } } })],
  ["layovers of 4 hours", () => ({ search: { maxLayoverMinutes: 4 * HOUR } })],
  ["layovers of 1 hour", () => ({ search: { maxLayoverMinutes: HOUR } })],
  ["no night layover", () => ({ search: { noOvernightLayover: true } })],
  ["price: 1.2 x cheapest", ({ price }) => ({ search: { maxPrice: Math.ceil(1.2 * price) } })],
  ["price: 0.97 x cheapest", ({ price }) => ({ search: { maxPrice: Math.ceil(0.97 * price) } })],
  ["price: 0.5 x cheapest", ({ price }) => ({ search: { maxPrice: Math.ceil(0.5 * price) } })],
  [
    "duration: 1.2 x fastest",
    ({ minutes }) => ({ search: { maxDurationMinutes: Math.ceil(1.2 * minutes) } }),
  ],
  [
    "duration: 0.9 x fastest",
    ({ minutes }) => ({ search: { maxDurationMinutes: Math.ceil(0.9 * minutes) } }),
  ],
  ["one checked bag", () => ({ search: { bags: { checked: 1 } } })],
  ["three checked bags", () => ({ search: { bags: { checked: 3 } } })],
  ["changeable", () => ({ search: { changeable: true } })],
  ["refundable", () => ({ search: { refundable: true } })],
  [
    "star only, 06:00-12:00",
    () => ({
      departure: { fromMinute: 6 * HOUR, toMinute: 12 * HOUR },
      search: { carriers: { only: star, by: "marketing" } },
    }),
  ],
];

interface Found {
  readonly price: number;
  readonly minutes: number;
}

/** A search of the sample, and what there is without a limit. */
interface Asked {
  readonly question: BenchQuestion;
  readonly found: Found;
}

/** What the blocks of one limit took, by round; of plain ones the average of theirs. */
interface Sum {
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
  const questions = sample(engine.timetable, searches, maxStops, SEED);
  const asked = questions.map((question) => ({ question, found: foundOf(engine, question) }));
  const sums = [...LIMITS, PLAIN].map((): Sum => ({ ms: [], answered: 0, offers: 0 }));
  const variants = sums.flatMap((_, at) =>
    at === LIMITS.length ? new Array<number>(PLAIN_BLOCKS).fill(at) : [at],
  );
  for (let round = -1; round < ROUNDS; round++) {
    if (round >= 0) for (const { ms } of sums) ms.push(0);
    for (let at = 0; at < asked.length; at += BLOCK)
      for (const variant of shuffled(variants, random)) {
        // Ctrl-C is handled in between.
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
        const ms = askBlock(engine, asked.slice(at, at + BLOCK), variant, sums[variant] as Sum);
        const share = variant === LIMITS.length ? PLAIN_BLOCKS : 1;
        const its = (sums[variant] as Sum).ms;
        if (round >= 0) its[round] = (its[round] as number) + ms / share;
      }
  }
  const plain = sums[LIMITS.length] as Sum;
  const limits = LIMITS.map(([what], i) => ({
    what,
    ...measuredOf(sums[i] as Sum, plain, searches),
  }));
  const plainAnswered = asked.filter(({ found }) => found !== NOTHING_FOUND).length;
  const plainMs = mean(plain.ms) / searches;
  return { searches, maxStops, rounds: ROUNDS, plainMs, plainAnswered, limits };
}

const PLAIN: (typeof LIMITS)[number] = ["plain", () => ({})];

/** The milliseconds of a block. What it finds is the same in each round. */
function askBlock(engine: Engine, block: readonly Asked[], variant: number, sum: Sum): number {
  const [, limitsOf] = LIMITS[variant] ?? PLAIN;
  const isFirst = sum.ms.length === 0;
  const before = process.threadCpuUsage();
  for (const { question, found } of block) {
    const count = engine.answer(question, { limits: limitsOf(found) }).length;
    if (!isFirst) continue;
    sum.offers += count;
    sum.answered += Math.min(1, count);
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function measuredOf(sum: Sum, plain: Sum, searches: number): Omit<LimitMeasured, "what"> {
  const ratios = sum.ms.map((ms, round) => ms / (plain.ms[round] as number)).sort((a, b) => a - b);
  return {
    ms: mean(sum.ms) / searches,
    ratios: [ratios[0] as number, ratios[ROUNDS >> 1] as number, ratios[ROUNDS - 1] as number],
    answered: sum.answered,
    offers: sum.offers / searches,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
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
