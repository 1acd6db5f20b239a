/**
 * STORE-1 and STORE-3 of shared-store.ts on a driven clock, with a scripted bucket. STORE-2 is
 * tested in shared-store-failures.test.ts, STORE-4 in shared-store-limits.test.ts, and the real
 * bucket in test/integration/fallback-bucket.test.ts.
 */
import { describe, expect, test } from "@jest/globals";
import { encodeFallbackRecord } from "../../proto/codec/index.ts";
import { gateway, one, settle, two } from "../../test/fixtures/fallback/shared-store.ts";
import { BUCKET_RETRY_MS } from "../buckets/bucket-availability.ts";
import { FALLBACK_LIMITS } from "./memory-store.ts";

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
