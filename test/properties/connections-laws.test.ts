/** Laws of the search for connections that hold for every timetable, without an oracle. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { departureOn } from "../../bidders/flights/timetable/departures.ts";
import type { Timetable } from "../../bidders/flights/timetable/timetable.ts";
import { searchConnections } from "../../bidders/stops/engine/connection-search.ts";
import type { EngineItinerary } from "../../bidders/stops/engine/itinerary.ts";
import type { Facts, OracleFlight } from "../fixtures/stops/oracle-facts.ts";
import { oracleInconvenience } from "../fixtures/stops/oracle-inconvenience.ts";
import {
  described,
  foundRounds,
  type Question,
  queryOf,
  type Sides,
  sidesOf,
} from "../fixtures/stops/questions.ts";
import {
  asked,
  draftQuestions,
  type FlightWorld,
  worldOf,
  worlds,
} from "../fixtures/stops/worlds.ts";
import { costlyRuns } from "../harness/property-runs.ts";

const scenes = fc.tuple(
  worlds([12, 30], [100, 400]),
  fc.array(draftQuestions, { minLength: 8, maxLength: 8 }),
);
const SCENES_MAX = 250;
/** The same for every law: to make the worlds takes longer than most laws. */
const SCENES = fc
  .sample(scenes, { numRuns: costlyRuns({ few: 30, some: 80, all: SCENES_MAX }), seed: 20_261_216 })
  .map(([world, drafts]) => ({ world, drafts, sides: sidesOf(world.timetable) }));

/** The number of questions among these, of a number of them among all worlds, about. */
const among = (ofAll: number) => (ofAll * SCENES.length) / SCENES_MAX;

/**
 * Runs a law on each question of each world, and collects the violations; `law` describes them in
 * words. Returns how often it applied.
 */
function holds(
  law: (sides: Sides, question: Question, world: FlightWorld) => readonly string[] | undefined,
): number {
  let applied = 0;
  for (const { world, drafts, sides } of SCENES) {
    const broken: string[] = [];
    for (const draft of drafts) {
      const question = asked(world, draft);
      if (question === undefined) continue;
      const faults = law(sides, question, world);
      if (faults === undefined) continue;
      applied++;
      if (faults.length > 0) broken.push(described(world.timetable, question), ...faults);
    }
    expect(broken).toEqual([]);
  }
  return applied;
}

const itinerariesOf = (sides: Sides, question: Question): EngineItinerary[] =>
  foundRounds(sides, question).flatMap(({ found }) => found.map(({ itinerary }) => itinerary));

/** The whole list, best first, without its counts: they depend on where it ends. */
const listOf = (sides: Sides, question: Question): string[] =>
  foundRounds(sides, question)
    .flatMap(({ lines }) => lines.map((line) => line.replace(/ \+\d+$/, "")))
    .sort()
    .slice(0, question.wanted);

const bestOf = (sides: Sides, question: Question): number =>
  itinerariesOf(sides, question).reduce(
    (least, { cost }) => Math.min(least, cost),
    Number.POSITIVE_INFINITY,
  );

/**
 * ENGINE-1 allows long waits, and ENGINE-13 four flights of two fares, only where there is nothing
 * else. So with more choice they may not be allowed any more.
 */
function isLastResort({ facts }: Sides, itineraries: readonly EngineItinerary[]): boolean {
  const waitsLong = ({ legs }: EngineItinerary) =>
    legs.some(
      (leg, i) => i > 0 && leg.departureUtc - (legs[i - 1]?.arrivalUtc as number) > 12 * 60,
    );
  const isDivided = ({ legs, tickets }: EngineItinerary) =>
    tickets.length === 1 &&
    legs.length === 4 &&
    legs.some((one) =>
      legs.some((other) => one !== other && !facts.partners(one.carrier, other.carrier)),
    );
  return itineraries.some((one) => waitsLong(one) || isDivided(one));
}

test("no itinerary breaks the calendar or the map", () => {
  const applied = holds((sides, question) => {
    const itineraries = itinerariesOf(sides, question);
    return itineraries.length === 0
      ? undefined
      : itineraries.flatMap((itinerary) => broken(sides, question, itinerary));
  });
  expect(applied).toBeGreaterThan(among(200));
});

