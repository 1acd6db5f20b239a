/**
 * The search for connections against its oracle, on the timetable that ships: see
 * `connections-questions.ts`.
 */
import { expect, test } from "@jest/globals";
import { compared } from "./connections-thread.ts";

test("by best: the itineraries, prices and order of the oracle, for 700 questions with an answer", async () => {
  const { differences, ...counts } = await compared({ sort: "best", answered: 700, seed: 1 });
  expect(differences.join("\n")).toBe("");
  expect([counts.answered, counts.asked > 2_500, counts.shown > 3_500]).toEqual([700, true, true]);
}, 300_000);
