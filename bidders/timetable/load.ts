/** The timetable from its file: reads, checks, adds the airports' places and time zones, makes the look-ups. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { airportByCode } from "../../proto/airports.ts";
import { timetableOf } from "./columns.ts";
import { decodeTimetable, type TimetableFile } from "./file.ts";
import type { Airport, Timetable } from "./timetable.ts";

const SHIPPED = fileURLToPath(new URL("./data/timetable.bin.br", import.meta.url));

/**
 * A timetable in the format of `file.ts`; `null` is the one that ships. About 0.1 s. Throws an Error that names the file and what
 * is wrong with it: missing, cut short, damaged, not a timetable, or with an airport that `proto/airports.json` lacks.
 */
export async function loadTimetable(path: string | null): Promise<Timetable> {
  const name = path ?? SHIPPED;
  const bytes = await readFile(name).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === "ENOENT" ? "there is no such file" : cause.message;
    throw new Error(`The timetable ${name} cannot be read: ${why}. \`npm run import-timetable\` writes one.`, { cause });
  });
  try {
    const file = decodeTimetable(bytes);
    return timetableOf({ ...file, airports: placesOf(file) });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The timetable ${name} cannot be used: ${why}. \`npm run import-timetable\` writes a sound one.`, { cause });
  }
}

function placesOf(file: TimetableFile): Airport[] {
  const unknown = file.airports.filter((code) => airportByCode(code) === undefined);
  if (unknown.length > 0) {
    throw new Error(`it has ${unknown.length} airports that proto/airports.json lacks: ${unknown.slice(0, 10).join(", ")}`);
  }
  return file.airports.map((code) => airportByCode(code) as Airport);
}
