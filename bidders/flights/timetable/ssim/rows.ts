/**
 * Makes rows of the timetable of legs; a flight that several carriers sell is one row.
 *
 * Tests: `import.test.ts`, `restrictions.test.ts`.
 */
import type { FullRow } from "../build.ts";
import { isoDate, weekdayBit } from "../departures.ts";
import { FLAGS } from "../timetable.ts";
import { LEG } from "./fields.ts";
import type { SsimLeg } from "./leg.ts";
import type { ImportReport } from "./report.ts";
import { SEVERAL, saleUnder } from "./restrictions.ts";
import type { DepartureRun } from "./runs.ts";
import { soldOnce } from "./variations.ts";

export interface ScheduleRows {
  readonly operating: FullRow[];
  /** Code-shares: they are sold as a designator of the row that they are a duplicate of. */
  readonly duplicates: SsimLeg[];
}

export function addLeg(rows: ScheduleRows, leg: SsimLeg, report: ImportReport): void {
  const sale = saleOf(leg, report);
  if (sale === undefined) return;
  if (leg.operatedAs !== undefined) rows.duplicates.push(leg);
  else if (leg.codeShare) {
    refuse(
      leg,
      report,
      149,
      "code-share without its operating flight",
      "",
      "a data element 50 must say which flight operates it",
    );
  } else {
    for (const run of leg.runs) {
      const row = rowOf(leg, run, sale);
      legs.set(row, leg);
      rows.operating.push(row);
    }
  }
}

/** The record of each row, until code-shares split it; the first one where several are joined. */
const legs = new WeakMap<FullRow, SsimLeg>();

/**
 * The rows of one flight number as they were read, each date once, and those joined that are alike
 * (see `soldOnce` and `mergePeriods`).
 */
export function joinNumber(rows: readonly FullRow[], report: ImportReport): FullRow[] {
  return mergePeriods(soldOnceOf(rows, report), report);
}

/** The same for all rows: records of one number need not be together, nor in one file. */
export function joinNumbers(rows: readonly FullRow[], report: ImportReport): FullRow[] {
  const numbers = Map.groupBy(rows, ({ carrier, number }) => `${carrier}${number}`);
  return [...numbers.values()].flatMap((own) => (own.length === 1 ? own : soldOnceOf(own, report)));
}

function soldOnceOf(rows: readonly FullRow[], report: ImportReport): FullRow[] {
  const legRows = rows.map((row) => ({ row, leg: legs.get(row) as SsimLeg }));
  return soldOnce(legRows, report).map(({ row, leg }) => {
    legs.set(row, leg);
    return row;
  });
}

/**
 * The flags of what may be sold. Undefined when nothing may: the report states why. The segment's
 * data are more exact than the leg's code, so they come first.
 */
function saleOf(leg: SsimLeg, report: ImportReport): number | undefined {
  const own = leg.restriction === "" || leg.restriction === SEVERAL ? [] : [leg.restriction];
  const ofPassengers = leg.restrictions.filter((code) => code !== null);
  const codes = leg.restrictions.length > 0 ? ofPassengers : own;
  const [place, wanted] = [
    LEG.restrictions.from + leg.sequence - 1,
    "a letter of SSIM appendix G, such as K, would be right",
  ];
  if (leg.restriction === SEVERAL && leg.restrictions.length === 0) {
    const data = "data elements 170 to 174 must say which restrictions Z stands for";
    refuse(leg, report, place, "traffic restriction Z without its data elements", SEVERAL, data);
    return undefined;
  }
  const sale = saleUnder(codes);
  if (sale === undefined)
    refuse(leg, report, place, "traffic restriction code", codes.join(" "), wanted);
  else if (typeof sale === "object") report.skip(sale.notSold);
  return typeof sale === "number" ? sale : undefined;
}

function rowOf(
  leg: SsimLeg,
  { from, to, days, departure, secondPass = false }: DepartureRun,
  saleFlags: number,
): FullRow {
  const { carrier, number, origin, destination, blockMinutes, aircraft, soldAs } = leg;
  return {
    carrier,
    number,
    origin,
    destination,
    departure,
    blockMinutes,
    days,
    aircraft,
    flags: (secondPass ? FLAGS.secondPass : 0) | saleFlags,
    validFrom: from,
    validTo: to,
    codeshares: [...soldAs],
  };
}

interface Claim extends DepartureRun {
  readonly designator: string;
}

/**
 * The rows, each split where a code-share holds for a part of its dates only. A duplicate whose
 * operating flight is not among the rows, or not at its time, is reported, and is not sold: who
 * flies it is not known. So are the dates of one without a flight.
 */
export function shareRows(
  { operating, duplicates }: ScheduleRows,
  report: ImportReport,
): FullRow[] {
  const wanted = new Set(duplicates.map((leg) => legKey(leg.operatedAs as string, leg)));
  const found = new Map<string, FullRow[]>();
  for (const row of operating) {
    const key = legKey(`${row.carrier}${row.number}`, row);
    if (wanted.has(key)) entry(found, key).push(row);
  }
  const claims = new Map<FullRow, Claim[]>();
  for (const leg of duplicates) {
    const designator = `${leg.carrier}${leg.number}`;
    const rows = found.get(legKey(leg.operatedAs as string, leg)) ?? [];
    let claimed = false;
    let unflown: number | undefined;
    for (const run of leg.runs) {
      const flying = rows.filter(
        (row) =>
          row.departure === run.departure &&
          row.blockMinutes === leg.blockMinutes &&
          overlap(row, run),
      );
      for (const row of flying) entry(claims, row).push({ ...run, designator });
      claimed ||= flying.length > 0;
      unflown ??= firstUnflown(run, flying);
    }
    if (rows.length === 0) {
      refuse(
        leg,
        report,
        0,
        "code-share of a flight that is not there",
        leg.operatedAs as string,
        "its operating leg must be among the flights",
      );
    } else if (!claimed) {
      refuse(
        leg,
        report,
        15,
        "code-share at other times than its operating flight",
        leg.operatedAs as string,
        "dates and times of both must agree",
      );
    } else if (unflown !== undefined) {
      const fault = "code-share on dates that its operating flight does not have";
      const wanted = `it is sold on the dates of both; on ${isoDate(unflown)}, for one, there is no such flight`;
      const finding = {
        file: leg.file,
        line: leg.line,
        column: 15,
        fault,
        found: leg.operatedAs as string,
        wanted,
      };
      report.add({ severity: "warning", ...finding });
    }
  }
  return operating.flatMap((row) => split(row, claims.get(row) ?? []));
}

