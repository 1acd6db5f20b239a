/**
 * Regret, where it is a number, is true: what hearing everybody to the end would have saved. Else
 * it is unknown, and never 0 by default.
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { inOrder, LIAR, type Message, play, type Row, row } from "./world.ts";

const RUNS = 3_000;
const DEADLINE_MS = 100;
const BIDDERS = ["alpha", "beta", "gamma"];

/** What a bidder does with what it has left when it is told to stop. */
type Manner = "goes on" | "declines" | "is cut short" | "is silent";

interface Plan {
  readonly messages: readonly Message[];
  readonly rows: readonly Row[];
  readonly manner: Manner;
}

const plan = (bidder: string): fc.Arbitrary<Plan> =>
  fc
    .record({
      rows: fc.array(row(["BA", "AA", LIAR], 12), { maxLength: 5 }),
      cuts: fc.array(fc.record({ rows: fc.nat(2), silent: fc.nat(3), wait: fc.nat(40) }), {
        maxLength: 3,
      }),
      lastWait: fc.nat(90),
      manner: fc.constantFrom<Manner>(
        "goes on",
        "goes on",
        "declines",
        "is cut short",
        "is silent",
      ),
    })
    .map(({ rows, cuts, lastWait, manner }) => {
      const left = [...rows].sort((a, b) => a.price - b.price);
      const messages: Message[] = [];
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
      return { messages, rows, manner };
    });

/** What it still sends after the end. */
function afterwards({ messages, manner }: Plan, endedAt: number): Message[] {
  const left = messages.filter(({ at }) => at > endedAt);
  const [next] = left;
  if (next === undefined || manner === "is silent") return [];
  if (manner === "goes on") return left;
  if (manner === "declines")
    return [{ ...next, at: endedAt + 1, sends: "declined", rows: [], floor: null }];
  return [
    {
      ...next,
      at: endedAt + 1,
      sends: next.rows.length > 0 ? "offers" : "empty",
      floor: null,
      stopped: true,
    },
  ];
}

test("A3: a regret that is a number is what the same bidders, heard to the end, would have saved", async () => {
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
        grace: { share: 0, minMs: 0, maxMs: 0 },
        search: { maxResults: 1 },
      };
      const all = inOrder(...plans.map(({ messages }) => messages));
      const { endedAt } = await play({ setup, happenings: all });
      const before = all.filter(({ at }) => at <= endedAt);
      const { result, view } = await play({
        setup,
        happenings: inOrder(before, ...plans.map((one) => afterwards(one, endedAt))),
      });
      const shown = result.itineraries[0]?.cost;
      const best = Math.min(
        ...plans
          .flatMap(({ rows }) => rows)
          .flatMap(({ seller, price }) => (seller === LIAR ? [] : [price])),
      );
      if (view.regret === null) {
        count.unknown++;
        const isWhole = plans.every(
          ({ messages, manner }) =>
            manner === "goes on" || messages.every(({ at }) => at < endedAt),
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
  // A rule that never knows, or always does, would prove little.
  for (const [what, runs] of Object.entries(count))
    expect([what, runs > RUNS / 50]).toEqual([what, true]);
}, 120_000);
