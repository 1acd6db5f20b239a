/**
 * Reads records: a file, a folder of files, or the bytes of blocks from elsewhere.
 *
 * READRECORDS-1 A block that is damaged or cut off is lost alone: all whole blocks before and after
 *    it are read, in their order, and the loss is reported with its place.
 * READRECORDS-2 A block of a newer version is no damage: reading ends with an error that says which
 *    version it is.
 * READRECORDS-3 A6: no more is in memory than one block and what it is inflated to, whatever the
 *    length of the record.
 * READRECORDS-4 A folder may be one that a gateway writes: a file of it that is deleted before it
 *    is opened is reported, and reading goes on.
 */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { ratesOf } from "../../proto/codec/rates.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import { recording } from "../../proto/generated/messages.js";
import protobuf from "../../proto/protobuf.ts";
import { decodeAuction, type ReaderTables } from "./auction-codec.ts";
import {
  AUCTIONS_A_BLOCK_MAX,
  BLOCK_BYTES_MAX,
  type BlockHeader,
  HEADER_BYTES,
  MARKER,
  plainContent,
  readHeader,
  readPlausibility,
  VERSION,
} from "./block-codec.ts";
import type { RecordedAuction } from "./recorded-auction.ts";

/** The ending of the files of a record. */
export const RECORD_FILE_END = ".records";

/** What could not be read. */
export interface RecordFault {
  /** Of a file: its path; null: the bytes came from elsewhere. */
  readonly file: string | null;
  /** The byte of the file, or of all bytes, at which it begins; null: it has no such place. */
  readonly atByte: number | null;
  /** How many auctions are lost; null: that is not known. */
  readonly auctions: number | null;
  readonly reason: string;
}

/** A folder that has no record. */
export class NoRecordError extends Error {}

/** A record of a version that this program does not read (READRECORDS-2). */
export class NewerRecordError extends Error {}

/**
 * The auctions of a record, in the order in which they were recorded. `source`: a file, a folder
 * whose files end in `.records`, which are read in the order of their names, or bytes.
 *
 * @throws NewerRecordError, NoRecordError, or an Error of the file system
 */
export async function* readRecords(
  source: string | AsyncIterable<Uint8Array>,
  onFault: (fault: RecordFault) => void,
): AsyncGenerator<RecordedAuction, void, undefined> {
  if (typeof source !== "string") {
    yield* readBlocks(source, null, onFault);
    return;
  }
  for (const file of await recordFiles(source)) {
    try {
      yield* readBlocks(createReadStream(file), file, onFault);
    } catch (thrown) {
      // READRECORDS-4. A file that was asked for by its name must be there.
      if (file === source || (thrown as NodeJS.ErrnoException).code !== "ENOENT") throw thrown;
      onFault({ file, atByte: 0, auctions: null, reason: "the file has been deleted meanwhile" });
    }
  }
}

/** The files of a record: the file itself, or those of the folder. @throws NoRecordError */
async function recordFiles(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => name.endsWith(RECORD_FILE_END)).sort();
  if (names.length === 0)
    throw new NoRecordError(`${path} has no record: no file there ends in ${RECORD_FILE_END}`);
  return names.map((name) => join(path, name));
}

type OnFault = (fault: RecordFault) => void;

async function* readBlocks(
  chunks: AsyncIterable<Uint8Array>,
  file: string | null,
  onFault: OnFault,
): AsyncGenerator<RecordedAuction, void, undefined> {
  const window = new Window(chunks);
  /** Bytes between two markers are one fault, however many they are. */
  let inDamage = false;
  const fault = (auctions: number | null, reason: string) => {
    if (!inDamage || window.isAtMarker) onFault({ file, atByte: window.atByte, auctions, reason });
    inDamage = true;
  };
  while (await window.has(1)) {
    await window.has(HEADER_BYTES);
    const header = readHeader(window.bytes);
    if (header === undefined) {
      fault(null, "there is no block here, or its header is damaged or cut off");
      window.skipToMarker();
      continue;
    }
    if (header.version > VERSION) throw newerRecord(header, file, window.atByte);
    const whole = await wholeContent(window, header);
    const plain = typeof whole === "string" ? whole : contentOrReason(header, whole);
    if (typeof plain === "string") {
      fault(header.auctions, plain);
      // A block that was cut off may be followed by whole ones within its stated length.
      window.skipToMarker();
      continue;
    }
    inDamage = false;
    yield* auctionsIn(plain, header, (auctions, reason) =>
      onFault({ file, atByte: window.atByte, auctions, reason }),
    );
    window.skip(HEADER_BYTES + header.length);
  }
}

