/**
 * The timetable's file, `timetable.bin.br`: Brotli over
 *
 *   4 bytes   "SBT2"
 *   4 bytes   length of the head, little endian
 *   head      JSON: { rows, codeshares, airports: [IATA codes], carriers: [...],
 *             aircraftTypes: [...], crc32 of the columns }
 *   columns   one after the other; a 16-bit one as all its low bytes, then all its high bytes.
 *             `rows` long each: origin 16, destination 16, departure 16, blockMinutes 16,
 *             carrier 16, number 16, validFrom 16, validTo 16, codeshares of the row 16,
 *             aircraft 8, days 8; `codeshares` long each: codeshareCarrier 16, codeshareNumber 16
 *
 * Rows are sorted by origin, destination, departure. Origin and destination are indexes into
 * `airports`, and are stored as the difference to the row before: sorted columns become runs of
 * zeros.
 *
 * Where a row has a flag, the file begins with "SBT3", and a column of 8 bits, `flags`, follows
 * `days`; such a file is not for older versions. Nor are flags above 3 (codes C, F and those of
 * connections) for versions before them: they refuse the file.
 *
 * Files from before periods and code-shares are read too: "SBT1", no `codeshares` in the head, and
 * without the columns validFrom to codeshares and the last two. Their rows are open at both ends.
 *
 * Tests: `load.test.ts`.
 */

import { brotliCompressSync, brotliDecompressSync, crc32, constants as zlib } from "node:zlib";
import { MINUTES_PER_DAY } from "../../../proto/local-time.ts";
import type { Columns } from "./columns.ts";
import { shared, sharedFrom } from "./shared-columns.ts";
import { FLAGS_MAX, OPEN_TO } from "./timetable.ts";

/** Columns whose airports are codes only: the reader finds their places. */
export type TimetableFile = Omit<Columns, "airports"> & { readonly airports: readonly string[] };

interface Head {
  readonly rows: number;
  readonly codeshares: number;
  readonly airports: readonly string[];
  readonly carriers: readonly string[];
  readonly aircraftTypes: readonly string[];
  readonly crc32: number;
}

const MAGIC = "SBT2";
const MAGIC_FLAGS = "SBT3";
const MAGIC_OPEN_ROWS = "SBT1";
/**
 * Far above any timetable of the world (it has some 40 million flights a year, that is under a
 * million rows).
 */
const UNPACKED_BYTES_MAX = 64 * 1024 * 1024;
/** The part of them that the head may take: its three lists are bounded by 16-bit indexes. */
const HEAD_BYTES_MAX = 2 * 1024 * 1024;
const ROW_BYTES = 20;
const OPEN_ROW_BYTES = 14;
const FLAGS_BYTES = 1;
const CODESHARE_BYTES = 4;

/** Throws a RangeError for what could not be read again: too many rows, or code-shares of one. */
export function encodeTimetable(file: TimetableFile): Buffer {
  const { rows, airports, carriers, aircraftTypes } = file;
  const codeshares = file.codeshareCarrier.length;
  const hasFlags = file.flags.some((flags) => flags !== 0);
  if (
    rows * (ROW_BYTES + FLAGS_BYTES) + codeshares * CODESHARE_BYTES >
    UNPACKED_BYTES_MAX - HEAD_BYTES_MAX
  ) {
    throw new RangeError(
      `${rows} rows and ${codeshares} code-shares are more than a file holds, about 3 million rows`,
    );
  }
  const perRow = new Uint16Array(rows).map((_, row) => codesharesOf(file, row));
  const columns = Buffer.concat([
    wideBytes(differences(file.origin)),
    wideBytes(differences(file.destination)),
    wideBytes(file.departure),
    wideBytes(file.blockMinutes),
    wideBytes(file.carrier),
    wideBytes(file.number),
    wideBytes(file.validFrom),
    wideBytes(file.validTo),
    wideBytes(perRow),
    file.aircraft,
    file.days,
    ...(hasFlags ? [file.flags] : []),
    wideBytes(file.codeshareCarrier),
    wideBytes(file.codeshareNumber),
  ]);
  const head = Buffer.from(
    JSON.stringify({
      rows,
      codeshares,
      airports,
      carriers,
      aircraftTypes,
      crc32: crc32(columns),
    } satisfies Head),
  );
  const prefix = Buffer.alloc(8);
  prefix.write(hasFlags ? MAGIC_FLAGS : MAGIC, "latin1");
  prefix.writeUInt32LE(head.length, 4);
  return brotliCompressSync(Buffer.concat([prefix, head, columns]), {
    params: { [zlib.BROTLI_PARAM_QUALITY]: 11, [zlib.BROTLI_PARAM_LGWIN]: 24 },
  });
}

function codesharesOf(
  { codeshareStart, carriers, carrier, number }: TimetableFile,
  row: number,
): number {
  const count = (codeshareStart[row + 1] as number) - (codeshareStart[row] as number);
  if (count <= 65_535) return count;
  const flight = `${carriers[carrier[row] as number]}${number[row]}`;
  throw new RangeError(`${flight} has ${count} code-shares; a file holds 65535 of one row`);
}

/**
 * Throws an Error that states what is wrong with the bytes: another format, cut short, or damaged.
 */
