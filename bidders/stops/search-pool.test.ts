import { getEventListeners } from "node:events";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { BEST, NOW_MS, RATES, searchOf } from "../../test/fixtures/flights/context.ts";
import type { Script } from "../../test/fixtures/stops/scripted-thread.ts";
import type { Told } from "./pending-search.ts";
import { openPool, POOL, type PoolOptions, type SearchPool } from "./search-pool.ts";
import type { Question } from "./thread-messages.ts";

const SCRIPTED = join(import.meta.dirname, "../../test/fixtures/stops/scripted-thread.ts");
const SETTING = { nowMs: NOW_MS, objective: BEST, rates: RATES, offersMax: 100 };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Stage {
  readonly pool: SearchPool;
  readonly troubles: [what: string, message: string][];
  readonly script: Script;
}

async function stage(threads: number, options: Partial<PoolOptions> = {}): Promise<Stage> {
  const script: Script = { refuses: new Int32Array(new SharedArrayBuffer(4)) };
  const troubles: Stage["troubles"] = [];
  const trouble = (what: string, error: unknown) =>
    void troubles.push([what, (error as Error).message]);
  const pool = await openPool(
    { ...POOL, threads, shared: script, threadPath: SCRIPTED, ...options },
    trouble,
  );
  closing.push(() => pool.close());
  return { pool, troubles, script };
}

/** What the scripted thread is to do. */
function question(act: string, costMs = 0): Question {
  const request = searchOf("LHR-JFK 2026-12-15");
  return {
    request: {
      ...request,
      slices: request.slices.map((slice) => ({ ...slice, destination: act })),
    },
    costMs,
    setting: SETTING,
  };
}

interface Asked {
  readonly costMs?: number;
  readonly leftMs?: number;
}

/** A search that runs: it resolves when the thread has told its first part. */
async function running(
  pool: SearchPool,
  act: string,
  { costMs = 0, leftMs = 60_000 }: Asked = {},
  cancel = new AbortController(),
) {
  const told = pool.ask(question(act, costMs), {
    remainingMs: () => leftMs,
    signal: cancel.signal,
  });
  const first = await told.next();
  expect(first.value).toMatchObject({ floor: null });
  return { told, cancel };
}

/** Its last words: the notes; or what it failed with. */
async function ended(told: AsyncIterable<Told>): Promise<string | undefined> {
  let notes: readonly string[] = [];
  for await (const one of told) notes = one.notes;
  return notes[0];
}

const ask = (
  pool: SearchPool,
  act: string,
  { signal = new AbortController().signal, costMs = 0 } = {},
) => ended(pool.ask(question(act, costMs), { remainingMs: () => 60_000, signal }));

