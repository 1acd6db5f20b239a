/**
 * The terminal of a flight, and what a change between two terminals takes.
 *
 * TERMINAL-1 A flight's terminal at an airport is that of `terminal-table.ts` for its carrier, and
 *   where the carrier has several, for what the flight is there: domestic or international, within
 *   the Schengen area or not. Where the table names none, none is known.
 * TERMINAL-2 A connection between two terminals takes at least the minutes of that pair, and never
 *   less than the airport's minimum connecting time (`minimum-connection.ts`). Within one, and
 *   where one of the two is not known, that one holds.
 */
import { sharedFrom, sharedOf } from "../timetable/shared-columns.ts";
import type { Index, Timetable } from "../timetable/timetable.ts";
import { TERMINALS } from "./terminal-table.ts";

/** ISO 3166 alpha-2, as of 2025. */
const SCHENGEN = new Set(
  "AT BE BG HR CZ DK EE FI FR DE GR HU IS IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE CH".split(
    " ",
  ),
);

/**
 * The terminals of one airport, keyed by carrier or `*`, each with the kind of flight that it is
 * for.
 */
type ByCarrier = ReadonlyMap<string, readonly { readonly kind: string; readonly name: string }[]>;

const BY_AIRPORT: ReadonlyMap<string, ByCarrier> = new Map(
  Object.entries(TERMINALS).map(([airport, { terminals }]) => [airport, byCarrier(terminals)]),
);

function byCarrier(terminals: Readonly<Record<string, string>>): ByCarrier {
  const found = new Map<string, { kind: string; name: string }[]>();
  for (const [name, entries] of Object.entries(terminals)) {
    for (const entry of entries.split(" ")) {
      const [carrier = "", kind = ""] = entry.split("/");
      const known = found.get(carrier) ?? [];
      known.push({ kind, name });
      found.set(carrier, known);
    }
  }
  return found;
}

/**
 * The terminal of a carrier's flight at an airport (TERMINAL-1); undefined where none is known. The
 * countries are those of the flight's two ends, ISO 3166 alpha-2.
 */
export function terminalOf(
  airport: string,
  carrier: string,
  from: string,
  to: string,
): string | undefined {
  const carriers = BY_AIRPORT.get(airport);
  if (carriers === undefined) return undefined;
  const named = (code: string) =>
    carriers.get(code)?.find(({ kind }) => isOfKind(kind, from, to))?.name;
  return named(carrier) ?? named("*");
}

function isOfKind(kind: string, from: string, to: string): boolean {
  switch (kind) {
    case "D":
      return from === to;
    case "I":
      return from !== to;
    case "S":
      return SCHENGEN.has(from) && SCHENGEN.has(to);
    case "N":
      return !(SCHENGEN.has(from) && SCHENGEN.has(to));
    default:
      return true;
  }
}

/** Minutes between two terminals of an airport at least (TERMINAL-2); 0 within one. */
export function terminalChangeMinutes(airport: string, one: string, other: string): number {
  const known = TERMINALS[airport];
  if (known === undefined || one === other) return 0;
  return known.pairs?.[`${one} ${other}`] ?? known.pairs?.[`${other} ${one}`] ?? known.minutes;
}

/** Every terminal of the table, as `LHR 5`: terminal t of the columns is entry t - 1. */
export const TERMINAL_NAMES: readonly string[] = Object.entries(TERMINALS).flatMap(
  ([airport, { terminals }]) => Object.keys(terminals).map((name) => `${airport} ${name}`),
);

/** What the search reads of terminals. In shared memory. */
export interface TerminalColumns {
  /**
   * Indexed by row: the terminal that its flight leaves from, and the one it arrives at; 0 unknown.
   */
  readonly departureTerminal: Uint8Array;
  readonly arrivalTerminal: Uint8Array;
  /**
   * Indexed by `a * (TERMINAL_NAMES.length + 1) + b`: minutes from terminal a to b, 0 for none
   * more.
   */
  readonly terminalMinutes: Uint8Array;
}

/** How many terminals a row of `terminalMinutes` has. */
export const TERMINALS_A_ROW = TERMINAL_NAMES.length + 1;

export function terminalColumnsOf(timetable: Timetable): TerminalColumns {
  const { rows, origin, destination, airports, carriers, carrier } = timetable;
  const numbers = new Map(TERMINAL_NAMES.map((name, i) => [name, i + 1]));
  const inTable = airports.map(({ code }) => BY_AIRPORT.has(code));
  const at = (row: Index, airport: Index): number => {
    if (!inTable[airport]) return 0;
    const [from, to] = [airports[origin[row] as Index], airports[destination[row] as Index]];
    const code = airports[airport]?.code as string;
    const name = terminalOf(
      code,
      carriers[carrier[row] as Index] as string,
      from?.country as string,
      to?.country as string,
    );
    return name === undefined ? 0 : (numbers.get(`${code} ${name}`) as number);
  };
  return {
    departureTerminal: sharedOf(Uint8Array, rows, (row) => at(row, origin[row] as Index)),
    arrivalTerminal: sharedOf(Uint8Array, rows, (row) => at(row, destination[row] as Index)),
    terminalMinutes: sharedFrom(Uint8Array, terminalMinutes()),
  };
}

function terminalMinutes(): number[] {
  const minutes = new Array<number>(TERMINALS_A_ROW ** 2).fill(0);
  for (const [i, one] of TERMINAL_NAMES.entries())
    for (const [j, other] of TERMINAL_NAMES.entries()) {
      const [[airport = "", from = ""], [same, to = ""]] = [one.split(" "), other.split(" ")];
      if (airport === same)
        minutes[(i + 1) * TERMINALS_A_ROW + j + 1] = terminalChangeMinutes(airport, from, to);
    }
  return minutes;
}
