/**
 * Variations of one flight number that overlap. By SSIM 2.6 (Itinerary Variation Identifier) each
 * names an itinerary of its own period and days, so a flight has one of them on a date. In some
 * files two have the same date, at two times: a schedule and its later change. On those dates the
 * one with the higher identifier is sold, which was given later; with equal identifiers, the later
 * record. Records of one number may stand apart in a file, or in several files: of those, the later
 * file is the later record.
 */
import type { FullRow } from "../build.ts";
import { isoDate, weekdayBit } from "../departures.ts";
import type { SsimLeg } from "./leg.ts";
import type { ImportReport } from "./report.ts";

/** A row, and the leg record that it is of. */
interface LegRow {
  readonly row: FullRow;
  readonly leg: SsimLeg;
}

/**
 * The rows of one flight number, each date of a market once. `legRows` are in the order of the
 * files.
 */
export function soldOnce(legRows: readonly LegRow[], report: ImportReport): LegRow[] {
  // The order of a sort is that of the list where ranks are equal.
  const ranked = [...legRows].reverse().sort((a, b) => rank(b.leg) - rank(a.leg));
  const kept: { readonly rows: readonly FullRow[]; readonly of: LegRow }[] = [];
  for (const one of ranked) {
    let rows: readonly FullRow[] = [one.row];
    for (const { of: winner } of kept.filter((other) => isSameFlight(one, other.of))) {
      const day = rows
        .map((row) => firstCommonDay(row, winner.row))
        .find((common) => common !== undefined);
      if (day === undefined) continue;
      warn(one.leg, winner.leg, day, report);
      rows = rows.flatMap((row) => without(row, winner.row));
    }
    kept.push({ rows, of: one });
  }
  // In the order of the file, as without this.
  const rowsOf = new Map(kept.map(({ rows, of: one }) => [one, rows]));
  return legRows.flatMap((one) =>
    (rowsOf.get(one) as readonly FullRow[]).map((row) => ({ row, leg: one.leg })),
  );
}

/** `01 ` is 1, and with an overflow of 2 it is 201. */
function rank({ identity }: SsimLeg): number {
  return Number(`${identity.slice(3).trim()}${identity.slice(1, 3).trim()}`) || 0;
}

/**
 * Whether two rows are of one number and operational suffix, on one market. Legs of one variation
 * may serve a market twice a day, by their sequence numbers. Legs that differ in their dates alone
 * are one row anyway (`mergePeriods`).
 */
function isSameFlight(a: LegRow, b: LegRow): boolean {
  if (
    a.row.origin !== b.row.origin ||
    a.row.destination !== b.row.destination ||
    a.leg.identity[0] !== b.leg.identity[0]
  )
    return false;
  if (a.leg.identity === b.leg.identity && a.leg.sequence !== b.leg.sequence) return false;
  const { departure, blockMinutes, aircraft } = a.row;
  return (
    departure !== b.row.departure ||
    blockMinutes !== b.row.blockMinutes ||
    aircraft !== b.row.aircraft
  );
}

function firstCommonDay(a: FullRow, b: FullRow): number | undefined {
  const [from, to] = [Math.max(a.validFrom, b.validFrom), Math.min(a.validTo, b.validTo)];
  for (let day = from; day <= to && day < from + 7; day++)
    if (a.days & b.days & weekdayBit(day)) return day;
  return undefined;
}

/** The row's days that are not the other's: at most three rows. */
function without(row: FullRow, { validFrom, validTo, days }: FullRow): FullRow[] {
  const [from, to] = [Math.max(row.validFrom, validFrom), Math.min(row.validTo, validTo)];
  if (from > to) return [row];
  return [
    { ...row, validTo: from - 1 },
    { ...row, validFrom: from, validTo: to, days: row.days & ~days },
    { ...row, validFrom: to + 1 },
  ].filter((part) => part.days !== 0 && firstCommonDay(part, part) !== undefined);
}

function warn(leg: SsimLeg, winner: SsimLeg, day: number, report: ImportReport): void {
  const name = ({ identity }: SsimLeg) => `${identity.slice(3).trim()}${identity.slice(1, 3)}`;
  const file = winner.file === leg.file ? "" : ` of ${winner.file}`;
  const where = winner.line === leg.line && file === "" ? "" : ` of line ${winner.line}${file}`;
  const fault = "overlapping variations of one flight";
  const wanted = `on ${isoDate(day)}, for one, variation ${name(winner)}${where} is sold, and this one is not: each date may have one variation`;
  const finding = {
    file: leg.file,
    line: leg.line,
    column: 10,
    fault,
    found: `${leg.carrier}${leg.number} variation ${name(leg)}`,
    wanted,
  };
  report.add({ severity: "warning", ...finding });
}
