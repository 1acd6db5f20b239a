/**
 * S1-S4 of shared.ts on a driven clock, with a bucket that does what the test says. The real one:
 * bucket.test.ts.
 */
import { describe, expect, test } from "@jest/globals";
import { encodeFallbackRecord } from "../../proto/codec/index.ts";
import type { Sheet } from "../../proto/messages.ts";
import { fallbackKey } from "../../proto/subjects.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightOffers, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { CLOCKS_APART_MS_MAX } from "../auction/fallback-store.ts";
import { type Bucket, ValueRefused } from "./bucket.ts";
import { MemoryStandIns, STAND_IN_LIMITS } from "./memory-store.ts";
import { readStatement } from "./record.ts";
import {
  READS_MAX,
  RETRY_MS,
  RETRY_MS_MAX,
  REWRITE_MS,
  SharedStandIns,
  WAITING_BYTES_MAX,
  WAITING_MAX,
  WRITES_BYTES_MAX,
  WRITES_MAX,
} from "./shared-store.ts";

const WITHIN_MS = 20;
const one = sheetOf(flightOffers(flightSearch(), 1));
const two = sheetOf(flightOffers(flightSearch(), 2));

/** Lets every promise that can settle do so. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

class ScriptedBucket implements Bucket {
  readonly values = new Map<string, Uint8Array>();
  opens = 0;
  reads = 0;
  /** Every write that was tried, in order: the key, and how many rows (0: nothing to sell). */
  readonly tried: string[] = [];
  drops = 0;
  note: string | null = null;
  /** Thrown by what is asked next, until it is taken away. */
  failure: { open?: Error; read?: Error; write?: Error } = {};
  /** While there is one, no answer comes before it is resolved. */
  held: Promise<void> | undefined;
  connected: (connected: boolean) => void = () => {};

  async open() {
    this.opens++;
    await this.held;
    if (this.failure.open) throw this.failure.open;
    return this.note;
  }
  async read(key: string) {
    this.reads++;
    await this.held;
    if (this.failure.read) throw this.failure.read;
    return this.values.get(key);
  }
  async write(key: string, bytes: Uint8Array) {
    this.tried.push(`${key} ${readStatement(bytes)?.kept.sheets[0]?.rows ?? 0}`);
    await this.held;
    if (this.failure.write) throw this.failure.write;
    this.values.set(key, bytes);
  }
  watch(listener: (connected: boolean) => void) {
    this.connected = listener;
  }
  drop() {
    this.drops++;
  }
  /** No answers until the returned function is called. */
  hold(): () => Promise<void> {
    const gate = Promise.withResolvers<void>();
    this.held = gate.promise;
    return () => {
      this.held = undefined;
      gate.resolve();
      return settle();
    };
  }
}

const clock0 = new DrivenClock().wall();

/** A gateway; give it the bucket and the clock of another to make two that share. */
async function gateway({ bucket = new ScriptedBucket(), clock = new DrivenClock() } = {}) {
  const told: string[] = [];
  const events = {
    unshared: (why: string) => void told.push(`unshared: ${why}`),
    shared: (note: string | null) => void told.push(note === null ? "shared" : `shared: ${note}`),
    dropped: (bidder: string, reason: string) => void told.push(`dropped: ${bidder} ${reason}`),
  };
  const memory = new MemoryStandIns(clock, events, STAND_IN_LIMITS);
  const standIns = new SharedStandIns(memory, bucket, clock, events);
  await settle();
  return {
    bucket,
    clock,
    told,
    standIns,
    remember: (key: string, sheet: Sheet = two, takenAtMs = clock.wall()) =>
      standIns.remember("nonstop", key, { takenAtMs, sheets: [sheet] }),
    forget: (key: string) => standIns.forget("nonstop", key),
    rows: async (key: string) =>
      (await standIns.recall("nonstop", key, WITHIN_MS))?.sheets[0]?.rows,
  };
}

async function twoGateways() {
  const a = await gateway();
  return {
    a,
    b: await gateway({ bucket: a.bucket, clock: a.clock }),
    bucket: a.bucket,
    clock: a.clock,
  };
}

