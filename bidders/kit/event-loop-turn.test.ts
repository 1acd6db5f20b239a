/** KIT-4: the turns that the event loop gets while searches run. */
import { describe, expect, test } from "@jest/globals";
import { afterMicrotasks } from "../../common/runtime/after-microtasks.ts";
import { createHandler, offer } from "../../test/fixtures/kit/call-handler.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { EventLoopTurn } from "./event-loop-turn.ts";

const immediate = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("the turn of the event loop", () => {
  test("is over after 5 ms, and where none has begun yet", async () => {
    const clock = new DrivenClock();
    const turn = new EventLoopTurn(clock);
    expect(turn.isOver(clock.now())).toBe(true);
    await turn.next();
    clock.spend(4);
    expect(turn.isOver(clock.now())).toBe(false);
    clock.spend(1);
    expect(turn.isOver(clock.now())).toBe(true);
    await turn.next();
    expect(turn.isOver(clock.now())).toBe(false);
  });

  test("has time for one after the other; who finds none is first in the next one", async () => {
    const clock = new DrivenClock();
    const turn = new EventLoopTurn(clock);
    const wentOn: string[] = [];
    const waits = (name: string, ms: number) =>
      turn.wait(() => {
        wentOn.push(name);
        clock.spend(ms);
        if (name === "a") waits("a again", 1);
      });
    waits("a", 3);
    void turn.next().then(() => wentOn.push("promise"));
    waits("b", 3);
    waits("c", 3);
    await immediate();
    expect(wentOn).toEqual(["a", "promise", "b"]);
    await immediate();
    expect(wentOn).toEqual(["a", "promise", "b", "c", "a again"]);
  });

  describe("begins what is new", () => {
    const now = () => new Promise<void>((resolve) => afterMicrotasks(resolve));

    test("in the turn in which it came, after what came with it", async () => {
      const turn = new EventLoopTurn(new DrivenClock());
      const done: string[] = [];
      turn.wait(() => done.push("waited"));
      turn.soon(() => done.push("new"));
      done.push("of the same packet");
      await now();
      expect(done).toEqual(["of the same packet", "new"]);
      await immediate();
      expect(done).toEqual(["of the same packet", "new", "waited"]);
    });

    test("for 2 ms of a turn; then it waits behind those that waited before", async () => {
      const clock = new DrivenClock();
      const turn = new EventLoopTurn(clock);
      const done: string[] = [];
      const begins = async (name: string, ms: number) => {
        turn.soon(() => {
          done.push(`${name} ${turn.isOver(clock.now())}`);
          clock.spend(ms);
        });
        await now();
      };
      turn.wait(() => done.push("waited"));
      await begins("a", 1.5);
      await begins("b", 1.5);
      expect(turn.isOver(clock.now())).toBe(true);
      await begins("c", 1.5);
      expect(done).toEqual(["a false", "b false"]);
      await immediate();
      expect(done).toEqual(["a false", "b false", "waited", "c false"]);
      await begins("d", 0);
      expect(done.at(-1)).toBe("d false");
    });
  });

  test("KIT-4: what is new has no more than the last turn has left of the 5 ms", async () => {
    const clock = new DrivenClock();
    const turn = new EventLoopTurn(clock);
    const done: string[] = [];
    turn.wait(() => clock.spend(5));
    await immediate();
    turn.soon(() => done.push("new"));
    await new Promise<void>((resolve) => afterMicrotasks(resolve));
    expect(done).toEqual([]);
    await immediate();
    expect(done).toEqual(["new"]);
  });

  test("is not known where nobody waits: a search that goes on by itself waits for the next", async () => {
    const clock = new DrivenClock();
    const turn = new EventLoopTurn(clock);
    turn.soon(() => {});
    await new Promise<void>((resolve) => afterMicrotasks(resolve));
    expect({ ofItsTurn: turn.isOverOrUnknown(clock.now()) }).toEqual({ ofItsTurn: false });
    await immediate();
    await immediate();
    expect({ later: turn.isOverOrUnknown(clock.now()) }).toEqual({ later: true });
  });

  test("begins what is new without a callback at the end of the turn, and counts its time anew in the next", async () => {
    const clock = new DrivenClock();
    const [turns, begun]: [(() => void)[], string[]] = [[], []];
    let number = 1;
    const turn = new EventLoopTurn(
      clock,
      (callback) => void turns.push(callback),
      (callback) => callback(),
      () => number,
    );
    const begins = (name: string) =>
      turn.soon(() => {
        begun.push(name);
        clock.spend(2);
      });
    begins("a");
    expect({ begun, turns: turns.length }).toEqual({ begun: ["a"], turns: 0 });
    number++;
    begins("b");
    begins("c");
    expect({ begun, turns: turns.length }).toEqual({ begun: ["a", "b"], turns: 1 });
    turns.shift()?.();
    expect({ begun, turns: turns.length }).toEqual({ begun: ["a", "b", "c"], turns: 0 });
  });

  test("goes on with the others when one throws", () => {
    const turns: (() => void)[] = [];
    const turn = new EventLoopTurn(new DrivenClock(), (callback) => void turns.push(callback));
    const wentOn: string[] = [];
    turn.wait(() => {
      throw new Error("one");
    });
    turn.wait(() => wentOn.push("two"));
    expect(() => turns.shift()?.()).toThrow("one");
    turns.shift()?.();
    expect(wentOn).toEqual(["two"]);
    expect(turns).toEqual([]);
  });
});

describe("KIT-4: many searches at once keep the event loop no longer than one", () => {
  const computing = {
    "an async generator": (spend: () => void) =>
      async function* () {
        for (let i = 0; i < 10; i++) {
          spend();
          yield offer({ number: 1 + i });
        }
      },
    "a generator": (spend: () => void) =>
      function* () {
        for (let i = 0; i < 10; i++) {
          spend();
          yield offer({ number: 1 + i });
        }
      },
  };
  test.each(Object.entries(computing))("%s", async (_name, strategy) => {
    const { clock, deliver, answers } = createHandler(
      strategy(() => clock.spend(1)),
      {
        concurrencyMax: 8,
      },
    );
    for (let i = 0; i < 8; i++) deliver(`s${i}`, { budgetMs: 1_000 });
    const heldMs: number[] = [];
    for (let turns = 0; turns < 60; turns++) {
      const before = clock.now();
      await immediate();
      heldMs.push(clock.now() - before);
    }
    // 5 ms, and the step of each search that was under way then: promises go on together.
    const stepsMax = _name === "a generator" ? 1 : 8;
    expect(Math.max(...heldMs)).toBeLessThanOrEqual(5 + stepsMax);
    expect(clock.now()).toBe(80);
    for (let i = 0; i < 8; i++) expect(answers(`s${i}`)).toEqual(["offers: 10"]);
  });
});

test("KIT-4, A8: of two searches that compute for long, the shorter one ends after as many steps of the other as of itself", async () => {
  const wanted = [4_000, 150];
  const steps = [0, 0];
  let begun = 0;
  const { clock, deliver } = createHandler(function* () {
    const i = begun++;
    while ((steps[i] as number) < (wanted[i] as number)) {
      clock.spend(0.1);
      (steps[i] as number)++;
      yield offer();
    }
  });
  deliver("long", { budgetMs: 1_000 });
  await immediate();
  const before = steps[0] as number;
  deliver("short", { budgetMs: 1_000 });
  while (steps[1] !== 150) await immediate();
  // A turn more: it may be in the middle of its share.
  expect((steps[0] as number) - before).toBeLessThanOrEqual(150 + 50);
});
