import { expect, jest, test } from "@jest/globals";
import { SteadyLoad } from "./load.ts";

test("searches are opened while the run works, and no more once it has failed or ended", async () => {
  jest.useFakeTimers();
  try {
    let asked = 0;
    const doors = {
      ask: async () => {
        asked++;
        return { kind: "partial", endedBy: "deadline" } as const;
      },
      close: async () => {},
    };
    const load = new SteadyLoad(doors, 100);
    const failing = load.during(async () => {
      await jest.advanceTimersByTimeAsync(1_000);
      throw new Error("a part did not come back");
    });
    await expect(failing).rejects.toThrow("a part did not come back");
    expect({ asked, timers: jest.getTimerCount() }).toEqual({ asked: 100, timers: 0 });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(asked).toBe(100);
    expect(await load.settle()).toMatchObject({ notSent: 0 });
  } finally {
    jest.useRealTimers();
  }
});

/** A search is under way from 10 ms on, and is not answered. */
test.each<[string, (load: SteadyLoad) => Promise<void>, { silent: number; excused: number }]>([
  ["is a silent loss", async () => {}, { silent: 1, excused: 0 }],
  [
    "is an error where a broker or a gateway is broken meanwhile",
    async (load) => {
      load.setBroken(true);
      await jest.advanceTimersByTimeAsync(3);
      load.setBroken(false);
    },
    { silent: 0, excused: 1 },
  ],
  [
    "is an error where one is still broken",
    async (load) => load.setBroken(true),
    { silent: 0, excused: 1 },
  ],
])("no result over NATS %s", async (_what, meanwhile, judged) => {
  jest.useFakeTimers();
  try {
    const answered = Promise.withResolvers<void>();
    const doors = {
      async ask() {
        await answered.promise;
        return { kind: "no-result" } as const;
      },
      close: async () => {},
    };
    const load = new SteadyLoad(doors, 100);
    // What was broken before the search says nothing of it.
    load.setBroken(true);
    load.setBroken(false);
    await load.during(async () => {
      await jest.advanceTimersByTimeAsync(10);
      await meanwhile(load);
    });
    answered.resolve();
    const { silent, errors } = (await load.settle()).book;
    expect({ silent, excused: errors["no-result"] ?? 0 }).toEqual(judged);
  } finally {
    jest.useRealTimers();
  }
});
