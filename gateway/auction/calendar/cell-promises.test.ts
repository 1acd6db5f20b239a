/** What an attempt has promised of the cells of a calendar. */
import { describe, expect, test } from "@jest/globals";
import { type Attempt, attemptOf, newParticipant } from "../participant.ts";
import {
  addCellFloors,
  comingFloor,
  hasPromisedAll,
  isBelowCellFloor,
  promiseOf,
} from "./cell-promises.ts";

const RULES = { count: 2, cellOf: () => 0 };
const NOTHING_COMES = Number.POSITIVE_INFINITY;

function begun() {
  const participant = newParticipant("stops", "awaited");
  const attempt = attemptOf(participant, "stops-1") as Attempt;
  return { participant, attempt };
}

test.each<[what: string, lists: number[][], known: number[] | null]>([
  ["no list", [], null],
  [
    "a floor rises",
    [
      [100, 0],
      [150, 20],
    ],
    [150, 20],
  ],
  [
    "a floor does not fall",
    [
      [100, 30],
      [50, 0],
    ],
    [100, 30],
  ],
  [
    "nothing more comes, whatever follows",
    [
      [-1, 0],
      [500, -1],
      [0, 0],
    ],
    [-1, -1],
  ],
])("CELLFLOOR-1 what was promised is not taken back: %s", (_, lists, known) => {
  const { attempt } = begun();
  for (const cellFloors of lists)
    expect(addCellFloors(attempt, { cellFloors }, RULES)).toBeUndefined();
  expect(attempt.cellFloors).toEqual(known);
});

test("CELLFLOOR-2 a list of another length changes nothing", () => {
  const { attempt } = begun();
  const fault = addCellFloors(attempt, { cellFloors: [-1, -1, -1] }, RULES);
  expect({ fault, known: attempt.cellFloors }).toEqual({
    fault: "promised floors of 3 cells; the calendar has 2",
    known: null,
  });
});

test.each<[floor: number, cost: number, isBelow: boolean]>([
  [0, 0, false],
  [100, 99, true],
  [100, 100, false],
  [-1, 1_000_000, true],
])("CELLFLOOR-3 floor %i, cost %i: below is %s", (floor, cost, isBelow) => {
  expect(isBelowCellFloor([floor], 0, cost)).toBe(isBelow);
  expect(isBelowCellFloor([floor], -1, cost)).toBe(false);
});

describe("CELLFLOOR-4 what a bidder may still have", () => {
  const ended = (outcome: "answered" | "failed" | "invalid", stopped = false) => ({
    outcome,
    reason: null,
    stopped,
  });
  test.each<[what: string, traits: Partial<Attempt>, promises: [number, number]]>([
    ["nothing of cells", { floor: 500 }, [0, 0]],
    ["floors", { cellFloors: [300, -1] }, [300, NOTHING_COMES]],
    ["a floor of all cells too", { cellFloors: [0, 600], floor: 500 }, [500, 600]],
    [
      "a good end",
      { cellFloors: [0, 0], ended: ended("answered") },
      [NOTHING_COMES, NOTHING_COMES],
    ],
    ["a good end without cells", { ended: ended("answered") }, [0, 0]],
    ["stopped", { cellFloors: [-1, 0], ended: ended("answered", true) }, [NOTHING_COMES, 0]],
    ["failed", { cellFloors: [-1, 40], ended: ended("failed") }, [NOTHING_COMES, 40]],
    ["invalid", { cellFloors: [-1, -1], ended: ended("invalid") }, [0, 0]],
    ["a broken floor", { cellFloors: [-1, -1], brokenFloor: "broken" }, [0, 0]],
  ])("%s", (_, traits, promises) => {
    const { participant, attempt } = begun();
    Object.assign(attempt, traits);
    expect([promiseOf(participant, 0), promiseOf(participant, 1)]).toEqual(promises);
  });

  test("of two instances that are out, either may send what the other has not promised", () => {
    const { participant, attempt } = begun();
    attempt.cellFloors = [300, -1];
    expect(hasPromisedAll(participant, 2)).toBe(true);
    participant.hedgedTo = "stops-2";
    const [floor, all] = [comingFloor(participant, 0), hasPromisedAll(participant, 2)];
    expect({ floor, all }).toEqual({ floor: 0, all: false });
    const other = attemptOf(participant, "stops-2") as Attempt;
    other.cellFloors = [200, 50];
    expect([comingFloor(participant, 0), comingFloor(participant, 1)]).toEqual([200, 50]);
  });
});
