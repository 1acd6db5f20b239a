/**
 * An SSIM file: it becomes a timetable that can be used, or is refused with a report that says why.
 */
import { importSsimBytes, SsimRefused } from "../../../bidders/flights/timetable/ssim/import.ts";
import { FINDINGS_MAX, type ImportReport } from "../../../bidders/flights/timetable/ssim/report.ts";
import type { Timetable } from "../../../bidders/flights/timetable/timetable.ts";
import { ssim as ssimFile } from "../../fixtures/ssim/schedule.ts";
import { type FuzzTarget, must } from "../target.ts";

function seeds(): Uint8Array[] {
  const joint = { leg: "BA15 LHR-SIN 2130+0000 1810+0800 2 01DEC26-29DEC26 77W" };
  const files = [
    ssimFile({
      airline: "BA",
      legs: [
        {
          leg: "BA117 LHR-JFK 0830+0000 1105-0500 1234567 10DEC26-20DEC26 744",
          elements: [["010", "AA 6143/IB 4218"]],
        },
        { leg: "BA112 JFK-LHR 1835-0500 0630+0000 135 00XXX00-00XXX00 744", dateVariation: "01" },
        { ...joint, dateVariation: "01", frequency: "2" },
      ],
    }),
    ssimFile({
      airline: "AA",
      mode: "U",
      legs: [
        {
          leg: "AA6143 LHR-JFK 0830+0000 1605-0500 2 10DEC26-20DEC26 744",
          elements: [["050", "BA 117"]],
          disclosure: "L",
        },
      ],
    }),
  ];
  return files.map((text) => Buffer.from(text, "latin1"));
}

const MINUTES_A_DAY = 1_440;

/** Of a file too, which has the codes of its airports alone. */
type CheckedColumns = Pick<
  Timetable,
  "rows" | "carriers" | "origin" | "destination" | "carrier" | "departure" | "blockMinutes"
> &
  Pick<Timetable, "validFrom" | "validTo"> & { readonly airports: readonly unknown[] };

/** Every row of it can be sold: its numbers are within their bounds, and its names are there. */
export function checkTimetable(timetable: CheckedColumns): void {
  const { rows, airports, carriers } = timetable;
  for (let row = 0; row < rows; row++) {
    const at = (column: ArrayLike<number>) => column[row] as number;
    must(at(timetable.validFrom) <= at(timetable.validTo), () => `row ${row}: its period`);
    must(at(timetable.blockMinutes) > 0, () => `row ${row}: no flight time`);
    must(at(timetable.departure) < MINUTES_A_DAY, () => `row ${row}: its departure`);
    must(at(timetable.origin) < airports.length, () => `row ${row}: its origin`);
    must(at(timetable.destination) < airports.length, () => `row ${row}: its destination`);
    must(at(timetable.carrier) < carriers.length, () => `row ${row}: its carrier`);
  }
}

function checkReport(report: ImportReport): void {
  must(report.findings.length <= FINDINGS_MAX, () => `${report.findings.length} findings`);
}

export const ssim: FuzzTarget = {
  name: "ssim",
  form: "lines",
  seeds,
  words: ["XXX", "00XXX00", "2400", "+1599", "31FEB26", " ", "5", "010", "050", "AA 1/AA 2", "\r"],
  msMax: 400,
  run(input) {
    for (const partial of [false, true])
      try {
        const { timetable, report } = importSsimBytes("fuzzed", input, { partial });
        must(report.rows === timetable.rows, () => `${report.rows} rows of ${timetable.rows}`);
        checkReport(report);
        checkTimetable(timetable);
      } catch (thrown) {
        if (!(thrown instanceof SsimRefused)) throw thrown;
        checkReport(thrown.report);
        const skipped = [...thrown.report.skipped.values()].reduce((sum, n) => sum + n, 0);
        must(thrown.report.total + skipped > 0, () => "refused without a reason");
      }
  },
};
