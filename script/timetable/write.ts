/** The two data files of an import, as bytes. */

import { daysAWeek } from "../../bidders/flights/timetable/departures.ts";
import { encodeTimetable } from "../../bidders/flights/timetable/file.ts";
import { OPEN_FROM, OPEN_TO } from "../../bidders/flights/timetable/timetable.ts";
import type { AirportRow, AirportsFile } from "../../common/places/airports.ts";
import type { TimetableRow } from "./merge.ts";
import type { NamedAirport } from "./places.ts";

/**
 * Rows must be sorted by origin, destination, departure. Their periods are open: the sources have
 * one week.
 */
export function timetableBytes(rows: readonly TimetableRow[]): Buffer {
  const airports = sorted(rows.flatMap((row) => [row.origin, row.destination]));
  const carriers = sorted(rows.map((row) => row.carrier));
  const aircraftTypes = sorted(rows.map((row) => row.aircraft));
  const [airport, carrier, aircraft] = [airports, carriers, aircraftTypes].map(indexOf) as [
    IndexOf,
    IndexOf,
    IndexOf,
  ];
  return encodeTimetable({
    rows: rows.length,
    airports,
    carriers,
    aircraftTypes,
    origin: Uint16Array.from(rows, (row) => airport(row.origin)),
    destination: Uint16Array.from(rows, (row) => airport(row.destination)),
    departure: Uint16Array.from(rows, (row) => row.departure),
    blockMinutes: Uint16Array.from(rows, (row) => row.blockMinutes),
    carrier: Uint16Array.from(rows, (row) => carrier(row.carrier)),
    number: Uint16Array.from(rows, (row) => row.number),
    aircraft: Uint8Array.from(rows, (row) => aircraft(row.aircraft)),
    days: Uint8Array.from(rows, (row) => row.days),
    flags: new Uint8Array(rows.length),
    validFrom: new Uint16Array(rows.length).fill(OPEN_FROM),
    validTo: new Uint16Array(rows.length).fill(OPEN_TO),
    codeshareStart: new Uint32Array(rows.length + 1),
    codeshareCarrier: new Uint16Array(0),
    codeshareNumber: new Uint16Array(0),
  });
}

type IndexOf = (text: string) => number;

function indexOf(list: readonly string[]): IndexOf {
  const index = new Map(list.map((text, i) => [text, i]));
  return (text) => index.get(text) as number;
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/**
 * `common/places/airports.json`, laid out as the formatter would, a line an airport where it fits.
 */
export function airportsText(
  places: readonly NamedAirport[],
  countries: Readonly<Record<string, string>>,
  rows: readonly TimetableRow[],
): string {
  const departures = new Map<string, number>();
  for (const row of rows)
    departures.set(row.origin, (departures.get(row.origin) ?? 0) + daysAWeek(row.days));
  const zones = sorted(places.map((place) => place.zone));
  const zone = indexOf(zones);
  const list = places.map((p): AirportRow => {
    return [
      p.code,
      p.name === `${p.city} Airport` ? "" : p.name,
      p.city,
      p.country,
      zone(p.zone),
      p.latitude,
      p.longitude,
      departures.get(p.code) ?? 0,
    ];
  });
  const columns = [
    "code",
    "name",
    "city",
    "country",
    "zone",
    "latitude",
    "longitude",
    "departuresPerWeek",
  ];
  const used = Object.fromEntries(
    Object.entries(countries).filter(([code]) => places.some((place) => place.country === code)),
  );
  const file: AirportsFile = { columns, countries: used, zones, rows: list };
  return `{
  "columns": ${inLine(file.columns)},
  "countries": {
${Object.entries(used)
  .map(([code, name]) => `    ${JSON.stringify(code)}: ${JSON.stringify(name)}`)
  .join(",\n")}
  },
  "zones": [
${zones.map((name) => `    ${JSON.stringify(name)}`).join(",\n")}
  ],
  "rows": [
${list.map(rowText).join(",\n")}
  ]
}
`;
}

function inLine(values: readonly (string | number)[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}

function rowText(row: AirportRow): string {
  const line = `    ${inLine(row)}`;
  // 140 columns, with the comma that follows.
  if (line.length + 1 <= 140) return line;
  return `    [\n${row.map((value) => `      ${JSON.stringify(value)}`).join(",\n")}\n    ]`;
}
