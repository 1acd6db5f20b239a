/**
 * Random questions to the search for connections, on the timetable that ships, answered by it and
 * by an oracle that checks every itinerary (`test/fixtures/stops/oracle.ts`). Seeded: every run
 * asks the same.
 */

import { modelRates } from "../../bidders/flights/fares/rates.ts";
import { dayNumberOf } from "../../bidders/flights/timetable/departures.ts";
import type { Timetable } from "../../bidders/flights/timetable/timetable.ts";
import { randomFrom } from "../../common/runtime/seeded-random.ts";
import { objectiveOf } from "../../gateway/search/objective.ts";
import { CABINS, type FlightSearch, type Sort } from "../../proto/messages.ts";
import { differences, expected, type Question, type Sides } from "../fixtures/stops/questions.ts";

/** The gateway's defaults (`gateway/config.ts`). */
export const PREFERENCES = { dollarsPerHour: 30, dollarsPerStop: 40, countsInconvenience: true };
export const NOW_MS = Date.UTC(2026, 10, 23, 12);
export const TODAY = dayNumberOf("2026-11-23");
export const DAYS = 330;
/** Dates on which clocks change somewhere, or did the night before. */
const CHANGES = [
  "2027-03-13",
  "2027-03-14",
  "2027-03-27",
  "2027-03-28",
  "2027-04-03",
  "2027-04-04",
  "2027-09-26",
];
export const CURRENCIES = [
  "USD",
  "EUR",
  "GBP",
  "JPY",
  "KWD",
  "INR",
  "KRW",
  "AUD",
  "BHD",
  "TRY",
  "IDR",
];

const ANSWERS_A_DATE = 20;

/**
 * How the ends of a question are drawn: as travellers are spread over airports, about, or any two.
 */
const MARKETS = ["busy", "any"] as const;

export interface Task {
  readonly sort: Sort;
  /** How many questions must have had an answer. */
  readonly answered: number;
  readonly seed: number;
}

export interface ComparedAnswers {
  /** The differences in words; empty where the two sides agree in everything. */
  readonly differences: readonly string[];
  /** Numbers of questions, of those with an answer, and of itineraries: shown, and compared. */
  readonly asked: number;
  readonly answered: number;
  readonly shown: number;
  readonly compared: number;
}

/**
 * Asks until so many questions have had an answer: half of them in busy markets, half in any, and
 * on one date after the other, for the oracle keeps the flights of a date. Questions without an
 * answer are compared too.
 */
export function compareAnswers(sides: Sides, { sort, answered, seed }: Task): ComparedAnswers {
  const { timetable } = sides.network;
  const random = randomFrom(seed);
  const differing: string[] = [];
  const counts = { asked: 0, answered: 0, shown: 0, compared: 0 };
  for (let left = answered; left > 0; left -= ANSWERS_A_DATE) {
    const date =
      answered - left < CHANGES.length * ANSWERS_A_DATE
        ? (CHANGES[(answered - left) / ANSWERS_A_DATE] as string)
        : undefined;
    const day = date === undefined ? TODAY + Math.floor(random() * DAYS) : dayNumberOf(date);
    sides.facts.forget();
    for (const [i, market] of MARKETS.entries()) {
      const until = answered - left + Math.min(left, ANSWERS_A_DATE / (MARKETS.length - i));
      while (counts.answered < until) {
        const question = questionOf(timetable, random, market, sort, day);
        const answer = expected(sides, question);
        differing.push(...differences(sides, question, answer));
        counts.asked++;
        counts.answered += Math.min(1, answer.list.length);
        counts.shown += answer.list.length;
        counts.compared += answer.itineraries.length;
      }
    }
  }
  return { differences: differing, ...counts };
}

function questionOf(
  timetable: Timetable,
  random: () => number,
  market: (typeof MARKETS)[number],
  sort: Sort,
  day: number,
): Question {
  const below = (end: number) => Math.floor(random() * end);
  const oneOf = <T>(values: readonly T[]) => values[below(values.length)] as T;
  // A row drawn at random leaves from a busy airport more often.
  const airport = () =>
    market === "any"
      ? below(timetable.airports.length)
      : (timetable.origin[below(timetable.rows)] as number);
  const origin = airport();
  let destination = airport();
  while (destination === origin) destination = airport();
  const adults = oneOf([1, 1, 1, 2, 2, 3, 9]);
  const passengers = {
    adults,
    children: adults < 5 ? oneOf([0, 0, 1, 3]) : 0,
    infants: below(Math.min(adults, 4)),
  };
  const currency = oneOf(CURRENCIES);
  return {
    origin,
    destination,
    day,
    cabin: oneOf(["economy", "economy", "business", ...CABINS]),
    passengers,
    currency,
    objective: objectiveOf({ sort, passengers } as FlightSearch, PREFERENCES, modelRates(currency)),
    stopsMax: oneOf([1, 2, 2, 2, 3]),
    wanted: oneOf([10, 10, 10, 10, 20, 100]),
    similar: oneOf([true, false]),
    selfTransfer: below(10) === 0,
    nowMs: NOW_MS,
  };
}
