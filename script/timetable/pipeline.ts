/**
 * Reads traffic files into rows, with a tally of every leg that is not among them. Pure: the same
 * files give the same answer.
 */

import type { Closure } from "../../bidders/flights/timetable/closures/closures.ts";
import { dayNumberOf } from "../../bidders/flights/timetable/departures.ts";
import { implausible, kilometres } from "../../common/places/flight-time.ts";
import { aircraftCode, isFreighter } from "./aircraft.ts";
import { goAroundRussia } from "./around-russia.ts";
import { type Corrected, judgeBlockTimes } from "./block-times.ts";
import { type AirlineCodes, designate } from "./carriers.ts";
import { leaveOutClosed } from "./closed.ts";
import { isExtraFlight } from "./extra-flights.ts";
import { presentCarrier, presentCarriers } from "./former-carriers.ts";
import { type Merged, mergeRows, type TimetableRow } from "./merge.ts";
import type { NamedAirport } from "./places.ts";
import { withinRange } from "./ranges.ts";
import { renewAircraft } from "./retired.ts";
import { SEASON_BY_HAND, SEASON_DEFAULT, seasonInHead, toSeasonLocal } from "./season.ts";
import { type FleetType, parseTraffic, type TrafficLeg } from "./traffic.ts";

interface Sources {
  /** Name without folder and `.xml` (the airline's ICAO designator), and the text. */
  readonly files: Iterable<readonly [name: string, xml: string]>;
  readonly places: ReadonlyMap<string, NamedAirport>;
  readonly icao: ReadonlyMap<string, string>;
  readonly airlines: AirlineCodes;
  readonly closures: readonly Closure[];
}

export interface FileReport {
  readonly name: string;
  readonly read: number;
  readonly kept: number;
  readonly season: string;
  readonly seasonFrom: string;
  /** The carriers of the legs that were kept, under the codes of today. */
  readonly carriers: readonly string[];
}

/** What reading the files gives. */
interface ReadLegs {
  readonly files: readonly FileReport[];
  readonly legsRead: number;
  readonly legsKept: number;
  /** Kept legs whose arrival had the wrong weekday. */
  readonly arrivalDaysCorrected: number;
  /** Legs by why they were dropped. */
  readonly dropped: ReadonlyMap<string, number>;
  /** Legs by an ICAO indicator without a known place. */
  readonly unknownAirports: ReadonlyMap<string, number>;
}

export interface ImportedRows extends ReadLegs {
  /** What ships, sorted by origin, destination, departure. */
  readonly rows: readonly TimetableRow[];
  /** Legs by the carrier that has merged with another, or has closed. */
  readonly formerCarriers: {
    readonly merged: ReadonlyMap<string, readonly TimetableRow[]>;
    readonly closed: ReadonlyMap<string, readonly TimetableRow[]>;
  };
  /**
   * Rows, as they were, whose block time is longer by the way around Russia, by market and minutes.
   */
  readonly around: ReadonlyMap<string, readonly TimetableRow[]>;
  /** Rows that are left out because their aircraft cannot fly so far. */
  readonly beyondRange: readonly TimetableRow[];
  /** `rows` without what follows of it here. */
  readonly merged: Omit<Merged, "rows">;
  readonly blockTimes: {
    readonly corrected: readonly Corrected[];
    readonly dropped: readonly TimetableRow[];
  };
  /** Rows by the closure that leaves them out. */
  readonly closed: ReadonlyMap<string, readonly TimetableRow[]>;
  /** Rows by carrier, type of the source and substitute. */
  readonly substituted: ReadonlyMap<string, readonly TimetableRow[]>;
}

/**
 * A designator with no more legs than this in a file, and on less than 2 % of them, is an error in
 * writing.
 */
const STRAY_LEGS_MAX = 10;

