import { describe, expect, test } from "@jest/globals";
import { unlikeLists } from "./compared-lists.ts";
import { parseSource } from "./syntax-tree.ts";

describe("unlike values that are compared as a list are found", () => {
  test.each([
    ["two names", "expect([endedBy, count]).toEqual(['settled', 3]);", 2],
    ["two fields of one object", "expect([a.first, a.second]).toEqual([1, 2]);", 2],
    ["calls of two functions", "expect([first(), second()]).toEqual([1, 2]);", 2],
    ["calls of one method of two objects", "expect([a.size(), b.size()]).toEqual([1, 2]);", 2],
    ["a value beside a call", "expect([state, breaker.reserve()]).toEqual(['open', 1]);", 2],
    ["a value beside what is spread", "expect([day, ...rows]).toEqual([1, 2]);", 2],
    ["a name beside literals", "expect(['a', b, 3]).toContain(one);", 3],
    ["values that are awaited", "expect([await first(), await second()]).toEqual([1, 2]);", 2],
    ["over several lines", "expect(\n  [\n    a,\n    b,\n  ],\n).not.toEqual([1, 2]);", 2],
  ])("%s", (_, statement, values) => {
    expect(unlikeLists(parseSource(`\n${statement}`, "ts"))).toEqual([{ line: 2, values }]);
  });
});

describe("a list of one kind may stay:", () => {
  test.each([
    ["what is spread", "expect([...map.keys(), ...others]).toEqual(['a']);"],
    ["the values that may be there", "expect(['offers', 'empty', 3]).toContain(one);"],
    ["one function, called again", "expect([take(), take('a')]).toEqual([true, false]);"],
    ["one method of one object", "expect([queue.pop(), queue.pop()]).toEqual([1, 2]);"],
    ["one function, awaited", "expect([await ask(1), await ask(2)]).toEqual([1, 2]);"],
    ["a single value", "expect([one]).toEqual([1]);"],
    ["an empty list", "expect([]).toEqual(found);"],
    ["a list with a name", "expect(found).toEqual([first, second]);"],
    ["a list that is mapped", "expect([a, b].map(sizeOf)).toEqual([1, 2]);"],
    ["a list within an object", "expect({ both: [a, b] }).toEqual({ both: [1, 2] });"],
  ])("%s", (_, statement) => {
    expect(unlikeLists(parseSource(statement, "js"))).toEqual([]);
  });
});
