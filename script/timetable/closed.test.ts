import { expect, test } from "@jest/globals";
import { closuresOf } from "../../bidders/flights/timetable/closures/closures.ts";
import { allAirports } from "../../common/places/airports.ts";
import { leaveOutClosed } from "./closed.ts";
import type { TimetableRow } from "./merge.ts";

const PLACES = new Map(allAirports().map((airport) => [airport.code, airport]));
const row = (carrier: string, origin: string, destination: string): TimetableRow => ({
  carrier,
  number: 1,
  origin,
  destination,
  departure: 600,
  blockMinutes: 120,
  days: 127,
  aircraft: "320",
});

test("what is closed until further notice is left out, by its closure (CLOSED-1)", () => {
  const closures = closuresOf(`from;until;places;other end;carriers of;known on;source
2022-02-24;;UA;;;2026-01-01;closed for all
2022-02-28;;FR;;RU;2026-01-01;closed for some
2025-12-01;2026-03-01;JP;;;2026-01-01;closed for a time
2026-05-01;;BR;;;2026-01-01;closed later`);
  const rows = [
    row("TK", "IST", "KBP"),
    row("SU", "SVO", "CDG"),
    row("AF", "CDG", "SVO"),
    row("JL", "NRT", "CDG"),
    row("LA", "GRU", "CDG"),
  ];
  const { open, closed } = leaveOutClosed(rows, PLACES, closures);
  expect(open.map(({ carrier }) => carrier)).toEqual(["AF", "JL", "LA"]);
  expect([...closed].map(([source, list]) => [source, list.length])).toEqual([
    ["closed for all", 1],
    ["closed for some", 1],
  ]);
});
