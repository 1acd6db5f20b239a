/**
 * One file's records -> rows: keeps the airline whose flights are being read, and the leg to which
 * segment data belong.
 */
import { type Carrier, readCarrier } from "./carrier.ts";
import { at, LEG, SEGMENT } from "./fields.ts";
import { readLeg, type SsimLeg } from "./leg.ts";
import { LineSplitter, type RecordLine } from "./lines.ts";
import type { ImportReport } from "./report.ts";
import { addLeg, joinNumber, type ScheduleRows } from "./rows.ts";
import { readSegment } from "./segment.ts";
import { Structure } from "./structure.ts";

export class SsimReader {
  readonly #file: string;
  readonly #report: ImportReport;
  readonly #rows: ScheduleRows;
  readonly #lines = new LineSplitter();
  readonly #structure: Structure;
  #carrier: Carrier | undefined;
  /**
   * The legs of the flight that is being read, by bytes 2 to 14 and 128; undefined for one that is
   * not sold.
   */
  readonly #flight = new Map<string, SsimLeg | undefined>();
  #designator = "";
  /** The flight number that is being read, and where its rows begin. */
  #number = "";
  #numberRows = 0;

  constructor(file: string, report: ImportReport, rows: ScheduleRows) {
    this.#file = file;
    this.#report = report;
    this.#rows = rows;
    this.#numberRows = rows.operating.length;
    this.#structure = new Structure(file, report);
  }

  push(chunk: Uint8Array): void {
    for (const line of this.#lines.push(chunk)) this.#take(line);
  }

  end(): void {
    for (const line of this.#lines.end()) this.#take(line);
    this.#closeNumber();
    this.#structure.end();
  }

  #take(line: RecordLine): void {
    const type = this.#structure.accept(line);
    if (type === "3") this.#leg(line);
    else if (type === "4") this.#segment(line);
    else if (type !== undefined) {
      this.#closeNumber();
      this.#carrier = type === "2" ? readCarrier(line, this.#file, this.#report) : undefined;
    }
  }

  #leg(line: RecordLine): void {
    this.#report.legs++;
    const { text } = line;
    // Flight designator, itinerary variation and its overflow: the legs of one flight.
    const number = text.slice(LEG.airline.from - 1, LEG.number.to);
    if (number !== this.#number) this.#closeNumber();
    this.#number = number;
    const designator = text.slice(1, LEG.variation.to) + at(text, LEG.variationOverflow);
    if (designator !== this.#designator) this.#closeFlight();
    this.#designator = designator;
    if (this.#carrier === undefined) {
      const wanted =
        "a carrier record that can be read must come before it: it states whether the times are local or UTC";
      this.#report.add({
        severity: "leg",
        file: this.#file,
        line: line.number,
        column: 1,
        fault: "leg of no carrier",
        found: "",
        wanted,
      });
      return;
    }
    const key = at(text, SEGMENT.legKey) + at(text, LEG.variationOverflow);
    const before = this.#flight.get(key);
    if (before !== undefined) addLeg(this.#rows, before, this.#report);
    this.#flight.set(key, readLeg(line, this.#file, this.#carrier, this.#report));
  }

  #segment(line: RecordLine): void {
    const { text } = line;
    const key = at(text, SEGMENT.legKey) + at(text, SEGMENT.variationOverflow);
    const leg = this.#flight.get(key);
    if (leg !== undefined) readSegment(line, this.#file, leg, this.#report);
    else if (!this.#flight.has(key) && this.#carrier !== undefined) {
      const wanted =
        "segment data must follow the leg that they belong to, with the same bytes 2 to 14";
      const finding = {
        file: this.#file,
        line: line.number,
        column: 2,
        fault: "segment data of no leg",
        found: key,
        wanted,
      } as const;
      this.#report.add({ severity: "warning", ...finding });
    }
  }

  #closeFlight(): void {
    for (const leg of this.#flight.values())
      if (leg !== undefined) addLeg(this.#rows, leg, this.#report);
    this.#flight.clear();
    this.#designator = "";
  }

  /** The periods of a flight number stand together: joined at once, they need not all be kept. */
  #closeNumber(): void {
    this.#closeFlight();
    const { operating } = this.#rows;
    for (const row of joinNumber(operating.splice(this.#numberRows), this.#report))
      operating.push(row);
    this.#numberRows = operating.length;
    this.#number = "";
  }
}