describe("the searching threads", () => {
  test("POOL-3: parts come in order, and then the end", async () => {
    const { pool } = await stage(2);
    const floors: unknown[] = [];
    for await (const { floor } of pool.ask(question("parts"), {
      remainingMs: () => 800,
      signal: new AbortController().signal,
    }))
      floors.push(floor);
    expect(floors).toEqual([10, 20, null, undefined]);
  });

  test("POOL-1: a search that is expected to be short does not wait for the end of a long one on the only thread", async () => {
    const { pool, troubles } = await stage(1);
    const long = await running(pool, "endless", { costMs: 2_000 });
    expect(await ask(pool, "parts")).toMatch(/^thread/);
    long.cancel.abort("enough");
    await expect(long.told.next()).rejects.toBe("enough");
    expect(troubles).toEqual([]);
  });

  test("POOL-1: nor for one that was taken for short, and is not", async () => {
    const { pool } = await stage(1);
    const long = await running(pool, "endless", { costMs: 0 });
    expect(await ask(pool, "parts")).toMatch(/^thread/);
    long.cancel.abort("enough");
    await expect(long.told.next()).rejects.toBe("enough");
  });

  test("POOL-1, A6: long ones leave places to short ones; what waits leaves at once when it is cancelled", async () => {
    const { pool } = await stage(1);
    const first = await running(pool, "endless", { costMs: 2_000 });
    const [second, third] = [new AbortController(), new AbortController()];
    const served: string[] = [];
    const waiting = [
      ask(pool, "endless", { signal: second.signal, costMs: 2_000 }).catch((reason) =>
        served.push(`second ${reason}`),
      ),
      ask(pool, "parts", { signal: third.signal, costMs: 2_000 }).then(() => served.push("third")),
    ];
    await ask(pool, "parts").then(() => served.push("short"));
    second.abort("gave up");
    await waiting[0];
    expect(served).toEqual(["short", "second gave up"]); // while the first still runs
    first.cancel.abort("enough");
    await Promise.all(waiting);
    expect(served).toEqual(["short", "second gave up", "third"]);
    await expect(first.told.next()).rejects.toBe("enough");
  });

  test("TASK-4: what a search took of its thread is told, and whether that was all of it", async () => {
    const measured: [cost: number, isWhole: boolean][] = [];
    const { pool } = await stage(1, {
      measured: ({ costMs }, workMs, isWhole) => measured.push([costMs, workMs >= 0 && isWhole]),
    });
    await ask(pool, "parts", { costMs: 7 });
    const cut = await running(pool, "endless", { costMs: 8 });
    cut.cancel.abort("enough");
    await expect(cut.told.next()).rejects.toBe("enough");
    await ask(pool, "parts", { costMs: 9 });
    expect(measured.sort(([a], [b]) => a - b)).toEqual([
      [7, true],
      [8, false],
      [9, true],
    ]);
  });

  test("POOL-2, A8: a search that is cancelled stops, and its thread has the next one", async () => {
    const { pool, troubles } = await stage(1);
    const thread = await ask(pool, "parts");
    for (let i = 0; i < 20; i++) {
      const { told, cancel } = await running(pool, "endless");
      cancel.abort("cancelled");
      await expect(told.next()).rejects.toBe("cancelled");
    }
    expect(await ask(pool, "parts")).toBe(thread);
    expect(troubles).toEqual([]);
  });

  test("POOL-2: so does one that is no longer read, and one whose time is over", async () => {
    const { pool } = await stage(1);
    const thread = await ask(pool, "parts");
    const left = await running(pool, "endless");
    await left.told.return(undefined);
    const late = await running(pool, "endless", { leftMs: 0 });
    await expect(late.told.next()).rejects.toMatchObject({
      code: "cancelled",
      message: "the search ran out of time",
    });
    expect(await ask(pool, "parts")).toBe(thread);
  });

  test("one whose signal has fired before it begins does not begin, and nothing stays behind", async () => {
    const { pool } = await stage(1);
    await expect(ask(pool, "endless", { signal: AbortSignal.abort("before") })).rejects.toBe(
      "before",
    );
    const { signal } = new AbortController();
    await ask(pool, "parts", { signal });
    await expect(ask(pool, "refused", { signal })).rejects.toThrow("too much was found");
    expect(getEventListeners(signal, "abort")).toEqual([]);
    const left = await running(pool, "endless");
    expect(pool.size).toBe(1);
    await left.told.return(undefined);
    expect(pool.size).toBe(0);
  });

  test("what a search throws comes with its code, and no thread dies of it", async () => {
    const { pool, troubles } = await stage(1);
    const thread = await ask(pool, "parts");
    await expect(ask(pool, "refused")).rejects.toMatchObject({
      code: "result-too-large",
      message: "too much was found",
    });
    await expect(ask(pool, "wrong")).rejects.toMatchObject({
      code: "internal",
      cause: { stack: expect.stringContaining("TypeError: a mistake in the search") },
    });
    expect(await ask(pool, "parts")).toBe(thread);
    expect(troubles).toEqual([]);
  });
});

