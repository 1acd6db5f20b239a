/**
 * Service types (SSIM appendix C): which legs carry passengers who buy a seat from the airline. The
 * others are left out, and counted.
 */

const SOLD: ReadonlySet<string> = new Set([
  "J", // scheduled, passenger, normal
  "S", // scheduled, passenger, shuttle
  "Q", // scheduled, passenger and cargo in the cabin
  "G", // additional, passenger, normal
  "B", // additional, passenger, shuttle
  "R", // additional, passenger and cargo in the cabin
]);

const NOT_SOLD: Readonly<Record<string, string>> = {
  A: "additional cargo or mail",
  C: "passenger charter",
  D: "general aviation",
  E: "special, government",
  F: "cargo",
  H: "cargo charter",
  I: "state, diplomatic",
  K: "training",
  L: "passenger and cargo charter",
  M: "mail",
  N: "business aviation, air taxi",
  O: "charter with special handling",
  P: "positioning, not for revenue",
  T: "technical test",
  U: "passengers by surface vehicle",
  V: "cargo by surface vehicle",
  W: "military",
  X: "technical stop",
  Y: "for the airline's own purposes",
  Z: "for the airline's own purposes",
};

/** null when it is sold; what it is when it is not; undefined for what is not a service type. */
export function notSoldAs(service: string): string | null | undefined {
  return SOLD.has(service) ? null : NOT_SOLD[service];
}
