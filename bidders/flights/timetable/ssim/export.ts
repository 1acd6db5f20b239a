/**
 * A timetable -> IATA SSIM chapter 7: one header, then for each airline a carrier record, a leg
 * record for each period between two changes of clocks, segment data for code-shares (DEI 10), and
 * a trailer; local times; blocks of five filled up as 7.3 has it.
 *
 * What is read back is the timetable itself (`import.ts`; rows must be as `mergePeriods` leaves
 * them). About open ends: indefinite dates (00XXX00) end with the carrier record's period of
 * validity by the manual, so other systems see flights from its first day to its last. A mark in
 * its general information, OPEN_MARK, states that these flights run before and after it too.
 */
import { DAY_MS, MINUTES_PER_DAY } from "../../../../proto/local-time.ts";
import { type Index, OPEN_FROM, OPEN_TO, type Timetable } from "../timetable.ts";
import { OPEN_MARK } from "./carrier.ts";
import { CARRIER, type Content, HEADER, LEG, SEGMENT, TITLE, TRAILER } from "./fields.ts";
import { ChangeDays, type Piece, piecesOf, type Validity } from "./pieces.ts";
import { codeOf } from "./restrictions.ts";
import * as values from "./values.ts";
import { RecordWriter } from "./writer.ts";

interface ExportOptions {
  /**
   * Day on which open rows begin to be written, days since 1970-01-01; earlier where another row of
   * the airline has an earlier date.
   */
  readonly from: number;
  /** Only these airlines; all when empty. */
  readonly carriers?: readonly string[];
  /** The creation date and time, in epoch milliseconds. */
  readonly nowMs: number;
}

/** The number of days for which an open row is written: more than a search may be ahead. */
const HORIZON_DAYS = 400;
const VARIATIONS_MAX = 999;
/** Fits the field; code-shares of one leg may take several records. */
const DESIGNATORS_A_RECORD = Math.floor((SEGMENT.data.to - SEGMENT.data.from + 2) / 8);

/**
 * Records with line ends, a flight number at a time. Throws RangeError for what SSIM cannot
 * express: a date before 2000 or after 2099, more than 999 periods of a flight number.
 */
export function* exportSsim(timetable: Timetable, options: ExportOptions): Generator<string> {
  const writer = new RecordWriter();
  yield writer.write("1", [
    [HEADER.title, TITLE],
    [HEADER.dataSet, "001"],
  ]);
  yield writer.fill();
  for (const [airline, rows] of rowsByCarrier(timetable, options.carriers ?? [])) {
    const validity = validityOf(timetable, rows, options.from);
    yield writer.write("2", carrierContents(airline, validity, options.nowMs));
    yield writer.fill();
    const changes = new ChangeDays(validity);
    for (const sameNumber of byNumber(timetable, rows))
      yield flightText(timetable, airline, sameNumber, validity, changes, writer);
    yield writer.fill();
    yield writer.write("5", [
      [TRAILER.airline, airline],
      [TRAILER.check, writer.serial],
      [TRAILER.end, "E"],
    ]);
    yield writer.fill();
  }
}

function rowsByCarrier(timetable: Timetable, wanted: readonly string[]): Map<string, Index[]> {
  const found = new Map<string, Index[]>();
  const lists = timetable.carriers.map((): Index[] => []);
  for (let row = 0; row < timetable.rows; row++) lists[timetable.carrier[row] as number]?.push(row);
  for (const [i, airline] of timetable.carriers.entries()) {
    const rows = lists[i] as Index[];
    // A carrier may be in the timetable for its code-shares only.
    if (rows.length > 0 && (wanted.length === 0 || wanted.includes(airline)))
      found.set(airline, rows);
  }
  return found;
}

/**
 * Every date that a row names is within, and of a row without a last day as many days as a search
 * may ask for.
 */
function validityOf(timetable: Timetable, rows: readonly Index[], from: number): Validity {
  let first = from;
  let last = from + HORIZON_DAYS;
  for (const row of rows) {
    const [begins, ends] = [timetable.validFrom[row] as number, timetable.validTo[row] as number];
    const dates = [begins, ends].filter((day) => day !== OPEN_FROM && day !== OPEN_TO);
    first = Math.min(first, ...dates);
    last = Math.max(last, ...dates, ends === OPEN_TO ? begins + HORIZON_DAYS : 0);
  }
  return { from: first, to: Math.min(last, values.LAST_DAY) };
}

function carrierContents(airline: string, { from, to }: Validity, nowMs: number): Content[] {
  const now = new Date(nowMs).toISOString();
  return [
    [CARRIER.timeMode, "L"],
    [CARRIER.airline, airline],
    [CARRIER.from, values.dateText(from)],
    [CARRIER.to, values.dateText(to)],
    [CARRIER.created, values.dateText(Math.floor(nowMs / DAY_MS))],
    [CARRIER.title, "SCATTER BY AUCTION"],
    [CARRIER.status, "P"],
    [CARRIER.general, OPEN_MARK],
    [CARRIER.createdAt, now.slice(11, 13) + now.slice(14, 16)],
  ];
}

function* byNumber(timetable: Timetable, rows: readonly Index[]): Generator<Index[]> {
  const sorted = [...rows].sort(
    (a, b) => (timetable.number[a] as number) - (timetable.number[b] as number) || a - b,
  );
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (
      to < sorted.length &&
      timetable.number[sorted[to] as number] === timetable.number[sorted[from] as number]
    )
      to++;
    yield sorted.slice(from, to);
    from = to;
  }
}

