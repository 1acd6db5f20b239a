/**
 * What every search reads: the timetable, and what is worked out once of it and of the fare model,
 * when a bidder opens. It is handed down to all that need it; nothing keeps a part of it elsewhere.
 */
import { availabilityTable } from "./fares/availability.ts";
import { type FareTables, fareTablesOf } from "./fares/fare-tables.ts";
import { shippedRates } from "./fares/rates.ts";
import { minimumConnectionsOf } from "./itineraries/minimum-connection.ts";
import { cabotageTagsOf } from "./itineraries/rights.ts";
import { type TerminalColumns, terminalColumnsOf } from "./itineraries/terminals.ts";
import { knownClosures } from "./timetable/closures/closures.ts";
import { openRows } from "./timetable/closures/open-rows.ts";
import { loadTimetable } from "./timetable/load.ts";
import type { Timetable } from "./timetable/timetable.ts";
import type { ClosuresSetting } from "./timetable/timetable-setting.ts";

/** All of its columns are in shared memory. */
export interface FlightData {
  readonly timetable: Timetable;
  /** The open booking classes of the fare model: `fares/availability.ts`. */
  readonly availability: Uint8Array;
  /** What fares depend on of airports and carriers: `fares/fare-tables.ts`. */
  readonly fareTables: FareTables;
  /**
   * Indexed by row, 1 where its carrier may not sell it alone, within a country or between two:
   * `itineraries/rights.ts`.
   */
  readonly cabotageTags: Uint8Array;
  /**
   * Minimum connecting minutes at airport a: four of them from `4 * a` on, in the order of
   * CONNECTION_KINDS (`itineraries/minimum-connection.ts`).
   */
  readonly minimumConnections: Uint8Array;
  /** Which terminals flights use, and what a change between two takes. */
  readonly terminals: TerminalColumns;
}

/**
 * `path` and `note` as `loadTimetable` takes them, and throws. Some 0.2 s. `note` also receives how
 * many flights closures leave out, and which closures.
 * @throws Error also when the table of rates that ships cannot be read
 */
export async function loadFlightData(
  path: string | null,
  note?: ((text: string) => void) | undefined,
  closures: ClosuresSetting = "known",
): Promise<FlightData> {
  shippedRates();
  const timetable = await loadTimetable(path, note);
  return flightDataOf(withoutClosed(timetable, closures, note), availabilityTable());
}

/** A timetable as bidders search it: without the flights that closures leave out. */
export function withoutClosed(
  timetable: Timetable,
  closures: ClosuresSetting,
  note?: ((text: string) => void) | undefined,
): Timetable {
  if (closures === "none") return timetable;
  const { timetable: open, closed } = openRows(timetable, knownClosures());
  const lines = [...closed].map(([source, departures]) => `${departures} by ${source}`);
  if (lines.length > 0)
    note?.(
      `Closed airspaces leave out departures a week (CLOSURES=none sells them): ${lines.join(" · ")}`,
    );
  return open;
}

/** `availability` as `availabilityTable` makes it: it is the same for every timetable. */
export function flightDataOf(timetable: Timetable, availability: Uint8Array): FlightData {
  return {
    timetable,
    availability,
    fareTables: fareTablesOf(timetable),
    cabotageTags: cabotageTagsOf(timetable),
    minimumConnections: minimumConnectionsOf(timetable),
    terminals: terminalColumnsOf(timetable),
  };
}
