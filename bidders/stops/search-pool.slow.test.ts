import { getEventListeners } from "node:events";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { systemClock } from "../../common/runtime/clock.ts";
import { CpuProfiler } from "../../common/runtime/cpu-profile.ts";
import type { AuctionError } from "../../proto/errors.ts";
import { BEST, NOW_MS, RATES, searchOf } from "../../test/fixtures/flights/context.ts";
import { createHandler } from "../../test/fixtures/kit/call-handler.ts";
import type { ThreadScript } from "../../test/fixtures/stops/scripted-thread.ts";
import type { SearchContext } from "../kit/bidder.ts";
import { RESERVE_MS } from "../kit/budget.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import { openPool, POOL, type PoolOptions, type SearchPool } from "./search-pool.ts";
import type { SearchQuery } from "./thread-messages.ts";

const SCRIPTED = join(import.meta.dirname, "../../test/fixtures/stops/scripted-thread.ts");
const TERMS = { nowMs: NOW_MS, objective: BEST, rates: RATES, offersMax: 100 };

/** A thread of a busy machine may reach its next checkpoint after half a second and more. */
const PATIENT = { stopMsMax: 60_000 };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface PoolSetup {
  readonly pool: SearchPool;
  readonly failures: [what: string, message: string][];
  readonly script: ThreadScript;
}

async function setUp(threads: number, options: Partial<PoolOptions> = {}): Promise<PoolSetup> {
  const script: ThreadScript = { refuses: new Int32Array(new SharedArrayBuffer(4)) };
  const failures: PoolSetup["failures"] = [];
  const reportFailure = (what: string, error: unknown) =>
    void failures.push([what, (error as Error).message]);
  const pool = await openPool(
    { ...POOL, ...PATIENT, threads, shared: script, threadPath: SCRIPTED, ...options },
    reportFailure,
  );
  closing.push(() => pool.close());
  return { pool, failures, script };
}

/** What the scripted thread is to do. */
function query(act: string, costMs = 0): SearchQuery {
  const request = searchOf("LHR-JFK 2026-12-15");
  return {
    request: {
      ...request,
      slices: request.slices.map((slice) => ({ ...slice, destination: act })),
    },
    costMs,
    terms: TERMS,
  };
}

interface TaskTraits {
  readonly costMs?: number;
  readonly leftMs?: number;
}

/** A search that runs: it resolves when the thread has posted its first batch. */
async function running(
  pool: SearchPool,
  act: string,
  { costMs = 0, leftMs = 60_000 }: TaskTraits = {},
  cancel = new AbortController(),
) {
  const batches = pool.search(query(act, costMs), {
    remainingMs: () => leftMs,
    signal: cancel.signal,
  });
  const first = await batches.next();
  expect(first.value).toMatchObject({ floor: null });
  return { batches, cancel };
}

/** Its last note. @throws what it failed with */
async function ended(batches: AsyncIterable<OfferBatch<unknown>>): Promise<string | undefined> {
  let notes: readonly string[] = [];
  for await (const one of batches) notes = one.notes;
  return notes[0];
}

const ask = (
  pool: SearchPool,
  act: string,
  { signal = new AbortController().signal, costMs = 0 } = {},
) => ended(pool.search(query(act, costMs), { remainingMs: () => 60_000, signal }));

