/**
 * Whether the records of a file are whole and in order (SSIM 7.3 to 7.5): header (1), then for each
 * airline carrier (2), legs (3) with their segment data (4), trailer (5). Serial numbers rise by
 * one; after 999999 comes 000002. A later airline's carrier record may go on counting, take the
 * trailer's number again or begin again at 000002, and may have a header of its own before it: all
 * occur in real files.
 *
 * A gap in the serial numbers means a missing record, and a missing trailer means a file that was
 * cut: what is left may be half a flight, so such a file is refused as a whole.
 */
import { at, FILLER, HEADER, RECORD_BYTES, SERIAL, TITLE, TRAILER } from "./fields.ts";
import type { RecordLine } from "./lines.ts";
import type { ImportReport } from "./report.ts";

type RecordType = "1" | "2" | "3" | "4" | "5";

const SERIAL_MAX = 999_999;

export class Structure {
  readonly #file: string;
  readonly #report: ImportReport;
  /** The type of the last record that was not a filler. */
  #last: RecordType | undefined;
  #serial = 0;
  /** Fillers since then: some writers number those too. */
  #fillers = 0;
  #airline = "";
  #lines = 0;

  constructor(file: string, report: ImportReport) {
    this.#file = file;
    this.#report = report;
  }

  /**
   * The type of a record that can be read; undefined for fillers, blank lines and what was
   * reported.
   */
  accept(line: RecordLine): RecordType | undefined {
    this.#lines = line.number;
    const { text, length } = line;
    if (length !== RECORD_BYTES) {
      if (text.trim() !== "" && text !== "\x1a")
        this.#fault(
          line,
          0,
          "record of the wrong length",
          `${length} bytes`,
          `a record has ${RECORD_BYTES}`,
        );
      return undefined;
    }
    if (text === FILLER || text.trim() === "") {
      this.#fillers++;
      return undefined;
    }
    const type = text[0] as string;
    if (!isType(type)) {
      this.#fault(
        line,
        1,
        "record of an unknown type",
        type,
        "1 header, 2 carrier, 3 leg, 4 segment data or 5 trailer would be right",
      );
      return undefined;
    }
    this.#order(line, type);
    this.#count(line, type);
    if (type === "5") this.#trailer(line);
    if (type === "2") this.#airline = text.slice(2, 5);
    this.#last = type;
    this.#fillers = 0;
    return type;
  }

  end(): void {
    const line = { number: this.#lines, text: "", length: 0 };
    if (this.#last === undefined)
      this.#fault(
        { ...line, number: 0 },
        0,
        "no records",
        "",
        "a schedule data set begins with a header record",
      );
    else if (this.#last !== "5") {
      this.#fault(
        line,
        0,
        "the file ends without a trailer record",
        "",
        "a record of type 5 closes each airline: the file was cut short",
      );
    }
  }

  #order(line: RecordLine, type: RecordType): void {
    const last = this.#last;
    const open = last === "2" || last === "3" || last === "4";
    if (type === "1") {
      if (last !== undefined && last !== "5")
        this.#fault(
          line,
          1,
          "a header within an airline's records",
          type,
          "a trailer must come before it",
        );
      if (at(line.text, HEADER.title) !== TITLE) {
        this.#fault(
          line,
          HEADER.title.from,
          HEADER.title.name,
          at(line.text, HEADER.title),
          `it must be ${TITLE}`,
        );
      }
    } else if (last === undefined) {
      this.#fault(line, 1, "no header record", type, `the first record must be 1${TITLE}`);
    }
    if (type === "2" && open)
      this.#fault(
        line,
        1,
        "no trailer record",
        type,
        "a record of type 5 must close the airline before",
      );
    if ((type === "3" || type === "4" || type === "5") && last !== undefined && !open) {
      this.#fault(
        line,
        1,
        "no carrier record",
        type,
        "a record of type 2 must open the airline's flights",
      );
    }
  }

  #count(line: RecordLine, type: RecordType): void {
    const found = at(line.text, SERIAL);
    const serial = /^\d{6}$/.test(found) ? Number(found) : undefined;
    const next = (after: number) => (after >= SERIAL_MAX ? after - SERIAL_MAX + 2 : after + 1);
    const expected = type === "1" ? 1 : next(this.#serial);
    const right =
      serial === expected ||
      (type !== "1" && serial === next(this.#serial + this.#fillers)) ||
      (type === "2" && this.#last === "5" && (serial === 2 || serial === this.#serial));
    if (!right) {
      this.#fault(
        line,
        SERIAL.from,
        SERIAL.name,
        found,
        `${String(expected).padStart(6, "0")} must follow: records are missing, or not in order`,
      );
    }
    // Numbers are counted from this one on: one record that is missing is one fault.
    this.#serial = serial ?? expected;
  }

  #trailer(line: RecordLine): void {
    const { text } = line;
    const check = at(text, TRAILER.check);
    // #serial is already the trailer's own; fillers in between may have been numbered.
    const right = [this.#serial - 1, this.#serial - 1 - this.#fillers].some(
      (serial) => check === String(serial).padStart(6, "0"),
    );
    if (!right && this.#serial !== 2) {
      this.#fault(
        line,
        TRAILER.check.from,
        TRAILER.check.name,
        check,
        "it must be the serial number of the record before: records are missing",
      );
    }
    if (!/[CE]/.test(at(text, TRAILER.end)))
      this.#fault(
        line,
        TRAILER.end.from,
        TRAILER.end.name,
        at(text, TRAILER.end),
        "it must be C or E",
      );
    const airline = at(text, TRAILER.airline);
    if (this.#airline !== "" && airline.trim() === "") {
      // Some writers leave it out. The serial numbers show that nothing is missing, and its
      // place shows whose records it closes.
      const wanted = `it closes "${this.#airline}", which should be there`;
      const finding = {
        file: this.#file,
        line: line.number,
        column: TRAILER.airline.from,
        fault: "trailer without an airline",
        found: airline,
        wanted,
      };
      this.#report.add({ severity: "warning", ...finding });
    } else if (this.#airline !== "" && airline !== this.#airline) {
      this.#fault(
        line,
        TRAILER.airline.from,
        "trailer of another airline",
        airline,
        `it must close "${this.#airline}"`,
      );
    }
  }

  #fault(line: RecordLine, column: number, fault: string, found: string, wanted: string): void {
    this.#report.add({
      severity: "structure",
      file: this.#file,
      line: line.number,
      column,
      fault,
      found,
      wanted,
    });
  }
}

function isType(text: string): text is RecordType {
  return text >= "1" && text <= "5" && text.length === 1;
}
