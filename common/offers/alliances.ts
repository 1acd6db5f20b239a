/**
 * Which carriers belong together: members of one alliance (staralliance.com, oneworld.com and
 * skyteam.com, as of 2025), and carriers of one owner. Small tables by hand; carriers that have
 * since stopped flying, as schedules of one's own may have, are where they last belonged.
 */

/** The names of the alliances, in the order of their groups. */
export const ALLIANCES = ["star", "oneworld", "skyteam"] as const;
export type Alliance = (typeof ALLIANCES)[number];

export function isAlliance(name: string): boolean {
  return (ALLIANCES as readonly string[]).includes(name);
}

/** The codes of the members of an alliance; of any other name, itself. */
export function membersOf(name: string): readonly string[] {
  const at = (ALLIANCES as readonly string[]).indexOf(name);
  return at < 0 ? [name] : (CARRIER_GROUPS[at] as string).split(" ");
}

/** The alliances first. At most 31: each is a bit. */
export const CARRIER_GROUPS: readonly string[] = [
  // Star Alliance
  "A3 AC AI AV BR CA CM ET JP LH LO LX MS NH NZ OS OU OZ SA SN SQ TA TG TK TP UA ZH EN CL",
  // oneworld
  "AA AB AS AT AY BA CX FJ IB JL KA MH QF QR RJ UL WY I2 NU QX",
  // SkyTeam
  "AF AM AR CI DL FM GA KE KL KQ ME MF MU OK RO SK SV UX VN VS A5 WX",
  // IAG, Lufthansa, Air France-KLM, LATAM, AirAsia, Qantas, Singapore Airlines, Emirates
  "BA IB VY EI I2 LV",
  "LH LX OS SN EN CL EW 4U WK AZ",
  "AF KL HV TO A5 WX",
  "LA JJ 4M XL LP PZ 4C",
  "AK FD QZ Z2 D7 XJ I5 PQ",
  "QF JQ GK 3K",
  "SQ TR MI",
  "EK FZ",
  // HNA, Air China, China Eastern, China Southern, Alaska, ANA
  "HU GS JD 8L PN UQ FU 9H GX Y8 HX",
  "CA ZH SC KY TV",
  "MU FM KN",
  "CZ MF OQ",
  "AS QX HA",
  "NH NQ HD",
  // Cathay Pacific, Korean Air, Air India, Turkish Airlines, China Airlines, EVA Air
  "CX UO",
  "KE OZ LJ",
  "AI IX I5",
  "TK VF",
  "CI AE",
  "BR B7",
  // Binter Canarias, Tunisair, SATA, Aeroflot
  "NT 3B",
  "TU UG",
  "SP S4",
  "SU FV",
];

/** Keyed by carrier, one bit for each of its groups. */
const GROUPS_OF: ReadonlyMap<string, number> = groupsByCarrier();

function groupsByCarrier(): Map<string, number> {
  const found = new Map<string, number>();
  for (const [i, members] of CARRIER_GROUPS.entries())
    for (const code of members.split(" ")) found.set(code, (found.get(code) ?? 0) | (1 << i));
  return found;
}

/** The alliance that a carrier is a member of; undefined for most. */
export function allianceOf(carrier: string): Alliance | undefined {
  const groups = GROUPS_OF.get(carrier) ?? 0;
  return ALLIANCES.find((_, i) => (groups & (1 << i)) !== 0);
}

/**
 * Whether two carriers are one, or belong together. By IATA codes: of an ICAO code no group is
 * known.
 */
export function areAllied(a: string, b: string): boolean {
  return a === b || ((GROUPS_OF.get(a) ?? 0) & (GROUPS_OF.get(b) ?? 0)) !== 0;
}
