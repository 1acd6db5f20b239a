/**
 * Schedules of an operator: IATA SSIM chapter 7 files -> a timetable, and a report of all that was
 * left out.
 *
 * Files stream through, plain or gzipped; of each only its rows are kept. A file whose structure is
 * broken (truncated, records missing, no schedule at all) is refused as a whole unless `partial` is
 * asked for; an invalid leg is left out and named.
 */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { type Airport, airportByCode } from "../../../../common/places/airports.ts";
import { buildTimetable, type FullRow } from "../build.ts";
import type { Timetable } from "../timetable.ts";
import { fileKind, headOf, SSIM_BEGINS } from "./kind.ts";
import { SsimReader } from "./reader.ts";
import { ImportReport, reportText } from "./report.ts";
import { joinNumbers, mergePeriods, type ScheduleRows, shareRows } from "./rows.ts";

interface ImportOptions {
  /** Import the valid part of a file whose structure is broken. */
  readonly partial?: boolean;
}

export interface ImportedSchedule {
  readonly timetable: Timetable;
  readonly report: ImportReport;
}

const FINDINGS_SHOWN_MAX = 20;

/** Nothing was imported. The message is complete: for a terminal or a log. */
export class SsimRefused extends Error {
  override readonly name = "SsimRefused";
  readonly report: ImportReport;

  constructor(why: string, report: ImportReport) {
    super(`${why}\n${reportText(report, FINDINGS_SHOWN_MAX)}`);
    this.report = report;
  }
}

/** @throws SsimRefused when nothing may be imported: its report states why */
export async function importSsim(
  paths: readonly string[],
  options: ImportOptions = {},
): Promise<ImportedSchedule> {
  const report = new ImportReport();
  const rows: ScheduleRows = { operating: [], duplicates: [] };
  for (const path of paths) {
    try {
      await readFile(path, report, rows);
    } catch (thrown) {
      const { code, message } = thrown as NodeJS.ErrnoException;
      unreadable(path, report, READ_FAULTS[code ?? ""] ?? message);
    }
  }
  return finish(rows, report, options);
}

/** The same for one file that is in memory. */
export function importSsimBytes(
  name: string,
  bytes: Uint8Array,
  options: ImportOptions = {},
): ImportedSchedule {
  const report = new ImportReport();
  const rows: ScheduleRows = { operating: [], duplicates: [] };
  const kind = fileKind(bytes);
  if (typeof kind === "object" || kind === "empty") unreadable(name, report, wrongKind(kind));
  else {
    const reader = new SsimReader(name, report, rows);
    reader.push(bytes);
    reader.end();
  }
  return finish(rows, report, options);
}

const READ_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory; the file in it would be right",
  EACCES: "it may not be read",
  Z_BUF_ERROR: "the gzip file is cut short",
  Z_DATA_ERROR: "the gzip file is damaged",
};

async function readFile(path: string, report: ImportReport, rows: ScheduleRows): Promise<void> {
  const kind = fileKind(await headOf(path));
  if (typeof kind === "object" || kind === "empty")
    return unreadable(path, report, wrongKind(kind));
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const stream = kind === "gzip" ? file.pipe(createGunzip({ chunkSize: 1 << 18 })) : file;
  file.on("error", (error) => stream.destroy(error));
  const reader = new SsimReader(path, report, rows);
  let first = kind === "gzip";
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const inside = first ? fileKind(chunk) : "ssim";
    first = false;
    if (typeof inside === "object") return unreadable(path, report, wrongKind(inside));
    reader.push(chunk);
  }
  reader.end();
}

function wrongKind(kind: { readonly foreign: string } | "empty"): string {
  return `it is ${kind === "empty" ? "empty" : kind.foreign}; an SSIM schedule begins with ${SSIM_BEGINS}`;
}

function unreadable(file: string, report: ImportReport, why: string): void {
  report.add({
    severity: "structure",
    file,
    line: 0,
    column: 0,
    fault: "not a schedule",
    found: "",
    wanted: why,
  });
}

function finish(
  rows: ScheduleRows,
  report: ImportReport,
  { partial = false }: ImportOptions,
): ImportedSchedule {
  if (report.counts.structure > 0 && !partial) {
    throw new SsimRefused(
      "The schedule is refused: it is not whole (--partial takes what can be taken).",
      report,
    );
  }
  const operating = joinNumbers(rows.operating, report);
  const kept = mergePeriods(shareRows({ ...rows, operating }, report), report);
  report.rows = kept.length;
  if (kept.length === 0)
    throw new SsimRefused("The schedule is refused: not one flight of it can be sold.", report);
  return { timetable: timetableOfRows(fewerAircraft(kept, report)), report };
}

/**
 * Its airports are those that have a flight, in the order of their codes, as in the timetable that
 * ships.
 */
export function timetableOfRows(rows: readonly FullRow[]): Timetable {
  const codes = [
    ...new Set(rows.flatMap(({ origin, destination }) => [origin, destination])),
  ].sort();
  return buildTimetable(codes.map(airportByCode) as Airport[], rows);
}

const AIRCRAFT_TYPES_MAX = 256;

/** A timetable holds 256 aircraft types: of more the rarest are not known. */
function fewerAircraft(rows: readonly FullRow[], report: ImportReport): readonly FullRow[] {
  const flights = new Map<string, number>();
  for (const { aircraft } of rows) flights.set(aircraft, (flights.get(aircraft) ?? 0) + 1);
  if (flights.size <= AIRCRAFT_TYPES_MAX) return rows;
  const common = [...flights]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, AIRCRAFT_TYPES_MAX - 1);
  const kept = new Set(common.map(([type]) => type));
  const wanted = `the rarest ${flights.size - kept.size} are taken as not known`;
  report.add({
    severity: "warning",
    file: "",
    line: 0,
    column: 0,
    fault: "more than 256 aircraft types",
    found: "",
    wanted,
  });
  return mergePeriods(rows.map((row) => (kept.has(row.aircraft) ? row : { ...row, aircraft: "" })));
}
