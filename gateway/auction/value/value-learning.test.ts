import { describe, expect, test } from "@jest/globals";
import { auctionOf, SEARCH_ID, SteppedClock } from "../../../test/fixtures/auction/auction.ts";
import { DrivenClock } from "../../../test/harness/driven-clock.ts";
import { halfOf } from "./time-bins.ts";
import { ValueHistory } from "./value-history.ts";
import { LEARN_EVERY_MS, ValueLearning } from "./value-learning.ts";
import { explores } from "./waiting-rule.ts";

const EXPECTED = ["nonstop", "partners", "stops"];
const value = (dollarsPerSecond: number) => ({ kind: "value", dollarsPerSecond }) as const;

/** One auction in which partners, where it is waited for, is a tenth cheaper at 400 ms. */
async function auction(waiting: ValueLearning, clock: SteppedClock, policy = {}) {
  const one = auctionOf({ clock, waiting, expected: EXPECTED, policy });
  const start = clock.now();
  await clock.stepTo(start + 20);
  one.offers("nonstop", [{ amount: 50_000 }]);
  await clock.stepTo(start + 60);
  one.offers("stops", [{ amount: 52_000, number: 200 }]);
  await clock.stepTo(start + 400);
  one.offers("partners", [{ amount: 45_000, number: 300 }]);
  await clock.stepTo(start + 801);
  return { ...one, result: await one.result };
}

async function learnedFrom(count: number, policy = {}) {
  const [history, clock] = [new ValueHistory(), new SteppedClock()];
  const waiting = new ValueLearning(history);
  for (let i = 0; i < count; i++) await auction(waiting, clock, policy);
  return { history, clock, waiting };
}

describe("searches whose policy is value", () => {
  test("the search of this test is not one that explores", () => {
    expect(explores(SEARCH_ID)).toBe(false);
  });

  test("until enough was seen they end as all; then they stop, and the result says why", async () => {
    const { clock, waiting } = await learnedFrom(5);
    expect((await auction(waiting, clock, value(500))).result.endedBy).toBe("complete");
    for (let i = 0; i < 40; i++) await auction(waiting, clock);
    const { result } = await auction(waiting, clock, value(500));
    expect(result).toMatchObject({
      endedBy: "not-worth-waiting",
      partial: true,
      waiting: {
        expectedGain: { currency: "USD" },
        pricePerSecond: { amount: 50_000, currency: "USD" },
      },
    });
    const { expectedGain, waitMs = 0 } = result.waiting ?? {};
    expect(result.elapsedMs).toBeLessThan(400);
    expect(expectedGain?.amount).toBeLessThanOrEqual((50_000 * waitMs) / 1_000);
    // What is shown is the ranking of what was in.
    expect(result.itineraries[0]?.price.amount).toBe(50_000);
  });

  test("where a second costs less than is expected they wait for it", async () => {
    const { clock, waiting } = await learnedFrom(45);
    const { result } = await auction(waiting, clock, value(10));
    expect({ endedBy: result.endedBy, waiting: result.waiting }).toEqual({
      endedBy: "complete",
      waiting: undefined,
    });
  });

  test("VALUELEARN-1: of auctions that end within one moment it learns from one", async () => {
    const learned: number[] = [];
    class CountedHistory extends ValueHistory {
      override learn(observed: Parameters<ValueHistory["learn"]>[0]): void {
        learned.push(observed.endedAtMs);
      }
    }
    const [clock, waiting] = [new DrivenClock(), new ValueLearning(new CountedHistory())];
    const all = Array.from({ length: 10 }, () =>
      auctionOf({ clock, waiting, expected: ["stops"] }),
    );
    const endAll = async (those: typeof all) => {
      for (const one of those) one.send("stops");
      await Promise.all(those.map(({ result }) => result));
    };
    clock.moveTo(50);
    await endAll(all.slice(0, 5));
    clock.moveTo(50 + LEARN_EVERY_MS - 1);
    await endAll(all.slice(5, 8));
    clock.moveTo(50 + LEARN_EVERY_MS);
    await endAll(all.slice(8));
    expect(learned).toEqual([50, 50 + LEARN_EVERY_MS]);
  });

  test("VALUELEARN-2: a late bid amends what was learned of its auction, once", async () => {
    const { history, clock, waiting } = await learnedFrom(45);
    const before = history.prospectsOf("partners", 2)?.gain[halfOf(500)] ?? Number.NaN;
    for (let i = 0; i < 20; i++) {
      // Ended by a quorum before partners answers.
      await auction(waiting, clock, { quorum: 2, required: [] });
      const late = {
        auctionId: "a1",
        late: { bidder: "partners", latencyMs: 500, offers: 1 },
        regretRise: { amount: 10_000 },
      };
      waiting.late(late);
      waiting.late({ ...late, late: { ...late.late, latencyMs: 700 } });
    }
    const after = history.prospectsOf("partners", 2);
    expect({
      isMore: (after?.gain[halfOf(500)] ?? 0) > before,
      once: (after?.gain[halfOf(700)] ?? 1) < (after?.gain[halfOf(500)] ?? 0),
    }).toEqual({ isMore: true, once: true });
  });

  test("VALUELEARN-2: a refusal that comes late says nothing of what would have come", async () => {
    const { history, clock, waiting } = await learnedFrom(45);
    await auction(waiting, clock, { quorum: 2, required: [] });
    const ends = [...(history.prospectsOf("partners", 2)?.ends ?? [])];
    waiting.late({
      auctionId: "a1",
      late: { bidder: "partners", latencyMs: 500, offers: 0 },
      regretRise: { amount: 0 },
    });
    expect([...(history.prospectsOf("partners", 2)?.ends ?? [])]).toEqual(ends);
  });
});
