/**
 * The flight engine: how long a search for connections takes on one core, what starting costs, and
 * how it compares with planners of others. `engines-table.ts` prints the results.
 */

import type { Histogram } from "hdr-histogram-js";
import { median } from "./auction/median.ts";
import { type BenchQuestion, type Engine, openEngine } from "./engines-access.ts";
import { compareEngines, type EngineComparison } from "./engines-compare.ts";
import { type Drawn, hardQuestions, sample } from "./engines-questions.ts";
import { type EngineStart, measureStart, type Phases, phasesOfStart } from "./engines-start.ts";
import { measureTrips, type TripsMeasured } from "./engines-trips.ts";
import { newHistogram } from "./load.ts";

export interface EnginesOptions {
  /** The number of searches of the sample for each number of stops. */
  readonly searches: number;
  /** That planners are asked too. 0: none are. */
  readonly questions: number;
  /** The number of starts of the bidder's process. 0: none. */
  readonly starts: number;
  /** Whether public planners are asked, where they are installed. */
  readonly peers: boolean;
}

export const ENGINES_DEFAULTS: EnginesOptions = {
  searches: 2_000,
  questions: 16,
  starts: 5,
  peers: true,
};

/** A part of the sample. */
interface Speed {
  readonly what: string;
  readonly searches: number;
  /**
   * Microseconds, by the clock; and of the thread's processor time, which leaves out what others do
   * on a busy machine, but which most kernels count in ticks of 1 to 4 ms: good for means, and for
   * large quantiles.
   */
  readonly took: Histogram;
  readonly worked: Histogram;
  readonly tookMs: number;
  readonly workedMs: number;
  /** Searches that found anything. */
  readonly answered: number;
}

/** One of the long hard ones. */
export interface Hard {
  readonly question: BenchQuestion;
  /** The first time that this market was asked for, and the median of some more. */
  readonly firstMs: number;
  readonly medianMs: number;
  readonly itineraries: number;
  /** Fewest and most stops, and the shortest minutes; null where there is none. */
  readonly stops: readonly [number, number] | null;
  readonly minutes: number | null;
}

/** A search of the sample by name. */
export interface Slow {
  readonly question: BenchQuestion;
  readonly ms: number;
}

export interface Measured {
  readonly coldMs: number;
  /** The slowest of all searches that count. */
  readonly slowest: readonly Slow[];
  readonly speeds: readonly Speed[];
  readonly hard: readonly Hard[];
  readonly trips: readonly TripsMeasured[];
  readonly phases: Phases | null;
  readonly starts: readonly EngineStart[];
  /** Why there are none. */
  readonly startsMissing: string | null;
  readonly comparison: EngineComparison | null;
}

const SEED = 20_261_123;
/** Searches before the first that counts; they are reported by themselves. */
const WARM_UP = 500;
const HARD_REPEATS = 9;
const SLOWEST = 5;
/** A trip is asked as one, as a return, and as three searches one by one. */
const TRIPS_SHARE = 5;
/** What the bidder's process answers before its memory is read once more. */
const MEMORY_SEARCHES = 300;

