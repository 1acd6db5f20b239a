/**
 * The way around Russia. Since February and March 2022 its airspace is closed to carriers of some
 * forty states, and others avoid it; the source is from before, so that its flights between Europe
 * and East Asia are two to three hours shorter than anybody flies them.
 *
 * AROUND-1 A flight of such a carrier whose great circle crosses Russia takes the shortest way
 *   around over WAYPOINTS, and its block time is longer by the extra distance; it keeps its
 *   departure. One with an end in Russia, or without a way around, stays as it is.
 *
 * Both border and ways are coarse. AIRWAYS and KMH are such that the minutes fit those which
 * EUROCONTROL has published (12 April 2022; quoted by avioradar.net and centreforaviation.com):
 * Frankfurt - Tokyo 140, Frankfurt - Beijing 91, Paris - Tokyo 150, Amsterdam - Beijing 105,
 * Helsinki - Tokyo 286; Frankfurt to India and South-eastern Asia none.
 */
import { type Coordinates, kilometres } from "../../common/places/flight-time.ts";
import type { TimetableRow } from "./merge.ts";

/** Ground speed over a long distance. */
const KMH = 880;
/** A way along airways is longer than the shortest one by that share of the extra distance. */
const AIRWAYS = 1.25;
/** Shorter ones are within what a timetable rounds. */
const EXTRA_KM_MIN = 150;
/** The distance between the points of a great circle that are looked at. */
const STEP_KM = 100;

/** Russia with its waters of flight information, without Kaliningrad: longitude, latitude. */
const RUSSIA: readonly (readonly [longitude: number, latitude: number])[] = [
  ...([
    [29, 69.5],
    [31, 62.5],
    [28.5, 60],
    [28, 57],
    [31.5, 54],
    [33.5, 52],
    [36.5, 50.2],
  ] as const),
  ...([
    [40, 49.3],
    [38.5, 46.8],
    [37.5, 44.3],
    [40.5, 43.4],
    [44, 42.7],
    [47.8, 41.8],
  ] as const),
  ...([
    [49, 45.5],
    [48, 50],
    [55, 51],
    [60.5, 51.5],
    [62, 54.2],
    [70, 55.2],
    [77, 53.5],
  ] as const),
  ...([
    [81, 51],
    [87, 49.3],
    [92, 50.6],
    [98.5, 50.6],
    [105, 50.3],
    [114, 50],
    [119, 51],
  ] as const),
  ...([
    [121, 53.3],
    [127, 50],
    [131, 47.9],
    [134.5, 48.3],
    [132, 45],
    [131, 43],
    [135, 43.5],
  ] as const),
  ...([
    [139.5, 46.5],
    [142, 45.9],
    [147, 44.5],
    [156, 50.3],
    [164, 55],
    [172, 60.5],
  ] as const),
  ...([
    [180, 64.5],
    [180, 89],
    [35, 89],
    [35, 72],
  ] as const),
];

/** The points of the ways over the Black Sea and Central Asia, and over the Pole and Alaska. */
const WAYPOINTS: readonly Coordinates[] = [
  ...([
    [53, 20],
    [44, 28],
    [42, 35],
    [41.2, 44.5],
    [41, 51],
    [45, 60],
    [45.5, 75],
  ] as const),
  ...([
    [44.5, 88],
    [44, 105],
    [42, 122],
    [38, 131],
    [40, 142],
    [46, 160],
    [52, 176],
  ] as const),
  ...([
    [57, -165],
    [66, -168],
    [72, -160],
    [88, -150],
    [84, 5],
    [74, 20],
  ] as const),
].map(([latitude, longitude]) => ({ latitude, longitude }));

/**
 * States whose carriers do not fly over Russia (ISO 3166): those of the closures of `closures.csv`,
 * with Japan's and Korea's, which have gone around since March 2022.
 */
const STATES: ReadonlySet<string> = new Set(
  (
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE " +
    "AL CA CH GB IS JP KR NO US"
  ).split(" "),
);

function fliesAround(carrierState: string): boolean {
  return STATES.has(carrierState);
}

