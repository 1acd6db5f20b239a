/** STORE-2 of shared-store.ts: a bucket that is slow, missing, full or refuses. */
import { describe, expect, test } from "@jest/globals";
import { encodeFallbackRecord } from "../../proto/codec/index.ts";
import { fallbackKey } from "../../proto/subjects.ts";
import {
  gateway,
  one,
  ScriptedBucket,
  settle,
  two,
  WITHIN_MS,
} from "../../test/fixtures/fallback/shared-store.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { CLOCKS_APART_MS_MAX } from "../auction/fallback-store.ts";
import { ValueRefused } from "../buckets/bucket.ts";
import { BUCKET_RETRY_MS, BUCKET_RETRY_MS_MAX } from "../buckets/bucket-availability.ts";

const clock0 = new DrivenClock().wall();

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