describe("S1 the newest statement wins, wherever it stands", () => {
  test("what one gateway remembers, another recalls", async () => {
    const { a, b } = await twoGateways();
    a.remember("k");
    await settle();
    expect(await b.rows("k")).toBe(2);
    expect(a.told).toEqual(["shared"]);
  });

  test("what one gateway forgets, another does not recall, though it has it in memory", async () => {
    const { a, b, clock } = await twoGateways();
    a.remember("k");
    await settle();
    expect(await b.rows("k")).toBe(2);
    clock.moveTo(50);
    a.forget("k");
    await settle();
    expect(await b.rows("k")).toBeUndefined();
    // Nor later, from memory, when the bucket is away.
    b.bucket.connected(false);
    expect(await b.rows("k")).toBeUndefined();
  });

  test("an older statement in the bucket does not hide a newer one in memory, nor the other way round", async () => {
    const { a, b, bucket, clock } = await twoGateways();
    clock.moveTo(1_000);
    b.remember("k", two);
    await settle();
    bucket.values.set(
      "nonstop.k",
      encodeFallbackRecord({ takenAtMs: clock.wall() - 500, sheets: [one] }),
    );
    expect(await b.rows("k")).toBe(2);
    expect(await a.rows("k")).toBe(1);
  });

  test("what was learned from the bucket serves when the bucket is away", async () => {
    const { a, b } = await twoGateways();
    a.remember("k");
    await settle();
    expect(await b.rows("k")).toBe(2);
    b.bucket.connected(false);
    expect(await b.rows("k")).toBe(2);
  });

  test("a statement that is too old is not used, wherever it stands", async () => {
    const { a, b, clock } = await twoGateways();
    a.remember("k");
    await settle();
    clock.moveTo(STAND_IN_LIMITS.ageMsMax);
    expect(await b.rows("k")).toBe(2);
    clock.moveTo(STAND_IN_LIMITS.ageMsMax + 1);
    expect(await b.rows("k")).toBeUndefined();
  });
});

