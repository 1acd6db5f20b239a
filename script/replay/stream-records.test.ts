/** The messages of a stream as records: which are read, and what is said of those that are not. */
import { expect, test } from "@jest/globals";
import { encodeRecordsSync } from "../../gateway/recording/block-codec.ts";
import type { RecordFault } from "../../gateway/recording/read-records.ts";
import { recordedAuction } from "../../test/fixtures/recording/recorded.ts";
import { type MessageSource, recordsOfStream } from "./stream-records.ts";

const block = (searchId: string) => encodeRecordsSync([recordedAuction({ searchId })]);

/** A stream with these messages, which other processes change while it is read. */
function streamOf(messages: Map<number, Uint8Array>, onNext: (from: number) => void) {
  const seqs = () => [...messages.keys()].toSorted((a, b) => a - b);
  const source: MessageSource = {
    bounds: async () => ({ first: seqs()[0] ?? 1, last: seqs().at(-1) ?? -1 }),
    next: async (from) => {
      onNext(from);
      const seq = seqs().find((one) => one >= from);
      return seq === undefined ? null : { seq, data: messages.get(seq) as Uint8Array };
    },
  };
  return source;
}

async function read(source: MessageSource) {
  const ids: string[] = [];
  const faults: RecordFault[] = [];
  for await (const { searchId } of recordsOfStream("s", source, (fault) => faults.push(fault)))
    ids.push(searchId);
  return { ids, faults };
}

test("STREAMRECORDS-1 reading ends at the message that was the last one when it began", async () => {
  const messages = new Map([3, 4, 5].map((seq) => [seq, block(`${seq}`)] as const));
  const asked: number[] = [];
  const source = streamOf(messages, (from) => {
    asked.push(from);
    if (from < 100) messages.set(from + 3, block(`${from + 3}`));
  });
  expect(await read(source)).toEqual({ ids: ["3", "4", "5"], faults: [] });
  expect(asked).toEqual([3, 4, 5]);
});

test.each([
  ["in the middle", [4, 5], ["3", "6"], 2],
  ["at the end", [5, 6], ["3", "4"], 2],
  ["all of them", [3, 4, 5, 6], [], 4],
  ["one", [4], ["3", "5", "6"], 1],
] as const)("STREAMRECORDS-1 messages that are deleted meanwhile are counted: %s", async (_what, gone, ids, count) => {
  const messages = new Map([3, 4, 5, 6].map((seq) => [seq, block(`${seq}`)] as const));
  const source = streamOf(messages, () => {
    for (const seq of gone) messages.delete(seq);
    // What is newer is no part of the record.
    messages.set(9, block("9"));
  });
  const words = count === 1 ? "1 message of it is" : `${count} messages of it are`;
  const reason = `${words} not there any more`;
  expect(await read(source)).toEqual({
    ids,
    faults: [{ file: "nats:s", atByte: null, auctions: null, reason }],
  });
});

test("an empty stream has no auctions, and is not asked for any", async () => {
  const source = streamOf(new Map(), () => {
    throw new Error("it was asked");
  });
  expect(await read(source)).toEqual({ ids: [], faults: [] });
});

test("STREAMRECORDS-2 a message that is no whole block is lost alone, with its number", async () => {
  const cut = block("2").subarray(0, -1);
  const messages = new Map([
    [1, block("1")],
    [2, cut],
    [3, Buffer.from("no block")],
    [4, block("4")],
  ]);
  const { ids, faults } = await read(streamOf(messages, () => {}));
  expect(ids).toEqual(["1", "4"]);
  expect(faults).toMatchObject([
    { file: "nats:s, message 2", auctions: 1, reason: "the block is cut off" },
    { file: "nats:s, message 3", auctions: null },
  ]);
});
