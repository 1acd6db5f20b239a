/**
 * Traffic restriction codes (SSIM appendix G): what may be sold of a leg. "Local" is the leg by
 * itself, from its board point to its off point. "Online" connections are within one airline
 * designator, "international" ones go on to another country.
 *
 * Sources: SSIM appendix G by its headings; Travelport's list of the codes (support.travelport.com,
 * Flight Item General Traffic Restriction Codes); EDIFACT segment TRF (element 9968) for whom a
 * code concerns. The letters J, L, P, R, S and U are in use within some reservation systems, but
 * are none of SSIM's.
 *
 * A row of a timetable keeps a code as FLAGS of what may be sold of it. So:
 * - what only makes a stopover, or is not for passengers, is left out, and counted. A stopover is
 *   two journeys, which one search does not ask for;
 * - "qualified" traffic depends on more than the code says: it is left out, and counted;
 * - of several codes all hold. Where no single code says the same, no connection is sold: never
 *   more than the airline allows;
 * - whether a code concerns the board point only or the off point only (data elements 710 and 711)
 *   is not read: it counts for both.
 */
import { FLAGS } from "../timetable.ts";

/** The flags of what may be sold in connections. */
const CONNECTIONS = {
  none: FLAGS.localOnly,
  any: 0,
  domestic: FLAGS.domesticOnly,
  online: FLAGS.onlineOnly,
  international: FLAGS.internationalOnly,
  "international online": FLAGS.internationalOnly | FLAGS.onlineOnly,
} as const;

type Connections = keyof typeof CONNECTIONS;

interface Restriction {
  readonly what: string;
  readonly local: boolean;
  /** That may be sold with it. */
  readonly connections: Connections;
}

const restriction = (what: string, local: boolean, connections: Connections): Restriction => ({
  what,
  local,
  connections,
});

export const RESTRICTIONS: Readonly<Record<string, Restriction>> = {
  A: restriction("no local traffic", false, "none"),
  B: restriction("local traffic only", true, "none"),
  C: restriction("local and domestic connecting traffic only", true, "domestic"),
  D: restriction(
    "qualified international online connecting or stopover traffic only",
    false,
    "none",
  ),
  E: restriction("qualified online connecting or stopover traffic only", false, "none"),
  F: restriction("local and online connecting traffic only", true, "online"),
  G: restriction("qualified online connecting traffic only", false, "none"),
  H: restriction("segment not to be displayed", false, "none"),
  I: restriction("technical landing", false, "none"),
  K: restriction("connecting traffic only", false, "any"),
  M: restriction("international online stopover traffic only", false, "none"),
  N: restriction("international connecting traffic only", false, "international"),
  O: restriction("international online connecting traffic only", false, "international online"),
  Q: restriction(
    "international online connecting or stopover traffic only",
    false,
    "international online",
  ),
  T: restriction("online stopover traffic only", false, "none"),
  V: restriction("connecting or stopover traffic only", false, "any"),
  W: restriction("international connecting or stopover traffic only", false, "international"),
  X: restriction("online connecting or stopover traffic only", false, "online"),
  Y: restriction("online connecting traffic only", false, "online"),
};

/** Several restrictions: data elements 170 to 174 of the segment name them. */
export const SEVERAL = "Z";

/** DEI 170: a code that concerns all traffic; 171: passengers only. */
export const PASSENGER_ELEMENTS: readonly number[] = [170, 171];
/** Cargo and mail, cargo, mail. */
export const OTHER_ELEMENTS: readonly number[] = [172, 173, 174];

/** The flags of a row that is sold under a code; or why it is not sold. */
type RestrictedSale = number | { readonly notSold: string };

/** The codes for what a row's flags can say: of two, the one without stopovers. */
const CODE_OF: ReadonlyMap<number, string> = new Map(
  [..."BCFKNOY"].map((code) => {
    const { local, connections } = RESTRICTIONS[code] as Restriction;
    return [flagsOf(local, connections), code];
  }),
);

function flagsOf(local: boolean, connections: Connections): number {
  return CONNECTIONS[connections] | (local ? 0 : FLAGS.connectionsOnly);
}

/** What may be sold under all of these codes together. Undefined when one of them is none. */
export function saleUnder(codes: readonly string[]): RestrictedSale | undefined {
  let flags = 0;
  const notLocal: string[] = [];
  for (const code of codes) {
    const found = Object.hasOwn(RESTRICTIONS, code) ? RESTRICTIONS[code] : undefined;
    if (found === undefined) return undefined;
    if (!found.local) notLocal.push(`${code} (${found.what})`);
    flags |= flagsOf(found.local, found.connections);
  }
  if (flags === 0) return 0;
  const isOne = CODE_OF.has(flags);
  if (notLocal.length > 0)
    return isOne ? flags : { notSold: `traffic restriction ${notLocal.join(" with ")}` };
  return isOne ? flags : FLAGS.localOnly;
}

/** The code for a row's flags; empty where it has no restriction. */
export function codeOf(flags: number): string {
  return CODE_OF.get(flags & ~FLAGS.secondPass) ?? "";
}
