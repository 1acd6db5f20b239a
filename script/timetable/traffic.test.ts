import { describe, expect, test } from "@jest/globals";
import { parseFlight, parseTraffic } from "./traffic.ts";

const flight = (departs: string, arrives: string, repeat: string) => ({
  callsign: "BA117",
  "required-aircraft": "BAW-744",
  departure: { port: "EGLL", time: departs },
  arrival: { port: "KJFK", time: arrives },
  repeat,
});

describe("one flight element", () => {
  test.each<[string, string, string, string, number, number, number, boolean]>([
    ["daily", "07:30:00", "15:05:00", "24Hr", 450, 455, 0b1111111, false],
    ["daily, past midnight", "21:30:00", "01:05:00", "24Hr", 1290, 215, 0b1111111, false],
    ["on Sundays (day 0)", "0/07:30:00", "0/15:05:00", "WEEK", 450, 455, 0b1000000, false],
    ["on Mondays", "1/07:30:00", "1/15:05:00", "WEEK", 450, 455, 0b0000001, false],
    ["Saturday into Sunday", "6/23:30:00", "0/06:00:00", "WEEK", 1410, 390, 0b0100000, false],
    [
      "past midnight with its departure's weekday: put right",
      "3/23:30:00",
      "3/06:00:00",
      "WEEK",
      1410,
      390,
      0b0000100,
      true,
    ],
    ["one digit for the hour", "2/9:05:00", "2/10:00:00", "WEEK", 545, 55, 0b0000010, false],
  ])("%s", (_, departs, arrives, repeat, departure, blockMinutes, utcDays, arrivalDayCorrected) => {
    expect(parseFlight(flight(departs, arrives, repeat))).toEqual({
      callsign: "BA117",
      origin: "EGLL",
      destination: "KJFK",
      fleetKey: "BAW-744",
      departure,
      blockMinutes,
      utcDays,
      arrivalDayCorrected,
    });
  });

  test.each<[string, object, RegExp]>([
    ["an hour of the day that is none", flight("25:00:00", "07:00:00", "24Hr"), /time/],
    ["three digits", flight("1/075:00:00", "1/08:00:00", "WEEK"), /time/],
    ["a week without weekdays", flight("07:30:00", "15:05:00", "WEEK"), /weekday and repeat/],
    ["weekdays on every day", flight("1/07:30:00", "1/15:05:00", "24Hr"), /weekday and repeat/],
    [
      "no callsign",
      { ...flight("07:30:00", "15:05:00", "24Hr"), callsign: "" },
      /missing or given twice/,
    ],
    [
      "two callsigns",
      { ...flight("07:30:00", "15:05:00", "24Hr"), callsign: ["A", "B"] },
      /missing or given twice/,
    ],
  ])("%s cannot be read", (_, element, why) => {
    expect(parseFlight(element)).toEqual(expect.stringMatching(why));
  });
});

test("a file: head, fleet, legs, and what cannot be read", () => {
  const file = parseTraffic(`<?xml version="1.0"?>
<!-- Author Somebody - Timetable of 16MAY2016 -->
<trafficlist>
  <aircraft><required-aircraft>BAW-744</required-aircraft><actype>744</actype><flighttype>gate</flighttype></aircraft>
  <aircraft><required-aircraft>BAW-74F</required-aircraft><actype>74F</actype><flighttype>cargo</flighttype></aircraft>
  <!-- not the head: JAN 2001 -->
  <flight><callsign>BA0117</callsign><required-aircraft>BAW-744</required-aircraft>
    <departure><port>egll</port><time>07:30:00</time></departure><arrival><port>KJFK</port><time>15:05:00</time></arrival>
    <repeat>24Hr</repeat></flight>
  <flight><callsign>BA1</callsign></flight>
</trafficlist>`);
  expect(file.head).toBe("Author Somebody - Timetable of 16MAY2016");
  expect([...file.fleet]).toEqual([
    ["BAW-744", { use: "gate", type: "744" }],
    ["BAW-74F", { use: "cargo", type: "74F" }],
  ]);
  expect(file.legs.map((leg) => [leg.callsign, leg.origin, leg.destination])).toEqual([
    ["BA0117", "EGLL", "KJFK"],
  ]);
  expect(file.unreadable).toHaveLength(1);
});
