/**
 * The record as files of one folder: a new one when a file is large or old, and the oldest ones are
 * deleted. Several gateways may share a folder: each writes files of its own.
 *
 * RECORDFILE-1 All files together exceed `bytesMax` by no more than one block of a gateway, and
 *    where several share the folder by one file of each more: each makes room for its own file
 *    alone. No file is kept for longer than `ageMsMax` after its last block.
 * RECORDFILE-2 A block that could not be written whole is taken out of its file again.
 * RECORDFILE-3 A block that is written is in the folder: a file that was deleted is not continued.
 */
import { type FileHandle, mkdir, open, readdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../proto/errors.ts";
import { RECORD_FILE_END } from "./read-records.ts";
import { type RecordSink, SinkError } from "./record-queue.ts";

interface FileSinkTerms {
  readonly path: string;
  readonly gateway: string;
  readonly bytesMax: number;
  readonly ageMsMax: number;
  /** Epoch milliseconds. */
  readonly wall: () => number;
}

/** A file of more bytes is not continued, so that deleting one deletes little. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;
const FILES_MIN = 8;
/** Nor is one that is older, so that what is old can be deleted. */
const FILE_MS_MAX = 3_600_000;
/** ENOSPC: the disk is full; EDQUOT: the user's part of it; EFBIG: a limit of files. */
const FULL = ["ENOSPC", "EDQUOT", "EFBIG"];
/** Only its owner reads it. */
const MODE = 0o600;

interface OpenFile {
  readonly handle: FileHandle;
  readonly path: string;
  readonly openedAtMs: number;
  length: number;
}

export class FileSink implements RecordSink {
  readonly #terms: FileSinkTerms;
  readonly #fileBytesMax: number;
  #file: OpenFile | null = null;

  constructor(terms: FileSinkTerms) {
    this.#terms = terms;
    this.#fileBytesMax = Math.min(FILE_BYTES_MAX, terms.bytesMax / FILES_MIN);
  }

  async write(block: Buffer): Promise<void> {
    try {
      const file = await this.#fileFor(block.length);
      await this.#append(file, block);
    } catch (thrown) {
      const isFull = FULL.includes((thrown as NodeJS.ErrnoException).code ?? "");
      throw new SinkError(isFull ? "full" : "away", messageOf(thrown), { cause: thrown });
    }
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.handle.close().catch(() => {});
  }

  async #append(file: OpenFile, block: Buffer): Promise<void> {
    try {
      for (let at = 0; at < block.length; ) {
        const { bytesWritten } = await file.handle.write(block, at, block.length - at);
        at += bytesWritten;
      }
      file.length += block.length;
    } catch (thrown) {
      // RECORDFILE-2. Where that fails too, the block is damaged, and is lost alone.
      await file.handle.truncate(file.length).catch(() => {});
      await this.close();
      if (file.length === 0) await unlink(file.path).catch(() => {});
      throw thrown;
    }
  }

  async #fileFor(length: number): Promise<OpenFile> {
    const nowMs = this.#terms.wall();
    const file = this.#file;
    if (
      file !== null &&
      file.length + length <= this.#fileBytesMax &&
      nowMs - file.openedAtMs < FILE_MS_MAX &&
      // RECORDFILE-3. By an operator, or by another gateway that makes room.
      (await file.handle.stat()).nlink > 0
    )
      return file;
    await this.close();
    await mkdir(this.#terms.path, { recursive: true });
    await this.#deleteOld(nowMs);
    const path = join(this.#terms.path, fileName(this.#terms.gateway, nowMs));
    const handle = await open(path, "a", MODE);
    const { size } = await handle.stat();
    this.#file = { handle, path, openedAtMs: nowMs, length: size };
    return this.#file;
  }

  /** Makes room for one more file (RECORDFILE-1). */
  async #deleteOld(nowMs: number): Promise<void> {
    const { path: folder, bytesMax, ageMsMax } = this.#terms;
    const names = (await readdir(folder)).filter((name) => name.endsWith(RECORD_FILE_END)).sort();
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(folder, name);
        // Another gateway may have deleted it.
        const known = await stat(path).catch(() => null);
        return { path, bytes: known?.size ?? 0, changedAtMs: known?.mtimeMs ?? nowMs };
      }),
    );
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0) + this.#fileBytesMax;
    for (const file of files) {
      if (bytes <= bytesMax && nowMs - file.changedAtMs < ageMsMax) continue;
      await unlink(file.path).catch(() => {});
      bytes -= file.bytes;
    }
  }
}

/** `20261130T075200123Z-gw1.records`: files sort by their time, whoever wrote them. */
function fileName(gateway: string, wallMs: number): string {
  const time = new Date(wallMs).toISOString().replace(/[-:.]/g, "");
  return `${time}-${gateway}${RECORD_FILE_END}`;
}
