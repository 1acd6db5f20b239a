/**
 * What a timetable lacks: large carriers of the world (world-carriers.ts) without a flight in it,
 * or with few.
 *
 * GAP-1 A carrier is missing when the timetable has none of its flights, and thin when it has
 *    less than a quarter of what it has in the world.
 * GAP-2 An answer without offers names the missing and thin carriers that fly between the
 *    countries of its slices, as far as the table has them. It names none where none is known.
 */
import { listed } from "../../../common/text/listed.ts";
import type { CarrierGap } from "../../../proto/coverage.ts";
import { fliesBetween, WORLD_CARRIERS, type WorldCarrier } from "./world-carriers.ts";

/** A carrier with a smaller share of its flights in the world is thin. */
const THIN_SHARE = 0.25;
/** A6: carriers that one note names, of each kind. */
const NAMED_MAX = 3;

export interface Gaps {
  /** Both with the largest in the world first. */
  readonly missing: readonly CarrierGap[];
  readonly thin: readonly CarrierGap[];
}

/** `departuresOf` gives the departures a week of a carrier in the timetable, 0 without any. */
export function gapsOf(departuresOf: (carrier: string) => number): Gaps {
  const missing: CarrierGap[] = [];
  const thin: CarrierGap[] = [];
  for (const { carrier, name, departuresPerWeek: worldPerWeek } of LARGEST_FIRST) {
    const departuresPerWeek = departuresOf(carrier);
    const gap = { carrier, name, departuresPerWeek, worldPerWeek };
    if (departuresPerWeek === 0) missing.push(gap);
    else if (departuresPerWeek < worldPerWeek * THIN_SHARE) thin.push(gap);
  }
  return { missing, thin };
}

const LARGEST_FIRST = [...WORLD_CARRIERS].sort((a, b) => b.departuresPerWeek - a.departuresPerWeek);
const BY_CODE = new Map(WORLD_CARRIERS.map((known) => [known.carrier, known]));

/** A country, for a note. */
export interface Country {
  /** ISO 3166 alpha-2. */
  readonly code: string;
  readonly name: string;
}

/**
 * `domestic United States: the timetable has no flights of Southwest Airlines (WN), which flies
 * there`; undefined where none of the carriers is known to fly between these countries.
 */
export function gapNote({ missing, thin }: Gaps, a: Country, b: Country): string | undefined {
  const there = (gap: CarrierGap) =>
    fliesBetween(BY_CODE.get(gap.carrier) as WorldCarrier, a.code, b.code);
  const [none, few] = [missing.filter(there), thin.filter(there)];
  const parts = [
    ...(none.length > 0 ? [`no flights of ${named(none)}`] : []),
    ...(few.length > 0 ? [`few of ${named(few)}`] : []),
  ];
  if (parts.length === 0) return undefined;
  const market = a.code === b.code ? `domestic ${a.name}` : `${a.name} and ${b.name}`;
  const fly = none.length + few.length === 1 ? "which flies" : "which fly";
  return `${market}: the timetable has ${parts.join(" and ")}, ${fly} there`;
}

function named(gaps: readonly CarrierGap[]): string {
  return listed(
    gaps.map(({ carrier, name }) => `${name} (${carrier})`),
    NAMED_MAX,
  );
}
