/** Reads the fields of one record, and reports each that is not what it must be. */
import { at, type RecordField } from "./fields.ts";
import type { RecordLine } from "./lines.ts";
import type { ImportReport } from "./report.ts";

export class RecordFieldReader {
  readonly #line: RecordLine;
  readonly #file: string;
  readonly #report: ImportReport;
  /** Something was wrong: the leg is counted once among the refused, however much it was. */
  refused = false;

  constructor(line: RecordLine, file: string, report: ImportReport) {
    this.#line = line;
    this.#file = file;
    this.#report = report;
  }

  /** What `parse` makes of the field; `otherwise` when it makes nothing of it, which is a fault. */
  read<T>(
    field: RecordField,
    parse: (text: string) => T | undefined,
    wanted: string,
    otherwise: T,
  ): T {
    const value = parse(at(this.#line.text, field));
    if (value !== undefined) return value;
    this.refuse(field, wanted);
    return otherwise;
  }

  at(field: RecordField): string {
    return at(this.#line.text, field);
  }

  refuse(field: RecordField, wanted: string, fault = field.name): void {
    this.#add("leg", field, wanted, fault);
    this.refused = true;
  }

  warn(field: RecordField, wanted: string): void {
    this.#add("warning", field, wanted, field.name);
  }

  #add(severity: "leg" | "warning", field: RecordField, wanted: string, fault: string): void {
    const { text, number } = this.#line;
    this.#report.add({
      severity,
      file: this.#file,
      line: number,
      column: field.from,
      fault,
      found: at(text, field),
      wanted,
    });
  }
}
