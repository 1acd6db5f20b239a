/** Records that are whole, cut off, damaged, newer than this program, and mutated. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { recordedAuction, recordedAuctions } from "../../test/fixtures/recording/recorded.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { encodeAuction } from "./auction-codec.ts";
import { BLOCK_BYTES_MAX, encodeRecords, encodeRecordsSync, HEADER_BYTES } from "./block-codec.ts";
import { NewerRecordError, type RecordFault, readRecords } from "./read-records.ts";
import type { RecordedAuction } from "./recorded-auction.ts";

/** The same bytes in chunks of this length. */
async function* inChunks(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function read(source: string | AsyncIterable<Uint8Array>) {
  const auctions: RecordedAuction[] = [];
  const faults: RecordFault[] = [];
  for await (const one of readRecords(source, (fault) => faults.push(fault))) auctions.push(one);
  return { auctions, faults };
}

const ofBytes = (bytes: Uint8Array, length = 64) => read(inChunks(bytes, length));
/** A block of so many auctions; its number is in their ids. */
const block = (number: number, auctions = 2) =>
  encodeRecordsSync(
    Array.from({ length: auctions }, (_, i) => recordedAuction({ searchId: `${number}.${i}` })),
  );
const idsOf = (auctions: readonly RecordedAuction[]) => auctions.map(({ searchId }) => searchId);

test("RECORDED-1 what is read is what was written, whatever it is and however it is cut", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(recordedAuctions, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
      fc.integer({ min: 1, max: 5_000 }),
      async (blocks, length) => {
        const bytes = Buffer.concat(
          await Promise.all(blocks.map((one) => encodeRecords(one.map(encodeAuction)))),
        );
        const { auctions, faults } = await ofBytes(bytes, length);
        const withBuffers = (all: readonly RecordedAuction[]) => all.map(plain);
        expect(withBuffers(auctions)).toEqual(withBuffers(blocks.flat()));
        expect(faults).toEqual([]);
      },
    ),
    { numRuns: propertyRuns(30) },
  ));

/** The bytes of a record are views, of which jest compares the class too. */
function plain(auction: RecordedAuction) {
  const { result, events } = auction;
  return {
    ...auction,
    result: result === null ? null : [...result],
    events: events.map((one) => (one.kind === "bid" ? { ...one, bytes: [...one.bytes] } : one)),
  };
}

test("RECORDBLOCK-1 READRECORDS-1 of damaged and cut blocks only these are lost, each with its place", async () => {
  const [first, second, third] = [block(1), block(2), block(3)];
  /** Of the content every seventh byte: all of it has one checksum. */
  const next = (place: number) => place + (place < HEADER_BYTES ? 1 : 7);
  const at = first.length;
  const whole = Buffer.concat([first, second, third]);
  const changed = (place: number) => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt8(bytes.readUInt8(place) ^ 0x55, place);
    return bytes;
  };
  const cut = (length: number) => Buffer.concat([first, second.subarray(0, length), third]);
  for (let place = 0; place < second.length; place = next(place)) {
    const { auctions, faults } = await ofBytes(changed(at + place));
    expect(idsOf(auctions)).toEqual(["1.0", "1.1", "3.0", "3.1"]);
    const counted = place < HEADER_BYTES ? null : 2;
    expect(faults).toMatchObject([{ file: null, atByte: at, auctions: counted }]);
  }
  for (let length = 1; length < second.length; length = next(length)) {
    const { auctions, faults } = await ofBytes(cut(length));
    expect(idsOf(auctions)).toEqual(["1.0", "1.1", "3.0", "3.1"]);
    expect(faults).toMatchObject([{ atByte: at, auctions: length < HEADER_BYTES ? null : 2 }]);
    const atEnd = await ofBytes(Buffer.concat([first, second.subarray(0, length)]));
    expect(idsOf(atEnd.auctions)).toEqual(["1.0", "1.1"]);
    expect(atEnd.faults).toMatchObject([{ atByte: at }]);
  }
});

