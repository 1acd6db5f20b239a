/**
 * What a limit costs: the same random searches plain and with each limit, in turns, by the
 * processor time of the thread. A limit should make a search cheaper.
 */
import { membersOf } from "../common/offers/alliances.ts";
import type { FlightOffer } from "../proto/messages.ts";
import {
  type BenchLimits,
  type BenchQuestion,
  centsOfPrice,
  type Engine,
  openEngine,
} from "./engines-access.ts";
import { sample } from "./engines-questions.ts";

/** One limit, over all searches. */
interface LimitMeasured {
  readonly what: string;
  /** Milliseconds of the thread, on average: plain, and with the limit. */
  readonly plainMs: number;
  readonly limitedMs: number;
  /** The slowest search with the limit, beside the same one without. */
  readonly worst: {
    readonly question: BenchQuestion;
    readonly plainMs: number;
    readonly ms: number;
  };
  /** Searches that found anything, and offers on average of all. */
  readonly answered: number;
  readonly offers: number;
}

export interface LimitsMeasured {
  readonly searches: number;
  readonly maxStops: number;
  readonly plainAnswered: number;
  readonly limits: readonly LimitMeasured[];
}

const SEED = 20_261_129;
/** Searches before the first that counts. */
const WARM_UP = 50;
/**
 * How often each search is asked plain and with each limit, in turns: most kernels count the time
 * of a thread in ticks of several milliseconds, which only add up over many.
 */
const TURNS = 4;

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

interface Sum {
  plainMs: number;
  limitedMs: number;
  answered: number;
  offers: number;
  worst: LimitMeasured["worst"] | undefined;
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
  count: number,
  maxStops: number,
  signal: AbortSignal,
): Promise<LimitsMeasured> {
  const sums = LIMITS.map((): Sum => {
    return { plainMs: 0, limitedMs: 0, answered: 0, offers: 0, worst: undefined };
  });
  let plainAnswered = 0;
  const questions = sample(engine.timetable, count + WARM_UP, maxStops, SEED);
  for (const [i, question] of questions.entries()) {
    // Ctrl-C is handled in between.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const found = foundOf(engine.answer(question));
    if (i >= WARM_UP) plainAnswered += Number(found !== undefined);
    for (const [at, [, of]] of LIMITS.entries()) {
      // Without an answer no limit of price or time can be derived: any will do.
      const limits = of(found ?? { price: 50_000, minutes: 600 });
      const sides = askBoth(engine, question, limits, i < WARM_UP ? 1 : TURNS);
      if (i >= WARM_UP) addTo(sums[at] as Sum, question, sides);
    }
  }
  const limits = LIMITS.map(([what], at) => ({ what, ...meansOf(sums[at] as Sum, count) }));
  return { searches: count, maxStops, plainAnswered, limits };
}

interface Asked {
  ms: number;
  offers: number;
}

interface Sides {
  readonly plain: Asked;
  readonly limited: Asked;
}

/** Each goes first in turn: the second one finds more in the processor's caches. */
function askBoth(
  engine: Engine,
  question: BenchQuestion,
  limits: BenchLimits,
  turns: number,
): Sides {
  const [plain, limited] = [
    { ms: 0, offers: 0 },
    { ms: 0, offers: 0 },
  ];
  const ask = (asked: Asked, options: { readonly limits?: BenchLimits }) => {
    const before = process.threadCpuUsage();
    asked.offers = engine.answer(question, options).length;
    const { user, system } = process.threadCpuUsage(before);
    asked.ms += (user + system) / 1000 / turns;
  };
  for (let turn = 0; turn < turns; turn++) {
    if (turn % 2 === 0) ask(plain, {});
    ask(limited, { limits });
    if (turn % 2 === 1) ask(plain, {});
  }
  return { plain, limited };
}

function addTo(sum: Sum, question: BenchQuestion, { plain, limited }: Sides): void {
  sum.plainMs += plain.ms;
  sum.limitedMs += limited.ms;
  sum.answered += Math.min(1, limited.offers);
  sum.offers += limited.offers;
  if (sum.worst === undefined || limited.ms > sum.worst.ms)
    sum.worst = { question, plainMs: plain.ms, ms: limited.ms };
}

function meansOf(
  { plainMs, limitedMs, answered, offers, worst }: Sum,
  searches: number,
): Omit<LimitMeasured, "what"> {
  return {
    plainMs: plainMs / searches,
    limitedMs: limitedMs / searches,
    answered,
    offers: offers / searches,
    worst: worst as LimitMeasured["worst"],
  };
}

function foundOf(offers: readonly FlightOffer[]): Found | undefined {
  if (offers.length === 0) return undefined;
  return {
    price: Math.min(...offers.map(({ price }) => centsOfPrice(price) as number)),
    minutes: Math.min(...offers.map(({ slices }) => slices[0]?.durationMinutes as number)),
  };
}
