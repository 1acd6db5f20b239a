/**
 * The search for connections against its oracle on random small timetables: up to three stops, ties
 * and equal flights, sold-out cabins, nights when clocks change.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { OracleItinerary } from "../fixtures/stops/oracle.ts";
import { differences, expected, type Sides, sidesOf } from "../fixtures/stops/questions.ts";
import { asked, draftQuestions, worlds } from "../fixtures/stops/worlds.ts";
import { costlyRuns } from "../harness/property-runs.ts";

const WORLDS = costlyRuns({ few: 75, some: 120, all: 300 });

/** Whether an itinerary of one ticket is two fares (INTERLINE-3). */
function isTwoFares({ facts }: Sides, { flights, onFirst }: OracleItinerary): boolean {
  return (
    onFirst === flights.length &&
    flights.some((one) =>
      flights.some((other) => one !== other && !facts.partners(one.carrier, other.carrier)),
    )
  );
}

test("same itineraries, prices, order and counts, and no broken floor", () => {
  const seen = { questions: 0, answered: 0, three: 0, apart: 0, divided: 0, collapsed: 0 };
  fc.assert(
    fc.property(
      worlds([15, 40], [100, 500]),
      fc.array(draftQuestions, { minLength: 12, maxLength: 12 }),
      (world, drafts) => {
        const sides = sidesOf(world.timetable);
        for (const draft of drafts) {
          const question = asked(world, draft);
          if (question === undefined) continue;
          const answer = expected(sides, question);
          expect(differences(sides, question, answer).join("\n")).toBe("");
          seen.questions++;
          seen.answered += Math.min(1, answer.list.length);
          seen.three += answer.rounds[2]?.length ?? 0;
          seen.apart += answer.list.filter((line) => !line.includes(" and 0 ")).length;
          seen.divided += answer.itineraries.filter((one) => isTwoFares(sides, one)).length;
          seen.collapsed += answer.list.filter((line) => !line.endsWith(" +0")).length;
        }
      },
    ),
    // Not shrunk: the question is printed, and seed and path produce the same world again.
    { numRuns: WORLDS, seed: 20_261_215, endOnFailure: true },
  );
  // The worlds are dense enough to test each of these.
  const { questions, answered, three, apart, divided, collapsed } = seen;
  const share = WORLDS / 600;
  expect(questions).toBeGreaterThan(5_000 * share);
  expect(answered).toBeGreaterThan(1_500 * share);
  expect(three).toBeGreaterThan(30 * share);
  expect(apart).toBeGreaterThan(200 * share);
  expect(divided).toBeGreaterThan(3_000 * share);
  expect(collapsed).toBeGreaterThan(100 * share);
});