/**
 * Itineraries of one number are counted by their first day, then by their last (SSIM 2.6, Itinerary
 * Variation Identifier).
 */
function flightText(
  timetable: Timetable,
  airline: string,
  rows: readonly Index[],
  validity: Validity,
  changes: ChangeDays,
  writer: RecordWriter,
): string {
  const pieces = rows.flatMap((row) => piecesOf(timetable, row, validity, changes));
  pieces.sort((a, b) => a.from - b.from || a.to - b.to || a.row - b.row);
  if (pieces.length > VARIATIONS_MAX) {
    const number = timetable.number[rows[0] as number];
    throw new RangeError(
      `${airline}${number} has ${pieces.length} periods; SSIM tells ${VARIATIONS_MAX} of one flight number apart`,
    );
  }
  let text = "";
  for (const [i, piece] of pieces.entries()) {
    const variation = String(i + 1).padStart(2, "0");
    const key: Content[] = [
      [LEG.airline, airline],
      [LEG.number, String(timetable.number[piece.row]).padStart(4)],
      [LEG.variation, variation.slice(-2)],
      [LEG.sequence, "01"],
      [LEG.service, "J"],
    ];
    const overflow = variation.slice(0, -2);
    text += writer.write("3", [
      ...key,
      [LEG.variationOverflow, overflow],
      ...named(timetable, piece),
    ]);
    for (const data of sellers(timetable, piece.row)) {
      const { origin, destination } = stations(timetable, piece.row);
      text += writer.write("4", [
        ...key,
        [SEGMENT.variationOverflow, overflow],
        [SEGMENT.boardIndicator, "A"],
        [SEGMENT.offIndicator, "B"],
        [SEGMENT.element, "010"],
        [SEGMENT.board, origin],
        [SEGMENT.off, destination],
        [SEGMENT.data, data],
      ]);
    }
  }
  return text;
}

/** What cannot be written names its flight. */
function named(timetable: Timetable, piece: Piece): Content[] {
  try {
    return legContents(timetable, piece);
  } catch (thrown) {
    const { origin, destination } = stations(timetable, piece.row);
    const flight = `${timetable.carriers[timetable.carrier[piece.row] as number]}${timetable.number[piece.row]} ${origin}-${destination}`;
    throw thrown instanceof RangeError
      ? new RangeError(`${flight} cannot be written as SSIM: ${thrown.message}`, { cause: thrown })
      : thrown;
  }
}

function legContents(timetable: Timetable, piece: Piece): Content[] {
  const { row, from, to, departureOffset, arrivalOffset } = piece;
  const { origin, destination } = stations(timetable, row);
  const departs = values.timeText(timetable.departure[row] as number);
  const { day, minute } = arrivalOf(piece);
  return [
    [LEG.from, from === OPEN_FROM ? values.OPEN_DATE : values.dateText(from)],
    [LEG.to, to === OPEN_TO ? values.OPEN_DATE : values.dateText(to)],
    [LEG.days, values.daysText(timetable.days[row] as number)],
    [LEG.origin, origin],
    [LEG.passengerDeparture, departs],
    [LEG.aircraftDeparture, departs],
    [LEG.departureVariation, values.variationText(departureOffset)],
    [LEG.destination, destination],
    [LEG.aircraftArrival, values.timeText(minute)],
    [LEG.passengerArrival, values.timeText(minute)],
    [LEG.arrivalVariation, values.variationText(arrivalOffset)],
    [LEG.aircraft, timetable.aircraftTypes[timetable.aircraft[row] as number] ?? ""],
    // Its leg sequence number is 1, and so is the place of its code.
    [LEG.restrictions, codeOf(timetable.flags[row] as number)],
    // Either this or the aircraft's configuration is mandatory. The timetable has no classes:
    // economy there is always.
    [LEG.bookingDesignator, "Y"],
    [LEG.dateVariation, values.dateVariationText(0, day)],
  ];
}

/**
 * Midnight is 2400 of the day before (SSIM 2.6, Scheduled Time of Aircraft Arrival), except for two
 * days before, which has no code.
 */
function arrivalOf({ arrival }: Piece): { day: number; minute: number } {
  const day = Math.floor(arrival / MINUTES_PER_DAY);
  const minute = arrival - day * MINUTES_PER_DAY;
  return minute === 0 && day > -1 ? { day: day - 1, minute: MINUTES_PER_DAY } : { day, minute };
}

function stations(timetable: Timetable, row: Index): { origin: string; destination: string } {
  const code = (airport: number | undefined) =>
    timetable.airports[airport as number]?.code as string;
  return { origin: code(timetable.origin[row]), destination: code(timetable.destination[row]) };
}

function sellers(timetable: Timetable, row: Index): string[] {
  const end = timetable.codeshareStart[row + 1] as number;
  const designators: string[] = [];
  for (let i = timetable.codeshareStart[row] as number; i < end; i++) {
    const airline = timetable.carriers[timetable.codeshareCarrier[i] as number] as string;
    designators.push(values.designatorText(airline, timetable.codeshareNumber[i] as number));
  }
  const records: string[] = [];
  for (let i = 0; i < designators.length; i += DESIGNATORS_A_RECORD)
    records.push(designators.slice(i, i + DESIGNATORS_A_RECORD).join("/"));
  return records;
}