describe("S2 the bucket never fails a search, nor holds it up", () => {
  test("a slow bucket: memory serves when the time is over; what comes late serves the next search", async () => {
    const { bucket, clock, rows } = await gateway();
    bucket.values.set("nonstop.k", encodeFallbackRecord({ takenAtMs: clock0, sheets: [two] }));
    const release = bucket.hold();
    const asked = rows("k");
    await settle();
    clock.moveTo(WITHIN_MS);
    expect(await asked).toBeUndefined();
    expect(clock.timers).toBe(0);
    await release();
    bucket.connected(false);
    expect(await rows("k")).toBe(2);
  });

  test("an answer in time leaves no timer behind", async () => {
    const { clock, rows } = await gateway();
    await rows("k");
    expect(clock.timers).toBe(0);
  });

  test.each([0, -5, Number.NaN])("within %d ms the bucket is not asked", async (withinMs) => {
    const { bucket, standIns, remember } = await gateway();
    remember("k");
    expect(await standIns.recall("nonstop", "k", withinMs)).toBeDefined();
    expect(bucket.reads).toBe(0);
  });

  test("a bucket that cannot be had is told once, tried again less and less often, and taken up when it is there", async () => {
    const bucket = new ScriptedBucket();
    bucket.failure.open = new Error("jetstream is not enabled");
    const { clock, told, remember, rows } = await gateway({ bucket });
    for (const [tries, pause] of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000].entries()) {
      remember("k");
      expect(await rows("k")).toBe(2);
      clock.moveTo(clock.now() + pause - 1);
      await settle();
      expect(bucket.opens).toBe(tries + 1);
      clock.moveTo(clock.now() + 1);
      await settle();
      expect(bucket.opens).toBe(tries + 2);
    }
    expect(told).toEqual(["unshared: jetstream is not enabled"]);
    bucket.failure = {};
    clock.moveTo(clock.now() + RETRY_MS_MAX);
    await settle();
    expect(told).toEqual(["unshared: jetstream is not enabled", "shared"]);
    expect([bucket.opens, bucket.reads, bucket.tried]).toEqual([8, 0, []]);
    // Once open, it is left in peace; once lost, it is soon tried again.
    clock.moveTo(clock.now() + 10 * RETRY_MS_MAX);
    expect(bucket.opens).toBe(8);
    bucket.failure.read = new Error("timeout");
    await rows("k");
    clock.moveTo(clock.now() + RETRY_MS);
    expect(bucket.opens).toBe(9);
  });

  test.each<["read" | "write"]>([
    ["read"],
    ["write"],
  ])("a %s that fails: memory serves, and the bucket is opened anew", async (act) => {
    const { bucket, clock, told, remember, rows } = await gateway();
    bucket.failure[act] = new Error("timeout");
    remember("k");
    await settle();
    expect(await rows("k")).toBe(2);
    expect(told.filter((line) => !line.startsWith("dropped"))).toEqual([
      "shared",
      "unshared: timeout",
    ]);
    expect(bucket.opens).toBe(1);
    bucket.failure = {};
    clock.moveTo(RETRY_MS);
    await settle();
    expect(told.at(-1)).toBe("shared");
    remember("k", one);
    await settle();
    expect(bucket.values.size).toBe(1);
  });

  test("a write that fails stops all others at once; its connection is given up; each next try comes later", async () => {
    const { bucket, clock, told, remember } = await gateway();
    bucket.failure.write = new Error("timeout");
    // Opening succeeds, and the next write fails again: as with a full disk.
    for (const [failures, pause] of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000].entries()) {
      remember(`k${failures}`);
      await settle();
      expect([bucket.tried.length, bucket.drops, bucket.opens]).toEqual([
        failures + 1,
        failures + 1,
        failures + 1,
      ]);
      for (let i = 0; i < 100; i++) remember(`more-${failures}-${i}`);
      clock.moveTo(clock.now() + pause - 1);
      await settle();
      expect([bucket.tried.length, bucket.opens]).toEqual([failures + 1, failures + 1]);
      clock.moveTo(clock.now() + 1);
      await settle();
    }
    expect(told.at(-1)).toBe("shared");
  });

  test("a bucket that has served for a minute is tried again soon", async () => {
    const { bucket, clock, remember } = await gateway();
    for (const failure of [1, 2]) {
      bucket.failure.write = new Error("timeout");
      remember(`k${failure}`);
      await settle();
      clock.moveTo(clock.now() + RETRY_MS);
      await settle();
      expect(bucket.opens).toBe(failure + 1);
      bucket.failure = {};
      clock.moveTo(clock.now() + RETRY_MS_MAX);
    }
  });

  test("a connection that comes and goes says nothing new; the bucket is opened anew when it is back", async () => {
    const { bucket, told } = await gateway();
    bucket.connected(false);
    await settle();
    expect(bucket.opens).toBe(1);
    bucket.connected(true);
    await settle();
    expect(bucket.opens).toBe(2);
    expect(told).toEqual(["shared"]);
  });

  test("what was asked before the connection broke, and fails after it is back, does not close the bucket again", async () => {
    const { bucket, clock, told, remember, rows } = await gateway();
    const release = bucket.hold();
    bucket.failure.write = new Error("timeout");
    remember("k");
    bucket.connected(false);
    bucket.held = undefined;
    bucket.connected(true);
    await settle();
    expect(bucket.opens).toBe(2);
    await release();
    bucket.failure = {};
    clock.moveTo(RETRY_MS);
    await rows("k");
    expect([bucket.opens, bucket.reads]).toEqual([2, 1]);
    expect(told).toEqual(["shared", "dropped: nonstop unwritten"]);
  });

  test("an opening that ends well after the connection broke does not count either", async () => {
    const bucket = new ScriptedBucket();
    const release = bucket.hold();
    const { told, remember, rows } = await gateway({ bucket });
    bucket.connected(false);
    await release();
    remember("k");
    expect(await rows("k")).toBe(2);
    expect([told, bucket.tried, bucket.reads]).toEqual([[], [], 0]);
  });

  test("an opening that the connection broke has no say", async () => {
    const bucket = new ScriptedBucket();
    const release = bucket.hold();
    const { told } = await gateway({ bucket });
    bucket.connected(false);
    bucket.failure.open = new Error("timeout");
    await release();
    expect(told).toEqual([]);
    bucket.failure = {};
    bucket.connected(true);
    await settle();
    expect(told).toEqual(["shared"]);
  });

  test("a value that the broker refuses is counted; the bucket stays in use", async () => {
    const { bucket, told, remember, forget, rows } = await gateway();
    bucket.failure.write = new ValueRefused("no room");
    remember("a");
    forget("b");
    await settle();
    expect(await rows("a")).toBe(2);
    expect(told).toEqual(["shared", "dropped: nonstop unwritten", "dropped: nonstop unwritten"]);
    expect(bucket.tried).toEqual(["nonstop.a 2", "nonstop.b 0"]);
  });

  test("other bounds than ours are told, and used", async () => {
    const bucket = new ScriptedBucket();
    bucket.note = "other bounds";
    const { told } = await gateway({ bucket });
    expect(told).toEqual(["shared: other bounds"]);
  });

  test.each<[string, Uint8Array]>([
    ["garbage", new Uint8Array(100).fill(0xff)],
    [
      "a sheet that breaks the rules",
      encodeFallbackRecord({ takenAtMs: clock0, sheets: [{ ...two, price: [-1, 1] }] }),
    ],
    ["more bytes than are read", new Uint8Array(1_000_000)],
    [
      "a statement from the future",
      encodeFallbackRecord({ takenAtMs: clock0 + CLOCKS_APART_MS_MAX + 1, sheets: [] }),
    ],
  ])("S2, A5 %s in the bucket is dropped and counted; memory serves", async (_what, value) => {
    const { bucket, told, remember, rows } = await gateway();
    remember("k");
    await settle();
    bucket.values.set(fallbackKey("nonstop", "k"), value);
    expect(await rows("k")).toBe(2);
    expect(told).toEqual(["shared", "dropped: nonstop unreadable"]);
  });
});

