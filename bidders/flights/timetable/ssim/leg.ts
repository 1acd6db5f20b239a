/**
 * Record type 3 (SSIM 7.5.3) -> a flight leg in local time, or why it is refused.
 *
 * What each field refers to, by the manual's chapter 2.6:
 * - Period and Days of Operation: the day of this leg's own aircraft departure (STD). A "downline
 *   leg" that leaves on another day than the flight's first leg has both shifted already, so the
 *   date variation of the departure moves nothing.
 * - Date Variation: days of departure and of arrival against the day of the flight's first leg, in
 *   the same time mode. The days that the leg itself crosses are their difference. Blank is
 *   frequent: then the arrival is the first one after the departure.
 * - 00XXX00: from the first, or to the last day of the schedule's validity, as applied to the
 *   flight's first leg.
 * - UTC/Local Time Variation: what is added to UTC to obtain local time. The block time is computed
 *   with the record's own.
 * - Passenger times differ from the aircraft's where a bus goes between: a traveller is sold the
 *   passenger's.
 *
 * Tests: `import.test.ts`, `variations.test.ts`.
 */

import { type Airport, airportByCode } from "../../../../common/places/airports.ts";
import { implausible, kilometres } from "../../../../common/places/flight-time.ts";
import { MINUTES_PER_DAY } from "../../../../proto/local-time.ts";
import { isoDate, weekdayBit } from "../departures.ts";
import { OPEN_FROM, OPEN_TO } from "../timetable.ts";
import { zoneOf } from "../zones.ts";
import type { Carrier } from "./carrier.ts";
import { RecordFieldReader } from "./field-reader.ts";
import { at, LEG } from "./fields.ts";
import type { RecordLine } from "./lines.ts";
import type { ImportReport } from "./report.ts";
import { type DepartureRun, fortnights, localRuns } from "./runs.ts";
import { notSoldAs } from "./services.ts";
import * as values from "./values.ts";

export interface SsimLeg {
  readonly file: string;
  readonly line: number;
  readonly carrier: string;
  readonly number: number;
  /** 1 for the flight's first leg. */
  readonly sequence: number;
  readonly origin: string;
  readonly destination: string;
  readonly blockMinutes: number;
  readonly aircraft: string;
  /**
   * Never empty. More than one for a fortnightly flight, and for UTC times across a change of
   * clocks.
   */
  readonly runs: readonly DepartureRun[];
  /** Flight designators under which others sell it (DEI 10). */
  readonly soldAs: Set<string>;
  /** The flight that this one is a code-share of (DEI 50). */
  operatedAs: string | undefined;
  /** Byte 149 marks it as a code-share. */
  readonly codeShare: boolean;
  /**
   * Traffic restriction code of the leg record, empty for none; and those of its segment data for
   * passengers, null where only cargo has some.
   */
  readonly restriction: string;
  readonly restrictions: (string | null)[];
  /** Operational suffix and itinerary variation identifier, with its overflow: `  01 `. */
  readonly identity: string;
}

const NOWHERE: Airport = {
  code: "",
  name: "",
  city: "",
  country: "",
  countryName: "",
  zone: "UTC",
  latitude: 0,
  longitude: 0,
  departuresPerWeek: 0,
};

