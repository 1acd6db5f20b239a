import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { finderIn, pathFault } from "./path.ts";

describe("a path", () => {
  test.each([
    "trips",
    "price.total",
    '"odd name".x',
    "'EUR'",
    "`12`",
    "trips[0]",
    "trips[-1].x",
    "a[].b[].c",
    "a[*].b",
    "rules[?about=='change'] | [0].ok",
    "rules[?fee > `0` && !closed].fee | [0]",
    "a || b",
    "[carrier, number] | join('', @)",
    "sort_by(fares, &price)[0].price",
    "$answer.currency",
    "$offer.id",
    "{a: b}",
    "@",
  ])("%s is valid", (expression) => {
    expect(pathFault(expression)).toBeUndefined();
  });

  test.each<[string, RegExp]>([
    ["", /^'' is not a JMESPath expression: /],
    ["a[", /^'a\[' is not a JMESPath expression: /],
    ["a + b", /^uses what is not part of the language here \(Arithmetic\)/],
    ["-a", /\(Unary\)/],
    ["$", /\(Root\)/],
    ["let $x = a in $x", /\(LetExpression\)/],
    ["a ? b : c", /\(Ternary\)/],
    ["$token", /^uses \$token; there are \$answer, \$offer$/],
    ["pad_left(a, `1000000000`)", /^uses pad_left\(\); there are contains, /],
    ["a[?to_number(b) > `1`].c", /^uses to_number\(\)/],
    ["{a: sum(b)}", /^uses sum\(\)/],
    ["sort_by(a, &floor(b))", /^uses floor\(\)/],
    ["replace(a, 'x', 'y')", /^uses replace\(\)/],
    ["a".repeat(501), /^is longer than 500 characters$/],
  ])("%s is refused", (expression, fault) => {
    expect(pathFault(expression)).toMatch(fault);
  });
});

describe("finding", () => {
  const answer = {
    currency: "KWD",
    trips: [{ id: 7, al: "BA", no: 117, rules: [{ about: "change", ok: true, fee: 0 }] }],
  };
  const finder = finderIn(answer);
  finder.enter(answer.trips[0]);

  test.each<[string, unknown]>([
    ["id", 7],
    ["$answer.currency", "KWD"],
    ["$offer.id", 7],
    ["rules[?about=='change'] | [0].fee", 0],
    ["rules[?about=='refund'] | [0].ok", null],
    ["[al, to_string(no)] | join('', @)", "BA117"],
    ["missing.x[0].y", null],
    // A function with an argument that it does not accept.
    ["join('', no)", null],
    ["length(no)", null],
  ])("%s", (path, value) => {
    expect(finder.find(path, answer.trips[0])).toEqual(value);
  });

  test("never throws, and finds only JSON values, in any answer", () => {
    const paths = [
      "a.b",
      "a[].b",
      "[?a=='x'] | [0]",
      "sort_by(@, &a)",
      "$answer.a.b",
      "join(',', a)",
      "max_by(a, &b).c",
      "length(a)",
      "*.a",
    ];
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...paths), (value, path) => {
        expect(() => JSON.stringify(finderIn(value).find(path, value))).not.toThrow();
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
});
