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
 * A row of a timetable is sold alone and in connections, or alone only. So:
 * - what may be sold locally, and in some connections, is sold locally only: never more than the
 *   airline allows;
 * - what may be sold in connections or stopovers only is left out, and counted;
 * - whether a code concerns the board point only or the off point only (data elements 710 and 711)
 *   is not read: it counts for both.
 */

export type Connections =
  | "none"
  | "any"
  | "domestic"
  | "online"
  | "international"
  | "international online";

interface Restriction {
  readonly what: string;
  readonly local: boolean;
  /** That may be sold with it. A stopover is two journeys, which one search does not ask for. */
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
    "international online",
  ),
  E: restriction("qualified online connecting or stopover traffic only", false, "online"),
  F: restriction("local and online connecting traffic only", true, "online"),
  G: restriction("qualified online connecting traffic only", false, "online"),
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

/** Alone and in connections; alone only; or why it is not sold. */
export type Sale = "any" | "local" | { readonly notSold: string };

/** What may be sold under all of these codes together. Undefined when one of them is none. */
export function saleUnder(codes: readonly string[]): Sale | undefined {
  let sale: Sale = "any";
  for (const code of codes) {
    const found = Object.hasOwn(RESTRICTIONS, code) ? RESTRICTIONS[code] : undefined;
    if (found === undefined) return undefined;
    if (!found.local) return { notSold: `traffic restriction ${code} (${found.what})` };
    sale = "local";
  }
  return sale;
}
