/**
 * What an economy seat costs on average, by the regions of both ends, the carrier tier and the
 * distance: straight lines, in US dollars of 2025, one way, one adult, three weeks ahead.
 *
 * Within the United States it is near to what the averages of the US DOT's Consumer Airfare Report
 * of 2025 fit, $179 and $0.060 a mile; a little lower, because hubs ask more (LEVEL-2). The others
 * are set so that the model comes near to published averages: `docs/fares.md` shows them, and how
 * near. They are about right, no more: where nothing is published, the line lies between those of
 * pairs of regions that are known.
 *
 * CURVE-1 A pair of regions has one line for both directions. A pair that is not listed has the
 *   first of these that is: of Canada, the line of the United States; of Turkey, that of Europe; of
 *   South Africa, that of Africa; else ELSEWHERE.
 * CURVE-2 Low-cost carriers' lines are nowhere above those of network carriers, and those of
 *   premium carriers nowhere below: neither the start nor the slope. The bounds of the search for
 *   connections rest on it (`bidders/stops/engine/least-sums.ts`).
 */
import { FARE_REGION_COUNT, type FareRegion, REGION_NAMES, regionNumber } from "./regions.ts";

/** Dollars at no distance, and dollars a mile. */
type FareLine = readonly [start: number, perMile: number];

/** The lines of network carriers and of low-cost carriers between two regions. */
const CURVES: readonly (readonly [FareRegion, FareRegion, network: FareLine, lowCost: FareLine])[] =
  [
    ["us", "us", [172, 0.06], [80, 0.045]],
    ["us", "canada", [150, 0.07], [95, 0.055]],
    ["us", "caribbean", [145, 0.07], [85, 0.05]],
    ["us", "south-america", [190, 0.06], [120, 0.047]],
    ["us", "europe", [195, 0.074], [125, 0.048]],
    ["us", "middle-east", [250, 0.065], [170, 0.05]],
    ["us", "africa", [290, 0.075], [190, 0.055]],
    ["us", "south-asia", [270, 0.066], [180, 0.048]],
    ["us", "china", [280, 0.085], [190, 0.06]],
    ["us", "japan", [260, 0.088], [165, 0.052]],
    ["us", "east-asia", [250, 0.082], [155, 0.052]],
    ["us", "south-east-asia", [270, 0.07], [170, 0.05]],
    ["us", "oceania", [275, 0.078], [180, 0.052]],
    ["us", "pacific", [200, 0.08], [130, 0.06]],
    ["canada", "canada", [120, 0.062], [78, 0.046]],
    ["caribbean", "caribbean", [70, 0.08], [30, 0.033]],
    ["caribbean", "south-america", [130, 0.08], [75, 0.055]],
    ["caribbean", "europe", [190, 0.068], [120, 0.045]],
    ["south-america", "south-america", [48, 0.056], [40, 0.042]],
    ["south-america", "europe", [250, 0.07], [150, 0.05]],
    ["europe", "europe", [72, 0.075], [50, 0.008]],
    ["europe", "turkey", [75, 0.075], [45, 0.022]],
    ["europe", "cis", [105, 0.08], [55, 0.04]],
    ["europe", "middle-east", [120, 0.072], [55, 0.035]],
    ["europe", "north-africa", [85, 0.075], [42, 0.022]],
    ["europe", "africa", [210, 0.08], [130, 0.055]],
    ["europe", "south-asia", [180, 0.065], [120, 0.045]],
    ["europe", "china", [180, 0.06], [120, 0.045]],
    ["europe", "japan", [250, 0.072], [150, 0.05]],
    ["europe", "east-asia", [220, 0.065], [140, 0.045]],
    ["europe", "south-east-asia", [220, 0.06], [140, 0.04]],
    ["europe", "oceania", [280, 0.065], [190, 0.05]],
    ["turkey", "turkey", [35, 0.045], [26, 0.03]],
    ["cis", "cis", [58, 0.05], [35, 0.025]],
    ["middle-east", "middle-east", [80, 0.1], [48, 0.05]],
    ["middle-east", "turkey", [90, 0.08], [50, 0.04]],
    ["middle-east", "cis", [100, 0.08], [60, 0.045]],
    ["middle-east", "north-africa", [100, 0.08], [55, 0.045]],
    ["middle-east", "africa", [140, 0.085], [85, 0.055]],
    ["middle-east", "south-asia", [85, 0.08], [55, 0.055]],
    ["middle-east", "south-east-asia", [170, 0.07], [110, 0.05]],
    ["north-africa", "north-africa", [58, 0.07], [35, 0.04]],
    ["north-africa", "africa", [150, 0.1], [95, 0.065]],
    ["africa", "africa", [125, 0.13], [75, 0.08]],
    ["south-africa", "south-africa", [52, 0.06], [38, 0.045]],
    ["south-asia", "south-asia", [26, 0.06], [22, 0.052]],
    ["south-asia", "south-east-asia", [78, 0.07], [52, 0.048]],
    ["china", "china", [38, 0.073], [30, 0.05]],
    ["china", "japan", [100, 0.12], [65, 0.075]],
    ["china", "east-asia", [85, 0.11], [55, 0.065]],
    ["china", "south-east-asia", [95, 0.075], [58, 0.045]],
    ["japan", "japan", [50, 0.08], [31, 0.047]],
    ["japan", "east-asia", [85, 0.115], [50, 0.065]],
    ["japan", "south-east-asia", [140, 0.085], [75, 0.045]],
    ["east-asia", "east-asia", [65, 0.11], [36, 0.06]],
    ["east-asia", "south-east-asia", [100, 0.078], [58, 0.043]],
    ["south-east-asia", "south-east-asia", [55, 0.072], [27, 0.027]],
    ["south-east-asia", "oceania", [165, 0.07], [100, 0.045]],
    ["japan", "oceania", [190, 0.072], [115, 0.045]],
    ["east-asia", "oceania", [190, 0.068], [120, 0.045]],
    ["oceania", "oceania", [70, 0.085], [42, 0.05]],
    ["oceania", "pacific", [140, 0.1], [90, 0.065]],
    ["pacific", "pacific", [115, 0.14], [80, 0.09]],
  ];
