import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { until } from "../../test/harness/until.ts";
import { CpuProfiler, SECONDS_MAX } from "./cpu-profile.ts";

const NEVER = new AbortController().signal;

function profilerOf(isOn = true) {
  const clock = new DrivenClock();
  const profiler = new CpuProfiler("OPERATIONS_PROFILE", isOn, clock);
  const ask = (query = "", { method = "GET", signal = NEVER } = {}) =>
    profiler.answer({ method, url: `/profile${query}`, signal });
  /** The profiler has begun, and waits. */
  const begun = () => until(() => clock.timers > 0, { what: "the profile to begin" });
  return { clock, ask, begun };
}

test("it is off unless it was switched on, and says how (PROFILE-1)", async () => {
  const { ask, clock } = profilerOf(false);
  await expect(ask()).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringContaining("OPERATIONS_PROFILE=on"),
  });
  await expect(ask("?seconds=x", { method: "POST" })).rejects.toMatchObject({ code: "not-found" });
  expect(clock.timers).toBe(0);
});

/** A function that the profile must name. */
function burnTheProcessor(): number {
  const before = process.cpuUsage();
  let sum = 0;
  // Of its own time, which a busy machine does not take away: 100 samples.
  while (process.cpuUsage(before).user < 100_000) sum += Math.sqrt(sum + 1);
  return sum;
}

test("a profile of so many seconds names what has run in them, and no timer is left (PROFILE-2)", async () => {
  const { ask, clock, begun } = profilerOf();
  const asked = ask("?seconds=3");
  await begun();
  burnTheProcessor();
  await clock.advance(2_999);
  expect(clock.timers).toBe(1);
  await clock.advance(1);
  const { nodes, samples } = JSON.parse((await asked) ?? "") as {
    nodes: { callFrame: { functionName: string } }[];
    samples: number[];
  };
  expect(nodes.map(({ callFrame }) => callFrame.functionName)).toContain("burnTheProcessor");
  expect(samples.length).toBeGreaterThan(1);
  expect(clock.timers).toBe(0);
});

test("one is taken at a time (PROFILE-2)", async () => {
  const { ask, clock, begun } = profilerOf();
  const first = ask();
  await expect(ask()).rejects.toMatchObject({ code: "overloaded" });
  await begun();
  await clock.advance(10_000);
  expect(await first).not.toBeNull();
  const leaving = new AbortController();
  const second = ask("", leaving);
  await begun();
  leaving.abort();
  expect(await second).toBeNull();
  expect(clock.timers).toBe(0);
});

test.each([
  "?seconds=0",
  "?seconds=61",
  "?seconds=1.5",
  "?seconds=-1",
  "?seconds=",
  "?seconds=1e1",
])("%s is refused, with what is right (PROFILE-2)", async (query) => {
  const { ask } = profilerOf();
  await expect(ask(query)).rejects.toMatchObject({
    code: "invalid-request",
    faults: [{ path: "seconds", message: expect.stringContaining(`1 to ${SECONDS_MAX}`) }],
  });
});

test("it is only got", async () => {
  const { ask } = profilerOf();
  await expect(ask("", { method: "POST" })).rejects.toMatchObject({ code: "method-not-allowed" });
});

/** A worker thread that computes, and waits in between as those of a pool do. */
async function worker() {
  const thread = new Worker(
    `const { parentPort } = require("node:worker_threads");
    const lock = new Int32Array(new SharedArrayBuffer(4));
    function burnInTheThread() {
      let sum = 0;
      for (let i = 0; i < 2_000_000; i++) sum += Math.sqrt(sum + 1);
      Atomics.wait(lock, 0, 0, 5);
      setImmediate(burnInTheThread);
      return sum;
    }
    parentPort.postMessage("runs");
    burnInTheThread();`,
    { eval: true },
  );
  await once(thread, "message");
  return thread;
}

describe("the threads of a process (PROFILE-3)", () => {
  test("the profile of one names what runs there, and not what the main thread does", async () => {
    const thread = await worker();
    const { ask, clock, begun } = profilerOf();
    const asked = ask(`?seconds=1&thread=${thread.threadId}`);
    await begun();
    burnTheProcessor();
    await clock.advance(1_000);
    const { nodes } = JSON.parse((await asked) ?? "") as {
      nodes: { callFrame: { functionName: string } }[];
    };
    const names = nodes.map(({ callFrame }) => callFrame.functionName);
    expect(names).toContain("burnInTheThread");
    expect(names).not.toContain("burnTheProcessor");
    await thread.terminate();
    expect(clock.timers).toBe(0);
  });

  test("another number is refused with those that run", async () => {
    const thread = await worker();
    const { ask } = profilerOf();
    const message = `must be one that runs: 0 (the main thread), ${thread.threadId} (`;
    await expect(ask("?thread=999999")).rejects.toMatchObject({
      code: "invalid-request",
      faults: [{ path: "thread", message: expect.stringContaining(message) }],
    });
    await thread.terminate();
  });

  test("a thread that ends while it is profiled has no profile, and that is said", async () => {
    const thread = await worker();
    const { ask, clock, begun } = profilerOf();
    const asked = ask(`?seconds=1&thread=${thread.threadId}`);
    const refused = expect(asked).rejects.toMatchObject({
      code: "no-result",
      message: expect.stringContaining("has ended while it was profiled"),
    });
    await begun();
    await thread.terminate();
    await clock.advance(1_000);
    await refused;
    const next = ask("?seconds=1");
    await begun();
    await clock.advance(1_000);
    expect(await next).not.toBeNull();
  });

  test.each(["?thread=-1", "?thread=main", "?thread="])("%s is refused", async (query) => {
    const { ask } = profilerOf();
    await expect(ask(query)).rejects.toMatchObject({ faults: [{ path: "thread" }] });
  });
});
