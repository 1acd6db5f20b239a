/**
 * The timetable's file, `timetable.bin.br`: Brotli over
 *
 *   4 bytes   "SBT1"
 *   4 bytes   length of the head, little endian
 *   head      JSON: { rows, airports: [IATA codes], carriers: [...], aircraftTypes: [...], crc32 of the columns }
 *   columns   one after the other, `rows` long each; a 16-bit one as all its low bytes, then all its high bytes:
 *             origin 16, destination 16, departure 16, blockMinutes 16, carrier 16, number 16, aircraft 8, days 8
 *
 * Rows are sorted by origin, destination, departure. Origin and destination are indexes into `airports`, and are stored as the
 * difference to the row before: sorted columns become runs of zeros.
 */
import { brotliCompressSync, brotliDecompressSync, crc32, constants as zlib } from "node:zlib";

export interface TimetableFile {
  readonly rows: number;
  readonly airports: readonly string[];
  readonly carriers: readonly string[];
  readonly aircraftTypes: readonly string[];
  readonly origin: Uint16Array;
  readonly destination: Uint16Array;
  readonly departure: Uint16Array;
  readonly blockMinutes: Uint16Array;
  readonly carrier: Uint16Array;
  readonly number: Uint16Array;
  readonly aircraft: Uint8Array;
  readonly days: Uint8Array;
}

interface Head {
  readonly rows: number;
  readonly airports: readonly string[];
  readonly carriers: readonly string[];
  readonly aircraftTypes: readonly string[];
  readonly crc32: number;
}

const MAGIC = "SBT1";
const WIDE = ["origin", "destination", "departure", "blockMinutes", "carrier", "number"] as const;
const NARROW = ["aircraft", "days"] as const;
const BYTES_A_ROW = 2 * WIDE.length + NARROW.length;
const DIFFERENCES: ReadonlySet<string> = new Set(["origin", "destination"]);
/** Far above any timetable of the world (it has some 40 million flights a year, that is under a million rows). */
const UNPACKED_BYTES_MAX = 64 * 1024 * 1024;

export function encodeTimetable(file: TimetableFile): Buffer {
  const columns = Buffer.alloc(file.rows * BYTES_A_ROW);
  let at = 0;
  for (const name of WIDE) {
    let before = 0;
    for (let row = 0; row < file.rows; row++) {
      const value = file[name][row] as number;
      const stored = DIFFERENCES.has(name) ? (value - before) & 0xffff : value;
      before = value;
      columns[at + row] = stored & 0xff;
      columns[at + file.rows + row] = stored >> 8;
    }
    at += 2 * file.rows;
  }
  for (const name of NARROW) {
    columns.set(file[name], at);
    at += file.rows;
  }
  const { rows, airports, carriers, aircraftTypes } = file;
  const head = Buffer.from(JSON.stringify({ rows, airports, carriers, aircraftTypes, crc32: crc32(columns) } satisfies Head));
  const prefix = Buffer.alloc(8);
  prefix.write(MAGIC, "latin1");
  prefix.writeUInt32LE(head.length, 4);
  return brotliCompressSync(Buffer.concat([prefix, head, columns]), {
    params: { [zlib.BROTLI_PARAM_QUALITY]: 11, [zlib.BROTLI_PARAM_LGWIN]: 24 },
  });
}

/** Throws an Error that says what is wrong with the bytes: not ours, cut short, or damaged. */
export function decodeTimetable(packed: Uint8Array): TimetableFile {
  const bytes = unpack(packed);
  if (bytes.length < 8 || bytes.toString("latin1", 0, 4) !== MAGIC) throw new Error(`it is no timetable: it must begin with "${MAGIC}"`);
  const headEnd = 8 + bytes.readUInt32LE(4);
  const head = parseHead(bytes.subarray(8, headEnd));
  const columns = bytes.subarray(headEnd);
  if (columns.length !== head.rows * BYTES_A_ROW) {
    throw new Error(`it is damaged: ${head.rows} rows need ${head.rows * BYTES_A_ROW} bytes, ${columns.length} are there`);
  }
  if (crc32(columns) !== head.crc32) throw new Error("it is damaged: its checksum does not fit");
  let at = 0;
  const wide = (name: (typeof WIDE)[number]): Uint16Array => {
    const column = new Uint16Array(head.rows);
    let before = 0;
    for (let row = 0; row < head.rows; row++) {
      const stored = (columns[at + row] as number) | ((columns[at + head.rows + row] as number) << 8);
      // The array keeps 16 bits, so a difference may wrap.
      column[row] = DIFFERENCES.has(name) ? before + stored : stored;
      before = column[row] as number;
    }
    at += 2 * head.rows;
    return column;
  };
  const narrow = (): Uint8Array => {
    const column = Uint8Array.from(columns.subarray(at, at + head.rows));
    at += head.rows;
    return column;
  };
  const file: TimetableFile = {
    rows: head.rows,
    airports: head.airports,
    carriers: head.carriers,
    aircraftTypes: head.aircraftTypes,
    origin: wide("origin"),
    destination: wide("destination"),
    departure: wide("departure"),
    blockMinutes: wide("blockMinutes"),
    carrier: wide("carrier"),
    number: wide("number"),
    aircraft: narrow(),
    days: narrow(),
  };
  checkRanges(file);
  return file;
}

function unpack(packed: Uint8Array): Buffer {
  try {
    return brotliDecompressSync(packed, { maxOutputLength: UNPACKED_BYTES_MAX });
  } catch (cause) {
    throw new Error("it cannot be unpacked: cut short, damaged, or not packed with Brotli", { cause });
  }
}

function parseHead(bytes: Buffer): Head {
  try {
    const head = JSON.parse(bytes.toString("utf8")) as Head;
    const texts = (list: unknown) => Array.isArray(list) && list.every((text) => typeof text === "string");
    if (Number.isInteger(head.rows) && texts(head.airports) && texts(head.carriers) && texts(head.aircraftTypes)) return head;
  } catch (cause) {
    throw new Error("it is damaged: its head is no JSON", { cause });
  }
  throw new Error("it is damaged: its head lacks rows, airports, carriers or aircraftTypes");
}

/** Every index must lead somewhere and every row be in order: the look-ups rely on both. */
function checkRanges(file: TimetableFile): void {
  let before = -1;
  for (let row = 0; row < file.rows; row++) {
    const origin = file.origin[row] as number;
    const destination = file.destination[row] as number;
    const departure = file.departure[row] as number;
    const order = (origin * 65536 + destination) * 1440 + departure;
    const good =
      origin < file.airports.length &&
      destination < file.airports.length &&
      (file.carrier[row] as number) < file.carriers.length &&
      (file.aircraft[row] as number) < file.aircraftTypes.length &&
      departure < 1440 &&
      (file.blockMinutes[row] as number) > 0 &&
      (file.days[row] as number) < 128 &&
      order >= before;
    if (!good) throw new Error(`it is damaged: row ${row} is out of order or points nowhere`);
    before = order;
  }
}
