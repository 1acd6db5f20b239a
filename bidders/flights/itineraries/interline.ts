/**
 * Which carriers sell each other's flights. Small tables by hand, of what is commonly known of
 * alliances, groups of carriers and joint ventures, about as of early 2026; carriers of the
 * timetable that have since stopped flying are where they last belonged. They are a model, not the
 * contracts. What is not here is not sold together: an unknown carrier connects to itself only.
 */
import { carrierFacts } from "../fares/carriers.ts";

/**
 * Members connect with each other on one ticket. The first three are the alliances, the others
 * groups of one owner.
 */
const CLUBS: readonly string[] = [
  // Star Alliance
  "A3 AC AI AV BR CA CM ET JP LH LO LX MS NH NZ OS OU OZ SA SN SQ TA TG TK TP UA ZH EN CL",
  // oneworld
  "AA AB AS AT AY BA CX FJ IB JL KA MH QF QR RJ UL WY I2 NU QX",
  // SkyTeam
  "AF AM AR CI DL FM GA KE KL KQ ME MF MU OK RO SK SV UX VN VS A5 WX",
  "BA IB VY EI I2 LV",
  "LH LX OS SN EN CL EW 4U WK AZ",
  "AF KL HV TO A5 WX",
  "LA JJ 4M XL LP PZ 4C",
  "AK FD QZ Z2 D7 XJ I5 PQ",
  "QF JQ GK 3K",
  "SQ TR MI",
  "EK FZ",
  "HU GS JD 8L PN UQ FU 9H GX Y8 HX UO",
  "CA ZH SC KY TV",
  "MU FM KN",
  "CZ MF OQ",
  "AS QX HA",
  "NH NQ HD",
  "G3 AD LA",
  // Regional carriers of the United States fly under the names of those that hire them.
  "AA MQ OH PT OO YX YV ZW",
  "DL 9E CP OO YX",
  "UA OO YX YV ZW G7 C5 EV",
  "EK QF",
  "EK UA",
  "EK AC",
  "VA QR",
  "VA UA",
  "VA SQ",
  "LA DL",
  "HA JL",
  "HA KE",
  "CZ AF",
  "CZ KL",
  "CZ AA",
  "B6 EI",
  "B6 EY",
  "EY AF",
  "EY KL",
  "TP B6",
];

const CLUBS_OF: ReadonlyMap<string, ReadonlySet<number>> = clubsByMember();

function clubsByMember(): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const [i, members] of CLUBS.entries()) {
    for (const code of members.split(" ")) found.set(code, (found.get(code) ?? new Set()).add(i));
  }
  return found;
}

/**
 * Whether two carriers sell a connection between them on one ticket. A carrier that flies from
 * point to point has none with itself, though it may feed its group (HV for KL).
 */
export function connectsWith(a: string, b: string): boolean {
  if (a === b) return carrierFacts(a).connects;
  const [of, other] = [CLUBS_OF.get(a), CLUBS_OF.get(b)];
  if (of === undefined || other === undefined) return false;
  for (const club of of) if (other.has(club)) return true;
  return false;
}

/**
 * Whether one carrier puts another's slice on its own ticket: its own and its partners' it does,
 * and carriers that are not low-cost do too (IATA's Multilateral Interline Traffic Agreement, of
 * which most of them are members).
 */
export function ticketsWith(seller: string, other: string): boolean {
  return (
    seller === other ||
    connectsWith(seller, other) ||
    (carrierFacts(seller).kind !== "low-cost" && carrierFacts(other).kind !== "low-cost")
  );
}

const NORTH_AMERICA = "US CA MX";
const EUROPE =
  "GB IE FR DE ES PT IT CH AT BE NL LU DK SE NO FI IS PL CZ HU GR RO BG HR SI SK EE LV LT";

/**
 * Joint ventures: between which countries these carriers sell each other's non-stop flights,
 * sharing what they earn. Largest first.
 */
const JOINT_VENTURES: readonly {
  readonly carriers: string;
  readonly from: string;
  readonly to: string;
}[] = [
  { carriers: "AA BA IB AY EI", from: NORTH_AMERICA, to: EUROPE },
  { carriers: "UA AC LH LX OS SN", from: NORTH_AMERICA, to: EUROPE },
  { carriers: "DL AF KL VS", from: NORTH_AMERICA, to: EUROPE },
  { carriers: "UA AC", from: "US", to: "CA" },
  { carriers: "DL AM", from: "US", to: "MX" },
  { carriers: "DL LA JJ", from: "US", to: "BR CL PE CO EC UY PY" },
  { carriers: "AA JL", from: NORTH_AMERICA, to: "JP" },
  { carriers: "UA NH", from: NORTH_AMERICA, to: "JP" },
  { carriers: "DL KE", from: "US", to: "KR" },
  { carriers: "AA QF", from: "US", to: "AU NZ" },
  { carriers: "UA NZ", from: "US", to: "NZ" },
  { carriers: "BA AY IB JL", from: EUROPE, to: "JP" },
  { carriers: "LH LX OS NH", from: EUROPE, to: "JP" },
  { carriers: "LH LX OS SQ", from: "DE CH AT", to: "SG" },
  { carriers: "LH LX OS CA", from: "DE CH AT", to: "CN" },
  { carriers: "AF KL MU", from: EUROPE, to: "CN" },
  { carriers: "BA QR", from: "GB", to: "QA" },
  { carriers: "QF EK", from: "AU NZ", to: "AE" },
  { carriers: "SQ NZ", from: "SG", to: "NZ" },
].map((venture) => ({ ...venture, carriers: ` ${venture.carriers} ` }));

/**
 * More partners than this do not sell a flight: the largest ones do. A bid has room for so many
 * offers, and all flights should fit.
 */
const JOINT_SELLERS_MAX = 2;

/**
 * Who sells a flight between two countries (ISO 3166 alpha-2) besides the carrier that operates it,
 * in the order of the table.
 */
export function jointSellers(operating: string, fromCountry: string, toCountry: string): string[] {
  const found = new Set<string>();
  for (const { carriers, from, to } of JOINT_VENTURES) {
    const inScope =
      (from.includes(fromCountry) && to.includes(toCountry)) ||
      (from.includes(toCountry) && to.includes(fromCountry));
    if (!inScope || !carriers.includes(` ${operating} `)) continue;
    for (const code of carriers.trim().split(" ")) if (code !== operating) found.add(code);
  }
  return [...found].slice(0, JOINT_SELLERS_MAX);
}
