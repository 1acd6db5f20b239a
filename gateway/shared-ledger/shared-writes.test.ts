/** The writes of the shared ledger on a driven clock, with a scripted bucket. */
import { describe, expect, test } from "@jest/globals";
import { ScriptedBucket } from "../../test/fixtures/gateway/scripted-bucket.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { until } from "../../test/harness/until.ts";
import { ValueRefused } from "../buckets/bucket.ts";
import { BUCKET_RETRY_MS, BucketAvailability } from "../buckets/bucket-availability.ts";
import { sharedKey } from "./shared-key.ts";
import { decodeShared, type SharedSearch, VALUE_BYTES_MAX } from "./shared-value.ts";
import { SharedWrites, WAITING_MAX, WRITES_BYTES_MAX, WRITES_MAX } from "./shared-writes.ts";

/** What is known of each search is a number: how often it was changed. */
async function writing(bytesOfEach = 0) {
  let bytesEach = bytesOfEach;
  const bucket = new ScriptedBucket();
  const clock = new DrivenClock();
  const reported: string[] = [];
  const changes = new Map<string, number>();
  const due: (() => void)[] = [];
  let all: SharedWrites | undefined;
  const availability = new BucketAvailability(
    bucket,
    clock,
    {
      shared: () => void reported.push("shared"),
      unshared: (why) => void reported.push(`unshared: ${why}`),
    },
    () => all?.writeWaiting(),
  );
  const writes = new SharedWrites({
    ...{ bucket, availability, clock },
    known: (searchId) =>
      changes.has(searchId) ? known(searchId, changes.get(searchId) ?? 0, bytesEach) : undefined,
    later: (job) => void due.push(job),
    events: {
      written: () => {},
      unwritten: (id, reason) => void reported.push(`${id} ${reason}`),
    },
  });
  all = writes;
  availability.start();
  await until(() => reported.length > 0);
  reported.length = 0;
  return {
    ...{ bucket, clock, reported, changes, writes, availability },
    change(searchId: string) {
      changes.set(searchId, (changes.get(searchId) ?? 0) + 1);
      writes.changed(searchId);
    },
    /** The next turn of the event loop. */
    turn() {
      for (const job of due.splice(0)) job();
    },
    due,
    /** The ledger has dropped all of its entries. */
    forgetAccounts() {
      bytesEach = 0;
    },
    idle: () => until(() => writes.size === 0, { what: "all writes to end" }),
  };
}

const known = (searchId: string, changed: number, bytes: number): SharedSearch => ({
  searchId,
  asynchronous: {
    ...{ state: "running", gateway: "g", startedWallMs: changed, deadlineMs: 800 },
  },
  ...(bytes === 0 ? {} : { account: { head: {} as never, bytes: Buffer.alloc(bytes) } }),
});

/** How often the search had been changed when this value of it was written. */
async function stateIn(bucket: ScriptedBucket, searchId: string): Promise<number> {
  const value = bucket.values.get(sharedKey(searchId));
  if (value === undefined) return 0;
  const { asynchronous } = await decodeShared(value);
  return asynchronous?.state === "running" ? asynchronous.startedWallMs : 0;
}

describe("SHAREDWRITE-1", () => {
  test("nothing is written in the turn of a change; of several changes the last is, once", async () => {
    const { bucket, change, due, turn, idle } = await writing();
    change("s1");
    change("s1");
    change("s2");
    expect({ writes: bucket.writes, jobs: due.length }).toEqual({ writes: [], jobs: 1 });
    turn();
    await idle();
    expect({ writes: bucket.writes.length, s1: await stateIn(bucket, "s1") }).toEqual({
      writes: 2,
      s1: 2,
    });
  });
});

