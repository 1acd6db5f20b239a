/**
 * The search for connections within limits, against its oracle on random small timetables: what
 * the search without limits chooses from, filtered by the rules of offers, and listed.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { everyItinerary } from "../fixtures/stops/oracle.ts";
import { differences, expected, oracleQueryOf, sidesOf } from "../fixtures/stops/questions.ts";
import { draftLimits, LIMIT_KINDS, limitsIn } from "../fixtures/stops/random-limits.ts";
import { asked, draftQuestions, worlds } from "../fixtures/stops/worlds.ts";
import { costlyRuns } from "../harness/property-runs.ts";

const WORLDS = costlyRuns({ few: 24, some: 36, all: 60 });
const QUESTIONS = 6;
const LIMITS = 8;

test("with limits the search finds what it finds without them, filtered: same prices, order and counts, and no broken floor (ENGINE-15, ENGINE-16, KEEPS-1, WANTED-1)", () => {
  const seen = new Map<string, { asked: number; answered: number; filtered: number }>();
  const count = (name: string, answered: boolean, filtered: boolean) => {
    const its = seen.get(name) ?? { asked: 0, answered: 0, filtered: 0 };
    seen.set(name, its);
    its.asked++;
    its.answered += Number(answered);
    its.filtered += Number(filtered);
  };
  fc.assert(
    fc.property(
      worlds([10, 30], [100, 450]),
      fc.array(
        fc.tuple(draftQuestions, fc.array(draftLimits, { minLength: LIMITS, maxLength: LIMITS })),
        {
          minLength: QUESTIONS,
          maxLength: QUESTIONS,
        },
      ),
      (world, drafts) => {
        const sides = sidesOf(world.timetable);
        const { carriers, airports } = world.timetable;
        for (const [draft, limitDrafts] of drafts) {
          const question = asked(world, draft);
          if (question === undefined) continue;
          const all = everyItinerary(sides.facts, oracleQueryOf(question));
          const scope = { carriers, airports: airports.map(({ code }) => code), itineraries: all };
          for (const drawn of limitDrafts) {
            const limits = limitsIn(scope, drawn);
            if (limits === undefined) continue;
            const limited = { ...question, limits };
            const answer = expected(sides, limited, all);
            expect(differences(sides, limited, answer).join("\n")).toBe("");
            const filtered = answer.itineraries.length < all.length;
            const [first, second] = drawn.kinds;
            count(
              second === undefined ? (first as string) : "two",
              answer.list.length > 0,
              filtered,
            );
          }
        }
      },
    ),
    // Not shrunk: the question is printed, and seed and path produce the same world again.
    { numRuns: WORLDS, seed: 20_261_129, endOnFailure: true },
  );
  // Each limit leaves something out and something in, often enough.
  const rare = [...LIMIT_KINDS, "two"].filter((name) => {
    const { answered = 0, filtered = 0 } = seen.get(name) ?? {};
    const least = WORLDS / 12;
    const isAlways = name === "bags" || name === "changeable";
    return answered < least || (filtered < least && !isAlways);
  });
  expect({ rare, seen: rare.length === 0 ? {} : Object.fromEntries(seen) }).toEqual({
    rare: [],
    seen: {},
  });
});