describe("the searching threads", () => {
  test("POOL-3: batches come in order, and then the end", async () => {
    const { pool } = await setUp(2);
    const floors: unknown[] = [];
    for await (const { floor, final } of pool.search(query("batches"), {
      remainingMs: () => 800,
      signal: new AbortController().signal,
    }))
      floors.push(final ? "final" : floor);
    expect(floors).toEqual([10, 20, null, "final"]);
  });

  test("POOL-1: a search that is expected to be short does not wait for the end of a long one on the only thread", async () => {
    const { pool, failures } = await setUp(1);
    const long = await running(pool, "endless", { costMs: 2_000 });
    expect(await ask(pool, "batches")).toMatch(/^thread/);
    long.cancel.abort("enough");
    await expect(long.batches.next()).rejects.toBe("enough");
    expect(failures).toEqual([]);
  });

  test("POOL-1: nor for one that was taken for short, and is not", async () => {
    const { pool } = await setUp(1);
    const long = await running(pool, "endless", { costMs: 0 });
    expect(await ask(pool, "batches")).toMatch(/^thread/);
    long.cancel.abort("enough");
    await expect(long.batches.next()).rejects.toBe("enough");
  });

  test("POOL-6, KIT-9: at the end of a budget, what runs may work on, and what waits is answered finally", async () => {
    const { pool } = await setUp(1);
    const begun = Promise.withResolvers<void>();
    const { clock, handler, deliver, bidsFor } = createHandler(
      async function* (_: unknown, context: SearchContext) {
        for await (const batch of pool.search(query("endless", 2_000), context)) {
          begun.resolve();
          yield batch;
        }
      },
      { concurrencyMax: 4 },
    );
    const budgetMs = 60_000;
    for (const id of ["runs", "waits"])
      deliver(id, { budgetMs, lateAllowanceMs: 30_000, notices: [] });
    await begun.promise;
    expect(pool.size).toBe(2);
    await clock.advance(budgetMs - RESERVE_MS);
    expect(["runs", "waits"].map((id) => bidsFor(id).map(({ final }) => final))).toEqual([
      ...[[false], [true]],
    ]);
    // It was withdrawn: what has the place is the one that works on.
    expect({ size: pool.size, running: handler.running }).toEqual({ size: 1, running: 1 });
    handler.abort();
  });

  test("POOL-1, A6: long ones leave places to short ones; what waits leaves at once when it is cancelled", async () => {
    const { pool } = await setUp(1);
    const first = await running(pool, "endless", { costMs: 2_000 });
    const [second, third] = [new AbortController(), new AbortController()];
    const served: string[] = [];
    const waiting = [
      ask(pool, "endless", { signal: second.signal, costMs: 2_000 }).catch((reason) =>
        served.push(`second ${reason}`),
      ),
      ask(pool, "batches", { signal: third.signal, costMs: 2_000 }).then(() =>
        served.push("third"),
      ),
    ];
    await ask(pool, "batches").then(() => served.push("short"));
    second.abort("gave up");
    await waiting[0];
    expect(served).toEqual(["short", "second gave up"]); // while the first still runs
    first.cancel.abort("enough");
    await Promise.all(waiting);
    expect(served).toEqual(["short", "second gave up", "third"]);
    await expect(first.batches.next()).rejects.toBe("enough");
  });

  test("TASK-4: what a search took of its thread is reported, and whether that was all of it", async () => {
    const measured: [cost: number, isWhole: boolean][] = [];
    const { pool } = await setUp(1, {
      onMeasured: ({ costMs }, workMs, isWhole) => measured.push([costMs, workMs >= 0 && isWhole]),
    });
    await ask(pool, "batches", { costMs: 7 });
    const cut = await running(pool, "endless", { costMs: 8 });
    cut.cancel.abort("enough");
    await expect(cut.batches.next()).rejects.toBe("enough");
    await ask(pool, "batches", { costMs: 9 });
    expect(measured.sort(([a], [b]) => a - b)).toEqual([
      [7, true],
      [8, false],
      [9, true],
    ]);
  });

  test("POOL-2, A8: a search that is cancelled stops, and its thread has the next one", async () => {
    const { pool, failures } = await setUp(1);
    const thread = await ask(pool, "batches");
    for (let i = 0; i < 20; i++) {
      const { batches, cancel } = await running(pool, "endless");
      cancel.abort("cancelled");
      await expect(batches.next()).rejects.toBe("cancelled");
    }
    expect(await ask(pool, "batches")).toBe(thread);
    expect(failures).toEqual([]);
  });

  test("POOL-2: so does one that is no longer read, and one whose time is over", async () => {
    const { pool } = await setUp(1);
    const thread = await ask(pool, "batches");
    const left = await running(pool, "endless");
    await left.batches.return(undefined);
    const late = await running(pool, "endless", { leftMs: 0 });
    await expect(late.batches.next()).rejects.toMatchObject({
      code: "cancelled",
      message: "the search ran out of time",
    });
    expect(await ask(pool, "batches")).toBe(thread);
  });

  test("one whose signal has fired before it begins does not begin, and nothing stays behind", async () => {
    const { pool } = await setUp(1);
    await expect(ask(pool, "endless", { signal: AbortSignal.abort("before") })).rejects.toBe(
      "before",
    );
    const { signal } = new AbortController();
    await ask(pool, "batches", { signal });
    await expect(ask(pool, "refused", { signal })).rejects.toThrow("too much was found");
    expect(getEventListeners(signal, "abort")).toEqual([]);
    const left = await running(pool, "endless");
    expect(pool.size).toBe(1);
    await left.batches.return(undefined);
    expect(pool.size).toBe(0);
  });

  test("what a search throws comes with its code, and no thread dies of it", async () => {
    const { pool, failures } = await setUp(1);
    const thread = await ask(pool, "batches");
    await expect(ask(pool, "refused")).rejects.toMatchObject({
      code: "result-too-large",
      message: "too much was found",
    });
    await expect(ask(pool, "wrong")).rejects.toMatchObject({
      code: "internal",
      cause: { stack: expect.stringContaining("TypeError: a mistake in the search") },
    });
    expect(await ask(pool, "batches")).toBe(thread);
    expect(failures).toEqual([]);
  });
});