describe("S3 that a bidder has nothing is said later, if not now", () => {
  test("while the bucket is away: written when it is back, and good bids of that time are not", async () => {
    const { bucket, clock, remember, forget } = await gateway();
    remember("a");
    await settle();
    bucket.connected(false);
    clock.moveTo(5_000);
    forget("a");
    remember("b");
    clock.moveTo(6_000);
    bucket.connected(true);
    await settle();
    expect(bucket.tried).toEqual(["nonstop.a 2", "nonstop.a 0"]);
  });

  test("when its write failed: written again, unless something newer is to be", async () => {
    const { bucket, clock, told, forget, rows } = await gateway();
    bucket.failure.write = new Error("timeout");
    forget("a");
    await settle();
    bucket.failure = {};
    clock.moveTo(RETRY_MS);
    await settle();
    expect(bucket.tried).toEqual(["nonstop.a 0", "nonstop.a 0"]);
    expect(told).toEqual(["shared", "unshared: timeout", "shared"]);
    expect(await rows("a")).toBeUndefined();
  });

  test("is never held back, and good bids that follow it are not either", async () => {
    const { bucket, clock, remember, forget } = await gateway();
    remember("a");
    clock.moveTo(1);
    forget("a");
    clock.moveTo(2);
    remember("a");
    await settle();
    expect(bucket.tried).toEqual(["nonstop.a 2", "nonstop.a 0", "nonstop.a 2"]);
  });
});