export function decodeTimetable(packed: Uint8Array): TimetableFile {
  const bytes = unpack(packed);
  const magic = bytes.toString("latin1", 0, 4);
  const openRows = magic === MAGIC_OPEN_ROWS;
  const hasFlags = magic === MAGIC_FLAGS;
  if (bytes.length < 8 || !(openRows || hasFlags || magic === MAGIC))
    throw new Error(`it is not a timetable: it must begin with "${MAGIC}"`);
  const headEnd = 8 + bytes.readUInt32LE(4);
  const head = parseHead(bytes.subarray(8, headEnd), openRows);
  const columns = bytes.subarray(headEnd);
  const { rows, codeshares } = head;
  const needed =
    rows * ((openRows ? OPEN_ROW_BYTES : ROW_BYTES) + (hasFlags ? FLAGS_BYTES : 0)) +
    codeshares * CODESHARE_BYTES;
  if (columns.length !== needed)
    throw new Error(
      `it is damaged: ${rows} rows need ${needed} bytes, ${columns.length} are there`,
    );
  if (crc32(columns) !== head.crc32) throw new Error("it is damaged: its checksum does not fit");

  let at = 0;
  const take = (length: number) => {
    at += length;
    return columns.subarray(at - length, at);
  };
  const wide = (length = rows) => wideColumn(take(2 * length));
  const narrow = () => sharedFrom(Uint8Array, take(rows));
  const origin = sums(wide());
  const destination = sums(wide());
  const [departure, blockMinutes, carrier, number] = [wide(), wide(), wide(), wide()];
  const validFrom = openRows ? shared(Uint16Array, rows) : wide();
  const validTo = openRows ? shared(Uint16Array, rows).fill(OPEN_TO) : wide();
  const codeshareStart = starts(openRows ? new Uint16Array(rows) : wide());
  const [aircraft, days] = [narrow(), narrow()];
  const flags = hasFlags ? narrow() : shared(Uint8Array, rows);
  const [codeshareCarrier, codeshareNumber] = [wide(codeshares), wide(codeshares)];
  const { airports, carriers, aircraftTypes } = head;
  const file: TimetableFile = {
    ...{
      rows,
      airports,
      carriers,
      aircraftTypes,
      origin,
      destination,
      carrier,
      number,
      aircraft,
      departure,
      blockMinutes,
      days,
    },
    ...{ flags, validFrom, validTo, codeshareStart, codeshareCarrier, codeshareNumber },
  };
  checkRanges(file);
  return file;
}

function wideBytes(column: Uint16Array): Buffer {
  const bytes = Buffer.alloc(2 * column.length);
  for (const [i, value] of column.entries()) {
    bytes[i] = value & 0xff;
    bytes[column.length + i] = value >> 8;
  }
  return bytes;
}

function wideColumn(bytes: Uint8Array): Uint16Array {
  const length = bytes.length / 2;
  const column = shared(Uint16Array, length);
  for (let i = 0; i < length; i++)
    column[i] = (bytes[i] as number) | ((bytes[length + i] as number) << 8);
  return column;
}

/** The array keeps 16 bits, so a difference may wrap: `sums` wraps it back. */
function differences(column: Uint16Array): Uint16Array {
  return column.map((value, i) => value - (column[i - 1] ?? 0));
}

function sums(column: Uint16Array): Uint16Array {
  for (let i = 1; i < column.length; i++)
    column[i] = (column[i - 1] as number) + (column[i] as number);
  return column;
}

function starts(counts: Uint16Array): Uint32Array {
  const found = shared(Uint32Array, counts.length + 1);
  for (let i = 0; i < counts.length; i++)
    found[i + 1] = (found[i] as number) + (counts[i] as number);
  return found;
}

function unpack(packed: Uint8Array): Buffer {
  try {
    return brotliDecompressSync(packed, { maxOutputLength: UNPACKED_BYTES_MAX });
  } catch (cause) {
    throw new Error(
      "it cannot be unpacked: cut short, damaged, or neither packed with Brotli nor SSIM text",
      { cause },
    );
  }
}

function parseHead(bytes: Buffer, openRows: boolean): Head {
  try {
    const head = {
      ...(openRows ? { codeshares: 0 } : {}),
      ...JSON.parse(bytes.toString("utf8")),
    } as Head;
    const texts = (list: unknown) =>
      Array.isArray(list) && list.every((text) => typeof text === "string");
    const counts = [head.rows, head.codeshares].every(
      (count) => Number.isInteger(count) && count >= 0,
    );
    if (counts && texts(head.airports) && texts(head.carriers) && texts(head.aircraftTypes))
      return head;
  } catch (cause) {
    throw new Error("it is damaged: its head is not JSON", { cause });
  }
  throw new Error(
    "it is damaged: its head lacks rows, codeshares, airports, carriers or aircraftTypes",
  );
}

/** Every index must be in range and every row in order: searches rely on both. */
function checkRanges(file: TimetableFile): void {
  let before = -1;
  for (let row = 0; row < file.rows; row++) {
    const origin = file.origin[row] as number;
    const destination = file.destination[row] as number;
    const departure = file.departure[row] as number;
    const order = (origin * 65536 + destination) * MINUTES_PER_DAY + departure;
    const good =
      origin < file.airports.length &&
      destination < file.airports.length &&
      (file.carrier[row] as number) < file.carriers.length &&
      (file.aircraft[row] as number) < file.aircraftTypes.length &&
      departure < MINUTES_PER_DAY &&
      (file.blockMinutes[row] as number) > 0 &&
      (file.days[row] as number) < 128 &&
      (file.flags[row] as number) <= FLAGS_MAX &&
      (file.validFrom[row] as number) <= (file.validTo[row] as number) &&
      order >= before;
    if (!good) throw new Error(`it is damaged: row ${row} is out of order or refers to nothing`);
    before = order;
  }
  const codeshares = file.codeshareCarrier.length;
  const astray = file.codeshareCarrier.some((carrier) => carrier >= file.carriers.length);
  if (astray || file.codeshareStart[file.rows] !== codeshares)
    throw new Error("it is damaged: its code-shares are of no row");
}
