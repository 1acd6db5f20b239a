/**
 * Random questions for trips of several slices, answered by the bidder `stops` and by an oracle
 * that looks at every ticket (`test/fixtures/stops/trip-oracle.ts`): on random small timetables,
 * and on the one that ships. Seeded: every run asks the same.
 */

import fc from "fast-check";
import { modelRates } from "../../bidders/flights/fares/rates.ts";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import type { Timetable } from "../../bidders/flights/timetable/timetable.ts";
import { convert } from "../../common/money/money.ts";
import { randomFrom } from "../../common/runtime/seeded-random.ts";
import { objectiveOf } from "../../gateway/search/objective.ts";
import { CABINS, type FlightSearch } from "../../proto/messages.ts";
import type { QuestionLimits } from "../fixtures/stops/oracle-limits.ts";
import { type Sides, sidesOf } from "../fixtures/stops/questions.ts";
import { draftLimits, limitsIn } from "../fixtures/stops/random-limits.ts";
import {
  foundTrips,
  type TripQuestion,
  tripDifferences,
} from "../fixtures/stops/trip-questions.ts";
import { draftTrips, isThereAndBack, tripIn } from "../fixtures/stops/trip-worlds.ts";
import { worlds } from "../fixtures/stops/worlds.ts";
import { CURRENCIES, DAYS, NOW_MS, PREFERENCES, TODAY } from "./connections-questions.ts";

export interface TripTask {
  readonly timetable: "random" | "shipped";
  /** How many questions must have had an answer: there and back, and others. */
  readonly roundTrips: number;
  readonly others: number;
  readonly seed: number;
  /** Whether each question has a limit, or two (`random-limits.ts`). */
  readonly limited?: boolean;
}

export interface TripComparison {
  /** The differences in words; empty where the two sides agree in everything. */
  readonly differences: readonly string[];
  /** Questions with an answer. */
  readonly roundTrips: number;
  readonly others: number;
  /** Questions with too many tickets for the oracle. */
  readonly left: number;
  readonly trips: number;
  /** The number of them into which others were collapsed. */
  readonly collapsed: number;
}

/** Asks until so many questions have had an answer. Those without one are compared too. */
export async function compareTrips(task: TripTask): Promise<TripComparison> {
  const counts = { roundTrips: 0, others: 0, left: 0, trips: 0, collapsed: 0 };
  const differences: string[] = [];
  const questions =
    task.timetable === "random"
      ? task.limited === true
        ? limitedQuestions(task.seed)
        : questionsOfWorlds(task.seed)
      : questionsOfTimetable(await loadTimetable(null), task.seed);
  for (const [sides, question] of questions) {
    if (counts.roundTrips >= task.roundTrips && counts.others >= task.others) break;
    const kind = isThereAndBack(question) ? "roundTrips" : "others";
    if (counts[kind] >= task[kind]) continue;
    const compared = tripDifferences(sides, question);
    if (compared === undefined) {
      counts.left++;
      continue;
    }
    differences.push(...compared.differences);
    counts[kind] += Math.min(1, compared.trips);
    counts.trips += compared.trips;
    counts.collapsed += compared.collapsed;
  }
  return { differences, ...counts };
}

function* questionsOfWorlds(seed: number): Generator<readonly [Sides, TripQuestion], void> {
  const scenes = fc.tuple(
    worlds([5, 12], [150, 500]),
    fc.array(draftTrips, { minLength: 6, maxLength: 6 }),
  );
  for (let round = 0; ; round++) {
    for (const [world, drafts] of fc.sample(scenes, { numRuns: 20, seed: seed + round })) {
      const sides = sidesOf(world.timetable);
      for (const draft of drafts) {
        const question = tripIn(world, draft);
        if (question !== undefined) yield [sides, question];
      }
    }
  }
}

