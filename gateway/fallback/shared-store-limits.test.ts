/** STORE-4 of shared-store.ts: what reads, writes and what waits are limited to. */
import { describe, expect, test } from "@jest/globals";
import type { Sheet } from "../../proto/messages.ts";
import { gateway, one, settle, two, WITHIN_MS } from "../../test/fixtures/fallback/shared-store.ts";
import { PENDING_BYTES_MAX, PENDING_WRITES_MAX } from "./pending-writes.ts";
import { READS_MAX, REWRITE_MS, WRITES_BYTES_MAX, WRITES_MAX } from "./shared-store.ts";

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
