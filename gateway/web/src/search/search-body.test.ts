import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { CURRENCIES } from "./currencies.ts";
import { codeOf, faultsByField, fieldOf, searchBody } from "./search-body.ts";

test.each([
  ["London (LHR)", "LHR"],
  ["São Paulo (GRU) ", "GRU"],
  ["lhr", "LHR"],
  [" JFK ", "JFK"],
  ["London", "London"],
  ["", ""],
  ["(LHR) London", "(LHR) London"],
])("the code in '%s' is '%s'", (text, code) => expect(codeOf(text)).toBe(code));

describe("the body of a search", () => {
  const fields = { origin: "London (LHR)", destination: "JFK", departureDate: "2026-12-01" };

  test("only slices are needed; what is empty is left to the gateway's defaults", () => {
    expect(searchBody({ ...fields, returnDate: "", adults: "", quorum: " ", cabin: "" })).toEqual({
      slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-01" }],
    });
  });

  test("a return date is a second slice in the other direction; all fields", () => {
    const all = {
      returnDate: "2026-12-08",
      adults: "2",
      children: "1",
      infants: "0",
      cabin: "business",
      currency: "EUR",
    };
    const boxes = { selfTransfer: "true", similar: "true" };
    expect(
      searchBody({
        ...fields,
        ...all,
        ...boxes,
        sort: "price",
        maxStops: "1",
        deadlineMs: "800",
        quorum: "2",
      }),
    ).toEqual({
      slices: [
        { origin: "LHR", destination: "JFK", departureDate: "2026-12-01" },
        { origin: "JFK", destination: "LHR", departureDate: "2026-12-08" },
      ],
      passengers: { adults: 2, children: 1, infants: 0 },
      cabin: "business",
      currency: "EUR",
      sort: "price",
      maxStops: 1,
      selfTransfer: true,
      similar: true,
      policy: { deadlineMs: 800, quorum: 2 },
    });
  });

  test("a text that is not a number goes to the gateway unchanged, and the gateway names it", () => {
    expect(searchBody({ ...fields, adults: "two", deadlineMs: "1.5" })).toMatchObject({
      passengers: { adults: "two" },
      policy: { deadlineMs: 1.5 },
    });
  });
});

const form = readFileSync(new URL("./search-form.tsx", import.meta.url), "utf8");
const names = [...form.matchAll(/(?:controlOf\(|<PlaceBox name=|<Check\s+name=)"(\w+)"/g)].map(
  ([, name]) => name ?? "",
);

describe("faults find their fields", () => {
  test.each([
    ["slices[0].origin", "origin"],
    ["slices[1].departureDate", "returnDate"],
    ["passengers", "adults"],
    ["policy.deadlineMs", "deadlineMs"],
    ["similar", "similar"],
    ["colour", null],
    ["", null],
  ])("%s: %s", (path, field) => expect(fieldOf(path)).toBe(field));

  test("one fault of both slices is shown once; one that belongs to no field keeps its path", () => {
    const faults = [
      { path: "slices[0].origin", message: "no airport has the code QQQ" },
      { path: "slices[1].destination", message: "no airport has the code QQQ" },
      { path: "slices[0].origin", message: "and more" },
      { path: "colour", message: "is not a known field" },
      { path: "", message: "must be a search" },
    ];
    expect([...faultsByField(faults)]).toEqual([
      ["origin", ["no airport has the code QQQ", "and more"]],
      ["", ["colour is not a known field", "must be a search"]],
    ]);
  });

  test("an unknown place is reported in the words of the page: its boxes accept names", () => {
    const message = "must be the IATA code of an airport: three capital letters, such as LHR";
    const faults = ["slices[0].origin", "slices[1].destination", "slices[0].destination"].map(
      (path) => ({ path, message }),
    );
    const right = expect.stringMatching(/^must be a city or an airport of the list .* LHR$/);
    expect([...faultsByField(faults)]).toEqual([
      ["origin", [right]],
      ["destination", [right]],
    ]);
  });

  test("every control of the form has a field in the body", () => {
    expect(names.length).toBeGreaterThan(10);
    const body = JSON.stringify(
      searchBody(Object.fromEntries(names.map((name) => [name, `<${name}>`]))),
    );
    expect(names.filter((name) => !body.includes(`<${name}>`))).toEqual([]);
  });
});

test("there is a rate for every currency that the page offers, and no other", () => {
  const { base, rates } = JSON.parse(
    readFileSync(new URL("../../../../common/money/rates.json", import.meta.url), "utf8"),
  );
  expect([...CURRENCIES].sort()).toEqual([...new Set([base, ...Object.keys(rates)])].sort());
});