/** The same, each with several limits one after the other. */
function* limitedQuestions(seed: number): Generator<readonly [Sides, TripQuestion], void> {
  const drafts = fc.array(draftLimits, { minLength: 4, maxLength: 4 });
  let drawn = 0;
  for (const [sides, question] of questionsOfWorlds(seed)) {
    drawn++;
    const { batches } = foundTrips(sides, question);
    const offers = batches.flatMap((batch) => batch.offers);
    const { timetable } = sides.network;
    const rates = modelRates(question.currency);
    const scope = {
      carriers: timetable.carriers,
      airports: timetable.airports.map(({ code }) => code),
      itineraries: offers.map(({ price, slices }) => ({
        price: convert(price.amount, price.currency, rates) as number,
        minutes: slices[0]?.durationMinutes as number,
      })),
    };
    for (const draft of fc.sample(drafts, { numRuns: 1, seed: seed + drawn }).flat()) {
      const limits = limitsIn(scope, draft);
      if (limits !== undefined) yield [sides, withLimits(question, limits, draft.itinerary)];
    }
  }
}

/** A window is that of the first slice or of the second. Some have a number of nights. */
function withLimits(
  { slices, ...question }: TripQuestion,
  { search, departure, arrival }: QuestionLimits,
  drawn: number,
): TripQuestion {
  const [out, back] = slices as readonly [TripQuestion["slices"][number], (typeof slices)[number]];
  const nights = back.day - out.day;
  const stayNights =
    drawn % 3 === 0 ? { min: Math.max(0, nights - 1), max: nights - (drawn % 2) } : undefined;
  const limits = {
    ...search,
    ...(stayNights === undefined || stayNights.max < stayNights.min ? {} : { stayNights }),
  };
  return {
    ...question,
    slices: slices.map((slice, i) => ({
      ...slice,
      ...(i === drawn % 2 && departure !== undefined ? { departure } : {}),
      ...(i === drawn % 2 && arrival !== undefined ? { arrival } : {}),
    })),
    ...(Object.keys(limits).length === 0 ? {} : { search: limits }),
  };
}

function* questionsOfTimetable(
  timetable: Timetable,
  seed: number,
): Generator<readonly [Sides, TripQuestion], void> {
  const sides = sidesOf(timetable);
  const random = randomFrom(seed);
  for (;;) {
    // The oracle keeps the flights of a date, and few questions share one.
    sides.facts.forget();
    yield [sides, questionOf(timetable, random)];
  }
}

function questionOf(timetable: Timetable, random: () => number): TripQuestion {
  const below = (end: number) => Math.floor(random() * end);
  const oneOf = <T>(values: readonly T[]) => values[below(values.length)] as T;
  // A row drawn at random leaves from a busy airport more often.
  const airport = () => timetable.origin[below(timetable.rows)] as number;
  const places = new Set<number>();
  while (places.size < 5) places.add(airport());
  const [home, away, ...on] = [...places] as [number, number, ...number[]];
  const count = oneOf([0, 0, 0, 2, 3, 4]);
  const stops = [home, away, ...on];
  const ends =
    count === 0
      ? [[home, away] as const, [away, home] as const]
      : Array.from({ length: count }, (_, i) => [stops[i], stops[i + 1]] as [number, number]);
  let day = TODAY + below(DAYS - 40);
  const slices = ends.map(([origin, destination], i) => {
    day += i === 0 ? 0 : oneOf([0, 1, 2, 3, 7, 10]);
    return { origin, destination, day };
  });
  const passengers = {
    adults: oneOf([1, 1, 2, 5]),
    children: oneOf([0, 0, 2]),
    infants: oneOf([0, 0, 1]),
  };
  const currency = oneOf(CURRENCIES);
  const sort = oneOf(["best", "price", "price", "duration"] as const);
  return {
    slices,
    cabin: oneOf(["economy", "economy", "business", ...CABINS]),
    passengers,
    currency,
    objective: objectiveOf({ sort, passengers } as FlightSearch, PREFERENCES, modelRates(currency)),
    stopsMax: slices.length > 2 ? oneOf([1, 1, 2]) : oneOf([1, 2, 2]),
    wanted: oneOf([1, 10, 10, 10]),
    similar: oneOf([true, false]),
    nowMs: NOW_MS,
  };
}
