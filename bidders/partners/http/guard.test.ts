import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { PartnerFailure, type PartnerHealth } from "../partner-failure.ts";
import { Guard, type GuardOptions } from "./guard.ts";
import type { TimeLimit } from "./time-limit.ts";

const OPTIONS: GuardOptions = {
  concurrencyMax: 2,
  queueMax: 1,
  faultsInARowMax: 3,
  halfOpenAfterMs: 5_000,
  trialMs: 60_000,
};
const NEVER = new AbortController().signal;
const timeLimit = (over: Partial<TimeLimit> = {}): TimeLimit => ({
  ms: 60_000,
  countsAgainstPartner: true,
  signal: NEVER,
  ...over,
});
const fails =
  (health: PartnerHealth, message = "answered 503") =>
  () =>
    Promise.reject(new PartnerFailure(message, health, "partner-error"));

/** A call that ends when the test ends it; `begun` resolves when it begins. */
function held() {
  const begun = Promise.withResolvers<AbortSignal>();
  const end = Promise.withResolvers<string>();
  const call = (signal: AbortSignal) => {
    begun.resolve(signal);
    signal.addEventListener("abort", () => end.reject(signal.reason));
    return end.promise;
  };
  return { call, begun: begun.promise, end };
}

/** A steady clock that the test drives; the wall clock is that of the machine. */
function drivenClock() {
  let nowMs = 1_000;
  return {
    now: () => nowMs,
    wall: () => Date.now(),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("the circuit", () => {
  test.each([
    -3_600_000, 3_600_000,
  ])("a step of the wall clock by %i ms changes nothing about when the circuit lets a call through (CIRCUIT-3)", async (step) => {
    const clock = drivenClock();
    const guard = new Guard(OPTIONS, clock);
    for (const _ of [1, 2, 3])
      await expect(guard.run(fails("unhealthy"), timeLimit())).rejects.toThrow("answered 503");
    const wallMs = Date.now();
    jest.spyOn(Date, "now").mockImplementation(() => wallMs + step);
    clock.pass(4_999);
    await expect(guard.run(async () => "offers", timeLimit())).rejects.toThrow(/circuit open/);
    clock.pass(1);
    await expect(guard.run(async () => "offers", timeLimit())).resolves.toBe("offers");
    expect(guard.state).toBe("closed");
  });

  test("CIRCUIT-2: opens after failures in a row, refuses at once, lets one trial through after the period, and closes", async () => {
    const clock = drivenClock();
    const guard = new Guard(OPTIONS, clock);
    const states: string[] = [];
    guard.onState((state) => states.push(state));
    for (const _ of [1, 2, 3])
      await expect(guard.run(fails("unhealthy"), timeLimit())).rejects.toThrow("answered 503");
    expect(guard.state).toBe("open");
    const call = jest.fn(async () => "offers");
    await expect(guard.run(call, timeLimit())).rejects.toThrow(
      /^circuit open since 20\d\d-\d\d-\d\dT[\d:.]+Z \(answered 503\)$/,
    );
    clock.pass(4_999);
    await expect(guard.run(call, timeLimit())).rejects.toThrow(/circuit open/);
    expect(call).not.toHaveBeenCalled();

    clock.pass(1);
    const trial = held();
    const tried = guard.run(trial.call, timeLimit());
    await trial.begun;
    // Other calls do not wait for the trial.
    await expect(guard.run(call, timeLimit())).rejects.toThrow(/a trial call is under way/);
    trial.end.resolve("well again");
    await expect(tried).resolves.toBe("well again");
    expect(states).toEqual(["open", "half-open", "closed"]);
    await expect(guard.run(call, timeLimit())).resolves.toBe("offers");
  });

  test.each<[string, PartnerHealth]>([
    ["fails", "unhealthy"],
    ["shows nothing about the partner", "unknown"],
  ])("a trial that %s leaves it open for another period", async (_, health) => {
    const clock = drivenClock();
    const guard = new Guard(OPTIONS, clock);
    for (const _ of [1, 2, 3]) await guard.run(fails("unhealthy"), timeLimit()).catch(() => {});
    clock.pass(5_000);
    await expect(guard.run(fails(health), timeLimit())).rejects.toThrow("answered 503");
    expect(guard.state).toBe("open");
  });

  describe("GUARD-2: a trial whose auction has ended continues", () => {
    /** The trial has begun, and its auction has left it. */
    async function leftAlone(options: Partial<GuardOptions> = {}) {
      const clock = drivenClock();
      const guard = new Guard({ ...OPTIONS, ...options }, clock);
      for (const _ of [1, 2, 3]) await guard.run(fails("unhealthy"), timeLimit()).catch(() => {});
      clock.pass(5_000);
      const auction = new AbortController();
      const trial = held();
      const decided = new Promise((resolve) =>
        guard.onState((state) => state !== "half-open" && resolve(state)),
      );
      const tried = guard.run(trial.call, timeLimit({ signal: auction.signal }));
      const signal = await trial.begun;
      auction.abort();
      await expect(tried).rejects.toMatchObject({ message: "cancelled", health: "unknown" });
      return { guard, trial, signal, decided, clock };
    }

    test("and closes the circuit when the partner is healthy but slower than the auction", async () => {
      const { guard, trial, signal, decided } = await leftAlone();
      expect({ state: guard.state, aborted: signal.aborted }).toEqual({
        state: "half-open",
        aborted: false,
      });
      trial.end.resolve("well again");
      await expect(decided).resolves.toBe("closed");
      await expect(guard.run(async () => "offers", timeLimit())).resolves.toBe("offers");
    });

    test("and leaves the circuit open when the partner fails", async () => {
      const { trial, decided } = await leftAlone();
      trial.end.reject(new PartnerFailure("answered 503", "unhealthy", "partner-error"));
      await expect(decided).resolves.toBe("open");
    });

    test("and leaves the circuit open for one more period when it takes longer than the partner may", async () => {
      const { guard, signal, decided, clock } = await leftAlone({ trialMs: 5 });
      await expect(decided).resolves.toBe("open");
      expect(signal.aborted).toBe(true);
      await expect(guard.run(async () => "offers", timeLimit())).rejects.toThrow(
        /^circuit open since .*Z \(timed out after 5 ms\)$/,
      );
      clock.pass(5_000);
      await expect(guard.run(async () => "offers", timeLimit())).resolves.toBe("offers");
    });

    test("until the guard is closed (A8)", async () => {
      const { guard, signal } = await leftAlone();
      guard.close();
      expect(signal.aborted).toBe(true);
      await expect(guard.run(async () => "offers", timeLimit())).rejects.toThrow("cancelled");
    });
  });

  test("GUARD-2: a trial that takes longer than its auction's time limit continues, and its own result decides", async () => {
    const clock = drivenClock();
    const guard = new Guard(OPTIONS, clock);
    for (const _ of [1, 2, 3]) await guard.run(fails("unhealthy"), timeLimit()).catch(() => {});
    clock.pass(5_000);
    const trial = held();
    const decided = new Promise((resolve) =>
      guard.onState((state) => state !== "half-open" && resolve(state)),
    );
    const limitsMs: number[] = [];
    const call = (signal: AbortSignal, mayTakeMs: number) => {
      limitsMs.push(mayTakeMs);
      return trial.call(signal);
    };
    await expect(guard.run(call, timeLimit({ ms: 5 }))).rejects.toMatchObject({
      message: "timed out after 5 ms",
      health: "unknown",
    });
    expect(limitsMs[0]).toBeGreaterThan(50_000);
    trial.end.resolve("well again");
    await expect(decided).resolves.toBe("closed");
  });

  test.each<PartnerHealth>([
    "healthy",
    "unknown",
  ])("failures that are %s never open it", async (health) => {
    const guard = new Guard(OPTIONS);
    for (let i = 0; i < 10; i++) await guard.run(fails(health), timeLimit()).catch(() => {});
    expect(guard.state).toBe("closed");
  });

  describe("CIRCUIT-1: timeouts", () => {
    /** One call that gets no answer in 5 ms; resolves when the circuit has counted it. */
    async function timesOut(guard: Guard, countsAgainstPartner: boolean, search?: object) {
      const call = held();
      const own = search === undefined ? {} : { search };
      await expect(
        guard.run(call.call, timeLimit({ ms: 5, countsAgainstPartner, ...own })),
      ).rejects.toThrow(/^timed out after 5 ms$/);
      await call.end.promise.catch(() => {});
    }

    test.each([
      true,
      false,
    ])("as many in a row as failures open it, whether they count against the partner or not: %s", async (countsAgainstPartner) => {
      const guard = new Guard(OPTIONS);
      for (const _ of [1, 2]) await timesOut(guard, countsAgainstPartner);
      expect(guard.state).toBe("closed");
      await timesOut(guard, countsAgainstPartner);
      expect(guard.state).toBe("open");
    });

    test.each<[string, () => Promise<unknown>]>([
      ["an answer", async () => "offers"],
      ["a refusal", fails("healthy")],
      ["an error", fails("unhealthy")],
    ])("that do not count against the partner never open it when %s came in between", async (_, call) => {
      const guard = new Guard(OPTIONS);
      for (const _ of [1, 2]) {
        for (const _ of [1, 2]) await timesOut(guard, false);
        await guard.run(call, timeLimit()).catch(() => {});
      }
      for (const _ of [1, 2]) await timesOut(guard, false);
      expect(guard.state).toBe("closed");
    });

    test("stay counted when an auction is cancelled in between", async () => {
      const guard = new Guard(OPTIONS);
      for (const _ of [1, 2]) await timesOut(guard, false);
      const auction = new AbortController();
      const call = held();
      const running = guard.run(call.call, timeLimit({ signal: auction.signal }));
      await call.begun;
      auction.abort();
      await expect(running).rejects.toThrow("cancelled");
      await timesOut(guard, false);
      expect(guard.state).toBe("open");
    });

    test("CIRCUIT-4: and failures of one search count once, of several search by search", async () => {
      for (const call of [fails("unhealthy"), null]) {
        const guard = new Guard(OPTIONS);
        const ask = (search: object) =>
          call === null ? timesOut(guard, true, search) : guard.run(call, timeLimit({ search }));
        const [one, other] = [{ search: 1 }, { search: 2 }];
        for (const search of [one, one, one, other, one, other, other])
          await Promise.resolve(ask(search)).catch(() => {});
        expect(guard.state).toBe("closed");
        await Promise.resolve(ask({ search: 3 })).catch(() => {});
        expect(guard.state).toBe("open");
      }
    });

    test("CIRCUIT-5: after less than the partner's usual time do not count, after as much they do", async () => {
      const clock = drivenClock();
      const guard = new Guard(OPTIONS, clock);
      const answersAfter = (ms: number) => guard.run(async () => clock.pass(ms), timeLimit());
      await answersAfter(20);
      for (const _ of [1, 2, 3, 4]) await timesOut(guard, true);
      expect(guard.state).toBe("closed");
      // Its usual time is now shorter.
      for (let i = 0; i < 60; i++) await answersAfter(1);
      for (const _ of [1, 2, 3]) await timesOut(guard, false);
      expect(guard.state).toBe("open");
    });

    /** One answer after 20 ms, one search with so many timeouts, and others until it is open. */
    async function searchesUntilOpen(timeoutsOfOne: number) {
      const clock = drivenClock();
      const guard = new Guard(OPTIONS, clock);
      await guard.run(async () => clock.pass(20), timeLimit());
      const one = { search: 1 };
      for (let i = 0; i < timeoutsOfOne; i++) await timesOut(guard, true, one);
      let searches = 0;
      for (; guard.state === "closed" && searches < 200; searches++) await timesOut(guard, true);
      expect(guard.state).toBe("open");
      return searches;
    }

    test("CIRCUIT-5: after less than the usual time open it where no answer comes in many searches", async () => {
      const searches = await searchesUntilOpen(1);
      expect(searches).toBeGreaterThan(10);
      // CIRCUIT-4: the timeouts of one search shorten the usual time once.
      expect(await searchesUntilOpen(40)).toBe(searches);
    });

    test("in the queue do not count", async () => {
      const guard = new Guard({ ...OPTIONS, concurrencyMax: 1, queueMax: 9 });
      const first = held();
      const running = guard.run(first.call, timeLimit());
      await first.begun;
      for (const _ of [1, 2, 3, 4])
        await expect(
          guard.run(async () => "never", timeLimit({ ms: 5, countsAgainstPartner: false })),
        ).rejects.toThrow("waited");
      first.end.resolve("done");
      await running;
      expect(guard.state).toBe("closed");
    });
  });

  test("CIRCUIT-1: failures with an answer in between are not in a row, even an answer that refuses the search", async () => {
    const guard = new Guard(OPTIONS);
    for (const health of ["unhealthy", "unhealthy", "healthy", "unhealthy", "unhealthy"] as const)
      await guard.run(fails(health), timeLimit()).catch(() => {});
    expect(guard.state).toBe("closed");
  });
});

describe("the bulkhead", () => {
  test("A6: what neither runs nor waits is refused; what waits runs when a place is free", async () => {
    const guard = new Guard(OPTIONS);
    const calls = [held(), held(), held()];
    const running = calls.map((call) => guard.run(call.call, timeLimit()));
    await Promise.all([calls[0]?.begun, calls[1]?.begun]);
    await expect(guard.run(async () => "fourth", timeLimit())).rejects.toThrow(
      "2 calls in flight and 1 waiting, no room for more",
    );
    calls[0]?.end.resolve("first");
    await calls[2]?.begun;
    calls[1]?.end.resolve("second");
    calls[2]?.end.resolve("third");
    await expect(Promise.all(running)).resolves.toEqual(["first", "second", "third"]);
    expect(guard.state).toBe("closed");
  });

  test("GUARD-1: a call that waits ends at its timeout, not when a place is free (A8)", async () => {
    const guard = new Guard({ ...OPTIONS, concurrencyMax: 1 });
    const first = held();
    const running = guard.run(first.call, timeLimit());
    await first.begun;
    const waiting = jest.fn(async () => "never");
    await expect(guard.run(waiting, timeLimit({ ms: 5 }))).rejects.toThrow(
      "waited 5 ms for one of 1 connections",
    );
    first.end.resolve("done");
    await expect(running).resolves.toBe("done");
    // Its place in the queue is cleared, and its call is never made.
    await expect(guard.run(async () => "next", timeLimit())).resolves.toBe("next");
    expect(waiting).not.toHaveBeenCalled();
  });

  test("GUARD-1: a call that waits ends when its auction ends, not when a place is free (A8)", async () => {
    const guard = new Guard({ ...OPTIONS, concurrencyMax: 1 });
    const first = held();
    const running = guard.run(first.call, timeLimit());
    await first.begun;
    const auction = new AbortController();
    const waiting = jest.fn(async () => "never");
    const cancelled = guard.run(waiting, timeLimit({ signal: auction.signal }));
    auction.abort();
    await expect(cancelled).rejects.toMatchObject({ message: "cancelled", health: "unknown" });
    first.end.resolve("done");
    await expect(running).resolves.toBe("done");
    await expect(guard.run(async () => "next", timeLimit())).resolves.toBe("next");
    expect(waiting).not.toHaveBeenCalled();
  });
});

describe("the timeout", () => {
  test("GUARD-1: cancelling aborts the signal of the call, and does not count against the partner (A8)", async () => {
    const guard = new Guard({ ...OPTIONS, faultsInARowMax: 1 });
    const auction = new AbortController();
    const call = held();
    const running = guard.run(call.call, timeLimit({ signal: auction.signal }));
    const signal = await call.begun;
    auction.abort();
    await expect(running).rejects.toMatchObject({ message: "cancelled", health: "unknown" });
    expect(signal.aborted).toBe(true);
    expect(guard.state).toBe("closed");
  });

  test("no call starts in an auction that has ended", async () => {
    const call = jest.fn(async () => "offers");
    await expect(
      new Guard(OPTIONS).run(call, timeLimit({ signal: AbortSignal.abort() })),
    ).rejects.toThrow("cancelled");
    expect(call).not.toHaveBeenCalled();
  });

  test("GUARD-3: a call that fails is not made a second time", async () => {
    const guard = new Guard(OPTIONS);
    for (const health of ["unhealthy", "unknown", "healthy"] as const) {
      const call = jest.fn(fails(health));
      await expect(guard.run(call, timeLimit())).rejects.toThrow("answered 503");
      expect(call).toHaveBeenCalledTimes(1);
    }
  });

  test("any thrown value becomes a PartnerFailure", async () => {
    const guard = new Guard(OPTIONS);
    for (const thrown of [new TypeError("x is not a function"), "text", undefined]) {
      await expect(guard.run(() => Promise.reject(thrown), timeLimit())).rejects.toBeInstanceOf(
        PartnerFailure,
      );
    }
  });
});
