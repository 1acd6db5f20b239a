/**
 * The bounds and the defaults of a search, which the schema, the rules over several fields and the
 * fast path of validation share.
 */
import { LIMITS } from "../../proto/limits.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { BIDDERS_MAX } from "../auction/limits.ts";

/** The widest bounds; a gateway may be configured within them. */
export const DEADLINE_MS_MIN = 50;
export const DEADLINE_MS_MAX = LIMITS.searchDeadlineMsMax;

export const DAYS_AHEAD_MAX = 361;
/** Days before a date, and after it, that a slice may leave on too: a week in all. */
export const FLEX_DAYS_MAX = 3;
/** Days that a slice may name. Each is searched: a week costs up to seven times a day. */
export const RANGE_DAYS_MAX = 7;
/**
 * Days that a slice may have whose date follows from the stay: a week of departures, a stay of a
 * few nights more or less, and two days for landings that are later than their departures.
 */
export const STAY_DAYS_MAX = 14;
export const NIGHTS_MAX = LIMITS.nightsMax;
export const TRAVELLERS_MAX = LIMITS.travellersMax;
export const SLICES_MAX = LIMITS.slicesMax;
/** Airports that one end of a slice may stand for. The largest city has six. */
export const AIRPORTS_AN_END_MAX = LIMITS.airportsAnEndMax;
/**
 * Pairs of airports that a slice may stand for: those of the two largest cities. Each pair costs a
 * search for connections.
 */
export const PAIRS_A_SLICE_MAX = 36;
/** A6: nearby airports of one airport that are looked at; within 300 km no airport has more. */
export const NEARBY_FOUND_MAX = 32;
const STOPS_MAX = LIMITS.stopsMax;
export const RESULTS_MAX = 100;
/** A whole number that a search may have: both ends are allowed. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/**
 * The bounds of each field of a search, or of its passengers. An infant or a child travels with an
 * adult.
 */
export const BOUNDS = {
  adults: { min: 1, max: TRAVELLERS_MAX },
  children: { min: 0, max: TRAVELLERS_MAX - 1 },
  infants: { min: 0, max: TRAVELLERS_MAX - 1 },
  maxStops: { min: 0, max: STOPS_MAX },
  maxResults: { min: 1, max: RESULTS_MAX },
  nearbyKm: { min: 0, max: LIMITS.nearbyKmMax },
} as const satisfies Record<string, Bounds>;

/** Bidders that a quorum may count: all that a gateway may know. */
export const QUORUM_MAX = BIDDERS_MAX;
/** Bidders that a search may require. */
export const REQUIRED_MAX = 16;
/** A share of the bidders, as a quorum. */
export const QUORUM_SHARE = /^(?:[1-9][0-9]?|100)%$/;

/** The fields of a search that names only its slices. Its policy: see `PolicyDefaults`. */
export const SEARCH_DEFAULTS = {
  passengers: { adults: 1, children: 0, infants: 0 },
  cabin: "economy",
  currency: "USD",
  sort: "best",
  maxStops: 2,
  maxResults: 20,
  selfTransfer: false,
  similar: false,
} as const satisfies Omit<FlightSearch, "slices" | "policy">;

/** Where the gateway does not say it: how long an auction waits after its quorum. */
export const GRACE_DEFAULTS = { share: 0.25, msMin: 5, msMax: 100 } as const;

export const DOLLARS_PER_SECOND_MIN = 0.01;
export const DOLLARS_PER_SECOND_MAX = 1_000;
/** Where neither the search nor the gateway says it. */
export const DOLLARS_PER_SECOND = 1;

export const DOLLARS_PER_SECOND_RIGHT = `must be from ${DOLLARS_PER_SECOND_MIN} to ${DOLLARS_PER_SECOND_MAX} in whole cents, such as 0.5`;

/** In whole cents, which the wire has. */
export function isDollarsPerSecond(value: number): boolean {
  return (
    value >= DOLLARS_PER_SECOND_MIN &&
    value <= DOLLARS_PER_SECOND_MAX &&
    Math.round(value * 100) / 100 === value
  );
}