/** The content of a block, or why there is none. */
async function wholeContent(window: Window, header: BlockHeader): Promise<Buffer | string> {
  const { length, auctions } = header;
  if (length > BLOCK_BYTES_MAX || auctions > AUCTIONS_A_BLOCK_MAX)
    return `a block of ${length} bytes and ${auctions} auctions is larger than any that is written`;
  if (!(await window.has(HEADER_BYTES + length))) return "the block is cut off";
  return window.bytes.subarray(HEADER_BYTES, HEADER_BYTES + length);
}

function contentOrReason(header: BlockHeader, content: Buffer): Buffer | string {
  try {
    return plainContent(header, content);
  } catch (thrown) {
    return `the block is damaged: ${messageOf(thrown)}`;
  }
}

function newerRecord({ version }: BlockHeader, file: string | null, atByte: number): Error {
  const where = file === null ? `byte ${atByte}` : `${file}, byte ${atByte}`;
  return new NewerRecordError(
    `${where}: a block of version ${version}; this program reads version ${VERSION} and older: read it with the release that wrote it, or a newer one`,
  );
}

function* auctionsIn(
  plain: Buffer,
  { auctions: stated }: BlockHeader,
  fault: (auctions: number, reason: string) => void,
): Generator<RecordedAuction, void, undefined> {
  let tables: ReaderTables;
  let auctions: readonly Uint8Array[];
  try {
    checkFields(plain);
    const block = recording.Block.decode(plain);
    const rates = block.rates.map((bytes) => ratesOf(Buffer.from(bytes), 0, bytes.length));
    tables = { rates, plausibility: block.plausibility.map(readPlausibility) };
    auctions = block.auctions;
  } catch (thrown) {
    fault(stated, `the content of the block cannot be read: ${messageOf(thrown)}`);
    return;
  }
  for (const bytes of auctions) {
    const one = decoded(bytes, tables);
    if (typeof one === "string") fault(1, `an auction cannot be read: ${one}`);
    else yield one;
  }
}

function decoded(bytes: Uint8Array, tables: ReaderTables): RecordedAuction | string {
  try {
    return decodeAuction(bytes, tables);
  } catch (thrown) {
    if (thrown instanceof AuctionError) return thrown.message;
    throw thrown;
  }
}

/** A6: a field of two bytes becomes an object of many more. */
const FIELDS_MAX = AUCTIONS_A_BLOCK_MAX * 3;

function checkFields(plain: Buffer): void {
  const reader = protobuf.Reader.create(plain);
  for (let fields = 0; reader.pos < reader.len; fields++) {
    if (fields >= FIELDS_MAX) throw new RangeError(`more than ${FIELDS_MAX} fields`);
    reader.skipType(reader.tag() & 7);
  }
}

/** The bytes from the place of reading on, as many as were asked for. */
class Window {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #bytes: Buffer = Buffer.alloc(0);
  #isOver = false;
  /** How many bytes were before. */
  atByte = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  get isAtMarker(): boolean {
    return this.#bytes.subarray(0, MARKER.length).equals(MARKER);
  }

  /** Reads on until there are so many bytes. False: there are no more. */
  async has(length: number): Promise<boolean> {
    if (this.#bytes.length >= length) return true;
    const parts: Uint8Array[] = [this.#bytes];
    let total = this.#bytes.length;
    while (total < length && !this.#isOver) {
      const next = await this.#chunks.next();
      if (next.done === true) this.#isOver = true;
      else {
        parts.push(next.value);
        total += next.value.length;
      }
    }
    this.#bytes = Buffer.concat(parts, total);
    return total >= length;
  }

  skip(length: number): void {
    this.#bytes = this.#bytes.subarray(length);
    this.atByte += length;
  }

  /** Skips to the next marker, or so far that the beginning of one is left. */
  skipToMarker(): void {
    const next = this.#bytes.indexOf(MARKER, 1);
    const rest = this.#isOver ? 0 : MARKER.length - 1;
    this.skip(next >= 0 ? next : Math.max(1, this.#bytes.length - rest));
  }
}
