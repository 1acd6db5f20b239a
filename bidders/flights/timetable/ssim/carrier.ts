/**
 * Record type 2 (SSIM 7.5.2): whose flights follow, in which time they are given, and for which
 * period.
 */
import { at, CARRIER, type RecordField } from "./fields.ts";
import type { RecordLine } from "./lines.ts";
import type { ImportReport } from "./report.ts";
import { FIRST_DAY, LAST_DAY, OPEN_DATE, readAirline, readDate } from "./values.ts";

/**
 * A text in the general information of a carrier record: indefinite dates (00XXX00) of its flights
 * have no end. Without this text they end with the period of schedule validity, as the manual
 * defines it (2.6, Period of Operation). `export.ts` writes it.
 */
export const OPEN_MARK = "00XXX00: RUNS BEFORE AND AFTER THE SCHEDULE VALIDITY TOO";

export interface Carrier {
  readonly airline: string;
  /** True: dates, days and times of its flights are UTC. */
  readonly utc: boolean;
  /** Period of schedule validity, days since 1970-01-01; null for indefinite. */
  readonly from: number | null;
  readonly to: number | null;
  readonly openMark: boolean;
}

/**
 * undefined when it cannot be used; the report states why, and none of the airline's legs
 * can be read.
 */
export function readCarrier(
  { text, number: line }: RecordLine,
  file: string,
  report: ImportReport,
): Carrier | undefined {
  let whole = true;
  const fault = (field: RecordField, wanted: string) => {
    report.add({
      severity: "structure",
      file,
      line,
      column: field.from,
      fault: field.name,
      found: at(text, field),
      wanted,
    });
    whole = false;
  };
  const mode = at(text, CARRIER.timeMode);
  if (mode !== "L" && mode !== "U")
    fault(CARRIER.timeMode, "L (local times) or U (UTC) would be right");
  const airline = readAirline(at(text, CARRIER.airline));
  if (airline === undefined)
    fault(CARRIER.airline, "an airline's two or three characters would be right");
  const date = (field: RecordField): number | null => {
    const value = at(text, field);
    if (value === OPEN_DATE) return null;
    const day = readDate(value);
    if (day === undefined) fault(field, "a date such as 15DEC26, or 00XXX00, would be right");
    return day ?? null;
  };
  const [from, to] = [date(CARRIER.from), date(CARRIER.to)];
  if ((from ?? FIRST_DAY) > (to ?? LAST_DAY))
    fault(CARRIER.to, "the validity ends before it begins");
  if (!whole || airline === undefined) return undefined;
  return {
    airline,
    utc: mode === "U",
    from,
    to,
    openMark: at(text, CARRIER.general).startsWith(OPEN_MARK),
  };
}
