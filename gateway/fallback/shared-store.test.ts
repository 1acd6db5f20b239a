/**
 * STORE-1 to STORE-4 of shared-store.ts on a driven clock, with a scripted bucket. The real
 * bucket is tested in test/integration/fallback-bucket.test.ts.
 */
import { describe, expect, test } from "@jest/globals";
import { encodeFallbackRecord } from "../../proto/codec/index.ts";
import type { Sheet } from "../../proto/messages.ts";
import { fallbackKey } from "../../proto/subjects.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightOffers, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { CLOCKS_APART_MS_MAX } from "../auction/fallback-store.ts";
import { type Bucket, ValueRefused } from "./bucket.ts";
import { BUCKET_RETRY_MS, BUCKET_RETRY_MS_MAX } from "./bucket-availability.ts";
import { FALLBACK_LIMITS, MemoryFallbackStore } from "./memory-store.ts";
import { PENDING_BYTES_MAX, PENDING_WRITES_MAX } from "./pending-writes.ts";
import { readRecord } from "./record.ts";
import {
  READS_MAX,
  REWRITE_MS,
  SharedFallbackStore,
  WRITES_BYTES_MAX,
  WRITES_MAX,
} from "./shared-store.ts";

const WITHIN_MS = 20;
const one = sheetOf(flightOffers(flightSearch(), 1));
const two = sheetOf(flightOffers(flightSearch(), 2));

/** Resolves when all promises that can settle have settled. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

class ScriptedBucket implements Bucket {
  readonly values = new Map<string, Uint8Array>();
  opens = 0;
  reads = 0;
  /** Every attempted write, in order: the key, and the number of rows (0: an empty record). */
  readonly tried: string[] = [];
  drops = 0;
  note: string | null = null;
  /** Thrown by the next requests while it is set. */
  failure: { open?: Error; read?: Error; write?: Error } = {};
  /** While it is set, no answer comes before it is resolved. */
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
    this.tried.push(`${key} ${readRecord(bytes)?.bids.sheets[0]?.rows ?? 0}`);
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
  /** Holds all answers back until the returned function is called. */
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

