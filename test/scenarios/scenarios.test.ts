/**
 * Every scenario of the JSON files of this folder, played on gateway/auction alone: no broker, no
 * process, no waiting.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readScenarios, type Scenario, type ScenarioExpectation } from "./format.ts";
import { playScenario } from "./play.ts";

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
    const { actual, deadlineMs, timersLeft, ledgerAgrees } = await playScenario(scenario);
    const { reasons = {}, ...expected } = scenario.expect;
    const actualFields = Object.fromEntries(
      Object.keys(expected).map((key) => [key, actual[key as keyof ScenarioExpectation]]),
    );
    expect(actualFields).toEqual(expected);
    for (const [bidder, part] of Object.entries(reasons)) {
      const reason = actual.reasons[bidder];
      if (part === null) expect({ bidder, reason }).toEqual({ bidder, reason: null });
      else expect(`${bidder}: ${reason}`).toContain(part);
    }
    // True in every auction: a result by the deadline (A1), one outcome for every bidder of the
    // roster (A3), no timer left.
    expect(actual.elapsedMs).toBeLessThanOrEqual(deadlineMs);
    expect(Object.keys(actual.outcomes)).toEqual(expect.arrayContaining(inRoster(scenario)));
    expect({ timersLeft, ledgerAgrees }).toEqual({ timersLeft: 0, ledgerAgrees: true });
  });
});

function inRoster({ roster }: Scenario): string[] {
  return [...roster.expected, ...(roster.skipped ?? []), ...(roster.absent ?? [])];
}

describe("the scenarios themselves", () => {
  test("are many, in several themes, each with a name of its own", () => {
    const names = everyScenario.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(files.length).toBeGreaterThanOrEqual(10);
  });

  const whole = { name: "a", why: "a reason of some length", roster: { expected: ["stops"] } };
  const end = { endedBy: "complete", at: 1, partial: false, outcomes: {} };
  const refused: [what: string, scenario: object, error: string][] = [
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
      "an unknown outcome",
      { ...whole, events: [], expect: { ...end, outcomes: { stops: "answred" } } },
      "scenarios.0.expect.outcomes.stops",
    ],
    [
      "an event without a kind",
      { ...whole, events: [{ at: 1, form: "stops" }], expect: end },
      "an event has one of from, caller, broker, roster",
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
          { at: 2, caller: "disconnects" },
          { at: 1, from: "stops", sends: "empty" },
        ],
        expect: end,
      },
      "events must be in the order of their times",
    ],
  ];
  test.each(refused)("a typo is refused by its place: %s", (_what, scenario, error) => {
    expect(() =>
      readScenarios("x.json", JSON.stringify({ theme: "t", scenarios: [scenario] })),
    ).toThrow(error);
  });
});