function legKey(
  designator: string,
  { origin, destination }: { origin: string; destination: string },
): string {
  return `${designator} ${origin}${destination}`;
}

function overlap(row: FullRow, run: DepartureRun): boolean {
  return run.from <= row.validTo && run.to >= row.validFrom && (run.days & row.days) !== 0;
}

/** The first date of the run on which none of the rows departs. */
function firstUnflown(run: DepartureRun, rows: readonly FullRow[]): number | undefined {
  const inOrder = [...rows].sort((a, b) => a.validFrom - b.validFrom);
  const missing: number[] = [];
  for (let weekday = 0; weekday < 7; weekday++) {
    const bit = weekdayBit(run.from + weekday);
    if ((run.days & bit) === 0) continue;
    let day = run.from + weekday;
    for (const { validFrom, validTo, days } of inOrder) {
      if ((days & bit) === 0 || validTo < day) continue;
      if (validFrom > day) break;
      day += 7 * Math.ceil((validTo + 1 - day) / 7);
    }
    if (day <= run.to) missing.push(day);
  }
  return missing.length === 0 ? undefined : Math.min(...missing);
}

function split(row: FullRow, claims: readonly Claim[]): FullRow[] {
  if (claims.length === 0) return [row];
  const starts = claims
    .flatMap(({ from, to }) => [from, to + 1])
    .filter((day) => day > row.validFrom && day <= row.validTo);
  const bounds = [row.validFrom, ...new Set(starts.sort((a, b) => a - b))];
  return bounds.flatMap((validFrom, i) => {
    const validTo = (bounds[i + 1] ?? row.validTo + 1) - 1;
    const here = claims.filter(({ from, to }) => from <= validFrom && to >= validTo);
    const daysBySellers = new Map<string, number>();
    for (let bit = 1; bit < 128; bit <<= 1) {
      if ((row.days & bit) === 0) continue;
      const sellers = [
        ...row.codeshares,
        ...here.filter(({ days }) => days & bit).map(({ designator }) => designator),
      ];
      const key = [...new Set(sellers)].sort().join(" ");
      daysBySellers.set(key, (daysBySellers.get(key) ?? 0) | bit);
    }
    return [...daysBySellers].map(([key, days]) => ({
      ...row,
      validFrom,
      validTo,
      days,
      codeshares: key === "" ? [] : key.split(" "),
    }));
  });
}

/**
 * Rows that are the same except for their periods become one where no departure is between them: a
 * schedule has a record for each period between two changes of clocks, and its local times are the
 * same in all of them. The result does not depend on the order.
 */
export function mergePeriods(rows: Iterable<FullRow>, report?: ImportReport): FullRow[] {
  const alike = new Map<string, FullRow[]>();
  for (const row of rows) {
    const {
      carrier,
      number,
      origin,
      destination,
      departure,
      blockMinutes,
      days,
      aircraft,
      flags,
      codeshares,
    } = row;
    const sellers = codeshares.length === 0 ? "" : [...codeshares].sort().join();
    entry(
      alike,
      `${carrier}${number} ${origin}${destination} ${departure} ${blockMinutes} ${days} ${flags} ${aircraft} ${sellers}`,
    ).push(row);
  }
  const merged: FullRow[] = [];
  for (const periods of alike.values()) {
    periods.sort((a, b) => a.validFrom - b.validFrom || a.validTo - b.validTo);
    let current = periods[0] as FullRow;
    for (const next of periods.slice(1)) {
      if (next.validFrom <= current.validTo) report?.skip("the same leg again");
      if (departsBetween(current, next)) {
        merged.push(current);
        current = next;
      } else current = changed(current, { validTo: Math.max(current.validTo, next.validTo) });
    }
    merged.push(current);
  }
  return merged;
}

/** A row with other values, which is still of its record. */
function changed(row: FullRow, values: Partial<FullRow>): FullRow {
  const now = { ...row, ...values };
  const leg = legs.get(row);
  if (leg !== undefined) legs.set(now, leg);
  return now;
}

function departsBetween(before: FullRow, after: FullRow): boolean {
  if (after.validFrom - before.validTo > 7) return true;
  for (let day = before.validTo + 1; day < after.validFrom; day++)
    if (before.days & weekdayBit(day)) return true;
  return false;
}

function refuse(
  { file, line }: SsimLeg,
  report: ImportReport,
  column: number,
  fault: string,
  found: string,
  wanted: string,
): void {
  report.add({ severity: "leg", file, line, column, fault, found, wanted });
}

function entry<K, V>(map: Map<K, V[]>, key: K): V[] {
  const known = map.get(key);
  if (known !== undefined) return known;
  const list: V[] = [];
  map.set(key, list);
  return list;
}
