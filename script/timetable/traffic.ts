/**
 * One file of FlightGear's AI traffic: a fleet (`aircraft`: what each tail is and carries) and a
 * timetable (`flight`: callsign, ports and times in UTC, which of the fleet flies it). Times are
 * `HH:MM:SS` with `<repeat>24Hr`, or `D/HH:MM:SS` with `<repeat>WEEK` where D 0 is Sunday.
 */

import { XMLParser } from "fast-xml-parser";
import { MINUTES_PER_DAY } from "../../proto/local-time.ts";

/** One leg with its times in UTC, as the file has it. */
export interface TrafficLeg {
  readonly callsign: string;
  /** ICAO location indicators. */
  readonly origin: string;
  readonly destination: string;
  /** Minutes after midnight UTC. */
  readonly departure: number;
  readonly blockMinutes: number;
  /** Bit 0 is Monday ... bit 6 Sunday, of the departure's UTC date. */
  readonly utcDays: number;
  /** What the fleet calls the kind of aircraft that flies it. */
  readonly fleetKey: string;
  /**
   * Many late flights have their departure's weekday at their arrival too, which would put it six
   * days later. No non-stop flight takes a day, so the block time is the rest after whole days.
   */
  readonly arrivalDayCorrected: boolean;
}

export interface FleetType {
  /** What it carries: `gate` is passengers, `cargo`, `ga` general aviation. */
  readonly use: string;
  readonly type: string;
}

interface TrafficFile {
  /** The comments at the head, where the authors name the season. */
  readonly head: string;
  readonly fleet: ReadonlyMap<string, FleetType>;
  readonly legs: readonly TrafficLeg[];
  /** Flights that could not be read, by why. */
  readonly unreadable: readonly string[];
}

/**
 * A flight in the form that the parser gives: text, but an array where a tag is given twice and an
 * object where a tag has children.
 */
interface FlightElement {
  readonly callsign?: unknown;
  readonly "required-aircraft"?: unknown;
  readonly departure?: { readonly port?: unknown; readonly time?: unknown };
  readonly arrival?: { readonly port?: unknown; readonly time?: unknown };
  readonly repeat?: unknown;
}

const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => name === "aircraft" || name === "flight",
});

export function parseTraffic(xml: string): TrafficFile {
  const list = (parser.parse(xml).trafficlist ?? {}) as {
    aircraft?: { "required-aircraft"?: unknown; actype?: unknown; flighttype?: unknown }[];
    flight?: FlightElement[];
  };
  const fleet = new Map<string, FleetType>();
  for (const tail of list.aircraft ?? []) {
    const key = textOf(tail["required-aircraft"]);
    if (!fleet.has(key))
      fleet.set(key, { use: textOf(tail.flighttype), type: textOf(tail.actype) });
  }
  const legs: TrafficLeg[] = [];
  const unreadable: string[] = [];
  for (const element of list.flight ?? []) {
    const leg = parseFlight(element);
    if (typeof leg === "string") unreadable.push(leg);
    else legs.push(leg);
  }
  return { head: headOf(xml), fleet, legs, unreadable };
}

/** The text of the comments before the first aircraft or flight. */
function headOf(xml: string): string {
  const head = xml.slice(0, xml.search(/<(aircraft|flight)>/));
  return [...head.matchAll(/<!--([\s\S]*?)-->/g)]
    .map((comment) => (comment[1] as string).trim())
    .join(" ");
}

/** A leg, or why it cannot be read. */
export function parseFlight(element: FlightElement): TrafficLeg | string {
  const { callsign, repeat, departure, arrival } = element;
  const [sign, from, leavesAt, to, landsAt] = [
    callsign,
    departure?.port,
    departure?.time,
    arrival?.port,
    arrival?.time,
  ];
  if (!isText(sign) || !isText(from) || !isText(leavesAt) || !isText(to) || !isText(landsAt))
    return "element in which something is missing or given twice";
  const leaves = parseTime(leavesAt);
  const lands = parseTime(landsAt);
  if (leaves === undefined || lands === undefined) return "time that cannot be read";
  const weekly = leaves.day !== undefined && lands.day !== undefined && repeat === "WEEK";
  const daily = leaves.day === undefined && lands.day === undefined && repeat === "24Hr";
  if (!weekly && !daily) return "weekday and repeat that do not match";
  const minutes =
    ((lands.day ?? 0) - (leaves.day ?? 0)) * MINUTES_PER_DAY + lands.minute - leaves.minute;
  return {
    callsign: sign.trim(),
    origin: from.trim().toUpperCase(),
    destination: to.trim().toUpperCase(),
    departure: leaves.minute,
    blockMinutes: (minutes + 7 * MINUTES_PER_DAY) % MINUTES_PER_DAY,
    arrivalDayCorrected:
      weekly && (minutes + 7 * MINUTES_PER_DAY) % (7 * MINUTES_PER_DAY) >= MINUTES_PER_DAY,
    utcDays: leaves.day === undefined ? 127 : 1 << ((leaves.day + 6) % 7),
    fleetKey: textOf(element["required-aircraft"]),
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function textOf(value: unknown): string {
  return isText(value) ? value.trim() : "";
}

function parseTime(text: string): { day: number | undefined; minute: number } | undefined {
  const match = /^(?:([0-6])\/)?(\d{1,2}):(\d{1,2}):\d\d$/.exec(text.trim());
  if (match === null) return undefined;
  const [, day, hour, minute] = match;
  if (Number(hour) > 23 || Number(minute) > 59) return undefined;
  return {
    day: day === undefined ? undefined : Number(day),
    minute: Number(hour) * 60 + Number(minute),
  };
}
