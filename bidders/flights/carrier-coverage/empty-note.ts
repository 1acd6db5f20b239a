/**
 * Why an answer has no offers, as far as the timetable's gaps explain it.
 *
 * EMPTY-1 An answer without offers names the airports that the timetable has no flights of, and
 *   the code of today of one that is asked for by its old code.
 */
import { airportByCode } from "../../../common/places/airports.ts";
import type { FlightSearch } from "../../../proto/messages.ts";
import { carrierFacts } from "../fares/carriers.ts";
import { RENAMED_CODES } from "../timetable/renamed-codes.ts";
import { type Country, type Gaps, gapNote } from "./gaps.ts";

/**
 * A note for each pair of countries of the search, joined; undefined where no missing carrier is
 * known to fly between them (GAP-2). In another cabin than economy no low-cost carrier is
 * named: they sell economy alone (CABIN-1).
 */
export function emptyNote(request: FlightSearch, { missing, thin }: Gaps): string | undefined {
  const sells = ({ carrier }: { readonly carrier: string }) =>
    request.cabin === "economy" || carrierFacts(carrier).tier !== "low-cost";
  const gaps = { missing: missing.filter(sells), thin: thin.filter(sells) };
  const notes = new Map<string, string>();
  for (const { origin, destination } of request.slices) {
    const [from, to] = [countryOf(origin), countryOf(destination)];
    if (from === undefined || to === undefined) continue;
    const pair = [from.code, to.code].sort().join();
    const note = notes.has(pair) ? undefined : gapNote(gaps, from, to);
    if (note !== undefined) notes.set(pair, note);
  }
  return notes.size === 0 ? undefined : [...notes.values()].join("; ");
}

/**
 * A note for each airport of the search that the timetable has no flights of, joined, with the code
 * that it has now where that has changed; undefined where there is none (EMPTY-1).
 */
export function airportsNote(
  { slices }: FlightSearch,
  isServed: (code: string) => boolean,
): string | undefined {
  const codes = new Set(slices.flatMap(({ origin, destination }) => [origin, destination]));
  const notes = [...codes]
    .filter((code) => !isServed(code))
    .map((code) => {
      const now = RENAMED_CODES[code]?.now;
      const city = airportByCode(code)?.city;
      const name = city === undefined ? code : `${code} (${city})`;
      return now !== undefined && isServed(now)
        ? `${name} has the code ${now} today: search for that`
        : `the timetable has no flights of ${name}`;
    });
  return notes.length === 0 ? undefined : notes.join("; ");
}

function countryOf(airport: string): Country | undefined {
  const found = airportByCode(airport);
  return found && { code: found.country, name: found.countryName };
}
