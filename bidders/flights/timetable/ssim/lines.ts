/**
 * Bytes -> records of text, as they come: for a file of any size, no more than a chunk and a record
 * is kept.
 *
 * Records stand on lines (LF or CRLF), or one after the other without line ends, as the manual's
 * blocks of five have them (7.3): a file without a line end in its first two records is of the
 * second kind. A line that is longer than a record is cut: only its length is needed.
 */
import { RECORD_BYTES } from "./fields.ts";
import { withoutBomBytes } from "./kind.ts";

export interface RecordLine {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
  /** Bytes of the line, also where the text was cut. */
  readonly length: number;
}

/** Enough of a long line to recognise what it is. */
const TEXT_MAX = 2 * RECORD_BYTES;
const LF = 10;
const CR = 13;

/** Receives chunks in order; `end` gives the last record. */
export class LineSplitter {
  #kept: Uint8Array = new Uint8Array(0);
  /** Bytes of the current line that were dropped. */
  #dropped = 0;
  #number = 0;
  /** undefined until two records are there, or a line end. */
  #blocks: boolean | undefined;

  *push(chunk: Uint8Array): Generator<RecordLine> {
    let bytes: Uint8Array = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk]);
    if (this.#blocks === undefined) {
      if (bytes.length >= 3) bytes = withoutBomBytes(bytes);
      const end = bytes.indexOf(LF);
      if (end < 0 && bytes.length < TEXT_MAX) {
        this.#kept = bytes.slice();
        return;
      }
      this.#blocks = (end < 0 || end >= TEXT_MAX) && isRecordType(bytes[RECORD_BYTES]);
    }
    let at = 0;
    for (;;) {
      const end = this.#blocks ? at + RECORD_BYTES : bytes.indexOf(LF, at);
      if (end < 0 || end > bytes.length) break;
      yield this.#line(bytes.subarray(at, end));
      at = this.#blocks ? end : end + 1;
    }
    const rest = bytes.subarray(at);
    // Kept apart from the chunk, which may be reused; and no longer than what is shown of it.
    this.#kept = rest.slice(0, this.#blocks ? rest.length : TEXT_MAX);
    this.#dropped += rest.length - this.#kept.length;
  }

  *end(): Generator<RecordLine> {
    if (this.#kept.length > 0) yield this.#line(this.#kept);
    this.#kept = new Uint8Array(0);
  }

  #line(bytes: Uint8Array): RecordLine {
    const whole = bytes.length + this.#dropped;
    // The end of a longer line may have been dropped, with its CR.
    const line =
      bytes.at(-1) === CR && whole <= TEXT_MAX
        ? bytes.subarray(0, -1)
        : bytes.subarray(0, TEXT_MAX);
    this.#dropped = 0;
    this.#number++;
    const text = Buffer.from(line.buffer, line.byteOffset, line.length).toString("latin1");
    return { number: this.#number, text, length: whole <= TEXT_MAX ? line.length : whole };
  }
}

function isRecordType(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x35;
}
