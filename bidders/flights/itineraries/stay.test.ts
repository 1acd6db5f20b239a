import { describe, expect, test } from "@jest/globals";
import { AIRPORTS, flight } from "../../../test/fixtures/flights/context.ts";
import { flightData } from "../../../test/fixtures/flights/flight-data.ts";
import { buildTimetable } from "../timetable/build.ts";
import { leastStayMinutes, type StayEnds, stayMinutesMin } from "./stay.ts";

describe("between two slices one stays at least", () => {
  const busy = (count: number, from: string) =>
    Array.from({ length: count }, (_, i) => `ZZ${i + 1} ${from}-HNL 0000 900`);
  test.each<[string, string[], number]>([
    ["60 minutes at a small airport", ["BA1 LHR-EDI 0900 80", "BA2 EDI-LHR 1800 85"], 60],
    ["so too between international flights", ["BA3 LHR-DUB 0900 80", "BA4 DUB-LHR 1800 85"], 60],
    ["70 at a large one", ["BA1 LHR-EDI 0900 80", "BA2 EDI-LHR 1800 85", ...busy(200, "EDI")], 70],
    [
      "90 from abroad to a domestic flight",
      ["BA5 CDG-EDI 0900 80", "BA2 EDI-LHR 1800 85", ...busy(200, "EDI")],
      90,
    ],
    [
      "75 the other way round",
      ["BA1 LHR-EDI 0900 80", "BA6 EDI-CDG 1800 85", ...busy(200, "EDI")],
      75,
    ],
    [
      "TERMINAL-2: 90 at Heathrow, from terminal 3 to terminal 5",
      ["EK1 DXB-LHR 0745 430", "BA2 LHR-EDI 1800 85"],
      90,
    ],
    ["60 within terminal 5", ["BA1 DXB-LHR 0745 430", "BA2 LHR-EDI 1800 85"], 60],
    [
      "and 120 with the way to another airport",
      ["BA1 LHR-EDI 0900 80", "BA7 LHR-CDG 1800 85"],
      120 + (60 * 532.5) / 700,
    ],
  ])("%s", (_, flights, minutes) => {
    const timetable = buildTimetable(AIRPORTS, flights.map(flight));
    const endsOf = (text: string): StayEnds => {
      const { number, origin, destination } = flight(text);
      const [from, to] = timetable.market(
        timetable.airport(origin),
        timetable.airport(destination),
      );
      const row = Array.from({ length: to - from }, (_, i) => from + i).find(
        (one) => timetable.number[one] === number,
      ) as number;
      return { firstRow: row, lastRow: row };
    };
    const [out, back] = flights.slice(0, 2).map(endsOf) as [StayEnds, StayEnds];
    const data = flightData(timetable);
    expect(stayMinutesMin(data, out, back)).toBeCloseTo(minutes, 0);
    const [at, from] = [
      timetable.destination[out.lastRow] as number,
      timetable.origin[back.firstRow] as number,
    ];
    expect(leastStayMinutes(data, at, from)).toBeLessThanOrEqual(stayMinutesMin(data, out, back));
    expect(leastStayMinutes(data, at, from)).toBeGreaterThanOrEqual(60);
  });
});