/** The lines between regions that are not listed: mostly there is an ocean or more between them. */
const ELSEWHERE: readonly [network: FareLine, lowCost: FareLine] = [
  [210, 0.07],
  [140, 0.05],
];
/** CURVE-1 */
const LIKE: Readonly<Partial<Record<FareRegion, FareRegion>>> = {
  canada: "us",
  turkey: "europe",
  "south-africa": "africa",
};

/** Low-cost, network and premium carriers, in the order of TIERS of `carriers.ts`. */
const TIER_COUNT = 3;
/** Premium carriers against network carriers. */
const PREMIUM_FACTOR = 1.08;

/** Numbers of a line's table for each pair of regions. */
export const PAIR_LENGTH = 2 * TIER_COUNT;

/**
 * The start and slope of the lines of low-cost, network and premium carriers; those of the regions
 * a and b begin at `PAIR_LENGTH * (FARE_REGION_COUNT * a + b)`.
 */
export const LINES: Float64Array = linesOf();

function linesOf(): Float64Array {
  const known = new Map(
    CURVES.flatMap(([a, b, ...lines]) => [
      [`${a} ${b}`, lines] as const,
      [`${b} ${a}`, lines] as const,
    ]),
  );
  const names = (region: FareRegion) => [region, LIKE[region] ?? region];
  const table = new Float64Array(PAIR_LENGTH * FARE_REGION_COUNT * FARE_REGION_COUNT);
  for (const a of REGION_NAMES) {
    for (const b of REGION_NAMES) {
      const listed = names(a).flatMap((one) =>
        names(b).map((other) => known.get(`${one} ${other}`)),
      );
      const [network, lowCost] = listed.find((lines) => lines !== undefined) ?? ELSEWHERE;
      const premium = network.map((one) => one * PREMIUM_FACTOR);
      table.set(
        [...lowCost, ...network, ...premium],
        PAIR_LENGTH * (FARE_REGION_COUNT * regionNumber(a) + regionNumber(b)),
      );
    }
  }
  return table;
}

/** The average of a pair of regions and a carrier tier (its index in TIERS), before all else. */
export function averageDollars(a: number, b: number, tier: number, miles: number): number {
  const at = PAIR_LENGTH * (FARE_REGION_COUNT * a + b) + 2 * tier;
  return (LINES[at] as number) + (LINES[at + 1] as number) * miles;
}
