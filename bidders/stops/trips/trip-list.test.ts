import { expect, test } from "@jest/globals";
import { board } from "../../../test/fixtures/stops/boards.ts";
import { handPart } from "../../../test/fixtures/stops/trip-parts.ts";
import type { Joined, TicketJoin } from "../../flights/itineraries/ticket-join.ts";
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import { type ListRules, listOfTrips, type TripList } from "./trip-list.ts";

const { timetable } = board(["AA1 JFK-LAX 0800 380"]).network;

const ticket = (cost: number, ...parts: readonly TripPart[]): Joined => ({
  parts,
  seller: "AA",
  dollars: [],
  amount: cost,
  convertedPrice: cost,
  cost,
  isMixed: parts.some(({ mixed }) => mixed),
  durationMinutes: parts.reduce((sum, { minutes }) => sum + minutes, 0),
  departure: parts[0]?.departureLocal ?? 0,
  stops: parts.reduce((sum, { stops }) => sum + stops, 0),
  inconvenience: 0,
});

function listed(
  tickets: readonly Joined[],
  wanted: number,
  rules: Partial<ListRules> = {},
): TripList {
  const left = [...tickets];
  const join: Pick<TicketJoin, "next"> = {
    *next() {
      yield;
      return left.shift();
    },
  };
  const work = listOfTrips(join, {
    timetable,
    wanted,
    similar: true,
    severalRoutes: false,
    ...rules,
  });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

const [OUT, BACK] = [handPart(0, { dollars: 100 }), handPart(1, { dollars: 100 })];

test("TRIP-7: what is level in all but stops is left out, although its key is first", () => {
  const fewer = handPart(0, { dollars: 100, stops: 0 });
  const { shown } = listed([ticket(200, OUT, BACK), ticket(200, fewer, BACK)], 5);
  expect(shown.map(({ ticket: { parts } }) => parts[0])).toEqual([fewer]);
});

test("TRIP-7: what is level in everything is shown, and what is beaten in one slice alone is not left out", () => {
  const [twin, later] = [handPart(0, { dollars: 100 }), handPart(0, { dollars: 100, leaves: 9 })];
  const slower = handPart(1, { dollars: 100, hours: 11 });
  const tickets = [ticket(200, OUT, BACK), ticket(200, twin, BACK), ticket(201, later, slower)];
  expect(listed(tickets, 5).shown).toHaveLength(3);
});

test("TRIP-5: another seller's ticket for the same trip is the same trip", () => {
  const { shown, costMax } = listed([ticket(200, OUT, BACK), ticket(200, OUT, BACK)], 2);
  expect({ shown: shown.length, costMax }).toEqual({ shown: 1, costMax: Number.POSITIVE_INFINITY });
});

test("TRIP-9: no more than are wanted, and the cost of the last", () => {
  const later = [9, 10, 11].map((leaves) => handPart(0, { dollars: 100, leaves }));
  const tickets = later.map((part, i) => ticket(200 + i, part, BACK));
  const { shown, costMax } = listed(tickets, 2);
  expect({ shown: shown.length, costMax }).toEqual({ shown: 2, costMax: 201 });
});

test("TRIP-10: trips on other days are neither beaten by each other nor near-identical", () => {
  // Five minutes before midnight, and five minutes after it: near-identical on one day.
  const [before, after] = [23 + 55 / 60, 24 + 5 / 60].map((leaves) =>
    handPart(0, { dollars: 100, leaves, hours: 33 - leaves }),
  ) as [TripPart, TripPart];
  const tickets = [ticket(200, after, BACK), ticket(201, before, BACK)];
  const shown = (rules: Partial<ListRules>) => listed(tickets, 5, rules).shown.length;
  expect({
    oneRoute: shown({}),
    several: shown({ severalRoutes: true }),
    collapsed: shown({ severalRoutes: true, similar: false }),
  }).toEqual({ oneRoute: 1, several: 2, collapsed: 2 });
});