describe("threads that die", () => {
  const died = "the thread of a search has died";

  test.each([
    ["exits", "worker exited with code: 3"],
    ["crashes", "thrown where it cannot be caught"],
    ["hoards", "Worker terminated due to reaching memory limit: JS heap out of memory"],
  ])("POOL-4: a search that %s costs itself, and no other", async (act, message) => {
    const { pool, failures } = await setUp(2, { heapMbMax: 32 });
    const other = await running(pool, "endless");
    await expect(ask(pool, act)).rejects.toMatchObject({
      code: "internal",
      message: died,
      cause: { message },
    });
    expect(failures).toEqual([[died, message]]);
    // The other one did not notice: its thread is not even new.
    other.cancel.abort("enough");
    await expect(other.batches.next()).rejects.toBe("enough");
    // As soon as the new thread is there, there are two of them again.
    const threads = new Set<string | undefined>();
    while (threads.size < 2)
      for (const thread of await Promise.all([ask(pool, "batches"), ask(pool, "batches")]))
        threads.add(thread);
  });

  test("POOL-4: a search that is asked over and over, and kills each time, ends no pool", async () => {
    const { pool, failures } = await setUp(1);
    for (let i = 0; i < 5; i++) await expect(ask(pool, "exits")).rejects.toThrow(died);
    expect(await ask(pool, "batches")).toMatch(/^thread/);
    expect(failures).toHaveLength(5);
  });

  test("POOL-2: a search that has no checkpoint loses its thread, some time after its cancel", async () => {
    const { pool, failures } = await setUp(1, { stopMsMax: 20 });
    const thread = await ask(pool, "batches");
    const { batches, cancel } = await running(pool, "unresponsive");
    cancel.abort("cancelled");
    await expect(batches.next()).rejects.toBe("cancelled");
    // One that came to the same thread meanwhile is searched on the next.
    const next = await ask(pool, "batches");
    expect(next).not.toBe(thread);
    expect(failures).toEqual([
      ["a search did not stop within 20 ms, so its thread was ended", "The task has been aborted"],
    ]);
  });

  test("POOL-4: one that cannot be replaced is tried again with the next search", async () => {
    const { pool, failures, script } = await setUp(1, { stopMsMax: 20 });
    Atomics.store(script.refuses, 0, 1);
    await expect(ask(pool, "exits")).rejects.toThrow(died);
    const cancel = new AbortController();
    const vain = ask(pool, "batches", { signal: cancel.signal });
    while (failures.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(failures[1]).toEqual([
      "a searching thread has died while it was idle, or did not start",
      "this thread must not start",
    ]);
    Atomics.store(script.refuses, 0, 0);
    cancel.abort("its time is over");
    await expect(vain).rejects.toBe("its time is over");
    expect(await ask(pool, "batches")).toMatch(/^thread/);
  });

  test("a pool whose threads do not start at all is none, and says why", async () => {
    const script: ThreadScript = { refuses: Int32Array.from([1]) };
    const opening = openPool(
      { ...POOL, threads: 2, shared: script, threadPath: SCRIPTED },
      () => {},
    );
    await expect(opening).rejects.toThrow(
      /^the searching threads do not start: .*this thread must not start$/,
    );
  });
});

describe("closing", () => {
  test("POOL-5, A10: ends every search, running or waiting, and every thread; twice is once", async () => {
    const { pool, failures } = await setUp(2);
    const busy = [await running(pool, "endless"), await running(pool, "unresponsive")];
    const waiting = ask(pool, "batches");
    const closed = Promise.all([pool.close(), pool.close()]);
    const code = { code: "shutting-down", message: "the search was cut short" };
    for (const { batches } of busy) await expect(batches.next()).rejects.toMatchObject(code);
    await expect(waiting).rejects.toMatchObject(code);
    await closed;
    await expect(ask(pool, "batches")).rejects.toMatchObject(code);
    expect(failures).toEqual([]);
  });
});

test("a profile finds the threads of a pool, also while they wait for work (PROFILE-3)", async () => {
  await setUp(1);
  const profiler = new CpuProfiler("METRICS_PROFILE", true, systemClock);
  const { signal } = new AbortController();
  const ask = (query: string) =>
    profiler.answer({ method: "GET", url: `/profile${query}`, signal });
  const listed = await ask("?thread=999999").catch((thrown: AuctionError) => thrown.message);
  const [, id] = /, (\d+) \(/.exec(String(listed)) ?? [];
  const profile = JSON.parse((await ask(`?seconds=1&thread=${id}`)) ?? "");
  expect(profile.nodes.length).toBeGreaterThan(0);
});
