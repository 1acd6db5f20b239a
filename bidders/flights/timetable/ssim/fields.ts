/**
 * The records of a schedule data set: IATA Standard Schedules Information Manual (SSIM), chapter 7,
 * sections 7.5.1 to 7.5.5. All are 200 bytes; positions are the manual's, counted from 1, both ends
 * included. Only fields that this project reads or writes are here.
 */

export const RECORD_BYTES = 200;
export const TITLE = "AIRLINE STANDARD SCHEDULE DATA SET";
/** Fills up blocks of five records; it has no serial number. */
export const FILLER = "0".repeat(RECORD_BYTES);

export interface RecordField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const field = (name: string, from: number, to = from): RecordField => ({ name, from, to });

export const SERIAL = field("record serial number", 195, 200);

/** 7.5.1, record type 1. */
export const HEADER = {
  title: field("title of contents", 2, 35),
  dataSet: field("data set serial number", 192, 194),
} as const;

/** 7.5.2, record type 2. */
export const CARRIER = {
  timeMode: field("time mode", 2),
  airline: field("airline designator", 3, 5),
  from: field("period of schedule validity, from", 15, 21),
  to: field("period of schedule validity, to", 22, 28),
  created: field("creation date", 29, 35),
  title: field("title of data", 36, 64),
  status: field("schedule status", 72),
  general: field("general information", 109, 168),
  createdAt: field("creation time", 191, 194),
} as const;

/** 7.5.3, record type 3. */
export const LEG = {
  airline: field("airline designator", 3, 5),
  number: field("flight number", 6, 9),
  variation: field("itinerary variation identifier", 10, 11),
  sequence: field("leg sequence number", 12, 13),
  service: field("service type", 14),
  from: field("period of operation, from", 15, 21),
  to: field("period of operation, to", 22, 28),
  days: field("days of operation", 29, 35),
  frequency: field("frequency rate", 36),
  origin: field("departure station", 37, 39),
  passengerDeparture: field("scheduled time of passenger departure", 40, 43),
  aircraftDeparture: field("scheduled time of aircraft departure", 44, 47),
  departureVariation: field("UTC variation, departure", 48, 52),
  destination: field("arrival station", 55, 57),
  aircraftArrival: field("scheduled time of aircraft arrival", 58, 61),
  passengerArrival: field("scheduled time of passenger arrival", 62, 65),
  arrivalVariation: field("UTC variation, arrival", 66, 70),
  aircraft: field("aircraft type", 73, 75),
  bookingDesignator: field("passenger reservations booking designator", 76, 95),
  variationOverflow: field("itinerary variation identifier overflow", 128),
  disclosure: field("operating airline disclosure", 149),
  restrictions: field("traffic restriction code", 150, 160),
  dateVariation: field("date variation", 193, 194),
} as const;

/** 7.5.4, record type 4. Bytes 2 to 14 and the overflow name the leg, as in its record type 3. */
export const SEGMENT = {
  legKey: field("flight designator to service type", 2, 14),
  variationOverflow: field("itinerary variation identifier overflow", 28),
  boardIndicator: field("board point indicator", 29),
  offIndicator: field("off point indicator", 30),
  element: field("data element identifier", 31, 33),
  board: field("board point", 34, 36),
  off: field("off point", 37, 39),
  data: field("data", 40, 194),
} as const;

/** 7.5.5, record type 5. */
export const TRAILER = {
  airline: field("airline designator", 3, 5),
  check: field("serial number check reference", 188, 193),
  end: field("continuation/end code", 194),
} as const;

/** The text of a field, blanks included. */
export function at(record: string, { from, to }: RecordField): string {
  return record.slice(from - 1, to);
}

export type Content = readonly [RecordField, string];

/**
 * A record of 200 bytes; texts are left-justified in their fields. Throws RangeError for a text
 * that does not fit.
 */
export function record(type: "1" | "2" | "3" | "4" | "5", contents: readonly Content[]): string {
  const ordered = [...contents].sort(([a], [b]) => a.from - b.from);
  let text: string = type;
  for (const [{ name, from, to }, content] of ordered) {
    if (content.length > to - from + 1)
      throw new RangeError(`"${content}" does not fit the ${to - from + 1} bytes of ${name}`);
    text = text.padEnd(from - 1) + content;
  }
  return text.padEnd(RECORD_BYTES);
}
