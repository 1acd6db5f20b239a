/**
 * The commands of `npm run timetable`. Each throws CommandFailure 2 with every fault of its
 * arguments.
 */

import { createWriteStream } from "node:fs";
import { realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { columnsOf } from "../../bidders/flights/timetable/columns.ts";
import { dayNumberOf } from "../../bidders/flights/timetable/departures.ts";
import { encodeTimetable } from "../../bidders/flights/timetable/file.ts";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import { exportSsim } from "../../bidders/flights/timetable/ssim/export.ts";
import {
  type ImportedSchedule,
  importSsim,
  SsimRefused,
} from "../../bidders/flights/timetable/ssim/import.ts";
import {
  FINDINGS_MAX,
  type ImportReport,
  reportText,
} from "../../bidders/flights/timetable/ssim/report.ts";
import type { Timetable } from "../../bidders/flights/timetable/timetable.ts";
import { FIRST_YEAR, LAST_YEAR } from "../../bidders/flights/timetable/zones.ts";
import { DAY_MS } from "../../proto/local-time.ts";
import { CommandFailure } from "../cli/failure.ts";
import { wrapped } from "../cli/layout.ts";
import { plainLines } from "../cli/outside-text.ts";
import { terminalOf } from "../cli/terminal.ts";
import { flightsTable, summaryOf } from "./show.ts";

/** Findings on the terminal; the report's file has all that are kept. */
const TOLD_MAX = 20;

export async function importSchedules(
  files: readonly string[],
  options: { out: string; partial?: boolean; report?: string },
): Promise<void> {
  const { timetable, report } = await imported(files, options);
  const { airports, ...columns } = columnsOf(timetable);
  const size = await written(options.out, async (path) => {
    const bytes = encodeTimetable({ ...columns, airports: airports.map(({ code }) => code) });
    await writeFile(path, bytes);
    return bytes.length;
  });
  console.error(plainLines(reportText(report, TOLD_MAX)));
  console.log(`${options.out}: ${summaryOf(timetable)}, ${size} bytes`);
}

async function imported(
  files: readonly string[],
  { partial = false, report: path }: { partial?: boolean; report?: string },
): Promise<ImportedSchedule> {
  const writeReport = async (report: ImportReport) => {
    if (path !== undefined)
      await written(path, (part) => writeFile(part, `${reportText(report, FINDINGS_MAX)}\n`));
  };
  try {
    const done = await importSsim(files, { partial });
    await writeReport(done.report);
    return done;
  } catch (thrown) {
    if (!(thrown instanceof SsimRefused)) throw thrown;
    await writeReport(thrown.report);
    throw new CommandFailure(2, thrown.message);
  }
}

export async function exportTimetable(options: {
  out: string;
  timetable?: string;
  from?: string;
  carrier?: string;
}): Promise<void> {
  const now = Date.now();
  const from = options.from === undefined ? Math.floor(now / DAY_MS) : dayOf(options.from);
  const timetable = await loaded(options.timetable ?? null);
  const carriers = options.carrier?.split(",").map((code) => code.trim().toUpperCase()) ?? [];
  // Some carriers are in the timetable for their code-shares only.
  const flying = [...new Set(timetable.carrier)]
    .map((carrier) => timetable.carriers[carrier] as string)
    .sort();
  const missing = carriers.filter((code) => !flying.includes(code));
  if (missing.length > 0)
    throw new CommandFailure(
      2,
      `the timetable has no flights of ${missing.join(", ")}; it has those of ${flying.join(" ")}`,
    );
  await written(options.out, async (path) => {
    const lines = Readable.from(exportSsim(timetable, { from, carriers, nowMs: now }));
    if (options.out.endsWith(".gz")) await pipeline(lines, createGzip(), createWriteStream(path));
    else await pipeline(lines, createWriteStream(path));
  });
  console.log(
    `${options.out}: ${summaryOf(timetable)}${carriers.length > 0 ? `, of it ${carriers.join(" ")}` : ""}`,
  );
}

export async function showTimetable(
  path: string,
  origin?: string,
  destination?: string,
  date?: string,
): Promise<void> {
  const timetable = await loaded(path);
  const { width, paint } = terminalOf(process, process.env);
  if (origin === undefined) {
    console.log(wrapped(summaryOf(timetable), width()).join("\n"));
    return;
  }
  if (destination === undefined || date === undefined)
    throw new CommandFailure(
      2,
      "origin, destination and date are needed, as in LHR JFK 2026-12-15",
    );
  const day = dayOf(date);
  const [from, to] = [origin, destination].map((code) => {
    const airport = timetable.airport(code.toUpperCase());
    if (airport < 0) throw new CommandFailure(2, `the timetable has no airport ${code}`);
    return airport;
  }) as [number, number];
  console.log(flightsTable(timetable, [from, to], day, { width: width(), paint }));
}

async function loaded(path: string | null): Promise<Timetable> {
  try {
    return await loadTimetable(path);
  } catch (thrown) {
    throw new CommandFailure(2, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/**
 * Written under another name until it is complete, so that half a schedule is never used. If the
 * path is not a file but a pipe or a device, it is written to directly.
 */
async function written<T>(path: string, write: (path: string) => Promise<T>): Promise<T> {
  try {
    const target = await realpath(path).catch(() => path);
    const standing = await stat(target).catch(() => undefined);
    if (standing !== undefined && !standing.isFile()) return await write(target);
    const part = `${target}.part`;
    try {
      const done = await write(part);
      await rename(part, target);
      return done;
    } finally {
      await rm(part, { force: true });
    }
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new CommandFailure(2, thrown.message);
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    throw new CommandFailure(2, `${path} cannot be written: ${message}`);
  }
}

function dayOf(date: string): number {
  const day = dayNumber(date);
  const year = Number(date.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw new CommandFailure(
      2,
      `${date} is not within the years ${FIRST_YEAR} to ${LAST_YEAR} that time zones are kept for`,
    );
  return day;
}

function dayNumber(date: string): number {
  try {
    return dayNumberOf(date);
  } catch (thrown) {
    throw new CommandFailure(2, (thrown as RangeError).message);
  }
}