describe("threads that die", () => {
  const died = "the thread of a search has died";

  test.each([
    ["exits", "worker exited with code: 3"],
    ["crashes", "thrown where nobody can catch it"],
    ["hoards", "Worker terminated due to reaching memory limit: JS heap out of memory"],
  ])("POOL-4: a search that %s costs itself, and no other", async (act, message) => {
    const { pool, troubles } = await stage(2, { heapMbMax: 32 });
    const other = await running(pool, "endless");
    await expect(ask(pool, act)).rejects.toMatchObject({
      code: "internal",
      message: died,
      cause: { message },
    });
    expect(troubles).toEqual([[died, message]]);
    // The other one did not notice: its thread is not even new.
    other.cancel.abort("enough");
    await expect(other.told.next()).rejects.toBe("enough");
    // As soon as the new thread is there, there are two of them again.
    const threads = new Set<string | undefined>();
    while (threads.size < 2)
      for (const thread of await Promise.all([ask(pool, "parts"), ask(pool, "parts")]))
        threads.add(thread);
  });

  test("POOL-4: a search that is asked over and over, and kills each time, ends no pool", async () => {
    const { pool, troubles } = await stage(1);
    for (let i = 0; i < 5; i++) await expect(ask(pool, "exits")).rejects.toThrow(died);
    expect(await ask(pool, "parts")).toMatch(/^thread/);
    expect(troubles).toHaveLength(5);
  });

  test("POOL-2: a search that takes no breath loses its thread, some time after its cancel", async () => {
    const { pool, troubles } = await stage(1, { stopMsMax: 20 });
    const thread = await ask(pool, "parts");
    const { told, cancel } = await running(pool, "deaf");
    cancel.abort("cancelled");
    await expect(told.next()).rejects.toBe("cancelled");
    // One that came to the same thread meanwhile is searched on the next.
    const next = await ask(pool, "parts");
    expect(next).not.toBe(thread);
    expect(troubles).toEqual([
      ["a search did not stop within 20 ms, so its thread was ended", "The task has been aborted"],
    ]);
  });

  test("POOL-4: one that cannot be replaced is tried again with the next search", async () => {
    const { pool, troubles, script } = await stage(1, { stopMsMax: 20 });
    Atomics.store(script.refuses, 0, 1);
    await expect(ask(pool, "exits")).rejects.toThrow(died);
    const cancel = new AbortController();
    const vain = ask(pool, "parts", { signal: cancel.signal });
    while (troubles.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(troubles[1]).toEqual([
      "a searching thread has died while it was idle, or did not start",
      "this thread was told not to start",
    ]);
    Atomics.store(script.refuses, 0, 0);
    cancel.abort("its time is over");
    await expect(vain).rejects.toBe("its time is over");
    expect(await ask(pool, "parts")).toMatch(/^thread/);
  });

  test("a pool whose threads do not start at all is none, and says why", async () => {
    const script: Script = { refuses: Int32Array.from([1]) };
    const opening = openPool(
      { ...POOL, threads: 2, shared: script, threadPath: SCRIPTED },
      () => {},
    );
    await expect(opening).rejects.toThrow(
      /^the searching threads do not start: .*this thread was told not to start$/,
    );
  });
});

describe("closing", () => {
  test("POOL-5, A10: ends every search, running or waiting, and every thread; twice is once", async () => {
    const { pool, troubles } = await stage(2);
    const busy = [await running(pool, "endless"), await running(pool, "deaf")];
    const waiting = ask(pool, "parts");
    const closed = Promise.all([pool.close(), pool.close()]);
    const code = { code: "shutting-down", message: "the search was cut short" };
    for (const { told } of busy) await expect(told.next()).rejects.toMatchObject(code);
    await expect(waiting).rejects.toMatchObject(code);
    await closed;
    await expect(ask(pool, "parts")).rejects.toMatchObject(code);
    expect(troubles).toEqual([]);
  });
});
