/**
 * Which airline sells a leg, and under which number. A callsign is either the designator with the
 * number (`BA117`, `Envoy AA3456`: the regional flies it, AA sells it) or the airline's telephony
 * name with the number (`Delta 123`, `SILK-AIR320`).
 */

/**
 * Telephony names, where they are not simply the airline of the file: by file, then by name. `""`
 * stands for any name.
 */
const BY_HAND: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AIQ: { "": "FD" },
  AMX: { "": "AM" },
  ANA: { "": "NH" },
  // Avianca sells its regional and the former TACA under its own code.
  AVA: { "": "AV" },
  AWQ: { "": "QZ" },
  BBR: { "": "S3" },
  BCI: { "": "SI" },
  BLA: { "": "0B" },
  BRX: { "": "DC" },
  CAI: { CORENDON: "XC", TOURISTIC: "XR", "DUTCH CORENDON": "CD" },
  CAL: { DYNASTY: "CI", MADARIN: "AE" },
  CYP: { "": "CY" },
  EWG: { "": "EW" },
  EZE: { "": "T3" },
  EZY: { "": "U2" },
  FWI: { "": "TX" },
  GLO: { "": "G3" },
  HOP: { "": "A5" },
  IBS: { "": "I2" },
  JSA: { "": "3K" },
  JST: { "": "JQ" },
  // LATAM's national airlines share LA; only Ecuador's still flew under its own.
  LAN: { LATAM: "LA", AEROLANE: "XL" },
  LOF: { "": "AX" },
  LOG: { LOGAN: "LM", SPEEDBIRD: "BA" },
  NAX: { "": "DY" },
  NWS: { "": "N4" },
  OZW: { "": "VA" },
  QLK: { "": "QF" },
  RXP: { "": "AT" },
  RZO: { "": "S4" },
  SAT: { "": "SP" },
  // Sky Regional flew as Air Canada Express; its numbers are AC7500 and up.
  SKV: { "": "AC" },
  SLI: { "": "AM" },
  SNJ: { "": "6J" },
  TFL: { "": "OR" },
  TUX: { "": "UG" },
  TVF: { "": "TO" },
  VOZ: { "": "VA" },
};

interface Designated {
  readonly carrier: string;
  readonly number: number;
}

/** ICAO designator (of the airline, which is also the file's name) -> IATA designator. */
export type AirlineCodes = ReadonlyMap<string, string>;

/** The seller and number of a callsign in this file, or why there is none. */
export function designate(
  file: string,
  callsign: string,
  codes: AirlineCodes,
): Designated | string {
  const coded = /^(?:.* )?(?=\d?[A-Z])([A-Z0-9]{2})(\d{1,4})$/.exec(callsign);
  if (coded !== null) return numbered(coded[1] as string, coded[2] as string);
  const named = /^([A-Za-z][A-Za-z .-]*?)[ _-]*(\d{1,4})$/.exec(callsign);
  if (named === null)
    return "callsign without a flight number (operational suffix, positioning, private)";
  const hand = BY_HAND[file];
  const carrier =
    hand === undefined ? codes.get(file) : (hand[(named[1] as string).toUpperCase()] ?? hand[""]);
  if (carrier === undefined) return "airline without an IATA designator";
  return numbered(carrier, named[2] as string);
}

function numbered(carrier: string, digits: string): Designated | string {
  const number = Number(digits);
  return number === 0 ? "flight number 0" : { carrier, number };
}

/**
 * Reads OpenFlights' list: airlines that are active and have both designators; where two share an
 * ICAO one, the first.
 */
export function airlineCodes(
  list: readonly { iata: string; icao: string; active: string }[],
): AirlineCodes {
  const codes = new Map<string, string>();
  for (const { iata, icao, active } of list) {
    if (active === "Y" && /^[A-Z0-9]{2}$/.test(iata) && /^[A-Z]{3}$/.test(icao) && !codes.has(icao))
      codes.set(icao, iata);
  }
  return codes;
}
