/**
 * Rows of the source that no one flies any more, by the table of closures that the bidders use too
 * (`bidders/flights/timetable/closures/`).
 *
 * CLOSED-1 The import leaves out what is closed until further notice on the table's date: its rows
 *   have no periods. Closures with a last day, and those that begin later, are the bidders'.
 */

import {
  type Closure,
  concerns,
  dateOf,
  type FlightEnd as End,
} from "../../bidders/flights/timetable/closures/closures.ts";
import { daysAWeek } from "../../bidders/flights/timetable/departures.ts";
import { homesOf } from "../../bidders/flights/timetable/homes.ts";
import type { TimetableRow } from "./merge.ts";
import type { NamedAirport } from "./places.ts";

interface Closed {
  readonly open: readonly TimetableRow[];
  /** Keyed by source of the first closure that concerns it. */
  readonly closed: ReadonlyMap<string, readonly TimetableRow[]>;
  /** The state of each carrier, of all rows. */
  readonly homes: ReadonlyMap<string, string>;
}

export function leaveOutClosed(
  rows: readonly TimetableRow[],
  places: ReadonlyMap<string, NamedAirport>,
  closures: readonly Closure[],
): Closed {
  const country = (code: string) => places.get(code)?.country as string;
  const homes = homesOf(
    rows.map(({ carrier, origin, days }) => ({
      carrier,
      country: country(origin),
      departures: daysAWeek(days),
    })),
  );
  const today = dateOf(closures);
  const lasting = closures.filter(
    ({ firstDay, lastDay }) => firstDay <= today && lastDay === Number.POSITIVE_INFINITY,
  );
  const open: TimetableRow[] = [];
  const closed = new Map<string, TimetableRow[]>();
  for (const row of rows) {
    const [from, to] = [row.origin, row.destination].map((code) => ({
      code,
      country: country(code),
    })) as [End, End];
    const home = homes.get(row.carrier) as string;
    const why = lasting.find((closure) => concerns(closure, from, to, home))?.source;
    if (why === undefined) open.push(row);
    else closed.set(why, [...(closed.get(why) ?? []), row]);
  }
  return { open, closed, homes };
}
