/**
 * The collector of gateway/auction does what the model does: after each event of a trace both have
 * the same bidders, attempts, outcomes, hedges, end, cancel and result.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../harness/property-runs.ts";
import { BROKEN_RULES } from "./broken-rules.ts";
import { type Difference, replay } from "./replay.ts";
import { traceText } from "./search.ts";
import { transitionTraces, walk } from "./walk.ts";
import { WORLDS, type World } from "./worlds.ts";

const MINUTES_5 = 300_000;
/** Every transition of so many first levels is replayed. */
const LEVELS = 3;
const RUNS = propertyRuns(10_000);

const choices = fc.array(fc.nat(1_000_000), { minLength: 25, maxLength: 25, size: "max" });
const walks = fc
  .record({ world: fc.constantFrom(...WORLDS), choices })
  .map((one) => ({ world: one.world, trace: walk(one.world, one.choices) }));

/** What both must be; the trace and the collector where they differ. */
function compared(difference: Difference | null): unknown[] {
  if (difference === null) return [null, null];
  const { trace, model, collector } = difference;
  return [{ after: traceText(trace), ...(collector as object) }, model];
}

describe("A1, A2, A3, A4, A5: the real collector agrees with the model after each event", () => {
  test.each(WORLDS.map((world) => [world.name, world] as const))(
    `every transition of the first ${LEVELS} levels: %s`,
    async (name, world) => {
      let traces = 0;
      for (const trace of transitionTraces(world, LEVELS)) {
        const [collector, model] = compared(
          await replay({ terms: world.terms, broken: null }, trace),
        );
        expect(collector).toEqual(model);
        traces++;
      }
      process.stdout.write(`${name}: ${traces} traces replayed in the real collector\n`);
      expect({ traces, isMany: traces > 200 }).toEqual({ traces, isMany: true });
    },
    MINUTES_5,
  );

  test(
    "walks by chance, to the end of the auction",
    async () => {
      const ends = new Set<World>();
      await fc.assert(
        fc.asyncProperty(walks, async ({ world, trace }) => {
          const model = { terms: world.terms, broken: null };
          const [collector, inModel] = compared(await replay(model, trace));
          expect(collector).toEqual(inModel);
          ends.add(world);
        }),
        { numRuns: RUNS },
      );
      expect(ends.size).toBe(WORLDS.length);
    },
    MINUTES_5,
  );
});

describe("the comparison finds each broken rule: the real collector keeps it", () => {
  test.each(BROKEN_RULES)(
    "%s",
    async (broken) => {
      for (const world of WORLDS)
        for (let seed = 1; seed <= 400; seed++) {
          const trace = walk(world, numbers(seed, 25));
          if ((await replay({ terms: world.terms, broken }, trace)) !== null) return;
        }
      throw new Error(`no walk shows that ${broken}`);
    },
    MINUTES_5,
  );
});

/** Some numbers by a fixed rule (a linear congruential generator of Numerical Recipes). */
function numbers(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  });
}
