/** Reads the fields of one record, and reports each that is not what it must be. */
import { at, type Field } from "./fields.ts";
import type { Line } from "./lines.ts";
import type { Report } from "./report.ts";

export class FieldReader {
  readonly #line: Line;
  readonly #file: string;
  readonly #report: Report;
  /** Something was wrong: the leg is counted once among the refused, however much it was. */
  refused = false;

  constructor(line: Line, file: string, report: Report) {
    this.#line = line;
    this.#file = file;
    this.#report = report;
  }

  /** What `parse` makes of the field; `otherwise` when it makes nothing of it, which is a fault. */
  read<T>(field: Field, parse: (text: string) => T | undefined, wanted: string, otherwise: T): T {
    const value = parse(at(this.#line.text, field));
    if (value !== undefined) return value;
    this.refuse(field, wanted);
    return otherwise;
  }

  at(field: Field): string {
    return at(this.#line.text, field);
  }

  refuse(field: Field, wanted: string, fault = field.name): void {
    this.#add("leg", field, wanted, fault);
    this.refused = true;
  }

  warn(field: Field, wanted: string): void {
    this.#add("warning", field, wanted, field.name);
  }

  #add(severity: "leg" | "warning", field: Field, wanted: string, fault: string): void {
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
