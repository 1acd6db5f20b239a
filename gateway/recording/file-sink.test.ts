/** The files of a record: when a new one begins, and which are deleted. */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { FileSink } from "./file-sink.ts";

const HOUR_MS = 3_600_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "record-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function sinkIn(name: string, bytesMax: number, ageMsMax = 24 * HOUR_MS) {
  const path = join(folder, name, "below");
  const time = { wallMs: Date.parse("2026-11-23T12:00:00Z") };
  const sink = new FileSink({ path, gateway: "g1", bytesMax, ageMsMax, wall: () => time.wallMs });
  const files = () => readdirSync(path).sort();
  const bytes = () => files().reduce((sum, file) => sum + statSync(join(path, file)).size, 0);
  return { sink, path, time, files, bytes };
}

test("a file is continued until it is large or an hour old; only its owner reads it", async () => {
  const { sink, path, time, files } = sinkIn("rotation", 8_000);
  await sink.write(Buffer.alloc(400));
  time.wallMs += 1_000;
  await sink.write(Buffer.alloc(600));
  expect(files()).toEqual(["20261123T120000000Z-g1.records"]);
  expect(statSync(join(path, "20261123T120000000Z-g1.records")).mode & 0o777).toBe(0o600);
  time.wallMs += 1;
  await sink.write(Buffer.alloc(1));
  time.wallMs += HOUR_MS;
  await sink.write(Buffer.alloc(1));
  await sink.close();
  expect(files()).toEqual([
    "20261123T120000000Z-g1.records",
    "20261123T120001001Z-g1.records",
    "20261123T130001001Z-g1.records",
  ]);
});

test("RECORDFILE-1 the oldest files are deleted, by bytes and by age, and nothing else", async () => {
  const { sink, path, time, files, bytes } = sinkIn("limits", 8_000);
  await sink.write(Buffer.alloc(1));
  writeFileSync(join(path, "notes.txt"), "not a record");
  writeFileSync(join(path, "20200101T000000000Z-g0.records"), Buffer.alloc(500));
  const longAgo = new Date(time.wallMs - 25 * HOUR_MS);
  utimesSync(join(path, "20200101T000000000Z-g0.records"), longAgo, longAgo);
  for (let i = 0; i < 30; i++) {
    time.wallMs += 1;
    await sink.write(Buffer.alloc(900));
    expect(bytes()).toBeLessThanOrEqual(8_000 + 900);
  }
  await sink.close();
  expect(files()).toContain("notes.txt");
  expect(files()).not.toContain("20200101T000000000Z-g0.records");
  expect(files().at(-2)).toBe("20261123T120000030Z-g1.records");
});

test("RECORDFILE-3 a file that is deleted while it is open is not continued", async () => {
  const { sink, path, files, bytes } = sinkIn("deleted", 8_000);
  await sink.write(Buffer.alloc(400));
  rmSync(join(path, files()[0] as string));
  await sink.write(Buffer.alloc(300));
  expect({ files: files().length, bytes: bytes() }).toEqual({ files: 1, bytes: 300 });
  rmSync(path, { recursive: true });
  await sink.write(Buffer.alloc(200));
  await sink.close();
  expect({ files: files().length, bytes: bytes() }).toEqual({ files: 1, bytes: 200 });
});

test("RECORDFILE-2 a block that could not be written whole is taken out of its file again", async () => {
  const { sink, path, files, bytes } = sinkIn("full", 8_000);
  await sink.write(Buffer.alloc(400, 1));
  const probe = await open(join(path, files()[0] as string));
  const handles = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  // The disk has room for 100 bytes more.
  const write = handles.write as (...of: unknown[]) => ReturnType<FileHandle["write"]>;
  let left = 100;
  const spy = jest.spyOn(handles, "write").mockImplementation(function (
    this: FileHandle,
    block: unknown,
    ...[at, length]: unknown[]
  ) {
    const fits = Math.min(left, length as number);
    left -= fits;
    if (fits > 0) return write.call(this, block, at, fits);
    return Promise.reject(Object.assign(new Error("no space left"), { code: "ENOSPC" }));
  } as never);
  try {
    await expect(sink.write(Buffer.alloc(300, 2))).rejects.toMatchObject({ reason: "full" });
    expect({ left, files: files().length, bytes: bytes() }).toEqual({
      ...{ left: 0, files: 1, bytes: 400 },
    });
  } finally {
    spy.mockRestore();
  }
  await sink.write(Buffer.alloc(200, 3));
  await sink.close();
  const kept = Buffer.concat(files().map((name) => readFileSync(join(path, name))));
  expect(kept).toEqual(Buffer.concat([Buffer.alloc(400, 1), Buffer.alloc(200, 3)]));
});

test("a folder that cannot be written is 'away'", async () => {
  writeFileSync(join(folder, "file"), "");
  const sink = new FileSink({
    ...{ path: join(folder, "file", "below"), gateway: "g1", bytesMax: 1e6, ageMsMax: 1e6 },
    wall: () => 0,
  });
  await expect(sink.write(Buffer.alloc(1))).rejects.toMatchObject({ reason: "away" });
});
