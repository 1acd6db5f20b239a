/** A timetable as text for a terminal. */
import {
  dayOf,
  daysAWeek,
  isoDate,
  localTime,
  marketOn,
} from "../../bidders/flights/timetable/departures.ts";
import {
  type Departure,
  type Index,
  OPEN_FROM,
  OPEN_TO,
  type Timetable,
} from "../../bidders/flights/timetable/timetable.ts";
import { type Column, fittedTable, type TableStyle } from "../cli/columns.ts";
import { wrapped } from "../cli/layout.ts";
import { plain } from "../cli/outside-text.ts";

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

/** The flights of a market on a day, as a table that fits the terminal (FIT-1). */
export function flightsTable(
  timetable: Timetable,
  [origin, destination]: readonly [Index, Index],
  day: number,
  style: TableStyle,
): string {
  const flights = marketOn(timetable, origin, destination, day);
  const market = `${timetable.airports[origin]?.code}-${timetable.airports[destination]?.code} on ${isoDate(day)}`;
  if (flights.length === 0) return wrapped(`no flight ${market}`, style.width).join("\n");
  const rows = flights.map((flight) => shownFlight(timetable, flight, day));
  const column = (head: string, value: (row: ShownFlight) => string, isNumber = false): Column => ({
    head,
    ...(isNumber ? { align: "right" as const } : {}),
    cells: rows.map((row) => [value(row)]),
  });
  const times = [
    column("flight", (row) => row.flight),
    column("departs", (row) => row.departs),
    column("arrives", (row) => row.arrives),
    column("minutes", (row) => String(row.minutes), true),
    column("type", (row) => row.type),
  ];
  const period = column("period", (row) => row.period);
  const soldAs = ({ soldAs }: ShownFlight) => (soldAs === "" ? [] : [`sold as ${soldAs}`]);
  const below = ({ period }: ShownFlight) => (period === "" ? [] : [`period ${period}`]);
  const lines = fittedTable(
    [
      { columns: [...times, period, column("sold as", (row) => row.soldAs)] },
      { columns: [...times, period], below: rows.map(soldAs) },
      { columns: times, below: rows.map((row) => [...below(row), ...soldAs(row)]) },
    ],
    rows.map((row) => [
      `${row.flight} ${row.departs}-${row.arrives}`,
      `${row.minutes} minutes, ${row.type}`,
      ...below(row),
      ...soldAs(row),
    ]),
    style,
  );
  return [...wrapped(market, style.width), ...lines].join("\n");
}

interface ShownFlight {
  readonly flight: string;
  readonly departs: string;
  readonly arrives: string;
  readonly minutes: number;
  readonly type: string;
  readonly period: string;
  readonly soldAs: string;
}

/** Codes may be those of a file that somebody else has made. */
function shownFlight(timetable: Timetable, departure: Departure, day: number): ShownFlight {
  const { row, departureLocal, arrivalLocal, departureUtc, arrivalUtc } = departure;
  const days = dayOf(arrivalLocal) - day;
  const mark = days === 0 ? "" : ` ${days > 0 ? "+" : ""}${days}`;
  return {
    flight: plain(
      `${timetable.carriers[timetable.carrier[row] as number]}${timetable.number[row]}`,
    ),
    departs: localTime(departureLocal).slice(11),
    arrives: `${localTime(arrivalLocal).slice(11)}${mark}`,
    minutes: arrivalUtc - departureUtc,
    type: plain(timetable.aircraftTypes[timetable.aircraft[row] as number] ?? ""),
    period: period(timetable, row),
    soldAs: plain(timetable.codeshares(row).join(" ")),
  };
}

function period(timetable: Timetable, row: Index): string {
  const [from, to] = [timetable.validFrom[row] as number, timetable.validTo[row] as number];
  if (from === OPEN_FROM && to === OPEN_TO) return "";
  return `${from === OPEN_FROM ? "" : isoDate(from)}..${to === OPEN_TO ? "" : isoDate(to)}`;
}
