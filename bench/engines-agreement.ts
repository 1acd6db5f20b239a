/**
 * Whether the engine and the planners agree, where their questions are the same. Planners answer
 * one question (`engines-flights.ts`) and must give the same values. The engine answers a harder
 * one: it prices every itinerary, keeps its rules (`engines-rules.ts`), and leaves non-stop flights
 * to another bidder. It is compared with the planners where they meet:
 *
 * AGREE-1 Every journey of the planners that has a connection and breaks no rule is among the
 *   engine's: same departure, arrival and stops.
 * AGREE-2 No journey of the engine's is better than all of the planners': their question has fewer
 *   rules.
 */
import type { OfferSlice } from "../proto/messages.ts";
import { type BenchQuestion, dayNumberOf, type Engine } from "./engines-access.ts";
import {
  type DayTrip,
  type Flights,
  type Journey,
  type Planner,
  paretoOf,
  valuesOf,
} from "./engines-flights.ts";
import { brokenRule, type Rule } from "./engines-rules.ts";

/** Enough for the whole Pareto set of a market. */
const ALL = 2_000;

const DAY = 1440;

/** Departure and arrival in minutes since 1970-01-01T00:00Z, and the number of flights. */
interface FoundConnection {
  readonly departure: number;
  readonly arrival: number;
  readonly flights: number;
}

export class Agreement {
  readonly #engine: Engine;
  /**
   * Journeys of the planners with a connection; those that the engine has too; and the rules that
   * the others break.
   */
  connections = 0;
  found = 0;
  readonly broken = new Map<Rule, number>();
  /** Questions that the engine has an answer to. */
  answered = 0;
  /** Violations of AGREE-1 and AGREE-2, in words. */
  readonly contradictions: string[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * Whether two planners' answers have the same values. Some do not know where the day ends, and
   * leave out what leaves in the evening when something that leaves on the next day arrives earlier
   * still: such journeys count for neither.
   */
  same(
    reference: Planner,
    trip: DayTrip,
    expected: readonly Journey[],
    answer: readonly Journey[],
  ): boolean {
    const later = { ...trip, from: trip.to, to: trip.to + 2 * DAY };
    const tomorrow = reference.plan(later);
    const today = (journeys: readonly Journey[]) =>
      paretoOf(journeys, trip).filter(
        (one) =>
          !tomorrow.some(
            (other) => other.arrival <= one.arrival && other.flights.length <= one.flights.length,
          ),
      );
    return valuesOf(today(expected)) === valuesOf(today(answer));
  }

  /**
   * Whether the fastest journey that the engine finds is as fast as the planners' fastest with a
   * connection.
   */
  isAsFast(question: BenchQuestion, trip: DayTrip, answer: readonly Journey[]): boolean {
    const ours = this.#engine
      .answer(question)
      .map(({ slices }) => slices[0]?.durationMinutes as number);
    return (
      ours.length > 0 &&
      Math.min(...ours) ===
        minutesOf(paretoOf(answer, trip).filter(({ flights }) => flights.length > 1))
    );
  }

  /** Compares the engine with the planners' answer to one question. */
  check(
    flights: Flights,
    question: BenchQuestion,
    trip: DayTrip,
    answer: readonly Journey[],
  ): void {
    const theirs = paretoOf(answer, trip);
    const ours = this.#engine
      .answer(question, { offersMax: ALL, similar: true })
      .map(({ slices }) => this.#connectionOf(slices[0] as OfferSlice, question));
    const name = `${question.origin}-${question.destination} on ${question.date}`;
    const ways = ours.map((its) => ({ ...its, minutes: its.arrival - its.departure }));
    const nonstop = minutesOf(theirs.filter((one) => one.flights.length === 1));
    const connections = theirs.filter((one) => one.flights.length > 1);
    for (const one of connections) {
      this.connections++;
      if (
        ours.some(
          (its) =>
            its.departure === one.departure &&
            its.arrival === one.arrival &&
            its.flights === one.flights.length,
        )
      ) {
        this.found++;
        continue;
      }
      const rule = brokenRule(flights, trip, one, nonstop, ways);
      if (rule === undefined)
        this.contradictions.push(
          `AGREE-1 ${name}: ${valuesOf([one])} breaks no rule, but the engine does not have it`,
        );
      else this.broken.set(rule, (this.broken.get(rule) ?? 0) + 1);
    }
    for (const its of ours) {
      const asGood = theirs.some(
        (one) =>
          one.departure >= its.departure &&
          one.arrival <= its.arrival &&
          one.flights.length <= its.flights,
      );
      if (!asGood)
        this.contradictions.push(
          `AGREE-2 ${name}: ${its.departure}-${its.arrival}/${its.flights} is better than all of the planners' journeys`,
        );
    }
    if (ours.length > 0) this.answered++;
  }

  #connectionOf(
    { durationMinutes, segments }: OfferSlice,
    { origin }: BenchQuestion,
  ): FoundConnection {
    const { timetable } = this.#engine;
    const [date = "", time = ""] = (segments[0]?.departure ?? "").split("T");
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    const departure = timetable.zones[timetable.airport(origin)]?.toUtc(
      dayNumberOf(date) * DAY + 60 * hours + minutes,
    ) as number;
    return { departure, arrival: departure + durationMinutes, flights: segments.length };
  }
}

/** The minutes of the fastest journey; undefined when there is none. */
function minutesOf(journeys: readonly Journey[]): number | undefined {
  if (journeys.length === 0) return undefined;
  return Math.min(...journeys.map(({ departure, arrival }) => arrival - departure));
}
