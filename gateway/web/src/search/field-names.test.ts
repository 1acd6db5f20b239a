import { describe, expect, test } from "@jest/globals";
import { PLAIN_FIELDS } from "../state/search-fields.ts";
import { faultsByField, fieldOf, labelOf, sliceControl } from "./field-names.ts";

describe("faults find their fields", () => {
  test.each([
    ["slices[0].origin", "one-way", "origin"],
    ["slices[0].destination.nearbyKm", "one-way", "nearbyKm"],
    ["slices[0].flexDays", "one-way", "flexDays"],
    ["slices[0].departure.from", "one-way", "times"],
    ["slices[1].departureDate", "return", "returnDate"],
    ["slices[1].origin", "return", "destination"],
    ["slices[1].arrival.to", "return", "timesBack"],
    ["slices[1].departureDate", "multi-city", "departureDate2"],
    ["slices[2].origin", "multi-city", "origin3"],
    ["slices[1].arrival", "multi-city", "times2"],
    ["slices", "one-way", null],
    ["passengers", "one-way", "adults"],
    ["passengers.ages[1]", "one-way", "children"],
    ["carriers.only[0]", "one-way", "carriersOnly"],
    ["via.except[2]", "one-way", "viaExcept"],
    ["bags.cabin", "one-way", "cabinBags"],
    ["policy.deadlineMs", "one-way", "deadlineMs"],
    ["similar", "one-way", "similar"],
    ["maxStopsX", "one-way", null],
    ["colour", "one-way", null],
    ["", "one-way", null],
  ] as const)("%s of a %s search: %s", (path, trip, field) =>
    expect(fieldOf(path, trip)).toBe(field));

  test("one fault of both slices is shown once; one that belongs to no field keeps its path", () => {
    const faults = [
      { path: "slices[0].origin", message: "no airport has the code QQQ" },
      { path: "slices[1].destination", message: "no airport has the code QQQ" },
      { path: "slices[0].origin", message: "and more" },
      { path: "colour", message: "is not a known field" },
      { path: "", message: "must be a search" },
    ];
    expect([...faultsByField(faults, { trip: "return" })]).toEqual([
      ["origin", ["no airport has the code QQQ", "and more"]],
      ["", ["colour is not a known field", "must be a search"]],
    ]);
  });

  test("faults of places are in the order of the form, before all others", () => {
    const paths = ["currency", "slices[0].destination", "slices[0].origin", "slices[1].origin", ""];
    const faults = paths.map((path) => ({ path, message: "is wrong" }));
    expect([...faultsByField(faults, { trip: "multi-city" }).keys()]).toEqual([
      "origin",
      "destination",
      "origin2",
      "currency",
      "",
    ]);
  });

  test("an unknown place is reported in the words of the page: its boxes accept names", () => {
    const message = "must be the IATA code of an airport: three capital letters, such as LHR";
    const faults = ["slices[0].origin", "slices[1].origin"].map((path) => ({ path, message }));
    const right = expect.stringMatching(/^must be a city or an airport of the list .* LHR$/);
    expect([...faultsByField(faults, { trip: "multi-city" })]).toEqual([
      ["origin", [right]],
      ["origin2", [right]],
    ]);
  });
});

test("every control has a name in words", () => {
  const names = Object.keys(PLAIN_FIELDS);
  expect(names.filter((name) => labelOf(name) === name)).toEqual([]);
  expect({ first: labelOf("origin"), third: labelOf(sliceControl("times", 2)) }).toEqual({
    first: "From",
    third: "Times (flight 3)",
  });
});
