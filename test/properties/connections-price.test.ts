/**
 * The search for connections against its oracle, on the timetable that ships: see
 * `connections-questions.ts`.
 */
import { expect, test } from "@jest/globals";
import { costlyRuns } from "../harness/property-runs.ts";
import { comparedInThread } from "./connections-thread.ts";

const ANSWERED = costlyRuns({ few: 50, some: 100, all: 300 });

test("by price: the itineraries, prices and order of the oracle, for questions with an answer", async () => {
  const { differences, ...counts } = await comparedInThread({
    sort: "price",
    answered: ANSWERED,
    seed: 2,
  });
  expect(differences.join("\n")).toBe("");
  const share = ANSWERED / 700;
  expect(counts.answered).toBe(ANSWERED);
  expect(counts.asked).toBeGreaterThan(1_200 * share);
  expect(counts.shown).toBeGreaterThan(3_500 * share);
});