/** Whether the great circle between two places crosses Russia. */
export function crossesRussia(a: Coordinates, b: Coordinates): boolean {
  const steps = Math.max(2, Math.ceil(kilometres(a, b) / STEP_KM));
  const [u, v] = [unit(a), unit(b)];
  const angle = Math.acos(Math.min(1, Math.max(-1, dot(u, v))));
  if (angle === 0) return isInRussia(a);
  for (let i = 0; i <= steps; i++) {
    const [p, q] = [1 - i / steps, i / steps].map((t) => Math.sin(t * angle) / Math.sin(angle)) as [
      number,
      number,
    ];
    const [x, y, z] = u.map((c, k) => p * c + q * (v[k] as number)) as [number, number, number];
    const degrees = 180 / Math.PI;
    const point = {
      latitude: Math.atan2(z, Math.hypot(x, y)) * degrees,
      longitude: Math.atan2(y, x) * degrees,
    };
    if (isInRussia(point)) return true;
  }
  return false;
}

/** Ray casting on the polygon; longitudes west of the date line count from 180 on. */
function isInRussia({ latitude, longitude }: Coordinates): boolean {
  let inside = false;
  for (let i = 0, j = RUSSIA.length - 1; i < RUSSIA.length; j = i++) {
    const [xi, yi] = RUSSIA[i] as readonly [number, number];
    const [xj, yj] = RUSSIA[j] as readonly [number, number];
    if (yi > latitude !== yj > latitude)
      if (longitude < ((xj - xi) * (latitude - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

type Vector = readonly [number, number, number];

function unit({ latitude, longitude }: Coordinates): Vector {
  const [phi, lambda] = [latitude, longitude].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
  ];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

function dot(u: Vector, v: Vector): number {
  return u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
}

/** Kilometres of the shortest way over WAYPOINTS that does not cross Russia; undefined: none. */
function kilometresAround(from: Coordinates, to: Coordinates): number | undefined {
  const points = [from, ...WAYPOINTS, to];
  const km: number[] = points.map((_, i) => (i === 0 ? 0 : Number.POSITIVE_INFINITY));
  const open = new Set(points.keys());
  while (open.size > 0) {
    const next = [...open].reduce((a, b) => ((km[a] as number) <= (km[b] as number) ? a : b));
    open.delete(next);
    if (next === points.length - 1 || km[next] === Number.POSITIVE_INFINITY) break;
    for (const other of open) {
      const [a, b] = [points[next] as Coordinates, points[other] as Coordinates];
      const through = (km[next] as number) + kilometres(a, b);
      if (through < (km[other] as number) && !crossesRussia(a, b)) km[other] = through;
    }
  }
  const found = km.at(-1) as number;
  return found === Number.POSITIVE_INFINITY ? undefined : found;
}

/** Minutes that the way around takes longer, in fives; 0 where there is nothing to go around. */
export function extraMinutes(from: Coordinates, to: Coordinates): number {
  if (isInRussia(from) || isInRussia(to) || !crossesRussia(from, to)) return 0;
  const around = kilometresAround(from, to);
  if (around === undefined) return 0;
  const extra = around - kilometres(from, to);
  return extra < EXTRA_KM_MIN ? 0 : Math.round((extra * AIRWAYS * 60) / KMH / 5) * 5;
}

interface WentAround {
  readonly rows: readonly TimetableRow[];
  /** The old block times, by market: `MUC-HND +115`. */
  readonly around: ReadonlyMap<string, readonly TimetableRow[]>;
}

export function goAroundRussia(
  rows: readonly TimetableRow[],
  placeOf: (code: string) => Coordinates,
  homeOf: (carrier: string) => string | undefined,
): WentAround {
  const extras = new Map<string, number>();
  const around = new Map<string, TimetableRow[]>();
  const moved = rows.map((row) => {
    const { origin, destination } = row;
    if (!fliesAround(homeOf(row.carrier) ?? "")) return row;
    const market = `${origin}-${destination}`;
    const extra = extras.get(market) ?? extraMinutes(placeOf(origin), placeOf(destination));
    extras.set(market, extra);
    if (extra === 0) return row;
    const key = `${market} +${extra}`;
    around.set(key, [...(around.get(key) ?? []), row]);
    return { ...row, blockMinutes: row.blockMinutes + extra };
  });
  return { rows: moved, around };
}
