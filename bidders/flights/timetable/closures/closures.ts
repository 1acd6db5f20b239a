/**
 * Flights that do not take place because an airspace is closed, or closed to some carriers. The
 * table is `closures.csv`, a line a closure, each with its source; so the next one is one line.
 *
 * CLOSURE-1 A closure concerns flights to, from and within its places; where it names another end,
 *   only those between the two. Where it names states of carriers, only flights that a carrier of
 *   one of them operates. Overflight is not modelled.
 * CLOSURE-2 It holds on dates of departure (of the origin's calendar) from its first day to its
 *   last, both inclusive, or until further notice.
 *
 * Columns: `from`, `until` (empty: until further notice), `places` and `other end` (codes of IATA
 * airports, of ISO 3166 countries and of GROUPS), `carriers of` (countries and groups; empty: all
 * carriers), `known on` (the date up to which we know that it holds), `source` (the rest of
 * the line).
 */
import { readFileSync } from "node:fs";
import { dayNumberOf } from "../departures.ts";

export interface Closure {
  /** Days since 1970-01-01, both inclusive; infinite until further notice. */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly places: ReadonlySet<string>;
  /** Undefined: anywhere. */
  readonly otherEnd: ReadonlySet<string> | undefined;
  /** Undefined: all carriers. */
  readonly carriersOf: ReadonlySet<string> | undefined;
  readonly knownOnDay: number;
  readonly source: string;
}

/** One end of a flight. */
export interface FlightEnd {
  readonly code: string;
  /** ISO 3166 alpha-2. */
  readonly country: string;
}

/**
 * States by the codes of their parts, as ISO 3166 has them; the European Union with what is in it.
 */
const GROUPS: Readonly<Record<string, string>> = {
  EU:
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE AX " +
    "GP GF MQ RE YT MF",
  GB: "GB GG GI IM JE",
  US: "US AS GU MP PR VI",
};

const HEADER = "from;until;places;other end;carriers of;known on;source";

let table: readonly Closure[] | undefined;

/** The closures of `closures.csv`. It is read at the first call. */
export function knownClosures(): readonly Closure[] {
  table ??= closuresOf(readFileSync(new URL("./closures.csv", import.meta.url), "utf8"));
  return table;
}

/** @throws Error that names the line that is wrong, and what would be right */
export function closuresOf(text: string): Closure[] {
  const [header, ...lines] = text.trimEnd().split("\n");
  if (header !== HEADER) throw new Error(`closures.csv:1: the header must be "${HEADER}"`);
  return lines.map((line, i) => {
    try {
      return closureOf(line);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`closures.csv:${i + 2}: ${why}`, { cause });
    }
  });
}

function closureOf(line: string): Closure {
  const [from, until, places, otherEnd, carriersOf, knownOn, ...rest] = line.split(";");
  const source = rest.join(";").trim();
  if (!from || !places || !knownOn || source === "")
    throw new Error("seven cells are needed, with from, places, known on and source filled in");
  const days = {
    firstDay: dayNumberOf(from),
    lastDay: until ? dayNumberOf(until) : Number.POSITIVE_INFINITY,
  };
  if (days.lastDay < days.firstDay) throw new Error(`until ${until} is before from ${from}`);
  return {
    ...days,
    places: codesIn(places),
    otherEnd: otherEnd ? codesIn(otherEnd) : undefined,
    carriersOf: carriersOf ? codesIn(carriersOf) : undefined,
    knownOnDay: dayNumberOf(knownOn),
    source,
  };
}

function codesIn(text: string): Set<string> {
  const codes = text.split(" ").flatMap((code) => (GROUPS[code] ?? code).split(" "));
  const wrong = codes.find((code) => !/^[A-Z]{2,3}$/.test(code));
  if (wrong !== undefined)
    throw new Error(`"${wrong}" is not a code of an airport, a country or a group`);
  return new Set(codes);
}

/** Whether a closure concerns flights between two places by a carrier of this state (CLOSURE-1). */
export function concerns(
  closure: Closure,
  from: FlightEnd,
  to: FlightEnd,
  carrierState: string,
): boolean {
  const { places, otherEnd, carriersOf } = closure;
  if (carriersOf !== undefined && !carriersOf.has(carrierState)) return false;
  if (otherEnd === undefined) return isIn(places, from) || isIn(places, to);
  return (isIn(places, from) && isIn(otherEnd, to)) || (isIn(places, to) && isIn(otherEnd, from));
}

function isIn(codes: ReadonlySet<string>, { code, country }: FlightEnd): boolean {
  return codes.has(country) || codes.has(code);
}

/** The date of the table: what ended before it is past. */
export function dateOf(closures: readonly Closure[]): number {
  return Math.max(0, ...closures.map(({ knownOnDay }) => knownOnDay));
}