describe("SHAREDWRITE-2, A3", () => {
  test("a change while its search is written is written after that, whatever others are under way", async () => {
    const { bucket, change, turn, idle } = await writing();
    const release = bucket.hold();
    change("s1");
    turn();
    await until(() => bucket.writes.length === 1);
    change("s1");
    change("s2");
    turn();
    await until(() => bucket.writes.length === 2);
    expect(bucket.writes).toEqual([sharedKey("s1"), sharedKey("s2")]);
    release();
    await idle();
    expect({ writes: bucket.writes.length, s1: await stateIn(bucket, "s1") }).toEqual({
      writes: 3,
      s1: 2,
    });
  });
});

describe("SHAREDWRITE-3", () => {
  test("a bucket that fails is given up; what waits is written when it is open again", async () => {
    const { bucket, clock, reported, change, changes, turn, idle } = await writing();
    bucket.failure = { write: new Error("no space left") };
    change("s1");
    turn();
    await until(() => reported.length > 0);
    bucket.failure = {};
    change("s2");
    change("gone");
    changes.delete("gone");
    turn();
    expect(bucket.values.size).toBe(0);
    clock.moveTo(clock.now() + BUCKET_RETRY_MS);
    await idle();
    expect({ reported, keys: [...bucket.values.keys()].sort() }).toEqual({
      reported: ["unshared: no space left", "shared", "gone gone"],
      keys: [sharedKey("s1"), sharedKey("s2")].sort(),
    });
  });

  test("a value that is refused is counted, and the next one is written", async () => {
    const { bucket, reported, change, turn, idle } = await writing();
    bucket.failure = { write: new ValueRefused("too large") };
    change("s1");
    turn();
    await idle();
    bucket.failure = {};
    change("s2");
    turn();
    await idle();
    expect({ reported, keys: [...bucket.values.keys()] }).toEqual({
      reported: ["s1 refused"],
      keys: [sharedKey("s2")],
    });
  });

  test("at the end what is known already is written first, for a limited time", async () => {
    const { bucket, clock, change, writes } = await writing();
    change("s1");
    await writes.close();
    expect(bucket.values.size).toBe(1);
    bucket.hold();
    change("s2");
    const closed = writes.close();
    await until(() => bucket.writes.length === 2);
    clock.moveTo(clock.now() + 60_000);
    await closed;
    expect(bucket.values.size).toBe(1);
  });
});

test("SHAREDWRITE-5 an end without its account is not written over a value that has one", async () => {
  const { bucket, reported, change, turn, idle, forgetAccounts } = await writing(10);
  change("s1");
  turn();
  await idle();
  const before = bucket.values.get(sharedKey("s1"));
  forgetAccounts();
  for (const id of ["s1", "s2"]) change(id);
  turn();
  await idle();
  expect({ reported, same: bucket.values.get(sharedKey("s1")) === before }).toEqual({
    ...{ reported: ["s1 gone"], same: true },
  });
  expect(bucket.values.has(sharedKey("s2"))).toBe(true);
});

describe("SHAREDWRITE-4, A6", () => {
  test("writes in progress, and what waits: the one that has waited longest is given up", async () => {
    const { bucket, reported, change, turn, idle } = await writing();
    const release = bucket.hold();
    for (let i = 0; i < WRITES_MAX; i++) change(`first-${i}`);
    turn();
    for (let i = 0; i < WAITING_MAX + 2; i++) change(`then-${i}`);
    turn();
    await until(() => bucket.writes.length === WRITES_MAX);
    expect(reported).toEqual(["then-0 no-room", "then-1 no-room"]);
    release();
    await idle();
    expect(bucket.values.size).toBe(WRITES_MAX + WAITING_MAX);
  });

  test("bytes in progress", async () => {
    const each = WRITES_BYTES_MAX / 4;
    const { bucket, change, turn, idle } = await writing(each);
    const release = bucket.hold();
    for (let i = 0; i < 10; i++) change(`s${i}`);
    turn();
    await until(() => bucket.writes.length === 4);
    release();
    await idle();
    expect({ largest: each > VALUE_BYTES_MAX, written: bucket.values.size }).toEqual({
      largest: true,
      written: 10,
    });
  });
});
