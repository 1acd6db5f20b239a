/**
 * Whether a leg can be a non-stop flight: an invented time, or a stop that was left out, gives an
 * impossible speed. The import of timetables and the gateway's check of offers use these rules.
 */

/** Mean radius of the Earth, IUGG. */
export const EARTH_KM = 6371.0088;

/** Gate to gate: no airliner is faster over ground than this, with a strong tailwind. */
const KMH_MAX = 1050;
/** Farther than the longest non-stop that is flown, Singapore to New York, 15,349 km. */
const KM_MAX = 15_600;

/** The shortest possible block time for the distance, in minutes. */
export function blockMinutesMin(km: number): number {
  return (km / KMH_MAX) * 60;
}

/**
 * The longest plausible block time for the distance, in minutes: turboprops on short legs,
 * headwinds and congestion on long ones. The way around a closed airspace is not in it.
 */
export function blockMinutesMax(km: number): number {
  if (km <= 600) return 60 + km / 5;
  if (km <= 3000) return 120 + km / 10;
  return 170 + km / 12;
}

/**
 * The least distance of flights that may have to go around a closed airspace, which takes much
 * longer: Seoul - Helsinki, 7,033 km, takes 13 hours and 45 minutes since 2022.
 */
const AROUND_KM_MIN = 4_500;
const AROUND_MINUTES = 120;

/** Why a leg cannot be a non-stop flight, or undefined when it can be one. */
export function implausible(km: number, blockMinutes: number): string | undefined {
  if (km > KM_MAX) return "farther than any non-stop flight";
  if (blockMinutes === 0 || blockMinutes < blockMinutesMin(km)) return "too fast for the distance";
  const around = km < AROUND_KM_MIN ? 0 : AROUND_MINUTES;
  if (blockMinutes > blockMinutesMax(km) + around) return "too slow for the distance";
  return undefined;
}

/** Degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** The great circle between two places, by the haversine formula. */
export function kilometres(a: Coordinates, b: Coordinates): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b.latitude - a.latitude) * rad) / 2) ** 2 +
    Math.cos(a.latitude * rad) *
      Math.cos(b.latitude * rad) *
      Math.sin(((b.longitude - a.longitude) * rad) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h));
}
