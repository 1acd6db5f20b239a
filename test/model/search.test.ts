/**
 * The search through all states of the model: every invariant holds, and each rule that is broken
 * gives a counterexample. Each search prints how many states and transitions it has seen.
 */
import { describe, expect, test } from "@jest/globals";
import { BROKEN_RULES, type BrokenRule } from "./broken-rules.ts";
import { invariants } from "./invariants.ts";
import { type Counterexample, search, traceText } from "./search.ts";
import { WORLDS } from "./worlds.ts";

const MINUTES_5 = 300_000;

function textOf({ invariant, fault, trace }: Counterexample): string {
  return `${invariant}: ${fault}\n${traceText(trace)}`;
}

describe("A1, A2, A3, A4, A5, A6, A7, A8, A9, A10 hold in every state of the model", () => {
  const reasons = new Set<string>();
  test.each(WORLDS.map((world) => [world.name, world] as const))(
    "%s",
    (name, world) => {
      const cpu = process.cpuUsage();
      const { states, transitions, depth, ends, counterexample } = search(world, {
        invariants: invariants(),
      });
      const seconds = process.cpuUsage(cpu).user / 1e6;
      expect(counterexample === null ? "no counterexample" : textOf(counterexample)).toBe(
        "no counterexample",
      );
      for (const reason of Object.keys(ends)) reasons.add(reason);
      process.stdout.write(
        `${name}: ${states} states, ${transitions} transitions, ${depth} events deep, ` +
          `${seconds.toFixed(1)} s of a processor; ends ${JSON.stringify(ends)}\n`,
      );
    },
    MINUTES_5,
  );

  test("the worlds end for every reason", () => {
    expect([...reasons].sort()).toEqual([
      "cancelled",
      "complete",
      "deadline",
      "no-bidders",
      "not-worth-waiting",
      "quorum",
      "settled",
    ]);
  });
});

/** The invariant that each broken rule must break, and how many events are needed for it. */
const FOUND: Readonly<Record<BrokenRule, readonly [invariant: string, events: number]>> = {
  "a quorum counts messages": ["A1: the reason of the end is true", 5],
  "a quorum without the required": ["A1: the reason of the end is true", 4],
  "waiting is not worth it without the required": ["A1: the reason of the end is true", 3],
  "no grace begins": ["A1: an auction ends as soon as a rule says so", 2],
  "the deadline is missed": ["A1: an auction ends by its deadline", 5],
  "a bid after the deadline counts": ["A3: a bid after the deadline changes no bidder", 5],
  "a final bid after the end counts": ["A3: the result stays as it is", 4],
  "the second answer counts": ["A3: the first good answer of a bidder counts", 5],
  "a failure counts before the hedge": ["A3: the first good answer of a bidder counts", 4],
  "a bidder that has finished is hedged": ["A3: the first good answer of a bidder counts", 4],
  "a silent hedge has promised": ["A1: what is shown is true to the end of a settled auction", 6],
  "an offer below its floor counts": ["A5: an offer below its own floor does not count", 2],
  "the first offers are shown": ["A2: the result depends on which bids are in", 3],
  "a lost bidder is waited for": ["A10: no lost bidder is waited for", 1],
  "no cancel is sent": ["A8: a cancel is sent where a bidder may be at work", 3],
  "a second final bid counts": ["A7: one final bid of an instance counts", 5],
  "costs are shown in major units": ["A9: money is in whole minor units, as it was bid", 3],
};

describe("the search finds each broken rule, by a shortest trace", () => {
  test.each(BROKEN_RULES)(
    "%s",
    (broken) => {
      for (const world of WORLDS) {
        const options = { invariants: invariants(), broken, depthMax: 6 };
        const { counterexample } = search(world, options);
        if (counterexample === null) continue;
        const { invariant, trace } = counterexample;
        const [expected, events] = FOUND[broken];
        expect({ invariant, events: trace.length, text: textOf(counterexample) }).toEqual({
          invariant: expected,
          events,
          text: expect.stringContaining(`1. ${trace[0]?.type}`),
        });
        return;
      }
      throw new Error(`no world shows that ${broken}`);
    },
    MINUTES_5,
  );
});
