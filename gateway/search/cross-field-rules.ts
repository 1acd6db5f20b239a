/**
 * What is wrong with several fields of a search, in words, by the rules of `search-rules.ts`. The
 * raw request is read. Each rule is checked as soon as the fields that it needs are well formed, so
 * that a fault elsewhere does not hide a fault here.
 */
import type { Fault } from "../../proto/errors.ts";
import { place } from "./field-schemas.ts";
import { quoted } from "./problem.ts";
import { areFewEnough, hasLapForEachInfant, haveDifferentEnds } from "./search-rules.ts";
import { BOUNDS, SEARCH_DEFAULTS, SLICES_MAX, TRAVELLERS_MAX } from "./search-terms.ts";
import { namedAirports } from "./slice-ends.ts";

/** The slices of a raw search, as many as may be read; undefined for what is no object. */
export function rawSlices(
  raw: Readonly<Record<string, unknown>>,
): (Readonly<Record<string, unknown>> | undefined)[] {
  const slices = raw["slices"];
  return Array.isArray(slices)
    ? slices.slice(0, SLICES_MAX).map((one) => (isRecord(one) ? one : undefined))
    : [];
}

/** Of the days of its slices: see `search-days.ts`. */
export function crossFieldFaults(raw: Readonly<Record<string, unknown>>): Fault[] {
  return [
    ...rawSlices(raw).flatMap((one, i) => sliceFaults(one ?? {}, i)),
    ...travellerFaults(raw["passengers"]),
  ];
}

function sliceFaults(
  { origin, destination }: Readonly<Record<string, unknown>>,
  i: number,
): Fault[] {
  const path = `slices[${i}].destination`;
  if (typeof origin === "string" && !haveDifferentEnds(origin, destination))
    return [{ path, message: `must differ from the origin, ${quoted(origin)}` }];
  const from = airportsOf(origin);
  const common = airportsOf(destination).find((code) => from.includes(code));
  if (common === undefined) return [];
  return [{ path, message: `must have no airport in common with the origin: ${common}` }];
}

/** The airports that a raw place names; none where it is not one. */
export function airportsOf(raw: unknown): readonly string[] {
  const read = place.safeParse(raw);
  return read.success ? namedAirports(read.data) : [];
}

function travellerFaults(raw: unknown): Fault[] {
  if (!isRecord(raw)) return [];
  const countOf = (kind: keyof typeof SEARCH_DEFAULTS.passengers) => {
    const count = raw[kind];
    return typeof count === "number" ? count : SEARCH_DEFAULTS.passengers[kind];
  };
  const [adults, children, infants] = [countOf("adults"), countOf("children"), countOf("infants")];
  // A count that is wrong by itself has a fault from the schema.
  if (
    ![adults, children, infants].every((n) => Number.isInteger(n) && n >= 0 && n <= TRAVELLERS_MAX)
  )
    return [];
  const faults: Fault[] = [];
  if (!hasLapForEachInfant(adults, infants) && infants <= BOUNDS.infants.max) {
    faults.push({
      path: "passengers.infants",
      message: `must be at most one an adult: ${infants} with ${adults}`,
    });
  }
  if (!areFewEnough(adults, children, infants)) {
    faults.push({
      path: "passengers",
      message: `must be at most ${TRAVELLERS_MAX} travellers together, not ${adults + children + infants}`,
    });
  }
  return faults;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
