import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readStandbyWord, type StandbyWord, standbyRequest } from "../../proto/standby.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { STEADY_MS, StandbyRule } from "./standby.ts";

test.each<[string, readonly (readonly [number, StandbyWord])[], string]>([
  ["STANDBY-1 before any word", [], "waiting"],
  [
    "STANDBY-1 while another one is there",
    [
      [0, "wait"],
      [500, "wait"],
    ],
    "waiting",
  ],
  [
    "STANDBY-1 with the first word to act",
    [
      [0, "wait"],
      [500, "act"],
    ],
    "acting",
  ],
  [
    "STANDBY-2 soon after it",
    [
      [0, "act"],
      [STEADY_MS - 1, "wait"],
    ],
    "acting",
  ],
  [
    "STANDBY-2 long after it",
    [
      [0, "act"],
      [STEADY_MS, "wait"],
    ],
    "waiting",
  ],
  [
    "STANDBY-2 while gateways do not agree",
    [
      [0, "act"],
      [4_900, "act"],
      [9_000, "wait"],
    ],
    "acting",
  ],
])("%s", (_, words, expected) => {
  const rule = new StandbyRule();
  for (const [atMs, word] of words) rule.heard(word, atMs);
  expect(rule.state).toBe(expected);
});

test("STANDBY-1, STANDBY-2 it acts if and only if a word to act was not followed by one to wait when it was old", () => {
  const step = fc.record({
    afterMs: fc.nat(STEADY_MS),
    word: fc.constantFrom<StandbyWord>("act", "wait"),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const rule = new StandbyRule();
      let atMs = 0;
      const words = steps.map(({ afterMs, word }) => {
        atMs += afterMs;
        return { atMs, word };
      });
      words.forEach((one, i) => {
        const before = rule.state;
        const changed = rule.heard(one.word, one.atMs);
        const lastAct = words.slice(0, i + 1).findLastIndex((one) => one.word === "act");
        const since = words.slice(lastAct + 1, i + 1);
        const acts =
          lastAct >= 0 &&
          !since.some((later) => later.atMs - (words[lastAct]?.atMs ?? 0) >= STEADY_MS);
        expect({ state: rule.state, changed }).toEqual({
          state: acts ? "acting" : "waiting",
          changed: before !== rule.state,
        });
      });
    }),
    { numRuns: propertyRuns(1_000) },
  );
});

test("what a gateway says is read again, and nothing else is", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  for (const word of ["act", "wait"] as const)
    expect(readStandbyWord(bytes(standbyRequest(word)))).toBe(word);
  for (const text of ["", "act", "{}", '{"standby":"x"}', "x".repeat(10_000)])
    expect(readStandbyWord(bytes(text))).toBeUndefined();
});
