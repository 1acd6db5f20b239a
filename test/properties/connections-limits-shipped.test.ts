/**
 * The search for connections within limits on the timetable that ships: against its oracle, and
 * against the search without limits.
 */
import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { modelRates } from "../../bidders/flights/fares/rates.ts";
import { dayNumberOf } from "../../bidders/flights/timetable/departures.ts";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import { objectiveOf } from "../../gateway/search/objective.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { everyItinerary } from "../fixtures/stops/oracle.ts";
import { withinLimits } from "../fixtures/stops/oracle-limits.ts";
import {
  differences,
  expected,
  foundRounds,
  oracleQueryOf,
  type Question,
  type Sides,
  sidesOf,
} from "../fixtures/stops/questions.ts";
import { draftLimits, limitsIn } from "../fixtures/stops/random-limits.ts";
import { costlyRuns } from "../harness/property-runs.ts";
import { NOW_MS, PREFERENCES } from "./connections-questions.ts";

const CARRIERS = "BA AA IB LH UA LX OS SN AF KL DL EK QR TK EY SQ CX QF NH JL AC B6 WN".split(" ");
const HUBS = "LHR CDG FRA AMS MUC ZRH IST DXB DOH JFK EWR ORD DFW ATL LAX SIN HKG NRT".split(" ");

let sides: Sides;

beforeAll(async () => {
  sides = sidesOf(await loadTimetable(null));
});

function questionOf(market: string, sort: FlightSearch["sort"], stopsMax: number): Question {
  const { timetable } = sides.network;
  const [origin, destination] = market.split("-").map((code) => timetable.airport(code)) as [
    number,
    number,
  ];
  const passengers = { adults: 2, children: 1, infants: 0 };
  return {
    origin,
    destination,
    day: dayNumberOf("2027-03-18"),
    cabin: "economy",
    passengers,
    currency: "EUR",
    objective: objectiveOf({ sort, passengers } as FlightSearch, PREFERENCES, modelRates("EUR")),
    stopsMax,
    wanted: 20,
    similar: false,
    selfTransfer: false,
    nowMs: NOW_MS,
  };
}

const LIMITS = costlyRuns({ few: 25, some: 40, all: 100 });

test.each([
  ["EDI-BKK", "best", 1],
  ["LHR-JFK", "price", 1],
  ["MEL-MAD", "best", 1],
  ["BOS-FCO", "duration", 1],
  ["KOI-VIE", "best", 2],
  ["ABZ-GVA", "price", 2],
] as const)("ENGINE-15 and ENGINE-16: %s by %s with up to %i stops, each limit, is all that there is, filtered", (market, sort, stopsMax) => {
  const question = questionOf(market, sort, stopsMax);
  sides.facts.forget();
  const all = everyItinerary(sides.facts, oracleQueryOf(question));
  const scope = { carriers: CARRIERS, airports: HUBS, itineraries: all };
  let answered = 0;
  for (const draft of fc.sample(draftLimits, { numRuns: LIMITS, seed: all.length })) {
    const limited = { ...question, limits: limitsIn(scope, draft) ?? {} };
    const answer = expected(sides, limited, all);
    expect(differences(sides, limited, answer).join("\n")).toBe("");
    answered += Math.min(1, answer.list.length);
  }
  expect(answered).toBeGreaterThan(LIMITS / 4);
});

const withoutCount = (line: string) => line.replace(/ \+\d+$/, "");

test.each([
  ["LHR-BKK", "best"],
  ["JFK-CPT", "price"],
] as const)("ENGINE-15: %s by %s: what the whole list has that keeps a limit is in the limited list, at its price and in its order", (market, sort) => {
  const question = { ...questionOf(market, sort, 2), wanted: 3_000, similar: true };
  const whole = foundRounds(sides, question).flatMap(({ found, lines }) =>
    found.map((shown, i) => ({ ...shown.itinerary, line: withoutCount(lines[i] as string) })),
  );
  expect(whole.length).toBeGreaterThan(15);
  const scope = { carriers: CARRIERS, airports: HUBS, itineraries: whole };
  const { origin, destination } = sides.network.timetable;
  const asOracle = whole.map(({ legs, tickets, ...its }) => ({
    ...its,
    flights: legs.map((leg) => ({
      ...leg,
      date: leg.day,
      from: origin[leg.row] as number,
      to: destination[leg.row] as number,
    })),
    fares: tickets.map(({ seller, dollars }) => ({
      seller: sides.network.timetable.carriers[seller] as string,
      dollars,
    })),
  }));
  for (const draft of fc.sample(draftLimits, { numRuns: LIMITS, seed: whole.length })) {
    const { search: all = {}, ...windows } = limitsIn(scope, draft) ?? {};
    // Prices of wanted fares are others.
    const { bags: _, changeable: __, refundable: ___, ...search } = all;
    const limited = { ...question, limits: { search, ...windows } };
    const kept = withinLimits(
      sides.facts,
      limited,
      asOracle as unknown as Parameters<typeof withinLimits>[2],
    ).map((one) => (one as unknown as { line: string }).line);
    const lines = foundRounds(sides, limited).flatMap((round) => round.lines.map(withoutCount));
    expect(kept.filter((line) => !lines.includes(line))).toEqual([]);
  }
});
