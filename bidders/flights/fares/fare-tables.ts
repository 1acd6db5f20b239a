/**
 * What the fare model needs to know of a timetable's airports and carriers, worked out once when a
 * bidder opens: regions, tiers, levels, hubs. Columns in shared memory, so that threads read the
 * same ones.
 *
 * LEVEL-1 A carrier asks in each market a little more or less than its tier: a level of its own
 *   between 8 % below and 8 % above, drawn from the carrier and the two airports, the same in both
 *   directions.
 * LEVEL-2 Network and premium carriers ask more where they dominate an airport at either end: from
 *   35 % of its departures on, and up to 15 % more from 75 % on. It is about the premium that was
 *   measured at dominated hubs (Borenstein, Hubs and high fares, RAND Journal of Economics 20,
 *   1989). Low-cost carriers ask none at their bases.
 */
import { daysAWeek } from "../timetable/departures.ts";
import { sharedFrom, sharedOf } from "../timetable/shared-columns.ts";
import type { Index, Timetable } from "../timetable/timetable.ts";
import { type CarrierTier, carrierFacts, carrierLevel, TIERS } from "./carriers.ts";
import { clamp } from "./curves.ts";
import { fraction, hashText, mix } from "./hash.ts";
import { FARE_REGION_COUNT, fareRegionOf } from "./regions.ts";

export interface FareTables {
  /** Indexed by airport: its region's number. */
  readonly airportRegion: Uint8Array;
  readonly airportSeed: Uint32Array;
  /**
   * Indexed by region: one of its airports, near its middle, and how far the others are at most, in
   * kilometres; -1 for a region without any.
   */
  readonly regionCentre: Uint16Array;
  readonly regionRadius: Float64Array;
  /** Indexed by carrier: the index of its tier in TIERS. */
  readonly carrierTier: Uint8Array;
  readonly carrierSeed: Uint32Array;
  /** Indexed by carrier: its average against the line of its tier. */
  readonly carrierLevel: Float64Array;
  /**
   * Indexed by tier: no carrier of it, or of a more expensive one, has a level below this anywhere.
   */
  readonly tierLevel: Float64Array;
  /** Indexed by `airport * carriers + carrier`: LEVEL-2, in thousandths. */
  readonly hubPremium: Uint8Array;
}

/** How far a carrier's own level in a market lies from 1 at most (LEVEL-1). */
export const LEVEL_SPREAD = 0.08;

const DOMINANCE_FROM = 0.35;
const DOMINANCE_TO = 0.75;
const HUB_PREMIUM_MAX = 0.15;

/** Some 10 ms for the world. */
export function fareTablesOf(timetable: Timetable): FareTables {
  const { airports, carriers } = timetable;
  return {
    airportRegion: sharedFrom(
      Uint8Array,
      airports.map(({ country }) => fareRegionOf(country)),
    ),
    airportSeed: sharedFrom(
      Uint32Array,
      airports.map(({ code }) => hashText(code)),
    ),
    ...regionsOf(timetable),
    carrierTier: sharedFrom(Uint8Array, carriers.map(carrierTier)),
    carrierSeed: sharedFrom(Uint32Array, carriers.map(hashText)),
    carrierLevel: sharedFrom(Float64Array, carriers.map(carrierLevel)),
    tierLevel: sharedOf(Float64Array, TIERS.length, (tier) =>
      carriers
        .filter((code) => carrierTier(code) >= tier)
        .reduce(
          (least, code) => Math.min(least, leastLevelOf(carrierLevel(code))),
          Number.POSITIVE_INFINITY,
        ),
    ),
    hubPremium: hubPremiums(timetable),
  };
}

/** The index of a carrier's tier in TIERS. */
export function carrierTier(carrier: string): number {
  return TIERS.indexOf(carrierFacts(carrier).tier);
}

/**
 * The number of a region's airports that are tried as its centre. No other airport is much nearer
 * to all.
 */
const CENTRES_TRIED = 24;

function regionsOf({
  airports,
  distanceKm,
}: Timetable): Pick<FareTables, "regionCentre" | "regionRadius"> {
  const members = Array.from({ length: FARE_REGION_COUNT }, (): Index[] => []);
  for (const [airport, { country }] of airports.entries())
    members[fareRegionOf(country)]?.push(airport);
  const found = members.map((its) => {
    let best = { centre: 0, radius: its.length === 0 ? -1 : Number.POSITIVE_INFINITY };
    for (let i = 0; i < its.length; i += Math.ceil(its.length / CENTRES_TRIED)) {
      const centre = its[i] as Index;
      const radius = its.reduce((most, one) => Math.max(most, distanceKm(centre, one)), 0);
      if (radius < best.radius) best = { centre, radius };
    }
    return best;
  });
  return {
    regionCentre: sharedFrom(
      Uint16Array,
      found.map(({ centre }) => centre),
    ),
    regionRadius: sharedFrom(
      Float64Array,
      found.map(({ radius }) => radius),
    ),
  };
}

function hubPremiums({ rows, origin, carrier, days, airports, carriers }: Timetable): Uint8Array {
  const all = new Uint32Array(airports.length);
  const its = new Uint32Array(airports.length * carriers.length);
  for (let row = 0; row < rows; row++) {
    const airport = origin[row] as Index;
    const at = airport * carriers.length + (carrier[row] as Index);
    const departures = daysAWeek(days[row] as number);
    all[airport] = (all[airport] as number) + departures;
    its[at] = (its[at] as number) + departures;
  }
  const lowCost: CarrierTier = "low-cost";
  const asks = carriers.map((code) => carrierFacts(code).tier !== lowCost);
  return sharedOf(Uint8Array, its.length, (at) => {
    const departures = its[at] as number;
    if (departures === 0 || !asks[at % carriers.length]) return 0;
    const share = departures / (all[Math.floor(at / carriers.length)] as number);
    const dominance = clamp((share - DOMINANCE_FROM) / (DOMINANCE_TO - DOMINANCE_FROM), 0, 1);
    return Math.round(1_000 * HUB_PREMIUM_MAX * dominance);
  });
}

/** What a carrier asks between two airports against the average of its tier (LEVEL-1, LEVEL-2). */
export function marketLevel(
  { airportSeed, carrierSeed, carrierLevel: levels, hubPremium }: FareTables,
  carrier: Index,
  from: Index,
  to: Index,
): number {
  const drawn = fraction(
    mix(
      (airportSeed[from] as number) ^ (airportSeed[to] as number),
      carrierSeed[carrier] as number,
    ),
  );
  const carriers = carrierSeed.length;
  const hub = Math.max(
    hubPremium[from * carriers + carrier] as number,
    hubPremium[to * carriers + carrier] as number,
  );
  return (levels[carrier] as number) * (1 + LEVEL_SPREAD * (2 * drawn - 1) + hub / 1_000);
}

/** No carrier's level is below this anywhere. */
export function leastLevel({ carrierLevel: levels }: FareTables, carrier: Index): number {
  return leastLevelOf(levels[carrier] as number);
}

function leastLevelOf(level: number): number {
  return level * (1 - LEVEL_SPREAD);
}