describe("S4, A6 everything is bounded", () => {
  test("good bids of one search are written once a second", async () => {
    const { bucket, clock, remember } = await gateway();
    for (let ms = 0; ms <= 3 * REWRITE_MS; ms += 100) {
      clock.moveTo(ms);
      remember("k");
      await settle();
    }
    expect(bucket.tried).toHaveLength(3);
  });

  test("writes under way, and what waits: good bids give way first", async () => {
    const { bucket, told, remember, forget } = await gateway();
    const release = bucket.hold();
    for (let i = 0; i < WRITES_MAX; i++) remember(`first-${i}`);
    forget("nothing");
    for (let i = 0; i < WAITING_MAX + 9; i++) remember(`then-${i}`);
    await settle();
    expect(bucket.tried).toHaveLength(WRITES_MAX);
    expect(told.filter((line) => line === "dropped: nonstop unwritten")).toHaveLength(10);
    await release();
    expect(bucket.tried).toHaveLength(WRITES_MAX + WAITING_MAX);
    expect(bucket.tried).toContain("nonstop.nothing 0");
    expect(bucket.tried).toContain(`nonstop.then-${WAITING_MAX + 8} 2`);
  });

  test("bytes under way, and bytes that wait: as much as is small passes, and of what is large a part", async () => {
    const { bucket, clock, told, standIns } = await gateway();
    const release = bucket.hold();
    const sheet: Sheet = { ...one, body: [new Uint8Array(400_000)] };
    for (let i = 0; i < 200; i++)
      standIns.remember("nonstop", `k${i}`, { takenAtMs: clock.wall(), sheets: [sheet] });
    await settle();
    const underWay = Math.ceil(WRITES_BYTES_MAX / 400_100);
    const waiting = Math.floor(WAITING_BYTES_MAX / 400_100);
    expect(bucket.tried).toHaveLength(underWay);
    expect(told.filter((line) => line === "dropped: nonstop unwritten")).toHaveLength(
      200 - underWay - waiting,
    );
    await release();
    for (let turns = 0; turns < 20; turns++) await settle();
    expect(bucket.tried).toHaveLength(underWay + waiting);
    expect(bucket.tried.at(-1)).toBe("nonstop.k199 1");
  });

  test("of one search only the last statement waits", async () => {
    const { bucket, clock, remember, forget } = await gateway();
    const release = bucket.hold();
    for (let i = 0; i < WRITES_MAX; i++) remember(`first-${i}`);
    for (let i = 1; i <= 20; i++) {
      clock.moveTo(2 * i);
      remember("k");
      clock.moveTo(2 * i + 1);
      forget("k");
    }
    await release();
    expect(bucket.tried.slice(WRITES_MAX)).toEqual(["nonstop.k 0"]);
  });

  test("reads under way: one more is answered from memory at once", async () => {
    const { bucket, clock, remember, rows, standIns } = await gateway();
    remember("k");
    await settle();
    const release = bucket.hold();
    const asked = Array.from({ length: READS_MAX }, () =>
      standIns.recall("nonstop", "other", 1_000),
    );
    expect(await rows("k")).toBe(2);
    expect(bucket.reads).toBe(READS_MAX);
    await release();
    expect(await Promise.all(asked)).toEqual(Array(READS_MAX).fill(undefined));
    expect(clock.timers).toBe(0);
    expect(await rows("k")).toBe(2);
    expect(bucket.reads).toBe(READS_MAX + 1);
  });

  test.each([
    ["a.b", "k"],
    ["nonstop", "k.>"],
    ["*", "k"],
    ["", ""],
  ])("what is no key (%s, %s) is kept in memory only", async (bidder, key) => {
    const { bucket, standIns, clock } = await gateway();
    standIns.remember(bidder, key, { takenAtMs: clock.wall(), sheets: [two] });
    expect(await standIns.recall(bidder, key, WITHIN_MS)).toBeDefined();
    standIns.forget(bidder, key);
    expect([bucket.reads, bucket.tried]).toEqual([0, []]);
  });
});

describe("closing", () => {
  test("waits for what is being written, but not for long", async () => {
    const { bucket, clock, standIns, remember } = await gateway();
    bucket.hold();
    remember("k");
    const closed = standIns.close();
    await settle();
    clock.moveTo(500);
    await closed;
    expect(clock.timers).toBe(0);
  });

  test("is the end: nothing is kept, asked, opened or told any more", async () => {
    const { bucket, clock, told, standIns, remember, forget, rows } = await gateway();
    bucket.failure.read = new Error("timeout");
    await rows("k");
    const before = [...told];
    await standIns.close();
    expect(clock.timers).toBe(0);
    bucket.connected(false);
    bucket.connected(true);
    clock.moveTo(10 * RETRY_MS);
    remember("k");
    forget("k");
    await settle();
    expect(await rows("k")).toBeUndefined();
    expect([bucket.opens, bucket.reads, bucket.tried, told]).toEqual([1, 1, [], before]);
    expect(clock.timers).toBe(0);
  });
});
