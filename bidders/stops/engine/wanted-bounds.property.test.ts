/**
 * The bounds of a search for a fare with bags, changes or refunds, chain by chain: a search that
 * loses one chain mostly finds the same list, so its answer does not show a bound that is too high.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SearchLimits } from "../../../proto/messages.ts";
import { board, boardQuestion, TUESDAY } from "../../../test/fixtures/stops/boards.ts";
import {
  itineraryBounds,
  type TestedBounds,
  testedBounds,
} from "../../../test/fixtures/stops/chain-bounds.ts";
import { everyItinerary, type OracleItinerary } from "../../../test/fixtures/stops/oracle.ts";
import { withinLimits } from "../../../test/fixtures/stops/oracle-limits.ts";
import {
  oracleQueryOf,
  type Question,
  type Sides,
  sidesOf,
} from "../../../test/fixtures/stops/questions.ts";
import { asked, draftQuestions, worlds } from "../../../test/fixtures/stops/worlds.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";

const WANTED: readonly SearchLimits[] = [
  { changeable: true },
  { refundable: true },
  { bags: { checked: 1 } },
];
/** So many itineraries of each question are held against their bounds. */
const ITINERARIES = 40;

/** Finds what the bounds of an itinerary's chain are above. */
function tooHigh(
  sides: Sides,
  tested: TestedBounds,
  one: OracleItinerary,
  question: Question,
): string[] {
  const { prefixes, whole } = itineraryBounds(sides, tested, one, question.nowMs);
  return [...prefixes, whole].flatMap(({ price, cost }, at) =>
    price > one.price || cost > one.cost
      ? [
          `${JSON.stringify(question.limits?.search)}: ${at + 1} of ${one.flights.length} flights cost ${price} and ${cost}, but there is ${one.price} and ${one.cost}`,
        ]
      : [],
  );
}

describe("BOUND-3, ENGINE-16: with a wanted fare no bound is above any itinerary", () => {
  test("of random worlds, of whole chains and of their first flights, with all carriers and with some", () => {
    const runs = propertyRuns(30);
    let [itineraries, near] = [0, 0];
    fc.assert(
      fc.property(
        worlds([8, 14], [250, 400]),
        fc.array(fc.tuple(draftQuestions, fc.option(fc.nat(99))), { minLength: 4, maxLength: 4 }),
        (world, drafts) => {
          const sides = sidesOf(world.timetable);
          const { carriers } = world.timetable;
          const faults: string[] = [];
          for (const [draft, left] of drafts) {
            const question = asked(world, draft);
            if (question === undefined) continue;
            const all = everyItinerary(sides.facts, oracleQueryOf(question));
            const each = Math.ceil(all.length / ITINERARIES);
            const some = all.filter((_, i) => i % each === 0);
            const except = left === null ? [] : [carriers[left % carriers.length] as string];
            for (const wanted of WANTED) {
              const search = { ...wanted, carriers: { except, by: "marketing" as const } };
              const limited = { ...question, limits: { search: left === null ? wanted : search } };
              const tested = testedBounds(sides, limited);
              for (const one of withinLimits(sides.facts, limited, some)) {
                faults.push(...tooHigh(sides, tested, one, limited));
                const { prefixes } = itineraryBounds(sides, tested, one, question.nowMs);
                itineraries++;
                near += Number((prefixes[0]?.price as number) > one.price / 2);
              }
            }
          }
          expect(faults).toEqual([]);
        },
      ),
      { numRuns: runs, seed: 4, endOnFailure: true },
    );
    expect(itineraries).toBeGreaterThan(10 * runs);
    expect(near).toBeGreaterThan(5 * runs);
  });

  const [changeable, refundable] = WANTED as [SearchLimits, SearchLimits];
  const BA_AA = ["BA1 LHR-CDG 0900 75", "AA400 CDG-JFK 1330 525", "AA4 LHR-JFK 1400 490"];
  const BA_VY = ["BA1 EDI-LHR 0600 80", "VY2 LHR-CDG 0900 75", "BA3 EDI-CDG 0900 100"];
  // A non-stop flight is beside each, so that connections cost little more than their floors.
  // Carriers of one tier; with a cheaper one that sells no connections; one that sells them, with a
  // fare that is wanted and without; a premium one and its partner; two stops.
  test.each([
    ["LHR-JFK", changeable, BA_AA, 0.95],
    ["LHR-JFK", refundable, BA_AA, 0.95],
    ["LHR-JFK", changeable, [...BA_AA, "FR3 EDI-DUB 0900 70"], 0.95],
    ["EDI-CDG", changeable, BA_VY, 0.65],
    ["EDI-CDG", refundable, BA_VY, 0.99],
    [
      "LHR-JFK",
      changeable,
      ["LH1 LHR-FRA 0900 95", "UA400 FRA-JFK 1330 525", "LX4 LHR-JFK 1400 490"],
      0.95,
    ],
    [
      "EDI-JFK",
      refundable,
      [
        "BA1 EDI-LHR 0600 80",
        "IB3 LHR-CDG 0900 75",
        "AA3 CDG-JFK 1330 510",
        "BA3 EDI-JFK 0900 420",
      ],
      0.99,
    ],
  ] as const)("and that of the first flight is near: %s with %j by %j", (market, search, flights, share) => {
    const sides = board(flights);
    const plain = boardQuestion(sides, `${market} ${TUESDAY}`, { stopsMax: 3 });
    const nearest = [0, 0];
    for (let days = 0; days < 30; days++) {
      const question = { ...plain, day: plain.day + days, limits: { search } };
      const tested = testedBounds(sides, question);
      const all = everyItinerary(sides.facts, oracleQueryOf(question));
      for (const one of withinLimits(sides.facts, question, all)) {
        const { prefixes, whole } = itineraryBounds(sides, tested, one, question.nowMs);
        for (const [at, bound] of [prefixes[0], whole].entries())
          nearest[at] = Math.max(nearest[at] as number, (bound?.price as number) / one.price);
      }
    }
    const [first, whole] = nearest as [number, number];
    expect({ first, isNear: first >= share, isAbove: first > 1 }).toEqual({
      first,
      isNear: true,
      isAbove: false,
    });
    expect(whole).toBeGreaterThan(0.99);
    expect(whole).toBeLessThanOrEqual(1);
  });
});