/** What is wrong with an itinerary, by the calendar and the map alone. */
function broken(
  { facts, network: { timetable } }: Sides,
  question: Question,
  { legs, tickets, stops, ...itinerary }: EngineItinerary,
): string[] {
  const faults: string[] = [];
  const check = (rule: string, kept: boolean) => void (kept || faults.push(rule));
  const [first, last] = [legs[0], legs.at(-1)] as [
    EngineItinerary["legs"][number],
    EngineItinerary["legs"][number],
  ];
  const ends = (row: number) =>
    [timetable.origin[row] as number, timetable.destination[row] as number] as const;
  const flightOf = (one: EngineItinerary["legs"][number]): OracleFlight => ({
    ...one,
    date: one.day,
    from: ends(one.row)[0],
    to: ends(one.row)[1],
  });
  for (const [i, leg] of legs.entries()) {
    const departure = departureOn(timetable, leg.row, leg.day);
    check(
      "operates that day",
      departure?.departureUtc === leg.departureUtc && departure.arrivalUtc === leg.arrivalUtc,
    );
    const before = legs[i - 1];
    if (before === undefined) continue;
    const wait = leg.departureUtc - before.arrivalUtc;
    check("goes on from where one arrived", ends(before.row)[1] === ends(leg.row)[0]);
    check(
      "keeps the minimum connecting time",
      wait >= facts.minimumMinutes(flightOf(before), flightOf(leg)),
    );
    check("waits a day at most", wait <= 24 * 60);
  }
  const airports = [ends(first.row)[0], ...legs.map(({ row }) => ends(row)[1])];
  check(
    "leads from the origin to the destination",
    airports[0] === question.origin && airports.at(-1) === question.destination,
  );
  check("uses no airport twice", new Set(airports).size === airports.length);
  check(
    "leaves on the date",
    facts.clocks[question.origin]?.dateAt(first.departureUtc) === question.day,
  );
  check("has its stops", stops === legs.length - 1 && stops >= 1 && stops <= question.stopsMax);
  check(
    "has its instants",
    itinerary.departureUtc === first.departureUtc && itinerary.arrivalUtc === last.arrivalUtc,
  );
  check("has its minutes", itinerary.minutes === last.arrivalUtc - first.departureUtc);
  check(
    "has whole tickets",
    tickets.reduce((to, ticket) => (ticket.from === to ? ticket.to : Number.NaN), 0) ===
      legs.length,
  );
  check(
    "has two tickets only where asked for",
    tickets.length === 1 || (tickets.length === 2 && question.selfTransfer),
  );
  const inconvenience = oracleInconvenience(facts, legs.map(flightOf));
  check(
    "has its cost",
    itinerary.cost === costOf({ stops, ...itinerary }, inconvenience, question),
  );
  return faults;
}

function costOf(
  { price, minutes, stops }: Pick<EngineItinerary, "price" | "minutes" | "stops">,
  inconvenience: number,
  { objective: { valuePerHour, penaltyPerStop, countsInconvenience = false } }: Question,
): number {
  return (
    price +
    Math.round((minutes * valuePerHour) / 60) +
    (countsInconvenience ? Math.round((inconvenience * valuePerHour) / 60) : 0) +
    stops * penaltyPerStop
  );
}

describe("a wider search is never worse", () => {
  const wider: readonly [name: string, change: (question: Question) => Question][] = [
    ["one stop more", (question) => ({ ...question, stopsMax: question.stopsMax + 1 })],
    ["self-transfers", (question) => ({ ...question, selfTransfer: true })],
  ];
  test.each(
    wider,
  )("%s: the best costs no more, as long as no wait is longer than twelve hours", (_, change) => {
    const applied = holds((sides, question) => {
      const narrow = {
        ...question,
        stopsMax: Math.min(question.stopsMax, 2),
        selfTransfer: false,
      };
      const itineraries = itinerariesOf(sides, narrow);
      if (itineraries.length === 0 || isLastResort(sides, itineraries)) return undefined;
      const [before, after] = [bestOf(sides, narrow), bestOf(sides, change(narrow))];
      return after <= before ? [] : [`${before} has become ${after}`];
    });
    expect(applied).toBeGreaterThan(among(150));
  });

  test("near-identical ones shown: the best is the same, and the list of the others is among them", () => {
    const applied = holds((sides, question) => {
      const [some, all] = [false, true].map((similar) =>
        listOf(sides, { ...question, similar, wanted: 10_000 }),
      ) as [string[], string[]];
      if (all.length === 0) return undefined;
      return some[0] === all[0] && some.every((line) => all.includes(line))
        ? []
        : [...some, "of", ...all];
    });
    expect(applied).toBeGreaterThan(among(200));
  });

  test("with a larger limit the list begins with the shorter list", () => {
    const applied = holds((sides, question) => {
      const most = listOf(sides, { ...question, wanted: 40 });
      if (most.length < 2) return undefined;
      return [1, 2, 3, 7, 20].flatMap((wanted) => {
        const some = listOf(sides, { ...question, wanted });
        return some.join() === most.slice(0, wanted).join()
          ? []
          : [`wanted ${wanted}`, ...some, "of", ...most];
      });
    });
    expect(applied).toBeGreaterThan(among(150));
  });
});