test("READRECORDS-1 each of several damaged blocks is reported, and bytes of something else", async () => {
  const damaged = (bytes: Buffer, place: number) => {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(place) ^ 1, place);
    return copy;
  };
  const [first, second, third] = [damaged(block(1), 50), damaged(block(2), 12), block(3)];
  const { auctions, faults } = await ofBytes(
    Buffer.concat([Buffer.from("text"), first, second, third, Buffer.alloc(100)]),
  );
  expect(idsOf(auctions)).toEqual(["3.0", "3.1"]);
  expect(faults.map(({ atByte, auctions: lost }) => [atByte, lost])).toEqual([
    [0, null],
    [4, 2],
    [4 + first.length, null],
    [4 + first.length + second.length + third.length, null],
  ]);
});

test("RECORDBLOCK-2 READRECORDS-2 a newer version is refused with what would be right", async () => {
  const newer = encodeRecordsSync([recordedAuction()], 2);
  await expect(ofBytes(Buffer.concat([block(1), newer]))).rejects.toThrow(NewerRecordError);
  await expect(ofBytes(newer)).rejects.toThrow(
    "byte 0: a block of version 2; this program reads version 1 and older: read it with the release that wrote it, or a newer one",
  );
});

test("RECORDBLOCK-3 READRECORDS-3 a block that states or becomes more than its bound is not read", async () => {
  const zeros = { kind: "bid", atUs: 1, bidder: "b", instance: "i" } as const;
  const huge = encodeRecordsSync([
    recordedAuction({ events: [{ ...zeros, bytes: new Uint8Array(BLOCK_BYTES_MAX + 1) }] }),
  ]);
  expect(huge.length).toBeLessThan(BLOCK_BYTES_MAX / 100);
  const { auctions, faults } = await ofBytes(Buffer.concat([huge, block(2)]), 100_000);
  expect(idsOf(auctions)).toEqual(["2.0", "2.1"]);
  expect(faults).toMatchObject([{ atByte: 0, auctions: 1 }]);
  // It was not inflated, so that nothing in it was read.
  expect(faults[0]?.reason).toMatch(/^the block is damaged: /);
});

test("READRECORDS-1 whatever the bytes are, reading ends with auctions and faults", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constant(block(1))), { maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 }),
      async (parts, changes) => {
        const bytes = Buffer.concat(parts);
        for (const [at, value] of changes)
          if (bytes.length > 0) bytes.writeUInt8(value, at % bytes.length);
        const { auctions } = await ofBytes(bytes, 1_000);
        for (const { searchId } of auctions) expect(searchId).toMatch(/^1\.[01]$/);
      },
    ),
    { numRuns: propertyRuns(200) },
  ));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "records-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a folder is read file by file in the order of the names; faults name the file", async () => {
  await expect(read(folder)).rejects.toThrow("no file there ends in .records");
  writeFileSync(join(folder, "b.records"), Buffer.concat([block(2), block(3).subarray(0, -1)]));
  writeFileSync(join(folder, "a.records"), block(1));
  writeFileSync(join(folder, "notes.txt"), "not a record");
  const { auctions, faults } = await read(folder);
  expect(idsOf(auctions)).toEqual(["1.0", "1.1", "2.0", "2.1"]);
  expect(faults).toMatchObject([{ file: join(folder, "b.records"), auctions: 2 }]);
  expect(idsOf((await read(join(folder, "a.records"))).auctions)).toEqual(["1.0", "1.1"]);
  await expect(read(join(folder, "c.records"))).rejects.toThrow("ENOENT");
});

test("READRECORDS-4 a file of a folder that is deleted meanwhile is reported, and the next one is read", async () => {
  const live = mkdtempSync(join(tmpdir(), "live-"));
  try {
    for (const number of [1, 2, 3]) writeFileSync(join(live, `${number}.records`), block(number));
    const faults: RecordFault[] = [];
    const ids: string[] = [];
    for await (const { searchId } of readRecords(live, (fault) => faults.push(fault))) {
      ids.push(searchId);
      rmSync(join(live, "2.records"), { force: true });
    }
    expect({ ids, faults }).toEqual({
      ids: ["1.0", "1.1", "3.0", "3.1"],
      faults: [
        {
          ...{ file: join(live, "2.records"), atByte: 0, auctions: null },
          reason: "the file has been deleted meanwhile",
        },
      ],
    });
    await expect(read(join(live, "2.records"))).rejects.toThrow(/ENOENT/);
  } finally {
    rmSync(live, { recursive: true });
  }
});
