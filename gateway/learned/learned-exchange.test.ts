/** The exchange of what was learned on a driven clock, with a scripted bucket. */
import { describe, expect, test } from "@jest/globals";
import { learnedOf } from "../../test/fixtures/auction/learned.ts";
import { ScriptedBucket } from "../../test/fixtures/gateway/scripted-bucket.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { until } from "../../test/harness/until.ts";
import { LEARNED_AGE_MS_MAX } from "../auction/value/learned-record.ts";
import { ValueHistory } from "../auction/value/value-history.ts";
import { ValueRefused } from "../buckets/bucket.ts";
import { BUCKET_RETRY_MS } from "../buckets/bucket-availability.ts";
import { CLOSE_MS, LearnedExchange, SAVE_MS } from "./learned-exchange.ts";
import { decodeLearned, encodeLearned, LEARNED_KEY } from "./learned-value.ts";

const START = Date.parse("2026-11-23T12:00:00Z");

interface Shared {
  readonly bucket?: ScriptedBucket;
  readonly clock?: DrivenClock;
  /** What is drawn for each turn. */
  readonly drawn?: number;
}

/** A gateway that has learned what it is told. */
function gatewayWith({
  bucket = new ScriptedBucket(),
  clock = new DrivenClock(START),
  drawn = 0.5,
}: Shared = {}) {
  const [history, reported] = [new ValueHistory(), [] as string[]];
  const exchange = new LearnedExchange({
    ...{ bucket, clock, history, random: () => drawn },
    events: {
      shared: () => {},
      unshared: (why) => void reported.push(`unshared: ${why}`),
      taken: (records, of) => void reported.push(`taken ${records} of ${of}`),
      refused: (why) => void reported.push(`refused: ${why}`),
      written: (_bytes, records) => void reported.push(`written ${records}`),
      unwritten: (why) => void reported.push(`unwritten: ${why}`),
    },
  });
  return {
    ...{ bucket, clock, history, reported, exchange },
    learn(bidder: string, times = 40) {
      const bidders = new Map([[bidder, 100]]);
      for (let i = 0; i < times; i++)
        history.learn({ marketClass: 0, messages: [], bidders, endedAtMs: 100 });
    },
    async start() {
      exchange.start();
      await exchange.loaded;
      await idle(clock);
    },
    /** The next turn, with its reading and writing. */
    async turn(ms = SAVE_MS) {
      clock.moveTo(clock.now() + ms);
      await idle(clock);
    },
  };
}

/** No turn is under way: the next one is set on the clock. */
const idle = (clock: DrivenClock) => until(() => clock.timers > 0, { what: "the end of a turn" });

const keptIn = async ({ values }: ScriptedBucket) => {
  const value = values.get(LEARNED_KEY);
  return value && (await decodeLearned(value)).map(({ bidder, record }) => [bidder, record.seen]);
};

