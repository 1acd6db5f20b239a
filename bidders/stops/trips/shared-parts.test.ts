import { expect, test } from "@jest/globals";
import { board } from "../../../test/fixtures/stops/boards.ts";
import { fareDay, sliceFares } from "../../flights/fares/fare.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import { SharedParts } from "./shared-parts.ts";

const { network } = board(["AA1 JFK-LAX 0800 380", "AA2 LAX-LHR 1600 600"]);
const { timetable, availability, fareTables } = network;

function routeTo(destination: string, day: number): Route {
  const fares = sliceFares(fareDay("economy", day, 0, 1, availability), fareTables);
  const [from, to] = [timetable.airport("JFK"), timetable.airport(destination)];
  return { origin: from, destination: to, day, fares, miles: 2_500 };
}

test("SHAREDPARTS-1: pairs of airports share the flights of a day, and days the places of a pair", () => {
  const parts = new SharedParts(network);
  const [one, other, later] = [
    routeTo("LHR", 20_500),
    routeTo("LAX", 20_500),
    routeTo("LHR", 20_501),
  ];
  expect(parts.legsOf(other)).toBe(parts.legsOf(one));
  expect(parts.legsOf(later)).not.toBe(parts.legsOf(one));
  expect(parts.placesOf(later)).toBe(parts.placesOf(one));
  expect(parts.placesOf(other)).not.toBe(parts.placesOf(one));
});

test("A6: the flights of a day that is searched are let go of", () => {
  const parts = new SharedParts(network);
  const route = routeTo("LHR", 20_500);
  const before = parts.legsOf(route);
  parts.endDay(20_501);
  expect(parts.legsOf(route)).toBe(before);
  parts.endDay(20_500);
  expect(parts.legsOf(route)).not.toBe(before);
});
