/**
 * What trips of several slices take beside the slices one by one: the same markets and dates, in
 * one run and in turns, by the processor time of the process.
 */
import { addDays, type BenchQuestion, type Engine } from "./engines-access.ts";
import { sample } from "./engines-questions.ts";

export interface TripsMeasured {
  readonly trips: number;
  readonly maxStops: number;
  /** Milliseconds of processor time, on average: of one way, out and back, and three slices. */
  readonly oneWayMs: number;
  readonly roundTripMs: number;
  readonly threeSlicesMs: number;
  /** How many searches of the three slices one by one, and of the trips, found anything. */
  readonly answered: {
    readonly oneWay: number;
    readonly roundTrip: number;
    readonly three: number;
  };
}

const SEED = 20_261_128;
const WARM_UP = 120;
const STAY_DAYS = 7;

/** A trip from A to B, on to C and back to A, and one from A to B and back. */
interface QuestionsOfTrips {
  readonly three: readonly BenchQuestion[];
  readonly roundTrip: readonly BenchQuestion[];
}

/** @throws the signal's reason once it has fired */
export function measureTrips(
  engine: Engine,
  count: number,
  maxStops: number,
  signal: AbortSignal,
): TripsMeasured {
  const trips = tripsOf(engine, count + WARM_UP, maxStops);
  const ms = { oneWay: 0, roundTrip: 0, three: 0 };
  const answered = { oneWay: 0, roundTrip: 0, three: 0 };
  for (const [i, { three, roundTrip }] of trips.entries()) {
    signal.throwIfAborted();
    const ask = (what: keyof typeof ms, slices: readonly BenchQuestion[]) => {
      const before = process.cpuUsage();
      const offers = engine.answerTrip(slices);
      const { user, system } = process.cpuUsage(before);
      if (i < WARM_UP) return;
      ms[what] += (user + system) / 1000;
      answered[what] += Math.min(1, offers.length);
    };
    for (const slice of three) ask("oneWay", [slice]);
    ask("roundTrip", roundTrip);
    ask("three", three);
  }
  return {
    trips: count,
    maxStops,
    oneWayMs: ms.oneWay / (3 * count),
    roundTripMs: ms.roundTrip / count,
    threeSlicesMs: ms.three / count,
    answered,
  };
}

/** Ends by traffic: few trips between any airports are served in all slices. */
function tripsOf({ timetable }: Engine, count: number, maxStops: number): QuestionsOfTrips[] {
  const drawn = (seed: number) => sample(timetable, 2 * count, maxStops, seed, ["by traffic"]);
  const [firsts, seconds] = [drawn(SEED), drawn(SEED + 1)];
  const trips: QuestionsOfTrips[] = [];
  for (const [i, first] of firsts.entries()) {
    if (trips.length === count) break;
    const { origin, destination, date } = first;
    const third = seconds[i]?.origin as string;
    if (third === origin || third === destination) continue;
    const on = (from: string, to: string, days: number): BenchQuestion => ({
      ...first,
      origin: from,
      destination: to,
      date: addDays(date, days),
    });
    trips.push({
      three: [first, on(destination, third, STAY_DAYS), on(third, origin, 2 * STAY_DAYS)],
      roundTrip: [first, on(destination, origin, STAY_DAYS)],
    });
  }
  return trips;
}
