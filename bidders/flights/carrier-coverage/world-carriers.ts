/**
 * Large passenger carriers of the world, for a comparison: how many flights a week each has, and
 * where. It is there to notice what a timetable lacks, so a figure must be right within a quarter
 * or so, not more.
 *
 * State of 2024. Figures are flights (departures) a week: published averages a day times seven,
 * rounded, or our own estimate. Sources, by key:
 *
 * - `oag`: the ten airlines with the most flights a day, July 2023 (World of Statistics, quoted by
 *   Zee News, 2023-07-21).
 * - `eurocontrol`: EUROCONTROL's rankings of aircraft operators by average daily flights: the year
 *   2024 for FR, U2, TK, LH and AF (quoted by TTG Italia, February 2025), 6 to 12 September 2023
 *   for W6, KL, BA, SK and VY (CAPA, 2023-09-20), 25 to 31 July 2022 for the others (CAPA,
 *   2022-08-10).
 * - `company`: flights a day that the airline states of itself, IndiGo over 2,000 (November 2023)
 *   and Azul about 900 (2024); or that the press stated for it when it reported IndiGo's: Air India
 *   Express about 300, SpiceJet about 250.
 * - `capa`: CAPA, flights a day in November 2017 (quoted by Financial Express, 2017-11-06).
 * - `estimate`: ours, because we found no published count: the aircraft that the airline states for
 *   2024, at three to four flights a day each.
 *
 * Left out: airlines whose future was in doubt when this was written (Spirit), and those of which
 * we know too little.
 */

type FiguresFrom = "oag" | "eurocontrol" | "company" | "capa" | "estimate";

export interface WorldCarrier {
  /** IATA designator. */
  readonly carrier: string;
  readonly name: string;
  /** About. */
  readonly departuresPerWeek: number;
  readonly from: FiguresFrom;
  /** Countries, ISO 3166, in and between which it flies; the first is its home. */
  readonly bases: readonly string[];
  /** Countries to which it flies from its bases: only those of which we are sure. */
  readonly served: readonly string[];
}

/** The year of the table. */
export const WORLD_CARRIERS_YEAR = 2024;

type CarrierLine = readonly [
  carrier: string,
  name: string,
  departuresPerWeek: number,
  from: FiguresFrom,
  bases: string,
  served: string,
];

