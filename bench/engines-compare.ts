/**
 * The engine beside planners that use time alone: two references of our own and, where they
 * are installed, public ones. All are asked for the same markets on the same dates, one after the
 * other, each alone and warm. Markets are drawn by traffic: between two random airports
 * there is mostly no journey at all, which favours the planner that finds this first.
 * `engines-agreement.ts` checks whether they agree.
 */

import { type BenchQuestion, type Engine, isoDate } from "./engines-access.ts";
import { Agreement } from "./engines-agreement.ts";
import { connectionScan } from "./engines-csa.ts";
import {
  type DayTrip,
  dayTrip,
  type Flights,
  flightsAround,
  type Journey,
  type Planner,
} from "./engines-flights.ts";
import { peers } from "./engines-peers.ts";
import { sample, TODAY } from "./engines-questions.ts";
import { raptor } from "./engines-raptor.ts";

interface CompareOptions {
  readonly questions: number;
  /** Public planners too. */
  readonly peers: boolean;
}

export interface ComparedEngine {
  readonly name: string;
  /** Milliseconds of each question, in the same order for all. */
  readonly tookMs: readonly number[];
  /**
   * The time that it takes to make its own tables of the flights of one date; the engine has those
   * of all dates.
   */
  readonly preparedMs: number;
  /**
   * Questions whose answer differs from the connection scan's; null for the engine, whose question
   * is another one.
   */
  readonly disagrees: number | null;
}

export interface EngineComparison {
  /** The engine first. */
  readonly competitors: readonly ComparedEngine[];
  /** Which questions the engine answers with journeys that are as fast as the planners' fastest. */
  readonly asFast: readonly boolean[];
  /** The number of flights of one date, as the planners were given them. */
  readonly flights: number;
  readonly agreement: Agreement;
}

/**
 * Each costs every planner its tables. They differ in the day of the week and in the time of the
 * year.
 */
const DATES = 2;
/** So many days ahead or more, few flights are sold out. */
const DAYS_AHEAD = 120;
const DAYS_APART = 86;
const WARM_UP_MS = 500;
const SEED = 7;
/** Candidates for each question of the comparison. */
const CANDIDATES = 30;

export async function compareEngines(
  engine: Engine,
  options: CompareOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<EngineComparison> {
  const makers = [connectionScan, raptor, ...(options.peers ? await peers() : [])];
  const ours = newSide("this engine");
  const theirs = makers.map(() => newSide(""));
  const agreement = new Agreement(engine);
  const asFast: boolean[] = [];
  let flown = 0;
  for (let d = 0; d < DATES; d++) {
    const day = TODAY + DAYS_AHEAD + DAYS_APART * d;
    const flights = flightsAround(engine.flights, day);
    flown = Math.max(flown, flights.row.length);
    const count =
      Math.floor((options.questions * (d + 1)) / DATES) -
      Math.floor((options.questions * d) / DATES);
    const { questions, trips } = choose(engine, agreement, flights, day, count, SEED + d);
    await ask(ours, questions, (question) => engine.answer(question), signal);

    let reference: Planner | undefined;
    let expected: readonly (readonly Journey[])[] = [];
    for (const [p, make] of makers.entries()) {
      const side = theirs[p] as EngineAnswers;
      const before = performance.now();
      const planner = make(flights);
      side.preparedMs += (performance.now() - before) / DATES;
      side.name = planner.name;
      const answers = await ask(side, trips, (trip) => planner.plan(trip), signal);
      reference ??= planner;
      if (planner === reference) expected = answers;
      for (const [i, trip] of trips.entries()) {
        if (!agreement.same(reference, trip, expected[i] ?? [], answers[i] ?? [])) side.disagrees++;
      }
      report(`${planner.name}: ${questions.length} questions of ${isoDate(day)}`);
    }
    for (const [i, question] of questions.entries()) {
      agreement.check(flights, question, trips[i] as DayTrip, expected[i] ?? []);
      asFast.push(agreement.isAsFast(question, trips[i] as DayTrip, expected[i] ?? []));
    }
  }
  return {
    competitors: [{ ...ours, disagrees: null }, ...theirs],
    asFast,
    flights: flown,
    agreement,
  };
}

/**
 * Half of the questions as they come. The others are the next that the engine and the planners
 * answer alike: with a fastest journey that is as fast. They are few, since the planners'
 * fastest routes break nearly every rule of the engine, and only these questions compare equal
 * answers. Where too few turn up, there are fewer questions.
 */
function choose(
  engine: Engine,
  agreement: Agreement,
  flights: Flights,
  day: number,
  count: number,
  seed: number,
) {
  const scan = connectionScan(flights);
  const questions: BenchQuestion[] = [];
  const trips: DayTrip[] = [];
  for (const sampled of sample(engine.timetable, CANDIDATES * count, 2, seed, ["by traffic"])) {
    if (questions.length === count) break;
    const question: BenchQuestion = { ...sampled, date: isoDate(day), sort: "duration" };
    const trip = dayTrip(
      flights,
      engine.timetable.airport(question.origin),
      engine.timetable.airport(question.destination),
      day,
    );
    if (questions.length >= count / 2 && !agreement.isAsFast(question, trip, scan.plan(trip)))
      continue;
    questions.push(question);
    trips.push(trip);
  }
  return { questions, trips };
}

interface EngineAnswers {
  name: string;
  readonly tookMs: number[];
  preparedMs: number;
  disagrees: number;
}

const newSide = (name: string): EngineAnswers => ({
  name,
  tookMs: [],
  preparedMs: 0,
  disagrees: 0,
});

async function ask<Q, A>(
  side: EngineAnswers,
  questions: readonly Q[],
  answer: (question: Q) => A,
  signal: AbortSignal,
): Promise<A[]> {
  const warmUntil = performance.now() + WARM_UP_MS;
  for (
    let i = 0;
    i < questions.length && performance.now() < warmUntil;
    i = (i + 1) % questions.length
  )
    answer(questions[i] as Q);
  const answers: A[] = [];
  for (const question of questions) {
    // One may take seconds: a signal to stop is handled in between.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const before = performance.now();
    answers.push(answer(question));
    side.tookMs.push(performance.now() - before);
  }
  return answers;
}
