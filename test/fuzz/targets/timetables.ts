/**
 * A timetable file, unpacked: the target packs it, as it is and with the checksum that fits. It
 * is a timetable, or an error that begins with "it" says what is wrong.
 */
import { brotliCompressSync, brotliDecompressSync, crc32, constants as zlib } from "node:zlib";
import { decodeTimetable, encodeTimetable } from "../../../bidders/flights/timetable/file.ts";
import { importSsimBytes } from "../../../bidders/flights/timetable/ssim/import.ts";
import { type FuzzTarget, must } from "../target.ts";
import { checkTimetable, ssim } from "./ssim.ts";

const HEAD_AT = 8;
const FAST = { params: { [zlib.BROTLI_PARAM_QUALITY]: 0 } };

function seeds(): Uint8Array[] {
  // The second one alone has no flight of its own.
  const [file = Buffer.of()] = ssim.seeds();
  const { timetable } = importSsimBytes("seed", file);
  const airports = timetable.airports.map(({ code }) => code);
  return [brotliDecompressSync(encodeTimetable({ ...timetable, airports }))];
}

/** Undefined where its head is none. */
function withItsChecksum(input: Uint8Array): Uint8Array | undefined {
  const bytes = Buffer.from(input);
  if (bytes.length < HEAD_AT) return undefined;
  const headEnd = HEAD_AT + bytes.readUInt32LE(4);
  try {
    const head = JSON.parse(bytes.toString("utf8", HEAD_AT, headEnd)) as object;
    const columns = bytes.subarray(headEnd);
    const text = Buffer.from(JSON.stringify({ ...head, crc32: crc32(columns) }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    return Buffer.concat([bytes.subarray(0, 4), length, text, columns]);
  } catch {
    return undefined;
  }
}

export const timetables: FuzzTarget = {
  name: "timetables",
  form: "bytes",
  seeds,
  words: ["SBT1", "SBT2", "SBT3", '"rows":', '"codeshares":', '"airports":[', '"LHR"', "-1", "1e9"],
  msMax: 200,
  run(input) {
    for (const bytes of [input, withItsChecksum(input)])
      try {
        if (bytes !== undefined) checkTimetable(decodeTimetable(brotliCompressSync(bytes, FAST)));
      } catch (thrown) {
        const isTyped = thrown instanceof Error && thrown.constructor === Error;
        must(isTyped && /^(it|its) /.test(thrown.message), () => `threw ${String(thrown)}`);
      }
  },
};
