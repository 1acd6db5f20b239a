import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { PartnerFault, type Verdict } from "./fault.ts";
import { createGuard, type GuardOptions, type Patience } from "./guard.ts";

const OPTIONS: GuardOptions = { concurrencyMax: 2, queueMax: 1, breakAfter: 3, halfOpenAfterMs: 5_000 };
const NEVER = new AbortController().signal;
const patience = (over: Partial<Patience> = {}): Patience => ({ ms: 60_000, isFair: true, signal: NEVER, ...over });
const fails =
  (verdict: Verdict, message = "answered 503") =>
  () =>
    Promise.reject(new PartnerFault(message, verdict));

/** A call that ends when it is told to, and says that it has begun. */
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

/** The clock of the breaker: cockatiel asks Date.now. */
function drivenClock(startMs = Date.parse("2026-11-20T10:00:00Z")) {
  let nowMs = startMs;
  jest.spyOn(Date, "now").mockImplementation(() => nowMs);
  return {
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("the breaker", () => {
  test("opens after faults in a row, refuses at once, lets one trial through when its time has come, and closes", async () => {
    const clock = drivenClock();
    const guard = createGuard(OPTIONS);
    const states: string[] = [];
    guard.onState((state) => states.push(state));
    for (const _ of [1, 2, 3]) await expect(guard.run(fails("sick"), patience())).rejects.toThrow("answered 503");
    expect(guard.state).toBe("open");
    const call = jest.fn(async () => "offers");
    await expect(guard.run(call, patience())).rejects.toThrow(/^circuit open since 20\d\d-\d\d-\d\dT[\d:.]+Z \(answered 503\)$/);
    clock.pass(4_999);
    await expect(guard.run(call, patience())).rejects.toThrow(/circuit open/);
    expect(call).not.toHaveBeenCalled();

    clock.pass(1);
    const trial = held();
    const tried = guard.run(trial.call, patience());
    await trial.begun;
    // Nobody waits for the trial.
    await expect(guard.run(call, patience())).rejects.toThrow(/a trial call is under way/);
    trial.end.resolve("well again");
    await expect(tried).resolves.toBe("well again");
    expect(states).toEqual(["open", "half-open", "closed"]);
    await expect(guard.run(call, patience())).resolves.toBe("offers");
  });

  test.each<[string, Verdict]>([
    ["fails", "sick"],
    ["proves nothing", "unknown"],
  ])("a trial that %s leaves it open for another period", async (_, verdict) => {
    const clock = drivenClock();
    const guard = createGuard(OPTIONS);
    for (const _ of [1, 2, 3]) await guard.run(fails("sick"), patience()).catch(() => {});
    clock.pass(5_000);
    await expect(guard.run(fails(verdict), patience())).rejects.toThrow("answered 503");
    expect(guard.state).toBe("open");
  });

  test("a trial that the auction cancels leaves it open", async () => {
    const clock = drivenClock();
    const guard = createGuard(OPTIONS);
    for (const _ of [1, 2, 3]) await guard.run(fails("sick"), patience()).catch(() => {});
    clock.pass(5_000);
    const auction = new AbortController();
    const trial = held();
    const reopened = new Promise((resolve) => guard.onState((state) => state === "open" && resolve(state)));
    const tried = guard.run(trial.call, patience({ signal: auction.signal }));
    await trial.begun;
    auction.abort();
    await expect(tried).rejects.toThrow("cancelled");
    await expect(reopened).resolves.toBe("open");
  });

  test.each<Verdict>(["alive", "unknown"])("faults that are %s never open it", async (verdict) => {
    const guard = createGuard(OPTIONS);
    for (let i = 0; i < 10; i++) await guard.run(fails(verdict), patience()).catch(() => {});
    expect(guard.state).toBe("closed");
  });

  test.each([
    [true, "open"],
    [false, "closed"],
  ])("running out of patience that was fair (%s) leaves it %s", async (isFair, state) => {
    const guard = createGuard(OPTIONS);
    const settled: Promise<void>[] = [];
    for (const _ of [1, 2, 3]) {
      const call = held();
      await expect(guard.run(call.call, patience({ ms: 5, isFair }))).rejects.toThrow("timed out after 5 ms");
      settled.push(
        call.end.promise.then(
          () => {},
          () => {},
        ),
      );
    }
    await Promise.all(settled);
    expect(guard.state).toBe(state);
  });
});

describe("the bulkhead", () => {
  test("A6: what neither runs nor waits is refused; what waits runs when a place is free", async () => {
    const guard = createGuard(OPTIONS);
    const calls = [held(), held(), held()];
    const running = calls.map((call) => guard.run(call.call, patience()));
    await Promise.all([calls[0]?.begun, calls[1]?.begun]);
    await expect(guard.run(async () => "fourth", patience())).rejects.toThrow("2 calls in flight and 1 waiting, no room for more");
    calls[0]?.end.resolve("first");
    await calls[2]?.begun;
    calls[1]?.end.resolve("second");
    calls[2]?.end.resolve("third");
    await expect(Promise.all(running)).resolves.toEqual(["first", "second", "third"]);
    expect(guard.state).toBe("closed");
  });

  test("A8: one that waits leaves at its timeout or when it is cancelled, not when a place gets free", async () => {
    const guard = createGuard({ ...OPTIONS, concurrencyMax: 1 });
    const first = held();
    const running = guard.run(first.call, patience());
    await first.begun;
    const waiting = jest.fn(async () => "never");
    await expect(guard.run(waiting, patience({ ms: 5 }))).rejects.toThrow("waited 5 ms for one of 1 connections");
    first.end.resolve("done");
    await expect(running).resolves.toBe("done");
    // The place that it left in the queue is cleared, and nobody calls for it.
    await expect(guard.run(async () => "next", patience())).resolves.toBe("next");
    expect(waiting).not.toHaveBeenCalled();
  });
});

describe("the timeout", () => {
  test("A8: cancelling aborts the call's own signal, and is no fault of the partner's", async () => {
    const guard = createGuard({ ...OPTIONS, breakAfter: 1 });
    const auction = new AbortController();
    const call = held();
    const running = guard.run(call.call, patience({ signal: auction.signal }));
    const signal = await call.begun;
    auction.abort();
    await expect(running).rejects.toMatchObject({ message: "cancelled", verdict: "unknown" });
    expect(signal.aborted).toBe(true);
    expect(guard.state).toBe("closed");
  });

  test("nothing starts in an auction that has ended", async () => {
    const call = jest.fn(async () => "offers");
    await expect(createGuard(OPTIONS).run(call, patience({ signal: AbortSignal.abort() }))).rejects.toThrow("cancelled");
    expect(call).not.toHaveBeenCalled();
  });

  test("whatever is thrown comes out as a PartnerFault", async () => {
    const guard = createGuard(OPTIONS);
    for (const thrown of [new TypeError("x is not a function"), "text", undefined]) {
      await expect(guard.run(() => Promise.reject(thrown), patience())).rejects.toBeInstanceOf(PartnerFault);
    }
  });
});
