import { type Content, FILLER, record, SERIAL } from "./fields.ts";

const SERIAL_MAX = 999_999;
/** Records a block (SSIM 7.3). */
const BLOCK_RECORDS = 5;

/** Numbers the records, and fills up blocks. */
export class RecordWriter {
  #serial = 0;
  #inBlock = 0;

  /** The serial number of the last record. */
  get serial(): string {
    return String(this.#serial).padStart(6, "0");
  }

  write(type: "1" | "2" | "3" | "4" | "5", contents: readonly Content[]): string {
    this.#serial = this.#serial === SERIAL_MAX ? 2 : this.#serial + 1;
    this.#inBlock = (this.#inBlock + 1) % BLOCK_RECORDS;
    return `${record(type, [...contents, [SERIAL, this.serial]])}\n`;
  }

  fill(): string {
    const missing = (BLOCK_RECORDS - this.#inBlock) % BLOCK_RECORDS;
    this.#inBlock = 0;
    return `${FILLER}\n`.repeat(missing);
  }
}
