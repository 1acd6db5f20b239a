/** What waits to be written, in which order, and what is dropped with which reason. */
import { expect, test } from "@jest/globals";
import { recordedAuction } from "../../test/fixtures/recording/recorded.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { until } from "../../test/harness/until.ts";
import { AUCTIONS_A_BLOCK_MAX, BLOCK_BYTES_MAX } from "./block-codec.ts";
import { readRecords } from "./read-records.ts";
import { BLOCK_MS_MAX, QUEUE_BYTES_MAX, RecordQueue, SinkError } from "./record-queue.ts";

/** A queue whose sink writes when the test lets it. */
function queueOf() {
  const clock = new DrivenClock();
  const blocks: Buffer[] = [];
  const events: string[] = [];
  let failure: Error | null = null;
  let gate: Promise<void> = Promise.resolve();
  const sink = {
    async write(block: Buffer) {
      await gate;
      if (failure !== null) throw failure;
      blocks.push(block);
    },
    close: async () => void events.push("closed"),
  };
  const queue = new RecordQueue(sink, clock, {
    written: (auctions) => void events.push(`${auctions} written`),
    dropped: (auctions, reason) => void events.push(`${auctions} dropped: ${reason}`),
  });
  /** An auction of about so many bytes. */
  const take = (searchId: string, length = 0) =>
    queue.take(recordedAuction({ searchId, result: new Uint8Array(length) }), length);
  return {
    ...{ clock, blocks, events, queue, take },
    fail: (error: Error | null) => {
      failure = error;
    },
    hang: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
}

async function idsIn(blocks: readonly Buffer[]): Promise<string[]> {
  const ids: string[] = [];
  async function* all() {
    yield* blocks;
  }
  const onFault = (fault: unknown) => ids.push(JSON.stringify(fault));
  for await (const { searchId } of readRecords(all(), onFault)) ids.push(searchId);
  return ids;
}

test("RECORDQUEUE-2 what waits is written in its order, after a second or when it is a block", async () => {
  const { clock, blocks, events, queue, take } = queueOf();
  take("1");
  take("2");
  await clock.advance(BLOCK_MS_MAX - 1);
  expect(blocks).toHaveLength(0);
  await clock.advance(1);
  await until(() => blocks.length === 1);
  for (const id of ["3", "4", "5"]) take(id, 400_000);
  await until(() => blocks.length > 1);
  await queue.close();
  expect(events).toEqual(["2 written", "1 written", "1 written", "1 written", "closed"]);
  expect(await idsIn(blocks)).toEqual(["1", "2", "3", "4", "5"]);
  expect(clock.timers).toBe(0);
});

test("RECORDQUEUE-1 RECORDQUEUE-2 while the sink hangs, what finds no room is dropped and the rest is written", async () => {
  const { blocks, events, queue, take, hang } = queueOf();
  const go = hang();
  const size = Math.floor(QUEUE_BYTES_MAX / 4.5);
  for (const id of ["1", "2", "3", "4", "5", "6"]) take(id, size);
  expect(events).toEqual(["1 dropped: busy", "1 dropped: busy"]);
  go();
  await queue.close();
  expect(await idsIn(blocks)).toEqual(["1", "2", "3", "4"]);
});

test("RECORDQUEUE-2 A6: while the sink hangs, no block has more auctions than its header counts", async () => {
  const { blocks, events, queue, take, hang } = queueOf();
  const go = hang();
  const ids = Array.from({ length: 2_200 }, (_, i) => `${i}`);
  for (const id of ids) take(id);
  go();
  await queue.close();
  expect(await idsIn(blocks)).toEqual(ids);
  expect(
    events.slice(0, -1).every((text) => Number.parseInt(text, 10) <= AUCTIONS_A_BLOCK_MAX),
  ).toBe(true);
});

test("RECORDQUEUE-2 what the sink does not take is counted with its reason, and the next is written", async () => {
  const { blocks, events, queue, take, fail } = queueOf();
  fail(new SinkError("full", "no space left on device"));
  take("1", 600_000);
  await until(() => events.length === 1);
  fail(new Error("anything"));
  take("2", 600_000);
  await until(() => events.length === 2);
  fail(null);
  take("3", 600_000);
  await queue.close();
  expect(events).toEqual(["1 dropped: full", "1 dropped: failed", "1 written", "closed"]);
  expect(await idsIn(blocks)).toEqual(["3"]);
});

test("RECORDBLOCK-3 a block that no reader would take is not written, and is dropped as too large", async () => {
  const { blocks, events, queue, take } = queueOf();
  take("1", BLOCK_BYTES_MAX);
  await until(() => events.length === 1);
  take("2", 600_000);
  await queue.close();
  expect(events).toEqual(["1 dropped: too-large", "1 written", "closed"]);
  expect(await idsIn(blocks)).toEqual(["2"]);
});
