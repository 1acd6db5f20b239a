import { expect, test } from "@jest/globals";
import { completePlace } from "./airports.ts";

const codes = (query: string) => completePlace(query).map(({ code }) => code);

test.each([
  ["lond", "LHR"],
  ["LHR", "LHR"],
  ["jfk", "JFK"],
  ["kennedy", "JFK"],
  ["são pa", "GRU"],
  ["sao pa", "GRU"],
  ["zuri", "ZRH"],
])("'%s' offers %s first", (query, first) => expect(codes(query)[0]).toBe(first));

test("a city's airports are together, the busiest first", () => {
  expect(codes("london").slice(0, 4)).toEqual(expect.arrayContaining(["LHR", "LGW"]));
});

test("a place has code, name, city and country", () => {
  expect(completePlace("LHR")[0]).toEqual({
    code: "LHR",
    name: expect.stringContaining("Heathrow"),
    city: "London",
    country: "United Kingdom",
  });
});

test.each(["", "   ", "xqzv"])("'%s' offers nothing", (query) => expect(codes(query)).toEqual([]));