/** @throws Error when the signal fires */
export async function measureEngines(
  options: EnginesOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<Measured> {
  const engine = await openEngine();
  const { timetable } = engine;
  const [first, ...warmUp] = sample(timetable, Math.min(WARM_UP, options.searches) + 1, 2, SEED);
  const coldMs = timed(() => engine.answer(first as BenchQuestion)).ms;
  const speeds = [await speedOf("warm-up, 2 stops", engine, warmUp, signal)];
  const slowest: Slow[] = [];
  for (const maxStops of [2, 3]) {
    const questions = sample(timetable, options.searches, maxStops, SEED + maxStops);
    const parts = await speedsOf(engine, questions, signal);
    speeds.push({ ...parts.all, what: `${maxStops} stops` });
    for (const [drawn, part] of parts.byDrawn) speeds.push({ ...part, what: `  ${drawn}` });
    slowest.push(...parts.slowest);
    report(`${options.searches} searches with up to ${maxStops} stops`);
  }
  const hard = hardQuestions(timetable).map((question) => hardOne(engine, question));
  const trips = [1, 2].map((maxStops) =>
    measureTrips(engine, Math.ceil(options.searches / TRIPS_SHARE), maxStops, signal),
  );
  report("trips of several slices");
  const comparison =
    options.questions > 0 ? await compareEngines(engine, options, signal, report) : null;
  slowest.sort((a, b) => b.ms - a.ms).splice(SLOWEST);
  return {
    coldMs,
    speeds,
    slowest,
    hard,
    trips,
    comparison,
    ...(await start(engine, options, signal, report)),
  };
}

type StartMeasured = Pick<Measured, "phases" | "starts" | "startsMissing">;

async function start(
  { timetable }: Engine,
  options: EnginesOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<StartMeasured> {
  if (options.starts === 0)
    return { phases: null, starts: [], startsMissing: "none were asked for" };
  const phases: Phases[] = [];
  for (let i = 0; i < options.starts; i++) {
    signal.throwIfAborted();
    phases.push(await phasesOfStart());
  }
  const medians = (phases[0] as Phases).map(
    ([phase], p) => [phase, median(phases.map((one) => (one[p] as Phases[number])[1]))] as const,
  );
  try {
    const starts = await measureStart(
      options.starts,
      sample(timetable, Math.min(MEMORY_SEARCHES, options.searches), 3, SEED),
      signal,
    );
    report(`${options.starts} starts`);
    return { phases: medians, starts, startsMissing: null };
  } catch (thrown) {
    signal.throwIfAborted();
    return {
      phases: medians,
      starts: [],
      startsMissing: thrown instanceof Error ? thrown.message : String(thrown),
    };
  }
}

async function speedOf(
  what: string,
  engine: Engine,
  questions: readonly (BenchQuestion & { drawn: Drawn })[],
  signal: AbortSignal,
): Promise<Speed> {
  return { ...(await speedsOf(engine, questions, signal)).all, what };
}

async function speedsOf(
  engine: Engine,
  questions: readonly (BenchQuestion & { drawn: Drawn })[],
  signal: AbortSignal,
) {
  const counts = new Map<
    string,
    {
      took: Histogram;
      worked: Histogram;
      searches: number;
      tookMs: number;
      workedMs: number;
      answered: number;
    }
  >();
  const newCount = () => ({
    took: newHistogram(),
    worked: newHistogram(),
    searches: 0,
    tookMs: 0,
    workedMs: 0,
    answered: 0,
  });
  const all = newCount();
  const times: Slow[] = [];
  for (const [i, question] of questions.entries()) {
    // Ctrl-C is handled in between, and what the searches left behind is collected as in a bidder.
    if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const before = process.threadCpuUsage();
    const { ms, result } = timed(() => engine.answer(question));
    const { user, system } = process.threadCpuUsage(before);
    times.push({ question, ms });
    const part = counts.get(question.drawn) ?? newCount();
    counts.set(question.drawn, part);
    for (const count of [all, part]) {
      count.took.recordValue(Math.round(ms * 1000));
      count.worked.recordValue(user + system);
      count.searches++;
      count.tookMs += ms;
      count.workedMs += (user + system) / 1000;
      if (result.length > 0) count.answered++;
    }
  }
  return { all, byDrawn: counts, slowest: times.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST) };
}

function hardOne(engine: Engine, question: BenchQuestion): Hard {
  const { ms: firstMs, result } = timed(() => engine.answer(question));
  const times = Array.from({ length: HARD_REPEATS }, () => timed(() => engine.answer(question)).ms);
  const slices = result.map(({ slices }) => slices[0]).filter((slice) => slice !== undefined);
  const stops = slices.map(({ segments }) => segments.length - 1);
  return {
    question,
    firstMs,
    medianMs: median(times),
    itineraries: new Set(
      slices.map(({ segments }) =>
        segments.map(({ flightNumber, departure }) => flightNumber + departure).join(),
      ),
    ).size,
    stops: slices.length === 0 ? null : [Math.min(...stops), Math.max(...stops)],
    minutes:
      slices.length === 0
        ? null
        : Math.min(...slices.map(({ durationMinutes }) => durationMinutes)),
  };
}

function timed<T>(work: () => T): { readonly ms: number; readonly result: T } {
  const before = performance.now();
  const result = work();
  return { ms: performance.now() - before, result };
}