describe("what was learned, from one process to the next", () => {
  test("the next gateway begins with what was learned, and says so; none is named in it", async () => {
    const first = gatewayWith();
    await first.start();
    first.learn("partners");
    await first.exchange.close();
    const next = gatewayWith(first);
    await next.start();
    expect({
      reported: [first.reported, next.reported],
      isKnown: next.history.prospectsOf("partners", 0) !== undefined,
    }).toEqual({ reported: [["written 1"], ["taken 1 of 1"]], isKnown: true });
    await next.exchange.close();
    expect(next.clock.timers).toBe(0);
  });

  test("EXCHANGE-1: one that has just started never replaces much by little", async () => {
    const bucket = new ScriptedBucket();
    bucket.values.set(LEARNED_KEY, await encodeLearned([learnedOf("partners", 500)]));
    bucket.failure.read = new Error("no answer");
    const gateway = gatewayWith({ bucket });
    gateway.exchange.start();
    await gateway.exchange.loaded;
    gateway.learn("partners", 50);
    gateway.learn("stops", 3);
    expect({ writes: bucket.writes, reported: gateway.reported }).toEqual({
      ...{ writes: [], reported: ["unshared: no answer"] },
    });
    delete bucket.failure.read;
    await gateway.turn(BUCKET_RETRY_MS);
    await until(() => gateway.reported.includes("written 2"));
    expect(await keptIn(bucket)).toEqual(
      expect.arrayContaining([
        ["partners", 500],
        ["stops", 3],
      ]),
    );
  });

  test("two gateways keep what both have learned, whichever writes last", async () => {
    const one = gatewayWith();
    const other = gatewayWith(one);
    await one.start();
    await other.start();
    one.learn("partners");
    other.learn("stops", 50);
    // Both turns are due at the same instant: the second reads what the first has written, or one
    // of them is written in the next turn.
    for (let i = 0; i < 3; i++) {
      one.learn("partners", 1);
      await one.turn(SAVE_MS);
      await until(async () => (await keptIn(one.bucket)) !== undefined);
    }
    await one.exchange.close();
    await other.exchange.close();
    expect((await keptIn(one.bucket))?.map(([bidder]) => bidder).sort()).toEqual([
      "partners",
      "stops",
    ]);
  });

  test.each<[string, () => Promise<Uint8Array>, RegExp]>([
    ["of another form", async () => Buffer.from("newer than this"), /another form/],
    ["damaged", async () => (await encodeLearned([learnedOf("x", 9)])).subarray(0, 40), /./],
    [
      "too old",
      () => encodeLearned([learnedOf("x", 9, { learnedWallMs: START - LEARNED_AGE_MS_MAX - 1 })]),
      /it was learned 2026-11-16T11:59:59.999Z, too long ago/,
    ],
  ])("EXCHANGE-2: a value that is %s is refused once, and replaced by what is learned", async (_what, value, why) => {
    const bucket = new ScriptedBucket();
    bucket.values.set(LEARNED_KEY, await value());
    const gateway = gatewayWith({ bucket });
    await gateway.start();
    await gateway.turn();
    await until(() => bucket.reads.length === 2);
    expect(gateway.reported).toEqual([expect.stringMatching(/^refused: /)]);
    expect(gateway.reported[0]).toMatch(why);
    gateway.learn("stops");
    await gateway.exchange.close();
    expect(await keptIn(bucket)).toEqual([["stops", 40]]);
  });

  test("EXCHANGE-3: it writes what has changed, and nothing where nothing has", async () => {
    const gateway = gatewayWith();
    await gateway.start();
    gateway.learn("stops");
    await gateway.turn(SAVE_MS - 1);
    expect(gateway.bucket.writes).toEqual([]);
    await gateway.turn(1);
    await until(() => gateway.reported.length === 1);
    for (let i = 2; i < 5; i++) {
      await idle(gateway.clock);
      await gateway.turn();
      await until(() => gateway.bucket.reads.length === i + 1);
    }
    await gateway.exchange.close();
    expect(gateway.reported).toEqual(["written 1"]);
  });

  test("EXCHANGE-5: a turn in which nothing was learned and nothing written copies no record", async () => {
    const gateway = gatewayWith();
    const { bucket, history, clock } = gateway;
    let copies = 0;
    const records = history.records.bind(history);
    history.records = (wallMs) => {
      copies++;
      return records(wallMs);
    };
    await gateway.start();
    const turn = async () => {
      const [before, reads] = [copies, bucket.reads.length];
      await gateway.turn();
      await until(() => bucket.reads.length === reads + 1);
      await idle(clock);
      return copies - before;
    };
    const quiet = [await turn(), await turn()];
    gateway.learn("stops");
    const learned = [await turn(), await turn(), await turn()];
    history.amend("stops", 0, 100, { untilMs: 200, finished: true, gains: [] });
    const amended = [await turn(), await turn()];
    // Another gateway has written: it may have lost what this one wrote.
    bucket.values.set(LEARNED_KEY, await encodeLearned([learnedOf("partners", 9)]));
    const replaced = [await turn(), await turn()];
    expect({ quiet, learned, amended, replaced, kept: await keptIn(bucket) }).toEqual({
      ...{ quiet: [0, 0], learned: [1, 0, 0], amended: [1, 0], replaced: [1, 0] },
      kept: expect.arrayContaining([
        ["partners", 9],
        ["stops", 40],
      ]),
    });
    await gateway.exchange.close();
    expect(bucket.writes).toHaveLength(3);
  });

  test("EXCHANGE-5: a value that is refused is sent again when something was learned or written, and not before", async () => {
    const gateway = gatewayWith();
    const { bucket, clock } = gateway;
    await gateway.start();
    bucket.failure = { write: new ValueRefused("too large") };
    const turn = async () => {
      const [writes, reads] = [bucket.writes.length, bucket.reads.length];
      await gateway.turn();
      await until(() => bucket.reads.length === reads + 1);
      await idle(clock);
      return bucket.writes.length - writes;
    };
    gateway.learn("stops");
    const learned = [await turn(), await turn(), await turn()];
    gateway.learn("stops", 1);
    const more = [await turn(), await turn()];
    bucket.values.set(LEARNED_KEY, await encodeLearned([learnedOf("partners", 9)]));
    const replaced = [await turn(), await turn()];
    expect({ learned, more, replaced }).toEqual({
      ...{ learned: [1, 0, 0], more: [1, 0], replaced: [1, 0] },
    });
    await gateway.exchange.close();
    expect(bucket.writes).toHaveLength(3);
  });

  test.each([
    [0, 0.75 * SAVE_MS],
    [0.5, SAVE_MS],
    [0.999, 1.25 * SAVE_MS],
  ])("EXCHANGE-3: a turn is drawn: %d", async (drawn, dueMs) => {
    const gateway = gatewayWith({ drawn });
    await gateway.start();
    await gateway.turn(dueMs - SAVE_MS / 100);
    const before = gateway.bucket.reads.length;
    await gateway.turn(SAVE_MS / 100);
    await until(() => gateway.bucket.reads.length === 2);
    expect(before).toBe(1);
    await gateway.exchange.close();
  });

  test("EXCHANGE-4: a bucket that does not answer delays the end for a limited time", async () => {
    const gateway = gatewayWith();
    await gateway.start();
    gateway.learn("stops");
    const release = gateway.bucket.hold();
    const closed = gateway.exchange.close();
    await until(() => gateway.bucket.reads.length === 2);
    gateway.clock.moveTo(CLOSE_MS);
    await closed;
    release();
    await until(() => gateway.bucket.writes.length === 1);
    await gateway.clock.settle();
    expect(gateway.clock.timers).toBe(0);
  });

  test("EXCHANGE-4: without a bucket it starts, and a value that is refused costs nothing else", async () => {
    const gateway = gatewayWith();
    gateway.bucket.failure.open = new Error("jetstream is not enabled");
    gateway.exchange.start();
    await gateway.exchange.loaded;
    expect(gateway.reported).toEqual(["unshared: jetstream is not enabled"]);
    gateway.bucket.failure = { write: new ValueRefused("too large") };
    gateway.learn("stops");
    await gateway.turn(BUCKET_RETRY_MS);
    await until(() => gateway.reported.includes("unwritten: too large"));
    await gateway.exchange.close();
  });
});
