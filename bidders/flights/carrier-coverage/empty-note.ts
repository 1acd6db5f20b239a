/** Why an answer has no offers, as far as the timetable's gaps explain it (COVERAGE-2). */
import { airportByCode } from "../../../common/places/airports.ts";
import type { FlightSearch } from "../../../proto/messages.ts";
import { carrierFacts } from "../fares/carriers.ts";
import { type Country, type Gaps, gapNote } from "./gaps.ts";

/**
 * A note for each pair of countries of the search, joined; undefined where no missing carrier is
 * known to fly between them. In another cabin than economy no low-cost carrier is named: they sell
 * economy alone (CABIN-1).
 */
export function emptyNote(request: FlightSearch, { missing, thin }: Gaps): string | undefined {
  const sells = ({ carrier }: { readonly carrier: string }) =>
    request.cabin === "economy" || carrierFacts(carrier).kind !== "low-cost";
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

function countryOf(airport: string): Country | undefined {
  const found = airportByCode(airport);
  return found && { code: found.country, name: found.countryName };
}
