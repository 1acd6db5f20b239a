import { describe, expect, test } from "@jest/globals";
import { fillJson, fillText, paramNames, templateFaults, usesPlaceholder } from "./template.ts";

const VALUES = { origin: "LHR", adults: 2, cursor: null };
const LISTS = {
  slices: [{ origin: "LHR" }, { origin: "JFK" }],
  travellers: [{ type: "ADT" }, { type: "CHD" }],
};

describe("filling", () => {
  test.each<[unknown, unknown]>([
    ["{{origin}}", "LHR"],
    ["{{ adults }}", 2],
    ["{{cursor}}", null],
    ["from {{origin}} with {{adults}}{{cursor}}", "from LHR with 2"],
    [
      [1, true, null, "{{adults}}"],
      [1, true, null, 2],
    ],
    [{ a: { b: "{{origin}}" } }, { a: { b: "LHR" } }],
    [
      { $each: "slices", item: { from: "{{origin}}", n: "{{adults}}" } },
      [
        { from: "LHR", n: 2 },
        { from: "JFK", n: 2 },
      ],
    ],
    [{ $each: "travellers", item: "{{type}}" }, ["ADT", "CHD"]],
  ])("%j becomes %j", (template, filled) => {
    expect(fillJson(template, VALUES, LISTS)).toEqual(filled);
  });

  test("a value is data: text in it that looks like a placeholder stays unchanged", () => {
    expect(fillText("a={{cursor}}", { cursor: "{{token}}$&", token: "secret" })).toBe(
      "a={{token}}$&",
    );
    expect(fillText("/{{origin}}/", { origin: "A/B?" }, encodeURIComponent)).toBe("/A%2FB%3F/");
  });
});

describe("params", () => {
  const known = ["origin", "params.*"];

  test("are known by any name where they may stand, and only there", () => {
    const template = {
      a: "{{params.code}}",
      b: "{{params.}}",
      c: "{{params.a.b}}",
      d: "{{params}}",
    };
    const faults = (names: string[]) => templateFaults(template, names).map(({ path }) => path);
    expect({ where: faults(known), elsewhere: faults(["origin"]) }).toEqual({
      where: [".b", ".c", ".d"],
      elsewhere: [".a", ".b", ".c", ".d"],
    });
  });

  test("are named once each", () => {
    expect(
      paramNames({ a: "{{params.x}}{{params.y}}", b: ["{{ params.x }}", "{{origin}}"] }),
    ).toEqual(["x", "y"]);
  });

  test("one that is not there is null, or nothing within a text", () => {
    const values = { "params.x": "1", "params.y": null };
    expect(fillJson(["{{params.x}}", "{{params.y}}", "a{{params.y}}"], values, LISTS)).toEqual([
      "1",
      null,
      "a",
    ]);
  });
});

test("every mistake is found at once, with its path", () => {
  const template = {
    a: "{{orgin}}",
    b: ["{{origin}}", { c: "{{ }}{{origin" }],
    d: { $each: "bags", item: "x" },
    e: { $each: "slices" },
    f: { $each: "travellers", item: { t: "{{type}}", x: "{{nope}}" }, more: 1 },
    g: "{{type}}",
  };
  expect(
    templateFaults(template, ["origin"], "body").map(({ path, message }) => `${path} ${message}`),
  ).toEqual([
    "body.a {{orgin}} is not known here; there are origin",
    expect.stringMatching(/^body\.b\[1\]\.c \{\{\}\} is not known here/),
    expect.stringMatching(/^body\.b\[1\]\.c has a \{\{ that is not closed/),
    "body.d.$each must be slices or travellers",
    "body.e.item is missing: what is repeated",
    "body.f.more has no place beside $each and item",
    expect.stringMatching(
      /^body\.f\.item\.x \{\{nope\}\} is not known here; there are origin, type, age$/,
    ),
    expect.stringMatching(/^body\.g \{\{type\}\} is not known here/),
  ]);
});

test("a template nested too deeply is refused, not visited to its end", () => {
  let deep: unknown = "x";
  for (let i = 0; i < 100; i++) deep = [deep];
  expect(templateFaults(deep, [])).toEqual([
    expect.objectContaining({ message: "is nested deeper than 20 levels" }),
  ]);
});

test("which placeholders and lists a template uses", () => {
  expect(usesPlaceholder({ a: ["{{ cursor }}"] }, "cursor")).toBe(true);
  expect(usesPlaceholder({ a: { $each: "slices", item: 1 } }, "slices")).toBe(true);
  expect(usesPlaceholder({ cursor: "slices {{page}}" }, "cursor")).toBe(false);
  expect(usesPlaceholder(undefined, "cursor")).toBe(false);
});
