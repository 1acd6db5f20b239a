/**
 * How far an aircraft can fly. A leg that is farther has a wrong type or, as often, a wrong airport
 * (a flight of GOL to Brainerd in Minnesota): nothing shows which, so it is left out.
 *
 * RANGE-1 A row is left out when its great circle is longer than the range of its aircraft. Ranges
 *   are the makers' figures with a usual load, in nautical miles as they state them, and a tenth
 *   more, for lighter loads and the wind (Perth - London is 3 % over the 787-9's). A type that is
 *   not in the table has none.
 */
import type { TimetableRow } from "./merge.ts";

/**
 * Nautical miles, from the makers' data sheets (Airbus, ATR, Boeing, Bombardier and De Havilland
 * Canada, Embraer, Saab) of the version that airlines have most.
 */
const NAUTICAL_MILES: Readonly<Record<string, number>> = {
  ...{ "318": 3100, "319": 3700, "320": 3300, "321": 3200, "32N": 3500, "32Q": 4000 },
  ...{ "332": 7250, "333": 6350, "339": 7200, "343": 7400, "346": 7900, "359": 8300, "35X": 8700 },
  ...{ "388": 8000, "221": 3600, "223": 3600 },
  ...{ "733": 2300, "734": 2100, "735": 2400, "736": 3200, "737": 3400, "738": 2935, "739": 2950 },
  ...{ "73G": 3400, "73H": 2935, "7M8": 3500, "7M9": 3300, "717": 2060 },
  ...{ "744": 7260, "74H": 7730, "752": 3900, "753": 3400, "763": 5980, "764": 5625 },
  ...{ "772": 7065, "773": 6030, "77L": 8555, "77W": 7370, "788": 7355, "789": 7565, "78X": 6330 },
  ...{ E70: 2150, E75: 2200, E90: 2450, E95: 2300, ER3: 1750, ER4: 1550, ERJ: 1750 },
  ...{ CR2: 1650, CR7: 1400, CR9: 1550, AT4: 850, AT7: 900, DH4: 1250, SF3: 900 },
};
const KM_PER_NAUTICAL_MILE = 1.852;
const MARGIN = 1.1;

/** Infinite for a type that is not in the table. */
export function rangeKm(aircraft: string): number {
  const miles = NAUTICAL_MILES[aircraft];
  return miles === undefined ? Number.POSITIVE_INFINITY : miles * KM_PER_NAUTICAL_MILE * MARGIN;
}

/** The rows that their aircraft can fly, and the others (RANGE-1). */
export function withinRange(
  rows: readonly TimetableRow[],
  kmOf: (row: TimetableRow) => number,
): { readonly rows: readonly TimetableRow[]; readonly beyond: readonly TimetableRow[] } {
  const isWithin = (row: TimetableRow) => kmOf(row) <= rangeKm(row.aircraft);
  return { rows: rows.filter(isWithin), beyond: rows.filter((row) => !isWithin(row)) };
}