const LINES: readonly CarrierLine[] = [
  // Northern America
  ["AA", "American Airlines", 38_400, "oag", "US", "CA MX GB"],
  ["DL", "Delta Air Lines", 32_400, "oag", "US", "CA MX GB"],
  ["UA", "United Airlines", 29_500, "oag", "US", "CA MX GB"],
  ["WN", "Southwest Airlines", 28_600, "oag", "US PR", "MX BS BZ CR DO JM AW KY TC"],
  ["F9", "Frontier Airlines", 4_000, "estimate", "US PR", "MX DO JM"],
  ["G4", "Allegiant Air", 2_400, "estimate", "US", ""],
  ["PD", "Porter Airlines", 1_500, "estimate", "CA", "US"],
  // Latin America
  ["AD", "Azul", 6_300, "company", "BR", "US PT"],
  ["G3", "GOL", 4_500, "estimate", "BR", "AR UY"],
  ["AR", "Aerolineas Argentinas", 2_000, "estimate", "AR", "BR CL UY"],
  ["Y4", "Volaris", 3_500, "estimate", "MX", "US"],
  ["VB", "Viva Aerobus", 2_500, "estimate", "MX", "US"],
  // Europe
  ["FR", "Ryanair", 21_300, "eurocontrol", "IE GB IT ES PT DE BE PL", "FR GR MA HU AT"],
  ["U2", "easyJet", 10_900, "eurocontrol", "GB FR IT CH ES PT NL DE", "GR HR MA EG AT DK"],
  ["TK", "Turkish Airlines", 10_000, "eurocontrol", "TR", "DE GB FR US"],
  ["LH", "Lufthansa", 8_000, "eurocontrol", "DE", "GB FR IT ES US"],
  ["AF", "Air France", 7_000, "eurocontrol", "FR", "GB DE IT ES US"],
  ["W6", "Wizz Air", 6_300, "eurocontrol", "HU RO PL IT", "GB DE"],
  ["KL", "KLM", 6_200, "eurocontrol", "NL", "GB DE FR NO US"],
  ["BA", "British Airways", 5_900, "eurocontrol", "GB", "FR DE ES IT US"],
  ["SK", "SAS", 5_000, "eurocontrol", "SE NO DK", "GB DE FI"],
  ["VY", "Vueling", 4_800, "eurocontrol", "ES", "FR IT GB"],
  ["EW", "Eurowings", 3_800, "eurocontrol", "DE", "ES AT GB"],
  ["PC", "Pegasus", 3_500, "eurocontrol", "TR", "DE"],
  ["DY", "Norwegian", 2_900, "eurocontrol", "NO SE DK", "ES GB"],
  ["IB", "Iberia", 2_500, "eurocontrol", "ES", "GB FR US"],
  ["TP", "TAP Air Portugal", 2_400, "eurocontrol", "PT", "BR ES FR GB"],
  // China
  ["MU", "China Eastern", 15_000, "oag", "CN", "JP KR TH SG US GB FR AU"],
  ["CZ", "China Southern", 14_400, "oag", "CN", "JP KR TH SG US GB AU"],
  ["CA", "Air China", 11_100, "oag", "CN", "JP KR TH SG US GB DE"],
  ["ZH", "Shenzhen Airlines", 5_500, "estimate", "CN", ""],
  ["HU", "Hainan Airlines", 5_000, "estimate", "CN", ""],
  ["MF", "Xiamen Airlines", 4_500, "estimate", "CN", ""],
  ["3U", "Sichuan Airlines", 4_500, "estimate", "CN", ""],
  ["SC", "Shandong Airlines", 3_300, "estimate", "CN", ""],
  ["9C", "Spring Airlines", 3_000, "estimate", "CN", "JP TH"],
  ["HO", "Juneyao Airlines", 2_500, "estimate", "CN", "JP TH"],
  ["GS", "Tianjin Airlines", 2_300, "estimate", "CN", ""],
  ["FM", "Shanghai Airlines", 2_000, "estimate", "CN", ""],
  // Japan and Korea
  ["NH", "All Nippon Airways", 7_400, "capa", "JP", "US CN"],
  ["7C", "Jeju Air", 1_400, "estimate", "KR", "JP"],
  ["TW", "T'way Air", 1_100, "estimate", "KR", "JP"],
  ["BC", "Skymark Airlines", 1_000, "estimate", "JP", ""],
  ["MM", "Peach", 900, "estimate", "JP", "KR TW"],
  // South-eastern Asia
  ["VJ", "VietJet Air", 2_500, "estimate", "VN", "TH"],
  ["FD", "Thai AirAsia", 2_200, "estimate", "TH", ""],
  ["ID", "Batik Air", 2_000, "estimate", "ID", ""],
  ["QG", "Citilink", 1_700, "estimate", "ID", ""],
  // Southern Asia
  ["6E", "IndiGo", 14_000, "company", "IN", "AE QA SA OM KW BH TH SG MY VN NP BD LK MV TR"],
  ["IX", "Air India Express", 2_100, "company", "IN", "AE OM QA SA SG"],
  ["SG", "SpiceJet", 1_700, "company", "IN", "AE"],
  // Western Asia and Africa
  ["ET", "Ethiopian Airlines", 2_600, "estimate", "ET", "KE AE US"],
  ["XY", "flynas", 2_000, "estimate", "SA", "AE EG"],
  ["G9", "Air Arabia", 1_600, "estimate", "AE", "IN PK"],
  ["F3", "flyadeal", 1_200, "estimate", "SA", ""],
  ["FA", "FlySafair", 1_100, "estimate", "ZA", ""],
];

export const WORLD_CARRIERS: readonly WorldCarrier[] = LINES.map(
  ([carrier, name, departuresPerWeek, from, bases, served]) => ({
    carrier,
    name,
    departuresPerWeek,
    from,
    bases: bases.split(" "),
    served: served === "" ? [] : served.split(" "),
  }),
);

/**
 * True when it flies between airports of these two countries, as far as the table knows: within and
 * between its bases, and from them to the countries that it serves.
 */
export function fliesBetween({ bases, served }: WorldCarrier, a: string, b: string): boolean {
  return (
    (bases.includes(a) && (bases.includes(b) || served.includes(b))) ||
    (bases.includes(b) && served.includes(a))
  );
}
