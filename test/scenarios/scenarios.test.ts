/**
 * Every scenario of this folder's JSON files, played on the pure auction: no broker, no process, no
 * waiting.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Expected, readScenarios, type Scenario } from "./format.ts";
import { play } from "./play.ts";

const HERE = import.meta.dirname;
const files = readdirSync(HERE)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => readScenarios(name, readFileSync(join(HERE, name), "utf8")));
const everyScenario = files.flatMap(({ scenarios }) => scenarios);

describe.each(files)("$theme", ({ scenarios }) => {
  test.each(
    scenarios.map((scenario) => [scenario.name, scenario] as const),
  )("%s", async (_name, scenario) => {
    const { happened, deadlineMs, timersLeft, ledgerAgrees } = await play(scenario);
    const { reasons = {}, ...expected } = scenario.expect;
    const asked = Object.fromEntries(
      Object.keys(expected).map((key) => [key, happened[key as keyof Expected]]),
    );
    expect(asked).toEqual(expected);
    for (const [bidder, part] of Object.entries(reasons)) {
      if (part === null) expect([bidder, happened.reasons[bidder]]).toEqual([bidder, null]);
      else expect(`${bidder}: ${happened.reasons[bidder]}`).toContain(part);
    }
    // What holds in every auction: a result by the deadline (A1), one outcome for everybody
    // concerned (A3), nothing left behind.
    expect(happened.elapsedMs).toBeLessThanOrEqual(deadlineMs);
    expect(Object.keys(happened.outcomes)).toEqual(expect.arrayContaining(concerned(scenario)));
    expect([timersLeft, ledgerAgrees]).toEqual([0, true]);
  });
});

function concerned({ roster }: Scenario): string[] {
  return [...roster.expected, ...(roster.skipped ?? []), ...(roster.absent ?? [])];
}

describe("the scenarios themselves", () => {
  test("are many, in themes, and no two have one name", () => {
    const names = everyScenario.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(files.length).toBeGreaterThanOrEqual(10);
  });

  const whole = { name: "a", why: "because it is so", roster: { expected: ["stops"] } };
  const end = { endedBy: "complete", at: 1, partial: false, outcomes: {} };
  const refused: [what: string, scenario: object, said: string][] = [
    [
      "an unknown field",
      { ...whole, events: [], expect: { ...end, outcome: {} } },
      "scenarios.0.expect ('a'): Unrecognized key: \"outcome\"",
    ],
    [
      "a field of an event",
      { ...whole, events: [{ at: 1, from: "stops", sends: "empty", flor: 1 }], expect: end },
      "scenarios.0.events.0 ('a'): Unrecognized key: \"flor\"",
    ],
    [
      "an outcome that is none",
      { ...whole, events: [], expect: { ...end, outcomes: { stops: "answred" } } },
      "scenarios.0.expect.outcomes.stops",
    ],
    [
      "an event of no kind",
      { ...whole, events: [{ at: 1, form: "stops" }], expect: end },
      "an event says one of from, caller, broker, roster",
    ],
    [
      "a bidder that is not in the roster",
      { ...whole, events: [{ at: 1, from: "stop", sends: "empty" }], expect: end },
      "'stop' is not in the roster",
    ],
    [
      "times out of order",
      {
        ...whole,
        events: [
          { at: 2, caller: "leaves" },
          { at: 1, from: "stops", sends: "empty" },
        ],
        expect: end,
      },
      "events stand in the order of their times",
    ],
  ];
  test.each(refused)("a typo is refused by its place: %s", (_what, scenario, said) => {
    expect(() =>
      readScenarios("x.json", JSON.stringify({ theme: "t", scenarios: [scenario] })),
    ).toThrow(said);
  });
});
