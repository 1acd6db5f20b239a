/** A timetable as text for a terminal. */
import Table from "cli-table3";
import {
  dayOf,
  daysAWeek,
  isoDate,
  localTime,
  marketOn,
} from "../../bidders/flights/timetable/departures.ts";
import {
  type Index,
  OPEN_FROM,
  OPEN_TO,
  type Timetable,
} from "../../bidders/flights/timetable/timetable.ts";

export function summaryOf(timetable: Timetable): string {
  let weekly = 0;
  let bounded = 0;
  for (let row = 0; row < timetable.rows; row++) {
    weekly += daysAWeek(timetable.days[row] as number);
    if (timetable.validFrom[row] !== OPEN_FROM || timetable.validTo[row] !== OPEN_TO) bounded++;
  }
  const own = new Set(timetable.carrier).size;
  return (
    `${timetable.rows} rows of ${own} airlines between ${timetable.airports.length} airports, ${weekly} departures a week; ` +
    `${bounded} rows with a period, ${timetable.codeshareCarrier.length} code-shares`
  );
}

export function flightsTable(
  timetable: Timetable,
  origin: Index,
  destination: Index,
  day: number,
): string {
  const flights = marketOn(timetable, origin, destination, day);
  const market = `${timetable.airports[origin]?.code}-${timetable.airports[destination]?.code} on ${isoDate(day)}`;
  if (flights.length === 0) return `no flight ${market}`;
  const table = new Table({
    head: ["flight", "departs", "arrives", "minutes", "type", "period", "sold as"],
    style: { head: [], border: [] },
  });
  for (const { row, departureLocal, arrivalLocal, departureUtc, arrivalUtc } of flights) {
    const number = `${timetable.carriers[timetable.carrier[row] as number]}${timetable.number[row]}`;
    const days = dayOf(arrivalLocal) - day;
    const arrives = `${localTime(arrivalLocal).slice(11)}${days === 0 ? "" : ` ${days > 0 ? "+" : ""}${days}`}`;
    const type = timetable.aircraftTypes[timetable.aircraft[row] as number] ?? "";
    table.push([
      number,
      localTime(departureLocal).slice(11),
      arrives,
      arrivalUtc - departureUtc,
      type,
      period(timetable, row),
      timetable.codeshares(row).join(" "),
    ]);
  }
  return `${market}\n${table.toString()}`;
}

function period(timetable: Timetable, row: Index): string {
  const [from, to] = [timetable.validFrom[row] as number, timetable.validTo[row] as number];
  if (from === OPEN_FROM && to === OPEN_TO) return "";
  return `${from === OPEN_FROM ? "" : isoDate(from)}..${to === OPEN_TO ? "" : isoDate(to)}`;
}
