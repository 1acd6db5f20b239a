/**
 * The regions of the fare model: which countries have fares of one kind. They are drawn by how
 * fares differ, not by geography alone: Turkey and South Africa have domestic fares far below those
 * around them.
 *
 * Every country of `common/places/airports.json` is in one of them; one that is not listed counts
 * as `pacific`, which has the fares of islands with little traffic.
 */

/** The countries of each region (ISO 3166-1 alpha-2). The order is the regions' numbers. */
const COUNTRIES = {
  us: "US",
  canada: "CA PM",
  caribbean:
    "MX GT BZ SV HN NI CR PA CU DO HT JM BS BB TT PR VI VG AI AG AW BQ CW SX KN LC VC GD DM GP MQ MF BL KY TC MS BM",
  "south-america": "BR AR CL PE CO EC BO PY UY VE GY SR GF FK",
  europe:
    "GB IE FR DE ES PT IT CH AT BE NL LU DK SE NO FI IS PL CZ HU GR RO BG HR SI SK EE LV LT MT CY AL BA ME MK RS XK MD UA AD MC SM VA LI GI GG JE IM FO AX SJ GL",
  turkey: "TR",
  cis: "RU BY KZ KG TJ TM UZ AM AZ GE",
  "middle-east": "AE BH IQ IR IL JO KW LB OM PS QA SA SY YE",
  "north-africa": "MA DZ TN LY EG EH SD",
  "south-africa": "ZA",
  africa:
    "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW KE KM LR LS MG ML MR MU MW MZ NA NE NG RE RW SC SH SL SN SO SS ST SZ TD TG TZ UG YT ZM ZW",
  "south-asia": "IN PK BD LK NP BT MV AF IO",
  china: "CN",
  japan: "JP",
  "east-asia": "KR TW HK MO MN KP",
  "south-east-asia": "SG MY TH VN ID PH KH LA MM BN TL CC CX",
  oceania: "AU NZ NF",
  pacific: "FJ PF NC PG SB VU WS TO TV KI NR FM MH PW GU MP AS CK NU WF PN TK UM",
} as const;

export type FareRegion = keyof typeof COUNTRIES;

/** Their numbers are their places here. */
export const REGION_NAMES = Object.keys(COUNTRIES) as readonly FareRegion[];
export const FARE_REGION_COUNT = REGION_NAMES.length;

const REGION_OF: ReadonlyMap<string, number> = new Map(
  Object.values(COUNTRIES).flatMap((countries, region) =>
    countries.split(" ").map((country) => [country, region] as const),
  ),
);
const UNLISTED = REGION_NAMES.indexOf("pacific");

/** The number of a country's region. */
export function fareRegionOf(country: string): number {
  return REGION_OF.get(country) ?? UNLISTED;
}

/** Whether the table names the country. */
export function hasRegion(country: string): boolean {
  return REGION_OF.has(country);
}

export function regionNumber(name: FareRegion): number {
  return REGION_NAMES.indexOf(name);
}
