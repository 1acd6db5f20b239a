/**
 * The region of a country: the geographic sub-regions of the United Nations' standard M49,
 * "Standard country or area codes for statistical use" (unstats.un.org/unsd/methodology/m49), as
 * published in 2024. Of Africa and the Americas it is the sub-region (`015`, `202`, `419`, `021`),
 * not the intermediate region. Two places that M49 does not list by themselves are in the region
 * around them: Taiwan and Kosovo.
 */

import { keysByCode } from "../text/code-table.ts";

/** M49 codes, with their names. Antarctica is a region by itself there. */
export const REGIONS = {
  "010": "Antarctica",
  "015": "Northern Africa",
  "202": "Sub-Saharan Africa",
  "021": "Northern America",
  "419": "Latin America and the Caribbean",
  "143": "Central Asia",
  "030": "Eastern Asia",
  "035": "South-eastern Asia",
  "034": "Southern Asia",
  "145": "Western Asia",
  "151": "Eastern Europe",
  "154": "Northern Europe",
  "039": "Southern Europe",
  "155": "Western Europe",
  "053": "Australia and New Zealand",
  "054": "Melanesia",
  "057": "Micronesia",
  "061": "Polynesia",
} as const;

export type Region = keyof typeof REGIONS;

/** ISO 3166 alpha-2 codes. */
const COUNTRIES: Readonly<Record<Region, string>> = {
  "010": "AQ",
  "015": "DZ EG EH LY MA SD TN",
  "202":
    "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW IO KE KM LR LS MG ML MR MU MW MZ NA NE NG RE RW SC SH SL SN SO SS ST SZ TD TF TG TZ UG YT ZA ZM ZW",
  "021": "BM CA GL PM US",
  "419":
    "AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI",
  "143": "KG KZ TJ TM UZ",
  "030": "CN HK JP KP KR MN MO TW",
  "035": "BN ID KH LA MM MY PH SG TH TL VN",
  "034": "AF BD BT IN IR LK MV NP PK",
  "145": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
  "151": "BG BY CZ HU MD PL RO RU SK UA",
  "154": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
  "039": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
  "155": "AT BE CH DE FR LI LU MC NL",
  "053": "AU CC CX HM NF NZ",
  "054": "FJ NC PG SB VU",
  "057": "FM GU KI MH MP NR PW UM",
  "061": "AS CK NU PF PN TK TO TV WF WS",
};

const BY_COUNTRY: ReadonlyMap<string, Region> = keysByCode(COUNTRIES);

/** The M49 region of a country, ISO 3166 alpha-2; undefined for a code that no table knows. */
export function regionOf(country: string): Region | undefined {
  return BY_COUNTRY.get(country);
}