/** undefined when it is not sold; the report has every fault of it. */
export function readLeg(
  line: RecordLine,
  file: string,
  carrier: Carrier,
  report: ImportReport,
): SsimLeg | undefined {
  const { text } = line;
  const notSold = notSoldAs(at(text, LEG.service));
  if (typeof notSold === "string") {
    report.skip(notSold);
    return undefined;
  }
  const reader = new RecordFieldReader(line, file, report);
  if (notSold === undefined)
    reader.refuse(LEG.service, "a letter of appendix C, such as J, would be right");
  const leg = readFields(reader, carrier);
  if (reader.refused) return undefined;
  const block = blockOf(leg);
  if (block <= 0)
    reader.refuse(
      LEG.aircraftArrival,
      `it arrives ${-block} minutes before it leaves, with its UTC and date variations`,
    );
  else {
    const why = implausible(kilometres(leg.origin, leg.destination), block);
    if (why !== undefined)
      reader.refuse(
        LEG.aircraftArrival,
        `${block} minutes to fly ${text.slice(36, 39)}-${text.slice(54, 57)} are ${why}`,
        "block time",
      );
  }
  const [shiftOut, shiftIn] = [
    nearest(leg.passengerDeparture - leg.departure),
    nearest(leg.passengerArrival - leg.arrival),
  ];
  const blockMinutes = block - shiftOut + shiftIn;
  if (blockMinutes <= 0 || blockMinutes > MINUTES_PER_DAY) {
    reader.refuse(
      LEG.passengerArrival,
      `passengers would be ${blockMinutes} minutes on their way; 1 to ${MINUTES_PER_DAY} would be right`,
    );
  }
  const runs = runsOf(reader, leg, carrier, shiftOut);
  if (reader.refused) return undefined;
  warn(reader, leg, runs);
  const { number, origin, destination, aircraft } = leg;
  return {
    ...{
      file,
      line: line.number,
      carrier: carrier.airline,
      number,
      origin: origin.code,
      destination: destination.code,
      aircraft,
    },
    ...{ blockMinutes, runs, soldAs: new Set<string>(), operatedAs: undefined },
    sequence: leg.sequence,
    codeShare: /[LZ]/.test(at(text, LEG.disclosure)),
    // "Off Points in the routing" from byte 150 on: the leg's own is the one of its sequence
    // number.
    restriction: (at(text, LEG.restrictions)[leg.sequence - 1] ?? "").trim(),
    restrictions: [],
    identity: text[1] + at(text, LEG.variation) + at(text, LEG.variationOverflow),
  };
}

type LegFields = ReturnType<typeof readFields>;

function readFields(reader: RecordFieldReader, carrier: Carrier) {
  const airline = reader.read(
    LEG.airline,
    values.readAirline,
    "an airline's two or three characters would be right",
    carrier.airline,
  );
  if (airline !== carrier.airline)
    reader.refuse(LEG.airline, `the carrier record before it is ${carrier.airline}'s`);
  const station = "the IATA code of an airport in common/places/airports.json would be right";
  const out = "HHMM, 0000 to 2359, would be right";
  const home = "HHMM, 0001 to 2400, would be right";
  const offset = "hours and minutes such as +0530 would be right";
  const leaves = (text: string) => values.readTime(text, false);
  const arrives = (text: string) => values.readTime(text, true);
  const fields = {
    number: reader.read(LEG.number, readNumber, "1 to 9999 would be right", 0),
    sequence: reader.read(LEG.sequence, readSequence, "01 to 99 would be right", 0),
    days: reader.read(
      LEG.days,
      values.readWeekdays,
      "at least one of 1234567, each in its place, the others blank, would be right",
      0,
    ),
    fortnightly: reader.read(
      LEG.frequency,
      (text) => (text === " " || text === "1" ? false : text === "2" ? true : undefined),
      "blank, or 2 for every second week, would be right",
      false,
    ),
    origin: reader.read(LEG.origin, airportByCode, station, NOWHERE),
    destination: reader.read(LEG.destination, airportByCode, station, NOWHERE),
    departure: reader.read(LEG.aircraftDeparture, leaves, out, 0),
    passengerDeparture: reader.read(LEG.passengerDeparture, leaves, out, 0),
    arrival: reader.read(LEG.aircraftArrival, arrives, home, 0),
    passengerArrival: reader.read(LEG.passengerArrival, arrives, home, 0),
    departureOffset: reader.read(LEG.departureVariation, values.readVariation, offset, 0),
    arrivalOffset: reader.read(LEG.arrivalVariation, values.readVariation, offset, 0),
    dayVariation: reader.read(
      LEG.dateVariation,
      values.readDateVariation,
      "two of 0 to 7 or A, or two blanks, would be right",
      null,
    ),
    aircraft: reader.read(
      LEG.aircraft,
      (text) => (/^([A-Z0-9]{3}| {3})$/.test(text) ? text.trim() : undefined),
      "three characters would be right",
      "",
    ),
    utc: carrier.utc,
  };
  if (fields.origin === fields.destination && fields.origin !== NOWHERE)
    reader.refuse(LEG.destination, "it must differ from the departure station");
  return fields;
}

/**
 * (STA - its variation) - (STD - its variation) + the days between. In UTC mode the times are
 * without variations already.
 */