export function importTraffic(sources: Sources): ImportedRows {
  const dropped = new Map<string, number>();
  const unknownAirports = new Map<string, number>();
  const files: FileReport[] = [];
  const kept: TimetableRow[] = [];
  let legsRead = 0;
  let arrivalDaysCorrected = 0;
  for (const [name, xml] of sources.files) {
    const traffic = parseTraffic(xml);
    const read = traffic.legs.length + traffic.unreadable.length;
    for (const why of traffic.unreadable) count(dropped, why);
    const [season, seasonFrom] = seasonOf(name, traffic.head);
    const seasonDay = dayNumberOf(season);
    const rows: TimetableRow[] = [];
    for (const leg of traffic.legs) {
      const row = rowOf(
        leg,
        name,
        traffic.fleet.get(leg.fleetKey),
        seasonDay,
        sources,
        unknownAirports,
      );
      if (typeof row === "string") count(dropped, row);
      else {
        rows.push(row);
        if (leg.arrivalDayCorrected) arrivalDaysCorrected++;
      }
    }
    const carriers = new Map<string, number>();
    for (const row of rows) count(carriers, row.carrier);
    const sound = rows.filter((row) => {
      const legs = carriers.get(row.carrier) as number;
      return legs > STRAY_LEGS_MAX || legs >= rows.length * 0.02;
    });
    if (sound.length < rows.length)
      count(
        dropped,
        "designator that its file hardly has (a typing error)",
        rows.length - sound.length,
      );
    kept.push(...sound);
    legsRead += read;
    const keptCarriers = [...new Set(sound.map(({ carrier }) => presentCarrier(carrier)))].filter(
      (carrier) => carrier !== "closed",
    );
    files.push({ name, read, kept: sound.length, season, seasonFrom, carriers: keptCarriers });
  }
  return {
    ...flightsOf(kept, sources),
    files,
    legsRead,
    legsKept: kept.length,
    arrivalDaysCorrected,
    dropped,
    unknownAirports,
  };
}

/**
 * Makes what ships of legs: carriers of today, merged, block times judged, closed flights out,
 * aircraft of today.
 */
function flightsOf(
  legs: readonly TimetableRow[],
  { places, closures }: Sources,
): Pick<ImportedRows, Exclude<keyof ImportedRows, keyof ReadLegs>> {
  const kmOf = ({ origin, destination }: TimetableRow) =>
    kilometres(places.get(origin) as NamedAirport, places.get(destination) as NamedAirport);
  const { rows: present, ...formerCarriers } = presentCarriers(legs);
  const first = mergeRows(present);
  const { rows: judged, ...blockTimes } = judgeBlockTimes(first.rows, kmOf);
  // With its times put right a row may be another weekday of one that was right before.
  const again = mergeRows(judged);
  const { open, closed, homes } = leaveOutClosed(again.rows, places, closures);
  const { rows: longer, around } = goAroundRussia(
    open,
    (code) => places.get(code) as NamedAirport,
    (carrier) => homes.get(carrier),
  );
  const { rows: renewed, substituted } = renewAircraft(longer, kmOf);
  const { rows, beyond: beyondRange } = withinRange(renewed, kmOf);
  return {
    ...{ rows, formerCarriers, beyondRange, substituted, around },
    merged: {
      weekdays: first.weekdays + again.weekdays,
      folded: first.folded + again.folded,
      repeated: first.repeated + again.repeated,
      doubled: first.doubled + again.doubled,
    },
    blockTimes,
    closed,
  };
}

function seasonOf(name: string, head: string): readonly [day: string, from: string] {
  const hand = SEASON_BY_HAND[name];
  if (hand !== undefined) return hand;
  const stated = seasonInHead(head);
  return stated === undefined ? [SEASON_DEFAULT, "default"] : [stated, "head"];
}

/** A leg as a row in local time, or why it is dropped. */
function rowOf(
  leg: TrafficLeg,
  file: string,
  fleet: FleetType | undefined,
  seasonDay: number,
  { places, icao, airlines }: Sources,
  unknownAirports: Map<string, number>,
): TimetableRow | string {
  if (fleet === undefined) return "aircraft that the file's fleet lacks, so its use is not known";
  if (fleet.use !== "gate") return fleet.use === "cargo" ? "cargo" : "general aviation";
  const aircraft = aircraftCode(fleet.type);
  if (isFreighter(aircraft)) return "cargo";
  const designated = designate(file, leg.callsign, airlines);
  if (typeof designated === "string") return designated;
  if (isExtraFlight(designated.carrier, designated.number))
    return "number of charters, extra sections and positioning flights";
  const origin = places.get(icao.get(leg.origin) ?? "");
  const destination = places.get(icao.get(leg.destination) ?? "");
  if (origin === undefined || destination === undefined) {
    count(unknownAirports, origin === undefined ? leg.origin : leg.destination);
    return "airport without an IATA code";
  }
  if (origin === destination) return "origin and destination are the same";
  const fault = implausible(kilometres(origin, destination), leg.blockMinutes);
  if (fault !== undefined) return fault;
  const { departure, days } = toSeasonLocal(leg.departure, leg.utcDays, origin.zone, seasonDay);
  return {
    ...designated,
    origin: origin.code,
    destination: destination.code,
    departure,
    blockMinutes: leg.blockMinutes,
    days,
    aircraft,
  };
}

function count(tally: Map<string, number>, key: string, by = 1): void {
  tally.set(key, (tally.get(key) ?? 0) + by);
}