/**
 * Some facts are fixed: a flight more may make an airport larger, and connections there slower
 * (ENGINE-1); move its carrier's home (ENGINE-9); be the first non-stop flight of its market, so
 * that others become detours (ENGINE-4, ENGINE-9), or the fastest of the search's own (ENGINE-7);
 * or be the first itinerary of short waits, where long ones were allowed before (ENGINE-1); or make
 * its carrier dominate an airport (LEVEL-2). So the new flight is in a market that has flights and
 * is not the search's, worlds in which it changes minimum connecting times or rights are left out,
 * and fares are those of the world without it.
 */
test("one more flight never makes the best more expensive", () => {
  let cheaper = 0;
  const applied = holds((sides, question, world) => {
    const itineraries = itinerariesOf(sides, question);
    if (itineraries.length === 0 || isLastResort(sides, itineraries)) return undefined;
    const { rows } = world;
    // Beside the flights of the best itinerary, so that it can be part of a better one.
    const at = rows.findIndex(({ origin }) => origin === world.airports[question.origin]?.code);
    const model = rows[
      (at + question.day + question.wanted) % rows.length
    ] as FlightWorld["rows"][number];
    const [from, to] = [
      world.airports[question.origin]?.code,
      world.airports[question.destination]?.code,
    ];
    if (model.origin === from && model.destination === to) return undefined;
    const row = {
      ...model,
      number: 7_777,
      departure: (model.departure + 60) % 1440,
      days: 127,
      blockMinutes: Math.max(20, model.blockMinutes - 15),
    };
    const more = sidesOf(worldOf(world.airports, [...rows, row]).timetable);
    if (tablesOf(sides.facts) !== tablesOf(more.facts, row.number)) return undefined;
    const { fareTables } = sides.network;
    const after = bestOf({ ...more, network: { ...more.network, fareTables } }, question);
    const before = bestOf(sides, question);
    if (after < before) cheaper++;
    return after <= before ? [] : [`${before} has become ${after} by ${JSON.stringify(row)}`];
  });
  expect(applied).toBeGreaterThan(among(150));
  // Among few scenes there may be none that becomes cheaper.
  if (SCENES.length >= SCENES_MAX) expect(cheaper).toBeGreaterThan(0);
});

/** Minimum connecting times and rights, of all rows but one. */
function tablesOf(facts: Facts, without?: number): string {
  const rows = Array.from({ length: facts.timetable.rows }, (_, row) => row).filter(
    (row) => facts.timetable.number[row] !== without,
  );
  const minutes = facts.timetable.airports.map((_, from) => facts.minimums(from).join());
  return `${rows.map((row) => Number(facts.soldAlone[row])).join("")} ${minutes.join(" ")}`;
}

test("the order of the rows that a timetable is built of does not count", () => {
  const applied = holds((sides, question, world) => {
    const lines = foundRounds(sides, question).map(
      ({ lines: some, floor }) => `${some.join()} ${floor}`,
    );
    if (lines.length === 0) return undefined;
    const turned = sidesOf(worldOf(world.airports, [...world.rows].reverse()).timetable);
    const same = foundRounds(turned, question).map(
      ({ lines: some, floor }) => `${some.join()} ${floor}`,
    );
    return same.join("\n") === lines.join("\n") ? [] : [...lines, "and turned round", ...same];
  });
  expect(applied).toBeGreaterThan(among(200));
});

test("A8: a search that is stopped at any step has no effect on the next one: the same search finds the same again", () => {
  const applied = holds((sides, question) => {
    const query = queryOf(sides.network.timetable, question);
    const before = contents(sides.network.timetable, sides.network);
    const steps = [...searchConnections(sides.network, query)];
    if (steps.length < 2) return undefined;
    const search = searchConnections(sides.network, query);
    for (let step = 0; step < (question.day % steps.length) + 1; step++) search.next();
    search.return();
    const again = [...searchConnections(sides.network, query)];
    const fresh = [...searchConnections(sidesOf(sides.network.timetable).network, query)];
    const faults: string[] = [];
    for (const [name, other] of Object.entries({ again, fresh }))
      if (JSON.stringify(other) !== JSON.stringify(steps)) faults.push(name);
    if (contents(sides.network.timetable, sides.network) !== before)
      faults.push("the columns have changed");
    return faults;
  });
  expect(applied).toBeGreaterThan(among(100));
});

/** All columns, as one number each. */
function contents(...tables: readonly (Timetable | Sides["network"])[]): string {
  const columns = tables
    .flatMap((table) => Object.entries(table))
    // The fare model's table is the same for every timetable, and large.
    .filter(([name, column]) => name !== "availability" && ArrayBuffer.isView(column));
  return columns
    .map(
      ([name, column]) =>
        `${name} ${(column as Uint8Array).reduce((sum, value, i) => (sum * 31 + value * (i + 1)) % 1e9, 7)}`,
    )
    .join();
}
