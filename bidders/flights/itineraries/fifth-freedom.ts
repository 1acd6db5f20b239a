/**
 * Who may sell flights between two countries that are both foreign to it (the fifth freedom of the
 * air: ICAO Doc 9626, Manual on the Regulation of International Air Transport, chapter 4.1).
 * Agreements between states grant it market by market, so it is data: what airlines are known to
 * sell by itself, by their timetables of 2016 to 2025 and by lists of such flights (one of them:
 * onemileatatime.com/guides/fifth-freedom-flights). What is not here is not sold by itself, as what
 * its airline has given up since: SQ Houston - Manchester on 2025-04-01 (airwaysmag.com).
 */
import { keysByCode } from "../../../common/text/code-table.ts";

/** Keyed by carrier, the markets, in both directions. */
const SOLD_ALONE: Readonly<Record<string, string>> = {
  AI: "HKG-ICN HKG-KIX",
  AV: "MGA-MIA MIA-SAP",
  BA: "SIN-SYD",
  BR: "AMS-BKK BKK-LHR BKK-VIE",
  CA: "GRU-MAD",
  CI: "AKL-BNE CGK-HKG HNL-NRT SIN-SUB",
  CM: "GUA-SJO",
  CX: "BKK-SIN FUK-TPE ICN-TPE KIX-TPE NGO-TPE NRT-TPE",
  D7: "AKL-OOL HNL-KIX",
  EK:
    "ABJ-ACC ATH-EWR BCN-MEX BKK-HKG CHC-SYD CKY-DSS EZE-GIG GIG-SCL HRE-LUN JFK-MXP LCA-MLA " +
    "MEL-SIN",
  ET: "EWR-LFW EZE-GRU ICN-NRT",
  FJ: "APW-HNL CXI-HNL",
  KE: "CMB-MLE HNL-NRT",
  KL: "CGK-KUL DPS-SIN EZE-SCL MNL-TPE",
  LA: "AKL-SYD FRA-MAD",
  NZ: "LAX-RAR RAR-SYD",
  ON: "BNE-HIR MAJ-PNI MAJ-TRW",
  PX: "HIR-NAN HIR-VLI",
  QF: "LHR-SIN",
  QR: "BKK-HAN EZE-GRU KTI-SGN",
  RJ: "BKK-HKG",
  SA: "ACC-IAD DSS-IAD",
  SQ: "BCN-MXP FRA-JFK LAX-NRT",
  TG: "HKG-ICN ICN-TPE KHI-MCT",
  TK: "BOG-PTY BSZ-UBN EZE-GRU",
  TR: "CTS-TPE DMK-KIX DMK-NRT HNL-KIX ICN-TPE KHH-KIX NRT-TPE",
  VA: "AKL-RAR AKL-TBU",
  VN: "KTI-VTE LPQ-SAI",
};

const MARKETS: ReadonlySet<string> = new Set(
  Object.entries(SOLD_ALONE).flatMap(([carrier, markets]) =>
    markets.split(" ").map((market) => `${carrier} ${market}`),
  ),
);

/** Whether this carrier sells this market by itself, in either direction. */
export function isSoldAlone(carrier: string, origin: string, destination: string): boolean {
  const [a, b] = origin < destination ? [origin, destination] : [destination, origin];
  return MARKETS.has(`${carrier} ${a}-${b}`);
}

/**
 * Countries where a carrier is at home beside its first: groups that fly under one code with
 * airlines of several states (annual reports of LATAM and Avianca, 2024).
 */
const OTHER_HOMES: Readonly<Record<string, string>> = {
  AV: "CO CR EC GT SV",
  LA: "BR CL CO EC PE PY",
};

export function otherHomesOf(carrier: string): readonly string[] {
  return OTHER_HOMES[carrier]?.split(" ") ?? [];
}

/**
 * African carriers between African states: the Yamoussoukro Decision of 1999 (article 3) grants
 * them the fifth freedom there; Africa's Single Air Transport Market of 2018 renews it.
 */
const AFRICA: ReadonlySet<string> = new Set(
  (
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR " +
    "MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW"
  ).split(" "),
);

export function isWithinAfrica(...countries: readonly string[]): boolean {
  return countries.every((country) => AFRICA.has(country));
}

/**
 * Territories with a country code of their own whose air services are part of their state's
 * agreements (ISO 3166). Hong Kong and Macao have agreements of their own.
 */
const STATE_OF: Readonly<Record<string, string>> = {
  AU: "CC CX NF",
  DK: "FO GL",
  FI: "AX",
  FR: "BL GF GP MF MQ NC PF PM RE WF YT",
  GB: "AI BM FK GG GI IM JE KY MS SH TC VG",
  NL: "AW BQ CW SX",
  NO: "SJ",
  US: "AS GU MP PR VI",
};

const STATES: ReadonlyMap<string, string> = keysByCode(STATE_OF);

/** The state whose agreements count for flights to this country. */
export function stateOf(country: string): string {
  return STATES.get(country) ?? country;
}
