/**
 * Which carriers sell each other's flights on one ticket, and on which terms.
 *
 * INTERLINE-1 Interline partners (`interline-partners.ts`), here partners for short, sell
 *   connections together: their fares on one ticket are 4 % less than one by one (FARE-2). So does
 *   a carrier with itself, unless it flies from point to point.
 * INTERLINE-2 Any two others interline, where neither is a low-cost carrier, nor flies from point
 *   to point, nor is one of CHARTER: each of them is paid its own fare, and there is no through
 *   fare. Most network carriers are members of IATA's Multilateral Interline Traffic Agreement,
 *   and take each other's tickets.
 * INTERLINE-3 On one ticket every two carriers are partners; or it is two fares: its flights up to
 *   a change, and those after it. The carriers of each part are partners, and every carrier of the
 *   one is a partner of every carrier of the other or interlines with it. Where several changes
 *   divide the ticket so, the one that makes it cheapest counts.
 */
import { carrierFacts } from "../fares/carriers.ts";
import { AGREEMENTS, PARTNER_GROUPS } from "./interline-partners.ts";

/** What two carriers are to each other. */
export const INTERLINING = { none: 0, twoFares: 1, oneFare: 2 } as const;
export type Interlining = (typeof INTERLINING)[keyof typeof INTERLINING];

/**
 * Holiday and charter carriers that take no tickets of others, though the fare model has them among
 * the network carriers.
 */
export const CHARTER: ReadonlySet<string> = new Set(
  "XR XG XQ 3Z 7O 6D OR CD BJ 8Q BF N4 6H PQ".split(" "),
);

const PARTNERS: ReadonlyMap<string, ReadonlySet<string>> = partnersByCarrier();

function partnersByCarrier(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (one: string, other: string) =>
    found.set(one, (found.get(one) ?? new Set()).add(other));
  for (const group of PARTNER_GROUPS) {
    const members = group.split(" ");
    for (const one of members) for (const other of members) add(one, other);
  }
  for (const { carrier, partners } of AGREEMENTS)
    for (const partner of partners.split(" ")) {
      add(carrier, partner);
      add(partner, carrier);
    }
  return found;
}

/**
 * Whether two carriers sell a connection between them on one ticket (INTERLINE-1). A carrier that
 * flies from point to point has none with itself, though it may feed its group (HV for KL).
 */
export function connectsWith(a: string, b: string): boolean {
  return a === b ? carrierFacts(a).connects : PARTNERS.get(a)?.has(b) === true;
}

export function interliningOf(a: string, b: string): Interlining {
  if (connectsWith(a, b)) return INTERLINING.oneFare;
  return a !== b && interlines(a) && interlines(b) ? INTERLINING.twoFares : INTERLINING.none;
}

/** INTERLINE-2. A carrier that is not known counts as a network carrier, as in the fare model. */
function interlines(carrier: string): boolean {
  const { tier, connects } = carrierFacts(carrier);
  return tier !== "low-cost" && connects && !CHARTER.has(carrier);
}

/**
 * Whether one carrier puts another's slice on its own ticket: its own, its partners', and those of
 * carriers that it interlines with.
 */
export function ticketsWith(seller: string, other: string): boolean {
  return seller === other || interliningOf(seller, other) !== INTERLINING.none;
}

const NORTH_AMERICA = "US CA MX";
const EUROPE =
  "GB IE FR DE ES PT IT CH AT BE NL LU DK SE NO FI IS PL CZ HU GR RO BG HR SI SK EE LV LT";

/**
 * Joint ventures: between which countries these carriers sell each other's non-stop flights,
 * sharing what they earn. Largest first. Delta's with Aeromexico goes on while a court looks at the
 * order to end it (viewfromthewing.com, November 2025).
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
  { carriers: "DL LA", from: "US", to: "BR CL PE CO EC UY PY" },
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
 * The most carriers of a joint venture that sell a flight: the largest ones. A bid has room for a
 * limited number of offers, and all flights should fit.
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
