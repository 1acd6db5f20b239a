/**
 * What limits do to the floors of the search for connections, on random small timetables. That no
 * floor is false, with limits or without, is asked in `connections-limits.test.ts`.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { everyItinerary } from "../fixtures/stops/oracle.ts";
import { foundRounds, oracleQueryOf, sidesOf } from "../fixtures/stops/questions.ts";
import { draftLimits, limitsIn } from "../fixtures/stops/random-limits.ts";
import { asked, draftQuestions, worlds } from "../fixtures/stops/worlds.ts";
import { costlyRuns } from "../harness/property-runs.ts";

const WORLDS = costlyRuns({ few: 30, some: 45, all: 90 });
const QUESTIONS = 6;
const LIMITS = 8;
/**
 * Without these the search has other flights, prices or times. What waits leave out is known once
 * flights are read, which is the search itself; a price limit ends rounds, and few are left.
 */
const RAISES = ["departure", "arrival", "carriers", "via", "bags", "changeable", "refundable"];

test("a limit raises the floor of the rounds to come, or leaves it as it is, and never lowers it (LIMITFLOOR-1)", () => {
  const raised = new Map<string, number>();
  fc.assert(
    fc.property(
      worlds([10, 30], [100, 450]),
      fc.array(
        fc.tuple(draftQuestions, fc.array(draftLimits, { minLength: LIMITS, maxLength: LIMITS })),
        { minLength: QUESTIONS, maxLength: QUESTIONS },
      ),
      (world, drafts) => {
        const sides = sidesOf(world.timetable);
        const { carriers, airports } = world.timetable;
        for (const [draft, limitDrafts] of drafts) {
          const question = asked(world, draft);
          if (question === undefined) continue;
          const itineraries = everyItinerary(sides.facts, oracleQueryOf(question));
          const scope = { carriers, airports: airports.map(({ code }) => code), itineraries };
          const plain = new Map(
            foundRounds(sides, question).map(({ stops, floor }) => [stops, floor]),
          );
          for (const drawn of limitDrafts) {
            const limits = limitsIn(scope, drawn);
            if (limits === undefined) continue;
            for (const { stops, floor } of foundRounds(sides, { ...question, limits })) {
              const without = plain.get(stops);
              if (without === undefined) continue;
              expect(floor).toBeGreaterThanOrEqual(without);
              const [kind, second] = drawn.kinds;
              if (kind !== undefined && second === undefined && floor > without)
                raised.set(kind, (raised.get(kind) ?? 0) + 1);
            }
          }
        }
      },
    ),
    { numRuns: WORLDS, seed: 11, endOnFailure: true },
  );
  expect(RAISES.filter((kind) => !raised.has(kind))).toEqual([]);
});