/** A gateway. Two gateways share when they have the same bucket and the same clock. */
async function gateway({ bucket = new ScriptedBucket(), clock = new DrivenClock() } = {}) {
  const reported: string[] = [];
  const events = {
    unshared: (why: string) => void reported.push(`unshared: ${why}`),
    shared: (note: string | null) =>
      void reported.push(note === null ? "shared" : `shared: ${note}`),
    dropped: (bidder: string, reason: string) => void reported.push(`dropped: ${bidder} ${reason}`),
  };
  const memory = new MemoryFallbackStore(clock, events, FALLBACK_LIMITS);
  const store = new SharedFallbackStore(memory, bucket, clock, events);
  store.start();
  await settle();
  return {
    bucket,
    clock,
    reported,
    store,
    save: (key: string, sheet: Sheet = two, takenAtMs = clock.wall()) =>
      store.save("nonstop", key, { takenAtMs, sheets: [sheet] }),
    saveEmpty: (key: string) => store.saveEmpty("nonstop", key),
    rows: async (key: string) => (await store.find("nonstop", key, WITHIN_MS))?.sheets[0]?.rows,
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

describe("STORE-1 the newest record counts, in memory or in the bucket", () => {
  test("another gateway finds what one gateway saves", async () => {
    const { a, b } = await twoGateways();
    a.save("k");
    await settle();
    expect(await b.rows("k")).toBe(2);
    expect(a.reported).toEqual(["shared"]);
  });

  test("an empty record of one gateway hides the bids that another has in memory", async () => {
    const { a, b, clock } = await twoGateways();
    a.save("k");
    await settle();
    expect(await b.rows("k")).toBe(2);
    clock.moveTo(50);
    a.saveEmpty("k");
    await settle();
    expect(await b.rows("k")).toBeUndefined();
    // Nor later, from memory, when the bucket is unavailable.
    b.bucket.connected(false);
    expect(await b.rows("k")).toBeUndefined();
  });

  test("an older record in the bucket does not hide a newer one in memory, and the reverse", async () => {
    const { a, b, bucket, clock } = await twoGateways();
    clock.moveTo(1_000);
    b.save("k", two);
    await settle();
    bucket.values.set(
      "nonstop.k",
      encodeFallbackRecord({ takenAtMs: clock.wall() - 500, sheets: [one] }),
    );
    expect(await b.rows("k")).toBe(2);
    expect(await a.rows("k")).toBe(1);
  });

  test("what was read from the bucket is used while the bucket is unavailable", async () => {
    const { a, b } = await twoGateways();
    a.save("k");
    await settle();
    expect(await b.rows("k")).toBe(2);
    b.bucket.connected(false);
    expect(await b.rows("k")).toBe(2);
  });

  test("a record that is too old is not used, from memory or from the bucket", async () => {
    const { a, b, clock } = await twoGateways();
    a.save("k");
    await settle();
    clock.moveTo(FALLBACK_LIMITS.ageMsMax);
    expect(await b.rows("k")).toBe(2);
    clock.moveTo(FALLBACK_LIMITS.ageMsMax + 1);
    expect(await b.rows("k")).toBeUndefined();
  });
});

describe("STORE-2 the bucket never fails or delays a search", () => {
  test("a slow bucket: memory serves when the time is over; a late answer serves the next search", async () => {
    const { bucket, clock, rows } = await gateway();
    bucket.values.set("nonstop.k", encodeFallbackRecord({ takenAtMs: clock0, sheets: [two] }));
    const release = bucket.hold();
    const search = rows("k");
    await settle();
    clock.moveTo(WITHIN_MS);
    expect(await search).toBeUndefined();
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

  test.each([0, -5, Number.NaN])("with %d ms left the bucket is not read", async (withinMs) => {
    const { bucket, store, save } = await gateway();
    save("k");
    expect(await store.find("nonstop", "k", withinMs)).toBeDefined();
    expect(bucket.reads).toBe(0);
  });

  test("a bucket that cannot be opened is reported once, retried at growing intervals, and used once it opens", async () => {
    const bucket = new ScriptedBucket();
    bucket.failure.open = new Error("jetstream is not enabled");
    const { clock, reported, save, rows } = await gateway({ bucket });
    for (const [tries, pause] of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000].entries()) {
      save("k");
      expect(await rows("k")).toBe(2);
      clock.moveTo(clock.now() + pause - 1);
      await settle();
      expect(bucket.opens).toBe(tries + 1);
      clock.moveTo(clock.now() + 1);
      await settle();
      expect(bucket.opens).toBe(tries + 2);
    }
    expect(reported).toEqual(["unshared: jetstream is not enabled"]);
    bucket.failure = {};
    clock.moveTo(clock.now() + BUCKET_RETRY_MS_MAX);
    await settle();
    expect(reported).toEqual(["unshared: jetstream is not enabled", "shared"]);
    expect(bucket).toMatchObject({ opens: 8, reads: 0, tried: [] });
    // While it is open it is not opened again; after a failure it is soon retried.
    clock.moveTo(clock.now() + 10 * BUCKET_RETRY_MS_MAX);
    expect(bucket.opens).toBe(8);
    bucket.failure.read = new Error("timeout");
    await rows("k");
    clock.moveTo(clock.now() + BUCKET_RETRY_MS);
    expect(bucket.opens).toBe(9);
  });

  test.each<["read" | "write"]>([
    ["read"],
    ["write"],
  ])("a %s that fails: memory serves, and the bucket is opened again", async (act) => {
    const { bucket, clock, reported, save, rows } = await gateway();
    bucket.failure[act] = new Error("timeout");
    save("k");
    await settle();
    expect(await rows("k")).toBe(2);
    expect(reported.filter((line) => !line.startsWith("dropped"))).toEqual([
      "shared",
      "unshared: timeout",
    ]);
    expect(bucket.opens).toBe(1);
    bucket.failure = {};
    clock.moveTo(BUCKET_RETRY_MS);
    await settle();
    expect(reported.at(-1)).toBe("shared");
    save("k", one);
    await settle();
    expect(bucket.values.size).toBe(1);
  });

  test("a write that fails stops all others at once; its connection is closed; each retry comes later", async () => {
    const { bucket, clock, reported, save } = await gateway();
    bucket.failure.write = new Error("timeout");
    // Opening succeeds and the next write fails again, as with a full disk.
    for (const [failures, pause] of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000].entries()) {
      save(`k${failures}`);
      await settle();
      expect({ tried: bucket.tried.length, drops: bucket.drops, opens: bucket.opens }).toEqual({
        tried: failures + 1,
        drops: failures + 1,
        opens: failures + 1,
      });
      for (let i = 0; i < 100; i++) save(`more-${failures}-${i}`);
      clock.moveTo(clock.now() + pause - 1);
      await settle();
      expect({ tried: bucket.tried.length, opens: bucket.opens }).toEqual({
        tried: failures + 1,
        opens: failures + 1,
      });
      clock.moveTo(clock.now() + 1);
      await settle();
    }
    expect(reported.at(-1)).toBe("shared");
  });

  test("a bucket that has served for a minute is retried soon", async () => {
    const { bucket, clock, save } = await gateway();
    for (const failure of [1, 2]) {
      bucket.failure.write = new Error("timeout");
      save(`k${failure}`);
      await settle();
      clock.moveTo(clock.now() + BUCKET_RETRY_MS);
      await settle();
      expect(bucket.opens).toBe(failure + 1);
      bucket.failure = {};
      clock.moveTo(clock.now() + BUCKET_RETRY_MS_MAX);
    }
  });

  test("a connection that is lost and restored is not reported; the bucket is opened again after it", async () => {
    const { bucket, reported } = await gateway();
    bucket.connected(false);
    await settle();
    expect(bucket.opens).toBe(1);
    bucket.connected(true);
    await settle();
    expect(bucket.opens).toBe(2);
    expect(reported).toEqual(["shared"]);
  });

  test("a connection that stays lost is reported once, and when it is restored", async () => {
    const { bucket, clock, reported } = await gateway();
    bucket.connected(false);
    clock.moveTo(clock.now() + BUCKET_RETRY_MS - 1);
    // A dial that failed.
    bucket.connected(false);
    expect(reported).toEqual(["shared"]);
    clock.moveTo(clock.now() + 1);
    const lost = "unshared: the bucket's connection to the broker is lost";
    expect(reported).toEqual(["shared", lost]);
    bucket.connected(false);
    clock.moveTo(clock.now() + BUCKET_RETRY_MS);
    expect(reported).toEqual(["shared", lost]);
    bucket.connected(true);
    await settle();
    expect(reported).toEqual(["shared", lost, "shared"]);
  });

  test("a request from before the loss of the connection that fails after it is restored does not close the bucket again", async () => {
    const { bucket, clock, reported, save, rows } = await gateway();
    const release = bucket.hold();
    bucket.failure.write = new Error("timeout");
    save("k");
    bucket.connected(false);
    bucket.held = undefined;
    bucket.connected(true);
    await settle();
    expect(bucket.opens).toBe(2);
    await release();
    bucket.failure = {};
    clock.moveTo(BUCKET_RETRY_MS);
    await rows("k");
    expect(bucket).toMatchObject({ opens: 2, reads: 1 });
    expect(reported).toEqual(["shared", "dropped: nonstop unwritten"]);
  });

  test("an opening that succeeds after the loss of its connection does not count either", async () => {
    const bucket = new ScriptedBucket();
    const release = bucket.hold();
    const { reported, save, rows } = await gateway({ bucket });
    bucket.connected(false);
    await release();
    save("k");
    expect(await rows("k")).toBe(2);
    expect({ reported, tried: bucket.tried, reads: bucket.reads }).toEqual({
      reported: [],
      tried: [],
      reads: 0,
    });
  });

  test("an opening that fails because its connection was lost is not reported", async () => {
    const bucket = new ScriptedBucket();
    const release = bucket.hold();
    const { reported } = await gateway({ bucket });
    bucket.connected(false);
    bucket.failure.open = new Error("timeout");
    await release();
    expect(reported).toEqual([]);
    bucket.failure = {};
    bucket.connected(true);
    await settle();
    expect(reported).toEqual(["shared"]);
  });

  test("a value that the broker refuses is counted; the bucket stays in use", async () => {
    const { bucket, reported, save, saveEmpty, rows } = await gateway();
    bucket.failure.write = new ValueRefused("no room");
    save("a");
    saveEmpty("b");
    await settle();
    expect(await rows("a")).toBe(2);
    expect(reported).toEqual([
      "shared",
      "dropped: nonstop unwritten",
      "dropped: nonstop unwritten",
    ]);
    expect(bucket.tried).toEqual(["nonstop.a 2", "nonstop.b 0"]);
  });

  test("bounds of another gateway are reported, and the bucket is used", async () => {
    const bucket = new ScriptedBucket();
    bucket.note = "other bounds";
    const { reported } = await gateway({ bucket });
    expect(reported).toEqual(["shared: other bounds"]);
  });

  test.each<[string, Uint8Array]>([
    ["unreadable bytes", new Uint8Array(100).fill(0xff)],
    [
      "a sheet that breaks the rules",
      encodeFallbackRecord({ takenAtMs: clock0, sheets: [{ ...two, price: [-1, 1] }] }),
    ],
    ["more bytes than are read", new Uint8Array(1_000_000)],
    [
      "a record from the future",
      encodeFallbackRecord({ takenAtMs: clock0 + CLOCKS_APART_MS_MAX + 1, sheets: [] }),
    ],
  ])("STORE-2, A5 %s in the bucket: dropped and counted; memory serves", async (_what, value) => {
    const { bucket, reported, save, rows } = await gateway();
    save("k");
    await settle();
    bucket.values.set(fallbackKey("nonstop", "k"), value);
    expect(await rows("k")).toBe(2);
    expect(reported).toEqual(["shared", "dropped: nonstop unreadable"]);
  });
});

describe("STORE-3 an empty record is written, if necessary later", () => {
  test("while the bucket is unavailable: written once it is open, and bids of that time are not", async () => {
    const { bucket, clock, save, saveEmpty } = await gateway();
    save("a");
    await settle();
    bucket.connected(false);
    clock.moveTo(5_000);
    saveEmpty("a");
    save("b");
    clock.moveTo(6_000);
    bucket.connected(true);
    await settle();
    expect(bucket.tried).toEqual(["nonstop.a 2", "nonstop.a 0"]);
  });

  test("when its write failed: written again, unless a newer record waits", async () => {
    const { bucket, clock, reported, saveEmpty, rows } = await gateway();
    bucket.failure.write = new Error("timeout");
    saveEmpty("a");
    await settle();
    bucket.failure = {};
    clock.moveTo(BUCKET_RETRY_MS);
    await settle();
    expect(bucket.tried).toEqual(["nonstop.a 0", "nonstop.a 0"]);
    expect(reported).toEqual(["shared", "unshared: timeout", "shared"]);
    expect(await rows("a")).toBeUndefined();
  });

  test("is never delayed, and bids that follow it are not either", async () => {
    const { bucket, clock, save, saveEmpty } = await gateway();
    save("a");
    clock.moveTo(1);
    saveEmpty("a");
    clock.moveTo(2);
    save("a");
    await settle();
    expect(bucket.tried).toEqual(["nonstop.a 2", "nonstop.a 0", "nonstop.a 2"]);
  });
});

describe("STORE-4, A6 everything is bounded", () => {
  test("bids of one search are written once a second", async () => {
    const { bucket, clock, save } = await gateway();
    for (let ms = 0; ms <= 3 * REWRITE_MS; ms += 100) {
      clock.moveTo(ms);
      save("k");
      await settle();
    }
    expect(bucket.tried).toHaveLength(3);
  });

  test("writes in progress, and writes that wait: records with offers are given up first", async () => {
    const { bucket, reported, save, saveEmpty } = await gateway();
    const release = bucket.hold();
    for (let i = 0; i < WRITES_MAX; i++) save(`first-${i}`);
    saveEmpty("nothing");
    for (let i = 0; i < PENDING_WRITES_MAX + 9; i++) save(`then-${i}`);
    await settle();
    expect(bucket.tried).toHaveLength(WRITES_MAX);
    expect(reported.filter((line) => line === "dropped: nonstop unwritten")).toHaveLength(10);
    await release();
    expect(bucket.tried).toHaveLength(WRITES_MAX + PENDING_WRITES_MAX);
    expect(bucket.tried).toContain("nonstop.nothing 0");
    expect(bucket.tried).toContain(`nonstop.then-${PENDING_WRITES_MAX + 8} 2`);
  });

  test("bytes in progress, and bytes that wait: of many large records some are given up", async () => {
    const { bucket, clock, reported, store } = await gateway();
    const release = bucket.hold();
    const sheet: Sheet = { ...one, body: [new Uint8Array(400_000)] };
    for (let i = 0; i < 200; i++)
      store.save("nonstop", `k${i}`, { takenAtMs: clock.wall(), sheets: [sheet] });
    await settle();
    const inProgress = Math.ceil(WRITES_BYTES_MAX / 400_100);
    const waiting = Math.floor(PENDING_BYTES_MAX / 400_100);
    expect(bucket.tried).toHaveLength(inProgress);
    expect(reported.filter((line) => line === "dropped: nonstop unwritten")).toHaveLength(
      200 - inProgress - waiting,
    );
    await release();
    for (let turns = 0; turns < 20; turns++) await settle();
    expect(bucket.tried).toHaveLength(inProgress + waiting);
    expect(bucket.tried.at(-1)).toBe("nonstop.k199 1");
  });

  test("of one search only the last record waits", async () => {
    const { bucket, clock, save, saveEmpty } = await gateway();
    const release = bucket.hold();
    for (let i = 0; i < WRITES_MAX; i++) save(`first-${i}`);
    for (let i = 1; i <= 20; i++) {
      clock.moveTo(2 * i);
      save("k");
      clock.moveTo(2 * i + 1);
      saveEmpty("k");
    }
    await release();
    expect(bucket.tried.slice(WRITES_MAX)).toEqual(["nonstop.k 0"]);
  });

  test("reads in progress: one more is answered from memory at once", async () => {
    const { bucket, clock, save, rows, store } = await gateway();
    save("k");
    await settle();
    const release = bucket.hold();
    const reads = Array.from({ length: READS_MAX }, () => store.find("nonstop", "other", 1_000));
    expect(await rows("k")).toBe(2);
    expect(bucket.reads).toBe(READS_MAX);
    await release();
    expect(await Promise.all(reads)).toEqual(Array(READS_MAX).fill(undefined));
    expect(clock.timers).toBe(0);
    expect(await rows("k")).toBe(2);
    expect(bucket.reads).toBe(READS_MAX + 1);
  });

  test.each([
    ["a.b", "k"],
    ["nonstop", "k.>"],
    ["*", "k"],
    ["", ""],
  ])("what cannot be a key (%s, %s) is kept in memory only", async (bidder, key) => {
    const { bucket, store, clock } = await gateway();
    store.save(bidder, key, { takenAtMs: clock.wall(), sheets: [two] });
    expect(await store.find(bidder, key, WITHIN_MS)).toBeDefined();
    store.saveEmpty(bidder, key);
    expect(bucket).toMatchObject({ reads: 0, tried: [] });
  });
});

describe("closing", () => {
  test("waits for the writes in progress, but not for long", async () => {
    const { bucket, clock, store, save } = await gateway();
    bucket.hold();
    save("k");
    const closed = store.close();
    await settle();
    clock.moveTo(500);
    await closed;
    expect(clock.timers).toBe(0);
  });

  test("ends everything: nothing is kept, read, opened or reported any more", async () => {
    const { bucket, clock, reported, store, save, saveEmpty, rows } = await gateway();
    bucket.failure.read = new Error("timeout");
    await rows("k");
    const before = [...reported];
    await store.close();
    expect(clock.timers).toBe(0);
    bucket.connected(false);
    bucket.connected(true);
    clock.moveTo(10 * BUCKET_RETRY_MS);
    save("k");
    saveEmpty("k");
    await settle();
    expect(await rows("k")).toBeUndefined();
    expect({ opens: bucket.opens, reads: bucket.reads, tried: bucket.tried, reported }).toEqual({
      opens: 1,
      reads: 1,
      tried: [],
      reported: before,
    });
    expect(clock.timers).toBe(0);
  });
});
