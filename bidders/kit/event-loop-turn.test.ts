/** KIT-4: the turns that the event loop gets while searches run. */
import { describe, expect, test } from "@jest/globals";
import { createHandler, offer } from "../../test/fixtures/kit/call-handler.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { EventLoopTurn } from "./event-loop-turn.ts";

const immediate = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("the turn of the event loop", () => {
  test("is over after 5 ms, and where none has begun yet", async () => {
    const clock = new DrivenClock();
    const turn = new EventLoopTurn(clock);
    expect(turn.isOver(clock.now())).toBe(true);
    turn.began(clock.now());
    clock.spend(4);
    expect(turn.isOver(clock.now())).toBe(false);
    clock.spend(1);
    expect(turn.isOver(clock.now())).toBe(true);
    await turn.next();
    expect(turn.isOver(clock.now())).toBe(false);
  });

  test("is waited for together: all go on in the same one", async () => {
    const turn = new EventLoopTurn(new DrivenClock());
    const wentOn: string[] = [];
    for (const name of ["a", "b"]) void turn.next().then(() => wentOn.push(name));
    setImmediate(() => wentOn.push("the turn after"));
    await immediate();
    await immediate();
    expect(wentOn).toEqual(["a", "b", "the turn after"]);
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
    // 5 ms, and the step of each search that was under way then.
    expect(Math.max(...heldMs)).toBeLessThanOrEqual(5 + 8);
    expect(clock.now()).toBe(80);
    for (let i = 0; i < 8; i++) expect(answers(`s${i}`)).toEqual(["offers: 10"]);
  });
});
