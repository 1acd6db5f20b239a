/**
 * Auctions of the real collector, replayed in the model: each scenario of test/scenarios whose
 * means the model knows ends there at the same instant, for the same reason, with the same result.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readScenarios, type Scenario } from "../scenarios/format.ts";
import { playScenario } from "../scenarios/play.ts";
import { called, step } from "./collector.ts";
import { type ScenarioTrace, traceOf } from "./scenario-trace.ts";
import { firstState } from "./state.ts";

const FOLDER = join(import.meta.dirname, "..", "scenarios");
const scenarios = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) => readScenarios(name, readFileSync(join(FOLDER, name), "utf8")).scenarios);
const known: [name: string, scenario: Scenario, trace: ScenarioTrace][] = [];
const unknown: string[] = [];
for (const scenario of scenarios) {
  const trace = traceOf(scenario);
  if (typeof trace === "string") unknown.push(`${scenario.name}: ${trace}`);
  else known.push([scenario.name, scenario, trace]);
}

describe("the model and the real collector agree (A1, A2, A3)", () => {
  test.each(known)("%s", async (_name, scenario, { terms, events }) => {
    const { actual } = await playScenario(scenario);
    const model = { terms, broken: null };
    let state = called(model, firstState(terms));
    for (const event of events) state = step(model, state, event);
    const { end, bidders } = state;
    expect({
      endedBy: end?.by,
      at: end?.atMs,
      outcomes: end?.outcomes,
      shown: end?.shown,
      cancelSent: end?.cancelSent,
      hedged: bidders.filter(({ hedgedTo }) => hedgedTo !== null).map(({ name }) => name),
      hedges: bidders.flatMap(({ name, hedges }) => Array<string>(hedges).fill(name)),
    }).toEqual({
      endedBy: actual.endedBy,
      at: actual.at,
      outcomes: actual.outcomes,
      shown: actual.costs,
      cancelSent: actual.cancelSent,
      hedged: actual.hedged,
      hedges: actual.hedges.map(([bidder]) => bidder),
    });
  });
});

test("the model knows most scenarios of stops, floors and hedges", () => {
  expect({ known: known.length, isMany: known.length >= 80 }).toEqual({
    known: known.length,
    isMany: true,
  });
  expect(known.length + unknown.length).toBe(scenarios.length);
});
