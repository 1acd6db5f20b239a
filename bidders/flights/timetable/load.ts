/**
 * The timetable from its file: reads, checks, adds the airports' places and time zones, makes the
 * indexes. A file may also be SSIM text, plain or gzipped: the first bytes show which.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { airportByCode } from "../../../common/places/airports.ts";
import { timetableOf } from "./columns.ts";
import { decodeTimetable, type TimetableFile } from "./file.ts";
import { importSsim, SsimRefused } from "./ssim/import.ts";
import { fileKind, headOf } from "./ssim/kind.ts";
import { reportText } from "./ssim/report.ts";
import type { Timetable, TimetableAirport } from "./timetable.ts";

const SHIPPED = fileURLToPath(new URL("./data/timetable.bin.br", import.meta.url));
const FINDINGS_TOLD_MAX = 50;

/**
 * A timetable in the format of `file.ts`, or an SSIM schedule; `null` is the one that ships. About
 * 0.1 s; SSIM takes 1 s for 200,000 legs. Throws an Error that names the file and what is wrong
 * with it: missing, cut short, damaged, not a timetable, or with an airport that
 * `common/places/airports.json` lacks. What was left out of an SSIM file is given to `note`, or
 * written to stderr.
 */
export async function loadTimetable(
  path: string | null,
  note?: ((text: string) => void) | undefined,
): Promise<Timetable> {
  const name = path ?? SHIPPED;
  const head = await headOf(name).catch((cause: NodeJS.ErrnoException) => {
    const why = READ_FAULTS[cause.code ?? ""] ?? cause.message;
    throw new Error(`The timetable ${name} cannot be read: ${why}. ${WRITES_ONE}`, { cause });
  });
  try {
    const kind = fileKind(head);
    if (kind === "empty") throw new Error("it is empty");
    if (typeof kind === "object") throw new Error(`it is ${kind.foreign}`);
    if (kind === "ssim" || kind === "gzip") return await fromSsim(name, note ?? console.error);
    const file = decodeTimetable(await readFile(name));
    return timetableOf({ ...file, airports: placesOf(file) });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    // A refusal ends with its report, and states what would be right.
    const advice = cause instanceof SsimRefused ? "" : `. ${WRITES_ONE}`;
    throw new Error(`The timetable ${name} cannot be used: ${why}${advice}`, { cause });
  }
}

const READ_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory, not a file",
};
const WRITES_ONE =
  "`npm run import-timetable` writes the one that ships, `npm run timetable -- import` one of SSIM schedules.";

async function fromSsim(name: string, note: (text: string) => void): Promise<Timetable> {
  const { timetable, report } = await importSsim([name]);
  note(`SSIM schedule ${name}: ${reportText(report, FINDINGS_TOLD_MAX)}`);
  return timetable;
}

function placesOf(file: TimetableFile): TimetableAirport[] {
  const unknown = file.airports.filter((code) => airportByCode(code) === undefined);
  if (unknown.length > 0) {
    throw new Error(
      `it has ${unknown.length} airports that common/places/airports.json lacks: ${unknown.slice(0, 10).join(", ")}`,
    );
  }
  return file.airports.map((code) => airportByCode(code) as TimetableAirport);
}
