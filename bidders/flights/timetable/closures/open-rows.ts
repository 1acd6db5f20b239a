/**
 * A timetable without the flights that closures leave out.
 *
 * OPENROW-1 A row loses the dates of the closures that concern it; one that has none left is left
 *   out, and one with a gap becomes two. Of a row without a first day the part before a closure
 *   counts only if it ends on the table's date or later: what is past is not sold.
 */

import { type Columns, columnsOf, timetableOf } from "../columns.ts";
import { daysAWeek, weekdayBit } from "../departures.ts";
import { homesIn } from "../homes.ts";
import { sharedOf } from "../shared-columns.ts";
import {
  type Index,
  OPEN_FROM,
  OPEN_TO,
  type Timetable,
  type TimetableAirport,
} from "../timetable.ts";
import { type Closure, concerns, dateOf } from "./closures.ts";

interface OpenTimetable {
  readonly timetable: Timetable;
  /** Keyed by source of a closure, departures a week of the rows that it has left out or cut. */
  readonly closed: ReadonlyMap<string, number>;
}

/** Part of a row. */
interface RowPart {
  readonly row: Index;
  readonly from: number;
  readonly to: number;
}

/** The timetable itself where nothing is closed. Its columns are otherwise new ones. */
export function openRows(timetable: Timetable, closures: readonly Closure[]): OpenTimetable {
  const closed = new Map<string, number>();
  const parts: RowPart[] = [];
  const find = closuresOfRows(timetable, closures, homesIn(timetable));
  const today = dateOf(closures);
  for (let row = 0; row < timetable.rows; row++) {
    const whole = {
      row,
      from: timetable.validFrom[row] as number,
      to: timetable.validTo[row] as number,
    };
    let left: RowPart[] = [whole];
    for (const closure of find(row)) {
      const after = left.flatMap((part) => without(part, closure, timetable, today));
      const isSame = after.length === left.length && after.every((part, i) => part === left[i]);
      if (isSame) continue;
      const departures = daysAWeek(timetable.days[row] as number);
      closed.set(closure.source, (closed.get(closure.source) ?? 0) + departures);
      left = after;
    }
    parts.push(...left);
  }
  return closed.size === 0
    ? { timetable, closed }
    : { timetable: timetableOf(columnsWith(timetable, parts)), closed };
}

/** The closures that concern a row. Those of its market are found once for all of its rows. */
function closuresOfRows(
  { airports, carriers, origin, destination, carrier }: Timetable,
  closures: readonly Closure[],
  homes: ReadonlyMap<string, string>,
): (row: Index) => readonly Closure[] {
  const ofAirport = airports.map(({ code, country }) =>
    closures.filter(({ places, otherEnd }) =>
      [places, otherEnd].some((codes) => codes?.has(code) || codes?.has(country)),
    ),
  );
  const homeOf = carriers.map((code) => homes.get(code) ?? "");
  let known: { from: Index; to: Index; near: Closure[] } = { from: -1, to: -1, near: [] };
  return (row) => {
    const [from, to] = [origin[row] as Index, destination[row] as Index];
    if (from !== known.from || to !== known.to) {
      const both = new Set([...(ofAirport[from] ?? []), ...(ofAirport[to] ?? [])]);
      known = { from, to, near: [...both] };
    }
    if (known.near.length === 0) return known.near;
    const [a, b] = [airports[from] as TimetableAirport, airports[to] as TimetableAirport];
    const home = homeOf[carrier[row] as Index] as string;
    return known.near.filter((one) => concerns(one, a, b, home));
  };
}

/** What is left of it: itself, one part, two, or none. */
function without(
  part: RowPart,
  { firstDay, lastDay }: Closure,
  timetable: Timetable,
  today: number,
): RowPart[] {
  if (lastDay < part.from || firstDay > part.to) return [part];
  const before = { ...part, to: firstDay - 1 };
  const isPast = part.from === OPEN_FROM && before.to < today;
  const after = { ...part, from: lastDay + 1 };
  return [...(isPast ? [] : [before]), after].filter((one) => operates(one, timetable));
}

/** Whether it has a date; OPEN_TO is after every date. */
function operates({ row, from, to }: RowPart, { days }: Timetable): boolean {
  if (from > Math.min(to, OPEN_TO - 1)) return false;
  for (let day = from; day <= to && day < from + 7; day++)
    if ((days[row] as number) & weekdayBit(day)) return true;
  return false;
}

function columnsWith(timetable: Timetable, parts: readonly RowPart[]): Columns {
  const columns = columnsOf(timetable);
  const rows = parts.length;
  const rowAt = (i: number) => parts[i]?.row as Index;
  const wide = (values: Uint16Array) =>
    sharedOf(Uint16Array, rows, (i) => values[rowAt(i)] as number);
  const narrow = (values: Uint8Array) =>
    sharedOf(Uint8Array, rows, (i) => values[rowAt(i)] as number);
  const sharesOf = (values: Uint16Array) =>
    parts.flatMap(({ row }) => [
      ...values.subarray(columns.codeshareStart[row], columns.codeshareStart[row + 1]),
    ]);
  const [carriers, numbers] = [
    sharesOf(columns.codeshareCarrier),
    sharesOf(columns.codeshareNumber),
  ];
  let start = 0;
  return {
    ...columns,
    rows,
    origin: wide(columns.origin),
    destination: wide(columns.destination),
    carrier: wide(columns.carrier),
    number: wide(columns.number),
    aircraft: narrow(columns.aircraft),
    departure: wide(columns.departure),
    blockMinutes: wide(columns.blockMinutes),
    days: narrow(columns.days),
    flags: narrow(columns.flags),
    validFrom: sharedOf(Uint16Array, rows, (i) => parts[i]?.from as number),
    validTo: sharedOf(Uint16Array, rows, (i) => parts[i]?.to as number),
    codeshareStart: sharedOf(Uint32Array, rows + 1, (i) => {
      const here = start;
      const row = parts[i]?.row;
      if (row !== undefined)
        start +=
          (columns.codeshareStart[row + 1] as number) - (columns.codeshareStart[row] as number);
      return here;
    }),
    codeshareCarrier: sharedOf(Uint16Array, carriers.length, (i) => carriers[i] as number),
    codeshareNumber: sharedOf(Uint16Array, numbers.length, (i) => numbers[i] as number),
  };
}
