/**
 * When regret is a number, it is correct: the amount that waiting for all bids would have saved.
 * Otherwise it is unknown, and never 0 by default.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../harness/property-runs.ts";
import {
  inOrder,
  MISMATCH_SELLER,
  playWorld,
  type ScriptedMessage,
  type SheetRow,
  sheetRow,
} from "./world.ts";

const RUNS = propertyRuns(3_000);
const DEADLINE_MS = 100;
const BIDDERS = ["alpha", "beta", "gamma"];

/** What a bidder does with its further offers when it receives a cancel. */
type Reaction = "goes on" | "declines" | "is cut short" | "is silent";

interface Plan {
  readonly messages: readonly ScriptedMessage[];
  readonly rows: readonly SheetRow[];
  readonly reaction: Reaction;
}

const plan = (bidder: string): fc.Arbitrary<Plan> =>
  fc
    .record({
      rows: fc.array(sheetRow(["BA", "AA", MISMATCH_SELLER], 12), { maxLength: 5 }),
      cuts: fc.array(fc.record({ rows: fc.nat(2), silent: fc.nat(3), wait: fc.nat(40) }), {
        maxLength: 3,
      }),
      lastWait: fc.nat(90),
      reaction: fc.constantFrom<Reaction>(
        "goes on",
        "goes on",
        "declines",
        "is cut short",
        "is silent",
      ),
    })
    .map(({ rows, cuts, lastWait, reaction }) => {
      const left = [...rows].sort((a, b) => a.price - b.price);
      const messages: ScriptedMessage[] = [];
      let at = 0;
      for (const { rows: count, silent, wait } of cuts) {
        at += wait;
        const part = left.splice(0, count);
        const floor = silent === 0 ? null : Math.min(1_000_000, ...left.map(({ price }) => price));
        messages.push({ at, bidder, instance: `${bidder}-1`, sends: "part", rows: part, floor });
      }
      messages.push({
        at: at + lastWait,
        bidder,
        instance: `${bidder}-1`,
        sends: "offers",
        rows: left,
        floor: null,
      });
      return { messages, rows, reaction };
    });

/** The messages that it sends after the end. */
function afterwards({ messages, reaction }: Plan, endedAtMs: number): ScriptedMessage[] {
  const left = messages.filter(({ at }) => at > endedAtMs);
  const [next] = left;
  if (next === undefined || reaction === "is silent") return [];
  if (reaction === "goes on") return left;
  if (reaction === "declines")
    return [{ ...next, at: endedAtMs + 1, sends: "declined", rows: [], floor: null }];
  return [
    {
      ...next,
      at: endedAtMs + 1,
      sends: next.rows.length > 0 ? "offers" : "empty",
      floor: null,
      stopped: true,
    },
  ];
}

test("A3, REGRET-2, REGRET-3: a regret that is a number is what waiting for all bids would have saved", async () => {
  const count = { known: 0, positive: 0, unknown: 0 };
  const worlds = fc.tuple(
    fc.option(fc.integer({ min: 1, max: 2 })),
    fc.tuple(...BIDDERS.map(plan)),
  );
  await fc.assert(
    fc.asyncProperty(worlds, async ([quorum, plans]) => {
      const setup = {
        expected: BIDDERS,
        policy: { deadlineMs: DEADLINE_MS, quorum, required: [] },
        grace: { share: 0, msMin: 0, msMax: 0 },
        search: { maxResults: 1 },
      };
      const all = inOrder(...plans.map(({ messages }) => messages));
      const { endedAtMs } = await playWorld({ setup, events: all });
      const before = all.filter(({ at }) => at <= endedAtMs);
      const { result, view } = await playWorld({
        setup,
        events: inOrder(before, ...plans.map((one) => afterwards(one, endedAtMs))),
      });
      const shown = result.itineraries[0]?.cost;
      const best = Math.min(
        ...plans
          .flatMap(({ rows }) => rows)
          .flatMap(({ seller, price }) => (seller === MISMATCH_SELLER ? [] : [price])),
      );
      if (view.regret === null) {
        count.unknown++;
        const isWhole = plans.every(
          ({ messages, reaction }) =>
            reaction === "goes on" || messages.every(({ at }) => at < endedAtMs),
        );
        if (shown !== undefined) expect(isWhole).toBe(false);
      } else {
        count.known++;
        expect(view.regret.amount).toBe((shown as number) - best);
        if (view.regret.amount > 0) count.positive++;
      }
    }),
    { numRuns: RUNS },
  );
  // Both known and unknown regrets must occur.
  for (const [regret, runs] of Object.entries(count))
    expect({ regret, isFrequent: runs > RUNS / 50 }).toEqual({ regret, isFrequent: true });
});