function blockOf({
  departure,
  arrival,
  departureOffset,
  arrivalOffset,
  dayVariation,
  utc,
}: LegFields): number {
  const minutes = utc
    ? arrival - departure
    : arrival - arrivalOffset - (departure - departureOffset);
  if (dayVariation !== null) return minutes + (dayVariation[1] - dayVariation[0]) * MINUTES_PER_DAY;
  return minutes - MINUTES_PER_DAY * (Math.ceil(minutes / MINUTES_PER_DAY) - 1);
}

function runsOf(
  reader: RecordFieldReader,
  leg: LegFields,
  carrier: Carrier,
  shiftOut: number,
): DepartureRun[] {
  const shift = leg.dayVariation?.[0] ?? 0;
  const from = reader.read(
    LEG.from,
    (text) => openOrDate(text, carrier.openMark ? null : carrier.from, shift, OPEN_FROM),
    WANTED_DATE,
    0,
  );
  const to = reader.read(
    LEG.to,
    (text) => openOrDate(text, carrier.openMark ? null : carrier.to, shift, OPEN_TO),
    WANTED_DATE,
    OPEN_TO,
  );
  if (reader.refused) return [];
  if (from > to) {
    reader.refuse(LEG.to, "the period of operation ends before it begins");
    return [];
  }
  const whole = { from, to, days: leg.days, departure: leg.departure };
  const open = [LEG.from, LEG.to].some((field) => reader.at(field) === values.OPEN_DATE);
  const weeks = leg.fortnightly ? fortnights(whole, open) : [whole];
  if (typeof weeks === "string") {
    reader.refuse(LEG.frequency, weeks);
    return [];
  }
  const [openFromDay, openToDay] = [
    carrier.from ?? values.FIRST_DAY,
    carrier.to ?? values.LAST_DAY,
  ];
  const times = {
    utc: leg.utc,
    offset: leg.departureOffset,
    zone: leg.origin.zone,
    openFromDay,
    openToDay,
  };
  return weeks.flatMap((run) => localRuns(run, shiftOut, times));
}

const WANTED_DATE = "a date such as 15DEC26, or 00XXX00 for none, would be right";

function openOrDate(
  text: string,
  bound: number | null,
  shift: number,
  open: number,
): number | undefined {
  if (text !== values.OPEN_DATE) return values.readDate(text);
  return bound === null ? open : bound + shift;
}

/**
 * The file's own variations are used. Where the zone's clocks differ, there is a warning.
 */
function warn(reader: RecordFieldReader, leg: LegFields, [first]: readonly DepartureRun[]): void {
  if (first === undefined || first.from === OPEN_FROM) return;
  let day = first.from;
  while (day <= first.to && day < first.from + 7 && (first.days & weekdayBit(day)) === 0) day++;
  if (day > first.to) return;
  const departsLocal = day * MINUTES_PER_DAY + first.departure;
  const departsUtc = departsLocal - leg.departureOffset;
  const [from, to] = [zoneOf(leg.origin.zone), zoneOf(leg.destination.zone)];
  const variationOf = (place: Airport, offset: number) =>
    `${place.code} has ${values.variationText(offset)} on ${isoDate(day)}`;
  // In the hour that clocks skip, a time of day has the offset of before.
  if (
    from.offsetAt(departsUtc) !== leg.departureOffset &&
    from.toUtc(departsLocal) !== departsUtc
  ) {
    reader.warn(LEG.departureVariation, variationOf(leg.origin, from.offsetAt(departsUtc)));
  }
  const here = to.offsetAt(departsUtc + blockOf(leg));
  if (here !== leg.arrivalOffset)
    reader.warn(LEG.arrivalVariation, variationOf(leg.destination, here));
}

function readNumber(text: string): number | undefined {
  const number = /^ *\d+$/.test(text) ? Number(text) : 0;
  return number >= 1 ? number : undefined;
}

function readSequence(text: string): number | undefined {
  return /^\d\d$/.test(text) && text !== "00" ? Number(text) : undefined;
}

/** A difference of two times of day, the shorter one around midnight. */
function nearest(minutes: number): number {
  return (
    ((((minutes + MINUTES_PER_DAY / 2) % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY) -
    MINUTES_PER_DAY / 2
  );
}
