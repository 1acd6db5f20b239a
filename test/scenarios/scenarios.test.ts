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
    const { actual, deadlineMs, timersLeft, ledgerAgrees, answers } = await playScenario(scenario);
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
    for (const { place, expected, actual } of answers)
      expect({ place, ...actual }).toEqual({ place, ...expected });
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
    [
      "a field of a question about the kept auction",
      { ...whole, events: [], expect: end, kept: [{ ask: { stop: "0" }, gives: { total: 1 } }] },
      "scenarios.0.kept.0.ask ('a'): Unrecognized key: \"stop\"",
    ],
    [
      "a value that no caller may ask for",
      { ...whole, events: [], expect: end, kept: [{ ask: { limit: "0" }, gives: { total: 1 } }] },
      "scenarios.0.kept.0.ask.limit ('a'): must be a whole number from 1 to 100",
    ],
    [
      "a question of which nothing is expected",
      { ...whole, events: [], expect: end, explain: [{ ask: {}, gives: {} }] },
      "scenarios.0.explain.0.gives ('a'): name at least one field of the answer",
    ],
    [
      "an unknown reason",
      {
        ...whole,
        events: [],
        expect: end,
        explain: [{ ask: {}, gives: { reasons: { dear: 1 } } }],
      },
      "scenarios.0.explain.0.gives.reasons",
    ],
    [
      "a page after none",
      {
        ...whole,
        events: [],
        expect: end,
        kept: [{ ask: { after: "the page before" }, gives: { total: 1 } }],
      },
      "scenarios.0.kept.0.ask.after ('a'): the first question has no page before it",
    ],
    [
      "a question about an offer before the auction has ended",
      {
        ...whole,
        events: [],
        expect: end,
        offers: [{ at: 5, offer: ["BA117", "BA@stops"], gives: { remainingMs: 1 } }],
      },
      "scenarios.0.offers.0.at ('a'): offers are asked for after the deadline and all events, in the order of their times",
    ],
  ];
  test.each(refused)("a typo is refused by its place: %s", (_what, scenario, error) => {
    expect(() =>
      readScenarios("x.json", JSON.stringify({ theme: "t", scenarios: [scenario] })),
    ).toThrow(error);
  });
});
