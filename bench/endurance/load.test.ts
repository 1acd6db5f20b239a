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
